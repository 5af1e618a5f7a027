"""The laws of joining facts, and what a bundle refuses to state."""

import dataclasses
import datetime

import pytest
from facts import REGISTER, bundles, libraries
from hypothesis import given
from hypothesis import strategies as st

from schema.bundle import Bundle, merge
from schema.errors import ImagineError
from schema.links import Attended, In, Mentions, Next, Owns, SpokeAt, States
from schema.model import GRAPH_MODEL, is_date
from schema.nodes import Document, Event, Organisation, Passage, Person, Reference


@given(libraries())
def test_the_order_of_documents_does_not_matter(library: list[Bundle]) -> None:
    assert merge(library) == merge(reversed(library))


@given(bundles())
def test_stating_a_document_twice_changes_nothing(bundle: Bundle) -> None:
    assert merge([bundle, bundle]) == merge([bundle])


@given(bundles())
def test_a_bundle_survives_its_json_to_the_byte(bundle: Bundle) -> None:
    again = Bundle.from_json(bundle.to_json())
    assert again.facts == bundle.facts
    assert again.to_json() == bundle.to_json()


@given(bundles())
def test_what_the_strategies_draw_keeps_the_contract(bundle: Bundle) -> None:
    bundle.check()


def test_the_fullest_name_wins_and_every_printed_form_stays() -> None:
    kinds = [
        Organisation(id="organisation/x", name=name, aliases=(name,))
        for name in ("STONE KING", "Stone King LLP", "Stone King")
    ]
    bundle = Bundle("document/x")
    bundle.add(*kinds)
    joined = bundle.facts.nodes["organisation/x"]
    assert joined == Organisation(
        id="organisation/x", name="Stone King LLP", aliases=("STONE KING", "Stone King", "Stone King LLP")
    )


def small() -> Bundle:
    bundle = Bundle("document/x")
    bundle.add(
        Document(id="document/x", title="X", kind="report", source="x.txt", sha256="0"),
        Passage(id="passage/x/0", text="Alder Trust came.", start=10, end=27, order=0),
        In(source="passage/x/0", target="document/x"),
    )
    bundle.state(Organisation(id="organisation/alder-trust", name="Alder Trust"), "passage/x/0")
    bundle.state(Event(id="event/fair", name="Fair"), "passage/x/0")
    return bundle


PASSAGE = ("passage/x/0",)


@pytest.mark.parametrize(
    ("thing", "message"),
    [
        (Attended(source="organisation/alder-trust", target="event/fair"), "without evidence"),
        (Attended(source="organisation/alder-trust", target="event/other", evidence=PASSAGE), "not what both are"),
        (Owns(source="organisation/alder-trust", target="event/fair", evidence=PASSAGE), "cannot join"),
        (
            Attended(source="organisation/alder-trust", target="event/fair", evidence=("passage/y/0",)),
            "not a passage that it brings",
        ),
        (
            Mentions(source="passage/x/0", target="organisation/alder-trust", start=11, end=22, printed="Alder Trust"),
            "does not print",
        ),
        (Person(id="person/x", name=""), "without its name"),
        (Organisation(id="person/x", name="X"), "begin with organisation/"),
        (Organisation(id="organisation/x", name="X", kind="club"), "it is one of"),
        (Event(id="event/fair", name="Fair", date="18 September"), "year, month or day"),
        (Event(id="event/fair", name="Fair", date="2025-02-30"), "year, month or day"),
        (Reference(id="reference/x"), "anything to call it by; give one of: title, url, number"),
        (Passage(id="passage/x/1", text="Left alone.", start=28, end=39, order=1), "0 IN of passage/x/1, where 1 to 1"),
        (In(source="passage/x/0", target="document/y"), "not what both are"),
        (Organisation(id="organisation/alder-trust", name="Alder Trust", kind="charity"), "its passages state None"),
        (
            States(source="passage/x/0", target="event/fair", property="venue", value="Hall"),
            "which has no such value",
        ),
        (States(source="passage/x/0", target="event/fair", property="size", value="9"), "no property 'size'"),
    ],
)
def test_a_bundle_refuses_what_breaks_the_contract(thing: object, message: str) -> None:
    bundle = small()
    bundle.add(thing)  # type: ignore[arg-type]
    with pytest.raises(ImagineError, match=message):
        bundle.check()


