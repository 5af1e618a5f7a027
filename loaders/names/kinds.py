"""What sort of body a name's own words make it: general rules, tried in order. None where nothing in the name says it.

Some words stand in the names of several sorts of bodies: they show that a name is a body's, and its kind only beside others.
"""

import re
from functools import lru_cache

from loaders.lexicons.words import any_of, word_set
from loaders.names.printed import fold, is_council, key
from loaders.names.register import register
from loaders.names.word_sets import GENERIC

_RULES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (
            "combined authority",
            r"\bcombined (?:county )?authority\b|\bgreater london authority\b|\bcity region authority\b",
        ),
        ("social enterprise", r"\b(?:cic|community interest company)$"),
        (
            "police and justice",
            r"\b(?:hmp|hmyoi|police|constabulary|opcc|pcc|probation|prisons?|courts?|youth justice|tribunals?)\b",
        ),
        (
            "NHS body",
            r"\bnhs|\buhb\b|\bicb\b|\bintegrated care (?:board|system|partnership)\b|\bhealth board\b"
            r"|\bhospitals?\b|\bprimary care network\b"
            r"|\bgp federation\b|\b(?:surgery|medical (?:centre|practice|group))\b|\bclinical commissioning\b"
            r"|\bambulance service\b"
            r"|\blocal care organisation\b",
        ),
        ("local authority", rf"^{any_of('town that acts')} of \w+(?: \w+)?$|\w {any_of('council of a town')}$"),
        ("political party", r"\bparty$"),
        ("co-operative", r"\bcredit union\b"),
        (
            "bank",
            r"(?<!\bdata )(?<!\bfood )(?<!\btime )(?<!\bblood )(?<!\btissue )"
            r"\b(?:bank|banc|building society)\b(?! foundation| of scotland foundation| centre)",
        ),
        ("insurer", rf"\b{any_of('kind of insurer')}\b"),
        (
            "university",
            r"\b(?:universit\w*|prifysgol|business school)\b(?! hospital| health)|\bschool of\b"
            r"|\bkings college\b|\bcollege london\b",
        ),
        (
            "law firm",
            rf"\b{any_of('kind of law firm')}\b(?! centre| society| commission| college)",
        ),
        (
            "membership body",
            r"\bthird sector council\b|\bvoluntary council\b|\bcouncil (?:for|of)\b|\bchamber of commerce\b",
        ),
        (
            "government department",
            r"\bgovernment$|\b(?:(?:department|ministry) (?:for|of)|cabinet office|home office|treasury"
            r"|jobcentre|office for)\b"
            r"|\b(?:executive agency|regulator)\b",
        ),
        (
            "charity",
            r"\b(?:cvs|cva|voluntary action|voluntary (?:and|&) community action|charity|\w{4,} cio|hospice"
            r"|academy trust|citizens advice|mencap|age uk|age concern|samaritans|home start)\b",
        ),
        ("co-operative", r"\bco ?op(?:s|erative|eratives|erativa)?\b|\bmutual$"),
        (
            "network",
            rf"\b{any_of('kind of network')}\b",
        ),
        (
            "membership body",
            r"\b(?:association|federation|confederation|society of|guild|union|institute of directors"
            r"|womens institutes?|chartered institute|members?|club)\b(?<!housing association)",
        ),
        (
            "social investor",
            r"\b(?:capital|invest|investments?|investors?|ventures|impact fund|social finance|credit)\b",
        ),
        (
            "grant funder",
            r"\b(?:foundation|philanthropies|sefydliad|community fund|lottery|endowment|grants?|funders?)\b",
        ),
        ("social investor", r"\bfund$"),
        (
            "standards body",
            r"\bstandards? (?:institut(?:e|ion)|organi[sz]ation|association|body)\b|\bfor standardi[sz]ation\b",
        ),
        ("school or college", r"\b(?:school|college|sixth form)(?: for \w+)?$"),
        ("university", r"\binstitute\b|\bcollege\b|\bresearch centre\b"),
        ("charity", rf"\b{any_of('kind of charity')}\b"),
        (
            "social enterprise",
            r"\b(?:social enterprises?|enterprise|community benefit society|social firms?|cbs"
            r"|healthcare|health care)\b",
        ),
        (
            "professional services",
            r"\b(?:consulting|consultancy|consultants?|advisory|advisers|advisors|accountants?|associates|architects"
            r"|coaching|procurement|strategy|communications)\b",
        ),
        (
            "company",
            r"\b(?:ltd|limited|plc|inc|llc|limited liability partnership|international|group plc|media"
            r"|technologies|software|analytics|labs?)$",
        ),
    )
)
_SECTORS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), kind)
    for pattern, kind in (
        (r"combined authority", "combined authority"),
        (r"local authority|local government|council|borough", "local authority"),
        (r"nhs|health (?:board|service)|integrated care", "NHS body"),
        (r"police|justice|probation|prison", "police and justice"),
        (r"government|civil service|department|regulator", "government department"),
        (r"social enterprise|community business|\bcic\b|mutual", "social enterprise"),
        (r"co ?operative|co ?op\b|worker owned", "co-operative"),
        (r"social invest|impact invest|social lender|investor|lender", "social investor"),
        (r"grant|funder|foundation", "grant funder"),
        (r"bank\b|building society|credit union", "bank"),
        (r"housing association|registered provider|social landlord", "housing association"),
        (r"\b(?:schools?|colleges?)\b|further education", "school or college"),
        (r"\bstandards\b", "standards body"),
        (r"universit|academi|higher education", "university"),
        (r"law firm|legal|solicitor", "law firm"),
        (r"consult|professional|adviser|accountan", "professional services"),
        (r"insur", "insurer"),
        (r"political|party", "political party"),
        (r"member|infrastructure body|umbrella|trade body|representative", "membership body"),
        (r"network|alliance|partnership", "network"),
        (r"charit|voluntary|third sector|vcse|vcfse|non profit|not for profit", "charity"),
        (r"compan|private|business|commercial|corporate", "company"),
    )
)


