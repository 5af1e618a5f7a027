"""Lists that print everybody surname first: "NORTH, Ada, Elm Trust", "North, Ada – Elm Trust".

One such line could be two surnames or two places; several alike below each other, with known first names behind their commas or
known bodies in brackets behind rare ones, are people. Those with a year are works that somebody wrote.
"""

import re
from itertools import groupby, pairwise

from loaders.blocks import Block, Kind
from loaders.context import Context
from loaders.dates import YEAR
from loaders.draft import within
from loaders.names.printed import fold
from loaders.names.register import first_names, is_everyday
from loaders.rules.bodies.attendees import LABELLED
from loaders.rules.people.name_ends import TURNED, in_usual_order
from loaders.rules.people.people import state_entry
from loaders.rules.people.people_records import LEAST, LINE, MOST, SEMICOLON
from loaders.rules.people.person_lines import entry_at

_NEXT = re.compile(r"\s*[,;(|\t–—-]")
"""What parts such a name from what is said of the person."""


def state_surname_lists(context: Context) -> None:
    """State the people of such lists with their offices and bodies, and keep them for the rules that say what they did."""
    apart = context.aside
    blocks = [b for b in context.text.blocks if b.start not in apart and b.kind is not Kind.ROW]
    read = [(b, _turned(context, b, 0) if len(b.text) <= LINE else None) for b in blocks]
    between = {b.start for (above, _), (b, _) in pairwise(read) if above.kind is Kind.ITEM and _says_more(b)}
    entries = [one for one in read if one[0].start not in between]
    for _, run in groupby(entries, lambda one: one[1] is not None and one[0].kind):
        _state(context, [(block, match) for block, match in run if match is not None])
    for block in blocks:
        starts = [0, *(part.end() for part in SEMICOLON.finditer(block.text))]
        found = [(block, match) for at in starts if (match := _turned(context, block, at))]
        if len(found) >= MOST * len(starts):
            _state(context, found)


def _says_more(block: Block) -> bool:
    """Whether a line with a label parts no list of people: it says something of the one above it ("Interests: Homes, Heat")."""
    return block.kind is Kind.PARAGRAPH and len(block.text) <= LINE and LABELLED.match(block.text) is not None


def _state(context: Context, found: list[tuple[Block, re.Match[str]]]) -> None:
    """State the people of a list, where there are some and half of them are shown to be."""
    known = sum(_is_shown(context, block, match) for block, match in found)
    if len(found) < LEAST or 2 * known < len(found):
        return
    for block, match in found:
        name = within(block, *match.span())
        context.turned[name.start] = name, in_usual_order(match["family"], match["given"])
        if (entry := entry_at(context, block, match.start())) is not None:
            context.listed[name.start] = entry
            state_entry(context, entry, block)


def _is_shown(context: Context, block: Block, match: re.Match[str]) -> bool:
    """Whether a name is shown to be somebody's: by a known first name, or by the known body in the bracket behind rare words, which
    is none that has its name from them ("Acle, Broads (Acle Parish Council)")."""
    given, family = fold(match["given"]).split(), fold(match["family"]).split()
    if given[0] in first_names():
        return True
    plain = any(map(is_everyday, given)) or any(is_everyday(word, surname=True) for word in family)
    if plain or not block.text.startswith(" (", match.end()):
        return False
    bodies = [
        one for one in context.annotations.of(block, "body") if one.start == block.start + match.end() + len(" (")
    ]
    return any(set(family).isdisjoint(fold(one.value).split()) for one in bodies)


def _turned(context: Context, block: Block, at: int) -> re.Match[str] | None:
    """Return the name that begins at a place, None where the word before the comma is a body, a first name or a place."""
    match = TURNED.match(block.text, at)
    if (
        match is None
        or re.search(YEAR, block.text)
        or _NEXT.match(block.text, match.end()) is None
        or not match["family"].split()[-1][0].isupper()
    ):
        return None
    family = match["family"]
    first = fold(family.split()[0].split("-")[0])
    other = first in first_names(sure=True) if " " in family else context.names.is_organisation(family)
    return None if other or context.names.is_place(match["given"]) else match
