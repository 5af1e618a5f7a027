"""Lists of people whose own form says what their entries hold: most of them alike, with office and body in the same places.

A line alone cannot tell "Ada North Head of Homes Koru" or "Ada North – Homes for All" apart from other things; the list can. Where
most of its entries begin with people, what stands in the place that most often holds an office is one, and what stands where known
bodies do is a body, whatever it looks like. Where neither is so and titles stand there, nobody works for them.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from loaders.blocks import Block, Kind, Span, tables_of
from loaders.context import Context, Entry
from loaders.lexicons.words import word_set
from loaders.names import recognise
from loaders.names.printed import TITLES, fold
from loaders.rules.bodies.lists import looks_like_name
from loaders.rules.bodies.used_bodies import can_be_body
from loaders.rules.events.series import lines_on
from loaders.rules.people.participant_tables import headed
from loaders.rules.people.people import state_entry
from loaders.rules.people.people_at_ends import at_ends, behind_bodies
from loaders.rules.people.people_records import (
    LEAST,
    Record,
    cards,
    in_lines,
    in_paragraphs,
    in_rows,
    is_title,
    of_talks,
    people_on,
    runs,
    several_offices,
)
from loaders.rules.people.people_under_bodies import people_under_bodies
from loaders.rules.people.person_details import (
    is_plain_role,
    parts_of,
    split_detail,
    split_run_on,
)
from loaders.rules.people.person_lines import entry_at, is_known_first
from loaders.rules.people.person_names import is_known_person
from loaders.rules.people.representatives import represented_in_lines
from loaders.structure import cues
from loaders.structure.sections import Role

RULE = "lists of people"

_MOST, _HALF = 0.6, 0.5
_SOME = 0.3
"""The share of a place's parts that are known bodies from which on the others there are bodies too."""
_FEW = 0.2
_WORDS = 8
_SURE = 4
"""Known bodies at the heads of lists from which on the others of these heads are bodies too, though they look like none."""
_BODY_FIRST = re.compile(r"([^,()]{2,80}), ([^,()]{2,60})")
_BODY_IN_BRACKET = re.compile(r"([^()]{2,80}) \(([^()]{2,80})\)")
_ASIDE = re.compile(r"\s*\(([^()]*)\)$")
"""What a bracket behind a body says of the person: "(minute taker)"."""
_CUT = re.compile(r", [A-Z]{2,} $")
"""How a text ends that a body's name goes on from: its short form behind a comma."""
_APART = (Role.NOISE, Role.REFERENCES)


def state_lists_of_people(context: Context) -> None:
    """State the people of such lists with their offices and bodies, and keep them for the rules that say what they did."""
    apart = context.starts_in(*_APART)
    blocks = [b for b in context.text.blocks if b.start not in apart and not context.is_ignored(b)]
    came = context.starts_in(Role.ATTENDEES)
    labelled = {line.start for line, _ in represented_in_lines(context, [b for b in blocks if b.start in came])}
    blocks = [b for b in blocks if b.start not in labelled]
    talks = lines_on(context)
    for lines in runs([b for b in blocks if b.start not in talks]):
        for read_as in (in_lines, behind_bodies, at_ends):
            records = read_as(context, lines)
            if _is_list(context, records, len(lines)) and _state(context, records, listed=lines[0].start in came):
                break
    found = [*in_paragraphs(context, blocks), of_talks(context, blocks)]
    found += [(records, len(records)) for records in cards(context, blocks)]
    for rows in tables_of(blocks):
        columns = headed(context, rows[0])
        if (columns is None or columns.body is None) and not people_under_bodies(context, rows):
            found += list(in_rows(context, rows))
    for records, count in found:
        if _is_list(context, records, count):
            _state(context, records, listed=records[0].block.start in came)
    _under_bodies(context, blocks)


def _is_list(context: Context, records: list[Record], count: int) -> bool:
    known = sum(any(is_known_person(context.words(name)) for name in record.names) for record in records)
    told = sum(bool(record.parts) or record.body is not None for record in records)
    return len(records) >= LEAST and len(records) >= _MOST * count and known >= _HALF * len(records) and told >= LEAST


