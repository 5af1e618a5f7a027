"""How well a node fits what a table says of it: names compared letter by letter, numbers exactly or not at all."""

import re
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import fuzz

from graph.store.analysis import tokens

_LEGAL_FORMS = frozenset("ltd limited llp cic plc cio cbs the and".split())
"""Words that one table writes and another leaves out."""
_NUMBER = re.compile(r"(?=.*\d)[A-Z0-9][A-Z0-9 /.-]{3,38}[A-Z0-9]")
_COMPANY_DIGITS = 8
"""How many digits a company number has; spreadsheets drop the zeros that it begins with."""


@lru_cache(maxsize=65_536)
def normalised(name: str) -> str:
    """Return a name without what does not tell names apart: case, accents, punctuation, legal forms."""
    words = [token.word for token in tokens(name) if not token.joined]
    return " ".join(w for w in words if w not in _LEGAL_FORMS) or " ".join(words)


def similarity(typed: str, names: Iterable[str]) -> float:
    """Return how like the likest of the names is, 0 to 100: 100 where they are one but for what `normalised` leaves out."""
    wanted = normalised(typed)
    if not wanted:
        return 0.0
    best = 0.0
    for name in names:
        known = normalised(name)
        best = max(best, fuzz.ratio(wanted, known), 0.97 * fuzz.token_sort_ratio(wanted, known))
    return round(best, 2)


def numbers(typed: str) -> list[str]:
    """Return the register numbers that a text may be, in the forms in which registers write them; none where it is no number."""
    text = typed.strip().upper()
    if not _NUMBER.fullmatch(text):
        return []
    found = [text, text.replace(" ", "")]
    if found[1].isdigit() and len(found[1]) < _COMPANY_DIGITS:
        found.append(found[1].zfill(_COMPANY_DIGITS))
    return list(dict.fromkeys(found))


def has_number(identifiers: Iterable[str], wanted: Iterable[str]) -> bool:
    """Whether one of a body's identifiers (`GB-COH-01234567`) is one of these numbers, with or without the register's prefix."""
    known = {form for i in identifiers for form in (i.upper(), i.upper().split("-", 2)[-1])}
    return any(number in known for number in wanted)