_LEARNED = ("universit", "prifysgol", "college", "school", "research")
"""How words begin that make an institute a learned one, and no museum or institute of standards."""
_FUNDS = frozenset(("community", "charitable", "family"))
"""Words that make a foundation one that gives grants; others beside the name say what it does itself."""
_LOCAL_COUNCILS = (" parish council", " town council")
"""The smallest local authorities of England and Wales, whose names are never cut to their place."""


@lru_cache(maxsize=16384)
def kind_of_name(name: str) -> str | None:
    """Return the kind that the words of an organisation's name say, None where they say none."""
    folded = fold(name)
    if is_council(folded) or folded.endswith(_LOCAL_COUNCILS) or key(name).startswith("council:"):
        return "local authority"
    if re.search(r"\bhousing (?:association|trust)$", folded):
        return "housing association"
    return next((kind for kind, pattern in _RULES if pattern.search(folded)), None)


def said_kind(name: str) -> str | None:
    """Return the kind that the words of a name say for certain: None for one such as "Dale Institute", a university or museum,
    or a fund, an investor or a budget."""
    kind = kind_of_name(name)
    folded = fold(name).removeprefix("the ")
    words = folded.split()
    if kind == "university" and not any(word.startswith(_LEARNED) for word in words):
        whole = register().get(name.partition(" Institute")[0])
        if whole is not None and whole.kind == kind:
            return kind
        return kind if "institute of" in folded and words[-1] in word_set("subject") else None
    if folded.removeprefix("department of ") in word_set("subject") or folded.startswith("council of the "):
        return None
    if kind == "NHS body" and words[-1] in ("association", "foundation"):
        return "membership body" if words[-1] == "association" else None
    if kind == "social investor" and words[-1] == "fund":
        return None  # as often a budget that several bodies pay into
    if kind != "grant funder" or "foundation" not in words or not _FUNDS.isdisjoint(words):
        return kind
    called = words[-1] == "foundation" and not any(w in GENERIC or w in word_set("field of work") for w in words[:-1])
    return kind if called else None


def kind_of_sector(words: str) -> str | None:
    """Return the kind that a printed sector or type means ("Social enterprise", "Local government"), None where it means none."""
    folded = fold(words)
    return next((kind for pattern, kind in _SECTORS if pattern.search(folded)), None)
