"""SPARQL is answered from a replica that follows the graph, in processes that nothing in a query can harm or leave."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, RdfFormat, parse
from pyoxigraph import Store as Replica

from api.work.withholding import remember, withhold
from graph.connection import Connection
from graph.rdf.iris import Iris
from graph.sparql import build as building
from graph.sparql import replicas
from graph.sparql.build import write
from graph.sparql.endpoint import Endpoint
from graph.sparql.federation import refuse_service
from graph.sparql.options import SparqlOptions
from graph.sparql.question import (
    BusyError,
    MalformedError,
    Question,
    SizeLimitError,
    TimeLimitError,
)
from graph.sparql.state import read_state
from graph.sparql.workers import child
from graph.store.reading import ChangedError
from graph.store.store import Store
from loaders.curation.suppression import Suppression
from schema.bundle import Bundle
from schema.errors import NotAcceptableError, StoreError
from schema.ids import make_id, passage_ids
from schema.links import In, Mentions
from schema.nodes import Document, Passage, Person

ROOT = Path(__file__).resolve().parent.parent
BASE = "http://graph.test/"
JSON = "application/sparql-results+json"
OPTIONS = SparqlOptions(seconds=20, answer=200_000, workers=2)
PEOPLE = (
    "PREFIX schema: <http://schema.org/> "
    "SELECT DISTINCT ?name { ?person a schema:Person ; schema:name ?name } ORDER BY ?name"
)


@contextmanager
def endpoint(connection: Connection, folder: Path, options: SparqlOptions = OPTIONS) -> Iterator[Endpoint]:
    opened = Endpoint(connection, BASE, folder, options)
    try:
        yield opened
    finally:
        opened.close()


def ask(at: Endpoint, query: str, *, default: tuple[str, ...] = (), named: tuple[str, ...] = ()) -> list[str]:
    """Return the values of the answer's rows, in order; of ASK the one truth."""
    question = Question(query=query, default_graphs=default, named_graphs=named, results=JSON)
    answer = orjson.loads(at.answer(question).body)
    if "boolean" in answer:
        return [str(answer["boolean"])]
    names = answer["head"]["vars"]
    return [row[name]["value"] for row in answer["results"]["bindings"] for name in names if name in row]


def report(name: str, *people: str) -> Bundle:
    """A document with one line for each of the people that it names."""
    bundle = Bundle(make_id("document", name))
    bundle.add(Document(id=bundle.document, title=name, kind="report", source=f"{name}.txt", sha256="0" * 64))
    at = 0
    for order, (who, passage_id) in enumerate(zip(people, passage_ids(bundle.document, list(people)), strict=True)):
        p = Passage(id=passage_id, text=who, start=at, end=at + len(who), order=order)
        someone = Person(id=make_id("person", who), name=who)
        bundle.add(p, In(source=p.id, target=bundle.document))
        bundle.state(someone, p.id)
        bundle.add(Mentions(source=p.id, target=someone.id, start=p.start, end=p.end, printed=who))
        at = p.end + 1
    return bundle


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and path.stat().st_size]


@pytest.fixture
def served(store: Store, neo4j_server: Connection, tmp_path: Path) -> Iterator[Endpoint]:
    """An endpoint over two documents."""
    store.load(report("one", "Ada North", "Ben South"))
    store.load(report("two", "Ben South", "Cy West"))
    with endpoint(neo4j_server, tmp_path) as at:
        yield at


def test_the_graph_as_it_stands_is_the_default_graph_and_each_document_has_its_own(served: Endpoint) -> None:
    assert ask(served, PEOPLE) == ["Ada North", "Ben South", "Cy West"]
    one, two = (Iris(BASE).graph(f"document/{name}") for name in ("one", "two"))
    assert ask(served, "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g") == [one, two]
    assert ask(served, PEOPLE, default=(one,)) == ask(served, PEOPLE.replace(" {", f" FROM <{one}> {{", 1))
    assert ask(served, PEOPLE, default=(one,)) == ["Ada North", "Ben South"]
    assert ask(served, PEOPLE, default=(one, two)) == ["Ada North", "Ben South", "Cy West"]
    # What the request says of the dataset holds, whatever the query says.
    assert ask(served, PEOPLE.replace(" {", f" FROM <{one}> {{", 1), default=(two,)) == ["Ben South", "Cy West"]
    assert ask(served, "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }", named=(two,)) == [two]
    assert ask(served, "ASK { ?s ?p ?o }", named=(two,)) == ["False"]
    assert ask(served, "ASK { GRAPH ?g { ?s ?p ?o } }", default=(two,)) == ["False"]


def test_relative_iris_are_of_the_base(served: Endpoint) -> None:
    assert ask(served, "ASK { <id/person/ada-north> ?p ?o }") == ["True"]


