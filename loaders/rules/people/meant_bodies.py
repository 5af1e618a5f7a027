"""Whose office somebody holds where no body stands beside the name: "Its chair, Ada North", "the Clinic's director Ada North".

"Its", or nothing, at the head of a sentence is the body with which the sentence before it begins. "The Clinic's" and "Clinic
director" mean the one body of the document whose name has that word for its head. Who "has appointed Ada North as chair" stands
before the verb.
"""

import re

from loaders.blocks import Block, Kind, Span
from loaders.context import Context, Entry
from loaders.draft import within
from loaders.lexicons.words import any_of
from loaders.names import recognise
from loaders.names.printed import fold
from loaders.names.word_sets import HEADS, OPENERS, PERHAPS_HEADS, WORK_HEADS
from loaders.rules.bodies.lists import Name
from loaders.rules.bodies.used_bodies import can_be_body
from loaders.structure import cues

_OFFICE = (
    rf"(?P<role>(?:[A-Za-z][\w-]+ (?:{any_of('goes on with a name')} )?){{0,3}}?{any_of('office', capital=True)}"
    rf"(?: {any_of('of or for a body')} [a-z][\w-]+(?: [a-z][\w-]+){{0,4}}?)?)"
)
_END = rf"(?=[,.;:]|$| {any_of('behind the office of somebody')}\b)"
_NOUN = r"[Tt]he (?P<noun>[A-Za-z][\w-]{3,})['’]s?"
_BEFORE = re.compile(rf"(?:^|.*\b)(?:{_NOUN}|(?P<bare>[A-Za-z][\w-]{{3,}})) {_OFFICE},? $")
_ALONE = re.compile(rf"^\s*(?:Its (?=[a-z])|(?=[A-Z])){_OFFICE},? $")
_BEHIND = re.compile(rf", {_NOUN} {_OFFICE}{_END}")
_IN_BRACKETS = re.compile(r"(?:, (?P<role>[^(),]{2,60}))?\)")
"""What follows the name of a person in a bracket behind a body ("Elm Trust (Ada North, chair)")."""
_THE = re.compile(rf",(?: {any_of('before an office')})? {_OFFICE}(?![^,.;])")
"""What follows somebody who is an officer of the body that the section is about ("Ada North, the founder, ...")."""
_OWNED = re.compile(r", (?:the )?(?=[A-Z][^.;:()]{2,80}['’])")
_APPOINTED = re.compile(rf" (?:{any_of('have')} )?(?:\w+ly )?{any_of('taking somebody on')} $")
_AS = re.compile(rf",? {any_of('taken on as')}(?: {any_of('before a new office')})* {_OFFICE}{_END}")
_OF_IT = re.compile(rf"['’]s? {_OFFICE}{_END}")
"""What follows the name of a person whose office is a body's, before it and behind it ("Ada North, the Elm Trust's director")."""
_ACTS = HEADS | PERHAPS_HEADS | WORK_HEADS | OPENERS | {"initiative", "project", "programme"}
"""Words that a document uses alone for a body whose name has them."""


_SECTION = 8
"""How many blocks below the name of a body are about it."""
_NAME = 5
"""The most words of a heading that may be a name."""


