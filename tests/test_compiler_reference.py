"""The compiled answer and a slow reference's, on operations written at random from the SDL: they never differ."""

import asyncio
import base64
import json
import os
import random
import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from typing import Any

import pytest
from conftest import empty
from generate import bundles
from graphql import FieldNode, NameNode, Visitor, build_schema, parse, print_ast, visit
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from operations import Maker, Written, cursors, probe, written
from reference import Reference

from api.gql.compiler.cypher import PREFIX
from api.gql.execute import Executor, Request
from api.gql.options import Options
from api.gql.types import sdl
from graph.connection import Connection
from graph.store.query_runner import QueryRunner
from graph.store.store import Store
from schema.bundle import merge

OPERATIONS = int(os.environ.get("IMAGINE_TEST_OPERATIONS") or (2000 if os.environ.get("CI") else 300))
TOGETHER = 4
"""Operations that are asked at the same time."""
UNLIMITED = Options(
    tokens=0, depth=0, aliases=0, directives=0, fields=0, repeats=0, conditions=0, cost=0, rows=0, seconds=60
)
_CURSOR = re.compile(r"(cursor|startCursor|endCursor)(_\d+)?$")


class Counting:
    """Counts the statements that an executor asks."""

    statements = 0

    def watch(self, statement: str, _: str) -> AbstractContextManager[None]:
        self.statements += statement.startswith(PREFIX)
        return nullcontext()


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
        self.counting = Counting()
        self.reader = QueryRunner(connection, watch=self.counting.watch)
        self.executor = Executor(self.reader, UNLIMITED)
        self.runner = asyncio.Runner()

    async def ask(self, asked: Written) -> dict[str, Any]:
        result = await self.executor.execute(Request(query=asked.text, variables=asked.variables))
        response = json.loads(result.body)
        assert "errors" not in response, (response["errors"], asked)
        found: dict[str, Any] = response["data"]
        return found

    async def operation(self, rng: random.Random) -> tuple[Written, dict[str, Any], int]:
        """Return an operation, the compiled answer to it, and how often the database was to be asked at the most."""
        maker, asked_for = Maker(rng, self.schema, self.facts), 1
        roots = maker.operation()
        if maker.paged is not None:
            # It is to start from a cursor: one of those that the same list shows when all of it is asked for.
            known, asked_for = list(cursors(await self.ask(probe(roots, maker.paged)))), 2
            for side in rng.choice((["after"], ["before"], ["after", "before"])):
                if known:
                    maker.paged.args[side] = ("String", rng.choice(known))
        asked = written(roots)
        return asked, await self.ask(asked), asked_for

    def operations(self, seeds: list[int]) -> list[tuple[Written, dict[str, Any]]]:
        """Return operations with their compiled answers; Neo4j plans them side by side."""

        async def all_of() -> list[tuple[Written, dict[str, Any], int]]:
            return await asyncio.gather(*(self.operation(random.Random(seed)) for seed in seeds))

        before = self.counting.statements
        found = self.runner.run(all_of())
        # Not one statement for each root: one for each operation.
        assert self.counting.statements - before <= sum(asked_for for *_, asked_for in found)
        return [(asked, answer) for asked, answer, _ in found]


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
    max_examples=OPERATIONS // TOGETHER,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@example(seeds=[0, 92434, 19559609708101, 1])  # parallel facts of one type between the same two
@given(seeds=st.lists(st.integers(0, 2**48), min_size=TOGETHER, max_size=TOGETHER, unique=True))
def test_the_compiled_answer_is_the_reference_answer(both: Both, seeds: list[int]) -> None:
    for asked, answer in both.operations(seeds):
        expected = both.reference.execute(asked.text, asked.variables)
        assert plain(answer) == plain(expected), f"\n{asked.text}\n{json.dumps(asked.variables, ensure_ascii=False)}"
        # The response is in the order in which it was asked for.
        assert json.dumps(plain(answer)) == json.dumps(plain(expected))


HOSTILE = (
    *("q4_", "x1_0", "x1", "x", "p", "m3", "k2", "f1", "n1", "r2", "c0", "q5", "more", "head", "encode", "trim_start"),
    *("shape", "None", "True", "lambda", "def", "for", "in", "if", "return", "exec", "__class__", "__builtins__"),
    *("__name__", "_", "RETURN", "MATCH", "v", "c", "l", "score", "organisation", "reason", "a" * 5_000),
)
"""Response keys that are names of Python, Cypher or the compiler, or long."""

