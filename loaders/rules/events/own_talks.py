"""What those who write of a day say that they gave there themselves ("the lightning talk that I presented", "in my workshop")."""

import re

from loaders.context import Context
from loaders.lexicons.lexicon import lexicon
from loaders.lexicons.words import any_of
from loaders.rules.events.other_events import is_elsewhere
from loaders.rules.events.speakers import manner_in
from schema.links import SpokeAt, Wrote

RULE = "own talks"

_I = re.compile(r"\b[IMm]y?\b")
_I_GAVE = rf"I(?: \w+){{0,5}} {any_of('giving', 'leading', 'will do at an event')}\b"
_BEFORE = re.compile(rf"\b{_I_GAVE}(?: \w+){{0,2}} $")
_BEHIND = re.compile(rf" (?:\w+ )?{_I_GAVE}")
"""What stands behind the word for a talk of one's own ("the talk that I had the chance to present")."""


def state_own_talks(context: Context) -> None:
    """State that a document's one author spoke at its event where the text says so of itself."""
    authors = {link.source for link in context.all(Wrote) if link.target == context.document and link.as_ == "author"}
    if context.event is None or context.is_minutes or len(authors) != 1:
        return
    for block in context.text.blocks:
        for start, end in context.sentences(block) if _I.search(block.text) else ():
            sentence = block.text[start:end]
            things = [hit for hit in lexicon("talks").find(sentence) if hit.entry.sense == "thing"]
            own = next((thing for thing in things if _is_mine(sentence[: thing.start], sentence[thing.end :])), None)
            if own is not None and not is_elsewhere(context, sentence):
                manner = manner_in(sentence[own.start : own.end]) or "presentation"
                context.add(
                    SpokeAt(source=authors.pop(), target=context.event, as_=manner, evidence=context.evidence(block))
                )
                context.claim(RULE, block)
                return


def _is_mine(before: str, behind: str) -> bool:
    """Whether the words before and behind a talk say that the writer gave it."""
    mine = "my" in before.lower().split()[-2:]
    return mine or _BEFORE.search(before) is not None or _BEHIND.match(behind) is not None
