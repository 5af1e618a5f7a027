"""Selections: nodes, interfaces, relationships and their evidence, each planned as columns of a row and what is made of them."""

from collections import Counter
from collections.abc import Callable

from graphql.execution.collect_fields import FieldDetailsList, GroupedFieldSet

from api.gql.compiler.compilation import Compilation
from api.gql.compiler.connection import EdgeField, connection
from api.gql.compiler.cypher import display
from api.gql.compiler.facets import Without, leave_out
from api.gql.compiler.filters import pruned
from api.gql.compiler.pagination import limit
from api.gql.compiler.plan import (
    ByLabel,
    Call,
    Clause,
    Constant,
    Items,
    Key,
    ListOf,
    Object,
    One,
    Output,
    Row,
    RowByLabel,
    Rows,
    Scalar,
    Texts,
    Value,
    entries,
    shown_output,
)
from api.gql.compiler.values import Tree, leaf
from api.gql.surface import FILLED, LABEL_OF_KIND, SURFACES, Relation, Surface, surface
from graph.store.indexes import CHALLENGES
from graph.store.vectors import VECTOR
from schema.errors import QueryError
from schema.ids import kind_of

DEEPEST = 10
"""The most levels of lists in one operation. From about twelve on, Neo4j's planner takes twice as long for each further level
(16: half a minute)."""

SIMILAR = "similarTo"
"""The field of a challenge that is no relationship: challenges that mean something like it."""
MOST_SIMILAR = 100
"""The most similar challenges that can be asked for at once."""

MOST = 150
"""The most lists in one operation: the planner takes some milliseconds for each."""


