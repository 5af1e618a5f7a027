"""The entries of people that a table holds: one in each row, or one or several in its cells."""

import re
from collections.abc import Iterator

from loaders.blocks import Block, Span, own_lines, up_to
from loaders.context import Context
from loaders.dates import time_at
from loaders.lexicons.lexicon import lexicon
from loaders.lexicons.words import any_of
from loaders.rules.events.programme import is_timed
from loaders.rules.people.people_at_ends import end_of
from loaders.rules.people.people_records import (
    LETTER,
    LINE,
    MOST,
    Record,
    is_name,
    own_name,
    parts_between,
    pieces_of,
    record_at,
)
from loaders.structure import cues

_SAYS = re.compile(rf" {any_of('be', 'have', 'works for')} .*\.$")
"""A cell that tells of somebody in a sentence."""
_MARKS = re.compile(r"\W*")


def in_rows(context: Context, rows: list[Block]) -> Iterator[tuple[list[Record], int]]:
    """Yield the entries of a table: one in each row, whose name is a cell or the first line of one, and those of the cells."""
    whole = [record for row in rows if (record := _of_row(context, row)) is not None]
    yield whole, len(rows)
    cells = [(row, at, cell) for row in rows for at, cell in enumerate(row.cells) if cell.end > cell.start]
    lines_of = {row.start: [Span(line.start, line.end) for line in own_lines(row)] for row in rows}
    found = [(at, record) for row, at, cell in cells for record in _in_cell(context, row, cell, lines_of[row.start])]
    for column in {at for at, _ in found}:
        yield [r for at, r in found if at == column], sum(at == column for _, at, _ in cells)
    yield [r for _, r in found], sum(len(_items(context, row)) for row in rows if not row.header)
    lines = list(_on_lines_of_cells(context, rows))
    yield lines, len(lines)


def _on_lines_of_cells(context: Context, rows: list[Block]) -> Iterator[Record]:
    """Yield the entries of the lines inside cells that are a name and a bracket and nothing else, among the titles of talks."""
    for row in rows:
        for line in own_lines(row) if row.breaks else ():
            bracket = line.text.endswith(")")
            record = record_at(context, up_to(row, line.end), Span(line.start, line.end)) if bracket else None
            if record is not None and len(record.parts) == 1 and record.parts[0].end == line.end - 1:
                yield record


def _in_cell(context: Context, row: Block, cell: Span, lines_of_row: list[Span]) -> list[Record]:
    """Return the entries of a cell: one on each of its lines, or else one, behind a title that its look or line sets apart."""
    lines = [line for line in lines_of_row if cell.start <= line.start < cell.end]
    several = [record_at(context, row, line) for line in lines]
    people = [record for record in several if record is not None]
    if len(several) > 1 and (all(several) or (all(several[1:]) and several[0] is None)):
        return people
    inner = up_to(row, cell.end)
    pieces = [record_at(context, inner, piece) for piece in pieces_of(inner, cell.start - row.start)]
    parted = [record for record in pieces if record is not None]
    if len(parted) > 1 and len(parted) >= MOST * len(pieces):
        return parted
    look = next((s for s in (*row.bold, *row.italic) if s.start == cell.start and s.end < cell.end), None)
    behind = _MARKS.match(row.text, look.end - row.start) if look else None
    titled = [Span(row.start + behind.end(), cell.end)] if behind else []
    for span in (cell, *titled, *(Span(line.start, cell.end) for line in lines[1:2])):
        if span.start < span.end and (record := record_at(context, row, _without_manner(context, span))):
            return [record]
    end = end_of(context, up_to(row, cell.end)) if is_timed(context, row) else None
    last = record_at(context, row, end) if end is not None and end.start > cell.start else None
    return [last] if last is not None else []


def _without_manner(context: Context, cell: Span) -> Span:
    """Return a cell without how somebody speaks at its end ("Ada North, Elm Trust, Closing")."""
    words = context.words(cell)
    before, mark, last = words.rpartition(", ")
    if mark and cues.outside(last) in ("other", "speakers"):
        return Span(cell.start, cell.start + len(before))
    at = next((hit.start for hit in lexicon("speaking").find(words) if hit.end == len(words)), len(words))
    return Span(cell.start, cell.start + len(words[:at].rstrip(" ,:–—-"))) if at else cell


def _items(context: Context, row: Block) -> list[Span]:
    """Return the cells of a row that can name somebody: none that only says when, and none of a row that only says what the hour is
    for all ("Lunch")."""
    filled = [cell for cell in row.cells if cell.end > cell.start]
    items = [cell for cell in filled if time_at(context.words(cell)) is None]
    alone = len(items) == 1 < len(filled)
    return [] if alone and record_at(context, row, items[0]) is None else items


def _of_row(context: Context, row: Block) -> Record | None:
    """Return the entry that a row is whose first cell with words in it is a person's name, alone or with what is told of it."""
    filled = [c for c in row.cells if c.end > c.start and LETTER.search(context.words(c))]
    if not filled or any(len(context.words(cell)) > LINE for cell in filled):
        return None
    cell, *others = filled
    if is_name(context, context.words(cell)):
        own, parts = own_name(row, cell.start - row.start, cell.end - row.start), list[Span]()
    elif (record := record_at(context, row, cell)) is not None and len(record.names) == 1 and record.apart:
        own, parts = record.names[0], list(record.parts)
    else:
        return None
    for other in others:
        if _SAYS.search(context.words(other)):
            continue
        edges = [place - row.start for place in row.breaks if other.start < place < other.end]
        parts += parts_between(row, other.start - row.start, other.end - row.start, edges)
    return Record(row, (own,), tuple(parts), len(row.text), True)
