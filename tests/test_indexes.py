"""A database that an older version left gets the constraints, indexes and terms that this one wants, and keeps what is not ours."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from neo4j.exceptions import ConstraintError

from graph.connection import Connection
from graph.store import preparation, worked_out
from graph.store.fulltext import any_of
from graph.store.indexes import FULL_TEXT, Index, changes, wanted
from graph.store.preparation import await_indexes
from graph.store.query_library import query
from graph.store.query_runner import QueryRunner
from graph.store.store import Store
from schema.bundle import Bundle
from schema.links import In
from schema.nodes import Document, Organisation, Passage

OLD = (
    "CREATE FULLTEXT INDEX search FOR (n:Idea|Passage) ON EACH [n.text, n.title] "
    "OPTIONS {indexConfig: {`fulltext.analyzer`: 'english'}}"
)


def shown(store: Store) -> dict[str, dict[str, Any]]:
    return {row["name"]: row for row in store.read(query("show_indexes").cypher)}


def hits(store: Store, text: str) -> set[str]:
    found = store.read(
        f"CALL db.index.fulltext.queryNodes('{FULL_TEXT}', $text) YIELD node RETURN node.id AS id",
        {"text": any_of(text)},
    )
    return {row["id"] for row in found}


@pytest.fixture
def left(store: Store, neo4j_server: Connection) -> Store:
    """The graph as an older version left it: its index, no terms; and an index that somebody else made."""
    bundle = Bundle("document/a")
    bundle.add(
        Document(id="document/a", title="Old report", kind="report", source="a.txt", sha256="0"),
        Passage(id="passage/a/0", text="Homes for co-ops", start=0, end=16, order=0),
        In(source="passage/a/0", target="document/a"),
    )
    store.load(bundle)
    for statement in (
        "MATCH (n) REMOVE n.terms, n.knowledge_terms",
        "DROP INDEX search",
        OLD,
        "DROP INDEX idea_title",
        "CREATE INDEX idea_title FOR (n:Idea) ON (n.text)",
        "DROP CONSTRAINT place_id",
        "CREATE INDEX place_id FOR (n:Place) ON (n.id)",
        "CREATE INDEX idea_shade IF NOT EXISTS FOR (n:Idea) ON (n.shade)",
        "CREATE INDEX theirs IF NOT EXISTS FOR (n:Idea) ON (n.colour)",
        "MATCH (g:ImagineGraph) SET g.indexes = 'another', g.terms = null, g.index_names = ['idea_shade', 'idea_title']",
    ):
        with store._session() as session:
            session.run(statement).consume()
    return store


def test_what_an_older_version_left_is_replaced_and_what_is_not_ours_stays(left: Store) -> None:
    before = shown(left)
    left.prepare()
    assert hits(left, "cooperative") == hits(left, "homes") == {"passage/a/0"}
    assert hits(left, "reports") == {"document/a"}
    after = shown(left)
    assert {index.name for index in wanted() if not index.is_there_as(after[index.name])} == set()
    assert "theirs" in after and "idea_shade" not in after
    kept = {name for name, row in before.items() if row["owningConstraint"]}
    assert {name: after[name] for name in kept} == {name: before[name] for name in kept}
    with pytest.raises(ConstraintError), left._session() as session:
        session.run("CREATE (:Place {id: 'place/x'}), (:Place {id: 'place/x'})").consume()
    with left._session() as session:
        session.run("DROP INDEX theirs").consume()


def test_what_is_ready_is_asked_one_question(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[str] = []
    monkeypatch.setattr(preparation, "query", lambda name: ran.append(name) or query(name))
    store.prepare()
    assert ran == []
    assert changes(wanted(), shown(store).values(), ()) == [index.creation for index in wanted()]


def test_terms_are_worked_out_anew_where_the_analysis_has_changed(
    store: Store, neo4j_server: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundle = Bundle("document/a")
    for slug, kind in (("a", "report"), ("r", "register")):
        bundle.add(Document(id=f"document/{slug}", title="List", kind=kind, source="l.csv", sha256="0"))
        bundle.add(Passage(id=f"passage/{slug}/0", text="Willow", start=0, end=6, order=0))
        bundle.add(In(source=f"passage/{slug}/0", target=f"document/{slug}"))
    bundle.state(Organisation(id="organisation/willow", name="Willow"), "passage/r/0")
    store.load(bundle)
    stated = "MATCH (n) WHERE NOT n:Bundle AND NOT n:ImagineGraph RETURN n.id AS id, properties(n) AS p ORDER BY id"
    as_loaded = store.read(stated)
    assert {row["id"] for row in as_loaded if "knowledge_terms" in row["p"]} == {"document/r", "passage/r/0"}
    assert {row["id"] for row in as_loaded if "terms" in row["p"]} == {
        "document/a",
        "passage/a/0",
        "organisation/willow",
    }
    with store._session() as session:
        session.run("MATCH (n:Passage) SET n.terms = 'stale', n.knowledge_terms = null").consume()
    monkeypatch.setattr(worked_out, "AT_ONCE", 1)
    store.prepare()
    assert store.read(stated) != as_loaded
    monkeypatch.setattr(preparation, "WORKED_OUT", "another")
    store.prepare()
    assert store.read(stated) == as_loaded
    monkeypatch.undo()
    store.prepare()


def test_an_index_of_the_same_name_that_failed_is_made_anew() -> None:
    index = Index("a_b", "RANGE", ("A",), ("b",))
    row = {
        "name": "a_b",
        "type": "RANGE",
        "entityType": "NODE",
        "labelsOrTypes": ["A"],
        "properties": ["b"],
        "options": {},
        "owningConstraint": None,
        "state": "ONLINE",
    }
    assert index.is_there_as(row)
    for change in ({"state": "FAILED"}, {"labelsOrTypes": ["B"]}, {"type": "POINT"}, {"owningConstraint": "a_b"}):
        assert changes([index], [row | change], ())[0].startswith("DROP ")
    assert changes([], [row], ["a_b"]) == ["DROP INDEX `a_b` IF EXISTS"]
    assert changes([], [row], []) == []


def test_reads_go_on_while_indexes_are_taken_away_and_made_anew(store: Store, neo4j_server: Connection) -> None:
    names = "organisation_name", "organisation_name_part"
    made = [index.creation for index in wanted() if index.name in names]
    statement = "CYPHER 25 MATCH (o:Organisation) WHERE o.name CONTAINS $part RETURN count(o) + "
    ended = threading.Event()

    async def ask() -> int:
        runner, answered = QueryRunner(neo4j_server, workers=4), 0
        try:
            while not ended.is_set():
                numbers = [0, 0, answered % 50, answered % 50 + 1]  # some are planned already, others are not
                asked = (runner.rows(f"{statement}{number}", {"part": "a"}) for number in numbers)
                assert await asyncio.gather(*asked) == [[[number]] for number in numbers]
                answered += len(numbers)
        finally:
            runner.close()
        return answered

    with ThreadPoolExecutor(1) as pool, store._session() as session:
        try:
            asking = pool.submit(asyncio.run, ask())
            for order in (made, made[::-1]) * 6:
                for name in names:
                    session.run(f"DROP INDEX {name}").consume()
                for creation in order:
                    session.run(creation).consume()
                await_indexes(session)
        finally:
            ended.set()
        assert asking.result() > 0
