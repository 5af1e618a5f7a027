"""Who a line of a programme is about, where the line is a person and nothing else: a label ("Chair:", "Speaker 2 –"), the name,
the office and the body."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Container, Mapping
from itertools import pairwise

from loaders.blocks import Block, Kind, Span, own_lines, tables_of, up_to
from loaders.context import Context, Entry
from loaders.dates import time_at
from loaders.lexicons.words import any_of
from loaders.rules.events.named_before import Person
from loaders.rules.events.programme import LINE
from loaders.rules.events.speaker_names import can_be_person
from loaders.rules.events.speakers import manner_in
from loaders.rules.people.people import state_entry
from loaders.rules.people.people_records import tells_on
from loaders.rules.people.person_lines import entries, entry_at, is_known_first, name_at
from loaders.structure import cues

_MARK = r"(?:\s+\d{1,2})?\s*(?::|[–—]|\s-\s)\s*"
_DONE_BY = rf"{any_of('done with a session')} by"
_SPEAKER = re.compile(rf"\W*(?P<label>{any_of('label of a speaker')}{_MARK}(?=\S)|{_DONE_BY}:?\s)", re.I)
_PART = re.compile(
    rf"\W*(?P<label>{any_of('label of a part', 'label of a speaker')}(?:{_MARK}|\s+(?=[A-Z]))|{_DONE_BY}:?\s)", re.I
)
_REST = re.compile(r"\W*\w{0,3}\W*$|\s*(?:[;,(]\s*(?:and\s+)?|\.\s+)[A-Z]")
"""What may stand behind the last person of a line: next to nothing, a further office, or a sentence on the talk."""
_GOES_ON = re.compile(r"\s*(?:[,(|:/&]|[–—]|-\s|\band\b|$)")
"""What stands behind a name with which a line of a programme begins."""
_JOINS = re.compile(r"\W+(?:and )?")
"""What stands between those who speak together."""
_BETWEEN = re.compile(r"\s*(?:[.,:|&–—-]|\band\b)?\s*(?=[A-Z])")
"""What stands between hours and a name, and between two names."""
_TO_TALK = re.compile(r"\s*(?:[:|–—]|-\s)\s*\S+\s\S")
"""What leads from a name to the several words of a title."""
_ITEM = re.compile(r"\w\W*[–—|:(-]\s*$")
"""What stands before whoever takes an item of an agenda."""
_COLUMN = 2
"""The first column that can hold who speaks, behind the hours and something else."""
_FEWEST = 3
"""How many titles with a person below them show that a document tells of talks so."""


def label_of(text: str, *, in_programme: bool) -> tuple[str, int]:
    """Return the label of a speaker with which a line begins, and where what stands behind it begins; none and 0 where there is no
    such label."""
    match = (_PART if in_programme else _SPEAKER).match(text)
    return (match["label"], match.end()) if match else ("", 0)


def below_titles(context: Context) -> set[int]:
    """Return the starts of the lines below headings of one level, where most of those are people's and some words there say that
    they are about talks: sessions of a day, each by its title, its speaker and its abstract."""
    below: dict[int, list[tuple[Block, Block]]] = defaultdict(list)
    for title, line in pairwise(context.text.blocks):
        deeper = line.kind is not Kind.ROW and (line.kind is not Kind.HEADING or line.level > title.level)
        if title.kind is Kind.HEADING and deeper and not context.is_ignored(line):
            below[title.level].append((title, line))
    found = set[int]()
    for pairs in below.values():
        if len(pairs) < _FEWEST or not any(manner_in(title.text) for title, _ in pairs):
            continue
        people = [
            line for _, line in pairs if _people_on(context, line, 0, labelled=False) or _is_headed(context, line)
        ]
        if len(people) >= max(_FEWEST, len(pairs) / 2):
            found.update(line.start for _, line in pairs)
    return found


def _is_headed(context: Context, line: Block) -> bool:
    """Whether a line is a heading that begins with somebody and goes on with whose it is ("Ada North, Elm Trust")."""
    name = name_at(context.names, line, 0) if line.kind is Kind.HEADING else None
    goes_on = name is not None and _GOES_ON.match(line.text, name.end - line.start)
    return name is not None and bool(goes_on) and _is_surely(context, name)


def speakers_on(context: Context, block: Block, named: list[tuple[int, int, str]], *, in_programme: bool) -> list[str]:
    """State the people who, with their offices and bodies, are all that a line holds, or in a programme with whom it begins, and
    return their ids; none where it tells anything else. `named` are those whom it is known to name. Outside of a programme, it
    begins with a label."""
    if len(block.text) > LINE or block.kind is Kind.ROW:
        return []
    label, start = label_of(block.text, in_programme=in_programme)
    if not label and not in_programme:
        return []
    known = {at: who for at, _, who in named}
    hours = [at] if not label and (at := _behind_time(block.text)) else []
    for begins in (start, *hours, *(_behind_titles(block) if not label else ())):
        if found := _people_on(context, block, begins, labelled=bool(label)):
            alone = [_speaker(context, e, block, known.get(e.person.start - block.start)) for e in found]
            return list(dict.fromkeys((*alone, *(who for at, _, who in named if at > begins))))
    first = name_at(context.names, block, start)
    if first is None or not _GOES_ON.match(block.text, first.end - block.start) or not _is_surely(context, first):
        return []
    together, end = (
        [known.get(start) or context.names.state_person(context.words(first), first)],
        first.end - block.start,
    )
    for at, stop, who in named:
        if at >= end and _JOINS.fullmatch(block.text, end, at):
            together.append(who)
            end = stop
    return together


def _speaker(context: Context, entry: Entry, block: Block, known: str | None) -> str:
    """Return the person of an entry, who may be `known` without the office and body that stand there."""
    office = entry.role is not None and entry.organisation is not None and cues.is_role(context.words(entry.role))
    return known if known is not None and not office else state_entry(context, entry, block)[0]


def behind_hours(context: Context, block: Block) -> list[Span]:
    """Return the people with whom a line goes on right behind its hours, whatever it then tells of them ("2.00 pm. Ada North and Bo
    Dale are growers who ..."); only such as can be nothing but people."""
    at = _behind_time(block.text)
    found: list[Span] = []
    while at and (mark := _BETWEEN.match(block.text, at)):
        name = name_at(context.names, block, mark.end())
        if name is None or not _is_surely(context, name):
            break
        found.append(name)
        at = name.end - block.start
    return found


def ending_with_people(context: Context, starts: set[int]) -> dict[int, str]:
    """Return those of some lines that end with somebody whom their list shows behind what the item is about ("2. Homes - Ada North,
    Elm Trust")."""
    shown = sorted(context.listed)
    found: dict[int, str] = {}
    for block in context.text.blocks:
        inside = (
            shown[bisect_right(shown, block.start) : bisect_right(shown, block.end)] if block.start in starts else []
        )
        if inside and len(block.text) <= LINE and _ITEM.search(block.text[: inside[0] - block.start]):
            found[block.start] = ""
    return found


def _behind_time(text: str) -> int:
    """Return where a line goes on behind its hours with a name, 0 where it has none or something else follows."""
    at = 0
    while (hour := time_at(text, at)) is not None:
        at = hour
    lasts = text[at:].split()[:2] if at else []
    if len(lasts) > 1 and lasts[0].isdigit() and lasts[1].startswith("min"):
        at = text.index(lasts[1], at) + len(lasts[1])  # a column of lengths behind the hours ("20 mins")
    mark = _BETWEEN.match(text, at) if at else None
    return mark.end() if mark else 0


def _behind_titles(block: Block) -> list[int]:
    """Return where a line goes on behind the bold words with which it begins, the title of a talk."""
    first = block.bold[0] if block.bold else None
    if first is None or first.start != block.start or not any(map(str.isalnum, block.text[first.end - block.start :])):
        return []
    return [first.end - block.start]


def _people_on(context: Context, block: Block, start: int, *, labelled: bool) -> list[Entry]:
    """Return the people who are all that a line holds from a place on, none where it holds anything else."""
    found = entries(context, block, start) if len(block.text) <= LINE else []
    if not found or any(map(str.isalnum, block.text[start : found[0].person.start - block.start])):
        return []
    whole = _REST.match(block.text, max(entry.end for entry in found))
    name = context.words(found[0].person)
    office = found[0].role is not None and cues.is_role(context.words(found[0].role))
    listed = found[0].person.start in context.listed
    shown = office or listed or is_known_first(name) or (labelled and can_be_person(context, name))
    people = shown and not context.names.is_organisation(name)
    return found if whole and people else []


def _is_surely(context: Context, name: Span) -> bool:
    """Whether a name can be nothing but a person's: by the first name, where no place or body is called so."""
    printed = context.words(name)
    return is_known_first(printed) and can_be_person(context, printed)


def in_lines_of_cells(context: Context, slots: Container[int]) -> dict[int, list[Entry]]:
    """Return the people with whom lines of cells begin that go on behind a mark to what each spoke on ("Ada North - Homes for all"
    below "Session 1"), or in the `slots` of a programme are all that a line holds ("Ada North (Elm Trust)" above the title of a
    talk), by the starts of their rows; none where fewer than a few do, or most of them may be something else."""
    found: dict[int, list[Entry]] = defaultdict(list)
    for row in context.text.blocks:
        if row.kind is Kind.ROW and row.breaks and not context.is_ignored(row):
            for line in own_lines(row):
                name = name_at(context.names, line, 0)
                goes_on = name is not None and _TO_TALK.match(line.text, name.end - line.start)
                if name is not None and goes_on and can_be_person(context, context.words(name)):
                    found[row.start].append(Entry(name, end=name.end - line.start))
                elif row.start in slots:
                    found[row.start] += _alone_on(context, line)
    names = [entry.person for row in found.values() for entry in row]
    known = sum(is_known_first(context.words(name)) or name.start in context.listed for name in names)
    return found if len(names) >= _FEWEST and 2 * known >= len(names) else {}


def in_brackets_of_cells(
    context: Context, slots: Container[int], people: Mapping[int, list[Person]]
) -> dict[int, list[Entry]]:
    """Return the people in cells of a programme's `slots` who stand there with office and body ("Homes for all Ada North, Head of
    Care (Elm Trust)"), by the starts of their rows; none where fewer than a few do."""
    found: dict[int, list[Entry]] = defaultdict(list)
    for row in context.text.blocks:
        if row.kind is not Kind.ROW or row.start not in slots or context.is_ignored(row):
            continue
        for at, _, _ in people.get(row.start, []):
            cell = next((cell for cell in row.cells if cell.start <= row.start + at < cell.end), None)
            entry = entry_at(context, up_to(row, cell.end), at) if cell is not None else None
            if entry is None or entry.role is None or entry.organisation is None:
                continue
            bracketed = row.text[: entry.organisation.start - row.start].endswith("(")
            if bracketed and cues.is_role(context.words(entry.role)):
                found[row.start].append(entry)
    return found if sum(map(len, found.values())) >= _FEWEST else {}


def in_columns(context: Context, slots: Container[int]) -> dict[int, list[Span]]:
    """Return the people who are all that cells hold in a column of a programme's table, by the starts of their rows: one behind the
    hours most of whose cells hold somebody, and half of those by a first name that is known."""
    found: dict[int, list[Span]] = defaultdict(list)
    for rows in tables_of(context.text.blocks):
        timed = [row for row in rows if row.start in slots and len(row.cells) > _COLUMN]
        for column in range(_COLUMN, max((len(row.cells) for row in timed), default=0)):
            filled = [(r, r.cells[column]) for r in timed if column < len(r.cells) and _words(context, r.cells[column])]
            named = [(row, name) for row, cell in filled if (name := _somebody(context, row, cell)) is not None]
            known = sum(is_known_first(context.words(name)) for _, name in named)
            if len(named) >= _FEWEST and 2 * len(named) > len(filled) and 2 * known >= len(named):
                for row, name in named:
                    found[row.start].append(name)
    return found


def _words(context: Context, cell: Span) -> str:
    return context.words(cell).strip()


def _somebody(context: Context, row: Block, cell: Span) -> Span | None:
    """Return the name that is all that a cell holds and can be a person's."""
    name = name_at(context.names, row, cell.start - row.start)
    whole = name is not None and context.words(name) == _words(context, cell)
    return name if name is not None and whole and can_be_person(context, context.words(name)) else None


def _alone_on(context: Context, line: Block) -> list[Entry]:
    """Return the people who are all that a line of a cell holds, with or without the label of a speaker; none where it goes on as
    the rest of a sentence does ("John Brown, through his papers")."""
    label, start = label_of(line.text, in_programme=True)
    found = _people_on(context, line, start, labelled=bool(label))
    goes_on = found and tells_on(line.text[found[0].person.end - line.start :])
    return [] if goes_on else found
