"""What the rules share while one document is read: its text and sections, the bundle they fill, and who claimed which block.

A rule takes a `Context`, reads blocks, and states facts with `add`, `mention` and `evidence`. It never makes a passage, an
offset or an organisation's id of its own: passages are here, names are the resolver's (`names`).
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Protocol

from loaders.blocks import Block, Kind, Span, Text
from schema.bundle import Bundle
from schema.declaration import Link, Node
from schema.errors import ImagineError
from schema.ids import make_id
from schema.links import In, Mentions, Next
from schema.nodes import Passage

if TYPE_CHECKING:
    from loaders.structure.sections import Section


class Names(Protocol):
    """The resolver: what a printed name stands for. The first three methods state the node (with the printed form as an
    alias) in the bundle, state the mention where `span` is given, and return the node's id."""

    def organisation(self, printed: str, span: Span | None = None) -> str:
        """Return the id of the organisation that is printed so."""

    def person(self, printed: str, span: Span | None = None) -> str:
        """Return the id of the person that is printed so."""

    def place(self, printed: str, span: Span | None = None) -> str:
        """Return the id of the place that is printed so."""

    def is_organisation(self, printed: str) -> bool:
        """Whether the name is known to be, or by its shape can only be, an organisation's (register, "... Council", "... LLP",
        or resolved before in this document). States nothing."""

    def is_person(self, printed: str) -> bool:
        """Whether the name has the shape of a person's name, or was resolved as one before. States nothing."""

    def is_place(self, printed: str) -> bool:
        """Whether the gazetteer knows the name as a place. States nothing."""

    def places_in(self, block: Block) -> list[tuple[str, Span]]:
        """Return the known places that a block's words name, with the spans, in reading order. States nothing."""

    def organisations_in(self, block: Block) -> list[tuple[str, Span]]:
        """Return the organisations that a block's words name, with the spans, in reading order. States nothing."""

    def challenge(self, event: str, title: str) -> str | None:
        """Return the id of the challenge at `event` that a judgement says this title stands for, None where none does."""


class Knowledge(Protocol):
    """What is known before a document is opened: register, gazetteer, judgements. One object serves any number of documents."""

    def names(self, context: "Context") -> Names:
        """Return the resolver for one document."""


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


@dataclass(slots=True, kw_only=True)
class ChallengePlace:
    """One challenge of the document: its section (None where it is only listed), its summary and its ideas."""

    id: str
    title: str
    section: "Section | None" = None
    heading: Block | None = None
    summary: list[Block] = field(default_factory=list)
    ideas: list[IdeaPlace] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    other: list[Block] = field(default_factory=list)
    """Blocks of its section that are neither summary, owners nor ideas: inspiration, remarks behind the ideas."""


@dataclass(slots=True, kw_only=True)
class InsightPlace:
    """One cross-cutting lesson: its heading's block and the blocks under it."""

    id: str
    blocks: list[Block]


class Context:
    """One document on its way to a bundle.

    `document` is its id, `passages` its passages in reading order (one per block), `section` the root of its sections. The
    rules leave what later rules need in `event`, `challenges`, `insights`.
    """

    def __init__(self, text: Text, section: "Section", knowledge: Knowledge) -> None:
        self.text = text
        self.section = section
        self.document = make_id("document", text.name.rsplit("/", 1)[-1].rsplit(".", 1)[0] or text.name)
        self.bundle = Bundle(self.document)
        self.passages: list[Passage] = []
        self._starts = [block.start for block in text.blocks]
        self._claims: dict[int, Claim] = {}
        self.event: str | None = None
        self.challenges: list[ChallengePlace] = []
        self.insights: list[InsightPlace] = []
        self._make_passages(section)
        self.names: Names = knowledge.names(self)

    def _make_passages(self, root: "Section") -> None:
        headings: dict[int, str] = {}
        for section in root.walk():
            for block in section.blocks:
                headings[block.start] = section.title
        slug = self.document.split("/", 1)[1]
        for order, block in enumerate(self.text.blocks):
            passage = Passage(
                id=f"passage/{slug}/{order}",
                text=block.text,
                start=block.start,
                end=block.end,
                heading=headings.get(block.start) or None,
                order=order,
            )
            self.passages.append(passage)
            self.add(passage, In(source=passage.id, target=self.document))
            if order:
                self.add(Next(source=self.passages[order - 1].id, target=passage.id))

    def add(self, *things: Node | Link) -> None:
        """State nodes and links."""
        self.bundle.add(*things)

    def words(self, span: Span) -> str:
        """Return the characters of a span."""
        return self.text.text[span.start : span.end]

    def index_at(self, offset: int) -> int:
        """Return the position, among blocks and passages alike, of the block that holds the character at `offset`."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0:
            raise ImagineError(f"{self.document} has no block at character {offset}; this is a defect of the loader")
        return index

    def block_at(self, offset: int) -> Block:
        """Return the block that holds the character at `offset`."""
        return self.text.blocks[self.index_at(offset)]

    def passage_at(self, offset: int) -> Passage:
        """Return the passage that holds the character at `offset`."""
        return self.passages[self.index_at(offset)]

    def mention(self, node: str, span: Span) -> None:
        """State that the node is printed at exactly these characters; white space at the ends is left out. A span that runs over
        several blocks is stated block by block."""
        start, end = span.start, span.end
        while start < end:
            passage = self.passage_at(start)
            stop = min(end, passage.end)
            words = self.text.text[start:stop]
            first = start + len(words) - len(words.lstrip())
            last = start + len(words.rstrip())
            if first < last:
                self.add(
                    Mentions(source=passage.id, target=node, start=first, end=last, printed=self.text.text[first:last])
                )
            start = max(start, stop) + 1

    def evidence(self, *where: Span | Block) -> tuple[str, ...]:
        """Return the ids of the passages that hold these spans or blocks, sorted, each once."""
        found = {
            p.id
            for w in where
            for p in self.passages[self.index_at(w.start) : self.index_at(max(w.start, w.end - 1)) + 1]
        }
        return tuple(sorted(found))

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


def within(block: Block, start: int, end: int) -> Span:
    """Return the span of the document that a span of the block's own text is: `within(b, *match.span(1))`."""
    return Span(block.start + start, block.start + end)


def is_heading(block: Block) -> bool:
    """Whether the block is a heading."""
    return block.kind is Kind.HEADING
