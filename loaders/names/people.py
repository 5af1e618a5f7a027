"""What the name of a person looks like, whoever it is."""

from functools import lru_cache

from loaders.lexicons.words import word_set
from loaders.names.printed import WITHHELD, fold, is_title, person_name
from loaders.names.register import first_names, gazetteer, is_everyday, register
from loaders.names.word_sets import EXTRA, GATHERINGS, GENERIC, HEADS, LEADING, OPENERS, STREETS

_WHOLE = 2
"""The number of words of most names."""


def _without_double(name: str) -> list[str]:
    """Return the words of a name, of a double surname behind another word the first half alone: no body's head is its second one
    ("Ada Marsh-Trust")."""
    first, *others = name.split()
    return [*first.split("-"), *(word.split("-")[0] if word.count("-") == 1 else word for word in others)]


@lru_cache(maxsize=16384)
def is_person_name(name: str) -> bool:
    """Whether a name has the shape of a person's: two to four capitalised words, no head word of a body, and a first name in front
    or no everyday word among them; or whether it stands where a person's name was taken out."""
    if name == WITHHELD:
        return True
    words = name.replace("-", " ").split()
    if " " not in name or any(w.isupper() and len(w) > 2 for w in words[:1] if not name.isupper()):
        return False
    capitals = [w[:1].isupper() or w[1:2] in ("'", "’") or (w[0] in "ht" and w[1:2].isupper()) for w in words]
    if not 2 <= sum(capitals) <= 5 or any(c in name for c in "/&:()0123456789"):
        return False
    small = word_set("particle of a name") | word_set("inside a surname of a trade")
    if not all(c or w.casefold() in small for c, w in zip(capitals, words, strict=True)):
        return False
    folded = [fold(w) for w in _without_double(name)]
    if folded[-1] in word_set("no surname") or folded[0] in word_set("verb of a button") or is_venue(folded):
        return False
    if (
        any(w in HEADS or w in OPENERS or w in GATHERINGS or w == "the" for w in folded)
        or (any(fold(w) in STREETS for w in name.split()) and not is_called_after_nobody(folded))
        or register().get(name) is not None
    ):
        return False
    if folded[0] in first_names():
        return True
    if words[0].isupper() and len(words[0]) > 1 and not name.isupper() and is_everyday(folded[1]):
        return False  # "HM Prison Elmstead"
    plain = [w.casefold() for w in words]  # with their accents: Ås is no "as"
    return (
        not any(w in GENERIC or w in LEADING or w in EXTRA for w in plain)
        and fold(name) not in gazetteer().places
        and not name.isupper()
        and len(plain[-1]) > 1  # "Track B"
        and not all(is_everyday(w) or w in word_set("field of work") for w in plain)
    )


def is_venue(folded: list[str]) -> bool:
    """Whether words end as a place does where people meet ("Rosa Parks Room"): behind a whole name, or with what is no family's
    name as well ("Alan Church")."""
    whole = len(folded) - is_title(folded[0]) > _WHOLE
    return folded[-1] in word_set("venue") and (whole or folded[-1] not in word_set("surname that a street ends in"))


def is_somebody(words: str) -> bool:
    """Whether words can only be a person's name: a form of address before it, or a first name that is hardly anything else."""
    name = person_name(words)
    return is_person_name(name) and (name != words or fold(name).split()[0] in first_names(sure=True))


def without_somebody(name: str) -> str:
    """Return a name without a person in a bracket behind it ("Dale Care Trust (Ada North)")."""
    bare, bracket, inner = name.rpartition(" (")
    return bare if bracket and inner.endswith(")") and is_somebody(inner[:-1]) else name


def is_called_after_nobody(folded: list[str]) -> bool:
    """Whether two words that end as streets do name somebody ("Anna Hall"): no street or hall is called after the first one."""
    return (
        len(folded) == 2
        and folded[1] in word_set("surname that a street ends in")
        and folded[0] in first_names()
        and folded[0] not in gazetteer().places
        and folded[0] not in word_set("first name of a street")
    )
