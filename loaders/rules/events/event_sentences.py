"""What the gathering of a document is called, in the sentences that say that it was held, introduce it or name it."""

import re
from itertools import pairwise

from loaders.blocks import Block, Kind
from loaders.context import Context
from loaders.dates import YEAR, day_in
from loaders.draft import within
from loaders.families.family import PROGRAMME
from loaders.lexicons.cued import Cued
from loaders.lexicons.words import any_of, word_set
from loaders.names import recognise
from loaders.rules.events.gatherings import (
    CALLED,
    CALLED_IN_PROSE,
    COLON_OR_DASH,
    GATHERING,
    LOOKED_AT,
    NOUNS,
    TITLED,
    WORD,
    Named,
    own_name,
    readable,
)
from loaders.rules.events.periodicals import is_periodical
from schema.nodes import Document

_TAKES_PLACE = Cued(
    rf"({CALLED})(?:,[^.,]{{1,80}},|\s+[–-][^.–]{{1,80}}[–-])?,?\s+(?:{any_of('who or which')}\s+)?(?:{any_of('took place')}"
    rf"|{any_of('is or has been')}(?: \w+ly| first)? {any_of('holding')})"
)
_INSIDE = any_of("inside the name of a gathering", "in a place")
_AWARDS = rf"(?:{TITLED} (?:{_INSIDE} )?){{1,6}}{any_of('giving of awards', capital=True)}"
_HELD_AT = Cued(
    rf"({CALLED}|{_AWARDS})(?: {YEAR})?,? (?:which {any_of('be')} )?{any_of('done with an occasion')} {any_of('in a place')}\s"
)
"""The same behind a comma ("came to the first Dale Bread Congress, held at the Corn Hall on 3 May")."""
_BROUGHT = Cued(rf"({CALLED}) brought together\b")
"""The same of a gathering beside its day; bodies bring people together as well."""
_WHICH = rf"(?:{any_of('time in a series')}|\d{{1,2}}{any_of('ordinal ending')})"
_HOSTED = Cued(
    rf"\b{any_of('leads to what was held')}\s+(?:{_WHICH}\s+)?"
    rf"({CALLED_IN_PROSE}),?\s+(?:which was\s+)?(?:co-)?{any_of('holding')} by\b"
)
"""What a text begins to report on ("the second Quay Workshop, hosted by", "met for the Quay Workshop, hosted by")."""
_WAS_HELD = Cued(
    rf"\b(?:co-)?{any_of('holding', 'to hold', 'in the act of holding')}\s+"
    rf"(?:{any_of('before a noun')}|[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){{0,4}})\s+"
    rf"(?:{_WHICH}\s+)?({CALLED})"
)
"""What it says that somebody held or will hold ("Elm and Fir co-hosted an Open Data Forum", "holding Dale's first Rail Forum")."""
_ONE_OF_SEVERAL = Cued(
    rf"\b{any_of('holding', 'to hold')}\s+{any_of('before a noun')}\s+{_WHICH}\s+"
    rf"({TITLED}(?:\s+(?:{any_of('inside the name of a gathering')}\s+)?{TITLED}){{1,6}})"
)
"""Which of a series somebody held, whatever it is called ("we ran the third Growing Aloud day")."""
_INTRODUCED = re.compile(
    rf"\b({WORD}(?:\s+{WORD}){{0,5}}),\s+{any_of('before a noun')}\s+(?:[\w-]+\s+){{0,3}}{NOUNS}"
    rf"\s+{any_of('tells of a gathering')}\b"
)
_TEAM = re.compile(
    rf"\bthe\s+({TITLED}(?:\s+{TITLED}){{1,3}})\s+(?:organising\s+|programme\s+|events?\s+)?(?:team|organisers)\b"
)
_NAMED_SO = re.compile(
    rf"\b(?:{NOUNS}\s+{any_of('called')}|event,(?!\s+\d))\s+['\"“‘]?({WORD}(?:\s+{WORD}){{0,4}})(?!\s+[a-z])"
)
_KIND = rf"(?i:{NOUNS}|{any_of('occasion with food or art')})"
_QUOTED = re.compile(
    rf"\b{any_of('holding', 'to hold')}"
    r"\s+(?:(?:the|an?)\s+(?:[\w-]+\s+){0,2})?['\"“‘]([A-Z0-9][^\"“”]{4,120}?)['\"”’],?\s+an?\s+"
    rf"(?:[\w-]+\s+){{0,3}}{_KIND}\b"
)
"""A name in quotation marks beside what it is ("will host 'Salt and Bread: a harvest', a dinner for growers")."""
_QUOTED_BESIDE = re.compile(
    rf"[\"“](?P<first>[A-Z][^\"“”]{{3,80}})[\"”] {_KIND}\b|\b{_KIND},? [\"“](?P<then>[A-Z][^\"“”]{{3,80}})[\"”]"
)
"""The same right beside what it is ("Elm Trust's “Salt and Bread” workshop", "the workshop “Salt and Bread”")."""
MEETING_OF = Cued(
    rf"\b((?i:annual|national) {NOUNS}) of (?:the )?"
    rf"(?P<body>{TITLED}(?: (?:{any_of('inside a name')} )*(?:St\.|{TITLED})){{1,9}})"
)
"""What is said to be a body's ("the annual conference of the Elm Network")."""
_ITS_MEETING = re.compile(rf",?\s+(?:held|holds)\s+{any_of('before a noun')}\s+((?:[\w-]+\s+){{0,3}}?{NOUNS})\b")
"""What a body is said to hold ("Dale Parish Council held their annual meeting")."""
_JOINED = re.compile(rf"(?:^|(?<=[.!?] ))[A-Z][\w'’-]+(?:,? {any_of('and')} |, )$")
"""What a sentence begins with before a body that is named after several places ("Manor and Salem Community Council")."""
_ANNUAL = re.compile(rf"\bannual\s+{NOUNS},\s+({WORD}(?:\s+{WORD}){{0,4}}\s+{YEAR})\b")

