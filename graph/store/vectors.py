"""What the vector index reads: a vector for each node that says something, worked out and stored beside what is stated.

Like terms, vectors are the store's bookkeeping, not statements: no answer, export or comparison shows them.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from graph.embedding.embedder import NONE, Embedder
from graph.store.terms import outside_reports
from schema.bundle import Statements
from schema.declaration import Node
from schema.ids import kind_of
from schema.links import States
from schema.model import GRAPH_MODEL, NodeType, properties_of

VECTOR = "vector"
"""The property that the vector index reads."""
EMBEDDED = ("Challenge", "Idea", "Model", "Initiative", "Insight", "Passage")
"""Labels whose nodes have one."""
SAID = ("text", "summary", "description")
"""Properties that hold what a passage says: where one of another label has it, the passage needs no vector of its own."""
SHORTEST_PASSAGE = 60
"""The fewest characters of a passage that has a vector: headings, names and lines of lists mean nothing by themselves."""

_VERSION = 1
"""Raise it with every change of which nodes have vectors, and of which texts."""
_TEXTS = {
    node.label: tuple(p.name for p in node.properties if p.spec.search)
    for node in GRAPH_MODEL.nodes
    if node.label in EMBEDDED
}


def fingerprint(embedder: Embedder | None) -> str:
    """Return what a database notes once its nodes have the vectors of this model."""
    return NONE if embedder is None else f"{embedder.name} {_VERSION} {SHORTEST_PASSAGE} {_TEXTS}"


def text_of(node_type: NodeType, values: Mapping[str, Any]) -> str | None:
    """Return the text of a node with these stated values whose vector it has; None where it has none.

    Whether a passage speaks for itself is for the caller to know.
    """
    names = _TEXTS.get(node_type.label, ())
    said = [str(values[name]) for name in names if values.get(name)]
    # A title that only repeats how the text begins would count twice.
    text = ". ".join(one for i, one in enumerate(said) if not any(other.startswith(one) for other in said[i + 1 :]))
    return text if text and (node_type.label != "Passage" or len(text) >= SHORTEST_PASSAGE) else None


def texts_of(statements: Statements, nodes: Iterable[Node]) -> dict[str, str]:
    """Return the texts of those of `nodes` that should have a vector, by id; `statements` are all that is stated of them."""
    outside = outside_reports(statements)
    spoken_for = {
        link.source
        for link in statements.links.values()
        if isinstance(link, States) and link.property in SAID and kind_of(link.target).title() in EMBEDDED
    }
    texts: dict[str, str] = {}
    for node in nodes:
        node_type = GRAPH_MODEL.node_type(node)
        if node_type.label == "Passage" and (node.id in outside or node.id in spoken_for):
            continue
        if text := text_of(node_type, properties_of(node)):
            texts[node.id] = text
    return texts
