"""Answers what clients of the reconciliation service ask, from the graph."""

from collections.abc import Iterable
from typing import Any

from api.web.reconciliation.manifest import property_of, type_of
from api.web.reconciliation.queries import batch_of, extension_of
from graph.reconcile.candidates import Candidate, find_candidates
from graph.reconcile.properties import KINDS, Asked, all_properties, kind, properties_of_kind
from graph.reconcile.reading import read_values, suggested
from graph.store.store import Store
from schema.errors import QueryError
from schema.ids import kind_of
from schema.model import GRAPH_MODEL

SUGGESTED = 20
"""How many suggestions one answer has."""
MOST_SKIPPED = 1000
"""The most suggestions that may be skipped."""


def reconciled(store: Store, queries: str) -> dict[str, Any]:
    """Return the candidates of each query of a batch."""
    batch = batch_of(queries)
    found = find_candidates(store, list(batch.values()))
    return {key: {"result": [_candidate(c) for c in known]} for key, known in zip(batch, found, strict=True)}


def _candidate(c: Candidate) -> dict[str, Any]:
    return {
        "id": c.id,
        "name": c.name,
        "description": c.description,
        "type": [type_of(GRAPH_MODEL.node(c.label))],
        "score": c.score,
        "features": [{"id": name, "value": value} for name, value in c.features.items()],
        "match": c.match,
    }


def extended(store: Store, extend: str) -> dict[str, Any]:
    """Return the values of the properties of a data extension query, node by node; an unknown node has none."""
    ids, wanted = extension_of(extend)
    known = all_properties()
    if unknown := [name for name in wanted if name not in known]:
        raise QueryError(f"there is no property {unknown[0][:40]!r}; the service's property suggestions list all")
    rows: dict[str, dict[str, list[dict[str, Any]]]] = {i: {name: [] for name in wanted} for i in ids}
    for node_type in KINDS:
        own = [known[name] for name in wanted if name in properties_of_kind(node_type.label)]
        some = [i for i in ids if kind_of(i) == node_type.kind]
        if own and some:
            for node_id, values in read_values(store, node_type.label, some, own).items():
                for name, found in values.items():
                    rows[node_id][name] = [_cell(value) for value in found[: wanted[name] or None]]
    return {"meta": [_column(known[name]) for name in wanted], "rows": rows}


def _column(asked: Asked) -> dict[str, Any]:
    found: dict[str, Any] = {"id": asked.id, "name": asked.name}
    return found | ({"type": type_of(asked.target)} if asked.target else {})


def _cell(value: dict[str, Any]) -> dict[str, Any]:
    if "id" in value:
        return {"id": value["id"], "name": value["name"]}
    one = value["value"]
    return {"int": one} if isinstance(one, int) else {"str": str(one)}


def proposed(of: str | None, limit: str | None) -> dict[str, Any]:
    """Return the properties that can be fetched of a type's nodes."""
    if not of:
        raise QueryError("the parameter 'type' is missing: name a type")
    node_type = kind(of)
    found = [property_of(a) for a in properties_of_kind(node_type.label).values()]
    if limit is None:
        return {"type": node_type.label, "properties": found}
    most = _number(limit, "limit", 1000)
    return {"type": node_type.label, "limit": most, "properties": found[:most]}


def suggestions(store: Store, what: str, prefix: str | None, cursor: str | None) -> dict[str, Any]:
    """Return entities, properties or types (`what`) whose name or id begins with what is typed; an empty prefix suggests all."""
    skipped = _number(cursor, "cursor", MOST_SKIPPED) if cursor else 0
    typed = (prefix or "").strip()
    if len(typed) > 200:
        raise QueryError("a prefix has at most 200 characters")
    if what == "type":
        found: list[dict[str, Any]] = [type_of(t) for t in KINDS if _begins(typed, (t.label,))]
    elif what == "property":
        found = [property_of(a) for a in all_properties().values() if _begins(typed, (a.id, a.name))]
    else:
        return {"result": [_entity(n) for n in suggested(store, typed, skipped, SUGGESTED)]}
    return {"result": found[skipped : skipped + SUGGESTED]}


def _entity(found: dict[str, Any]) -> dict[str, Any]:
    label = type_of(GRAPH_MODEL.node(found["label"]))
    return {"id": found["id"], "name": found["name"], "description": label["name"], "notable": [label]}


def _begins(typed: str, names: Iterable[str]) -> bool:
    wanted = typed.casefold()
    return any(name.casefold().startswith(wanted) or f" {wanted}" in name.casefold() for name in names)


def _number(text: str, name: str, most: int) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 7 and int(text) <= most):
        raise QueryError(f"the parameter '{name}' must be a whole number from 0 to {most:,}")
    return int(text)
