"""What stands alike, one after the other, below a line that says how many follow: headings of one level, paragraphs that begin with
words in bold, or with a link.

Where there are as many as the line says, its words tell what they are; nothing about them need be known.
"""

from collections.abc import Callable, Iterator

from loaders.blocks import Block, Kind
from loaders.lexicons.words import any_of, word_list
from loaders.structure import cues

NUMBER = rf"\b(?P<number>{any_of('two to ten')}|\d{{1,2}}) (?:(?!and\b)[\w-]+ ){{0,3}}"
"""How many a line says that there are, before what they are."""
_CAPTION = 60
"""The most characters of what may stand by a picture between two of them."""
_NEAR = 60
"""How many characters may stand before a link that leads its paragraph."""


def amount(number: str) -> int:
    """Return the number that stands in figures or words."""
    return int(number) if number.isdigit() else word_list("two to ten").index(number.lower()) + 2


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


def _headings(blocks: tuple[Block, ...], first: int) -> list[int]:
    """Return the headings of one level from the first one on, up to one that opens another part."""
    found = []
    for at in range(first, len(blocks)):
        block = blocks[at]
        if block.kind is not Kind.HEADING or block.level > blocks[first].level:
            continue
        if block.level < blocks[first].level or cues.outside(block.text):
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
