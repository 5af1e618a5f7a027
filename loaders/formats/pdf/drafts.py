"""Blocks on their way, as the lines that they have so far, and which lines a column wraps."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from loaders.formats.pdf.printed_lines import Line, Piece
from loaders.lexicons.words import any_of, word_set

MOSTLY = 0.6
"""The share of lines without room for the next word from which on lines count as wrapped."""
_FEWEST = 3
_AMID = re.compile(rf"\b{any_of('small word of a line')}$")
_MARK = re.compile(r"[,;:(–—]")
_APART = 3
"""The most line heights between two lines of which one stands below the other."""


@dataclass(slots=True)
class Draft:
    """A block on its way."""

    lines: list[Line]
    ended: bool = False
    """Whether something else stands after it in its column."""
    note: bool = False
    column: int = 0

    @property
    def text(self) -> str:
        """Its words."""
        return " ".join(line.text for line in self.lines)

    @property
    def last(self) -> Line:
        """The line that it ends with so far."""
        return self.lines[-1]


def full(lines: Sequence[Piece | Line], slack: float = 0.3) -> list[bool]:
    """Return of each line but the last whether the longest of them leaves it no room for the first word of the next, but for
    a `slack` in its size."""
    edge = max(line.x1 for line in lines)
    return [
        line.x1 + (below.words[0].x1 - below.words[0].x0) + line.size * slack > edge for line, below in pairwise(lines)
    ]


def stacked(lines: list[Draft]) -> list[list[Draft]]:
    """Return lines in runs that stand right below each other: on one page, with one left edge, none far apart."""
    found: list[list[Draft]] = []
    for draft in lines:
        above = found[-1][-1].last if found else None
        line = draft.last
        if (
            above is not None
            and above.page == line.page
            and abs(above.x0 - line.x0) < 2
            and 0 < line.y - above.y < _APART * 1.2 * line.size
        ):
            found[-1].append(draft)
        else:
            found.append([draft])
    return found


def wrapped(lines: Sequence[Draft]) -> list[bool]:
    """Return of each of some lines below each other but the last whether it goes on in the next: where one of them ends amid a
    phrase, and most would have no room for the next word before the end of the longest. The end of a body's name alone on a line
    goes on with the one above too."""
    filled = full([draft.last for draft in lines], slack=0.8)
    amid = any(one and _AMID.search(draft.text) for one, draft in zip(filled, lines, strict=False))
    if len(filled) < _FEWEST or not amid or sum(filled) < MOSTLY * len(filled):
        return [False] * len(filled)
    return [one or _ends_a_name(below.text) for one, (_, below) in zip(filled, pairwise(lines), strict=True)]


def _ends_a_name(text: str) -> bool:
    return _MARK.search(text) is None and text.split()[-1].lower() in word_set("head of a body")
