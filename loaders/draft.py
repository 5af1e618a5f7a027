"""One document on its way to a bundle: its passages, and statements with the passages that make them.

Who states something says where the document prints it (a span, a block) or which row of a register says so; offsets, passages and
evidence are worked out here and nowhere else.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

from loaders.annotation.annotations import Annotations
from loaders.blocks import Block, Span, Text
from loaders.knowledge import Row
from schema.bundle import Bundle, Statements
from schema.declaration import Link, Node
from schema.errors import ImagineError
from schema.ids import make_id, passage_ids
from schema.links import In, Mentions, Next, States
from schema.model import properties_of
from schema.nodes import Passage

Where = Span | Block | str
"""What states something: characters of the document, a block of it, or the id of a passage (a register's row)."""


class Draft:
    """A document's text, the bundle that is made of it, and its passages in reading order: one per block."""

    def __init__(self, text: Text, headings: Mapping[int, str], annotations: Annotations) -> None:
        """Begin with the passages alone; `headings` are the titles of the sections that blocks stand under, by their starts."""
        self.text, self.annotations = text, annotations
        self.document = make_id("document", text.name.rsplit("/", 1)[-1].rsplit(".", 1)[0] or text.name)
        self.bundle = Bundle(self.document)
        self._facts = self.bundle.facts
        self._texts: dict[str, str] = {}
        self.passages: list[Passage] = []
        self._starts = [block.start for block in text.blocks]
        self._make_passages(headings)

    def _make_passages(self, headings: Mapping[int, str]) -> None:
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
            self._texts[passage_id] = block.text
            self._facts.add(passage, In(source=passage.id, target=self.document))
            if order:
                self.add(Next(source=self.passages[order - 1].id, target=passage.id))

    @contextmanager
    def apart(self) -> Iterator[Statements]:
        """Keep what is stated meanwhile apart from the bundle, in the statements that are given."""
        before, self._facts = self._facts, Statements()
        try:
            yield self._facts
        finally:
            self._facts = before

    def node(self, node_id: str) -> Node | None:
        """Return a node as the bundle and what is kept apart just now state it together, None where neither does."""
        known, own = self.bundle.facts.nodes.get(node_id), self._facts.nodes.get(node_id)
        if known is None or own is None or own is known:
            return known or own
        joined = Statements({node_id: known})
        joined.add(own)
        return joined.nodes[node_id]

    def add(self, *things: Node | Link) -> None:
        """State links, and nodes that need no source of their own."""
        self._facts.add(*things)

    def state(self, node: Node, *where: Where, **by_property: Iterable[Where]) -> None:
        """State a node: each of its values by the passages that hold what is named for its property, else by those of `where`;
        where some of them print the value whole, by those alone.

        An empty list for a property says that its value was stated before.
        """
        self._facts.add(node)
        usual = self.evidence(*where)
        for name, value in properties_of(node).items():
            passages = self.evidence(*by_property[name]) if name in by_property else usual
            for one in value if isinstance(value, tuple) else (str(value),):
                whole = [p for p in passages if prints(self._texts[p], one)]
                for passage in whole or passages:
                    self._facts.add(States(source=passage, target=node.id, property=name, value=one))

    def consult(self, row: Row) -> str:
        """Bring a row of a register, or a curator's judgement, into the bundle; return the id of its passage."""
        self._texts[row.passage.id] = row.passage.text
        self._facts.add(row.document, row.passage, In(source=row.passage.id, target=row.document.id))
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

    def block_after(self, block: Block) -> Block | None:
        """Return the block that stands right behind one, None where it is the last."""
        after = self.index_at(block.start) + 1
        return self.text.blocks[after] if after < len(self.text.blocks) else None

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

    def evidence(self, *where: Where) -> tuple[str, ...]:
        """Return the ids of the passages that hold these spans or blocks (or that these ids are), sorted, each once."""
        found = {w for w in where if isinstance(w, str)} | {
            p.id
            for w in where
            if not isinstance(w, str)
            for p in self.passages[self.index_at(w.start) : self.index_at(max(w.start, w.end - 1)) + 1]
        }
        return tuple(sorted(found))


def within(block: Block, start: int, end: int) -> Span:
    """Return the span of the document that a span of the block's own text is: `within(b, *match.span(1))`."""
    return Span(block.start + start, block.start + end)


def prints(words: str, value: str) -> bool:
    """Whether a text prints a value whole, not as a part of a longer word or number: "2024" does not print "2"."""
    start = words.find(value)
    while start >= 0:
        end = start + len(value)
        if not (_runs_on(words[:start], value) or _runs_on(value, words[end:])):
            return True
        start = words.find(value, start + 1)
    return False


def _runs_on(before: str, after: str) -> bool:
    return before[-1:].isalnum() and after[:1].isalnum()
