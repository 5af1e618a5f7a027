"""How much the graph holds: what the cost of a question is counted from, before it is asked.

How many nodes and links there are Neo4j counts as it writes; what it does not keep is how many links one node has at the most, for
which the nodes of a label are looked at one after another, with nothing kept of each.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from graph.store.query_library import query
from graph.store.query_runner import QueryRunner
from schema.model import GRAPH_MODEL

SECONDS = 120.0
"""How long counting may take, unless told otherwise; nobody who asks a question waits for it."""

Way = tuple[str, str, bool]
"""Label, relationship type, and whether the relationship leaves the nodes of that label."""


@dataclass(frozen=True, slots=True)
class Degree:
    """How many links of one kind the nodes of a label have."""

    total: int
    """All of them together."""
    most: int
    """The most that any one of them has."""


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
    found = {(label, *way): total for label, *way, total in await runner.rows(_TOTALS, {}, timeout=seconds)}
    nodes = {label: found.pop((label, None, True)) for label in _WAYS}
    degrees: dict[Way, Degree] = {}
    for label, ways in _WAYS.items():
        there = {way: most for way, most in ways.items() if found[way]}
        unknown = [way for way, most in there.items() if most is None]
        counted = (await runner.rows(_most(label, unknown), {}, timeout=seconds))[0] if unknown else []
        known_most = there | dict(zip(unknown, counted, strict=True))
        degrees |= {way: Degree(found[way], most) for way, most in known_most.items()}
    return Statistics(revision, nodes, degrees)


def _ways() -> dict[str, dict[Way, int | None]]:
    """Return by label the ways in which its nodes are linked, each with the most links that one node has, where that is one."""
    found: dict[str, dict[Way, int | None]] = {node.label: {} for node in GRAPH_MODEL.nodes}
    for link, ends in GRAPH_MODEL.patterns():
        way = ends.source, link.name, True
        found[ends.source][way] = 1 if ends.most == 1 and way not in found[ends.source] else None
        found[ends.target][ends.target, link.name, False] = None
    return found


_WAYS = _ways()


def _pattern(start: str, way: Way) -> str:
    _, name, outgoing = way
    left, right = ("-", "->") if outgoing else ("<-", "-")
    return f"({start}){left}[:{name}]{right}()"


def _totals() -> str:
    """Return the statement whose every part Neo4j answers from what it counts anyway."""
    parts = []
    for label, ways in _WAYS.items():
        counted = [(f"(:{label})", "null", True)]
        counted += [(_pattern(f":{label}", way), f"'{way[1]}'", way[2]) for way in ways]
        for pattern, name, outgoing in counted:
            told = f"'{label}' AS label, {name} AS type, {str(outgoing).lower()} AS outgoing, total"
            parts.append(f"MATCH {pattern} WITH count(*) AS total RETURN {told}")
    return " UNION ALL ".join(parts)


_TOTALS = _totals()


def _most(label: str, ways: list[Way]) -> str:
    """Return the statement that finds the most links that one node of a label has, way by way."""
    counts = [f"max(COUNT {{ {_pattern('n', way)} }})" for way in ways]
    return f"MATCH (n:{label}) RETURN {', '.join(counts)}"
