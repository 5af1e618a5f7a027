"""A small graph for the tests of linked data: two documents, names with markup in them, every sort of link that a page says."""

from collections.abc import Iterator

from schema.bundle import Bundle
from schema.ids import passage_ids
from schema.links import Attended, In, Mentions, Next, Owns, RaisedAt, ReportsOn, SpokeAt, WorksFor
from schema.nodes import Challenge, Document, Event, Organisation, Passage, Person

MARKUP = '<script>alert("Alder & Sons")</script>'
ADA, BEN, ALDER, BIRCH = "person/ada-north", "person/ben-south", "organisation/alder", "organisation/birch"
FAIR, HOMES = "event/fair-2024", "challenge/fair-2024/homes"
ONE, TWO = "document/one", "document/two"


def _document(document: str, *texts: str) -> tuple[Bundle, list[Passage]]:
    bundle = Bundle(document)
    bundle.add(
        Document(id=document, title=f"Report <i>{document[-3:]}</i>", kind="report", source="r.txt", sha256="0" * 64)
    )
    passages, at = [], 0
    for order, (text, node_id) in enumerate(zip(texts, passage_ids(document, texts), strict=True)):
        passage = Passage(id=node_id, text=text, start=at, end=at + len(text), order=order, heading="Who & what")
        bundle.add(passage, In(source=passage.id, target=document))
        if passages:
            bundle.add(Next(source=passages[-1].id, target=passage.id))
        passages.append(passage)
        at = passage.end + 1
    return bundle, passages


def _mention(bundle: Bundle, passage: Passage, node: str, printed: str) -> None:
    start = passage.start + passage.text.index(printed)
    bundle.add(Mentions(source=passage.id, target=node, start=start, end=start + len(printed), printed=printed))


def library() -> Iterator[Bundle]:
    """Two documents; only the second knows Ben, and what Ada did there."""
    bundle, (owner, event) = _document(ONE, f"Ada North of {MARKUP} owns Homes.", "The Fair was in Leeds.")
    bundle.state(Person(id=ADA, name="Ada North"), owner.id)
    bundle.state(Organisation(id=ALDER, name=MARKUP, kind="charity", identifiers=("GB-COH-01234567",)), owner.id)
    bundle.state(Challenge(id=HOMES, title="Homes"), owner.id)
    bundle.state(Event(id=FAIR, name="Fair 2024", date="2024-07", venue="Leeds"), event.id)
    said = (owner.id,)
    bundle.add(
        WorksFor(source=ADA, target=ALDER, role="Chair, Care & <b>Homes</b>", evidence=said),
        Owns(source=ADA, target=HOMES, evidence=said),
        Owns(source=ALDER, target=HOMES, table="2", as_="owner or supporter", evidence=said),
        RaisedAt(source=HOMES, target=FAIR, evidence=(owner.id, event.id)),
        ReportsOn(source=ONE, target=FAIR, evidence=(event.id,)),
    )
    _mention(bundle, owner, ADA, "Ada North")
    _mention(bundle, owner, ALDER, MARKUP)
    yield bundle
    bundle, (talk,) = _document(TWO, "Ada North and Ben South of Birch opened the Fair.")
    bundle.state(Person(id=ADA, name="Ada North"), talk.id)
    bundle.state(Person(id=BEN, name="Ben South"), talk.id)
    bundle.state(Organisation(id=BIRCH, name="Birch"), talk.id)
    bundle.state(Event(id=FAIR, name="Fair 2024"), talk.id)
    bundle.add(
        SpokeAt(source=ADA, target=FAIR, as_="opening address", evidence=(talk.id,)),
        SpokeAt(source=BEN, target=FAIR, as_="opening address", evidence=(talk.id,)),
        WorksFor(source=BEN, target=BIRCH, evidence=(talk.id,)),
        Attended(source=BIRCH, target=FAIR, evidence=(talk.id,)),
    )
    _mention(bundle, talk, ADA, "Ada North")
    yield bundle
