"""Makes a database ready, whatever an older version left: constraints, indexes, and what follows from statements (terms, order,
vectors).

What a database has is noted in it by fingerprints, so that a command that finds nothing to do asks one question only.
"""

import random
import time
from typing import Any

import neo4j
from neo4j import exceptions

from graph.embedding.embedder import Embedder
from graph.store.changes import embed
from graph.store.indexes import changes, fingerprint, wanted
from graph.store.query_library import query
from graph.store.vectors import EMBEDDED, SAID, text_of
from graph.store.vectors import fingerprint as vectors_of
from graph.store.worked_out import WORKED_OUT, write_order, write_terms
from schema.errors import StoreError
from schema.model import GRAPH_MODEL
from schema.nodes import KNOWLEDGE_KINDS
from schema.program import PROGRAM

_AT_ONCE = 1000
"""For how many nodes vectors are written in one transaction."""
_ATTEMPTS = 8
"""How often preparing is begun again where another process is preparing too."""
_SECONDS_BETWEEN_LOOKS = 0.2
"""How many seconds pass between two looks whether new indexes have read what is there."""


def prepare(session: neo4j.Session, version: int, state: neo4j.Record | None, embedder: Embedder | None = None) -> None:
    """Make what is missing or other than wanted. `version` of the way of storing; `state`: the row of `graph_state`, if any;
    `embedder`: the model whose vectors are wanted.

    Each step can be repeated: where one is interrupted, nothing is noted, and the next call begins again. So does this one, where
    another process that prepares the same database changed what there is between the look at it and the change.
    """
    for attempt in range(_ATTEMPTS):
        try:
            _prepare(session, version, state, embedder)
        except exceptions.Neo4jError as e:
            if attempt + 1 == _ATTEMPTS or not (e.is_retryable() or ".Schema." in (e.code or "")):
                raise
            time.sleep(random.uniform(0.5, 1.5))  # noqa: S311 (no secret)
            state = session.execute_read(lambda tx: tx.run(query("graph_state").cypher).single())
        else:
            return


def _prepare(session: neo4j.Session, version: int, state: neo4j.Record | None, embedder: Embedder | None) -> None:
    indexes = wanted(None if embedder is None else embedder.dimensions)
    mark, vectors = fingerprint(indexes), vectors_of(embedder)
    if state is not None and (state["indexes"], state["terms"], state["vectors"]) == (mark, WORKED_OUT, vectors):
        return
    if state is not None and state["terms"] != WORKED_OUT:
        # Before the index is made, so that it reads them once.
        write_terms(session)
        write_order(session)
    if state is not None and state["vectors"] != vectors:
        session.run(query("drop_vectors").cypher).consume()  # of another model
    there = session.run(query("show_indexes").cypher).data()
    for statement in changes(indexes, there, (state and state["names"]) or ()):
        _change(session, statement)
    await_indexes(session)
    if embedder is not None and (state is None or state["vectors"] != vectors):  # also of what was imported
        write_missing_vectors(session, embedder)
    session.execute_write(_execute, query("lock_graph").cypher, {"format": version})
    names = sorted(index.name for index in indexes)
    session.execute_write(
        _execute,
        query("note_indexes").cypher,
        {"indexes": mark, "names": names, "terms": WORKED_OUT, "vectors": vectors},
    )


def await_indexes(session: neo4j.Session) -> None:
    """Wait until every index has read what is there, and let plans go that were made before. Raises StoreError for one that cannot.

    On a graph of thousands of reports that takes longer than Neo4j lets one statement wait, so it is asked again and again.
    """
    while True:
        states = {row["name"]: row["state"] for row in session.run(query("show_indexes").cypher).data()}
        if failed := sorted(name for name, state in states.items() if state == "FAILED"):
            raise StoreError(
                f"Neo4j cannot make the index {failed[0]}; its log says why, and '{PROGRAM} doctor' finds what else is wrong"
            )
        if all(state == "ONLINE" for state in states.values()):
            break
        time.sleep(_SECONDS_BETWEEN_LOOKS)
    # A plan that was made before may look into an index that another one has taken the place of.
    session.run("CALL db.clearQueryCaches()").consume()


def _change(session: neo4j.Session, statement: str) -> None:
    """Make or take away one constraint or index, in a transaction of its own, while others may be doing the same.

    The driver repeats what ended in a deadlock. `IF NOT EXISTS` looks before it waits for the lock, so that Neo4j also refuses
    what another process has just made: then it is there.
    """
    try:
        session.execute_write(_execute, statement)
    except exceptions.ClientError as e:
        if e.code not in _DONE_BY_ANOTHER:
            raise


_DONE_BY_ANOTHER = {
    f"Neo.ClientError.Schema.{what}AlreadyExists" for what in ("EquivalentSchemaRule", "Constraint", "Index")
}


def _execute(tx: neo4j.ManagedTransaction, /, statement: str, parameters: dict[str, Any] | None = None) -> None:
    tx.run(statement, parameters).consume()


def write_missing_vectors(session: neo4j.Session, embedder: Embedder) -> int:
    """Give every node that says something and has no vector its vector, a batch at a time; return how many those were."""
    written = 0
    for label in EMBEDDED:
        after = ""
        while rows := session.run(_WITHOUT_VECTOR[label], after=after, most=_AT_ONCE, **_ASKED).data():
            after = rows[-1]["properties"]["id"]
            texts = {row["element"]: text_of(GRAPH_MODEL.node(label), row["properties"]) for row in rows}
            some = {element: text for element, text in texts.items() if text}
            session.execute_write(embed, embedder, some)
            written += len(some)
    return written


_ASKED: dict[str, Any] = {"said": SAID, "knowledge": KNOWLEDGE_KINDS}
_SPEAKS_FOR_ITSELF = (
    " AND NOT EXISTS { MATCH (n)-[:IN]->(d:Document) WHERE d.kind IN $knowledge }"
    " AND NOT EXISTS { MATCH (n)-[s:STATES]->(:Challenge|Idea|Model|Initiative|Insight) WHERE s.property IN $said }"
)
"""A passage of a report whose words no other node's text repeats."""
# One statement a label, so that each is answered in the order of the label's index, without sorting.
_WITHOUT_VECTOR = {
    label: f"MATCH (n:{label}) WHERE n.id > $after AND n.vector IS NULL{_SPEAKS_FOR_ITSELF if label == 'Passage' else ''} "
    "WITH n ORDER BY n.id LIMIT $most RETURN elementId(n) AS element, properties(n) AS properties ORDER BY n.id"
    for label in EMBEDDED
}
