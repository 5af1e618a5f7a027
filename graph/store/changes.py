"""Turns one state of a part of the graph into another, inside one transaction: reads what is stored, and writes the difference."""

from dataclasses import dataclass
from typing import Any

from neo4j import ManagedTransaction

from graph.store.query_library import query
from graph.store.terms import outside_reports, terms_of
from schema.bundle import Bundle, LinkKey, PackedBundle, Statements, key_of
from schema.declaration import Link, Node
from schema.ids import kind_of
from schema.model import GRAPH_MODEL, properties_of


@dataclass(slots=True)
class Stored:
    """A part of the graph as it stands in the database."""

    facts: Statements
    nodes: dict[str, str]
    """Neo4j's own id of each node, by the node's id."""
    links: dict[LinkKey, str]
    """Neo4j's own id of each link."""


def lock_graph(tx: ManagedTransaction, version: int) -> None:
    """Let one change of the graph come after another: the write lock on this node is held until the transaction ends."""
    tx.run(query("lock_graph").cypher, format=version).consume()


def keep_bundle(tx: ManagedTransaction, bundle: Bundle, packed: PackedBundle) -> None:
    """Keep what a document states beside the graph, in place of what it stated before."""
    shared = sorted(set(bundle.facts.nodes) - bundle.own_ids())
    tx.run(query("keep_bundle").cypher, id=bundle.document, payload=packed.payload, states=shared).consume()


def read_stored(tx: ManagedTransaction, wanted: Statements) -> Stored:
    """Return the nodes and links of `wanted` as they stand in the database; what is not there is left out."""
    stored = Stored(Statements(), {}, {})
    ids: dict[str, list[str]] = {node_type.kind: [] for node_type in GRAPH_MODEL.nodes}
    for i in wanted.nodes:
        ids[kind_of(i)].append(i)
    for row in tx.run(_NODES_BY_ID, ids):
        node_type, p = GRAPH_MODEL.node(row["label"]), row["properties"]
        known = {a.attribute: _value(p[a.name]) for a in node_type.properties if a.name in p}
        stored.facts.add(node_type.python(id=p["id"], **known))
        stored.nodes[p["id"]] = row["element"]
    pairs = {(link.source, link.target) for link in wanted.links.values()}
    elements = [(stored.nodes[a], stored.nodes[b]) for a, b in sorted(pairs) if a in stored.nodes and b in stored.nodes]
    for row in tx.run(query("links_between").cypher, pairs=elements) if elements else ():
        link_type, p = GRAPH_MODEL.link(row["type"]), row["properties"]
        known = {a.attribute: _value(p[a.name]) for a in link_type.properties if a.name in p}
        link = link_type.python(
            source=row["source"], target=row["target"], evidence=tuple(p.get("evidence", ())), **known
        )
        if key_of(link) in wanted.links:
            stored.facts.add(link)
            stored.links[key_of(link)] = row["element"]
    return stored


_NODES_BY_ID = " UNION ALL ".join(
    f"UNWIND ${n.kind} AS id MATCH (n:{n.label} {{id: id}}) "
    f"RETURN '{n.label}' AS label, properties(n) AS properties, elementId(n) AS element"
    for n in GRAPH_MODEL.nodes
)


def apply_difference(tx: ManagedTransaction, stored: Stored, after: Statements) -> None:
    """Turn what is stored into `after`: delete, create and change what differs, and nothing else."""
    now, elements = stored.facts, stored.nodes
    outside = outside_reports(after)
    _run(tx, "delete_links", elements=[stored.links[k] for k in now.links if k not in after.links])
    _run(tx, "delete_nodes", elements=[elements[i] for i in now.nodes if i not in after.nodes])
    changed = [i for i, node in now.nodes.items() if i in after.nodes and after.nodes[i] != node]
    rows = [{"element": elements[i], "properties": _row(after.nodes[i], outside)} for i in changed]
    _run(tx, "change_nodes", rows=rows)
    new = [node for i, node in after.nodes.items() if i not in now.nodes]
    rows = [{"label": GRAPH_MODEL.node_type(node).label, "properties": _row(node, outside)} for node in new]
    made = tx.run(query("create_nodes").cypher, rows=rows).value("element") if rows else []
    elements |= {node.id: element for node, element in zip(new, made, strict=True)}
    links = [(k, link) for k, link in after.links.items() if now.links.get(k) != link]
    _run(
        tx,
        "change_links",
        rows=[{"element": stored.links[k], "properties": _link_row(link)} for k, link in links if k in now.links],
    )
    _run(
        tx,
        "create_links",
        rows=[
            {
                "type": k[0],
                "source": elements[link.source],
                "target": elements[link.target],
                "properties": _link_row(link),
            }
            for k, link in links
            if k not in now.links
        ],
    )


def _run(tx: ManagedTransaction, name: str, **rows: list[Any]) -> None:
    """Run a query of the library for its effect, unless it has no rows to work on."""
    if any(rows.values()):
        tx.run(query(name).cypher, rows).consume()


def _row(node: Node, outside: set[str]) -> dict[str, Any]:
    """Return all properties of a node: what is stated, and the store's own. `outside`: ids of what is no part of a report."""
    values = properties_of(node)
    terms = terms_of(GRAPH_MODEL.node_type(node), values, outside_reports=node.id in outside)
    return {"id": node.id, **{k: _stored_value(v) for k, v in values.items()}, **terms}


def _link_row(link: Link) -> dict[str, Any]:
    values = {k: _stored_value(v) for k, v in properties_of(link).items()}
    return values | {"evidence": list(link.evidence)} if GRAPH_MODEL.link_type(link).evidenced else values


def _stored_value(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _value(stored: Any) -> Any:
    return tuple(stored) if isinstance(stored, list) else stored
