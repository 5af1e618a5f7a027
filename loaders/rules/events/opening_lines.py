"""The opening of a report, whose sentences and lines have no subject: "Held at Dale Hall on 3 May 2029. Organised by Elm Trust."

What they say is said of the event, because what stands before them says when it was or that it was held.
"""

import re

from loaders.blocks import Block
from loaders.context import Context
from loaders.dates import YEAR
from loaders.lexicons.words import any_of
from loaders.rules.events.gatherings import LOOKED_AT, say_that_people_met

SAYS_WHO_HELD = re.compile(rf"\s*(?:It {any_of('is or has been')} )?{any_of('held by', 'who holds')}\b", re.I)
"""How a line or a sentence begins that says who held the event, without a word for it."""
_PARTED = re.compile(r"\s[|·•–—-]\s+$")
"""What parts the facts of a line ("3 May 2029 | Dale Hall | Organised by Elm Trust")."""


def in_opening(context: Context, block: Block, stop: int) -> bool:
    """Whether the words of a block before a place say when the event was, or begin by saying that something was held."""
    event = context.own_event
    if event is None or context.index_at(block.start) >= LOOKED_AT:
        return False
    held = context.annotations.within("cue", block.start, block.start + stop)
    of_its_day = any(day == event.date and end <= stop for day, _, end in context.dates(block))
    return of_its_day or (say_that_people_met(held) and held[0].start == block.start)


def goes_on(context: Context, block: Block, at: int) -> bool:
    """Whether a sentence or a part of a line that says at a place who held something goes on from words about the event."""
    start = _sentence_of(context, block, at)
    parted = _PARTED.search(block.text, 0, at)
    begins = parted.end() if parted else start
    return begins > 0 and SAYS_WHO_HELD.match(block.text, begins) is not None and in_opening(context, block, begins)


def goes_on_elsewhere(context: Context, block: Block, at: int) -> bool:
    """Whether such a sentence goes on from words about another year than the event's."""
    start, event = _sentence_of(context, block, at), context.own_event
    if event is None or event.date is None or SAYS_WHO_HELD.match(block.text, start) is None:
        return False
    years = re.findall(YEAR, block.text[:start])
    return bool(years) and event.date[:4] not in years


def _sentence_of(context: Context, block: Block, at: int) -> int:
    return next(a for a, b in context.sentences(block) if a <= at <= b)
