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
from loaders.knowledge import Row
from schema.bundle import Bundle
from schema.declaration import Link, Node
from schema.errors import ImagineError
from schema.ids import make_id, passage_ids
from schema.links import In, Mentions, Next, States
from schema.model import properties_of
from schema.nodes import Passage

if TYPE_CHECKING:
    from loaders.structure.sections import Section


class Names(Protocol):
    """The resolver: what a printed name stands for. The first three methods state the node, with the printed form as a name of
    its own, and its mention at `spans` (one name may stand in pieces), and return the node's id."""

    def state_organisation(self, printed: str, *spans: Span) -> str:
        """State the organisation that is printed so at `spans`, and return its id."""

    def state_person(self, printed: str, span: Span) -> str:
        """State the person who is printed so at `span`, and return the id."""

    def state_place(self, printed: str, span: Span) -> str:
        """State the place that is printed so at `span`, and return its id."""

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
    """Blocks of its section that are neither summary, owners nor ideas: inspiration, remarks after the ideas."""


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
        ids = passage_ids(self.document, (block.text for block in self.text.blocks))
        for order, (block, passage_id) in enumerate(zip(self.text.blocks, ids, strict=True)):
            passage = Passage(
                id=passage_id,
                text=block.text,
                start=block.start,
                end=block.end,
                heading=headings.get(block.start) or None,
                order=order,
            )
            self.passages.append(passage)
            self.bundle.add(passage, In(source=passage.id, target=self.document))
            if order:
                self.add(Next(source=self.passages[order - 1].id, target=passage.id))

    def add(self, *links: Link) -> None:
        """State links."""
        self.bundle.add(*links)

    def state(self, node: Node, *where: "Where", **by_property: "Iterable[Where]") -> None:
        """State a node: each of its values by the passages that hold what is named for its property, else by those of `where`;
        where some of them print the value whole, by those alone.

        An empty list for a property says that its value was stated before.
        """
        self.bundle.add(node)
        usual = self.evidence(*where)
        for name, value in properties_of(node).items():
            passages = self.evidence(*by_property[name]) if name in by_property else usual
            for one in value if isinstance(value, tuple) else (str(value),):
                whole = [p for p in passages if one in self._words_of(p)]
                for passage in whole or passages:
                    self.bundle.add(States(source=passage, target=node.id, property=name, value=one))

    def _words_of(self, passage_id: str) -> str:
        passage = self.bundle.facts.nodes[passage_id]
        return passage.text if isinstance(passage, Passage) else ""

    def consult(self, row: Row) -> str:
        """Bring a row of a register, or a curator's judgement, into the bundle; return the id of its passage."""
        self.bundle.add(row.document, row.passage, In(source=row.passage.id, target=row.document.id))
        return row.passage.id

    def words(self, span: Span) -> str:
        """Return the characters of a span."""
        return self.text.text[span.start : span.end]

    def find(self, words: str) -> Span | None:
        """Return where the document first prints `words`, None where it does not."""
        at = self.text.text.find(words) if words else -1
        return Span(at, at + len(words)) if at >= 0 else None

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

    def evidence(self, *where: "Where") -> tuple[str, ...]:
        """Return the ids of the passages that hold these spans or blocks (or that these ids are), sorted, each once."""
        found = {w for w in where if isinstance(w, str)} | {
            p.id
            for w in where
            if not isinstance(w, str)
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


Where = Span | Block | str
"""What states something: characters of the document, a block of it, or the id of a passage (a register's row)."""


def within(block: Block, start: int, end: int) -> Span:
    """Return the span of the document that a span of the block's own text is: `within(b, *match.span(1))`."""
    return Span(block.start + start, block.start + end)


def is_heading(block: Block) -> bool:
    """Whether the block is a heading."""
    return block.kind is Kind.HEADING
