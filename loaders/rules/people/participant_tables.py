"""Tables of people: what their columns hold, by their heads or by what stands in them, and who took part by them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from loaders.blocks import Block, Span, tables_of
from loaders.context import Context, Entry
from loaders.lexicons.words import any_of, word_set
from loaders.names.printed import fold
from loaders.names.recognise import names_none
from loaders.rules.bodies.attendees import OF_BODIES, said_of
from loaders.rules.bodies.lists import looks_like_name
from loaders.rules.bodies.several_bodies import several_bodies
from loaders.rules.events.other_events import is_elsewhere
from loaders.rules.events.speakers import manner_in
from loaders.rules.people.name_ends import TURNED, in_usual_order
from loaders.rules.people.people_cells import entry_in_cell, people_in_cells, several_entries, several_people
from loaders.rules.people.people_under_bodies import people_under_bodies
from loaders.rules.people.person_details import split_detail
from loaders.rules.people.person_lines import is_known_first, name_at
from loaders.rules.people.representatives import represented_in_rows
from loaders.rules.people.taking_part import RULE, took_part
from loaders.structure import cues
from loaders.structure.sections import Section

_GIVEN = rf"{any_of('kind of given name')} ?"
_FAMILY = rf"{any_of('kind of family name')} ?"
_FIRST = re.compile(rf"^{_GIVEN}(?:names?)?$")
_SURNAME = re.compile(rf"^{_FAMILY}(?:names?)?$")
_NAME = re.compile(
    rf"^(?:full |{any_of('column of people')}(?:'?s)? |{_GIVEN}and {_FAMILY})?names?(?: of .*)?$"
    rf"|^(?:{_GIVEN})?names? {any_of('and')} {_FAMILY}names?$"
    rf"|^{any_of('column of people')}\(?s?\)?$"
)
_SPEAKER = re.compile(r"^(?:speaker|presenter|panellist)")
_TALK = re.compile(rf"^(?:title of (?:the )?)?{any_of('column of talks')}s?(?: titles?| topics?)?$")
_SURELY_BODIES = re.compile(rf"^(?!from$){any_of('column of bodies')}\(?s?\)?$")
"""Days and places are headed "From" as well."""
_SHORT_TITLES = frozenset(title for title in word_set("courtesy title") if len(title) <= len("cllr"))
"""What a column headed "Title" holds that is no office; "Professor" is one."""
_ROLE = re.compile(rf"\b{any_of('column of offices')}\b")
LEAST_PEOPLE = 0.6
"""The share of a list's lines that must begin with a person's name for it to be a list of people."""


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where a table of people has what."""

    name: int | None
    first: int | None
    surname: int | None
    role: int | None
    body: int | None
    spoke: bool = False
    """Whether its people gave talks: they are headed as speakers, or a column holds what they spoke about."""
    surely: bool = False
    """Whether the head alone shows that it ties people to bodies."""
    turned: bool = False
    """Whether its names are printed surname first."""


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
        columns, below = _with_bodies(context, rows, headed(context, rows[0])), True
        if columns is None and present:
            columns, below = _by_content(context, rows), False
        told = present or (columns is not None and columns.spoke)
        if columns is None or (not told and (columns.body is None or (columns.role is None and not columns.surely))):
            continue
        body = _reaching_down([row for row in rows[below:] if not row.header], columns)
        columns = replace(columns, turned=_are_turned(context, body, columns.name))
        people = [(row, found) for row in body if (found := _people(context, row, columns))]
        if not people or len(people) < LEAST_PEOPLE * len(body):
            continue
        known = sum(is_known_first(e.printed or context.words(e.person)) for _, found in people for e, _ in found)
        if not present and columns.role is None and 3 * known < len(people):
            continue
        context.peopled.update(row.start for row in rows[:below])
        context.claim(RULE, *rows[:below])
        manner = _manner(context, section, rows[0]) if columns.spoke else None
        behind = _reaching_down([row for row in whole[len(rows) :] if row.cell(columns.body)], columns)
        missing = [(row, found) for row in behind if (found := _people(context, row, columns))]
        for row, found in (*people, *missing):
            stayed = (row, found) in missing
            how = None if stayed else manner and (manner_in(row.text) or manner)
            for entry, surname in found:
                for one in _each_body(context, entry):
                    came_too = present and not stayed
                    took_part(context, one, row, *surname, came=came_too, surely=columns.surely, manner=how)


