"""What in the database breaks a rule of the declaration: the rules as Cypher, run over the whole graph.

`Bundle.check` refuses such statements before they are written. But a database is open to others, and what was changed there by hand
or by another program would be in every export. (The same rules are published as SHACL shapes, for readers of RDF.) Neo4j finds the
faults, so that a graph of any size is checked in constant memory; the statements are few and take the declaration as parameters,
because planning one takes Neo4j longer than running it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import neo4j

from graph.store.query_library import Query, query
from schema.links import ANY
from schema.model import GRAPH_MODEL, LinkType, NodeType, Property

_MOST = 3
"""How many faults of one kind are looked for in each label or type."""
_NO_LIMIT = 2**31
_DAY = r"\d{4}(-(0[1-9]|1[0-2])|-(0[13578]|1[02])-(0[1-9]|[12]\d|3[01])|-(0[469]|11)-(0[1-9]|[12]\d|30)|-02-(0[1-9]|1\d|2\d))?"
"""A year, month or day in ISO 8601."""

Check = tuple[Query, dict[str, Any]]
"""A query of the library, and what it takes of the declaration: one map, so that Neo4j plans it once for all sizes."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in the graph that the declaration does not allow."""

    subject: str
    """The id of a node; of a link, its type between the ids of its ends."""
    rule: str
    """What is wrong with it, as the rest of a sentence."""

    def __str__(self) -> str:
        return f"{self.subject} {self.rule}"


def faults(reader: neo4j.Session | neo4j.Transaction | neo4j.ManagedTransaction) -> Iterator[Fault]:
    """Yield what breaks a rule, a few of each kind."""
    for question, declared in _checks():
        for row in reader.run(question.cypher, declared=declared, most=_MOST):
            yield Fault(row["subject"], row["rule"])


def _checks() -> Iterator[Check]:
    labels = [node_type.label for node_type in GRAPH_MODEL.nodes]
    names = {n.label: [p.name for p in n.properties] for n in GRAPH_MODEL.nodes}
    yield query("faults_of_types"), {"labels": labels, "types": [t.name for t in GRAPH_MODEL.links]}
    yield query("faults_of_nodes"), {"all": [_node_rules(n, labels) for n in GRAPH_MODEL.nodes]}
    yield (
        query("faults_of_values"),
        {"all": [{"label": n.label, "properties": names[n.label]} for n in GRAPH_MODEL.nodes if n.stated]},
    )
    yield query("faults_of_links"), {"all": [_link_rules(t) for t in GRAPH_MODEL.links]}
    yield query("faults_of_evidence"), {"types": [t.name for t in GRAPH_MODEL.links if t.evidenced]}
    yield query("faults_of_passages"), {"properties": names}


def _node_rules(node_type: NodeType, labels: list[str]) -> dict[str, Any]:
    bounds = [
        (link_type.name, ends.least, _NO_LIMIT if ends.most is None else ends.most)
        for link_type in GRAPH_MODEL.links
        for ends in link_type.ends
        if ends.source == node_type.label and (ends.least or ends.most is not None)
    ]
    displays = [] if any(p.required for p in node_type.displays) else [p.name for p in node_type.displays]
    known = {"label": node_type.label, "kind": node_type.kind, "labels": labels, "bounds": bounds, "day": _DAY}
    return {**known, "displays": displays, **_values(node_type.properties)}


def _link_rules(link_type: LinkType) -> dict[str, Any]:
    known = {"type": link_type.name, "ends": _ends(link_type), "evidenced": link_type.evidenced}
    return {**known, **_values(link_type.properties)}


def _values(properties: tuple[Property, ...]) -> dict[str, Any]:
    def of_type(*types: str) -> list[str]:
        return [p.name for p in properties if p.type in types]

    return {
        "required": [p.name for p in properties if p.required],
        "texts": of_type("text", "date"),
        "integers": of_type("integer"),
        "lists": of_type("texts"),
        "dates": of_type("date"),
        "choices": [(p.name, list(p.spec.one_of)) for p in properties if p.spec.one_of],
    }


def _ends(link_type: LinkType) -> list[tuple[str, str]]:
    stated = [node_type.label for node_type in GRAPH_MODEL.nodes if node_type.stated]
    return [(e.source, label) for e in link_type.ends for label in (stated if e.target == ANY else [e.target])]
