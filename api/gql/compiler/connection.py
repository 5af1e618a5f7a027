"""Connections: one page of a list, its edges, its counts, and whether there is more."""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from graphql.execution.collect_fields import FieldDetailsList

from api.gql.compiler.beginnings import begun, scanned
from api.gql.compiler.compilation import Compilation
from api.gql.compiler.facets import Without, facets
from api.gql.compiler.pagination import limit, paging, place, signature
from api.gql.compiler.plan import (
    Computed,
    Connection,
    Constant,
    Count,
    Cursor,
    EndCursor,
    Exists,
    HasMore,
    Items,
    Key,
    Object,
    Output,
    Page,
    Row,
    Rows,
    Scalar,
    entries,
    shown_output,
)
from api.gql.compiler.values import Tree
from api.gql.surface import Surface

EdgeField = Callable[[str, FieldDetailsList, Row], Output | None]
"""Plans a field of an edge that only some edges have (`score`); None for one that it does not know."""


class Planner(Protocol):
    """What plans the selections inside a connection."""

    context: Compilation

    def node(self, target: Surface | None, details: FieldDetailsList, var: str, row: Row) -> Output:
        """Plan a node."""

    def evidence(self, details: FieldDetailsList, link: str, row: Row) -> Output:
        """Plan the passages that a relationship names."""


def connection(
    planner: Planner,
    items: Items,
    keys: list[Key],
    arguments: dict[str, Tree],
    stem: str,
    details: FieldDetailsList,
    row: Row,
    edge_field: EdgeField | None,
    without: Without | None,
) -> Output:
    """Plan a connection: one page of `items` in the order of `keys`."""
    return _Connection(planner, items, keys, arguments, stem, edge_field, without).plan(details, row)


class _Connection:
    def __init__(
        self,
        planner: Planner,
        items: Items,
        keys: list[Key],
        arguments: dict[str, Tree],
        stem: str,
        edge_field: EdgeField | None,
        without: Without | None,
    ) -> None:
        self.planner, self.context = planner, planner.context
        self.items, self.stem, self.edge_field, self.without = items, stem, edge_field, without
        scope = self.context.scope
        self.asked = paging(arguments)
        names = {k.expression: scope.name("k") for k in keys if k.computed}
        self.computed = [Computed(expression, name) for expression, name in names.items()]
        self.keys = [replace(k, expression=names[k.expression]) if k.computed else k for k in keys]
        self.mark = signature(stem, keys)
        self.after = place(scope, self.asked.after, self.mark, self.keys) if self.asked.after else None
        self.before = place(scope, self.asked.before, self.mark, self.keys) if self.asked.before else None
        self.beyond: dict[bool, Exists] = {}
        """What is asked of the other sides of cursors, each once: after the page (True), before it (False)."""
        self.entry = Row()

    def plan(self, details: FieldDetailsList, row: Row) -> Output:
        type_name = f"{self.stem}Connection"
        grouped = self.context.subfields(type_name, details)
        info = [found for found in grouped.values() if found[0].node.name.value == "pageInfo"]
        about = {g[0].node.name.value for found in info for g in self.context.subfields("PageInfo", found).values()}
        rows, size = None, None
        if about or any(found[0].node.name.value in ("nodes", "edges") for found in grouped.values()):
            more = ("hasPreviousPage" if self.asked.backward else "hasNextPage") in about
            rows, size = self._page(more)
        count: Count | None = None
        fields: dict[str, Output] = {}
        for key, found in grouped.items():
            name = found[0].node.name.value
            if name == "__typename":
                fields[key] = Constant(type_name)
            elif name == "totalCount":
                count = count or row.add(Count(self.items))
                fields[key] = Scalar(count)
            elif name == "facets":
                fields[key] = facets(self.context, self.items, self.without, found, row)
            elif rows is None:
                fields[key] = Object("PageInfo", {})
            elif name == "pageInfo":
                fields[key] = self._page_info(found, rows, row)
            elif name == "nodes":
                fields[key] = entries(rows, self.planner.node(self.items.target, found, self.items.var, self.entry))
            else:
                fields[key] = entries(rows, self._edge(found))
        if rows is not None:
            row.add(rows)
        return Connection(type_name, self.keys, rows, size, fields)

    def _page(self, more: bool) -> tuple[Rows, str | None]:
        """Return the page's rows and, where one more is read to see whether there is more, the parameter of its size."""
        asked = self.asked
        count, size = limit(self.context.scope, asked.size, int(more))
        items = self.items
        if not (asked.backward or asked.after or asked.before):
            begins = replace(items, clause=items.beginning) if items.beginning is not None else None
            items = begins or begun(items, self.keys, count, self.context.scope.name("l"))
        page = Page(
            items, self.keys, self.computed, self.after, self.before, asked.backward, count, self._scanned(items)
        )
        return Rows(page, self.entry), size[1:] if more else None

    def _scanned(self, items: Items) -> str | None:
        whole = items.relation is None and (items.whole or items.predicate is None) and items.clause.endswith(")")
        return scanned(items, self.keys[0]) if whole else None

    def _edge(self, details: FieldDetailsList) -> Output:
        items, entry = self.items, self.entry
        type_name = f"{self.stem}Edge"
        fields: dict[str, Output] = {}
        for key, found in self.context.subfields(type_name, details).items():
            name = found[0].node.name.value
            special = self.edge_field(name, found, entry) if self.edge_field else None
            if special is not None:
                fields[key] = special
            elif name == "__typename":
                fields[key] = Constant(type_name)
            elif name == "cursor":
                values = [entry.key(k) for k in self.keys]
                fields[key] = Cursor(self.mark, values)
            elif name == "node":
                fields[key] = self.planner.node(items.target, found, items.var, entry)
            elif name == "evidence":
                fields[key] = self.planner.evidence(found, str(items.link), entry)
            else:
                assert items.relation is not None
                shown, link = items.relation.fields[name], items.relation.link.name
                fields[key] = shown_output(entry, str(items.link), shown, link, "link property")
        return Object(type_name, fields)

    def _page_info(self, details: FieldDetailsList, rows: Rows, row: Row) -> Output:
        fields: dict[str, Output] = {}
        for key, found in self.context.subfields("PageInfo", details).items():
            name = found[0].node.name.value
            if name == "__typename":
                fields[key] = Constant("PageInfo")
            elif name in ("startCursor", "endCursor"):
                values = [self.entry.key(k) for k in self.keys]
                places = [self.entry.columns.index(value) for value in values]
                fields[key] = EndCursor(self.mark, rows, places, name == "endCursor")
            else:
                fields[key] = self._more(name == "hasNextPage", row)
        return Object("PageInfo", fields)

    def _more(self, forward: bool, row: Row) -> Output:
        """Whether there is more: one row more was read, or something lies on the other side of the cursor that was given."""
        given = self.before if forward else self.after
        if given and forward not in self.beyond:
            self.beyond[forward] = row.add(Exists(self.items, self.computed, given, forward))
        return HasMore(forward != self.asked.backward, self.beyond.get(forward))
