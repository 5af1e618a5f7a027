"""Collects triples under one base and writes them: for the small graphs that describe the large one (ontology, shapes)."""

from collections.abc import Iterable
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from graph.rdf.iris import Iris

Node = NamedNode | BlankNode
Object = NamedNode | BlankNode | Literal | str | bool | int


def together(facts: Iterable[Triple] | Iterable[Quad]) -> list[Any]:
    """Return facts with those of one subject side by side, in the order in which each was first spoken of."""
    place: dict[object, int] = {}
    known: list[Any] = list(facts)
    for fact in known:
        place.setdefault(_whose(fact), len(place))
    return sorted(known, key=lambda fact: place[_whose(fact)])


def _whose(fact: Triple | Quad) -> object:
    return fact.subject if isinstance(fact, Triple) else (fact.graph_name, fact.subject)


class Description:
    """Triples in the order in which they were said. Terms are given as prefixed names (`owl:Class`), words as Literals."""

    def __init__(self, iris: Iris) -> None:
        """Begin with nothing."""
        self.iris = iris
        self.triples: dict[Triple, None] = {}
        self._blanks = 0

    def term(self, name: str) -> NamedNode:
        """Return the node that a prefixed name stands for."""
        return NamedNode(self.iris.expand(name))

    def say(self, subject: Node | str, predicate: str, *objects: Object) -> None:
        """Add a triple for each object."""
        about = self.term(subject) if isinstance(subject, str) else subject
        self.triples |= {Triple(about, self.term(predicate), self._object(o)): None for o in objects}

    def blank(self, **said: Object | Iterable[Object]) -> BlankNode:
        """Return a new blank node, with what is said of it: `blank(sh_path=..., sh_minCount=1)`."""
        self._blanks += 1
        node = BlankNode(f"b{self._blanks}")
        for name, objects in said.items():
            many = objects if isinstance(objects, (list, tuple)) else [objects]
            self.say(node, name.replace("_", ":", 1), *many)
        return node

    def listed(self, items: Iterable[Object]) -> Node:
        """Return an RDF list of the items."""
        nodes = [(self.blank(), item) for item in items]
        rest: Node = self.term("rdf:nil")
        for node, item in reversed(nodes):
            self.say(node, "rdf:first", item)
            self.say(node, "rdf:rest", rest)
            rest = node
        return rest

    def turtle(self) -> bytes:
        """Return everything in Turtle, subject by subject in the order in which each was first spoken of."""
        return serialize(together(self.triples), format=RdfFormat.TURTLE, prefixes=self.iris.prefixes()) or b""

    def _object(self, value: Object) -> NamedNode | BlankNode | Literal:
        if isinstance(value, str):
            return self.term(value)
        return Literal(value) if isinstance(value, bool | int) else value
