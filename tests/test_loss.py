"""Nothing of the graph is lost in RDF: every node, link and property is read back from it, in both readings and both versions."""

import io
import json

import pytest
from facts import libraries
from generate import bundles
from hypothesis import given, settings
from hypothesis import strategies as st
from pyld import jsonld
from pyoxigraph import NamedNode, Quad, RdfFormat, parse, serialize
from rdf_reading import read_quads, read_triples

from graph.dumps.export import Dump, write
from graph.dumps.formats import format_of
from graph.rdf.context import context
from graph.rdf.formats import SYNTAXES
from graph.rdf.iris import Iris
from graph.rdf.jsonld import compacted
from graph.rdf.mapping import Mapping
from graph.rdf.writer import Version
from graph.store.store import Store
from schema.bundle import Bundle, Statements, merge
from schema.model import GRAPH_MODEL, properties_of

IRIS = Iris("https://graph.example.org/imagine/")
VERSIONS: tuple[Version, ...] = ("1.1", "1.2")


def dataset(facts: Statements, version: Version) -> list[Quad]:
    """What each document states, in a graph of its own."""
    return [
        Quad(t.subject, t.predicate, t.object, NamedNode(IRIS.graph(document)))
        for document, stated in facts.by_document().items()
        for t in Mapping(IRIS, version).statements(stated)
    ]


@pytest.mark.parametrize("version", VERSIONS)
def test_every_label_link_type_and_property_is_read_back(version: Version) -> None:
    facts = merge(bundles(6, 4))
    things = [*facts.nodes.values(), *facts.links.values()]
    used = {(type(thing), name) for thing in things for name in properties_of(thing)}
    declared = {(t.python, p.name) for t in (*GRAPH_MODEL.nodes, *GRAPH_MODEL.links) for p in t.properties}
    rarely = {(t, name) for t, name in declared if name in ("licence",)}
    assert declared - rarely <= used
    assert {type(thing) for thing in things} == {t.python for t in (*GRAPH_MODEL.nodes, *GRAPH_MODEL.links)}
    turtle = serialize(Mapping(IRIS, version).statements(facts), format=RdfFormat.TURTLE, prefixes=IRIS.prefixes())
    assert read_triples((q.triple for q in parse(turtle, format=RdfFormat.TURTLE)), IRIS) == facts
    quads = serialize(dataset(facts, version), format=RdfFormat.N_QUADS)
    assert read_quads(parse(quads, format=RdfFormat.N_QUADS), IRIS) == facts


@settings(max_examples=25)
@given(libraries(), st.sampled_from(VERSIONS))
def test_a_library_is_read_back(library: list[Bundle], version: Version) -> None:
    facts = merge(library)
    assert read_triples(Mapping(IRIS, version).statements(facts), IRIS) == facts
    assert read_quads(dataset(facts, version), IRIS) == facts


@settings(max_examples=10)
@given(st.integers(0, 10**6))
def test_a_generated_graph_is_read_back(seed: int) -> None:
    facts = merge(bundles(seed, 2))
    assert read_triples(Mapping(IRIS).statements(facts), IRIS) == facts
    assert read_quads(dataset(facts, "1.1"), IRIS) == facts


def test_json_ld_under_the_published_context_says_the_same() -> None:
    triples = set(Mapping(IRIS).statements(merge(bundles(7, 1))))
    written = compacted(triples, context(IRIS), f"{IRIS.base}context.jsonld")
    assert (
        b'"worksFor"' in written
        and b'"emphasis"' in written
        and b'"https://graph.example.org/imagine/context.jsonld"' in written
    )
    known = {"contextUrl": None, "documentUrl": f"{IRIS.base}context.jsonld", "document": {"@context": context(IRIS)}}
    read = jsonld.to_rdf(
        json.loads(written),
        {"format": "application/n-quads", "documentLoader": lambda *_: known},
    )
    assert {q.triple for q in parse(read.encode(), format=RdfFormat.N_QUADS)} == triples


def test_what_the_database_holds_is_read_back_from_its_export_in_every_syntax(store: Store) -> None:
    for bundle in bundles(8, 3):
        store.load(bundle)
    facts = store.facts()
    for syntax in SYNTAXES.values():
        for version in VERSIONS[: 1 + syntax.triple_terms]:
            out = io.BytesIO()
            write(store, Dump(format=format_of(syntax.name), base=IRIS.base, version=version), out, lambda _: None)
            quads = list(parse(out.getvalue(), format=syntax.written))
            read = read_quads(quads, IRIS) if syntax.datasets else read_triples((q.triple for q in quads), IRIS)
            assert read == facts, (syntax.name, version)
