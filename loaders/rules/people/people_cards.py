"""Entries of people that are several blocks: a line with a name alone, and short lines below it that say office and body."""

import re
from collections import defaultdict
from itertools import pairwise

from loaders.blocks import Block, Kind, Span
from loaders.context import Context
from loaders.lexicons.words import any_of, word_set
from loaders.names.printed import fold
from loaders.rules.bodies.lists import looks_like_name
from loaders.rules.people.areas_behind import is_area
from loaders.rules.people.body_shapes import is_field
from loaders.rules.people.list_forms import what_is_said
from loaders.rules.people.people_records import (
    LABEL,
    PROSE,
    Record,
    is_name,
    own_name,
    parts_between,
    record_at,
    tells_on,
)
from loaders.rules.people.person_details import is_plain_role, split_detail
from loaders.rules.people.person_lines import is_known_first, name_at
from loaders.structure import cues

_DETAIL = 130
"""The most characters of a line below a name that says office or body."""
_BELOW = 3
"""How many lines below a name can belong to it, whatever follows."""
_MOST_BELOW = 10
"""The same where the next name follows: an office, several parts of a body, the body, its town, and so again."""
_STACKED = 3
"""How many lines below a name are more than an office and a body."""
_DEEPEST = 7
_PART_IN_A_MEETING = re.compile(rf" \((?i:{any_of('part in a meeting')})\)$")


def cards(context: Context, blocks: list[Block]) -> list[list[Record]]:
    """Return the entries that are a line with a name alone and short lines below it, those of one look together."""
    found: dict[tuple[Kind, int, bool], list[Record]] = defaultdict(list)
    bodies = set[int]()
    for index, block in enumerate(blocks):
        if block.kind is Kind.ROW or block.kind is Kind.NOTE or len(block.text) > _DETAIL or block.start in bodies:
            continue
        if index + 1 == len(blocks) or len(blocks[index + 1].text) > _DETAIL:
            continue
        named = _is_head(context, block)
        below = _lines_below(context, blocks, index, named=named)
        after = blocks[index + 1 + len(below)] if index + 1 + len(below) < len(blocks) else None
        ended = after is None or _is_head(context, after)
        if (
            not ended
            and after is not None
            and after.kind is Kind.HEADING
            and len(below) > 2
            and not _says(context, below[-1])
        ):
            below.pop()  # a heading above a heading, which its look does not show
        bodies.update(line.start for line in below if named and is_name(context, line.text))
        bare = len(_PART_IN_A_MEETING.sub("", block.text))
        record = record_at(context, block, Span(block.start, block.end)) if below and not named else None
        if not named and (
            record is None or record.office or not all(_is_office(context, part) for part in record.parts)
        ):
            continue
        own = record.names if record else (own_name(block, 0, bare),)
        parts = tuple(
            part
            for line in below
            for part in parts_between(line, 0, len(line.text), [e - line.start for e in line.breaks])
        )
        if record is None or parts:
            whole = (*record.parts, *parts) if record else parts
            whole, offices = _stacked(context, whole, ended=ended)
            said = (line for line in below if not context.names.is_organisation(line.text))
            found[(block.kind, block.level, named)].append(
                Record(block, own, whole, len(block.text), True, offices=offices, below=tuple(said))
            )
    return list(found.values())


def _lines_below(context: Context, blocks: list[Block], index: int, *, named: bool) -> list[Block]:
    """Return the lines below the one at an index that can belong to it."""
    block, below = blocks[index], list[Block]()
    most = _MOST_BELOW if named else _BELOW
    for at, line in enumerate(blocks[index + 1 : index + 1 + most], index + 1):
        if named and below and _is_body_like_a_name(context, block, below, *blocks[at : at + 2]):
            below.append(line)
            continue
        if named and len(below) > 1 and line.kind is block.kind and _is_head(context, line):
            return below
        if line.kind is Kind.ROW or not _can_be_below(context, line, block):
            break
        if line.kind is block.kind is Kind.ITEM and (
            line.level < block.level or any(one.kind is not Kind.ITEM for one in below)
        ):
            break
        if not named and (line.kind is block.kind is Kind.ITEM or name_at(context.names, line, 0) is not None):
            break
        below.append(line)
    return below if index + 1 + len(below) == len(blocks) else below[:_BELOW]


def _says(context: Context, line: Block) -> bool:
    """Whether a line holds an office or a known body."""
    return cues.is_role(line.text) or context.names.is_organisation(line.text)


