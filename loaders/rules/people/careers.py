"""Where people work and worked, from sentences that go on about somebody who was named before: biographies, notes on speakers.

Such a text names its person in full once, in a heading or as its first word, and then by the first name, the surname or a pronoun.
A sentence counts where it begins with one of these, behind a few words on time at most, and says an office in a body, or for whom
somebody works; one that begins with anybody else ends what the pronouns stand for.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from loaders.blocks import Block, Kind, Span
from loaders.context import Context
from loaders.draft import within
from loaders.lexicons.words import any_of, word_set
from loaders.names import recognise
from loaders.names.printed import fold
from loaders.names.register import is_everyday
from loaders.names.word_sets import LEADING
from loaders.rules.bodies.lists import Name, names_in_sentence
from loaders.rules.bodies.used_bodies import can_be_body
from loaders.rules.people.body_shapes import ONE_WORD
from loaders.rules.people.people import state_office
from loaders.rules.people.person_details import offices_in, whole_offices
from loaders.structure import cues
from schema.nodes import Person

RULE = "careers"

_LEAD = re.compile(
    rf"(?:(?P<past>{any_of('time before', capital=True)})\b|{any_of('time of a career', capital=True)}\b)"
    r"[^.;:]{0,60}?(?:,\s+|\s+(?=s?he\b))"
)
"""How a sentence about a career begins before it names its person: "Previously, ", "Before that, ", "In 2013 "."""
_AS = re.compile(
    rf"{any_of('in a post', capital=True)} (?:{any_of('before an office')} )*(?P<detail>[^.;:()]{{2,160}}?), (?=[A-Z]|s?he\b)"
)
"""How one begins that says the office first ("As head of the Elm Trust, she ...")."""
_WHO = re.compile(
    rf"(?P<pronoun>[Hh]e|[Ss]he|I)\b|(?:{any_of('courtesy title', 'title of honour', capital=True)}\.? )*"
    r"(?P<name>[A-ZÀ-Þ](?:[\w-]|['’](?!s\b)(?=\w))*)"
)
_DETAIL = (
    rf"(?P<detail>[A-Za-z](?:[^.;:()]|\.(?=\w)){{2,200}}?)(?=\.(?!\w)|[;:()]| {any_of('ends an office')}\b|, |$"
    rf"| and [a-z]+(?:s|ed) {any_of('in a place', 'inside a phrase')}\b)"
)
_ASIDE = re.compile(rf",? (?:also )?{any_of('of a body')} [A-Z][\w'’-]*(?: [A-Z][\w'’-]*){{0,2}},?(?= [a-z])")
"""Where a person is from, between the name and what is said ("Ada North, from Wales, is")."""
_HOLDS = re.compile(
    rf"(?:(?: {any_of('to the end of a post')} (?:[a-z]+ )?[A-Z\d]\w+(?: \d+)?,?)? (?:{any_of('of a career')} )*"
    rf"(?:{any_of('holds an office')}|(?P<past>{any_of('held an office')}))"
    rf"|['’]s (?:\w+ )?{any_of('post')} as|['’]m) (?:{any_of('of a career')} )*"
    rf"(?:(?:{any_of('before an office')}|(?P<ex>{any_of('no longer')})) )*"
    rf"{_DETAIL}"
)
_WORKS = re.compile(
    rf" (?:{any_of('of a career')} )*(?:(?:{any_of('works somewhere')}|(?P<past>{any_of('worked somewhere')}))"
    rf"(?: in(?: [a-z-]+){{1,6}})? {any_of('place of work')}"
    rf"|(?P<spent>{any_of('spent time')}) [\w -]{{3,40}}? {any_of('beside a body')}) (?:the )?(?=[A-Z])"
)
_OF_BODY = re.compile(r"(?:the )?(?P<body>[A-Z][\w&.-]*(?: [A-Z][\w&.-]*){0,4})['’]s? (?P<role>[^,]+)$")
_CAP = r"(?:[A-Z]|\d(?!\d{3}))[\w&'’-]*"
_NAME = rf"{_CAP}(?: (?:{any_of('inside a name')} ){{0,2}}{_CAP})*"
_ONE = re.compile(_NAME)
_JOINED = re.compile(
    rf" (?P<verb>{any_of('joining a body')})(?P<from> from)? (?:the )?(?P<body>{_NAME})(?: in (?:[A-Z]\w+ )?\d{{4}})?"
    rf"(?: as (?:{any_of('before an office')} )*"
    rf"(?P<role>[A-Za-z][^.,;:()]{{2,60}}?)(?=[.,;:()]| in \d| {any_of('ends an office')}\b|$))?"
)
_RUNS = re.compile(
    rf" (?:{any_of('of a career')} )*"
    rf"(?:(?P<sure>{any_of('works for a body')}(?: the (?:[\w-]+ ){{0,3}}{any_of('body that meets')}s? of)?)"
    rf"|{any_of('works for')}|{any_of('leads on something')}(?: [a-z][\w'’,-]*){{0,9}} {any_of('of or for a body')}) "
    rf"(?:{any_of('before an office')} (?:{any_of('what has a name')} )?)?(?P<body>{_NAME})"
)
_ONCE = re.compile(
    rf",? (?P<past>{any_of('time before', 'no longer')}) (?:(?P<role>[\w-]+(?: [\w-]+){{0,4}}?) )?"
    rf"(?:{any_of('beside a body')} )(?:the )?(?P<body>{_NAME})(?=[,.;)])"
)
"""Where somebody was before ("Ada, formerly of the Elm Trust, ...")."""
_PART = re.compile(r"; (?=[A-Z])")
_CALLED_WHO = re.compile(r",? who(?= )")
_CLAUSE = re.compile(rf"(?:,| and)(?: s?he)?(?= (?:{any_of('of a career')} )*{any_of('begins a clause')}\b)")
"""Where a sentence goes on with what else the person is or does ("and is a governor of Elm College")."""
_ALSO = re.compile(
    rf"(?:\s*\([^()]*\))?(?:, and|,| and) (?:{any_of('before an office')} )*"
    rf"(?=(?P<office>[A-Za-z][\w-]*(?: (?!and )[\w-]+){{0,4}}?) {any_of('beside a body')} (?:the )?[A-Z]){_DETAIL}"
)
"""A further office behind the first ("..., Chair of Elm Trust and a fellow at Fir College")."""
_APPOSED = re.compile(rf"(?:As )?(?i:{any_of('before an office')} )*{_DETAIL}")
"""How a note on somebody begins whose heading names the person: "The founder of Elm Works, she ..."."""
_SAYS = re.compile(rf"\b(?:{any_of('be')}|{any_of('have')})\b")
"""What a sentence has and an office before its first comma has not."""
_ADDRESS = 12
"""The most characters that a form of address takes before a name."""
_OFFICE = 60
"""The most characters of a line that is an office and nothing else."""


@dataclass(frozen=True, slots=True)
class _Known:
    """The people of a document by each of their names: one person each, or nobody where several go by it."""

    by_name: dict[str, str]
    blocks: dict[int, list[tuple[int, int, str]]]
    """Where each block names people."""


def state_careers(context: Context) -> None:
    """State the bodies of such sentences, and who works or worked for them in which office."""
    apart = context.aside
    known = _known(context)
    subject: str | None = None
    headed: str | None = None
    writes: str | None = None
    for block in context.text.blocks:
        if block.start in apart or block.kind in (Kind.NOTE, Kind.ROW) or context.is_ignored(block):
            subject = None
        elif block.kind is Kind.HEADING:
            named = {who for _, _, who in known.blocks.get(block.start, ())}
            subject = named.pop() if len(named) == 1 else None
        elif known.by_name:
            if headed is not None and block.text[:1] != "I" and block.start not in context.peopled:
                _state_apposed(context, block, headed)
            subject = _read(context, block, known, subject, writes)
        said = (
            headed if len(block.text) <= _OFFICE and cues.is_role(block.text) else None
        )  # the office, before the note
        headed = subject if block.kind is Kind.HEADING else said
        writes = writes if block.kind is not Kind.HEADING else subject if _is_headed_by(known, block) else None


def _state_apposed(context: Context, block: Block, person: str) -> None:
    """State the offices with which a note on a person begins."""
    first = _APPOSED.match(block.text)
    if first is not None and not _SAYS.search(first["detail"]):
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
        office = context.words(role)
        if (
            cues.is_role(office)
            and not recognise.organisations(office)
            and can_be_body(context, name)
            and not name.endswith(("'s", "’s"))
        ):
            yield role, body


def _further(context: Context, block: Block, start: int, end: int) -> Iterator[tuple[Span, Span]]:
    """Yield the further offices that follow one, each with its body."""
    while (also := _ALSO.match(block.text, start, end)) and cues.is_role(also["office"]):
        yield from _pairs(context, block, also.span("detail"))
        start = also.end()


def _known(context: Context) -> _Known:
    names: dict[str, set[str]] = defaultdict(set)
    for person in context.all(Person):
        words = [word for word in person.name.split() if fold(word) not in word_set("title of honour")] or [person.name]
        for form in {person.name, words[0], words[-1]}:
            names[fold(form)].add(person.id)
    return _Known({form: ids.pop() for form, ids in names.items() if len(ids) == 1}, context.people())


def _is_headed_by(known: _Known, block: Block) -> bool:
    """Whether a heading begins with the person whom it names, so that whoever writes "I" below is that person."""
    return known.blocks[block.start][0][0] <= _ADDRESS if known.blocks.get(block.start) else False


def _read(context: Context, block: Block, known: _Known, subject: str | None, writes: str | None) -> str | None:
    """State what a block's sentences say of the person they go on about, or who `writes` of the person's own work; return whom the
    next block's pronouns stand for."""
    everybody = known.blocks.get(block.start, [])
    for first, end in _clauses(context, block):
        people = everybody[bisect_left(everybody, (first,)) : bisect_left(everybody, (end,))]
        start = first + len(block.text[first:end]) - len(block.text[first:end].lstrip(" \"“‘'"))
        for a, b, one in people:
            if start <= a and (told := _CALLED_WHO.match(block.text, b, end)):
                _state_clauses(context, block, one, (told.end(), end), None, alone=True)
        opening = _AS.match(block.text, start, end)
        lead = _LEAD.match(block.text, start, end) if opening is None else None
        begins = opening or lead
        who = _WHO.match(block.text, begins.end() if begins else start, end)
        if who is None:
            continue
        if who["pronoun"] == "I":
            subject, behind = writes or subject, who.end() if writes else end
        elif who["name"]:
            if fold(who["name"]) not in known.by_name and _is_small(fold(who["name"])):
                continue
            subject, behind = _named(people, known, who, subject)
        else:
            behind = who.end()
        if aside := _ASIDE.match(block.text, behind, end):
            behind = aside.end()
        if opening and subject is not None:
            for role, body in _pairs(context, block, opening.span("detail")):
                state_office(context, subject, role, body, block)
        others = {one for a, _, one in people if start <= a} - {subject}
        if subject is not None:
            _state_clauses(context, block, subject, (behind, end), lead["past"] if lead else None, alone=not others)
        if others:
            subject = None
    return subject