def test_a_graph_is_answered_in_the_form_that_is_taken(served: Endpoint) -> None:
    query = "DESCRIBE <id/person/ada-north>"
    answers = [
        served.answer(Question(query=query, graph=media)).body
        for media in ("text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml")
    ]
    read = [
        {(q.subject, q.predicate, q.object) for q in parse(body, format=form)}
        for body, form in zip(
            answers, (RdfFormat.TURTLE, RdfFormat.N_TRIPLES, RdfFormat.JSON_LD, RdfFormat.RDF_XML), strict=True
        )
    ]
    assert read[0] and all(triples == read[0] for triples in read)
    with pytest.raises(NotAcceptableError, match="a graph"):
        served.answer(Question(query=query, results=JSON))
    with pytest.raises(NotAcceptableError, match="results"):
        served.answer(Question(query=PEOPLE, graph="text/turtle"))


def test_what_is_loaded_or_removed_is_in_or_gone_from_the_next_answer(
    served: Endpoint, store: Store, tmp_path: Path
) -> None:
    assert ask(served, PEOPLE) == ["Ada North", "Ben South", "Cy West"]
    before = set(files(tmp_path))
    store.remove("document/one")
    store.load(report("three", "Di East"))
    assert ask(served, PEOPLE) == ["Ben South", "Cy West", "Di East"]
    assert ask(served, 'SELECT ?s { GRAPH ?g { ?s ?p ?o FILTER(CONTAINS(STR(?o), "Ada North")) } }') == []
    assert {path for path in before if path.is_file() and path.suffix != ".lock"} == set()
    assert not any(b"Ada North" in path.read_bytes() for path in files(tmp_path))


