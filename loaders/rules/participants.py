"""People on the lists of those who came: columns of tables, lines of lists, names that a paragraph or a label runs together.

Where a list is one of people, each of them took part, and so did the bodies that are printed beside them. Its blocks are then no
lists of bodies any more (`context.peopled`).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from loaders.blocks import Block, Kind, Span
from loaders.context import Context
from loaders.lexicons.words import any_of
from loaders.names.printed import LETTERS_AFTER_NAME, TITLES, fold
from loaders.rules.attendees import OF_BODIES, stayed_away, who_came
from loaders.rules.lists import looks_like_name
from loaders.rules.other_events import is_elsewhere
from loaders.rules.people import state_entry
from loaders.rules.people_cells import bodies_in, several_people
from loaders.rules.people_under_bodies import people_under_bodies
from loaders.rules.person_details import split_detail
from loaders.rules.person_lines import Entry, entry_at, is_known_first, name_at, names_in
from loaders.rules.speakers import manner_in
from loaders.rules.tables import tables_of
from loaders.structure import cues
from loaders.structure.sections import Role, Section
from schema.links import Attended, SpokeAt

RULE = "participants"

_FIRST = re.compile(r"^(?:first|given|fore|christian) ?names?$")
_SURNAME = re.compile(r"^(?:sur|last|family|second) ?names?$")
_NAME = re.compile(
    r"^(?:full |delegate |participant |speaker(?:'?s)? |(?:first|given) and (?:last|sur|family) ?)?names?(?: of .*)?$"
    r"|^(?:first |fore|given )?names? (?:and|&) (?:sur|last |family )names?$"
    r"|^(?:participant|attendee|delegate|person|people|who|member|speaker|presenter|panellist)(?:s|\(s\))?$"
)
_SPEAKER = re.compile(r"^(?:speaker|presenter|panellist)")
_TALK = re.compile(r"^(?:title of (?:the )?)?(?:talk|presentation|lecture|address|keynote)s?(?: titles?| topics?)?$")
_SURELY_BODIES = re.compile(r"^(?:organi[sz]ations?|body|employer|institution|company|affiliation)(?:s|\(s\))?$")
_ROLE = re.compile(r"\b(?:role|job|title|position|post|function)\b")
_CAPITAL = re.compile(r"\b[A-Z]|[A-Z]{2}")
_NO_BODY = re.compile(
    r"n ?/ ?a|n\.a|none|nil|tbc|tba|self|myself|unknown|not (?:known|applicable|given|affiliated)|unaffiliated|independent"
    r"|individual|private(?: (?:individual|citizen))?|personal|(?:self[- ]?)employed|freelance|retired|(?:phd )?student|resident"
    r"|citizen|(?:member of the )?public|volunteer",
    re.I,
)
_PRESENT = re.compile(
    r"^(?:present|in attendance|also present|attend(?:ing|ees|ed)(?: by)?|participants|delegates)\s*:\s+", re.I
)
_ABSENT = re.compile(
    r"^(?:(?:with )?(?:apologies|absent|regrets)(?: for absence)?(?: (?:were|was))?(?: (?:received|sent|given))?"
    r"(?: (?:from|by))?\s*:?\s+)+",
    re.I,
)
_OFFICE_OF = re.compile(r"(?<=\w )Office of (?:the )?(?=[A-Z])")
"""What is named after an office and is a body."""
_BETWEEN = re.compile(
    rf"(?:[\s,;•|/&]|\band\b|\bwith\b|\.$|\b{any_of('address of several', capital=True)}\b(?: [A-Z][\w'’-]+(?:,| and|$))+)*"
)
_WITH_TABLES = (Role.FRONT, Role.OTHER, Role.SPONSORS, Role.SPEAKERS, Role.DOCUMENT)
"""Sections beside those of attendees whose tables can be of people."""
LEAST_BARE = 4
"""Names in a paragraph from which on one behind another's comma is no body."""
LEAST_PEOPLE = 0.6
"""The share of a list's lines that begin with a person's name where it is a list of people."""


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


