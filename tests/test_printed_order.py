"""Lists come as documents print them: by document, then by passage, numbers by their value; also after changes and migrations."""

import asyncio
import json
import re
from collections.abc import Iterable, Iterator
from math import inf
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_store import same

from api.gql.execute import Executor, Request
from graph.connection import Connection
from graph.store import worked_out
from graph.store.alphabetical import counting
from graph.store.printed_order import PRINTED_ORDER, PrintedOrder
from graph.store.query_runner import QueryRunner
from graph.store.store import Store
from schema.bundle import Bundle, Statements, merge
from schema.ids import make_id
from schema.links import Addresses, Attended, In, Mentions, RaisedAt, States, WorksFor
from schema.nodes import Challenge, Document, Event, Idea, Organisation, Passage

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


@pytest.mark.parametrize("at_once", [1, 3, 1000])
def test_a_graph_without_the_printed_order_is_given_it(
    at_once: int, store: Store, asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some nodes at a time: what is held in memory is what leaves these, however large the graph is."""
    monkeypatch.setattr(worked_out, "AT_ONCE", at_once)
    pages, sizes = worked_out._pages, []

    def counted(*given: Any) -> Iterator[worked_out.Rows]:
        for rows in pages(*given):
            sizes.append(len({row["id"] for row in rows}))
            yield rows

    monkeypatch.setattr(worked_out, "_pages", counted)
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
    assert max(sizes) <= at_once


def test_no_two_entries_of_a_list_have_the_same_place() -> None:
    facts = merge([report("b", SHUFFLED, together=True), report("a", SHUFFLED)])
    printed = PrintedOrder(facts, {})
    places = [printed.of_link(link).get(PRINTED_ORDER) for link in facts.links.values() if link.evidence]
    assert len(set(places)) == len(places)


DOCUMENTS = (
    "part-2",
    "part-02",
    "part-10",
    "register-of-bodies/2026.11",
    "register-of-bodies/0.1",
    "register-of-bodies/0.10",
)
"""The last segments of the ids of documents, in no order."""
PAGES = ("page-1", "page-01", "page-10", "page-2")
ROLES = (None, "1", "01", "Chair 1", "Chair")


@st.composite
def many_places(draw: st.DrawFn) -> Statements:
    """Passages, ideas and links between them, whose ids and identities differ in little."""
    facts = Statements()
    for name in draw(st.lists(st.sampled_from(DOCUMENTS), min_size=1, unique=True)):
        for page in draw(st.lists(st.sampled_from(PAGES), min_size=1, unique=True)):
            order = draw(st.integers(0, 2))
            facts.add(Passage(id=f"passage/{name}/{page}", text="Homes", start=0, end=5, order=order))
    passages = st.sampled_from(sorted(facts.nodes))
    for page in draw(st.lists(st.sampled_from(PAGES), unique=True)):
        idea = Idea(id=f"idea/fair/{page}", text="Homes")
        facts.add(idea)
        for passage in draw(st.lists(passages, max_size=2, unique=True)):
            facts.add(States(source=passage, target=idea.id, property="text", value="Homes"))
            start = draw(st.sampled_from((0, 9, 10)))
            facts.add(Mentions(source=passage, target=idea.id, start=start, end=start + 5, printed="Homes"))
    for person in draw(st.lists(st.sampled_from(PAGES), unique=True)):
        for role in draw(st.lists(st.sampled_from(ROLES), unique=True)):
            evidence = tuple(sorted(draw(st.sets(passages, min_size=1))))
            facts.add(
                WorksFor(source=f"person/{person}", target="organisation/alder", role=role, evidence=evidence),
                Addresses(source=f"idea/fair/{person}", target="challenge/fair/homes", evidence=evidence),
            )
    return facts


def by_value(text: str) -> list[tuple[int, str | int]]:
    """The parts of a text, its numbers as numbers."""
    return [(0, int(part)) if part.isdigit() else (1, part) for part in re.split("([0-9]+)", text) if part]


@given(many_places())
def test_places_are_distinct_and_sort_as_is_said(facts: Statements) -> None:
    printed = PrintedOrder(facts, {})
    passages = {i: n for i, n in facts.nodes.items() if isinstance(n, Passage)}

    def position(passage: str) -> tuple[Any, ...]:
        name = passage.removeprefix("passage/").rsplit("/", 1)[0]
        return by_value(name), name, passages[passage].order, passage

    places = {i: printed.of_node(n)[PRINTED_ORDER] for i, n in passages.items()}
    assert len(set(places.values())) == len(places)
    assert sorted(places, key=places.__getitem__) == sorted(places, key=position)

    def first(stating: Iterable[str]) -> tuple[Any, ...]:
        """The first document, and which of its passages."""
        known = sorted(map(position, stating))
        own = [p for p in known if p[:2] == known[0][:2]][:4] if known else []
        return not known, *(known[0][:2] if known else ()), [p[2] for p in own], [p[3] for p in own]

    stating: dict[str, set[str]] = {i: set() for i in facts.nodes if i.startswith("idea/")}
    for link in facts.links.values():
        if isinstance(link, States):
            stating[link.target].add(link.source)
    places = {i: printed.of_node(facts.nodes[i])[PRINTED_ORDER] for i in stating}
    assert len(set(places.values())) == len(places)
    assert sorted(places, key=places.__getitem__) == sorted(
        places, key=lambda i: (*first(stating[i])[:-1], by_value(i), i)
    )

    def named(node: str, within: list[str]) -> float:
        found = (k for k in facts.links.values() if isinstance(k, Mentions) and k.source in within)
        return min((k.start for k in found if k.target == node), default=inf)

    for kind in (WorksFor, Addresses):
        links = [link for link in facts.links.values() if isinstance(link, kind)]
        kept = {id(link): printed.of_link(link) for link in links}
        assert len({k[PRINTED_ORDER] for k in kept.values()}) == len(links)
        assert all(k["evidence"] == sorted(k["evidence"], key=position) for k in kept.values())
        keys = {}
        for link in links:
            *where, own = first(link.evidence)
            keys[id(link)] = (*where, named(link.source, own), by_value(link.source))
        assert [keys[i] for i in sorted(kept, key=lambda i: kept[i][PRINTED_ORDER])] == sorted(keys.values())


PANEL = ("Thornton Homes", "Barrett Trust", "Hamilton CIC", "Robinson Fund")


def panel(name: str, *, printed: tuple[str, ...], also: tuple[str, ...] = ()) -> Bundle:
    """A document with a heading and one line that names who attended, and one that says so of others without their names."""
    bundle = Bundle(f"document/{name}")
    texts = ("The fair", ", ".join(printed), "More came.")
    bundle.add(Document(id=bundle.document, title="A report", kind="report", source=f"{name}.txt", sha256="0"))
    ids, at = [f"passage/{name}/{i}" for i in range(len(texts))], 0
    for order, text in enumerate(texts):
        bundle.add(Passage(id=ids[order], text=text, start=at, end=at + len(text), order=order))
        bundle.add(In(source=ids[order], target=bundle.document))
        at += len(text) + 1
    event = Event(id="event/fair", name="Fair")
    bundle.state(event, ids[0])
    for who in printed + also:
        node = Organisation(id=make_id("organisation", who), name=who)
        bundle.state(node, ids[1 if who in printed else 2])
        evidence = (ids[0], ids[1]) if who in printed else (ids[0], ids[2])
        bundle.add(Attended(source=node.id, target=event.id, evidence=evidence))
        if who in printed:
            start = len(texts[0]) + 1 + texts[1].index(who)
            bundle.add(Mentions(source=ids[1], target=node.id, start=start, end=start + len(who), printed=who))
    return bundle


def test_names_in_one_passage_come_as_they_stand_in_it(store: Store, asked: Asked) -> None:
    query = "{events{nodes{attendees{nodes{name}}}}}"

    def attendees() -> list[str]:
        [event] = asked.data(query)["events"]["nodes"]
        return [node["name"] for node in event["attendees"]["nodes"]]

    first, later = panel("a", printed=PANEL, also=("Alder Trust",)), panel("b", printed=tuple(reversed(PANEL)))
    for some in ((first, later), (later, first)):
        store.clear()
        for bundle in some:
            store.load(bundle)
        assert attendees() == [*PANEL, "Alder Trust"]
        same(store, merge(some))
    store.remove(first.document)
    assert attendees() == list(reversed(PANEL))
    same(store, later.facts)
    store.load(first)
    with store._session() as session:
        session.run(f"MATCH ()-[r]->() REMOVE r.{PRINTED_ORDER}").consume()
        session.run("MATCH (g:ImagineGraph) SET g.terms = 'as it was'").consume()
    store.prepare()
    assert attendees() == [*PANEL, "Alder Trust"]
    same(store, merge([first, later]))
