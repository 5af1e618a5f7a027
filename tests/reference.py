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

from graphql import GraphQLEnumType, GraphQLResolveInfo, build_schema, execute_sync, parse
from reference_values import (
    IN_ORDER,
    LOGIC,
    SINGLE,
    asks,
    attribute,
    cursor_keys,
    direction,
    display_name,
    left_out,
    numbered,
    picked,
    shown,
    sort_key,
    unique,
    value_fits,
)

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
    without: Callable[[str, bool], list[Entry]]
    """The entries without the list's own condition on a field of its nodes or (True) of its links."""
    related: str | None = None


class Reference:
    """Answers operations over facts."""

    def __init__(self, facts: Statements, sdl: str) -> None:
        self.facts = facts
        self.schema = build_schema(sdl)
        for made in self.schema.type_map.values():
            if isinstance(made, GraphQLEnumType) and not made.name.startswith("__"):
                for code, value in made.values.items():
                    # What a code of a vocabulary stands for is its description.
                    value.value = value.description or code
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

        self.ways[("Challenge", "backers")] = ("OWNS|SUPPORTS", False, ANY)

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
            every = [Entry(n) for n in self.facts.nodes.values() if isinstance(n, node_type.python)]
            where = args.get("where")
            entries = [e for e in every if self.fits(e.node, where)]

            def without(field: str, _: bool) -> list[Entry]:
                return [e for e in every if self.fits(e.node, left_out(where, field))]

            orders = [{"node": o} for o in args.get("orderBy") or []]
            if not orders and node_type.label in IN_ORDER:
                return self.connection(entries, [{"@place": "node"}], args, without)
            return self.connection(entries, [*orders, {"node": {"id": "ASC"}}], args, without)
        if name == "nodes":
            return [self.facts.nodes.get(i) for i in args["ids"]]
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
            return display_name(node)
        if name == "statements":
            return self.statements(node)
        if (label, name) not in self.ways:
            found = attribute(node, name)
            return "" if name == "text" and found is None else found
        entries = self.related(node, name)
        if (label, name) in SINGLE:
            return min((e.node for e in entries), key=lambda n: n.id, default=None)
        link_name, _, target = self.ways[(label, name)]
        every, where = entries, args.get("where")
        entries = [e for e in every if self.edge_fits(e, where)]

        def without(field: str, of_link: bool) -> list[Entry]:
            kept = left_out(where, field) if of_link else left_out(where, field, "node")
            return [e for e in every if self.edge_fits(e, kept)]

        identity = [{"capacity": "ASC"}] if "|" in link_name else []
        identity += [{p.name: "ASC"} for t in link_name.split("|") for p in GRAPH_MODEL.link(t).identity]
        orders = args.get("orderBy") or []
        if not orders and GRAPH_MODEL.link(link_name.split("|")[0]).evidenced:
            return self.connection(entries, [{"@place": "link"}], args, without)
        if not orders and target in IN_ORDER:
            return self.connection(entries, [{"@place": "node"}, *identity], args, without)
        if not orders and link_name == "MENTIONS":
            return self.connection(entries, [*identity, {"node": {"id": "ASC"}}], args, without)
        return self.connection(entries, [*orders, {"node": {"id": "ASC"}}, *identity], args, without)

    def related(self, node: Node, name: str) -> list[Entry]:
        link_name, outgoing, target = self.ways[(type(node).__name__, name)]
        found = self.out if outgoing else self.into
        links = [link for t in link_name.split("|") for link in found.get((node.id, t), [])]
        nodes = self.facts.nodes
        entries = [Entry(nodes[link.target if outgoing else link.source], link) for link in links]
        return [e for e in entries if target == ANY or type(e.node).__name__ == target]

    def statements(self, node: Node) -> list[dict[str, Any]]:
        told: dict[tuple[str, str], list[Any]] = {}
        for link in self.into.get((node.id, "STATES"), []):
            key = attribute(link, "property"), attribute(link, "value")
            told.setdefault(key, []).append(self.facts.nodes[link.source])

        def place(passage: Any) -> tuple[str, int]:
            return (self.out[passage.id, "IN"][0].target, passage.order)

        return [{"property": p, "value": v, "evidence": sorted(told[p, v], key=place)} for p, v in sorted(told)]

    def evidence(self, link: Any) -> list[Node]:
        return [self.facts.nodes[i] for i in sorted(link.evidence, key=self.position)]

    def position(self, passage: str) -> tuple[str, int]:
        """The document of a passage and its place there."""
        (link,) = self.out[(passage, "IN")]
        node: Any = self.facts.nodes[passage]
        return link.target, node.order

    def printed(self, entry: Entry, by: str) -> str:
        """Where an entry is printed, as cursors have it."""
        node, link = entry.node, entry.link
        named: list[str] = []
        if by == "link":
            assert link is not None
            identity = [attribute(link, p.name) for p in GRAPH_MODEL.link_type(link).identity]
            told, named = [link.source, link.target, *identity, link.type], [link.source, link.target]
            passages = set(link.evidence)
            ends = [*(numbered(str(part or "")) for part in told), json.dumps(told, ensure_ascii=False)]
        elif type(node).__name__ == "Passage":
            passages, ends = {node.id}, [node.id]
        else:
            passages = {x.source for x in self.into.get((node.id, "STATES"), [])}
            ends = [numbered(node.id), node.id]
        places = sorted((numbered(d[9:]), d[9:], order, p) for p in passages for d, order in [self.position(p)])
        if not places:
            return " ".join(["~", *ends])
        counted = [(order, p) for _, d, order, p in places if d == places[0][1]][:4]
        starts = [
            [m.start for _, p in counted for m in self.out.get((p, "MENTIONS"), []) if m.target == n] for n in named
        ]
        orders = ",".join(f"{order:06}" for order, _ in counted)
        return " ".join([*places[0][:2], orders, *(f"{min(s):09}" if s else "~" for s in starts), *ends])

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

    def connection(
        self, entries: list[Entry], orders: list[Args], args: Args, without: Callable[[str, bool], list[Entry]]
    ) -> dict[str, Any]:
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
            "facets": Counted(entries, without),
            "pageInfo": {
                "hasNextPage": bool(back) or (last is None and cut),
                "hasPreviousPage": bool(front) or (last is not None and cut),
                "startCursor": cursor(page[0]) if page else None,
                "endCursor": cursor(page[-1]) if page else None,
            },
        }

    def key(self, entry: Entry, order: Args) -> Any:
        ((name, way),) = order.items()
        if name == "@place":
            return self.printed(entry, way)
        if name != "node":
            return attribute(entry.link, name)
        return self.node_key(entry.node, way)

    def node_key(self, node: Node, order: Args) -> Any:
        ((name, way),) = order.items()
        label = type(node).__name__
        if name == "number":
            value = attribute(node, name)
            return value and numbered(value)
        if (label, name) not in self.ways:
            return sort_key(node, name)
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
        label = type_name.removesuffix("Facets")
        if counted.related is None and (label, name) in self.ways:
            return Counted(counted.entries, counted.without, name)
        if name == "node":
            return counted
        of_link = label not in [n.label for n in GRAPH_MODEL.nodes] and not (counted.related or name == "kinds")
        entries = counted.entries
        if args["ignoreOwn"]:
            entries = counted.without(counted.related or name, of_link)
        if counted.related is not None:
            values = [{picked(r.node, name) for r in self.related(e.node, counted.related)} for e in entries]
            counts = Counter(v for found in values for v in found if v is not None)
        elif name == "kinds":
            counts = Counter(type(e.node).__name__ for e in entries)
        elif of_link:
            counts = Counter(v for e in entries if (v := attribute(e.link, name)) is not None)
        else:
            counts = Counter(v for e in entries if (v := picked(e.node, name)) is not None)
        ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[: args["first"]]
        return [{"value": self.code(v, name), "label": self.words(v, name), "count": c} for v, c in ranked]

    def code(self, value: str, name: str) -> str:
        """What a filter takes: the code of a value that has one, unless the field shows its words."""
        enums = [t for t in self.schema.type_map.values() if isinstance(t, GraphQLEnumType)]
        codes = {v.description: code for t in enums for code, v in t.values.items() if v.description}
        return value if name in ("name", "id", "year") else codes.get(value, value)

    def words(self, value: str, name: str) -> str:
        node = self.facts.nodes.get(value) if name == "id" else None
        return value if node is None else display_name(node)

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
