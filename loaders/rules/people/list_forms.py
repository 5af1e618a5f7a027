"""What the entries of a list of people say, by the form that most of them have: which part is an office, which a body."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise

from loaders.blocks import Span
from loaders.context import Context
from loaders.lexicons.words import word_set
from loaders.names import recognise
from loaders.names.printed import fold
from loaders.rules.bodies.used_bodies import can_be_body
from loaders.rules.people.body_shapes import is_field
from loaders.rules.people.people_records import MOST, is_title
from loaders.rules.people.person_details import is_plain_role, parts_of, split_detail
from loaders.rules.people.run_on_details import split_run_on
from loaders.structure import cues

HALF = 0.5
SOME = 0.3
"""The share of a place's parts that must be known bodies for its other parts to be bodies too."""
_WORDS, _OFFICE = 8, 4
"""The most words of a body's name, and of an office that no word shows to be one."""
_SHARED = 3
"""The fewest entries that share what stands right behind their names."""
_BODY_FIRST = re.compile(r"([^,()]{2,80}), ([^,()]{2,60})")
_BODY_IN_BRACKET = re.compile(r"([^()]{2,80}) \(([^()]{2,80})\)")
_ASIDE = re.compile(r"\s*\(([^()]*)\)$")
"""What a bracket behind a body says of the person: "(minute taker)"."""
_CUT = re.compile(r", [A-Z]{2,} $")
"""How a text ends that a body's name goes on from: its short form behind a comma."""


@dataclass(frozen=True, slots=True)
class Said:
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


def what_is_said(context: Context, span: Span) -> Said:
    """Return what a part of an entry can be, by its words alone."""
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
    return Said(span, office, body, both, ran, is_title(context, words))


Pair = tuple[Span | None, Span | None]


@dataclass(frozen=True, slots=True)
class Read:
    """Office and body of each entry of a list."""

    pairs: list[Pair]
    more: list[tuple[tuple[Span, Span], ...]] = field(default_factory=list)
    """Further offices of each, where any has some."""
    surely: bool = False
    """Whether the list's form says so against what its lines say."""
    shared: frozenset[int] = frozenset()
    """The entries of which it says so because others have the same body in the same place."""


def read_form(context: Context, said: list[list[Said]], *, listed: bool, bracketed: bool = False) -> Read | None:
    """Return office and body of each entry, None where the form of the list tells nothing that its lines do not."""
    several = [parts for parts in said if len(parts) > 1]
    if 2 * len(several) >= len(said):
        return _by_place(context, said)
    read = _by_part(context, said, listed=listed, bracketed=bracketed)
    return _with_shared(context, said, read) if listed or read is not None else read


def _with_shared(context: Context, said: list[list[Said]], read: Read | None) -> Read | None:
    """Return what is read with the bodies that stand right behind several names ("Elm State, Libraries", "Elm State, Professor of
    Art"), where what goes on behind the comma is of each its own."""
    firsts: dict[str, list[tuple[int, Span, Span]]] = defaultdict(list)
    for index, parts in enumerate(said):
        words = context.words(parts[0].span) if parts and not parts[0].body else ""
        if (comma := words.find(", ")) > 0:
            start = parts[0].span.start
            rest = Span(start + comma + len(", "), parts[0].span.end)
            firsts[words[:comma]].append((index, Span(start, start + comma), rest))
    pairs: list[Pair] = list(read.pairs) if read else [(None, None)] * len(said)
    shared = set[int]()
    for words, places in firsts.items():
        known = context.names.is_organisation(words)
        if len(places) < _SHARED or known or cues.is_role(words) or context.names.is_place(words):
            continue
        for index, body, rest in places if can_be(context, places[0][1]) else ():
            pairs[index] = rest if is_plain_role(context.words(rest), context.names) else None, body
            shared.add(index)
    return (
        Read(pairs, read.more if read else [], read is not None and read.surely, frozenset(shared)) if shared else read
    )


