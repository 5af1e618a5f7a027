"""What a node is in schema.org's words, as JSON-LD inside its page: what search engines read."""

from typing import Any

from api.web.linked_data.views import details_of, name_of_node
from graph.rdf.iris import Iris
from graph.store.surroundings import Surroundings
from schema.model import GRAPH_MODEL, NodeType, properties_of

CONTEXT = "https://schema.org"
_PREFIX = "schema:"
_CLASSES = {"Organisation": "Organization", "Topic": "DefinedTerm", "Passage": "Quotation"}
"""Classes of labels whose terms in RDF are of other vocabularies; any other label is a creative work."""
_PROPERTIES = {
    "dcterms:title": "name",
    "skos:prefLabel": "name",
    "skos:altLabel": "alternateName",
    "org:identifier": "identifier",
    "dc:identifier": "url",
    "dcterms:issued": "datePublished",
    "dc:rights": "license",
    "rdf:value": "text",
}
_RELATIONS = {"org:memberOf": "memberOf"}
"""What schema.org calls the same in properties of other vocabularies."""


def class_of(node_type: NodeType) -> str:
    """Return the schema.org class of a label: `Person`."""
    own = (t.removeprefix(_PREFIX) for t in node_type.terms if t.startswith(_PREFIX))
    return next(own, None) or _CLASSES.get(node_type.label, "CreativeWork")


def structured(found: Surroundings, iris: Iris) -> dict[str, Any]:
    """Return a node and its ties as JSON-LD."""
    node, node_type = found.node, GRAPH_MODEL.node_type(found.node)
    said: dict[str, Any] = {
        "@context": CONTEXT,
        "@id": iris.node(node.id),
        "@type": class_of(node_type),
        "name": name_of_node(node),
    }
    for name, value in properties_of(node).items():
        if known := _schema_name(node_type.declared(name).spec.term, _PROPERTIES):
            said[known] = list(value) if isinstance(value, tuple) else value
    reverse: dict[str, list[Any]] = {}
    for link in found.facts:
        link_type = GRAPH_MODEL.link_type(link)
        known = _schema_name(link_type.term, _RELATIONS)
        if not known:
            continue
        outgoing = link.source == node.id
        other = found.neighbours[link.target if outgoing else link.source]
        entry: dict[str, Any] = {
            "@id": iris.node(other.id),
            "@type": class_of(GRAPH_MODEL.node(other.label)),
            "name": other.name,
        }
        if details := details_of(link):
            entry = {"@type": "Role", "roleName": "; ".join(value for _, value in details), known: entry}
        forward = outgoing != link_type.inverse
        (said.setdefault(known, []) if forward else reverse.setdefault(known, [])).append(entry)
    return said | ({"@reverse": reverse} if reverse else {})


def _schema_name(term: str, known: dict[str, str]) -> str | None:
    return term.removeprefix(_PREFIX) if term.startswith(_PREFIX) else known.get(term)
