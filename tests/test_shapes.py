"""The shapes find nothing in a sound graph and every fault in a broken one; two judges that no one here wrote agree."""

from pathlib import Path

import judges
import pyshacl
import pytest
from generate import Size, bundles
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse, serialize
from rdflib import Graph, Namespace
from rdflib.namespace import OWL, RDFS

from api.work.curation import Curation
from api.work.loading import read_files
from api.work.sample import sample_files
from graph.rdf.iris import Iris
from graph.rdf.mapping import Mapping
from graph.rdf.shapes import shapes
from graph.rdf.writer import Writer
from schema.bundle import merge
from schema.links import Mentions, Owns, SpokeAt, WorksFor
from schema.nodes import Event, Insight, Organisation, Passage, Person, Place, Reference, Topic

IRIS = Iris("https://graph.example.org/imagine/")
SH = Namespace("http://www.w3.org/ns/shacl#")


class Broken:
    """A small graph in RDF, in which faults can be planted."""

    def __init__(self) -> None:
        self.facts = merge(bundles(4, 1, Size(passages=8, nodes=6, links=1)))
        self.triples = dict.fromkeys(Mapping(IRIS).statements(self.facts))
        self._used: set[str] = set()

    def a(self, cls: type, having: str = "rdf:type") -> str:
        """The IRI of a node or link of a class that has a property; another each time."""
        have = {t.subject.value for t in self.triples if t.predicate.value == IRIS.expand(having)}
        for thing in (*self.facts.nodes.values(), *self.facts.links.values()):
            if type(thing) is cls:
                iri = IRIS.node(thing.id) if hasattr(thing, "id") else IRIS.statement(thing)
                if iri in have and iri not in self._used:
                    self._used.add(iri)
                    return iri
        raise AssertionError(f"no more {cls.__name__} with {having}")

    def add(self, subject: str, predicate: str, *values: NamedNode | Literal) -> str:
        for value in values:
            self.triples[Triple(NamedNode(subject), NamedNode(IRIS.expand(predicate)), value)] = None
        return subject

    def remove(self, subject: str, *predicates: str) -> str:
        iris = [IRIS.expand(p) for p in predicates]
        self.triples = {t: None for t in self.triples if t.subject.value != subject or t.predicate.value not in iris}
        return subject

    def replace(self, cls: type, predicate: str, value: NamedNode | Literal) -> str:
        return self.add(self.remove(self.a(cls, predicate), predicate), predicate, value)


def plant(graph: Broken) -> dict[str, tuple[str, str]]:
    """Faults of every kind, by name: the node that should be named for it, and words of the rule."""

    def term(name: str) -> NamedNode:
        return NamedNode(IRIS.expand(name))

    nowhere, event = NamedNode(IRIS.node("topic/nowhere")), NamedNode(graph.a(Event))
    circus = NamedNode(graph.add(IRIS.concept("organisation-kind", "circus"), "rdf:type", term("skos:Concept")))
    value = next(t.subject.value for t in graph.triples if t.object == term("ig:ValueStatement"))
    lone = graph.add(IRIS.node("insight/lone"), "rdf:type", term("schema:Person"))
    graph.add(lone, "schema:name", Literal("Lone"))
    return {
        "a name is missing": (graph.remove(graph.a(Organisation), "schema:name"), "name of an Organisation"),
        "nothing names it": (
            graph.remove(graph.a(Reference), "dcterms:title", "dc:identifier", "schema:position"),
            "a Reference has a title or url or number",
        ),
        "two names": (graph.add(graph.a(Person), "schema:name", Literal("Another")), "stands there once"),
        "a kind that is none": (graph.replace(Organisation, "org:classification", circus), "is one of: local"),
        "a day that is none": (
            graph.replace(Event, "schema:startDate", Literal("2024-13-45", datatype=term("xsd:date"))),
            "day of the calendar",
        ),
        "no number": (graph.replace(Passage, "schema:position", Literal("first")), "xsd:integer"),
        "a wrong end": (graph.add(graph.a(Person), "org:memberOf", event), "joins a Person to an Organisation"),
        "a wrong start": (graph.add(graph.a(Place), "ig:raisedAt", event), "can have ig:raisedAt"),
        "a dangling link": (graph.add(graph.a(Insight), "cito:citesAsEvidence", nowhere), "that is in the graph"),
        "a dangling end": (graph.replace(Owns, "rdf:subject", nowhere), "both ends are in the graph"),
        "dangling evidence": (graph.add(graph.a(Owns), "prov:wasDerivedFrom", nowhere), "every passage that it names"),
        "no evidence": (graph.remove(graph.a(WorksFor), "prov:wasDerivedFrom"), "derived from a passage"),
        "no evidence of a value": (graph.remove(value, "prov:wasDerivedFrom"), "derived from a passage"),
        "a passage of two documents": (graph.add(graph.a(Passage), "dcterms:isPartOf", nowhere), "at most 1"),
        "a passage of no document": (graph.remove(graph.a(Passage), "dcterms:isPartOf"), "at least 1"),
        "an id of another kind": (lone, ""),
        "not in its scheme": (graph.remove(graph.a(Topic), "skos:inScheme"), "a Topic is in its scheme"),
        "half a statement": (graph.remove(graph.a(Mentions), "rdf:predicate"), "has one predicate"),
        "half a membership": (graph.remove(graph.a(WorksFor), "org:member"), "both ends as org:Membership"),
        "a capacity that is none": (
            graph.replace(SpokeAt, "schema:roleName", Literal("juggler")),
            "is one of: opening address",
        ),
    }


