"""Who held the event or paid for it, where one line says so and the next ones name them, as text boxes and covers print it:
"This day was organised by" over "Elm Trust and Fir Council"."""

from collections.abc import Iterator
from itertools import takewhile

from loaders.blocks import Block, Kind
from loaders.context import Context
from loaders.lexicons.words import word_set
from loaders.rules.bodies.attendees import is_nobody
from loaders.rules.bodies.lists import Name, lines_of, looks_like_name
from loaders.rules.bodies.sponsors import state_sponsor
from loaders.rules.bodies.used_bodies import can_be_body
from loaders.rules.events.organisers import is_other, is_person, state_organiser
from loaders.rules.events.other_events import names_event
from loaders.structure.sections import Role

_LINE = 80
"""The most characters of a line that leads to names."""
_MOST = 12
"""The most lines of names that follow one."""


def state_lines_below(context: Context, organisers: list[str]) -> None:
    """State the bodies below such lines, and add those that held the event to the organisers."""
    if context.event is None or context.is_minutes:
        return
    apart, challenges = context.aside | context.starts_in(Role.SPONSORS), context.starts_in(Role.CHALLENGE)
    for block in context.text.blocks:
        verb = _leads(block) if block.start not in apart else ""
        if verb and block.start in challenges and not names_event(block.text):
            continue  # whose challenge it is
        if not verb or is_other(context, block, block.text.rindex(verb)):
            continue
        for name, below in _named(context, block):
            if verb.lower() in word_set("held by"):
                organisers.append(state_organiser(context, name, below, verb))
            else:
                state_sponsor(context, name, below, verb)


def _leads(block: Block) -> str:
    """Return the word for what was done, of a line that ends with it and "by"; none of another line."""
    if block.kind is not Kind.PARAGRAPH or len(block.text) > _LINE:
        return ""
    words = block.text.rstrip(" :").split()
    done = words[-2] if len(words) > 1 and words[-1] == "by" else ""
    return done if done.lower() in word_set("held by") | word_set("sponsoring") else ""


def _named(context: Context, lead: Block) -> Iterator[tuple[Name, Block]]:
    """Yield the names on the lines right below one, each with its line: on the first, names that can be bodies'; on further ones
    only beside a known body."""
    first = context.index_at(lead.start) + 1
    lines = takewhile(lambda b: b.kind in (Kind.PARAGRAPH, Kind.ITEM), context.text.blocks[first : first + _MOST])
    for index, line in enumerate(lines):
        names = [name for name in lines_of(context, line) if looks_like_name(name.printed)]
        names = [name for name in names if not is_nobody(context, name.printed) and not is_person(context, name)]
        known = [name for name in names if context.names.is_organisation(name.printed)]
        if not known and (index or not all(can_be_body(context, name.printed, listed=True) for name in names)):
            return
        yield from ((name, line) for name in names)
