"""Ideas that sentences tell, where what was said of a challenge is no list: "It was suggested that buses wait for trains", "Team
Ford proposed a night bus"."""

import re
from collections.abc import Iterator

from loaders.blocks import Block
from loaders.families.family import WORKSHOP_REPORT
from loaders.lexicons.words import any_of

_IDEA = re.compile(
    rf"\s+(?:that\s+|(?=\w+ing\b|{any_of('article')}\s|one\s))(?P<idea>(?![^.;]*\b{any_of('be')}\b)[^.;]{{12,300}})"
)
"""What follows those words; what is so is what somebody held, and no idea."""


def told_ideas(block: Block) -> Iterator[tuple[int, int]]:
    """Yield where in a block what somebody proposed is told, without the words that say who did."""
    for hit in WORKSHOP_REPORT.cues.find(block.text):
        if hit.entry.sense == "told" and (idea := _IDEA.match(block.text, hit.end)):
            yield idea.span("idea")
