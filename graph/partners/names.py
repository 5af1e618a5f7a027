"""Names in a question that nothing has: one refusal for every kind of them, with those that may be meant."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any, Protocol

from rapidfuzz import process

from schema.errors import QueryError

_LIKE_ENOUGH = 60
"""How alike (of 100) a name must be to be offered as what another may mean."""
_HINTS = 3
_FEW = 40
"""So many names at most are listed."""


class Naming(Protocol):
    """What names topics and places: `Wanted`, for one."""

    @property
    def topics(self) -> Sequence[str] | None:
        """Names of topics."""

    @property
    def places(self) -> Sequence[str] | None:
        """Names of places."""


def unknown(kind: str, name: str, known: Collection[str], *, where: str = "") -> QueryError:
    """Return the refusal of a name that is none of the `known` ones; where none is near and they are few, it lists them."""
    near = process.extract(name, known, processor=str.lower, limit=_HINTS, score_cutoff=_LIKE_ENOUGH)
    if near:
        hint = f"did you mean {', '.join(repr(found) for found, *_ in near)}?"
    else:
        hint = f"there are {', '.join(known)}" if len(known) <= _FEW else "try another"
    return QueryError(f"there is no {kind} {name[:80]!r}{where and f' {where}'}; {hint}")


def named(wanted: Naming) -> dict[str, Any]:
    """Return the parameters of `queries/unknown_names.cypher`: what must be there."""
    return {"named": {"topics": list(wanted.topics or ()), "places": list(wanted.places or ())}}


def refuse_unknown(found: Iterable[tuple[str, str, list[str]]]) -> None:
    """Raise QueryError for the first of the rows of `queries/unknown_names.cypher`: kind, name, and the names that there are."""
    for kind, name, known in found:
        raise unknown(kind, name, known, where="in the graph")
