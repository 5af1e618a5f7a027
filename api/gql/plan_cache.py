"""Documents as they were understood: parsed, checked, validated and compiled once, and kept for those who ask the same again."""

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any

import orjson
from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    Source,
    parse,
    specified_rules,
    validate,
)
from graphql.execution.values import VariableValues, get_variable_values
from graphql.validation import NoSchemaIntrospectionCustomRule

from api.gql.compiler.operation import Plan, compile_operation
from api.gql.compiler.values import Path, structure
from api.gql.hints import with_hint
from api.gql.holdings import Holdings
from api.gql.limits import Measure, check_document, check_text, measure
from api.gql.options import Options
from graph.embedding.embedder import Embedder

KEPT = 500
"""How many documents are kept."""
KEPT_PLANS = 32
"""How many plans of one document are kept; it has several where its variables hold filters of different forms."""
LONGEST_KEPT = 65_536
"""The most characters that a document and its variables may have to be kept, so that nobody can fill the memory with them."""
_MOST_ERRORS = 20


class InvalidError(Exception):
    """A document or its variables break GraphQL's rules; holds the errors."""

    def __init__(self, errors: list[GraphQLError], outcome: str, code: str) -> None:
        """Make one; `outcome` is `parse` or `invalid`."""
        super().__init__(errors[0].message)
        self.errors, self.outcome, self.code = errors, outcome, code


@dataclass(slots=True)
class Operation:
    """One operation of a document, with the plans made for it so far."""

    node: OperationDefinitionNode
    measured: Measure
    plans: "OrderedDict[Any, Plan]" = field(default_factory=OrderedDict)
    paths: tuple[tuple[Path, Any], ...] = ()
    """Where in the variables values lie that decide what a statement says."""


@dataclass(slots=True)
class ParsedDocument:
    """A valid document."""

    node: DocumentNode
    operations: dict[str, OperationDefinitionNode]
    fragments: dict[str, FragmentDefinitionNode]
    ready: dict[str, Operation] = field(default_factory=dict)


Planned = tuple[Plan, VariableValues, Operation, ParsedDocument, int, bool]


