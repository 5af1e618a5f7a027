"""The endpoint described in RDF (SPARQL 1.1 Service Description, https://www.w3.org/TR/sparql11-service-description/)."""

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Triple

_SD = "http://www.w3.org/ns/sparql-service-description#"
_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_FORMATS = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
    "Turtle", "N-Triples", "JSON-LD", "RDF_XML",
)  # fmt: skip

PREFIXES = {
    "sd": _SD,
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "dcterms": "http://purl.org/dc/terms/",
    "formats": "http://www.w3.org/ns/formats/",
}
"""The prefixes to write it with."""


def description(address: str) -> Iterator[Triple]:
    """Yield what the endpoint at `address`, its IRI, is and does."""
    endpoint, dataset, graph = (NamedNode(address + part) for part in ("", "#dataset", "#graph"))
    sd = {name: NamedNode(_SD + name) for name in _NAMES}
    yield Triple(endpoint, _TYPE, sd["Service"])
    yield Triple(endpoint, sd["endpoint"], endpoint)
    yield Triple(endpoint, sd["supportedLanguage"], sd["SPARQL11Query"])
    for name in _FORMATS:
        yield Triple(endpoint, sd["resultFormat"], NamedNode(PREFIXES["formats"] + name))
    yield Triple(endpoint, sd["defaultDataset"], dataset)
    yield Triple(dataset, _TYPE, sd["Dataset"])
    yield Triple(dataset, NamedNode(PREFIXES["dcterms"] + "description"), Literal(_DATASET, language="en"))
    yield Triple(dataset, sd["defaultGraph"], graph)
    yield Triple(graph, _TYPE, sd["Graph"])


_NAMES = (
    "Service Dataset Graph SPARQL11Query endpoint supportedLanguage resultFormat defaultDataset defaultGraph".split()
)
_DATASET = (
    "The default graph is the graph as it stands; each source document has a named graph with exactly what it states. "
    "Queries only: no update, and no SERVICE."
)
