"""RDF says what the graph says: every node, every link with its evidence, one graph per document, the same bytes every time."""

from collections import defaultdict

from dumped import dumped
from facts import libraries
from hypothesis import given, settings
from pyoxigraph import NamedNode, RdfFormat, Triple, parse
from rdflib import Graph, URIRef
from rdflib.namespace import RDF

from graph.rdf.iris import Iris
from graph.rdf.mapping import Mapping, Term
from schema.bundle import Bundle, Statements, merge
from schema.links import In, States
from schema.model import GRAPH_MODEL
from schema.vocabulary import NAMESPACES

PROV = NAMESPACES["prov"]
IRIS = Iris("http://127.0.0.1:8000/")
expand = IRIS.expand


def iri(node_id: str) -> URIRef:
    return URIRef(IRIS.node(node_id))


def test_every_declared_term_is_of_a_declared_namespace() -> None:
    for node in GRAPH_MODEL.nodes:
        for term in (*node.terms, *(p.spec.term for p in node.properties)):
            assert expand(term).startswith("http")
    for link in GRAPH_MODEL.links:
        for term in (link.term, *(p.spec.term for p in link.properties)):
            assert expand(term).startswith("http")


@settings(max_examples=25)
@given(libraries())
def test_a_dump_holds_every_node_and_every_statement_with_its_evidence(library: list[Bundle]) -> None:
    graph = Graph().parse(data=dumped(library, "ttl"), format="turtle")
    facts = merge(library)
    for node in facts.nodes.values():
        types = {URIRef(expand(t)) for t in GRAPH_MODEL.node_type(node).terms}
        assert types <= set(graph.objects(iri(node.id), RDF.type))
    for link in facts.links.values():
        if link.evidence:
            stated = set(graph.objects(URIRef(IRIS.statement(link)), URIRef(PROV + "wasDerivedFrom")))
            assert stated == {iri(e) for e in link.evidence}


@settings(max_examples=25)
@given(libraries())
def test_dumps_repeat_to_the_byte_whatever_the_order(library: list[Bundle]) -> None:
    backwards = [Bundle.from_json(b.to_json()) for b in reversed(library)]
    for syntax in ("ttl", "nt"):
        assert dumped(library, syntax) == dumped(backwards, syntax)
    assert dumped(library, "trig") == dumped([Bundle.from_json(b.to_json()) for b in library], "trig")


@settings(max_examples=25)
@given(libraries())
def test_trig_has_one_graph_per_document_with_what_it_states(library: list[Bundle]) -> None:
    """A report's graph has nothing that only a register says, and nothing is lost over all of them."""
    facts, mapping = merge(library), Mapping(IRIS)
    home = {link.source: link.target for link in facts.links.values() if isinstance(link, In)}
    expected: dict[str, set[tuple[NamedNode, NamedNode, Term]]] = {i: set() for i in home.values()}
    for link in facts.links.values():
        if isinstance(link, States):
            p = GRAPH_MODEL.node_type(facts.nodes[link.target]).declared(link.property)
            said = NamedNode(IRIS.node(link.target)), NamedNode(expand(p.spec.term)), mapping.term(p, link.value)
            expected[home[link.source]].add(said)
    found: dict[str, set[Triple]] = defaultdict(set)
    for quad in parse(dumped(library, "trig"), format=RdfFormat.TRIG):
        found[quad.graph_name.value].add(quad.triple)
    assert set(found) == {IRIS.graph(i) for i in expected}
    for document, values in expected.items():
        of_bodies = {tuple(t) for t in found[IRIS.graph(document)] if "/id/organisation/" in t.subject.value}
        stated = {v for v in values if "/id/organisation/" in v[0].value}
        assert {v for v in of_bodies if v[1:2] != (NamedNode(str(RDF.type)),)} <= stated
        assert {v[:2] for v in stated} <= {v[:2] for v in of_bodies}
    together = set().union(*found.values())
    assert {quad.triple for quad in parse(dumped(library, "nt"), format=RdfFormat.N_TRIPLES)} <= together


@given(libraries())
def test_what_documents_state_alone_joins_to_what_they_state_together(library: list[Bundle]) -> None:
    facts = merge(library)
    again = Statements()
    for part in facts.by_document().values():
        again.update(part)
    assert again == facts
