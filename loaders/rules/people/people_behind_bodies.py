"""Lists of those who came whose lines begin with a body: "Elm Trust: Ada North, Ben Castle", "Elm Trust (Ada North)"."""

import re
from collections.abc import Iterator

from loaders.blocks import Block
from loaders.context import Context, Entry
from loaders.draft import within
from loaders.rules.bodies.lists import LED, looks_like_name
from loaders.rules.people.person_details import is_plain_role, parts_of
from loaders.rules.people.person_lines import is_known_first, name_at
from loaders.structure import cues

_LINE = re.compile(
    r"(?P<body>[^:(–—]{3,90}?)(?:\s*:\s+|\s+[–—-]\s+|\s*\((?=[^()]*\)\W*$))(?P<people>[A-Z].*?)(?P<end>\)?[ .;]*)$"
)
_PARTS = re.compile(r"\s*(?:,|;|&|/|,?\s+and\b)\s+(?![^()]*\))")
_OFFICE = re.compile(r",?\s*\((?P<office>[^()]+)\)$")
_LEAST = 2
"""How many lines of this form make a list, one of whose bodies must be known while the others need not be."""


def people_behind_bodies(context: Context, blocks: list[Block]) -> list[tuple[Block, Entry]]:
    """Return the people of the lines that are of this form, each with the line; none where the list is no such one."""
    read = [(block, found) for block in blocks if (found := list(_people(context, block)))]
    known = [found for _, found in read if found[0].organisation and has_known_body(context, found[0])]
    listed = len(read) >= _LEAST and 2 * len(read) >= len(blocks) and bool(known)
    return [(block, entry) for block, found in read if listed or found in known for entry in found]


def has_known_body(context: Context, entry: Entry) -> bool:
    """Whether somebody is of a body that is known for one."""
    return entry.organisation is not None and context.names.is_organisation(context.words(entry.organisation))


def _people(context: Context, block: Block) -> Iterator[Entry]:
    """Yield the people of a line that begins with a body and goes on with nothing but people; their offices in brackets."""
    led = LED.match(block.text)
    match = _LINE.match(block.text, led.end() if led else 0)
    if match is None:
        return
    printed = match["body"].strip()
    named = context.names.is_organisation(printed)
    if not (named or looks_like_name(printed)) or is_plain_role(printed, context.names):
        return
    if not named and (is_known_first(printed) or (cues.inside(printed) or cues.outside(printed)) is not None):
        return
    body = within(block, match.start("body"), match.start("body") + len(match["body"].rstrip()))
    base, found, known = match.start("people"), [], 0
    for start, end in parts_of(match["people"], _PARTS):
        words = match["people"][start:end].rstrip()
        office = _OFFICE.search(words)
        bare = words[: office.start()] if office else words
        name = name_at(context.names, block, base + start)
        if name is None or name.end - block.start != base + start + len(bare):
            return
        role = (
            within(block, base + start + office.start("office"), base + start + office.end("office"))
            if office
            else None
        )
        known += is_known_first(bare)
        found.append(Entry(name, role, body, len(block.text)))
    if 2 * known >= len(found):
        yield from found
