"""Pages: how many, from which end, and keyset cursors, which hold the place in the ordering and not a number of rows.

A cursor is the keys of the entry that it stands at. What is written or removed meanwhile moves no page: the entries after
a cursor are those whose keys are greater, whatever precedes it.
"""

import base64
import binascii
import hashlib
from dataclasses import dataclass
from typing import Any

import orjson

from api.gql.compiler.plan import Key, KeyType, Place
from api.gql.compiler.scope import Scope
from api.gql.compiler.values import Leaf, Tree, Variables, leaf
from schema.errors import QueryError

DEFAULT_PAGE = 100
"""How many entries a page has where neither first nor last is given."""

_TYPES: dict[KeyType, tuple[type, ...]] = {"text": (str,), "integer": (int,), "float": (float, int)}


@dataclass(frozen=True, slots=True)
class Paging:
    """What the arguments of a connection ask for."""

    size: Leaf | None
    backward: bool
    after: Leaf | None
    before: Leaf | None


def paging(arguments: dict[str, Tree]) -> Paging:
    """Return the page that a connection's arguments ask for. Raises QueryError for first and last at once."""
    first, last = leaf(arguments.get("first")), leaf(arguments.get("last"))
    if first and last:
        raise QueryError("a page was asked for from both ends; give first or last, not both")
    return Paging(last or first, last is not None, leaf(arguments.get("after")), leaf(arguments.get("before")))


def limit(scope: Scope, size: Leaf | None, more: int, largest: int | None = None) -> tuple[str, str]:
    """Return two parameters: how many rows to read (`more` beyond the page) and, for the shaping function, the page's size."""
    largest = min(largest or scope.largest_page, scope.largest_page)

    def read(variables: Variables) -> int:
        wanted = DEFAULT_PAGE if size is None else size.read(variables)
        if not 0 <= wanted <= largest:
            raise QueryError(f"a page of {wanted} entries was asked for; first and last may be 0 to {largest:,}")
        return int(wanted)

    rows = scope.parameter(lambda variables: read(variables) + more)
    if not more:
        return rows, rows
    return rows, scope.parameter(read)


def signature(stem: str, keys: list[Key]) -> str:
    """Return eight characters that tell an ordering from every other."""
    return hashlib.sha256(f"{stem}|{','.join(k.signature for k in keys)}".encode()).hexdigest()[:8]


def encode(mark: str, values: list[Any]) -> str:
    """Return the cursor of the entry that has these keys."""
    return base64.urlsafe_b64encode(orjson.dumps([mark, *values])).rstrip(b"=").decode()


def decode(cursor: str, mark: str, keys: list[Key]) -> list[Any]:
    """Return the keys that a cursor holds. Raises QueryError for what is no cursor, or one of another ordering."""
    try:
        held = orjson.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
    except (binascii.Error, ValueError):
        held = None
    if not isinstance(held, list) or not held or not isinstance(held[0], str):
        raise QueryError(f"{cursor[:80]!r} is not a cursor; give one that this API returned, as it was")
    values = held[1:]
    if held[0] != mark or len(values) != len(keys) or not all(_fits(v, k) for v, k in zip(values, keys, strict=True)):
        raise QueryError(
            "a cursor of another list or ordering was given; a cursor goes on where the same orderBy left off"
        )
    return values


def _fits(value: Any, key: Key) -> bool:
    if value is None:
        return key.nullable
    if isinstance(value, bool) or (isinstance(value, int) and abs(value) >= 2**63):
        return False
    return isinstance(value, _TYPES[key.type])


def place(scope: Scope, given: Leaf, mark: str, keys: list[Key]) -> Place:
    """Return where a given cursor stands, its values as parameters."""
    names = [scope.name("p") for _ in keys]

    def bind(variables: Variables, into: dict[str, Any]) -> None:
        into.update(zip(names, decode(given.read(variables), mark, keys), strict=True))

    scope.binders.append(bind)
    return Place(keys, [f"${name}" for name in names])
