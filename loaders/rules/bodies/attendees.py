"""Who took part: the bodies in tables, lists and sentences of those who attended."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from loaders.blocks import Block, Kind, Span, tables_of, up_to
from loaders.context import Context
from loaders.dates import YEAR, day_in, time_at
from loaders.lexicons.lexicon import lexicon
from loaders.lexicons.words import any_of, word_list, word_set
from loaders.names import recognise
from loaders.names.kinds import kind_of_sector
from loaders.names.printed import fold, person_name
from loaders.names.register import first_names, is_everyday, register
from loaders.rules.bodies.lists import Name, apart_at_commas, cells_of, lines_of, looks_like_name, split
from loaders.rules.people.person_lines import entries, is_known_first
from loaders.structure import cues
from loaders.structure.sections import Role, Section
from schema.links import Attended
from schema.nodes import Organisation

RULE = "organisations"

COURTESY = re.compile(rf"{any_of('courtesy title', capital=True)}\.? (?=[A-Z])")
"""What stands before anybody's name, and before no body's."""
OF_BODIES = re.compile(rf"\b{any_of('column of bodies')}\b")
_BESIDE_BODIES = re.compile(rf"\b{any_of('column of kinds')}\b")
ABSENT = re.compile(
    rf"^(?:(?:with )?{any_of('word of those absent')}(?: for absence)?(?: {any_of('be')})?(?: {any_of('sent in')})?\s*:?\s+)+",
    re.I,
)
"""How a line begins that says who did not come."""
_AWAY = re.compile(rf"[.;]\s+{any_of('word of those absent')}\b[^.:]{{0,20}}:", re.I)
"""What leads, in a line of those who came, to those who did not."""
LABELLED = re.compile(r"\W*([^:\t]{3,60}?)\s*:(?:\s+|$)")
"""A label and the mark behind it: "Apologies: "."""
_TIME = re.compile(
    rf"\d ?[ap]\.?m\b|\b\d?\d:[0-5]\d\b|\b{any_of('month', capital=True)} {YEAR}\b|\b{any_of('beside a body')} {YEAR}$"
)
"""What only an entry about a time holds: "2.30pm", "19:05", "7th December 2005", "Dates for 2005"."""
_HOURS = 2
"""How many lines that begin with a time of the day a list of those who came does not have."""
_COUNTED = re.compile(rf"{any_of('small number', capital=True)} [a-z]")
_LAW = re.compile(rf"\b{any_of('kind of law')}\b.*\b{YEAR}\b")
_SORTS = frozenset(map(fold, word_list("sort of bodies")))
"""Lines that say of what sort those below them are, and name nobody."""
_TITLE = re.compile(rf"^{any_of('head of a list')}$")


def who_came(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks of a list of those who came, without those that a label such as "Apologies" announces or begins, and lines
    that say of what sort those below are ("Charities"); up to what minutes go on to below it: a numbered sentence, or a numbered
    line over one."""
    away, runs_on = False, None
    listed = list(blocks)
    for index, block in enumerate(listed):
        if (block.marker or "")[:1].isdigit() and ((index and _is_told(block.text)) or _is_headed(listed, index)):
            return
        labelled = LABELLED.match(block.text)
        if said := said_of(block.text):
            away, runs_on = said == "stayed away", None
        elif labelled and (said := said_of(labelled[1])):
            away, runs_on = said == "stayed away", block.kind
        elif runs_on not in (None, block.kind):
            away, runs_on = False, None
        sort = block.kind is not Kind.HEADING and fold(block.text) in _SORTS
        if not away and not sort and (labelled or not ABSENT.match(block.text)):
            absent = _AWAY.search(block.text)
            yield up_to(block, block.start + absent.start()) if absent else block


def _is_headed(blocks: list[Block], index: int) -> bool:
    """Whether a numbered line stands over what was said, as the first item of an agenda does, and is not the next of a numbered
    list."""
    after = blocks[index + 1] if index + 1 < len(blocks) else None
    is_next = index > 0 and bool(blocks[0].marker)
    return after is not None and after.kind is Kind.PARAGRAPH and _is_told(after.text) and not is_next


def _is_told(text: str) -> bool:
    """Whether a text ends as a sentence and has more small words than words with a capital."""
    words = text.split()
    return text.endswith(".") and sum(map(str.islower, words)) > sum(word[:1].isupper() for word in words)


