"""A gathering that no document calls by a name: a sentence near the beginning only says in small letters that one was held, and
when ("Last Thursday we held a workshop with young carers", "A public meeting about the bridge took place on 4 May").

One that a text tells of in passing is none of its own: what was held is told of again, or those who came are.
"""

import re

from loaders.blocks import Block, Kind
from loaders.context import Context
from loaders.dates import dates_in, day_in
from loaders.draft import within
from loaders.families.family import may_name_event
from loaders.lexicons.cued import Cued
from loaders.lexicons.words import any_of, word_set
from loaders.rules.events.gatherings import LOOKED_AT, NOUNS, Named, readable
from loaders.rules.events.other_events import is_elsewhere
from loaders.structure.sections import Role
from schema.nodes import Document

_WHAT = (
    rf"(?P<name>(?:[a-zA-Z\d][\w’'-]*\s+){{0,5}}?(?P<noun>(?i:{NOUNS})|session)"
    rf"(?P<about>\s+{any_of('before what a gathering is about', 'before whom a gathering is with')}\s+(?!\d)[^.,;:()]{{4,70}}?)?)"
    rf"(?=[^\w\s’'-]|\s+{any_of('behind what was held')}\s|\s+{any_of('in or of a place')}\s+(?:the\s+)?[A-Z\d]|$)"
)
_HELD = Cued(
    rf"\b(?:(?:co-?)?{any_of('holding', 'came to a gathering')}|(?P<asked>coming to|of you at))"
    rf"\s+{any_of('before a noun')}\s+{_WHAT}"
)
_TOOK_PLACE = Cued(
    rf"\b{any_of('before a noun', capital=True)}\s+{_WHAT}[^.;:]{{0,80}}?\s(?:{any_of('took place')}|was held)\b"
)
_LATELY = re.compile(
    rf"\b(?:{any_of('lately')}|{any_of('which of several days')} {any_of('weekday', 'month', 'time of a day')})\b", re.I
)
_LENGTH = re.compile(rf"\S+-{any_of('length of a gathering')}")
_HEAD = 8
"""Up to which block a text says that it tells of a gathering."""
_LONGEST = 90
_TELL = (Role.CHALLENGE, Role.INSIGHTS, Role.ATTENDEES)
"""Parts that only tell of people who met."""


def told_plainly(context: Context, document: Document, date: str | None) -> Named | None:
    """Read what sort of gathering a text begins by saying that it was, where it goes on with it."""
    if not may_name_event(document.kind):
        return None
    listed = bool(context.section.find(Role.ATTENDEES))
    for block in readable(context)[: LOOKED_AT if listed else _HEAD]:
        for start, end in context.sentences(block) if block.kind is Kind.PARAGRAPH else ():
            said = block.text[start:end]
            found = _HELD.search(said) or _TOOK_PLACE.search(said)
            dated = day_in(said) or next(dates_in(said), None) or _LATELY.search(said)
            if found is None or not (dated or listed):
                continue
            on = found["about"] if found["about"] and day_in(found["about"]) is None else None  # no day that it was on
            called = said[found.start("name") : found.end("name") if on else found.end("noun")]
            words = called.split()
            while len(words) > 1 and (words[0] in word_set("which of a series") or _LENGTH.fullmatch(words[0])):
                words.pop(0)
            name = called[called.index(words[0]) :]
            earlier = words[0].lower() in word_set("before this one")
            if len(name) > _LONGEST or name == "session" or earlier or is_elsewhere(context, said):
                continue
            about = (
                found["about"].split()[0] in word_set("before what a gathering is about") if found["about"] else False
            )
            sure = found.groupdict().get("asked") or (about and day_in(said))
            if sure or context.section.find(*_TELL) or _comes_back(context, found["noun"], block, start, end):
                last = start + found.start("name") + len(called)
                return Named(name, [within(block, last - len(name), last)], own=about)
    return None


def _comes_back(context: Context, noun: str, told: Block, start: int, end: int) -> bool:
    """Whether a text comes back to a gathering elsewhere than in a sentence: by the word for it, or by those who took part."""
    again = re.compile(rf"\b{any_of('before a noun')}\s+(?:[\w-]+\s+)?{re.escape(noun)}\b", re.I)
    for block in readable(context):
        if block is told and (again.search(block.text[:start]) or again.search(block.text[end:])):
            return True
        if block is not told and (again.search(block.text) or context.annotations.says(block, "cue", "takes part")):
            return True
    return False