def _by_their_form(context: Context, rows: list[Block]) -> list[tuple[Block, Entry]]:
    """Return the people of a table that shows by its form alone whom it lists, each with the row."""
    return represented_in_rows(context, rows) or people_under_bodies(context, rows) or people_in_cells(context, rows)


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


def headed(context: Context, head: Block) -> _Columns | None:
    """Return the columns that a head row names, None where it names none of people."""
    titles = [fold(context.words(cell)) for cell in head.cells]

    def column(pattern: re.Pattern[str], *besides: int | None) -> int | None:
        return next((i for i, t in enumerate(titles) if i not in besides and pattern.search(t)), None)

    first, surname = column(_FIRST), column(_SURNAME)
    if first is None or surname is None:
        first = surname = None
    name = None if first is not None else column(_NAME)
    if name is None and first is None:
        return None
    body = column(OF_BODIES, name, first, surname)
    talk = column(_TALK, name, first, surname, body)
    spoke = talk is not None or (name is not None and bool(_SPEAKER.match(titles[name])))
    surely = body is not None and (spoke or bool(_SURELY_BODIES.match(titles[body])))
    others = (name, first, surname, body, talk)
    role = column(_ROLE, *others, titles.index("title") if "title" in titles else None)
    role = column(_ROLE, *others) if role is None else role
    return _Columns(name, first, surname, role, body, spoke, surely)


def _with_bodies(context: Context, rows: list[Block], columns: _Columns | None) -> _Columns | None:
    """Return columns with the one that has no head but holds bodies, where no head names a column of bodies."""
    if columns is None or columns.body is not None:
        return columns
    for index, head in enumerate(rows[0].cells):
        cells = [cell for row in rows[1:] if (cell := row.cell(index)) is not None] if head.start == head.end else []
        said = [context.words(cell) for cell in cells]
        known = sum(map(context.names.is_organisation, said))
        if known and 3 * known >= len(said) and all(looks_like_name(one) and not cues.is_role(one) for one in said):
            return replace(columns, body=index)
    return columns


def _reaching_down(rows: list[Block], columns: _Columns) -> list[Block]:
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
    known = sum(_has_known_first(match[0]) for match in turned)
    return 2 * len(turned) > len(cells) and 2 * known >= len(turned)


def _has_known_first(cell: str) -> bool:
    """Whether a cell holds a name with a known first name, whichever of its names stands first."""
    turned = TURNED.fullmatch(cell)
    return is_known_first(f"{turned['given']} {turned['family']}" if turned else cell)


def _by_content(context: Context, rows: list[Block]) -> _Columns | None:
    """Return the columns of a table without a head by what stands in them, None where none holds people."""
    width = max(len(row.cells) for row in rows)
    if width < 2 or len(rows) < 3:
        return None
    columns = [[context.words(row.cells[i]).strip() for row in rows if i < len(row.cells)] for i in range(width)]
    known = [sum(map(_has_known_first, cells)) / len(cells) for cells in columns]
    roles = [sum(map(cues.is_role, cells)) / len(cells) for cells in columns]
    bodies = [sum(map(context.names.is_organisation, cells)) / len(cells) for cells in columns]
    name = max(range(width), key=lambda i: (known[i], -i))
    if known[name] < 0.5 or bodies[name] > 0.3:
        return None
    worded = [sum(bool(re.search(r"[^\W\d_]", cell)) for cell in cells) for cells in columns]
    others = [i for i in range(width) if i != name and 2 * worded[i] > len(columns[i])]
    if not others:
        return None
    body = max(others, key=lambda i: (bodies[i] - roles[i], i))
    role = next((i for i in others if i != body and roles[i] >= 0.5), None)
    return _Columns(name, None, None, role, body if roles[body] < 0.5 else None)


def _people(context: Context, row: Block, columns: _Columns) -> list[tuple[Entry, tuple[Span, ...]]]:
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


def _person(context: Context, row: Block, columns: _Columns) -> tuple[Entry, tuple[Span, ...]] | None:
    """Return the person of a row and, where the surname has a cell of its own, that cell; None where the row names none."""
    surname: tuple[Span, ...] = ()
    role, body = row.cell(columns.role), row.cell(columns.body)
    role = None if role is not None and fold(context.words(role)) in _SHORT_TITLES else role
    if columns.first is not None:
        given, family = row.cell(columns.first), row.cell(columns.surname)
        if (
            given is None
            or family is None
            or not context.names.is_person(f"{context.words(given)} {context.words(family)}")
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
        if name_only is None or name_only.end > whole.end:
            return None
        found = Entry(name_only)
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
