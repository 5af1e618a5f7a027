"""People who sign a text: a line with a name, and the office and body on it or on the next line."""

import re

from loaders.blocks import Kind, Span
from loaders.context import Context, Entry
from loaders.lexicons.words import any_of
from loaders.rules.bodies.lists import looks_like_name
from loaders.rules.events.programme import is_timed
from loaders.rules.events.speaker_names import can_be_person
from loaders.rules.people.people import state_entry
from loaders.rules.people.person_details import split_detail
from loaders.rules.people.person_lines import entry_at, is_known_first, name_at
from loaders.structure.sections import Role

RULE = "signatures"

_GREETING = re.compile(rf"{any_of('end of a letter')},?\s+", re.I)
"""What a letter ends with before the name, where one line holds both."""


def state_signatures(context: Context) -> None:
    """State people who sign: a line with a name, and the body on it or on the next line."""
    for section in context.section.find(Role.FRONT, Role.OTHER, Role.IMPRINT):
        body = section.body
        for block in body:
            if block.kind is not Kind.PARAGRAPH or len(block.text) > 90 or not context.is_free(block):
                continue
            greeting = _GREETING.match(block.text)
            name = name_at(context.names, block, greeting.end() if greeting else 0)
            if name is None or name.start in context.listed or not _can_sign(context, context.words(name)):
                continue
            if name.end == block.end:
                following = context.block_after(block)
                if (
                    following is not None
                    and following in body
                    and following.kind not in (Kind.HEADING, Kind.ITEM)
                    and len(following.text) <= 70
                    and not following.text.endswith((".", "by:"))
                    and ": " not in following.text
                    and not is_timed(context, following)
                ):
                    role, organisation = split_detail(context, Span(following.start, following.end))
                    printed = context.words(organisation) if organisation else ""
                    named = len(printed.split()) <= 4 and looks_like_name(printed) and not is_known_first(printed)
                    if organisation and (context.names.is_organisation(printed) or role or named):
                        state_entry(context, Entry(name, role, organisation, len(block.text)), following)
                        context.claim(RULE, block, following)
                        continue
                context.names.state_person(context.words(name), name)
                context.claim(RULE, block)
                continue
            entry = entry_at(context, block, 0)
            if entry and (entry.organisation or entry.role) and entry.end >= len(block.text.rstrip(" .")) - 1:
                state_entry(context, entry, block)
                context.claim(RULE, block)


def _can_sign(context: Context, name: str) -> bool:
    """Whether a line that stands alone is somebody's name, and no label ("View the list of participants") or body of a town ("Dale
    Makers")."""
    of_a_town = context.names.is_place(name.split()[0])
    return is_known_first(name) or (can_be_person(context, name) and not of_a_town)
