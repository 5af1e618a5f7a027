"""One node with what is linked to it and the passages that say so; and what is remembered of a node that was taken out."""

import pytest
from facts import libraries
from hypothesis import HealthCheck, given, settings

from graph.store.store import Store
from graph.store.surroundings import read_node, read_surroundings, read_text
from schema.bundle import Bundle, key_of, merge
from schema.errors import NotFoundError, RemovedError
from schema.links import Attended, In
from schema.model import GRAPH_MODEL
from schema.nodes import Document, Event, Organisation, Passage, Person

real = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@real
@given(library=libraries())
def test_what_is_read_is_what_the_documents_state(store: Store, library: list[Bundle]) -> None:
    store.clear()
    for bundle in library:
        store.load(bundle)
    facts = merge(library)
    for node in facts.nodes.values():
        found = read_surroundings(store, node.id)
        about = {k: v for k, v in facts.links.items() if node.id in (v.source, v.target)}
        assert found.node == node
        assert {key_of(link): link for link in found.facts} == {
            k: v for k, v in about.items() if GRAPH_MODEL.link_type(v).evidenced
        }
        sources = {k: v for k, v in about.items() if v.type in ("STATES", "MENTIONS")}
        assert {key_of(link): link for link in found.sources} == sources
        for link in found.facts:
            other = facts.nodes[link.target if link.source == node.id else link.source]
            shown = found.neighbours[other.id]
            assert shown.label == GRAPH_MODEL.node_type(other).label
            assert shown.name == getattr(other, GRAPH_MODEL.node_type(other).display.attribute)
            assert all(found.quotes[p].passage == facts.nodes[p] for p in link.evidence)
    for bundle in library:
        assert read_text(store, bundle.document) == sorted(bundle.passages.values(), key=lambda p: p.order)


def test_a_page_of_links_says_how_many_it_leaves_out(store: Store) -> None:
    bundle = _report("a", *(f"Body {n}" for n in range(7)))
    store.load(bundle)
    found = read_surroundings(store, "event/fair", most=3)
    assert (len(found.facts), found.left_out) == (3, 4)


def test_a_node_that_was_taken_out_is_told_from_one_that_never_was(store: Store) -> None:
    store.load(_report("a", "Alder Trust", "Birch Council"))
    store.load(_report("b", "Birch Council"))
    store.remove("document/a")
    gone = ("document/a", "passage/a/0", "organisation/alder-trust", "person/somebody-of-a")
    for node_id in gone:
        with pytest.raises(RemovedError):
            read_node(store, node_id)
    for node_id in ("organisation/cedar", "nothing/x", "organisation", ""):
        with pytest.raises(NotFoundError) as unknown:
            read_surroundings(store, node_id)
        assert not isinstance(unknown.value, RemovedError)
    assert read_node(store, "organisation/birch-council")
    kept = store.read("MATCH (n) WHERE n:ImagineGraph OR n:Bundle RETURN properties(n) AS p")
    assert not any(word in str(row) for row in kept for word in ("alder", "somebody-of-a"))
    store.load(_report("a", "Alder Trust"))
    assert [read_node(store, i).id for i in gone] == list(gone)
    assert read_surroundings(store, "organisation/alder-trust").facts


def test_of_a_person_who_leaves_a_document_nothing_is_noted(store: Store) -> None:
    store.load(_report("a", "Alder Trust"))
    shorter = _report("a", "Alder Trust")
    del shorter.facts.nodes["person/somebody-of-a"]
    shorter.facts.links = {k: v for k, v in shorter.facts.links.items() if v.target != "person/somebody-of-a"}
    assert store.load(shorter).outcome == "replaced"
    with pytest.raises(NotFoundError) as unknown:
        read_node(store, "person/somebody-of-a")
    assert not isinstance(unknown.value, RemovedError)


def _report(name: str, *organisations: str) -> Bundle:
    bundle = Bundle(f"document/{name}")
    passage = f"passage/{name}/0"
    bundle.add(
        Document(id=bundle.document, title="A report", kind="report", source=f"{name}.txt", sha256="0"),
        Passage(id=passage, text="They came.", start=0, end=10, order=0),
        In(source=passage, target=bundle.document),
    )
    bundle.state(Event(id="event/fair", name="Fair"), passage)
    bundle.state(Person(id=f"person/somebody-of-{name}", name="Somebody"), passage)
    for printed in organisations:
        node = Organisation(id=f"organisation/{printed.lower().replace(' ', '-')}", name=printed)
        bundle.state(node, passage)
        bundle.add(Attended(source=node.id, target="event/fair", evidence=(passage,)))
    return bundle
