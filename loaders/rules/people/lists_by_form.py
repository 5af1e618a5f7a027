"""Lists of people whose own form says what their entries hold: most of them alike, with office and body in the same places.

A line alone cannot tell "Ada North Head of Homes Koru" or "Ada North – Homes for All" apart from other things; the list can. Where
most of its entries begin with people, what stands in the place that most often holds an office is one, and what stands where known
bodies do is a body, whatever it looks like. Where neither is so and titles stand there, nobody works for them.
"""

from dataclasses import replace

from loaders.blocks import Block, Kind, Span, tables_of
from loaders.context import Context, Entry
from loaders.names.printed import LETTERS_AFTER_NAME, TITLES, person_name
from loaders.rules.events.series import lines_on
from loaders.rules.people.list_forms import HALF, SOME, Read, can_be, read_form, what_is_said
from loaders.rules.people.own_people import below_people_headings
from loaders.rules.people.people import state_entry
from loaders.rules.people.people_alike import show_people_alike
from loaders.rules.people.people_at_ends import at_ends, behind_bodies, of_hours
from loaders.rules.people.people_cards import cards
from loaders.rules.people.people_columns import headed
from loaders.rules.people.people_records import (
    LEAST,
    LINE,
    MOST,
    Record,
    headings,
    in_lines,
    in_paragraphs,
    of_talks,
    runs,
    several_offices,
)
from loaders.rules.people.people_rows import in_rows
from loaders.rules.people.people_under_bodies import people_under_bodies
from loaders.rules.people.people_under_heads import under_heads, under_lines
from loaders.rules.people.person_details import is_plain_role
from loaders.rules.people.person_lines import entry_at
from loaders.rules.people.person_names import is_known_person
from loaders.rules.people.representatives import represented_in_lines
from loaders.rules.people.short_names import show_short_names
from loaders.structure import cues
from loaders.structure.sections import Role

RULE = "lists of people"

_MANY = 8
"""The fewest entries of a list whose brackets all hold bodies, whatever these look like."""
_NAME_WORDS = 3
"""The most words of a name that only a bracket shows to be one; more may be a body and a person."""


def state_lists_of_people(context: Context) -> None:
    """State the people of such lists with their offices and bodies, and keep them for the rules that say what they did."""
    show_short_names(context)
    apart = context.aside
    blocks = [b for b in context.text.blocks if b.start not in apart and not context.is_ignored(b)]
    show_people_alike(context, blocks)
    came, planned = context.starts_in(Role.ATTENDEES), context.starts_in(Role.SPEAKERS)
    labelled = {line.start for line, _ in represented_in_lines(context, [b for b in blocks if b.start in came])}
    blocks = [b for b in blocks if b.start not in labelled]
    below = list(under_lines(context, blocks))
    for record, role, body in below:
        _state_entry(context, record, role, body)
    told = {record.block.start for record, _, _ in below}
    blocks = [b for b in blocks if b.start not in told]
    talks, under = lines_on(context), below_people_headings(context)
    for lines in runs([b for b in blocks if b.start not in talks]):
        for read_as in (in_lines, behind_bodies, at_ends):
            lines = of_hours(context, lines, planned=lines[0].start in planned) if read_as is at_ends else lines
            records = read_as(context, lines)
            if (
                records
                and _is_list(context, records, len(lines), under)
                and _state(context, records, listed=lines[0].start in came)
            ):
                break
    found = [*in_paragraphs(context, blocks), of_talks(context, blocks), _all_bracketed(context, blocks)]
    found += [(in_lines(context, heads), len(heads)) for heads in headings(blocks)]
    for records in cards(context, blocks):
        listed = _is_list(context, records, len(records), under)
        alone = [] if listed else [[record] for record in _sure(context, records)]
        found += [(records, len(records))] if listed else []
        for one in alone:
            _state(context, one, listed=one[0].block.start in came)
    for rows in tables_of(blocks):
        columns = headed(context, rows[0])
        if (columns is None or columns.body is None) and not people_under_bodies(context, rows):
            found += list(in_rows(context, rows))
    for records, count in found:
        if _is_list(context, records, count, under):
            _state(context, records, listed=records[0].block.start in came)
    for record, role, body in under_heads(context, blocks):
        _state_entry(context, record, role, body)


def _is_list(context: Context, records: list[Record], count: int, under: set[int]) -> bool:
    """Whether entries are a list of people; `under` are the blocks below headings that say so."""
    known = sum(any(is_known_person(context.words(name)) for name in record.names) for record in records)
    told = sum(bool(record.parts) or record.body is not None for record in records)
    offices = sum(any(cues.is_role(context.words(part)) for part in record.parts) for record in records)
    least = SOME * len(records) if not all(record.block.start in under for record in records) else 0
    bracketed = len(records) >= _MANY and all(_is_bracketed(r) and _is_short(context, r) for r in records)
    people = known >= (SOME if bracketed else HALF) * len(records) or (
        known >= least and offices >= MOST * len(records)
    )
    return len(records) >= LEAST and len(records) >= MOST * count and people and told >= LEAST


