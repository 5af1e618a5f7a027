"""Who founded or runs a body, where a sentence begins with the body ("Elm Works was set up by Ada North and Bo Lee"), with several
people ("Ada North and Bo Lee run Elm Works") or, below a heading that is the body's name, with neither ("Run by Ada North, it")."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from loaders.blocks import Block, Kind, Span
from loaders.context import Context
from loaders.draft import within
from loaders.lexicons.cued import Cued
from loaders.lexicons.words import any_of, word_set
from loaders.names.printed import fold
from loaders.rules.bodies.used_bodies import can_be_body
from loaders.rules.people.body_shapes import ONE_WORD, is_name_first
from loaders.rules.people.meant_bodies import body_above, subject_before
from loaders.rules.people.people import state_office
from loaders.rules.people.person_lines import name_at
from loaders.rules.people.person_patterns import BEGINS, PERSON
from loaders.rules.people.shared_offices import SHARED

RULE = "founders"

_CAP = r"[a-z]{0,2}[A-ZÀ-Þ][\w&.'’-]*\w"
_NAME = rf"{_CAP}(?: (?:{any_of('inside a name')} ){{0,2}}(?:{_CAP}|\d{{1,2}}\b))*"
_DONE = (
    rf"(?P<done>{any_of('founding a body', 'runs a body')})(?: (?:back )?in (?:[A-Z]\w+ )?\d{{4}})? by"
    "|(?P<idea>the brainchild of)"
)
_WHOM = r"(?P<whom>(?:[a-z][\w'’-]*,? |[A-Z]\w+ (?=and )){0,6})"
_BY = Cued(rf"(?P<body>{_NAME})(?: \([^()]{{2,40}}\))?,?(?: {any_of('before a founding')})* (?:{_DONE}) {_WHOM}")
_ITS = Cued(rf"\s*(?:It (?:{any_of('before a founding')} )*)?(?i:{_DONE}) {_WHOM}")
"""The same at the head of a sentence that does not name the body ("It was set up by ...", "Run by ...")."""
_OF_IT = re.compile(rf",(?: [a-z]\w+)? (?:the )?(?P<body>{_NAME})(?!['’\w])")
"""What goes on behind such people at the head of a sentence ("Run by Ada North, Elm Works mends ...")."""
_THEY = re.compile(rf",?(?: [a-z]\w+ly)? {any_of('running a body')} (?:the )?(?P<body>{_NAME})")
_OLD = re.compile(r"\b1(?!9[6-9])\d{3}\b")
"""When those who founded something are long dead."""
_GIVEN = re.compile(r"(?<!\w)([A-Z]\w+) and $")
"""The first name of somebody who shares the surname of the next ("by Bo and Ada North")."""
_SURE = word_set("founding a body") | {"run"}
"""What is done with bodies and little else."""
_FOUNDER = Cued(
    rf"{BEGINS}(?P<name>{PERSON}), {any_of('before an office')} (?:[a-z]+ and )?(?P<role>(?:co-)?founder)\b"
)
"""What calls somebody a founder, so that below the name of what was founded any name is a person's."""
_People = list[tuple[int, int, str]]


def state_founders(context: Context) -> None:
    """State the bodies of such sentences and who works for them."""
    apart = context.aside
    known = context.people()
    everybody = {who for named in known.values() for _, _, who in named}
    for block in context.text.blocks:
        if block.start not in apart and block.kind is not Kind.NOTE:
            _state_named(context, block)
        people = known.get(block.start)
        if not people or block.start in apart or block.kind is Kind.NOTE or context.is_ignored(block):
            continue
        for body, whom in [*_passive(context, block, people, everybody), *_active(context, block, people)]:
            for who in whom:
                state_office(context, who, None, body, block)


def _state_named(context: Context, block: Block) -> None:
    """State the founders of the body that the block is about, whom nothing else shows to be people."""
    for match in _FOUNDER.finditer(block.text):
        name = name_at(context.names, block, match.start())
        body = body_above(context, block) if name is not None and name.end - block.start == match.end("name") else None
        if name is not None and body is not None:
            who = context.names.state_person(context.words(name), name)
            state_office(context, who, within(block, *match.span("role")), body, block)


def _passive(context: Context, block: Block, people: _People, everybody: set[str]) -> Iterator[tuple[Span, list[str]]]:
    """Yield the bodies that are said to be founded or run by somebody, and by whom."""
    starts = [first for first, _ in context.sentences(block)]
    alone = [(match, True) for first in starts if (match := _ITS.match(block.text, first))]
    for match, told_before in (*alone, *((match, False) for match in _BY.finditer(block.text))):
        whom, end = _listed(people, block, match.end())
        if whom and (given := _GIVEN.search(match["whom"])):
            whom += [who for who in everybody if who == _called(given[1], whom[0])]
        if not whom or _OLD.search(context.sentence_at(block, match.start())):
            continue
        if not told_before:
            span: Span | None = within(block, *match.span("body"))
        elif behind := _OF_IT.match(block.text, end):
            span = within(block, *behind.span("body"))
        else:
            span = subject_before(block, match.start()) or body_above(context, block)
        founded = bool(match["idea"]) or fold(match["done"]) in _SURE
        if span is not None and _is_body(context, context.words(span), founded=founded):
            yield span, whom


def _active(context: Context, block: Block, people: _People) -> Iterator[tuple[Span, list[str]]]:
    """Yield the bodies that several people are said to have founded or to run, and these people."""
    for at, _, _ in people:
        whom, end = _listed(people, block, at)
        if len(whom) > 1 and (does := _THEY.match(block.text, end)):
            span = within(block, *does.span("body"))
            if _is_body(context, does["body"], founded=True):
                yield span, whom


def _listed(people: _People, block: Block, at: int) -> tuple[list[str], int]:
    """Return the people of a list that begins at a place of a block's text, and where it ends."""
    found: list[str] = []
    for first, end, who in people[bisect_left(people, (at,)) :]:
        if first == at or (found and SHARED.fullmatch(block.text[at:first])):
            found.append(who)
            at = end
        elif first > at:
            break
    return found, at


def _is_body(context: Context, printed: str, *, founded: bool) -> bool:
    """Whether what is founded or run is a body: one that is known or, where it was `founded`, a name that can be one's."""
    if context.names.is_organisation(printed):
        return True
    named = " " in printed or ONE_WORD.fullmatch(printed) or is_name_first(printed)
    return founded and bool(named) and can_be_body(context, printed)


def _called(given: str, other: str) -> str:
    """Return the id of the person with a first name and another one's surname."""
    return f"person/{fold(given)}-{other.rpartition('-')[2]}"
