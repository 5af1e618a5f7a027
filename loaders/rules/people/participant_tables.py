"""Tables of people: whom their rows name, with office and body, and who took part by them."""

import re
from collections.abc import Iterable
from dataclasses import replace

from loaders.blocks import Block, Span, tables_of
from loaders.context import Context, Entry
from loaders.lexicons.words import word_set
from loaders.names.people import is_person_name
from loaders.names.printed import fold
from loaders.names.recognise import names_none
from loaders.rules.bodies.attendees import said_of
from loaders.rules.bodies.several_bodies import several_bodies
from loaders.rules.events.other_events import is_elsewhere
from loaders.rules.events.speakers import manner_in
from loaders.rules.people.name_ends import TURNED, in_usual_order
from loaders.rules.people.people_cells import entry_in_cell, people_in_cells, several_entries, several_people
from loaders.rules.people.people_columns import (
    LEAST_PEOPLE,
    SHORT_TITLES,
    Columns,
    by_content,
    has_known_first,
    headed,
    is_made_of,
    is_of_speaker,
    with_contents,
)
from loaders.rules.people.people_under_bodies import people_under_bodies
from loaders.rules.people.person_details import split_detail
from loaders.rules.people.person_lines import is_known_first, name_at
from loaders.rules.people.representatives import represented_in_rows
from loaders.rules.people.taking_part import RULE, took_part
from loaders.structure import cues
from loaders.structure.sections import Section

_INITIALS_LAST = re.compile(r"(?:[. ]+[A-Z]\b){1,3}\.?")
"""Initials right behind a name, as in the south of India ("Raja Ganesh.M")."""
_LETTERS_ALONE = re.compile(r"(?=.*[^\W\d_]{3})[^\W\d_][^\W\d_.'’ -]*(?:[.'’ -]+[^\W\d_]+)*\.?")
"""Words of letters, one of them of three or more: a name, however it is written."""
_NAME_WORDS = 5
"""The most words of such a name."""


def lists_talks(context: Context) -> bool:
    """Whether a table of the document heads a column with people and one with the talks that they gave."""
    heads = (headed(context, rows[0]) for rows in tables_of(context.text.blocks))
    return any(columns is not None and columns.spoke for columns in heads)


def state_tables(context: Context, section: Section, blocks: Iterable[Block], *, came: bool = True) -> None:
    """State the people of tables; of those that no heading announces (not `came`), only where the head names people and bodies."""
    for whole in tables_of(blocks):
        rows, listed = _labelled(context, whole)
        present = came or listed
        if alone := _by_their_form(context, rows):
            context.peopled.update(row.start for row in rows)
            context.claim(RULE, *rows)
            away = [at for at, cell in enumerate(rows[0].cells) if said_of(context.words(cell)) == "stayed away"]
            for row, entry in alone:
                stayed = any(cell.start <= entry.person.start < cell.end for at in away if (cell := row.cell(at)))
                took_part(context, entry, row, came=present and not stayed)
            continue
        columns, below = with_contents(context, rows, headed(context, rows[0])), True
        if columns is None and present:
            columns, below = by_content(context, rows), False
        told = present or (columns is not None and columns.spoke)
        if columns is None or (not told and (columns.body is None or (columns.role is None and not columns.surely))):
            continue
        body = _reaching_down([row for row in rows[below:] if not (below and row.header)], columns)
        columns = replace(columns, turned=_are_turned(context, body, columns.name))
        people = [(row, found) for row in body if (found := _people(context, row, columns))]
        if not people or len(people) < LEAST_PEOPLE * len(body):
            continue
        known = sum(is_known_first(e.printed or context.words(e.person)) for _, found in people for e, _ in found)
        if not present and columns.role is None and columns.address is None and 3 * known < len(people):
            continue
        seen = {row.start for row, _ in people}
        people += [
            (row, [other]) for row in body if row.start not in seen and (other := _unusual(context, row, columns))
        ]
        named = [row for row in body if any(row.cell(at) for at in (columns.name, columns.first, columns.surname))]
        context.peopled.update(row.start for row in (*rows[:below], *(named if below else ())))
        context.claim(RULE, *rows[:below])
        manner = _manner(context, section, rows[0]) if columns.spoke else None
        behind = _reaching_down([row for row in whole[len(rows) :] if row.cell(columns.body)], columns)
        missing = [(row, found) for row in behind if (found := _people(context, row, columns))]
        for row, found in (*people, *missing):
            stayed = (row, found) in missing
            part = row.cell(columns.part)
            usual = "address" if part is not None and is_of_speaker(context.words(part)) else manner
            how = None if stayed else usual and (manner_in(row.text) or usual)
            for entry, surname in found:
                for one in _each_body(context, entry):
                    came_too = present and not stayed
                    took_part(context, one, row, *surname, came=came_too, surely=columns.surely, manner=how)


