"""What the full-text index reads: a text of terms per node, worked out from what is stated and stored beside it.

Terms are the store's bookkeeping, not statements: no answer, export or comparison shows them.
"""

from collections.abc import Collection, Mapping
from typing import Any

from graph.store.analysis import VERSION, tokens
from schema.bundle import Statements
from schema.links import In
from schema.model import GRAPH_MODEL, NodeType
from schema.nodes import KNOWLEDGE_KINDS, Document

TERMS = "terms"
"""The property that the full-text index reads."""
KNOWLEDGE_TERMS = "knowledge_terms"
"""The same for documents and passages that are no reports (registers, judgements), which a search leaves out unless asked."""
OWN_PROPERTIES = (TERMS, KNOWLEDGE_TERMS)
"""Properties of nodes that are the store's own and no statements."""

BREAK = "|"
"""Stands between two texts, and before what is no running text, so that no phrase reaches across. It is no term."""
NAMING = "="
"""Begins a word of a name, so that a name weighs more than a mention."""
LABEL = "@"
"""Begins the mark of a node's label, so that the index itself can leave out other labels."""

_NAMES = frozenset({"schema:name", "skos:prefLabel", "skos:altLabel", "dcterms:title"})
"""RDF properties that say what something is called."""
_SEARCHED = {
    node_type.label: tuple((p.name, p.spec.term in _NAMES) for p in node_type.properties if p.spec.search)
    for node_type in GRAPH_MODEL.nodes
}

_LAYOUT = 2
"""Raise it with every change of what `terms` writes."""

FINGERPRINT = f"{VERSION} {_LAYOUT} {_SEARCHED}"
"""What a database notes once its terms are worked out in this way; where it differs, they are worked out again."""


def outside_reports(facts: Statements) -> set[str]:
    """Return the ids of documents that are no reports, and of their passages."""
    documents = {n.id for n in facts.nodes.values() if isinstance(n, Document) and n.kind in KNOWLEDGE_KINDS}
    if not documents:
        return documents
    inside = {link.source for link in facts.links.values() if isinstance(link, In) and link.target in documents}
    return documents | inside


def terms_of(node_type: NodeType, values: Mapping[str, Any], *, outside_reports: bool = False) -> dict[str, str]:
    """Return the store's own properties of a node with these stated values, by name; none where it has no text to search.

    `outside_reports`: it is a document or passage of a register or of judgements.
    """
    names: list[str] = []
    texts: list[str] = []
    for name, naming in _SEARCHED[node_type.label]:
        if value := values.get(name):
            (names if naming else texts).extend([value] if isinstance(value, str) else value)
    if not names and not texts:
        return {}
    return {KNOWLEDGE_TERMS if outside_reports else TERMS: f"{terms(names, texts)} {LABEL}{node_type.kind}"}


def terms(names: Collection[str], texts: Collection[str] = ()) -> str:
    """Return the terms of what a node is called (`names`) and of what else is said of it (`texts`).

    First the stems of each text in order, so that phrases can be found. Then, each once, the words themselves where they differ,
    and compounds as one word: the beginning of a word and a misspelt word are looked up among these. Last, marked as such, the
    stems and words of names.
    """
    running: list[str] = []
    words: dict[str, None] = {}
    naming: dict[str, None] = {}
    for name in names:
        running += _stems(name, words, naming)
    for text in texts:
        running += _stems(text, words, {})
    return " ".join([*running, *words, *(NAMING + word for word in naming)])


def _stems(text: str, words: dict[str, None], naming: dict[str, None]) -> list[str]:
    """Return the stems of a text and a break; note its words."""
    running: list[str] = []
    for token in tokens(text):
        if token.joined:
            words[token.stem] = None
        else:
            running.append(token.stem)
        if token.word != token.stem:
            words[token.word] = None
        naming[token.stem] = naming[token.word] = None
    running.append(BREAK)
    return running