def _by_place(context: Context, said: list[list[Said]]) -> Read | None:
    """Return the same of a list whose entries have several parts: one place holds offices, another bodies."""
    places = [place for place in range(3) if 2 * sum(len(parts) > place for parts in said) >= len(said)]

    def share(place: int, kind: str) -> float:
        there = [parts[place] for parts in said if len(parts) > place]
        return sum(bool(getattr(one, kind)) for one in there) / len(there) if there else 0.0

    office = max(places, key=lambda place: (share(place, "office"), -place))
    others = [place for place in places if place != office] if share(office, "office") >= HALF else places
    body = max(others, key=lambda place: (share(place, "body"), -abs(place - office)), default=None)
    mixed = max(places, key=lambda place: (share(place, "both"), -place))
    if share(mixed, "both") >= HALF:
        each = [tuple(part.both for part in parts if part.both) for parts in said]
        stacked = [_stacked(context, parts) for parts in said]
        pairs = [
            on_lines or (both[0] if both else (_one(context, parts[0], bodies=True) if parts else (None, None)))
            for on_lines, both, parts in zip(stacked, each, said, strict=True)
        ]
        each = [() if on_lines else both for on_lines, both in zip(stacked, each, strict=True)]
        return Read(pairs, more=[both[1:] for both in each])
    if body is None or (share(office, "office") < HALF and share(body, "body") < HALF):
        return None
    sure = share(body, "title") < HALF and share(body, "both") < HALF
    read: list[Pair] = []
    for parts in said:
        if len(parts) <= max(office, body) and len(parts) == 1:
            read.append(_one(context, parts[0], bodies=sure))
            continue
        role = parts[office] if office in range(len(parts)) and parts[office].office else None
        what = parts[body] if body < len(parts) else None
        if what is not None and not what.body and body == places[-1] and parts[-1].body:
            what = parts[-1]
        if what is not None and what.office and role is None:
            role, what = what, parts[office] if office < len(parts) and not parts[office].office else None
        if what is not None and what.both:
            read.append(what.both)
        elif what is not None and (what.body or (sure and can_be(context, what.span))):
            read.append((role.span if role else _as_office(context, parts, office, body), what.span))
        else:
            read.append((role.span if role else None, None))
    return Read(read, surely=True)


def _as_office(context: Context, parts: list[Said], office: int, body: int) -> Span | None:
    """Return what stands in the place of the office, where it holds a word of one."""
    if office == body or office >= len(parts):
        return None
    return parts[office].span if cues.is_role(context.words(parts[office].span)) else None


def _by_part(context: Context, said: list[list[Said]], *, listed: bool, bracketed: bool) -> Read | None:
    """Return the same of a list whose entries have one part each: an office, a body, or both; what stands in brackets behind most
    of many names is a body though hardly any is known."""
    each = [parts[0] for parts in said if parts]
    known = sum(one.body for one in each)
    both = sum(one.both is not None for one in each)
    offices = sum(one.office for one in each)
    titles = sum(one.title for one in each)
    if not listed and 2 * titles >= len(each) and known + both + offices < SOME * len(each):
        return Read([(None, None) for _ in said], surely=True)
    if (pairs := _by_order(context, said)) is not None:
        return Read(pairs, surely=True)
    told = known + both + offices
    if told < SOME * len(each) and not bracketed:
        return None
    run_on = sum(one.run_on is not None for one in each)
    if run_on > sum("," in context.words(one.span) and one.both is not None and one.run_on is None for one in each):
        return Read([_run_on(context, parts) for parts in said], surely=True)
    bodies = (bracketed or known + both >= SOME * (len(each) - offices)) and 2 * titles < len(each)
    return Read([_first(context, parts, bodies=bodies) for parts in said])


