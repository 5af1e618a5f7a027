"""What every part of the compiler needs to know of the operation: its fragments, its variables, its schema."""

from collections.abc import Callable
from typing import Any

from graphql import FragmentDefinitionNode, GraphQLObjectType, GraphQLSchema, OperationDefinitionNode
from graphql.execution.collect_fields import (
    FieldDetailsList,
    FragmentDetails,
    GroupedFieldSet,
    collect_fields,
    collect_subfields,
)
from graphql.execution.values import VariableValues

from api.gql.compiler import values
from api.gql.compiler.filters import Filters, pruned
from api.gql.compiler.ordering import Orders
from api.gql.compiler.scope import Scope
from api.gql.compiler.values import Leaf, Path, Tree
from graph.embedding.embedder import Embedder

Fixed = tuple[Path, Callable[[Any], Any]]
"""Where in the variables a value lies that decides what the statement says, and what of the value does."""


class Compilation:
    """One operation with its variables, while it is compiled."""

    def __init__(
        self,
        schema: GraphQLSchema,
        operation: OperationDefinitionNode,
        fragments: dict[str, FragmentDefinitionNode],
        variables: VariableValues,
        largest_page: int,
        embedder: Embedder | None = None,
    ) -> None:
        self.schema = schema
        self.operation = operation
        self.embedder = embedder
        self.scope = Scope(largest_page)
        self.filters = Filters(self.scope)
        self.orders = Orders(self.scope)
        self.fixed: list[Fixed] = []
        self.depth = 0
        self.lists = 0
        self._fragments = {name: FragmentDetails(node) for name, node in fragments.items()}
        self._variables = variables

    def roots(self) -> GroupedFieldSet:
        """Return the root fields by response key, fragments and directives resolved by graphql-core."""
        query = self.type("Query")
        found = collect_fields(self.schema, self._fragments, self._variables, query, self.operation)
        return found.grouped_field_set

    def subfields(self, type_name: str, details: FieldDetailsList) -> GroupedFieldSet:
        """Return the fields that are selected of a type, by response key."""
        found = collect_subfields(
            self.schema, self._fragments, self._variables, self.operation, self.type(type_name), details
        )
        return found.grouped_field_set

    def arguments(self, type_name: str, details: FieldDetailsList) -> dict[str, Tree]:
        """Return the arguments of a field of a type; `where` without what is no condition."""
        node = details[0].node
        found = values.arguments(self.type(type_name).fields[node.name.value], node, self._variables.coerced)
        asked = pruned(found.pop("where", None))
        return found if asked is None else found | {"where": asked}

    def type(self, name: str) -> GraphQLObjectType:
        """Return an object type by name."""
        found = self.schema.type_map[name]
        assert isinstance(found, GraphQLObjectType)
        return found

    def fix(self, leaf: Leaf, of: Callable[[Any], Any]) -> Any:
        """Return what of a value the statement depends on, and remember that it does."""
        if leaf.path is not None:
            self.fixed.append((leaf.path, of))
        return of(leaf.value)
