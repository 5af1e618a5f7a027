"""How much the graph holds: what the cost of a question is counted from, before it is asked."""

from collections.abc import Mapping
from dataclasses import dataclass

from graph.store.query_library import query
from graph.store.query_runner import QueryRunner

SECONDS = 120.0
"""Time that counting may take, unless told otherwise; who asks a question does not wait for it."""

Way = tuple[str, str, bool]
"""Label, relationship type, and whether the relationship leaves the nodes of that label."""


@dataclass(frozen=True, slots=True)
class Degree:
    """How many links of one kind the nodes of a label have."""

    total: int
    """All of them together."""
    most: int
    """One of them at the most."""


@dataclass(frozen=True, slots=True)
class Statistics:
    """Counts of one state of the graph."""

    revision: int
    nodes: Mapping[str, int]
    """How many nodes each label has, where it has any."""
    degrees: Mapping[Way, Degree]
    """How many links there are each way, where there are any."""


async def read_statistics(
    runner: QueryRunner, known: Statistics | None = None, *, seconds: float = SECONDS
) -> Statistics | None:
    """Return what the graph holds now: `known` where nothing was written since, None where nothing was ever written.

    Raises StoreError where the database does not answer, or not in time.
    """
    state = await runner.rows(query("graph_state").cypher, {}, timeout=seconds)
    if not state:
        return None
    revision = int(state[0][1] or 0)
    if known is not None and known.revision == revision:
        return known
    nodes, degrees = {}, {}
    for label, link_type, outgoing, total, most in await runner.rows(query("statistics").cypher, {}, timeout=seconds):
        if link_type is None:
            nodes[label] = total
        else:
            degrees[label, link_type, outgoing] = Degree(total, most)
    return Statistics(revision, nodes, degrees)
