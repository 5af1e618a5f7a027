"""Names come in the order in which an index of names has them, on every page, from an index of the database."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from conftest import empty
from hypothesis import given
from hypothesis import strategies as st

from api.gql.execute import Executor, Request
from graph.connection import Connection
from graph.store.alphabetical import alphabetical
from graph.store.query_runner import QueryRunner
from graph.store.store import Store
from schema.bundle import Bundle
from schema.links import In, Mentions, States
from schema.nodes import Document, Model, Organisation, Passage

NAMES = tuple(
    "AllChild|Åre Trust|ASC Learning|bread & butter|Bread and Wine|'Dawn'|Élan Valley|gtd healthcare"
    "|St Mungo's|St. Nicholas|Team 2|Team 10|zoo|Zurich".split("|")
)
"""Fourteen bodies in their order, which no order of code points is."""


def bodies(names: tuple[str, ...]) -> Bundle:
    """Return a document with a passage that names each body."""
    bundle = Bundle("document/list")
    bundle.add(Document(id=bundle.document, title="A list", kind="report", source="list.txt", sha256="0"))
    text = "\n".join(names)
    bundle.add(
        Passage(id="passage/list/1", text=text, start=0, end=len(text), order=0),
        In(source="passage/list/1", target=bundle.document),
    )
    for number, name in enumerate(reversed(names)):
        node = Organisation(id=f"organisation/{number:02}", name=name)
        at = text.index(name)
        bundle.add(
            node,
            States(source="passage/list/1", target=node.id, property="name", value=name),
            Mentions(source="passage/list/1", target=node.id, start=at, end=at + len(name), printed=name),
        )
    model = Model(id="model/m", name="crèche")
    bundle.add(model, States(source="passage/list/1", target=model.id, property="name", value="crèche"))
    bundle.add(Mentions(source="passage/list/1", target=model.id, start=0, end=1, printed=text[0]))
    return bundle


@pytest.fixture
def ask(store: Store, neo4j_server: Connection) -> Iterator[Any]:
    store.load(bodies(NAMES))
    with closing(QueryRunner(neo4j_server)) as reader, asyncio.Runner() as runner:
        executor = Executor(reader)

        def asked(query: str, *, explain: bool = False, **variables: Any) -> Any:
            request = Request(query=query, variables=variables, explain=explain)
            answer = json.loads(runner.run(executor.execute(request)).body)
            assert "errors" not in answer, answer
            return answer["extensions"]["imagine"] if explain else answer["data"]

        yield asked
    empty(neo4j_server)


def test_names_are_ordered_as_people_expect_whatever_their_capitals(ask: Any) -> None:
    for way, names in (("ASC", NAMES), ("DESC", NAMES[::-1])):
        found = ask(f"{{organisations(orderBy:[{{name:{way}}}]){{nodes{{name}}}}}}")["organisations"]["nodes"]
        assert [n["name"] for n in found] == list(names)


@pytest.mark.parametrize("side", ["first", "last"])
def test_pages_by_name_meet(ask: Any, side: str) -> None:
    cursor, back = ("endCursor", "after") if side == "first" else ("startCursor", "before")
    query = (
        f"query($c:String){{organisations({side}:4,{back}:$c,orderBy:[{{name:ASC}}])"
        f"{{nodes{{name}}pageInfo{{hasNextPage hasPreviousPage {cursor}}}}}}}"
    )
    found: list[str] = []
    at, more = None, True
    while more:
        page = ask(query, c=at)["organisations"]
        names = [n["name"] for n in page["nodes"]]
        found = [*found, *names] if side == "first" else [*names, *found]
        at = page["pageInfo"][cursor]
        more = page["pageInfo"]["hasNextPage" if side == "first" else "hasPreviousPage"]
    assert found == list(NAMES)


def test_what_a_passage_names_is_ordered_so_whatever_its_label(ask: Any) -> None:
    query = "{passages{nodes{mentions(orderBy:[{node:{displayName:ASC}}]){nodes{displayName}}}}}"
    [passage] = ask(query)["passages"]["nodes"]
    names = [n["displayName"] for n in passage["mentions"]["nodes"]]
    assert names == sorted([*NAMES, "crèche"], key=alphabetical)
    assert names.index("crèche") == names.index("Bread and Wine") + 1


def test_the_first_page_is_read_from_the_index(ask: Any) -> None:
    told = ask("{organisations(first:3,orderBy:[{name:ASC}]){nodes{name}}}", explain=True)
    operators = str(told["plan"])
    assert "RANGE INDEX n1:Organisation(name_order)" in operators
    assert "'operator': 'PartialTop'" in operators  # of equals, the id decides
    assert "'operator': 'Top'" not in operators


def test_what_an_older_version_stored_gets_its_keys(store: Store, ask: Any) -> None:
    with store._session() as session:
        session.run("MATCH (n) REMOVE n.name_order, n.title_order").consume()
        session.run("MATCH (g:ImagineGraph) SET g.terms = 'another'").consume()
    store.prepare()
    names = [n["name"] for n in ask("{organisations(orderBy:[{name:ASC}]){nodes{name}}}")["organisations"]["nodes"]]
    assert names == list(NAMES)


def test_spellings_that_differ_in_capitals_and_signs_alone_stand_together() -> None:
    assert {alphabetical(name) for name in ("Cédar House", "CEDAR HOUSE", "cedar-house")} == {"cedar house"}


@given(st.text())
def test_a_key_is_the_same_in_capitals_and_has_a_limit(text: str) -> None:
    key = alphabetical(text)
    assert len(key) <= 100
    if text.isascii():
        assert alphabetical(text.upper()) == alphabetical(text.lower()) == key
