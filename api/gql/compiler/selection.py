"""Selections: nodes, interfaces, relationships and connections, each as columns of a row and the expression that shapes them."""

from collections import Counter
from collections.abc import Callable, Iterable

from graphql.execution.collect_fields import FieldDetailsList, GroupedFieldSet

from api.gql.compiler.compilation import Compilation
from api.gql.compiler.facets import Items, facets
from api.gql.compiler.ordering import Key
from api.gql.compiler.pagination import Page, cursor, encode, limit, order_by, page_of, signature
from api.gql.compiler.values import Tree
from api.gql.compiler.writer import Row, display
from api.gql.surface import SURFACES, Relation, Surface, surface
from schema.errors import QueryError
from schema.model import Property

_FLAT = 6
"""Levels of lists that one Python expression holds; Python limits the depth of its brackets."""

DEEPEST = 10
"""Levels of lists in one operation. Neo4j's planner takes twice as long for each level from about twelve on (16: half a minute)."""

MOST = 150
"""Lists in one operation: the planner takes some milliseconds for each."""

EdgeField = Callable[[str, FieldDetailsList, Row], str | None]
"""Shapes a field of an edge that only some edges have (`score`); None for one that it does not know."""


class Selections:
    """Compiles the selections of one operation."""

    def __init__(self, context: Compilation) -> None:
        self._c = context
        self._w = context.writer

    def node(self, target: Surface | None, details: FieldDetailsList, var: str, row: Row) -> str:
        """Return the Python expression of a node: of one label, or of any (the interface)."""
        if target is None:
            return self._interface(details, var, row)
        return self._fields(target, self._c.subfields(target.node.label, details), var, row)

    def _fields(self, target: Surface, grouped: GroupedFieldSet, var: str, row: Row) -> str:
        parts = []
        for key, details in grouped.items():
            name = details[0].node.name.value
            if name == "__typename":
                value = repr(target.node.label)
            elif name == "id":
                value = row.add(f"{var}.id")
            elif name == "displayName":
                value = row.add(f"{var}.{target.node.display.name}")
            elif name in target.properties:
                value = _property(target.properties[name], var, row)
            else:
                value = self._relation(target.relation[name], details, var, row)
            parts.append(f"{key!r}: {value}")
        return f"{{{', '.join(parts)}}}"

    def _interface(self, details: FieldDetailsList, var: str, row: Row) -> str:
        """A row per label that says more than its id and name; the first column says which it is."""
        selected = {t.node.label: self._c.subfields(t.node.label, details) for t in SURFACES}
        plain = {label: _names(g) for label, g in selected.items() if {name for _, name in _names(g)} <= _GENERAL}
        usual = Counter(plain.values()).most_common(1)[0][0] if plain else ()
        general: GroupedFieldSet = {}
        cases: list[str] = []
        shapes: list[str] = []
        for target in SURFACES:
            grouped = selected[target.node.label]
            if _names(grouped) == usual:
                general = grouped
                continue
            inner = self._w.row(str(len(shapes)))
            shape = self._fields(target, grouped, var, inner)
            cases.append(f"WHEN {var}:{target.node.label} THEN {inner.cypher}")
            shapes.append(self._of_label(inner, shape))
        other = self._w.row("-1")
        shapes.append(self._of_label(other, self._general(general, var, other)))
        case = f"CASE {' '.join(cases)} ELSE {other.cypher} END" if cases else other.cypher
        column = row.add(case)
        return f"({', '.join(shapes)},)[{column}[0]](p, {column})"

    def _general(self, grouped: GroupedFieldSet, var: str, row: Row) -> str:
        parts = []
        for key, details in grouped.items():
            name = details[0].node.name.value
            value = f"label_of({row.add(f'{var}.id')})"
            if name != "__typename":
                value = row.add(f"{var}.id" if name == "id" else display(var))
            parts.append(f"{key!r}: {value}")
        return f"{{{', '.join(parts)}}}"

    def _of_label(self, row: Row, body: str) -> str:
        """Return a new function that shapes a row which may be of one label or another."""
        name = self._w.name("f")
        self._w.source.append(f"def {name}(p, x):\n {row.target} = x\n return {body}")
        return name

    def listed(self, item: Row, body: str, rows: str) -> str:
        """Return the Python expression of a list whose rows are shaped by `body`."""
        if self._c.depth % _FLAT == _FLAT - 1:
            name = self._w.name("f")
            self._w.source.append(f"def {name}(p, {item.names}): return {body}")
            body = f"{name}(p, {item.names})"
        return f"[{body} for {item.target} in {rows}]"

    def _relation(self, relation: Relation, details: FieldDetailsList, var: str, row: Row) -> str:
        link, other = self._w.name("r"), self._w.name("n")
        target = surface(relation.target.label) if relation.target else None
        pattern = relation.pattern(var, link, other)
        if relation.single:
            item = self._w.row()
            body = self._deeper(lambda: self.node(target, details, other, item))
            column = row.add(f"COLLECT {{ MATCH {pattern} RETURN {item.cypher} ORDER BY {other}.id LIMIT 1 }}")
            return f"head({self.listed(item, body, column)})"
        arguments = self._c.arguments(relation.source.label, details)
        predicate = self._c.filters.edge(arguments.get("where"), relation, link, other)
        keys = self._c.orders.edges(arguments.get("orderBy"), relation, link, other)
        items = Items(f"MATCH {pattern}", predicate, other, link, relation, target)
        return self.connection(items, keys, arguments, relation.stem, details, row)

    def connection(
        self,
        items: Items,
        keys: list[Key],
        arguments: dict[str, Tree],
        stem: str,
        details: FieldDetailsList,
        row: Row,
        edge_field: EdgeField | None = None,
    ) -> str:
        """Return the Python expression of a connection: one page of `items` in the order of `keys`."""
        return self._deeper(
            lambda: _Connection(self, self._c, items, keys, arguments, stem, edge_field).shape(details, row)
        )

    def _deeper(self, write: Callable[[], str]) -> str:
        self._c.depth += 1
        self._c.lists += 1
        if self._c.lists > MOST:
            raise QueryError(f"more than {MOST} lists are asked for at once; ask in several requests")
        if self._c.depth > DEEPEST:
            raise QueryError(
                f"lists are nested more than {DEEPEST} deep; ask for what is further away in another request"
            )
        try:
            return write()
        finally:
            self._c.depth -= 1

    def evidence(self, details: FieldDetailsList, link: str, row: Row) -> str:
        """Return the Python expression of the passages that a relationship names as its evidence."""
        passage = surface("Passage")
        grouped = self._c.subfields("Passage", details)
        item = self._w.row()
        if all(f[0].node.name.value in ("id", "__typename") for f in grouped.values()):
            # The ids stand on the relationship: nothing has to be looked up.
            names = ((key, f[0].node.name.value) for key, f in grouped.items())
            ident = self._w.name("e")
            parts = (f"{key!r}: {ident if name == 'id' else repr('Passage')}" for key, name in names)
            return f"[{{{', '.join(parts)}}} for {ident} in {row.add(f'{link}.evidence')} or ()]"
        ident, var = self._w.name("e"), self._w.name("n")
        body = self._deeper(lambda: self._fields(passage, grouped, var, item))
        column = row.add(
            f"COLLECT {{ UNWIND {link}.evidence AS {ident} MATCH ({var}:Passage {{id: {ident}}}) "
            f"RETURN {item.cypher} ORDER BY {var}.id }}"
        )
        return self.listed(item, body, column)


