"""RDF says what the graph says: every node, every link with its evidence, one graph per document, the same bytes every time."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from facts import libraries
from hypothesis import given, settings
from rdflib import Dataset, Graph, Literal, URIRef
from rdflib.namespace import RDF

from graph.rdf import dump
from schema.bundle import Bundle, Statements, merge
from schema.errors import ImagineError
from schema.links import In, States
from schema.model import GRAPH_MODEL
from schema.vocabulary import NAMESPACES, expand

ROOT = Path(__file__).resolve().parent.parent
PROV = NAMESPACES["prov"]


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
    graph = Graph().parse(data=dump.dump(library, "ttl"), format="turtle")
    facts = merge(library)
    for node in facts.nodes.values():
        types = {URIRef(expand(t)) for t in GRAPH_MODEL.node_type(node).terms}
        assert types <= set(graph.objects(dump.iri(node.id), RDF.type))
    for link in facts.links.values():
        if link.evidence:
            stated = set(graph.objects(dump.statement_iri(link), URIRef(PROV + "wasDerivedFrom")))
            assert stated == {dump.iri(e) for e in link.evidence}


@settings(max_examples=25)
@given(libraries())
def test_dumps_repeat_to_the_byte_whatever_the_order(library: list[Bundle]) -> None:
    backwards = [Bundle.from_json(b.to_json()) for b in reversed(library)]
    for syntax in ("ttl", "nt"):
        assert dump.dump(library, syntax) == dump.dump(backwards, syntax)
    assert dump.dump(library, "trig") == dump.dump([Bundle.from_json(b.to_json()) for b in library], "trig")


@settings(max_examples=25)
@given(libraries())
def test_trig_has_one_graph_per_document_with_what_it_states(library: list[Bundle]) -> None:
    """A report's graph has nothing that only a register says, and nothing is lost over all of them."""
    dataset = Dataset()
    dataset.parse(data=dump.dump(library, "trig"), format="trig")
    facts = merge(library)
    home = {link.source: link.target for link in facts.links.values() if isinstance(link, In)}
    expected: dict[str, set[tuple[str, str, str]]] = {i: set() for i in home.values()}
    for link in facts.links.values():
        if isinstance(link, States):
            term = GRAPH_MODEL.node_type(facts.nodes[link.target]).declared(link.property).spec.term
            expected[home[link.source]].add((str(dump.iri(link.target)), expand(term), link.value))
    assert {str(g.identifier) for g in dataset.graphs() if len(g)} == {str(dump.iri(i)) for i in expected}
    for document, values in expected.items():
        graph = dataset.graph(dump.iri(document))
        found = {(str(s), str(p), str(o)) for s, p, o in graph if isinstance(o, Literal)}
        bodies = {v for v in values if "/organisation/" in v[0]}
        assert {v for v in found if "/organisation/" in v[0]} <= bodies
        assert {(s, p) for s, p, _ in found if "/organisation/" in s} == {(s, p) for s, p, _ in bodies}
    together = {triple for graph in dataset.graphs() for triple in graph}
    assert set(Graph().parse(data=dump.dump(library, "nt"), format="nt")) <= together


@given(libraries())
def test_what_documents_state_alone_joins_to_what_they_state_together(library: list[Bundle]) -> None:
    facts = merge(library)
    again = Statements()
    for part in facts.by_document().values():
        again.update(part)
    assert again == facts


def test_a_file_that_cannot_be_written_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(ImagineError, match="cannot be written"):
        dump.write([], "ttl", tmp_path / "no" / "such" / "folder.ttl")
    with pytest.raises(ImagineError, match="choose one of ttl, trig, nt"):
        dump.write([], "xml", tmp_path / "graph.xml")
    assert list(tmp_path.iterdir()) == []


def test_dumps_repeat_to_the_byte_in_another_process(tmp_path: Path) -> None:
    """Python orders sets and hashes differently from one process to the next; a dump must not."""
    script = (
        "import sys; from pathlib import Path; from api.work.curation import Curation; from api.work.loading import read_files; "
        "from api.work.sample import sample_files; "
        "from graph.rdf import dump; read = read_files(sample_files()[:1], force=True, "
        "say=lambda _: None, curation=Curation()); "
        "[dump.write([r.bundle for r in read], s, Path(sys.argv[1]) / s) for s in ('ttl', 'trig', 'nt')]"
    )
    for seed in ("1", "2"):
        (tmp_path / seed).mkdir()
        environ = {**os.environ, "PYTHONHASHSEED": seed, "IMAGINE_HOME": str(tmp_path / "home")}
        subprocess.run([sys.executable, "-c", script, str(tmp_path / seed)], cwd=ROOT, env=environ, check=True)
    for syntax in dump.FORMATS:
        assert (tmp_path / "1" / syntax).read_bytes() == (tmp_path / "2" / syntax).read_bytes()