def _by_their_form(context: Context, rows: list[Block]) -> list[tuple[Block, Entry]]:
    """Return the people of a table that shows by its form alone whom it lists, each with the row; where its head says which column
    holds bodies, no cell of that one is somebody."""
    if found := represented_in_rows(context, rows) or people_under_bodies(context, rows):
        return found
    columns = headed(context, rows[0])
    return people_in_cells(context, rows) if columns is None or columns.body is None else []


def _labelled(context: Context, rows: list[Block]) -> tuple[list[Block], bool]:
    """Return the rows of a table up to the next label in its first column, and whether the first label says that they came."""
    labels = [said_of(context.words(row.cells[0])) if row.cells else None for row in rows]
    if labels[0] != "came":
        return rows, False
    return rows[: next((index for index, label in enumerate(labels[1:], 1) if label), len(rows))], True


def _manner(context: Context, section: Section, head: Block) -> str | None:
    """Return how the people of a table of talks spoke, None where it is one of another gathering's."""
    return (
        None if is_elsewhere(context, section.title) else manner_in(section.title) or manner_in(head.text) or "address"
    )


def _each_body(context: Context, entry: Entry) -> list[Entry]:
    """Return an entry once for each of the bodies that its cell prints."""
    if entry.organisation is None:
        return [entry]
    return [replace(entry, organisation=body) for body in several_bodies(context, entry.organisation, cell=True)]


def _reaching_down(rows: list[Block], columns: Columns) -> list[Block]:
    """Return rows with the body of the row above where its cell reaches down to them, or where bodies stand first and one is left
    out below itself."""
    at, name = columns.body, columns.name if columns.first is None else columns.first
    found, above = list[Block](), None
    for row in rows:
        own = row.cell(at)
        left_out = at is not None and at < len(row.cells) and name is not None and at < name and row.cell(name)
        if own is None and above is not None and at is not None and (at in row.above or left_out):
            cells = [*row.cells, *(Span(row.end, row.end) for _ in range(at + 1 - len(row.cells)))]
            row, own = replace(row, cells=(*cells[:at], above, *cells[at + 1 :])), above
        found.append(row)
        above = own
    return found


def _are_turned(context: Context, rows: list[Block], name: int | None) -> bool:
    """Whether most cells of a column are names with the surname first, and most first names behind their commas are known."""
    cells = [context.words(row.cells[name]).strip() for row in rows if name is not None and name < len(row.cells)]
    turned = [match for cell in cells if (match := TURNED.fullmatch(cell))]
    known = sum(has_known_first(match[0]) for match in turned)
    return 2 * len(turned) > len(cells) and 2 * known >= len(turned)


def _people(context: Context, row: Block, columns: Columns) -> list[tuple[Entry, tuple[Span, ...]]]:
    """Return the people of a row, each with the cell of the surname where it has one of its own."""
    one = _person(context, row, columns)
    if one is None or columns.name is None:
        return [one] if one else []
    if one[0].printed:
        return [one]
    cell = row.cells[columns.name]
    if columns.body is not None and (colleagues := several_entries(context, row, cell, bodies=False)):
        return [(replace(one[0], person=each.person, role=each.role, printed=""), ()) for each in colleagues]
    if several_told := several_entries(context, row, cell):
        return [(entry, ()) for entry in several_told]
    several = several_people(context, row, row.cells[columns.name])
    return [(replace(one[0], person=name, printed=""), ()) for name in several] or [one]


def _is_apart(context: Context, before: Span | None, body: Span | None) -> bool:
    """Whether what a column of bodies prints beside a body is no part of its name: an office or a part of it that is no body
    before it, or a place behind what is known for a body."""
    known = context.names.is_organisation
    if body is None:
        return False
    if before is None:
        return known(context.words(body))
    printed = context.words(before), context.words(body)
    return cues.is_role(printed[0]) or (known(printed[1]) and not known(printed[0]) and len(printed[1].split()) > 1)


