"""Where documents print what the graph holds: sort keys that the store works out and keeps beside what is stated.

A node or link has its place by the first document, in the order of ids, that states it, there by the passages that do, in reading
order, a link also by where these name what it joins, and then by its ids. In all ids, numbers count as numbers. The place is a
text that sorts so by code points. It ends in the ids as they are, so that no two entries of one list have the same: a list in
printed order needs no other key.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from graph.store.alphabetical import alphabetical, counting
from schema.bundle import Statements
from schema.declaration import Link, Node
from schema.links import Mentions
from schema.model import GRAPH_MODEL
from schema.nodes import Passage

VERSION = 3
"""Raise it with every change of how places are worked out: those of another version are then worked out again."""
PRINTED_ORDER = "printed_order"
"""The property of nodes and links that holds the place."""
VALUE_ORDER = "{}_order"
"""The property that holds the sort key of a value that is not ordered by as it is: a number as printed, a name or title."""

_OWN = (
    "evidence",
    PRINTED_ORDER,
    *sorted({VALUE_ORDER.format(p.name) for node in GRAPH_MODEL.nodes for p in node.properties if p.has_sort_key}),
)

_NOWHERE = "~"
"""Begins the place of what no passage states: after all that one does."""
_UNNAMED = "~"
"""Stands for the offset of what no passage names: after all that one does."""
_PASSAGES = 4
"""How many passages of one document tell places apart."""


class PrintedOrder:
    """The places of some statements."""

    def __init__(
        self,
        statements: Statements,
        orders: Mapping[str, int],
        stating: Iterable[tuple[str, str]] = (),
        mentions: Iterable[tuple[str, str, int]] = (),
    ) -> None:
        """`orders` are those of passages that are not among the statements' nodes; `stating` are such passages that state a value
        of a node, as pairs of the node's id and the passage's; `mentions` are where such passages name a node: the passage's id,
        the node's, and the offset."""
        own = {n.id: n.order for n in statements.nodes.values() if isinstance(n, Passage)}
        self._orders = {**orders, **own}
        self._stating: dict[str, set[str]] = {}
        for node, passage in (*stating, *_stated(statements)):
            self._stating.setdefault(node, set()).add(passage)
        self._named: dict[tuple[str, str], int] = {}
        for passage, node, start in (*mentions, *_mentioned(statements)):
            self._named[passage, node] = min(start, self._named.get((passage, node), start))

    def of_node(self, node: Node) -> dict[str, str]:
        """Return the store's own properties of a node that say where it comes in an order."""
        node_type = GRAPH_MODEL.node_type(node)
        found = {}
        for p in node_type.properties:
            value = getattr(node, p.attribute)
            if p.has_sort_key and value is not None:
                found[VALUE_ORDER.format(p.name)] = counting(value) if p.spec.counting else alphabetical(value)
        if isinstance(node, Passage):
            return found | {PRINTED_ORDER: f"{self._place([node.id])} {node.id}"}
        if node_type.in_order:
            place = self._place(self._stating.get(node.id, ()))
            return found | {PRINTED_ORDER: f"{place} {counting(node.id)} {node.id}"}
        return found

    def of_link(self, link: Link) -> dict[str, Any]:
        """Return the store's own property of a link, and its evidence in reading order; nothing where it has no evidence."""
        link_type = GRAPH_MODEL.link_type(link)
        if not link_type.evidenced:
            return {}
        told = [getattr(link, p.attribute) for p in link_type.identity]
        ends = " ".join(counting(str(part or "")) for part in (link.source, link.target, *told, link.type))
        own = json.dumps([link.source, link.target, *told, link.type], ensure_ascii=False)
        evidence = sorted(link.evidence, key=self._position)
        place = self._place(evidence, link.source, link.target)
        return {"evidence": evidence, PRINTED_ORDER: f"{place} {ends} {own}"}

    def stating(self, node: str) -> dict[str, int]:
        """Return the passages that state a value of a node (its id), by id, with the order of each."""
        return {i: self._orders[i] for i in sorted(self._stating.get(node, ()))}

    def evidence(self, link: Link) -> dict[str, int]:
        """Return the passages that are evidence for a link, by id, with the order of each."""
        return {i: self._orders[i] for i in link.evidence}

    def mentions(self, link: Link) -> list[tuple[str, str, int]]:
        """Return where the evidence of a link first names what it joins: the passage's id, the node's, and the offset."""
        named = ((i, end) for i in link.evidence for end in (link.source, link.target))
        return [(*one, self._named[one]) for one in named if one in self._named]

    def _place(self, passages: Iterable[str], *named: str) -> str:
        """Return where the first document's passages stand, and where they first name each of these nodes."""
        known = sorted(map(self._position, passages))
        if not known:
            return _NOWHERE
        document = known[0][0]
        counted = [(order, i) for first, order, i in known if first == document][:_PASSAGES]
        starts = [[self._named[i, node] for _, i in counted if (i, node) in self._named] for node in named]
        places = [
            ",".join(f"{order:06d}" for order, _ in counted),
            *(f"{min(s):09d}" if s else _UNNAMED for s in starts),
        ]
        return " ".join((*document, *places))

    def _position(self, passage: str) -> tuple[tuple[str, str], int, str]:
        return _document(passage), self._orders[passage], passage


def _stated(statements: Statements) -> Iterator[tuple[str, str]]:
    """Yield the ids of a node and of a passage that states a value of it."""
    for link in statements.links.values():
        if link.type == "STATES":
            yield link.target, link.source


def _mentioned(statements: Statements) -> Iterator[tuple[str, str, int]]:
    """Yield the ids of a passage and of a node that it names, and the offset of the name."""
    for link in statements.links.values():
        if isinstance(link, Mentions):
            yield link.source, link.target, link.start


def kept_order(properties: Mapping[str, Any]) -> dict[str, Any]:
    """Return what of the stored properties of a node or link is its printed order, as `PrintedOrder` returns it."""
    return {name: properties[name] for name in _OWN if name in properties}


def unknown_passages(statements: Statements) -> list[str]:
    """Return the ids of passages that links name as evidence and that are not among the statements' nodes."""
    named = {i for link in statements.links.values() for i in link.evidence}
    return sorted(named.difference(statements.nodes))


def _document(passage: str) -> tuple[str, str]:
    """Return the sort key of the document that a passage's id holds: all its segments but the first and the last."""
    name = "/".join(passage.split("/")[1:-1])
    return counting(name), name
