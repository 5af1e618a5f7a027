"""What a front-end relies on: codes and words, ids in order, whoever stands behind a challenge, counts of what is not chosen."""

import asyncio
import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import empty
from generate import bundles
from reference import Reference

from api.gql.execute import Executor, Request
from api.gql.served import graphql_schema
from api.gql.types import sdl
from graph.connection import Connection
from graph.store.query_runner import QueryRunner
from graph.store.store import Store
from schema.bundle import Bundle, merge
from schema.declaration import Node
from schema.links import In, Owns, RefersTo, Supports
from schema.nodes import ORGANISATION_KINDS, Challenge, Document, Insight, Organisation, Passage, Person, Place
from schema.nodes import Reference as Cited

GENERATED = list(bundles(21, 3))
DOCUMENT = "document/surface"


def own() -> Bundle:
    """A document that states what chance may not: every kind of body, works cited by address or number alone, a bare heading."""
    bundle = Bundle(DOCUMENT)
    passage = Passage(id="passage/surface/0", text="Fern House.", start=0, end=11, order=0)
    bundle.add(
        Document(id=DOCUMENT, title="Surface", kind="report", source="surface.txt", sha256="0" * 64),
        passage,
        In(source=passage.id, target=DOCUMENT),
    )
    things: list[Node] = [
        Insight(id="insight/surface/alone", title="A heading alone"),
        Challenge(id="challenge/surface/homes", title="Homes"),
        Person(id="person/both", name="Ada Both"),
        Cited(id="reference/address", url="https://example.org/fern", number="7"),
        Cited(id="reference/number", number="8"),
    ]
    said = {"evidence": (passage.id,)}
    for kind in ORGANISATION_KINDS:
        ident = f"organisation/{kind.replace(' ', '-').replace(chr(39), '').lower()}"
        things.append(Organisation(id=ident, name=f"Fern {kind}", kind=kind))
    for thing in things:
        bundle.facts.state(thing, passage.id)
    bundle.add(
        Owns(source="person/both", target="challenge/surface/homes", table="3", **said),
        Supports(source="person/both", target="challenge/surface/homes", **said),
        Supports(source="organisation/bank", target="challenge/surface/homes", **said),
        RefersTo(source=DOCUMENT, target="reference/address", **said),
        RefersTo(source=DOCUMENT, target="reference/number", **said),
    )
    return bundle


class Asker:
    """The service and the slow reference, over one graph."""

    def __init__(self, connection: Connection) -> None:
        documents = [*GENERATED, own()]
        self.connection = connection
        empty(connection)
        with Store(connection) as store:
            store.prepare()
            for bundle in documents:
                store.load(bundle)
        self.reader, self.runner = QueryRunner(connection), asyncio.Runner()
        self.executor = Executor(self.reader)
        self.reference = Reference(merge(documents), sdl())

    def data(self, query: str, **variables: Any) -> Any:
        """Return the answer, which is the reference's."""
        result = self.runner.run(self.executor.execute(Request(query=query, variables=variables)))
        response = json.loads(result.body)
        assert "errors" not in response, response
        assert response["data"] == self.reference.execute(query, variables)
        return response["data"]


@pytest.fixture(scope="module")
def ask(neo4j_server: Connection) -> Iterator[Asker]:
    asker = Asker(neo4j_server)
    yield asker
    asker.reader.close()
    asker.runner.close()


def test_every_kind_is_found_by_its_code_and_read_in_words(ask: Asker) -> None:
    query = """query($k:[OrganisationKind!]){
      organisations(where:{kind:{in:$k},name:{startsWith:"Fern "}}){nodes{kind kindLabel name}}}"""
    for code, value in graphql_schema().type_map["OrganisationKind"].values.items():  # type: ignore[union-attr]
        (found,) = ask.data(query, k=[code])["organisations"]["nodes"]
        assert found == {"kind": code, "kindLabel": value.description, "name": f"Fern {value.description}"}
    parties = '{organisations(where:{kind:{eq:POLITICAL_PARTY},kindLabel:{contains:"party"}}){totalCount}}'
    literal = ask.data(parties)
    assert literal["organisations"]["totalCount"] == 1


def test_codes_in_variables_make_no_new_plans(ask: Asker) -> None:
    query = "query($k:OrganisationKind){organisations(where:{kind:{eq:$k}}){totalCount}}"
    known = []
    for code in ("BANK", "CHARITY", "COMPANY"):
        request = Request(query=query, variables={"k": code}, explain=True)
        known.append(
            json.loads(ask.runner.run(ask.executor.execute(request)).body)["extensions"]["imagine"]["planCached"]
        )
    assert known == [False, True, True]


def test_capacities_and_topics_are_codes_too(ask: Asker) -> None:
    ask.data(
        "{events{nodes{speakers(where:{as:{in:[PANEL,KEYNOTE]}}){edges{as asLabel node{name}} facets{as{value label count}}}}}}"
    )
    ask.data("{topics(where:{nameCode:{in:[HOMELESSNESS,CHILDRENS_SERVICES]}}){nodes{name nameCode displayName}}}")
    ask.data("{documents(where:{kind:{eq:REPORT}}){nodes{kind kindLabel}} events{nodes{kind}}}")


