"""Whom a document thanks for holding the event, or for paying for it: "Thanks to the Elm Trust for hosting us and to Fir Homes for
sponsoring it"."""

import re
from collections.abc import Iterator

from loaders.blocks import Block
from loaders.context import Context
from loaders.lexicons.cued import Cued
from loaders.lexicons.words import any_of
from loaders.rules.bodies.lists import Name, names_in_sentence
from loaders.rules.events.other_events import tells_of_another


def _what(*lists: str) -> str:
    return rf"\s+(?:us|it|(?:{any_of('before a noun')}\s+)?(?:\w+ ){{0,3}}?{any_of(*lists)})\b"


_EVENT, _WHAT = _what("gathering"), _what("gathering", "paid for at an event")
"""What bodies are thanked for holding, and for paying for: whoever organised the lunch did not hold the event."""
_THANKED = Cued(
    rf"\b(?:(?:{any_of('thanking', capital=True)}|[Tt]hank you|[Ww]ith thanks)(?: very much| again)?(?: to)?|and to|, to|^To)\s+"
    rf"(?:(?:[a-z]+ ){{1,4}})?(?=[A-Z])(?P<names>(?:(?! for | thank| team for )[^.;:]){{3,160}})(?: team)? for\s+(?:\w+ly\s+)?"
    rf"(?:(?P<held>{any_of('in the act of holding')})(?:{_EVENT}|(?=\W*$|[.;]))|{any_of('giving money')}{_WHAT})"
)
_WHO = Cued(
    rf"(?<!\w)(?:[Tt]o|by) (?P<names>(?:the )?[A-Z][^.;:]{{2,160}}?), who "
    rf"(?:(?P<held>{any_of('holding')})(?:{_EVENT}|(?=[.;,]))|{any_of('sponsoring')}{_WHAT})"
)
"""The same, where a clause says what for ("Thanks to the Elm Trust, who hosted; to Fir Homes, who paid for lunch")."""

_OWNED = re.compile(r"['’]s ")
"""What shows that a part of a body is thanked ("Elm Trust's Open Data team")."""


def thanked(context: Context, block: Block) -> Iterator[tuple[Name, str | None]]:
    """Yield whom a block thanks, each with the word for how they held the event, None where they paid."""
    for match in (*_THANKED.finditer(block.text), *_WHO.finditer(block.text)):
        if not tells_of_another(context, block, match.start()):
            for name in names_in_sentence(context, block, match.start("names"), stop=match.end("names")):
                if not _OWNED.search(name.printed):
                    yield name, match["held"]
