"""The stored graph is the merge of the loaded bundles, whatever was loaded, reloaded and removed, in whatever order."""

from typing import Any

import neo4j
import pytest
from facts import bundles, libraries
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.connection import Connection
from graph.store import others
from graph.store.printed_order import PrintedOrder
from graph.store.query_library import query
from graph.store.reader_threads import Read
from graph.store.store import Store
from graph.store.terms import outside_reports, terms_of
from graph.store.watched import Deadline
from schema.bundle import Bundle, PackedBundle, Statements, merge
from schema.errors import ImagineError, NotFoundError, StoreError, UnreachableError
from schema.links import Attended, In
from schema.model import GRAPH_MODEL, properties_of
from schema.nodes import Document, Event, Organisation, Passage

real = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def as_stored(store: Store) -> tuple[dict[str, Any], list[Any]]:
    """What stands in the database, label by label and link by link, read without the store's own bookkeeping."""
    nodes = store.read(
        "MATCH (n) WHERE NOT n:Bundle AND NOT n:ImagineGraph RETURN labels(n) AS labels, properties(n) AS p"
    )
    links = store.read("MATCH (a)-[r]->(b) RETURN a.id AS a, type(r) AS type, b.id AS b, properties(r) AS p")
    return {n["p"]["id"]: n for n in nodes}, sorted(links, key=str)


def as_stated(facts: Statements) -> tuple[dict[str, Any], list[Any]]:
    """The same shape, from the facts themselves; the terms that search reads and the printed order follow from them, too."""
    nodes = {}
    outside, printed = outside_reports(facts), PrintedOrder(facts, {})
    for i, n in facts.nodes.items():
        node_type, values = GRAPH_MODEL.node_type(n), properties_of(n)
        terms = terms_of(node_type, values, outside_reports=i in outside)
        nodes[i] = {"labels": [node_type.label], "p": {"id": i, **_lists(values), **terms, **printed.of_node(n)}}
    links = []
    for link in facts.links.values():
        link_type = GRAPH_MODEL.link_type(link)
        properties = _lists(properties_of(link)) | printed.of_link(link)
        links.append({"a": link.source, "type": link_type.name, "b": link.target, "p": properties})
    return nodes, sorted(links, key=str)


def _lists(values: dict[str, Any]) -> dict[str, Any]:
    return {k: list(v) if isinstance(v, tuple) else v for k, v in values.items()}


def same(store: Store, facts: Statements) -> None:
    nodes, links = as_stored(store)
    stated_nodes, stated_links = as_stated(facts)
    assert nodes == stated_nodes
    assert [_sorted(link) for link in links] == [_sorted(link) for link in stated_links]


def _sorted(link: dict[str, Any]) -> str:
    return str({**link, "p": sorted(link["p"].items())})


@real
@given(library=libraries())
def test_loading_gives_the_merge_and_loading_again_changes_nothing(store: Store, library: list[Bundle]) -> None:
    store.clear()
    assert [store.load(b).outcome for b in library] == ["added"] * len(library)
    same(store, merge(library))
    assert [store.load(b).outcome for b in reversed(library)] == ["unchanged"] * len(library)
    same(store, merge(library))
    assert store.facts() == merge(library)