_PLAN_OF = Cued(
    rf"\b{any_of('plan of a day')}\s+{any_of('of or for a body')}\s+{any_of('before a noun')}\s+"
    rf"(?:[\w-]+\s+{NOUNS}\s+{any_of('of a body')}\s+"
    rf"{any_of('before a noun')}\s+)?({CALLED})"
)
"""What a programme is said to be of ("the programme for the Dale meeting of the Slow Trains Conference")."""
_HERE = Cued(rf"\b[Tt]his is {any_of('before a noun')}\s+({CALLED})")
"""Where the writer is ("this is the Dale Growers Workshop")."""
_WENT = Cued(
    rf"\b(?:I|[Ww]e)\b[^.!?]{{0,80}}\b(?:{any_of('came to a gathering')}|at)\s+(?:{any_of('before a noun')}|last week['’]s)\s+"
    rf"(?:{any_of('time in a series')}\s+)?({TITLED}(?:,?\s+(?:{any_of('inside the name of a gathering')}\s+)?{TITLED}){{1,7}})"
    rf"(?:\s+{NOUNS})\b"
)
"""Which gathering writers say that they were at ("I was pleased to speak at the recent Growing Homes Together conference")."""
_TITLE_OF = Cued(
    rf"\b(?:[Tt]itle|[Nn]ame) of {any_of('this one')} {NOUNS} {any_of('be')} [\"“‘']?([A-Z][^.;“”\"]{{4,120}}?)[\"”’']?"
    r"(?=,? (?:and (?:it|the|we)|which)\b|[.;]|$)"
)
"""How a sentence says what the gathering was called ("The title of the conference was Fields and Foes and it")."""
_AIM_OF = Cued(rf"\b{any_of('aim')} of the ({CALLED}) {any_of('be')}\b")
_HOUR = re.compile(r"\b\d{1,2}(?:[:.][0-5]\d| ?[ap]\.?m\b)", re.I)
_PLACE_FIRST = re.compile(r"^\W*[A-Z][^()]{2,40}\)\W*")
"""How a release begins that says in brackets where it was written."""
_COMES_BACK = re.compile(rf"^(?:the|this)\s+(?:[\w-]+\s+)?(?:{NOUNS}|event)\b", re.I)
_AT = Cued(rf"\b(?:{any_of('at a gathering')}|where) {any_of('before a noun')} ({CALLED})")
_SOME = Cued(rf"\b{any_of('before a noun', capital=True)}\s+(?:[a-z-]+\s+){{0,3}}({NOUNS})\b")
_LEAST = 4
"""The fewest words that name a gathering without the word for one behind them."""


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
    for block in readable(context)[: LOOKED_AT // 4]:
        match = _BROUGHT.search(block.text[:3000])
        if match and day_in(block.text[:3000]) and (name := own_name(match[1])):
            return name
    for block in beginning(context) if date else ():
        if (match := _HELD_AT.search(block.text[:3000])) and (name := own_name(match[1])):
            return name
    return None


def one_of_several(context: Context, document: Document, date: str | None) -> str | None:
    """Read which gathering of a series a text says that somebody held, where what it is called is no body's name."""
    for block in beginning(context) if date else ():
        match = _ONE_OF_SEVERAL.search(block.text[:3000])
        if match and not context.names.is_organisation(match[1]) and (name := own_name(match[1])):
            return name
    return None


def whose_aim(context: Context, document: Document, date: str | None) -> str | None:
    """Read the one gathering of which a text says what it is for ("The aim of the Dale Bread Workshop is to ...")."""
    found = {match[1] for block in readable(context) for match in _AIM_OF.finditer(block.text[:3000])}
    return own_name(found.pop()) if len(found) == 1 else None


def begins_its_day(context: Context, document: Document, date: str | None) -> str | None:
    """Read a name that the title or a line near it prints alone, and with which a sentence with the day and the hour begins ("Salt
    and Bread celebrates millers on 7 May, from 6:00 to 8:30 pm")."""
    heads = [
        document.title,
        *COLON_OR_DASH.split(document.title),
        *(b.text for b in readable(context)[: LOOKED_AT // 4] if b.kind is Kind.HEADING),
    ]
    for block in beginning(context):
        said = context.sentence_at(block, 0)
        words = _PLACE_FIRST.sub("", said)
        day = day_in(said)
        bracket = day is not None and said.rfind("(", 0, day[0]) > said.rfind(")", 0, day[0])
        if day is None or not (bracket or _HOUR.search(said)):
            continue
        for head in heads:
            name = head.strip(" :.!")
            behind = words[len(name) : len(name) + 2]
            apart = behind == " (" or not bracket
            if len(name.split()) > 1 and apart and words.lower().startswith(name.lower()) and not behind[:1].isalnum():
                return words[: len(name)]
    return None


def entitled(context: Context, document: Document, date: str | None) -> str | None:
    """Read what a sentence says that the title of the gathering was."""
    for block in readable(context)[: LOOKED_AT // 4]:
        if match := _TITLE_OF.search(block.text[:3000]):
            return match[1]
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


def in_quotation_marks(context: Context, document: Document, date: str | None) -> str | None:
    """Read a name that stands in quotation marks between who holds what it names and what it is."""
    for block in beginning(context):
        match = _QUOTED.search(block.text[:3000]) or _QUOTED_BESIDE.search(block.text[:3000])
        if match and day_in(context.sentence_at(block, match.start())):
            return match[match.lastgroup or 1].strip(" ,")
    return None


def meeting_of_a_body(context: Context, document: Document, date: str | None) -> Named | None:
    """Read which body held what, and on which day ("Dale Parish Council held their annual meeting on ..."): both make the name."""
    told = GATHERING.findall(document.title)
    for block in beginning(context, least=40):
        of = MEETING_OF.search(block.text[:3000])
        if of and day_in(context.sentence_at(block, of.start())):
            return Named(f"{of['body'].rstrip('.,')} {of[1]}", [within(block, *of.span(1))])
        for body in recognise.organisations(block.text[:3000]):
            match = _ITS_MEETING.match(block.text, body.end)
            named = match is not None and any(match[1].lower().endswith(noun.lower()) for noun in told)
            if match and not named and day_in(context.sentence_at(block, match.start())):
                joined = _JOINED.search(block.text, 0, body.start)
                return Named(f"{joined[0] if joined else ''}{body.printed} {match[1]}", [within(block, *match.span(1))])
    return None


def come_back_to(context: Context, document: Document, date: str | None) -> str | None:
    """Read at what something is said to have happened, where a later sentence begins with it ("launched at the Rural Summit ... The
    summit was attended by 120 people")."""
    for block in beginning(context):
        for match in _AT.finditer(block.text[:3000]):
            noun = GATHERING.findall(match[1])[-1]
            later = (b for b in readable(context) if b.start >= block.start)
            if (name := own_name(match[1])) and any(
                _begins_with_it(b.text[a:z], noun.lower()) for b in later for a, z in context.sentences(b)
            ):
                return name
    return None


def instead_of_the_title(context: Context, document: Document, date: str | None) -> str | None:
    """Read the same where the title has no word for a gathering: it tells what happened there, then."""
    return None if GATHERING.search(document.title) else come_back_to(context, document, date)


def _begins_with_it(sentence: str, noun: str) -> bool:
    """Whether a sentence begins with what a text told of before, by its noun or as an event ("The two-day summit", "The event",
    "Speakers at the summit")."""
    words = sentence.lstrip('"“ ').replace(",", "").lower().split()[:6]
    behind = [words[at + 1 : at + 3] for at, word in enumerate(words[:4]) if word in ("the", "this")]
    return any(noun in said or "event" in said for said in behind)


def planned(context: Context, document: Document, date: str | None) -> str | None:
    """Read what a programme says that it is the programme of, where its title says no more than that it is one."""
    if document.kind != PROGRAMME.kind or len(document.title.split()) > 1:
        return None
    found = (_PLAN_OF.search(block.text[:3000]) for block in beginning(context, least=30))
    return next((own_name(match[1]) for match in found if match), None)


def said_to_be_here(context: Context, document: Document, date: str | None) -> str | None:
    """Read which gathering a text says it writes from, in a sentence with its day."""
    for block in readable(context)[: LOOKED_AT // 4]:
        match = _HERE.search(block.text[:3000])
        if match and day_in(context.sentence_at(block, match.start())) and (name := own_name(match[1])):
            return name
    return None


def told_by_a_visitor(context: Context, document: Document, date: str | None) -> str | None:
    """Read which gathering the writers of a text were at, where the text goes on with it ("This event brought ...")."""
    head = readable(context)[: LOOKED_AT // 4]
    for block, below in pairwise(head):
        match = _WENT.search(block.text[:3000])
        if match is None:
            continue
        behind = re.split(r"(?<=[.!?])\s+", block.text[match.end() :])[1:]
        if any(_COMES_BACK.match(told) for told in (*behind, below.text)):
            name = match[1] if len(match[1].split()) >= _LEAST else match[0][match.start(1) - match.start() :]
            return own_name(name)
    return None


def named_below(context: Context, document: Document, date: str | None) -> str | None:
    """Read the one name that a text has below for what it begins to tell of without one ("a two-day summit on 2-3 May ...
    the Dale Food summit")."""
    for block in [] if is_periodical(context, document) else beginning(context):
        for start, end in context.sentences(block):
            said = _SOME.search(block.text[start:end])
            if (
                said is None
                or not day_in(block.text[start:end])
                or said[1].lower() in word_set("general word of a meeting")
            ):
                continue
            named = re.compile(rf"\b[Tt]he ({TITLED}(?: {TITLED}){{0,4}} (?i:{re.escape(said[1])}))\b")
            names = {match[1] for other in readable(context) for match in named.finditer(other.text)}
            if len(names) == 1:
                return own_name(names.pop())
    return None


def beginning(context: Context, least: int = 60) -> list[Block]:
    """Return the paragraphs with which a document's running text begins, of more than `least` characters."""
    return [b for b in readable(context) if b.kind is Kind.PARAGRAPH and len(b.text) > least][:3]
