"""Partners in GraphQL: the one query of `queries/partners.cypher`, with whatever is selected of its organisations and reasons."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from graphql.execution.collect_fields import FieldDetailsList

from api.gql.compiler.compilation import Compilation
from api.gql.compiler.library import asked
from api.gql.compiler.plan import Clause, Constant, Object, One, Output, Row, Rows, Scalar, entries
from api.gql.compiler.scope import Scope
from api.gql.compiler.selection import Selections
from api.gql.compiler.wanted import refusing_unknown, wanted
from api.gql.surface import surface
from graph.partners.matching import parameters


def partners(context: Compilation, selections: Selections, details: FieldDetailsList, row: Row) -> Output:
    """Plan the `partners` field."""

    def plan(name: str, inner: FieldDetailsList, item: Row) -> Output | None:
        if name == "close":
            return Scalar(item.value("close", "match", "close"))
        if name == "tier":
            return Scalar(item.value("toUpper(tier)", "match", "tier"))
        return _people(context, selections, inner, item) if name == "people" else None

    columns = ("organisation", "tier", "close", "score", "reasons", "people")
    return ranked(
        context, selections, details, row, Ranking("partners", "Partner", "Organisation", "partners", columns), plan
    )


@dataclass(frozen=True, slots=True)
class Ranking:
    """A list that a statement of the library ranks by what its entries' reasons come to."""

    statement: str
    """The statement's name."""
    type: str
    """The GraphQL type of an entry."""
    label: str
    """What is ranked; the statement calls it so in small letters."""
    about: str
    """What the entries are, to a person who reads the plan."""
    columns: tuple[str, ...]
    """What the statement gives of each entry beside its place."""


def ranked(
    context: Compilation,
    selections: Selections,
    details: FieldDetailsList,
    row: Row,
    ranking: Ranking,
    plan: Callable[[str, FieldDetailsList, Row], Output | None] = lambda *_: None,
) -> Output:
    """Plan such a list; `plan` gives what it has beside the node, its score and reasons."""

    def read(given: dict[str, Any]) -> dict[str, Any]:
        return parameters(given["text"], wanted(given), context.embedder)

    arguments = context.arguments("Query", details)
    found = asked(context, ranking.statement, arguments, read)
    item, ranks = Row(), ranking.label.lower()
    fields: dict[str, Output] = {}
    for key, inner in context.subfields(ranking.type, details).items():
        name = inner[0].node.name.value
        if name == ranks:
            fields[key] = selections.node(surface(ranking.label), inner, ranks, item)
        elif name == "score":
            fields[key] = Scalar(item.value("score", "score"))
        elif name == "reasons":
            fields[key] = reasons(context, selections, inner, item)
        else:
            fields[key] = plan(name, inner, item) or Constant(ranking.type)
    clause = f"CALL () {{ {found} }} WITH place, {', '.join(ranking.columns)} ORDER BY place"
    listed = entries(row.add(Rows(Clause(clause, ranking.about), item)), Object(ranking.type, fields))
    return refusing_unknown(context, arguments, row, listed)


def _people(context: Compilation, selections: Selections, details: FieldDetailsList, row: Row) -> Output:
    item = Row()
    fields: dict[str, Output] = {}
    for key, inner in context.subfields("PartnerPerson", details).items():
        name = inner[0].node.name.value
        if name == "person":
            var, person = context.scope.name("n"), Row()
            output = selections.node(surface("Person"), inner, var, person)
            rows = item.add(Rows(Clause(f"WITH one.person AS {var}", "person"), person))
            fields[key] = One(rows, output, certain=True)
        elif name == "role":
            fields[key] = Scalar(item.value("one.role", "link property", "role", "WORKS_FOR"))
        else:
            fields[key] = Constant("PartnerPerson")
    clause = _each(context.scope, "people", " AS one", "people")
    return entries(row.add(Rows(clause, item)), Object("PartnerPerson", fields))


def reasons(context: Compilation, selections: Selections, details: FieldDetailsList, row: Row) -> Output:
    """Plan the reasons of a row that has them as `reasons`."""
    item = Row()
    fields: dict[str, Output] = {}
    for key, inner in context.subfields("PartnerReason", details).items():
        name = inner[0].node.name.value
        if name == "score":
            fields[key] = Scalar(item.value("reason.score", "score"))
        elif name == "path":
            fields[key] = _path(context, selections, inner, item)
        elif name == "quote":
            fields[key] = Scalar(item.value("reason.passage.text", "property", "text", "Passage"))
        elif name in ("start", "end"):
            fields[key] = Scalar(item.value(f"reason.passage.{name}", "property", name, "Passage"))
        elif name in ("passage", "document"):
            var, stated = context.scope.name("n"), Row()
            output = selections.node(surface(name.title()), inner, var, stated)
            rows = item.add(Rows(Clause(f"WITH reason.{name} AS {var}", name), stated))
            fields[key] = One(rows, output, certain=True)
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
        elif name == "as":
            fields[key] = Scalar(item.value("step.as", "link property", "as", "OWNS"))
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
