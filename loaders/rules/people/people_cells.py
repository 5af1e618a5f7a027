"""What the cells of a table of people say: who somebody is, and whether one cell names several.

A cell prints names as no sentence does: people joined by "&" or a semicolon.
"""

import re

from loaders.blocks import Block, Span, up_to
from loaders.context import Context, Entry
from loaders.rules.people.person_lines import entries_in, entry_at, is_known_first, name_at
from loaders.structure import cues

_JOINS = re.compile(r"\s*(?P<sure>&|;|\n|\band\b)\s*|\s*[,/]\s*")
LEAST, MOST = 4, 0.6
"""The fewest people of a table that has some in every cell, and the least share of its cells that hold one."""
_REST = 8
_STACKED = 3
"""How many lines a cell has that prints a person, the body and the town below each other."""


def people_in_cells(context: Context, rows: list[Block]) -> list[tuple[Block, Entry]]:
    """Return the people of a table that holds one in nearly every cell of several columns, each with the row; none where it is no
    such table."""
    cells = [(row, at, cell) for row in rows for at, cell in enumerate(row.cells) if cell.end > cell.start]
    found = [(row, at, entry) for row, at, cell in cells if (entry := _alone(context, row, cell)) is not None]
    known = sum(is_known_first(context.words(entry.person)) for _, _, entry in found)
    wide = len({at for _, at, _ in found}) > 1
    listed = wide and len(found) >= LEAST and len(found) >= MOST * len(cells) and 2 * known >= len(found)
    return [(row, entry) for row, _, entry in found] if listed else []


def _alone(context: Context, row: Block, cell: Span) -> Entry | None:
    """Return the person who, with office and body, is all that a cell holds, but for a few characters."""
    if (stacked := _stacked(context, row, cell)) is not None:
        return stacked
    entry = next(iter(entries_in(context, row, cell)), None)
    if entry is None or entry.person.start != cell.start:
        return None
    return entry if cell.end - row.start - entry.end <= _REST else None


def _stacked(context: Context, row: Block, cell: Span) -> Entry | None:
    """Return who stands on the first line of a cell, with the body on the second, over the town and its country on the third."""
    ends = [at for at in row.breaks if cell.start < at < cell.end]
    if len(ends) != _STACKED - 1 or (name := name_at(context.names, row, cell.start - row.start)) is None:
        return None
    body = Span(ends[0], ends[1] - 1)
    town, comma, country = context.words(Span(ends[1], cell.end)).rpartition(", ")
    if not (comma and town[:1].isupper() and (context.names.is_place(country) or _is_code(country))):
        return None
    if name.end > ends[0] or not context.words(body)[:1].isupper() or cues.is_role(context.words(body)):
        return None
    return Entry(name, None, body, end=cell.end - row.start)


def _is_code(words: str) -> bool:
    """Whether a word is a country's code of two letters ("DE")."""
    return len(words) == len("DE") and words.isupper()


def entry_in_cell(context: Context, row: Block, cell: Span, name: Span) -> Entry | None:
    """Return a person with the office and body that the cell prints; without one that it lacks, what the cells behind it print."""
    inner = entry_at(context, up_to(row, cell.end), name.start - row.start)
    return inner if inner and inner.organisation is not None else entry_at(context, row, name.start - row.start)


def several_people(context: Context, row: Block, cell: Span) -> list[Span]:
    """Return the names of a cell that holds those of several people and nothing else, none where it does not."""
    text, offset = context.words(cell), cell.start - row.start
    found, position, sure = [], 0, True
    for start, end, surely in [
        *((m.start(), m.end(), bool(m["sure"])) for m in _JOINS.finditer(text)),
        (len(text),) * 3,
    ]:
        name = name_at(context.names, row, offset + position)
        if name is None or name.end != cell.start + start:
            return []
        if not sure and not is_known_first(context.words(name)):
            return []
        found.append(name)
        position, sure = end, bool(surely)
    return found if len(found) > 1 else []


def several_entries(context: Context, row: Block, cell: Span, *, bodies: bool = True) -> list[Entry]:
    """Return the people of a cell that holds several, each with a body or an office behind the name, none where it does not; those
    without `bodies` are colleagues, of whom only some need an office."""
    found = entries_in(context, row, cell)
    told = [entry for entry in found if entry.organisation is not None or entry.role is not None]
    if not bodies:
        told = found if told and all(entry.organisation is None for entry in found) else []
    whole = found and found[0].person.start == cell.start and cell.end - row.start - found[-1].end <= _REST
    return found if whole and len(found) > 1 and len(told) == len(found) else []
