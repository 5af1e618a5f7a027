"""What is meant by a name that other services have for something: a refusal that says so spares a look into the schema.

A refusal of graphql-core names what is spelt alike, which for `like` is `lte`. What is meant follows from the schema where a name
stands a level too high or too low, and from the words below where it is another service's.
"""

import re
from collections.abc import Iterator

from graphql import (
    GraphQLEnumType,
    GraphQLError,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLSchema,
    get_named_type,
    is_required_argument,
)

_FEW = 25
"""So many values of an enum at most are listed."""


def _all(meant: dict[str, str]) -> dict[str, str]:
    """Return the words of each key, which are separated by spaces, with what they mean."""
    return {word: what for words, what in meant.items() for word in words.split()}


_CONDITIONS = _all(
    {
        "like ilike search matches match regex icontains substring": "contains, with caseInsensitive: true for what people type",
        "equals equal equalTo is": "eq",
        "not neq ne notEquals": "NOT: { ... }, around the condition",
        "nin notIn not_in": "NOT: { ... }, around one with in",
        "startWith starts_with beginsWith prefix": "startsWith",
        "endWith ends_with suffix": "endsWith",
        "between": "gte and lte",
    }
)
_OF_DATES = _all({"startsWith contains like year is equals": 'within: "2024"'})
_OF_TEXTS = _all({"contains startsWith endsWith eq in like": "any: { contains: ... }, or has"})
_ARGUMENTS = _all(
    {
        "limit take pageSize page_size top": "first",
        "offset skip page cursor": "after, with the endCursor of pageInfo",
        "filter filters condition": "where",
        "sort sortBy order order_by ordering": "orderBy",
        "search q query text": "where: { ... contains: ... }, or the field search",
        "ids": "where: { id: { in: ... } }",
        "year date": 'where, and there the date of what it is related to: { within: "2024" }',
    }
)
_OF_TEXT_SEARCH = _all({"search q query description": "text"})
_OF_LISTS = _all({"items results data list rows": "nodes", "count total size length": "totalCount"})

_UNKNOWN_INPUT = re.compile(r"type '(\w+)' not to include unknown field '(\w+)'")
_UNKNOWN_ARGUMENT = re.compile(r"Unknown argument '(\w+)' on field '(\w+)\.(\w+)'")
_UNKNOWN_FIELD = re.compile(r"Cannot query field '(\w+)' on type '(\w+)'")
_NO_OBJECT = re.compile(r"type '(\w+)' to be an object, found: (.+)\.$")
_NO_VALUE = re.compile(r"does not exist in '(\w+)' enum\.$")
_GUESS = re.compile(r"\s*Did you mean [^?]*\?")


def with_hint(schema: GraphQLSchema, error: GraphQLError) -> GraphQLError:
    """Return a refusal with what is meant, where that is known, in place of names that are merely spelt alike."""
    message = error.message
    if found := _NO_VALUE.search(message):
        of = schema.get_type(found[1])
        if isinstance(of, GraphQLEnumType) and len(of.values) <= _FEW:
            error.message = f"{message} There are {', '.join(of.values)}."
    elif meant := _meant(schema, message):
        error.message = f"{_GUESS.sub('', message)} Did you mean {meant}?"
    return error


def _meant(schema: GraphQLSchema, message: str) -> str | None:
    if found := _UNKNOWN_INPUT.search(message):
        own = {"DateFilter": _OF_DATES, "TextsFilter": _OF_TEXTS}.get(found[1], {})
        return _by_way_of_a_relation(schema, found[1], found[2]) or (_CONDITIONS | own).get(found[2])
    if found := _UNKNOWN_ARGUMENT.search(message):
        condition = _as_condition(schema, found[1], found[3]) if found[2] == "Query" else None
        return condition or _argument(schema, *found.groups())
    if found := _UNKNOWN_FIELD.search(message):
        return " or ".join(_nearby(schema, found[1], found[2])) or None
    if found := _NO_OBJECT.search(message):
        return _around(schema, found[1], found[2])
    return None


