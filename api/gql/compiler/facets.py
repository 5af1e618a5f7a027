"""Facets: how many entries of a whole list have each value, counted by the database and only when asked for."""

from dataclasses import dataclass

from graphql.execution.collect_fields import FieldDetailsList

from api.gql.compiler.compilation import Compilation
from api.gql.compiler.pagination import limit
from api.gql.compiler.values import leaf
from api.gql.compiler.writer import Row
from api.gql.surface import Relation, Surface, facet_name, surface


@dataclass(frozen=True, slots=True)
class Items:
    """The entries of a list before they are paged."""

    clause: str
    """What finds them: `MATCH (c)<-[r:OWNS]-(n:Person)`."""
    predicate: str | None
    var: str
    """The node of an entry."""
    link: str | None
    """The relationship that leads to it; None at the root."""
    relation: Relation | None
    target: Surface | None
    """The label of the nodes; None: any."""
    extra: tuple[str, ...] = ()
    """What else the clause finds for each entry, such as a score."""

    @property
    def variables(self) -> list[str]:
        """Everything that the clause finds for each entry."""
        return [self.var, *([self.link] if self.link else []), *self.extra]

    def matched(self, *more: str | None) -> str:
        """Return the clause with its conditions and more of them."""
        known = [p for p in (self.predicate, *more) if p]
        return self.clause + (f" WHERE {' AND '.join(known)}" if known else "")

    @property
    def entry(self) -> str:
        """The variable that is one per entry."""
        return self.link or self.var


def facets(context: Compilation, items: Items, details: FieldDetailsList, row: Row) -> str:
    """Return the Python expression of a `facets` field; the counts become columns of `row`."""
    if items.relation is not None and items.relation.facets:
        return _of_link(context, items, details, row)
    return _of_node(context, items, items.target, details, row)


def _of_link(context: Compilation, items: Items, details: FieldDetailsList, row: Row) -> str:
    assert items.relation is not None
    type_name = f"{items.relation.stem}Facets"
    properties = {facet_name(p): p for p in items.relation.facets}
    parts = []
    for key, found in context.subfields(type_name, details).items():
        name = found[0].node.name.value
        if name == "__typename":
            parts.append(f"{key!r}: {type_name!r}")
        elif name == "node":
            parts.append(f"{key!r}: {_of_node(context, items, items.target, found, row)}")
        else:
            value = f"{items.link}.{properties[name].name}"
            parts.append(f"{key!r}: {_counts(context, items, found, type_name, row, value, name == 'year')}")
    return f"{{{', '.join(parts)}}}"


def _of_node(context: Compilation, items: Items, target: Surface | None, details: FieldDetailsList, row: Row) -> str:
    type_name = f"{target.node.label if target else 'Node'}Facets"
    properties = {facet_name(p): p for p in target.facets} if target else {}
    parts = []
    for key, found in context.subfields(type_name, details).items():
        name = found[0].node.name.value
        if name == "__typename":
            parts.append(f"{key!r}: {type_name!r}")
        elif target is None:
            value = f"head(labels({items.var}))"
            parts.append(f"{key!r}: {_counts(context, items, found, type_name, row, value, False)}")
        elif name in properties:
            value = f"{items.var}.{properties[name].name}"
            parts.append(f"{key!r}: {_counts(context, items, found, type_name, row, value, name == 'year')}")
        else:
            parts.append(f"{key!r}: {_related(context, items, target.relation[name], found, row)}")
    return f"{{{', '.join(parts)}}}"


def _related(context: Compilation, items: Items, relation: Relation, details: FieldDetailsList, row: Row) -> str:
    assert relation.target is not None
    type_name = f"{relation.target.label}PropertyFacets"
    properties = {facet_name(p): p for p in surface(relation.target.label).facets}
    parts = []
    for key, found in context.subfields(type_name, details).items():
        name = found[0].node.name.value
        if name == "__typename":
            parts.append(f"{key!r}: {type_name!r}")
            continue
        link, other = context.writer.name("r"), context.writer.name("n")
        step = f" MATCH {relation.pattern(items.var, link, other)}"
        value = f"{other}.{properties[name].name}"
        parts.append(f"{key!r}: {_counts(context, items, found, type_name, row, value, name == 'year', step)}")
    return f"{{{', '.join(parts)}}}"


def _counts(
    context: Compilation,
    items: Items,
    details: FieldDetailsList,
    type_name: str,
    row: Row,
    value: str,
    by_year: bool,
    step: str = "",
) -> str:
    arguments = context.arguments(type_name, details)
    size, _ = limit(context.writer, leaf(arguments.get("first")), 0)
    counted = f"count(DISTINCT {items.entry})" if step else "count(*)"
    shown = f"left({value}, 4)" if by_year else value
    where = f"{value} IS NOT NULL"
    found = f"{items.matched()}{step} WHERE {where}" if step else items.matched(where)
    column = row.add(
        f"COLLECT {{ {found} WITH {shown} AS v, {counted} AS c ORDER BY c DESC, v LIMIT {size} RETURN [v, c] }}"
    )
    item = context.writer.name("x")
    fields = []
    for key, inner in context.subfields("FacetValue", details).items():
        name = inner[0].node.name.value
        fields.append(f"{key!r}: {_VALUES.get(name, repr('FacetValue')).format(item)}")
    return f"[{{{', '.join(fields)}}} for {item} in {column}]"


_VALUES = {"value": "{}[0]", "count": "{}[1]"}