def test_an_old_replica_serves_on_unless_somebody_was_taken_out(
    served: Endpoint, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ask(served, PEOPLE) == ["Ada North", "Ben South", "Cy West"]
    monkeypatch.setattr(replicas, "PATIENCE", 0.0)
    monkeypatch.setattr(replicas, "LONG_PATIENCE", 0.0)
    store.load(report("three", "Di East"))
    assert ask(served, PEOPLE) == ["Ada North", "Ben South", "Cy West"]
    store.remove("document/two")
    store.load(report("one", "Ada North"))
    store.note_withheld(["0123abcd"])
    with pytest.raises(BusyError, match="ask again"):
        ask(served, PEOPLE)
    monkeypatch.setattr(replicas, "LONG_PATIENCE", 60.0)
    assert ask(served, PEOPLE) == ["Ada North", "Di East"]
    # Another form of a name that is on the list: no new entry, but what showed it before must not show it again.
    monkeypatch.setattr(replicas, "LONG_PATIENCE", 0.0)
    store.remove("document/three")
    store.note_withheld(["0123abcd"])
    with pytest.raises(BusyError, match="ask again"):
        ask(served, PEOPLE)


def test_who_is_left_out_is_in_no_answer_and_in_no_file(served: Endpoint, store: Store, tmp_path: Path) -> None:
    assert ask(served, PEOPLE) == ["Ada North", "Ben South", "Cy West"]
    assert any(b"Ben South" in path.read_bytes() for path in files(tmp_path))
    left_out = Suppression(bytes(32)).add("Ben South", since="2026-01-01")
    withhold(store, left_out)
    remember(store, left_out)
    assert ask(served, PEOPLE) == ["Ada North", "Cy West"]
    anywhere = '{ ?s ?p ?o FILTER(CONTAINS(STR(?o), "South") || CONTAINS(STR(?s), "south")) }'
    assert ask(served, f"ASK {anywhere}") == ask(served, f"ASK {{ GRAPH ?g {anywhere} }}") == ["False"]
    assert not any(name in path.read_bytes() for path in files(tmp_path) for name in (b"Ben South", b"ben-south"))


def test_a_replica_shows_one_state_of_a_graph_that_changes_meanwhile(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.load(report("one", "Ada North"))
    coming = [report("two", "Ben South"), report("three", "Cy West")]

    def write_slowly(*given: Any) -> None:
        write(*given)
        if coming:
            store.load(coming.pop())

    monkeypatch.setattr(building, "write", write_slowly)
    state = building.build(store, Iris(BASE), None, tmp_path / "replica")
    assert state == read_state(store) and coming == []
    held = {
        quad.object.value for quad in Replica.read_only(str(tmp_path / "replica")) if isinstance(quad.object, Literal)
    }
    assert {"Ada North", "Ben South", "Cy West"} <= held
    coming += [report(name, "Di East") for name in ("four", "five", "six")]
    with pytest.raises(ChangedError, match="ask again later"):
        building.build(store, Iris(BASE), None, tmp_path / "another")
    assert not (tmp_path / "another").exists()


def test_a_watched_graph_is_followed_without_a_query(
    store: Store, neo4j_server: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replicas, "WATCH_SECONDS", 0.05)
    store.load(report("one", "Ada North"))
    with endpoint(neo4j_server, tmp_path) as at:
        assert ask(at, PEOPLE) == ["Ada North"]
        old = [path for path in files(tmp_path) if b"Ada North" in path.read_bytes()]
        store.remove("document/one")
        until = time.monotonic() + 60
        while any(path.is_file() for path in old) and time.monotonic() < until:
            time.sleep(0.05)
        assert old and not any(path.is_file() for path in old)


def test_nothing_is_left_of_a_service_that_ends_or_was_killed(
    store: Store, neo4j_server: Connection, tmp_path: Path
) -> None:
    store.load(report("one", "Ada North"))
    leftover = tmp_path / "0123456789ab"
    leftover.mkdir()
    (leftover / "000001.sst").write_text("Ada North")
    leftover.with_suffix(".lock").touch()
    with endpoint(neo4j_server, tmp_path) as at:
        assert not leftover.exists() and not leftover.with_suffix(".lock").exists()
        assert ask(at, PEOPLE) == ["Ada North"]
        with endpoint(neo4j_server, tmp_path) as other:
            assert ask(at, PEOPLE) == ask(other, PEOPLE) == ["Ada North"]
            assert len([path for path in tmp_path.iterdir() if path.is_dir()]) == 2
        assert ask(at, PEOPLE) == ["Ada North"]
    assert files(tmp_path) == []


NO_QUERIES = [
    ("SELECT * {\n  ?s ?p\n}", "line 3, column 2"),
    ("", "line 1, column 1"),
    ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", "begins with SELECT"),
    ("SELEC ?x", "begins with SELECT"),
    ("SELECT ?x { ?x foo:bar ?o }", "1.1 query: Prefix not found$"),
    ("SELECT ?x (COUNT(*) AS ?n) { ?x ?p ?o }", "1.1 query: The SELECT contains a variable that is unbound$"),
    ("SELECT ?x { ?x ?p", "what stands there does not fit$"),
    ("DELETE WHERE { ?s ?p ?o }", "not a SPARQL"),
    ("LOAD <file:///etc/hostname>", "not a SPARQL"),
    ("DROP ALL", "not a SPARQL"),
    ("SELECT * { ?s ?p ?o } ; DROP ALL", "not a SPARQL"),
    ("SELECT * {\n SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "line 2, column 2: SERVICE"),
    ("SELECT * { SERVICE SILENT ?anywhere { ?s ?p ?o } }", "SERVICE"),
]


def test_what_is_no_query_is_refused_with_its_place(served: Endpoint) -> None:
    for query, why in NO_QUERIES:
        with pytest.raises(MalformedError, match=why) as refused:
            ask(served, query)
        assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?service <urn:service> \"SERVICE\"@en, '''it's a\nSERVICE''' } # SERVICE",
        "PREFIX schema: <urn:x#> SELECT ?Service { ?Service schema:Service <urn:a#SERVICE> } #\n",
        "SELECT * { ?s ?p ?o FILTER(?o < \"\\\"SERVICE\" && ?o > '\\'') }",
        "PREFIX : <urn:x> SELECT * { ?s :a\\#SERVICE $service }",
    ],
)
def test_the_word_service_may_stand_where_it_means_nothing(query: str) -> None:
    refuse_service(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s ?p ?o } #\nSERVICE",
        "SELECT * { <http://a.test/\\u0041#b> ?p ?o . sErViCe <urn:x> {} }",
        'SELECT * { ?s ?p "a\\\\" SERVICE <urn:x> {} }',
        "PREFIX x: <urn:x> SELECT * { ?s x:a\\#b ?o SERVICE ?s {} }",
        "SELECT * { FILTER(?a<?b)SERVICE<urn:x>{} }",
        "PREFIX : <urn:x> SELECT * { SERVICE:x {} }",
        "PREFIX : <urn:x> SELECT * { ?s ?p trueSERVICE:x {} }",
        "SELECT * { SERVICESILENT<urn:x>{} }",
        "SELECT * { ?s ?p 1e5SERVICE<urn:x>{} }",
        "PREFIX a: <urn:x> SELECT * { ?s ?p a:.SERVICE<urn:x>{} }",
        'SELECT * { ?s ?p """a"b""" SERVICE<urn:x>{} FILTER(?s = "") }',
    ],
)
def test_service_is_found_wherever_it_is_one(query: str) -> None:
    with pytest.raises(MalformedError, match="SERVICE"):
        refuse_service(query)


