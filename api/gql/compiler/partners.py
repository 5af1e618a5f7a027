"""Partners in GraphQL: the one query of `queries/partners.cypher`, with whatever is selected of its organisations and reasons."""

import re

from graphql.execution.collect_fields import FieldDetailsList

from api.gql.compiler.compilation import Compilation
from api.gql.compiler.plan import Clause, Constant, Object, One, Output, Row, Rows, Scalar, entries
from api.gql.compiler.scope import Scope
from api.gql.compiler.selection import Selections
from api.gql.compiler.values import leaf
from api.gql.surface import surface
from graph.partners.matching import parameters
from graph.store.query_library import query


def partners(context: Compilation, selections: Selections, details: FieldDetailsList, row: Row) -> Output:
    """Plan the `partners` field."""
    arguments = context.arguments("Query", details)
    text, first = leaf(arguments["text"]), leaf(arguments["first"])
    assert text is not None and first is not None
    names = {
        name: context.scope.parameter(lambda v, name=name: parameters(text.read(v), first.read(v))[name])  # type: ignore[misc]
        for name in query("partners").takes
    }
    found = re.sub(r"\$(\w+)", lambda m: names[m[1]], query("partners").cypher)
    item = Row()
    fields: dict[str, Output] = {}
    for key, inner in context.subfields("Partner", details).items():
        name = inner[0].node.name.value
        if name == "organisation":
            fields[key] = selections.node(surface("Organisation"), inner, "organisation", item)
        elif name == "score":
            fields[key] = Scalar(item.value("score", "score"))
        elif name == "reasons":
            fields[key] = _reasons(context, selections, inner, item)
        else:
            fields[key] = Constant("Partner")
    clause = f"CALL () {{ {found} }} WITH organisation, score, reasons ORDER BY score DESC, organisation.id"
    return entries(row.add(Rows(Clause(clause, "partners"), item)), Object("Partner", fields))


def _reasons(context: Compilation, selections: Selections, details: FieldDetailsList, row: Row) -> Output:
    item = Row()
    fields: dict[str, Output] = {}
    for key, inner in context.subfields("PartnerReason", details).items():
        name = inner[0].node.name.value
        if name == "score":
            fields[key] = Scalar(item.value("reason.score", "score"))
        elif name == "path":
            fields[key] = _path(context, selections, inner, item)
        elif name == "quotes":
            var, quote = context.scope.name("n"), Row()
            output = selections.node(surface("Passage"), inner, var, quote)
            clause = _each(context.scope, "reason.quotes", f".passage AS {var}", "quotes")
            fields[key] = entries(item.add(Rows(clause, quote)), output)
        else:
            fields[key] = Constant("PartnerReason")
    clause = _each(context.scope, "reasons", " AS reason", "reasons")
    return entries(row.add(Rows(clause, item)), Object("PartnerReason", fields))


def _path(context: Compilation, selections: Selections, details: FieldDetailsList, row: Row) -> Output:
    item = Row()
    fields: dict[str, Output] = {}
    for key, inner in context.subfields("PartnerStep", details).items():
        name = inner[0].node.name.value
        if name == "relationship":
            fields[key] = Scalar(item.value("step.relationship", "relationship type"))
        elif name == "node":
            var, node = context.scope.name("n"), Row()
            output = selections.node(None, inner, var, node)
            rows = item.add(Rows(Clause(f"WITH step.node AS {var}", "node"), node))
            fields[key] = One(rows, output, certain=True)
        else:
            fields[key] = Constant("PartnerStep")
    clause = _each(context.scope, "reason.path", " AS step", "steps")
    return entries(row.add(Rows(clause, item)), Object("PartnerStep", fields))


def _each(scope: Scope, source: str, entry: str, about: str) -> Clause:
    """Return what makes a row of each entry of a list, in the list's order; `entry` says how a row calls it."""
    place, one = scope.name("i"), scope.name("w")
    return Clause(
        f"UNWIND range(0, size({source}) - 1) AS {place} WITH {place}, {source}[{place}] AS {one} "
        f"WITH {place}, {one}{entry} ORDER BY {place}",
        about,
    )
