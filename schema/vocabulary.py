"""The RDF namespaces that the declaration's terms come from; standard vocabularies first, our own only where none fits."""

OWN = "ig"
"""The prefix of our own terms. Their namespace follows from the base of a graph, so that they can be opened there."""

NAMESPACES: dict[str, str] = {
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "schema": "http://schema.org/",
    "org": "http://www.w3.org/ns/org#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "prov": "http://www.w3.org/ns/prov#",
    "ibis": "https://vocab.methodandstructure.com/ibis#",
    "oa": "http://www.w3.org/ns/oa#",
    "doco": "http://purl.org/spar/doco/",
    "cito": "http://purl.org/spar/cito/",
}
"""The standard namespaces by prefix."""

SCHEMES: dict[str, tuple[str, str]] = {
    "challenge-role": ("Parts that people and organisations take in a challenge", "dcat:Role"),
    "document-kind": ("Kinds of document", "skos:Concept"),
    "event-kind": ("Kinds of event", "skos:Concept"),
    "organisation-kind": ("Kinds of organisation", "skos:Concept"),
    "role": ("Roles that people hold in organisations, as printed", "org:Role"),
    "topic": ("Areas of public services", "skos:Concept"),
}
"""The concept schemes that values are concepts of: what they are called, and the class of their concepts."""
