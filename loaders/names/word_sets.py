"""The everyday words by which names are told from the words around them; see `loaders/names/recognise.py`."""

import re

HEADS = frozenset(
    """
    council cic llp ltd limited plc trust university foundation cooperative coop operative op party association
    federation forum alliance network bank police constabulary consulting solicitors charity healthcare hospital
    hospitals coalition collaborative consortium insurance mutual cvs cio ventures capital icb society
    confederation institute commission agency regulator institut college
    """.split()
)
"""Last words that only a body has."""
HEAD_PAIRS = frozenset(
    (
        ("interest", "company"),
        ("liability", "partnership"),
        ("care", "board"),
        ("health", "board"),
        ("nhs", "ft"),
        ("business", "school"),
        ("credit", "union"),
        ("combined", "authority"),
        ("voluntary", "action"),
        ("outcomes", "lab"),
        ("s", "college"),
        ("kings", "college"),
        ("royal", "college"),
        ("community", "action"),
    )
)
"""The same, two words long."""
OPENERS = frozenset(
    """
    university institute department ministry federation association college centre academy society school
    alliance network forum coalition trust foundation campaign union
    """.split()
)
"""First words of bodies named "... of Y" or "... for Y"."""
LEGAL = frozenset(("cic", "llp", "ltd", "limited", "plc", "cio", "charity"))
"""Legal forms, short."""
LEADING = frozenset(
    """
    the a an in at by with from our its their this that these those and but or when while as if for to of on see
    meet new both other all many some each every build building using learn like also participants commissioners
    councils under following through however meanwhile since after before because although where here there they
    we it he she his her who what how why ask let join joining work working support supporting help helping
    create creating set make making use consider develop developing explore exploring invite bring take share
    via per between among across about into within without over than then so such both either neither not no
    partner director head chair chief executive manager officer leader lead mayor founder ceo member members
    trustee including include includes included eg ie former today tomorrow yesterday monday tuesday wednesday
    thursday friday saturday sunday january february march april may june july august september october november
    december thanks thank photo image source figure table
    """.split()
)
"""Words that a sentence begins with, which are no part of the name after them."""
GENERIC = frozenset(
    """
    local community social health care public national regional housing primary integrated combined county city
    district borough town parish multi academy land interest charitable voluntary mutual credit building
    children childrens child young peoples people foundation nhs hospital teaching university business
    development partnership provider providers support supported joint innovation investment impact learning
    youth adult mental family expert steering advisory central trust bank network association alliance party
    political delivery recovery secondary worker workers owned led registered independent private state central
    green third sector civil citizens residents tenants peer skills employment enterprise co operative
    cooperative limited company group research medical law legal insurance police fire school schools high
    street general practice partner partners and of for the strategic council building trusted strong stronger
    small big large early help user service users lived experience purpose aligned wider full internal unknown
    unincorporated incorporated industrial provident benefit assessment open verifiable tissue case review data protein landowner
    """.split()
)
"""Words that name no body by themselves."""
GATHERINGS = frozenset(
    "workshop summit conference gathering congress symposium roundtable festival webinar exchange convention".split()
)
"""Words that make a name a gathering's."""
COMPASS = frozenset(("north", "south", "east", "west", "central", "inner", "outer", "greater", "upper", "lower", "mid"))
"""Words that make a place a part of one."""
STREETS = frozenset(
    """
    road street lane avenue square close crescent terrace drive gardens place house hall hotel centre college
    school museum
    """.split()
)
"""Words that make a place the name of something smaller."""
THINGS = frozenset(
    """
    plan court act award awards prize review report lecture fellowship scholarship medal method theory effect syndrome
    disease law principle test index model approach framework ward wing gallery estate building block pub arms inn stadium
    bridge station library theatre chapel church cathedral surgery clinic hospice lodge tower towers cottage farm barn mill
    works wharf quay day week year fund bank numbers
    """.split()
)
"""Words that end the names of things and places that are called after somebody."""
AREA_HEADS = frozenset(("estate", "peninsula", "valley", "valleys", "islands", "moor", "dales"))
"""Last words of areas that no gazetteer knows."""
BEFORE_PLACE = frozenset(
    """
    in at from near of across to around within outside throughout and or including for between through over
    serving covering beyond
    """.split()
)
"""Words before a place."""
ADDRESS = re.compile(r"https?://\S+|www\.\S+|[\w.+-]{1,64}@\S+|\b[\w-]{1,63}(?:\.[\w-]{1,63})+/\S*")
"""Addresses on the web, in which nothing is named."""
EXTRA = frozenset(
    """
    extra plus value values imperatives direct award procurement act bill digital data ai technology model
    models group groups board boards gps gp rps spv socs sib sibs vcse vcfse vcs a and e nhs cpo cpos tupe kpi
    kpis lgps pwlb covid uk eu time ideas idea housing vision account number sort code planning survey consultant
    treasurer signature address postcode telephone email
    """.split()
)
"""Further words that name no example by themselves."""
TAILS = frozenset(("fund", "programme", "project", "model", "foundation", "team", "scheme"))
"""Words that may stand after a body as if part of its name."""
BEFORE_NAME = frozenset("with by from including like at".split())
"""Words before a name that is an everyday word too."""