class PlanCache:
    """Turns text and variables into plans. Not for several threads at once: the event loop's own."""

    def __init__(self, schema: GraphQLSchema, options: Options, embedder: Embedder | None = None) -> None:
        """Start with nothing known; `embedder` is the model whose vectors the graph holds."""
        self.schema, self.options, self._embedder = schema, options, embedder
        self._known: OrderedDict[str, ParsedDocument | InvalidError] = OrderedDict()
        self._exactly: OrderedDict[tuple[str, str | None, bytes], Planned] = OrderedDict()
        """What is asked again word for word, as most requests of a page are."""
        self.holdings = Holdings()
        self._rules = [*specified_rules, *([] if options.introspection else [NoSchemaIntrospectionCustomRule])]

    def count_from(self, holdings: Holdings) -> None:
        """Count the cost of operations from what the graph holds now."""
        self.holdings = holdings
        self._exactly.clear()

    def plan(self, text: str, variables: dict[str, Any], name: str | None) -> Planned:
        """Return the plan for a request, its coerced variables, what they belong to, the cost, and whether the plan was known.

        Raises InvalidError for what GraphQL refuses, and QueryError (RefusedError) for what this service does.
        """
        asked = (text, name, orjson.dumps(variables) if variables else b"")
        found = self._exactly.get(asked)
        if found is None:
            found = self._planned(text, variables, name)
            if len(text) + len(asked[2]) <= LONGEST_KEPT:
                self._exactly[asked] = (*found[:5], True)
                if len(self._exactly) > KEPT:
                    self._exactly.popitem(last=False)
        return found

    def _planned(self, text: str, variables: dict[str, Any], name: str | None) -> Planned:
        document, operation = self._operation(text, name)
        values = get_variable_values(
            self.schema, operation.node.variable_definitions or (), variables, max_errors=_MOST_ERRORS
        )
        if isinstance(values, list):
            raise InvalidError(self._hinted(values), "invalid", "BAD_USER_INPUT")
        cost = operation.measured.cost(values.coerced, self.options, self.holdings)
        key = _key(operation, values.coerced)
        plan = operation.plans.get(key)
        known = plan is not None
        if plan is None:
            most = self.options.rows or 2**31
            plan = compile_operation(
                self.schema, operation.node, document.fragments, values, largest_page=most, embedder=self._embedder
            )
            seen = {path for path, _ in operation.paths}
            operation.paths += tuple((path, of) for path, of in plan.fixed if path not in seen)
            operation.plans[_key(operation, values.coerced)] = plan
            if len(operation.plans) > KEPT_PLANS:
                operation.plans.popitem(last=False)
        return plan, values, operation, document, cost, known

    def _operation(self, text: str, name: str | None) -> tuple[ParsedDocument, Operation]:
        found = self._known.get(text)
        if found is None:
            found = self._read(text, name)
        elif len(self._known) >= KEPT:
            self._known.move_to_end(text)
        if isinstance(found, InvalidError):
            raise found
        key = name or ""
        operation = found.ready.get(key)
        if operation is None:
            node = _chosen(found.operations, name)
            operation = Operation(node, measure(self.schema, found.node, node, self.options))
            found.ready[key] = operation
        return found, operation

    def _read(self, text: str, name: str | None) -> ParsedDocument | InvalidError:
        check_text(text, self.options)
        try:
            node = parse(Source(text))
        except GraphQLError as e:
            raise InvalidError([e], "parse", "GRAPHQL_PARSE_FAILED") from None
        check_document(node, self.options)
        operations = {
            (d.name.value if d.name else ""): d for d in node.definitions if isinstance(d, OperationDefinitionNode)
        }
        fragments = {d.name.value: d for d in node.definitions if isinstance(d, FragmentDefinitionNode)}
        # Measured before it is validated: some of validation's rules take long for what the limits refuse at once.
        measured = {n: measure(self.schema, node, o, self.options) for n, o in operations.items()}
        errors = self._hinted(validate(self.schema, node, self._rules, max_errors=_MOST_ERRORS))
        if errors:
            return self._keep(text, InvalidError(errors, "invalid", "GRAPHQL_VALIDATION_FAILED"))
        document = ParsedDocument(node, operations, fragments)
        document.ready = {n: Operation(operations[n], m) for n, m in measured.items() if n or len(operations) == 1}
        if len(operations) == 1:
            document.ready[""] = next(iter(document.ready.values()))
        return self._keep(text, document)

    def _hinted(self, errors: list[GraphQLError]) -> list[GraphQLError]:
        return [with_hint(self.schema, error) for error in errors]

    def _keep(self, text: str, found: ParsedDocument | InvalidError) -> ParsedDocument | InvalidError:
        if len(text) <= LONGEST_KEPT:
            self._known[text] = found
        if len(self._known) > KEPT:
            self._known.popitem(last=False)
        return found


def _chosen(operations: dict[str, OperationDefinitionNode], name: str | None) -> OperationDefinitionNode:
    if name is not None and name in operations:
        return operations[name]
    if name:
        message = f"Unknown operation named '{name}'."
    elif len(operations) > 1:
        message = "Must provide operation name if query contains multiple operations."
    else:
        message = "Must provide an operation."
    raise InvalidError([GraphQLError(message)], "invalid", "OPERATION_RESOLUTION_FAILURE")


def _key(operation: Operation, coerced: dict[str, Any]) -> Any:
    if not coerced:
        return ()
    fixed = tuple(of(_at(coerced, path)) for path, of in operation.paths)
    return (structure(coerced), fixed)


def _at(held: Any, path: Path) -> Any:
    for step in path:
        if isinstance(held, dict):
            held = held.get(step)
        else:
            held = held[step] if isinstance(held, list) and isinstance(step, int) and step < len(held) else None
    return held
