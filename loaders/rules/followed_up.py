"""Documents that tell what came of a gathering, challenge by challenge: the work of which a section tells, the challenge that it
follows from, and who takes part in it."""

import re
from collections.abc import Iterator

from loaders.blocks import Block, Kind
from loaders.context import Context
from loaders.draft import within
from loaders.lexicons.cued import Cued
from loaders.lexicons.words import any_of
from loaders.names import recognise
from loaders.names.printed import fold
from loaders.rules.challenges.listed_challenges import lead_of
from loaders.rules.people.person_lines import names_in
from loaders.structure import cues
from loaders.structure.cues import capitalised
from loaders.structure.runs import amount
from loaders.structure.sections import Role, Section
from schema.ids import make_id, slug
from schema.links import FollowsFrom, RaisedAt, TakesPartIn
from schema.nodes import Challenge, Initiative

RULE = "initiatives"

_KIND = any_of("thing that is made", "group that is formed")
_AUXILIARY = rf"{any_of('auxiliary')} (?:\w+ )?"
_GOES = re.compile(
    rf"\W*{any_of('before a noun')} (?:new )?(?P<name>(?:[\w'’-]+ ){{1,4}}?{_KIND})(?:, [^,.]{{3,120}},)? "
    rf"(?:{any_of('begun')}|{_AUXILIARY}(?:{any_of('begun', 'state of work')}))\b",
    re.I,
)
"""What says at the head of a sentence that some work has begun: "The bridging team began in May"."""
_TITLE = Cued(
    rf"\b{any_of('continuing', 'challenge', 'following')} (?:{any_of('before a noun')} )?(?:{any_of('challenge')} )?"
    r"[\"“](?P<title>[A-Z][^\"“”]{5,160}?)[,.]?[\"”]",
    re.I,
)
"""What names between quotation marks the challenge that some work followed from."""
_SET = re.compile(rf"\b(?P<number>\d{{1,2}}|{any_of('two to ten')}) {any_of('challenge')}\b", re.I)
_PARTS = re.compile(r"[:?–—]\s+")
"""What parts a title that says what a text is from what it is about."""
_LEAST = 2


def follows_up(context: Context) -> bool:
    """Whether the title of a document says that it tells what came of a gathering."""
    return any(cues.outside(part) == "initiatives" for part in _PARTS.split(context.own_document.title))


def state_going(context: Context, section: Section) -> None:
    """State the work of which a section of such a document says that it has begun, who takes part in it, and the challenge that
    is the section's title where the document says how many there were."""
    challenges = {part.heading for part in _of_challenges(context)}
    for block in section.body if context.event is not None else ():
        if block.kind not in (Kind.PARAGRAPH, Kind.ITEM):
            continue
        for start, end in context.sentences(block):
            match = _GOES.match(block.text, start, end)
            if match is None:
                continue
            name = match["name"]
            node = make_id("initiative", (context.event or "").split("/", 1)[1], "-".join(slug(name).split("-")[:8]))
            context.state(Initiative(id=node, name=capitalised(name), description=block.text), block)
            context.add(FollowsFrom(source=node, target=context.event or "", evidence=context.evidence(block)))
            context.mention(node, within(block, *match.span("name")))
            context.claim(RULE, block)
            state_part_taking(context, node, block, name)
            tie_to_heading(context, node, block)
            if section.heading in challenges and section.heading is not None:
                _tie(context, node, section.title, section.heading, block)
            break


def bodies_told(context: Context, block: Block, own: tuple[int, int]) -> Iterator[tuple[int, int, str]]:
    """Yield the bodies that a block names, stated, and where each begins and ends: those in the sentence `own` about some work, and
    of other sentences those that tell of nobody's moves ("Ada North, who is now at Elm Council, said ...")."""
    for found in recognise.organisations(block.text, named=context.names.named()):
        start, stop = next(((a, b) for a, b in context.sentences(block) if a <= found.start < b), own)
        if (start, stop) == own or not any(names_in(context, block, start, found.start)):
            yield (
                found.start,
                found.end,
                context.names.state_organisation(found.printed, within(block, found.start, found.end)),
            )


def tie_to_heading(context: Context, node: str, block: Block) -> None:
    """State that some work followed from the challenge that the heading over its block names, in full or by its first words."""
    section = next((s for s in context.section.walk() if block in s.blocks), None)
    title = fold(cues.SECTION_NUMBER.sub("", section.title)) if section is not None and section.heading else ""
    for place in context.challenges if " " in title else ():
        short, whole = sorted((fold(place.title), title), key=len)
        if section and section.heading and short and f"{whole} ".startswith(f"{short} "):
            evidence = context.evidence(*dict.fromkeys((section.heading, block)))
            context.add(FollowsFrom(source=node, target=place.id, evidence=evidence))


def state_part_taking(context: Context, node: str, block: Block, name: str) -> None:
    """State which bodies a block that tells of nothing else than some work says take part in it: none that its `name` contains, and
    none at whose house it is."""
    for printed, span in context.names.organisations_in(block):
        context.names.state_organisation(printed, span)
    for start, end, body in context.names.marked.bodies_in(block):
        if fold(block.text[start:end]) not in fold(name) and not block.text[:start].endswith(" at "):
            context.add(TakesPartIn(source=body, target=node, evidence=context.evidence(block)))


def tie_to_challenges(context: Context, node: str, block: Block) -> None:
    """State the challenge that a block names between quotation marks as what some work followed from."""
    for match in _TITLE.finditer(block.text):
        _tie(context, node, match["title"], block, block)


def _tie(context: Context, node: str, title: str, named: Block, told: Block) -> None:
    event = context.event or ""
    own = (place.id for place in context.challenges if fold(title) in (fold(place.title), fold(lead_of(place.title))))
    challenge = next(own, None) or context.names.challenge(event, title)
    challenge = challenge or make_id("challenge", event.split("/", 1)[1], lead_of(title))
    evidence = context.evidence(*dict.fromkeys((named, told)))
    if all(place.id != challenge for place in context.challenges):
        context.state(Challenge(id=challenge, title=capitalised(title)), named)
        context.add(RaisedAt(source=challenge, target=event, evidence=context.evidence(named)))
    context.add(FollowsFrom(source=node, target=challenge, evidence=evidence))


def _of_challenges(context: Context) -> list[Section]:
    """Return the sections whose titles are challenges: all of one level, as many as a sentence before them says there were."""
    told = [s for s in context.section.find(Role.OTHER) if s.heading is not None and s.level > 1]
    told = [s for s in told if not cues.outside(s.title) and not cues.inside(s.title)]
    alike = [s for s in told if s.level == told[0].level]
    if len(alike) < _LEAST or alike[0].heading is None:
        return []
    return alike if len(alike) in set(_numbers(context, alike[0].heading.start)) else []


def _numbers(context: Context, stop: int) -> Iterator[int]:
    for block in context.text.blocks:
        if block.start < stop:
            yield from (amount(match["number"]) for match in _SET.finditer(block.text))
