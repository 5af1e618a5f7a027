"""Paths and neighbourhoods: the ways between nodes, each link with its evidence."""

from typing import TypeVar

from graphql.execution.collect_fields import FieldDetailsList

from api.gql.compiler.compilation import Compilation
from api.gql.compiler.pagination import limit
from api.gql.compiler.plan import (
    Call,
    Clause,
    Constant,
    Object,
    One,
    Output,
    Parameter,
    Row,
    Rows,
    Scalar,
    Tuple,
    entries,
    property_output,
)
from api.gql.compiler.selection import Selections
from api.gql.compiler.values import Leaf, Tree, leaf
from api.gql.surface import EVIDENCED, LABEL_OF_KIND, LINK_PROPERTIES
from schema.errors import QueryError
from schema.ids import kind_of
from schema.model import GRAPH_MODEL

T = TypeVar("T")

_PROPERTIES = {p.name: p for p in LINK_PROPERTIES}
LONGEST_PATH = 12
DEEPEST = 4
LARGEST_NEIGHBOURHOOD = 1_000


def label_named(node_id: str) -> str | None:
    """Return the label that an id names, or None for an id that can name nothing."""
    return LABEL_OF_KIND.get(kind_of(node_id))


def shortest_path(context: Compilation, selections: Selections, details: FieldDetailsList, row: Row) -> Output:
    """Plan the `shortestPath` field."""
    arguments = context.arguments("Query", details)
    given = [leaf(arguments[name]) for name in ("from", "to")]
    ends = [_node(context, arguments[name]) for name in ("from", "to")]
    longest = _within(context, arguments["longest"], "longest", LONGEST_PATH)
    for end, named in zip(ends, given, strict=True):
        if end is None and named is not None:
            raise _nothing(named.value)
    scope = context.scope
    a, b, path, item = scope.name("n"), scope.name("n"), scope.name("w"), Row()
    types = _types(arguments)
    found = f"MATCH ({a}{ends[0]}) MATCH ({b}{ends[1]}) "
    # Neo4j's search for one shortest path refuses a node's path to itself: that one has no links.
    itself = f"WITH {a}, {b} WHERE {a} = {b} MATCH {path} = ({a})"
    if types:
        found += (
            f"CALL ({a}, {b}) {{ {itself} RETURN {path} UNION WITH {a}, {b} WHERE {a} <> {b} "
            f"MATCH {path} = shortestPath(({a})-[:{types}*1..{longest}]-({b})) RETURN {path} }}"
        )
    else:
        found += itself
    output = _Way(selections, path, is_path=True, types=types).plan("Path", details, item)
    way = One(row.add(Rows(Clause(found, "shortest path"), item)), output)
    # That no path leads there is one thing, and that there is no such place another.
    there = [Scalar(row.value(f"EXISTS {{ ({end}) }}", "match", "there")) for end in ends]
    ids = [Parameter(scope.parameter(one.read)[1:]) for one in given if one is not None]
    return Call(between_what_is_there, [Tuple(list(there)), Tuple(list(ids)), way])


def between_what_is_there(there: tuple[bool, ...], ids: tuple[str, ...], way: T) -> T:
    """Return a path, or that there is none. Raises QueryError where one of its ends is not there."""
    for found, node_id in zip(there, ids, strict=True):
        if not found:
            raise _nothing(node_id)
    return way


def _nothing(node_id: str) -> QueryError:
    return QueryError(
        f"there is nothing with the id {node_id[:80]!r} in the graph; a search finds the ids of what there is"
    )


def neighbourhood(context: Compilation, selections: Selections, details: FieldDetailsList, row: Row) -> Output:
    """Plan the `neighbourhood` field."""
    arguments = context.arguments("Query", details)
    middle = _node(context, arguments["of"])
    depth = _within(context, arguments["depth"], "depth", DEEPEST)
    size, _ = limit(context.scope, leaf(arguments.get("first")), 0, LARGEST_NEIGHBOURHOOD)
    if middle is None:
        return Constant(None)
    scope = context.scope
    a, m, path, near, item = scope.name("n"), scope.name("n"), scope.name("w"), scope.name("w"), Row()
    types = _types(arguments)
    reached = (
        f"MATCH {path} = ({a})-[:{types}*0..{depth}]-({m})"
        if types
        else f"MATCH {path} = ({a}) WITH {a} AS {m}, {path}"
    )
    found = (
        f"MATCH ({a}{middle}) CALL ({a}) {{ {reached} WITH {m}, min(length({path})) AS d "
        f"ORDER BY d, {m}.id LIMIT {size} RETURN collect({m}) AS {near} }}"
    )
    output = _Way(selections, near, is_path=False, types=types).plan("Neighbourhood", details, item)
    return One(row.add(Rows(Clause(found, "neighbourhood"), item)), output)


