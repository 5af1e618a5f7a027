"""The pipeline: a document's blocks to the bundle of facts that it states, each tied to the passages that state it."""

from dataclasses import dataclass

from loaders import unlike_reports
from loaders.annotation.pipeline import annotate
from loaders.blocks import Block, Text
from loaders.context import Claim, Context
from loaders.draft import Draft
from loaders.names.judgements import Judgements, judgements
from loaders.names.resolver import Resolver
from loaders.rules.authors import state_authors
from loaders.rules.bodies.bodies_alike import state_alike
from loaders.rules.bodies.bracketed_bodies import state_bracketed
from loaders.rules.bodies.given_bodies import state_given
from loaders.rules.bodies.listed_bodies import state_listed_bodies
from loaders.rules.bodies.organisations import state_organisations
from loaders.rules.bodies.shown_bodies import state_shown
from loaders.rules.bodies.used_bodies import state_used
from loaders.rules.challenges.challenges import state_challenges
from loaders.rules.challenges.ideas import state_ideas
from loaders.rules.challenges.insights import state_insights
from loaders.rules.challenges.lessons_in_lists import state_lessons_in_lists
from loaders.rules.challenges.projects import state_projects
from loaders.rules.challenges.proposals import state_proposals
from loaders.rules.challenges.tables import state_challenge_tables
from loaders.rules.challenges.told_lessons import state_told_lessons
from loaders.rules.document import ignore_imprint, state_document
from loaders.rules.events.event import state_event
from loaders.rules.events.meeting_bodies import state_meeting_body
from loaders.rules.events.own_talks import state_own_talks
from loaders.rules.events.speakers import state_speakers
from loaders.rules.events.talks import state_talks
from loaders.rules.initiatives import state_initiatives
from loaders.rules.mentions import state_mentions
from loaders.rules.models.case_study_documents import state_case_study
from loaders.rules.models.headed_models import state_headed_models
from loaders.rules.models.models import state_models
from loaders.rules.models.models_in_prose import state_models_in_prose
from loaders.rules.people.affiliations import state_affiliations
from loaders.rules.people.attendance import state_attendance
from loaders.rules.people.careers import state_careers
from loaders.rules.people.founders import state_founders
from loaders.rules.people.listed_people import state_listed
from loaders.rules.people.lists_by_form import state_lists_of_people
from loaders.rules.people.named_people import state_named
from loaders.rules.people.own_people import state_own_people
from loaders.rules.people.owners import state_owners
from loaders.rules.people.participants import state_participants
from loaders.rules.people.people_at_bodies import state_people_at_bodies
from loaders.rules.people.people_by_surname import state_by_surname
from loaders.rules.people.people_in_brackets import state_in_brackets
from loaders.rules.people.people_in_prose import state_credits, state_offices, state_titled
from loaders.rules.people.signatures import state_signatures
from loaders.rules.people.surname_lists import state_surname_lists
from loaders.rules.references import state_references
from loaders.rules.rule import Rule, checked
from loaders.structure.apart import apart
from loaders.structure.outline import outline
from loaders.uncollected import uncollected
from schema.bundle import Bundle
from schema.links import (
    About,
    Addresses,
    Attended,
    Cites,
    Concerns,
    Continues,
    EmergedFrom,
    FollowsFrom,
    Involves,
    LocatedIn,
    Organised,
    Owns,
    PartnerOf,
    PartOf,
    ProposedAt,
    RaisedAt,
    RefersTo,
    ReportsOn,
    SpokeAt,
    Sponsored,
    Supports,
    TakesPartIn,
    WorksFor,
    Wrote,
)
from schema.nodes import (
    Challenge,
    Document,
    Event,
    Idea,
    Initiative,
    Insight,
    Model,
    Organisation,
    Person,
    Place,
    Reference,
    Topic,
)

_WHO = frozenset({Person, Organisation, WorksFor})
"""People and where they work."""

