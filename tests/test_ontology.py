"""The ontology defines every term of our own, and is consistent with the vocabularies that it builds on and with a graph in it."""

import logging
from pathlib import Path

import judges
import pytest
import skosify
from generate import Size, bundles
from pyoxigraph import NamedNode, RdfFormat, Triple, parse, serialize
from rdflib import Graph
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from graph.rdf import vocabularies
from graph.rdf.iris import Iris
from graph.rdf.mapping import Mapping
from graph.rdf.ontology import ontology
from schema.bundle import merge
from schema.vocabulary import NAMESPACES, SCHEMES

IRIS = Iris("https://graph.example.org/imagine/")
OWN = f"{IRIS.ontology}#"
FORMAL = ("prov", "org", "ibis", "foaf", "dcat", "oa", "cito")
"""The vocabularies whose axioms say what contradicts what."""


@pytest.fixture(scope="module")
def said() -> set[Triple]:
    """A graph of every label and link, in which each of our own terms occurs."""
    facts = merge(bundles(5, 1, Size(passages=3, nodes=3, links=2)))
    return set(Mapping(IRIS, software="reader 1").statements(facts))


def described() -> Graph:
    return Graph().parse(data=ontology(IRIS), format="turtle")


def test_every_term_of_our_own_that_is_used_is_defined(said: set[Triple]) -> None:
    graph = described()
    used = {term for t in said for term in t if isinstance(term, NamedNode) and term.value.startswith(OWN)}
    assert len(used) > 30
    about = {str(s) for s in graph.subjects(SKOS.definition)}
    assert {u.value for u in used} <= about
    for term in graph.subjects(RDF.type, OWL.Class):
        if str(term).startswith(OWN):
            assert graph.value(term, RDFS.label)
    for kind in (OWL.ObjectProperty, OWL.DatatypeProperty):
        for term in graph.subjects(RDF.type, kind):
            if str(term).startswith(OWN):
                assert (
                    graph.value(term, RDFS.label) and graph.value(term, RDFS.domain) and graph.value(term, RDFS.range)
                )


def axioms() -> list[Triple]:
    """What the vocabularies say of their classes and of the properties that join things."""

    def term(name: str) -> NamedNode:
        return NamedNode(IRIS.expand(name))

    made = []
    for prefix in FORMAL:
        for name, about in vocabularies.terms(prefix).items():
            subject = term(f"{prefix}:{name}")
            of_things = about.kind == "property" and not any(r.startswith(("xsd:", "rdfs:")) for r in about.range)
            if about.kind == "class" or (of_things and about.range):
                kind = "owl:Class" if about.kind == "class" else "owl:ObjectProperty"
                made.append(Triple(subject, term("rdf:type"), term(kind)))
                below = "rdfs:subClassOf" if about.kind == "class" else "rdfs:subPropertyOf"
                others = {"rdfs:domain": about.domain, "rdfs:range": about.range, "owl:disjointWith": about.disjoint}
                others[below] = tuple(b for b in about.broader if b.partition(":")[0] in FORMAL)
                made += [Triple(subject, term(p), term(o)) for p, many in others.items() for o in many]
    return made


def joined(said: set[Triple]) -> list[Triple]:
    """What a graph says without literals, of which HermiT knows only some, and without the description of statements in RDF."""
    rdf = (NAMESPACES["rdf"], NAMESPACES["schema"])
    return [
        t
        for t in sorted(said, key=str)
        if isinstance(t.object, NamedNode)
        and (t.predicate.value == str(RDF.type) or not t.predicate.value.startswith(rdf))
        and not t.object.value.startswith(rdf)
    ]


def written(file: Path, triples: list[Triple]) -> Path:
    content = [q.triple for q in parse(ontology(IRIS), format=RdfFormat.TURTLE)]
    file.write_bytes(serialize(content + triples, format=RdfFormat.TURTLE) or b"")
    return file


def test_the_ontology_is_in_owl_dl_and_hermit_finds_it_consistent(tmp_path: Path) -> None:
    file = written(tmp_path / "ontology.ttl", [])
    judges.hermit(file)
    judges.owl_dl(file)


def test_hermit_finds_a_graph_consistent_with_the_vocabularies_and_a_contradiction_in_it(
    tmp_path: Path, said: set[Triple]
) -> None:
    sound = [*axioms(), *joined(said)]
    judges.hermit(written(tmp_path / "sound.ttl", sound))
    initiative = next(t.subject for t in said if t.object == NamedNode(OWN + "Initiative"))
    plan = Triple(initiative, NamedNode(str(RDF.type)), NamedNode(IRIS.expand("prov:Plan")))
    with pytest.raises(AssertionError, match="robot"):
        judges.hermit(written(tmp_path / "broken.ttl", [*sound, plan]))


@pytest.mark.parametrize("scheme", SCHEMES)
def test_skosify_finds_nothing_to_mend_in_a_concept_scheme(
    scheme: str, said: set[Triple], caplog: pytest.LogCaptureFixture
) -> None:
    graph = described()
    graph.parse(data=serialize(said, format=RdfFormat.N_TRIPLES), format="nt")
    own, part = NamedNode(IRIS.scheme(scheme)).value, Graph()
    for subject in {*graph.subjects(SKOS.inScheme, None), *graph.subjects(RDF.type, SKOS.ConceptScheme)}:
        if str(subject) == own or own in map(str, graph.objects(subject, SKOS.inScheme)):
            for predicate, value in graph.predicate_objects(subject):
                if str(predicate).startswith(str(SKOS)) or value in (SKOS.Concept, SKOS.ConceptScheme):
                    part.add((subject, predicate, value))
    assert len(part) > 5
    with caplog.at_level(logging.INFO):
        skosify.skosify(part)
    assert [r.message for r in caplog.records if "$Revision" not in r.message] == []
