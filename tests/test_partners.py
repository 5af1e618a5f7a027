"""Partners: carried from what matches to who is tied to it, every score a sum of quoted reasons."""

import pytest

from graph.partners.matching import find_partners
from graph.store.store import Store
from schema.bundle import Bundle
from schema.errors import QueryError
from schema.links import Addresses, Cites, In, Involves, Owns, RaisedAt, Supports
from schema.nodes import Challenge, Document, Event, Idea, Model, Organisation, Passage

LINES = (
    "Homes for care leavers",
    "Alder Trust owns it",
    "Birch Council helps",
    "Rent rooms to apprentices",
    "The Cedar scheme",
    "Buses at night",
    "Dale Buses owns it",
)


@pytest.fixture
def world(store: Store) -> Store:
    """Two challenges at one fair; the first has an owner, a supporter, an idea and a model run by a third body."""
    bundle = Bundle("document/fair")
    bundle.add(Document(id=bundle.document, title="A fair", kind="report", source="fair.txt", sha256="0"))
    at = 0
    for order, line in enumerate(LINES):
        passage = Passage(id=f"passage/fair/{order}", text=line, start=at, end=at + len(line), order=order)
        bundle.add(passage, In(source=passage.id, target=bundle.document))
        at = passage.end + 1

    def said(*orders: int) -> tuple[str, ...]:
        return tuple(f"passage/fair/{o}" for o in orders)

    homes, buses = "challenge/fair/homes", "challenge/fair/buses"
    nodes = (
        Event(id="event/fair", name="Fair"),
        Challenge(id=homes, title="Homes for care leavers"),
        Challenge(id=buses, title="Buses at night"),
        Idea(id="idea/fair/homes/1", text="Rent rooms to apprentices"),
        Model(id="model/cedar", name="The Cedar scheme"),
        *(Organisation(id=f"organisation/{n}", name=n.title()) for n in ("alder", "birch", "cedar", "dale")),
    )
    for node in nodes:
        bundle.state(node, *said(0))
    bundle.add(
        RaisedAt(source=homes, target="event/fair", evidence=said(0)),
        RaisedAt(source=buses, target="event/fair", evidence=said(5)),
        Owns(source="organisation/alder", target=homes, evidence=said(1)),
        Supports(source="organisation/birch", target=homes, evidence=said(2)),
        Owns(source="organisation/dale", target=buses, evidence=said(6)),
        Addresses(source="idea/fair/homes/1", target=homes, evidence=said(3)),
        Cites(source="idea/fair/homes/1", target="model/cedar", evidence=said(4)),
        Involves(source="model/cedar", target="organisation/cedar", evidence=said(4)),
    )
    store.load(bundle)
    store.read("CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()")
    return store


def test_only_who_is_tied_to_what_matches_is_found(world: Store) -> None:
    found = {p["organisation"]["name"] for p in find_partners(world, "renting rooms for an apprentice")}
    assert found == {"Alder", "Birch", "Cedar"}
    assert [p["organisation"]["name"] for p in find_partners(world, "night buses")] == ["Dale"]


def test_every_score_is_the_sum_of_its_reasons_and_every_reason_is_quoted(world: Store) -> None:
    for partner in find_partners(world, "homes and rooms for care leavers and apprentices"):
        assert partner["score"] == pytest.approx(sum(r["score"] for r in partner["reasons"]))
        assert [r["score"] for r in partner["reasons"]] == sorted(
            (r["score"] for r in partner["reasons"]), reverse=True
        )
        for reason in partner["reasons"]:
            assert reason["path"]
            assert {q["passage"]["text"] for q in reason["quotes"]} <= set(LINES)
            assert reason["quotes"]


def test_a_direct_tie_weighs_twice_one_step_more(world: Store) -> None:
    [alder, *_] = [p for p in find_partners(world, "care leavers apprentices") if p["organisation"]["name"] == "Alder"]
    paths = {tuple(step["relationship"] for step in r["path"]) for r in alder["reasons"]}
    assert paths == {("OWNS",), ("OWNS", "ADDRESSES")}


def test_what_a_person_types_is_never_read_as_lucene(world: Store) -> None:
    assert find_partners(world, 'homes AND NOT "care* ~ [') != []
    with pytest.raises(QueryError, match="no word to look for"):
        find_partners(world, " ?! ")
    with pytest.raises(QueryError, match="1 to 100"):
        find_partners(world, "homes", 0)