def stayed_away(title: str) -> bool:
    """Whether a heading says that those below it did not come."""
    return said_of(title) == "stayed away"


def said_of(line: str) -> str | None:
    """Return whether a label says that those behind it came or stayed away, None where it says neither."""
    hit = lexicon("attendance").whole(line.strip(" *_:"))
    return hit.sense if hit else None


def state_body(context: Context, name: Name) -> str:
    """State an organisation and the mentions of its pieces."""
    return context.names.state_organisation(name.printed, *name.spans)


def state_attendees(context: Context, section: Section) -> None:
    """State who attended, from a section that lists it in tables, lists or sentences, with the sections inside it; where hours
    stand in it, it is a programme ("11:30 All participants")."""
    if sum(time_at(block.text) is not None for block in section.body) >= _HOURS:
        return
    named = context.people()
    people = {*context.peopled, *named}
    listed = list(who_came(section.body))
    below = {after.start for one, after in pairwise(listed) if one.start in people and _is_detail(one, after)}
    came = [block for block in listed if block.start not in context.peopled and block.start not in below]
    tables = tables_of(came)
    rowed = {row.start for rows in tables for row in rows}
    lines = [
        block for block in came if block.kind is not Kind.NOTE and block.start not in rowed and not _is_of_a_day(block)
    ]
    for rows in tables:
        for name in _of_table(context, rows):
            state_attendee(context, name, None)
        context.claim(RULE, *rows)
    sector = kind_of_sector(section.title) if section.role is not Role.ATTENDEES else None
    headed_by = section.heading
    sectors: dict[int, tuple[str | None, Block | None]] = {}
    for block in lines:
        if block.kind is Kind.HEADING:
            sector, headed_by = kind_of_sector(block.text), block
            context.claim(RULE, block)
        sectors[block.start] = sector, headed_by
    for name, block in _of_lines(context, [b for b in lines if b.kind is not Kind.HEADING]):
        if _is_read_as_somebody(block, name, named):
            continue
        label = re.match(r"([^,;:]{3,40}):\s", block.text)
        said, said_at = (kind_of_sector(label[1]), block) if label else sectors[block.start]
        state_attendee(context, name, said, said_at)
        context.claim(RULE, block)
    context.claim(RULE, section.heading, *(block for block in section.body if fold(block.text) in _SORTS))
    for child in section.children:
        if child.role in (Role.OTHER, Role.ATTENDEES, Role.GROUP, Role.CONTEXT):
            state_attendees(context, child)


def _is_detail(one: Block, after: Block) -> bool:
    """Whether a line with a label below somebody's entry in a list says more of that person ("Interests: Homes, Heat")."""
    label = LABELLED.match(after.text) if after.kind is Kind.PARAGRAPH and one.kind is Kind.ITEM else None
    return label is not None and said_of(label[1]) is None


def _is_of_a_day(block: Block) -> bool:
    """Whether a line above a list says what took place on which day, so that the list below is of those who came to it."""
    return block.kind is Kind.PARAGRAPH and day_in(block.text) is not None


def state_lines(context: Context, blocks: list[Block]) -> None:
    """State who attended, from the items of a list that a line above it announces."""
    named = context.people()
    for name, block in _of_lines(context, blocks):
        if _is_read_as_somebody(block, name, named):
            continue
        state_attendee(context, name, None)
        context.claim(RULE, block)


def _is_read_as_somebody(block: Block, name: Name, people: dict[int, list[tuple[int, int, str]]]) -> bool:
    """Whether what a list names begins with one of the people whom the blocks name."""
    at = name.spans[0].start - block.start
    return any(start <= at < end for start, end, _ in people.get(block.start, ()))


def state_attendee(context: Context, name: Name, sector: str | None, sector_at: Block | None = None) -> None:
    """State that the bodies of an entry came, of the kind `sector` where the document says it (at `sector_at`)."""
    for part in split(context, name):
        printed = part.printed
        if is_nobody(context, printed):
            continue
        who = state_body(context, part)
        if sector is not None:
            body = context.node(Organisation, who)
            if body is not None and body.kind is None:
                where = sector_at or context.block_at(part.spans[0].start)
                context.state(Organisation(id=who, name=body.name, kind=sector), name=[], kind=[where])
        if context.event is not None:
            context.add(Attended(source=who, target=context.event, evidence=context.evidence(*part.spans)))


