"""Every query runs on the sample's graph and gives something: what asks, an answer; what finds faults, one that is planted;
what changes, its change. Whatever a test does to the graph is undone with its transaction."""

import re
from collections.abc import Iterator
from typing import Any

import neo4j
import pytest
from conftest import empty
from neo4j import GraphDatabase

from api.work.curation import Curation
from api.work.loading import load_files, read_files
from api.work.sample import sample_files
from graph.connection import Connection
from graph.partners.matching import Wanted, parameters, precedent_parameters
from graph.reconcile.reading import lucene
from graph.store import faults
from graph.store.query_library import FOLDER, names, query, questions, sparql_examples
from graph.store.store import Store

Takes = str | dict[str, Any]
"""What a query takes: as it is, or as a statement that prepares the graph and returns it as a map."""

_STONE_KING = {"lucene": lucene("Stone King", ["Organisation"]), "ids": [], "numbers": [], "kinds": ["Organisation"]}
_SOUGHT = parameters("homelessness", Wanted(), None)

ASKING: dict[str, Takes] = {
    "bundle": "MATCH (b:Bundle) RETURN {id: b.id} AS takes LIMIT 1",
    "bundle_ids": {},
    "bundles_sharing": "MATCH (b:Bundle) UNWIND b.states AS i WITH i, collect(b.id) AS of WHERE size(of) > 1"
    " RETURN {queries: ['\"' + i + '\"'], without: of[..1], some: 9} AS takes LIMIT 1",
    "bundles_with_passages": "MATCH (p:Passage)-[:IN]->(:Document {kind: 'report'}) RETURN {passages: [p.id]} AS takes LIMIT 1",
    "candidates": {"queries": [_STONE_KING], "most": 10},
    "copied_state": {},
    "document_text": "MATCH (:Passage)-[:IN]->(d:Document) RETURN {id: d.id} AS takes LIMIT 1",
    "documents": {},
    "documents_since": {"since": None},
    "found_partners": _SOUGHT,
    "found_people": _SOUGHT,
    "found_precedents": precedent_parameters("homelessness", 5, None),
    "graph_state": {},
    "ideas_printed": "MATCH (i:Idea)-[:PART_OF]->() RETURN {ids: [i.id]} AS takes LIMIT 1",
    "is_written": "MATCH (d:Document) RETURN {id: d.id} AS takes LIMIT 1",
    "knowledge_sources": {},
    "links_between": "MATCH (p:Person)-[:OWNS]->(c) RETURN {pairs: [[elementId(p), elementId(c)]]} AS takes LIMIT 1",
    "matches": {name: _SOUGHT[name] for name in ("wanted", "vector", "weights")},
    "mentions_in": "MATCH (p:Passage)-[:MENTIONS]->(n) RETURN {passages: [p.id], nodes: [n.id]} AS takes LIMIT 1",
    "nodes_of_label": {"label": "Challenge"},
    "partners": _SOUGHT,
    "people_to_ask": _SOUGHT,
    "passage_orders": "MATCH (p:Passage)-[:MENTIONS]->() RETURN {ids: [p.id]} AS takes LIMIT 1",
    "precedents": precedent_parameters("homelessness", 5, None),
    "quotes": "MATCH (p:Passage) RETURN {ids: [p.id]} AS takes LIMIT 1",
    "replica_state": {},
    "show_indexes": {},
    "stating_passages": "MATCH (c:Challenge) RETURN {elements: [elementId(c)]} AS takes LIMIT 1",
    "surroundings": "MATCH (c:Challenge) RETURN {element: elementId(c), types: ['RAISED_AT'], most: 9} AS takes LIMIT 1",
    "unknown_names": {"named": {"topics": ["knitting"], "places": []}},
    "values_of": "MATCH (c:Challenge) RETURN {elements: [elementId(c)]} AS takes LIMIT 1",
    "was_removed": "MERGE (g:ImagineGraph {id: 'removed/a'}) RETURN {mark: g.id} AS takes",
    "withheld": "MATCH (g:ImagineGraph {id: 'graph'}) SET g.withheld = ['a'] RETURN {} AS takes",
}
"""Queries that the sample has an answer to."""

FINDING = {
    "documents_unwritten": "CREATE (:Bundle {id: 'document/unwritten', payload: '', states: []})",
    "faults_of_evidence": "MATCH (:Person)-[r:OWNS]->() WITH r LIMIT 1 SET r.evidence = ['passage/none']",
    "faults_of_links": "MATCH (:Person)-[r:OWNS]->() WITH r LIMIT 1 REMOVE r.evidence",
    "faults_of_nodes": "MATCH (c:Challenge) WITH c LIMIT 1 REMOVE c.title",
    "faults_of_passages": "MATCH (:Passage)-[r:MENTIONS]->() WITH r LIMIT 1 SET r.printed = 'printed nowhere'",
    "faults_of_types": "MATCH (p:Person)-[:OWNS]->(c) WITH p, c LIMIT 1 CREATE (p)-[:ADMIRES]->(c)",
    "faults_of_values": "MATCH (c:Challenge) WITH c LIMIT 1 SET c.title = 'What nobody says'",
}
"""Queries that have nothing to find in a sound graph, each with a statement that plants something."""