def _sure(context: Context, records: list[Record]) -> list[Record]:
    """Return the entries that show by themselves that they are some: an office in a known body below a name whose first name is
    known, or beside such a one."""
    told = [record for record in records if _has_office_in_body(context, record)]
    known = [one for one in told if all(is_known_person(context.words(name)) for name in one.names)]
    return told if known and len(told) == len(records) else known


def _has_office_in_body(context: Context, record: Record) -> bool:
    """Whether an office and a known body stand below a name."""
    said = [what_is_said(context, part) for part in record.parts]
    known = any(one.body or (one.both and context.names.is_organisation(context.words(one.both[1]))) for one in said)
    return known and any(one.both or one.office for one in said)


def _state(context: Context, records: list[Record], *, listed: bool) -> bool:
    """State the people of a list by its form, and return whether it tells anything; `listed` where it is one of those who came."""
    if records[0].body is not None:
        return _state_turned(context, records)
    said = [[what_is_said(context, part) for part in record.parts] for record in records]
    apart = sum(map(_is_bracketed, records))
    bracketed = apart >= MOST * len(records) and (len(records) >= _MANY or (apart == len(records) and _in_row(records)))
    read = read_form(context, said, listed=listed, bracketed=bracketed)
    if read is None and all(record.apart for record in records):
        read = Read([(None, None) for _ in records])
    if read is None or (any(r.runs_on for r in records) and sum(map(any, read.pairs)) < MOST * len(records)):
        return False
    for index, (record, (role, body)) in enumerate(zip(records, read.pairs, strict=True)):
        more = read.more[index] if read.more else ()
        if len(offices := several_offices(context, record)) > 1 or record.offices:
            (role, body), *further = offices
            more = tuple(further)
        _state_entry(context, record, role, body, more, surely=read.surely or index in read.shared)
    return True


def _in_row(records: list[Record]) -> bool:
    """Whether entries are names in cells with a bracket behind each."""
    return all(r.block.kind is Kind.ROW and r.block.text[r.end - 1] == ")" for r in records)


def _is_short(context: Context, record: Record) -> bool:
    """Whether the name of an entry has no more words than a person's alone."""
    return len(person_name(context.words(record.names[0])).split()) <= _NAME_WORDS


def _all_bracketed(context: Context, blocks: list[Block]) -> tuple[list[Record], int]:
    """Return the entries of all the items that are a name and a bracket: what most brackets of a document hold, the others do too,
    in however short lists they stand."""
    items = [b for b in blocks if b.kind is Kind.ITEM and b.text.endswith(")") and len(b.text) <= LINE]
    found = [record for record in in_lines(context, items) if _is_bracketed(record)]
    found = [one for one in found if _is_short(context, one)]
    return (found, len(found)) if len(found) >= _MANY else ([], 0)


def _is_bracketed(record: Record) -> bool:
    """Whether an entry is a name and a bracket and nothing else: "Ada North (Koru)", or in a cell or a bracket a name and a
    comma."""
    behind = record.block.text[record.names[-1].end - record.block.start : record.end]
    behind = behind[letters.end() if (letters := LETTERS_AFTER_NAME.match(behind)) else 0 :].strip()
    text, start = record.block.text, record.names[0].start - record.block.start
    in_cell = behind.startswith(",") and (record.block.kind is Kind.ROW or text[start - 1 : start] == "(")
    return len(record.parts) == 1 and (in_cell or (behind.startswith("(") and behind.find(")") == len(behind) - 1))


def _state_turned(context: Context, records: list[Record]) -> bool:
    """State the people of a list of which each stands behind a body with or without an office, where it is one of bodies."""
    bodies = [what_is_said(context, record.body) for record in records if record.body]
    known, titles = sum(one.body for one in bodies), sum(one.title for one in bodies)
    offices = all(is_plain_role(context.words(part), context.names) for record in records for part in record.parts)
    if not offices or known < SOME * len(records) or 2 * titles > len(records):
        return False
    for record, body in zip(records, bodies, strict=True):
        if body.body or can_be(context, body.span):
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
    stop = record.block.start + record.end
    line = replace(record.block, text=record.block.text[: record.end], end=stop)  # a row's other cells tell of others
    before = entry_at(context, line, record.names[0].start - record.block.start)
    for name in record.names:
        last = name is record.names[-1]
        end = record.end if last else name.end - record.block.start
        entry = Entry(name, role or record.office, body, end, more=more)
        if before is not None and before.person == name and before.more:
            continue  # of several offices, the line alone says more
        told = before.organisation if before is not None and before.person == name and not surely else None
        sure = record.apart or record.runs_on
        if told is not None and (body is None or not (sure or _is_alike(context, told, body))):
            continue  # the line alone says more
        address = lead.end() if (lead := TITLES.match(context.words(name))) else 0
        context.listed[name.start] = context.listed[name.start + address] = entry
        context.names.show_person(name, address)
        state_entry(context, entry, record.block)
        if record.block.kind is context.block_at(record.block.start).kind:  # around a line of a cell, others are named
            lines = (record.block, *record.below, *(context.block_at(part.start) for part in record.parts))
            context.peopled.update(line.start for line in lines)


def _is_alike(context: Context, before: Span, body: Span) -> bool:
    """Whether a list says the same body as the line alone does, or a known one instead."""
    return before.start == body.start or context.names.is_organisation(context.words(body))
