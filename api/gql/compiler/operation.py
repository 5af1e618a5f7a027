"""A whole operation as a plan: one statement for all its roots, what is asked before it, and what graphql-core alone answers."""

from dataclasses import dataclass, replace
from typing import Any

from graphql import FragmentDefinitionNode, GraphQLSchema, OperationDefinitionNode
from graphql.execution.collect_fields import FieldDetailsList
from graphql.execution.values import VariableValues

from api.gql.compiler.compilation import Compilation, Fixed
from api.gql.compiler.cypher import matched, statement
from api.gql.compiler.describe import describe
from api.gql.compiler.facets import leave_out
from api.gql.compiler.filters import all_of, asks_full_text, picks_out, pruned
from api.gql.compiler.partners import partners
from api.gql.compiler.paths import label_named, neighbourhood, shortest_path
from api.gql.compiler.people import people_to_ask
from api.gql.compiler.plan import (
    Call,
    Clause,
    Constant,
    Items,
    Object,
    One,
    Output,
    Parameter,
    Row,
    Rows,
    Scalar,
    Tuple,
    entries,
)
from api.gql.compiler.precedents import precedents
from api.gql.compiler.scope import LARGEST_PAGE, Asking, Binder
from api.gql.compiler.search import search
from api.gql.compiler.selection import Selections
from api.gql.compiler.shape import Shape, shape
from api.gql.compiler.values import Leaf, Tree, Variables, leaf
from api.gql.surface import SURFACES, Surface, surface
from graph.embedding.embedder import Embedder
from graph.store.query_runner import Before
from graph.store.terms import KNOWLEDGE_TERMS
from schema.errors import QueryError

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
    asked_before: tuple[Asking, ...]
    """What is asked before it."""
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

    def before(self, variables: Variables) -> list[Before]:
        """Return what is asked before the statement for a request. Raises QueryError as `parameters` does."""
        return [asking(variables) for asking in self.asked_before]


def compile_operation(
    schema: GraphQLSchema,
    operation: OperationDefinitionNode,
    fragments: dict[str, FragmentDefinitionNode],
    variables: VariableValues,
    *,
    largest_page: int = LARGEST_PAGE,
    embedder: Embedder | None = None,
) -> Plan:
    """Compile a validated query; `embedder` is the model whose vectors the graph holds.

    Raises QueryError for what is valid GraphQL but cannot be answered.
    """
    context = Compilation(schema, operation, fragments, variables, largest_page, embedder)
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
    scope = context.scope
    read = statement(row, scope.shared)
    binders, before, fixed = tuple(scope.binders), tuple(scope.before), tuple(context.fixed)
    return Plan(read, binders, shape(row, output), before, introspection, fixed, output)


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
    if name == "nodes":
        return _by_ids(context, selections, details, row)
    if name == "search":
        return search(context, selections, details, row)
    if name == "partners":
        return partners(context, selections, details, row)
    if name == "peopleToAsk":
        return people_to_ask(context, selections, details, row)
    if name == "precedents":
        return precedents(context, selections, details, row)
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


def _by_ids(context: Compilation, selections: Selections, details: FieldDetailsList, row: Row) -> Output:
    given = leaf(context.arguments("Query", details)["ids"])
    assert given is not None
    scope, most = context.scope, context.scope.largest_page

    def read(variables: Variables) -> list[str]:
        ids: list[str] = given.read(variables)
        if len(ids) > most:
            raise QueryError(f"{len(ids):,} ids were given; at most {most:,} may be")
        return ids

    found: list[Output] = []
    for label in _labels_named(context, given):
        var, item = scope.name("n"), Row()
        ident = Scalar(item.value(f"{var}.id", "id"))
        output = Tuple([ident, selections.node(surface(label), details, var, item)])
        ids = scope.parameter(lambda v, label=label: [i for i in read(v) if label_named(i) == label])  # type: ignore[misc]
        clause = Clause(f"MATCH ({var}:{label}) WHERE {var}.id IN {ids}", label)
        found.append(entries(row.add(Rows(clause, item)), output))
    if not found:
        return Call(nodes_in_order, [Parameter(scope.parameter(read)[1:]), Constant(())])
    return Call(nodes_in_order, [Parameter(scope.parameter(read)[1:]), Tuple(found)])


def _labels_named(context: Compilation, given: Leaf) -> list[str]:
    """Return the labels that ids name, each once; the statement depends on them."""
    if given.parts is not None:
        labels = [context.fix(part, label_named) for part in given.parts]
    else:
        labels = list(context.fix(given, _labels))
    return sorted({label for label in labels if label})


def _labels(ids: Any) -> tuple[str, ...]:
    return tuple(sorted({label for i in ids or () if (label := label_named(i))}))


def nodes_in_order(ids: list[str], found: tuple[list[tuple[str, Any]], ...]) -> list[Any]:
    """Return the nodes that were found in the order of their ids; None where an id names none."""
    known = {i: node for nodes in found for i, node in nodes}
    return [known.get(i) for i in ids]


def _many(target: Surface, context: Compilation, selections: Selections, details: FieldDetailsList, row: Row) -> Output:
    arguments = context.arguments("Query", details)
    var = context.scope.name("n")
    where = arguments.get("where")
    keys = context.orders.nodes(arguments.get("orderBy"), target, var)

    only = None
    if not target.node.stated:
        # Documents and their passages: those of registers and judgements have terms of their own.
        only = f"{var}.{KNOWLEDGE_TERMS} IS NULL"
        if (registers := leaf(arguments.get("registers"))) is not None:
            only = f"({context.scope.parameter(lambda variables: bool(registers.read(variables)))} OR {only})"

    def without(names: frozenset[str], _: bool) -> Items:
        return _found(pruned(leave_out(where, names)), target, var, context, only)

    items = _found(where, target, var, context, only)
    return selections.connection(items, keys, arguments, target.node.label, details, row, without=without)


def _found(where: Tree | None, target: Surface, var: str, context: Compilation, only: str | None) -> Items:
    """Return the nodes of a label that fit a filter and, where given, the condition `only`."""
    patterns, predicate = context.filters.sought(where, target, var)
    fits = f"({predicate}) AND {only}" if predicate and only else predicate or only

    def plain() -> str | None:
        return fits if len(patterns) == 1 else all_of([context.filters.node(where, target, var), only])

    # What is looked up by a name of its own, or by full text once for all, is few nodes: Neo4j does well to begin from them.
    # A condition that looks at other nodes takes Neo4j long to plan wherever it stands.
    by_many = not asks_full_text(where) and not picks_out(where, target) and (len(patterns) > 1 or "{" not in str(fits))
    items = Items(" ".join(f"MATCH {p}" for p in patterns), fits, var, None, None, target, whole=predicate is None)
    if len(patterns) > 1:
        # Found by way of what it is related to: as often as there are ways.
        items = Items(f"{matched(items)} WITH DISTINCT {var}", None, var, None, None, target)
    return replace(items, plain=plain) if predicate and by_many else items
