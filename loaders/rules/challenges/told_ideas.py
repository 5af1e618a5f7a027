"""Ideas that sentences tell, where what was said of a challenge is no list: "It was suggested that buses wait for trains", "Team
Ford proposed a night bus"."""

import re
from collections.abc import Iterator

from loaders.blocks import Block
from loaders.context import Context
from loaders.families.family import WORKSHOP_REPORT
from loaders.lexicons.cued import Cued
from loaders.lexicons.words import any_of

_PROPOSED = Cued(rf" (?:also )?{any_of('proposed in a sentence')}\b")
_IDEA = re.compile(
    rf"\s+(?:that\s+|(?=\w+ing\b|{any_of('article')}\s|one\s))(?P<idea>(?![^.;]*\b{any_of('be')}\b)[^.;]{{12,300}})"
)
"""What follows those words; what is so is what somebody held, and no idea."""


def told_ideas(context: Context, block: Block) -> Iterator[tuple[int, int]]:
    """Yield where in a block what somebody proposed is told, without the words that say who did: those who met, or a body."""
    bodies = {body.end - block.start for body in context.annotations.of(block, "body")}
    ends = {hit.end for hit in WORKSHOP_REPORT.cues.find(block.text) if hit.entry.sense == "told"}
    ends |= {match.end() for match in _PROPOSED.finditer(block.text) if match.start() in bodies}
    for end in sorted(ends):
        if idea := _IDEA.match(block.text, end):
            yield idea.span("idea")
