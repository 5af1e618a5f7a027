"""Nothing that is sent is answered by a 500, and every answer is JSON of GraphQL's form: hostile bodies, headers and operations."""

import json
import random
from typing import Any

import httpx
from bench.world import reports
from graphql import GraphQLSchema
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from operations import Maker, written

from api.gql.served import graphql_schema
from schema.bundle import merge

ACCEPTS = (
    "application/json",
    "application/graphql-response+json",
    "*/*",
    "text/html",
    "",
    ";;q=,",
    "application/*;q=x",
)
CALM = settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
FRAGMENTS = (
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    "$a",
    ":",
    "!",
    "=",
    "@include(if:",
    "...",
    "on",
    "query",
    "fragment",
    "F",
    "a",
    "null",
)
NAMES = (
    "challenges",
    "nodes",
    "edges",
    "node",
    "id",
    "ideas",
    "first",
    "where",
    "search",
    "text",
    '"x"',
    "1",
    "-1",
    "1e999",
    '"""',
)

jsons = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
documents = st.lists(st.sampled_from(FRAGMENTS + NAMES), max_size=40).map(" ".join) | st.text(max_size=60)


def check(response: httpx.Response) -> None:
    assert response.status_code < 500, response.text[:500]
    body = json.loads(response.content)
    assert isinstance(body, dict)
    assert "data" in body or body["errors"]
    for error in body.get("errors", ()):
        assert error["message"]
        assert error["extensions"]["code"] != "INTERNAL"


@CALM
@given(content=st.binary(max_size=80) | jsons.map(lambda v: json.dumps(v).encode()), accept=st.sampled_from(ACCEPTS))
def test_any_body(service: httpx.Client, content: bytes, accept: str) -> None:
    check(service.post("/graphql", content=content, headers={"content-type": "application/json", "accept": accept}))


@CALM
@given(query=documents | jsons, variables=jsons, name=jsons, extensions=jsons)
def test_any_parameters(service: httpx.Client, query: Any, variables: Any, name: Any, extensions: Any) -> None:
    asked = {"query": query, "variables": variables, "operationName": name, "extensions": extensions}
    check(service.post("/graphql", json=asked))


@CALM
@given(
    pairs=st.lists(
        st.tuples(st.sampled_from(("query", "variables", "extensions", "documentId", "x")), documents), max_size=4
    )
)
def test_any_address(service: httpx.Client, pairs: list[tuple[str, str]]) -> None:
    check(service.get("/graphql", params=pairs, headers={"accept": "application/json"}))


@CALM
@given(values=st.dictionaries(st.sampled_from(("t", "n", "a", "w", "o")), jsons, max_size=5))
def test_any_variables(service: httpx.Client, values: dict[str, Any]) -> None:
    query = (
        'query($t:String="a",$n:Int,$a:String,$w:IdeaFilter,$o:[IdeaOrder!]){search(text:$t,first:$n,after:$a){nodes{id}} '
        "ideas(first:$n,after:$a,where:$w,orderBy:$o){totalCount nodes{id}}}"
    )
    check(service.post("/graphql", json={"query": query, "variables": values}))


def test_operations_written_from_the_schema(service: httpx.Client) -> None:
    schema: GraphQLSchema = graphql_schema()
    facts = merge(reports(1))
    answered = 0
    for seed in range(25):
        made = written(Maker(random.Random(f"web/{seed}"), schema, facts).operation())
        response = service.post("/graphql", json={"query": made.text, "variables": made.variables})
        check(response)
        answered += "errors" not in response.json()
    assert answered > 8, "most of them should be answerable"