def _node(context: Compilation, tree: Tree) -> str | None:
    """Return label and id of a node as a piece of a pattern; None for an id that can name nothing."""
    given = leaf(tree)
    assert given is not None
    label = context.fix(given, label_named)
    return f":{label} {{id: {context.scope.value(given)}}}" if label else None


def _within(context: Compilation, tree: Tree, name: str, most: int) -> int:
    given = leaf(tree)
    assert isinstance(given, Leaf)
    value = context.fix(given, int)
    if not 1 <= value <= most:
        raise QueryError(f"{name} is {value}; it may be 1 to {most}")
    return int(value)


def _types(arguments: dict[str, Tree]) -> str:
    given = leaf(arguments.get("through"))
    return "|".join(EVIDENCED if given is None else dict.fromkeys(given.value))


class _Way:
    """Plans a path or a neighbourhood."""

    def __init__(self, selections: Selections, found: str, *, is_path: bool, types: str) -> None:
        """`found` is the variable that holds the path, or the list of nodes; `types` the relationships, as in a pattern."""
        self._selections, self._context, self._scope = selections, selections.context, selections.context.scope
        self._found, self._is_path, self._types = found, is_path, types

    def plan(self, type_name: str, details: FieldDetailsList, row: Row) -> Output:
        fields: dict[str, Output] = {}
        for key, inner in self._context.subfields(type_name, details).items():
            name = inner[0].node.name.value
            item = Row()
            if name == "__typename":
                fields[key] = Constant(type_name)
            elif name == "length":
                fields[key] = Scalar(row.value(f"length({self._found})", "length"))
            elif name == "nodes":
                var = self._scope.name("n")
                output = self._selections.node(None, inner, var, item)
                nodes = f"nodes({self._found})" if self._is_path else self._found
                fields[key] = entries(row.add(Rows(Clause(self._in_order(nodes, var), "nodes"), item)), output)
            else:
                link = self._scope.name("r")
                output = self._fact(inner, link, item)
                fields[key] = entries(row.add(Rows(Clause(self._links(link), "facts"), item)), output)
        return Object(type_name, fields)

    def _in_order(self, things: str, var: str) -> str:
        """Return what makes a row of each entry; the place in the list keeps the order, which rows by themselves do not promise."""
        place = self._scope.name("i")
        return (
            f"WITH {things} AS l UNWIND range(0, size(l) - 1) AS {place} "
            f"WITH {place}, l[{place}] AS {var} ORDER BY {place}"
        )

    def _links(self, link: str) -> str:
        if self._is_path:
            return self._in_order(f"relationships({self._found})", link)
        if not self._types:
            return f"UNWIND [] AS {link} WITH {link}"
        one, other = self._scope.name("n"), self._scope.name("n")
        # Of every type: what is identity to one may be none to another.
        names = dict.fromkeys(p.name for link_type in GRAPH_MODEL.links for p in link_type.identity)
        identity = ", ".join(f"{link}.{name}" for name in names)
        return (
            f"UNWIND {self._found} AS {one} MATCH ({one})-[{link}:{self._types}]->({other}) WHERE {other} IN {self._found} "
            f"WITH {link}, {one}, {other} ORDER BY {one}.id, type({link}), {other}.id, {identity}"
        )

    def _fact(self, details: FieldDetailsList, link: str, row: Row) -> Output:
        fields: dict[str, Output] = {}
        for key, inner in self._context.subfields("Fact", details).items():
            name = inner[0].node.name.value
            if name == "__typename":
                fields[key] = Constant("Fact")
            elif name == "type":
                fields[key] = Scalar(row.value(f"type({link})", "relationship type"))
            elif name == "evidence":
                fields[key] = self._selections.evidence(inner, link, row)
            elif name in ("from", "to"):
                var, item = self._scope.name("n"), Row()
                output = self._selections.node(None, inner, var, item)
                end = "startNode" if name == "from" else "endNode"
                rows = row.add(Rows(Clause(f"WITH {end}({link}) AS {var}", name), item))
                fields[key] = One(rows, output, certain=True)
            else:
                fields[key] = property_output(row, link, _PROPERTIES[name], "", "link property")
        return Object("Fact", fields)
