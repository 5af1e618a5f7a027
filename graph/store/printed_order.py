"""Where documents print what the graph holds: sort keys that the store works out and keeps beside what is stated.

A node or link has its place by the first document, in the order of ids, that states it, there by the passages that do, in reading
order, and then by its ids, in which numbers count as numbers. The place is a text that sorts so by code points, and no two
entries of one list have the same: a list in printed order needs no other key.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from schema.bundle import Statements
from schema.declaration import Link, Node
from schema.model import GRAPH_MODEL
from schema.nodes import Passage

VERSION = 1
"""To be raised with every change of how places are worked out: those of another version are worked out anew."""
PRINTED_ORDER = "printed_order"
"""The property of nodes and links that holds the place."""
VALUE_ORDER = "{}_order"
"""The property that holds the sort key of a value in which numbers count as numbers."""

_OWN = (
    "evidence",
    PRINTED_ORDER,
    *sorted({VALUE_ORDER.format(p.name) for node in GRAPH_MODEL.nodes for p in node.properties if p.spec.counting}),
)

_NOWHERE = "~"
"""Begins the place of what no passage states: after all that one does."""
_PASSAGES = 4
"""Passages of one document that tell places apart."""
_NUMBER = re.compile("[0-9]+")


class PrintedOrder:
    """The places of some statements."""

    def __init__(
        self, statements: Statements, orders: Mapping[str, int], stating: Iterable[tuple[str, str]] = ()
    ) -> None:
        """`orders` are those of passages that are not among the statements' nodes; `stating` are such passages that state a value
        of a node, as pairs of the node's id and the passage's."""
        own = {n.id: n.order for n in statements.nodes.values() if isinstance(n, Passage)}
        self._orders = {**orders, **own}
        self._stating: dict[str, set[str]] = {}
        for node, passage in (*stating, *_stated(statements)):
            self._stating.setdefault(node, set()).add(passage)

    def of_node(self, node: Node) -> dict[str, str]:
        """Return the store's own properties of a node that say where it comes in an order."""
        node_type = GRAPH_MODEL.node_type(node)
        found = {}
        for p in node_type.properties:
            value = getattr(node, p.attribute)
            if p.spec.counting and value is not None:
                found[VALUE_ORDER.format(p.name)] = counting(value)
        if isinstance(node, Passage):
            return found | {PRINTED_ORDER: self._place([node.id])}
        if node_type.in_order:
            return found | {PRINTED_ORDER: f"{self._place(self._stating.get(node.id, ()))} {counting(node.id)}"}
        return found

    def of_link(self, link: Link) -> dict[str, Any]:
        """Return the store's own property of a link, and its evidence in reading order; nothing where it has no evidence."""
        link_type = GRAPH_MODEL.link_type(link)
        if not link_type.evidenced:
            return {}
        told = [str(getattr(link, p.attribute) or "") for p in link_type.identity]
        ends = " ".join(counting(part) for part in (link.source, link.target, *told, link.type))
        evidence = sorted(link.evidence, key=lambda i: (_document(i), self._orders[i], i))
        return {"evidence": evidence, PRINTED_ORDER: f"{self._place(link.evidence)} {ends}"}

    def _place(self, passages: Iterable[str]) -> str:
        known = sorted((_document(i), self._orders[i]) for i in passages)
        if not known:
            return _NOWHERE
        first = known[0][0]
        orders = [order for document, order in known if document == first][:_PASSAGES]
        return f"{first} {','.join(f'{order:06d}' for order in orders)}"


def _stated(statements: Statements) -> Iterator[tuple[str, str]]:
    """Yield the ids of a node and of a passage that states a value of it."""
    for link in statements.links.values():
        if link.type == "STATES":
            yield link.target, link.source


def kept_order(properties: Mapping[str, Any]) -> dict[str, Any]:
    """Return what of the stored properties of a node or link is its printed order, as `PrintedOrder` returns it."""
    return {name: properties[name] for name in _OWN if name in properties}


def unknown_passages(statements: Statements) -> list[str]:
    """Return the ids of passages that links name as evidence and that are not among the statements' nodes."""
    named = {i for link in statements.links.values() for i in link.evidence}
    return sorted(named.difference(statements.nodes))


def counting(text: str) -> str:
    """Return a text that sorts as this one does, but with numbers by their value: `2` precedes `10`."""
    return _NUMBER.sub(lambda m: f"{len(m[0].lstrip('0')):02d}{m[0].lstrip('0')}", text)


def _document(passage: str) -> str:
    """Return the name of the document that a passage's id holds: its second segment."""
    return passage.split("/", 2)[1]
