"""What a page shows as a question, in GraphQL and in Cypher: for whoever wants it in a program, or a little more than it shows."""

from collections.abc import Iterable

import orjson

from graph.store.surroundings import Surroundings
from schema.links import ANY
from schema.model import GRAPH_MODEL, NodeType

_EVIDENCE = "evidence { text document { title source } }"


def in_graphql(found: Surroundings) -> str:
    """Return the question for a node's values, for what it is tied to as its page shows it, and for the words that say so."""
    node_type = GRAPH_MODEL.node_type(found.node)
    fields = ["id", "displayName", *(p.name for p in node_type.properties)]
    lines = [f"    ... on {node_type.label} {{", f"      {' '.join(dict.fromkeys(fields))}"]
    for name, properties in _ties(found, node_type):
        edge = " ".join([*properties, "node { id displayName }", _EVIDENCE])
        lines.append(f"      {name} {{ edges {{ {edge} }} }}")
    lines += (
        ["      statements { property value evidence { text document { title source } } }"] if node_type.stated else []
    )
    return "\n".join(["{", f"  node(id: {quoted(found.node.id)}) {{", *lines, "    }", "  }", "}"])


def in_cypher(node_id: str, label: str) -> str:
    """Return the same question to the database: a row for each tie, with the words that state it."""
    return (
        f"MATCH (n:{label} {{id: {quoted(node_id)}}})\n"
        "OPTIONAL MATCH (n)-[r]-(other) WHERE r.evidence IS NOT NULL\n"
        "RETURN n, type(r) AS tie, startNode(r) = n AS leads_there, other,\n"
        "  [(p:Passage)-[:IN]->(d:Document) WHERE p.id IN r.evidence | p.text + ' (' + d.title + ')'] AS words"
    )


def ties_in_cypher(ids: Iterable[str]) -> str:
    """Return the question for these nodes and what ties them to anything, which the Neo4j Browser draws."""
    listed = ",\n  ".join(map(quoted, ids))
    return (
        f"UNWIND [\n  {listed}\n] AS id\nMATCH (n {{id: id}})\n"
        "OPTIONAL MATCH (n)-[r]-(other) WHERE r.evidence IS NOT NULL\nRETURN n, r, other"
    )


def quoted(text: str) -> str:
    """Return a text as a literal, which JSON, GraphQL and Cypher write alike."""
    return orjson.dumps(text).decode()


def _ties(found: Surroundings, node_type: NodeType) -> list[tuple[str, list[str]]]:
    """Return the fields of GraphQL that lead to what the node is tied to, each with its links' own properties."""
    fields: dict[str, list[str]] = {}
    for link in found.facts:
        link_type = GRAPH_MODEL.link_type(link)
        for ends in link_type.ends:
            for name, here, there, other in (
                (ends.forward, ends.source, ends.target, link.target),
                (ends.backward, ends.target, ends.source, link.source),
            ):
                is_from_here = other != found.node.id and node_type.label in (here, ANY)
                if is_from_here and there in (found.neighbours[other].label, ANY):
                    fields.setdefault(name, [p.name for p in link_type.properties])
    return list(fields.items())
