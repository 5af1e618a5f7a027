"""A slow second opinion: graphql-core itself executes an operation, resolver by resolver, over `Statements` in Python.

It shares nothing with the compiler but the SDL and the declaration, so that where the two agree, both are right.
"""

import base64
import functools
import json
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from graphql import GraphQLResolveInfo, build_schema, execute_sync, parse

from schema.bundle import Statements
from schema.declaration import Link, Node
from schema.links import ANY
from schema.model import GRAPH_MODEL

Args = dict[str, Any]


@dataclass(frozen=True)
class Entry:
    """One entry of a list: a node and, below the root, the link that leads to it."""

    node: Node
    link: Link | None = None
    cursor: str = ""


@dataclass(frozen=True)
class Counted:
    """A list's entries, to be counted by their own values or by those of what they are related to."""

    entries: list[Entry]
    related: str | None = None


class Reference:
    """Answers operations over facts."""

    def __init__(self, facts: Statements, sdl: str) -> None:
        self.facts = facts
        self.schema = build_schema(sdl)
        self.out: dict[tuple[str, str], list[Link]] = {}
        self.into: dict[tuple[str, str], list[Link]] = {}
        for link in facts.links.values():
            self.out.setdefault((link.source, link.type), []).append(link)
            self.into.setdefault((link.target, link.type), []).append(link)
        self.ways: dict[tuple[str, str], tuple[str, bool, str]] = {}
        for link_type in GRAPH_MODEL.links:
            for ends in link_type.ends:
                self.ways[(ends.source, ends.forward)] = (link_type.name, True, ends.target)
                targets = [n.label for n in GRAPH_MODEL.nodes if n.stated] if ends.target == ANY else [ends.target]
                for target in targets:
                    self.ways[(target, ends.backward)] = (link_type.name, False, ends.source)

    def execute(self, query: str, variables: Args) -> dict[str, Any]:
        result = execute_sync(
            self.schema,
            parse(query),
            variable_values=variables,
            field_resolver=self.resolve,
            type_resolver=lambda value, *_: type(value).__name__,
        )
        assert not result.errors, result.errors
        assert result.data is not None
        return result.data

    # -- fields ----------------------------------------------------------------------------------------------------------

    def resolve(self, source: Any, info: GraphQLResolveInfo, **args: Any) -> Any:
        name = info.field_name
        if isinstance(source, Node):
            return self.of_node(source, name, args)
        if isinstance(source, Entry):
            if name == "node":
                return source.node
            if name == "evidence":
                return self.evidence(source.link)
            if name == "cursor":
                return source.cursor
            return attribute(source.link, name)
        if isinstance(source, Link):
            return self.of_fact(source, name)
        if isinstance(source, Counted):
            return self.of_facets(source, info.parent_type.name, name, args)
        if isinstance(source, dict):
            value = source[name]
            return value() if callable(value) else value
        return self.of_root(name, args)

    def of_root(self, name: str, args: Args) -> Any:
        by_plural = {n.plural: n for n in GRAPH_MODEL.nodes}
        if name in by_plural:
            node_type = by_plural[name]
            entries = [Entry(n) for n in self.facts.nodes.values() if isinstance(n, node_type.python)]
            entries = [e for e in entries if self.fits(e.node, args.get("where"))]
            orders = [{"node": o} for o in args.get("orderBy") or []] or natural(node_type.label)
            return self.connection(entries, [*orders, {"node": {"id": "ASC"}}], args)
        if name == "shortestPath":
            length = self.distances(args["from"], args["longest"], args.get("through")).get(args["to"])
            return None if length is None else {"length": length}
        if name == "neighbourhood":
            return self.neighbourhood(args)
        node = self.facts.nodes.get(args["id"])
        wanted = name == "node" or (node is not None and type(node).__name__.lower() == name.lower())
        return node if wanted else None

    def of_node(self, node: Node, name: str, args: Args) -> Any:
        label = type(node).__name__
        if name == "displayName":
            return attribute(node, GRAPH_MODEL.node_type(node).display.name)
        if (label, name) not in self.ways:
            return attribute(node, name)
        entries = self.related(node, name)
        if (label, name) in SINGLE:
            return min((e.node for e in entries), key=lambda n: n.id, default=None)
        link_name, _, target = self.ways[(label, name)]
        entries = [e for e in entries if self.edge_fits(e, args.get("where"))]
        identity = [{p.name: "ASC"} for p in GRAPH_MODEL.link(link_name).identity]
        orders = args.get("orderBy") or natural(target)
        return self.connection(entries, [*orders, {"node": {"id": "ASC"}}, *identity], args)

    def related(self, node: Node, name: str) -> list[Entry]:
        link_name, outgoing, target = self.ways[(type(node).__name__, name)]
        links = (self.out if outgoing else self.into).get((node.id, link_name), [])
        nodes = self.facts.nodes
        entries = [Entry(nodes[link.target if outgoing else link.source], link) for link in links]
        return [e for e in entries if target == ANY or type(e.node).__name__ == target]

    def evidence(self, link: Any) -> list[Node]:
        return [self.facts.nodes[i] for i in sorted(link.evidence)]

    def of_fact(self, link: Link, name: str) -> Any:
        if name in ("from", "to"):
            return self.facts.nodes[link.source if name == "from" else link.target]
        if name == "evidence":
            return self.evidence(link)
        if name == "type":
            return link.type
        # Lists are never missing, whatever the type of the link.
        return attribute(link, name) if name != "roles" else list(getattr(link, "roles", ()))

    # -- pages -----------------------------------------------------------------------------------------------------------

    def connection(self, entries: list[Entry], orders: list[Args], args: Args) -> dict[str, Any]:
        def compare(one: list[Any], other: list[Any]) -> int:
            for a, b, order in zip(one, other, orders, strict=True):
                if a != b:
                    less = b is None or (a is not None and a < b)
                    return (-1 if less else 1) * (-1 if direction(order) == "DESC" else 1)
            return 0

        keys = {id(e): [self.key(e, order) for order in orders] for e in entries}
        entries = sorted(entries, key=functools.cmp_to_key(lambda a, b: compare(keys[id(a)], keys[id(b)])))
        window, front, back = list(entries), [], []
        if args.get("after") is not None:
            after = cursor_keys(args["after"], orders)
            front = [e for e in window if compare(shown(keys[id(e)], orders), after) <= 0]
            window = [e for e in window if compare(shown(keys[id(e)], orders), after) > 0]
        if args.get("before") is not None:
            before = cursor_keys(args["before"], orders)
            back = [e for e in entries if compare(shown(keys[id(e)], orders), before) >= 0]
            window = [e for e in window if compare(shown(keys[id(e)], orders), before) < 0]
        last = args.get("last")
        first = args.get("first") if args.get("first") is not None else 100
        page = window[len(window) - min(last, len(window)) :] if last is not None else window[:first]
        cut = len(window) > len(page)

        def cursor(e: Entry) -> str:
            return (
                base64.urlsafe_b64encode(json.dumps(["-", *unique(keys[id(e)], orders)]).encode()).decode().rstrip("=")
            )

        return {
            "nodes": [e.node for e in page],
            "edges": [Entry(e.node, e.link, cursor(e)) for e in page],
            "totalCount": len(entries),
            "facets": Counted(entries),
            "pageInfo": {
                "hasNextPage": bool(back) or (last is None and cut),
                "hasPreviousPage": bool(front) or (last is not None and cut),
                "startCursor": cursor(page[0]) if page else None,
                "endCursor": cursor(page[-1]) if page else None,
            },
        }

    def key(self, entry: Entry, order: Args) -> Any:
        ((name, way),) = order.items()
        if name != "node":
            return attribute(entry.link, name)
        return self.node_key(entry.node, way)

    def node_key(self, node: Node, order: Args) -> Any:
        ((name, way),) = order.items()
        label = type(node).__name__
        if (label, name) not in self.ways:
            return attribute(node, GRAPH_MODEL.node_type(node).display.name if name == "displayName" else name)
        entries = self.related(node, name)
        if (label, name) in SINGLE:
            first = min((e.node for e in entries), key=lambda n: n.id, default=None)
            return None if first is None else self.node_key(first, way)
        ((kind, inner),) = way.items()
        if kind == "count":
            return len(entries)
        values = [v for v in (self.node_key(e.node, inner) for e in entries) if v is not None]
        return (min if kind == "least" else max)(values, default=None)

    # -- conditions ------------------------------------------------------------------------------------------------------

    def fits(self, node: Node, where: Args | None) -> bool:
        return all(self.condition(node, name, value) for name, value in (where or {}).items() if asks(name, value))

    def condition(self, node: Node, name: str, value: Any) -> bool:
        if name in LOGIC:
            return LOGIC[name](lambda w: self.fits(node, w), value)
        label = type(node).__name__
        if name == "kinds":
            return label in value
        if (label, name) not in self.ways:
            found = self.of_node(node, name, {}) if name == "displayName" else attribute(node, name)
            return value_fits(found, value)
        entries = self.related(node, name)
        if (label, name) in SINGLE:
            return any(self.fits(e.node, value) for e in entries)
        return all(self.relation_fits(entries, kind, w) for kind, w in value.items() if asks(kind, w))

    def relation_fits(self, entries: list[Entry], kind: str, where: Args) -> bool:
        if kind == "count":
            return value_fits(len(entries), where)
        fitting = sum(self.edge_fits(e, where) for e in entries)
        wanted = {"some": fitting > 0, "none": fitting == 0, "all": fitting == len(entries), "single": fitting == 1}
        return wanted[kind]

    def edge_fits(self, entry: Entry, where: Args | None) -> bool:
        def one(name: str, value: Any) -> bool:
            if name in LOGIC:
                return LOGIC[name](lambda w: self.edge_fits(entry, w), value)
            if name == "node":
                return self.fits(entry.node, value)
            return value_fits(attribute(entry.link, name), value)

        return all(one(name, value) for name, value in (where or {}).items() if asks(name, value))

    # -- facets ----------------------------------------------------------------------------------------------------------

    def of_facets(self, counted: Counted, type_name: str, name: str, args: Args) -> Any:
        entries, label = counted.entries, type_name.removesuffix("Facets")
        if counted.related is not None:
            values = [{picked(r.node, name) for r in self.related(e.node, counted.related)} for e in entries]
            return top(Counter(v for found in values for v in found if v is not None), args)
        if name == "kinds":
            return top(Counter(type(e.node).__name__ for e in entries), args)
        if (label, name) in self.ways:
            return Counted(entries, name)
        if label not in [n.label for n in GRAPH_MODEL.nodes]:
            if name == "node":
                return counted
            return top(Counter(v for e in entries if (v := attribute(e.link, name)) is not None), args)
        return top(Counter(v for e in entries if (v := picked(e.node, name)) is not None), args)

    # -- paths -----------------------------------------------------------------------------------------------------------

    def distances(self, start: str, most: int, through: list[str] | None) -> dict[str, int]:
        if start not in self.facts.nodes:
            return {}
        types = through if through is not None else [t.name for t in GRAPH_MODEL.links if t.evidenced]
        found, todo = {start: 0}, deque([start])
        while todo:
            here = todo.popleft()
            if found[here] == most:
                continue
            for name in types:
                near = [x.target for x in self.out.get((here, name), [])] + [
                    x.source for x in self.into.get((here, name), [])
                ]
                for other in near:
                    if other not in found:
                        found[other] = found[here] + 1
                        todo.append(other)
        return found

    def neighbourhood(self, args: Args) -> dict[str, Any] | None:
        found = self.distances(args["of"], args["depth"], args.get("through"))
        if not found:
            return None
        near = sorted(found, key=lambda i: (found[i], i))[: args["first"]]
        types = (
            args["through"] if args.get("through") is not None else [t.name for t in GRAPH_MODEL.links if t.evidenced]
        )
        links = [x for x in self.facts.links.values() if x.type in types and x.source in near and x.target in near]

        def order(link: Link) -> Any:
            last = [attribute(link, name) for name in ("start", "end", "as")]
            return (link.source, link.type, link.target, *((v is None, v if v is not None else 0) for v in last))

        return {"nodes": [self.facts.nodes[i] for i in near], "facts": sorted(links, key=order)}


