"""Turns one state of a part of the graph into another, inside one transaction: reads what is stored, and writes the difference."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from neo4j import ManagedTransaction

from graph.embedding.embedder import Embedder
from graph.store.elements import link_of, node_of
from graph.store.printed_order import PrintedOrder, kept_order, unknown_passages
from graph.store.query_library import query
from graph.store.removed import forget_removed, note_removed
from graph.store.terms import outside_reports, terms_of
from graph.store.vectors import texts_of
from schema.bundle import Bundle, LinkKey, PackedBundle, Statements, key_of
from schema.declaration import Link, Node
from schema.ids import kind_of
from schema.model import GRAPH_MODEL, properties_of

_VECTORS_AT_ONCE = 500
"""How many vectors are sent in one statement."""


@dataclass(slots=True)
class Stored:
    """A part of the graph as it stands in the database."""

    facts: Statements
    nodes: dict[str, str]
    """Neo4j's own id of each node, by the node's id."""
    links: dict[LinkKey, str]
    """Neo4j's own id of each link."""
    order: dict[str | LinkKey, dict[str, Any]]
    """What the store itself keeps of the printed order of each node and link, as `PrintedOrder` returns it."""


def lock_graph(tx: ManagedTransaction, version: int) -> None:
    """Let one change of the graph come after another: the write lock on this node is held until the transaction ends."""
    tx.run(query("lock_graph").cypher, format=version).consume()


def keep_bundle(tx: ManagedTransaction, bundle: Bundle, packed: PackedBundle, *, upgraded: bool = False) -> None:
    """Keep what a document states beside the graph, in place of what it stated before.

    `upgraded`: it says the same as before in a newer format, so that the day on which it was loaded stays.
    """
    kept = {
        "id": bundle.document,
        "payload": packed.payload,
        "states": sorted(set(bundle.facts.nodes) - bundle.own_ids()),
        "upgraded": upgraded,
    }
    tx.run(query("keep_bundle").cypher, kept).consume()


def keep_imported(tx: ManagedTransaction, documents: Iterable[PackedBundle], version: int) -> None:
    """Keep what these documents state, each of which counts as a change."""
    lock_graph(tx, version)
    for packed in documents:
        keep_bundle(tx, packed.unpack(), packed)
        tx.run(query("bump_revision").cypher).consume()


def kept_bundle(tx: ManagedTransaction, document: str) -> PackedBundle | None:
    """Return what is kept of a document's statements, None where it is not loaded."""
    row = tx.run(query("bundle").cypher, id=document).single()
    return None if row is None else PackedBundle(document, row["payload"])


def read_stored(tx: ManagedTransaction, wanted: Statements) -> Stored:
    """Return the nodes and links of `wanted` as they stand in the database; what is not there is left out."""
    stored = Stored(Statements(), {}, {}, {})
    ids: dict[str, list[str]] = {node_type.kind: [] for node_type in GRAPH_MODEL.nodes}
    for i in wanted.nodes:
        ids[kind_of(i)].append(i)
    for kind, some in ids.items():
        for row in tx.run(_NODES_BY_ID[kind], ids=some) if some else ():
            p = row["properties"]
            stored.facts.add(node_of(kind, p))
            stored.nodes[p["id"]] = row["element"]
            stored.order[p["id"]] = kept_order(p)
    pairs = {(link.source, link.target) for link in wanted.links.values()}
    elements = [(stored.nodes[a], stored.nodes[b]) for a, b in sorted(pairs) if a in stored.nodes and b in stored.nodes]
    for row in tx.run(query("links_between").cypher, pairs=elements) if elements else ():
        p = row["properties"]
        link = link_of(row["type"], row["source"], row["target"], p)
        if key_of(link) in wanted.links:
            stored.facts.add(link)
            stored.links[key_of(link)] = row["element"]
            stored.order[key_of(link)] = kept_order(p)
    return stored


_NODES_BY_ID = {
    n.kind: f"UNWIND $ids AS id MATCH (n:{n.label} {{id: id}}) RETURN n {{.*, vector: null}} AS properties, elementId(n) AS element"
    for n in GRAPH_MODEL.nodes
}
"""One statement per label: a single one for all would be planned again for each combination of how many ids there are of each."""


