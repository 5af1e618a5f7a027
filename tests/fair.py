"""A fair with two challenges, for tests of what means the same: the first has an owner, a supporter, an idea, and a model run by a
third body; one body came and no more; one is named in a passage of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from graph.connection import Connection
from graph.store.store import Store
from schema.bundle import Bundle
from schema.links import (
    About,
    Addresses,
    Attended,
    Cites,
    In,
    Involves,
    LocatedIn,
    Mentions,
    Owns,
    RaisedAt,
    ReportsOn,
    Supports,
    WorksFor,
)
from schema.nodes import Challenge, Document, Event, Idea, Model, Organisation, Passage, Person, Place, Topic

LINES = (
    "Homes for young people who leave care",
    "Amy North, Chief Executive, Alder",
    "Birch helps",
    "Rent spare rooms to apprentices who grew up in foster families",
    "The Cedar scheme in Hull lets care leavers live with students",
    "Buses at night for nurses and cleaners on early shifts",
    "Dale owns it",
    "Elder, Fern and Birch were there",
    "Young adults without parents told us that Fern found flats and friends for them.",
)
TEXT = "\n".join(LINES)
NEED = "somewhere to live for those who grow out of foster care"


def fair() -> Bundle:
    """Return what its report states."""
    bundle = Bundle("document/fair")
    bundle.add(Document(id=bundle.document, title="A fair", kind="report", source="fair.txt", sha256="0"))
    for order, line in enumerate(LINES):
        at = TEXT.index(line)
        passage = Passage(id=f"passage/fair/{order}", text=line, start=at, end=at + len(line), order=order)
        bundle.add(passage, In(source=passage.id, target=bundle.document))

    def said(*orders: int) -> tuple[str, ...]:
        return tuple(f"passage/fair/{o}" for o in orders)

    homes, buses = "challenge/fair/homes", "challenge/fair/buses"
    for order, node in (
        (0, Event(id="event/fair", name="Fair", date="2024")),
        (0, Challenge(id=homes, title=LINES[0])),
        (0, Topic(id="topic/homelessness", name="homelessness")),
        (5, Challenge(id=buses, title=LINES[5])),
        (3, Idea(id="idea/fair/homes/1", text=LINES[3])),
        (4, Model(id="model/cedar", name="The Cedar scheme")),
        (4, Place(id="place/hull", name="Hull")),
        (1, Person(id="person/amy-north", name="Amy North")),
        (1, Organisation(id="organisation/alder", name="Alder", kind="local authority")),
        (2, Organisation(id="organisation/birch", name="Birch", kind="law firm")),
        (4, Organisation(id="organisation/cedar", name="Cedar", kind="charity")),
        (6, Organisation(id="organisation/dale", name="Dale", kind="company")),
        (7, Organisation(id="organisation/elder", name="Elder", kind="bank")),
        (8, Organisation(id="organisation/fern", name="Fern", kind="charity")),
    ):
        bundle.state(node, *said(order))
    at = TEXT.index("Fern found")
    bundle.add(
        ReportsOn(source=bundle.document, target="event/fair", evidence=said(0)),
        RaisedAt(source=homes, target="event/fair", evidence=said(0)),
        RaisedAt(source=buses, target="event/fair", evidence=said(5)),
        About(source=homes, target="topic/homelessness", evidence=said(0)),
        Owns(source="organisation/alder", target=homes, evidence=said(1)),
        Owns(source="person/amy-north", target=homes, evidence=said(1)),
        WorksFor(source="person/amy-north", target="organisation/alder", role="Chief Executive", evidence=said(1)),
        Supports(source="organisation/birch", target=homes, evidence=said(2)),
        Owns(source="organisation/dale", target=buses, evidence=said(6)),
        Addresses(source="idea/fair/homes/1", target=homes, evidence=said(3)),
        Cites(source="idea/fair/homes/1", target="model/cedar", evidence=said(4)),
        Involves(source="model/cedar", target="organisation/cedar", evidence=said(4)),
        LocatedIn(source="model/cedar", target="place/hull", evidence=said(4)),
        *(
            Attended(source=f"organisation/{n}", target="event/fair", evidence=said(7))
            for n in ("birch", "elder", "fern")
        ),
        Mentions(source=said(8)[0], target="organisation/fern", start=at, end=at + 4, printed="Fern"),
    )
    return bundle


@contextmanager
def loaded(server: Connection) -> Iterator[Store]:
    """Yield a graph of nothing but the fair, with vectors."""
    with Store(server) as plain:
        plain.clear()
        with Store(replace(server, embedding="minilm")) as store:
            store.prepare()
            store.load(fair())
            store.read("CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()")
            yield store
        plain.clear()
        plain.prepare()
