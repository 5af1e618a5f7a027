"""What is ranked is found by a statement that is the same whatever is selected, so that Neo4j plans it once, and then looked up."""

import asyncio
import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, nullcontext
from typing import Any

import pytest
from conftest import empty
from fair import fair, loaded

from api.gql.execute import Executor, Request
from api.gql.options import Options
from graph.connection import Connection
from graph.store.query_runner import QueryRunner
from graph.store.store import Store

TEXT = "homes for young people who leave care"
SELECTIONS = {
    "partners": [
        "organisation{name}",
        "tier reasons{quote path{node{id displayName}}}",
        "people{role person{name}} close",
    ],
    "peopleToAsk": ["person{name}", "score reasons{quote passage{heading} document{title}}"],
    "precedents": ["challenges{challenge{title}}", "models{score model{name}} initiatives{score}"],
}


class Asker:
    """Asks an executor of its own, and keeps what it reads."""

    def __init__(self, connection: Connection) -> None:
        self.read: list[str] = []
        self.meanwhile: Callable[[], object] | None = None
        """What happens before the next statement that is not the first of its operation."""
        self._connection = connection

    def __call__(self, query: str, *, explain: bool = False) -> dict[str, Any]:
        self.read.clear()
        with closing(QueryRunner(self._connection, watch=self._watch)) as reader:
            executor = Executor(reader, Options(seconds=60))  # however long a busy machine takes to plan it
            result = asyncio.run(executor.execute(Request(query=query, variables={"t": TEXT}, explain=explain)))
        found: dict[str, Any] = json.loads(result.body)
        return found

    def _watch(self, statement: str, _: str) -> AbstractContextManager[None]:
        if statement.startswith(("CYPHER 25 CALL", "CYPHER 25 RETURN")):
            self.read.append(statement)
            if self.meanwhile and statement.startswith("CYPHER 25 RETURN"):
                self.meanwhile()
        return nullcontext()


@pytest.fixture(scope="module")
def world(neo4j_server: Connection) -> Iterator[Store]:
    with loaded(neo4j_server) as store:
        yield store
    empty(neo4j_server)


@pytest.fixture
def ask(neo4j_server: Connection, world: Store) -> Asker:
    return Asker(neo4j_server)


@pytest.mark.parametrize("name", SELECTIONS)
def test_the_ranking_is_one_statement_whatever_is_selected(ask: Asker, name: str) -> None:
    rankings, selections = set(), set()
    for selected in SELECTIONS[name]:
        answer = ask(f"query($t:String!){{{name}(text:$t){{{selected}}}}}")
        assert (answer["data"] or {}).get(name), answer
        ranking, selection = ask.read
        rankings.add(ranking)
        selections.add(selection)
    assert len(rankings) == 1
    assert len(selections) == len(SELECTIONS[name])
    # What takes Neo4j long to plan is in the one that it plans once.
    assert "queryNodes" in next(iter(rankings))
    assert not any("queryNodes" in selection for selection in selections)


def test_each_ranking_is_one_statement_more_and_all_the_rest_one(ask: Asker) -> None:
    fields = " ".join(f"{name}(text:$t){{{selected[0]}}}" for name, selected in SELECTIONS.items())
    answer = ask(f"query($t:String!){{challenges{{totalCount}} {fields} topics{{nodes{{name}}}}}}")
    assert answer["data"].keys() == {"challenges", *SELECTIONS, "topics"}
    assert len(ask.read) == len(SELECTIONS) + 1


def test_what_is_removed_between_ranking_and_selection_is_not_in_the_answer(ask: Asker, world: Store) -> None:
    query = "query($t:String!){partners(text:$t){organisation{name} reasons{document{id} path{node{id}}}}}"
    assert ask(query)["data"]["partners"]

    def once() -> None:
        ask.meanwhile = None
        world.remove(fair().document)

    ask.meanwhile = once
    try:
        answer = ask(query)
    finally:
        world.load(fair())
    assert answer == {"data": {"partners": []}}
    assert len(ask.read) == 4


def test_a_graph_that_never_rests_is_told_of(ask: Asker, world: Store) -> None:
    def meanwhile() -> None:
        world.remove(fair().document)
        looked.append(1)

    looked: list[int] = []

    class Restless(Asker):
        def _watch(self, statement: str, database: str) -> AbstractContextManager[None]:
            if statement.startswith("CYPHER 25 CALL"):
                world.load(fair())
                world.read("CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()")
            return super()._watch(statement, database)

    restless = Restless(ask._connection)
    restless.meanwhile = meanwhile
    try:
        answer = restless("query($t:String!){partners(text:$t){organisation{name}}}")
    finally:
        world.load(fair())
    [error] = answer["errors"]
    assert error["extensions"]["code"] == "DATABASE_UNAVAILABLE"
    assert len(looked) == 3


def test_an_explanation_tells_of_both(ask: Asker) -> None:
    answer = ask("query($t:String!){partners(text:$t){organisation{name}}}", explain=True)
    told = answer["extensions"]["imagine"]
    [first] = told["before"]
    assert first["query"] == "found_partners"
    assert "queryNodes" in first["cypher"]
    assert first["dbHits"] > 0 < told["dbHits"]
    assert [name for name in told["parameters"] if "found" in told["parameters"][name]]
    assert "before" not in ask("{topics{nodes{name}}}", explain=True)["extensions"]["imagine"]