@dataclass(frozen=True, slots=True)
class _Said:
    """What one part of an entry can be."""

    span: Span
    office: bool
    """It is an office and nothing else."""
    body: bool
    """It is known for a body."""
    both: tuple[Span, Span] | None
    """Office and body that it holds, where it clearly holds both."""
    run_on: tuple[Span, Span] | None
    """The same, where no mark parts the two."""
    title: bool
    """It reads as a title does."""


def _said(context: Context, span: Span) -> _Said:
    words, names = context.words(span), context.names
    if (aside := _ASIDE.search(words)) and aside.start() and (aside[1].islower() or cues.is_role(aside[1])):
        span, words = Span(span.start, span.start + aside.start()), words[: aside.start()]
    runs = any(map(cues.is_role, words.split()[:-1]))
    body = names.is_organisation(words) and not runs and not is_plain_role(words, names)
    role, inner = (None, None) if body else split_detail(context, span)
    run_on = split_run_on(context, span) if runs else (None, None)
    both = None
    if role is not None and inner is not None and cues.is_role(context.words(role)):
        both = (role, inner) if not names.is_place(context.words(inner)) else None
    office = both is None and not body and is_plain_role(words, names) and not recognise.organisations(words)
    ran = (run_on[0], run_on[1]) if run_on[0] is not None and run_on[1] is not None else None
    if ran is not None and _CUT.search(words[: ran[1].start - span.start]):
        ran = None
    return _Said(span, office, body, both, ran, is_title(context, words))


def _state(context: Context, records: list[Record], *, listed: bool) -> bool:
    """State the people of a list by its form, and return whether it tells anything; `listed` where it is one of those who came."""
    if records[0].body is not None:
        return _state_turned(context, records)
    said = [[_said(context, part) for part in record.parts] for record in records]
    read = _read(context, said, listed=listed)
    if read is None and all(record.apart for record in records):
        read = _Read([(None, None) for _ in records])
    if read is None or (any(r.runs_on for r in records) and sum(map(any, read.pairs)) < _MOST * len(records)):
        return False
    for index, (record, (role, body)) in enumerate(zip(records, read.pairs, strict=True)):
        more = read.more[index] if read.more else ()
        if len(offices := several_offices(context, record)) > 1:
            (role, body), *further = offices
            more = tuple(further)
        _state_entry(context, record, role, body, more, surely=read.surely)
    return True


def _state_turned(context: Context, records: list[Record]) -> bool:
    """State the people of a list of which each stands behind a body with or without an office, where it is one of bodies."""
    bodies = [_said(context, record.body) for record in records if record.body]
    known, titles = sum(one.body for one in bodies), sum(one.title for one in bodies)
    offices = all(is_plain_role(context.words(part), context.names) for record in records for part in record.parts)
    if not offices or known < _SOME * len(records) or 2 * titles > len(records):
        return False
    for record, body in zip(records, bodies, strict=True):
        if body.body or _can_be(context, body.span):
            _state_entry(context, record, record.parts[0] if record.parts else None, body.span, surely=True)
    return True


def _state_entry(
    context: Context,
    record: Record,
    role: Span | None,
    body: Span | None,
    more: tuple[tuple[Span, Span], ...] = (),
    *,
    surely: bool = False,
) -> None:
    before = entry_at(context, record.block, record.names[0].start - record.block.start)
    for name in record.names:
        last = name is record.names[-1]
        end = record.end if last else name.end - record.block.start
        entry = Entry(name, role or record.office, body, end, more=more)
        if before is not None and before.person == name and before.more:
            continue  # of several offices, the line alone says more
        line = before.organisation if before is not None and before.person == name and not surely else None
        sure = record.apart or record.runs_on
        if line is not None and (body is None or not (sure or _is_alike(context, line, body))):
            continue  # the line alone says more
        address = lead.end() if (lead := TITLES.match(context.words(name))) else 0
        context.listed[name.start] = context.listed[name.start + address] = entry
        context.names.show_person(name, address)
        state_entry(context, entry, record.block)
        context.peopled.update((record.block.start, *(context.block_at(part.start).start for part in record.parts)))


def _is_alike(context: Context, before: Span, body: Span) -> bool:
    """Whether a list says the same body as the line alone does, or a known one instead."""
    return before.start == body.start or context.names.is_organisation(context.words(body))


def _is_office(context: Context) -> Callable[[Span], bool]:
    return lambda span: is_plain_role(context.words(span), context.names)