@pytest.fixture
def one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what others state be read as sparingly as it can be."""
    monkeypatch.setattr(others, "_FIRST", 1)
    monkeypatch.setattr(others, "_MOST", 1)


@real
@given(library=libraries(), which=st.integers(0, 2))
def test_removing_takes_away_exactly_what_only_that_document_stated(
    store: Store, one_at_a_time: None, library: list[Bundle], which: int
) -> None:
    store.clear()
    for bundle in library:
        store.load(bundle)
    gone = library.pop(which % len(library))
    store.remove(gone.document)
    same(store, merge(library))
    with pytest.raises(NotFoundError, match="nothing to remove"):
        store.remove(gone.document)


@real
@given(one=bundles("a"), others=st.tuples(bundles("b"), bundles("c")), changed=bundles("a"))
def test_a_changed_document_takes_the_place_of_the_old_one(
    store: Store, one_at_a_time: None, one: Bundle, others: tuple[Bundle, ...], changed: Bundle
) -> None:
    store.clear()
    for bundle in (one, *others):
        store.load(bundle)
    expected = "unchanged" if one.to_json() == changed.to_json() else "replaced"
    assert store.load(changed).outcome == expected
    same(store, merge([*others, changed]))


def test_what_is_left_of_a_document_is_found_without_reading_all_others(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = [_spelled(f"report-{n}", "Alder Trust", "Alder") for n in range(40)]
    library += [_spelled("stray", "Alder Trust", "The Old Alder"), _spelled("last", "The Alder Trust", "Alder")]
    for bundle in library:
        store.load(bundle)
    read: list[str] = []

    class Counted(PackedBundle):
        def unpack(self) -> Bundle:
            read.append(self.document)
            return super().unpack()

    monkeypatch.setattr(others, "PackedBundle", Counted)
    for gone in ("stray", "last", "report-7"):
        read.clear()
        store.remove(f"document/{gone}")
        assert 0 < len(read) <= others._FIRST
        library = [bundle for bundle in library if bundle.document != f"document/{gone}"]
        same(store, merge(library))


def test_a_bundle_that_breaks_the_contract_leaves_the_graph_untouched(store: Store) -> None:
    bundle = Bundle("document/x")
    bundle.add(Organisation(id="organisation/x", name="X"))
    with pytest.raises(ImagineError, match="does not hold that document"):
        store.load(bundle)
    assert as_stored(store) == ({}, [])


@real
@given(bundle=bundles())
def test_a_load_that_fails_half_way_leaves_the_graph_untouched(store: Store, bundle: Bundle) -> None:
    store.clear()
    # A name that passes the contract's check but is too long for Neo4j's index: it is met when everything is written.
    late = Organisation(id="organisation/zz", name="Late " * 10_000)
    bundle.state(late, min(bundle.passages))
    with pytest.raises(StoreError, match="nothing was changed"):
        store.load(bundle)
    assert as_stored(store) == ({}, [])


def test_the_links_of_two_nodes_are_found_without_those_of_one(store: Store) -> None:
    """A topic or place can have as many as there are documents."""
    hub = (
        "CREATE (t:Topic {id: 'topic/t'}) "
        "WITH t UNWIND range(1, 500) AS i CREATE (:Challenge {id: 'challenge/' + i})-[:ABOUT]->(t)"
    )
    two = (
        "MATCH (c:Challenge)-[:ABOUT]->(t) WHERE c.id IN ['challenge/7', 'challenge/8'] "
        "RETURN [elementId(c), elementId(t)] AS pair"
    )
    with store._session() as session:
        session.run(hub).consume()
        pairs = session.run(two).value()
        asked = session.run("PROFILE " + query("links_between").cypher, pairs=pairs)
        assert sorted(row["source"] for row in asked) == ["challenge/7", "challenge/8"]
        assert accesses(asked.consume().profile) < 50


def accesses(plan: dict[str, Any] | None) -> int:
    assert plan is not None
    return int(plan.get("dbHits", 0)) + sum(map(accesses, plan.get("children", ())))


def test_a_document_is_found_by_id_source_title_or_a_part(store: Store) -> None:
    store.load(_plain("report-2024"))
    store.load(_plain("report-2025"))
    for wanted in ("document/report-2024", "report-2024.txt", "2024"):
        assert store.find_document(wanted) == "document/report-2024"
    with pytest.raises(NotFoundError, match="fits 2 documents"):
        store.find_document("report")
    with pytest.raises(NotFoundError, match="no loaded document"):
        store.find_document("blog")


def _plain(name: str) -> Bundle:
    bundle = Bundle(f"document/{name}")
    bundle.add(
        Document(id=bundle.document, title="A report", kind="report", source=f"{name}.txt", sha256="0"),
        Passage(id=f"passage/{name}/0", text="Alder Trust came.", start=0, end=17, order=0),
        In(source=f"passage/{name}/0", target=bundle.document),
        Attended(source="organisation/alder-trust", target="event/fair", evidence=(f"passage/{name}/0",)),
    )
    bundle.state(Organisation(id="organisation/alder-trust", name="Alder Trust"), f"passage/{name}/0")
    bundle.state(Event(id="event/fair", name="Fair"), f"passage/{name}/0")
    return bundle


def _spelled(slug: str, *names: str) -> Bundle:
    """A document that names one body, by these names."""
    bundle = Bundle(f"document/{slug}")
    passage = Passage(id=f"passage/{slug}/0", text="It came.", start=0, end=8, order=0)
    bundle.add(Document(id=bundle.document, title=slug, kind="report", source=f"{slug}.txt", sha256="0"))
    bundle.add(passage, In(source=passage.id, target=bundle.document))
    bundle.state(Organisation(id="organisation/alder-trust", name=names[0], aliases=names[1:]), passage.id)
    return bundle


def test_a_graph_of_a_newer_version_is_refused(store: Store) -> None:
    with store._session() as session:
        session.run("MATCH (g:ImagineGraph) SET g.format = 99").consume()
    try:
        with pytest.raises(StoreError, match="newer"):
            store.prepare()
    finally:
        with store._session() as session:
            session.run("MATCH (g:ImagineGraph) SET g.format = 1").consume()


def test_a_server_that_does_not_answer_is_one_clear_error() -> None:
    nowhere = Connection(uri="bolt://127.0.0.1:1", user="neo4j", password="x")
    with Store(nowhere) as store, pytest.raises(StoreError, match="does not answer"):
        store.documents()


class _Silent(Deadline):
    """What watches a Neo4j that is known not to answer."""

    def begins(self, session: neo4j.Session) -> Read:
        self.opened = session
        raise UnreachableError("Neo4j does not answer")


def test_a_session_that_may_not_begin_is_closed(neo4j_server: Connection) -> None:
    silent = _Silent(5)
    with Store(neo4j_server, watcher=silent) as watched, pytest.raises(UnreachableError), watched.reading():
        pass
    assert silent.opened.closed()
