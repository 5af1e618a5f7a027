"""Who took part in the event, paid for it, held it and stood by those who did, and the numbers that bodies print."""

from loaders.blocks import Block
from loaders.context import Context
from loaders.rules.bodies.attendees import state_attendees
from loaders.rules.bodies.backing_sections import state_backing_section
from loaders.rules.bodies.lines_below import state_lines_below
from loaders.rules.bodies.lists_of_backers import lists_of_backers
from loaders.rules.bodies.numbers import state_numbers
from loaders.rules.bodies.partners import state_partners
from loaders.rules.bodies.sponsors import announced_sponsor, state_sponsor, state_sponsors
from loaders.rules.events.held_by_authors import state_held_by_authors
from loaders.rules.events.organisers import is_person, said_alone, state_organiser, state_organisers
from loaders.rules.events.thanks import thanked
from loaders.structure.sections import Role

_INSIDE = (Role.CHALLENGE, Role.INSIGHTS, Role.INSIGHT, Role.INITIATIVES, Role.NOISE, Role.REFERENCES)


def state_organisations(context: Context) -> None:
    """State who attended, sponsored, organised and stood by the event, and the numbers that bodies print. Needs `context.event`."""
    for section in (*context.section.find(Role.ATTENDEES), *lists_of_backers(context)):
        state_attendees(context, section)
    outside = _outside(context)
    organisers = state_organisers(context, outside) or state_held_by_authors(context, outside)
    for section in context.section.find(Role.SPONSORS):
        state_backing_section(context, section, organisers)
    state_lines_below(context, organisers)
    announced = False
    for block in (*outside, *said_alone(context, outside)):
        announced = announced_sponsor(context, block, announced)
        for name, held in thanked(context, block):
            if held is None:
                state_sponsor(context, name, block)
            elif not is_person(context, name):
                organisers.append(state_organiser(context, name, block, held))
        state_sponsors(context, block)
        state_partners(context, block, organisers)
    state_numbers(context)


def _outside(context: Context) -> list[Block]:
    """Return the blocks that speak of the event itself, not of a challenge, lesson or earlier work."""
    found: list[Block] = []
    ahead = [context.section]
    while ahead:
        section = ahead.pop()
        about = (
            section.role is Role.INSIGHTS and section.title == context.own_document.title
        )  # "Reflections on the forum"
        if section.role in _INSIDE and not about:
            if section.role is Role.INSIGHTS and section.heading is None:
                found.extend(section.blocks[:1])  # the line that leads to them may tell of the event before
            continue
        if section.role is not Role.ATTENDEES:
            found.extend(section.blocks)
        ahead.extend(reversed(section.children))
    return found
