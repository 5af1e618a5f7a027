"""Brings what an older version stored to today's form.

Bundles are the truth: each is upgraded by numbered pure functions over its JSON, and the graph is rebuilt from them. Every step
can be repeated: a graph says that it is of today's format only when the last one is done, so that the next start goes on after an
interruption.
"""

import json
import zlib
from collections.abc import Callable
from typing import Any

import neo4j
from neo4j import ManagedTransaction

from graph.embedding.embedder import Embedder
from graph.store.changes import apply_difference, keep_bundle, kept_bundle, lock_graph, read_stored
from graph.store.format_2 import with_sources
from graph.store.query_library import query
from schema.bundle import FORMAT, Bundle, PackedBundle, Statements
from schema.errors import StoreError
from schema.program import PROGRAM

Raw = dict[str, Any]
"""A bundle's JSON, decoded."""

UPGRADES: dict[int, Callable[[Raw], Raw]] = {1: with_sources}
"""What turns a bundle of a format into one of the next."""


def upgrade(kept: PackedBundle) -> PackedBundle:
    """Return a bundle in today's format. Raises StoreError for a format that no step leads from, and for one of a newer version."""
    raw = json.loads(zlib.decompress(kept.payload))
    if raw.get("format") == FORMAT:
        return kept
    while raw.get("format") != FORMAT:
        step = UPGRADES.get(raw.get("format"))
        if step is None:
            raise StoreError(
                f"what is kept of {kept.document} has format {raw.get('format')!r}, which this version cannot read; "
                f"use the version that loaded it, or '{PROGRAM} remove {kept.document}' there and load it here again"
            )
        raw = step(raw)
    bundle = Bundle.from_json(json.dumps(raw).encode())
    bundle.check()
    return PackedBundle.of(bundle)


def migrate(session: neo4j.Session, version: int, embedder: Embedder | None = None) -> None:
    """Upgrade every kept bundle, rebuild the graph from them, and note that it is of `version`.

    Several processes may be at it at once, and one may load a document meanwhile: what is kept is listed again once the graph is
    empty, each step only adds what is missing, and the format is noted when nothing is.
    """
    for document in _documents(session):
        session.execute_write(_upgrade_kept, document, version)
    if session.execute_read(_format) == version:
        return  # another process was quicker
    # Its parts are transactions of their own, so it cannot be inside one.
    session.run(query("clear_graph").cypher).consume()
    while True:
        for document in _documents(session):
            session.execute_write(_write_kept, document, version, embedder)
        if session.execute_write(_note_if_whole, version):
            return


def _format(tx: ManagedTransaction) -> int | None:
    row = tx.run(query("graph_state").cypher).single()
    return None if row is None else row["format"]


def _documents(session: neo4j.Session) -> list[str]:
    return session.execute_read(lambda tx: tx.run(query("bundle_ids").cypher).value("id"))


def _note_if_whole(tx: ManagedTransaction, version: int) -> bool:
    """Note the format unless another process has taken a document away since it was written; return whether it was noted."""
    lock_graph(tx, version)
    if tx.run(query("documents_unwritten").cypher).value("id"):
        return False
    tx.run(query("note_format").cypher, format=version).consume()
    return True


def _upgrade_kept(tx: ManagedTransaction, document: str, version: int) -> None:
    lock_graph(tx, version)
    kept = kept_bundle(tx, document)
    if kept is not None and (upgraded := upgrade(kept)) is not kept:
        keep_bundle(tx, upgraded.unpack(), upgraded, upgraded=True)


def _write_kept(tx: ManagedTransaction, document: str, version: int, embedder: Embedder | None) -> None:
    """Add what a document states to what stands in the graph; what is there already, of an interrupted attempt, stays."""
    lock_graph(tx, version)
    kept = kept_bundle(tx, document)
    if kept is None:
        return
    bundle = kept.unpack()
    stored = read_stored(tx, bundle.facts)
    after = Statements()
    after.update(stored.facts)
    after.update(bundle.facts)
    apply_difference(tx, stored, after, embedder)