def _clauses(context: Context, block: Block) -> Iterator[tuple[int, int]]:
    """Yield where the sentences of a block begin and end, and what semicolons part in them; what a block sets apart at its head,
    mostly a name, is of none where a capital follows."""
    head = next((s.end - block.start for s in block.bold if s.start == block.start and s.end < block.end), 0)
    head = head + 1 if head and block.text[head : head + 2].strip().isupper() else 0
    for start, end in context.sentences(block):
        first = start = head if start < head < end else start
        for mark in _PART.finditer(block.text, start, end):
            yield first, mark.start()
            first = mark.end()
        yield first, end


def _state_clauses(
    context: Context, block: Block, person: str, span: tuple[int, int], past: str | None, *, alone: bool
) -> None:
    """State the offices that a sentence says behind a person and, where it names nobody else, in its further clauses."""
    start, end = span
    clauses = _CLAUSE.finditer(block.text, start, end) if alone else ()
    for at in (start, *(clause.end() for clause in clauses)):
        for role, body, former in _offices(context, block, at, end, past=past):
            state_office(context, person, role, body, block, former and (context.words(role) if role else former))


def _named(
    people: list[tuple[int, int, str]], known: _Known, who: re.Match[str], subject: str | None
) -> tuple[str | None, int]:
    """Return the person that a sentence begins with, and where the name ends; nobody where it is no known person's. One who has the
    surname and the initial of the person it goes on about is the same by a short form ("Kate North" below "Katherine North")."""
    at = who.start("name")
    for a, b, one in people:
        if a <= at < b:
            return subject if subject is not None and _alike(one, subject) else one, b
    called = fold(who["name"])
    own = subject is not None and called in subject.removeprefix("person/").split("-")
    return subject if own else known.by_name.get(called), who.end()


