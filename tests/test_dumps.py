"""A dump is the graph of one moment, whole or not at all, in the same bytes whatever the order of loading."""

import gzip
import io
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
import zstandard
from bench.world import reports
from dumped import BASE, dumped
from facts import libraries
from hypothesis import HealthCheck, given, settings
from pyoxigraph import CanonicalizationAlgorithm, Dataset, RdfFormat, parse

from graph.connection import Connection
from graph.dumps.compression import Compression
from graph.dumps.export import Dump, write, write_file
from graph.dumps.files import whole_file, whole_folder
from graph.dumps.formats import FORMATS, format_of
from graph.rdf.formats import SYNTAXES
from graph.rdf.writer import Version
from graph.store.reading import PAGE, ChangedError, GraphReading
from graph.store.store import Store
from schema.bundle import Bundle, key_of
from schema.errors import ImagineError, NotFoundError, QueryError
from schema.model import GRAPH_MODEL

ROOT = Path(__file__).resolve().parent.parent
VERSIONS: list[tuple[str, Version]] = [
    *((s.name, "1.1") for s in SYNTAXES.values()),
    *((s.name, "1.2") for s in SYNTAXES.values() if s.triple_terms),
]
few = settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])


def exported(store: Store, name: str, **how: object) -> bytes:
    out = io.BytesIO()
    write(store, Dump(format=format_of(name), base=BASE, **how), out, lambda _: None)  # type: ignore[arg-type]
    return out.getvalue()


def load(store: Store, library: list[Bundle]) -> None:
    store.clear()
    for bundle in library:
        store.load(bundle)


@few
@given(libraries())
def test_every_format_says_what_the_documents_state_in_the_same_bytes_whatever_the_order(
    store: Store, library: list[Bundle]
) -> None:
    load(store, library)
    found = {name: exported(store, name) for name in FORMATS}
    for name in set(FORMATS) - {"csv"}:
        assert found[name].decode() == dumped(library, name), name
    load(store, library[::-1])
    assert {name: exported(store, name) for name in FORMATS} == found


