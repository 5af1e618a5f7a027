"""Entries of lists whose lines end with a person: behind a body ("Elm Trust: Ada North, Director") or behind anything else, such as
the title of a talk ("Homes for all – Ada North, Elm Trust")."""

import re
from dataclasses import replace

from loaders.blocks import Block, Span
from loaders.context import Context
from loaders.draft import within
from loaders.rules.bodies.lists import looks_like_name
from loaders.rules.people.people_records import Record, person_in, record_at
from loaders.rules.people.person_lines import is_known_first, name_at
from loaders.structure import cues

_MARK = re.compile(r"\s+[–—/|-]\s+|:\s+|\t\s*")


def behind_bodies(context: Context, lines: list[Block]) -> list[Record]:
    """Return the entries of lines that are a name as bodies have them, a mark, and a person with or without an office."""
    found = []
    for line in lines:
        mark = _MARK.search(line.text)
        if mark is None or not _can_stand_first(line.text[: mark.start()]):
            continue
        record = person_in(context, line, Span(line.start + mark.end(), line.end))
        if record is not None:
            found.append(replace(record, body=within(line, 0, mark.start())))
    return found


def _can_stand_first(words: str) -> bool:
    return looks_like_name(words) and not cues.is_role(words) and not is_known_first(words)


def at_ends(context: Context, lines: list[Block]) -> list[Record]:
    """Return the entries of lines whose last part behind a dash or a bar is a person with office or body."""
    found = []
    for line in lines:
        mark = next(reversed(list(_MARK.finditer(line.text))), None)
        name = name_at(context.names, line, mark.end()) if mark else None
        if mark is None or name is None or not is_known_first(context.words(name)):
            continue
        record = record_at(context, line, Span(line.start + mark.end(), line.end))
        if record is not None:
            found.append(record)
    return found
