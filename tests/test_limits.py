"""What operations cost, and that the documentation says what the code does."""

import re
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from graphql import Lexer, OperationDefinitionNode, Source, TokenKind, parse

from api.gql.holdings import Holdings
from api.gql.limits import check_text, measure
from api.gql.options import Options
from api.gql.refusal import RefusedError
from api.gql.served import graphql_schema
from api.settings import GRAPHQL, VARIABLES, Settings
from graph.store.statistics import Degree, Statistics
from schema.errors import SettingsError

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "graphql.md").read_text(encoding="utf-8")


TWO_EVENTS = Statistics(
    7,
    {"Event": 2, "Challenge": 14, "Idea": 120, "Organisation": 100},
    {
        ("Event", "RAISED_AT", False): Degree(14, 8),
        ("Challenge", "ADDRESSES", False): Degree(120, 16),
        ("Idea", "CITES", True): Degree(60, 4),
        ("Model", "INVOLVES", True): Degree(50, 3),
        ("Organisation", "ATTENDED", True): Degree(130, 2),
        ("Event", "ATTENDED", False): Degree(130, 70),
    },
)
"""What a graph of two gatherings holds."""


def cost(query: str, given: dict[str, Any] | None = None, holds: Statistics | None = None) -> int:
    document = parse(query)
    operation = next(d for d in document.definitions if isinstance(d, OperationDefinitionNode))
    options = Options(cost=0)
    return measure(graphql_schema(), document, operation, options).cost(given or {}, options, Holdings(holds))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("{__typename}", 0),
        ("{__schema{types{name}}}", 0),
        ('{event(id:"e"){name}}', 1),
        ('{node(id:"x"){id}}', 1),
        ("{events(first:5){nodes{name} edges{node{name}} pageInfo{hasNextPage}}}", 5),
        ("{events{nodes{name}}}", 100),
        ("{events(last:7){nodes{challenges{nodes{title}}}}}", 7 + 7 * 10),
        ("{challenges(first:10){nodes{ideas(first:20){nodes{cites{nodes{name}}}}}}}", 10 + 200 + 2000),
        ("{challenges(first:10){totalCount nodes{ideas(first:20){totalCount}}}}", 10 + 1 + 10 * (20 + 1)),
        ("{events(first:2){facets{year{value count}}}}", 2 + 10),
        ("{events(first:2){nodes{challenges(first:3){facets{topics{name{value}}}}}}}", 2 + 2 * (3 + 10)),
        ("{challenges(first:2){nodes{owners(first:3){edges{evidence{text}}}}}}", 2 + 6 + 18),
        ("{passages(first:4){nodes{document{title}}}}", 4 + 4),
        ('{challenges(first:5,where:{title:{contains:"a"}}){totalCount}}', 5 + 1),
        ("{challenges(first:5,where:{ideas:{count:{gt:1}}}){nodes{id}}}", 5 + 5 * 10),
        ("{challenges(first:5,orderBy:[{ideas:{count:DESC}}]){nodes{id}}}", 5 + 5 * 10),
        ('{neighbourhood(of:"x",depth:3,first:20){nodes{id} facts{evidence{id}}}}', 20 + 1000 + 20 * 3),
        (
            '{node(id:"x"){... on Challenge{ideas(first:3){nodes{id}}} ... on Idea{cites(first:4){nodes{id}}}}}',
            1 + 3 + 4,
        ),
        ("{...A} fragment A on Query{events(first:3){...B ...B}} fragment B on EventConnection{nodes{id}}", 3),
        ("{a:events(first:3){nodes{id}} b:events(first:4){nodes{id}}}", 7),
    ],
)
def test_the_cost_follows_from_page_sizes(query: str, expected: int) -> None:
    assert cost(query) == expected


_WAY = ("challenges", "ideas", "cites", "involves")
FOUR = "{" + "".join(f"{name}:{{some:{{node:{{" for name in _WAY) + "kind:{isNull:false}" + "}" * 13


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("{events(first:5){nodes{name}}}", 2),
        ("{events(first:1){nodes{name}}}", 1),
        ("{challenges(first:900){nodes{ideas(first:900){nodes{id}}}}}", 14 + 120),
        ("{challenges(first:5){nodes{ideas(first:900){nodes{id}}}}}", 5 + 5 * 16),
        ("{events{nodes{challenges{nodes{ideas{nodes{id}}}}}}}", 2 + 14 + 14 * 10),
        ("{people{nodes{owns{nodes{id}}}}}", 0),
        ('{node(id:"event/x"){... on Event{attendees(first:99){nodes{id}}}}}', 1 + 70),
        # The links of all events; and then, for each challenge found, the most that one can have.
        (f"{{events(where:{FOUR}){{totalCount}}}}", 2 + 1 + 14 * (1 + 16 * (1 + 4 * (1 + 3)))),
        ("{events(orderBy:[{attendees:{count:DESC}}]){nodes{id}}}", 2 + 130),
        ("{organisations(first:1,where:{attended:{count:{gte:2}}}){nodes{id}}}", 1 + 130),
        ("{events(first:1){nodes{attendees(where:{node:{attended:{count:{gte:2}}}}){nodes{id}}}}}", 1 + 10 + 70 * 2),
        ("{passages(first:4){nodes{document{title}}}}", 0),
    ],
)
def test_the_cost_is_counted_from_what_the_graph_holds(query: str, expected: int) -> None:
    assert cost(query, holds=TWO_EVENTS) == expected


