"""What stands alike, one after the other, below a line or heading that says what it is, or how many follow: items, headings of one
level, paragraphs that begin with words in bold, or with a link, rows of a table.

Such a line's words tell what they are; nothing about them need be known.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import takewhile

from loaders.blocks import Block, Kind
from loaders.lexicons.words import any_of, word_list
from loaders.structure import cues

NUMBER = rf"\b(?P<number>{any_of('two to ten')}|\d{{1,2}}) (?:(?!and\b)[\w-]+ ){{0,3}}"
"""How many a line says that there are, before what they are."""
_COUNTED = re.compile(NUMBER, re.I)
_CAPTION = 60
"""The most characters of what may stand by a picture between two of them."""
_LEADING = 2
"""The most paragraphs that may lead from a heading to what stands alike below it."""
_NEAR = 60
"""How many characters may stand before a link that leads its paragraph."""


def amount(number: str) -> int:
    """Return the number that stands in figures or words."""
    return int(number) if number.isdigit() else word_list("two to ten").index(number.lower()) + 2


def below(blocks: Sequence[Block], over: int) -> list[int]:
    """Return the places of what stands alike below the heading or line at `over`; paragraphs may lead from a heading to it."""
    head = blocks[over].kind is Kind.HEADING
    for first in range(over + 1, min(over + 2 + _LEADING * head, len(blocks))):
        block = blocks[first]
        if block.kind is Kind.HEADING:
            return _headings(blocks, first) if not 0 < block.level <= _level(blocks, over) else []
        if block.kind in (Kind.ITEM, Kind.ROW):
            return [at for at in _listed(blocks, first) if blocks[at].level == block.level and not blocks[at].header]
        if has_bold_lead(block) and len(found := _led(blocks, first)) > 1:
            return found
    return []


def list_follows(blocks: Sequence[Block], at: int) -> bool:
    """Whether a list stands right behind a line."""
    return at + 1 < len(blocks) and blocks[at + 1].kind is Kind.ITEM


def several_follow(blocks: Sequence[Block], at: int) -> bool:
    """Whether a list stands right behind a line, or several paragraphs that begin in bold."""
    led = any(map(has_bold_lead, blocks[at + 1 : at + 2])) and len(below(blocks, at)) > 1
    return led or list_follows(blocks, at)


def leads_to(line: str, several: int) -> bool:
    """Whether a line leads to so many headings behind it: it ends with a colon, or says how many there are."""
    numbers = (amount(match["number"]) for match in _COUNTED.finditer(line[-300:]))
    return line.endswith(":") or several in numbers


def _level(blocks: Sequence[Block], at: int) -> int:
    """Return the level of a heading, or of the one that a line stands below."""
    return next((b.level for b in reversed(blocks[: at + 1]) if b.kind is Kind.HEADING and b.level), 0)


def _listed(blocks: Sequence[Block], first: int) -> Iterator[int]:
    """Yield the places of the list or table that begins at `first`."""
    kind, table = blocks[first].kind, blocks[first].table
    return takewhile(lambda at: blocks[at].kind is kind and blocks[at].table == table, range(first, len(blocks)))


def _led(blocks: Sequence[Block], first: int) -> list[int]:
    """Return the places of the paragraphs that begin in bold from the first one on, up to a heading, with others between them or
    none."""
    told = takewhile(lambda at: blocks[at].kind in (Kind.PARAGRAPH, Kind.ITEM), range(first, len(blocks)))
    return [at for at in told if has_bold_lead(blocks[at])]


def runs(blocks: tuple[Block, ...], start: int, between: int) -> Iterator[list[int]]:
    """Yield the places of what stands alike from `start` on, with at most so many blocks before it; headings end it."""
    for first in range(start, min(start + between + 1, len(blocks))):
        if blocks[first].kind is Kind.HEADING:
            yield _headings(blocks, first)
            return
        for leads in (has_bold_lead, has_linked_lead):
            if leads(blocks[first]):
                yield list(_alike(blocks, first, leads))


def _alike(blocks: tuple[Block, ...], first: int, leads: Callable[[Block], bool]) -> Iterator[int]:
    for at in range(first, len(blocks)):
        if leads(blocks[at]):
            yield at
        elif len(blocks[at].text) > _CAPTION or blocks[at].kind is not Kind.PARAGRAPH or blocks[at].text.endswith("."):
            return


def _headings(blocks: Sequence[Block], first: int) -> list[int]:
    """Return the headings of one level from the first one on, up to one that opens another part."""
    found = []
    for at in range(first, len(blocks)):
        block = blocks[at]
        deeper = blocks[first].level and not 0 < block.level <= blocks[first].level
        if block.kind is not Kind.HEADING or deeper:
            continue
        if block.level != blocks[first].level or cues.outside(block.text):
            break
        found.append(at)
    return found


def has_bold_lead(block: Block) -> bool:
    """Whether a paragraph begins with words in bold and goes on behind them."""
    if block.kind is not Kind.PARAGRAPH or not block.bold:
        return False
    return block.bold[0].start <= block.start + 1 and block.bold[0].end < block.end - 1


def has_linked_lead(block: Block) -> bool:
    """Whether a paragraph has a link to what is called by a name near its beginning."""
    link = block.links[0].span if block.kind is Kind.PARAGRAPH and block.links else None
    return (
        link is not None
        and link.start <= block.start + _NEAR
        and link.end < block.end - 1
        and block.text[link.start - block.start].isupper()
    )
