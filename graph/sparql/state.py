"""Which state of the graph a replica shows."""

from dataclasses import dataclass

from graph.store.query_library import query
from graph.store.store import Store


@dataclass(frozen=True, slots=True)
class State:
    """A state of the graph, as far as a replica must know it."""

    revision: int = 0
    """The number of changes so far."""
    withheld: frozenset[str] = frozenset()
    """The entries of the suppression list that the graph is kept free of."""


def read_state(store: Store) -> State:
    """Return the state that the graph is in. Raises StoreError where the database does not answer."""
    rows = store.read(query("replica_state").cypher)
    return State(rows[0]["revision"] or 0, frozenset(rows[0]["withheld"] or ())) if rows else State()
