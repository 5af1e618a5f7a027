"""The lines of a programme: which blocks stand in the slot of a time, or in a document that is a programme as a whole."""

from bisect import bisect_right

from loaders.blocks import Block, Kind
from loaders.context import Context
from loaders.dates import time_at
from loaders.families.family import PROGRAMME

LINE = 320
"""Characters of a line of a programme or list; longer ones are prose."""
_SLOTS = 3
"""Lines with a time that make a programme."""
_TIME_ALONE = 16
"""Characters of a cell that holds the time of its row and nothing else ("10.30 am - 12 noon")."""


def slots(context: Context) -> dict[int, str]:
    """Return the lines of a programme by their starts, each with the line that has its time or heads it; none where there is no
    programme."""
    blocks = [b for b in context.text.blocks if len(b.text) <= LINE]
    timed = [b for b in blocks if is_timed(context, b)]
    if len(timed) < _SLOTS:
        return _whole(context, blocks) if context.own_document.kind == PROGRAMME.kind else {}
    starts, last = [b.start for b in timed], timed[-1]
    end = next((s.blocks[-1].end for s in context.section.walk() if last in s.blocks), last.end)
    return {
        block.start: timed[bisect_right(starts, block.start) - 1].text
        for block in context.text.blocks
        if (starts[0] <= block.start < end and block.kind is not Kind.HEADING) or block.start in starts
    }


def is_timed(context: Context, block: Block) -> bool:
    """Whether a line begins with a time of the day, or a row has a cell for it."""
    cells = [context.words(cell).strip() for cell in block.cells] or [block.text]
    return any(
        time_at(cell) is not None and (not index or len(cell) <= _TIME_ALONE) for index, cell in enumerate(cells)
    )


def _whole(context: Context, blocks: list[Block]) -> dict[int, str]:
    """Return the lines of a programme without times, each with the heading before it."""
    found, head = {}, ""
    for block in blocks:
        if block.kind is Kind.HEADING:
            head = block.text
        elif head:
            found[block.start] = head
    return found