NOTHING = Replica()
PIECES = (
    *(
        "?s",
        "a:b",
        "a:",
        ":",
        "x",
        "a",
        ".",
        ";",
        ",",
        "{",
        "}",
        "{}",
        "(",
        ")",
        "[]",
        "'",
        '"',
        "'''",
        '"""',
        "\\",
        "#",
        "\n",
        " ",
    ),
    *(
        "@en",
        "^^",
        "<",
        ">",
        "=",
        "?",
        "1",
        "1e5",
        "true",
        "_:b",
        "%41",
        "-",
        "·",
        "²",
        "OPTIONAL",
        "UNION",
        "FILTER(?s<?p)",
        "<urn:y#z>",
    ),
)


@settings(max_examples=1000)
@given(
    st.lists(st.sampled_from(PIECES), max_size=3),
    st.sampled_from(("", "", *PIECES)),
    st.sampled_from(("<urn:x>", ":x", "a:x", "?v", "SILENT<urn:x>", " SILENT ?v")),
    st.sampled_from(("", *PIECES)),
)
def test_what_is_let_through_means_the_same_with_another_word(
    before: list[str], between: str, where: str, after: str
) -> None:
    """So the engine cannot have read it as the keyword, which it takes even where nothing parts it from what is beside it."""
    text = (
        f"PREFIX a: <urn:a> PREFIX : <urn:d> ASK {{ ?x ?y 1 {''.join(before)}%s{between}{where}{{ ?s ?p ?o }}{after} }}"
    )
    query = text.replace("%s", "SERVICE")
    try:
        refuse_service(query)
    except MalformedError:
        return
    assert understood(query) == understood(text.replace("%s", "QERVICE")), query


def understood(query: str) -> bool:
    """Whether the engine takes it as a query; nothing is in its graph, so that nothing of it is worked out."""
    try:
        NOTHING.query(query)
    except SyntaxError:
        return False
    except OSError:
        return True
    return True


def test_from_reads_no_file_and_asks_no_address(served: Endpoint) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0)
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        for graph in (address, Path(__file__).as_uri()):
            assert ask(served, f"ASK FROM <{graph}> {{ ?s ?p ?o }}") == ["False"]
            assert ask(served, f"ASK FROM NAMED <{graph}> {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}") == ["False"]
        with pytest.raises(BlockingIOError):
            listener.accept()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux can take the network from a process")
def test_the_process_that_answers_has_no_network() -> None:
    """Even a SERVICE that nobody found goes nowhere."""
    script = (
        "import sys\nfrom pyoxigraph import Store\nfrom graph.sparql.federation import no_network\nno_network()\n"
        "try:\n    list(Store().query('SELECT * { SERVICE <' + sys.argv[1] + '> { ?s ?p ?o } }'))\n"
        "except OSError as e:\n    print(e)\n"
    )
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0)
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        command = [sys.executable, "-c", script, address]
        said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60).stdout
        assert "not permitted" in said
        with pytest.raises(BlockingIOError):
            listener.accept()


def test_what_takes_too_long_or_too_much_is_ended_and_the_next_is_answered(
    store: Store, neo4j_server: Connection, tmp_path: Path
) -> None:
    store.load(report("one", *(f"Person Number{n}" for n in "ABCDEFGHIJKLMNOPQRSTUVWXYZ")))
    everything = "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    with endpoint(neo4j_server, tmp_path, replace(OPTIONS, seconds=2.0)) as at:
        assert len(ask(at, PEOPLE)) == 26
        with pytest.raises(TimeLimitError, match="more than 2 s"):
            ask(at, f"SELECT (COUNT(*) AS ?n) {everything}")
        with pytest.raises(SizeLimitError, match="200,000 bytes"):
            ask(at, f"SELECT * {everything}")
        with pytest.raises(SizeLimitError, match="nested too deeply"):
            ask(at, "ASK {" + "{" * 30_000 + "}" * 30_000 + "}")
        with pytest.raises(SizeLimitError, match="may have 65,536"):
            ask(at, PEOPLE + " " * 65_536)
        assert len(ask(at, PEOPLE)) == 26
    with endpoint(neo4j_server, tmp_path, replace(OPTIONS, memory=700_000_000)) as at:
        with pytest.raises(SizeLimitError, match="memory"):
            ask(at, f"SELECT DISTINCT * {everything} ORDER BY ?a")
        assert len(ask(at, PEOPLE)) == 26


def test_a_database_that_does_not_answer_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.store.store._RETRY_SECONDS", 0)
    gone = Connection(uri="bolt://127.0.0.1:1", user="neo4j", password="x")
    with endpoint(gone, tmp_path) as at, pytest.raises(StoreError, match="does not answer"):
        ask(at, PEOPLE)


def test_an_interrupt_of_the_terminal_is_not_the_processes_own(tmp_path: Path) -> None:
    """It would have them write tracebacks between what the service says."""
    process = child("graph.sparql.worker", str(tmp_path), "1", "1", "1")
    try:
        assert os.getpgid(process.pid) == process.pid != os.getpgid(0)
    finally:
        process.kill()
        process.communicate()