def apply_difference(
    tx: ManagedTransaction,
    stored: Stored,
    after: Statements,
    embedder: Embedder | None = None,
    *,
    note_people: bool = False,
) -> None:
    """Turn what is stored into `after`: delete, create and change what differs, and nothing else.

    What is new or says something else gets the vector that `embedder` gives it. What is deleted is noted as removed; of people only
    where `note_people` says that nobody can be meant who asked to leave.
    """
    now, elements = stored.facts, stored.nodes
    outside, printed = outside_reports(after), _printed_order(tx, stored, after)
    order: dict[str | LinkKey, dict[str, Any]] = {i: printed.of_node(node) for i, node in after.nodes.items()}
    order |= {k: printed.of_link(link) for k, link in after.links.items()}

    def node_row(node: Node) -> dict[str, Any]:
        return _row(node, outside) | order[node.id]

    _run_unless_empty(tx, "delete_links", elements=[stored.links[k] for k in now.links if k not in after.links])
    gone = [i for i in now.nodes if i not in after.nodes]
    _run_unless_empty(tx, "delete_nodes", elements=[elements[i] for i in gone])
    note_removed(tx, (i for i in gone if note_people or kind_of(i) != "person"))
    forget_removed(tx, (i for i in after.nodes if i not in now.nodes))
    kept = [(elements[i], after.nodes[i]) for i in now.nodes if i in after.nodes]
    changed = [(e, n) for e, n in kept if now.nodes[n.id] != n or stored.order[n.id] != order[n.id]]
    _run_unless_empty(tx, "change_nodes", rows=[{"element": e, "properties": node_row(n)} for e, n in changed])
    new = [node for i, node in after.nodes.items() if i not in now.nodes]
    rows = [{"label": GRAPH_MODEL.node_type(node).label, "properties": node_row(node)} for node in new]
    made = tx.run(query("create_nodes").cypher, rows=rows).value("element") if rows else []
    elements |= {node.id: element for node, element in zip(new, made, strict=True)}
    if embedder is not None:
        now_said = texts_of(now, [now.nodes[n.id] for _, n in changed])
        said = texts_of(after, [*new, *(n for _, n in changed)])
        embed(tx, embedder, {elements[i]: text for i, text in said.items() if now_said.get(i) != text})
    links = [(k, link, _link_row(link) | order[k]) for k, link in after.links.items()]
    _run_unless_empty(
        tx,
        "change_links",
        rows=[
            {"element": stored.links[k], "properties": row}
            for k, link, row in links
            if k in now.links and (now.links[k] != link or stored.order[k] != order[k])
        ],
    )
    _run_unless_empty(
        tx,
        "create_links",
        rows=[
            {"type": k[0], "source": elements[link.source], "target": elements[link.target], "properties": row}
            for k, link, row in links
            if k not in now.links
        ],
    )


def embed(tx: ManagedTransaction, embedder: Embedder, texts: Mapping[str, str]) -> None:
    """Give nodes the vectors of these texts, by Neo4j's own id of each node."""
    wanted = list(texts)
    for start in range(0, len(wanted), _VECTORS_AT_ONCE):
        some = wanted[start : start + _VECTORS_AT_ONCE]
        vectors = embedder.embed([texts[element] for element in some])
        rows = [{"element": e, "vector": v} for e, v in zip(some, vectors, strict=True)]
        _run_unless_empty(tx, "set_vectors", rows=rows)


def _printed_order(tx: ManagedTransaction, stored: Stored, after: Statements) -> PrintedOrder:
    """Return the places of `after`, in which other documents' passages count that stand in the database."""
    unknown = unknown_passages(after)
    rows = tx.run(query("passage_orders").cypher, ids=unknown).data() if unknown else []
    orders = {row["id"]: row["order"] for row in rows}
    mentions = [(row["id"], node, start) for row in rows for node, start in row["mentions"]]
    shared = [e for i, e in stored.nodes.items() if i in after.nodes and GRAPH_MODEL.node(kind_of(i)).in_order]
    rows = tx.run(query("stating_passages").cypher, elements=shared).data() if shared else []
    read = {(link.target, link.source) for link in stored.facts.links.values() if link.type == "STATES"}
    stating = [row for row in rows if (row["node"], row["passage"]) not in read]
    orders |= {row["passage"]: row["order"] for row in stating}
    return PrintedOrder(after, orders, [(row["node"], row["passage"]) for row in stating], mentions)


def _run_unless_empty(tx: ManagedTransaction, name: str, **rows: list[Any]) -> None:
    """Run a query of the library for its effect, unless it has no rows to work on."""
    if any(rows.values()):
        tx.run(query(name).cypher, rows).consume()


def _row(node: Node, outside: set[str]) -> dict[str, Any]:
    """Return the properties of a node: what is stated, and terms. `outside`: ids of what is no part of a report."""
    values = properties_of(node)
    terms = terms_of(GRAPH_MODEL.node_type(node), values, outside_reports=node.id in outside)
    return {"id": node.id, **{k: _stored_value(v) for k, v in values.items()}, **terms}


def _link_row(link: Link) -> dict[str, Any]:
    return {k: _stored_value(v) for k, v in properties_of(link).items()}


def _stored_value(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
