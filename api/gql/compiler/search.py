"""Ranked search across labels, with the words that matched."""

from collections.abc import Callable, Sequence
from typing import Any

from graphql.execution.collect_fields import FieldDetailsList

from api.gql.compiler.compilation import Compilation
from api.gql.compiler.fulltext import any_word, beginning, finding
from api.gql.compiler.pagination import DEFAULT_PAGE
from api.gql.compiler.plan import (
    Call,
    Constant,
    Items,
    Key,
    ListOf,
    Object,
    Output,
    Parameter,
    Row,
    Scalar,
    Tuple,
)
from api.gql.compiler.selection import Selections, label_of
from api.gql.compiler.values import Leaf, Variables, fields_of, leaf
from api.gql.surface import SURFACES
from graph.store.fulltext import LONGEST_TEXT, sought
from graph.store.indexes import FULL_TEXT, MEANING
from graph.store.vectors import EMBEDDED
from schema.errors import QueryError

_LEAST_ASKED, _TIMES_ASKED = 200, 4
"""How many of the best the index is asked for to find the beginning of a list: at least so many, and so many times the page,
since all entries of one score are needed."""
_NEAREST = 200
"""How many of the nearest in meaning, and of the best by words beside them, are looked at."""
_ALIKE = 0.3
"""The cosine from which on a text and a node mean something alike."""
_RANKS = 60
"""What is added to every rank before the two lists are joined, as is usual: the first places count much, but not everything."""
_MARGIN = 80
"""How many characters around the first match a snippet shows."""
_SEARCHED = {s.node.label: [p.name for p in s.searched] for s in SURFACES}


def search(context: Compilation, selections: Selections, details: FieldDetailsList, row: Row) -> Output:
    """Plan the `search` field."""
    arguments = context.arguments("Query", details)
    text, registers = leaf(arguments.get("text")), leaf(arguments.get("registers"))
    first = leaf(arguments.get("first"))
    assert text is not None

    def asked(variables: Variables, labels: Sequence[str] = ()) -> dict[str, Any]:
        knowledge = registers is not None and bool(registers.read(variables))
        return any_word(text.read(variables), knowledge=knowledge, kinds=[label.lower() for label in labels])

    scope = context.scope
    typed = scope.parameter(text.read)
    var, near, query = scope.name("n"), scope.name("w"), scope.name("q")
    conditions = []
    kinds = leaf(arguments.get("kinds"))
    if kinds and not kinds.value:
        conditions.append("false")
    for name, tree in fields_of(arguments.get("where")).items():
        target = next(s for s in SURFACES if s.singular == name)
        fits = context.filters.node(tree, target, var)
        if fits:
            conditions.append(f"(NOT {var}:{target.node.label} OR ({fits}))")
    passed_on = f"WITH {var}, score, {near}"
    of_kinds = scope.parameter(lambda variables: asked(variables, (kinds and kinds.read(variables)) or ()))
    by = context.fix(leaf(arguments["by"]), str)  # type: ignore[arg-type]
    nearest = _nearest(context, text, kinds, by, var, near)
    quick = None
    if not conditions and nearest is None:
        rows = scope.parameter(lambda variables: _rows(first, variables))
        most = scope.parameter(lambda variables: max(_LEAST_ASKED, _TIMES_ASKED * _rows(first, variables)))
        quick = f"{beginning(of_kinds, near, query, var, rows=rows, most=most, of_kinds=kinds is not None)} {passed_on}"

    def found(parameter: str, start: str | None = None) -> Items:
        clause = f"{finding(parameter, near, query, var) if nearest is None else nearest(parameter)} {passed_on}"
        return Items(clause, " AND ".join(conditions) or None, var, None, None, None, ("score", near), beginning=start)

    def without(names: frozenset[str], _: bool) -> Items:
        # Its one count is that of kinds.
        return found(scope.parameter(asked) if "kinds" in names else of_kinds)

    items = found(of_kinds, quick)
    keys = [Key("score", "score", descending=True, type="float"), Key(f"{var}.id", "id")]

    def edge_field(name: str, inner: FieldDetailsList, item: Row) -> Output | None:
        if name == "score":
            return Scalar(item.value("score", "score"))
        if name == "highlights":
            return _highlights(context, inner, item, var, near, typed[1:])
        return None

    return selections.connection(items, keys, arguments, "Search", details, row, edge_field, without=without)