def test_nodes_come_in_the_order_of_their_ids(ask: Asker) -> None:
    ids = ["person/both", "idea/none", "organisation/bank", "x", "person/both", "insight/surface/alone", DOCUMENT]
    query = (
        "query($ids:[ID!]!){nodes(ids:$ids){__typename id displayName ... on Organisation{kind} ... on Person{name}}}"
    )
    found = ask.data(query, ids=ids)["nodes"]
    assert [n and n["id"] for n in found] == [i if i not in ("idea/none", "x") else None for i in ids]
    assert ask.data(query, ids=[]) == {"nodes": []}
    assert ask.data(query, ids=["x"]) == {"nodes": [None]}
    one = ask.data('query($i:ID!){nodes(ids:[$i,"organisation/bank"]){id}}', i="person/both")
    assert [n["id"] for n in one["nodes"]] == ["person/both", "organisation/bank"]
    # Another label in the same place of the same document is another statement.
    other = ask.data('query($i:ID!){nodes(ids:[$i,"organisation/bank"]){id}}', i=DOCUMENT)
    assert [n["id"] for n in other["nodes"]] == [DOCUMENT, "organisation/bank"]


def test_whoever_stands_behind_a_challenge_is_one_list(ask: Asker) -> None:
    query = """query($w:BacksNodeFilter,$a:String){challenge(id:"challenge/surface/homes"){backers(where:$w,after:$a){totalCount
      pageInfo{hasNextPage} edges{cursor capacity table node{__typename displayName} evidence{text document{displayName}}}}}}"""
    request = Request(query=query)
    backers = json.loads(ask.runner.run(ask.executor.execute(request)).body)["data"]["challenge"]["backers"]
    assert [(e["node"]["displayName"], e["capacity"], e["table"]) for e in backers["edges"]] == [
        ("Fern bank", "SUPPORTS", None),
        ("Ada Both", "OWNS", "3"),
        ("Ada Both", "SUPPORTS", None),
    ]
    assert backers["edges"][0]["evidence"] == [{"text": "Fern House.", "document": {"displayName": "Surface"}}]
    bare = (
        "query($w:BacksNodeFilter){challenges{nodes{id backers(where:$w){totalCount nodes{id} edges{capacity table}}}}}"
    )
    assert ask.data(bare)
    ask.data(bare, w={"capacity": {"eq": "OWNS"}})
    ask.data(bare, w={"NOT": {"capacity": {"in": ["OWNS"]}}, "node": {"kinds": ["Person"]}})
    ask.data("{challenges(where:{backers:{some:{capacity:{eq:OWNS}}}},orderBy:[{backers:{count:DESC}}]){nodes{id}}}")
    ask.data(
        "{challenges{nodes{backers(orderBy:[{capacity:DESC},{node:{displayName:ASC}}]){edges{capacity node{id}}}}}}"
    )


def test_a_count_can_leave_its_own_condition_out(ask: Asker) -> None:
    query = """query($i:Boolean!,$w:OrganisationFilter){organisations(where:$w){totalCount
      facets{kind(ignoreOwn:$i){value label count}
      attended{id(ignoreOwn:$i){value label count} year(ignoreOwn:$i){value count}} owns{id(first:3){value label count}}}}}"""
    where = {"kind": {"in": ["BANK"]}, "name": {"startsWith": "Fern"}, "AND": [{"kindLabel": {"contains": "a"}}]}
    chosen = ask.data(query, i=False, w=where)["organisations"]["facets"]["kind"]
    others = ask.data(query, i=True, w=where)["organisations"]["facets"]["kind"]
    assert [f["value"] for f in chosen] == ["BANK"]
    assert len(others) == len(ORGANISATION_KINDS)
    event = ask.data("{events(first:1){nodes{id}}}")["events"]["nodes"][0]["id"]
    for ignore in (False, True):
        ask.data(query, i=ignore, w={"attended": {"some": {"node": {"id": {"eq": event}}}}, "kind": {"isNull": False}})
    inner = """query($i:Boolean!){events{nodes{attendees(where:{node:{kind:{in:[CHARITY]},name:{contains:"a"}}}){totalCount
      facets{kind(ignoreOwn:$i){value count}}} speakers(where:{as:{in:[PANEL]}}){facets{as(ignoreOwn:$i){value count}
      node{worksFor{kind(ignoreOwn:$i){value count} id{value label count}}}}}}}
      passages(first:3){nodes{mentions(where:{node:{kinds:[Person]}}){facets{kinds(ignoreOwn:$i){value count}}}}}}"""
    assert ask.data(inner, i=True) != ask.data(inner, i=False)


def test_a_search_counts_kinds_that_are_not_chosen(ask: Asker) -> None:
    query = """query($i:Boolean!){
      search(text:"Fern",kinds:[Person,Organisation]){totalCount facets{kinds(ignoreOwn:$i){value count}}}}"""

    def kinds(ignore: bool) -> set[str]:
        result = ask.runner.run(ask.executor.execute(Request(query=query, variables={"i": ignore})))
        return {f["value"] for f in json.loads(result.body)["data"]["search"]["facets"]["kinds"]}

    assert kinds(False) == {"Organisation"} < kinds(True)


