"""The JSON-LD that we write is read by others as the same graph, whatever the graph."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from pyld import jsonld
from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from graph.rdf.context import context
from graph.rdf.iris import Iris
from graph.rdf.jsonld import compacted
from schema.model import GRAPH_MODEL

IRIS = Iris("https://graph.example.org/imagine/")
CONTEXT = context(IRIS)
TERMS = sorted(
    {t for n in GRAPH_MODEL.nodes for t in n.terms}
    | {p.spec.term for n in GRAPH_MODEL.nodes for p in n.properties}
    | {link.term for link in GRAPH_MODEL.links}
    | {
        "rdf:type",
        "rdf:subject",
        "rdf:predicate",
        "rdf:object",
        "prov:wasDerivedFrom",
        "oa:start",
        "oa:exact",
        "ig:Statement",
    }
    | {f"ig:{name}" for name in CONTEXT if name[0].isupper()}
)
named = st.sampled_from([NamedNode(IRIS.expand(t)) for t in TERMS]) | st.sampled_from(
    [
        NamedNode(IRIS.node("person/ada")),
        NamedNode("http://schema.org/"),
        NamedNode("http://schema.org///x"),
        NamedNode("urn:x:y"),
        NamedNode(IRIS.ontology),
        NamedNode(f"{IRIS.ontology}#a/b"),
        NamedNode(f"{IRIS.base}statement/a;as=x%2Fy#quote"),
    ]
)
literals = st.one_of(
    st.builds(Literal, st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=5)),
    st.builds(lambda v: Literal(v, language="en"), st.sampled_from(["x", "y"])),
    st.builds(
        lambda v, t: Literal(v, datatype=NamedNode(IRIS.expand(t))),
        st.sampled_from(["5", "2024", "01"]),
        st.sampled_from(["xsd:integer", "xsd:gYear", "xsd:nonNegativeInteger", "xsd:date", "xsd:string"]),
    ),
    st.builds(lambda v: Literal(v, datatype=NamedNode("https://find-and-update.example/")), st.just("07007166")),
)
blank = st.sampled_from([BlankNode("a"), BlankNode("b")])
classes = st.sampled_from([NamedNode(IRIS.expand(t)) for n in GRAPH_MODEL.nodes for t in n.terms])
triples = st.one_of(
    st.builds(Triple, named | blank, named, named | literals | blank),
    st.builds(lambda s, c: Triple(s, NamedNode(IRIS.expand("rdf:type")), c), named, classes),
)


def read(written: bytes) -> Dataset:
    """What others read."""
    document: dict[str, Any] = json.loads(written)
    assert document["@context"] == "https://graph.example.org/context.jsonld"
    quads = jsonld.to_rdf(document | {"@context": CONTEXT}, {"format": "application/n-quads"})
    return canonical(parse(quads, format=RdfFormat.N_QUADS))


def canonical(quads: Any) -> Dataset:

    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    return dataset


@given(st.lists(triples, max_size=12))
def test_any_graph_comes_back(facts: list[Triple]) -> None:
    written = compacted(facts, CONTEXT, "https://graph.example.org/context.jsonld")
    assert read(written) == canonical(Quad(t.subject, t.predicate, t.object) for t in facts)


@given(
    st.lists(
        st.tuples(triples, st.sampled_from([NamedNode("https://g.example/1"), NamedNode("https://g.example/2")])),
        max_size=8,
    )
)
def test_any_dataset_comes_back(facts: list[tuple[Triple, NamedNode]]) -> None:
    quads = [Quad(t.subject, t.predicate, t.object, graph) for t, graph in facts]
    assert read(compacted(quads, CONTEXT, "https://graph.example.org/context.jsonld")) == canonical(quads)
