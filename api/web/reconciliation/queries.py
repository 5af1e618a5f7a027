"""Reads what a client of the reconciliation service sends. Whatever is not as the specification has it is refused by its name."""

from typing import Any

import orjson

from api.web.reconciliation.manifest import BATCH
from graph.reconcile.candidates import Wanted
from graph.reconcile.properties import KINDS, kind
from schema.errors import QueryError, TooLargeError

LONGEST_TEXT = 1000
"""The most characters of a name that is looked for."""
MOST_CANDIDATES = 100
MOST_PROPERTIES = 20
"""The most properties that one query or extension may name."""
MOST_VALUES = 50
"""The most values of one property of a query."""
MOST_IDS = 500
"""The most nodes that one extension may name."""
_STRICTNESS = ("should", "all", "any")


def batch_of(text: str) -> dict[str, Wanted]:
    """Return the queries of a batch by their keys."""
    given = _object(text, "queries")
    if len(given) > BATCH:
        raise TooLargeError(f"a batch holds at most {BATCH} queries; this one has {len(given):,}")
    return {key: _query(key, value) for key, value in given.items()}


def extension_of(text: str) -> tuple[list[str], dict[str, int]]:
    """Return the ids of a data extension query, and its properties with how many values are wanted of each (0: all)."""
    given = _object(text, "extend")
    ids, properties = given.get("ids"), given.get("properties")
    if not isinstance(ids, list) or not all(isinstance(i, str) for i in ids):
        raise QueryError("'ids' of 'extend' must be a list of ids")
    if not isinstance(properties, list) or not all(
        isinstance(p, dict) and isinstance(p.get("id"), str) for p in properties
    ):
        raise QueryError("'properties' of 'extend' must be a list of objects with an 'id'")
    if len(ids) > MOST_IDS or len(properties) > MOST_PROPERTIES:
        raise TooLargeError(
            f"an extension holds at most {MOST_IDS} ids and {MOST_PROPERTIES} properties; ask in several"
        )
    return list(dict.fromkeys(ids)), {p["id"]: _limit(p.get("settings")) for p in properties}


def _limit(settings: Any) -> int:
    value = settings.get("limit") or 0 if isinstance(settings, dict) else 0
    if isinstance(value, str) and value.isascii() and value.isdigit():
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise QueryError("the setting 'limit' must be a whole number, 0 or more")
    return value


def _query(key: str, given: Any) -> Wanted:
    where = f"the query {key[:40]!r}"
    if not isinstance(given, dict):
        raise QueryError(f"{where} must be an object")
    if unknown := set(given) - {"query", "type", "limit", "properties", "type_strict"}:
        raise QueryError(f"{where} has {min(unknown)[:40]!r}, which is no part of a query")
    text = given.get("query", "")
    if not isinstance(text, str) or len(text) > LONGEST_TEXT:
        raise QueryError(f"'query' of {where} must be a text of at most {LONGEST_TEXT:,} characters")
    properties = given.get("properties", [])
    if not isinstance(properties, list) or len(properties) > MOST_PROPERTIES:
        raise QueryError(f"'properties' of {where} must be a list of at most {MOST_PROPERTIES}")
    if not text.strip() and not properties:
        raise QueryError(f"{where} has neither 'query' nor 'properties'; give one of them")
    limit = given.get("limit", 10)
    if isinstance(limit, bool) or not isinstance(limit, int | float) or limit < 1:
        raise QueryError(f"'limit' of {where} must be a number from 1")
    if given.get("type_strict", "any") not in _STRICTNESS:
        raise QueryError(f"'type_strict' of {where} must be one of {', '.join(_STRICTNESS)}")
    return Wanted(
        text=text,
        kinds=_kinds(where, given.get("type", [])),
        limit=min(int(limit), MOST_CANDIDATES),
        properties=tuple(_property(where, p) for p in properties),
    )


def _kinds(where: str, given: Any) -> tuple[str, ...]:
    names = [given] if isinstance(given, str) else given
    if not isinstance(names, list) or not all(isinstance(n, str) for n in names):
        raise QueryError(f"'type' of {where} must be a type's id or a list of them")
    if not names:
        return tuple(t.label for t in KINDS)
    return tuple(dict.fromkeys(kind(name).label for name in names))


def _property(where: str, given: Any) -> tuple[str, tuple[Any, ...]]:
    if not isinstance(given, dict) or not isinstance(given.get("pid"), str) or "v" not in given:
        raise QueryError(f"a property of {where} must be an object with 'pid' and 'v'")
    values = given["v"] if isinstance(given["v"], list) else [given["v"]]
    for value in values:
        entity = isinstance(value, dict) and isinstance(value.get("id"), str)
        if not entity and not isinstance(value, str | int | float):
            raise QueryError(f"a value of a property of {where} must be a text, a number, true or false, or an entity")
    if len(values) > MOST_VALUES or any(isinstance(v, str) and len(v) > LONGEST_TEXT for v in values):
        raise QueryError(f"a property of {where} has at most {MOST_VALUES} values of {LONGEST_TEXT:,} characters")
    return given["pid"], tuple(values)


def _object(text: str, name: str) -> dict[str, Any]:
    try:
        given = orjson.loads(text)
    except orjson.JSONDecodeError as e:
        raise QueryError(f"'{name}' is not JSON: {e}") from None
    if not isinstance(given, dict):
        raise QueryError(f"'{name}' must be a JSON object")
    return given
