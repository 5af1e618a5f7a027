"""What the rules share while one document is read: its text and sections, the bundle they fill, and who claimed which block.

A rule takes a `Context`, reads blocks, and states facts with `state`, `add` and `mention`. It never makes a passage, an offset or
an organisation's id of its own: passages, offsets and evidence are the draft's (`draft`), names the resolver's (`names`). It looks
up what rules before it stated by kind, and only the kinds that it says it needs.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import TypeVar

from loaders.blocks import Block, Span
from loaders.draft import Draft
from loaders.families.family import MINUTES, family_of
from loaders.names.resolver import Resolver
from loaders.structure.sections import Role, Section
from schema.bundle import Statements
from schema.declaration import Link, Node
from schema.errors import ImagineError
from schema.links import Mentions
from schema.nodes import Challenge, Document, Event, Insight, Person

Need = type[Node] | type[Link] | str
"""What a rule may look up: a kind of node or link that was stated, or a kind of annotation."""
_Node = TypeVar("_Node", bound=Node)
_Thing = TypeVar("_Thing", bound=Node | Link)


class Outcome(Enum):
    """What became of a block."""

    CLAIMED = "claimed"
    IGNORED = "ignored"
    NOT_UNDERSTOOD = "not understood"


@dataclass(frozen=True, slots=True)
class Claim:
    """Which rule dealt with a block, and how."""

    outcome: Outcome
    rule: str


@dataclass(slots=True, kw_only=True)
class IdeaPlace:
    """Where an idea stands, for the rules that read names and examples out of its words."""

    id: str
    blocks: list[Block]


_LISTED = 400
"""The most characters of a block that may do no more than list a challenge; a longer one says other things too."""


@dataclass(slots=True, kw_only=True)
class ChallengePlace:
    """One challenge of the document: its section (None where it is only listed), its summary and its ideas."""

    id: str
    title: str
    section: Section | None = None
    heading: Block | None = None
    summary: list[Block] = field(default_factory=list)
    ideas: list[IdeaPlace] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    other: list[Block] = field(default_factory=list)
    """Blocks of its section that are neither summary, owners nor ideas: inspiration, remarks after the ideas."""

    @property
    def told_alone(self) -> list[Block]:
        """The blocks of its summary that speak of it and of nothing else."""
        return [block for block in self.summary if self.section is not None or len(block.text) <= _LISTED]

    @property
    def is_talk(self) -> bool:
        """Whether its section holds nothing but what was said: no summary, nobody behind it, no ideas, no examples."""
        return self.section is not None and {child.role for child in self.section.children} == {Role.CONTEXT}


@dataclass(slots=True, kw_only=True)
class InsightPlace:
    """One cross-cutting lesson: its heading's block and the blocks under it."""

    id: str
    blocks: list[Block]


@dataclass(frozen=True, slots=True)
class Entry:
    """One person on a line, with the spans of the document."""

    person: Span
    role: Span | None = None
    organisation: Span | None = None
    end: int = 0
    """Where the entry ends in the block's text."""
    printed: str = ""
    """The name in its usual order, where it is printed in another or over two cells."""
    more: tuple[tuple[Span, Span], ...] = ()
    """Further offices with their bodies ("chair of Elm Trust and director of Fir Homes")."""


