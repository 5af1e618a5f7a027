"""What an older version stored is upgraded whole, however often that is interrupted; a format out of reach says what to do."""

import json
import zlib
from typing import Any

import pytest
from facts import bundles, libraries
from hypothesis import HealthCheck, given, settings
from test_store import same

from graph.store import migrations
from graph.store.migrations import upgrade
from graph.store.store import FORMAT, Store
from schema.bundle import Bundle, PackedBundle, merge
from schema.errors import StoreError
from schema.model import GRAPH_MODEL, properties_of

real = settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def as_format_1(bundle: Bundle) -> PackedBundle:
    """A bundle as version 0.1 kept it: passages numbered, no source for a value, no row of a register."""
    own = bundle.own_ids()
    rows = {i for i in bundle.facts.nodes if i.startswith(("passage/", "document/"))} - own
    name = bundle.document.split("/", 1)[1]
    renamed = {i: f"passage/{name}/{p.order}" for i, p in bundle.passages.items()}
    raw: dict[str, Any] = json.loads(bundle.to_json())
    raw["format"] = 1
    raw["nodes"] = [{**n, "id": renamed.get(n["id"], n["id"])} for n in raw["nodes"] if n["id"] not in rows]
    raw["links"] = [
        {
            **link,
            "from": renamed.get(link["from"], link["from"]),
            "to": renamed.get(link["to"], link["to"]),
            "evidence": [renamed[e] for e in link["evidence"]],
        }
        for link in raw["links"]
        if link["type"] != "STATES" and not {link["from"], link["to"]} & rows
    ]
    return PackedBundle(bundle.document, zlib.compress(json.dumps(raw).encode()))


def values(bundle: Bundle) -> dict[str, Any]:
    """What a bundle says of everything but its passages and sources."""
    return {i: properties_of(n) for i, n in bundle.facts.nodes.items() if GRAPH_MODEL.node_type(n).stated}


@given(bundles())
def test_a_bundle_of_format_1_keeps_what_it_says_and_gets_a_source_for_every_value(bundle: Bundle) -> None:
    old = as_format_1(bundle)
    upgraded = upgrade(old).unpack()
    upgraded.check()
    assert values(upgraded) == values(bundle)
    assert upgraded.passages == bundle.passages
    assert upgrade(old).payload == upgrade(old).payload
    assert upgrade(upgrade(old)) == upgrade(old)


def store_as_format_1(store: Store, library: list[Bundle]) -> None:
    store.clear()
    for bundle in library:
        store.load(bundle)
    rows = [{"id": b.document, "payload": as_format_1(b).payload} for b in library]
    store._driver.execute_query(
        "UNWIND $rows AS row MATCH (b:Bundle {id: row.id}) SET b.payload = row.payload", rows=rows
    )
    store._driver.execute_query("MATCH (:Passage)-[r:STATES]->() DELETE r")
    store._driver.execute_query("MATCH (g:ImagineGraph) SET g.format = 1")


@real
@given(library=libraries())
def test_a_database_of_format_1_becomes_the_merge_of_what_was_kept(store: Store, library: list[Bundle]) -> None:
    store_as_format_1(store, library)
    store.prepare()
    same(store, merge([upgrade(as_format_1(b)).unpack() for b in library]))
    [state] = store.read("MATCH (g:ImagineGraph) RETURN g.format AS format")
    assert state["format"] == FORMAT
    store.load(library[0])
    store.remove(library[0].document)
    same(store, merge([upgrade(as_format_1(b)).unpack() for b in library[1:]]))


@pytest.mark.parametrize("step", range(1, 7))
@given(library=libraries())
@settings(real, max_examples=2)
def test_an_interrupted_upgrade_goes_on_at_the_next_start(
    store: Store, step: int, library: list[Bundle], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each transaction of the upgrade in turn is the one at which the power goes."""
    store_as_format_1(store, library)
    taken = iter(range(100))

    def failing(work: Any) -> Any:
        def run(*arguments: Any) -> Any:
            if next(taken) == step - 1:
                raise KeyboardInterrupt
            return work(*arguments)

        return run

    with monkeypatch.context() as patched:
        for name in ("_upgrade_kept", "_write_kept"):
            patched.setattr(migrations, name, failing(getattr(migrations, name)))
        if step <= 2 * len(library):
            with pytest.raises(KeyboardInterrupt):
                store.prepare()
    store.prepare()
    same(store, merge([upgrade(as_format_1(b)).unpack() for b in library]))


@settings(real, max_examples=3)
@given(library=libraries())
def test_a_document_that_is_loaded_while_another_process_upgrades_is_not_lost(
    store: Store, library: list[Bundle], monkeypatch: pytest.MonkeyPatch
) -> None:
    *before, last = library
    store_as_format_1(store, before)
    kept = migrations._documents
    loaded = iter([True])

    def listing(session: Any) -> list[str]:
        found = kept(session)
        if next(loaded, False):
            store.load(last)
        return found

    with monkeypatch.context() as patched:
        patched.setattr(migrations, "_documents", listing)
        store.prepare()
    expected = [*(upgrade(as_format_1(b)).unpack() for b in before), last]
    same(store, merge(expected))
    assert store.load(last).outcome == "unchanged"
    store._driver.execute_query("MATCH (d:Document {id: $id}) DETACH DELETE d", id=last.document)
    assert store.load(last).outcome == "replaced"
    same(store, merge(expected))


@pytest.mark.parametrize("number", [0, 99])
def test_a_format_that_nothing_leads_from_says_what_to_do(number: int) -> None:
    kept = PackedBundle("document/x", zlib.compress(json.dumps({"format": number}).encode()))
    with pytest.raises(StoreError, match=r"document/x has format .*, which this version cannot read; use the version"):
        upgrade(kept)
