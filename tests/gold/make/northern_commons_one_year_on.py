"""Gold of the follow-up report: underlined headings, a table of tables, ideas 1.1, 1.2 (a), initiatives, continued challenges."""

from goldlib import GOLD, Gold

SOURCE = "northern-commons-one-year-on.md"
BEFORE = "Northern Commons Summit 2023"


def build() -> Gold:
    """The facts of the report on the Northern Commons Summit 2024 and on the year before it."""
    g = Gold(
        (GOLD / SOURCE).read_text(encoding="utf-8").splitlines(),
        {"title": "Northern Commons: One Year On", "kind": "report", "source_file": SOURCE, "published": "2024-12"},
        {
            "name": "Northern Commons Summit 2024",
            "date": "2024-09-11",
            "venue": "Abbeydale Works",
            "place": "Sheffield",
        },
    )
    g.out["events_may"] = [{"name": BEFORE, "note": "the earlier event that is followed up"}]
    g.need(BEFORE)
    hallam = "Sheffield Hallam University"
    hospitals = "Sheffield Teaching Hospitals NHS Foundation Trust"
    g.org(
        "Commons North CIC",
        "social enterprise",
        "OC",
        "CN",
        "Commons North",
        edges_may="A",
        kind_may=["company", "network"],
        note="CORE_PARTNER on the convener too: it is one end of each PARTNER_OF",
    )
    g.org("South Yorkshire Mayoral Combined Authority", "combined authority", "OA", "SYMCA")
    g.org("Harbour Mutual Bank", "bank", "ASC", kind_may=["social investor", "co-operative"])
    g.org("Calder Foundation", "grant funder", "AS", kind_may="charity")
    g.org("Pennine Water plc", "company", "AS")
    g.org("Ridgeway Legal LLP", "law firm", "AC", kind_may="professional services")
    g.org("Calderdale Council", "local authority", "A")
    g.org("HM Prison and Probation Service", "police and justice", "A", "HMPPS", kind_may="government department")
    g.org("Wakefield Council", "local authority", "A")
    g.org("Open Gate Trust", "charity", "A")
    g.org(
        "Keighley Commons Ltd",
        "company",
        "A",
        "Keighley Commons",
        kind_may=["social enterprise", "co-operative"],
        ids={"GB-COH-15220417": "15220417"},
        note="an Initiative too",
    )
    g.org("North Yorkshire Council", "local authority", "A")
    g.org(hallam, "university", "A")
    g.org("West Yorkshire Combined Authority", "combined authority", "A", "WYCA")
    g.org("South Yorkshire Police", "police and justice", "A")
    g.org("Haven Houses CIC", "social enterprise", "A")
    g.org(hospitals, "NHS body", "A", "Sheffield Teaching Hospitals NHS FT")
    g.org("Barnsley MBC", "local authority", "A")
    g.org("Department for Work and Pensions", "government department", "A")
    g.org("Sheffield City Council", "local authority", "A")
    g.org("South Yorkshire Housing Association", None, "A", kind_may=["social enterprise", "charity"])
    g.org("Unity Credit Union", "co-operative", "A", kind_may=["bank", "social investor"])
    g.org("Brighter Lets", None, kind_may=["social enterprise", "charity", "company"])
    g.org("Willowdene Farm", None, may=True, kind_may=["social enterprise", "charity"], note="a Model in any case")
    g.org("HMP Styal", "police and justice", may=True)
    g.org("New Hall prison", "police and justice", "", "New Hall", may=True)
    g.org("Hebden Bridge Traders' Mutual", "co-operative")
    g.org(
        "Dales Warm Streets Society",
        "co-operative",
        may=True,
        kind_may="social enterprise",
        note="an Initiative in any case",
    )
    g.org("Loft Loan Fund", None, may=True, kind_may="social investor", note="an Initiative in any case")

    g.person(
        "Oliver Brandreth",
        "Mayor of South Yorkshire",
        None,
        "opening address",
        note="no body printed; the combined authority would be a guess",
    )
    g.person("Rukhsana Iqbal", "Chief Executive", "Commons North CIC", "report on the year")
    g.person("Yewande Castle", "Reader in Social Policy", hallam, "keynote", printed="Dr Yewande Castle")
    g.person("Hester Dunmore", None, "Calderdale Council", "panel")
    g.person("Jun Takeda", None, "Open Gate Trust", "panel")
    g.person("Bettina Schofield", None, "Harbour Mutual Bank", "panel")
    g.person("Aled Prosser", None, "Ridgeway Legal LLP")
    g.person("Philippa Onslow-Grant", None, "HM Prison and Probation Service")
    g.person("Cerys Bramhall", None, "West Yorkshire Combined Authority")
    g.person("Sunita Vell", None, "Calder Foundation")
    g.person(
        "Noel Garrity",
        None,
        "South Yorkshire Police",
        printed="Detective Superintendent Noel Garrity",
        note="Detective Superintendent is a rank before the name; as role it is as good",
    )
    g.person("Petra Iveson", None, "Haven Houses CIC")
    g.person("Simone Achterberg", None, hospitals, printed="Dr Simone Achterberg")

    g.places(
        "Sheffield; Halifax; Wakefield; Settle; Keighley; Gateshead; West Yorkshire; Cheshire; Shropshire; Doncaster; "
        "Barnsley; Rotherham; Hull; South Yorkshire; Netherlands",
        "Calderdale; Hebden Bridge; Abbeydale Works; Dales; New Hall; Styal; North Yorkshire",
    )

    def table(
        key: str,
        n: int,
        title: str,
        topic: str,
        lead: str,
        lead_org: str,
        supporter: str,
        supporter_org: str,
        place: list[str],
        starts: str,
        ends: str,
        before: str = "",
    ) -> None:
        if before:
            g.need(before)
        g.challenge(
            key,
            title,
            topic,
            heading=f"{n} {title}",
            owners=lead,
            owner_orgs=lead_org,
            supporters=supporter,
            supporter_orgs=supporter_org,
            places_may=place,
            summary=(starts, ends),
            tables=1,
            continues={"event": BEFORE, "title": before} if before else None,
        )

    table(
        "siblings",
        1,
        "Keeping brothers and sisters together, whatever their age",
        "children's services",
        "Hester Dunmore",
        "Calderdale Council",
        "Aled Prosser",
        "Ridgeway Legal LLP",
        ["Calderdale", "West Yorkshire"],
        "Lofts have helped families",
        "as it parts twins.",
        "Keeping brothers and sisters together in foster care",
    )
    table(
        "prison",
        2,
        "A front door for women leaving prison",
        "homelessness",
        "Philippa Onslow-Grant",
        "HM Prison and Probation Service",
        "Jun Takeda",
        "Open Gate Trust",
        ["Wakefield"],
        "Gate to Door has worked for men.",
        "to a tent this summer.",
        "A front door for people leaving prison without a home",
    )
    table(
        "towns",
        3,
        "Market towns that own their high streets",
        "local growth",
        "Cerys Bramhall",
        "West Yorkshire Combined Authority",
        "Sunita Vell",
        "Calder Foundation",
        ["Keighley", "Doncaster", "Barnsley"],
        "Keighley Commons has shown",
        "downloaded nine hundred times.",
        "Doubling the local pound in market towns",
    )
    table(
        "safe",
        4,
        "Safe homes for families after domestic abuse",
        "domestic abuse",
        "Noel Garrity",
        "South Yorkshire Police",
        "Petra Iveson",
        "Haven Houses CIC",
        ["Rotherham", "Sheffield"],
        "In Rotherham and Sheffield",
        "children's bags to it.",
    )
    table(
        "firms",
        5,
        "Preventing illness at work in small firms",
        "health",
        "Simone Achterberg",
        hospitals,
        "Yewande Castle",
        hallam,
        ["South Yorkshire"],
        "Firms with fewer than twenty",
        "few come back.",
    )

    g.idea("siblings", "Lend for extensions as well", "1.1")
    g.idea("siblings", "Create a staying-close promise", "1.2")
    g.idea("siblings", "a room kept for the older", "1.2.a", parent="1.2")
    g.idea("siblings", "Sunday lunch paid for", "1.2.b", parent="1.2")
    g.idea("siblings", "one social worker for", "1.2.c", parent="1.2")
    g.idea("siblings", "Buy the house next door.", "1.3")
    g.idea("siblings", "Publish the sibling figures", "1.4")
    g.idea("prison", "Reserve a quarter of Gate", "2.1")
    g.idea("prison", "Begin the tenancy in prison", "2.2")
    g.idea("prison", "Give each woman a telephone", "2.3")
    g.idea("prison", "Ask magistrates to see", "2.4")
    g.idea("towns", "Form a roof fund: a", "3.1")
    g.idea("towns", "Hire one surveyor between", "3.2")
    g.idea("towns", "Extend the prospectus to", "3.3")
    g.idea("towns", "Invite traders to convert", "3.4")
    g.idea("safe", "Turn spare clergy houses", "4.1")
    g.idea("safe", "Fit locks and cameras", "4.2")
    g.idea("safe", "Bring the school to the", "4.3")
    g.idea("safe", "Treat the tenancy as hers.", "4.4", ends="to transfer it within a week.")
    g.idea("firms", "Share one occupational health", "5.1")
    g.idea("firms", "Set up a sickness mutual", "5.2")
    g.idea("firms", "Use an outcomes contract", "5.3")
    g.idea("firms", "Send a van.", "5.4")

    g.model("Side by Side homes", "siblings#1.3", places="Gateshead")
    g.model(
        "Brighter Lets", "prison#2.2", orgs="Brighter Lets", places="Cheshire", orgs_may="HMP Styal", places_may="Styal"
    )
    g.model("Willowdene Farm", "prison#2.4", places="Shropshire", orgs_may="Willowdene Farm")
    g.model(
        "Hebden Bridge Traders' Mutual", "towns#3.4", orgs="Hebden Bridge Traders' Mutual", places_may="Hebden Bridge"
    )
    g.model("Safer Tonight scheme", "safe#4.2", places="Hull")
    g.model("Bread Funds of the Netherlands", "firms#5.2", "Bread Funds", places="Netherlands")
    g.model("Health on the Shop Floor van", "firms#5.4", "Health on the Shop Floor", places_may="Barnsley")
    g.model("Gate to Door", ["?prison#2.1", "?prison"], may=True, note="an Initiative; here drawn upon")
    g.model("Loft Loan Fund", "?insight:The second year is harder", may=True, note="an Initiative; here drawn upon")
    g.model("Keighley Commons", "?towns", may=True, orgs="Keighley Commons Ltd", note="an Initiative; here drawn upon")

    g.insight("Somebody has to hold the diary", "Where a named person was paid", "it was shared by nobody.", "1")
    g.insight("The second year is harder", "Novelty opens doors", "forms for fire regulations.", "2")
    g.insight("Lend against patience", "Harbour Mutual Bank now counts", "asked to copy its method.", "3")

    g.ref(
        "Counting What Did Not Happen",
        "https://harbour.example/did-not-happen",
        "a",
        [{"insight": "Lend against patience"}],
    )
    g.ref("A model agreement", "https://ridgewaylegal.example/her-tenancy", "b", [{"challenge": "safe", "idea": "4.4"}])
    g.ref("the promises page", "https://commonsnorth.example/promises")
    g.ref("The report of 2023", "https://commonsnorth.example/ncs-2023")

    for name, starts, orgs, places, before, status in (
        (
            "Loft Loan Fund",
            "Since the summit, Calderdale",
            ["Calderdale Council", "Harbour Mutual Bank"],
            ["Halifax"],
            "Keeping brothers and sisters together in foster care",
            "running, with a second round in 2025",
        ),
        (
            "Gate to Door",
            "HM Prison and Probation Service, Wakefield",
            ["HM Prison and Probation Service", "Wakefield Council", "Open Gate Trust"],
            ["Wakefield"],
            "A front door for people leaving prison without a home",
            "pilot, funded until March 2026",
        ),
        (
            "Keighley Commons Ltd",
            "Residents bought four",
            ["Calder Foundation", "Keighley Commons Ltd"],
            ["Keighley"],
            "Doubling the local pound in market towns",
            "trading",
        ),
        (
            "Dales Warm Streets Society",
            "Forty households in Settle",
            ["North Yorkshire Council"],
            ["Settle"],
            "",
            "growing slowly",
        ),
    ):
        g.initiative(name, starts, orgs=orgs, places=places, status=status)
        follows = {"event": BEFORE}
        if before:
            follows |= {"challenge_may": before}
        g.out["initiatives"][-1]["follows_from"] = follows
    g.out["notes"] += [
        "Tables 1 to 3 continue the 2023 challenges that are printed in quotation marks; a Challenge node for each of those, "
        "raised at the Northern Commons Summit 2023, is right and is not counted as invented.",
        "The man who asked not to be named has no node.",
    ]
    return g


if __name__ == "__main__":
    build().write()
