"""A change of the graph that is interrupted, at whichever statement and by whatever, leaves all as it was, or is whole."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import empty
from neo4j import ManagedTransaction, exceptions

from graph.connection import Connection
from graph.store.copies import Copies
from graph.store.store import Store
from loaders.extract import extract
from loaders.sources import read
from schema.bundle import Bundle, PackedBundle
from schema.errors import StoreError

REPORT = """# Harbour Day {year}

Report of Harbour Day {year}, held on 4 May {year} at the Old Customs House.

## Challenge: Homes for young people

### Challenge owners

- {who}, Chief Executive, Alder Trust
- Ben Castle, Director of Housing, Birch County Council

### Ideas

1. **Open doors.** {who} wants empty offices turned into homes.
"""

ENDS: dict[str, Callable[[], BaseException]] = {
    "Ctrl-C": KeyboardInterrupt,
    "a line that breaks": lambda: exceptions.ServiceUnavailable("gone"),
    "memory": MemoryError,
    "a defect": lambda: ValueError("no"),
}


def document(year: int, who: str, name: str = "harbour.md") -> Bundle:
    return extract(read(name, REPORT.format(year=year, who=who).encode())).bundle


FIRST, OTHER = document(2023, "Ada North"), document(2024, "Dee Marsh", "other.md")
LATER = document(2023, "Cy West")

CHANGES: dict[str, Callable[[Store], object]] = {
    "load": lambda store: store.load(OTHER),
    "replace": lambda store: store.load(LATER),
    "remove": lambda store: store.remove(FIRST.document),
    "rewrite": lambda store: store.rewrite(FIRST.document, lambda _: LATER),
    "promise": lambda store: store.promise_withheld(["0123abcd"], "mark"),
}


@pytest.fixture
def filled(neo4j_server: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Store, Copies]]:
    empty(neo4j_server)
    monkeypatch.setattr("graph.store.store._RETRY_SECONDS", 0)
    with Store(replace(neo4j_server, copies=tmp_path / "documents")) as store:
        store.prepare()
        store.load(FIRST)
        yield store, Copies(tmp_path / "documents")
    empty(neo4j_server)


def state(store: Store, copies: Copies) -> tuple[object, ...]:
    """Everything that is stored, in the database and beside it, but for Neo4j's own ids."""
    nodes = store.read("MATCH (n) RETURN labels(n) AS l, properties(n) AS p")
    links = store.read("MATCH (a)-[r]->(b) RETURN a.id AS a, type(r) AS t, properties(r) AS p, b.id AS b")
    beside = [(path.name, path.read_bytes()) for path in copies.files()]
    assert copies.folder is not None and not list(copies.folder.glob(".*.part"))
    return sorted(map(repr, nodes)), sorted(map(repr, links)), beside, copies.state()


@pytest.mark.fault("a change is interrupted at one of its statements", 10)
@pytest.mark.parametrize("change", CHANGES)
def test_an_interrupted_change_leaves_all_as_it_was(
    filled: tuple[Store, Copies], monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    store, copies = filled
    before, run = state(store, copies), ManagedTransaction.run
    kinds, at = list(ENDS.values()), 0
    while True:
        at += 1
        left = at

        def interrupted(self: ManagedTransaction, *positional: Any, at: int = at, **named: Any) -> Any:
            nonlocal left
            left -= 1
            if left == 0:
                raise kinds[at % len(kinds)]()
            return run(self, *positional, **named)

        with monkeypatch.context() as patched:
            patched.setattr(ManagedTransaction, "run", interrupted)
            try:
                CHANGES[change](store)
            except (StoreError, KeyboardInterrupt, MemoryError, ValueError):
                failed = True
            else:
                failed = False
        if not failed:
            break
        if state(store, copies)[:2] != before[:2]:  # committed already: the next command puts the copies right
            store.prepare()
            break
        assert state(store, copies) == before, f"at statement {at}"
    assert at > 2, "a change has several statements"
    assert state(store, copies) != before
    assert store.faults() == []
    assert [PackedBundle("", path.read_bytes()).unpack().document for path in copies.files()] == [
        bundle.document for bundle in store.bundles()
    ]