def _is_small(word: str) -> bool:
    """Whether a sentence's first word has its capital from there."""
    return is_everyday(word) or word in LEADING


def _alike(one: str, other: str) -> bool:
    first, second = one.removeprefix("person/"), other.removeprefix("person/")
    return first[0] == second[0] and first.rpartition("-")[2] == second.rpartition("-")[2]


_Office = tuple[Span | None, Span, str | None]
"""An office, its body, and the word that says that it is past."""


def _offices(context: Context, block: Block, start: int, end: int, *, past: str | None) -> list[_Office]:
    """Return the offices and bodies that the words behind a person's name say, by the first form that says any."""
    forms = (_once, _held, _joined, _worked, _run)
    return next((found for form in forms if (found := list(form(context, block, start, end, past)))), [])


def _held(context: Context, block: Block, start: int, end: int, past: str | None) -> Iterator[_Office]:
    """Yield the offices that are said to be or have been the person's."""
    holds = _HOLDS.match(block.text, start, end)
    if holds is None:
        return
    detail = within(block, *holds.span("detail"))
    if owned := _OF_BODY.fullmatch(holds["detail"]):
        (a, b), (c, d) = owned.span("role"), owned.span("body")
        role, body = Span(detail.start + a, detail.start + b), Span(detail.start + c, detail.start + d)
        if cues.is_role(context.words(role)) and can_be_body(context, context.words(body)):
            yield role, body, past or holds["past"] or holds["ex"]
    else:
        pairs = [*_pairs(context, block, holds.span("detail")), *_further(context, block, holds.end(), end)]
        yield from ((role, body, past or holds["past"] or holds["ex"]) for role, body in pairs)


