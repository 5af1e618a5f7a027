"""Writes bundles into Neo4j and takes them out again, one transaction per document.

The stored graph is `schema.bundle.merge` of the bundles that are loaded. Each bundle is kept, compressed, in a `:Bundle` node of
its own (no link leads there), so that what a document shared with others can be worked out anew when it leaves or changes. A
change is a difference between two sets of facts: what stands there now, and what should.
"""

import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast

import neo4j
from neo4j import GraphDatabase, ManagedTransaction

from graph.connection import Connection, translated
from graph.store import preparation
from graph.store.query_library import query
from graph.store.terms import outside_reports, terms_of
from schema.bundle import Bundle, LinkKey, Statements, key_of, merge
from schema.declaration import Link, Node
from schema.errors import NotFoundError, StoreError
from schema.ids import kind_of
from schema.model import GRAPH_MODEL, properties_of
from schema.nodes import Document

FORMAT = 1
"""Version of the way in which a graph is stored; a database of a newer one is refused."""

_RETRY_SECONDS = 10
"""How long the driver repeats what a deadlock or a moment's absence of the database has ended."""

Outcome = Literal["added", "replaced", "unchanged"]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did to the graph."""

    document: str
    outcome: Outcome
    nodes: int
    """Nodes that the document states, itself and its passages included."""
    links: int
    replaced_title: str | None = None


@dataclass(slots=True)
class _Stored:
    """A part of the graph as it stands in the database."""

    facts: Statements
    nodes: dict[str, str]
    """Neo4j's own id of each node, by the node's id."""
    links: dict[LinkKey, str]
    """Neo4j's own id of each link."""


