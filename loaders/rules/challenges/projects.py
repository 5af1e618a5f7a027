"""Projects of a day on which teams made something: each a heading or a point, with a label below it that says which challenge it
takes on ("Night Bus Finder", "Challenge: getting home safely"). The project is an idea, what the label says the challenge.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from loaders.blocks import Block, Kind, Span
from loaders.context import ChallengePlace, Context
from loaders.draft import within
from loaders.names.printed import fold
from loaders.rules.challenges.ideas import block_span, item_title
from loaders.rules.challenges.listed_challenges import Listed, lead_of
from loaders.structure import cues
from loaders.structure.groups import takes_on, tell_of_teams
from loaders.structure.lessons import SENTENCES
from loaders.structure.sections import Role
from schema.ids import make_id
from schema.links import Addresses
from schema.nodes import Idea

RULE = "ideas"

_APART = (Role.NOISE, Role.REFERENCES, Role.IMPRINT, Role.CHALLENGE)
_LONGEST_NAME = 90
_LONGEST = 300
"""The most characters of a label with a challenge behind it; a longer one tells a story."""
_LEAST = 2
"""The fewest projects that make a list of them."""


@dataclass(frozen=True, slots=True)
class Project:
    """What a team made: the block that names it, the line that says what for, and where that stands."""

    name: Block
    label: Block
    challenge: str
    span: Span


def projects(context: Context) -> list[Project]:
    """Return the projects of a document in their order, none where too few have such a label."""
    found = list(_labelled(context))
    looks = Counter((project.name.kind, project.name.level) for project in found)
    look = max(looks, key=lambda one: looks[one], default=None)
    found = [project for project in found if (project.name.kind, project.name.level) == look]
    return found if len(found) >= _LEAST and tell_of_teams(context.text.blocks) else []


def _labelled(context: Context) -> Iterator[Project]:
    apart = context.starts_in(*_APART)
    blocks = context.text.blocks
    for index, name in enumerate(blocks):
        if name.kind not in (Kind.HEADING, Kind.ITEM) or len(name.text) > _LONGEST_NAME or name.start in apart:
            continue
        told = takes_on(blocks, index)
        if told is not None and len(told[0].text) <= _LONGEST:
            label, at = told
            words = label.text[at:].strip(" \"”’'")
            words = SENTENCES.split(words)[0] if "?" in words else words
            yield Project(name, label, words, within(label, at, at + len(words)))


def challenges_of(found: list[Project]) -> list[Listed]:
    """Return the challenges that projects say they take on, each once."""
    listed: dict[str, Listed] = {}
    for project in found:
        listed.setdefault(fold(project.challenge), Listed(project.label, project.challenge, project.span))
    return list(listed.values())


def state_projects(context: Context) -> None:
    """State each project as an idea for the challenge that it takes on, where that is known."""
    for project in projects(context) if context.challenges else ():
        challenge = next((place for place in context.challenges if _is_same(place, project)), None)
        if challenge is None:
            continue
        said = list(_said_of(context, project))
        behind = Span(project.span.end, project.label.end)
        rest = context.words(behind).strip(" \"”’'")
        text = "\n".join([*([rest] if rest else []), *(block.text for block in said)]) or project.name.text
        title = project.name.text.rstrip(" :.")
        node = make_id("idea", *challenge.id.split("/")[1:], title)
        blocks = [project.name, *([project.label] if rest else []), *said]
        context.state(Idea(id=node, text=text, title=title), *blocks)
        context.add(Addresses(source=node, target=challenge.id, evidence=context.evidence(*blocks, project.label)))
        for block in blocks:
            context.mention(node, behind if block is project.label else block_span(block))
        context.claim(RULE, *blocks, project.label)


def _is_same(place: ChallengePlace, project: Project) -> bool:
    """Whether a challenge is the one that a label names, by all its words or by those before its dash."""
    wanted = fold(project.challenge)
    printed = [place.title, *([place.heading.text] if place.heading else [])]
    return any(wanted in (fold(words), fold(lead_of(words))) for words in printed)


def _said_of(context: Context, project: Project) -> Iterator[Block]:
    """Yield what is said of a project: the words up to the next one, without the label and what other labels say."""
    for block in context.text.blocks[context.index_at(project.name.start) + 1 :]:
        if project.name.kind is Kind.ITEM and (block.kind is not Kind.ITEM or block.level <= project.name.level):
            return
        if block.kind is Kind.HEADING and block.level <= project.name.level:
            return
        links = sum(link.span.end - link.span.start for link in block.links)
        label = item_title(block)
        if (
            block is not project.label
            and 2 * links < len(block.text)
            and not (label and (cues.outside(label) or cues.inside(label)))
        ):
            yield block
