"""What Neo4j holds, read back as the nodes and links that were stated."""

from collections.abc import Mapping
from typing import Any

from schema.declaration import Link, Node
from schema.model import GRAPH_MODEL, Property


def node_of(label: str, properties: Mapping[str, Any]) -> Node:
    """Return the node that stands in the database with this label and these properties."""
    node_type = GRAPH_MODEL.node(label)
    return node_type.python(id=properties["id"], **_known(node_type.properties, properties))


def link_of(type_: str, source: str, target: str, properties: Mapping[str, Any]) -> Link:
    """Return the link that stands in the database with this type and these properties, from one node's id to another's."""
    link_type = GRAPH_MODEL.link(type_)
    evidence = tuple(sorted(properties.get("evidence", ())))
    return link_type.python(source=source, target=target, evidence=evidence, **_known(link_type.properties, properties))


def _known(declared: tuple[Property, ...], properties: Mapping[str, Any]) -> dict[str, Any]:
    values = ((p.attribute, properties[p.name]) for p in declared if p.name in properties)
    return {name: tuple(value) if isinstance(value, list) else value for name, value in values}
