"""Which characters of a document are names already, and whose, block by block."""

from collections import defaultdict

from loaders.blocks import Block, Span
from loaders.marks import Marks


class MarkedNames:
    """The names that were resolved so far, where the document prints them; places are counted from a block's start."""

    def __init__(self) -> None:
        """Begin without any."""
        self._names: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
        self._marks: dict[int, Marks] = {}

    def add(self, block: Block, span: Span, node: str) -> None:
        """Mark the characters of a span, which begins in a block, as a name of a node."""
        start, end = span.start - block.start, span.end - block.start
        self._names[block.start].append((start, end, node))
        if block.start not in self._marks:
            self._marks[block.start] = Marks(len(block.text))
        self._marks[block.start].add(start, end)

    def between(self, block: Block, start: int, end: int) -> bool:
        """Whether a name has characters between two places of a block."""
        marks = self._marks.get(block.start)
        return marks is not None and marks.between(start, end)

    def places_in(self, block: Block) -> list[tuple[int, int]]:
        """Return where a block has names."""
        return [one[:2] for one in self._names.get(block.start, ())]

    def bodies_in(self, block: Block) -> list[tuple[int, int, str]]:
        """Return where a block names organisations, and which."""
        return [one for one in self._names.get(block.start, ()) if one[2].startswith("organisation/")]