def state_participants(context: Context) -> None:
    """State the people of such lists with offices and bodies, and of those who came that they did. Needs `context.event`."""
    for section in context.section.find(Role.ATTENDEES):
        for part in section.walk():
            came = list(who_came(part.body))
            away = [block for block in part.body if block not in came]
            _tables(context, part, came)
            for kind in (Kind.ITEM, Kind.PARAGRAPH):
                _lines(context, [b for b in came if b.kind is kind])
                _lines(context, [b for b in away if b.kind is kind], came=False)
    for section in context.section.find(*_WITH_TABLES):
        _tables(context, section, section.body, came=False)
    for section in context.section.find(Role.FRONT, Role.OTHER):
        if stayed_away(section.title):
            _lines(context, section.body, came=False)
            continue
        for block in section.body:
            if label := _PRESENT.match(block.text):
                _paragraph(context, block, label.end())
            elif label := _ABSENT.match(block.text):
                _paragraph(context, block, label.end(), came=False)
                context.peopled.add(block.start)
                context.claim(RULE, block)


def lists_talks(context: Context) -> bool:
    """Whether a table of the document heads a column with people and one with the talks that they gave."""
    heads = (_headed(context, rows[0]) for rows in tables_of(context))
    return any(columns is not None and columns.spoke for columns in heads)


def _took_part(
    context: Context,
    entry: Entry,
    block: Block,
    *surname: Span,
    came: bool = True,
    surely: bool = False,
    manner: str | None = None,
) -> None:
    """State a person of a list; what stands in the column of bodies (`surely`) needs only a capital to be one."""
    organisation = entry.organisation
    printed = context.words(organisation) if organisation is not None else ""
    shaped = surely and _CAPITAL.search(printed) and len(printed.split()) <= 12
    if organisation is not None and not (shaped or _is_body(context, printed)):
        entry = replace(entry, organisation=None)
    person, body = state_entry(context, entry, block)
    for span in surname:
        context.mention(person, span)
    if context.event is not None and came:
        evidence = context.evidence(block)
        context.add(*(Attended(source=who, target=context.event, evidence=evidence) for who in (person, body) if who))
    if context.event is not None and manner:
        context.add(SpokeAt(source=person, target=context.event, as_=manner, evidence=context.evidence(block)))
    context.peopled.add(block.start)
    context.claim(RULE, block)


def _is_body(context: Context, printed: str) -> bool:
    own = _OFFICE_OF.split(printed)[0]
    shaped = looks_like_name(printed) and not cues.is_role(own) and not TITLES.match(printed)
    return shaped or context.names.is_organisation(printed)


# Tables


def _tables(context: Context, section: Section, blocks: Iterable[Block], *, came: bool = True) -> None:
    """State the people of tables; of those that no heading announces (not `came`), only where the head names people and bodies."""
    tables: dict[int, list[Block]] = defaultdict(list)
    for block in blocks:
        if block.kind is Kind.ROW and block.table is not None:
            tables[block.table].append(block)
    for rows in tables.values():
        if below := people_under_bodies(context, rows):
            context.peopled.update(row.start for row in rows)
            context.claim(RULE, *rows)
            for row, entry in below:
                _took_part(context, entry, row, came=came)
            continue
        columns, headed = _headed(context, rows[0]), True
        if columns is None and came:
            columns, headed = _by_content(context, rows), False
        if columns is None or (not came and (columns.body is None or (columns.role is None and not columns.surely))):
            continue
        body = [row for row in rows[headed:] if not row.header]
        people = [(row, found) for row in body if (found := _people(context, row, columns))]
        if not people or len(people) < LEAST_PEOPLE * len(body):
            continue
        known = sum(is_known_first(e.printed or context.words(e.person)) for _, found in people for e, _ in found)
        if not came and columns.role is None and 3 * known < len(people):
            continue
        context.peopled.update(row.start for row in rows[:headed])
        context.claim(RULE, *rows[:headed])
        manner = _manner(context, section, rows[0]) if columns.spoke else None
        for row, found in people:
            for entry, surname in found:
                for one in _each_body(context, row, entry):
                    _took_part(context, one, row, *surname, came=came, surely=columns.surely, manner=manner)


