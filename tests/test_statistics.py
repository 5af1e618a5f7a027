"""What the cost of a question is counted from is what the graph holds, also after it was written to."""

import asyncio
from collections import Counter
from collections.abc import Iterator

import pytest
from generate import bundles

from graph.connection import Connection
from graph.store.query_runner import QueryRunner
from graph.store.statistics import Degree, Statistics, read_statistics
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