def _under_bodies(context: Context, blocks: list[Block]) -> None:
    """State whom lists name of which each stands under the name of a body, and holds people with or without their offices."""
    found: dict[tuple[Kind, int], list[tuple[Block, list[Record]]]] = defaultdict(list)
    for head, below in _headed_blocks(blocks):
        people: list[Record] = []
        for block in below if looks_like_name(head.text) and not cues.is_role(head.text) else ():
            records = people_on(context, block)
            if not records or not all(map(_is_office(context), [part for one in records for part in one.parts])):
                break
            people += records
        if people:
            found[head.kind, head.level].append((head, people))
    for series in found.values():
        known = sum(context.names.is_organisation(head.text) for head, _ in series)
        names = [name for _, records in series for record in records for name in record.names]
        first = sum(is_known_first(context.words(name)) for name in names)
        if known < 2 or known < _HALF * len(series) or first < _HALF * len(names):
            continue
        for head, records in series:
            span = Span(head.start, head.end)
            if context.names.is_organisation(head.text) or known >= _SURE or _can_be(context, span):
                for record in records:
                    _state_entry(context, record, record.parts[0] if record.parts else None, span)


def _headed_blocks(blocks: list[Block]) -> Iterator[tuple[Block, list[Block]]]:
    """Yield each heading, and each item over others, with the blocks below it."""
    for index, head in enumerate(blocks):
        stop = index + 1
        while stop < len(blocks) and _is_below(blocks[stop], head):
            stop += 1
        if stop > index + 1:
            yield head, blocks[index + 1 : stop]


def _is_below(block: Block, head: Block) -> bool:
    if head.kind is Kind.HEADING:
        return block.kind is not Kind.HEADING
    return head.kind is block.kind is Kind.ITEM and block.level > head.level


Pair = tuple[Span | None, Span | None]


@dataclass(frozen=True, slots=True)
class _Read:
    """Office and body of each entry of a list."""

    pairs: list[Pair]
    more: list[tuple[tuple[Span, Span], ...]] = field(default_factory=list)
    """Further offices of each, where any has some."""
    surely: bool = False
    """Whether the list's form says so against what its lines say."""


def _read(context: Context, said: list[list[_Said]], *, listed: bool) -> _Read | None:
    """Return office and body of each entry, None where the form of the list tells nothing that its lines do not."""
    several = [parts for parts in said if len(parts) > 1]
    if 2 * len(several) >= len(said):
        return _by_place(context, said)
    return _by_part(context, said, listed=listed)


def _by_place(context: Context, said: list[list[_Said]]) -> _Read | None:
    """Return the same of a list whose entries have several parts: one place holds offices, another bodies."""
    places = range(min(3, max(map(len, said))))

    def share(place: int, kind: str) -> float:
        there = [parts[place] for parts in said if len(parts) > place]
        return sum(bool(getattr(one, kind)) for one in there) / len(there) if there else 0.0

    office = max(places, key=lambda place: (share(place, "office"), -place))
    others = [place for place in places if place != office] if share(office, "office") >= _HALF else list(places)
    body = max(others, key=lambda place: (share(place, "body"), -abs(place - office)), default=None)
    mixed = max(places, key=lambda place: (share(place, "both"), -place))
    if share(mixed, "both") >= _HALF:
        each = [tuple(part.both for part in parts if part.both) for parts in said]
        pairs = [
            both[0] if both else (_one(context, parts[0], bodies=True) if parts else (None, None))
            for both, parts in zip(each, said, strict=True)
        ]
        return _Read(pairs, more=[both[1:] for both in each])
    if body is None or (share(office, "office") < _HALF and share(body, "body") < _HALF):
        return None
    sure = share(body, "title") < _HALF and share(body, "both") < _HALF
    read: list[Pair] = []
    for parts in said:
        if len(parts) <= max(office, body) and len(parts) == 1:
            read.append(_one(context, parts[0], bodies=sure))
            continue
        role = parts[office] if office in range(len(parts)) and parts[office].office else None
        what = parts[body] if body < len(parts) else None
        if what is not None and what.office and role is None:
            role, what = what, parts[office] if office < len(parts) and not parts[office].office else None
        if what is not None and what.both:
            read.append(what.both)
        elif what is not None and (what.body or (sure and _can_be(context, what.span))):
            read.append((role.span if role else _as_office(context, parts, office, body), what.span))
        else:
            read.append((role.span if role else None, None))
    return _Read(read, surely=True)


