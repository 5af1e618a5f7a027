"""Facets: how many entries of a whole list have each value, counted by the database and only when asked for."""

from collections.abc import Callable
from dataclasses import dataclass

from graphql.execution.collect_fields import FieldDetailsList

from api.gql.compiler.compilation import Compilation
from api.gql.compiler.cypher import display
from api.gql.compiler.pagination import limit
from api.gql.compiler.plan import Call, Constant, Items, Object, Output, Row, Rows, Scalar, Tally, entries
from api.gql.compiler.values import Tree, fields_of, leaf, list_of
from api.gql.surface import Relation, Surface, expression, surface
from api.gql.vocabulary import Shown

Without = Callable[[frozenset[str], bool], Items]
"""Returns a list's entries without its conditions on some fields of its nodes or, where the second is true, of its links."""


def facets(context: Compilation, items: Items, without: Without | None, details: FieldDetailsList, row: Row) -> Output:
    """Plan the `facets` of a connection."""
    return _Facets(context, items, without, row).of_list(details)


def leave_out(tree: Tree | None, names: frozenset[str], *, inside: str = "") -> Tree | None:
    """Return a filter without its conditions on some fields, those under AND included; `inside`: of the filter in that field."""
    if tree is None:
        return None
    kept: dict[str, Tree] = {}
    for name, value in fields_of(tree).items():
        if name == "AND":
            kept[name] = [fields_of(leave_out(part, names, inside=inside)) for part in list_of(value)]
        elif inside and name == inside:
            kept[name] = fields_of(leave_out(value, names))
        elif inside or name not in names:
            kept[name] = value
    return kept


@dataclass(frozen=True, slots=True)
class _Count:
    """One thing to count."""

    value: str
    """The expression of a value; a node where `by_node`."""
    field: Shown | None = None
    """The field whose values they are."""
    by_node: bool = False
    step: str = ""
    """What leads from an entry to what is related to it."""
    own: frozenset[str] = frozenset()
    """The fields in which the list's own conditions on it stand."""
    of_link: bool = False
    """Whether those are fields of its links."""


@dataclass(frozen=True, slots=True)
class _Facets:
    context: Compilation
    items: Items
    without: Without | None
    row: Row

    def of_list(self, details: FieldDetailsList) -> Output:
        relation = self.items.relation
        if relation is None or not relation.facets:
            return self._of_node(details)
        type_name = f"{relation.stem}Facets"
        fields: dict[str, Output] = {}
        for key, found in self.context.subfields(type_name, details).items():
            name = found[0].node.name.value
            if name == "__typename":
                fields[key] = Constant(type_name)
            elif name == "node":
                fields[key] = self._of_node(found)
            else:
                shown = relation.facets[name]
                value = expression(shown.property, str(self.items.link))
                own = _same(relation.fields, shown)
                fields[key] = self._counts(_Count(value, shown, own=own, of_link=True), type_name, found)
        return Object(type_name, fields)

    def _of_node(self, details: FieldDetailsList) -> Output:
        target, var = self.items.target, self.items.var
        type_name = f"{target.node.label if target else 'Node'}Facets"
        fields: dict[str, Output] = {}
        for key, found in self.context.subfields(type_name, details).items():
            name = found[0].node.name.value
            if name == "__typename":
                fields[key] = Constant(type_name)
            elif target is None:
                kinds = _Count(f"head(labels({var}))", own=frozenset({name}))
                fields[key] = self._counts(kinds, type_name, found)
            elif name in target.facets:
                shown = target.facets[name]
                count = _Count(expression(shown.property, var), shown, own=_same(target.fields, shown))
                fields[key] = self._counts(count, type_name, found)
            else:
                fields[key] = self._related(target.relation[name], found)
        return Object(type_name, fields)

    def _related(self, relation: Relation, details: FieldDetailsList) -> Output:
        assert relation.target is not None
        target = surface(relation.target.label)
        type_name = f"{relation.target.label}PropertyFacets"
        fields: dict[str, Output] = {}
        for key, found in self.context.subfields(type_name, details).items():
            name = found[0].node.name.value
            if name == "__typename":
                fields[key] = Constant(type_name)
                continue
            link, other = self.context.scope.name("r"), self.context.scope.name("n")
            step, own = f" MATCH {relation.pattern(self.items.var, link, other)}", frozenset({relation.name})
            shown = target.facets.get(name)
            value = expression(shown.property, other) if shown else other
            fields[key] = self._counts(_Count(value, shown, shown is None, step, own), type_name, found, target)
        return Object(type_name, fields)

    def _counts(
        self, count: _Count, type_name: str, details: FieldDetailsList, target: Surface | None = None
    ) -> Output:
        arguments = self.context.arguments(type_name, details)
        name = details[0].node.name.value
        size, _ = limit(self.context.scope, leaf(arguments.get("first")), 0)
        ignored = leaf(arguments.get("ignoreOwn"))
        items = self.items
        if ignored is not None and self.context.fix(ignored, bool) and self.without is not None:
            items = self.without(count.own, count.of_link)
        counted = Row()
        value = counted.value("v.id" if count.by_node else "v", "facet value")
        label = counted.value(display("v", target), "display name") if count.by_node else value
        vocabulary = count.field.vocabulary if count.field else None
        code: Output = Call(vocabulary.code, [Scalar(value)]) if vocabulary else Scalar(value)
        parts = {"value": code, "label": Scalar(label), "count": Scalar(counted.value("c", "count"))}
        fields: dict[str, Output] = {}
        for key, inner in self.context.subfields("FacetValue", details).items():
            fields[key] = parts.get(inner[0].node.name.value, Constant("FacetValue"))
        tally = Tally(items, name, count.value, name == "year", size, count.step, count.by_node)
        return entries(self.row.add(Rows(tally, counted)), Object("FacetValue", fields))


def _same(fields: dict[str, Shown], shown: Shown) -> frozenset[str]:
    """Return the names of all fields that show the same property."""
    return frozenset(s.name for s in fields.values() if s.property is shown.property)
