"""Entries of lists whose lines end with a person: behind a body ("Elm Trust: Ada North, Director") or behind anything else, such as
the title of a talk ("Homes for all – Ada North, Elm Trust")."""

import re
from dataclasses import replace

from loaders.blocks import Block, Span
from loaders.context import Context
from loaders.dates import time_at
from loaders.draft import within
from loaders.rules.bodies.lists import looks_like_name
from loaders.rules.people.people_records import Record, person_in, record_at
from loaders.rules.people.person_lines import is_known_first, name_at
from loaders.structure import cues

_MARK = re.compile(r"\s+[–—/|-]\s+|:\s+|\t\s*")
_BRACKET = re.compile(r"\((?=[^()]*(?:\([^()]*\)[^()]*)*\)\W*$)")
"""A bracket with which a line ends."""


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


def of_hours(context: Context, lines: list[Block], *, planned: bool) -> list[Block]:
    """Return the lines of a programme that end with somebody, where they are `planned` by their heading or most begin with an hour
    ("11.15 Break"), else all."""
    timed = [line for line in lines if time_at(line.text) is not None]
    shown = lines if planned else timed if 2 * len(timed) >= len(lines) else []
    return [line for line in shown if end_of(context, line)] if shown else lines


def at_ends(context: Context, lines: list[Block]) -> list[Record]:
    """Return the entries of lines whose last part behind a dash or a bar, or in a bracket, is a person with office or body."""
    spans = [(line, end_of(context, line)) for line in lines]
    return [
        record for line, span in spans if span is not None and (record := record_at(context, line, span)) is not None
    ]


def end_of(context: Context, line: Block) -> Span | None:
    """Return the last part of a line, where it begins with a person's name and does not stand first."""
    marks = [*_MARK.finditer(line.text), *_BRACKET.finditer(line.text)]
    for mark in reversed(marks):
        name = name_at(context.names, line, mark.end())
        if name is not None and mark.start() and is_known_first(context.words(name)):
            stop = len(line.text.rstrip(" .")) - (mark[0] == "(")
            return within(line, mark.end(), stop)
    return None
