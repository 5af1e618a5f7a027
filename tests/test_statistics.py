"""What the cost of a question is counted from is what the graph holds, also after it was written to."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from generate import bundles
from neo4j import GraphDatabase

from api.gql import execute
from graph.connection import Connection
from graph.store.query_runner import QueryRunner
from graph.store.statistics import _TOTALS, Degree, Statistics, read_statistics
from graph.store.store import Store
from schema.bundle import Statements, merge


@pytest.fixture
def runner(neo4j_server: Connection) -> Iterator[QueryRunner]:
    made = QueryRunner(neo4j_server, workers=2)
    yield made
    made.close()


def expected(facts: Statements) -> tuple[dict[str, int], dict[tuple[str, str, bool], Degree]]:
    nodes = Counter(type(n).__name__ for n in facts.nodes.values())
    degrees: dict[tuple[str, str, bool], Counter[str]] = {}
    for link in facts.links.values():
        for end, leaves in ((link.source, True), (link.target, False)):
            label = type(facts.nodes[end]).__name__
            degrees.setdefault((label, link.type, leaves), Counter())[end] += 1
    return nodes, {way: Degree(sum(found.values()), max(found.values())) for way, found in degrees.items()}


def test_counts_are_those_of_the_graph(store: Store, runner: QueryRunner) -> None:
    async def read(known: Statistics | None = None) -> Statistics:
        found = await read_statistics(runner, known, seconds=120)
        assert found is not None
        return found

    async def walk() -> None:
        known = await read()
        for number, bundle in enumerate(documents):
            store.load(bundle)
            known, before = await read(known), known
            assert known is not before
            assert await read(known) is known, "nothing was written, so nothing is counted"
            nodes, degrees = expected(merge(documents[: number + 1]))
            assert {label: known.nodes[label] for label in nodes} == nodes
            assert known.degrees == degrees

    documents = list(bundles(5, 2))
    asyncio.run(walk())


def test_how_many_there_are_is_not_counted_one_by_one(neo4j_server: Connection, store: Store) -> None:
    with GraphDatabase.driver(neo4j_server.uri, auth=(neo4j_server.user, neo4j_server.password)) as driver:
        plan = driver.execute_query(f"EXPLAIN {_TOTALS}", database_=neo4j_server.database).summary.plan
    assert plan is not None
    leaves = {leaf.partition("@")[0] for leaf in _leaves(plan)}
    assert leaves == {"NodeCountFromCountStore", "RelationshipCountFromCountStore"}


def _leaves(plan: dict[str, Any]) -> Iterator[str]:
    below = plan.get("children", ())
    for child in below:
        yield from _leaves(child)
    if not below:
        yield plan["operatorType"]


def test_a_question_waits_for_the_count_a_moment_only_and_it_is_used_once_it_is_there(
    store: Store, runner: QueryRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = Statistics(1, {"Event": 7}, {})

    async def walk() -> None:
        may_end = asyncio.Event()

        async def slow(*_: object) -> Statistics:
            await may_end.wait()
            return counted

        monkeypatch.setattr(execute, "read_statistics", slow)
        monkeypatch.setattr(execute, "_WAITED_SECONDS", 0.01)
        executor = execute.Executor(runner)
        asked = executor.execute(execute.Request(query="{events{totalCount}}"))
        assert (await asyncio.wait_for(asked, 120)).outcome == "data"
        assert executor._documents.holdings.statistics is None
        may_end.set()
        await asyncio.sleep(0.1)
        assert executor._documents.holdings.statistics is counted

    asyncio.run(walk())
