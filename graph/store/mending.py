"""Compares the graph with what the kept documents state, and its indexes with those that there should be, and mends what differs.

Loading keeps both right; what went wrong from outside (a statement in the Browser, a store that was harmed) nothing else notices.
"""

from dataclasses import dataclass

import neo4j
from neo4j import ManagedTransaction

from graph.embedding.embedder import Embedder
from graph.store.changes import apply_difference, kept_bundle, lock_graph, read_stored
from graph.store.indexes import changes, wanted
from graph.store.others import stated_by_others
from graph.store.preparation import await_indexes, write_missing_vectors
from graph.store.query_library import query
from schema.model import GRAPH_MODEL


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """What was other than it should be."""

    indexes: tuple[str, ...] = ()
    """Names of constraints and indexes that were missing, failed or others; they were made."""
    documents: tuple[str, ...] = ()
    """Documents whose statements were not in the graph as they should be; they are now."""
    vectors: int = 0
    """Nodes that lacked their vector; they have it now."""
    strays: tuple[str, ...] = ()
    """Ids of nodes that no document states; they were left."""


def mend(session: neo4j.Session, version: int, embedder: Embedder | None) -> Mended:
    """Mend what differs; see `Mended`."""
    indexes = _mend_indexes(session, embedder)
    documents, stated = [], set[str]()
    for document in session.execute_read(lambda tx: tx.run(query("bundle_ids").cypher).value("id")):
        differed, ids = session.execute_write(_mend_document, document, version, embedder)
        stated |= ids
        if differed:
            documents.append(document)
    return Mended(
        indexes=tuple(indexes),
        documents=tuple(documents),
        vectors=0 if embedder is None else write_missing_vectors(session, embedder),
        strays=tuple(_strays(session, stated)),
    )


def _mend_indexes(session: neo4j.Session, embedder: Embedder | None) -> list[str]:
    indexes = wanted(None if embedder is None else embedder.dimensions)
    there = session.run(query("show_indexes").cypher).data()
    rows = {row["name"]: row for row in there}
    lacking = [index for index in indexes if index.name not in rows or not index.is_there_as(rows[index.name])]
    for statement in changes(lacking, there, ()):
        session.run(statement).consume()
    if lacking:
        await_indexes(session)
    return [index.name for index in lacking]


def _mend_document(
    tx: ManagedTransaction, document: str, version: int, embedder: Embedder | None
) -> tuple[bool, set[str]]:
    """Mend what one document states; return whether it differed, and the ids that it states."""
    lock_graph(tx, version)
    kept = kept_bundle(tx, document)
    if kept is None:  # taken out meanwhile
        return False, set()
    bundle = kept.unpack()
    stored = read_stored(tx, bundle.facts)
    expected = stated_by_others(tx, bundle.facts, bundle, stored=stored, trusted=False)
    expected.update(bundle.facts)
    if differs := stored.facts != expected:
        expected = stated_by_others(tx, bundle.facts, bundle)
        expected.update(bundle.facts)
        apply_difference(tx, stored, expected, embedder)
        tx.run(query("bump_revision").cypher).consume()
    return differs, set(bundle.facts.nodes)


def _strays(session: neo4j.Session, stated: set[str]) -> list[str]:
    found: list[str] = []
    for node_type in GRAPH_MODEL.nodes:
        rows = session.run(query("nodes_of_label").cypher, label=node_type.label)
        found += [i for row in rows if (i := str(row["properties"].get("id"))) not in stated]
    return found
