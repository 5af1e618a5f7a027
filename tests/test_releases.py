"""A release holds everything, describes it with counts that are true, and says what is new since the last."""

import gzip
import hashlib
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from bench.world import reports
from dumped import BASE, dumped
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, parse
from rdflib import Graph

from api.__main__ import main
from graph import sorting
from graph.connection import Connection
from graph.dumps.release import write_release
from graph.store.store import Store
from schema.bundle import Bundle, merge

LICENCE = "https://example.org/licence"
VOID, DCAT = "http://rdfs.org/ns/void#", "http://www.w3.org/ns/dcat#"
HOW = {"base": BASE, "licence": LICENCE, "software": "a test", "say": lambda _: None}
TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


def lines(path: Path) -> list[str]:
    return gzip.decompress(path.read_bytes()).decode().splitlines()


def statements(library: list[Bundle]) -> set[str]:
    """IRIs of the statements that a dump of these documents holds."""
    found = parse(dumped(library, "nt"), format=RdfFormat.N_TRIPLES)
    subjects = {quad.subject.value for quad in found if isinstance(quad.subject, NamedNode)}
    start = f"{BASE}statement/"
    return {iri.removeprefix(start) for iri in subjects if iri.startswith(start) and "#" not in iri}


def test_releases_say_what_is_new(store: Store, tmp_path: Path) -> None:
    library = list(reports(2))
    store.load(library[0])
    first = write_release(store, tmp_path, **HOW)  # type: ignore[arg-type]
    assert first is not None
    assert (first.folder, first.removed) == (tmp_path / "1", 0)
    assert (
        lines(tmp_path / "1" / "statements.txt.gz")
        == sorted(statements(library[:1]))
        == lines(tmp_path / "1" / "added.txt.gz")
    )
    assert write_release(store, tmp_path, **HOW) is None  # type: ignore[arg-type]
    assert [p.name for p in tmp_path.iterdir()] == ["1"]
    store.load(library[1])
    store.remove(library[0].document)
    second = write_release(store, tmp_path, **HOW)  # type: ignore[arg-type]
    assert second is not None
    old, new = statements(library[:1]), statements(library[1:])
    assert (second.added, second.removed) == (len(new - old), len(old - new))
    assert lines(tmp_path / "2" / "added.txt.gz") == sorted(new - old)
    assert lines(tmp_path / "2" / "removed.txt.gz") == sorted(old - new)
    assert f"{second.added:,} statements added" in (tmp_path / "2" / "README.md").read_text()
    for line in (tmp_path / "2" / "SHA256SUMS").read_text().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256((tmp_path / "2" / name).read_bytes()).hexdigest() == digest
    assert len((tmp_path / "2" / "SHA256SUMS").read_text().splitlines()) == len(list((tmp_path / "2").iterdir())) - 1


def test_who_was_taken_out_is_not_named_as_removed(store: Store, tmp_path: Path) -> None:
    first, second = reports(2)
    for bundle in (first, second):
        store.load(bundle)
    write_release(store, tmp_path, **HOW)  # type: ignore[arg-type]
    store.remove(first.document)
    store.note_withheld({"00000000"})
    with store._session() as session:
        [stays] = session.run(
            "MATCH (p)-[r:WORKS_FOR]->(o) WITH p, r, o LIMIT 1 DELETE r RETURN p.id + '/WORKS_FOR/' + o.id AS line"
        ).value("line")
    released = write_release(store, tmp_path, **HOW)  # type: ignore[arg-type]
    assert released is not None
    listed = lines(tmp_path / "2" / "removed.txt.gz")
    there = merge([second]).nodes
    gone = [node for node in merge([first]).nodes if node not in there]
    assert [line for line in listed if line.startswith(stays)]
    assert not [line for line in listed for node in gone if f"{node}/" in f"{line.replace(';', '/')}/"]
    assert f"{released.removed - len(listed):,} name what is gone" in (tmp_path / "2" / "README.md").read_text()


