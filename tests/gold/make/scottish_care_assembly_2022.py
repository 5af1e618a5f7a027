"""Gold of the plain-text report: wrapped and hyphenated pages, capital headings, owners as `Name, role, organisation`."""

from goldlib import Gold
from masters import master_blocks

SOURCE = "scottish-care-assembly-2022.txt"


def build() -> Gold:
    """The facts of the Scottish Care Assembly 2022 report."""
    g = Gold(
        master_blocks("scottish-care-assembly-2022.md"),
        {"title": "Scottish Care Assembly 2022: Report of Proceedings", "kind": "report", "source_file": SOURCE},
        {"name": "Scottish Care Assembly 2022", "date": "2022-11-03", "venue": "Salutation Rooms", "place": "Perth"},
    )
    g.org(
        "Alliance for Shared Care Scotland",
        "charity",
        "OC",
        "ASCS",
        edges_may="A",
        kind_may=["network", "membership body"],
        ids={"GB-SC-SC049921": "SC049921"},
        note="CORE_PARTNER on the convener too: it is one end of each PARTNER_OF",
    )
    g.org("Kelpie Fund", "grant funder", "AS", kind_may=["charity", "social investor"])
    g.org("Thistle Social Investment", "social investor", "AS")
    g.org("Strathearn University", "university", "AC")
    g.org("Scottish Mutuals Forum", "membership body", "AC", kind_may="network")
    g.org("Lochlan Advocates LLP", "law firm", "AC", kind_may="professional services")
    g.org("Perth and Kinross Council", "local authority", "A", "Perth & Kinross Council")
    g.org("NHS Tayside", "NHS body", "A")
    g.org("NHS Grampian", "NHS body", "A")
    g.org("Scottish Government", "government department", "A")
    g.org("Hebridean Hearth CIC", "social enterprise", "A", "Hebridean Hearth")
    g.org("Clyde Carers Co-operative", "co-operative", "A")
    g.org("Comhairle nan Eilean Siar", "local authority", "A")
    g.org("North Lanarkshire Council", "local authority", "A")
    g.org("Glasgow City Council", "local authority", "A")
    g.org("Argyll and Bute Council", "local authority", "A")
    g.org("Cairn Housing Society", None, "A", "Cairn", kind_may=["social enterprise", "charity", "co-operative"])
    g.org("Aberdeen Foyer Trust", "charity", "A", kind_may="social enterprise")
    g.org("Braeside Children's Trust", "charity", "A")
    g.org("Police Scotland", "police and justice", "A")
    g.org("Tay Valley Credit Union", "co-operative", "A", kind_may=["bank", "social investor"])
    g.org("Maryhill Good Neighbours", None, may=True, kind_may="charity")
    g.org("Fife Hour Exchange", None, may=True, kind_may=["charity", "co-operative"], note="a Model in any case")

    g.person("Morag Tennant", "Chief Executive", "Perth and Kinross Council", "opening address")
    g.person("Farquhar Osei", "Clinical Director", "NHS Tayside", "keynote", printed="Dr Farquhar Osei")
    g.person("Elspeth Ramage", "Convener", "Scottish Mutuals Forum", "panel")
    g.person("Calum Ure", "Fund Director", "Thistle Social Investment", "panel")
    g.person("Wanjiru Laing", "Policy Officer", "Scottish Government", "panel")
    g.person("Shona McQuarrie", "Founder", "Hebridean Hearth CIC", "vignette")
    g.person("Ruaridh Bell", "Manager", "Clyde Carers Co-operative", "vignette")
    g.person("Catriona Maclennan", "Head of Community Care", "Comhairle nan Eilean Siar")
    g.person("Iain Fotheringham", "Solicitor", "Lochlan Advocates LLP")
    g.person("Jacqueline Strang", "Chief Social Work Officer", "North Lanarkshire Council")
    g.person("Tamsin Dewar", "Research Fellow", "Strathearn University")
    g.person("Gregor Adeleke", "Commissioning Manager", "Glasgow City Council")
    g.person("Annabel Kyle", "Director of Homes", "Cairn Housing Society")

    g.places(
        "Perth; Western Isles; Scotland; Uist; Tayside; Dundee; Lanarkshire; Dumfries; Grampian; Aberdeen; Trieste",
        "Gigha; Fife; Lothian; Maryhill; Glasgow; Clyde; Argyll; North Lanarkshire; Tay Valley",
    )

    def theme(
        key: str,
        word: str,
        title: str,
        topic: str,
        owner: str,
        owner_org: str,
        supporter: str,
        supporter_org: str,
        place: list[str],
        starts: str,
        ends: str,
    ) -> None:
        g.challenge(
            key,
            title,
            topic,
            heading=f"Theme {word}: {title}",
            owners=owner,
            owner_orgs=owner_org,
            supporters=supporter,
            supporter_orgs=supporter_org,
            places_may=place,
            summary=(starts, ends),
        )

    theme(
        "islands",
        "One",
        "Reshaping Care at Home on the Islands",
        "social care",
        "Catriona Maclennan",
        "Comhairle nan Eilean Siar",
        "Iain Fotheringham",
        "Lochlan Advocates LLP",
        ["Western Isles"],
        "The Western Isles have",
        "twice given it back.",
    )
    theme(
        "carers",
        "Two",
        "Keeping Unpaid Carers Well",
        "health",
        "Farquhar Osei",
        "NHS Tayside",
        "Ruaridh Bell",
        "Clyde Carers Co-operative",
        ["Tayside"],
        "Unpaid carers in Tayside",
        "a free Thursday.",
    )
    theme(
        "moving",
        "Three",
        "Growing Up Without Moving Again",
        "children's services",
        "Jacqueline Strang",
        "North Lanarkshire Council",
        "Tamsin Dewar",
        "Strathearn University",
        ["Lanarkshire", "North Lanarkshire"],
        "A child who comes",
        "carers willing to stay.",
    )
    theme(
        "dying",
        "Four",
        "Dying at Home in the City",
        "older people",
        "Gregor Adeleke",
        "Glasgow City Council",
        "Elspeth Ramage",
        "Scottish Mutuals Forum",
        ["Glasgow"],
        "Two thirds of Glaswegians",
        "do the rest.",
    )
    theme(
        "hospital",
        "Five",
        "Decent Homes After Hospital",
        "supported housing",
        "Annabel Kyle",
        "Cairn Housing Society",
        "Calum Ure",
        "Thistle Social Investment",
        ["Grampian", "Aberdeen"],
        "On any night about ninety",
        "the person waits.",
    )

    g.idea("islands", "Township teams: let", title="Township teams")
    g.idea("islands", "Pay by the day, following")
    g.idea("islands", "House before post: build", title="House before post")
    g.idea("islands", "One rota for all: combine", title="One rota for all")
    g.idea("islands", "a shared calendar that", parent="One rota for all")
    g.idea("islands", "a duty coordinator in", parent="One rota for all")
    g.idea("islands", "Let families buy extra")
    g.idea("carers", "Thursday breaks: replace", title="Thursday breaks")
    g.idea("carers", "The carers' bank: an", title="The carers' bank")
    g.idea("carers", "Put a carers' worker in")
    g.idea("carers", "Carers' passports at work: ask", title="Carers' passports at work")
    g.idea("moving", "A house that stays: the", title="A house that stays")
    g.idea("moving", "Foster carers as members: form", title="Foster carers as members")
    g.idea("moving", "Borrow for prevention: use", title="Borrow for prevention")
    g.idea("moving", "Invite young people to interview")
    g.idea("dying", "Night sitters' guild: recruit", title="Night sitters' guild")
    g.idea("dying", "A quiet line: one", title="A quiet line")
    g.idea("dying", "Lend hospital beds and hoists")
    g.idea("dying", "Death cafes in tenement closes")
    g.idea("hospital", "Guarantee the landlord, not the tenant: the", title="Guarantee the landlord, not the tenant")
    g.idea("hospital", "Step-down flats in ordinary streets")
    g.idea("hospital", "Learn from Trieste's work")
    g.idea("hospital", "A named friend: fund", title="A named friend")

    g.model(
        "Hebridean Hearth",
        ["islands#Pay by the day,", "insight:Time is the scarce resource"],
        "Hebridean Hearth approach",
        orgs="Hebridean Hearth CIC",
        places_may="Uist",
    )
    g.model("Gigha housing programme", "islands#House before post", places_may="Gigha")
    g.model("Fife Hour Exchange", "carers#The carers' bank", places_may="Fife", orgs_may="Fife Hour Exchange")
    g.model("Hope Cottages", "moving#A house that stays", orgs="Braeside Children's Trust", places="Dumfries")
    g.model("Lothian's Twilight Desk", "dying#A quiet line", "Twilight Desk", places_may="Lothian")
    g.model(
        "Maryhill Good Neighbours project",
        "dying#Death cafes in tenement",
        places_may="Maryhill",
        orgs_may="Maryhill Good Neighbours",
    )
    g.model("Trieste's work with social co-operatives", "hospital#Learn from Trieste's work", places="Trieste")
    g.model("Clyde Carers Co-operative", "insight:Ownership changes behaviour", orgs="Clyde Carers Co-operative")

    g.insight("Time is the scarce resource", "Nobody asked for more forms.", "than any policy.")
    g.insight("Ownership changes behaviour", "Where staff own the firm", "two members in five years.")
    g.insight("The law is wider than the habit", "Lawyers at the assembly said", "is merely unusual.")

    g.ref(
        "The Unusual and the Unlawful",
        "https://lochlan.example/unusual",
        "1",
        [{"insight": "The law is wider than the habit"}],
    )
    g.ref(
        "Borrowing to Prevent: A Guide for Councils",
        "https://strathearn.example/borrowing-to-prevent",
        "2",
        [{"challenge": "moving", "idea": "Borrow for prevention"}],
    )
    g.ref("A recording of the panel", "https://video.example/sca22-panel")
    return g


if __name__ == "__main__":
    build().write()
