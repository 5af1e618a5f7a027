"""People of the body whose own document it is: officers in its minutes and annual reports, trustees and staff whom its page lists.

Such documents print no body beside a name, since they are of one as a whole: the body that met, or whose report or page it is.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import takewhile

from loaders.blocks import Block, Kind, Span
from loaders.context import Context
from loaders.draft import within
from loaders.lexicons.words import any_of
from loaders.names.printed import fold
from loaders.rules.people.own_bodies import (
    HEADING,
    LABEL,
    of_meeting,
    of_minutes,
    of_newsletter,
    of_page,
    of_report,
    of_site,
)
from loaders.rules.people.people import state_office
from loaders.rules.people.person_details import is_plain_role
from loaders.rules.people.quoted_officers import state_quoted
from loaders.structure import cues
from schema.links import WorksFor

RULE = "own people"

_OFFICE = any_of("office in a body that meets")
_BESIDE = re.compile(
    rf"(?: ?\([A-Z]{{2,4}}\))?\s*[-–—,:(\t|]+\s*(?:{any_of('before an office')} )?(?P<office>{_OFFICE})"
    r"(?=\s*(?:[,;.()&\t|–—-]|and\b|$))",
    re.I,
)
_BEFORE = re.compile(
    rf"(?:^|\s)(?P<office>(?=[A-Z])(?i:{_OFFICE}))\s*[:–—-]?\s*(?:{any_of('courtesy title', capital=True)}\.? )?$"
)
_OFFICER = re.compile(
    rf"\b{any_of('before an officer')} (?P<office>{_OFFICE}),? (?:{any_of('courtesy title')}\.? )?$", re.I
)
"""How a sentence leads to an officer's name ("by president, Ada North")."""
_CHOSEN = re.compile(
    rf"(?P<was>,? {any_of('be', 'have')} (?:been )?(?:\w+ly )?{any_of('chosen for an office')})?(?: \w+ly)?"
    rf"(?: {any_of('to an office')})?(?: {any_of('before a noun')})? (?P<office>{_OFFICE})\b"
    rf"(?! {any_of('of or for a body')} (?:the )?(?-i:[A-Z]))",
    re.I,
)
_CHOOSES = re.compile(rf"\b{any_of('chosen for an office')} (?:{any_of('courtesy title')}\.? )?$", re.I)
"""How a sentence says for which office a body chose somebody ("Ada North was elected Chair", "appointed Ada North as Chair")."""
_AFTER = re.compile(
    r"(?:\s*\([^()]*/[^()]*\))?\s*[-–—,:(\t|]+\s*(?P<office>[^,;()|\t@]{2,60}?)(?=\s+\S+@|\s*(?:[,;()|\t]|$))"
)
_SIGNED = re.compile(rf"{_OFFICE}(?: of (?:the )?{any_of('those who govern')})*[ .]*", re.I)
"""The line below the name of an officer who signs."""
_BETWEEN = re.compile(rf"(?: ?\([^()]*\))?[,;]? ?(?:and )?(?:{any_of('courtesy title', capital=True)}\.? )?")
"""What stands between the names of a list of members."""
_PAST = re.compile(rf"{any_of('no longer')}\b", re.I)
_OURS = any_of("office")
_OUR = re.compile(rf"\b[Oo]ur (?P<office>(?:[a-z][\w-]* ){{0,2}}?{_OURS})(?: and [a-z ]{{3,20}})?,? $")
_OUR_BEHIND = re.compile(
    rf", (?:who is )?our (?P<office>(?:[a-z][\w-]* ){{0,2}}?{_OURS})(?! (?!{any_of('behind an office')}\b))"
)
"""Whose office it is in words of the body itself ("our founder, Ada North", "Ada North, our manager")."""
_DEEPEST = 7
_OFFICE_LENGTH = 60
_LINE = 200
"""The most characters of a line that lists somebody of a body; a longer one tells of the person."""
_HEAD = 4
"""How many blocks below a heading may say of which body the people are."""


def state_own_people(context: Context) -> None:
    """State for whom such people work, and in which office. Needs `context.event`."""
    tied = _tied(context)
    people = context.people()
    own = of_minutes(context) if context.is_minutes else _of_paper(context)
    if own is not None:
        _state(context, own, _officers(context, people), tied)
    apart = context.aside
    blocks = [block for block in context.text.blocks if block.start not in apart]
    for index, block in enumerate(blocks):
        if own is not None and LABEL.match(block.text):
            members = _labelled(context, block, blocks[index + 1 :], people)
            _state(context, own, (m for m in members if m[2] or not context.is_minutes), tied)
        if context.is_minutes:
            continue  # of those who met, the officers alone are sure to be the body's
        heading = HEADING.fullmatch(block.text) if block.kind is Kind.HEADING else None
        below = list(_below(blocks[index:], people)) if heading is not None else []
        if heading is not None and (body := own or of_page(context, below[:_HEAD], heading["body"])) is not None:
            _state(context, body, _members(context, below, people), tied)
    state_quoted(context)
    if not context.is_minutes and (we := own or of_site(context)) is not None:
        _state(context, we, _ours(context, people), tied)


def _of_paper(context: Context) -> Span | None:
    """Return where the body is named whose paper, or whose meeting's, a document is."""
    return of_report(context) or of_newsletter(context) or of_meeting(context)


def below_people_headings(context: Context) -> set[int]:
    """Return the starts of the blocks below headings that say that a body's people are listed there."""
    blocks = context.text.blocks
    heads = [i for i, b in enumerate(blocks) if b.kind is Kind.HEADING and HEADING.fullmatch(b.text)]
    return {block.start for index in heads for block in _below(list(blocks[index:]), {})}


