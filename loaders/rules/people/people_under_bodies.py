"""Tables whose columns are headed by bodies, with the people of each below: name and office in a cell, no mark between."""

import re
from collections.abc import Iterator

from loaders.blocks import Block, Span
from loaders.context import Context, Entry
from loaders.names import recognise
from loaders.rules.people.people_records import record_at
from loaders.rules.people.person_details import is_plain_role
from loaders.rules.people.person_lines import is_known_first
from loaders.rules.people.person_patterns import PERSON

_NAME_AND_OFFICE = re.compile(rf"({PERSON}?)(?:\s+(?:and|&|/)\s+({PERSON}?))?(?:,|\s[–—-])?\s+(?=[A-Z])")
LEAST = 3
"""The fewest cells with people by which such a table shows that it is one."""
_MISSED = 3
"""How many people a table must have for each cell in which none can be told."""


def people_under_bodies(context: Context, rows: list[Block]) -> list[tuple[Block, Entry]]:
    """Return the people of a table whose columns are headed by bodies, each with the row; none where it is no such table."""
    heads = [None if record_at(context, rows[0], cell) else _body(context, cell) for cell in rows[0].cells]
    if not any(heads):
        return []
    found: list[tuple[Block, Entry]] = []
    missed = 0
    for row in rows[1:]:
        for cell, head in zip(row.cells, heads, strict=False):
            if cell.end == cell.start:
                continue
            people = [(row, Entry(name, office, head, len(row.text))) for name, office in _people(context, cell)]
            missed += not people
            found += people
    return found if len(found) >= max(LEAST, _MISSED * missed) else []


def _body(context: Context, head: Span) -> Span | None:
    """Return the body that the head of a column begins with."""
    words = context.words(head)
    if context.names.is_organisation(words):
        return head
    first = next((f for f in recognise.organisations(words) if f.start == 0), None)
    return Span(head.start, head.start + first.end) if first else None


def _people(context: Context, cell: Span) -> Iterator[tuple[Span, Span]]:
    """Yield the one or two people of a cell, each with the office that stands behind them."""
    text = context.words(cell)
    match = _NAME_AND_OFFICE.match(text)
    if match is None:
        return
    said = re.sub(r"\s*\([^()]*\)$", "", text[match.end() :])
    if not is_plain_role(said.removesuffix("s") if match[2] else said, context.names):
        return
    office = Span(cell.start + match.end(), cell.end)
    for group in (1, 2):
        if match[group] and is_known_first(match[group]):
            yield Span(cell.start + match.start(group), cell.start + match.end(group)), office