def _manner(context: Context, section: Section, head: Block) -> str | None:
    """Return how the people of a table of talks spoke, None where it is one of another gathering's."""
    return (
        None if is_elsewhere(context, section.title) else manner_in(section.title) or manner_in(head.text) or "address"
    )


def _each_body(context: Context, row: Block, entry: Entry) -> list[Entry]:
    """Return an entry once for each of the bodies that its cell prints."""
    bodies = bodies_in(context, row, entry.organisation) if entry.organisation else []
    return [replace(entry, organisation=body) for body in bodies] or [entry]


def _headed(context: Context, head: Block) -> _Columns | None:
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
    role = column(_ROLE, name, first, surname, body, talk)
    return _Columns(name, first, surname, role, body, spoke, surely)


def _by_content(context: Context, rows: list[Block]) -> _Columns | None:
    """Return the columns of a table without a head by what stands in them, None where none holds people."""
    width = max(len(row.cells) for row in rows)
    if width < 2 or len(rows) < 3:
        return None
    columns = [[context.words(row.cells[i]).strip() for row in rows if i < len(row.cells)] for i in range(width)]
    known = [sum(map(is_known_first, cells)) / len(cells) for cells in columns]
    roles = [sum(map(cues.is_role, cells)) / len(cells) for cells in columns]
    bodies = [sum(map(context.names.is_organisation, cells)) / len(cells) for cells in columns]
    name = max(range(width), key=lambda i: (known[i], -i))
    if known[name] < 0.5 or bodies[name] > 0.3:
        return None
    others = [i for i in range(width) if i != name]
    body = max(others, key=lambda i: (bodies[i] - roles[i], i))
    role = next((i for i in others if i != body and roles[i] >= 0.5), None)
    return _Columns(name, None, None, role, body if roles[body] < 0.5 else None)


def _people(context: Context, row: Block, columns: _Columns) -> list[tuple[Entry, tuple[Span, ...]]]:
    """Return the people of a row, each with the cell of the surname where it has one of its own."""
    one = _person(context, row, columns)
    if one is None or columns.name is None:
        return [one] if one else []
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


def _is_none(words: str) -> bool:
    """Whether a cell for a body says that there is none: "N/A", "-", "retired", "student"."""
    return not re.search(r"\w", words) or bool(_NO_BODY.fullmatch(words.strip(" .()*")))


def _person(context: Context, row: Block, columns: _Columns) -> tuple[Entry, tuple[Span, ...]] | None:
    """Return the person of a row and, where the surname has a cell of its own, that cell; None where the row names none."""

    def cell(index: int | None) -> Span | None:
        found = row.cells[index] if index is not None and index < len(row.cells) else None
        return found if found is not None and found.end > found.start else None

    surname: tuple[Span, ...] = ()
    role, body = cell(columns.role), cell(columns.body)
    if columns.first is not None:
        given, family = cell(columns.first), cell(columns.surname)
        if (
            given is None
            or family is None
            or not context.names.is_person(f"{context.words(given)} {context.words(family)}")
        ):
            return None
        printed, name, surname = f"{context.words(given)} {context.words(family)}", given, (family,)
        return Entry(name, role, body, len(row.text), printed), surname
    whole = cell(columns.name)
    if whole is None:
        return None
    found = entry_at(context, row, whole.start - row.start)
    if found is None or found.person.end > whole.end:
        name_only = name_at(context.names, row, whole.start - row.start)
        if name_only is None or name_only.end > whole.end:
            return None
        found = Entry(name_only)
    if body is not None and _is_none(context.words(body)):
        body = None
    elif body is not None and role is None and not bodies_in(context, row, body):
        before, own = split_detail(context, body)
        if not columns.surely or _is_apart(context, before, own):
            role, body = before, own
    return Entry(found.person, role, body, len(row.text)), surname


# Lines