class Store:
    """The graph in one Neo4j database. Use as a context manager, or close it."""

    def __init__(self, connection: Connection) -> None:
        """Open a driver to the database; nothing is read or written yet."""
        self._driver = GraphDatabase.driver(
            connection.uri,
            auth=(connection.user, connection.password),
            max_transaction_retry_time=_RETRY_SECONDS,
            notifications_min_severity="OFF",
        )
        self._uri, self._database = connection.uri, connection.database

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give back the driver's connections."""
        self._driver.close()

    def prepare(self) -> None:
        """Make what constraints, indexes and terms are missing or outdated. Raises StoreError for a graph of a newer version."""
        with translated(self._uri), self._session() as session:
            row = session.execute_read(lambda tx: tx.run(query("graph_state").cypher).single())
            if row is not None and row["format"] > FORMAT:
                raise StoreError(
                    f"this database holds a graph of format {row['format']}, newer than this version's {FORMAT}; "
                    "use a newer Imagine Graph"
                )
            preparation.prepare(session, FORMAT, row)

    def load(self, bundle: Bundle) -> Loaded:
        """Put a document's facts into the graph, in place of what it stated before. All of it or nothing."""
        bundle.check()
        payload = zlib.compress(bundle.to_json())
        with translated(self._uri), self._session() as session:
            return session.execute_write(_load, bundle, payload)

    def remove(self, document: str) -> None:
        """Take away exactly what only this document stated. Raises NotFoundError where it is not loaded."""
        with translated(self._uri), self._session() as session:
            session.execute_write(_remove, document)

    def clear(self) -> None:
        """Take everything out of the graph; constraints and indexes stay."""
        with translated(self._uri), self._session() as session:
            # Its parts are transactions of their own, so it cannot be inside one.
            session.run(query("clear").cypher).consume()
            session.execute_write(_bump)

    def documents(self) -> list[dict[str, Any]]:
        """Return id, title, kind, published, source, sha256 and the number of passages of every document, by id."""
        with translated(self._uri), self._session() as session:
            return session.execute_read(lambda tx: tx.run(query("documents").cypher).value("document"))

    def find_document(self, wanted: str) -> str:
        """Return the id of the one document whose id, source or title is `wanted`, or whose id or source holds it.

        Raises NotFoundError where none fits, or where several do.
        """
        known = self.documents()
        exact = [d["id"] for d in known if wanted in (d["id"], d["source"], d["title"])]
        hits = exact or [d["id"] for d in known if wanted.lower() in f"{d['id']} {d['source']}".lower()]
        if len(hits) == 1:
            return cast(str, hits[0])
        if hits:
            raise NotFoundError(
                f"{wanted!r} fits {len(hits)} documents ({', '.join(sorted(hits))}); name one of them by its id"
            )
        raise NotFoundError(f"no loaded document is called {wanted!r}; 'imagine list' shows what is loaded")

    def bundles(self) -> Iterator[Bundle]:
        """Yield the bundle of every document, by the document's id, one at a time."""
        with translated(self._uri), self._session() as session:
            for document in session.execute_read(lambda tx: tx.run(query("bundle_ids").cypher).value("id")):
                bundle = session.execute_read(_bundle, document)
                if bundle is not None:
                    yield bundle

    def withheld(self) -> frozenset[str]:
        """Return the ids of the suppression list's entries that this graph was noted to be kept free of."""
        with translated(self._uri), self._session() as session:
            row = session.execute_read(lambda tx: tx.run(query("withheld").cypher).single())
            return frozenset((row and row["entries"]) or ())

    def note_withheld(self, entries: Iterable[str]) -> None:
        """Note of which entries of the suppression list this graph is kept free."""
        wanted = sorted(entries)
        with translated(self._uri), self._session() as session:
            session.execute_write(lambda tx: tx.run(query("note_withheld").cypher, entries=wanted).consume())

    def facts(self) -> Statements:
        """Return the whole graph as the loaded documents state it."""
        return merge(self.bundles())

    def read(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """Return the rows of a reading statement, as dictionaries."""
        with translated(self._uri), self._session() as session:
            return session.execute_read(lambda tx: tx.run(cypher, dict(parameters or {})).data())

    def _session(self) -> neo4j.Session:
        return self._driver.session(database=self._database)


def _load(tx: ManagedTransaction, bundle: Bundle, payload: bytes) -> Loaded:
    _lock(tx)
    before = _bundle(tx, bundle.document)
    counts = len(bundle.facts.nodes), len(bundle.facts.links)
    if before is None:
        shared = _read(tx, _only_shared(bundle))
        after = Statements()
        after.update(shared.facts)
        after.update(bundle.facts)
        _apply(tx, shared, after)
    elif before.to_json() == bundle.to_json():
        return Loaded(bundle.document, "unchanged", *counts)
    else:
        affected = merge([before, bundle])
        after = _stated_by_others(tx, affected, bundle, before)
        after.update(bundle.facts)
        _apply(tx, _read(tx, affected), after)
    states = sorted(set(bundle.facts.nodes) - bundle.own_ids())
    tx.run(query("keep_bundle").cypher, id=bundle.document, payload=payload, states=states).consume()
    _bump(tx)
    title = None if before is None else cast(Document, before.facts.nodes[before.document]).title
    return Loaded(bundle.document, "added" if before is None else "replaced", *counts, title)


def _remove(tx: ManagedTransaction, document: str) -> None:
    _lock(tx)
    before = _bundle(tx, document)
    if before is None:
        raise NotFoundError(f"{document} is not loaded, so there is nothing to remove; 'imagine list' shows what is")
    _apply(tx, _read(tx, before.facts), _stated_by_others(tx, before.facts, before))
    tx.run(query("drop_bundle").cypher, id=document).consume()
    _bump(tx)


def _lock(tx: ManagedTransaction) -> None:
    """Let one load or removal after another: the write lock on this node is held until the transaction ends."""
    tx.run(query("lock_graph").cypher, format=FORMAT).consume()


def _bump(tx: ManagedTransaction) -> None:
    tx.run(query("bump_revision").cypher).consume()


def _bundle(tx: ManagedTransaction, document: str) -> Bundle | None:
    row = tx.run(query("bundle").cypher, id=document).single()
    return None if row is None else _unpack(row["payload"])


def _unpack(payload: bytes) -> Bundle:
    return Bundle.from_json(zlib.decompress(payload))


def _only_shared(bundle: Bundle) -> Statements:
    """Return the part of a new document's statements that other documents may have made as well."""
    own = bundle.own_ids()
    nodes = {i: n for i, n in bundle.facts.nodes.items() if i not in own}
    links = {k: link for k, link in bundle.facts.links.items() if link.source in nodes and link.target in nodes}
    return Statements(nodes, links)


def _stated_by_others(tx: ManagedTransaction, affected: Statements, *own: Bundle) -> Statements:
    """Return what the other documents state about the nodes and links of `affected`; `own` are this document's bundles."""
    ids = sorted(set(affected.nodes).difference(*(bundle.own_ids() for bundle in own)))
    others = tx.run(query("bundles_sharing").cypher, document=own[0].document, ids=ids)
    kept = Statements()
    for row in others:
        facts = _unpack(row["payload"]).facts
        kept.add(*(n for i, n in facts.nodes.items() if i in affected.nodes))
        kept.add(*(link for k, link in facts.links.items() if k in affected.links))
    return kept


def _read(tx: ManagedTransaction, wanted: Statements) -> _Stored:
    """Return the nodes and links of `wanted` as they stand in the database; what is not there is left out."""
    stored = _Stored(Statements(), {}, {})
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


def _apply(tx: ManagedTransaction, stored: _Stored, after: Statements) -> None:
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
