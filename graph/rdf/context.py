"""What names mean in JSON-LD: the context under which RDF is compacted, and under which an answer of GraphQL is RDF.

Names are those of GraphQL. Labels are types, and each brings the names of its own properties and links, in both directions, so that
one name can mean different things of different labels (https://www.w3.org/TR/json-ld11/#type-scoped-contexts). Whatever has no name
here has its prefixed one.
"""

from typing import Any

from graph.rdf.iris import Iris
from graph.rdf.writer import VALUE_STATEMENT
from schema.model import GRAPH_MODEL, LinkType, NodeType, Property

_REFERENCE = {"@type": "@id"}
_SET = {"@container": "@set"}
_CLAIM: dict[str, Any] = {
    "subject": {"@id": "rdf:subject", **_REFERENCE},
    "predicate": {"@id": "rdf:predicate", "@type": "@vocab"},
    "object": {"@id": "rdf:object"},
    "evidence": {"@id": "prov:wasDerivedFrom", **_REFERENCE, **_SET},
}
"""What every statement has."""
_SELECTORS: dict[str, dict[str, Any]] = {
    "TextQuoteSelector": {"exact": "oa:exact"},
    "TextPositionSelector": {
        "start": {"@id": "oa:start", "@type": "xsd:nonNegativeInteger"},
        "end": {"@id": "oa:end", "@type": "xsd:nonNegativeInteger"},
    },
}


def context(iris: Iris) -> dict[str, Any]:
    """Return the value of `@context`."""
    said: dict[str, Any] = {"@version": 1.1, "id": "@id", "type": "@type", **iris.prefixes()}
    said |= {n.label: _scoped(n.terms[0], _of_node(n)) for n in GRAPH_MODEL.nodes}
    said |= {
        t.statement.partition(":")[2]: _scoped(t.statement, _of_link(t))
        for t in GRAPH_MODEL.links
        if t.name != "STATES" and (t.evidenced or t.properties)
    }
    said[VALUE_STATEMENT.partition(":")[2]] = _scoped(VALUE_STATEMENT, _CLAIM)
    return said | {name: _scoped(f"oa:{name}", names) for name, names in _SELECTORS.items()}


def _scoped(term: str, names: dict[str, Any]) -> dict[str, Any]:
    return {"@id": term, "@context": names}


def _of_node(node_type: NodeType) -> dict[str, Any]:
    names = _of_properties(node_type.properties)
    for link, ends in GRAPH_MODEL.patterns():
        if link.name == "STATES":
            continue
        if ends.source == node_type.label:
            names[ends.forward] = _to_node(link.term, link.inverse)
        if ends.target == node_type.label:
            names[ends.backward] = _to_node(link.term, not link.inverse)
    return names


def _to_node(term: str, turned: bool) -> dict[str, Any]:
    return {"@reverse" if turned else "@id": term, **_REFERENCE, **_SET}


def _of_link(link_type: LinkType) -> dict[str, Any]:
    return {**_CLAIM, **_of_properties(link_type.properties)}


def _of_properties(properties: tuple[Property, ...]) -> dict[str, Any]:
    """Return what names of properties mean; what a selector carries is named there."""
    names: dict[str, Any] = {}
    for p in properties:
        if not p.spec.selector:
            names[p.name] = {"@id": p.spec.term}
            if p.spec.scheme:
                names[p.name] |= _REFERENCE
            if p.type == "texts":
                names[p.name] |= _SET
    if any(p.spec.selector for p in properties):
        names["selectors"] = {"@id": "oa:hasSelector", **_REFERENCE, **_SET}
    return names
