"""Hypothesis strategies for bundles: small documents that share organisations, people and challenges with one another."""

from hypothesis import strategies as st

from loaders.knowledge import source
from schema.bundle import Bundle
from schema.ids import make_id, passage_ids
from schema.links import Attended, In, Mentions, Owns, RaisedAt, SpokeAt, WorksFor
from schema.nodes import Challenge, Document, Event, Organisation, Passage, Person

NAMES = ("Alder Trust", "Birch Council", "Cedar CIC")
PEOPLE = ("Ada North", "Ben South", "Cy West")
REGISTER = {
    name: [
        source("register", name="bodies", version=version, title="Bodies", file="bodies.csv", sha256="1" * 64).row(
            name, f"{name} of Leeds: company", order=order, start=order * 40
        )
        for version in ("1", "2")
    ]
    for order, name in enumerate(NAMES)
}
"""Rows of two versions of a register, by name."""
WORDS = ("Alder Trust", "ALDER TRUST", "Alder", "The Alder Trust")


@st.composite
def bundles(draw: st.DrawFn, document: str = "a") -> Bundle:
    """One document that states a few facts about a small world, each in its own words."""
    bundle = Bundle(make_id("document", document))
    title = draw(st.sampled_from(("First report", "Second report")))
    bundle.add(Document(id=bundle.document, title=title, kind="report", source=f"{document}.txt", sha256="0" * 64))
    texts = draw(st.lists(st.sampled_from(NAMES + PEOPLE), min_size=1, max_size=4))
    passages, at, ids = [], 0, passage_ids(bundle.document, texts)
    for order, text in enumerate(texts):
        p = Passage(id=ids[order], text=text, start=at, end=at + len(text), order=order)
        bundle.add(p, In(source=p.id, target=bundle.document))
        passages.append(p)
        at = p.end + 1
    for p in passages:
        if p.text in NAMES:
            node = Organisation(
                id=make_id("organisation", p.text),
                name=draw(st.sampled_from((p.text, p.text.upper()))),
                aliases=tuple(draw(st.lists(st.sampled_from(WORDS), max_size=2))),
                kind=draw(st.sampled_from((None, "charity"))),
            )
        else:
            node = Person(id=make_id("person", p.text), name=p.text)
        bundle.state(node, p.id)
        if draw(st.booleans()) and p.text in NAMES:
            row = draw(st.sampled_from(REGISTER[p.text]))
            bundle.add(row.document, row.passage, In(source=row.passage.id, target=row.document.id))
            bundle.state(Organisation(id=node.id, name=f"{p.text} of Leeds", kind="company"), row.passage.id)
        bundle.add(Mentions(source=p.id, target=node.id, start=p.start, end=p.end, printed=p.text))
    event = Event(id="event/fair", name="Fair", date=draw(st.sampled_from((None, "2024", "2024-07"))))
    challenge = Challenge(
        id="challenge/fair/homes", title="Homes", tables=tuple(draw(st.lists(st.sampled_from("123"))))
    )
    said = tuple(draw(st.lists(st.sampled_from([p.id for p in passages]), min_size=1)))
    bundle.state(event, *said)
    bundle.state(challenge, *said)
    bundle.add(RaisedAt(source=challenge.id, target=event.id, evidence=said))
    organisations = [i for i in bundle.facts.nodes if i.startswith("organisation/")]
    for person in [i for i in bundle.facts.nodes if i.startswith("person/")]:
        as_ = draw(st.sampled_from((None, "panel", "vignette")))
        bundle.add(SpokeAt(source=person, target=event.id, as_=as_, evidence=said))
        for organisation in organisations:
            role = draw(st.sampled_from((None, "Chair", "Chair and Founder")))
            bundle.add(WorksFor(source=person, target=organisation, role=role, evidence=said))
    for organisation in organisations:
        bundle.add(Attended(source=organisation, target=event.id, evidence=said))
        if draw(st.booleans()):
            bundle.add(
                Owns(source=organisation, target=challenge.id, table=draw(st.sampled_from((None, "1"))), evidence=said)
            )
    return bundle


def libraries() -> st.SearchStrategy[list[Bundle]]:
    """Up to three documents of one world, each with an id of its own."""
    return st.tuples(bundles("a"), bundles("b"), bundles("c")).flatmap(
        lambda three: st.permutations(three).flatmap(lambda some: st.integers(1, 3).map(lambda n: list(some[:n])))
    )