CHANGING: dict[str, tuple[Takes, str]] = {
    "add_properties": (
        "MATCH (t:Topic) RETURN {rows: [{element: elementId(t), properties: {name: 'lending of tools'}}]} AS takes LIMIT 1",
        "RETURN EXISTS { (t:Topic {name: 'lending of tools'}) WHERE t.id IS NOT NULL } AS done",
    ),
    "bump_revision": (
        "MATCH (g:ImagineGraph {id: 'graph'}) RETURN {before: g.revision} AS takes",
        "MATCH (g:ImagineGraph {id: 'graph'}) RETURN g.revision = $before + 1 AS done",
    ),
    "change_links": (
        "MATCH ()-[r:OWNS]->() RETURN {rows: [{element: elementId(r), properties: {as: 'host'}}]} AS takes LIMIT 1",
        "RETURN EXISTS { ()-[r:OWNS {as: 'host'}]->() WHERE r.evidence IS NULL } AS done",
    ),
    "change_nodes": (
        "MATCH (t:Topic) RETURN {rows: [{element: elementId(t), properties: {id: 'topic/tools'}}]} AS takes LIMIT 1",
        "RETURN EXISTS { (t:Topic {id: 'topic/tools'}) WHERE t.name IS NULL } AS done",
    ),
    "create_links": (
        "MATCH (a:Topic), (b:Place) RETURN {rows:"
        " [{type: 'ABOUT', source: elementId(a), target: elementId(b), properties: {evidence: ['a']}}]} AS takes LIMIT 1",
        "RETURN EXISTS { (:Topic)-[:ABOUT {evidence: ['a']}]->(:Place) } AS done",
    ),
    "create_nodes": (
        {"rows": [{"label": "Topic", "properties": {"id": "topic/tools"}}]},
        "RETURN EXISTS { (:Topic {id: 'topic/tools'}) } AS done",
    ),
    "delete_links": (
        "MATCH ()-[r:OWNS]->() RETURN {elements: [elementId(r)]} AS takes LIMIT 1",
        "RETURN NOT EXISTS { ()-[r:OWNS]->() WHERE elementId(r) IN $elements } AS done",
    ),
    "delete_nodes": (
        "MATCH (c:Challenge) RETURN {elements: [elementId(c)]} AS takes LIMIT 1",
        "RETURN NOT EXISTS { (c:Challenge) WHERE elementId(c) IN $elements } AS done",
    ),
    "drop_bundle": (
        "MATCH (b:Bundle) RETURN {id: b.id} AS takes LIMIT 1",
        "RETURN NOT EXISTS { (:Bundle {id: $id}) } AS done",
    ),
    "forget_removed": (
        "MERGE (g:ImagineGraph {id: 'removed/a'}) RETURN {marks: [g.id]} AS takes",
        "RETURN NOT EXISTS { (:ImagineGraph {id: 'removed/a'}) } AS done",
    ),
    "keep_bundle": (
        {"id": "document/new", "payload": "all of it", "states": ["topic/tools"], "upgraded": False},
        "RETURN EXISTS { (b:Bundle {id: $id, payload: $payload}) WHERE b.loaded IS NOT NULL } AS done",
    ),
    "lock_graph": (
        "MATCH (g:ImagineGraph {id: 'graph'}) DELETE g RETURN {format: 1} AS takes",
        "RETURN EXISTS { (:ImagineGraph {id: 'graph', format: 1, revision: 0}) } AS done",
    ),
    "note_copies": ({"graph": "a"}, "RETURN EXISTS { (:ImagineGraph {id: 'graph', copies: 'a'}) } AS done"),
    "note_format": ({"format": 1}, "RETURN EXISTS { (:ImagineGraph {id: 'graph', format: 1}) } AS done"),
    "note_indexes": (
        {"indexes": "a", "names": ["b"], "terms": "c", "vectors": "d"},
        "RETURN EXISTS { (:ImagineGraph {indexes: 'a', index_names: ['b'], terms: 'c', vectors: 'd'}) } AS done",
    ),
    "note_removed": ({"marks": ["removed/a"]}, "RETURN EXISTS { (:ImagineGraph {id: 'removed/a'}) } AS done"),
    "note_withheld": (
        {"entries": ["a"], "list": "b"},
        "RETURN EXISTS { (g:ImagineGraph {withheld: ['a'], list_kept: 'b'}) WHERE g.withheld_at = g.revision } AS done",
    ),
    "promise_withheld": (
        "MATCH (g:ImagineGraph {id: 'graph'}) SET g.withheld = ['a', 'c']"
        " RETURN {entries: ['b'], without: ['c'], list: 'd'} AS takes",
        "RETURN EXISTS { (:ImagineGraph {withheld: ['a', 'b'], list_promised: 'd'}) } AS done",
    ),
    "set_vectors": (
        "MATCH (i:Idea) RETURN {rows: [{element: elementId(i), vector: [1.0, 0.5]}]} AS takes LIMIT 1",
        "RETURN EXISTS { (i:Idea) WHERE i.vector IS NOT NULL } AS done",
    ),
}
"""Queries that change the graph, each with what is true after it and not before."""

