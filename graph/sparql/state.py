"""Which state of the graph a replica shows."""

from dataclasses import dataclass, field

from graph.store.query_library import query
from graph.store.store import Store


@dataclass(frozen=True, slots=True)
class State:
    """A state of the graph, as far as a replica must know it."""

    revision: int = 0
    """The number of changes so far."""
    withheld: frozenset[str] = frozenset()
    """The entries of the suppression list that the graph is kept free of."""
    withheld_at: int = field(default=0, compare=False)
    """The revision in which names were last taken out; what showed an earlier one may show them."""

    def may_stand_for(self, state: "State") -> bool:
        """Whether an answer from this state may be given while the graph is in `state` already: nobody has been left out since."""
        return state.withheld <= self.withheld and state.withheld_at <= self.revision


def read_state(store: Store) -> State:
    """Return the state that the graph is in. Raises StoreError where the database does not answer."""
    rows = store.read(query("replica_state").cypher)
    if not rows:
        return State()
    return State(rows[0]["revision"] or 0, frozenset(rows[0]["withheld"] or ()), rows[0]["withheld_at"] or 0)
