"""The pipeline: a document's blocks to the bundle of facts that it states, each tied to the passages that state it."""

from collections.abc import Callable
from dataclasses import dataclass

from loaders.annotation.pipeline import annotate
from loaders.blocks import Block, Text
from loaders.context import Claim, Context
from loaders.draft import Draft
from loaders.names.judgements import Judgements, judgements
from loaders.names.resolver import Resolver
from loaders.rules.attendance import state_attendance
from loaders.rules.authors import state_authors
from loaders.rules.bracketed_bodies import state_bracketed
from loaders.rules.challenges import state_challenges
from loaders.rules.document import ignore_imprint, state_document
from loaders.rules.event import state_event
from loaders.rules.headed_models import state_headed_models
from loaders.rules.ideas import state_ideas
from loaders.rules.initiatives import state_initiatives
from loaders.rules.insights import state_insights
from loaders.rules.listed_people import state_listed
from loaders.rules.mentions import state_mentions
from loaders.rules.models import state_models
from loaders.rules.named_people import state_named
from loaders.rules.organisations import state_organisations
from loaders.rules.participants import state_participants
from loaders.rules.people import (
    state_credits,
    state_offices,
    state_owners,
    state_signatures,
    state_titled,
)
from loaders.rules.proposals import state_proposals
from loaders.rules.references import state_references
from loaders.rules.speakers import state_speakers
from loaders.rules.tables import state_challenge_tables
from loaders.rules.talks import state_talks
from loaders.rules.used_bodies import state_used
from loaders.structure.outline import outline
from schema.bundle import Bundle
from schema.errors import ReadError

LONGEST_BLOCK = 60_000
"""More than any paragraph holds; some pages come as one line, and whole reports have 60,000 characters."""

Rule = Callable[[Context], None]

RULES: tuple[Rule, ...] = (
    state_document,
    state_event,
    state_challenges,
    state_owners,
    state_challenge_tables,
    state_ideas,
    state_proposals,
    state_insights,
    state_speakers,
    state_signatures,
    state_offices,
    state_participants,
    state_listed,
    state_used,
    state_bracketed,
    state_titled,
    state_credits,
    state_named,
    state_talks,
    state_attendance,
    state_authors,
    state_references,
    state_organisations,
    state_initiatives,
    state_headed_models,
    state_models,
    state_mentions,
    ignore_imprint,
)
"""The rules in their order: structure first, then bodies, then names in running words; each may use what was stated before it."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one document states, and what became of each of its blocks."""

    bundle: Bundle
    coverage: list[tuple[Block, Claim]]
    context: Context


def extract(text: Text, decided: Judgements | None = None, rules: tuple[Rule, ...] | None = None) -> Extraction:
    """Read a document and return what it states; `decided` are the judgements about names, those that are shipped unless given.

    Raises ReadError for a text that no report is, CurationError where a judgement about it has gone stale, and ImagineError where
    the statements break the contract, which is a defect here.
    """
    longest = max(len(block.text) for block in text.blocks)
    if longest > LONGEST_BLOCK:
        raise ReadError(
            f"{text.name} has a paragraph of {longest:,} characters; a report has none over {LONGEST_BLOCK:,}, "
            f"so break its lines"
        )
    sections = outline(text)
    headings = {block.start: section.title for section in sections.walk() for block in section.blocks}
    draft = Draft(text, headings, annotate(text))
    context = Context(draft, sections, Resolver(draft, judgements() if decided is None else decided))
    for rule in RULES if rules is None else rules:
        rule(context)
    context.bundle.check()
    return Extraction(context.bundle, context.coverage(), context)
