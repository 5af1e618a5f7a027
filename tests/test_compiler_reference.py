"""The compiled answer and a slow reference's, on operations written at random from the SDL: they never differ."""

import asyncio
import base64
import json
import os
import random
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from conftest import empty
from generate import bundles
from graphql import build_schema
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from operations import Maker, cursors, probe, written
from reference import Reference

from api.execute import Executor, Request
from api.options import Options
from api.types import sdl
from graph.connection import Connection
from graph.reader import Reader
from graph.store import Store
from schema.bundle import merge

OPERATIONS = int(os.environ.get("IMAGINE_TEST_OPERATIONS", "2000"))
UNLIMITED = Options(
    tokens=0, depth=0, aliases=0, directives=0, fields=0, repeats=0, conditions=0, cost=0, rows=0, seconds=60
)
_CURSOR = re.compile(r"(cursor|startCursor|endCursor)(_\d+)?$")


class CountingReader(Reader):
    """Counts the statements that it is given."""

    statements = 0

    async def row(
        self, statement: str, parameters: Any, shape: Callable[[list[Any]], Any], *, timeout: float | None = None
    ) -> Any:
        self.statements += 1
        return await super().row(statement, parameters, shape, timeout=timeout)


class Both:
    """The two who answer."""

    def __init__(self, connection: Connection) -> None:
        documents = list(bundles(7, 3))
        empty(connection)
        with Store(connection) as store:
            store.prepare()
            for bundle in documents:
                store.load(bundle)
        self.facts = merge(documents)
        self.reference = Reference(self.facts, sdl())
        self.schema = build_schema(sdl())
        self.reader = CountingReader(connection)
        self.executor = Executor(self.reader, UNLIMITED)
        self.runner = asyncio.Runner()

    def ask(self, text: str, variables: dict[str, Any]) -> dict[str, Any]:
        before = self.reader.statements
        result = self.runner.run(self.executor.execute(Request(query=text, variables=variables)))
        response = json.loads(result.body)
        assert "errors" not in response, (response["errors"], text, variables)
        # Not one per root: one.
        assert self.reader.statements - before <= 1
        found: dict[str, Any] = response["data"]
        return found


@pytest.fixture(scope="module")
def both(neo4j_server: Connection) -> Iterator[Both]:
    """A small graph, in Neo4j and in Python."""
    made = Both(neo4j_server)
    yield made
    made.reader.close()
    made.runner.close()


def plain(data: Any, key: str = "") -> Any:
    """Return a response in which cursors are the keys that they hold, without the mark of their ordering."""
    if isinstance(data, dict):
        return {k: plain(v, k) for k, v in data.items()}
    if isinstance(data, list):
        return [plain(v, key) for v in data]
    if isinstance(data, str) and _CURSOR.match(key):
        return json.loads(base64.urlsafe_b64decode(data + "=" * (-len(data) % 4)))[1:]
    return data


@settings(
    max_examples=OPERATIONS,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(rng=st.integers(0, 2**48).map(random.Random))
def test_the_compiled_answer_is_the_reference_answer(both: Both, rng: random.Random) -> None:
    maker = Maker(rng, both.schema, both.facts)
    roots = maker.operation()
    if maker.paged is not None:
        asked = probe(roots, maker.paged)
        known = list(cursors(both.ask(asked.text, asked.variables)))
        for side in rng.choice((["after"], ["before"], ["after", "before"])):
            if known:
                maker.paged.args[side] = ("String", rng.choice(known))
    asked = written(roots)
    answer = both.ask(asked.text, asked.variables)
    expected = both.reference.execute(asked.text, asked.variables)
    assert plain(answer) == plain(expected), f"\n{asked.text}\n{json.dumps(asked.variables, ensure_ascii=False)}"
    # The response is in the order in which it was asked for.
    assert json.dumps(plain(answer)) == json.dumps(plain(expected))
