"""Blocks on their way, as the lines that they have so far, and which lines a column wraps."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from loaders.formats.name_heads import groups_of_cards
from loaders.formats.pdf.printed_lines import Line, Piece, begins_item
from loaders.lexicons.words import any_of, word_set

MOSTLY = 0.6
"""The share of lines without room for the next word from which on lines count as wrapped."""
_FEWEST = 3
_AMID = re.compile(rf"\b{any_of('small word of a line')}$")
_MARK = re.compile(r"[,;:(–—]")
_NARROW, _SLACK, _STOPS = 45, 0.8, ".!?"
"""The most letters of a line in a narrow column, the white in its size that a full one may have left, and what ends sentences."""
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


def filled_groups(column: Sequence[Line], leading: dict[float, float]) -> set[int]:
    """Return the lines (by identity) of a column that go on with the one above: of runs of lines narrower than their page, in
    groups with white between, each of which begins with a name and what is said of it, and has no room left in its lines."""
    found: set[int] = set()
    for run in _runs(column):
        groups = [[run[0]]]
        for above, line in pairwise(run):
            if line.y - above.y <= leading.get(round(above.size), above.size * 1.2) * 1.15 + 0.3:
                groups[-1].append(line)
            else:
                groups.append([line])
        longer = [group for group in groups if len(group) > 1]
        if len(groups) < 2 or len(longer) * 2 < len(groups) or not all(_MARK.search(group[0].text) for group in groups):
            continue
        edge = max(line.x1 for line in run)
        if all(
            above.x1 + (line.words[0].x1 - line.words[0].x0) + above.size * _SLACK > edge
            and above.text[-1] not in _STOPS
            for group in longer
            for above, line in pairwise(group)
        ):
            found.update(id(line) for group in longer for line in group[1:])
    return found


def _runs(column: Sequence[Line]) -> list[list[Line]]:
    """Return the lines of a column in runs of one look and edge that are all short and are no headings, items or tables."""
    found: list[list[Line]] = [[]]
    for line in column:
        plain = line.table is None and not line.bold and len(line.text) <= _NARROW and not begins_item(line.text)
        last = found[-1][-1] if found[-1] else None
        if plain and last is not None and (abs(last.size - line.size) > 0.3 or abs(last.x0 - line.x0) >= 2):
            found.append([])
        if plain:
            found[-1].append(line)
        elif last is not None:
            found.append([])
    return [run for run in found if run]


def cards_side_by_side(rows: list[list[Piece]]) -> list[list[list[Piece]]]:
    """Return the lines of cards that stand side by side, each with a name on top, grouped to rows of cards."""
    heads = groups_of_cards([[piece.text for piece in row] for row in rows])
    return [rows[begin:end] for begin, end in pairwise([*heads, len(rows)])] if heads else []


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