BROKEN = Broken()
FAULTS = plant(BROKEN)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("shapes")
    contents = {
        "shapes.ttl": shapes(IRIS),
        "sound.nt": serialize(Broken().triples, format=RdfFormat.N_TRIPLES),
        "broken.nt": serialize(BROKEN.triples, format=RdfFormat.N_TRIPLES),
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content or b"")
    return {name: folder / name for name in contents}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's documents in RDF."""
    read = read_files(sample_files(), force=True, say=lambda _: None, curation=Curation())
    file = tmp_path_factory.mktemp("sample") / "sample.nt"
    file.write_text("".join(Writer(IRIS).statements(merge(r.bundle for r in read))), encoding="utf-8")
    return file


def found_by_pyshacl(files: dict[str, Path], name: str) -> list[tuple[str, str]]:
    """Each violation: the node, and the message of the rule."""
    data, rules = Graph().parse(files[name]), Graph().parse(files["shapes.ttl"])
    _, report, _ = pyshacl.validate(data, shacl_graph=rules)
    assert isinstance(report, Graph)
    return [
        (str(report.value(result, SH.focusNode)), str(report.value(result, SH.resultMessage)))
        for result in report.subjects(SH.resultSeverity)
    ]


def test_pyshacl_finds_each_fault_and_nothing_in_a_sound_graph(files: dict[str, Path]) -> None:
    assert found_by_pyshacl(files, "sound.nt") == []
    found = found_by_pyshacl(files, "broken.nt")
    missed = {name for name, (node, rule) in FAULTS.items() if not any(n == node and rule in m for n, m in found)}
    assert not missed, found


def test_jena_finds_each_fault_and_nothing_in_a_sound_graph(files: dict[str, Path]) -> None:
    assert judges.shacl(files["shapes.ttl"], files["sound.nt"]) == []
    found = judges.shacl(files["shapes.ttl"], files["broken.nt"])
    missed = {
        name for name, (node, rule) in FAULTS.items() if not any(f"<{node}>" in line and rule in line for line in found)
    }
    assert not missed, found


def test_the_sample_conforms(files: dict[str, Path], sample: Path) -> None:
    assert judges.shacl(files["shapes.ttl"], sample) == []


def test_the_sample_conforms_to_the_shapes_of_schema_org(tmp_path: Path, sample: Path) -> None:
    """These come with pySHACL. What is a subclass of what is said in them, where a judge does not look for it."""
    kept = [
        quad.triple
        for quad in parse(path=Path(pyshacl.__file__).parent / "assets" / "schema.ttl", format=RdfFormat.TURTLE)
        if quad.predicate.value != str(OWL.imports)
    ]
    assert len(kept) > 10_000
    (tmp_path / "shapes.nt").write_bytes(serialize(kept, format=RdfFormat.N_TRIPLES) or b"")
    classes = serialize((t for t in kept if t.predicate.value == str(RDFS.subClassOf)), format=RdfFormat.N_TRIPLES)
    data = tmp_path / "data.nt"
    data.write_bytes(sample.read_bytes() + (classes or b""))
    assert judges.shacl(tmp_path / "shapes.nt", data) == []
    with data.open("a", encoding="utf-8") as more:
        more.write(f'<{IRIS.node("event/imagine-2024")}> <{IRIS.expand("schema:organizer")}> "somebody" .\n')
    assert judges.shacl(tmp_path / "shapes.nt", data) != []
