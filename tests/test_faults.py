"""What breaks a rule of the declaration in the database is found before an export, by node and rule."""

import io
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path

import pytest
from bench.world import reports
from conftest import empty
from dumped import BASE

from graph.connection import Connection
from graph.dumps.export import Dump, write, write_file
from graph.dumps.formats import format_of
from graph.store.changes import lock_graph
from graph.store.faults import faults
from graph.store.store import FORMAT, Store
from schema.errors import FaultyGraphError

PLANTED = {
    "no name": ("MATCH (n:Organisation {id: 'organisation/body-1'}) REMOVE n.name", "organisation/body-1 has no name"),
    "an empty title": ("MATCH (n:Document) SET n.title = ''", "document/gathering-0 has no title"),
    "nothing to be called by": (
        "CREATE (:Reference {id: 'reference/x'})",
        "reference/x has nothing to be called by",
    ),
    "another kind": (
        "MATCH (n:Organisation {id: 'organisation/body-1'}) SET n.kind = 'club'",
        "body-1 .* not declared as its kind",
    ),
    "another type of value": ("MATCH (n:Event) SET n.name = 7", "event/gathering-0 .* than a text as its name"),
    "a number as a text": ("MATCH (n:Passage {order: 3}) SET n.start = '0'", "passage/.* whole number as its start"),
    "a list of numbers": (
        "MATCH (n:Organisation {id: 'organisation/body-1'}) SET n.aliases = [1]",
        "list of texts as its aliases",
    ),
    "no date": ("MATCH (n:Event) SET n.date = 'July'", "event/gathering-0 has no date .* as its date"),
    "a day that there is not": ("MATCH (n:Event) SET n.date = '2024-02-31'", "event/gathering-0 has no date"),
    "an id of another kind": ("MATCH (n:Event) SET n.id = 'day/1'", "day/1 has an id that does not begin with event/"),
    "two labels": (
        "MATCH (n:Event) SET n:Place",
        "event/gathering-0 has (several labels|an id that does not begin with place/)",
    ),
    "a value that nothing states": (
        "MATCH (n:Event) SET n.venue = 'Hull'",
        "event/gathering-0 .* no passage states as its venue",
    ),
    "a passage of no document": ("MATCH (:Passage {order: 3})-[r:IN]->() DELETE r", "passage/.* has fewer IN than 1"),
    "a passage of two documents": (
        "MATCH (p:Passage {order: 3}), (d:Document) CREATE (p)-[:IN]->(d)",
        "passage/.* has more IN than 1",
    ),
    "a wrong end": (
        "MATCH (p:Person), (t:Topic) WITH p, t LIMIT 1 CREATE (p)-[:OWNS {evidence: ['x']}]->(t)",
        "person/.* OWNS topic/.* joins what it cannot join",
    ),
    "no evidence": (
        "MATCH ()-[r:RAISED_AT]->() SET r.evidence = []",
        "challenge/.* RAISED_AT event/.* has no evidence",
    ),
    "evidence that is gone": (
        "MATCH ()-[r:ABOUT]->() SET r.evidence = ['passage/x']",
        "has evidence that is no passage: passage/x",
    ),
    "a link without what it must carry": (
        "MATCH ()-[r:MENTIONS]->() REMOVE r.printed",
        "MENTIONS topic/.* has no printed",
    ),
    "a mention of what is not printed": (
        "MATCH ()-[r:MENTIONS]->() SET r.printed = 'Zzz'",
        "MENTIONS topic/.* is not printed there",
    ),
    "a property that there is not": (
        "MATCH ()-[r:STATES]->(:Event) SET r.property = 'size'",
        "states a property that there is not: size",
    ),
    "a type that there is not": (
        "MATCH (a:Event), (b:Topic) CREATE (a)-[:LIKES]->(b)",
        "LIKES .* is of a type that is not declared",
    ),
}


@pytest.fixture(scope="module")
def filled(neo4j_server: Connection) -> Iterator[Store]:
    """One graph for all tests: what is planted is rolled back."""
    empty(neo4j_server)
    with Store(neo4j_server) as store:
        store.prepare()
        store.load(next(reports(1)))
        yield store


def test_a_graph_that_was_loaded_has_no_fault(filled: Store) -> None:
    assert filled.faults() == []


@pytest.mark.parametrize("kind", PLANTED)
def test_each_kind_of_fault_is_found_with_its_node_and_rule(filled: Store, kind: str) -> None:
    cypher, told = PLANTED[kind]
    with filled._session() as session, session.begin_transaction() as planted:
        planted.run(cypher).consume()
        found = [str(fault) for fault in faults(planted)]
        planted.rollback()
    assert any(re.fullmatch(f".*{told}.*", line) for line in found), found


def test_what_only_seems_a_fault_while_it_is_written_is_none(filled: Store) -> None:
    _change(filled, "MATCH (n:Event) SET n.venue = 'Hull'")
    with filled._session() as session, ThreadPoolExecutor(1) as thread, session.begin_transaction() as writing:
        lock_graph(writing, FORMAT)
        writing.run("MATCH (n:Event) REMOVE n.venue").consume()
        found = thread.submit(filled.faults)
        while not wait([found], timeout=0.1).done and not _blocked(filled):
            pass
        writing.commit()
        assert found.result() == []


def test_a_fault_fails_the_export_and_nothing_is_written(filled: Store, tmp_path: Path) -> None:
    dump = Dump(format=format_of("nq"), base=BASE)
    try:
        _change(filled, "MATCH (n:Event) SET n.venue = 'Hull'")
        out = io.BytesIO()
        with pytest.raises(
            FaultyGraphError, match=r"event/gathering-0 has a value that no passage states as its venue"
        ):
            write(filled, dump, out, lambda _: None)
        assert out.getvalue() == b""
        with pytest.raises(FaultyGraphError, match="breaks its rules"):
            write_file(filled, dump, tmp_path / "graph.nq", lambda _: None)
        assert list(tmp_path.iterdir()) == []
    finally:
        _change(filled, "MATCH (n:Event) REMOVE n.venue")


def _blocked(store: Store) -> bool:
    """Whether a transaction waits for another one's lock."""
    return any(row["status"].startswith("Blocked") for row in store.read("SHOW TRANSACTIONS YIELD status"))


def _change(store: Store, cypher: str) -> None:
    with store._session() as session:
        session.run(cypher).consume()