class Context:
    """One document while rules read it.

    `section` is the root of its sections. What states something is the draft's: its methods stand here as well, under their own
    names. Everything that a rule looks up is of a kind that it needs: other kinds raise ImagineError.
    """

    def __init__(self, draft: Draft, section: Section, names: Resolver) -> None:
        """Put together what rules share."""
        self.draft, self.section, self.names = draft, section, names
        self._sections = [*section.walk()]
        self.text, self.document, self.bundle, self.passages = draft.text, draft.document, draft.bundle, draft.passages
        self.annotations = draft.annotations.view(None)
        self.add, self.state, self.consult, self.mention = draft.add, draft.state, draft.consult, draft.mention
        self.words, self.evidence, self.find = draft.words, draft.evidence, draft.find
        self.index_at, self.block_at, self.block_after = draft.index_at, draft.block_at, draft.block_after
        self._needs: frozenset[Need] | None = None
        self._event: str | None = None
        self._challenges: list[ChallengePlace] = []
        self._insights: list[InsightPlace] = []
        self._peopled: set[int] = set()
        self.listed: dict[int, Entry] = {}
        """Whom a list's own form shows where a name begins: what it says of them needs no look at their lines alone."""
        self.turned: dict[int, tuple[Span, str]] = {}
        """Names that a list prints surname first, by where each begins, with the name in its usual order."""
        self._claims: dict[int, Claim] = {}
        self._named: dict[int, list[tuple[int, int, str]]] | None = None
        """Whom each block names by what was stated before the rule at work began."""
        self._sentences: dict[tuple[int, int], list[tuple[int, int]]] = {}
        """Where the sentences of blocks begin and end that the rule at work looked up; each rule has to need them itself."""

    def stated_by(self, rule: Callable[["Context"], None], needs: frozenset[Need]) -> Statements:
        """Return what a rule states that may look up `needs` alone; the bundle is left as it is."""
        self._needs = needs
        self.annotations = self.draft.annotations.view(frozenset(kind for kind in needs if isinstance(kind, str)))
        with self.draft.apart() as stated:
            rule(self)
        self._needs, self.annotations = None, self.draft.annotations.view(None)
        self._sentences.clear()
        self._named = None
        return stated

    def _look_up(self, kind: type) -> None:
        if self._needs is not None and kind not in self._needs:
            raise ImagineError(f"a rule looks up {kind.__name__} without needing it; name it in its `needs`")

    def all(self, kind: type[_Thing]) -> list[_Thing]:
        """Return what was stated of a kind of node or link before this rule began."""
        self._look_up(kind)
        facts = self.bundle.facts
        found: Iterable[Node | Link] = facts.nodes.values() if issubclass(kind, Node) else facts.links.values()
        return [one for one in found if isinstance(one, kind)]

    def node(self, kind: type[_Node], node_id: str | None) -> _Node | None:
        """Return a node with all that was stated of it, by this rule too; None where there is none of the kind."""
        self._look_up(kind)
        known = self.draft.node(node_id) if node_id is not None else None
        return known if isinstance(known, kind) else None

    @property
    def own_document(self) -> Document:
        """The document itself."""
        document = self.node(Document, self.document)
        assert document is not None
        return document

    @property
    def own_event(self) -> Event | None:
        """The event that the document reports on, None where it reports on none."""
        return self.node(Event, self.event)

    @property
    def event(self) -> str | None:
        """The id of the event that the document reports on, None where it reports on none."""
        self._look_up(Event)
        return self._event

    @event.setter
    def event(self, node_id: str) -> None:
        self._event = node_id

    @property
    def challenges(self) -> list[ChallengePlace]:
        """Where the document's challenges stand, and their ideas."""
        self._look_up(Challenge)
        return self._challenges

    @property
    def insights(self) -> list[InsightPlace]:
        """Where its lessons stand."""
        self._look_up(Insight)
        return self._insights

    @property
    def peopled(self) -> set[int]:
        """Starts of blocks that list people who came, which no rule reads as a list of bodies."""
        self._look_up(Person)
        return self._peopled

    @property
    def is_minutes(self) -> bool:
        """Whether the document was taken for minutes."""
        return self.own_document.kind == MINUTES.kind

    @property
    def tells_of_work(self) -> bool:
        """Whether what the document says is being done can be an initiative or a model."""
        family = family_of(self.own_document.kind)
        return family is None or family.tells_of_work

    def people(self) -> dict[int, list[tuple[int, int, str]]]:
        """Return the people whom each block names, by the block's start: where, counted from there, and who, in reading order."""
        self._look_up(Person)
        if self._named is not None:
            return self._named
        found: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
        for link in self.bundle.facts.links.values():
            if isinstance(link, Mentions) and link.target.startswith("person/"):
                start = self.block_at(link.start).start
                found[start].append((link.start - start, link.end - start, link.target))
        self._named = {start: sorted(named) for start, named in found.items()}
        return self._named

    def sentences(self, block: Block) -> list[tuple[int, int]]:
        """Return where the sentences of a block begin and end, counted from its start."""
        return [*self._told_apart(block)]

    def _told_apart(self, block: Block) -> list[tuple[int, int]]:
        """The same, worked out once for a rule, and not to be changed."""
        place = (block.start, block.end)
        if place not in self._sentences:
            found = self.annotations.of(block, "sentence")
            self._sentences[place] = [(one.start - block.start, one.end - block.start) for one in found]
        return self._sentences[place]

    def sentence_at(self, block: Block, at: int) -> str:
        """Return the sentence of a block that holds a place of its text; of two that meet there the first."""
        sentences = self._told_apart(block)
        index = bisect_left(sentences, at, key=lambda one: one[1])
        start, end = sentences[index] if index < len(sentences) else (0, -1)
        return block.text[start:end] if start <= at <= end else block.text

    def sentence_start(self, block: Block, at: int) -> int:
        """Return where the sentence begins that holds the character at a place of a block's text."""
        sentences = self._told_apart(block)
        before = bisect_right(sentences, at, key=lambda one: one[0])
        return sentences[before - 1][0] if before else 0

    def dates(self, block: Block) -> list[tuple[str, int, int]]:
        """Return the dates with a year in a block: ISO 8601, and where each begins and ends, counted from the block's start."""
        found = self.annotations.of(block, "date")
        return [(one.value, one.start - block.start, one.end - block.start) for one in found]

    def starts_in(self, *roles: Role) -> set[int]:
        """Return the starts of the blocks of all sections of these roles, and of the sections inside them."""
        found = (section for section in self._sections if section.role in roles)
        return {block.start for section in found for block in section.all_blocks()}

    @cached_property
    def aside(self) -> frozenset[int]:
        """Starts of the blocks in which the document tells nothing of its own: furniture of a page, and lists of works cited."""
        return frozenset(self.starts_in(Role.NOISE, Role.REFERENCES))

    def claim(self, rule: str, *blocks: Block | None) -> None:
        """Record that a rule understood these blocks. The first claim of a block stays."""
        self._record(Claim(Outcome.CLAIMED, rule), blocks)

    def ignore(self, reason: str, *blocks: Block | None) -> None:
        """Record that these blocks are left out on purpose, and why."""
        self._record(Claim(Outcome.IGNORED, reason), blocks)

    def _record(self, claim: Claim, blocks: Iterable[Block | None]) -> None:
        for block in blocks:
            if block is not None:
                self._claims.setdefault(block.start, claim)

    def claim_of(self, block: Block) -> Claim | None:
        """Return who dealt with a block, None where nobody did yet."""
        return self._claims.get(block.start)

    def is_ignored(self, block: Block) -> bool:
        """Whether the block is left out on purpose."""
        claim = self._claims.get(block.start)
        return claim is not None and claim.outcome is Outcome.IGNORED

    def is_free(self, block: Block) -> bool:
        """Whether no rule claimed or ignored the block yet."""
        return block.start not in self._claims

    def coverage(self) -> list[tuple[Block, Claim]]:
        """Return every block, in reading order, with what became of it."""
        missed = Claim(Outcome.NOT_UNDERSTOOD, "")
        return [(block, self._claims.get(block.start, missed)) for block in self.text.blocks]
