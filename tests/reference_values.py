"""What the slow reference knows of values, filters, orderings and cursors: plain functions of plain data."""

import base64
import json
import re
import unicodedata
from collections.abc import Callable
from typing import Any

from schema.declaration import Node
from schema.model import GRAPH_MODEL

Args = dict[str, Any]


def attribute(thing: Any, name: str) -> Any:
    """What a node, link or edge has under the name that people use; lists are never missing."""
    if name.endswith(("Label", "Code")):
        name = name.removesuffix("Label").removesuffix("Code")
    name = {"as": "as_", "capacity": "type"}.get(name, name)
    value = getattr(thing, name, None)
    return list(value) if isinstance(value, tuple) else value


def value_fits(found: Any, where: Args) -> bool:
    """Whether a property's value fits a filter of texts, numbers or lists."""
    fold = str.lower if where.get("caseInsensitive") else (lambda x: x)

    def one(name: str, given: Any) -> bool:
        if name == "isNull":
            return (found is None) == given
        if name == "isEmpty":
            return (not found) == given
        if name == "has":
            return given in found
        if name == "hasAny":
            return any(g in found for g in given)
        if name == "hasAll":
            return all(g in found for g in given)
        if name == "any":
            return any(value_fits(x, given) for x in found)
        if found is None:
            return False
        value = fold(found) if isinstance(found, str) else found
        if name == "in":
            return value in [fold(g) if isinstance(g, str) else g for g in given]
        other = fold(given) if isinstance(given, str) else given
        return bool(OPERATORS[name](value, other))

    return all(one(n, g) for n, g in where.items() if asks(n, g))


def asks(name: str, value: Any) -> bool:
    """Whether a part of a filter asks anything: some value, however deep in it, is there to compare with."""
    if name in ("AND", "OR"):
        return any(asks("", alternative) for alternative in value or ())
    if isinstance(value, dict):
        return any(asks(inner, given) for inner, given in value.items())
    return value is not None and name != "caseInsensitive"


OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "eq": lambda a, b: a == b,
    "gt": lambda a, b: a > b,
    "gte": lambda a, b: a >= b,
    "lt": lambda a, b: a < b,
    "lte": lambda a, b: a <= b,
    "contains": lambda a, b: b in a,
    "startsWith": lambda a, b: a.startswith(b),
    "endsWith": lambda a, b: a.endswith(b),
    "within": lambda a, b: a.startswith(b),
}

LOGIC: dict[str, Callable[[Callable[[Any], bool], Any], bool]] = {
    "AND": lambda fits, value: all(fits(w) for w in value),
    "OR": lambda fits, value: any(fits(w) for w in value if asks("", w)),
    "NOT": lambda fits, value: not fits(value),
}

SINGLE = {("Passage", "document"), ("Passage", "next"), ("Passage", "previous")}


IN_ORDER = {"Passage", "Challenge", "Idea", "Initiative", "Insight", "Reference"}
"""What documents print in an order."""


def numbered(text: str) -> str:
    """A text that sorts with its numbers by value: each preceded by how many digits it has, without zeros at its start."""
    return re.sub("0*([0-9]*)", lambda m: f"{len(m[1]):02}{m[1]}" if m[0] else "", text)


SPELT = {
    "&": " and ",
    "ø": "o",
    "Ø": "o",
    "æ": "ae",
    "Æ": "ae",
    "ł": "l",
    "Ł": "l",
    "đ": "d",
    "Đ": "d",
    "œ": "oe",
    "Œ": "oe",
}


def lettered(text: str) -> str:
    """A name as an index of names has it: letters without capitals and accents, single spaces for signs, numbers by value."""
    plain = ""
    for sign in text:
        for letter in unicodedata.normalize("NFKD", SPELT.get(sign, sign)):
            if not unicodedata.combining(letter) and sign not in "'’‘`´":
                plain += letter.casefold()
    words = "".join(c if c.isalnum() else " " for c in plain).split()
    return numbered(" ".join(words) or plain)[:100]


def left_out(where: Args | None, field: str, inside: str = "") -> Args | None:
    """A filter without what it says of a field, or (inside) without what its part of that name says of it."""
    if where is None:
        return None
    fields = (
        ("date", "published")
        if field == "year"
        else (field, f"{field}Label", f"{field}Code", field.removesuffix("Code"))
    )
    kept = {}
    for name, value in where.items():
        if name == "AND" and value is not None:
            kept[name] = [left_out(w, field, inside) for w in value]
        elif inside and name == inside:
            kept[name] = left_out(value, field)
        elif inside or name not in fields:
            kept[name] = value
    return kept


def direction(order: Any) -> str:
    """The innermost value of an ordering."""
    while isinstance(order, dict):
        ((_, order),) = order.items()
    return str(order)


def _distinct(orders: list[Args]) -> list[int]:
    """Positions of the orderings that a cursor holds: none twice, and at the root none behind the id."""
    seen, kept = [], []
    for i, order in enumerate(orders):
        bare = json.dumps(order).replace("DESC", "ASC")
        if bare not in seen:
            seen.append(bare)
            kept.append(i)
    closing = [i for i, o in enumerate(orders) if "node" in o and list(o["node"]) == ["id"]]
    if not closing:
        return kept
    has_identity = any("node" not in o for o in orders[closing[-1] :])
    return kept if has_identity else [i for i in kept if i <= closing[0]]


def unique(keys: list[Any], orders: list[Args]) -> list[Any]:
    """The keys that a cursor holds."""
    return [keys[i] for i in _distinct(orders)]


def shown(keys: list[Any], orders: list[Args]) -> list[Any]:
    """The keys, with those that no cursor holds left out of every comparison."""
    kept = _distinct(orders)
    return [k if i in kept else None for i, k in enumerate(keys)]


def cursor_keys(cursor: str, orders: list[Args]) -> list[Any]:
    """The keys that a cursor holds, in the places of the orderings."""
    held = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))[1:]
    places = dict(zip(_distinct(orders), held, strict=True))
    return [places.get(i) for i in range(len(orders))]


def picked(node: Node, name: str) -> Any:
    """What a facet counts of a node; dates by their year."""
    if name != "year":
        return node.id if name == "id" else attribute(node, name)
    date = getattr(node, "date", None) or getattr(node, "published", None)
    return date and date[:4]


def display_name(node: Node) -> str:
    """What names a node to a person: the first that it has of the properties that can, else its id."""
    return str(getattr(node, _displayed(node)))


def _displayed(node: Node) -> str:
    displays = [p.attribute for p in GRAPH_MODEL.node_type(node).displays]
    return next((name for name in displays if getattr(node, name) is not None), "id")


def sort_key(node: Node, name: str) -> Any:
    """What a node is ordered by: of a name, title or idea, its letters."""
    if name == "displayName":
        name = _displayed(node)
    value = attribute(node, name)
    named = name in ("name", "title") or (name == "text" and type(node).__name__ == "Idea")
    return lettered(value) if named and value is not None else value
