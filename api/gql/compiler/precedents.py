"""What is worth learning from, in GraphQL: challenges like one that is told, models held up there, and what followed."""

from typing import Any

from graphql.execution.collect_fields import FieldDetailsList

from api.gql.compiler.compilation import Compilation
from api.gql.compiler.library import asked
from api.gql.compiler.plan import Clause, Constant, Object, One, Output, Row, Rows, Scalar, entries
from api.gql.compiler.selection import Selections
from api.gql.compiler.wanted import refusing_unknown, wanted
from api.gql.surface import surface
from graph.partners.matching import precedent_parameters

_TYPES = {"challenges": "SimilarChallenge", "models": "SimilarModel", "initiatives": "SimilarInitiative"}


def precedents(context: Compilation, selections: Selections, details: FieldDetailsList, row: Row) -> Output:
    """Plan the `precedents` field."""

    def read(given: dict[str, Any]) -> dict[str, Any]:
        return precedent_parameters(given["text"], given["first"], context.embedder, wanted(given))

    arguments = context.arguments("Query", details)
    found = asked(context, "precedents", arguments, read)
    item = Row()
    fields: dict[str, Output] = {}
    for key, inner in context.subfields("Precedents", details).items():
        name = inner[0].node.name.value
        if name in _TYPES:
            fields[key] = _similar(context, selections, inner, name, item)
        else:
            fields[key] = Constant("Precedents")
    clause = f"CALL () {{ {found} }} WITH {', '.join(_TYPES)}"
    learnt = One(row.add(Rows(Clause(clause, "precedents"), item)), Object("Precedents", fields), certain=True)
    return refusing_unknown(context, arguments, row, learnt)


def _similar(context: Compilation, selections: Selections, details: FieldDetailsList, column: str, row: Row) -> Output:
    type_name, item = _TYPES[column], Row()
    label = type_name.removeprefix("Similar")
    fields: dict[str, Output] = {}
    for key, inner in context.subfields(type_name, details).items():
        name = inner[0].node.name.value
        if name == "score":
            fields[key] = Scalar(item.value("one.score", "score"))
        elif name == "__typename":
            fields[key] = Constant(type_name)
        else:
            var, node = context.scope.name("n"), Row()
            output = selections.node(surface(label), inner, var, node)
            fields[key] = One(item.add(Rows(Clause(f"WITH one.node AS {var}", label), node)), output, certain=True)
    place = context.scope.name("i")
    clause = f"UNWIND range(0, size({column}) - 1) AS {place} WITH {place}, {column}[{place}] AS one ORDER BY {place}"
    return entries(row.add(Rows(Clause(clause, column), item)), Object(type_name, fields))
