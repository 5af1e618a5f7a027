"""RDF says what the graph says: every node, every link with its evidence, one graph per document, the same bytes every time."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from facts import libraries
from hypothesis import given, settings
from rdflib import Dataset, Graph, URIRef
from rdflib.namespace import RDF

from graph.rdf import dump
from schema.bundle import Bundle, merge
from schema.errors import ImagineError
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
    dataset = Dataset()
    dataset.parse(data=dump.dump(library, "trig"), format="trig")
    for bundle in library:
        alone = Graph().parse(data=dump.dump([bundle], "nt"), format="nt")
        assert set(dataset.graph(dump.iri(bundle.document))) == set(alone)


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