def test_a_capacity_that_nobody_declared_is_refused() -> None:
    bundle = small()
    spoke = SpokeAt(source="person/x", target="event/fair", as_="mumbling", evidence=PASSAGE)
    bundle.add(Person(id="person/x", name="X"), spoke)
    with pytest.raises(ImagineError, match="it is one of: opening address"):
        bundle.check()


def test_a_passage_is_followed_by_one_at_the_most() -> None:
    bundle = small()
    for order in (1, 2):
        ident = f"passage/x/{order}"
        bundle.add(
            Passage(id=ident, text="More.", start=30 * order, end=30 * order + 5, order=order),
            In(source=ident, target="document/x"),
            Next(source="passage/x/0", target=ident),
        )
    with pytest.raises(ImagineError, match="2 NEXT of passage/x/0, where 0 to 1"):
        bundle.check()


@given(st.dates())
def test_what_the_calendar_has_is_a_date(day: datetime.date) -> None:
    for text in (day.isoformat(), f"{day:%Y-%m}".zfill(7), f"{day:%Y}".zfill(4)):
        assert is_date(text)
        assert not is_date(text + "-") and not is_date(text.replace("-", "/") + "x")


@pytest.mark.parametrize(
    "text", ["", "24", "2024-13", "2024-00", "2024-1", "2024-02-30", "20240918", "２０２４", "2024\n"]
)
def test_what_it_has_not_is_none(text: str) -> None:
    assert not is_date(text)


def test_exact_mentions_pass() -> None:
    bundle = small()
    bundle.add(
        Mentions(source="passage/x/0", target="organisation/alder-trust", start=10, end=21, printed="Alder Trust")
    )
    bundle.check()


def test_a_value_is_what_its_passages_state() -> None:
    bundle = small()
    bundle.state(Organisation(id="organisation/alder-trust", name="THE ALDER TRUST LIMITED"), "passage/x/0")
    node = bundle.facts.nodes["organisation/alder-trust"]
    assert isinstance(node, Organisation) and node.name == "Alder Trust"
    bundle.check()
    bundle.facts.nodes[node.id] = dataclasses.replace(node, name="Something else", kind="charity")
    bundle.facts.derive_values()
    assert bundle.facts.nodes[node.id] == node


def test_rows_that_state_nothing_leave_with_their_source() -> None:
    bundle = small()
    before = bundle.to_json()
    row = REGISTER["Alder Trust"][0]
    bundle.add(row.document, row.passage, In(source=row.passage.id, target=row.document.id))
    assert bundle.passages.keys() == {"passage/x/0"}
    bundle.drop_idle_rows()
    assert bundle.to_json() == before
    bundle.add(row.document, row.passage, In(source=row.passage.id, target=row.document.id))
    bundle.state(Organisation(id="organisation/alder-trust", name="Alder Trust", kind="charity"), row.passage.id)
    bundle.drop_idle_rows()
    bundle.check()
    assert row.passage.id in bundle.facts.nodes and row.document.id not in bundle.own_ids()


def test_one_id_has_one_label() -> None:
    bundle = small()
    with pytest.raises(ImagineError, match="one id has one label"):
        bundle.add(Event(id="organisation/alder-trust", name="Alder Trust"))


def test_a_bundle_of_another_format_is_refused() -> None:
    with pytest.raises(ImagineError, match="load the document again"):
        Bundle.from_json(b'{"format": 99}')


def test_every_property_of_the_contract_is_declared() -> None:
    for node in GRAPH_MODEL.nodes:
        assert node.display.name in ("name", "title", "text"), node.label
        assert {f.name for f in dataclasses.fields(node.python)} == {"id", *(p.attribute for p in node.properties)}
