"""Reads what reconciliation asks of the graph: values of properties, and the nodes that have a value."""

from collections.abc import Iterable, Sequence
from typing import Any

from graph.reconcile.properties import KINDS, Asked, properties_of_kind
from graph.store.fulltext import Word, sought
from graph.store.store import Store
from graph.store.surroundings import name_of
from graph.store.terms import LABEL, TERMS
from schema.errors import QueryError
from schema.ids import kind_of
from schema.model import GRAPH_MODEL

_NEAR = "0.1"
"""What a word counts that differs by one letter from what is typed."""
_MEANT = 5
"""How many nodes the words of a property's value may mean."""


def lucene(text: str, labels: Iterable[str], *, typed: bool = False) -> str | None:
    """Return the Lucene query for any of the words of a text, also with one letter wrong; None where it has no word.

    `typed`: the last word may be unfinished.
    """
    try:
        words = sought(text, typed=typed).words
    except QueryError:
        return None
    marks = " ".join(LABEL + GRAPH_MODEL.node(label).kind for label in labels)
    if not words or not marks:
        return None
    return f"+{TERMS}:({' '.join(map(_clause, words))}) +{TERMS}:({marks})^0"


def _clause(word: Word) -> str:
    return word.exact() + (f" ({word.near()})^{_NEAR}" if word.forgiving else "")


def read_values(store: Store, label: str, ids: Sequence[str], asked: Sequence[Asked]) -> dict[str, dict[str, Any]]:
    """Return the values of properties of nodes of one label, by node and property.

    A value is `{"value": ...}` or, where it is a node, `{"id": ..., "label": ..., "name": ...}`.
    """
    own = {a.id: properties_of_kind(label)[a.id] for a in asked}
    columns = ", ".join(f"`{name}`: {a.values}" for name, a in own.items())
    rows = store.read(
        f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) RETURN id, {{{columns}}} AS values", {"ids": list(ids)}
    )
    found = {}
    for row in rows:
        for values in row["values"].values():
            for value in values:
                if "names" in value:
                    value["name"] = name_of(value["label"], value.pop("names")) or value["id"]
        found[row["id"]] = row["values"]
    return found


def suggested(store: Store, typed: str, skipped: int, most: int) -> list[dict[str, Any]]:
    """Return id, label and name of nodes whose names have the typed words, of which the last may be unfinished; best first.

    What is typed may be a node's id as well.
    """
    labels = [t.label for t in KINDS]
    by_id = f"MATCH (n:{'|'.join(labels)} {{id: $typed}})"
    words = lucene(typed, labels, typed=True)
    rows = store.read(f"{by_id} RETURN n.id AS id, labels(n)[0] AS label, n.name AS name", {"typed": typed})
    if rows or words is None:
        return rows[skipped:]
    return store.read(
        "CALL db.index.fulltext.queryNodes('search', $words, {limit: $reached}) YIELD node, score "
        "RETURN node.id AS id, labels(node)[0] AS label, node.name AS name "
        "ORDER BY toLower(node.name) STARTS WITH toLower($typed) DESC, score DESC, id SKIP $skipped LIMIT $most",
        {"words": words, "typed": typed, "skipped": skipped, "most": most, "reached": skipped + 5 * most},
    )


def bearing(store: Store, labels: Sequence[str], wanted: Iterable[tuple[str, tuple[Any, ...]]], most: int) -> list[str]:
    """Return the ids of nodes of these labels that have one of the values, property by property; `most` for each."""
    found: dict[str, None] = {}
    for name, values in wanted:
        for label in labels:
            asked = properties_of_kind(label).get(name)
            if asked is not None:
                found |= dict.fromkeys(_bearing(store, label, asked, values, most))
    return list(found)


def _bearing(store: Store, label: str, asked: Asked, values: tuple[Any, ...], most: int) -> list[str]:
    if asked.own is not None:
        holds = f"v IN n.{asked.own.name}" if asked.own.type == "texts" else f"n.{asked.own.name} = v"
        statement = f"UNWIND $values AS v MATCH (n:{label}) WHERE {holds}"
        given: list[Any] = [v for v in values if not isinstance(v, dict)]
    else:
        assert asked.target is not None
        statement = f"UNWIND $values AS v MATCH (o:{asked.target.label} {{id: v}}) MATCH {asked.pattern}"
        given = [i for v in values for i in _meant(store, asked.target.label, v)]
    if not given:
        return []
    rows = store.read(
        f"{statement} RETURN DISTINCT n.id AS id ORDER BY id LIMIT $most", {"values": given, "most": most}
    )
    return [row["id"] for row in rows]


def _meant(store: Store, label: str, value: Any) -> list[str]:
    """Return the ids of the nodes that a property's value names, by its id or by words."""
    if isinstance(value, dict):
        return [value["id"]] if kind_of(value["id"]) == GRAPH_MODEL.node(label).kind else []
    words = lucene(str(value), [label])
    if words is None:
        return []
    rows = store.read(
        "CALL db.index.fulltext.queryNodes('search', $words, {limit: $most}) YIELD node RETURN node.id AS id",
        {"words": words, "most": _MEANT},
    )
    return [row["id"] for row in rows]
