"""Lists of those who came that no known words head: one that holds most of the bodies behind the challenges, below a heading or
line that says in any way that people were there ("Who sat down with us", "Annex A: bodies represented")."""

import re
from collections.abc import Iterator

from loaders.blocks import Kind
from loaders.context import Context
from loaders.lexicons.words import any_of
from loaders.names.printed import fold
from loaders.structure.sections import Role, Section
from schema.links import Owns, Supports
from schema.nodes import Organisation

_LEAST, _MOST = 4, 0.6
"""How many bodies behind challenges such a list holds at least, and what share of them all."""
_LEADING = 1
"""How many lines may say so below the heading."""
_WERE_THERE = re.compile(rf"\b{any_of('tells of being there')}\b", re.I)
_PARTS = re.compile(r"\s*[;,\t\n·•|]\s*(?:and )?|\.$")


def lists_of_backers(context: Context) -> list[Section]:
    """Return the sections of no known part that list such bodies; none where a part says who came."""
    if context.event is None or any(part.body or part.children for part in context.section.find(Role.ATTENDEES)):
        return []
    backers = _backers(context)
    if len(backers) < _LEAST:
        return []
    names = {fold(name): body.id for body in backers for name in (body.name, *body.aliases)}
    found = []
    for section in context.section.find(Role.OTHER, Role.IMPRINT):
        over = [section.title, *(block.text for block in section.body[:_LEADING] if block.kind is Kind.PARAGRAPH)]
        if not any(_WERE_THERE.search(line) for line in over):
            continue
        held = {names[entry] for entry in map(fold, _entries(section)) if entry in names}
        if len(held) >= max(_LEAST, _MOST * len(backers)):
            found.append(section)
    return found


def _backers(context: Context) -> list[Organisation]:
    links = [*context.all(Owns), *context.all(Supports)]
    bodies = (context.node(Organisation, link.source) for link in links if link.source.startswith("organisation/"))
    return list({body.id: body for body in bodies if body is not None}.values())


def _entries(section: Section) -> Iterator[str]:
    """Yield what a section's items, cells and the parts of its lines say."""
    for block in section.body:
        if block.kind is not Kind.NOTE:
            yield block.text
            yield from _PARTS.split(block.text)
