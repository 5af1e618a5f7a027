"""A whole operation as a plan: one statement for all its roots, and what is asked of graphql-core alone (introspection)."""

from dataclasses import dataclass
from typing import Any

from graphql import FragmentDefinitionNode, GraphQLSchema, OperationDefinitionNode
from graphql.execution.collect_fields import FieldDetailsList
from graphql.execution.values import VariableValues

from api.gql.compiler.compilation import Compilation, Fixed
from api.gql.compiler.cypher import matched, statement
from api.gql.compiler.describe import describe
from api.gql.compiler.partners import partners
from api.gql.compiler.paths import label_named, neighbourhood, shortest_path
from api.gql.compiler.plan import Clause, Constant, Items, Object, One, Output, Row, Rows
from api.gql.compiler.scope import LARGEST_PAGE, Binder
from api.gql.compiler.search import search
from api.gql.compiler.selection import Selections
from api.gql.compiler.shape import Shape, shape
from api.gql.compiler.values import Variables, leaf
from api.gql.surface import SURFACES, Surface, surface

INTROSPECTION = ("__schema", "__type")
_PLURAL = {s.plural: s for s in SURFACES}
_SINGULAR = {s.singular: s for s in SURFACES}


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
    output: Object
    """What is read, what it means, and what becomes of it."""

    def describe(self) -> str:
        """Return the plan as a tree for a person to read."""
        return describe(self.output)

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
    row = Row()
    fields: dict[str, Output] = {}
    introspection = {}
    for key, details in context.roots().items():
        name = details[0].node.name.value
        if name in INTROSPECTION:
            introspection[key] = details
            # Its place in the response is kept for what graphql-core says.
            fields[key] = Constant(None)
        elif name == "__typename":
            fields[key] = Constant("Query")
        else:
            fields[key] = _root(name, context, selections, details, row)
    output = Object("Query", fields)
    return Plan(
        statement(row), tuple(context.scope.binders), shape(row, output), introspection, tuple(context.fixed), output
    )


def _root(name: str, context: Compilation, selections: Selections, details: FieldDetailsList, row: Row) -> Output:
    if name in _PLURAL:
        return _many(_PLURAL[name], context, selections, details, row)
    if name in _SINGULAR:
        return _one(_SINGULAR[name], context, selections, details, row)
    if name == "node":
        given = leaf(context.arguments("Query", details)["id"])
        assert given is not None
        label = context.fix(given, label_named)
        return _one(surface(label), context, selections, details, row) if label else Constant(None)
    if name == "search":
        return search(context, selections, details, row)
    if name == "partners":
        return partners(context, selections, details, row)
    if name == "shortestPath":
        return shortest_path(context, selections, details, row)
    return neighbourhood(context, selections, details, row)


def _one(target: Surface, context: Compilation, selections: Selections, details: FieldDetailsList, row: Row) -> Output:
    given = leaf(context.arguments("Query", details)["id"])
    assert given is not None
    var, item = context.scope.name("n"), Row()
    output = selections.node(target, details, var, item)
    found = f"MATCH ({var}:{target.node.label} {{id: {context.scope.value(given)}}})"
    return One(row.add(Rows(Clause(found, target.node.label), item)), output)


def _many(target: Surface, context: Compilation, selections: Selections, details: FieldDetailsList, row: Row) -> Output:
    arguments = context.arguments("Query", details)
    var = context.scope.name("n")
    patterns, predicate = context.filters.sought(arguments.get("where"), target, var)
    keys = context.orders.nodes(arguments.get("orderBy"), target, var)
    items = Items(" ".join(f"MATCH {p}" for p in patterns), predicate, var, None, None, target)
    if len(patterns) > 1:
        # Found by way of what it is related to: as often as there are ways.
        items = Items(f"{matched(items)} WITH DISTINCT {var}", None, var, None, None, target)
    return selections.connection(items, keys, arguments, target.node.label, details, row)
