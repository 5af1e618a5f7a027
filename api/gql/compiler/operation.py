"""A whole operation as a plan: one statement for all its roots, and what is asked of graphql-core alone (introspection)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from graphql import FragmentDefinitionNode, GraphQLSchema, OperationDefinitionNode
from graphql.execution.collect_fields import FieldDetailsList
from graphql.execution.values import VariableValues

from api.gql.compiler.compilation import Compilation, Fixed
from api.gql.compiler.facets import Items
from api.gql.compiler.partners import partners
from api.gql.compiler.paths import label_named, neighbourhood, shortest_path
from api.gql.compiler.search import search
from api.gql.compiler.selection import Selections
from api.gql.compiler.values import Variables, leaf
from api.gql.compiler.writer import HELPERS, LARGEST_PAGE, Binder, Row
from api.gql.surface import SURFACES, Surface, surface
from schema.errors import QueryError

PREFIX = "CYPHER 25 "
INTROSPECTION = ("__schema", "__type")
_PLURAL = {s.plural: s for s in SURFACES}
_SINGULAR = {s.singular: s for s in SURFACES}


@dataclass(slots=True)
class Shape:
    """Turns the row and the parameters into the response's data: one Python function per plan, written for it.

    Its source holds nothing of the request but names that GraphQL's grammar allows, as quoted keys. It is compiled when the first
    row is there, so that the database need not wait for Python.
    """

    source: str
    namespace: dict[str, Any]
    _function: Callable[[list[Any], dict[str, Any]], dict[str, Any]] | None = None

    def __call__(self, row: list[Any], parameters: dict[str, Any]) -> dict[str, Any]:
        """Return the response's data."""
        if self._function is None:
            try:
                exec(compile(self.source, "<shape>", "exec"), self.namespace)
            except (RecursionError, MemoryError, SyntaxError):
                raise QueryError("the operation is nested too deeply; ask for less at once") from None
            self._function = self.namespace["shape"]
        return self._function(row, parameters)


@dataclass(frozen=True, slots=True)
class Plan:
    """What an operation becomes; good for every request whose variables have the same structure."""

    statement: str | None
    """Cypher that returns one row; None where the database is not needed."""
    binders: tuple[Binder, ...]
    shape: Shape
    introspection: dict[str, FieldDetailsList]
    """Root fields that graphql-core answers, by response key."""
    fixed: tuple[Fixed, ...]
    """Values that the statement depends on beyond the structure of the variables."""

    def parameters(self, variables: Variables) -> dict[str, Any]:
        """Return the statement's parameters for a request. Raises QueryError for a value that cannot be used."""
        found: dict[str, Any] = {}
        for bind in self.binders:
            bind(variables, found)
        return found


def compile_operation(
    schema: GraphQLSchema,
    operation: OperationDefinitionNode,
    fragments: dict[str, FragmentDefinitionNode],
    variables: VariableValues,
    *,
    largest_page: int = LARGEST_PAGE,
) -> Plan:
    """Compile a validated query. Raises QueryError for what is valid GraphQL but cannot be answered."""
    context = Compilation(schema, operation, fragments, variables, largest_page)
    selections = Selections(context)
    row, parts = context.writer.row(), []
    introspection = {}
    for key, details in context.roots().items():
        name = details[0].node.name.value
        if name in INTROSPECTION:
            introspection[key] = details
            # Its place in the response is kept for what graphql-core says.
            value = "None"
        elif name == "__typename":
            value = "'Query'"
        else:
            value = _root(name, context, selections, details, row)
        parts.append(f"{key!r}: {value}")
    body = f"{{{', '.join(parts)}}}"
    statement = (
        f"{PREFIX}RETURN {', '.join(f'{c} AS c{i}' for i, c in enumerate(row.columns))}" if row.columns else None
    )
    function = f"def shape(x, p):\n {row.target} = x\n return {body}"
    source = context.writer.finished("\n".join([*context.writer.source, function]))
    shape = Shape(source, {**HELPERS, **context.writer.namespace})
    return Plan(statement, tuple(context.writer.binders), shape, introspection, tuple(context.fixed))


def _root(name: str, context: Compilation, selections: Selections, details: FieldDetailsList, row: Row) -> str:
    if name in _PLURAL:
        return _many(_PLURAL[name], context, selections, details, row)
    if name in _SINGULAR:
        return _one(_SINGULAR[name], context, selections, details, row)
    if name == "node":
        given = leaf(context.arguments("Query", details)["id"])
        assert given is not None
        label = context.fix(given, label_named)
        return _one(surface(label), context, selections, details, row) if label else "None"
    if name == "search":
        return search(context, selections, details, row)
    if name == "partners":
        return partners(context, selections, details, row)
    if name == "shortestPath":
        return shortest_path(context, selections, details, row)
    return neighbourhood(context, selections, details, row)


def _one(target: Surface, context: Compilation, selections: Selections, details: FieldDetailsList, row: Row) -> str:
    given = leaf(context.arguments("Query", details)["id"])
    assert given is not None
    w = context.writer
    var, item = w.name("n"), w.row()
    body = selections.node(target, details, var, item)
    column = row.add(f"COLLECT {{ MATCH ({var}:{target.node.label} {{id: {w.value(given)}}}) RETURN {item.cypher} }}")
    return f"head([{body} for {item.target} in {column}])"


def _many(target: Surface, context: Compilation, selections: Selections, details: FieldDetailsList, row: Row) -> str:
    arguments = context.arguments("Query", details)
    var = context.writer.name("n")
    patterns, predicate = context.filters.sought(arguments.get("where"), target, var)
    keys = context.orders.nodes(arguments.get("orderBy"), target, var)
    items = Items(" ".join(f"MATCH {p}" for p in patterns), predicate, var, None, None, target)
    if len(patterns) > 1:
        # Found by way of what it is related to: as often as there are ways.
        items = Items(f"{items.matched()} WITH DISTINCT {var}", None, var, None, None, target)
    return selections.connection(items, keys, arguments, target.node.label, details, row)