def _once(context: Context, block: Block, start: int, end: int, past: str | None) -> Iterator[_Office]:
    """Yield the body that the person is said to have been of, with the office there."""
    once = _ONCE.match(block.text, start, end)
    if once is not None and can_be_body(context, once["body"]) and (once["role"] is None or cues.is_role(once["role"])):
        role = within(block, *once.span("role")) if once["role"] else None
        yield role, within(block, *once.span("body")), once["past"]


def _joined(context: Context, block: Block, start: int, end: int, past: str | None) -> Iterator[_Office]:
    """Yield the body that the person joined."""
    if joined := _JOINED.match(block.text, start, end):
        role = within(block, *joined.span("role")) if joined["role"] and cues.is_role(joined["role"]) else None
        tied = role or (joined["from"] and " " in joined["body"])
        if context.names.is_organisation(joined["body"]) or (tied and can_be_body(context, joined["body"])):
            left = block.text[joined.start("verb") : joined.end("from")] if joined["from"] else None
            yield role, within(block, *joined.span("body")), left or past


def _worked(context: Context, block: Block, start: int, end: int, past: str | None) -> Iterator[_Office]:
    """Yield the bodies for which the person works or worked."""
    if works := _WORKS.match(block.text, start, end):
        names = names_in_sentence(context, block, works.end(), stop=end)
        if not names and (alone := _ONE.match(block.text, works.end(), end)):
            name = alone[0].partition(" in ")[0]
            names = [Name(name, (within(block, alone.start(), alone.start() + len(name)),))]
        for one in names:
            cut = " (" in one.printed and ")" not in one.printed  # a list inside a bracket behind the name
            name = one.printed.partition(" (")[0] if cut else one.printed
            if len(one.spans) == 1 and can_be_body(context, name, listed=len(names) > 1):
                start = one.spans[0].start
                yield None, Span(start, start + len(name)), works["past"] or works["spent"] or past
            if cut:
                return


def _run(context: Context, block: Block, start: int, end: int, past: str | None) -> Iterator[_Office]:
    """Yield the body that the person leads, or for which the person does something."""
    if runs := _RUNS.match(block.text, start, end):
        own = re.split(r" of (?:the )?", runs["body"])[0]
        name = own if runs["sure"] and len(own.split()) > 2 else runs["body"]
        known = context.names.is_organisation(name)
        several = runs["sure"] and re.match(r", (?:the )?[A-Z]", block.text[runs.end() :])
        if several or (not known and " and " in name):
            for one in names_in_sentence(context, block, runs.start("body"), stop=end):
                if can_be_body(context, one.printed, listed=True) and (" " in one.printed or runs["sure"]):
                    yield None, one.spans[0], past
            return
        sure = runs["sure"] or " at " in block.text[start : runs.start("body")]
        named = " " in name or ONE_WORD.fullmatch(name) is not None
        if known or (sure and named and can_be_body(context, name)):
            yield None, within(block, runs.start("body"), runs.start("body") + len(name)), past
