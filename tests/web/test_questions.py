"""What a page offers to take away says what the page says, as GraphQL, Cypher and a table; ideas come as they are printed."""

import csv
import io
import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from neo4j import GraphDatabase
from serving import running

from api.gql.options import Options
from api.web.linked_data.questions import quoted
from api.web.linked_data.tree import as_tree
from api.web.linked_data.views import Fact, Named
from graph.connection import Connection
from schema.links import Addresses
from schema.model import GRAPH_MODEL

HTML = {"accept": "text/html"}
LISTS = {n.label: n.plural for n in GRAPH_MODEL.nodes if n.label != "Passage"}


@pytest.fixture(scope="module")
def service(filled: Connection) -> Iterator[httpx.Client]:
    with running(filled, Options(seconds=120)) as client:
        yield client


def one_of(service: httpx.Client, plural: str) -> str:
    found = service.post("/graphql", json={"query": f"{{ {plural}(first: 1) {{ nodes {{ id }} }} }}"}).json()
    return str(found["data"][plural]["nodes"][0]["id"])


def taken(page: httpx.Response, what: str) -> str:
    [text] = re.findall(rf'data-copy="Copy as {what}"><code>(.*?)</code>', page.text, re.DOTALL)
    return unescape(text)


def ties(page: httpx.Response) -> set[str]:
    """What the page's facts lead to."""
    facts = "".join(re.findall(r'<ul class="facts">.*?</ul>', page.text, re.DOTALL))
    return {unescape(i) for i in re.findall(r'href="/([^"]+)" class="to', facts)}


def answered(connection: Connection, cypher: str) -> list[dict[str, Any]]:
    with GraphDatabase.driver(connection.uri, auth=(connection.user, connection.password)) as driver:
        return [r.data() for r in driver.execute_query(cypher, database_=connection.database).records]


@pytest.mark.parametrize("label", [label for label in LISTS if label not in ("Initiative", "Insight", "Reference")])
def test_the_questions_of_a_page_give_what_it_shows(service: httpx.Client, filled: Connection, label: str) -> None:
    node = one_of(service, LISTS[label])
    page = service.get(f"/{node}", headers=HTML)
    assert page.status_code == 200
    shown = ties(page)
    answer = service.post("/graphql", json={"query": taken(page, "GraphQL")}).json()
    assert "errors" not in answer, answer
    found = answer["data"]["node"]
    assert found["id"] == node
    edges = [e for value in found.values() if isinstance(value, dict) for e in value["edges"]]
    assert {e["node"]["id"] for e in edges} == shown
    assert all(e["evidence"] for e in edges)
    rows = answered(filled, taken(page, "Cypher"))
    assert {row["other"]["id"] for row in rows if row["other"]} == shown
    assert all(row["words"] for row in rows if row["other"])
    rows = list(csv.DictReader(io.StringIO(service.get("/facts.csv", params={"of": node}).text)))
    linked = {unescape(i) for i in re.findall(r'href="(/statement/[^"]+)"', page.text)}
    assert {urlsplit(row["statement"]).path for row in rows if row["words"]} == linked
    assert all(row["words"] for row in rows if row["fact"] != "value")


@pytest.mark.parametrize("address", ["/search?q=care", "/search?kind=Person", "/partners?text=care+homes"])
def test_the_questions_of_a_list_give_what_it_shows(service: httpx.Client, filled: Connection, address: str) -> None:
    page = service.get(address)
    question, variables = taken(page, "GraphQL").partition("\n")[::2][::-1]
    given = variables.removeprefix("# variables: ")
    answer = service.post("/graphql", content=f'{{"query": {quoted(question)}, "variables": {given}}}',
                          headers={"content-type": "application/json"}).json()  # fmt: skip
    assert "errors" not in answer, answer
    listed = set(re.findall(r'<(?:p class="name"|h2)><a href="/([^"]+)"', page.text))
    assert listed
    rows = answered(filled, taken(page, "Cypher"))
    assert listed <= {row["n"]["id"] for row in rows}


def test_a_table_of_nothing_is_refused(service: httpx.Client) -> None:
    for of in ("", "person/nobody", "<script>", "a" * 5000):
        assert service.get("/facts.csv", params={"of": of}).status_code in (400, 404)


@pytest.mark.parametrize("text", ['"', "\\", "'", "\n", "\u2028", "é\U0001f600", "${x}", "*/"])
def test_a_literal_is_the_text_in_cypher_and_in_graphql(service: httpx.Client, filled: Connection, text: str) -> None:
    assert answered(filled, f"RETURN {quoted(text)} AS text") == [{"text": text}]
    answer = service.post("/graphql", json={"query": f"{{ node(id: {quoted(text)}) {{ id }} }}"}).json()
    assert answer == {"data": {"node": None}}


def fact(idea: str) -> Fact:
    link = Addresses(source=idea, target="challenge/c", evidence=("passage/p",))
    return Fact(Named(idea, idea), "addresses", Named("c", ""), (), (), 0, link)


def test_parts_stand_below_what_they_are_parts_of_and_none_is_lost() -> None:
    facts = [fact(i) for i in ("i/1", "i/2", "i/2a", "i/1a", "i/1a1", "i/x", "i/y", "i/z")]
    parents = {"i/1a": "i/1", "i/2a": "i/2", "i/1a1": "i/1a", "i/x": "i/y", "i/y": "i/x", "i/z": "i/elsewhere"}
    found = as_tree(facts, parents, {"i/1": "1"})
    assert [(f.link.source, f.depth) for f in found[:6]] == [
        ("i/1", 0), ("i/1a", 1), ("i/1a1", 2), ("i/2", 0), ("i/2a", 1), ("i/z", 0),
    ]  # fmt: skip
    assert {f.link.source for f in found} == {f.link.source for f in facts}
    assert len(found) == len(facts)
    assert [f.number for f in found if f.number] == ["1"]
