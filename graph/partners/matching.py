"""Finds organisations that could help with a challenge, each with the paths and quotes that say why (`queries/partners.cypher`)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from graph.embedding.embedder import Embedder
from graph.partners.kinds import kinds_of
from graph.partners.weights import TIES, WEIGHTS, Weights
from graph.store.fulltext import LONGEST_TEXT, sought
from graph.store.query_library import query
from graph.store.terms import TERMS
from graph.store.vectors import EMBEDDED
from schema.errors import QueryError
from schema.model import GRAPH_MODEL

MOST = 100
"""Organisations that can be asked for at once."""
_MATCHING = [GRAPH_MODEL.node(label).kind for label in EMBEDDED]


class Reader(Protocol):
    """What can read from the graph: a `Store`, for one."""

    def read(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """Return the rows of a reading statement, as dictionaries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which partners are wanted; what is None restricts nothing."""

    limit: int = 10
    kinds: tuple[str, ...] | None = None
    """Kinds of organisation, or groups of kinds (`graph.partners.kinds`)."""
    topics: tuple[str, ...] | None = None
    """What matches must be about one of these."""
    places: tuple[str, ...] | None = None
    """What matches, or the model that it holds up, must be about or in one of these."""
    years: tuple[int, ...] | None = None
    """The words that state the tie must come from a report on an event of one of these."""
    roles: tuple[str, ...] | None = None
    """Ties that count (`graph.partners.weights.TIES`)."""
    exclude: tuple[str, ...] = ()
    """Ids of organisations that are known already."""
    balanced: bool = False
    """Whether kinds take turns, the best of each first, in place of one ranking."""


def find_partners(
    store: Reader,
    embedder: Embedder | None,
    text: str,
    wanted: Wanted | int = Wanted(),
    *,
    weights: Weights = WEIGHTS,
) -> list[dict[str, Any]]:
    """Return the organisations that fit `text` best, best first; none where nothing that the graph holds is about it.

    Each has `id`, `name`, `kind`, `tier` (`evidence`, or `attended` where it was merely there), `score` and `reasons`, whose scores
    add up to it. A reason has `score`, `path` (from what matches to the organisation, each step with `relationship`, which is null
    for the match itself, `id` and `name`), and the `quote` that states the tie, from `start` to `end` in the text of `document`.
    `people` are some who work there, each with `id`, `name` and `role` as printed.

    Raises QueryError where the text has no word to look for, or nothing can be as wanted.
    """
    asked = Wanted(limit=wanted) if isinstance(wanted, int) else wanted
    rows = store.read(query("partners").cypher, parameters(text, asked, embedder, weights))
    return [_partner(row) for row in rows]


def parameters(text: str, wanted: Wanted, embedder: Embedder | None, weights: Weights = WEIGHTS) -> dict[str, Any]:
    """Return the parameters of `queries/partners.cypher` for what a person typed. Raises QueryError as `find_partners` does."""
    if not 1 <= wanted.limit <= MOST:
        raise QueryError(f"{wanted.limit} organisations cannot be listed; ask for 1 to {MOST}")
    for role in wanted.roles or ():
        if role not in TIES:
            raise QueryError(f"there is no tie {role!r}; there are {', '.join(TIES)}")
    words = sought(text, typed=False).query(TERMS, kinds=_MATCHING)
    return {
        "words": words,
        "vector": None if embedder is None else embedder.embed([text[:LONGEST_TEXT]])[0],
        "weights": weights.parameter(),
        "topics": _list(wanted.topics),
        "places": _list(wanted.places),
        "years": None if wanted.years is None else [str(year) for year in wanted.years],
        "kinds": None if wanted.kinds is None else kinds_of(wanted.kinds),
        "roles": _list(wanted.roles),
        "exclude": list(wanted.exclude),
        "balanced": wanted.balanced,
        "limit": wanted.limit,
    }


def _list(values: tuple[str, ...] | None) -> list[str] | None:
    return None if values is None else list(values)


def _partner(row: Mapping[str, Any]) -> dict[str, Any]:
    body = row["organisation"]
    return {
        "id": body["id"],
        "name": body["name"],
        "kind": body.get("kind"),
        "tier": row["tier"],
        "score": row["score"],
        "reasons": [_reason(reason) for reason in row["reasons"]],
        "people": [{"id": p["person"]["id"], "name": p["person"]["name"], "role": p["role"]} for p in row["people"]],
    }


def _reason(reason: Mapping[str, Any]) -> dict[str, Any]:
    passage = reason["passage"]
    path = [
        {"relationship": step["relationship"], "id": step["node"]["id"], "name": name_of(step["node"])}
        for step in reason["path"]
    ]
    return {
        "score": reason["score"],
        "path": path,
        "quote": passage["text"],
        "document": reason["document"]["id"],
        "start": passage["start"],
        "end": passage["end"],
    }


def name_of(node: Mapping[str, Any]) -> str:
    """Return what names a node to a person."""
    return str(node.get("title") or node.get("name") or node["text"])