def of_meant_body(context: Context, block: Block, name: Span, before: str, start: int) -> Entry | None:
    """Return a person with an office in a body that the words beside the name mean; `before` are those of the sentence before it,
    which begin at `start` in the block's text."""
    end = name.end - block.start
    for pattern in (_BEFORE, _ALONE):
        match = pattern.match(before)
        if match is None or not cues.is_role(match["role"]):
            continue
        noun = (match["noun"] or match["bare"]) if pattern is _BEFORE else None
        body = headed_before(context, block, noun) if noun else subject_before(block, start)
        if body is None and not noun:
            body = body_above(context, block)
        if body is not None:
            return Entry(name, within(block, start + match.start("role"), start + match.end("role")), body, end)
    if (match := _BEHIND.match(block.text, end)) and (body := headed_before(context, block, match["noun"])) is not None:
        return Entry(name, within(block, *match.span("role")), body, match.end())
    if (
        (match := _THE.match(block.text, end))
        and cues.is_role(match["role"])
        and (body := body_above(context, block)) is not None
    ):
        return Entry(name, within(block, *match.span("role")), body, match.end())
    if (
        before.endswith(" (")
        and (held := _IN_BRACKETS.match(block.text, end))
        and (not held["role"] or cues.is_role(held["role"]))
    ):
        for found in recognise.organisations(before):
            if found.end == len(before) - len(" ("):
                role = within(block, *held.span("role")) if held["role"] else None
                return Entry(name, role, within(block, start + found.start, start + found.end), held.end())
    if owned := _OWNED.match(block.text, end):
        for found in recognise.organisations(block.text[owned.end() :]):
            first = owned.end() + found.end
            if found.start == 0 and (office := _OF_IT.match(block.text, first)):
                return Entry(name, within(block, *office.span("role")), within(block, owned.end(), first), office.end())
    if (taken := _APPOINTED.search(before)) and (office := _AS.match(block.text, end)):
        for found in recognise.organisations(before, named=context.names.named()):
            if found.end == taken.start():
                body = within(block, start + found.start, start + found.end)
                return Entry(name, within(block, *office.span("role")), body, office.end())
    return None


def meant(context: Context, block: Block, name: Name) -> Name | None:
    """Return the body that the head of bodies' names means alone ("organised by the Trust"): the one so headed that the document
    named before, None where it named none or several. Any other name means itself."""
    noun = name.printed.removeprefix("The ").removeprefix("the ")
    if fold(noun) not in HEADS:
        return name
    body = headed_before(context, block, noun)
    return Name(context.words(body), (body,)) if body is not None else None


def subject_before(block: Block, start: int) -> Span | None:
    """Return the body with which the sentence begins that ends where another one starts."""
    before = block.text[:start].rstrip()
    stop = before.rfind(". ", 0, len(before) - 1)
    first = stop + len(". ") if stop >= 0 else 0
    for found in recognise.organisations(before[first:]):
        if before[first : first + found.start] in ("", "The "):
            return within(block, first + found.start, first + found.end)
    return None


def body_above(context: Context, block: Block) -> Span | None:
    """Return the heading above a block where it is the name of the body that the blocks below it are about, else None."""
    blocks = context.text.blocks
    below = index = context.index_at(block.start)
    while index and blocks[index].kind is not Kind.HEADING:
        index -= 1
    heading = blocks[index]
    name = heading.text.strip()
    if heading.kind is not Kind.HEADING or below - index > _SECTION or not can_be_body(context, name):
        return None
    used = any(name in one.text for one in blocks[index + 1 : below + _SECTION])
    if not context.names.is_organisation(name) and not (used and len(name.split()) <= _NAME):
        return None
    start = heading.text.index(name)
    return within(heading, start, start + len(name))


def headed_before(context: Context, block: Block, noun: str) -> Span | None:
    """Return where the document last names the one body that has a word for its head, None where it names none or several."""
    word = fold(noun)
    if word not in _ACTS:
        return None
    named = {}
    event = fold(context.own_event.name) if context.own_event is not None else ""
    for one in context.text.blocks:
        if one.start > block.start:
            break
        if noun.lower() not in one.text.lower():
            continue
        for found in recognise.organisations(one.text, named=context.names.named()):
            words = fold(found.printed).split()
            if (
                not event.startswith(" ".join(words).removeprefix("the "))
                and len(words) > 1
                and word in (words[0], words[-1], " ".join(words).split(" of ")[0].split(" ")[-1])
            ):
                named[context.names.identify(found.printed).id] = within(one, found.start, found.end)
    return next(iter(named.values())) if len(named) == 1 else None
