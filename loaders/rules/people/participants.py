"""People on the lists of those who came: columns of tables, lines of lists, names that a paragraph or a label runs together.

Where a list is one of people, each of them took part, and so did the bodies that are printed beside them. Its blocks are then no
lists of bodies any more (`context.peopled`).
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from loaders.blocks import Block, Kind, Span
from loaders.context import Context, Entry
from loaders.families.family import PARTICIPANTS_LIST
from loaders.lexicons.words import any_of, word_list
from loaders.names.printed import LETTERS_AFTER_NAME, fold, without_honour
from loaders.names.register import first_names
from loaders.rules.bodies.attendees import ABSENT, said_of, stayed_away, who_came
from loaders.rules.people.participant_tables import state_tables
from loaders.rules.people.people_behind_bodies import people_behind_bodies
from loaders.rules.people.people_by_initials import people_by_initials
from loaders.rules.people.people_columns import LEAST_PEOPLE
from loaders.rules.people.person_lines import entries, entry_at, is_known_first, names_in
from loaders.rules.people.representatives import represented_in_lines
from loaders.rules.people.shared_offices import shared
from loaders.rules.people.taking_part import RULE, took_part
from loaders.structure import cues
from loaders.structure.sections import Role

PRESENT = re.compile(rf"^{any_of('label of those present')}\s*:\s+", re.I)
"""How a line begins that says who came."""
_LABEL = re.compile(r"([^:,.]{3,40}):\s+(?=[A-Z])")
"""What a line says of the people behind it ("Facilitators: ...")."""
_FOLLOWING = re.compile(r"\b(?:following|attended)\b[^.:]{0,60}:\s+(?=[A-Z])")
"""What leads to people in a sentence ("It was attended by the following experts: ...")."""
_BETWEEN = re.compile(
    rf"(?:[\s,;•|/&]|\band\b|\bwith\b|\.$|\b{any_of('address of several', capital=True)}\b(?: [A-Z][\w'’-]+(?:,| and|$))+)*"
)
_WITH_TABLES = (Role.FRONT, Role.OTHER, Role.SPONSORS, Role.SPEAKERS, Role.DOCUMENT)
"""Sections beside those of attendees whose tables can be of people."""
LEAST_BARE = 4
"""How many names make a paragraph a list of bare ones, so that what stands behind a name's comma is the next name and no
body."""

_BARE = 4
"""How many names of a list that holds nothing but names there may be for each whose first name is known."""


def state_participants(context: Context) -> None:
    """State the people of such lists with offices and bodies, and of those who came that they did. Needs `context.event`.

    A document that calls itself such a list is one from end to end where no heading says so of a part."""
    whole = [] if context.own_document.kind != PARTICIPANTS_LIST.kind else context.section.find(Role.FRONT, Role.OTHER)
    lines = [block for section in whole if not stayed_away(section.title) for block in section.body]
    listed = [block for block in lines if not context.names.is_place(block.text.strip().title())]
    state_tables(context, context.section, listed)
    for kind in (Kind.ITEM, Kind.PARAGRAPH):
        _lines(context, [b for b in listed if b.kind is kind and not _names_absent(b)])
        _lines(context, [b for b in listed if b.kind is kind and _names_absent(b)], came=False)
    for section in context.section.find(Role.ATTENDEES):
        for part in section.walk():
            came = [block for block in who_came(part.body) if not ABSENT.match(block.text)]
            away = [block for block in part.body if block not in came]
            state_tables(context, part, came)
            for kind in (Kind.ITEM, Kind.PARAGRAPH):
                _lines(context, [b for b in came if b.kind is kind])
                _lines(context, [b for b in away if b.kind is kind], came=False)
    for section in context.section.find(*_WITH_TABLES):
        state_tables(context, section, section.body, came=False)
    for section in context.section.find(Role.FRONT, Role.OTHER):
        if stayed_away(section.title):
            _lines(context, section.body, came=False)
            continue
        for block in section.body:
            if label := PRESENT.match(block.text):
                if not _by_initials(context, [(block, label.end())]):
                    _paragraph(context, block, label.end())
            elif (told := _FOLLOWING.search(block.text)) and any(
                map(block.text[: told.end()].__contains__, word_list("taking part"))
            ):
                _paragraph(context, block, told.end())
            elif label := ABSENT.match(block.text):
                _paragraph(context, block, label.end(), came=False)
                context.peopled.add(block.start)
                context.claim(RULE, block)


def _names_absent(block: Block) -> bool:
    """Whether a line says of those whom it names that they did not come."""
    return ABSENT.match(block.text) is not None or said_of(block.text.partition(":")[0]) == "stayed away"


def _lines(context: Context, blocks: list[Block], *, came: bool = True) -> None:
    behind = represented_in_lines(context, blocks) or people_behind_bodies(context, blocks)
    for block, person in behind:
        took_part(context, person, block, came=came)
    told = {block.start for block, _ in behind} | _by_initials(context, [(block, 0) for block in blocks], came=came)
    blocks = [block for block in blocks if block.start not in told]
    entries = [(block, _line(context, block)) for block in blocks]
    people = [(block, entry) for block, entry in entries if entry is not None]
    known = sum(is_known_first(entry.printed or context.words(entry.person)) for _, entry in people)
    shown = sum(_is_shown(context, entry) for _, entry in people)
    bare = len(people) == len(blocks) and all(_is_bare(entry) for _, entry in people)
    listed = (
        len(people) >= max(2, LEAST_PEOPLE * len(blocks))
        and (bare or 3 * shown >= 2 * len(people))
        and (_BARE if bare else 3) * known >= len(people)
    )
    for block, entry in entries:
        label = _LABEL.match(block.text)
        if label is not None and (cues.is_role(label[1].removesuffix("s")) or said_of(label[1])):
            _paragraph(context, block, label.end(), came=came)
        elif entry is not None and (listed or _is_sure(context, entry)):
            took_part(context, entry, block, came=came)
        elif entry is None and listed and (several := _several(context, block)):
            for one in several:
                took_part(context, one, block, came=came)
        elif block.kind is Kind.PARAGRAPH:
            _paragraph(context, block, 0, came=came)
            for first, end in context.sentences(block) if entry is None else ():
                if following := _FOLLOWING.search(block.text, first, end):
                    part = replace(block, text=block.text[:end], end=block.start + end)
                    _paragraph(context, part, following.end(), came=came)
                    context.peopled.discard(block.start)  # its other sentences tell of more
        elif listed and not context.names.is_organisation(block.text.strip(" .")):
            context.peopled.add(block.start)  # somebody, but who cannot be told


def _several(context: Context, block: Block) -> list[Entry]:
    """Return the people of a line that is of several with what is told of them ("Ada North and Bo Lee, Elm Trust")."""
    found = entries(context, block)
    whole = found and found[0].person.start == block.start and found[-1].end >= len(block.text.rstrip(" .;")) - 1
    return found if whole and len(found) > 1 and is_known_first(context.words(found[-1].person)) else []


def _by_initials(context: Context, parts: list[tuple[Block, int]], *, came: bool = True) -> set[int]:
    """State the people whom blocks list by initials and surname; return the starts of those blocks."""
    found = people_by_initials(context, parts)
    for block, entry in found:
        took_part(context, entry, block, came=came)
    return {block.start for block, _ in found}


def _is_bare(entry: Entry) -> bool:
    """Whether a line of a list is a name and nothing else; where all of them have a person's shape, few known ones show what the
    list is of."""
    return entry.organisation is None and entry.role is None


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
    if (listed := context.listed.get(block.start)) is not None:
        return listed
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
    text = _without_first_name(block.text)
    bare = bool(found) and not any(_gaps(text, found[0][0], found))
    if not bare:
        found = []
        for name in names:
            at = name.person.start - block.start
            entry = entry_at(context, block, at) if not found or at >= found[-1][1].end else None
            if entry is not None:
                found.append((at, name if _is_next(context, entry, names) else entry))
        found = list(zip([at for at, _ in found], shared(block, [entry for _, entry in found]), strict=True))
    least = 1 if start else 3
    known = sum(_is_known(context.words(entry.person)) for _, entry in found)
    if len(found) < least or (3 if bare else 2) * known < len(found) or not _is_run(text, start or found[0][0], found):
        return
    beside = [entry.organisation for _, entry in found if entry.organisation is not None]
    countries = 2 * sum(context.names.is_place(context.words(body)) for body in beside) > len(beside)
    for _, entry in found:
        took_part(context, replace(entry, organisation=None) if countries else entry, block, came=came)


def _without_first_name(text: str) -> str:
    """Return a list of people without somebody at its end of whom it says the first name alone ("Ada North, Bo Lee and Cy")."""
    names, _, last = text.rstrip(" .").rpartition(" and ")
    return names if fold(last) in first_names() else text


def _behind_letters(block: Block, name: Span) -> int:
    letters = LETTERS_AFTER_NAME.match(block.text, name.end - block.start)
    return letters.end() if letters else name.end - block.start


def _is_known(name: str) -> bool:
    """Whether a name shows by a known first name, or a form of address or title before it, that it is a person's."""
    return is_known_first(name) or without_honour(name) != name


def _is_next(context: Context, entry: Entry, names: list[Entry]) -> bool:
    """Whether what stands where a body could is the next of several names that commas alone part."""
    body = entry.organisation
    listed = body is not None and any(entry.person.end < name.person.start <= body.start for name in names[:500])
    return (
        body is not None
        and listed
        and "(" not in context.words(Span(entry.person.end, body.start))
        and len(names) >= LEAST_BARE
        and not context.names.is_organisation(context.words(body))
    )


def _is_run(text: str, start: int, found: list[tuple[int, Entry]]) -> bool:
    """Whether nothing but marks and small words stands between the entries and after them, for the most part."""
    return sum(_gaps(text, start, found)) <= 0.2 * (len(text) - start)


def _gaps(text: str, start: int, found: list[tuple[int, Entry]]) -> Iterator[int]:
    position = start
    for at, entry in [*found, (len(text), None)]:
        between = text[position:at]
        yield len(between) - len(between) * bool(_BETWEEN.fullmatch(between))
        position = entry.end if entry is not None else at