def test_a_filter_through_four_relationships_over_two_events_is_allowed() -> None:
    query = f"{{events(where:{FOUR}){{nodes{{name}}}}}}"
    assert cost(query, holds=TWO_EVENTS) < Options().cost < cost(query)


def test_variables_decide_sizes() -> None:
    query = "query($n:Int,$w:ChallengeFilter){challenges(first:$n,where:$w){nodes{ideas(first:$n){nodes{id}}}}}"
    assert cost(query, {"n": 3}) == 3 + 9
    assert cost(query) == 100 + 100 * 10, "a variable that is not given is as if it were not there"
    assert cost(query, {"n": 3, "w": {"ideas": {"some": {"node": {"title": {"eq": "x"}}}}}}) == 3 + 3 * 10 + 9


def test_what_costs_too_much_is_told_where_and_how_much() -> None:
    document = parse("{topics{nodes{id}} many:challenges(first:1000){nodes{ideas(first:1000){nodes{id}}}}}")
    operation = document.definitions[0]
    assert isinstance(operation, OperationDefinitionNode)
    measured = measure(graphql_schema(), document, operation, Options())
    with pytest.raises(RefusedError, match=r"1,001,100 objects.*'many'") as refused:
        measured.cost({}, Options())
    assert refused.value.formatted["extensions"] == {"code": "COST_EXCEEDED", "cost": 1_001_100, "limit": 500_000}
    deep = parse('{neighbourhood(of:"x",depth:6,first:1){nodes{id}}}')
    operation = deep.definitions[0]
    assert isinstance(operation, OperationDefinitionNode)
    with pytest.raises(RefusedError, match=r"give a smaller 'depth'$"):
        measure(graphql_schema(), deep, operation, Options()).cost({}, Options())


def test_tokens_are_counted_as_graphql_does() -> None:
    text = '{a(x:"q\\"w # } ",z:"""a "b" \\""" c""",$f:[1,2]){...F @include(if:true) b:c}} # comment'
    lexer, exactly = Lexer(Source(text)), 0
    while lexer.advance().kind is not TokenKind.EOF:
        exactly += 1
    check_text(text, Options(tokens=exactly))
    with pytest.raises(RefusedError, match=f"more than {exactly - 1} tokens"):
        check_text(text, Options(tokens=exactly - 1))


@pytest.mark.parametrize("text", ['"\\' * 500_000, '"""\\"' * 200_000, '"' * 999_999, '"""' + '"a' * 400_000])
def test_counting_tokens_takes_no_time_whatever_the_text(text: str) -> None:
    began = time.process_time()
    with suppress(RefusedError):
        check_text(text, Options())
    assert time.process_time() - began < 1.0


def test_the_documentation_lists_every_setting_with_its_default() -> None:
    rows = re.findall(r"\| `(IMAGINE_GRAPHQL_\w+)` \| (.*?) ?\| (.*?) \|", PAGE)
    assert rows == [(v.name, v.default, v.meaning) for v in VARIABLES if v.name.startswith(GRAPHQL)]


def test_the_documentation_lists_every_code() -> None:
    source = "".join(
        path.read_text(encoding="utf-8")
        for room in ("gql", "web")
        for path in sorted((ROOT / "api" / room).glob("*.py"))
    )
    used = set(re.findall(r'"([A-Z]+(?:_[A-Z]+)+|TIMEOUT|INTERNAL)"', source))
    section = PAGE.partition("## Errors")[2].partition("## Speed")[0]
    assert used - {"GET_POST"} <= set(re.findall(r"`([A-Z_]+)`", section))
    assert len(used) > 20


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("DEPTH", "12", {"depth": 12}),
        ("SECONDS", "2.5", {"seconds": 2.5}),
        ("INTROSPECTION", "off", {"introspection": False}),
        ("ORIGINS", "https://a.example/, http://b.example", {"origins": ("https://a.example", "http://b.example")}),
        ("COST", "", {}),
    ],
)
def test_settings_are_read(name: str, value: str, expected: dict[str, Any]) -> None:
    read = Settings.from_environment({f"IMAGINE_GRAPHQL_{name}": value, "OTHER": "x"})
    assert read.graphql == Options(**expected)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEPTH", "deep"),
        ("DEPTH", "-1"),
        ("SECONDS", "soon"),
        ("DRAFT", "perhaps"),
        ("ORIGINS", "example.org"),
        ("TRUSTED", "/nowhere"),
        ("ONLY_TRUSTED", "on"),
        ("DEPHT", "3"),
    ],
)
def test_a_wrong_setting_is_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"IMAGINE_GRAPHQL_{name}"):
        Settings.from_environment({f"IMAGINE_GRAPHQL_{name}": value})
