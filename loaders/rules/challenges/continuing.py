"""Challenges that take up those of an earlier gathering, where a line says so: of the same name in another year ("Continues "Homes
for all" (2030)"), or of another one ("This follows on from Night buses, raised at the Dale Forum 2030")."""

import re

from loaders.blocks import Block
from loaders.context import ChallengePlace, Context
from loaders.dates import YEAR, dates_in, without_year
from loaders.draft import within
from loaders.lexicons.cued import Cued
from loaders.lexicons.words import any_of
from loaders.names.printed import fold
from loaders.rules.challenges.listed_challenges import lead_of
from loaders.rules.events.gatherings import CALLED
from loaders.rules.events.other_events import EARLIER, state_earlier
from loaders.structure.cues import capitalised
from loaders.structure.sections import Role
from schema.ids import make_id
from schema.links import Continues, RaisedAt
from schema.nodes import Challenge, Event

RULE = "challenges"

_CONTINUES = Cued(
    rf"\b{any_of('continuing')}:?\s+(?:(?:[\w’'-]+ ){{0,3}}?{any_of('thing owned')}\b[^\"“‘]{{0,30}})?"
    rf"(?:[\"“‘'](?P<quoted>[^\"“”‘]{{6,160}}?)[\"”’'](?![^\W\d_])"
    rf"|(?-i:(?P<plain>[A-Z][^\"“”,.:;()]{{5,120}}?)(?=\s?[,(–—]| \w+ the [A-Z])))",
    re.I,
)
_CALLED = re.compile(CALLED)
_NEAR = 60
"""How far from a gathering's name its year or day can stand."""
_TOLD = 160
"""How far behind the title it says where it was raised."""
_AT_HEAD = 40
_OF_IT = ("This ", "It ", "Continues ", "Continues: ", "Follows ")
"""How a line begins that is said of the challenge though it stands among the ideas."""
_IDEAS = (Role.IDEAS, Role.IDEA, Role.GROUP)


def tells_of_earlier(text: str) -> bool:
    """Whether a line says at its head that a challenge goes on with an earlier one."""
    match = _CONTINUES.search(text)
    return match is not None and match.start() <= _AT_HEAD


def state_continuation(context: Context, place: ChallengePlace) -> None:
    """State that the challenge takes up an earlier gathering's, where a line of its section says so and names both; what an idea
    builds on is none."""
    for part in place.section.walk() if place.section else ():
        for block in part.blocks:
            if part.role not in _IDEAS or block.text.startswith(_OF_IT):
                _state_told(context, place, block)


def _state_told(context: Context, place: ChallengePlace, block: Block) -> None:
    """State the earlier challenge that a block says this one takes up."""
    match = _CONTINUES.search(block.text)
    if match is None:
        return
    group = "quoted" if match["quoted"] else "plain"
    title, start = match[group].rstrip(" .,"), match.start(group)
    named = group == "plain"
    earlier = None if _CALLED.search(title) else _earlier(context, block, match.end(), named=named)
    if earlier is None:
        return
    context.claim(RULE, block)
    node = context.names.challenge(earlier, title) or make_id("challenge", earlier.split("/", 1)[1], lead_of(title))
    if node == place.id:
        return
    evidence = context.evidence(block)
    context.state(Challenge(id=node, title=capitalised(title)), block)
    context.add(
        RaisedAt(source=node, target=earlier, evidence=evidence),
        Continues(source=place.id, target=node, evidence=evidence),
    )
    context.mention(node, within(block, start, start + len(title)))


def _earlier(context: Context, block: Block, at: int, *, named: bool) -> str | None:
    """State the gathering that the words behind a title tell of, and return its id: None where they tell of none whose year is
    known, or only of a year where it must be `named`."""
    stop = min((end for start, end in context.sentences(block) if start <= at <= end), default=len(block.text))
    said = block.text[at : min(stop, at + _TOLD)]
    own = context.own_event
    called = _CALLED.search(said)
    bare = without_year(called[0]) if called else ""
    if own is None or called is None or fold(bare) in fold(own.name):
        told = re.search(YEAR, said)
        if told is None and (named or EARLIER.search(said) is None):
            return None
        return state_earlier(context, told[0] if told else None, block)
    before, behind = said[: called.start()], said[called.end() : called.end() + _NEAR]
    year = re.search(YEAR, called[0]) or re.search(YEAR, behind) or re.search(rf"{YEAR}(?= $)", before)
    if year is None:
        return None
    name = f"{bare} {year[0]}"
    event = make_id("event", name)
    day = next((iso for iso, _, _ in dates_in(behind)), year[0])
    context.state(Event(id=event, name=name, date=day), block)
    context.mention(event, within(block, at + called.start(), at + called.end()))
    return event