_Member = tuple[Block, str, Span | None]
"""The block that lists somebody, who it is, and the office."""
_People = dict[int, list[tuple[int, int, str]]]


_Tied = dict[tuple[str, str], set[str]]
"""The offices of those who are said to work for somebody else, by person and passage."""


def _tied(context: Context) -> _Tied:
    found: _Tied = defaultdict(set)
    for link in context.all(WorksFor):
        for passage in link.evidence:
            found[link.source, passage].update(map(fold, filter(None, (link.role, link.former))))
    return found


def _state(context: Context, body: Span, members: Iterator[_Member], tied: _Tied) -> None:
    """State people of the body, but for those who in the same passage are of another in that office, or in none that this body's
    officers have."""
    for block, who, office in list(members):
        said = tied.get((who, context.passages[context.index_at(block.start)].id))
        words = context.words(office) if office else ""
        if said is None or (_SIGNED.fullmatch(words) and not any(fold(words) in one for one in said)):
            state_office(context, who, office, body, block)


def _officers(context: Context, people: _People) -> Iterator[_Member]:
    """Yield the people whom minutes name with an office of a body that meets, and no body: beside the name, or else in a sentence
    that says who they are or what they were chosen for."""
    printed, told = list[_Member](), list[_Member]()
    for start, named in people.items():
        block = context.block_at(start)
        for at, end, who in named:
            if (office := _BESIDE.match(block.text, end) or _BEFORE.search(block.text[:at])) is not None:
                printed.append((block, who, within(block, *office.span("office"))))
                continue
            if (office := _OFFICER.search(block.text[:at]) or _chosen(block.text, at, end)) is not None:
                told.append((block, who, within(block, *office.span("office"))))
                continue
            below = context.block_after(block) if block.text.strip() == block.text[at:end] else None
            if below is not None and _SIGNED.fullmatch(below.text):
                printed.append((below, who, within(below, 0, len(below.text.rstrip(" .")))))
    beside = {who for _, who, _ in printed}
    yield from printed
    yield from (member for member in told if member[1] not in beside)


def _chosen(text: str, at: int, end: int) -> re.Match[str] | None:
    """Return the words behind a name that say for which office the body chose the person, None where none do."""
    chosen = _CHOSEN.match(text, end)
    return chosen if chosen is not None and (chosen["was"] or _CHOOSES.search(text[:at])) else None


def _labelled(context: Context, block: Block, below: list[Block], people: _People) -> Iterator[_Member]:
    """Yield the people of a line whose label is what a body's people are called, or of the lines below it."""
    lines = [block] if block.start in people else list(takewhile(lambda one: _begins(one, people), below))
    for line in lines:
        for _, end, who in people[line.start][: None if line is block else 1]:
            office = _BESIDE.match(line.text, end)
            yield line, who, within(line, *office.span("office")) if office else _office_behind(context, line, end)


def _begins(line: Block, people: _People) -> bool:
    """Whether a short line begins with somebody."""
    named = people.get(line.start, [])
    return bool(named) and named[0][0] <= _lead(line) and len(line.text) <= _LINE


def _ours(context: Context, people: _People) -> Iterator[_Member]:
    """Yield the people whom the body itself calls its officers; what somebody says in quotation marks is another's."""
    for start, named in people.items():
        block = context.block_at(start)
        for at, end, who in named:
            office = _OUR.search(block.text[:at]) or _OUR_BEHIND.match(block.text, end)
            before = block.text[:at]
            quoted = before.count("“") > before.count("”") or before.count('"') % 2
            if office is not None and not quoted:
                yield block, who, within(block, *office.span("office"))


def _below(blocks: list[Block], people: _People) -> Iterator[Block]:
    """Yield the blocks below the first, a heading, up to the next one that is as high and names nobody; without those who are
    past."""
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
    return HEADING.fullmatch(heading) is not None or cues.is_role(heading.removesuffix("s"))


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
        if before is None and len(named) > 1 and _is_of_names(block, named):
            yield from ((block, who, _office(context, block, at, end)) for at, end, who in named)
            continue
        at, end, who = named[0]
        bold = any(span.start <= block.start + at < span.end for span in block.bold)
        if len(block.text) <= _LINE or bold:
            yield block, who, within(block, *before.span("office")) if before else _office(context, block, at, end)


def _is_of_names(block: Block, named: list[tuple[int, int, str]]) -> bool:
    """Whether a line is a list of names with commas between them, and offices in brackets behind some."""
    ends = [0, *(end for _, end, _ in named)]
    between = [block.text[a:b] for a, b in zip(ends, [at for at, _, _ in named], strict=False)]
    return all(_BETWEEN.fullmatch(words) for words in between)


def _lead(block: Block) -> int:
    """Return how many characters before a name may be a form of address."""
    return 0 if block.kind is Kind.HEADING else 12


def _office_behind(context: Context, block: Block, end: int) -> Span | None:
    """Return the office that is printed right behind a name."""
    after = _AFTER.match(block.text, end)
    told = after is not None and is_plain_role(after["office"], context.names)
    return within(block, *after.span("office")) if after is not None and told else None


def _office(context: Context, block: Block, at: int, end: int) -> Span | None:
    """Return the office that is printed for somebody: by the list's form, or behind the name."""
    listed = context.listed.get(block.start + at)
    if listed is not None and listed.role is not None:
        return listed.role
    if (behind := _office_behind(context, block, end)) is not None:
        return behind
    below = context.block_after(block) if end >= len(block.text.rstrip()) else None
    if (
        below is not None
        and below.kind is not Kind.ROW
        and not below.text.endswith(".")
        and len(below.text) <= _OFFICE_LENGTH
        and is_plain_role(below.text, context.names)
    ):
        return within(below, 0, len(below.text))
    return None
