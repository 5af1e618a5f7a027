"""Reads RDF back into the statements that it was written from: nothing of them is lost.

It knows the declaration and the terms that this gives, and nothing of the code that writes.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from graph.rdf.iris import Iris
from schema.bundle import Statements
from schema.links import States
from schema.model import GRAPH_MODEL, LinkType, NodeType, Property

Term = NamedNode | Literal | BlankNode | Triple


def read_quads(quads: Iterable[Quad], iris: Iris) -> Statements:
    """Return what a dataset states, whose graphs are what each document states."""
    graphs: dict[str, list[Triple]] = defaultdict(list)
    for quad in quads:
        assert isinstance(quad.graph_name, NamedNode)
        graphs[quad.graph_name.value].append(quad.triple)
    facts = Statements()
    for triples in graphs.values():
        facts.update(read_triples(triples, iris))
    return facts


def read_triples(triples: Iterable[Triple], iris: Iris) -> Statements:
    """Return what a graph states."""
    return _Reading(triples, iris).facts()


class _Reading:
    def __init__(self, triples: Iterable[Triple], iris: Iris) -> None:
        self.iris = iris
        self.said: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        for triple in triples:
            assert isinstance(triple.subject, NamedNode)
            self.said[triple.subject.value][triple.predicate.value].append(triple.object)

    def facts(self) -> Statements:
        facts = Statements()
        kinds: dict[str, list[str]] = defaultdict(list)
        for subject, said in list(self.said.items()):
            for kind in said[self.term("rdf:type")]:
                kinds[kind.value].append(subject)
        for node_type in GRAPH_MODEL.nodes:
            for subject in kinds[self.term(node_type.terms[0])]:
                facts.add(node_type.python(id=self.node(subject), **self.values(subject, node_type)))
        for link_type in GRAPH_MODEL.links:
            if link_type.python is States:
                continue
            if not link_type.evidenced and not link_type.properties:
                facts.add(*self.plain(link_type))
            for subject in kinds[self.term(link_type.statement)]:
                source, target = self.claim(subject, link_type)
                evidence = tuple(sorted(map(self.node, self.derived(subject))))
                values = self.values(subject, link_type)
                facts.add(link_type.python(source=source, target=target, evidence=evidence, **values))
        for subject in kinds[self.term("ig:ValueStatement")]:
            about, predicate, value = self.triple(subject)
            node_id = self.node(about.value)
            (p,) = (
                p
                for p in GRAPH_MODEL.node(node_id.partition("/")[0]).properties
                if self.term(p.spec.term) == predicate.value
            )
            known = {"target": node_id, "property": p.name, "value": str(self.decoded(p, value))}
            facts.add(*(States(source=self.node(passage), **known) for passage in self.derived(subject)))
        return facts

    def term(self, name: str) -> str:
        return self.iris.expand(name)

    def node(self, iri: str) -> str:
        start = self.iris.base + "id/"
        assert iri.startswith(start)
        return unquote(iri.removeprefix(start))

    def derived(self, subject: str) -> list[str]:
        return [t.value for t in self.said[subject][self.term("prov:wasDerivedFrom")]]

    def plain(self, link_type: LinkType) -> Iterable[Any]:
        kinds = {end for e in link_type.ends for end in (e.source, e.target)}
        for subject, said in list(self.said.items()):
            for other in said.get(self.term(link_type.term), ()):
                source, target = map(self.node, (subject, other.value))
                if {GRAPH_MODEL.node(i.partition("/")[0]).label for i in (source, target)} <= kinds:
                    yield link_type.python(source=source, target=target)

    def triple(self, subject: str) -> tuple[Term, ...]:
        said = self.said[subject]
        if reified := said.get(self.term("rdf:reifies")):
            (claimed,) = reified
            assert isinstance(claimed, Triple)
            return tuple(claimed)
        return tuple(one for part in ("subject", "predicate", "object") for one in said[self.term(f"rdf:{part}")])

    def claim(self, statement: str, link_type: LinkType) -> tuple[str, str]:
        subject, predicate, value = self.triple(statement)
        assert predicate.value == self.term(link_type.term)
        assert value in self.said[subject.value][predicate.value], "the triple itself is there as well"
        ends = self.node(subject.value), self.node(value.value)
        return ends[::-1] if link_type.inverse else ends

    def values(self, subject: str, described: NodeType | LinkType) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for p in described.properties:
            places = [subject]
            if p.spec.selector:
                places = [s.value for s in self.said[subject][self.term("oa:hasSelector")]]
            values = [self.decoded(p, v) for place in places for v in self.said[place][self.term(p.spec.term)]]
            if p.type == "texts":
                found[p.attribute] = tuple(sorted(values))
            elif values:
                (found[p.attribute],) = values
        missing = {p.attribute: None for p in described.properties if p.type != "texts" and p.attribute not in found}
        return found | missing

    def decoded(self, p: Property, value: Term) -> Any:
        if p.spec.scheme:
            assert isinstance(value, NamedNode)
            start = self.iris.base + f"scheme/{p.spec.scheme}/"
            assert value.value.startswith(start)
            return unquote(value.value.removeprefix(start))
        assert isinstance(value, Literal)
        lists = "http://org-id.guide/list/"
        if value.datatype.value.startswith(lists):
            return f"{value.datatype.value.removeprefix(lists)}-{value.value}"
        return int(value.value) if p.type == "integer" else value.value
