"""Where a line announces what people took away from a gathering ("Here are five takeaways:"), and what it announces."""

import re

from loaders.blocks import Block, Kind
from loaders.structure import cues

_COUNTED = re.compile(r"\(?\d{1,2}[.):]\s")
_LAST_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")


def announces_lessons(line: str, heading: str) -> bool:
    """Whether the last sentence of a line leads into lessons, themes or findings below it; under a `heading` that asks what to do
    they are proposals."""
    leads = line.endswith(":") and cues.says("lessons", _LAST_SENTENCE.split(line)[-1])
    return leads and not cues.says("asks", heading)


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