def _by_way_of_a_relation(schema: GraphQLSchema, input_type: str, name: str) -> str | None:
    """Return where a condition on what is related belongs: `some: { node: { name: ... } }`."""
    edge = _inside(schema, input_type, "some")
    if name in edge:
        return f"some: {{ {name}: ... }}"
    node = edge.get("node")
    if node and name in _inputs(schema, get_named_type(node.type).name):
        return f"some: {{ node: {{ {name}: ... }} }}"
    return None


def _as_condition(schema: GraphQLSchema, name: str, root: str) -> str | None:
    """Return the condition that an argument of a root field stands for: of the list, where the field gives one thing by its id."""
    fields = schema.query_type.fields if schema.query_type else {}
    if root not in fields:
        return None  # a field of introspection
    name = "date" if name == "year" else name
    of = get_named_type(fields[root].type)
    for plural, field in fields.items():
        where = (
            field.args.get("where") if get_named_type(field.type).name in (of.name, f"{of.name}Connection") else None
        )
        if where and name in _inputs(schema, get_named_type(where.type).name):
            return f"{plural}(where: {{ {name}: ... }})"
    return None


def _argument(schema: GraphQLSchema, name: str, type_name: str, field: str) -> str | None:
    """Return the argument that is meant, where the field has it."""
    of = getattr(schema.get_type(type_name), "fields", {}).get(field)
    either = (_OF_TEXT_SEARCH.get(name, ""), _ARGUMENTS.get(name, ""))
    return next((meant for meant in either if of and re.split(r"\W", meant)[0] in of.args), None)


def _nearby(schema: GraphQLSchema, name: str, type_name: str) -> Iterator[str]:
    """Yield where there is a field of this name: inside another, as of a list in its `nodes`; or on the edges that lead here."""
    fields = getattr(schema.get_type(type_name), "fields", {})
    if _OF_LISTS.get(name) in fields:
        yield _OF_LISTS[name]
        return
    for field in sorted(fields, key=lambda one: one not in ("nodes", "name", "title")):
        inner = get_named_type(fields[field].type)
        needs = any(is_required_argument(argument) for argument in fields[field].args.values())
        if not needs and name in getattr(inner, "fields", {}):
            yield f"{field} {{ {name} }}"
            break
    for other in schema.type_map.values():
        there = getattr(other, "fields", {}) if other.name.endswith("Edge") else {}
        if name in there and "node" in there and get_named_type(there["node"].type).name == type_name:
            yield f"edges {{ {name} node {{ ... }} }} of a list that leads here"
            break


def _around(schema: GraphQLSchema, input_type: str, value: str) -> str | None:
    """Return the object in which a value belongs that stands alone."""
    inputs = _inputs(schema, input_type)
    if input_type in ("TextFilter", "IntegerFilter", "DateFilter", "IdFilter"):
        return f"{{ eq: {value} }}"
    if input_type.endswith("Order"):
        named = next((name for name in inputs if name.lower() == value.strip("\"'").lower()), None)
        return f"[{{ {named}: ASC }}]" if named else None
    node = _inside(schema, input_type, "some").get("node")
    of = _inputs(schema, get_named_type(node.type).name) if node else {}
    named = next((name for name in ("name", "title") if name in of), None)
    return f"{{ some: {{ node: {{ {named}: {{ eq: {value} }} }} }} }}" if named else None


def _inside(schema: GraphQLSchema, input_type: str, name: str) -> dict[str, GraphQLInputField]:
    field = _inputs(schema, input_type).get(name)
    return _inputs(schema, get_named_type(field.type).name) if field else {}


def _inputs(schema: GraphQLSchema, name: str) -> dict[str, GraphQLInputField]:
    found = schema.get_type(name)
    return found.fields if isinstance(found, GraphQLInputObjectType) else {}
