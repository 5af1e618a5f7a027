"""Paths and neighbourhoods: the ways between nodes, each link with its evidence."""

from graphql.execution.collect_fields import FieldDetailsList

from api.gql.compiler.compilation import Compilation
from api.gql.compiler.pagination import limit
from api.gql.compiler.selection import Selections
from api.gql.compiler.values import Leaf, Tree, leaf
from api.gql.compiler.writer import Row
from api.gql.surface import EVIDENCED, LABEL_OF_KIND, LINK_PROPERTIES
from schema.errors import QueryError
from schema.ids import kind_of

_LISTS = {p.name for p in LINK_PROPERTIES if p.type == "texts"}
LONGEST_PATH = 12
DEEPEST = 4
LARGEST_NEIGHBOURHOOD = 1_000


def label_named(node_id: str) -> str | None:
    """Return the label that an id names, or None for an id that can name nothing."""
    return LABEL_OF_KIND.get(kind_of(node_id))


def shortest_path(context: Compilation, selections: Selections, details: FieldDetailsList, row: Row) -> str:
    """Return the Python expression of the `shortestPath` field."""
    arguments = context.arguments("Query", details)
    ends = [_node(context, arguments[name]) for name in ("from", "to")]
    longest = _within(context, arguments["longest"], "longest", LONGEST_PATH)
    if None in ends:
        return "None"
    w = context.writer
    a, b, path, item = w.name("n"), w.name("n"), w.name("w"), w.row()
    body = _shape(context, selections, "Path", details, item, path)
    types = _types(arguments)
    pattern = f"({a})-[:{types}*0..{longest}]-({b})" if types else f"({a})-[*0..0]-({b})"
    # Neo4j's search for one shortest path refuses a node's path to itself: that one has no links.
    start, end = f"MATCH ({a}{ends[0]})", f"MATCH ({b}{ends[1]})"
    found = (
        f"{start} {end} CALL ({a}, {b}) {{ "
        f"WITH {a}, {b} WHERE {a} = {b} MATCH {path} = ({a}) RETURN {path} "
        f"UNION WITH {a}, {b} WHERE {a} <> {b} MATCH {path} = shortestPath({pattern.replace('*0..', '*1..')}) RETURN {path} }} "
    )
    if not types:
        found = f"{start} {end} WITH {a}, {b} WHERE {a} = {b} MATCH {path} = ({a}) "
    column = row.add(f"COLLECT {{ {found}RETURN {item.cypher} }}")
    return f"head([{body} for {item.target} in {column}])"


def neighbourhood(context: Compilation, selections: Selections, details: FieldDetailsList, row: Row) -> str:
    """Return the Python expression of the `neighbourhood` field."""
    arguments = context.arguments("Query", details)
    middle = _node(context, arguments["of"])
    depth = _within(context, arguments["depth"], "depth", DEEPEST)
    size, _ = limit(context.writer, leaf(arguments.get("first")), 0, LARGEST_NEIGHBOURHOOD)
    if middle is None:
        return "None"
    w = context.writer
    a, m, path, near, item = w.name("n"), w.name("n"), w.name("w"), w.name("w"), w.row()
    types = _types(arguments)
    body = _shape(context, selections, "Neighbourhood", details, item, near, types)
    reached = (
        f"MATCH {path} = ({a})-[:{types}*0..{depth}]-({m})"
        if types
        else f"MATCH {path} = ({a}) WITH {a} AS {m}, {path}"
    )
    found = (
        f"MATCH ({a}{middle}) CALL ({a}) {{ {reached} WITH {m}, min(length({path})) AS d "
        f"ORDER BY d, {m}.id LIMIT {size} RETURN collect({m}) AS {near} }} "
    )
    column = row.add(f"COLLECT {{ {found}RETURN {item.cypher} }}")
    return f"head([{body} for {item.target} in {column}])"


def _node(context: Compilation, tree: Tree) -> str | None:
    """Return label and id of a node as a piece of a pattern; None for an id that can name nothing."""
    given = leaf(tree)
    assert given is not None
    label = context.fix(given, label_named)
    return f":{label} {{id: {context.writer.value(given)}}}" if label else None


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


def _shape(
    context: Compilation,
    selections: Selections,
    type_name: str,
    details: FieldDetailsList,
    row: Row,
    found: str,
    types: str = "",
) -> str:
    """Return the Python expression of a path or neighbourhood; `found` is the path, or the list of nodes."""
    w, is_path, parts = context.writer, type_name == "Path", []
    for key, inner in context.subfields(type_name, details).items():
        name = inner[0].node.name.value
        item = w.row()
        if name == "__typename":
            value = repr(type_name)
        elif name == "length":
            value = row.add(f"length({found})")
        elif name == "nodes":
            var = w.name("n")
            body = selections.node(None, inner, var, item)
            nodes = f"nodes({found})" if is_path else found
            # The place in the list keeps the order, which rows by themselves do not promise.
            place = w.name("i")
            column = row.add(
                f"COLLECT {{ WITH {nodes} AS l UNWIND range(0, size(l) - 1) AS {place} WITH {place}, l[{place}] AS {var} "
                f"ORDER BY {place} RETURN {item.cypher} }}"
            )
            value = selections.listed(item, body, column)
        else:
            link = w.name("r")
            body = _fact(context, selections, inner, link, item)
            if is_path:
                place = w.name("i")
                source = (
                    f"WITH relationships({found}) AS l UNWIND range(0, size(l) - 1) AS {place} "
                    f"WITH {place}, l[{place}] AS {link} ORDER BY {place}"
                )
            elif types:
                one, other = w.name("n"), w.name("n")
                source = (
                    f"UNWIND {found} AS {one} MATCH ({one})-[{link}:{types}]->({other}) WHERE {other} IN {found} "
                    f"WITH {link}, {one}, {other} ORDER BY {one}.id, type({link}), {other}.id, {_identity(link)}"
                )
            else:
                source = f"UNWIND [] AS {link} WITH {link}"
            column = row.add(f"COLLECT {{ {source} RETURN {item.cypher} }}")
            value = selections.listed(item, body, column)
        parts.append(f"{key!r}: {value}")
    return f"{{{', '.join(parts)}}}"


def _identity(link: str) -> str:
    return ", ".join(f"{link}.{p.name}" for p in LINK_PROPERTIES if p.spec.identity)


def _fact(context: Compilation, selections: Selections, details: FieldDetailsList, link: str, row: Row) -> str:
    parts = []
    for key, inner in context.subfields("Fact", details).items():
        name = inner[0].node.name.value
        if name == "__typename":
            value = "'Fact'"
        elif name == "type":
            value = row.add(f"type({link})")
        elif name == "evidence":
            value = selections.evidence(inner, link, row)
        elif name in ("from", "to"):
            var, item = context.writer.name("n"), context.writer.row()
            body = selections.node(None, inner, var, item)
            end = "startNode" if name == "from" else "endNode"
            column = row.add(f"COLLECT {{ WITH {end}({link}) AS {var} RETURN {item.cypher} }}")
            value = f"[{body} for {item.target} in {column}][0]"
        else:
            value = row.add(f"{link}.{name}")
            if name in _LISTS:
                value = f"({value} or ())"
        parts.append(f"{key!r}: {value}")
    return f"{{{', '.join(parts)}}}"