_EVERY_PLACE = (
    "{challenges(first:2){__typename totalCount pageInfo{__typename hasNextPage hasPreviousPage startCursor endCursor} "
    "edges{__typename cursor node{__typename id title displayName tables owners(first:1){pageInfo{endCursor hasNextPage} "
    "edges{table evidence{text document{title}} node{id}}}}} nodes{id ideas{nodes{text emphasis}}} "
    "facets{__typename topics{__typename name{__typename value count}} raisedAt{year{value count}}}}}",
    "{challenges(last:2){nodes{id owners(last:1){nodes{id}}} pageInfo{startCursor hasPreviousPage}}}",
    "{ideas(first:2){nodes{id}} passages(last:1){nodes{next{order} previous{order} document{title}}}}",
    "{ideas(first:3,orderBy:[{addresses:{count:DESC}}]){edges{cursor node{mentionedIn{edges{printed evidence:node{id}}}}}}}",
    "{events{nodes{name speakers{facets{as{value count} node{__typename}}} attendees{edges{evidence{id __typename}}}}}}",
    "{passages(first:2){nodes{mentions{edges{start printed node{__typename id displayName ... on Idea{title cites{nodes{id}}} "
    "... on Person{name}}} facets{kinds{value count}}}}}}",
    '{neighbourhood(of:"ONE",depth:2,first:5){__typename nodes{__typename id displayName} '
    "facts{__typename type roles evidence{id} from{id} to{id}}}}",
)
_BEYOND_THE_REFERENCE = (
    '{search(text:"garden",first:3){edges{cursor score node{id ... on Idea{title}} highlights{__typename property snippet '
    "ranges{__typename start end}}} pageInfo{hasNextPage endCursor} facets{kinds{value count}}}}",
    '{shortestPath(from:"ONE",to:"OTHER",longest:6){__typename length nodes{id displayName} '
    "facts{type from{id} to{id} evidence{text}}}}",
    '{partners(text:"garden",first:2){__typename score organisation{id name} '
    "reasons{__typename score path{__typename relationship node{id displayName}} quote start end passage{id} document{id}} "
    "tier people{__typename role person{id name}}}}",
)


class Renaming(Visitor):
    """Gives every field a response key out of HOSTILE, no key twice in a selection."""

    def __init__(self, start: int) -> None:
        super().__init__()
        self.next = start

    def enter_field(self, node: FieldNode, *_: object) -> FieldNode:
        self.next += 1
        return replace(node, alias=NameNode(value=HOSTILE[self.next % len(HOSTILE)]))


def values(data: Any) -> Any:
    """Return a response without its keys."""
    if isinstance(data, dict):
        return [values(v) for v in data.values()]
    return [values(v) for v in data] if isinstance(data, list) else data


@pytest.mark.parametrize("query", [*_EVERY_PLACE, *_BEYOND_THE_REFERENCE])
def test_a_response_key_may_be_called_anything_anywhere(both: Both, query: str) -> None:
    link = next(link for link in both.facts.links.values() if link.type == "ABOUT")
    asked = query.replace("ONE", link.source).replace("OTHER", link.target)
    usual = both.runner.run(both.ask(Written(asked, {})))
    for start in range(0, len(HOSTILE), 3):
        renamed = print_ast(visit(parse(asked), Renaming(start)))
        answer = both.runner.run(both.ask(Written(renamed, {})))
        assert values(answer) == values(usual)
        if query in _EVERY_PLACE:
            expected = both.reference.execute(renamed, {})
            assert keys(answer) == keys(expected)
            assert unmarked(answer) == unmarked(expected)


def keys(data: Any) -> Any:
    """Return the keys of a response, in order."""
    if isinstance(data, dict):
        return {k: keys(v) for k, v in data.items()}
    return [keys(v) for v in data] if isinstance(data, list) else None


def unmarked(data: Any) -> Any:
    """Return a response in which whatever can be a cursor is the keys that it holds."""
    if isinstance(data, dict):
        return {k: unmarked(v) for k, v in data.items()}
    if isinstance(data, list):
        return [unmarked(v) for v in data]
    try:
        return json.loads(base64.urlsafe_b64decode(data + "=" * (-len(data) % 4)))[1:]
    except (ValueError, TypeError, IndexError):
        return data
