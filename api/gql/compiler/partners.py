"""Partners in GraphQL: the one query of `queries/partners.cypher`, with whatever is selected of its organisations and reasons."""

import re

from graphql.execution.collect_fields import FieldDetailsList

from api.gql.compiler.compilation import Compilation
from api.gql.compiler.selection import Selections
from api.gql.compiler.values import leaf
from api.gql.compiler.writer import Row
from api.gql.surface import surface
from graph.partners.matching import parameters
from graph.store.query_library import query


def partners(context: Compilation, selections: Selections, details: FieldDetailsList, row: Row) -> str:
    """Return the Python expression of the `partners` field."""
    arguments = context.arguments("Query", details)
    text, first = leaf(arguments["text"]), leaf(arguments["first"])
    assert text is not None and first is not None
    w, item, parts = context.writer, context.writer.row(), []
    names = {
        name: w.parameter(lambda v, name=name: parameters(text.read(v), first.read(v))[name])  # type: ignore[misc]
        for name in query("partners").takes
    }
    found = re.sub(r"\$(\w+)", lambda m: names[m[1]], query("partners").cypher)
    for key, inner in context.subfields("Partner", details).items():
        name = inner[0].node.name.value
        if name == "organisation":
            value = selections.node(surface("Organisation"), inner, "organisation", item)
        elif name == "score":
            value = item.add("score")
        elif name == "reasons":
            value = _reasons(context, selections, inner, item)
        else:
            value = "'Partner'"
        parts.append(f"{key!r}: {value}")
    item.add("score")
    column = row.add(
        f"COLLECT {{ CALL () {{ {found} }} WITH organisation, score, reasons ORDER BY score DESC, organisation.id "
        f"RETURN {item.cypher} }}"
    )
    return selections.listed(item, f"{{{', '.join(parts)}}}", column)


def _reasons(context: Compilation, selections: Selections, details: FieldDetailsList, row: Row) -> str:
    item, parts = context.writer.row(), []
    for key, inner in context.subfields("PartnerReason", details).items():
        name = inner[0].node.name.value
        if name == "score":
            value = item.add("reason.score")
        elif name == "path":
            value = _path(context, selections, inner, item)
        elif name == "quotes":
            var, quote = context.writer.name("n"), context.writer.row()
            body = selections.node(surface("Passage"), inner, var, quote)
            value = selections.listed(
                quote, body, item.add(_each(context, "reason.quotes", f".passage AS {var}", quote))
            )
        else:
            value = "'PartnerReason'"
        parts.append(f"{key!r}: {value}")
    item.add("reason.score")
    column = row.add(_each(context, "reasons", " AS reason", item))
    return selections.listed(item, f"{{{', '.join(parts)}}}", column)


def _path(context: Compilation, selections: Selections, details: FieldDetailsList, row: Row) -> str:
    item, parts = context.writer.row(), []
    for key, inner in context.subfields("PartnerStep", details).items():
        name = inner[0].node.name.value
        if name == "relationship":
            value = item.add("step.relationship")
        elif name == "node":
            var, node = context.writer.name("n"), context.writer.row()
            body = selections.node(None, inner, var, node)
            column = item.add(f"COLLECT {{ WITH step.node AS {var} RETURN {node.cypher} }}")
            value = f"[{body} for {node.target} in {column}][0]"
        else:
            value = "'PartnerStep'"
        parts.append(f"{key!r}: {value}")
    item.add("step.relationship")
    column = row.add(_each(context, "reason.path", " AS step", item))
    return selections.listed(item, f"{{{', '.join(parts)}}}", column)


def _each(context: Compilation, source: str, entry: str, item: Row) -> str:
    """Return Cypher that makes a row of each entry of a list, in the list's order; `entry` says how a row calls it."""
    place, one = context.writer.name("i"), context.writer.name("w")
    return (
        f"COLLECT {{ UNWIND range(0, size({source}) - 1) AS {place} WITH {place}, {source}[{place}] AS {one} "
        f"WITH {place}, {one}{entry} ORDER BY {place} RETURN {item.cypher} }}"
    )
