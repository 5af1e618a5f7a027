"""Bodies of tables and lists that say by their form what they list: to whom what was given, or bodies by the head of a column.

A sum of money beside each of several names, below words that tell of grants, shows that these are bodies' whatever they look like
("Tide & Thread - £3,000 for a sewing circle"); so does the head of a column ("Recipient", "Organisation name") of no people.
"""

import re
from collections.abc import Iterator
from itertools import groupby

from loaders.blocks import Block, Kind, Span, tables_of
from loaders.context import Context
from loaders.draft import within
from loaders.lexicons.words import any_of, word_set
from loaders.names.columns import SUM, column_of_bodies
from loaders.names.printed import fold
from loaders.names.register import is_everyday
from loaders.rules.bodies.attendees import is_nobody, is_surely_person
from loaders.rules.bodies.cards import cards
from loaders.rules.bodies.lists import Name, cells_of, looks_like_name, split
from loaders.rules.people.participant_tables import headed
from loaders.structure.sections import Role

RULE = "given bodies"

_MONEY = re.compile(rf"\W*{SUM}\W*")
_GIVEN = re.compile(rf"\b{any_of('tells of grants')}\b", re.I)
_NAME = r"[A-ZÀ-Þ0-9][^£$€|\t]{2,90}?"
_LINE = re.compile(
    rf"(?P<name>{_NAME})\W+(?:{any_of('done with a grant')}\s+)?{SUM}"
    rf"|{SUM}\W+(?:(?:\w+ ){{0,2}}{any_of('leads to whom')} (?:the )?)?"
    rf"(?P<behind>{_NAME})(?=\s*(?:$|[,;:(.–—-]|{any_of('leads to what for')}\s))"
)
"""A line with a name and what its bearer was given, or the other way round ("£2,000 to Elm Trust for tools")."""
_FOR = re.compile(rf",? {any_of('for somebody')} |, (?=[A-Z][a-z]+, [A-Z]{{2,}})")
_LEAST = 3


def state_given(context: Context) -> None:
    """State the bodies that such tables and lists name."""
    apart = context.starts_in(Role.NOISE, Role.REFERENCES)
    blocks = [b for b in context.text.blocks if b.start not in apart and not context.is_ignored(b)]
    for rows in tables_of(blocks):
        if names := list(_of_table(context, rows)):
            _state(context, names)
    for names in _of_lists(context, blocks):
        _state(context, names)
    found = cards(context)
    if named := [card for card in found if card.body]:
        if 2 * len(named) >= len(found):
            named = [card for card in found if card.body or card.called]
        _state(context, [Name(context.words(card.name), (card.name,)) for card in named])


def _state(context: Context, names: list[Name]) -> None:
    """State the names of a list, unless more of them are people's than known bodies', or some are what money is spent on."""
    spent = sum(not word_set("item of a budget").isdisjoint(fold(name.printed).split()) for name in names)
    people = sum(is_surely_person(context, name.printed) for name in names)
    known = sum(context.names.is_organisation(name.printed) for name in names)
    if 2 * people >= len(names) or people > known or 4 * spent > len(names):
        return
    for name in names:
        for one in split(context, name):
            if _can_be(context, one.printed):
                context.names.state_organisation(one.printed, *one.spans)


def _can_be(context: Context, printed: str) -> bool:
    """Whether what stands where bodies do can be one: a name by its shape, and no person, place, sum or everyday word."""
    words = fold(printed).split()
    if context.names.is_organisation(printed):
        return True
    if not words or (len(words) == 1 and is_everyday(words[0])) or words[0] in word_set("sum or rest"):
        return False
    return (
        looks_like_name(printed.rstrip("."))
        and not is_nobody(context, printed)
        and not is_surely_person(context, printed)
        and not context.names.is_place(printed)
        and not word_set("field of work").issuperset(words)
    )


def _of_table(context: Context, rows: list[Block]) -> Iterator[Name]:
    """Yield the names in a table's column whose head says that it holds bodies, or beside sums where grants are told of."""
    found = column_of_bodies([[context.words(cell) for cell in row.cells] for row in rows])
    if found is not None:
        at, column = found
        if headed(context, rows[at]) is None and len(rows) > at + 2:
            yield from _cut(context, cells_of(context, rows[at + 1 :], column))
        return
    money = [sum(_MONEY.fullmatch(context.words(c)) is not None for c in row.cells[1:]) for row in rows]
    head = [words for cell in rows[0].cells if (words := fold(context.words(cell)))]
    named = len(head) < 2 or bool(money[0]) or head[0] in word_set("column of names")
    if named and 2 * sum(map(bool, money)) >= len(rows) >= _LEAST and _tells(context, rows[0]):
        yield from _cut(context, cells_of(context, [row for row, sums in zip(rows, money, strict=True) if sums], 0))


def _cut(context: Context, names: list[Name]) -> Iterator[Name]:
    """Yield names without whom somebody had something for, and where they are, behind them."""
    for name in names:
        cut = _FOR.search(name.printed)
        if cut is None or len(name.spans) > 1:
            yield name
            continue
        span = name.spans[0]
        yield Name(name.printed[: cut.start()], (Span(span.start, span.start + cut.start()),))


def _of_lists(context: Context, blocks: list[Block]) -> Iterator[list[Name]]:
    """Yield the names of lists that have a sum beside each, below a line or heading that tells of grants."""
    lines = [b for b in blocks if b.kind in (Kind.ITEM, Kind.PARAGRAPH)]
    for has_sum, run in groupby(lines, key=lambda b: _LINE.match(b.text) is not None):
        found = list(run) if has_sum else []
        if len(found) < _LEAST or not _tells(context, found[0]):
            continue
        names = []
        for block in found:
            match = _LINE.match(block.text)
            group = "name" if match and match["name"] else "behind"
            if match:
                names.append(Name(match[group], (within(block, *match.span(group)),)))
        yield names


def _tells(context: Context, first: Block) -> bool:
    """Whether the line above a list, its heading, or the document's title tells of grants."""
    blocks = context.text.blocks
    at = context.index_at(first.start)
    near = blocks[max(0, at - 2) : at]
    over = next((b for b in reversed(blocks[:at]) if b.kind is Kind.HEADING), None)
    said = [*(b.text for b in near), over.text if over else "", context.own_document.title or "", blocks[0].text]
    return any(_GIVEN.search(line) for line in said)
