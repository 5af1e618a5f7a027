"""Remembers which nodes were taken out of the graph, so that whoever holds an old address learns that it is no mistake of theirs.

Only a digest of an id is kept: what was removed cannot be read from the database. Of people nothing is noted where a document was
replaced, since that is how somebody leaves who asked to be left out.
"""

import hashlib
from collections.abc import Iterable

from neo4j import ManagedTransaction

from graph.store.query_library import query


def mark_of(node_id: str) -> str:
    """Return the id of the bookkeeping node that remembers a node's removal."""
    return f"removed/{hashlib.sha256(node_id.encode()).hexdigest()[:32]}"


def note_removed(tx: ManagedTransaction, node_ids: Iterable[str]) -> None:
    """Note that nodes were taken out."""
    if marks := [mark_of(i) for i in node_ids]:
        tx.run(query("note_removed").cypher, marks=marks).consume()


def forget_removed(tx: ManagedTransaction, node_ids: Iterable[str]) -> None:
    """Note that nodes are there, again or for the first time."""
    if marks := [mark_of(i) for i in node_ids]:
        tx.run(query("forget_removed").cypher, marks=marks).consume()