def test_the_counts_of_a_description_are_those_of_the_dump(store: Store, tmp_path: Path) -> None:
    library = list(reports(1))
    store.load(library[0])
    write_release(store, tmp_path, **HOW)  # type: ignore[arg-type]
    folder = tmp_path / "1"
    told = Graph().parse(folder / "void.ttl", format="turtle")
    dump = {
        quad.triple for quad in parse(gzip.decompress((folder / "graph.ttl.gz").read_bytes()), format=RdfFormat.TURTLE)
    }
    classes = Counter(t.object.value for t in dump if t.predicate == TYPE)  # type: ignore[union-attr]
    properties = Counter(t.predicate.value for t in dump)

    def one(query: str) -> int:
        [[value]] = told.query(
            f"PREFIX void: <{VOID}> PREFIX dcat: <{DCAT}> SELECT ?v {{ ?d a void:Dataset, dcat:Dataset; {query} }}"
        )
        return int(value)  # type: ignore[call-overload,no-any-return]

    assert one("void:triples ?v") == len(dump)
    assert one("void:entities ?v") == len(merge(library).nodes)
    assert (one("void:classes ?v"), one("void:properties ?v")) == (len(classes), len(properties))
    for kind, counts, what, number in (
        ("classPartition", classes, "class", "entities"),
        ("propertyPartition", properties, "property", "triples"),
    ):
        rows = told.query(
            f"PREFIX void: <{VOID}> SELECT ?what ?n {{ ?d void:{kind} [ void:{what} ?what; void:{number} ?n ] }}"
        )
        assert {str(row[0]): int(row[1]) for row in rows} == counts  # type: ignore[index,call-overload]
    files = told.query(
        f"""PREFIX dcat: <{DCAT}> PREFIX spdx: <http://spdx.org/rdf/terms#>
        SELECT ?url ?size ?sum {{ ?d dcat:distribution ?f . ?f dcat:downloadURL ?url ; dcat:byteSize ?size ;
        spdx:checksum/spdx:checksumValue ?sum }}"""
    )
    found = {str(row[0]).rpartition("/")[2]: (int(row[1]), row[2].toPython().hex()) for row in files}  # type: ignore[index,call-overload,union-attr]
    assert len(found) == 9
    for name, (size, digest) in found.items():
        content = (folder / name).read_bytes()
        assert (size, digest) == (len(content), hashlib.sha256(content).hexdigest())
    dataset = NamedNode(f"{BASE}void.ttl#graph")
    said = {(q.subject, q.predicate.value, q.object) for q in parse(path=str(folder / "void.ttl"))}
    assert (dataset, "http://purl.org/dc/terms/license", NamedNode(LICENCE)) in said
    assert (dataset, f"{DCAT}version", Literal("1")) in said


def test_a_release_with_a_fault_is_none(
    store: Store,
    tmp_path: Path,
    neo4j_server: Connection,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known = {"NEO4J_URI": neo4j_server.uri, "NEO4J_USER": neo4j_server.user, "NEO4J_PASSWORD": neo4j_server.password}
    for name, value in known.items():
        monkeypatch.setenv(name, value)
    store.load(next(reports(1)))
    with store._session() as session:
        session.run("MATCH (n:Event) SET n.venue = 'Hull'").consume()
        assert main(["export", "--release", str(tmp_path / "releases")]) == 1
        assert "no passage states as its venue" in capsys.readouterr().err
        session.run("MATCH (n:Event) REMOVE n.venue").consume()
    assert list((tmp_path / "releases").iterdir()) == []
    assert main(["export", "--release", str(tmp_path / "releases"), "--format", "nq"]) == 2
    assert main(["export", "--release", str(tmp_path / "releases")]) == 0
    assert "statements added" in capsys.readouterr().out


@given(
    st.lists(st.text(max_size=3).filter(lambda t: "\n" not in t and "\r" not in t)),
    st.lists(st.text("ab", min_size=1, max_size=2)),
)
def test_sorted_lines_come_once_and_in_order(some: list[str], other: list[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sorting, "_HELD", 3)
        sorter = sorting.Sorter(Path("/tmp"))
        for line in some:
            sorter.add(line)
        found = list(sorter)
    assert set(found) == set(some)
    assert all(one < next_ for one, next_ in pairwise(found))
    before, now = sorted({*some} - {""}), sorted({*other})
    assert {line for line, new in sorting.difference(before, now) if new} == set(now) - set(before)
    assert {line for line, new in sorting.difference(before, now) if not new} == set(before) - set(now)
