"""People of the body whose own document it is: officers whom its minutes list, trustees and staff whom its page does.

Such lists print no body beside a name, since the whole document is of one: the body that met, or whose page it is.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from loaders.blocks import Block, Kind, Span
from loaders.context import Context
from loaders.draft import within
from loaders.lexicons.words import any_of, word_set
from loaders.names.printed import fold
from loaders.rules.bodies.lists import looks_like_name
from loaders.rules.events.meeting_bodies import meeting_body, printed_at
from loaders.rules.people.people import state_office
from loaders.rules.people.person_details import is_plain_role
from loaders.structure import cues
from loaders.structure.sections import Role
from schema.links import WorksFor
from schema.nodes import Organisation

RULE = "own people"

_HEADING = re.compile(
    rf"(?:{any_of('before the people of a body')}[ :]+)*{any_of('people of a body')}(?:[ :]+[\d/–-]+)?"
    r"(?: (?:of|at|for) (?:the )?(?P<body>[A-Z].*))?[ :]*",
    re.I,
)
_ABOUT = re.compile(any_of("page of a body's site"), re.I)
"""What the title of a body's page says besides the body and its people."""
_MARK = re.compile(r"\s+[|–—»·•-]\s+|:\s+")
_NAME = rf"[A-Z][\w’'&.-]*(?: (?:{any_of('inside a long name')} ){{0,2}}\(?[A-Z][\w’'&.-]*\)?)*"
_RUN_BY = re.compile(rf"(?:The )?(?P<body>{_NAME}) {any_of('be')}(?: \w+ly)? {any_of('runs a body')} by\b")
"""How a sentence above such a list says whose it is ("Elm Trust is governed by ...")."""
_OF_BODY = re.compile(rf"\b{any_of('people of a body')} of (?:the )?(?P<body>{_NAME}) {any_of('be', 'have')}\b")
_SUBJECT = re.compile(rf"(?:The )?(?P<body>{_NAME}) {any_of('be', 'have')}\b")
"""How a page begins that tells what a body is."""
_OFFICE = any_of("office in a body that meets")
_BESIDE = re.compile(
    rf"(?: ?\([A-Z]{{2,4}}\))?\s*[-–—,:(\t|]+\s*(?P<office>{_OFFICE})(?=\s*(?:[,;.)&\t|–—-]|and\b|$))",
    re.I,
)
_BEFORE = re.compile(
    rf"(?:^|\s)(?P<office>(?=[A-Z])(?i:{_OFFICE}))\s*[:–—-]?\s*(?:{any_of('courtesy title', capital=True)}\.? )?$"
)
_AFTER = re.compile(r"\s*[-–—,:(\t|]+\s*(?P<office>[^,;()|\t@]{2,60}?)(?=\s+\S+@|\s*(?:[,;()|\t]|$))")
_PAST = re.compile(rf"{any_of('no longer')}\b", re.I)
_DEEPEST = 7
_OFFICE_LENGTH = 60
_LINE = 200
"""Characters of a line that lists somebody of a body; longer ones tell of the person."""
_HEAD = 4
"""Blocks at the head of minutes of which one is the name of the body that met."""
_CALLED = 2
"""Times that minutes call the body so of which they are."""
_APART = (Role.NOISE, Role.REFERENCES)


def state_own_people(context: Context) -> None:
    """State for whom such people work, and in which office. Needs `context.event`."""
    tied = _tied(context)
    people = context.people()
    if context.is_minutes:
        if (body := _of_minutes(context)) is not None:
            _state(context, body, _officers(context, people), tied)
        return
    apart = context.starts_in(*_APART)
    blocks = [block for block in context.text.blocks if block.start not in apart]
    for index, block in enumerate(blocks):
        heading = _HEADING.fullmatch(block.text) if block.kind is Kind.HEADING else None
        below = list(_below(blocks[index:], people)) if heading is not None else []
        if heading is not None and (body := _of_page(context, below[:_HEAD], heading["body"])) is not None:
            _state(context, body, _members(context, below, people), tied)


def below_people_headings(context: Context) -> set[int]:
    """Return the starts of the blocks below headings that say that a body's people are listed there."""
    blocks = context.text.blocks
    heads = [i for i, b in enumerate(blocks) if b.kind is Kind.HEADING and _HEADING.fullmatch(b.text)]
    return {block.start for index in heads for block in _below(list(blocks[index:]), {})}


_Member = tuple[Block, str, Span | None]
"""The block that lists somebody, who it is, and the office."""
_People = dict[int, list[tuple[int, int, str]]]


def _tied(context: Context) -> set[tuple[str, str]]:
    """Return who is said to work for somebody else, by person and passage."""
    return {(link.source, passage) for link in context.all(WorksFor) for passage in link.evidence}


def _state(context: Context, body: Span, members: Iterator[_Member], tied: set[tuple[str, str]]) -> None:
    for block, who, office in list(members):
        if (who, context.passages[context.index_at(block.start)].id) not in tied:
            state_office(context, who, office, body, block)


def _of_minutes(context: Context) -> Span | None:
    """Return where the body is named whose meeting minutes are of."""
    if (name := meeting_body(context)) is not None:
        return printed_at(context.text.blocks, name)
    heads = (block for block in context.text.blocks[:_HEAD] if len(block.text) < _LINE)
    head = next((block for block in heads if context.names.is_organisation(block.text)), None)
    return within(head, 0, len(head.text)) if head is not None else _called_by_its_kind(context)


