"""Bodies that stand behind people's names as others do in the same document.

Where most of what it prints behind a name and one mark is known to be bodies ("Ada North, Elm Trust", "Bea Marsh (Fir Council)"),
the rest of that form are bodies too, whatever they look like ("Carl Dale, Koru", "Di Lane (Larchworks)").
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from loaders.blocks import Block, Kind, Span
from loaders.context import Context
from loaders.draft import within
from loaders.lexicons.words import word_set
from loaders.names.printed import LETTERS_AFTER_NAME, fold
from loaders.names.register import is_everyday
from loaders.rules.bodies.used_bodies import can_be_body
from loaders.rules.people.body_shapes import is_field
from loaders.rules.people.people import state_office
from loaders.rules.people.person_details import parts_of
from loaders.structure import cues
from schema.links import WorksFor

_BEHIND = re.compile(
    rf"(?:{LETTERS_AFTER_NAME.pattern})*(?:\s*(?P<mark>[(\[])(?P<inside>[^()\[\]]{{2,60}})[)\]]"
    r"|(?:\s*(?P<comma>,)|\s+(?P<dash>[–—-]))\s+(?P<line>[^,;:()\[\]]{2,60}?)[ .*_]*$)"
)
_LEAST, _MOST = 2, 0.5
"""How many known bodies of one form make it a form of bodies, and their least share of all that is printed in it."""
_WORDS = 5
"""The most words of a name that only its place shows to be a body's."""
_INITIALS = 4
"""The most characters that minutes print behind a name as short for it."""


@dataclass(frozen=True, slots=True)
class _Place:
    """What stands behind a person's name, in which block."""

    person: str
    block: Block
    printed: Span


def state_alike(context: Context) -> None:
    """State such bodies, and the people before them as theirs."""
    known: dict[str, int] = defaultdict(int)
    open_: dict[str, list[_Place]] = defaultdict(list)
    employed = {link.source for link in context.all(WorksFor)}
    for mark, place in _places(context):
        words = context.words(place.printed)
        if context.names.is_organisation(words):
            known[mark] += 1
        elif place.person not in employed and _can_be(context, words) and not _are_initials(words, place.person):
            open_[mark].append(place)
    for mark, places in open_.items():
        if known[mark] >= _LEAST and known[mark] >= _MOST * (known[mark] + len(places)):
            for place in places:
                state_office(context, place.person, None, place.printed, place.block)


def _places(context: Context) -> Iterator[tuple[str, _Place]]:
    """Yield what stands behind people's names, by the mark that leads to it: a bracket, a comma or a dash before a line's end."""
    apart = context.aside
    blocks = {block.start: block for block in context.text.blocks}
    for start, people in context.people().items():
        block = blocks[start]
        if start in apart or block.kind is Kind.NOTE:
            continue
        for _, end, person in people:
            if behind := _BEHIND.match(block.text, end):
                group = "inside" if behind["mark"] else "line"
                mark = behind["mark"] or behind["comma"] or behind["dash"]
                yield mark, _Place(person, block, within(block, *behind.span(group)))


def _are_initials(printed: str, person: str) -> bool:
    """Whether what is printed behind a name is short for it, as in minutes ("Ada North (ANo)")."""
    return len(printed) <= _INITIALS and printed[:1].casefold() == person.removeprefix("person/")[:1]


def _can_be(context: Context, printed: str) -> bool:
    """Whether what is printed so can be a body's name: no office, field of work, person, place or time."""
    words = fold(printed).split()
    first = printed.partition(" and ")[0]  # the end of a list of people ("Ada North and Bo")
    return (
        len(words) <= _WORDS
        and len(parts_of(printed)) == 1
        and len(printed) > 2
        and can_be_body(context, printed, listed=True)
        and not (context.names.is_person(first) and not any(map(is_everyday, fold(first).split())))
        and not is_field(printed)
        and not word_set("no body beside a name") & set(words)
        and not cues.is_role(printed)
    )