def _by_order(context: Context, said: list[list[Said]]) -> list[Pair] | None:
    """Return the same where most parts are of two, of which the one behind a comma is the office or the one in a bracket the body
    ("Elm Trust, Director", "Director (Elm Trust)"); None where they are not."""
    for pattern, office in ((_BODY_FIRST, 1), (_BODY_IN_BRACKET, 0)):
        read: list[Pair] = []
        found = known = 0
        for parts in said:
            match = pattern.fullmatch(context.words(parts[0].span)) if parts else None
            base = parts[0].span.start if parts else 0
            spans = [Span(base + match.start(one), base + match.end(one)) for one in (1, 2)] if match else []
            two = [what_is_said(context, span) for span in spans]
            if two and two[office].office and not two[1 - office].office and can_be(context, two[1 - office].span):
                found, known = found + 1, known + two[1 - office].body
                read.append((two[office].span, two[1 - office].span))
            else:
                read.append(_one(context, parts[0], bodies=False) if parts else (None, None))
        if found >= MOST * len(said) and known >= SOME * found:
            return read
    return None


def _first(context: Context, parts: list[Said], *, bodies: bool) -> Pair:
    """Return office and body of the first part, the office of another one where that is none."""
    if not parts:
        return None, None
    if (on_lines := _stacked(context, parts)) is not None:
        return on_lines
    if parts[0].office and len(parts) > 1 and bodies and not cues.is_role(context.words(parts[1].span)):
        below = parts[1].span if can_be(context, parts[1].span) else None
        if below is not None:
            return parts[0].span, below
    if parts[0].both and len(parts) > 1:
        inner = context.words(parts[0].both[1])
        if any(part.both for part in parts[1:]) or context.names.is_organisation(inner):
            return parts[0].both
    others = [part.span for part in parts[1:] if part.office]
    if len(parts) > 1 and not (others and parts[0].body):
        return _one(context, what_is_said(context, Span(parts[0].span.start, parts[-1].span.end)), bodies=bodies)
    role, body = _one(context, parts[0], bodies=bodies)
    return role or next(iter(others), None), body


def _stacked(context: Context, parts: list[Said]) -> Pair | None:
    """Return the office of a part with its field, and the known body of the next ("Director, Homes" above "Elm Trust")."""
    for above, below in pairwise(parts):
        known = above.body or (above.both is not None and context.names.is_organisation(context.words(above.both[1])))
        if below.body and not known and cues.is_role(context.words(above.span)):
            return above.span, below.span
    return None


def _run_on(context: Context, parts: list[Said]) -> Pair:
    """Return office and body of an entry that no mark parts; none where a mark parts them after all."""
    if not parts:
        return None, None
    whole = "," not in context.words(parts[0].span)
    return parts[0].run_on or (parts[0].both if whole else None) or (None, parts[0].span if parts[0].body else None)


def _one(context: Context, part: Said, *, bodies: bool) -> Pair:
    """Return office and body of a part; where the list is one with `bodies`, what is neither known nor an office is one too."""
    if part.body:
        return None, part.span
    if part.both:
        return part.both
    words = context.words(part.span)
    if part.office:
        return part.span, None
    if bodies and (pair := _other_office(context, part)) is not None:
        return pair
    if bodies and len(parts_of(words)) == 1 and not cues.is_role(words) and can_be(context, part.span):
        return None, part.span
    return None, None


def _other_office(context: Context, part: Said) -> Pair | None:
    """Return the two of a part that ends in a known body as those of its list do, whatever it has before the comma: offices have
    more names than anybody lists ("Lamplighter, Elm Trust")."""
    two = _BODY_FIRST.fullmatch(context.words(part.span))
    if two is None or len(two[1].split()) > _OFFICE or not two[1][0].isupper():
        return None
    known = context.names.is_organisation
    if not known(two[2]) or known(two[1]) or context.names.is_place(two[1]):
        return None
    office, body = (Span(part.span.start + two.start(n), part.span.start + two.end(n)) for n in (1, 2))
    return office, body


def can_be(context: Context, span: Span) -> bool:
    """Whether a part can be a body's name by its shape."""
    words = context.words(span)
    return (
        len(words.split()) <= _WORDS
        and not re.search(r"\d[:.]\d", words)
        and can_be_body(context, words, listed=True)
        and not is_field(words)
        and fold(words) not in word_set("no body beside a name")
    )
