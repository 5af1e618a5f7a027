"""Cells in which people stand below each other as on cards: a name on the first line, what is said of its bearer below it."""

from collections.abc import Sequence
from itertools import pairwise

from loaders.names.people import is_person_name
from loaders.names.printed import fold, person_name
from loaders.names.register import first_names

LEAST = 2
"""The fewest cells beside each other that are cards; one alone may be anything."""


def is_name_line(line: str) -> bool:
    """Whether a line is nothing but a name that can be a person's, with or without a title."""
    return is_person_name(person_name(line.strip()))


def _are_names(lines: Sequence[str]) -> bool:
    """Whether lines are people's names: of most the first name is known."""
    if not all(map(is_name_line, lines)):
        return False
    return 2 * sum(fold(person_name(line)).split()[0] in first_names() for line in lines) > len(lines)


def headed_by_names(cells: Sequence[Sequence[str]]) -> bool:
    """Whether each of some cells, as its lines, has a name on its first line and on no other one."""
    return (
        len(cells) >= LEAST
        and all(len(lines) > 1 for lines in cells)
        and _are_names([lines[0] for lines in cells])
        and not any(is_sure(line) for lines in cells for line in lines[1:])
    )


def is_sure(line: str) -> bool:
    """Whether a line is a name with a known first name."""
    return _are_names([line])


def groups_of_cards(rows: Sequence[Sequence[str]]) -> list[int]:
    """Return which rows of a table begin cards, where its columns are cards set side by side: all cells of such a row are names,
    others stand in no row, and each has rows below it; nothing where that is not so."""
    heads = [n for n, row in enumerate(rows) if len(row) >= LEAST and _are_names(row)]
    if not heads or heads[0] or len(rows) - heads[-1] < LEAST or any(b - a < LEAST for a, b in pairwise(heads)):
        return []
    others = (cell for n, row in enumerate(rows) if n not in heads for cell in row)
    return [] if any(map(is_sure, others)) else heads
