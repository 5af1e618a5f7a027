"""Bodies of tables and lists that say by their form what they list: to whom what was given, or bodies by the head of a column.

A sum of money beside each of several names, below words that tell of grants, shows that these are bodies' whatever they look like
("Tide & Thread - £3,000 for a sewing circle"); so does the head of a column ("Recipient", "Organisation name") of no people.
"""

import re
from collections.abc import Iterator
from itertools import groupby, takewhile

from loaders.blocks import Block, Kind, Span, tables_of
from loaders.context import Context
from loaders.draft import within
from loaders.lexicons.cued import Cued
from loaders.lexicons.words import any_of, word_set
from loaders.names import recognise
from loaders.names.columns import HAS_SUM, SUM, columns_of_bodies
from loaders.names.printed import fold
from loaders.names.register import is_everyday
from loaders.rules.bodies.attendees import is_nobody, is_surely_person
from loaders.rules.bodies.cards import cards
from loaders.rules.bodies.lists import Name, apart_at_commas, cells_of, looks_like_name, split
from loaders.rules.people.body_shapes import is_field
from loaders.rules.people.people_columns import headed
from loaders.rules.people.person_details import parts_of

RULE = "given bodies"

_MONEY = re.compile(rf"\W*{SUM}\W*")
_GIVEN = re.compile(rf"\b{any_of('tells of grants')}\b", re.I)
_NAME = r"[A-ZÀ-Þ0-9][^£$€|\t]{2,90}?"
_CAPITALS = rf"[A-ZÀ-Þ0-9][\w&’'-]*(?: (?:{any_of('inside the name of a body')} ){{0,2}}[A-ZÀ-Þ][\w&’'-]*){{0,7}}"
_LINE = re.compile(
    rf"(?P<name>{_NAME})\W+(?:{any_of('done with a grant')}\s+)?{SUM}"
    rf"|{SUM}\W+(?:(?:\w+ ){{0,2}}{any_of('leads to whom')} (?:the )?)?"
    rf"(?P<behind>{_CAPITALS})"
)
"""A line with a name and what its bearer was given, or the other way round ("£2,000 to Elm Trust for tools")."""
_TAIL = re.compile(rf"\s*(?:[(:–—]| - |, (?=[a-z])| {any_of('for somebody')} ).*")
"""What stands behind a name in a list: what its bearer does, for whom."""
_TOLD = Cued(
    rf"(?:^|(?<=[a-z.,;:] ))(?:[Tt]he )?(?P<name>{_CAPITALS}) {any_of('done with a grant')} (?:an? )?"
    rf"(?:[a-z]+ ){{0,3}}{SUM}|{SUM} (?:[a-z]+ ){{0,2}}{any_of('given to')} to (?:the )?(?P<behind>{_CAPITALS})"
)
"""A sentence that says so, of whatever has a name."""
_BODIES_FOLLOW = Cued(rf"\b{any_of('bodies', 'heading over bodies')}\b[^.:]{{0,60}}:$", re.I)
_OVER_BODIES = re.compile(rf"(?:[\w’'-]+ ){{0,3}}{any_of('bodies', 'heading over bodies')}", re.I)
"""What says that names of bodies follow, at the end of a line or as a heading."""
_MARK = re.compile(r"\s*[;|\n]\s*")
_WORDS = 9
_LEAST = 3
_SHORT = 60
"""The most characters of a line that heads a part of such a list."""


def state_given(context: Context) -> None:
    """State the bodies that such tables, lists and sentences name."""
    apart = context.aside
    blocks = [b for b in context.text.blocks if b.start not in apart and not context.is_ignored(b)]
    summed: list[Name] = []
    for rows in tables_of(blocks):
        names, by_sums = _of_table(context, rows)
        if by_sums and (summed or _tells(context, rows[0])):
            summed.extend(names)
        elif not by_sums:
            _state(context, names)
    _state(context, summed if len(summed) >= _LEAST else [])
    for names in _of_lists(context, blocks):
        _state(context, names)
    for names in _announced(context, blocks):
        _state(context, names)
    for block in blocks:
        _state(context, _of_sentences(block) if HAS_SUM.search(block.text) else [])
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
    if not names or 2 * people >= len(names) or people > known or 4 * spent > len(names):
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
        and not is_field(printed)
    )


