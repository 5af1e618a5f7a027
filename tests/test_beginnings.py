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
from schema.bundle import Bundle
from schema.links import In, LocatedIn
from schema.nodes import Document, Model, Passage, Place

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
    "bodies of a kind": ("organisations", "where:{kind:{eq:CHARITY}}"),
    "bodies by a part of a name, and kind": (
        "organisations",
        'where:{AND:[{name:{contains:"y 1"}},{kind:{in:[CHARITY,LOCAL_AUTHORITY,NHS_BODY]}}]}',
    ),
    "a part of most bodies' names": ("organisations", 'where:{name:{contains:"ody"}}'),
    "what stands in no name": ("organisations", 'where:{name:{contains:"no such part"}}'),
    "models of a place": ("models", ""),
    "models of a place, by a part of their name": ("models", 'where:{node:{name:{contains:"1"}}}'),
    "challenges that are about a topic": ("challenges", ""),
}
RELATED_TO = {
    "models of a place": 'places(where:{name:{eq:"Hubbleton"}})',
    "models of a place, by a part of their name": 'places(where:{name:{eq:"Hubbleton"}})',
    "challenges that are about a topic": "topics(first:1 where:{challenges:{count:{gte:2}}})",
}
"""What the list is one of, where it is none of its own."""


def a_place_of_many_models() -> Bundle:
    bundle = Bundle("document/a")
    bundle.add(Document(id="document/a", title="Models", kind="report", source="a.txt", sha256="0"))
    bundle.add(Place(id="place/hubbleton", name="Hubbleton"))
    for i in range(80):
        passage, model = f"passage/a/{i}", Model(id=f"model/m{i}", name=f"Model {i}")
        bundle.add(Passage(id=passage, text="Hubbleton", start=10 * i, end=10 * i + 9, order=i))
        bundle.add(In(source=passage, target="document/a"))
        bundle.state(model, passage)
        bundle.add(LocatedIn(source=model.id, target="place/hubbleton", evidence=(passage,)))
    bundle.state(Place(id="place/hubbleton", name="Hubbleton"), "passage/a/0")
    return bundle


@pytest.fixture(scope="module")
def reader(neo4j_server: Connection) -> Iterator[QueryRunner]:
    empty(neo4j_server)
    with Store(neo4j_server) as store:
        store.prepare()
        for bundle in (a_place_of_many_models(), *reports(2), *bundles(11, 3, Size(passages=12, nodes=10))):
            store.load(bundle)
    runner = QueryRunner(neo4j_server)
    yield runner
    runner.close()


def ask(reader: QueryRunner, asked: str, arguments: str, fields: str) -> tuple[dict[str, Any], int]:
    """Return a page of a list, and what it cost."""
    field, given = ASKED[asked]
    query = f"list:{field}({arguments} {given}){{{fields}}}"
    if around := RELATED_TO.get(asked):
        query = f"around:{around}{{nodes{{{query}}}}}"
    executor = Executor(reader, Options(cost=0))
    answer = json.loads(asyncio.run(executor.execute(Request(query=f"{{{query}}}", explain=True))).body)
    assert "errors" not in answer, answer
    data = answer["data"]["around"]["nodes"][0] if around else answer["data"]
    return data["list"], answer["extensions"]["imagine"]["dbHits"]


@pytest.mark.parametrize(("few", "looked_at"), [(1000, 1000), (0, 1), (3, 7), (0, 1000)])
@pytest.mark.parametrize("asked", ASKED)
def test_a_beginning_is_that_of_the_whole_list(
    asked: str, few: int, looked_at: int, reader: QueryRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Read from its end, a list is looked at as a whole."""
    monkeypatch.setattr(beginnings, "FEW", few)
    monkeypatch.setattr(beginnings, "LOOKED_AT", looked_at)
    monkeypatch.setattr(beginnings, "LINKS_LOOKED_AT", looked_at)
    whole, _ = ask(reader, asked, "last:2000", "totalCount nodes{id}")
    assert len(whole["nodes"]) == whole["totalCount"]
    assert whole["nodes"] or asked in ("a topic that is not there", "what stands in no name")
    for size in (1, 5, 2000):
        page, _ = ask(reader, asked, f"first:{size}", "totalCount nodes{id} pageInfo{hasNextPage endCursor}")
        assert page["nodes"] == whole["nodes"][:size]
        assert page["pageInfo"]["hasNextPage"] == (size < whole["totalCount"])
        assert page["totalCount"] == whole["totalCount"]
        if page["pageInfo"]["hasNextPage"]:
            after = json.dumps(page["pageInfo"]["endCursor"])
            rest, _ = ask(reader, asked, f"first:2000 after:{after}", "nodes{id}")
            assert page["nodes"] + rest["nodes"] == whole["nodes"]


@pytest.mark.parametrize(
    "asked", ["a key that may be missing", "a frequent topic", "a part of most bodies' names", "models of a place"]
)
def test_a_beginning_costs_what_a_page_does(asked: str, reader: QueryRunner, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("FEW", 3), ("LOOKED_AT", 40), ("LINKS_LOOKED_AT", 40)):
        monkeypatch.setattr(beginnings, name, value)
    (_, page), (_, whole) = (ask(reader, asked, which, "nodes{id}") for which in ("first:1", "last:1"))
    assert page < whole / 2


def test_what_few_have_does_not_cost_what_is_looked_at_in_vain(reader: QueryRunner) -> None:
    _, nothing = ask(reader, "a topic that is not there", "first:20", "nodes{id}")
    assert nothing < 20
