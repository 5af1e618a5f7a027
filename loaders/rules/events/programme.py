"""The lines of a programme: which blocks stand in the slot of a time, below a heading that announces one, or in a document that is
a programme as a whole."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import groupby

from loaders.blocks import Block, Kind, tables_of
from loaders.context import Context
from loaders.dates import time_at
from loaders.families.family import PROGRAMME
from loaders.families.layouts import columns_of
from loaders.lexicons.words import any_of
from loaders.structure import cues
from loaders.structure.sections import Role

LINE = 320
"""The most characters of a line of a programme or list; a longer one is prose."""
_IN_BETWEEN = (None, "speakers", "other")
"""What a heading of a part of a programme is a cue of: of nothing, of talks, or of a welcome and a close."""
_SLOTS = 3
"""The fewest lines with a time that make a programme; of headings, one less."""
_NUMBERED = re.compile(rf"\W*{any_of('numbered talk')} \d{{1,2}}\s*[:.–—-]\s.*\s[–—-]\s", re.I)
"""How a talk is told where no hours are: by its number, and by who gives it behind a dash ("Session 1: Homes – Ada North")."""
_TIME_ALONE = 16
"""The most characters of a cell that holds the time of its row and nothing else ("10.30 am - 12 noon")."""


def slots(context: Context) -> dict[int, str]:
    """Return the lines of a programme by their starts, each with the line that has its time or heads it; none where there is no
    programme."""
    blocks = [b for b in context.text.blocks if len(b.text) <= LINE]
    timed = [b for b in blocks if is_timed(context, b)]
    if len(timed) < _SLOTS - (len(timed) > 1 and all(b.kind is Kind.HEADING for b in timed)):
        numbered = [b for b in blocks if _NUMBERED.match(b.text)]
        if len(numbered) >= _SLOTS:
            return {block.start: "" for block in numbered}
        return _whole(context, blocks) if context.own_document.kind == PROGRAMME.kind else {}
    starts, last = [b.start for b in timed], timed[-1]
    end = next((s.blocks[-1].end for s in context.section.walk() if last in s.blocks), last.end)
    apart = _of_tables_of_challenges(context)
    return {
        block.start: timed[bisect_right(starts, block.start) - 1].text
        for block in context.text.blocks
        if (starts[0] <= block.start < end and block.kind is not Kind.HEADING and block.start not in apart)
        or block.start in starts
    }


def _of_tables_of_challenges(context: Context) -> set[int]:
    """Return the starts of the rows that say who brings which challenge to the tables of a slot: nobody in them gives a talk."""
    tables = (
        rows
        for rows in tables_of(context.text.blocks)
        if {"challenge", "owners"} <= columns_of(context.text, rows[0]).keys()
    )
    return {row.start for rows in tables for row in rows}


def sessions(context: Context) -> set[int]:
    """Return the starts of the blocks below headings that announce a programme or its speakers: of their sections, and of the plain
    ones that follow where such a heading stands over nothing of its own, as where headings have no levels."""
    found, open_ = set[int](), False
    for section in context.section.children:
        if section.role is Role.SPEAKERS:
            open_ = len(section.all_blocks()) == 1
        elif section.role is not Role.OTHER or cues.outside(section.title) not in _IN_BETWEEN:
            open_ = False
        if open_ or section.role is Role.SPEAKERS:
            found.update(block.start for block in section.all_blocks())
    return found


def runs(context: Context) -> Iterator[tuple[str, list[Block]]]:
    """Yield the short lines of one kind that stand below each other, each run with the line that leads into it, or the heading over
    it."""
    for section in context.section.walk():
        lead = ""
        for kind, blocks in groupby(section.body, lambda block: block.kind if len(block.text) <= LINE else None):
            lines = list(blocks)
            if kind in (Kind.ITEM, Kind.ROW, Kind.PARAGRAPH):
                yield lead or section.title, lines
            lead = lines[-1].text if lines[-1].text.endswith(":") else ""


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
