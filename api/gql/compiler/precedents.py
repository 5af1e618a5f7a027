"""What is worth learning from, in GraphQL: challenges like one that is told, models held up there, and what followed."""

from typing import Any

from graphql.execution.collect_fields import FieldDetailsList

from api.gql.compiler.compilation import Compilation
from api.gql.compiler.library import asked_before, each, held
from api.gql.compiler.plan import Constant, Object, Output, Row, Rows, Scalar, entries
from api.gql.compiler.selection import Selections
from api.gql.compiler.wanted import refusing_unknown, wanted
from graph.partners.matching import precedent_parameters

_TYPES = {"challenges": "SimilarChallenge", "models": "SimilarModel", "initiatives": "SimilarInitiative"}


def precedents(context: Compilation, selections: Selections, details: FieldDetailsList, row: Row) -> Output:
    """Plan the `precedents` field."""

    def read(given: dict[str, Any]) -> dict[str, Any]:
        return precedent_parameters(given["text"], given["first"], context.embedder, wanted(given))

    arguments = context.arguments("Query", details)
    found = asked_before(context, "found_precedents", arguments, read)
    fields: dict[str, Output] = {}
    for key, inner in context.subfields("Precedents", details).items():
        name = inner[0].node.name.value
        if name in _TYPES:
            fields[key] = _similar(context, selections, inner, name, f"{found}.{name}", row)
        else:
            fields[key] = Constant("Precedents")
    return refusing_unknown(context, arguments, row, Object("Precedents", fields))


def _similar(
    context: Compilation, selections: Selections, details: FieldDetailsList, kind: str, found: str, row: Row
) -> Output:
    type_name, item = _TYPES[kind], Row()
    label = type_name.removeprefix("Similar")
    fields: dict[str, Output] = {}
    for key, inner in context.subfields(type_name, details).items():
        name = inner[0].node.name.value
        if name == "score":
            fields[key] = Scalar(item.value("one.score", "score"))
        elif name == "__typename":
            fields[key] = Constant(type_name)
        else:
            fields[key] = held(selections, inner, item, label, "one.id", label)
    return entries(row.add(Rows(each(context.scope, found, "one", kind), item)), Object(type_name, fields))
