"""What the executor promises beyond right answers: errors with codes, cursors that hold, plans that are kept, one statement."""

import asyncio
import json
import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from conftest import empty
from generate import Size, bundles
from reference import Reference

from api.gql.compiler.search import highlights
from api.gql.execute import Executor, Request
from api.gql.options import Options
from api.gql.types import sdl
from graph.connection import Connection
from graph.store import reader_threads
from graph.store.analysis import stem
from graph.store.query_runner import QueryRunner
from graph.store.store import Store
from schema.bundle import Bundle, merge
from schema.links import In
from schema.nodes import Challenge, Passage

DOCUMENTS = list(bundles(3, 3))


class Asker:
    """An executor, asked from a test."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.reader = QueryRunner(connection)
        self.executor = Executor(self.reader)
        self.runner = asyncio.Runner()

    def response(
        self, query: str, *, executor: Executor | None = None, explain: bool = False, **variables: Any
    ) -> dict[str, Any]:
        request = Request(query=query, variables=variables, explain=explain)
        found: dict[str, Any] = json.loads(self.runner.run((executor or self.executor).execute(request)).body)
        return found

    def data(self, query: str, **variables: Any) -> dict[str, Any]:
        response = self.response(query, **variables)
        assert "errors" not in response, response
        found: dict[str, Any] = response["data"]
        return found

    def code(self, query: str, **variables: Any) -> str:
        response = self.response(query, **variables)
        assert response.get("data") is None
        found: str = response["errors"][0]["extensions"]["code"]
        return found


@pytest.fixture(scope="module")
def ask(neo4j_server: Connection) -> Iterator[Asker]:
    empty(neo4j_server)
    with Store(neo4j_server) as store:
        store.prepare()
        for bundle in DOCUMENTS:
            store.load(bundle)
    asker = Asker(neo4j_server)
    yield asker
    asker.reader.close()
    asker.runner.close()


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("{challenges(first:1", "GRAPHQL_PARSE_FAILED"),
        ("{challenges{nodes{nothing}}}", "GRAPHQL_VALIDATION_FAILED"),
        ("{challenges(first:1,last:1){totalCount nodes{id}}}", "BAD_USER_INPUT"),
        ("{challenges(first:-1){nodes{id}}}", "BAD_USER_INPUT"),
        ('{challenges(after:"abc"){nodes{id}}}', "BAD_USER_INPUT"),
        ('{challenges(after:"é"){nodes{id}}}', "BAD_USER_INPUT"),
        ('{challenges(after:"eyJhIjoxfQ"){nodes{id}}}', "BAD_USER_INPUT"),
        ("{challenges(orderBy:[{id:ASC,title:ASC}]){nodes{id}}}", "GRAPHQL_VALIDATION_FAILED"),
        ('{search(text:"!?"){totalCount}}', "BAD_USER_INPUT"),
        ('{neighbourhood(of:"person/x",depth:5){nodes{id}}}', "BAD_USER_INPUT"),
        ("query A{__typename} query B{__typename}", "OPERATION_RESOLUTION_FAILURE"),
        ("mutation{challenges{totalCount}}", "GRAPHQL_VALIDATION_FAILED"),
    ],
)
def test_what_cannot_be_answered_has_a_code(ask: Asker, query: str, code: str) -> None:
    assert ask.code(query) == code


def test_wrong_variables_have_a_code(ask: Asker) -> None:
    assert ask.code("query($n:Int!){challenges(first:$n){totalCount}}", n="many") == "BAD_USER_INPUT"
    assert ask.code("query($o:[ChallengeOrder!]){challenges(orderBy:$o){nodes{id}}}", o=[{}]) == "BAD_USER_INPUT"


def test_a_cursor_of_another_ordering_is_refused(ask: Asker) -> None:
    cursor = ask.data("{challenges(first:1){pageInfo{endCursor}}}")["challenges"]["pageInfo"]["endCursor"]
    assert ask.data("query($c:String){challenges(after:$c){totalCount nodes{id}}}", c=cursor)["challenges"]["nodes"]
    assert (
        ask.code("query($c:String){challenges(after:$c,orderBy:[{title:ASC}]){nodes{id}}}", c=cursor)
        == "BAD_USER_INPUT"
    )
    assert ask.code("query($c:String){ideas(after:$c){nodes{id}}}", c=cursor) == "BAD_USER_INPUT"


def test_pages_meet_whatever_is_written_between_them(ask: Asker) -> None:
    order = "orderBy:[{owners:{count:DESC}}]"
    page = f"query($a:String){{challenges(first:3,after:$a,{order}){{nodes{{id}} pageInfo{{hasNextPage endCursor}}}}}}"
    everything = f"{{challenges(first:1000,{order}){{nodes{{id}}}}}}"
    expected = [n["id"] for n in ask.data(everything)["challenges"]["nodes"]]
    found: list[str] = []
    cursor, more, turn = None, True, 0
    with Store(ask.connection) as store:
        while more:
            data = ask.data(page, a=cursor)["challenges"]
            found += [n["id"] for n in data["nodes"]]
            cursor, more = data["pageInfo"]["endCursor"], data["pageInfo"]["hasNextPage"]
            turn += 1
            store.load(_document_with(f"challenge/new/{turn}"))
    before = {f"challenge/new/{t}" for t in range(1, turn + 1)}
    assert [i for i in found if i not in before] == expected
    with Store(ask.connection) as store:
        store.remove("document/new")


def _document_with(challenge: str) -> Bundle:
    """A document that states a challenge that nobody owns, among those at the end, and whose link to itself is evidenced."""
    source = DOCUMENTS[0]
    document = replace(source.facts.nodes[source.document], id="document/new", source="new.txt")
    bundle = Bundle("document/new")
    passage = Passage(id="passage/new/0", text="New", start=0, end=3, order=0)
    bundle.add(document, passage, In(source=passage.id, target=document.id))
    bundle.facts.state(Challenge(id=challenge, title="New"), passage.id)
    return bundle


def test_introspection_and_data_answer_together_in_order(ask: Asker) -> None:
    data = ask.data(
        '{__typename a:__type(name:"Idea"){kind} ideas(first:1){__typename totalCount} __schema{queryType{name}}}'
    )
    assert list(data) == ["__typename", "a", "ideas", "__schema"]
    assert data["a"] == {"kind": "OBJECT"}
    assert data["ideas"]["__typename"] == "IdeaConnection"


def test_variables_reach_introspection(ask: Asker) -> None:
    data = ask.data(
        "query($n:String!,$d:Boolean){__type(name:$n){fields(includeDeprecated:$d){name}}}", n="Place", d=True
    )
    assert {"name": "models"} in data["__type"]["fields"]


def test_the_extensions_tell_statement_plan_and_cost_on_request_only(ask: Asker) -> None:
    query = "{organisations(first:2){nodes{name staff{totalCount}}}}"
    assert "extensions" not in ask.response(query)
    told = ask.response(query, explain=True)["extensions"]["imagine"]
    assert told["cypher"].startswith("CYPHER 25 ") and told["dbHits"] > 0
    assert told["plan"]["operator"] == "ProduceResults" and told["cost"] > 0 and told["planCached"]
    silent = Executor(ask.reader, Options(extensions=False))
    assert "extensions" not in ask.response(query, executor=silent, explain=True)


def test_values_stand_in_no_statement(ask: Asker) -> None:
    word = "unlikely' }) DETACH DELETE n //"
    query = (
        "query($w:String!){challenges(where:{title:{contains:$w}}){nodes{id}} ideas(where:{text:{eq:%s}}){totalCount}}"
    )
    told = ask.response(query % json.dumps(word), explain=True, w=word)["extensions"]["imagine"]
    assert "unlikely" not in told["cypher"]
    assert list(told["parameters"].values()).count(word) == 2


def test_one_plan_serves_all_values_but_not_all_forms(ask: Asker) -> None:
    query = "query($w:ChallengeFilter){challenges(where:$w){nodes{id}}}"

    def cached(where: Any) -> bool:
        known: bool = ask.response(query, explain=True, w=where)["extensions"]["imagine"]["planCached"]
        return known

    assert not cached({"title": {"eq": "a"}})
    assert cached({"title": {"eq": "b"}})
    assert not cached({"title": {"isNull": True}})
    assert not cached({"title": {"isNull": False}})
    ask.executor._count_again = 0.0  # a plan that is made before the graph is counted is not known afterwards
    assert not cached(None)
    assert cached({"title": {"eq": "c"}})


def test_the_kind_of_a_node_is_told_by_its_id(ask: Asker) -> None:
    facts = merge(DOCUMENTS)
    for ident in list(facts.nodes)[::9]:
        found = ask.data("query($i:ID!){node(id:$i){__typename id}}", i=ident)["node"]
        assert found == {"__typename": type(facts.nodes[ident]).__name__, "id": ident}
    assert ask.data('{node(id:"nothing/of/the/kind"){id}}') == {"node": None}


def test_a_shortest_path_is_a_path_and_shortest(ask: Asker) -> None:
    facts = merge(DOCUMENTS)
    reference = Reference(facts, sdl())
    ids = [i for i in sorted(facts.nodes) if i.startswith(("person/", "idea/", "place/"))][::5]
    for start, end in pairwise(ids):
        query = "query($a:ID!,$b:ID!){shortestPath(from:$a,to:$b){length nodes{id} facts{type from{id} to{id} evidence{id}}}}"
        path = ask.data(query, a=start, b=end)["shortestPath"]
        length = reference.distances(start, 6, None).get(end)
        assert (path and path["length"]) == length
        if path:
            nodes = [n["id"] for n in path["nodes"]]
            assert (nodes[0], nodes[-1], len(nodes)) == (start, end, path["length"] + 1)
            for (one, other), fact in zip(pairwise(nodes), path["facts"], strict=True):
                assert {fact["from"]["id"], fact["to"]["id"]} == {one, other}
                known = [
                    x
                    for x in facts.links.values()
                    if (x.source, x.type, x.target) == (fact["from"]["id"], fact["type"], fact["to"]["id"])
                ]
                assert [e["id"] for e in fact["evidence"]] in [list(x.evidence) for x in known]


@pytest.mark.parametrize("wrong", ["person/nobody-at-all", "nothing/of/the/kind"])
def test_a_path_from_or_to_what_is_not_there_is_refused_and_says_so(ask: Asker, wrong: str) -> None:
    there = min(merge(DOCUMENTS).nodes)
    query = "query($a:ID!,$b:ID!){shortestPath(from:$a,to:$b,through:[CONTINUES]){length}}"
    for start, end in ((wrong, there), (there, wrong)):
        [error] = ask.response(query, a=start, b=end)["errors"]
        assert error["extensions"]["code"] == "BAD_USER_INPUT"
        assert f"there is nothing with the id {wrong!r} in the graph" in error["message"]
    # That no path leads there is no error.
    other = max(merge(DOCUMENTS).nodes)
    assert ask.data(query, a=there, b=other) == {"shortestPath": None}


def test_a_search_finds_by_rank_and_says_why(ask: Asker) -> None:
    query = """query($t:String!,$a:String){search(text:$t,first:4,after:$a){totalCount facets{kinds{value count}}
      pageInfo{hasNextPage endCursor} edges{score node{id __typename} highlights{property snippet ranges{start end}}}}}"""
    seen: list[str] = []
    scores: list[float] = []
    cursor, more = None, True
    while more:
        found = ask.data(query, t="gardens", a=cursor)["search"]
        for edge in found["edges"]:
            seen.append(edge["node"]["id"])
            scores.append(edge["score"])
            assert edge["highlights"], edge
            for h in edge["highlights"]:
                assert {stem(h["snippet"][r["start"] : r["end"]].lower()) for r in h["ranges"]} == {"garden"}
        cursor, more = found["pageInfo"]["endCursor"], found["pageInfo"]["hasNextPage"]
    assert scores == sorted(scores, reverse=True)
    assert len(seen) == len(set(seen)) == found["totalCount"] == sum(f["count"] for f in found["facets"]["kinds"])
    only = ask.data(
        '{search(text:"garden",kinds:[Idea],where:{idea:{title:{isNull:false}}}){nodes{__typename ... on Idea{title}}}}'
    )
    assert all(n["__typename"] == "Idea" and n["title"] for n in only["search"]["nodes"])


def test_highlights_cut_long_texts_around_the_match() -> None:
    text = f"{'word ' * 60}gardens {'word ' * 60}"
    ((name, snippet, ranges),) = highlights(
        "garden", [False], "Idea", (("text", text), ("title", None), ("url", "garden"))
    )
    assert name == "text" and len(snippet) < 300
    assert [snippet[a:b] for a, b in ranges] == ["gardens"]


def test_what_takes_too_long_is_ended_by_neo4j(ask: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader_threads, "GRACE_SECONDS", 60.0)  # it is late where the machine has much to do
    (dense,) = bundles(99, 1, Size(passages=3, nodes=40, links=8))
    inner = "{nodes{attended{nodes{attendees{nodes{attended{nodes{attendees{nodes{id name aliases}}}}}}}}}}"
    hasty = Executor(ask.reader, Options(seconds=0.1, cost=0, depth=0))
    with Store(ask.connection) as store:
        store.load(dense)
    try:
        # Neo4j looks at its clock every two seconds.
        response = ask.response(f"{{events{{nodes{{attendees{inner}}}}}}}", executor=hasty)
    finally:
        with Store(ask.connection) as store:
            # It has the first document's id, and so takes its place.
            store.load(DOCUMENTS[0])
    assert response["errors"][0]["extensions"]["code"] == "TIMEOUT"
    assert ask.data("{events{totalCount}}")


def test_a_database_that_is_gone_is_told_without_its_address() -> None:
    reader = QueryRunner(Connection(uri="bolt://127.0.0.1:1", user="neo4j", password="x"))
    try:
        result = asyncio.run(Executor(reader).execute(Request(query="{ideas{totalCount}}")))
    finally:
        reader.close()
    assert (result.status, result.code) == (503, "DATABASE_UNAVAILABLE")
    assert b"127.0.0.1" not in result.body


def test_statements_are_counted_one_for_many_roots(ask: Asker) -> None:
    ran: list[str] = []

    def watch(statement: str, _: str) -> AbstractContextManager[None]:
        ran.append(statement)
        return nullcontext()

    with closing(QueryRunner(ask.connection, watch=watch)) as reader:
        executor = Executor(reader)
        executor._count_again = float("inf")  # what the graph holds is counted by statements of its own
        response = ask.response(
            '{ideas{totalCount} people(first:2){nodes{owns{totalCount}}} search(text:"care"){totalCount} node(id:"idea/x"){id}}',
            executor=executor,
        )
    assert response["data"]
    assert len(ran) == 1


def test_what_neo4j_would_plan_for_minutes_is_refused(ask: Asker) -> None:
    deep = "{challenges{nodes{" + "owners{nodes{owns{nodes{" * 6 + "id" + "}}}}" * 6 + "}}}"
    many = "{challenges{nodes{" + " ".join(f"a{i}: owners{{nodes{{owns{{nodes{{id}}}}}}}}" for i in range(80)) + "}}}"
    free = Executor(ask.reader, Options(depth=0, aliases=0, fields=0, cost=0))
    for query in (deep, many):
        response = ask.response(query, executor=free)
        assert response["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
        assert "lists" in response["errors"][0]["message"]


def test_conditions_on_related_nodes_may_lead_back_to_where_they_began(ask: Asker) -> None:
    reference = Reference(merge(DOCUMENTS), sdl())
    people = [i for i in sorted(reference.facts.nodes) if i.startswith("person/")]
    forms = (
        "{owns:{some:{node:{owners:{some:{node:{id:{eq:%}}}}}}}}",
        "{owns:{count:{gte:1},some:{node:{AND:[{title:{isNull:false}},{owners:{some:{node:{id:{in:[%]}}}}}]}}}}",
        '{AND:[{owns:{some:{table:{isNull:false},node:{owners:{some:{node:{id:{eq:%}}}}}}}},{NOT:{name:{eq:"x"}}}]}',
    )
    found = 0
    for form in forms:
        for person in people:
            query = "{people(where:" + form.replace("%", json.dumps(person)) + "){totalCount nodes{id}}}"
            assert ask.data(query) == reference.execute(query, {})
            found += ask.data(query)["people"]["totalCount"]
    assert found > 0


@pytest.mark.parametrize(
    ("switched_off", "left"),
    [
        ("{kindLabel:{eq:$kind},NOT:{name:{contains:$none}}}", "{kindLabel:{eq:$kind}}"),
        ("{OR:[{kindLabel:{eq:null}},{kindLabel:{eq:$kind}}]}", "{kindLabel:{eq:$kind}}"),
        ("{OR:[{kindLabel:{eq:$none}},{NOT:{kindLabel:{in:$list}}}]}", "{}"),
        ("{kindLabel:{eq:$kind},OR:[]}", "{kindLabel:{eq:$kind}}"),
        (
            "{AND:[{NOT:{NOT:{name:{caseInsensitive:true,contains:$none}}}},{kindLabel:{eq:$kind}}]}",
            "{kindLabel:{eq:$kind}}",
        ),
        ("{owns:{none:{node:{title:{contains:$none}}}}}", "{}"),
        ("{owns:{some:{table:{eq:$none},node:{AND:[{title:{eq:$none}}]}}}}", "{}"),
        ("{owns:{single:{node:{topics:{all:{node:{name:{in:$list}}}}}},count:{gte:$number}}}", "{}"),
        ("{NOT:{owns:{all:{OR:[{table:{isNull:$flag}},{node:null}]}}}}", "{}"),
        ("{aliases:{any:{startsWith:$none}},kindLabel:{eq:$kind}}", "{kindLabel:{eq:$kind}}"),
        ("$where", "{}"),
    ],
)
def test_what_has_lost_its_conditions_is_no_condition(ask: Asker, switched_off: str, left: str) -> None:
    types = {"kind": "String", "none": "String", "list": "[String!]", "number": "Int", "flag": "Boolean"}
    types["where"] = "OrganisationFilter"
    kind = ask.data("{organisations{facets{kind(first:1){label}}}}")["organisations"]["facets"]["kind"][0]["label"]

    def found(where: str, /, **values: Any) -> Any:
        declared = ",".join(f"${name}:{type_}" for name, type_ in types.items() if f"${name}" in where)
        head = f"query({declared})" if declared else ""
        return ask.data(f"{head}{{organisations(where:{where}){{totalCount nodes{{id}}}}}}", kind=kind, **values)

    expected = found(left)
    assert expected["organisations"]["totalCount"] > 0
    assert found(switched_off) == expected
    assert found(switched_off, **dict.fromkeys(types.keys() - {"kind"})) == expected


def test_a_filter_given_as_a_variable_may_have_lost_its_conditions(ask: Asker) -> None:
    query = "query($w:OrganisationFilter){organisations(where:$w){totalCount}}"
    everything = ask.data("{organisations{totalCount}}")
    for where in ({}, {"NOT": {}}, {"OR": [{}, {"kind": {"eq": None}}]}, {"owns": {"none": {"node": {"title": {}}}}}):
        assert ask.data(query, w=where) == everything
    nothing = {"organisations": {"totalCount": 0}}
    assert ask.data(query, w={"kind": {"in": []}}) == nothing


EXAMPLES = re.findall(r"```graphql\n(.*?)```", (Path(__file__).parent.parent / "docs" / "asking.md").read_text(), re.S)


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_documented_example_is_answered(ask: Asker, example: str) -> None:
    """However long a busy machine takes to plan the longest of them."""
    executor = Executor(ask.reader, Options(seconds=60))
    response = ask.response(example, executor=executor)
    # What the sample's documents name is not in this graph.
    assert response.get("data") or "there is nothing with the id" in response["errors"][0]["message"], response


def test_counting_what_the_graph_holds_ends_with_the_executor(ask: Asker) -> None:
    class Slow(QueryRunner):
        async def rows(self, *args: Any, **options: Any) -> Any:
            await asyncio.sleep(2)
            return await super().rows(*args, **options)

    async def asked() -> list[asyncio.Task[Any]]:
        reader = Slow(ask.connection)
        executor = Executor(reader)
        result = await executor.execute(Request(query="{challenges(first:1){nodes{id}}}"))
        assert result.outcome == "data"
        counting = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        executor.close()
        reader.close()
        await asyncio.wait(counting, timeout=1)
        return counting

    counting = asyncio.run(asked())
    assert counting
    assert all(task.cancelled() for task in counting)
