"""Gold of the PDF report: two columns, lettered ideas, footnotes at the page's foot, a table of delegates."""

from goldlib import Gold
from masters import master_blocks

SOURCE = "public-value-forum-2024.pdf"


def build() -> Gold:
    """The facts of the Public Value Forum 2024 report."""
    g = Gold(
        master_blocks("public-value-forum-2024.md"),
        {"title": "Public Value Forum 2024", "kind": "report", "source_file": SOURCE},
        {"name": "Public Value Forum 2024", "date": "2024-10-17", "venue": "Bluecoat Rooms", "place": "Liverpool"},
    )
    trust, lcr = "Lancashire and South Cumbria NHS Foundation Trust", "Liverpool City Region Combined Authority"
    icb = "Cheshire and Merseyside Integrated Care Board"
    g.org(
        "Northwest Civic Institute",
        None,
        "OAC",
        "NCI",
        "the Institute",
        kind_may=["charity", "university", "network"],
        note="CORE_PARTNER on the convener too: it is one end of each PARTNER_OF",
    )
    g.org("Pennine Mutual Insurance", "insurer", "AS", kind_may="co-operative")
    g.org("Halliwell Endowment", "grant funder", "AS", kind_may="charity")
    g.org(lcr, "combined authority", "AC", "LCRCA")
    g.org("Weaver & Stone Solicitors", "law firm", "AC")
    g.org("Bridgewater Social Capital", "social investor", "A", "Bridgewater")
    g.org("Rochdale Borough Council", "local authority", "A")
    g.org("Toxteth Food Co-operative", "co-operative", "A")
    g.org("Second Shift CIC", "social enterprise", "A")
    g.org(trust, "NHS body", "A", "Lancashire & South Cumbria NHS FT")
    g.org("Sefton Council", "local authority", "A")
    g.org("Bury Council", "local authority")
    g.org(icb, "NHS body", "A", "NHS Cheshire and Merseyside ICB", "Integrated Care Board")
    g.org("Oldham Metropolitan Borough Council", "local authority", "A", "Oldham MBC")
    g.org("Blackburn Carers Trust", "charity", "A")
    g.org("Merseyside Police", "police and justice", "A")
    g.org("Edge Hill University", "university", "A")
    g.org("Leeds Survivor-Led Crisis Service", "charity", kind_may="social enterprise")
    g.org("Flexi Apprentices Wirral", None, may=True, kind_may=["company", "social enterprise", "co-operative"])
    g.org("Nightstop", None, may=True, kind_may=["charity", "network"], note="scheme or body; a Model in any case")
    g.org("Bromley by Bow Centre", "charity", kind_may="social enterprise")
    g.org("Spiral Health", "social enterprise", kind_may=["company", "co-operative", "NHS body"])
    g.org("NHS", "NHS body", may=True, note="the service as a whole, not one body")

    g.person("Adaeze Holroyd", "Chief Executive", "Northwest Civic Institute", "opening address")
    g.person("Malcolm Threlfall", "Chair", "Halliwell Endowment", "keynote", printed="Sir Malcolm Threlfall")
    g.person("Priya Oakes", "Director of Investment", "Bridgewater Social Capital", "panel")
    g.person(
        "Des Whitfield",
        "Cabinet Member for Housing",
        "Rochdale Borough Council",
        "panel",
        printed="Councillor Des Whitfield",
    )
    g.person("Marta Lewandowska", "Co-ordinator", "Toxteth Food Co-operative", "panel")
    g.person("Jermaine Cotter", "Managing Director", "Second Shift CIC", "vignette")
    g.person("Alison Birtwistle", "Director of Strategy", trust, "vignette")
    g.person("Leighton Osgood", "Head of Skills", lcr)
    g.person("Nuala Brand", "Senior Fellow", "Northwest Civic Institute", printed="Dr Nuala Brand")
    g.person("Tamara Quill", "Clinical Lead for Primary Care", icb, printed="Dr Tamara Quill")
    g.person("Gideon Marsden", "Partner", "Weaver & Stone Solicitors")
    g.person("Rosalind Akers", "Assistant Director for Adults", "Oldham Metropolitan Borough Council")
    g.person("Aileen Fogg", "Trustee", "Blackburn Carers Trust")
    g.person("Benedict Rowe", "Underwriter", "Pennine Mutual Insurance")
    g.person("Helga Stroud", "Grants Director", "Halliwell Endowment")
    g.person("Ishaan Doyle", "Detective Inspector", "Merseyside Police")
    g.person("Olu Garside", "Service Manager", "Sefton Council")
    g.person("Winifred Coe", "Lecturer", "Edge Hill University")

    g.places(
        "Liverpool; Lancashire; Rochdale; Saddleworth; Leeds; Mitcham; London; Blackpool; Liverpool City Region",
        "Merseyside; Pennines; Pennine; Bootle; Birkenhead; Manchester; Melbourne; Wirral; Blackburn; Derbyshire; Sefton; "
        "Bury; Toxteth; Bromley by Bow; Oldham; Cheshire; Bluecoat Rooms",
    )

    def challenge(
        key: str,
        n: int,
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
            heading=f"Challenge {n}: {title} ({topic})",
            owners=owner,
            owner_orgs=owner_org,
            supporters=supporter,
            supporter_orgs=supporter_org,
            places_may=place,
            summary=(starts, ends),
        )

    challenge(
        "crisis",
        1,
        "Crisis without a hospital",
        "mental health",
        "Alison Birtwistle",
        trust,
        "Jermaine Cotter",
        "Second Shift CIC",
        ["Lancashire"],
        "Two in five people",
        "a chair under a television.",
    )
    challenge(
        "apprentices",
        2,
        "Apprenticeships that carers can finish",
        "skills and employment",
        "Leighton Osgood",
        lcr,
        "Nuala Brand",
        "Northwest Civic Institute",
        ["Liverpool City Region"],
        "Half of those who begin",
        "or a supervisor changed.",
    )
    challenge(
        "sofa",
        3,
        "From sofa to settled",
        "homelessness",
        "Des Whitfield",
        "Rochdale Borough Council",
        "Priya Oakes",
        "Bridgewater Social Capital",
        ["Rochdale"],
        "Rough sleeping is counted",
        "until someone loses patience.",
    )
    challenge(
        "surgery",
        4,
        "The surgery at the end of the line",
        "primary care",
        "Tamara Quill",
        icb,
        "Gideon Marsden",
        "Weaver & Stone Solicitors",
        ["Pennine", "Pennines"],
        "When the last doctor",
        "turns into a holiday let.",
    )
    challenge(
        "road",
        5,
        "Growing old on the top road",
        "older people",
        "Rosalind Akers",
        "Oldham Metropolitan Borough Council",
        "Marta Lewandowska",
        "Toxteth Food Co-operative",
        ["Saddleworth", "Oldham"],
        "In Saddleworth the old",
        "or in Melbourne.",
    )

    g.idea("crisis", "Crisis houses in ordinary terraces", "a")
    g.idea("crisis", "A peer workforce, with", "b")
    g.idea("crisis", "paid training of twelve", "b.i", parent="b")
    g.idea("crisis", "a guaranteed interview with", "b.ii", parent="b")
    g.idea("crisis", "Joint funding by police", "c")
    g.idea("crisis", "Text lines run by", "d")
    g.idea("apprentices", "A shared employer: one", "a", title="A shared employer")
    g.idea("apprentices", "Childcare before coursework", "b")
    g.idea("apprentices", "Supervisors who stay: a", "c", title="Supervisors who stay")
    g.idea("apprentices", "Earn and learn in two", "d")
    g.idea("sofa", "Pay the host: a", "a", title="Pay the host")
    g.idea("sofa", "A homes guarantee fund", "b")
    g.idea("sofa", "Count the hidden: ask", "c", title="Count the hidden")
    g.idea("sofa", "Modular homes on car", "d")
    g.idea("surgery", "First refusal for the village: a", "a", title="First refusal for the village")
    g.idea("surgery", "A federation of small", "b")
    g.idea("surgery", "Nurses as owners: help", "c", title="Nurses as owners")
    g.idea("surgery", "Put the credit union", "d")
    g.idea("road", "Winter neighbours: pay", "a", title="Winter neighbours")
    g.idea("road", "A village agent with", "b")
    g.idea("road", "A mutual for stairlifts", "c")
    g.idea("road", "Lunch as a service: the", "d", title="Lunch as a service")

    g.model(
        "Leeds Survivor-Led Crisis Service", "crisis#a", orgs="Leeds Survivor-Led Crisis Service", places_may="Leeds"
    )
    g.model("Flexi Apprentices Wirral", "apprentices#a", orgs_may="Flexi Apprentices Wirral", places_may="Wirral")
    g.model(
        "Nightstop's work with Bury Council", "sofa#a", orgs="Bury Council", orgs_may="Nightstop", places_may="Bury"
    )
    g.model("Y:Cube homes", "sofa#d", places="Mitcham")
    g.model(
        "Bromley by Bow Centre", "surgery#b", orgs="Bromley by Bow Centre", places="London", places_may="Bromley by Bow"
    )
    g.model("Spiral Health", "surgery#c", orgs="Spiral Health", places="Blackpool")
    g.model("Derbyshire Village Agents scheme", "road#b", places_may="Derbyshire")
    g.model(
        "Toxteth Food Co-operative",
        "road#d",
        orgs="Toxteth Food Co-operative",
        may=True,
        note="offers what it has learned",
    )
    g.model("Tell It Once passport", "insight:Data should travel with people", places_may="Blackburn")
    g.model(
        "Bridgewater Social Capital's work with Sefton Council",
        "insight:Investment needs a landing strip",
        orgs=["Bridgewater Social Capital", "Sefton Council"],
        places_may="Sefton",
    )

    g.insight("Procurement is a conversation", "Most tables had begun", "and got better bids.")
    g.insight("Data should travel with people", "A person who crosses", "the example most admired.")
    g.insight("Investment needs a landing strip", "Lenders are willing.", "what is missing elsewhere.")

    g.ref(
        "Talk First: Early Engagement in Practice",
        "https://nci.example/talk-first",
        "1",
        [{"insight": "Procurement is a conversation"}],
    )
    g.ref(
        "First Loss, Last Resort", "https://bridgewater.example/first-loss", "2", [{"challenge": "sofa", "idea": "b"}]
    )
    return g


if __name__ == "__main__":
    build().write()
