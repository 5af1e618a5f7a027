"""Says nodes and links in RDF, in the terms that the declaration gives: the one place that knows how.

A node has its classes and its values. A link is a triple of its own and, where it carries more than that, a statement: a resource
with a stable IRI, the link's properties, and `prov:wasDerivedFrom` the passages that state it. Where a standard vocabulary knows
such a relationship (a membership, an attribution), the statement is one. A value of a node is a statement as well, derived from the
passages of its `States` links; so what only another name lost to is not lost.

RDF 1.1 describes the triple that a statement makes by `rdf:subject`, `rdf:predicate` and `rdf:object`; RDF 1.2 by `rdf:reifies`
(https://www.w3.org/TR/rdf12-concepts/#section-triple-terms-reification). In both, the triple itself is there too where it holds in
the graph.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from typing import Any
from typing import Literal as OneOf

from pyoxigraph import Literal, NamedNode, Triple

from graph.rdf.identifiers import org_id
from graph.rdf.iris import Iris
from schema.bundle import Statements
from schema.declaration import Link, Node
from schema.links import In, States
from schema.model import GRAPH_MODEL, LinkType, NodeType, Property
from schema.nodes import Document, Organisation
from schema.vocabulary import SCHEMES

Version = OneOf["1.1", "1.2"]
Term = NamedNode | Literal

_CACHED = 65536
_DATES = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}
"""The datatype of an ISO 8601 date, by how much of it is printed."""


@dataclass(frozen=True, slots=True)
class _Value:
    """How a property is said."""

    name: str
    get: Callable[[Any], Any]
    predicate: NamedNode
    encode: Callable[[Any], Term]
    many: bool
    selector: str


@dataclass(frozen=True, slots=True)
class _Said:
    """How a label is said."""

    classes: tuple[NamedNode, ...]
    values: tuple[_Value, ...]
    by_name: dict[str, _Value]
    scheme: str


@dataclass(frozen=True, slots=True)
class _Joined:
    """How a relationship type is said; predicates with whether they lead from target to source."""

    predicates: tuple[tuple[NamedNode, bool], ...]
    stated: bool
    classes: tuple[NamedNode, ...]
    ends: tuple[tuple[NamedNode, bool, bool], ...]
    """Of a qualified relationship: a property, whether it leads to the source, and whether it is turned round."""
    always: tuple[tuple[NamedNode, NamedNode], ...]
    values: tuple[_Value, ...]


class Mapping:
    """Says what a graph holds in RDF, under one base. It remembers which concepts it has named, and `concepts` describes them."""

    def __init__(self, iris: Iris, version: Version = "1.1", software: str | None = None) -> None:
        """Work out once how everything is said. `software` names what read the documents, with its version."""
        self.iris, self.version, self.software = iris, version, software
        self._id = lru_cache(_CACHED)(lambda node_id: NamedNode(iris.node(node_id)))
        self._term = lru_cache(None)(lambda term: NamedNode(iris.expand(term)))
        self._named: set[tuple[str, str | None]] = set()
        self._type, self._derived = self._term("rdf:type"), self._term("prov:wasDerivedFrom")
        self._subject, self._predicate, self._object, self._reifies = (
            self._term(f"rdf:{name}") for name in ("subject", "predicate", "object", "reifies")
        )
        statement = ("rdf:Statement", "ig:Statement") if version == "1.1" else ("ig:Statement",)
        self._statement = tuple(map(self._term, statement))
        self._selectors = {
            "oa:TextQuoteSelector": "#quote",
            "oa:TextPositionSelector": "#position",
        }
        self._said = {t.python: self._how(t) for t in GRAPH_MODEL.nodes}
        self._joined = {t.python: self._how_joined(t) for t in GRAPH_MODEL.links if t.python is not States}

    def statements(self, facts: Statements) -> Iterator[Triple]:
        """Yield what the facts say, in one fixed order and nothing twice: nodes with their values, links, concepts."""
        stated: dict[str, list[States]] = defaultdict(list)
        for link in facts.links.values():
            if isinstance(link, States):
                stated[link.target].append(link)
        for node in facts.sorted_nodes():
            yield from self.node(node, stated.get(node.id, ()))
        yield from self.links(link for link in facts.sorted_links() if not isinstance(link, States))
        yield from self.concepts()

    def node(self, node: Node, stated: Iterable[States] = ()) -> Iterator[Triple]:
        """Yield what a node is; with all the links that state its values, these as statements too, each once."""
        said, subject = self._said[type(node)], self._id(node.id)
        for cls in said.classes:
            yield Triple(subject, self._type, cls)
        yield from self._values(subject, node, said.values)
        if said.scheme:
            yield from self._in_scheme(subject, said.scheme)
        if isinstance(node, Document):
            yield from self._run(node, subject)
        elif isinstance(node, Organisation):
            yield from self._elsewhere(node, subject)
        by_value: dict[tuple[str, str], set[str]] = defaultdict(set)
        for link in stated:
            by_value[link.property, link.value].add(link.source)
        for (name, value), passages in sorted(by_value.items()):
            yield from self._value_statement(node.id, name, value, passages)

    def links(self, links: Iterable[Link]) -> Iterator[Triple]:
        """Yield what links say, in their order, where those of one type between the same nodes follow each other: nothing twice."""
        before: tuple[type[Link], str, str] | None = None
        for link in links:
            now = type(link), link.source, link.target
            yield from self.link(link, again=now == before)
            before = now

    def link(self, link: Link, *, again: bool = False) -> Iterator[Triple]:
        """Yield what a link says; of one that states a value, the value as a statement that its passage states.

        `again`: another link of its type between the same nodes has been said, so that the triple between them is left out.
        """
        if isinstance(link, States):
            yield from self._value_statement(link.target, link.property, link.value, (link.source,))
            return
        how, source, target = self._joined[type(link)], self._id(link.source), self._id(link.target)
        for predicate, inverse in () if again else how.predicates:
            yield Triple(target, predicate, source) if inverse else Triple(source, predicate, target)
        if isinstance(link, In):
            yield Triple(source, self._term("prov:wasGeneratedBy"), NamedNode(self.iris.run(link.target)))
        if not how.stated:
            return
        statement, (predicate, inverse) = NamedNode(self.iris.statement(link)), how.predicates[0]
        subject, object_ = (target, source) if inverse else (source, target)
        yield from self._described(statement, subject, predicate, object_, how.classes)
        for predicate, to_source, turned in how.ends:
            end = source if to_source else target
            yield Triple(end, predicate, statement) if turned else Triple(statement, predicate, end)
        for predicate, value in how.always:
            yield Triple(statement, predicate, value)
        yield from self._values(statement, link, how.values)
        for passage in sorted(link.evidence):
            yield Triple(statement, self._derived, self._id(passage))

    def concepts(self) -> Iterator[Triple]:
        """Yield what the concepts are that were named since this was last asked, and their schemes; then forget them."""
        named, self._named = sorted(self._named, key=lambda c: (c[0], c[1] or "")), set()
        label = self._term("skos:prefLabel")
        for scheme in sorted({scheme for scheme, _ in named}):
            subject = NamedNode(self.iris.scheme(scheme))
            yield Triple(subject, self._type, self._term("skos:ConceptScheme"))
            yield Triple(subject, label, Literal(SCHEMES[scheme][0], language="en"))
        for scheme, concept in named:
            if concept is not None:
                subject = NamedNode(self.iris.concept(scheme, concept))
                for cls in dict.fromkeys((SCHEMES[scheme][1], "skos:Concept")):
                    yield Triple(subject, self._type, self._term(cls))
                yield Triple(subject, label, Literal(concept))
                yield from self._in_scheme(subject, scheme)

    def term(self, p: Property, value: Any) -> Term:
        """Return one value of a property as the term that stands for it."""
        return self._encoder(p)(value)

    def _how(self, node_type: NodeType) -> _Said:
        values = tuple(map(self._value, node_type.properties))
        return _Said(tuple(map(self._term, node_type.terms)), values, {v.name: v for v in values}, node_type.scheme)

    def _how_joined(self, link_type: LinkType) -> _Joined:
        terms = ((link_type.term, link_type.inverse), *link_type.broader)
        ends, qualified = [], link_type.qualified
        for term, to_source in ((qualified.source, True), (qualified.target, False)) if qualified else ():
            ends.append((self._term(term.removeprefix("^")), to_source, term.startswith("^")))
        return _Joined(
            tuple((self._term(term), inverse) for term, inverse in terms),
            link_type.evidenced or bool(link_type.properties),
            (self._term(qualified.type),) if qualified else (),
            tuple(ends),
            tuple((self._term(a), self._term(b)) for a, b in qualified.always) if qualified else (),
            tuple(map(self._value, link_type.properties)),
        )

    def _value(self, p: Property) -> _Value:
        selector, many = p.spec.selector, p.type == "texts"
        return _Value(p.name, attrgetter(p.attribute), self._term(p.spec.term), self._encoder(p), many, selector)

    def _encoder(self, p: Property) -> Callable[[Any], Term]:
        """Return what turns one value of a property into its term."""
        if p.spec.scheme:
            return lambda value: self._concept(p.spec.scheme, value)
        if p.spec.datatype == "org-id":
            return lambda value: self._identifier(value)
        if p.type == "integer":
            integer = self._term("xsd:integer")
            return lambda value: Literal(str(value), datatype=integer)
        if p.type == "date":
            return lambda value: Literal(value, datatype=self._term(_DATES[len(value)]))
        if p.spec.datatype:
            datatype = self._term(p.spec.datatype)
            return lambda value: Literal(value, datatype=datatype)
        return Literal

    def _concept(self, scheme: str, label: str) -> NamedNode:
        self._named.add((scheme, label))
        return NamedNode(self.iris.concept(scheme, label))

    def _identifier(self, value: str) -> Literal:
        known = org_id(value)
        return Literal(value) if known is None else Literal(known.number, datatype=NamedNode(known.scheme))

    def _values(self, subject: NamedNode, thing: Node | Link, values: tuple[_Value, ...]) -> Iterator[Triple]:
        selectors: dict[str, NamedNode] = {}
        for v in values:
            value = v.get(thing)
            if value is None:
                continue
            on = subject
            if v.selector:
                if v.selector not in selectors:
                    on = selectors[v.selector] = NamedNode(subject.value + self._selectors[v.selector])
                    yield Triple(subject, self._term("oa:hasSelector"), on)
                    yield Triple(on, self._type, self._term(v.selector))
                on = selectors[v.selector]
            for one in value if v.many else (value,):
                yield Triple(on, v.predicate, v.encode(one))

    def _value_statement(self, node_id: str, name: str, value: str, passages: Iterable[str]) -> Iterator[Triple]:
        v = self._said[GRAPH_MODEL.node(node_id.partition("/")[0]).python].by_name[name]
        statement = NamedNode(self.iris.value(node_id, name, value))
        yield from self._described(statement, self._id(node_id), v.predicate, v.encode(value), ())
        for passage in sorted(passages):
            yield Triple(statement, self._derived, self._id(passage))

    def _described(
        self,
        statement: NamedNode,
        subject: NamedNode,
        predicate: NamedNode,
        object_: Term,
        classes: Iterable[NamedNode],
    ) -> Iterator[Triple]:
        for cls in (*self._statement, *classes):
            yield Triple(statement, self._type, cls)
        if self.version == "1.2":
            yield Triple(statement, self._reifies, Triple(subject, predicate, object_))
        else:
            yield Triple(statement, self._subject, subject)
            yield Triple(statement, self._predicate, predicate)
            yield Triple(statement, self._object, object_)

    def _in_scheme(self, subject: NamedNode, scheme: str) -> Iterator[Triple]:
        self._named.add((scheme, None))
        for term in ("skos:inScheme", "skos:topConceptOf"):
            yield Triple(subject, self._term(term), NamedNode(self.iris.scheme(scheme)))

    def _run(self, document: Document, subject: NamedNode) -> Iterator[Triple]:
        run = NamedNode(self.iris.run(document.id))
        yield Triple(run, self._type, self._term("prov:Activity"))
        yield Triple(run, self._term("prov:used"), subject)
        yield Triple(run, self._term("ig:sha256"), Literal(document.sha256))
        if self.software:
            yield Triple(run, self._term("ig:software"), Literal(self.software))

    def _elsewhere(self, organisation: Organisation, subject: NamedNode) -> Iterator[Triple]:
        """Yield where registers speak of an organisation."""
        for identifier in organisation.identifiers:
            if (known := org_id(identifier)) is not None:
                for term, iri in known.elsewhere:
                    yield Triple(subject, self._term(term), NamedNode(iri))
