"""The laws of joining facts, and what a bundle refuses to state."""

import dataclasses

import pytest
from facts import bundles, libraries
from hypothesis import given

from schema.bundle import Bundle, merge
from schema.errors import ImagineError
from schema.links import Attended, Mentions, Owns
from schema.model import GRAPH_MODEL
from schema.nodes import Document, Event, Organisation, Passage, Person


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
        Organisation(id="organisation/alder-trust", name="Alder Trust"),
        Event(id="event/fair", name="Fair"),
    )
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
            "not its own passage",
        ),
        (
            Mentions(source="passage/x/0", target="organisation/alder-trust", start=11, end=22, printed="Alder Trust"),
            "does not print",
        ),
        (Person(id="person/x", name=""), "without its name"),
        (Organisation(id="person/x", name="X"), "begin with organisation/"),
        (Organisation(id="organisation/x", name="X", kind="club"), "it is one of"),
    ],
)
def test_a_bundle_refuses_what_breaks_the_contract(thing: object, message: str) -> None:
    bundle = small()
    bundle.add(thing)  # type: ignore[arg-type]
    with pytest.raises(ImagineError, match=message):
        bundle.check()


def test_exact_mentions_pass() -> None:
    bundle = small()
    bundle.add(
        Mentions(source="passage/x/0", target="organisation/alder-trust", start=10, end=21, printed="Alder Trust")
    )
    bundle.check()


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
