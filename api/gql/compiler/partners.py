"""Partners in GraphQL: what `queries/found_partners.cypher` finds, with whatever is selected of its organisations and reasons."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from graphql.execution.collect_fields import FieldDetailsList

from api.gql.compiler.compilation import Compilation
from api.gql.compiler.library import asked_before, each, held
from api.gql.compiler.plan import Constant, Object, Output, Row, Rows, Scalar, entries
from api.gql.compiler.selection import Selections
from api.gql.compiler.wanted import refusing_unknown, wanted
from graph.partners.matching import parameters


def partners(context: Compilation, selections: Selections, details: FieldDetailsList, row: Row) -> Output:
    """Plan the `partners` field."""

    def plan(name: str, inner: FieldDetailsList, item: Row) -> Output | None:
        if name == "close":
            return Scalar(item.value("one.close", "match", "close"))
        if name == "tier":
            return Scalar(item.value("toUpper(one.tier)", "match", "tier"))
        return _people(context, selections, inner, item) if name == "people" else None

    return ranked(context, selections, details, row, _PARTNERS, plan)


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


_PARTNERS = Ranking("found_partners", "Partner", "Organisation", "partners")


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
    found = asked_before(context, ranking.statement, arguments, read)
    item, ranks = Row(), ranking.label.lower()
    fields: dict[str, Output] = {}
    for key, inner in context.subfields(ranking.type, details).items():
        name = inner[0].node.name.value
        if name == ranks:
            fields[key] = held(selections, inner, item, ranking.label, f"one.{ranks}", ranks)
        elif name == "score":
            fields[key] = Scalar(item.value("one.score", "score"))
        elif name == "reasons":
            fields[key] = reasons(context, selections, inner, item)
        else:
            fields[key] = plan(name, inner, item) or Constant(ranking.type)
    clause = each(context.scope, found, "one", ranking.about)
    listed = entries(row.add(Rows(clause, item)), Object(ranking.type, fields))
    return refusing_unknown(context, arguments, row, listed)


def _people(context: Compilation, selections: Selections, details: FieldDetailsList, row: Row) -> Output:
    item = Row()
    fields: dict[str, Output] = {}
    for key, inner in context.subfields("PartnerPerson", details).items():
        name = inner[0].node.name.value
        if name == "person":
            fields[key] = held(selections, inner, item, "Person", "who.person", "person")
        elif name == "role":
            fields[key] = Scalar(item.value("who.role", "link property", "role", "WORKS_FOR"))
        else:
            fields[key] = Constant("PartnerPerson")
    clause = each(context.scope, "one.people", "who", "people")
    return entries(row.add(Rows(clause, item)), Object("PartnerPerson", fields))


def reasons(context: Compilation, selections: Selections, details: FieldDetailsList, row: Row) -> Output:
    """Plan the reasons of an entry (`one`)."""
    item = Row()
    fields: dict[str, Output] = {}
    for key, inner in context.subfields("PartnerReason", details).items():
        name = inner[0].node.name.value
        if name == "score":
            fields[key] = Scalar(item.value("reason.score", "score"))
        elif name == "path":
            fields[key] = _path(context, selections, inner, item)
        elif name == "quote":
            fields[key] = Scalar(item.value("reason.quote", "property", "text", "Passage"))
        elif name in ("start", "end"):
            fields[key] = Scalar(item.value(f"reason.{name}", "property", name, "Passage"))
        elif name in ("passage", "document"):
            fields[key] = held(selections, inner, item, name.title(), f"reason.{name}", name)
        else:
            fields[key] = Constant("PartnerReason")
    clause = each(context.scope, "one.reasons", "reason", "reasons")
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
            fields[key] = held(selections, inner, item, None, "step", "node")
        else:
            fields[key] = Constant("PartnerStep")
    clause = each(context.scope, "reason.path", "step", "steps")
    return entries(row.add(Rows(clause, item)), Object("PartnerStep", fields))
