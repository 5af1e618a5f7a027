"""What documents state is kept beside a managed Neo4j, whatever interrupts a change; and the disk keeps some room."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from bench.world import reports
from conftest import empty

from graph.connection import Connection
from graph.store.copies import Copies, LostStoreError
from graph.store.store import Store
from schema.bundle import Bundle, PackedBundle
from schema.errors import StoreError


@pytest.fixture
def kept(neo4j_server: Connection, tmp_path: Path) -> Iterator[Connection]:
    """The session's Neo4j, empty, with copies in a folder of the test's own."""
    empty(neo4j_server)
    yield replace(neo4j_server, copies=tmp_path / "documents")
    empty(neo4j_server)


def copied(connection: Connection) -> list[Bundle]:
    found = [PackedBundle("", path.read_bytes()).unpack() for path in Copies(connection.copies).files()]
    return sorted(found, key=lambda bundle: bundle.document)


def assert_the_same(connection: Connection, store: Store) -> None:
    assert [b.to_json() for b in copied(connection)] == [b.to_json() for b in store.bundles()]
    assert connection.copies is not None
    assert not list(connection.copies.glob(".*.part"))


def test_copies_follow_every_change(kept: Connection) -> None:
    first, second = reports(2)
    with Store(kept) as store:
        store.prepare()
        for bundle in (first, second, first):
            store.load(bundle)
            assert_the_same(kept, store)
        store.remove(first.document)
        assert_the_same(kept, store)
        store.note_withheld(["0123abcd"])
        state = Copies(kept.copies).state()
        assert state is not None and state.withheld == ("0123abcd",)
        store.clear()
        assert_the_same(kept, store)
    assert kept.copies is not None
    assert all(path.stat().st_mode & 0o077 == 0 for path in kept.copies.iterdir())


@pytest.mark.fault("a command is ended between Neo4j's commit and the copy")
@pytest.mark.parametrize("change", ["load", "replace", "remove"])
def test_what_an_interruption_leaves_behind_is_put_right(
    kept: Connection, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    """Between the commit and the file's taking its place: the database decides."""
    first, second = reports(2)
    with Store(kept) as store:
        store.prepare()
        store.load(first)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, Store(kept) as store, pytest.raises(KeyboardInterrupt):
        patched.setattr(Copies, "settle", killed)
        patched.setattr(Copies, "forget", lambda _: None)
        store.load(second) if change == "load" else store.remove(first.document)
    with Store(kept) as store:
        assert [b.document for b in store.bundles()] != [b.document for b in copied(kept)]
        store.prepare()
        assert_the_same(kept, store)


@pytest.mark.fault("Neo4j refuses a change")
def test_a_change_that_is_refused_leaves_no_copy(kept: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = reports(2)
    with Store(kept) as store:
        store.prepare()
        store.load(first)

        def refused(*_: object) -> None:
            raise StoreError("no")

        monkeypatch.setattr("graph.store.store._bump", refused)
        with pytest.raises(StoreError, match="no"):
            store.load(second)
        assert_the_same(kept, store)


@pytest.mark.fault("the graph is emptied or its store taken away")
def test_the_copies_of_a_lost_graph_are_not_taken_for_leftovers(kept: Connection) -> None:
    [first] = reports(1)
    with Store(kept) as store:
        store.prepare()
        store.load(first)
        empty(kept)
        with pytest.raises(LostStoreError, match="doctor --rebuild"):
            store.prepare()
        assert len(copied(kept)) == 1


@pytest.mark.fault("the disk is full", 2)
def test_a_disk_that_is_nearly_full_is_not_written_to(kept: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = reports(2)
    with Store(replace(kept, free_disk=200)) as store:
        store.prepare()
        store.load(first)
        monkeypatch.setattr("graph.store.copies.free_disk", lambda _: 199_000_000)
        for change in (lambda: store.load(second), lambda: store.remove(first.document)):
            with pytest.raises(StoreError, match=r"nothing was changed: .* has 199 MB free, and 200 MB are kept"):
                change()
        store.prepare()
        assert [b.document for b in store.bundles()] == [first.document]
        assert_the_same(kept, store)