def _of_table(context: Context, rows: list[Block]) -> tuple[list[Name], bool]:
    """Return the names in a table's columns whose heads say that they hold bodies, or (True) beside sums."""
    said = [[context.words(cell) for cell in row.cells] for row in rows]
    if found := columns_of_bodies(said):
        at, columns = found
        if headed(context, rows[at]) is not None or len(rows) <= at + 2:
            return [], False
        listed = (apart_at_commas(context, cells_of(context, rows[at + 1 :], one)) for one in columns)
        return [name for names in listed for name in _cut(context, names)], False
    money = [any(_MONEY.fullmatch(words) for words in cells[1:]) for cells in said]
    head = [words for words in map(fold, said[0]) if words]
    named = len(head) < 2 or money[0] or head[0] in word_set("column of names")
    if not named or 2 * sum(money) < len(rows):
        return [], True
    return list(_cut(context, cells_of(context, [row for row, has in zip(rows, money, strict=True) if has], 0))), True


def _cut(context: Context, names: list[Name]) -> Iterator[Name]:
    """Yield names, of which a cell can have several, without what stands behind them: for whom they had something, what it was."""
    for name in names:
        if len(name.spans) > 1:
            yield name
            continue
        for start, end in parts_of(name.printed, _MARK):
            end = start + len(_TAIL.sub("", name.printed[start:end]))
            yield Name(name.printed[start:end], (Span(name.spans[0].start + start, name.spans[0].start + end),))


def _of_lists(context: Context, blocks: list[Block]) -> Iterator[list[Name]]:
    """Yield the names of lists that have a sum beside each, below a line or heading that tells of grants, and of those that
    follow right behind under headings of their own."""
    lines = [b for b in blocks if b.kind in (Kind.ITEM, Kind.PARAGRAPH)]
    names: list[Name] = []
    for match, run in groupby(lines, key=lambda b: _LINE.match(b.text) is not None):
        found = list(run)
        if match and (names or _tells(context, found[0])):
            names.extend(name for block in found if (name := _in_line(block)))
        elif not match and (len(found) > 1 or len(found[0].text) > _SHORT):
            if len(names) >= _LEAST:
                yield names
            names = []
    if len(names) >= _LEAST:
        yield names


def _announced(context: Context, blocks: list[Block]) -> Iterator[list[Name]]:
    """Yield the names of the items right below a line or heading that says that bodies follow ("went to these organisations:")."""
    for index, block in enumerate(blocks):
        line = block.kind is Kind.PARAGRAPH and _BODIES_FOLLOW.search(block.text) is not None
        if not line and not (block.kind is Kind.HEADING and _OVER_BODIES.fullmatch(block.text.strip(" :"))):
            continue
        items = list(takewhile(lambda b: b.kind is Kind.ITEM, blocks[index + 1 :]))
        names = [name for item in items if (name := _named(context, item))]
        sure = line or any(context.names.is_organisation(name.printed) for name in names)
        if sure and len(names) >= _LEAST and 5 * len(names) >= 4 * len(items):
            yield names


def _named(context: Context, item: Block) -> Name | None:
    """Return the name that an item consists of, or begins with before a mark; None where it is no name."""
    end = cut.start() if (cut := _TAIL.search(item.text)) else len(item.text)
    name = item.text[:end].rstrip(" .;")
    first = name.partition(", ")[0]
    whole = any(len(name) == one.end for one in recognise.organisations(name)[:1])
    name = first if context.names.is_organisation(first) and not whole else name
    short = name and len(name.split()) <= _WORDS and looks_like_name(name)
    return Name(name, (within(item, 0, len(name)),)) if short else None


def _in_line(block: Block) -> Name | None:
    """Return the name of a line with a sum, None where its last word has no capital, as in a sentence."""
    match = _LINE.match(block.text)
    group = "name" if match and match["name"] else "behind"
    name = _TAIL.sub("", match[group]) if match else ""
    if match is None or not name or name.split()[-1].islower():
        return None
    return Name(name, (within(block, match.start(group), match.start(group) + len(name)),))


def _of_sentences(block: Block) -> list[Name]:
    """Return the names that running text says got a sum ("Elm Cares receives £9,000", "£9,000 goes to Fir Shed")."""
    found = []
    for match in _TOLD.finditer(block.text):
        group = "name" if match["name"] else "behind"
        if not all(is_everyday(word) for word in fold(match[group]).split()):
            found.append(Name(match[group], (within(block, *match.span(group)),)))
    return found


def _tells(context: Context, first: Block) -> bool:
    """Whether the line above a list, its heading, or the document's title tells of grants."""
    blocks = context.text.blocks
    at = context.index_at(first.start)
    near = blocks[max(0, at - 2) : at]
    over = next((b for b in reversed(blocks[:at]) if b.kind is Kind.HEADING), None)
    said = [*(b.text for b in near), over.text if over else "", context.own_document.title or "", blocks[0].text]
    return any(_GIVEN.search(line) for line in said)
