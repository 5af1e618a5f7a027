"""The RDF namespaces that the declaration's terms come from; standard vocabularies first, our own only where none fits."""

BASE = "https://w3id.org/imagine-graph/"
"""Where the ids of nodes live: `BASE + id` is a node's IRI."""

NAMESPACES: dict[str, str] = {
    "ig": BASE + "ns#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "dcterms": "http://purl.org/dc/terms/",
    "schema": "http://schema.org/",
    "org": "http://www.w3.org/ns/org#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "prov": "http://www.w3.org/ns/prov#",
    "ibis": "https://vocab.methodandstructure.com/ibis#",
    "oa": "http://www.w3.org/ns/oa#",
    "doco": "http://purl.org/spar/doco/",
    "cito": "http://purl.org/spar/cito/",
    "bibo": "http://purl.org/ontology/bibo/",
}


def expand(term: str) -> str:
    """Return the IRI of a prefixed name: `expand("foaf:name")`. Raises KeyError for a prefix that is not declared."""
    prefix, _, local = term.partition(":")
    return NAMESPACES[prefix] + local
