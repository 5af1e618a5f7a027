"""What follows from statements and is kept beside them, worked out again for a graph of another version: terms and printed order.

A graph of thousands of reports holds millions of nodes and links. They are taken a batch at a time, in the order of ids, so that
memory is needed for one batch however large the graph is.
"""

from collections.abc import Iterator
from typing import Any

import neo4j

from graph.store.elements import link_of, node_of
from graph.store.printed_order import VERSION, PrintedOrder
from graph.store.query_library import Query, query
from graph.store.terms import FINGERPRINT, OWN_PROPERTIES, terms_of
from schema.bundle import Statements
from schema.model import GRAPH_MODEL
from schema.nodes import KNOWLEDGE_KINDS, Passage

WORKED_OUT = f"{FINGERPRINT} {VERSION}"
"""What a database notes once terms and printed order are worked out in this way."""
AT_ONCE = 1000
"""How many nodes are read, or written, at once; of links, those that leave so many nodes."""

Rows = list[dict[str, Any]]


def write_terms(session: neo4j.Session) -> None:
    """Work out the terms of every node again from what is stored of it."""
    for node_type in GRAPH_MODEL.nodes:
        for rows in _pages(session, node_type.label, _NODES):
            _write(session, query("add_properties"), [_with(row, _terms(node_type.label, row)) for row in rows])


def write_order(session: neo4j.Session) -> None:
    """Work out the printed order of every node and link again from what is stored, and the keys by which lists are sorted."""
    for node_type in (n for n in GRAPH_MODEL.nodes if n.in_order or any(p.has_sort_key for p in n.properties)):
        for rows in _pages(session, node_type.label, _NODES):
            elements = [row["element"] for row in rows] if node_type.in_order else []
            stating = session.run(query("stating_passages").cypher, elements=elements).data() if elements else []
            nodes = [node_of(node_type.label, row["properties"]) for row in rows]
            orders = {row["passage"]: row["order"] for row in stating}
            orders |= {node.id: node.order for node in nodes if isinstance(node, Passage)}
            printed = PrintedOrder(Statements(), orders, [(row["node"], row["passage"]) for row in stating])
            written = [_with(row, printed.of_node(node)) for row, node in zip(rows, nodes, strict=True)]
            _write(session, query("add_properties"), written)
    evidenced = {(link.name, ends.source) for link, ends in GRAPH_MODEL.patterns() if link.evidenced}
    for name, label in sorted(evidenced):
        for rows in _pages(session, label, _LINKS.format(name)):
            links = [link_of(name, row["id"], row["target"], row["properties"]) for row in rows]
            ids = sorted({i for link in links for i in link.evidence})
            passages = session.run(query("passage_orders").cypher, ids=ids).data()
            mentions = [(row["id"], node, start) for row in passages for node, start in row["mentions"]]
            printed = PrintedOrder(Statements(), {row["id"]: row["order"] for row in passages}, mentions=mentions)
            written = [
                _with(row, row["properties"] | printed.of_link(link)) for row, link in zip(rows, links, strict=True)
            ]
            _write(session, query("change_links"), written)


_NODES = (
    "RETURN n.id AS id, elementId(n) AS element, n {.*, vector: null} AS properties, "
    "COLLECT { MATCH (n)-[:IN]->(d:Document) RETURN d.kind } AS documents ORDER BY n.id"
)
_LINKS = (
    "MATCH (n)-[r:{}]->(other) RETURN n.id AS id, elementId(r) AS element, properties(r) AS properties, "
    "other.id AS target ORDER BY n.id"
)


def _pages(session: neo4j.Session, label: str, of_each: str) -> Iterator[Rows]:
    """Yield what a clause returns of the nodes (`n`) of a label, some nodes at a time, where that is anything.

    One statement a label, so that each is answered in the order of the label's index, without sorting.
    """
    some = f"MATCH (n:{label}) WHERE n.id > $after WITH n ORDER BY n.id LIMIT {AT_ONCE}"
    after: str | None = ""
    while after is not None:
        if rows := session.run(f"{some} {of_each}", after=after).data():
            yield rows
        after = session.run(f"{some} RETURN max(n.id) AS last", after=after).single(strict=True)["last"]


def _with(row: dict[str, Any], properties: dict[str, Any]) -> dict[str, Any]:
    return {"element": row["element"], "properties": properties}


def _write(session: neo4j.Session, changing: Query, rows: Rows) -> None:
    for start in range(0, len(rows), AT_ONCE):
        some = rows[start : start + AT_ONCE]
        session.execute_write(lambda tx, some=some: tx.run(changing.cypher, rows=some).consume())  # type: ignore[misc]


def _terms(label: str, row: dict[str, Any]) -> dict[str, str | None]:
    values = row["properties"]
    kinds = {values.get("kind")} if label == "Document" else set(row["documents"])
    found = terms_of(GRAPH_MODEL.node(label), values, outside_reports=bool(kinds.intersection(KNOWLEDGE_KINDS)))
    return {name: found.get(name) for name in OWN_PROPERTIES}
