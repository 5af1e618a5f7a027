"""Reads one node with what is linked to it and the passages that say so: what a page or a description of it needs."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from graph.store.elements import link_of, node_of
from graph.store.query_library import query
from graph.store.removed import mark_of
from graph.store.store import Store
from schema.bundle import LinkKey, key_of
from schema.declaration import Link, Node
from schema.errors import ImagineError, NotFoundError, RemovedError
from schema.ids import kind_of
from schema.links import States
from schema.model import GRAPH_MODEL
from schema.nodes import Document, Passage

MOST_LINKS = 1000
"""How many links of a node are read unless more are asked for."""
_FACTS = tuple(t.name for t in GRAPH_MODEL.links if t.evidenced)
_UNKNOWN = "nothing in the graph has this id; check the address, or look for it by its name"
"""The id is not repeated: it may be the name of somebody who asked to be left out."""
_SOURCES = ("STATES", "MENTIONS")
_STRUCTURE = ("IN", "NEXT")
_BY_ID = {
    n.label: f"MATCH (n:{n.label} {{id: $id}}) RETURN properties(n) AS properties, elementId(n) AS element"
    for n in GRAPH_MODEL.nodes
}


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A node at the other end of a link, as far as a person needs it to know which one is meant."""

    id: str
    label: str
    name: str


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage and the document that it is of."""

    passage: Passage
    document: Document
    dates: tuple[str, ...] = ()
    """Of the gatherings that the document reports on."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A node and what is linked to it."""

    node: Node
    facts: tuple[Link, ...]
    """The links that passages state, both ways, by type."""
    sources: tuple[Link, ...]
    """MENTIONS and STATES between the node and passages."""
    neighbours: dict[str, Neighbour]
    """What is at the other ends, by id."""
    quotes: dict[str, Quote]
    """The passages that state or mention, by id; a passage is among its own."""
    left_out: int
    """Facts beyond those that were read."""
    structure: tuple[Link, ...] = ()
    """Of a document or passage, where it was asked for: which passages are in it, and which are next to it."""


def name_of(label: str, values: dict[str, Any]) -> str:
    """Return what names a node with these values to a person; "" where nothing does."""
    return next((str(values[p.name]) for p in GRAPH_MODEL.node(label).displays if values.get(p.name)), "")


def read_node(store: Store, node_id: str) -> Node:
    """Return a node by its id. Raises NotFoundError where there is none, RemovedError where it was taken out."""
    return _found(store, node_id)[0]


def read_surroundings(store: Store, node_id: str, *, most: int = MOST_LINKS, structure: bool = False) -> Surroundings:
    """Return a node with its links, up to `most` of each sort; `structure`: also how a document is made up of passages.

    Raises as `read_node` does.
    """
    node, element = _found(store, node_id)
    facts, neighbours, total = _links(store, node, element, _FACTS, most)
    sources, others, _ = _links(store, node, element, _SOURCES, most)
    passages = {p for link in facts for p in link.evidence}
    passages |= {link.source for link in sources}
    if isinstance(node, Passage):
        passages.add(node.id)
    parts = _links(store, node, element, _STRUCTURE, most)[0] if structure else ()
    left_out = max(0, total - len(facts))
    return Surroundings(node, facts, sources, neighbours | others, read_quotes(store, passages), left_out, parts)


def read_link(store: Store, key: LinkKey) -> Link:
    """Return the link with this key. Raises NotFoundError where there is none, RemovedError where one of its ends was taken out."""
    elements = [_found(store, end)[1] for end in key[1:3]]
    rows = store.read(query("links_between").cypher, {"pairs": [elements]})
    links = (link_of(row["type"], row["source"], row["target"], row["properties"]) for row in rows)
    for link in links:
        if key_of(link) == key:
            return link
    raise NotFoundError(_UNKNOWN)


def read_states(store: Store, node_id: str, name: str) -> list[States]:
    """Return the links that state values of a node's property. Raises as `read_node` does."""
    node, element = _found(store, node_id)
    links, _, _ = _links(store, node, element, ("STATES",), 2**31 - 1)
    return [link for link in links if isinstance(link, States) and link.target == node.id and link.property == name]


def read_quotes(store: Store, passages: Iterable[str]) -> dict[str, Quote]:
    """Return passages with their documents, by id; what is not there is left out."""
    rows = store.read(query("quotes").cypher, {"ids": sorted(passages)})
    found = {}
    for row in rows:
        passage, document = node_of("Passage", row["passage"]), node_of("Document", row["document"])
        assert isinstance(passage, Passage)
        assert isinstance(document, Document)
        found[passage.id] = Quote(passage, document, tuple(row["dates"]))
    return found


def read_printed(store: Store, ideas: Iterable[str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return how documents print these ideas: of which idea each is a part, and which number stands before it. Ids."""
    rows = store.read(query("ideas_printed").cypher, {"ids": sorted(ideas)})
    parents = {row["idea"]: row["whole"] for row in rows if row["whole"]}
    return parents, {row["idea"]: row["number"] for row in rows if row["number"]}


def read_spans(store: Store, passages: Iterable[str], nodes: Iterable[str]) -> dict[str, list[tuple[int, int]]]:
    """Return where passages mention any of these nodes, by passage, in offsets of the document's text."""
    rows = store.read(query("mentions_in").cypher, {"passages": sorted(passages), "nodes": sorted(nodes)})
    spans: dict[str, list[tuple[int, int]]] = {}
    for row in rows:
        spans.setdefault(row["passage"], []).append((row["start"], row["end"]))
    return spans


def read_text(store: Store, document: str) -> list[Passage]:
    """Return a document's passages in reading order."""
    nodes = (node_of("Passage", row["passage"]) for row in store.read(query("document_text").cypher, {"id": document}))
    return [node for node in nodes if isinstance(node, Passage)]


def _found(store: Store, node_id: str) -> tuple[Node, str]:
    try:
        label = GRAPH_MODEL.node(kind_of(node_id)).label
    except ImagineError:
        raise NotFoundError(_UNKNOWN) from None
    rows = store.read(_BY_ID[label], {"id": node_id})
    if rows:
        return node_of(label, rows[0]["properties"]), rows[0]["element"]
    if store.read(query("was_removed").cypher, {"mark": mark_of(node_id)})[0]["removed"]:
        raise RemovedError("what was here was taken out of the graph, and will not come back by itself; link elsewhere")
    raise NotFoundError(_UNKNOWN)


def _links(
    store: Store, node: Node, element: str, types: tuple[str, ...], most: int
) -> tuple[tuple[Link, ...], dict[str, Neighbour], int]:
    [row] = store.read(query("surroundings").cypher, {"element": element, "types": types, "most": most})
    links: dict[LinkKey, Link] = {}
    neighbours = {}
    for found in row["links"]:
        source, target = (node.id, found["id"]) if found["outgoing"] else (found["id"], node.id)
        link = link_of(found["type"], source, target, found["properties"])
        links[key_of(link)] = link  # a link from a node to itself comes twice
        neighbours[found["id"]] = Neighbour(found["id"], found["label"], name_of(found["label"], found["names"]))
    return tuple(links.values()), neighbours, row["total"]