def _stacked(
    context: Context, parts: tuple[Span, ...], *, ended: bool
) -> tuple[tuple[Span, ...], tuple[tuple[Span, Span], ...]]:
    """Return the parts below a name without towns, and the offices with their bodies where parts of bodies stand between: of
    several lines behind an office the first that is no part of a body is meant, or else the last, be it known or not where the
    next name has `ended` them."""
    parts = tuple(part for n, part in enumerate(parts) if not n or not is_area(context.words(part), context.names))
    each = [what_is_said(context, part).both for part in parts]
    if len(each) > 1 and all(each):
        return parts, tuple(both for both in each if both)
    firsts = [n for n, part in enumerate(parts) if is_plain_role(context.words(part), context.names)]
    offices = []
    waiting = list[Span]()
    for first, end in pairwise([*firsts, len(parts)]):
        below = list(parts[first + 1 : end])
        bodies = [part for part in below if context.names.is_organisation(context.words(part))]
        whole = [body for body in bodies if not _is_part(context.words(body))]
        closed = ended or end < len(parts)
        if not whole and below and closed and len(parts) >= _STACKED and _can_be(context, below[-1]):
            bodies = below[-1:]
        waiting.append(parts[first])
        if bodies:
            offices += [(office, next(iter(whole), bodies[-1])) for office in waiting]
            waiting = list[Span]()
    if len(parts) < _STACKED or not firsts or firsts[0] or len(offices) < len(firsts):
        return parts, ()
    return offices[0], tuple(offices)


def _can_be(context: Context, part: Span) -> bool:
    """Whether the last line below an office can be a body's name by its shape: no place, no field of work and nobody."""
    words = context.words(part)
    other = cues.is_role(words) or context.names.is_place(words) or is_field(words) or is_known_first(words)
    return looks_like_name(words.rstrip(".")) and not other


def _is_part(body: str) -> bool:
    """Whether the name of a body says that it is a part of one: "Center for Homes", "Research Branch"."""
    words = fold(body).split()
    return not word_set("part in an address").isdisjoint((words[0], words[-1]))


def _is_body_like_a_name(
    context: Context, name: Block, below: list[Block], line: Block, after: Block | None = None
) -> bool:
    """Whether a line of the form of a name stands where a body does: below somebody's office, and over the next name or where
    names are headings and it is none."""
    if not is_name(context, line.text) or not any(_is_office(context, _whole(office)) for office in below):
        return False
    if is_known_first(line.text) and not line.text.startswith(f"{name.text} "):
        return False
    apart = name.kind is Kind.HEADING and line.kind is not Kind.HEADING
    return apart or after is None or (_is_head(context, after) and is_known_first(after.text))


def _is_head(context: Context, line: Block) -> bool:
    """Whether a line is a name alone, with or without what the person is where people meet ("Ada North (Moderator)")."""
    return is_name(context, _PART_IN_A_MEETING.sub("", line.text))


def _whole(line: Block) -> Span:
    return Span(line.start, line.end)


def _is_office(context: Context, part: Span) -> bool:
    """Whether a part is an office and names no body besides."""
    return is_plain_role(context.words(part), context.names) and split_detail(context, part)[1] is None


def _is_of_office(context: Context, line: Block, label: re.Match[str]) -> bool:
    """Whether what a line has before a colon is an office of the person above, rather than of a next one."""
    return cues.is_role(label[1]) and name_at(context.names, line, label.end()) is None


def _is_lower(line: Block, name: Block) -> bool:
    """Whether a heading can be part of what stands below a name: an office that only its look makes a heading, or a lower one."""
    plain = not line.level and cues.is_role(line.text)
    return plain or (name.kind is Kind.HEADING and (line.level or _DEEPEST) > (name.level or _DEEPEST))


def _can_be_below(context: Context, line: Block, name: Block) -> bool:
    """Whether a line can be part of what stands below a name: short, no sentence, and no other name."""
    text = line.text.strip()
    return (
        len(text) <= _DETAIL
        and not text.endswith((":", "?", "!"))
        and (not text.endswith(".") or fold(text.split(" ")[-1]) in word_set("end of a legal name"))
        and (line.kind is not Kind.HEADING or _is_lower(line, name))
        and not PROSE.search(text)
        and not tells_on(text)
        and not is_name(context, text)
        and ((label := LABEL.match(text)) is None or _is_of_office(context, line, label))
        and ((first := name_at(context.names, line, 0)) is None or not is_known_first(context.words(first)))
        and text[:1] not in '“"‘'
    )
