"""Finds organisations that could help with a challenge, each with the paths and quotes that say why (`queries/partners.cypher`)."""

from typing import Any

from graph.store.fulltext import any_of
from graph.store.query_library import query
from graph.store.store import Store
from schema.errors import QueryError

UNITS = 40
"""How many matching ideas, challenges and models are followed to organisations."""


def find_partners(store: Store, text: str, limit: int = 10) -> list[dict[str, Any]]:
    """Return the organisations that fit `text` best: `organisation`, `score` and `reasons` (score, path, quotes), best first.

    Raises QueryError where the text has no word to look for.
    """
    return store.read(query("partners").cypher, parameters(text, limit))


def parameters(text: str, limit: int) -> dict[str, Any]:
    """Return the parameters of `queries/partners.cypher` for what a person typed. Raises QueryError as `find_partners` does."""
    if not 1 <= limit <= 100:
        raise QueryError(f"{limit} organisations cannot be listed; ask for 1 to 100")
    return {"text": any_of(text), "units": UNITS, "limit": limit}
