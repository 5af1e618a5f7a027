"""Where people work and worked, from sentences that go on about somebody who was named before: biographies, notes on speakers.

Such a text names its person in full once, in a heading or as its first word, and then by the first name, the surname or a pronoun.
A sentence counts where it begins with one of these, behind a few words on time at most, and says an office in a body, or for whom
somebody works; one that begins with anybody else ends what the pronouns stand for.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from loaders.blocks import Block, Kind, Span
from loaders.context import Context
from loaders.draft import within
from loaders.lexicons.words import any_of
from loaders.names.printed import fold
from loaders.names.register import is_everyday
from loaders.names.word_sets import LEADING
from loaders.rules.bodies.lists import names_in_sentence
from loaders.rules.bodies.used_bodies import can_be_body
from loaders.rules.people.people import state_office
from loaders.rules.people.person_details import offices_in, whole_offices
from loaders.structure import cues
from loaders.structure.sections import Role
from schema.nodes import Person

RULE = "careers"

_LEAD = re.compile(
    rf"(?:(?P<past>{any_of('time before', capital=True)})\b|{any_of('time of a career', capital=True)}\b)[^.;:]{{0,60}}?,\s+"
)
"""How a sentence about a career begins before it names its person: "Previously, ", "Before that, ", "In 2013, "."""
_WHO = re.compile(
    rf"(?P<pronoun>[Hh]e|[Ss]he)\b|(?:{any_of('courtesy title', capital=True)}\.? )*(?P<name>[A-ZÀ-Þ][\w'’-]*)"
)
_DETAIL = rf"(?P<detail>[A-Za-z][^.;:()]{{2,120}}?)(?=[.;:()]| {any_of('ends an office')}\b|, |$)"
_HOLDS = re.compile(
    rf" (?:{any_of('of a career')} )*(?:{any_of('holds an office')}|(?P<past>{any_of('held an office')}))"
    rf" (?:(?:{any_of('before an office')}|{any_of('no longer')}) )*"
    rf"{_DETAIL}"
)
_WORKS = re.compile(
    rf" (?:{any_of('of a career')} )*(?:works|is working|has worked|(?P<past>worked|had worked|was employed))"
    r" (?:for|at|by) (?:the )?(?=[A-Z])"
)
_OF_BODY = re.compile(r"(?:the )?(?P<body>[A-Z][\w&.-]*(?: [A-Z][\w&.-]*){0,4})['’]s? (?P<role>[^,]+)$")
_NAME = rf"[A-Z0-9][\w&'’-]*(?: (?:{any_of('inside a name')} ){{0,2}}[A-Z0-9][\w&'’-]*)*"
_JOINED = re.compile(
    rf" (?:has )?(?:re)?joined (?:the )?(?P<body>{_NAME}) as (?:{any_of('before an office')} )*"
    rf"(?P<role>[A-Za-z][^.,;:()]{{2,60}}?)(?=[.,;:()]| in \d| {any_of('ends an office')}\b|$)"
)
_RUNS = re.compile(rf" (?:{any_of('of a career')} )*{any_of('works for')} (?:the )?(?P<body>{_NAME})")
_ALSO = re.compile(
    rf"(?:\s*\([^()]*\))?(?:, and|,| and) (?:{any_of('before an office')} )*"
    rf"(?=(?P<office>[A-Za-z][\w-]*(?: (?!and )[\w-]+){{0,4}}?) {any_of('beside a body')} (?:the )?[A-Z]){_DETAIL}"
)
"""A further office behind the first ("..., Chair of Elm Trust and a fellow at Fir College")."""
_APPOSED = re.compile(rf"(?:As )?(?i:{any_of('before an office')} )*{_DETAIL}")
"""How a note on somebody begins whose heading names the person: "The founder of Elm Works, she ..."."""
_APART = (Role.NOISE, Role.REFERENCES)


@dataclass(frozen=True, slots=True)
class _Known:
    """The people of a document by each of their names: one person each, or nobody where several go by it."""

    by_name: dict[str, str]
    blocks: dict[int, list[tuple[int, int, str]]]
    """Where each block names people."""


def state_careers(context: Context) -> None:
    """State the bodies of such sentences, and who works or worked for them in which office."""
    apart = context.starts_in(*_APART)
    known = _known(context)
    subject: str | None = None
    headed: str | None = None
    for block in context.text.blocks:
        if block.start in apart or block.kind in (Kind.NOTE, Kind.ROW) or context.is_ignored(block):
            subject = None
        elif block.kind is Kind.HEADING:
            named = {who for _, _, who in known.blocks.get(block.start, ())}
            subject = named.pop() if len(named) == 1 else None
        elif known.by_name:
            if headed is not None:
                _state_apposed(context, block, headed)
            subject = _read(context, block, known, subject)
        headed = subject if block.kind is Kind.HEADING else None


def _state_apposed(context: Context, block: Block, person: str) -> None:
    """State the offices with which a note on a person begins."""
    if first := _APPOSED.match(block.text):
        for role, body in _pairs(context, block, first.span("detail")):
            state_office(context, person, role, body, block)
        end = context.sentences(block)[0][1]
        for also in _ALSO.finditer(block.text, first.end(), end):
            for role, body in _pairs(context, block, also.span("detail")) if cues.is_role(also["office"]) else ():
                state_office(context, person, role, body, block)


def _pairs(context: Context, block: Block, span: tuple[int, int]) -> Iterator[tuple[Span, Span]]:
    """Yield the offices and bodies that some words hold."""
    for role, body in whole_offices(offices_in(context, within(block, *span))):
        name = context.words(body)
        if cues.is_role(context.words(role)) and can_be_body(context, name) and not name.endswith(("'s", "’s")):
            yield role, body


def _further(context: Context, block: Block, start: int, end: int) -> Iterator[tuple[Span, Span]]:
    """Yield the further offices that follow one, each with its body."""
    while (also := _ALSO.match(block.text, start, end)) and cues.is_role(also["office"]):
        yield from _pairs(context, block, also.span("detail"))
        start = also.end()


def _known(context: Context) -> _Known:
    names: dict[str, set[str]] = defaultdict(set)
    for person in context.all(Person):
        words = person.name.split()
        for form in {person.name, words[0], words[-1]}:
            names[fold(form)].add(person.id)
    return _Known({form: ids.pop() for form, ids in names.items() if len(ids) == 1}, context.people())


def _read(context: Context, block: Block, known: _Known, subject: str | None) -> str | None:
    """State what a block's sentences say of the person they go on about; return whom the next block's pronouns stand for."""
    for first, end in context.sentences(block):
        start = first + len(block.text[first:end]) - len(block.text[first:end].lstrip(" \"“‘'"))
        lead = _LEAD.match(block.text, start, end)
        at = lead.end() if lead else start
        who = _WHO.match(block.text, at, end)
        if who is None:
            continue
        if who["name"]:
            if fold(who["name"]) not in known.by_name and _is_small(fold(who["name"])):
                continue
            subject, behind = _named(block, known, who, subject)
        else:
            behind = who.end()
        others = {one for a, _, one in known.blocks.get(block.start, ()) if start <= a < end} - {subject}
        if subject is not None:
            for role, body, past in _offices(context, block, behind, end, past=lead["past"] if lead else None):
                state_office(context, subject, role, body, block, past and (context.words(role) if role else past))
        if others:
            subject = None
    return subject


def _named(block: Block, known: _Known, who: re.Match[str], subject: str | None) -> tuple[str | None, int]:
    """Return the person that a sentence begins with, and where the name ends; nobody where it is no known person's. One who has the
    surname and the initial of the person it goes on about is the same by a short form ("Kate North" below "Katherine North")."""
    at = who.start("name")
    for a, b, one in known.blocks.get(block.start, ()):
        if a <= at < b:
            return subject if subject is not None and _alike(one, subject) else one, b
    return known.by_name.get(fold(who["name"])), who.end()


def _is_small(word: str) -> bool:
    """Whether a sentence's first word has its capital from there."""
    return is_everyday(word) or word in LEADING


