"""What tables and networks make of a node or link: names and values, one cell each."""

from collections.abc import Iterator

import orjson

from schema.declaration import Link, Node
from schema.model import GRAPH_MODEL, properties_of

Cell = str | int


def cells(thing: Node | Link) -> dict[str, Cell]:
    """Return the values of a node or link by property name, a list as a JSON array; `evidence` too, where it has some."""
    values: dict[str, object] = dict(properties_of(thing))
    if isinstance(thing, Link) and GRAPH_MODEL.link_type(thing).evidenced:
        values["evidence"] = thing.evidence
    return {name: cell(value) for name, value in values.items()}


def cell(value: object) -> Cell:
    """Return one value as a cell."""
    return value if isinstance(value, str | int) else orjson.dumps(value).decode()


def display(node: Node) -> str:
    """Return what a node is called: its first display property that has a value, else its id."""
    values = properties_of(node)
    names: Iterator[str] = (p.name for p in GRAPH_MODEL.node_type(node).displays)
    return next((str(values[name]) for name in names if name in values), node.id)
