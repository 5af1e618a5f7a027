"""What `graph.rdf.writer` says, as triples: for whoever asks for one resource, where an object for every term is no burden."""

from collections.abc import Iterable, Iterator
from typing import Any

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from graph.rdf.iris import Iris
from graph.rdf.writer import Version, Writer
from schema.bundle import Statements
from schema.declaration import Link, Node
from schema.links import States
from schema.model import Property

Term = NamedNode | Literal


class Mapping:
    """Says what a graph holds in RDF, under one base. It remembers which concepts it has named, and `concepts` describes them."""

    def __init__(self, iris: Iris, version: Version = "1.1", software: str | None = None) -> None:
        """Work out once how everything is said. `software` names what read the documents, with its version."""
        self.iris = iris
        self._writer = Writer(iris, version, software)

    def statements(self, facts: Statements) -> Iterator[Triple]:
        """Yield what the facts say, in one fixed order and nothing twice: nodes with their values, links, concepts."""
        for text in self._writer.statements(facts):
            yield from _read(text)

    def node(self, node: Node, stated: Iterable[States] = ()) -> Iterator[Triple]:
        """Yield what a node is; with all the links that state its values, these as statements too, each once."""
        return _read(self._writer.node(node, stated))

    def links(self, links: Iterable[Link]) -> Iterator[Triple]:
        """Yield what links say, in their order, where those of one type between the same nodes follow each other: nothing twice."""
        for text in self._writer.links(links):
            yield from _read(text)

    def link(self, link: Link) -> Iterator[Triple]:
        """Yield what a link says; of one that states a value, the value as a statement that its passage states."""
        return _read(self._writer.link(link))

    def concepts(self, *schemes: str) -> Iterator[Triple]:
        """Yield what the concepts are that were named since this was last asked, and their schemes; then forget them.

        `schemes`: which are described whether or not anything is in them.
        """
        return _read(self._writer.concepts(*schemes))

    def term(self, p: Property, value: Any) -> Term:
        """Return one value of a property as the term that stands for it."""
        (triple,) = _read(f"<s:s> <p:p> {self._writer.term(p, value)} .")
        return triple.object  # type: ignore[return-value]


def _read(text: str) -> Iterator[Triple]:
    return (quad.triple for quad in parse(text, format=RdfFormat.N_TRIPLES))
