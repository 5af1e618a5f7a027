"""What would bring a careless server down is refused in milliseconds, with a code, and the server answers on."""

import json
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from bench.world import CHALLENGES
from waiting import within

from api.gql.options import Options

QUICK_SECONDS = 0.1
"""Processor time for one refusal, client and service together, the best of three."""


def fragments(count: int, inside: str) -> str:
    return " ".join(f"fragment F{i} on Challenge{{{inside.replace('NEXT', f'F{i + 1}')}}}" for i in range(count))


def nested(depth: int, size: str = "") -> str:
    return "{challenges" + f"{{nodes{{ideas{size}{{nodes{{addresses" * depth + "{totalCount}" + "}}}}" * depth + "}"


def where(depth: int) -> dict[str, Any]:
    inner: dict[str, Any] = {"title": {"contains": "a"}}
    for _ in range(depth):
        inner = {"ideas": {"some": {"node": {"addresses": {"some": {"node": inner}}}}}}
    return inner


def deep(depth: int) -> dict[str, Any]:
    inner: dict[str, Any] = {}
    for _ in range(depth):
        inner = {"AND": [inner]}
    return inner


FILTER = "query($w:ChallengeFilter){challenges(where:$w){totalCount}}"
ATTACKS: dict[str, tuple[str, str, Any]] = {
    "2,000 aliases": ("{" + " ".join(f"a{i}:__typename" for i in range(2000)) + "}", "TOKENS_EXCEEDED", None),
    "100 aliases": ("{" + " ".join(f"a{i}:__typename" for i in range(100)) + "}", "ALIASES_EXCEEDED", None),
    "aliases in fragments": (
        "{node(id:1){...F0}}"
        + fragments(5, "a:ideas{nodes{x:addresses{nodes{...NEXT}} y:addresses{nodes{...NEXT}}}}")
        + " fragment F5 on Challenge{id}",
        "ALIASES_EXCEEDED",
        None,
    ),
    "depth 60": (nested(15), "DEPTH_EXCEEDED", None),
    "nesting of 2,000": ("{a" * 600 + "}" * 600, "GRAPHQL_PARSE_FAILED", None),
    "brackets": ("{events(orderBy:" + "[" * 1500 + "]" * 1500 + "){totalCount}}", "GRAPHQL_PARSE_FAILED", None),
    "directives": ("{__typename " + "@include(if:true)" * 200 + "}", "DIRECTIVES_EXCEEDED", None),
    "cyclic fragments": (
        "{challenges{nodes{...A}}} fragment A on Challenge{id ...B} fragment B on Challenge{...A}",
        "GRAPHQL_VALIDATION_FAILED",
        None,
    ),
    "fragments that open one another for ever": (
        "{challenges{nodes{...A}}} fragment A on Challenge{ideas{nodes{addresses{nodes{...A}}}}}",
        "DEPTH_EXCEEDED",
        None,
    ),
    "a chain of 400 fragments": (
        "{challenges{nodes{...F0}}}" + fragments(400, "id ...NEXT") + " fragment F400 on Challenge{id}",
        "REPEATS_EXCEEDED",
        None,
    ),
    "one field 900 times": ("{" + "events{totalCount} " * 900 + "}", "REPEATS_EXCEEDED", None),
    # A challenge of this graph has sixteen ideas: sixteen times as much with every turn.
    "to and fro without end": (nested(5, "(first:900)"), "COST_EXCEEDED", None),
    "pages by variables": (
        "query($n:Int){challenges(first:$n){nodes{ideas(first:$n){nodes{id}}}}}",
        "BAD_USER_INPUT",
        {"n": 2_000_000_000},
    ),
    "an exploding neighbourhood": (
        '{neighbourhood(of:"topic/health",depth:60,first:100000){nodes{id}}}',
        "COST_EXCEEDED",
        None,
    ),
    "many neighbourhoods": (
        "{"
        + " ".join(f'n{i}:neighbourhood(of:"topic/health",depth:4,first:1000){{nodes{{id}}}}' for i in range(55))
        + "}",
        "COST_EXCEEDED",
        None,
    ),
    "a filter through ten relationships": (FILTER, "COST_EXCEEDED", {"w": where(5)}),
    "10,000 conditions": (
        FILTER,
        "CONDITIONS_EXCEEDED",
        {"w": {"OR": [{"title": {"eq": str(i)}} for i in range(10_000)]}},
    ),
    "a filter nested 450 times": (FILTER, "DEPTH_EXCEEDED", {"w": deep(450)}),
    "unknown fields": ("{" + " ".join(f"challengs{i}" for i in range(1500)) + "}", "GRAPHQL_VALIDATION_FAILED", None),
    "introspection that goes round": (
        "{__schema{types{fields{type{fields{type{fields{type{fields{name}}}}}}}}}}",
        "GRAPHQL_VALIDATION_FAILED",
        None,
    ),
}


