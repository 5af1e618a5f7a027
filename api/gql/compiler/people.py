"""People to ask in GraphQL: the one query of `queries/people_to_ask.cypher`, with what is selected of them and their reasons."""

from typing import Any

from graphql.execution.collect_fields import FieldDetailsList

from api.gql.compiler.compilation import Compilation
from api.gql.compiler.library import asked
from api.gql.compiler.partners import reasons
from api.gql.compiler.plan import Clause, Constant, Object, Output, Row, Rows, Scalar, entries
from api.gql.compiler.selection import Selections
from api.gql.compiler.wanted import refusing_unknown, wanted
from api.gql.surface import surface
from graph.partners.matching import parameters


def people_to_ask(context: Compilation, selections: Selections, details: FieldDetailsList, row: Row) -> Output:
    """Plan the `peopleToAsk` field."""

    def read(given: dict[str, Any]) -> dict[str, Any]:
        return parameters(given["text"], wanted(given), context.embedder)

    arguments = context.arguments("Query", details)
    found = asked(context, "people_to_ask", arguments, read)
    item = Row()
    fields: dict[str, Output] = {}
    for key, inner in context.subfields("PersonToAsk", details).items():
        name = inner[0].node.name.value
        if name == "person":
            fields[key] = selections.node(surface("Person"), inner, "person", item)
        elif name == "score":
            fields[key] = Scalar(item.value("score", "score"))
        elif name == "reasons":
            fields[key] = reasons(context, selections, inner, item)
        else:
            fields[key] = Constant("PersonToAsk")
    clause = f"CALL () {{ {found} }} WITH place, person, score, reasons ORDER BY place"
    listed = entries(row.add(Rows(Clause(clause, "people"), item)), Object("PersonToAsk", fields))
    return refusing_unknown(context, arguments, row, listed)
