"""Reads what is a concept in RDF and a mere value in the database: which labels a scheme has, and what bears one of them."""

from dataclasses import dataclass

from graph.store.store import Store
from graph.store.surroundings import Neighbour, name_of
from schema.model import GRAPH_MODEL, Property

MOST = 1000
"""How many labels of a scheme, and how many bearers of a label, are read."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where values that are concepts of a scheme stand: a property of a label's nodes or of a type's links."""

    property: Property
    pattern: str
    """Cypher that binds `x`, which has the property, and `n`, the node that is said to bear it."""


def places(scheme: str) -> list[Place]:
    """Return where a scheme's concepts are values."""
    nodes = [
        Place(p, f"(n:{t.label}) WITH n, n AS x")
        for t in GRAPH_MODEL.nodes
        for p in t.properties
        if p.spec.scheme == scheme
    ]
    links = [
        Place(p, f"(n)-[x:{t.name}]->()") for t in GRAPH_MODEL.links for p in t.properties if p.spec.scheme == scheme
    ]
    return nodes + links


def labels(store: Store, scheme: str) -> list[str]:
    """Return the labels of a scheme that the graph uses, in order."""
    found: set[str] = set()
    for place in places(scheme):
        rows = store.read(
            f"MATCH {place.pattern} UNWIND x.{place.property.name} AS label RETURN DISTINCT label LIMIT {MOST}"
        )
        found.update(row["label"] for row in rows)
    return sorted(found)


def bearers(store: Store, scheme: str, label: str) -> list[Neighbour]:
    """Return the nodes that bear a label of a scheme, by id."""
    found: dict[str, Neighbour] = {}
    for place in places(scheme):
        name = place.property.name
        holds = f"$label IN x.{name}" if place.property.type == "texts" else f"x.{name} = $label"
        rows = store.read(
            f"MATCH {place.pattern} WHERE {holds} RETURN DISTINCT n.id AS id, head(labels(n)) AS label, "
            f"n {{.name, .title, .text, .url, .number}} AS names ORDER BY id LIMIT {MOST}",
            {"label": label},
        )
        for row in rows:
            found[row["id"]] = Neighbour(row["id"], row["label"], name_of(row["label"], row["names"]))
    return [found[i] for i in sorted(found)]


def members(store: Store, scheme: str) -> list[Neighbour]:
    """Return the nodes that are themselves concepts of a scheme, by id."""
    return [
        Neighbour(row["id"], t.label, name_of(t.label, row["names"]))
        for t in GRAPH_MODEL.nodes
        if t.scheme == scheme
        for row in store.read(
            f"MATCH (n:{t.label}) RETURN n.id AS id, n {{.name, .title}} AS names ORDER BY id LIMIT {MOST}"
        )
    ]