def _alike(one: str, other: str) -> bool:
    first, second = one.removeprefix("person/"), other.removeprefix("person/")
    return first[0] == second[0] and first.rpartition("-")[2] == second.rpartition("-")[2]


def _offices(
    context: Context, block: Block, start: int, end: int, *, past: str | None
) -> Iterator[tuple[Span | None, Span, str | None]]:
    """Yield the offices and bodies that the words behind a person's name say, and the word that says that they are past."""
    text = block.text
    if holds := _HOLDS.match(text, start, end):
        detail = within(block, *holds.span("detail"))
        if owned := _OF_BODY.fullmatch(holds["detail"]):
            (a, b), (c, d) = owned.span("role"), owned.span("body")
            role, body = Span(detail.start + a, detail.start + b), Span(detail.start + c, detail.start + d)
            if cues.is_role(context.words(role)) and can_be_body(context, context.words(body)):
                yield role, body, past or holds["past"]
        else:
            pairs = [*_pairs(context, block, holds.span("detail")), *_further(context, block, holds.end(), end)]
            yield from ((role, body, past or holds["past"]) for role, body in pairs)
    elif (joined := _JOINED.match(text, start, end)) and cues.is_role(joined["role"]):
        if can_be_body(context, joined["body"]):
            yield within(block, *joined.span("role")), within(block, *joined.span("body")), past
    elif (runs := _RUNS.match(text, start, end)) and context.names.is_organisation(runs["body"]):
        yield None, within(block, *runs.span("body")), past
    elif works := _WORKS.match(text, start, end):
        names = names_in_sentence(context, block, works.end(), stop=end)
        for one in names:
            if len(one.spans) == 1 and can_be_body(context, one.printed, listed=len(names) > 1):
                yield None, one.spans[0], works["past"] or past
