"""Lists come as documents print them: by document, then by passage, numbers by their value; also after changes and migrations."""

import asyncio
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_store import same

from api.gql.execute import Executor, Request
from graph.connection import Connection
from graph.store.printed_order import PRINTED_ORDER, PrintedOrder, counting
from graph.store.query_runner import QueryRunner
from graph.store.store import Store
from schema.bundle import Bundle, merge
from schema.links import Addresses, In, Mentions, RaisedAt
from schema.nodes import Challenge, Document, Event, Idea, Passage

NUMBERS = ("1", "1.a", "1.b", "2", "9", "10", "10.a", "11")
SHUFFLED = ("10", "2", "1.b", "11", "1", "9", "10.a", "1.a")


@given(st.lists(st.integers(0, 10**6), min_size=2, max_size=2), st.text("ab.-/", max_size=3))
def test_numbers_count_as_numbers_wherever_they_stand(numbers: list[int], text: str) -> None:
    one, other = (counting(f"{text}{n}{text}") for n in numbers)
    assert (one < other, one == other) == (numbers[0] < numbers[1], numbers[0] == numbers[1])


def test_printed_numbers_come_in_order() -> None:
    assert sorted(SHUFFLED, key=counting) == list(NUMBERS)


def report(name: str, numbers: tuple[str, ...], *, before: int = 0, together: bool = False) -> Bundle:
    """A document that prints ideas in this order, each in a passage of its own or all in one, after some other passages.

    Ids of passages say nothing about their order.
    """
    bundle = Bundle(f"document/{name}")
    event, challenge = Event(id="event/fair", name="Fair"), Challenge(id="challenge/fair/homes", title="Homes")
    bundle.add(Document(id=bundle.document, title="A report", kind="report", source=f"{name}.txt", sha256="0"))
    passages: list[str] = []
    for order in range(before + 1 + (1 if together else len(numbers))):
        ident = f"passage/{name}/{(order * 7 + 3) % 101}-{'ab'[order % 2]}"
        passage = Passage(id=ident, text="Homes", start=order * 6, end=order * 6 + 5, order=order)
        bundle.add(passage, In(source=ident, target=bundle.document))
        passages.append(ident)
    heading, rest = passages[before], passages[before + 1 :]
    bundle.state(event, heading)
    bundle.state(challenge, heading)
    bundle.add(
        RaisedAt(source=challenge.id, target=event.id, evidence=(heading,)),
        Mentions(source=heading, target=challenge.id, start=before * 6, end=before * 6 + 5, printed="Homes"),
    )
    for place, number in enumerate(numbers):
        idea = Idea(id=f"idea/fair/homes/{number}", text=f"Homes {number}", number=number)
        stated = rest[0] if together else rest[place]
        # The heading stands in the evidence of each, as it does in reports.
        evidence = tuple(sorted((heading, stated)))
        bundle.state(idea, stated)
        bundle.add(Addresses(source=idea.id, target=challenge.id, evidence=evidence))
    return bundle


class Asked:
    """The numbers of a challenge's ideas, as GraphQL lists them."""

    def __init__(self, connection: Connection) -> None:
        self.reader = QueryRunner(connection)

    def data(self, query: str) -> Any:
        response = json.loads(asyncio.run(Executor(self.reader).execute(Request(query=query))).body)
        assert "errors" not in response, response
        return response["data"]

    def numbers(self, arguments: str = "") -> list[str]:
        found = self.data(f"{{challenges{{nodes{{ideas{arguments}{{nodes{{number}}}}}}}}}}")
        return [idea["number"] for challenge in found["challenges"]["nodes"] for idea in challenge["ideas"]["nodes"]]


@pytest.fixture
def asked(store: Store, neo4j_server: Connection) -> Iterator[Asked]:
    """GraphQL on the database of `store`."""
    made = Asked(neo4j_server)
    yield made
    made.reader.close()


def test_a_list_comes_as_it_is_printed(store: Store, asked: Asked) -> None:
    store.load(report("b", SHUFFLED))
    assert asked.numbers() == list(SHUFFLED)
    assert asked.numbers("(last:3)") == list(SHUFFLED[-3:])
    assert asked.numbers("(orderBy:[{node:{number:ASC}}])") == list(NUMBERS)
    assert asked.numbers("(orderBy:[{node:{number:DESC}}])") == list(reversed(NUMBERS))


def test_what_one_passage_states_comes_by_its_number(store: Store, asked: Asked) -> None:
    store.load(report("b", SHUFFLED, together=True))
    assert asked.numbers() == list(NUMBERS)


def test_the_first_document_decides_whenever_it_comes_or_goes(store: Store, asked: Asked) -> None:
    later, first = report("b", SHUFFLED), report("a", tuple(reversed(SHUFFLED[:4])))
    store.load(later)
    store.load(first)
    assert asked.numbers() == [*reversed(SHUFFLED[:4]), *SHUFFLED[4:]]
    same(store, merge([first, later]))
    store.remove(first.document)
    assert asked.numbers() == list(SHUFFLED)
    same(store, later.facts)


def test_evidence_and_passages_come_by_document_and_order(store: Store, asked: Asked) -> None:
    for bundle in (report("b", ("1",), before=3), report("a", ("2", "1"), before=1)):
        store.load(bundle)
    found = asked.data(
        "{passages{nodes{order document{id}}} ideas{nodes{addresses{edges{evidence{id order document{id}}}}}}}"
    )
    places = [(p["document"]["id"], p["order"]) for p in found["passages"]["nodes"]]
    assert places == sorted(places)
    assert len(places) == 9
    told = [e["evidence"] for i in found["ideas"]["nodes"] for e in i["addresses"]["edges"]]
    for evidence in told:
        places = [(p["document"]["id"], p["order"]) for p in evidence]
        assert places == sorted(places)
    bare = asked.data("{ideas{nodes{addresses{edges{evidence{id}}}}}}")["ideas"]["nodes"]
    assert [e["evidence"] for i in bare for e in i["addresses"]["edges"]] == [
        [{"id": p["id"]} for p in t] for t in told
    ]


def test_a_paragraph_that_is_inserted_moves_what_follows(store: Store, asked: Asked) -> None:
    store.load(report("b", SHUFFLED))
    changed = report("b", SHUFFLED, before=2)
    store.load(changed)
    same(store, changed.facts)
    assert asked.numbers() == list(SHUFFLED)


def test_a_graph_without_the_printed_order_is_given_it(store: Store, asked: Asked) -> None:
    bundles = [report("b", SHUFFLED), report("a", ("2",))]
    for bundle in bundles:
        store.load(bundle)
    with store._session() as session:
        session.run(f"MATCH (n) REMOVE n.{PRINTED_ORDER}, n.number_order").consume()
        session.run(f"MATCH ()-[r]->() REMOVE r.{PRINTED_ORDER}").consume()
        session.run("MATCH (g:ImagineGraph) SET g.terms = 'as it was'").consume()
    store.prepare()
    same(store, merge(bundles))
    assert asked.numbers() == ["2", *(n for n in SHUFFLED if n != "2")]


def test_no_two_entries_of_a_list_have_the_same_place() -> None:
    facts = merge([report("b", SHUFFLED, together=True), report("a", SHUFFLED)])
    printed = PrintedOrder(facts, {})
    places = [printed.of_link(link).get(PRINTED_ORDER) for link in facts.links.values() if link.evidence]
    assert len(set(places)) == len(places)