def _nearest(
    context: Compilation, text: Leaf, kinds: Leaf | None, by: str, var: str, near: str
) -> Callable[[str], str] | None:
    """Return what makes, of the parameter of a search by words, the clauses that find by meaning or by both; None for words alone.

    The two lists are joined by reciprocal rank (https://doi.org/10.1145/1571941.1572114), since their scores have no common scale.
    Raises QueryError for meaning alone where the graph holds no vectors.
    """
    embedder, scope = context.embedder, context.scope
    if embedder is None and by == "MEANING":
        raise QueryError("no embedding model is chosen, so nothing can be found by meaning; search by WORDS")
    if embedder is None or by == "WORDS":
        return None
    vector = scope.parameter(lambda variables: embedder.embed([text.read(variables)[:LONGEST_TEXT]])[0])
    labels = scope.parameter(lambda variables: list((kinds and kinds.read(variables)) or EMBEDDED))
    alike = (
        f"CALL db.index.vector.queryNodes('{MEANING}', {_NEAREST}, {vector}) YIELD node, score "
        f"WITH node, 2 * score - 1 AS score WHERE score >= {_ALIKE} AND any(l IN labels(node) WHERE l IN {labels})"
    )
    ranked = (
        "WITH node, score ORDER BY score DESC, node.id WITH collect(node) AS l UNWIND range(0, size(l) - 1) AS i "
        f"RETURN l[i] AS {var}, 1.0 / ({_RANKS} + i + 1) AS score"
    )

    def clauses(asked: str) -> str:
        found = f"{alike} RETURN node AS {var}, score"
        if by == "BOTH":
            words = f"CALL db.index.fulltext.queryNodes('{FULL_TEXT}', {asked}.exact, {{limit: {_NEAREST}}}) YIELD node, score"
            found = f"{words} {ranked} UNION ALL {alike} {ranked}"
        return f"CALL () {{ {found} }} WITH {var}, sum(score) AS score, [w IN {asked}.clauses | false] AS {near}"

    return clauses


def _rows(first: Leaf | None, variables: Variables) -> int:
    """Return how many entries a page may read: its own and, where it asks whether there is more, the next one."""
    wanted = None if first is None else first.read(variables)
    return max(1, (DEFAULT_PAGE if wanted is None else int(wanted)) + 1)


def _highlights(context: Compilation, details: FieldDetailsList, item: Row, var: str, near: str, typed: str) -> Output:
    """Plan `highlights`: the searched texts come along, the matches are found here."""
    found, entry = _found(item, var, near, typed), Row()
    columns = {name: entry.value(name, "match", name) for name in ("property", "snippet", "ranges")}
    fields: dict[str, Output] = {}
    for key, inner in context.subfields("Highlight", details).items():
        name = inner[0].node.name.value
        if name == "__typename":
            fields[key] = Constant("Highlight")
        elif name == "ranges":
            fields[key] = ListOf(Scalar(columns[name]), *_range(context, inner))
        else:
            fields[key] = Scalar(columns[name])
    return ListOf(found, entry, Object("Highlight", fields))


def _found(item: Row, var: str, near: str, typed: str) -> Output:
    names = sorted({name for names in _SEARCHED.values() for name in names})
    texts: list[Output] = [
        Tuple([Constant(name), Scalar(item.value(f"{var}.{name}", "property", name))]) for name in names
    ]
    label = Call(label_of, [Scalar(item.value(f"{var}.id", "id"))])
    return Call(highlights, [Parameter(typed), Scalar(item.value(near, "match", "near")), label, Tuple(texts)])


def _range(context: Compilation, details: FieldDetailsList) -> tuple[Row, Output]:
    entry = Row()
    columns = {name: entry.value(name, "match", name) for name in ("start", "end")}
    fields: dict[str, Output] = {}
    for key, inner in context.subfields("Range", details).items():
        name = inner[0].node.name.value
        fields[key] = Scalar(columns[name]) if name in columns else Constant("Range")
    return entry, Object("Range", fields)


def highlights(
    typed: str, near: list[bool], label: str, texts: tuple[tuple[str, Any], ...]
) -> list[tuple[str, str, list[tuple[int, int]]]]:
    """Return property, snippet and the matching words' offsets in it, for each searched text that has one.

    `near`: which clauses of what is typed were forgiven.
    """
    looked_for = sought(typed)
    found = []
    for name, value in texts:
        if value is None or name not in _SEARCHED[label]:
            continue
        for text in value if isinstance(value, list) else [value]:
            spans = looked_for.spans(text, near)
            if spans:
                found.append((name, *_snippet(text, spans)))
    return found


def _snippet(text: str, spans: list[tuple[int, int]]) -> tuple[str, list[tuple[int, int]]]:
    start = max(0, spans[0][0] - _MARGIN)
    if start:
        start = text.rfind(" ", 0, start) + 1
    end = min(len(text), spans[0][1] + 2 * _MARGIN)
    if end < len(text):
        end = max(text.rfind(" ", start, end), spans[0][1])
    return text[start:end], [(a - start, b - start) for a, b in spans if b <= end]