_WORDS = 7
"""The most words of a name; more of them without a name's capitals are a sentence."""


def is_nobody(context: Context, printed: str) -> bool:
    """Whether an entry of a list of bodies names none: a person, a heading, a number, some people ("Two residents"), a sentence."""
    if (
        not any(map(str.isalpha, printed))
        or len(printed) > 120
        or not (printed[0].isupper() or printed[0].isdigit() or context.names.is_organisation(printed))
    ):
        return True
    if (
        COURTESY.match(printed)
        or _is_person_with_office(printed)
        or _TIME.search(printed)
        or _LAW.search(printed)
        or _COUNTED.match(printed)
    ):
        return True
    if context.names.is_organisation(printed):
        return False
    if _is_description(printed):
        return True
    if recognise.names_none(printed):
        return True
    if len(printed.split()) > _WORDS and not looks_like_name(printed):
        return True
    last = printed.split()[-1]
    office = cues.is_role(last) or (" of " in printed and cues.is_role(printed.partition(" of ")[0]))
    return bool(re.fullmatch(r"C[A-Z]O", printed)) or office or is_surely_person(context, printed)


def _is_description(printed: str) -> bool:
    """Whether an entry is of everyday words that say what sort of people came: a general word alone ("Board"), some people's trade
    ("Data Practitioners", "Experts", "Annex II data providers"), or words of which none but the first has a capital ("Other
    interested parties")."""
    words = printed.split()
    if words[-1] in word_set("people by their part"):
        return True
    if fold(printed) in word_set("item of an agenda"):
        return True
    if not all(word.isalpha() and is_everyday(fold(word)) for word in words):
        return False
    if recognise.is_general(printed) or fold(words[-1]) in word_set("people by their part"):
        return True
    return len(words) > 1 and all(word.islower() for word in words[1:])


def _is_person_with_office(printed: str) -> bool:
    """Whether an entry begins with a person's name and goes on with an office, though no mark parts the two."""
    words = person_name(printed).split()
    named = len(words) > 2 and fold(words[0]) in first_names(sure=True) and words[1][:1].isupper()
    return named and cues.is_role(" ".join(words[2:])) and register().get(printed) is None


def is_surely_person(context: Context, printed: str) -> bool:
    """Whether a name where bodies stand can only be a person's: a form of address or a first name begins it, or what stands in a
    bracket behind it is a body's or shows that the first name is one, and it holds nothing of a body's."""
    bare, _, inner = printed.partition(" (")
    words = person_name(bare).split()
    if context.names.is_first_name(bare):
        return True
    tied = bool(inner) and (context.names.is_organisation(inner.rstrip(")")) or is_known_first(bare))
    addressed = COURTESY.match(bare) is not None
    return (
        2 <= len(words) <= (4 if addressed else 3)
        and (tied or addressed or fold(words[0]) in first_names(sure=True))
        and not context.names.is_organisation(bare)
        and context.names.is_person(bare)
    )


def _of_table(context: Context, rows: list[Block]) -> list[Name]:
    titles = [fold(context.words(cell)) for cell in rows[0].cells]
    headed = rows[0].header or (len(rows) > 2 and sum(bool(_TITLE.search(t)) for t in titles) > len(titles) / 2)
    body = [row for row in rows[headed:] if not row.header]
    if headed:
        column = next((i for i, t in enumerate(titles) if OF_BODIES.search(t)), None)
        if column is None and any(_BESIDE_BODIES.search(t) for t in titles):
            column = next((i for i, t in enumerate(titles) if " name" in f" {t}" or "who" in t.split()), 0)
        return apart_at_commas(context, cells_of(context, body, column))
    column = _column_beside_people(context, body)
    if column is not None:
        return cells_of(context, body, column)
    people = [row for row in body if any(_has_first_name(context, e.person) for e in entries(context, row))]
    if len(people) * 2 > len(body):
        found = [entry.organisation for row in body for entry in entries(context, row)]
        return [_entry_body(context, span) for span in found if span is not None]
    return cells_of(context, body)


