"""The one block model behind every format: a document's normalised text, and the blocks that it is made of.

A reader (one per format) turns bytes into a `Text`; everything after it works on blocks alone and cannot tell a PDF from a
Word file. Offsets count characters of `Text.text`, and for every block `text.text[block.start:block.end] == block.text`.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum
from itertools import pairwise


class Kind(Enum):
    """What a block is on the page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    """One printed item of a list, numbered or not."""
    ROW = "row"
    """One row of a table; its cells are spans."""
    NOTE = "note"
    """A footnote."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Some characters of the normalised text, from `start` up to `end`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Hyperlink:
    """Characters that lead to an address."""

    span: Span
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A run of the normalised text that stands alone on the page: without markup, list marker or line breaks of the layout.

    Inside a block, lines that only the layout broke are joined by one space, and hyphenation is undone.
    """

    kind: Kind
    text: str
    start: int
    end: int
    level: int = 0
    """Headings: 1 for the largest to 6, 0 where only its looks say that it is one. Items: depth in the list, from 0."""
    marker: str | None = None
    """Items and notes: the number, letter or bullet as printed, without brackets and full stop
    ("2", "a", "iv", "•"; "¹" as "1")."""
    table: int | None = None
    """Rows: which table of the document, from 0."""
    header: bool = False
    """Rows: printed as the head of its table."""
    cells: tuple[Span, ...] = ()
    """Rows: the cells from left to right; empty cells are empty spans."""
    above: tuple[int, ...] = ()
    """Rows: the columns, empty here, whose cell in a row above reaches down to this one."""
    bold: tuple[Span, ...] = ()
    italic: tuple[Span, ...] = ()
    links: tuple[Hyperlink, ...] = ()
    notes: tuple[tuple[int, str], ...] = ()
    """References to footnotes inside the block: offset where one stands, and the note's marker."""
    breaks: tuple[int, ...] = ()
    """Where a line begins inside it that the source itself sets below the one before, as in a cell of several lines."""
    page: int | None = None
    """The page that it begins on, from 1, where the format has pages."""
    ends: int = 0
    """Headings at the head of an item of a list: where in the document that item ends, and all that the heading stands over."""

    def cell(self, column: int | None) -> Span | None:
        """Return what a row has in a column; None where it has nothing there."""
        found = self.cells[column] if column is not None and column < len(self.cells) else None
        return found if found is not None and found.end > found.start else None


def tables_of(blocks: Iterable[Block]) -> list[list[Block]]:
    """Return the tables that some blocks are of, each as its rows among them, in the order in which they begin."""
    rows: dict[int, list[Block]] = defaultdict(list)
    for block in blocks:
        if block.kind is Kind.ROW and block.table is not None:
            rows[block.table].append(block)
    return list(rows.values())


def up_to(block: Block, end: int) -> Block:
    """Return a block's text up to a place in the document, such as the end of a cell, as a paragraph."""
    return replace(block, kind=Kind.PARAGRAPH, text=block.text[: end - block.start], end=end)


def piece(block: Block, span: Span, kind: Kind, level: int = 0, marker: str | None = None) -> Block:
    """Return some words of a block as a block of their own, without the space at their ends."""
    text = block.text[span.start - block.start : span.end - block.start]
    start = span.start + len(text) - len(text.lstrip())
    end = start + len(text.strip())

    def inside(spans: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple(Span(max(s.start, start), min(s.end, end)) for s in spans if s.start < end and s.end > start)

    return replace(
        block,
        kind=kind,
        text=text.strip(),
        start=start,
        end=end,
        level=level,
        marker=marker,
        table=None,
        header=False,
        cells=(),
        bold=inside(block.bold),
        italic=inside(block.italic),
        links=tuple(link for link in block.links if start <= link.span.start and link.span.end <= end),
        notes=tuple(note for note in block.notes if start <= note[0] < end),
        breaks=(),
    )


def own_lines(block: Block) -> list[Block]:
    """Return the lines that the source itself sets below each other in a block, in each cell of a row, each as a paragraph."""
    found = []
    for whole in block.cells or (Span(block.start, block.end),):
        edges = [whole.start, *(edge for edge in block.breaks if whole.start < edge < whole.end), whole.end]
        for start, end in pairwise(edges):
            text = block.text[start - block.start : end - block.start].rstrip()
            if text:
                kind = Kind.PARAGRAPH if block.cells else block.kind
                found.append(
                    replace(block, kind=kind, text=text, start=start, end=start + len(text), cells=(), breaks=())
                )
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A document as it was read: one normalised text, and its blocks in reading order.

    Normalised: Unicode NFC, ligatures spelled out, soft hyphens dropped, every kind of space one space, typographic marks kept
    as printed; a single line feed between blocks.
    """

    text: str
    blocks: tuple[Block, ...]
    name: str
    """The file's name or the address."""
    sha256: str
    media_type: str
    title: str | None = None
    """The title in the format's own metadata, where it has one."""
    origins: tuple[tuple[int, int], ...] = ()
    """The offset map: pairs (offset in `text`, offset in the decoded source) in rising order, each exact up to the next pair;
    empty for formats whose source is no text (PDF, DOCX), where blocks have pages instead."""