class Selections:
    """Plans the selections of one operation."""

    def __init__(self, context: Compilation) -> None:
        self.context = context
        self._scope = context.scope

    def node(self, target: Surface | None, details: FieldDetailsList, var: str, row: Row) -> Output:
        """Plan a node: of one label, or of any (the interface)."""
        if target is None:
            return self._interface(details, var, row)
        return self._fields(target, self.context.subfields(target.node.label, details), var, row)

    def _fields(self, target: Surface, grouped: GroupedFieldSet, var: str, row: Row) -> Object:
        label = target.node.label
        fields: dict[str, Output] = {}
        for key, details in grouped.items():
            name = details[0].node.name.value
            if name == "__typename":
                fields[key] = Constant(label)
            elif name == "id":
                fields[key] = Scalar(row.value(f"{var}.id", "id"))
            elif name == "displayName":
                fields[key] = Scalar(row.value(display(var, target), "display name"))
            elif name == "statements":
                fields[key] = self.deeper(lambda found=details: self._statements(found, var, row))  # type: ignore[misc]
            elif name == SIMILAR and label == "Challenge":
                fields[key] = self.deeper(lambda found=details: self._similar(found, var, row))  # type: ignore[misc]
            elif name in FILLED and not target.fields[name].property.required:
                filled = f"coalesce({var}.{name}, {FILLED[name]!r})"
                fields[key] = Scalar(row.value(filled, "property", name, label))
            elif name in target.fields:
                fields[key] = shown_output(row, var, target.fields[name], label)
            else:
                fields[key] = self._relation(target.relation[name], details, var, row)
        return Object(label, fields)

    def _interface(self, details: FieldDetailsList, var: str, row: Row) -> Output:
        """A row per label that says more than its id and name; the first column says which it is."""
        selected = {t.node.label: self.context.subfields(t.node.label, details) for t in SURFACES}
        plain = {label: _names(g) for label, g in selected.items() if {name for _, name in _names(g)} <= _GENERAL}
        usual = Counter(plain.values()).most_common(1)[0][0] if plain else ()
        general: GroupedFieldSet = {}
        cases: list[tuple[str, Row]] = []
        outputs: list[Output] = []
        for target in SURFACES:
            grouped = selected[target.node.label]
            if _names(grouped) == usual:
                general = grouped
                continue
            inner = Row()
            inner.value(str(len(cases)), "case")
            outputs.append(self._fields(target, grouped, var, inner))
            cases.append((target.node.label, inner))
        other = Row()
        # The last of the outputs.
        other.value("-1", "case")
        outputs.append(self._general(general, var, other))
        return ByLabel(row.add(RowByLabel(var, cases, other)), outputs)

    def _general(self, grouped: GroupedFieldSet, var: str, row: Row) -> Object:
        fields: dict[str, Output] = {}
        for key, details in grouped.items():
            name = details[0].node.name.value
            if name == "displayName":
                fields[key] = Scalar(row.value(display(var), "display name"))
                continue
            ident = Scalar(row.value(f"{var}.id", "id"))
            fields[key] = ident if name == "id" else Call(label_of, [ident])
        return Object("Node", fields)

    def _relation(self, relation: Relation, details: FieldDetailsList, var: str, row: Row) -> Output:
        link, other = self._scope.name("r"), self._scope.name("n")
        target = surface(relation.target.label) if relation.target else None
        pattern = relation.pattern(var, link, other)
        if relation.single:
            item = Row()
            output = self.deeper(lambda: self.node(target, details, other, item))
            clause = Clause(f"MATCH {pattern}", relation.target_name, f"ORDER BY {other}.id LIMIT 1")
            return One(row.add(Rows(clause, item)), output)
        context = self.context
        arguments = context.arguments(relation.source.label, details)
        where = arguments.get("where")
        keys = context.orders.edges(arguments.get("orderBy"), relation, link, other)

        def found(tree: Tree | None) -> Items:
            predicate = context.filters.edge(tree, relation, link, other)
            return Items(f"MATCH {pattern}", predicate, other, link, relation, target, start=var)

        def without(names: frozenset[str], of_link: bool) -> Items:
            return found(pruned(leave_out(where, names, inside="" if of_link else "node")))

        return self.connection(found(where), keys, arguments, relation.stem, details, row, without=without)

    def connection(
        self,
        items: Items,
        keys: list[Key],
        arguments: dict[str, Tree],
        stem: str,
        details: FieldDetailsList,
        row: Row,
        edge_field: EdgeField | None = None,
        *,
        without: Without | None = None,
    ) -> Output:
        """Plan a connection: one page of `items` in the order of `keys`."""
        return self.deeper(lambda: connection(self, items, keys, arguments, stem, details, row, edge_field, without))

    def deeper(self, plan: Callable[[], Output]) -> Output:
        """Return what `plan` returns, one level of lists further down. Raises QueryError where it is one too many."""
        context = self.context
        context.depth += 1
        context.lists += 1
        if context.lists > MOST:
            raise QueryError(f"more than {MOST} lists are asked for at once; ask in several requests")
        if context.depth > DEEPEST:
            raise QueryError(
                f"lists are nested more than {DEEPEST} deep; ask for what is further away in another request"
            )
        try:
            return plan()
        finally:
            context.depth -= 1

    def _similar(self, details: FieldDetailsList, var: str, row: Row) -> Output:
        """Plan the challenges whose vectors are nearest to a challenge's; none where the graph holds no vectors."""
        scope, item = self._scope, Row()
        size, _ = limit(scope, leaf(self.context.arguments("Challenge", details)["first"]), 0, MOST_SIMILAR)
        other, likeness = scope.name("n"), scope.name("w")
        fields: dict[str, Output] = {}
        for key, found in self.context.subfields("SimilarChallenge", details).items():
            name = found[0].node.name.value
            if name == "score":
                fields[key] = Scalar(item.value(likeness, "score"))
            elif name == "__typename":
                fields[key] = Constant("SimilarChallenge")
            else:
                inner = Row()
                output = self.node(surface("Challenge"), found, other, inner)
                rows = item.add(Rows(Clause(f"WITH {other}", "challenge"), inner))
                fields[key] = One(rows, output, certain=True)
        clause = Clause(
            f"WITH {var} WHERE {var}.{VECTOR} IS NOT NULL "
            f"CALL db.index.vector.queryNodes('{CHALLENGES}', {size} + 1, {var}.{VECTOR}) YIELD node AS {other}, score "
            f"WITH {other}, 2 * score - 1 AS {likeness} WHERE {other} <> {var}",
            "similar challenges",
            f"ORDER BY {likeness} DESC, {other}.id LIMIT {size}",
        )
        return entries(row.add(Rows(clause, item)), Object("SimilarChallenge", fields))

    def evidence(self, details: FieldDetailsList, link: str, row: Row) -> Output:
        """Plan the passages that a relationship names as its evidence."""
        passage = surface("Passage")
        grouped = self.context.subfields("Passage", details)
        if all(f[0].node.name.value in ("id", "__typename") for f in grouped.values()):
            # The ids stand on the relationship, in reading order: nothing has to be looked up.
            known = Value("", "id")
            fields: dict[str, Output] = {
                key: Scalar(known) if f[0].node.name.value == "id" else Constant("Passage")
                for key, f in grouped.items()
            }
            return ListOf(Texts(row.value(f"{link}.evidence", "evidence")), known, Object("Passage", fields))
        item, ids, place, var = Row(), self._scope.name("e"), self._scope.name("i"), self._scope.name("n")
        output = self.deeper(lambda: self._fields(passage, grouped, var, item))
        found = (
            f"WITH {link}.evidence AS {ids} UNWIND range(0, size({ids}) - 1) AS {place} "
            f"MATCH ({var}:Passage {{id: {ids}[{place}]}})"
        )
        return entries(row.add(Rows(Clause(found, "evidence", f"ORDER BY {place}"), item)), output)

    def _statements(self, details: FieldDetailsList, var: str, row: Row) -> Output:
        """Plan the values of a node, each with the passages that state it."""
        scope, item = self._scope, Row()
        link, one, told = scope.name("r"), scope.name("n"), scope.name("l")
        names = {"property": scope.name("w"), "value": scope.name("w")}
        fields: dict[str, Output] = {}
        for key, found in self.context.subfields("Statement", details).items():
            name = found[0].node.name.value
            if name == "evidence":
                fields[key] = self._passages(found, told, item)
            elif name == "__typename":
                fields[key] = Constant("Statement")
            else:
                fields[key] = Scalar(item.value(names[name], "link property", name, "STATES"))
        clause = Clause(
            f"MATCH ({var})<-[{link}:STATES]-({one}:Passage) "
            f"WITH {', '.join([f'{link}.{name} AS {known}' for name, known in names.items()])}, collect({one}) AS {told} "
            f"ORDER BY {', '.join(names.values())}",
            "statements",
        )
        return entries(row.add(Rows(clause, item)), Object("Statement", fields))

    def _passages(self, details: FieldDetailsList, found: str, row: Row) -> Output:
        """Plan a list of passages, in reading order: by document, whose name is the second part of their ids, and place in it."""
        item, var = Row(), self._scope.name("n")
        passage = surface("Passage")
        grouped = self.context.subfields("Passage", details)
        output = self.deeper(lambda: self._fields(passage, grouped, var, item))
        clause = Clause(f"UNWIND {found} AS {var}", "evidence", f"ORDER BY split({var}.id, '/')[1], {var}.order")
        return entries(row.add(Rows(clause, item)), output)


_GENERAL = {"id", "displayName", "__typename"}


def _names(grouped: GroupedFieldSet) -> tuple[tuple[str, str], ...]:
    return tuple((key, details[0].node.name.value) for key, details in grouped.items())


def label_of(node_id: str) -> str:
    """Return the label of the node that an id names."""
    return LABEL_OF_KIND[kind_of(node_id)]