def _is_office_behind(context: Context, before: Span, own: Span) -> bool:
    """Whether a cell prints the body first and the office behind a comma."""
    comma = context.words(Span(before.end, own.start)).strip() == ","
    return comma and cues.is_role(context.words(own)) and not cues.is_role(context.words(before))


def _is_none(words: str) -> bool:
    """Whether a cell for a body says that there is none: "N/A", "-", "retired", "student"."""
    return not re.search(r"\w", words) or names_none(words)


def _body(row: Block, columns: Columns) -> Span | None:
    """Return the cell of a row that holds a body: of the first column of bodies or, where it is empty, of the second."""
    return row.cell(columns.body) or row.cell(columns.second)


def _person(context: Context, row: Block, columns: Columns) -> tuple[Entry, tuple[Span, ...]] | None:
    """Return the person of a row and, where the surname has a cell of its own, that cell; None where the row names none."""
    surname: tuple[Span, ...] = ()
    role, body = row.cell(columns.role), _body(row, columns)
    role = None if role is not None and fold(context.words(role)) in SHORT_TITLES else role
    address = row.cell(columns.address)
    if columns.first is not None:
        given, family = row.cell(columns.first), row.cell(columns.surname)
        if given is None or family is None:
            return None
        both = f"{context.words(given)} {context.words(family)}"
        if not (context.names.is_person(both) or is_person_name(both)) and not (
            address and is_made_of(context.words(address), both)
        ):
            return None
        printed, name, surname = in_usual_order(context.words(family), context.words(given)), given, (family,)
        return Entry(name, role, body, len(row.text), printed), surname
    whole = row.cell(columns.name)
    if whole is None:
        return None
    if columns.body is None and (listed := context.listed.get(whole.start)) is not None:
        return listed, ()
    turned = TURNED.fullmatch(context.words(whole)) if columns.turned else None
    printed = in_usual_order(turned["family"], turned["given"]) if turned else ""
    found = Entry(whole, printed=printed) if turned else entry_in_cell(context, row, whole, whole)
    if found is None or found.person.end > whole.end:
        name_only = name_at(context.names, row, whole.start - row.start)
        if name_only is not None and name_only.end <= whole.end:
            found = Entry(name_only)
        elif address and is_made_of(context.words(address), context.words(whole)) and _is_name_alone(context, whole):
            found = Entry(whole)
        else:
            return None
    if _INITIALS_LAST.fullmatch(context.words(Span(found.person.end, max(found.person.end, whole.end)))):
        found = replace(found, person=whole)
    if body is not None and _is_none(context.words(body)):
        body = None
    elif body is not None and role is None and len(several_bodies(context, body, cell=True)) < 2:
        before, own = split_detail(context, body)
        if before and own and _is_office_behind(context, before, own):
            before, own = own, before
        if not columns.surely or _is_apart(context, before, own):
            role, body = before, own
    if columns.body is None and found.organisation is not None:
        role, body = role or found.role, found.organisation
    elif role is None and found.role is not None and cues.is_role(context.words(found.role)):
        role = found.role
    return Entry(found.person, role, body, len(row.text), printed), surname


def _unusual(context: Context, row: Block, columns: Columns) -> tuple[Entry, tuple[Span, ...]] | None:
    """Return the person of a row whose name has no usual form, in a table whose other rows name people: what its cell holds."""
    whole = row.cell(columns.name)
    body = _body(row, columns)
    if whole is None or body is None or _is_none(context.words(body)) or not _is_name_alone(context, whole):
        return None
    return Entry(whole, row.cell(columns.role), body, len(row.text)), ()


def _is_name_alone(context: Context, cell: Span) -> bool:
    """Whether all that a cell holds can be somebody's name, however it is written: words of letters, no body and no office."""
    words = context.words(cell)
    return (
        _LETTERS_ALONE.fullmatch(words) is not None
        and len(words.split()) <= _NAME_WORDS
        and not context.names.is_organisation(words)
        and not cues.is_role(words)
        and not context.names.is_place(words)
        and fold(words) not in word_set("no body beside a name")
    )
