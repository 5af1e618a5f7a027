"""Where a line announces what people took away from a gathering ("Here are five takeaways:"), and what it announces."""

import re

from loaders.blocks import Block, Kind
from loaders.families.family import WORKSHOP_REPORT
from loaders.lexicons.words import any_of
from loaders.structure import cues
from loaders.structure.sections import Section

_COUNTED = re.compile(r"\(?\d{1,2}[.):]\s")
_TALK = re.compile(rf"\b{any_of('heading of a talk')}\b", re.I)
_LAST_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")


def announces_lessons(line: str, heading: str) -> bool:
    """Whether the last sentence of a line leads into lessons, themes or findings below it; under a `heading` that asks what to do
    they are proposals, and under a talk's they are the speaker's points."""
    said = _LAST_SENTENCE.split(line)[-1]
    leads = line.endswith(":") and cues.says("lessons", said)
    return leads and not cues.says("asks", heading) and not (_TALK.search(heading) or _TALK.search(said))


def counted_headings(blocks: tuple[Block, ...], start: int) -> frozenset[int]:
    """Return which headings from `start` on are counted ("1) Start early"), up to the first at their level that is not; none where
    the first heading is not counted, or no other is."""
    found: list[int] = []
    for index in range(start, len(blocks)):
        block = blocks[index]
        if block.kind is not Kind.HEADING or (found and block.level > blocks[found[0]].level):
            continue
        if not _COUNTED.match(block.text):
            break
        found.append(index)
    return frozenset(found) if len(found) > 1 and found[0] == start else frozenset()


def headings_tell_lessons(blocks: tuple[Block, ...], challenge: Section) -> bool:
    """Whether the words below the heading over a challenge say that what each group took away follows."""
    if challenge.heading is None or not challenge.heading.level:
        return False
    over = [at for at, b in enumerate(blocks) if b.kind is Kind.HEADING and b.start < challenge.heading.start]
    parent = next((at for at in reversed(over) if 0 < blocks[at].level < challenge.heading.level), None)
    if parent is None:
        return False
    return any(
        WORKSHOP_REPORT.says("lessons of each", b.text[-600:])
        for b in blocks[parent + 1 : parent + 3]
        if b.kind is Kind.PARAGRAPH
    )