RULES: tuple[Rule, ...] = checked(
    Rule(state_document, gives=frozenset({Document}), needs=frozenset({"date"})),
    Rule(state_event, gives=frozenset({Event, ReportsOn}), needs=frozenset({Document, "sentence", "date", "cue"})),
    Rule(state_surname_lists, gives=_WHO, needs=frozenset({"body"})),
    Rule(state_lists_of_people, gives=_WHO, needs=frozenset({Event})),
    Rule(
        state_challenges,
        gives=frozenset({Event, Challenge, RaisedAt, Concerns, About, Continues, Topic, Place}),
        needs=frozenset({Document, Event, "sentence"}),
    ),
    Rule(state_owners, gives=frozenset({Owns, Supports, Challenge}) | _WHO, needs=frozenset({Challenge, "sentence"})),
    Rule(state_challenge_tables, gives=frozenset({Owns, Supports, Challenge}) | _WHO, needs=frozenset({Challenge})),
    Rule(state_ideas, gives=frozenset({Idea, Addresses, PartOf}), needs=frozenset({Challenge, Event, "body"})),
    Rule(state_projects, gives=frozenset({Idea, Addresses}), needs=frozenset({Challenge})),
    Rule(
        state_proposals,
        gives=frozenset({PartOf, Idea, ProposedAt, Addresses}),
        needs=frozenset({Document, Event, Challenge}),
    ),
    Rule(state_insights, gives=frozenset({Insight, EmergedFrom}), needs=frozenset({Document, Event})),
    Rule(
        state_told_lessons,
        gives=frozenset({Insight, EmergedFrom}),
        needs=frozenset({Document, Event, Insight, "sentence"}),
    ),
    Rule(state_lessons_in_lists, gives=frozenset({Insight, EmergedFrom}), needs=frozenset({Event})),
    Rule(state_speakers, gives=frozenset({SpokeAt}) | _WHO, needs=frozenset({Document, Event, "sentence"})),
    Rule(state_affiliations, gives=frozenset({Wrote}) | _WHO),
    Rule(state_signatures, gives=_WHO),
    Rule(state_offices, gives=_WHO),
    Rule(state_people_at_bodies, gives=_WHO),
    Rule(state_in_brackets, gives=_WHO, needs=frozenset({Event})),
    Rule(
        state_participants,
        gives=frozenset({Attended, SpokeAt}) | _WHO,
        needs=frozenset({Document, Event, "sentence"}),
    ),
    Rule(state_listed, gives=_WHO),
    Rule(state_given, gives=frozenset({Organisation}), needs=frozenset({Document, Event})),
    Rule(state_meeting_body, gives=frozenset({Organisation}), needs=frozenset({Document, Event, Person})),
    Rule(state_used, gives=frozenset({Organisation}), needs=frozenset({Event})),
    Rule(state_bracketed, gives=frozenset({Organisation, Attended}), needs=frozenset({Event, "sentence"})),
    Rule(state_titled, gives=_WHO),
    Rule(state_credits, gives=_WHO),
    Rule(state_named, gives=_WHO, needs=frozenset({Event, "sentence"})),
    Rule(state_careers, gives=frozenset({Organisation, WorksFor}), needs=frozenset({Event, Person, "sentence"})),
    Rule(state_founders, gives=_WHO, needs=frozenset({Event, Person, "sentence"})),
    Rule(state_alike, gives=frozenset({Organisation, WorksFor}), needs=frozenset({Event, Person})),
    Rule(state_by_surname, gives=frozenset({Attended, Person, SpokeAt}) | _WHO, needs=frozenset({Event})),
    Rule(state_shown, gives=frozenset({Organisation}), needs=frozenset({Event})),
    Rule(state_listed_bodies, gives=frozenset({Organisation}), needs=frozenset({Event, "body", "sentence"})),
    Rule(
        state_talks,
        gives=frozenset({SpokeAt}) | _WHO,
        needs=frozenset({Document, Event, Challenge, Owns, Person, "sentence"}),
    ),
    Rule(
        state_attendance,
        gives=frozenset({Attended, Organisation}),
        needs=frozenset({Document, Event, Person, WorksFor, "sentence"}),
    ),
    Rule(state_authors, gives=frozenset({Wrote}) | _WHO),
    Rule(state_own_talks, gives=frozenset({SpokeAt}), needs=frozenset({Document, Event, Wrote, "sentence"})),
    Rule(state_references, gives=frozenset({Reference, RefersTo}), needs=frozenset({Challenge, Insight})),
    Rule(
        state_organisations,
        gives=frozenset({Organisation, Attended, Sponsored, Organised, PartnerOf}),
        needs=frozenset({Document, Event, Challenge, Owns, Supports, Person, Wrote, "cue", "date", "sentence"}),
    ),
    Rule(
        state_initiatives,
        gives=frozenset(
            {Initiative, FollowsFrom, TakesPartIn, Event, Challenge, RaisedAt, Organisation, Place, LocatedIn}
        ),
        needs=frozenset({Document, Event, Challenge, "sentence"}),
    ),
    Rule(
        state_headed_models,
        gives=frozenset({Involves, Organisation, Model, LocatedIn, Place}),
        needs=frozenset({Document, Event, Challenge}),
    ),
    Rule(
        state_case_study,
        gives=frozenset({Involves, Organisation, Model, LocatedIn, Place}),
        needs=frozenset({Document, Event, Challenge}),
    ),
    Rule(
        state_models,
        gives=frozenset({Model, Cites, Involves, LocatedIn, Organisation, Place}),
        needs=frozenset({Document, Challenge, Insight, Event, Attended, Organised, PartOf}),
    ),
    Rule(
        state_models_in_prose,
        gives=frozenset({Model, LocatedIn, Place}),
        needs=frozenset({Challenge}),
    ),
    Rule(
        state_mentions,
        gives=frozenset({Organisation, Place, Concerns}),
        needs=frozenset({Event, Challenge, Organisation}),
    ),
    Rule(
        state_own_people,
        gives=frozenset({Organisation, WorksFor}),
        needs=frozenset({Document, Event, Person, "sentence"}),
    ),
    Rule(ignore_imprint),
)
"""The rules in their order: structure first, then bodies, then names in running words."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one document states, and what became of each of its blocks."""

    bundle: Bundle
    coverage: list[tuple[Block, Claim]]
    context: Context


@uncollected()
def extract(text: Text, decided: Judgements | None = None) -> Extraction:
    """Read a document and return what it states; `decided` are the judgements about names, those that are shipped unless given.

    Raises ReadError for a text that no report is, CurationError where a judgement about it has gone stale, and ImagineError where
    the statements break the contract, which is a defect here.
    """
    unlike_reports.refuse(text)
    text = apart(text)
    sections = outline(text)
    headings = {block.start: section.title for section in sections.walk() for block in section.blocks}
    draft = Draft(text, headings, annotate(text))
    context = Context(draft, sections, Resolver(draft, judgements() if decided is None else decided))
    for rule in RULES:
        context.bundle.facts.update(rule.statements(context))
    context.bundle.check()
    return Extraction(context.bundle, context.coverage(), context)