def ask(
    client: httpx.Client, query: str, variables: Any = None, accept: str = "application/graphql-response+json"
) -> httpx.Response:
    headers = {"content-type": "application/json", "accept": accept}
    return client.post("/graphql", content=json.dumps({"query": query, "variables": variables}), headers=headers)


LARGE = "{challenges(first:900){totalCount nodes{ideas(first:900){nodes{id}}}}}"


@pytest.fixture(autouse=True)
def counted(service: httpx.Client) -> None:
    """The service has counted what the graph holds, by which it knows what a question costs; a busy machine takes longer."""
    assert within(60, lambda: "data" in ask(service, LARGE).json())


@pytest.mark.parametrize("name", ATTACKS)
@pytest.mark.parametrize("accept", ["application/graphql-response+json", "application/ld+json"])
def test_attacks_are_refused_at_once(service: httpx.Client, name: str, accept: str) -> None:
    query, code, variables = ATTACKS[name]
    took = []
    for _ in range(3):
        began = time.process_time()
        response = ask(service, query, variables, accept)
        took.append(time.process_time() - began)
    error = response.json()["errors"][0]
    assert (response.status_code, error["extensions"]["code"]) == (400, code), error["message"][:300]
    assert "data" not in response.json()
    assert min(took) < QUICK_SECONDS, f"{min(took) * 1e3:.0f} ms"
    assert ask(service, "{events{totalCount}}").json() == {"data": {"events": {"totalCount": 1}}}


def test_what_looks_large_but_is_not_on_this_graph_is_answered(service: httpx.Client) -> None:
    assert ask(service, LARGE).json()["data"]["challenges"]["totalCount"] == CHALLENGES
    assert ask(service, FILTER, {"w": where(2)}).json()["data"]["challenges"]["totalCount"] >= 0


def test_a_body_of_5_mb_is_refused_before_it_has_arrived(service: httpx.Client) -> None:
    body = json.dumps({"query": "{__typename}" + " " * 5_000_000})
    response = service.post("/graphql", content=body, headers={"content-type": "application/json"})
    error = response.json()["errors"][0]["extensions"]
    assert (response.status_code, error) == (413, {"code": "BODY_TOO_LARGE", "limit": Options().body})


def test_a_body_without_an_announced_length_is_counted_as_it_arrives(service: httpx.Client) -> None:
    sent = 0

    def parts() -> Iterator[bytes]:
        nonlocal sent
        for _ in range(5000):
            sent += 10_000
            yield b" " * 10_000

    try:
        response = service.post("/graphql", content=parts(), headers={"content-type": "application/json"})
        assert response.status_code == 413
    except (httpx.WriteError, httpx.RemoteProtocolError):
        pass  # it was cut off while it was still sending, which is as good
    assert sent < 50_000_000, "the whole body was taken in"
    assert ask(service, "{__typename}").status_code == 200


def test_the_limits_can_be_changed_and_taken_away(start: Any) -> None:
    strict = start(Options(depth=2, introspection=False))
    assert ask(strict, "{events{nodes{id}}}").json()["errors"][0]["extensions"]["code"] == "DEPTH_EXCEEDED"
    assert ask(strict, "{__schema{queryType{name}}}").status_code == 400
    free = start(Options(aliases=0, tokens=0, fields=0))
    assert ask(free, ATTACKS["2,000 aliases"][0]).status_code == 200