def _as_office(context: Context, parts: list[_Said], office: int, body: int) -> Span | None:
    """Return what stands in the place of the office, where it holds a word of one."""
    if office == body or office >= len(parts):
        return None
    return parts[office].span if cues.is_role(context.words(parts[office].span)) else None


def _by_part(context: Context, said: list[list[_Said]], *, listed: bool) -> _Read | None:
    """Return the same of a list whose entries have one part each: an office, a body, or both."""
    each = [parts[0] for parts in said if parts]
    known = sum(one.body for one in each)
    both = sum(one.both is not None for one in each)
    offices = sum(one.office for one in each)
    titles = sum(one.title for one in each)
    if not listed and 2 * titles >= len(each) and known + both + offices < _SOME * len(each):
        return _Read([(None, None) for _ in said], surely=True)
    if (pairs := _by_order(context, said)) is not None:
        return _Read(pairs, surely=True)
    told = known + both + offices
    if told < _SOME * len(each):
        return None
    run_on = sum(one.run_on is not None for one in each)
    if run_on > sum("," in context.words(one.span) and one.both is not None and one.run_on is None for one in each):
        return _Read([_run_on(context, parts) for parts in said], surely=True)
    bodies = known + both >= _SOME * (len(each) - offices) and 2 * titles < len(each)
    return _Read([_first(context, parts, bodies=bodies) for parts in said])


def _by_order(context: Context, said: list[list[_Said]]) -> list[Pair] | None:
    """Return the same where most parts are of two, of which the one behind a comma is the office or the one in a bracket the body
    ("Elm Trust, Director", "Director (Elm Trust)"); None where they are not."""
    for pattern, office in ((_BODY_FIRST, 1), (_BODY_IN_BRACKET, 0)):
        read: list[Pair] = []
        found = known = 0
        for parts in said:
            match = pattern.fullmatch(context.words(parts[0].span)) if parts else None
            base = parts[0].span.start if parts else 0
            spans = [Span(base + match.start(one), base + match.end(one)) for one in (1, 2)] if match else []
            two = [_said(context, span) for span in spans]
            if two and two[office].office and not two[1 - office].office and _can_be(context, two[1 - office].span):
                found, known = found + 1, known + two[1 - office].body
                read.append((two[office].span, two[1 - office].span))
            else:
                read.append(_one(context, parts[0], bodies=False) if parts else (None, None))
        if found >= _MOST * len(said) and known >= _SOME * found:
            return read
    return None


def _first(context: Context, parts: list[_Said], *, bodies: bool) -> Pair:
    """Return office and body of the first part, the office of another one where that is none."""
    if not parts:
        return None, None
    others = [part.span for part in parts[1:] if part.office]
    if len(parts) > 1 and not (others and parts[0].body):
        return _one(context, _said(context, Span(parts[0].span.start, parts[-1].span.end)), bodies=bodies)
    role, body = _one(context, parts[0], bodies=bodies)
    return role or next(iter(others), None), body


def _run_on(context: Context, parts: list[_Said]) -> Pair:
    """Return office and body of an entry that no mark parts; none where a mark parts them after all."""
    if not parts:
        return None, None
    whole = "," not in context.words(parts[0].span)
    return parts[0].run_on or (parts[0].both if whole else None) or (None, parts[0].span if parts[0].body else None)


def _one(context: Context, part: _Said, *, bodies: bool) -> Pair:
    """Return office and body of a part; where the list is one with `bodies`, what is neither known nor an office is one too."""
    if part.body:
        return None, part.span
    if part.both:
        return part.both
    words = context.words(part.span)
    if part.office:
        return part.span, None
    if bodies and len(parts_of(words)) == 1 and not cues.is_role(words) and _can_be(context, part.span):
        return None, part.span
    return None, None


def _can_be(context: Context, span: Span) -> bool:
    """Whether a part can be a body's name by its shape."""
    words = context.words(span)
    return (
        len(words.split()) <= _WORDS
        and not re.search(r"\d[:.]\d", words)
        and can_be_body(context, words, listed=True)
        and not word_set("field of work").issuperset(fold(words).split())
        and fold(words) not in word_set("no body beside a name")
    )
