"""Prints a plan's columns as Cypher."""

from collections.abc import Sequence
from functools import cache

from api.gql.compiler.plan import (
    Clause,
    Column,
    Computed,
    Count,
    Exists,
    Items,
    Key,
    Page,
    Place,
    Row,
    RowByLabel,
    Rows,
    Tally,
    Value,
)
from api.gql.surface import SURFACES, Surface
from graph.store.printed_order import VALUE_ORDER
from schema.model import NodeType

PREFIX = "CYPHER 25 "


def statement(row: Row, shared: Sequence[tuple[str, str]] = ()) -> str | None:
    """Return the statement that reads a row, given what its parts share (`Scope.shared`); None where it has nothing to read."""
    if not row.columns:
        return None
    first = f"WITH {', '.join([f'{expression} AS {name}' for name, expression in shared])} " if shared else ""
    return f"{PREFIX}{first}RETURN {', '.join([f'{_column(c)} AS c{i}' for i, c in enumerate(row.columns)])}"


def _row(row: Row) -> str:
    return f"[{', '.join([_column(c) for c in row.columns])}]"


def _column(column: Column) -> str:
    match column:
        case Value():
            return column.cypher
        case Rows():
            return _rows(column)
        case RowByLabel():
            if not column.cases:
                return _row(column.other)
            cases = " ".join([f"WHEN {column.var}:{label} THEN {_row(row)}" for label, row in column.cases])
            return f"CASE {cases} ELSE {_row(column.other)} END"
        case Count():
            return f"COUNT {{ {matched(column.items)} }}"
        case Exists():
            place = beyond(column.place, forward=column.forward, inclusive=True)
            if not column.computed:
                return f"EXISTS {{ {matched(column.items, place)} }}"
            return f"EXISTS {{ {_with_computed(column.items, column.computed)} WHERE {place} RETURN 1 }}"


def _rows(rows: Rows) -> str:
    match rows.source:
        case Clause(cypher, _, last):
            return f"COLLECT {{ {cypher} RETURN {_row(rows.row)}{last and ' '}{last} }}"
        case Page():
            return f"COLLECT {{ {_page(rows.source)} RETURN {_row(rows.row)} }}"
        case Tally():
            return f"COLLECT {{ {_tally(rows.source)} RETURN {_row(rows.row)} }}"


def matched(items: Items, *more: str | None) -> str:
    """Return what finds the entries of a list that fit its conditions and more of them."""
    known = [p for p in (items.predicate, *more) if p]
    return items.clause + (f" WHERE {' AND '.join(known)}" if known else "")


def _with_computed(items: Items, computed: list[Computed]) -> str:
    named = [f"{c.expression} AS {c.name}" for c in computed]
    return f"{matched(items)} WITH {', '.join([*items.variables, *named])}"


def _page(page: Page) -> str:
    """The page's rows: matched, cut and only then filled, so that nothing is read for what is not shown."""
    places = [beyond(page.after, forward=True)] if page.after else []
    if page.before:
        places.append(beyond(page.before, forward=False))
    if page.computed:
        found = _with_computed(page.items, page.computed) + (f" WHERE {' AND '.join(places)}" if places else "")
    elif places:
        found = matched(page.items, *places)
    else:
        found = matched(page.items, page.scanned)
    known = [*page.items.variables, *(c.name for c in page.computed)]
    order = ", ".join([k.expression + (" DESC" if k.descending != page.backward else "") for k in page.keys])
    return f"{found} WITH {', '.join(known)} ORDER BY {order} LIMIT {page.limit}"


def _tally(tally: Tally) -> str:
    items = tally.items
    there = None if tally.by_node else f"{tally.value} IS NOT NULL"
    found = matched(items) + tally.step + (f" WHERE {there}" if there else "") if tally.step else matched(items, there)
    shown = f"left({tally.value}, 4)" if tally.by_year else tally.value
    place = "v.id" if tally.by_node else "v"
    counted = f"count(DISTINCT {items.entry})" if tally.step else "count(*)"
    return f"{found} WITH {shown} AS v, {counted} AS c ORDER BY c DESC, {place} LIMIT {tally.limit}"


def beyond(place: Place, *, forward: bool, inclusive: bool = False) -> str:
    """Return the predicate of the entries after a place (forward) or before it; inclusive: with the entry itself."""
    found = ""
    for key, parameter in reversed(list(zip(place.keys, place.parameters, strict=True))):
        strict = _strictly(key, parameter, forward)
        tie = _tie(key, parameter)
        if found:
            found = f"({strict} OR ({tie} AND {found}))"
        elif not inclusive:
            found = strict
        elif key.nullable:
            found = f"({strict} OR {tie})"
        else:
            found = f"{key.expression} {_comparison(key, forward)}= {parameter}"
    first, parameter = place.keys[0], place.parameters[0]
    if len(place.keys) > 1 and not first.nullable and not first.computed:
        # Says nothing new, but a range of one property is what an index can seek.
        found = f"{first.expression} {_comparison(first, forward)}= {parameter} AND {found}"
    return f"{first.implied} AND {found}" if first.implied else found


def _comparison(key: Key, forward: bool) -> str:
    return ">" if key.descending != forward else "<"


def _strictly(key: Key, parameter: str, forward: bool) -> str:
    """Return the predicate of what is beyond a value; having none comes last in ascending order, as Neo4j has it."""
    e = key.expression
    if not key.nullable:
        return f"{e} {_comparison(key, forward)} {parameter}"
    if key.descending != forward:
        return f"(coalesce({e} > {parameter}, false) OR ({e} IS NULL AND {parameter} IS NOT NULL))"
    return f"(coalesce({e} < {parameter}, false) OR ({e} IS NOT NULL AND {parameter} IS NULL))"


def _tie(key: Key, parameter: str) -> str:
    e = key.expression
    if not key.nullable:
        return f"{e} = {parameter}"
    return f"(coalesce({e} = {parameter}, false) OR ({e} IS NULL AND {parameter} IS NULL))"


def _display(node: NodeType, var: str, *, in_order: bool = False) -> str:
    """Return the expression for what names a node of a label, or (`in_order`) for what it is ordered by."""
    values = [f"{var}.{VALUE_ORDER.format(p.name) if in_order and p.has_sort_key else p.name}" for p in node.displays]
    # Its id is what is left to call a node by that was stored before anything else was asked for.
    return values[0] if node.display.required else f"coalesce({', '.join([*values, f'{var}.id'])})"


@cache
def _labels_by_display(*, in_order: bool) -> list[tuple[str, NodeType]]:
    found: dict[str, list[NodeType]] = {}
    for s in SURFACES:
        found.setdefault(_display(s.node, "n", in_order=in_order), []).append(s.node)
    return [("|".join(n.label for n in nodes), nodes[0]) for nodes in found.values()]


def _of_any(var: str, *, in_order: bool) -> str:
    cases = [
        f"WHEN {var}:{labels} THEN {_display(node, var, in_order=in_order)}"
        for labels, node in _labels_by_display(in_order=in_order)
    ]
    return f"CASE {' '.join(cases)} END"


def display(var: str, target: Surface | None = None) -> str:
    """Return a Cypher expression for what names a node to a person: one of a label, or of any."""
    if target is not None:
        return _display(target.node, var)
    return _of_any(var, in_order=False)


def display_order(var: str) -> str:
    """Return a Cypher expression for what a node of any label is ordered by, where it is by what names it."""
    return _of_any(var, in_order=True)
