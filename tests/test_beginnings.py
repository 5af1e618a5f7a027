"""The beginning of a long list is that of the whole list, and does not cost what the whole list does."""

import asyncio
import json
from collections.abc import Iterator
from typing import Any

import pytest
from bench.world import reports
from conftest import empty
from generate import Size, bundles

from api.gql.compiler import beginnings
from api.gql.execute import Executor, Request
from api.gql.options import Options
from graph.connection import Connection
from graph.store.query_runner import QueryRunner
from graph.store.store import Store

OF_A_TOPIC = "where:{addresses:{some:{node:{topics:{some:{node:{name:{eq:%s}}}}}}}}"
ASKED = {
    "a key that may be missing": ("ideas", "orderBy:[{title:ASC}]"),
    "two such keys": ("ideas", "orderBy:[{title:ASC},{group:ASC}]"),
    "such a key, and one that is worked out": (
        "references",
        "orderBy:[{url:ASC},{citedByIdeas:{least:{number:ASC}}}]",
    ),
    "a frequent topic": ("ideas", OF_A_TOPIC % '"homelessness"'),
    "a topic that is not there": ("ideas", OF_A_TOPIC % '"no such topic"'),
    "a topic, by title": ("ideas", "orderBy:[{title:ASC}]" + OF_A_TOPIC % '"homelessness"'),
    "challenges of a topic, by title": (
        "challenges",
        'orderBy:[{title:DESC}] where:{topics:{some:{node:{name:{eq:"homelessness"}}}}}',
    ),
}


@pytest.fixture(scope="module")
def reader(neo4j_server: Connection) -> Iterator[QueryRunner]:
    empty(neo4j_server)
    with Store(neo4j_server) as store:
        store.prepare()
        for bundle in (*reports(2), *bundles(11, 3, Size(passages=12, nodes=10))):
            store.load(bundle)
    runner = QueryRunner(neo4j_server)
    yield runner
    runner.close()


def ask(reader: QueryRunner, query: str) -> dict[str, Any]:
    executor = Executor(reader, Options(cost=0))
    answer: dict[str, Any] = json.loads(asyncio.run(executor.execute(Request(query=query, explain=True))).body)
    assert "errors" not in answer, answer
    return answer


@pytest.mark.parametrize("looked_at", [1, 7, 1000])
@pytest.mark.parametrize("asked", ASKED)
def test_a_beginning_is_that_of_the_whole_list(
    asked: str, looked_at: int, reader: QueryRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Read from its end, a list is looked at as a whole."""
    monkeypatch.setattr(beginnings, "LOOKED_AT", looked_at)
    field, arguments = ASKED[asked]
    whole = ask(reader, f"{{list:{field}(last:2000 {arguments}){{totalCount nodes{{id}}}}}}")["data"]["list"]
    assert len(whole["nodes"]) == whole["totalCount"]
    assert whole["nodes"] or asked == "a topic that is not there"
    for size in (1, 5, 40, 2000):
        page = ask(
            reader,
            f"{{list:{field}(first:{size} {arguments}){{totalCount nodes{{id}} pageInfo{{hasNextPage endCursor}}}}}}",
        )["data"]["list"]
        assert page["nodes"] == whole["nodes"][:size]
        assert page["pageInfo"]["hasNextPage"] == (size < whole["totalCount"])
        assert page["totalCount"] == whole["totalCount"]
        if page["pageInfo"]["hasNextPage"]:
            after = json.dumps(page["pageInfo"]["endCursor"])
            rest = ask(reader, f"{{list:{field}(first:2000 after:{after} {arguments}){{nodes{{id}}}}}}")["data"]["list"]
            assert page["nodes"] + rest["nodes"] == whole["nodes"]


@pytest.mark.parametrize("asked", ["a key that may be missing", "a frequent topic"])
def test_a_beginning_costs_what_a_page_does(asked: str, reader: QueryRunner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beginnings, "LOOKED_AT", 40)
    field, arguments = ASKED[asked]
    page, whole = (
        ask(reader, f"{{{field}({which} {arguments}){{nodes{{id}}}}}}")["extensions"]["imagine"]["dbHits"]
        for which in ("first:3", "last:3")
    )
    assert page < whole / 2
