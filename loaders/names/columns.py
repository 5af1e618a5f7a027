"""Which column of a table holds bodies by what its head calls it, and what a sum of money looks like."""

import re
from collections.abc import Sequence

from loaders.lexicons.words import any_of, word_set
from loaders.names.printed import fold

SUM = rf"[A-Z]{{0,3}} ?[£$€]\d[\d,.]*(?: ?{any_of('multiple of a sum')}\b)?"
"""A sum of money as a table or a list prints one: "$2,000", "£1.5m"."""
HAS_SUM = re.compile(r"[£$€]\d")
_HEADS = 3
"""How many of a table's first rows may be its head, since a title may stand above it."""
_OF_BODIES = re.compile(
    rf"(?:names? of (?:the )?)?(?:\w+ )?{any_of('column of bodies', 'given something')}(?: names?)?(?: ?\(s\))?"
)


def columns_of_bodies(rows: Sequence[Sequence[str]]) -> tuple[int, list[int]] | None:
    """Return the row of a table's heads and the columns that they say hold bodies, None where they say so of none."""
    for at, cells in enumerate(rows[:_HEADS]):
        found = [column for column, title in enumerate(map(fold, cells)) if _is_of_bodies(title)]
        if found:
            return at, found
    return None


def _is_of_bodies(title: str) -> bool:
    return _OF_BODIES.fullmatch(title) is not None and word_set("column of bodies and others").isdisjoint(title.split())
