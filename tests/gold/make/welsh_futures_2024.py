"""Gold of the web page: questions, owners in definition lists, headed ideas, a table of organisations with sectors."""

from goldlib import GOLD, Gold, html_blocks

SOURCE = "welsh-futures-2024.html"


def build() -> Gold:
    """The facts of the Welsh Futures Gathering 2024 page."""
    page = (GOLD / SOURCE).read_text(encoding="utf-8")
    g = Gold(
        html_blocks(page, "<article>", "</article>"),
        {
            "title": "Welsh Futures Gathering 2024: owning the next decade of care",
            "kind": "web page",
            "source_file": SOURCE,
            "published": "2024-07-08",
        },
        {"name": "Welsh Futures Gathering 2024", "date": "2024-05-22", "venue": "Riverfront Hall", "place": "Newport"},
        raw=page,
    )
    g.org(
        "Dyfodol Network",
        "network",
        "OC",
        "DN",
        edges_may="A",
        kind_may="membership body",
        note="CORE_PARTNER on the convener too: it is one end of each PARTNER_OF",
    )
    g.org("Cronfa Gymunedol Trust", "grant funder", "AS", kind_may="charity")
    g.org("Banc Cymoedd", "bank", "AS")
    g.org("Severn & Usk University", "university", "AC", "Severn and Usk University")
    g.org("Menter Law", "law firm", "AC")
    g.org("Welsh Government", "government department", "A")
    g.org("Aneurin Bevan University Health Board", "NHS body", "A")
    g.org("Antur Llechi", "social enterprise", "A")
    g.org("Cartrefi Conwy Newydd", "charity", "A")
    g.org("Swansea Council", "local authority", "A")
    g.org("Powys County Council", "local authority", "A")
    g.org("Hywel Dda University Health Board", "NHS body", "A", "Hywel Dda")
    g.org(
        "Rhondda Cynon Taf County Borough Council",
        "local authority",
        "A",
        "Rhondda Cynon Taf CBC",
        "Rhondda Cynon Taf Council",
    )
    g.org("Gwent Police", "police and justice", "A")
    g.org("Cardiff Third Sector Council", "membership body", "A")
    g.org("Gofal Gwent Co-operative", "co-operative", "A")
    g.org("Newport City Council", "local authority", "A")
    g.org("Tir a Môr Insurance", "insurer", "A")
    g.org("Ystrad Ventures", "social investor", "A")
    g.org("Community Catalysts", None, kind_may=["social enterprise", "company"])
    g.org("Monmouthshire County Council", "local authority")
    g.org("Fishguard Health Co-operative", "co-operative")
    g.org("Robert Owen Surgery", None, may=True, kind_may=["NHS body", "company"], note="a Model in any case")
    g.org(
        "Bristol Homes Commons", None, may=True, kind_may=["charity", "social enterprise"], note="a Model in any case"
    )
    g.org("Solva Care", None, may=True, kind_may=["charity", "social enterprise"])
    g.org("Discovery Works", None, may=True)

    g.person("Gwenllian Parry-Lowe", "Deputy Minister's Adviser", "Welsh Government", "opening address")
    g.person(
        "Idris Nwosu",
        "Director of Public Health",
        "Aneurin Bevan University Health Board",
        "keynote",
        printed="Dr Idris Nwosu",
    )
    g.person("Siân Tudor", None, "Antur Llechi", "vignette")
    g.person("Bashir Hallam", None, "Banc Cymoedd", "vignette")
    g.person("Lowri Pask", "Community Director", "Cartrefi Conwy Newydd", "vignette")
    g.person("Meredydd Cole", "Chief Officer", "Dyfodol Network", "panel")
    g.person("Anwen Strickland", "Supporting People Manager", "Swansea Council", "panel")
    g.person("Tomos Achebe", None, "Severn & Usk University", "panel")
    g.person("Nerys Colwyn", "Head of Adult Services", "Powys County Council")
    g.person("Joff Pennant", "Associate", "Menter Law")
    g.person("Carys Odell", "Development Director", "Cartrefi Conwy Newydd")
    g.person("Hamza Reece", "Social Investment Lead", "Banc Cymoedd")
    g.person("Rhiannon Salt", "Primary Care Lead", "Hywel Dda University Health Board", printed="Dr Rhiannon Salt")
    g.person("Peredur Blythe", "Senior Lecturer", "Severn & Usk University")
    g.person("Gethin Marlowe", "Regeneration Officer", "Rhondda Cynon Taf County Borough Council")
    g.person("Ffion Adeyemi", "Grants Manager", "Cronfa Gymunedol Trust")
    g.person("Bronwen Tasker", "Vulnerability Lead", "Gwent Police", printed="Chief Inspector Bronwen Tasker")

    g.places(
        "Newport; Wales; Blaenau Ffestiniog; Powys; Swansea; Conwy; Pembrokeshire; Bethesda; Newtown; Scotland; England",
        "Solva; Monmouthshire; Bristol; Fishguard; Llanelli; Rhondda; Rhondda Cynon Taf; Dundee; Argyll; Gwent; "
        "Cardiff; Severn; Usk; south Wales",
    )

    g.challenge(
        "care",
        "How can a rural county grow its own home care?",
        "social care",
        heading="Question 1: How can a rural county grow its own home care? (social care)",
        owners="Nerys Colwyn",
        supporters="Joff Pennant",
        owner_orgs="Powys County Council",
        supporter_orgs="Menter Law",
        places="Powys",
        summary=("Powys has more sheep", "eleven weeks for a first visit."),
    )
    g.challenge(
        "homes",
        "Who should own the supported homes of the future?",
        "supported housing",
        heading="Question 2: Who should own the supported homes of the future? (supported housing)",
        owners=["Anwen Strickland", "Carys Odell"],
        supporters="Hamza Reece",
        owner_orgs=["Swansea Council", "Cartrefi Conwy Newydd"],
        supporter_orgs="Banc Cymoedd",
        places_may=["Swansea", "Conwy"],
        tables=2,
        summary=("Leases held by offshore funds", "who could buy and how."),
    )
    g.challenge(
        "surgery",
        "What would a community-led surgery look like?",
        "primary care",
        heading="Question 3: What would a community-led surgery look like? (primary care)",
        owners="Rhiannon Salt",
        supporters="Peredur Blythe",
        owner_orgs="Hywel Dda University Health Board",
        supporter_orgs="Severn & Usk University",
        summary=("Nine practices in the west", "nobody knows the patients."),
    )
    g.challenge(
        "young",
        "How do young people in the valleys find work worth staying for?",
        "skills and employment",
        heading="Question 4: How do young people in the valleys find work worth staying for? (skills and employment)",
        owners="Gethin Marlowe",
        supporters="Ffion Adeyemi",
        owner_orgs="Rhondda Cynon Taf County Borough Council",
        supporter_orgs="Cronfa Gymunedol Trust",
        places_may=["Rhondda", "Rhondda Cynon Taf"],
        summary=("In the upper Rhondda", "bus stops before the shift does."),
    )
    g.challenge(
        "refuge",
        "Can a rural refuge be more than a building?",
        "domestic abuse",
        heading="Question 5: Can a rural refuge be more than a building? (domestic abuse)",
        owners="Bronwen Tasker",
        supporters="Lowri Pask",
        owner_orgs="Gwent Police",
        supporter_orgs="Cartrefi Conwy Newydd",
        summary=("A refuge in a town", "paid for anything to break it."),
    )

    g.idea("care", "Set up one small company", title="Valley care companies")
    g.idea("care", "Pay for travel as work.", title="A pass for the road", ends="The group drew up three steps:")
    g.idea("care", "Write paid travel into", "1", parent="A pass for the road")
    g.idea("care", "Offer electric pool cars", "2", parent="A pass for the road")
    g.idea("care", "Publish the true hourly wage", "3", parent="A pass for the road")
    g.idea("care", "Train and insure neighbours", title="Neighbours on the register")
    g.idea("homes", "Create a charitable property", title="A patient purchaser", group="Swansea")
    g.idea("homes", "Give every tenant a vote", title="Tenants on the title", group="Swansea")
    g.idea("homes", "Turn redundant chapels", title="Chapel conversions", group="Conwy")
    g.idea("homes", "Landlords who sign would", title="A fair rent charter", group="Conwy")
    g.idea("surgery", "Register a surgery as", title="A practice with members")
    g.idea("surgery", "Let the empty rooms", title="The waiting room as a high street")
    g.idea("surgery", "Give each surgery an allotment.", title="Prescribing land")
    g.idea("young", "Anchor institutions promise", title="First payslip guarantee")
    g.idea("young", "Run an evening minibus", title="A bus of our own")
    g.idea("young", "a licence, which Antur", "a", parent="A bus of our own")
    g.idea("young", "insurance pooled across", "b", parent="A bus of our own")
    g.idea("young", "Pay young people to learn", title="Makers' scholarships")
    g.idea("refuge", "Replace the single refuge", title="Scattered safe homes")
    g.idea("refuge", "Ask farming unions to find", title="Stock and pets taken in")
    g.idea("refuge", "Train vets, feed merchants", title="Trusted callers")

    g.model(
        "Antur Llechi",
        "insight:Begin with the street, not the service",
        orgs="Antur Llechi",
        places="Blaenau Ffestiniog",
    )
    g.model(
        "Solva Care model",
        "care#Valley care companies",
        places="Pembrokeshire",
        orgs_may="Solva Care",
        places_may="Solva",
    )
    g.model(
        "Community Catalysts' work with Monmouthshire County Council",
        "care#Neighbours on the register",
        orgs=["Community Catalysts", "Monmouthshire County Council"],
        places_may="Monmouthshire",
    )
    g.model(
        "Bristol Homes Commons",
        "homes#A patient purchaser@Swansea",
        places="England",
        orgs_may="Bristol Homes Commons",
        places_may="Bristol",
    )
    g.model("Capel Newydd conversion", "homes#Chapel conversions@Conwy", places="Bethesda")
    g.model(
        "Fishguard Health Co-operative",
        "surgery#A practice with members",
        orgs="Fishguard Health Co-operative",
        places_may="Fishguard",
    )
    g.model("Robert Owen Surgery", "surgery#A practice with members", places="Newtown", orgs_may="Robert Owen Surgery")
    g.model("Growing Space scheme", "surgery#Prescribing land", places_may="Llanelli")
    g.model(
        "Discovery Works programme",
        "young#First payslip guarantee",
        places="Scotland",
        places_may="Dundee",
        orgs_may="Discovery Works",
    )
    g.model("Argyll Safe Cottages scheme", "refuge#Scattered safe homes", places="Scotland", places_may="Argyll")

    g.insight(
        "Begin with the street, not the service", "People do not live inside pathways.", "was mentioned at all of them."
    )
    g.insight("Contracts can be patient", "Ten-year agreements are lawful", "Short ones persist from habit.")
    g.insight("Language is infrastructure", "Where care is offered in Welsh", "study has shown.")

    g.ref("watch the opening address", "https://video.example/wfg-2024/opening")
    g.ref("the briefing pack", "https://dyfodol.example/papers/briefing-pack-2024.pdf")
    g.ref(
        "the Iaith a Gofal study",
        "https://severnusk.example/research/iaith-a-gofal",
        None,
        [{"insight": "Language is infrastructure"}],
    )
    g.ref(
        "its evaluation",
        "https://growing.example/evaluation",
        None,
        [{"challenge": "surgery", "idea": "Prescribing land"}],
    )
    return g


if __name__ == "__main__":
    build().write()