_GENERAL = {"id", "displayName", "__typename"}


def _names(grouped: GroupedFieldSet) -> tuple[tuple[str, str], ...]:
    return tuple((key, details[0].node.name.value) for key, details in grouped.items())


def _property(prop: Property, var: str, row: Row) -> str:
    column = row.add(f"{var}.{prop.name}")
    return f"({column} or ())" if prop.type == "texts" else column


class _Connection:
    """Compiles one connection."""

    def __init__(
        self,
        selections: Selections,
        context: Compilation,
        items: Items,
        keys: list[Key],
        arguments: dict[str, Tree],
        stem: str,
        edge_field: EdgeField | None,
    ) -> None:
        self.s, self.c, self.w = selections, context, context.writer
        self.items, self.stem, self.edge_field = items, stem, edge_field
        self.page: Page = page_of(arguments)
        names = {k.expression: self.w.name("k") for k in keys if k.computed}
        self.computed = [f"{expression} AS {name}" for expression, name in names.items()]
        self.keys = [
            Key(names.get(k.expression, k.expression), k.name, k.descending, k.nullable, k.type, k.computed)
            for k in keys
        ]
        self.mark = signature(stem, keys)
        self.item = self.w.row()
        self.after = cursor(self.w, self.page.after, self.mark, self.keys) if self.page.after else None
        self.before = cursor(self.w, self.page.before, self.mark, self.keys) if self.page.before else None

    def shape(self, details: FieldDetailsList, row: Row) -> str:
        """Return the Python expression of the connection."""
        rows = f"{self.w.name('q')}_"
        type_name = f"{self.stem}Connection"
        grouped = self.c.subfields(type_name, details)
        info = [f for f in grouped.values() if f[0].node.name.value == "pageInfo"]
        asked = {g[0].node.name.value for f in info for g in self.c.subfields("PageInfo", f).values()}
        more = "hasPreviousPage" if self.page.backward else "hasNextPage"
        parts, paged = [], bool(asked)
        for key, found in grouped.items():
            name = found[0].node.name.value
            if name == "__typename":
                value = repr(type_name)
            elif name == "totalCount":
                value = row.add(f"COUNT {{ {self.items.matched()} }}")
            elif name == "facets":
                value = facets(self.c, self.items, found, row)
            elif name == "pageInfo":
                value = self._page_info(found, rows, row)
            else:
                paged = True
                body = (
                    self.s.node(self.items.target, found, self.items.var, self.item)
                    if name == "nodes"
                    else self._edge(found)
                )
                value = self.s.listed(self.item, body, rows)
            parts.append(f"{key!r}: {value}")
        shaped = f"{{{', '.join(parts)}}}"
        if not paged:
            return shaped
        count, size = limit(self.w, self.page.size, int(more in asked))
        column = row.add(self._rows(count))
        if more in asked:
            trimmed = f"{'trim_end' if self.page.backward else 'trim_start'}({column}, p[{size[1:]!r}])"
            return f"(lambda {rows}, more: {shaped})(*{trimmed})"
        if self.page.backward:
            return f"(lambda {rows}: {shaped})({column}[::-1])"
        return shaped.replace(rows, column)

    def _rows(self, count: str) -> str:
        """The page's rows: matched, cut and only then filled, so that nothing is read for what is not shown."""
        beyond = [
            self.after.beyond(forward=True) if self.after else None,
            self.before.beyond(forward=False) if self.before else None,
        ]
        known = self.items.variables
        aliases = [c.rpartition(" AS ")[2] for c in self.computed]
        if self.computed:
            places = [p for p in beyond if p]
            start = f"{self.items.matched()} WITH {', '.join([*known, *self.computed])}"
            start += f" WHERE {' AND '.join(places)}" if places else ""
        else:
            start = self.items.matched(*(beyond if any(beyond) else [self._scanned()]))
        order = order_by(self.keys, backward=self.page.backward)
        columns = self.item.cypher
        return f"COLLECT {{ {start} WITH {', '.join([*known, *aliases])} ORDER BY {order} LIMIT {count} RETURN {columns} }}"

    def _scanned(self) -> str | None:
        """Says nothing new, but lets Neo4j read a whole label in the order of an index and stop at the end of the page."""
        first, items = self.keys[0], self.items
        whole = items.relation is None and items.target is not None and items.predicate is None
        indexed = first.name == "id" or (
            items.target and first.name in {p.name for p in items.target.node.properties if p.spec.index}
        )
        if not whole or not indexed or first.nullable or not items.clause.endswith(")"):
            return None
        return f"{first.expression} IS NOT NULL"

    def _cursor(self, values: Iterable[str]) -> str:
        self.w.namespace["encode"] = encode
        return f"encode({self.mark!r}, [{', '.join(values)}])"

    def _edge(self, details: FieldDetailsList) -> str:
        relation, parts = self.items.relation, []
        properties = {p.name: p for p in relation.link.properties} if relation else {}
        type_name = f"{self.stem}Edge"
        for key, found in self.c.subfields(type_name, details).items():
            name = found[0].node.name.value
            special = self.edge_field(name, found, self.item) if self.edge_field else None
            if special is not None:
                value = special
            elif name == "__typename":
                value = repr(type_name)
            elif name == "cursor":
                value = self._cursor(self.item.add(k.expression) for k in self.keys)
            elif name == "node":
                value = self.s.node(self.items.target, found, self.items.var, self.item)
            elif name == "evidence":
                value = self.s.evidence(found, str(self.items.link), self.item)
            else:
                value = _property(properties[name], str(self.items.link), self.item)
            parts.append(f"{key!r}: {value}")
        return f"{{{', '.join(parts)}}}"

    def _page_info(self, details: FieldDetailsList, rows: str, row: Row) -> str:
        parts = []
        for key, found in self.c.subfields("PageInfo", details).items():
            name = found[0].node.name.value
            if name == "__typename":
                value = repr("PageInfo")
            elif name in ("startCursor", "endCursor"):
                place = 0 if name == "startCursor" else -1
                values = (f"{rows}[{place}][{self.item.index(k.expression)}]" for k in self.keys)
                value = f"({self._cursor(values)} if {rows} else None)"
            else:
                value = self._more(name == "hasNextPage", row)
            parts.append(f"{key!r}: {value}")
        return f"{{{', '.join(parts)}}}"

    def _more(self, behind: bool, row: Row) -> str:
        """Whether there is more: one row more was read, or something lies on the other side of the cursor that was given."""
        given = self.before if behind else self.after
        read = "more" if behind != self.page.backward else ""
        there = ""
        if given:
            place = given.beyond(forward=behind, inclusive=True)
            if self.computed:
                known = ", ".join([*self.items.variables, *self.computed])
                found = f"{self.items.matched()} WITH {known} WHERE {place} RETURN 1"
            else:
                found = self.items.matched(place)
            there = row.add(f"EXISTS {{ {found} }}")
        return f"({' or '.join(x for x in (read, there) if x) or 'False'})"
