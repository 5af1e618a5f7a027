"""Lists of people wherever a document prints them: one on a line, with an office, a body, or both behind the name.

Where most lines of a list begin with a name whose first name is known, the others begin with names too, however rare, and what
stands last on a line is a body.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from loaders.blocks import Block, Kind, Span
from loaders.context import Context, Entry
from loaders.draft import within
from loaders.names.printed import LETTERS_AFTER_NAME
from loaders.names.register import is_everyday
from loaders.rules.bodies.lists import looks_like_name
from loaders.rules.people.name_ends import runs_into_office
from loaders.rules.people.people import state_entry
from loaders.rules.people.person_details import split_detail
from loaders.rules.people.person_lines import entry_at, is_known_first
from loaders.rules.people.person_names import is_known_person
from loaders.rules.people.person_patterns import PERSON
from loaders.structure import cues
from loaders.structure.sections import Role

RULE = "listed people"

LEAST = 4
"""The fewest lines by which a list can show that it is one of people."""
_MOST = 0.7
"""The share of its lines that must begin with a known first name."""
_LINE = 220
_LETTERS = rf"(?:{LETTERS_AFTER_NAME.pattern}|,? [A-Z]{{2,6}}\b)*"
_NAMED = re.compile(
    rf"(?P<name>{PERSON}?)(?P<letters>{_LETTERS})(?: \((?:[Rr]et(?:ired|d)?|[Cc]hair)\.?\))?"
    r"(?P<mark>\s*,\s*|\s+[–—-]\s+|\s*[|:]\s+|\s*\((?=[^()]+\)\W*$)|\s*$)"
)
_APART = (Role.NOISE, Role.REFERENCES, Role.OWNERS, Role.SUPPORTERS, Role.BOTH, Role.ATTENDEES, Role.SPONSORS)
"""Sections whose lists other rules read, or that cite."""


def state_listed(context: Context) -> None:
    """State the people of lists that no heading announces, with their offices and bodies."""
    apart = context.starts_in(*_APART)
    free = [b for b in context.text.blocks if b.start not in apart and context.is_free(b)]
    for lines in _lists(free):
        for block, entry in people_list(context, lines):
            state_entry(context, entry, block)
            context.peopled.add(block.start)
            context.claim(RULE, block)


def _lists(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    """Yield the runs of short lines of one kind; single letters, by which a long list is divided, part none."""
    lines = [b for b in blocks if len(b.text.strip()) > 2]
    for kind, run in groupby(lines, lambda b: b.kind if len(b.text) <= _LINE else None):
        found = list(run)
        if kind in (Kind.ITEM, Kind.PARAGRAPH) and len(found) >= LEAST:
            yield found


def people_list(context: Context, lines: list[Block]) -> list[tuple[Block, Entry]]:
    """Return the people of a list, each with the line that names the person; none where the list is not one of people."""
    read = [(line, line_entry(context, line)) for line in lines]
    named = [(line, entry) for line, entry in read if entry is not None]
    known = sum(is_known_person(context.words(entry.person)) and entry.end > 0 for _, entry in named)
    told = sum(entry.organisation is not None or entry.role is not None for _, entry in named)
    if len(lines) < LEAST or known < _MOST * len(lines) or 2 * told < len(lines):
        return []
    return named


def line_entry(context: Context, block: Block) -> Entry | None:
    """Return the person that a line of a list begins with, and the office and body behind the name; None where there is none."""
    if (listed := context.listed.get(block.start)) is not None:
        return listed
    whole = entry_at(context, block, 0) if block.kind is Kind.ITEM else None
    if whole and whole.organisation and runs_into_office(block.text[whole.person.end - block.start :]):
        return whole
    match = _NAMED.match(block.text.rstrip(" .;"))
    if match is None or len(match["name"].split()) < 2 or not _is_shaped(context, match["name"]):
        return None
    name = within(block, *match.span("name"))
    if not match["mark"].strip():
        return Entry(name, end=match.end()) if match.end() >= len(block.text.rstrip(" .;")) else None
    if match["mark"].strip() == "(":
        entry = entry_at(context, block, 0)
        return replace(entry, person=name) if entry is not None else None
    detail = Span(block.start + match.end(), block.start + len(block.text.rstrip(" .;")))
    role, body = split_detail(context, detail)
    if body is not None and not _is_body(context, context.words(body)):
        role, body = (detail if cues.is_role(context.words(detail)) else role), None
    return Entry(name, role, body, len(block.text))


def _is_shaped(context: Context, name: str) -> bool:
    names = context.names
    if cues.is_role(name.split()[-1]) and not is_known_first(name):
        return False
    if names.is_person(name):
        return True
    return (
        not is_known_first(name)
        and not names.is_organisation(name)
        and not names.is_place(name)
        and not is_everyday(name.split()[0])
    )


def _is_body(context: Context, printed: str) -> bool:
    return context.names.is_organisation(printed) or (
        looks_like_name(printed) and not cues.is_role(printed) and not context.names.is_place(printed)
    )