def test_what_has_neither_title_nor_words_is_called_something_and_says_nothing(ask: Asker) -> None:
    cited = ask.data('{nodes(ids:["reference/address","reference/number"]){displayName ... on Reference{title}}}')[
        "nodes"
    ]
    assert [c["displayName"] for c in cited] == ["https://example.org/fern", "8"]
    assert ask.data('{insight(id:"insight/surface/alone"){text title}}')["insight"]["text"] == ""
    ask.data("{references(orderBy:[{url:ASC}]){nodes{displayName}} documents{nodes{refersTo{nodes{displayName}}}}}")


@pytest.mark.parametrize("within", ["2024", "2024-09", "2024-09-18", "1999"])
def test_days_lie_in_months_and_years(ask: Asker, within: str) -> None:
    query = """query($d:Date!){events(where:{date:{within:$d,isNull:false}}){nodes{date}}
      documents(where:{published:{lte:$d}}){nodes{published} facets{year{value label count}}}}"""
    ask.data(query, d=within)


def test_one_fragment_shows_the_evidence_of_everything(ask: Asker) -> None:
    ask.data(
        "{challenges(first:4){nodes{owners{edges{...S}} topics{edges{...S table:__typename}} backers{edges{...S}}}} "
        'neighbourhood(of:"challenge/surface/homes"){facts{...S}}} fragment S on Evidenced{evidence{id document{displayName}}}'
    )


def test_every_value_says_which_passages_state_it(ask: Asker) -> None:
    found = ask.data("""{organisation(id:"organisation/bank"){statements{__typename property value ...S}}}
      fragment S on Evidenced{evidence{id order document{displayName}}}""")
    assert found["organisation"]["statements"] == [
        {
            "__typename": "Statement",
            "property": name,
            "value": value,
            "evidence": [{"id": "passage/surface/0", "order": 0, "document": {"displayName": "Surface"}}],
        }
        for name, value in (("kind", "bank"), ("name", "Fern bank"))
    ]
    ask.data("{challenges{nodes{statements{property value evidence{id}} owners{nodes{statements{value}}}}}}")
    ask.data("{documents(first:1){nodes{statements{property} passages(first:1){nodes{statements{value}}}}}}")
    ask.data('{node(id:"organisation/bank"){statements{value evidence{order}} ... on Organisation{kind}}}')


def test_what_asks_nothing_of_the_graph_is_answered_without_it(caplog: pytest.LogCaptureFixture) -> None:
    reader = QueryRunner(Connection(uri="bolt://127.0.0.1:1", user="neo4j", password="x"))
    executor = Executor(reader)
    try:
        for query in ("{__typename}", '{__type(name:"Idea"){name}}', "{nothing}", "{" + "a " * 5000 + "}"):
            result = asyncio.run(executor.execute(Request(query=query)))
            assert result.outcome in ("data", "invalid", "refused"), result
        assert not caplog.records
        assert asyncio.run(executor.execute(Request(query="{ideas{totalCount}}"))).code == "DATABASE_UNAVAILABLE"
    finally:
        reader.close()


def test_a_graph_that_grew_is_counted_again(ask: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    executor = Executor(ask.reader)

    def cost() -> int:
        request = Request(query="{places(first:1000){nodes{id}}}", explain=True)
        found: int = json.loads(ask.runner.run(executor.execute(request)).body)["extensions"]["imagine"]["cost"]
        return found

    before = cost()
    assert before == sum(i.startswith("place/") for i in ask.reference.facts.nodes)
    bundle = Bundle("document/grown")
    passage = Passage(id="passage/grown/0", text="Elm.", start=0, end=4, order=0)
    bundle.add(
        Document(id="document/grown", title="Grown", kind="report", source="grown.txt", sha256="0" * 64),
        passage,
        In(source=passage.id, target="document/grown"),
    )
    bundle.facts.state(Place(id="place/elm", name="Elm"), passage.id)
    with Store(ask.connection) as store:
        store.load(bundle)
        try:
            assert cost() == before, "it is not looked at again at once"
            monkeypatch.setattr(time, "monotonic", lambda now=time.monotonic: now() + 10)
            assert cost() == before + 1
        finally:
            store.remove("document/grown")


GUIDE = (Path(__file__).resolve().parent.parent / "docs" / "front-end.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("example", re.findall(r"```graphql\n(.*?)```", GUIDE, re.S))
def test_what_the_guide_asks_is_answered(ask: Asker, example: str) -> None:
    variables = {"id": "challenge/surface/homes", "text": "Fern", "kinds": ["BANK"]}
    given = {n: v for n, v in variables.items() if f"${n}" in example}
    response = json.loads(ask.runner.run(ask.executor.execute(Request(query=example, variables=given))).body)
    assert "errors" not in response and all(response["data"].values()), response