def test_a_graph_is_read_in_pages_as_the_documents_state_it(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.store.reading.PAGE", 7)
    assert PAGE > 7
    load(store, list(reports(2)))
    facts = store.facts()
    with store.reading() as reading:
        nodes = [node for node_type in GRAPH_MODEL.nodes for node in reading.nodes(node_type)]
        links = [link for link_type in GRAPH_MODEL.links for link in reading.links(link_type)]
        described = list(reading.described())
    assert {node.id: node for node in nodes} == facts.nodes
    assert len(nodes) == len(facts.nodes)
    assert {key_of(link): link for link in links} == facts.links
    assert len(links) == len(facts.links)
    assert {d.node.id for d in described} == set(facts.nodes)
    assert {key_of(k) for d in described for k in (*d.links, *d.stated)} == set(facts.links)


@settings(max_examples=10)
@given(libraries())
def test_every_syntax_says_the_same(library: list[Bundle]) -> None:
    """Isomorphic, by the canonical form of RDFC-1.0; and no triple is written twice."""
    canonical: dict[tuple[bool, Version], Dataset] = {}
    for name, version in VERSIONS:
        syntax, text = SYNTAXES[name], dumped(library, name, version)
        quads = list(parse(text, format=syntax.written))
        dataset = Dataset(quads)
        if syntax.written not in (RdfFormat.RDF_XML, RdfFormat.JSON_LD):
            assert len(dataset) == len(quads), name
        dataset.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
        assert dataset == canonical.setdefault((syntax.datasets, version), dataset), name
    assert {quad.triple for quad in canonical[False, "1.1"]} <= {quad.triple for quad in canonical[True, "1.1"]}


@pytest.mark.parametrize("name", ["nt", "nq"])
@given(libraries())
@settings(max_examples=10)
def test_lines_are_canonical(name: str, library: list[Bundle]) -> None:
    text = dumped(library, name)
    again = "".join(
        f"{quad if name == 'nq' else quad.triple} .\n" for quad in parse(text, format=SYNTAXES[name].written)
    )
    assert text == again


def test_only_some_documents(store: Store) -> None:
    library = list(reports(3))
    load(store, library)
    one = library[1]
    for name in ("nq", "ttl", "graphml"):
        assert exported(store, name, documents=(one.document,)).decode() == dumped([one], name)
    assert exported(store, "nq", documents=("gathering-2", one.document)).decode() == dumped([one, library[2]], "nq")
    with pytest.raises(NotFoundError, match="gathering-7"):
        exported(store, "nq", documents=("gathering-7",))


def test_only_what_was_loaded_since_a_day(store: Store) -> None:
    library = list(reports(3))
    load(store, library)
    with store._session() as session:
        for bundle, day in zip(library, ("2026-01-31", "2026-02-01", "2026-02-02"), strict=True):
            session.run(
                "MATCH (b:Bundle {id: $id}) SET b.loaded = $at", id=bundle.document, at=f"{day}T10:00:00Z"
            ).consume()
    assert exported(store, "nq", since="2026-02-01").decode() == dumped(library[1:], "nq")
    assert exported(store, "nq", since="2026-02-02", documents=(library[0].document,)) == b""
    store.load(library[0])
    assert exported(store, "nq", since="2026-02-02").decode() == dumped(library[2:], "nq"), "it said the same before"
    for wrong in ("2026-02-30", "2026-02", "yesterday", ""):
        with pytest.raises(QueryError, match="is no day"):
            exported(store, "nq", since=wrong)


@pytest.mark.parametrize("compression", ["gzip", "zstd"])
def test_compressed_dumps_repeat_and_hold_the_same(store: Store, tmp_path: Path, compression: Compression) -> None:
    load(store, list(reports(1)))
    found = exported(store, "nt", compression=compression)
    plain = (
        gzip.decompress(found)
        if compression == "gzip"
        else zstandard.ZstdDecompressor().decompressobj().decompress(found)
    )
    assert plain == exported(store, "nt")
    assert exported(store, "nt", compression=compression) == found
    assert len(found) < len(plain) / 5


@pytest.mark.parametrize("name", [s.name for s in SYNTAXES.values() if not s.triple_terms])
def test_a_syntax_without_rdf_1_2_says_so(name: str) -> None:
    with pytest.raises(QueryError, match=r"choose one of nt, nq, ttl, trig, or version 1\.1"):
        Dump(format=format_of(name), base=BASE, version="1.2").check()


class Meddler:
    """Changes the graph while it is read, a number of times."""

    def __init__(self, store: Store, monkeypatch: pytest.MonkeyPatch, times: int) -> None:
        self._store, self._times, self._read = store, times, GraphReading.bundles
        monkeypatch.setattr(GraphReading, "bundles", lambda *given: self._bundles(*given))

    def _bundles(self, *given: object) -> object:
        for number, bundle in enumerate(self._read(*given)):  # type: ignore[arg-type]
            if number == 0 and self._times:
                self._times -= 1
                self._store.remove(bundle.document)
                self._store.load(bundle)
            yield bundle


def test_a_graph_that_changes_meanwhile_is_read_anew(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = list(reports(1))
    load(store, library)
    said: list[str] = []
    Meddler(store, monkeypatch, 2)
    write_file(store, Dump(format=format_of("nq"), base=BASE), tmp_path / "graph.nq", said.append)
    assert (tmp_path / "graph.nq").read_text() == dumped(library, "nq")
    assert len([line for line in said if "anew" in line]) == 2


def test_a_graph_that_keeps_changing_gives_no_file(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(store, list(reports(1)))
    Meddler(store, monkeypatch, 9)
    with pytest.raises(ChangedError, match="changed while it was read"):
        write_file(store, Dump(format=format_of("nq"), base=BASE), tmp_path / "graph.nq", lambda _: None)
    assert list(tmp_path.iterdir()) == []


def test_a_document_that_goes_meanwhile_is_a_change(store: Store) -> None:
    library = list(reports(2))
    load(store, library)
    with store.reading() as reading, pytest.raises(ChangedError):
        for bundle in reading.bundles(reading.documents()):
            assert bundle.document == library[0].document
            store.remove(library[1].document)


def test_a_file_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "graph.nq"
    target.write_text("before")
    with pytest.raises(RuntimeError), whole_file(target) as out:
        out.write(b"half")
        raise RuntimeError
    assert target.read_text() == "before"
    with whole_file(target) as out:
        out.write(b"whole")
        assert target.read_text() == "before"
    assert target.read_text() == "whole"
    assert [p.name for p in tmp_path.iterdir()] == ["graph.nq"]


def test_a_link_to_a_file_stays_one(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "file")
    with whole_file(tmp_path / "link") as out:
        out.write(b"whole")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "file").read_text() == "whole"


def test_a_folder_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), whole_folder(tmp_path / "release") as folder:
        (folder / "half").touch()
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []
    with whole_folder(tmp_path / "release") as folder:
        (folder / "file").touch()
    assert [p.name for p in (tmp_path / "release").iterdir()] == ["file"]
    with pytest.raises(ImagineError, match="cannot be written"), whole_folder(tmp_path / "release") as folder:
        (folder / "other").touch()
    assert [p.name for p in tmp_path.rglob("*")] == ["release", "file"]
    with pytest.raises(ImagineError, match="cannot be written"), whole_folder(tmp_path / "nowhere" / "release"):
        pass


def command(connection: Connection, *arguments: str, **how: object) -> "subprocess.Popen[bytes]":
    known = {"NEO4J_URI": connection.uri, "NEO4J_USER": connection.user, "NEO4J_PASSWORD": connection.password}
    return subprocess.Popen(  # type: ignore[call-overload,no-any-return]
        [sys.executable, "-m", "api", "export", *arguments],
        cwd=ROOT,
        env=os.environ | known,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **how,
    )


def test_a_full_disk_leaves_nothing(store: Store, neo4j_server: Connection, tmp_path: Path) -> None:
    load(store, list(reports(1)))

    def small() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    running = command(neo4j_server, "--format", "nq", "--out", str(tmp_path / "graph.nq"), preexec_fn=small)
    _, said = running.communicate(timeout=120)
    assert running.returncode == 1
    assert said.decode().splitlines()[-1].startswith(f"error: {tmp_path}/graph.nq cannot be written (File too large)")
    assert list(tmp_path.iterdir()) == []
    if Path("/dev/full").exists():
        running = command(neo4j_server, "--format", "csv", "--out", "/dev/full")
        _, said = running.communicate(timeout=120)
        assert running.returncode == 1
        assert "/dev/full cannot be written (No space left on device)" in said.decode()
        assert Path("/dev/full").is_char_device()


def test_a_closed_pipe_and_a_killed_process_leave_nothing(
    store: Store, neo4j_server: Connection, tmp_path: Path
) -> None:
    load(store, list(reports(2)))
    running = command(neo4j_server, "--format", "nq", "--out", "-")
    assert running.stdout is not None and running.stderr is not None
    assert running.stdout.read(10).startswith(b"<http://")
    running.stdout.close()
    assert running.wait(120) == 1
    assert b"Traceback" not in running.stderr.read()
    running.stderr.close()
    target = tmp_path / "graph.nq"
    target.write_text("before")
    running = command(neo4j_server, "--format", "rdfxml", "--out", str(target))
    while not [p for p in tmp_path.iterdir() if p != target] and running.poll() is None:
        pass
    running.kill()
    running.communicate()
    assert target.read_text() == "before"


def test_standard_output_holds_the_dump_alone(store: Store, neo4j_server: Connection) -> None:
    load(store, list(reports(1)))
    running = command(neo4j_server, "--format", "trig", "--compress", "gzip", "--out", "-")
    out, said = running.communicate(timeout=120)
    assert running.returncode == 0, said
    assert b'ig:software "Imagine Graph' in gzip.decompress(out)


def test_dumps_repeat_to_the_byte_in_another_process(tmp_path: Path) -> None:
    """Python orders sets and hashes differently from one process to the next; a dump must not."""
    script = (
        "import sys; from pathlib import Path; from api.work.curation import Curation; from api.work.loading import read_files; "
        "from api.work.sample import sample_files; from dumped import dumped; read = read_files(sample_files()[:1], "
        "force=True, say=lambda _: None, curation=Curation()); "
        "[(Path(sys.argv[1]) / s).write_text(dumped([r.bundle for r in read], s)) for s in sys.argv[2:]]"
    )
    formats = ("ttl", "trig", "nt", "jsonld", "rdfxml", "graphml", "jsongraph")
    for seed in ("1", "2"):
        (tmp_path / seed).mkdir()
        environ = {
            **os.environ,
            "PYTHONHASHSEED": seed,
            "IMAGINE_HOME": str(tmp_path / "home"),
            "PYTHONPATH": "tests:.",
        }
        subprocess.run(
            [sys.executable, "-c", script, str(tmp_path / seed), *formats], cwd=ROOT, env=environ, check=True
        )
    for name in formats:
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes()


def test_an_unknown_format_names_the_known() -> None:
    with pytest.raises(NotFoundError, match="choose one of nt, nq, ttl, trig, jsonld, rdfxml, csv, graphml, jsongraph"):
        format_of("xml")
