"""Who held the event, where the body that wrote the account says "we"."""

import re

from loaders.blocks import Block, Kind
from loaders.context import Context
from loaders.lexicons.words import any_of, word_set
from loaders.rules.events.organisers import HOSTS, is_event
from loaders.rules.events.other_events import tells_of_another
from schema.links import Organised, Wrote
from schema.nodes import Organisation

_WE = re.compile(rf"(?P<before>.*)\b{any_of('we who held it')}\s*", re.I | re.S)
"""Who held it: those who write, right before what they did."""


def state_held_by_authors(context: Context, outside: list[Block]) -> list[str]:
    """State that the one body that wrote an account held the event, if it says so of itself; return its id."""
    bodies = {link.source for link in context.all(Wrote) if link.source.startswith(f"{Organisation.__name__.lower()}/")}
    event = context.own_event
    told = next((block for block in outside if block.kind is Kind.PARAGRAPH and _says_we_held(context, block)), None)
    if len(bodies) != 1 or event is None or told is None:
        return []
    for who in bodies:
        context.add(Organised(source=who, target=event.id, as_=None, evidence=context.evidence(told)))
    return list(bodies)


def _says_we_held(context: Context, block: Block) -> bool:
    """Whether a sentence of a block says that those who write held the event ("On Monday, we hosted our yearly conference")."""
    event = context.own_event
    for start, end in context.sentences(block):
        sentence = block.text[start:end]
        held = HOSTS.search(sentence)
        led = _WE.fullmatch(sentence[: held.start()]) if held is not None else None
        if event is None or held is None or led is None or word_set("holding").isdisjoint(held[0].lower().split()):
            continue
        if not word_set("when or if").isdisjoint(led["before"].lower().split()):
            continue  # what they do at times
        if is_event(event, held) and not tells_of_another(context, block, start):
            return True
    return False