def _lines(context: Context, blocks: list[Block], *, came: bool = True) -> None:
    entries = [(block, _line(context, block)) for block in blocks]
    people = [(block, entry) for block, entry in entries if entry is not None]
    known = sum(is_known_first(entry.printed or context.words(entry.person)) for _, entry in people)
    shown = sum(_is_shown(context, entry) for _, entry in people)
    listed = (
        len(people) >= max(2, LEAST_PEOPLE * len(blocks)) and 3 * shown >= 2 * len(people) and 3 * known >= len(people)
    )
    for block, entry in entries:
        if entry is not None and (listed or _is_sure(context, entry)):
            _took_part(context, entry, block, came=came)
        elif block.kind is Kind.PARAGRAPH:
            _paragraph(context, block, 0, came=came)
        elif listed and not context.names.is_organisation(block.text.strip(" .")):
            context.peopled.add(block.start)  # somebody, but who cannot be told


def _is_shown(context: Context, entry: Entry) -> bool:
    """Whether a line shows a person by a known first name, or by what stands behind a rare one and can only be a body."""
    body = entry.organisation
    return is_known_first(entry.printed or context.words(entry.person)) or (
        body is not None and context.names.is_organisation(context.words(body))
    )


def _is_sure(context: Context, entry: Entry) -> bool:
    """Whether a line is a person's by itself: a known first name, and an office in a body behind it."""
    return bool(entry.organisation and entry.role and is_known_first(context.words(entry.person)))


def _line(context: Context, block: Block) -> Entry | None:
    """Return the person that a line of a list is about, None where it names none or says more."""
    if len(block.text) > 200:
        return None
    apart = any(span.start == block.start and span.end < block.end for span in block.bold)
    if (
        not apart
        and context.names.is_organisation(block.text.strip(" ."))
        and not re.search(r"\s[–—-]\s|[,(]", block.text)
    ):
        return None
    entry = entry_at(context, block, 0)
    if entry is None or cues.is_role(context.words(entry.person)):
        return None
    return entry if entry.end >= len(block.text.rstrip(" .;")) - 1 else None


def _paragraph(context: Context, block: Block, start: int, *, came: bool = True) -> None:
    """State the people of a block that is, from `start` on, little else than their names with offices and bodies."""
    names = [Entry(name, end=_behind_letters(block, name)) for name in names_in(context, block, start)]
    found = [(entry.person.start - block.start, entry) for entry in names]
    bare = bool(found) and not any(_gaps(block.text, found[0][0], found))
    if not bare:
        found = []
        for name in names:
            at = name.person.start - block.start
            entry = entry_at(context, block, at) if not found or at >= found[-1][1].end else None
            if entry is not None:
                found.append((at, name if _is_next(context, entry, names) else entry))
    least = 1 if start else 3
    known = sum(is_known_first(context.words(entry.person)) for _, entry in found)
    if (
        len(found) < least
        or (3 if bare else 2) * known < len(found)
        or not _is_run(block.text, start or found[0][0], found)
    ):
        return
    for _, entry in found:
        _took_part(context, entry, block, came=came)


def _behind_letters(block: Block, name: Span) -> int:
    letters = LETTERS_AFTER_NAME.match(block.text, name.end - block.start)
    return letters.end() if letters else name.end - block.start


def _is_next(context: Context, entry: Entry, names: list[Entry]) -> bool:
    """Whether what stands where a body could is the next of several names that commas alone part."""
    body = entry.organisation
    listed = body is not None and len(names) >= LEAST_BARE and any(body.start == name.person.start for name in names)
    return body is not None and listed and not context.names.is_organisation(context.words(body))


def _is_run(text: str, start: int, found: list[tuple[int, Entry]]) -> bool:
    """Whether nothing but marks and small words stands between the entries and after them, for the most part."""
    return sum(_gaps(text, start, found)) <= 0.2 * (len(text) - start)


def _gaps(text: str, start: int, found: list[tuple[int, Entry]]) -> Iterator[int]:
    position = start
    for at, entry in [*found, (len(text), None)]:
        between = text[position:at]
        yield len(between) - len(between) * bool(_BETWEEN.fullmatch(between))
        position = entry.end if entry is not None else at
