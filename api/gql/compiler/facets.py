"""Facets: how many entries of a whole list have each value, counted by the database and only when asked for."""

from graphql.execution.collect_fields import FieldDetailsList

from api.gql.compiler.compilation import Compilation
from api.gql.compiler.pagination import limit
from api.gql.compiler.plan import Constant, Items, Object, Output, Row, Rows, Scalar, Tally, entries
from api.gql.compiler.values import leaf
from api.gql.surface import Relation, Surface, facet_name, surface


def facets(context: Compilation, items: Items, details: FieldDetailsList, row: Row) -> Output:
    """Plan the `facets` of a connection."""
    if items.relation is None or not items.relation.facets:
        return _of_node(context, items, items.target, details, row)
    type_name = f"{items.relation.stem}Facets"
    properties = {facet_name(p): p for p in items.relation.facets}
    fields: dict[str, Output] = {}
    for key, found in context.subfields(type_name, details).items():
        name = found[0].node.name.value
        if name == "__typename":
            fields[key] = Constant(type_name)
        elif name == "node":
            fields[key] = _of_node(context, items, items.target, found, row)
        else:
            value = f"{items.link}.{properties[name].name}"
            fields[key] = _counts(context, items, found, type_name, row, value)
    return Object(type_name, fields)


def _of_node(context: Compilation, items: Items, target: Surface | None, details: FieldDetailsList, row: Row) -> Output:
    type_name = f"{target.node.label if target else 'Node'}Facets"
    properties = {facet_name(p): p for p in target.facets} if target else {}
    fields: dict[str, Output] = {}
    for key, found in context.subfields(type_name, details).items():
        name = found[0].node.name.value
        if name == "__typename":
            fields[key] = Constant(type_name)
        elif target is None:
            fields[key] = _counts(context, items, found, type_name, row, f"head(labels({items.var}))")
        elif name in properties:
            value = f"{items.var}.{properties[name].name}"
            fields[key] = _counts(context, items, found, type_name, row, value)
        else:
            fields[key] = _related(context, items, target.relation[name], found, row)
    return Object(type_name, fields)


def _related(context: Compilation, items: Items, relation: Relation, details: FieldDetailsList, row: Row) -> Output:
    assert relation.target is not None
    type_name = f"{relation.target.label}PropertyFacets"
    properties = {facet_name(p): p for p in surface(relation.target.label).facets}
    fields: dict[str, Output] = {}
    for key, found in context.subfields(type_name, details).items():
        name = found[0].node.name.value
        if name == "__typename":
            fields[key] = Constant(type_name)
            continue
        link, other = context.scope.name("r"), context.scope.name("n")
        step = f" MATCH {relation.pattern(items.var, link, other)}"
        value = f"{other}.{properties[name].name}"
        fields[key] = _counts(context, items, found, type_name, row, value, step)
    return Object(type_name, fields)


def _counts(
    context: Compilation,
    items: Items,
    details: FieldDetailsList,
    type_name: str,
    row: Row,
    value: str,
    step: str = "",
) -> Output:
    arguments = context.arguments(type_name, details)
    name = details[0].node.name.value
    size, _ = limit(context.scope, leaf(arguments.get("first")), 0)
    counted = Row()
    columns = {"value": counted.value("v", "facet value"), "count": counted.value("c", "count")}
    fields: dict[str, Output] = {}
    for key, inner in context.subfields("FacetValue", details).items():
        part = inner[0].node.name.value
        fields[key] = Scalar(columns[part]) if part in columns else Constant("FacetValue")
    rows = row.add(Rows(Tally(items, name, value, name == "year", size, step), counted))
    return entries(rows, Object("FacetValue", fields))
