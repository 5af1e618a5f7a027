"""Gold of the Markdown report: missions, `Led by:` lines, ideas as bullets without numbers, footnotes as links."""

from goldlib import GOLD, Gold

SOURCE = "northern-commons-2023.md"


def build() -> Gold:
    """The facts of the Northern Commons Summit 2023 report."""
    g = Gold(
        (GOLD / SOURCE).read_text(encoding="utf-8").splitlines(),
        {
            "title": "Northern Commons Summit 2023: what we made together",
            "kind": "report",
            "source_file": SOURCE,
            "published": "2023-11",
        },
        {"name": "Northern Commons Summit 2023", "date": "2023-09-14", "venue": "Tetley Hall", "place": "Leeds"},
    )
    g.org(
        "Commons North CIC",
        "social enterprise",
        "OC",
        "CN",
        edges_may="A",
        kind_may=["company", "network"],
        ids={"GB-COH-11873342": "11873342"},
        note="CORE_PARTNER on the convener too: it is one end of each PARTNER_OF",
    )
    g.org("Harbour Mutual Bank", "bank", "ASC", kind_may=["social investor", "co-operative"])
    g.org("Ridgeway Legal LLP", "law firm", "AC", kind_may="professional services")
    g.org("Calder Foundation", "grant funder", "AS", kind_may="charity", ids={"GB-CHC-1187734": "1187734"})
    g.org("Kirklees Council", "local authority", "A")
    g.org("University of Bradford", "university", "A")
    g.org(
        "Yorkshire Dales Housing Association",
        None,
        "A",
        kind_may=["social enterprise", "charity"],
        note="housing associations have no kind of their own",
    )
    g.org("Calderdale Council", "local authority", "A")
    g.org("North Yorkshire Council", "local authority", "A")
    g.org(
        "Humber and North Yorkshire Integrated Care Board", "NHS body", "A", "HNY ICB", "Humber and North Yorkshire ICB"
    )
    g.org("HM Prison and Probation Service", "police and justice", "A", "HMPPS", kind_may="government department")
    g.org("Wakefield Council", "local authority", "A")
    g.org("Open Gate Trust", "charity", "A", "Open Gate")
    g.org("West Yorkshire Combined Authority", "combined authority", "A", "WYCA")
    g.org(
        "South West Yorkshire Partnership NHS Foundation Trust",
        "NHS body",
        "A",
        "South West Yorkshire Partnership NHS FT",
    )
    g.org("Barnsley Metropolitan Borough Council", "local authority", "A")
    g.org("Bolton at Work", None, "A", kind_may=["social enterprise", "charity"])
    g.org("Greenfold Nurseries Ltd", "company", "A", "Greenfold Nurseries", kind_may="social enterprise")
    g.org("Leeds Community Dividend Co-operative", "co-operative", "A")
    g.org("Locality Partners Network", "network", "A", kind_may="membership body")
    g.org("Northumbria Police", "police and justice", "A")
    g.org("Rowan Families CIC", "social enterprise", "A")
    g.org("Durham County Council", "local authority")
    g.org("Todmorden Warm Streets Co-operative", "co-operative")
    g.org(
        "Unity Bus Works",
        None,
        may=True,
        kind_may=["company", "co-operative", "social enterprise"],
        note="a Model in any case",
    )
    g.org(
        "Penwith Care Ring",
        None,
        may=True,
        kind_may=["network", "co-operative", "social enterprise"],
        note="a Model in any case",
    )
    g.org("Second Key", None, may=True, kind_may=["social enterprise", "charity"], note="a Model in any case")
    g.org("Anfield Bakery", None, may=True, kind_may=["company", "co-operative"])
    g.org("NHS", "NHS body", may=True, note="the service as a whole, not one body")

    g.person(
        "Imelda Farrow",
        "Leader",
        "Kirklees Council",
        "opening address",
        note="printed with Councillor before it",
        printed="Councillor Imelda Farrow",
    )
    g.person(
        "Dermot Ashby",
        "Chair in Civic Economics",
        "University of Bradford",
        "keynote",
        printed="Professor Dermot Ashby",
    )
    g.person("Rukhsana Iqbal", "Chief Executive", "Commons North CIC", "panel")
    g.person("Tobias Wren", None, "Harbour Mutual Bank", "panel")
    g.person("Marguerite Sills", "Head of Partnerships", "Yorkshire Dales Housing Association", "panel")
    g.person("Kofi Mensah-Lyle", None, "Ridgeway Legal LLP", "panel")
    g.person("Hester Dunmore", "Service Director for Children", "Calderdale Council")
    g.person("Aled Prosser", "Partner", "Ridgeway Legal LLP")
    g.person("Oswin Tarrant", "Strategic Lead for Ageing Well", "North Yorkshire Council")
    g.person("Bettina Schofield", "Investment Manager", "Harbour Mutual Bank")
    g.person("Philippa Onslow-Grant", "Head of Reducing Reoffending", "HM Prison and Probation Service")
    g.person("Gareth Toms", "Housing Options Manager", "Wakefield Council")
    g.person("Jun Takeda", "Director", "Open Gate Trust")
    g.person("Cerys Bramhall", "Assistant Director, Economy and Skills", "West Yorkshire Combined Authority")
    g.person(
        "Lennox Abara",
        "Consultant Psychiatrist",
        "South West Yorkshire Partnership NHS Foundation Trust",
        printed="Dr Lennox Abara",
    )
    g.person("Sunita Vell", "Programme Manager", "Calder Foundation")

    g.places(
        "Leeds; Calderdale; West Yorkshire; Wakefield; Keighley; Penzance; Hull; Liverpool; Ashington; Huddersfield",
        "Batley; Castleford; Dales; Bolton; Penwith; York; Durham; Todmorden; Gloucestershire; North Yorkshire; Anfield; "
        "Kirklees; Tetley Hall; Bradford",
    )

    g.challenge(
        "siblings",
        "Keeping brothers and sisters together in foster care",
        "children's services",
        heading="Mission 1: Keeping brothers and sisters together in foster care",
        owners="Hester Dunmore",
        supporters="Aled Prosser",
        owner_orgs="Calderdale Council",
        supporter_orgs="Ridgeway Legal LLP",
        places="Calderdale",
        places_may="West Yorkshire",
        summary=("Nearly half of sibling groups", "budget for everything else."),
    )
    g.challenge(
        "homes",
        "Warm homes for older people who own but cannot heat",
        "older people",
        heading="Mission 2: Warm homes for older people who own but cannot heat",
        owners="Oswin Tarrant",
        supporters="Bettina Schofield",
        owner_orgs="North Yorkshire Council",
        supporter_orgs="Harbour Mutual Bank",
        places_may=["Dales", "North Yorkshire"],
        summary=("Owner-occupiers over seventy-five", "see the result every January."),
    )
    g.challenge(
        "prison",
        "A front door for people leaving prison without a home",
        "homelessness",
        heading="Mission 3: A front door for people leaving prison without a home",
        owners=["Philippa Onslow-Grant", "Gareth Toms"],
        supporters="Jun Takeda",
        owner_orgs=["HM Prison and Probation Service", "Wakefield Council"],
        supporter_orgs="Open Gate Trust",
        places="Wakefield",
        places_may="West Yorkshire",
        summary=("People released on a Friday", "before the day of release."),
    )
    g.challenge(
        "pound",
        "Doubling the local pound in market towns",
        "local growth",
        heading="Mission 4: Doubling the local pound in market towns",
        owners="Cerys Bramhall",
        supporters="Dermot Ashby",
        owner_orgs="West Yorkshire Combined Authority",
        supporter_orgs="University of Bradford",
        places_may=["Keighley", "Batley", "Castleford"],
        summary=("Anchor institutions in Keighley", "businesses ready to use it."),
    )
    g.challenge(
        "work",
        "Good work for people recovering from serious mental illness",
        "mental health",
        heading="Mission 5: Good work for people recovering from serious mental illness",
        owners="Lennox Abara",
        supporters="Sunita Vell",
        owner_orgs="South West Yorkshire Partnership NHS Foundation Trust",
        supporter_orgs="Calder Foundation",
        summary=("Only one in twelve people", "benefits rules punish a good week."),
    )

    g.idea("siblings", "Extend the house, not the search: lend", title="Extend the house, not the search")
    g.idea("siblings", "A sibling promise: the council", title="A sibling promise")
    g.idea("siblings", "Pool larger homes across")
    g.idea("siblings", "Learn from Rowan Families")
    g.idea("siblings", "Commission the extended family: fund", title="Commission the extended family")
    g.idea("siblings", "weekly pay at the same rate", parent="Commission the extended family")
    g.idea("siblings", "a named worker who stays", parent="Commission the extended family")
    g.idea("homes", "Street-by-street retrofit co-op: neighbours", title="Street-by-street retrofit co-op")
    g.idea("homes", "Warmth on prescription: GPs", title="Warmth on prescription")
    g.idea("homes", "A lifetime lease on heat pumps")
    g.idea("homes", "Train district nurses to spot")
    g.idea("prison", "Book the bed at sentence: treat", title="Book the bed at sentence")
    g.idea("prison", "Peer landlords: invest", title="Peer landlords")
    g.idea("prison", "Ban Friday releases locally through", title="Ban Friday releases locally")
    g.idea("prison", "Use the county's empty upper floors")
    g.idea("pound", "A commons prospectus: one public", title="A commons prospectus")
    g.idea("pound", "Buy the high street: a community", title="Buy the high street")
    g.idea("pound", "Succession clinics: help", title="Succession clinics")
    g.idea("pound", "Ask pension funds to place")
    g.idea("work", "Individual placement in social firms: put", title="Individual placement in social firms")
    g.idea("work", "A bridging wage: guarantee", title="A bridging wage")
    g.idea("work", "Recovery college on the shop floor: move", title="Recovery college on the shop floor")
    g.idea("work", "Reserve a share of NHS catering")

    g.model(
        "Rowan Families CIC's work with Durham County Council",
        "siblings#Learn from Rowan Families",
        orgs=["Rowan Families CIC", "Durham County Council"],
        places_may="Durham",
    )
    g.model(
        "Todmorden Warm Streets Co-operative",
        "homes#Street-by-street retrofit co-op",
        orgs="Todmorden Warm Streets Co-operative",
        places_may="Todmorden",
    )
    g.model("Gloucestershire Warm & Well scheme", "homes#Warmth on prescription", places_may="Gloucestershire")
    g.model("Second Key houses", "prison#Peer landlords", places="Hull", orgs_may="Second Key")
    g.model("Open Gate Trust's peer lodging network", "prison#Peer landlords", orgs="Open Gate Trust")
    g.model("York Above the Shop programme", "prison#Use the county's empty", places_may="York")
    g.model("Anfield Bakery buy-out", "pound#Buy the high street", places="Liverpool", orgs_may="Anfield Bakery")
    g.model("Unity Bus Works", "pound#Succession clinics", places="Ashington", orgs_may="Unity Bus Works")
    g.model(
        "Greenfold Nurseries' supported gardens",
        "work#Individual placement in social firms",
        orgs="Greenfold Nurseries Ltd",
        places="Huddersfield",
    )
    g.model(
        "Penwith Care Ring", "insight:Small is not the same as weak", places="Penzance", orgs_may="Penwith Care Ring"
    )
    g.model(
        "Bolton at Work's long partnership with its council",
        "insight:Money follows trust, not the other way round",
        orgs="Bolton at Work",
        places_may="Bolton",
    )

    g.insight(
        "Money follows trust, not the other way round", "Every table began with finance", "proof that patience pays."
    )
    g.insight("Small is not the same as weak", "Micro-enterprises can carry", "from one kitchen in Penzance.")
    g.insight("Count what people count", "Commissioners measure activity.", "in the same spreadsheet.")

    g.ref(
        "Counting in Common",
        "https://bradford.example/counting-in-common",
        "1",
        [{"insight": "Count what people count"}],
    )
    g.ref("Winter Pressures Atlas", "https://hnyicb.example/atlas", "2", [{"challenge": "homes"}])
    g.ref(
        "Reserving Contracts under the Light Touch Regime",
        "https://ridgewaylegal.example/light-touch",
        "3",
        [{"challenge": "work"}],
    )
    g.ref("the Commons North library", "https://commonsnorth.example/library")
    g.ref("the keynote", "https://video.example/ncs23-keynote")
    return g


if __name__ == "__main__":
    build().write()