def _called_by_its_kind(context: Context) -> Span | None:
    """Return where the one body is named that minutes go on to call by the last words of its name ("the Community Council")."""
    ends = defaultdict[str, set[str]](set)
    for body in context.all(Organisation):
        ends[" ".join(body.name.split()[-2:])].add(body.name)
    counted = {
        name: len(re.findall(rf"\bthe {re.escape(end)}\b", context.text.text))
        for end, (name, *others) in ends.items()
        if not others and fold(end).split()[-1] in word_set("body called by its kind")
    }
    most = max(counted.values(), default=0)
    called = [name for name, count in counted.items() if count == most]
    return printed_at(context.text.blocks, called[0]) if most >= _CALLED and len(called) == 1 else None


def _of_page(context: Context, below: list[Block], named: str | None) -> Span | None:
    """Return where the body is named whose people a list has: by its heading, a sentence above it, or the page's title."""
    event = context.own_event
    candidates = [named] if named else []
    above = [p.search(b.text) for b in (*below, *context.text.blocks[:_HEAD]) for p in (_RUN_BY, _OF_BODY)]
    candidates += [says["body"] for says in above if says]
    title = context.text.title or context.own_document.title
    parts = [part.strip() for part in _MARK.split(title)]
    of_people = [bool(_HEADING.fullmatch(part) or _ABOUT.fullmatch(part)) for part in parts]
    if any(of_people) and len(parts) == 2:
        candidates += [part for part, about in zip(parts, of_people, strict=True) if not about]
    candidates += [part for part in parts if context.names.is_organisation(part)]
    begun = [_SUBJECT.match(block.text) for block in context.text.blocks[:_HEAD]] if any(of_people) else []
    candidates += [one["body"] for one in begun if one and context.names.is_organisation(one["body"])]
    for name in candidates:
        gathering = event is not None and fold(name) in fold(event.name)
        if looks_like_name(name) and not gathering and (found := printed_at(context.text.blocks, name)) is not None:
            return found
    return None


def _officers(context: Context, people: _People) -> Iterator[_Member]:
    """Yield the people whom minutes name with an office of a body that meets, and no body."""
    for start, named in people.items():
        block = context.block_at(start)
        for at, end, who in named:
            office = _BESIDE.match(block.text, end) or _BEFORE.search(block.text[:at])
            if office is not None:
                yield block, who, within(block, *office.span("office"))


def _below(blocks: list[Block], people: _People) -> Iterator[Block]:
    """Yield the blocks below the first, a heading, up to the next one that is as high and names nobody; without who is past."""
    rank, skipped = blocks[0].level or _DEEPEST, 0
    for block in blocks[1:]:
        own = block.level or _DEEPEST
        if block.kind is Kind.HEADING and own <= rank and block.start not in people:
            return
        if block.kind is Kind.HEADING and (not skipped or own <= skipped):
            past = _PAST.match(block.text) is not None
            others = block.level > 0 and block.start not in people and not _is_of_people(block.text)
            skipped = own if past or others else 0
        if not skipped:
            yield block


def _is_of_people(heading: str) -> bool:
    """Whether a heading inside such a list is of some of those people: by what they are called, or by an office."""
    return _HEADING.fullmatch(heading) is not None or cues.is_role(heading.removesuffix("s"))


def _members(context: Context, below: list[Block], people: _People) -> Iterator[_Member]:
    """Yield the people with whom the lines below a heading begin."""
    for block in below:
        named = people.get(block.start, ())
        if block.kind is Kind.ROW:
            short = [cell for cell in block.cells if cell.end - cell.start <= _OFFICE_LENGTH]
            offices = [cell for cell in short if is_plain_role(context.words(cell), context.names)]
            yield from ((block, who, offices[0] if len(offices) == 1 else None) for _, _, who in named)
            continue
        before = _BEFORE.fullmatch(block.text[: named[0][0]]) if named else None
        if not named or (before is None and named[0][0] > _lead(block)):
            continue
        at, end, who = named[0]
        bold = any(span.start <= block.start + at < span.end for span in block.bold)
        if len(block.text) <= _LINE or bold:
            yield block, who, within(block, *before.span("office")) if before else _office(context, block, at, end)


def _lead(block: Block) -> int:
    """Return how many characters before a name may be a form of address."""
    return 0 if block.kind is Kind.HEADING else 12


def _office(context: Context, block: Block, at: int, end: int) -> Span | None:
    """Return the office that is printed for somebody: by the list's form, or behind the name."""
    listed = context.listed.get(block.start + at)
    if listed is not None and listed.role is not None:
        return listed.role
    after = _AFTER.match(block.text, end)
    if after is not None and is_plain_role(after["office"], context.names):
        return within(block, *after.span("office"))
    below = context.block_after(block) if end >= len(block.text.rstrip()) else None
    if (
        below is not None
        and below.kind is not Kind.ROW
        and len(below.text) <= _OFFICE_LENGTH
        and is_plain_role(below.text, context.names)
    ):
        return within(below, 0, len(below.text))
    return None
