"""Gold of the Word report: problem statements, hosts, numbered ideas with bold lead-ins, a table three names wide."""

from goldlib import Gold
from masters import master_blocks

SOURCE = "eastern-neighbourhoods-2025.docx"


def build() -> Gold:
    """The facts of the Eastern Neighbourhoods Exchange 2025 report."""
    blocks = master_blocks("eastern-neighbourhoods-2025.md")
    g = Gold(
        blocks,
        {
            "title": "Eastern Neighbourhoods Exchange 2025",
            "kind": "report",
            "source_file": SOURCE,
            "published": "2025-09",
        },
        {
            "name": "Eastern Neighbourhoods Exchange 2025",
            "date": "2025-03-12",
            "venue": "Corn Maltings",
            "place": "Ipswich",
        },
    )
    g.org(
        "Fenland Social Futures Limited",
        "company",
        "OAC",
        "Fenland Social Futures Ltd",
        kind_may="social enterprise",
        ids={"GB-COH-09466120": "09466120"},
        note="CORE_PARTNER on the convener too: it is one end of each PARTNER_OF",
    )
    g.org("Suffolk County Council", "local authority", "OA", note="hosted together with the convener")
    g.org("Wherry Community Bank", "bank", "AS", kind_may="social investor")
    g.org("Orwell Trust", "charity", "AS", kind_may="grant funder", ids={"GB-CHC-1099874": "1099874"})
    g.org("Marram Insurance", "insurer", "AS")
    g.org("University of the Wash", "university", "AC")
    g.org("Tidemill Advisory LLP", "professional services", "AC", kind_may=["law firm", "company"])
    g.org("Suffolk and North East Essex Integrated Care Board", "NHS body", "A", "Suffolk & North East Essex ICB")
    g.org("Norwich City Council", "local authority", "A")
    g.org("Breckland Kitchens CIC", "social enterprise", "A")
    g.org("Norfolk County Council", "local authority", "A")
    g.org("East Suffolk and North Essex NHS Foundation Trust", "NHS body", "A", "East Suffolk and North Essex NHS FT")
    g.org("Essex Police", "police and justice", "A")
    g.org("Babergh District Council", "local authority", "A")
    g.org("British Red Cross", "charity", "A")
    g.org("Cambridgeshire and Peterborough Combined Authority", "combined authority", "A")
    g.org("Ipswich Mencap", "charity", "A")
    g.org("Orbit of Care", "network", "A", kind_may="charity")
    g.org("Safe Haven Tendring", None, "A", kind_may="charity")
    g.org("Waveney Growers Co-operative", "co-operative", "A")
    g.org("East of England Credit Unions Network", "network", "A", kind_may="membership body")
    g.org("Equal Care Co-op", "co-operative")
    g.org(
        "Stretham and Wilburton Community Land Trust", None, kind_may=["charity", "social enterprise", "co-operative"]
    )
    g.org("Nudge Community Builders", None, kind_may=["social enterprise", "charity", "co-operative"])
    g.org("Drive Partnership", None, may=True, kind_may=["network", "charity"])
    g.org("West Mercia Police", "police and justice")
    g.org("Seaview Recovery Inn", None, may=True, kind_may=["company", "social enterprise"], note="a Model in any case")
    g.org("Self-Build Lowestoft", None, may=True, kind_may=["charity", "social enterprise"], note="a Model in any case")
    g.org("Sudbury Carers' Co-operative", "co-operative", may=True, note="an Initiative in any case")
    g.org(
        "Colchester Kettle Crew",
        None,
        may=True,
        kind_may=["social enterprise", "charity"],
        note="an Initiative in any case",
    )

    g.person(
        "Henrietta Volk",
        "Chair",
        "Suffolk and North East Essex Integrated Care Board",
        "opening address",
        printed="Dame Henrietta Volk",
        note="printed as welcome address",
    )
    g.person("Raj Pettifer", "Executive Director", "Fenland Social Futures Limited", "keynote")
    g.person("Ottoline Brisk", "Head of Impact Lending", "Wherry Community Bank", "panel")
    g.person("Samuel Nkemelu", "Director of Place", "Norwich City Council", "panel")
    g.person(
        "Ines Farthing", "Reader in Rural Economics", "University of the Wash", "panel", printed="Dr Ines Farthing"
    )
    g.person("Merle Stannard", "Founder", "Breckland Kitchens CIC", "vignette")
    g.person("Delphine Rooke", "Corporate Parenting Manager", "Norfolk County Council")
    g.person("Barnaby Quist", "Partner", "Tidemill Advisory LLP")
    g.person(
        "Lucian Marsh",
        "Medical Director",
        "East Suffolk and North Essex NHS Foundation Trust",
        printed="Dr Lucian Marsh",
    )
    g.person("Tilly Ashgrove", "Lead Commissioner for Adults", "Suffolk County Council")
    g.person("Greta Lindqvist", "Programme Director", "Orwell Trust")
    g.person("Orla Benning", "Head of Public Protection", "Essex Police", printed="Superintendent Orla Benning")
    g.person("Fergus Adair", "Risk Consultant", "Marram Insurance")

    g.places(
        "Ipswich; Norfolk; Norwich; Essex; Leeds; Cromer; Cambridge; Colchester; Sudbury; Plymouth; Gelderland; "
        "Calder Valley",
        "Suffolk; Lowestoft; Waveney; Stour; Great Yarmouth; Stretham; Wilburton; Magdalen Street; Tendring; "
        "East of England; Breckland; Waveney valley; Babergh; Corn Maltings",
    )

    def problem(
        key: str,
        letter: str,
        title: str,
        topic: str,
        owner: str,
        owner_org: str,
        supporter: str,
        supporter_org: str,
        place: list[str],
        starts: str,
        ends: str,
        tables: int | None = None,
    ) -> None:
        g.challenge(
            key,
            title,
            topic,
            heading=f"Problem statement {letter}: {title} ({topic})",
            owners=owner,
            owner_orgs=owner_org,
            supporters=supporter,
            supporter_orgs=supporter_org,
            places_may=place,
            summary=(starts, ends),
            tables=tables,
        )

    problem(
        "leaving",
        "A",
        "Too many young people leave care for a hostel",
        "children's services",
        "Delphine Rooke",
        "Norfolk County Council",
        "Barnaby Quist",
        "Tidemill Advisory LLP",
        ["Norfolk"],
        "Norfolk moves about ninety",
        "eleven weeks to approve one.",
    )
    problem(
        "hospital",
        "B",
        "Patients who are well cannot get home from hospital",
        "health",
        "Lucian Marsh",
        "East Suffolk and North Essex NHS Foundation Trust",
        "Ottoline Brisk",
        "Wherry Community Bank",
        ["Essex", "Suffolk"],
        "On the day of the Exchange",
        "paid to do very little.",
    )
    problem(
        "farms",
        "C",
        "Farms and hamlets are losing their carers",
        "social care",
        "Tilly Ashgrove",
        "Suffolk County Council",
        "Ines Farthing",
        "University of the Wash",
        ["Suffolk", "Waveney valley", "Waveney"],
        "Care workers in the Waveney",
        "the sheds run a bus.",
        2,
    )
    problem(
        "shops",
        "D",
        "Shops are empty and so are order books",
        "local growth",
        "Samuel Nkemelu",
        "Norwich City Council",
        "Greta Lindqvist",
        "Orwell Trust",
        ["Norwich"],
        "One in five shops",
        "for want of a counter.",
    )
    problem(
        "courts",
        "E",
        "Courts see the same faces",
        "domestic abuse",
        "Orla Benning",
        "Essex Police",
        "Fergus Adair",
        "Marram Insurance",
        ["Essex"],
        "A fifth of those arrested",
        "perpetrators stay.",
    )

    g.idea("leaving", "Guarantor for life: the", "1", title="Guarantor for life")
    g.idea("leaving", "A house of their own making: young", "2", title="A house of their own making")
    g.idea("leaving", "Moving-in week: treat", "3", title="Moving-in week")
    g.idea("leaving", "a welcome meal cooked", "3.a", parent="3")
    g.idea("leaving", "a bank account, a doctor", "3.b", parent="3")
    g.idea("leaving", "One landlord list shared", "4", title="One landlord list")
    g.idea("hospital", "Key and kettle teams: pay", "1", title="Key and kettle teams")
    g.idea("hospital", "A step-down inn: lease", "2", title="A step-down inn")
    g.idea("hospital", "Discharge bonds: Wherry", "3", title="Discharge bonds")
    g.idea("hospital", "One form, begun at the front", "4", title="One form")
    g.idea("farms", "A bus for carers: share", "1", title="A bus for carers", group="Waveney")
    g.idea("farms", "Farm-gate care: train", "2", title="Farm-gate care", group="Waveney")
    g.idea("farms", "A carers' co-operative across", "1", title="A carers' co-operative", group="Stour")
    g.idea("farms", "Homes tied to care: let", "2", title="Homes tied to care", group="Stour")
    g.idea("farms", "Pay for outcomes agreed", "3", group="Stour")
    g.idea("shops", "Meanwhile licences by right: any", "1", title="Meanwhile licences by right")
    g.idea("shops", "A high street stake: residents", "2", title="A high street stake")
    g.idea("shops", "Ten first orders: each", "3", title="Ten first orders")
    g.idea("courts", "Change the one who moves: hold", "1", title="Change the one who moves")
    g.idea("courts", "Finish the course: tie", "2", title="Finish the course")
    g.idea("courts", "Employers who notice: train", "3", title="Employers who notice")
    g.idea("courts", "Children heard first: no", "4", title="Children heard first")

    g.model("Canopy project", "leaving#2", places="Leeds")
    g.model("Self-Build Lowestoft", "leaving#2", orgs_may="Self-Build Lowestoft", places_may="Lowestoft")
    g.model(
        "British Red Cross",
        "hospital#1",
        orgs="British Red Cross",
        places="Essex",
        note="an organisation held up as an example",
    )
    g.model("Seaview Recovery Inn", "hospital#2", places="Cromer", orgs_may="Seaview Recovery Inn")
    g.model("Dutch care farms of Gelderland", "farms#2@Waveney", "care farms of Gelderland", places="Gelderland")
    g.model("Equal Care Co-op", "farms#1@Stour", orgs="Equal Care Co-op", places="Calder Valley")
    g.model(
        "Stretham and Wilburton Community Land Trust", "shops#2", orgs="Stretham and Wilburton Community Land Trust"
    )
    g.model("Nudge Community Builders", "shops#2", orgs="Nudge Community Builders", places="Plymouth")
    g.model(
        "Drive Partnership's work with West Mercia Police",
        "courts#2",
        orgs="West Mercia Police",
        orgs_may="Drive Partnership",
    )
    g.model("Great Yarmouth Risk Compact", "insight:Share the risk in writing", places_may="Great Yarmouth")
    g.model(
        "Land trusts in Cambridge and Colchester",
        "insight:Buildings are the easy part",
        may=True,
        places=["Cambridge", "Colchester"],
        note="named only by their places",
    )

    g.insight("Buildings are the easy part", "Capital came up at every table", "before they laid a brick.")
    g.insight("Share the risk in writing", "Partnerships that had survived", "from hand to hand.")
    g.insight(
        "Neighbourhood means four streets",
        "Commissioners plan for fifty thousand",
        "has to be chosen rather than assumed.",
    )

    g.ref("the Exchange channel", "https://video.example/ene2025")
    g.ref(
        "Great Yarmouth Risk Compact: text and commentary",
        "https://tidemill.example/risk-compact",
        "1",
        [{"insight": "Share the risk in writing"}],
    )
    g.ref("Reading pack for the Exchange", "https://fenlandfutures.example/reading-pack", "2")

    g.initiative(
        "Colchester Kettle Crew",
        "Twenty-two volunteers",
        follows="hospital",
        orgs=["Breckland Kitchens CIC", "East Suffolk and North Essex NHS Foundation Trust"],
        places=["Colchester"],
        status="now being extended to Ipswich",
    )
    g.initiative(
        "Sudbury Carers' Co-operative",
        "Fourteen home carers",
        follows="farms",
        orgs=["Wherry Community Bank"],
        places=["Sudbury"],
        status="has begun with nine households",
    )
    g.initiative(
        "Norwich Meanwhile Licence",
        "The city council adopted",
        follows="shops",
        orgs=["Norwich City Council"],
        places=["Norwich"],
        status="Five shops in Magdalen Street have opened",
    )
    return g


if __name__ == "__main__":
    build().write()