def attribute(thing: Any, name: str) -> Any:
    """What a node, link or edge has under the name that people use; lists are never missing."""
    value = getattr(thing, name, None) if name != "as" else getattr(thing, "as_", None)
    return list(value) if isinstance(value, tuple) else value


def value_fits(found: Any, where: Args) -> bool:
    """Whether a property's value fits a filter of texts, numbers or lists."""
    fold = str.lower if where.get("caseInsensitive") else (lambda x: x)

    def one(name: str, given: Any) -> bool:
        if name == "isNull":
            return (found is None) == given
        if name == "isEmpty":
            return (not found) == given
        if name == "has":
            return given in found
        if name == "hasAny":
            return any(g in found for g in given)
        if name == "hasAll":
            return all(g in found for g in given)
        if name == "any":
            return any(value_fits(x, given) for x in found)
        if found is None:
            return False
        value = fold(found) if isinstance(found, str) else found
        if name == "in":
            return value in [fold(g) if isinstance(g, str) else g for g in given]
        other = fold(given) if isinstance(given, str) else given
        return bool(OPERATORS[name](value, other))

    return all(one(n, g) for n, g in where.items() if asks(n, g))


def asks(name: str, value: Any) -> bool:
    """Whether a part of a filter asks anything: some value, however deep in it, is there to compare with."""
    if name in ("AND", "OR"):
        return any(asks("", alternative) for alternative in value or ())
    if isinstance(value, dict):
        return any(asks(inner, given) for inner, given in value.items())
    return value is not None and name != "caseInsensitive"


OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "eq": lambda a, b: a == b,
    "gt": lambda a, b: a > b,
    "gte": lambda a, b: a >= b,
    "lt": lambda a, b: a < b,
    "lte": lambda a, b: a <= b,
    "contains": lambda a, b: b in a,
    "startsWith": lambda a, b: a.startswith(b),
    "endsWith": lambda a, b: a.endswith(b),
}

LOGIC: dict[str, Callable[[Callable[[Any], bool], Any], bool]] = {
    "AND": lambda fits, value: all(fits(w) for w in value),
    "OR": lambda fits, value: any(fits(w) for w in value if asks("", w)),
    "NOT": lambda fits, value: not fits(value),
}

SINGLE = {("Passage", "document"), ("Passage", "next"), ("Passage", "previous")}


def natural(label: str) -> list[Args]:
    """The order of a label where none is asked for, before the id."""
    return [{"node": {"order": "ASC"}}] if label == "Passage" else []


def direction(order: Any) -> str:
    """The innermost value of an ordering."""
    while isinstance(order, dict):
        ((_, order),) = order.items()
    return str(order)


def _distinct(orders: list[Args]) -> list[int]:
    """Positions of the orderings that a cursor holds: none twice, and at the root none behind the id."""
    seen, kept = [], []
    for i, order in enumerate(orders):
        bare = json.dumps(order).replace("DESC", "ASC")
        if bare not in seen:
            seen.append(bare)
            kept.append(i)
    closing = [i for i, o in enumerate(orders) if "node" in o and list(o["node"]) == ["id"]]
    has_identity = any("node" not in o for o in orders[closing[-1] :])
    return kept if has_identity else [i for i in kept if i <= closing[0]]


def unique(keys: list[Any], orders: list[Args]) -> list[Any]:
    """The keys that a cursor holds."""
    return [keys[i] for i in _distinct(orders)]


def shown(keys: list[Any], orders: list[Args]) -> list[Any]:
    """The keys, with those that no cursor holds left out of every comparison."""
    kept = _distinct(orders)
    return [k if i in kept else None for i, k in enumerate(keys)]


def cursor_keys(cursor: str, orders: list[Args]) -> list[Any]:
    """The keys that a cursor holds, in the places of the orderings."""
    held = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))[1:]
    places = dict(zip(_distinct(orders), held, strict=True))
    return [places.get(i) for i in range(len(orders))]


def picked(node: Node, name: str) -> Any:
    """What a facet counts of a node; dates by their year."""
    if name != "year":
        return attribute(node, name)
    date = getattr(node, "date", None) or getattr(node, "published", None)
    return date and date[:4]


def top(counter: Counter[Any], args: Args) -> list[dict[str, Any]]:
    """The most frequent values."""
    ranked = sorted(counter.items(), key=lambda item: (-item[1], item[0]))[: args["first"]]
    return [{"value": v, "count": c} for v, c in ranked]
