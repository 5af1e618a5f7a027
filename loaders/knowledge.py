"""Sources that are no reports: what a register says of a body, and what a curator decided, as rows that state values.

A source is a `Document` of kind `register` or `judgements`; each row of it that a document's names were understood by becomes a
`Passage` of that source in the document's bundle.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from schema.ids import make_id
from schema.nodes import Document, Passage


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a source, with the source that it stands in."""

    document: Document
    passage: Passage


@dataclass(frozen=True, slots=True)
class Source:
    """A source whose rows can be told apart by a name."""

    document: Document

    def row(self, name: str, words: str, *, order: int, start: int, heading: str | None = None) -> Row:
        """Return a row: `name` tells it apart, `words` are what it says, `start` is where they stand in the source's text."""
        passage = Passage(
            id=make_id("passage", *self.document.id.split("/")[1:], name),
            text=words,
            start=start,
            end=start + len(words),
            heading=heading,
            order=order,
        )
        return Row(self.document, passage)

    def rows(self, words: Iterable[tuple[str, str]]) -> list[Row]:
        """Return the rows of a source that holds nothing else, in order: of each its name and what it says."""
        start, made = 0, []
        for order, (name, said) in enumerate(words):
            made.append(self.row(name, said, order=order, start=start))
            start += len(said) + 1
        return made


def source(
    kind: str,
    *,
    name: str,
    version: str,
    title: str,
    file: str,
    sha256: str,
    published: str | None = None,
    licence: str | None = None,
) -> Source:
    """Return a source of `kind` (`register`, `judgements`); each version of one is a document of its own."""
    return Source(
        Document(
            id=make_id("document", name, version),
            title=title,
            kind=kind,
            published=published,
            source=file,
            sha256=sha256,
            licence=licence,
        )
    )
