"""The GraphQL schema that requests are answered by, read from `schema.graphql`, which `make generate` derives from the declaration.

To read what was derived takes a tenth of the time that deriving takes: two seconds of every start, and of every worker's.
"""

import enum
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLSchema,
    Undefined,
    build_ast_schema,
    parse,
    value_from_ast,
)

from api.gql.enumerations import ENUMERATIONS
from api.gql.surface import vocabularies
from api.gql.vocabulary import code_of
from schema.model import is_date

DERIVED = Path(__file__).with_name("schema.graphql")


@lru_cache(maxsize=1)
def graphql_schema() -> GraphQLSchema:
    """Return the schema for parsing, validation, compiling and introspection, made at the first call."""
    document = parse(DERIVED.read_text(encoding="utf-8"), no_location=True)
    made = build_ast_schema(document, assume_valid=True, assume_valid_sdl=True)
    texts = {v.name: v.texts for v in vocabularies()}
    texts |= {name: {code_of(text): text for text in values} for name, (_, values) in ENUMERATIONS.items()}
    for one in made.type_map.values():
        if one.name.startswith("__"):
            continue
        if isinstance(one, GraphQLEnumType):
            _give_values(one, texts.get(one.name))
        elif isinstance(one, GraphQLObjectType):
            for field in one.fields.values():
                _give_defaults(field)
        elif isinstance(one, GraphQLScalarType) and one.name == "Date":
            one.parse_value = one.coerce_input_value = parsed_date  # type: ignore[method-assign]
    return made


def parsed_date(value: object) -> str:
    """Return what `schema.model.is_date` takes for a date. Raises ValueError for anything else."""
    if not isinstance(value, str) or not is_date(value):
        raise ValueError(f"{value!r} is not a date; give a year, month or day as 2024, 2024-09 or 2024-09-18")
    return value


def _give_values(made: GraphQLEnumType, texts: Mapping[str, str] | None) -> None:
    """Let codes of a vocabulary stand for their texts, which count as values like any other; and codes of any other enum for
    members of it, since which of them a request gives decides the form of its statement."""
    members = enum.Enum(made.name, {code: code for code in made.values})  # type: ignore[misc]
    for code, value in made.values.items():
        value.value = texts[code] if texts else members[code]


def _give_defaults(field: GraphQLField) -> None:
    for argument in field.args.values():
        written = argument.ast_node and argument.ast_node.default_value
        if written and argument.default_value is Undefined:
            argument.default_value = value_from_ast(written, argument.type)
