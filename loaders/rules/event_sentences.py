"""What the gathering of a document is called, in the sentences that say that it was held, introduce it or name it."""

import re

from loaders.blocks import Block, Kind
from loaders.context import Context
from loaders.dates import YEAR, day_in
from loaders.draft import within
from loaders.families.family import PROGRAMME, may_name_event
from loaders.lexicons.cued import Cued
from loaders.lexicons.words import any_of
from loaders.names import recognise
from loaders.rules.gatherings import CALLED, LOOKED_AT, NOUNS, TITLED, WORD, Named, own_name, readable
from loaders.structure.sections import Role
from schema.nodes import Document

_TAKES_PLACE = Cued(
    rf"({CALLED})(?:,[^.,]{{1,80}},|\s+[–-][^.–]{{1,80}}[–-])?,?\s+(?:(?:which|that)\s+)?(?:{any_of('took place')}"
    rf"|{any_of('is or has been')}(?: \w+ly| first)? {any_of('holding')})"
)
_HOSTED = Cued(
    rf"\b(?:the\s+(?:{any_of('time in a series')}|\d{{1,2}}{any_of('ordinal ending')})|this year['’]s|our)\s+"
    rf"({CALLED}),\s+(?:co-)?{any_of('holding')} by\b"
)
"""What a text begins to report on ("the second Quay Workshop, hosted by")."""
_WAS_HELD = Cued(
    rf"\b(?:co-)?{any_of('holding')}\s+{any_of('before a noun')}\s+"
    rf"(?:(?:{any_of('time in a series')}|\d{{1,2}}{any_of('ordinal ending')})\s+)?({CALLED})"
)
"""What it says that somebody held ("Elm and Fir co-hosted an Open Data Forum")."""
_HELD_ON = re.compile(
    rf"\b(?:(?:co-?)?{any_of('holding')}|attend(?:ed)?|took part in)\s+an?\s+(?:[\w-]+[- ](?:minute|hour|day)\s+)?"
    rf"((?:virtual\s+|online\s+|hybrid\s+)?{NOUNS}\s+(?:on|about)\s+[^.,;:()]{{5,70}}?)"
    rf"(?=[.,;:(]|\s+{any_of('in a place')}\s+(?-i:[A-Z\d]))",
    re.I,
)
"""What it says in small letters that somebody held or came to, and on what ("Elm hosted a one-day workshop on open data")."""
_INTRODUCED = re.compile(
    rf"\b({WORD}(?:\s+{WORD}){{0,5}}),\s+{any_of('before a noun')}\s+(?:[\w-]+\s+){{0,3}}{NOUNS}"
    rf"\s+{any_of('tells of a gathering')}\b"
)
_TEAM = re.compile(
    rf"\bthe\s+({TITLED}(?:\s+{TITLED}){{1,3}})\s+(?:organising\s+|programme\s+|events?\s+)?(?:team|organisers)\b"
)
_NAMED_SO = re.compile(rf"\b(?:{NOUNS}\s+{any_of('called')}|event,)\s+['\"“‘]?({WORD}(?:\s+{WORD}){{0,4}})")
_QUOTED = re.compile(
    rf"\b{any_of('holding', 'to hold')}"
    r"\s+(?:(?:the|an?)\s+(?:[\w-]+\s+){0,2})?['\"“‘]([A-Z0-9][^\"“”]{4,120}?)['\"”’],?\s+an?\s+"
    rf"(?:[\w-]+\s+){{0,3}}(?:{NOUNS}|{any_of('occasion with food or art')})\b"
)
"""A name in quotation marks beside what it is ("will host 'Salt and Bread: a harvest', a dinner for growers")."""
_ITS_MEETING = re.compile(rf",?\s+(?:held|holds)\s+{any_of('before a noun')}\s+((?:[\w-]+\s+){{0,3}}?{NOUNS})\b")
"""What a body is said to hold ("Dale Parish Council held their annual meeting")."""
_JOINED = re.compile(r"(?:^|(?<=[.!?] ))[A-Z][\w'’-]+(?:,? (?:and|&) |, )$")
"""What a sentence begins with before a body that is named after several places ("Manor and Salem Community Council")."""
_ANNUAL = re.compile(rf"\bannual\s+{NOUNS},\s+({WORD}(?:\s+{WORD}){{0,4}}\s+{YEAR})\b")


def taking_place(context: Context, document: Document, date: str | None) -> str | None:
    """Read the name of which a sentence says that it took place."""
    for block in beginning(context)[:2]:
        if (match := _HOSTED.search(block.text[:3000])) and (name := own_name(match[1])):
            return name
    for block in readable(context)[:LOOKED_AT]:
        for match in _WAS_HELD.finditer(block.text[:3000]):
            if day_in(context.sentence_at(block, match.start())) and (name := own_name(match[1])):
                return name
    for block in readable(context)[:LOOKED_AT]:
        if (match := _TAKES_PLACE.search(block.text[:3000])) and (name := own_name(match[1])):
            return name
    return None


def introduced(context: Context, document: Document, date: str | None) -> str | None:
    """Read a name beside what it is ("an event called Open Table", "Open Table, a forum where"), in a programme its team's."""
    for block in readable(context)[: LOOKED_AT // 4]:
        if match := _ANNUAL.search(block.text[:3000]):
            return match[1]
        if match := _NAMED_SO.search(block.text[:20000]) or _INTRODUCED.search(block.text[:3000]):
            return own_name(match[1]) or match[1]
    if document.kind == PROGRAMME.kind:
        for block in readable(context):
            if match := _TEAM.search(block.text):
                return match[1]
    return None


def held_on(context: Context, document: Document, date: str | None) -> str | None:
    """Read what was held, and on what, where a document lists who came or begins by saying on which day it was."""
    if not may_name_event(document.kind):
        return None
    listed = bool(context.section.find(Role.ATTENDEES))
    for block in readable(context)[:LOOKED_AT] if listed else beginning(context):
        match = _HELD_ON.search(block.text[:3000])
        if match and (listed or day_in(context.sentence_at(block, match.start()))):
            return match[1]
    return None


def in_quotation_marks(context: Context, document: Document, date: str | None) -> str | None:
    """Read a name that stands in quotation marks between who holds what it names and what it is."""
    for block in beginning(context):
        if (match := _QUOTED.search(block.text[:3000])) and day_in(context.sentence_at(block, match.start())):
            return match[1]
    return None


def meeting_of_a_body(context: Context, document: Document, date: str | None) -> Named | None:
    """Read which body held what, and on which day ("Dale Parish Council held their annual meeting on ..."): both make the name."""
    for block in beginning(context, least=40):
        for body in recognise.organisations(block.text[:3000]):
            match = _ITS_MEETING.match(block.text, body.end)
            if match and day_in(context.sentence_at(block, match.start())):
                joined = _JOINED.search(block.text, 0, body.start)
                return Named(f"{joined[0] if joined else ''}{body.printed} {match[1]}", [within(block, *match.span(1))])
    return None


def beginning(context: Context, least: int = 60) -> list[Block]:
    """Return the paragraphs with which a document's running text begins, of more than `least` characters."""
    return [b for b in readable(context) if b.kind is Kind.PARAGRAPH and len(b.text) > least][:3]
