"""Arguments as trees whose leaves remember where their value comes from, so that one plan serves many values of its variables."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, cast

from graphql import (
    EnumValueNode,
    FieldNode,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    ListValueNode,
    NullValueNode,
    ObjectValueNode,
    ValueNode,
    VariableNode,
    get_nullable_type,
    is_non_null_type,
    value_from_ast,
)
from graphql.pyutils import Undefined

from schema.errors import QueryError

Variables = Mapping[str, Any]
"""The coerced variables of one request."""

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A scalar, an enum value or a list of these."""

    value: Any
    """Its value now; a plan may depend on it only where its own key does (see `structure` and `Compilation.fixed`)."""
    path: Path | None
    """Where to find it in the variables; None: it stands in the document."""
    parts: "tuple[Leaf, ...] | None" = None
    """For a list in the document that holds variables: its items."""

    def read(self, variables: Variables) -> Any:
        """Return its value in another request's variables."""
        if self.parts is not None:
            return [part.read(variables) for part in self.parts]
        if self.path is None:
            return self.value
        found: Any = variables
        for step in self.path:
            found = found[step]
        return plain(found)


Tree = Leaf | dict[str, "Tree"] | list["Tree"]
"""An argument's value; what is null or absent is left out."""


def plain(value: Any) -> Any:
    """Return enum members as what they stand for, also in lists."""
    if isinstance(value, list):
        return [plain(v) for v in value]
    return value.value if isinstance(value, Enum) else value


def arguments(field: GraphQLField, node: FieldNode, variables: Variables) -> dict[str, Tree]:
    """Return a field's arguments; those that are null or absent are left out, defaults are filled in."""
    found = _defaults(field)
    for given in node.arguments or ():
        name, value = given.name.value, given.value
        if isinstance(value, VariableNode) and value.name.value not in variables:
            continue
        tree = _literal(value, field.args[name].type, variables)
        if tree is None:
            if is_non_null_type(field.args[name].type):
                # GraphQL allows a variable that may be null here, where it has a default: what it is given decides.
                raise QueryError(f"{name!r} may not be null")
            found.pop(name, None)
        else:
            found[name] = tree
    return found


def _defaults(field: GraphQLField) -> dict[str, Tree]:
    known: dict[str, Tree] | None = field.extensions.get(_DEFAULTS)
    if known is None:
        values = ((name, a.default_value) for name, a in field.args.items())
        known = {name: Leaf(plain(v), None) for name, v in values if v is not Undefined and v is not None}
        field.extensions[_DEFAULTS] = known
    return dict(known)


_DEFAULTS = "imagine-defaults"
"""Where a field of the schema keeps the defaults of its arguments, once they were asked for."""


def structure(variables: Variables) -> Any:
    """Return what of the variables a plan depends on: what is given, null, or a list of how many; which Booleans and enum values.

    Two requests for one document whose variables have the same structure get the same statement.
    """
    return tuple((name, _structure(value)) for name, value in variables.items())


def _structure(value: Any) -> Any:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, dict):
        return tuple((name, _structure(v)) for name, v in value.items())
    if isinstance(value, list):
        if all(isinstance(v, str | int | float) for v in value):
            return "list"
        return [_structure(v) for v in value].__repr__()
    if isinstance(value, str | int | float):
        return "value"
    return getattr(value, "name", str(value))


def _literal(node: ValueNode, type_: GraphQLInputType, variables: Variables) -> Tree | None:
    if isinstance(node, VariableNode):
        name = node.name.value
        return _value(variables.get(name), type_, (name,))
    if isinstance(node, NullValueNode):
        return None
    bare = get_nullable_type(type_)
    if isinstance(bare, GraphQLList):
        nodes = node.values if isinstance(node, ListValueNode) else (node,)
        items = [_literal(n, bare.of_type, variables) for n in nodes]
        return _items([i for i in items if i is not None], bare)
    if isinstance(bare, GraphQLInputObjectType) and isinstance(node, ObjectValueNode):
        fields = ((f.name.value, _literal(f.value, bare.fields[f.name.value].type, variables)) for f in node.fields)
        return {name: tree for name, tree in fields if tree is not None}
    if isinstance(node, EnumValueNode):
        assert isinstance(bare, GraphQLEnumType)
        return Leaf(plain(bare.values[node.value].value), None)
    return Leaf(plain(value_from_ast(node, cast(GraphQLInputType, bare))), None)


def _items(items: list[Tree], type_: GraphQLList[Any]) -> Tree:
    if isinstance(get_nullable_type(type_.of_type), GraphQLInputObjectType | GraphQLList):
        return list(items)
    leaves = tuple(i for i in items if isinstance(i, Leaf))
    parts = leaves if any(leaf.path for leaf in leaves) else None
    return Leaf([leaf.value for leaf in leaves], None, parts)


def _value(value: Any, type_: GraphQLInputType, path: Path) -> Tree | None:
    if value is None:
        return None
    bare = get_nullable_type(type_)
    if isinstance(bare, GraphQLInputObjectType):
        fields = ((name, _value(v, bare.fields[name].type, (*path, name))) for name, v in value.items())
        return {name: tree for name, tree in fields if tree is not None}
    if isinstance(bare, GraphQLList) and isinstance(value, list):
        if isinstance(get_nullable_type(bare.of_type), GraphQLInputObjectType):
            items = (_value(v, bare.of_type, (*path, i)) for i, v in enumerate(value))
            return [i for i in items if i is not None]
        return Leaf(plain(value), path)
    if isinstance(bare, GraphQLList):
        one = _value(value, bare.of_type, path)
        return _items([one], bare) if one is not None else None
    return Leaf(plain(value), path)


def leaf(tree: Tree | None) -> Leaf | None:
    """Return the tree as the leaf that it is."""
    assert tree is None or isinstance(tree, Leaf)
    return tree


def fields_of(tree: Tree | None) -> dict[str, Tree]:
    """Return the tree as the input object that it is; nothing given is an empty one."""
    if tree is None:
        return {}
    assert isinstance(tree, dict)
    return tree


def list_of(tree: Tree | None) -> list[dict[str, Tree]]:
    """Return the tree as the list of input objects that it is."""
    if tree is None:
        return []
    assert isinstance(tree, list)
    return [fields_of(t) for t in tree]


ValueOf = Callable[[Variables], Any]
"""How a parameter's value is found in a request's variables."""