EMPTYING: dict[str, tuple[Takes, str]] = {
    "drop_vectors": (
        "MATCH (i:Idea) WITH i LIMIT 1 SET i.vector = [1.0, 0.5] RETURN {} AS takes",
        "RETURN NOT EXISTS { (n) WHERE n.vector IS NOT NULL } AS done",
    ),
    "clear_graph": (
        {},
        "RETURN NOT EXISTS { (n) WHERE NOT n:ImagineGraph|Bundle } AND EXISTS { (:Bundle) } AS done",
    ),
    "clear": ({}, "RETURN NOT EXISTS { (n) WHERE NOT n:ImagineGraph } AND EXISTS { (:ImagineGraph) } AS done"),
}
"""Those that commit as they go, so that nothing undoes them: they come last, those that leave the most first."""

GROUPS = (ASKING, FINDING, CHANGING, EMPTYING)


@pytest.fixture(scope="module")
def session(neo4j_server: Connection) -> Iterator[neo4j.Session]:
    """A session on the sample's graph."""
    empty(neo4j_server)
    with Store(neo4j_server) as store:
        store.prepare()
        list(load_files(store, read_files(sample_files(), force=False, say=print, curation=Curation())))
    auth = (neo4j_server.user, neo4j_server.password)
    with (
        GraphDatabase.driver(neo4j_server.uri, auth=auth) as driver,
        driver.session(database=neo4j_server.database) as opened,
    ):
        opened.run("CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()").consume()
        yield opened


def test_every_file_is_of_one_group() -> None:
    assert sorted(name for group in GROUPS for name in group) == names()
    known = [*(f"{n}.cypher" for n in (*names(), *questions())), *(f"{n}.rq" for n in sparql_examples())]
    assert sorted(known) == sorted(
        p.relative_to(FOLDER).as_posix() for p in FOLDER.rglob("*") if p.suffix in (".cypher", ".rq")
    )


@pytest.mark.parametrize("name", [*ASKING, *FINDING, *CHANGING, *questions(), *EMPTYING])
def test_it_does_what_it_says(name: str, session: neo4j.Session) -> None:
    if name in EMPTYING:
        _changes(session, name, *EMPTYING[name])
        return
    with session.begin_transaction() as tx:
        if name in CHANGING:
            _changes(tx, name, *CHANGING[name])
        elif name in FINDING:
            checks = {question.name: declared for question, declared in faults._checks()}
            takes = {"declared": checks[name], "most": 3} if name in checks else {}
            assert _answer(tx, name, takes) == [], "the sample's graph is sound"
            tx.run(FINDING[name]).consume()
            assert _answer(tx, name, takes)
        elif name in ASKING:
            assert any(_answer(tx, name, _takes(tx, ASKING[name]))[0].values())
        else:
            examples = {k: found[1] for k, v in query(name).takes.items() if (found := re.search("such as '(.+?)'", v))}
            assert any(_answer(tx, name, examples)[0].values())
        tx.rollback()


def _changes(runner: neo4j.Session | neo4j.Transaction, name: str, prepared: Takes, done: str) -> None:
    takes = _takes(runner, prepared)
    assert not runner.run(done, takes).single(strict=True)["done"]
    _answer(runner, name, takes)
    assert runner.run(done, takes).single(strict=True)["done"]


def _takes(runner: neo4j.Session | neo4j.Transaction, takes: Takes) -> dict[str, Any]:
    return takes if isinstance(takes, dict) else runner.run(takes).single(strict=True)["takes"]


def _answer(runner: neo4j.Session | neo4j.Transaction, name: str, takes: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the rows, whose columns are those that the header names."""
    result = runner.run(query(name).cypher, takes)
    assert result.keys() == list(query(name).gives)
    return result.data()