def _column_beside_people(context: Context, rows: list[Block]) -> int | None:
    """Return the column of bodies in a table without heads whose other columns hold people or roles, None where it has none."""
    width = max((len(row.cells) for row in rows), default=0)
    if width < 2:
        return None
    columns = [
        [w for row in rows if i < len(row.cells) and (w := context.words(row.cells[i]).strip())] for i in range(width)
    ]

    def share(cells: list[str], test: Callable[[str], bool]) -> float:
        return sum(map(test, cells)) / len(cells) if cells else 0.0

    roles = [share(cells, cues.is_role) for cells in columns]
    people = [share(cells, lambda c: is_surely_person(context, c)) for cells in columns]
    bodies = [share(cells, context.names.is_organisation) for cells in columns]
    if max(roles) < 0.5 and max(people) < 0.5:
        return None
    best = max(range(width), key=lambda i: (bodies[i] - roles[i] - people[i], i))
    return best if bodies[best] >= 0.3 and roles[best] < 0.5 and people[best] < 0.5 else None


def _has_first_name(context: Context, person: Span) -> bool:
    words = fold(person_name(context.words(person))).split()
    return bool(words) and words[0] in first_names()


def _employers(context: Context, block: Block) -> tuple[list[Span], bool]:
    """Return the bodies that a line names after people, where these can only be bodies, and whether the first person has a known
    first name."""
    people = [e for e in entries(context, block) if e.organisation]
    sure = [
        e.organisation
        for e in people
        if e.organisation and context.names.is_organisation(context.words(e.organisation))
    ]
    whole = context.names.is_organisation(block.text.rstrip(" ."))
    return ([] if whole else sure), bool(people) and _has_first_name(context, people[0].person)


def _runs_on(text: str) -> bool:
    """Whether a text is nothing but names, two bodies at least, with nothing to part them."""
    big = [
        w for w in text.split() if w.casefold() not in ("of", "for", "and", "the", "in", "on", "at", "to", "by", "&")
    ]
    capitals = sum(w[0].isupper() or w[0].isdigit() for w in big)
    return capitals >= 0.9 * len(big) and not text.endswith((".", ":")) and len(recognise.organisations(text)) > 1


def _unparted(block: Block) -> list[Name]:
    """Return the names of a paragraph that runs a list's lines together: the bodies that can be told, and what is left between."""
    found = recognise.organisations(block.text)
    names, position = [], 0
    for start, end in [*((f.start, f.end) for f in found), (len(block.text), len(block.text))]:
        between = block.text[position:start]
        if looks_like_name(between.strip()):
            first = position + len(between) - len(between.lstrip())
            names.append((first, first + len(between.strip())))
        if start < end:
            names.append((start, end))
        position = end
    return [Name(block.text[a:b], (Span(block.start + a, block.start + b),)) for a, b in names]


def _entry_body(context: Context, span: Span) -> Name:
    return Name(context.words(span), (span,))


def _of_lines(context: Context, blocks: list[Block]) -> Iterable[tuple[Name, Block]]:
    """Yield the names in the lines, items and paragraphs of a list of bodies."""
    single = [
        b for b in blocks if b.kind is Kind.ITEM or (len(b.text) <= 120 and not b.text.endswith((".", ":", "?", "!")))
    ]
    employers = {block.start: _employers(context, block) for block in blocks}
    of_people = sum(bool(sure) for sure, _ in employers.values()) * 2 > len(blocks)
    for block in blocks:
        sure, named_first = employers[block.start]
        found_here = [e.organisation for e in entries(context, block) if e.organisation] if of_people else []
        if (sure and (of_people or named_first)) or found_here:
            for span in found_here or sure:
                yield _entry_body(context, span), block
            continue
        pieces = list(lines_of(context, block))
        if len(pieces) == 1 and block.kind is not Kind.ITEM and len(block.text.split()) > 7 and _runs_on(block.text):
            yield from ((name, block) for name in _unparted(block))
            continue
        named = [p for p in pieces if looks_like_name(p.printed) or context.names.is_organisation(p.printed)]
        if (block in single and len(pieces) == 1) or (named and len(named) >= max(2, 0.7 * len(pieces))):
            for piece in pieces:
                if piece in named:
                    yield piece, block
        elif block.kind is not Kind.ITEM:
            for found in recognise.organisations(block.text):
                yield Name(found.printed, (Span(block.start + found.start, block.start + found.end),)), block
