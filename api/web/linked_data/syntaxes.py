"""The syntaxes in which one resource is answered, by the ending of its address."""

from collections.abc import Iterable

from pyoxigraph import Quad, RdfFormat, Triple, serialize
from starlette.requests import Request

from api.web.accept import best
from api.web.linked_data.replies import HTML
from graph.rdf.context import context
from graph.rdf.iris import Iris
from graph.rdf.jsonld import compacted
from schema.errors import QueryError

JSON_LD = "application/ld+json"
TRIPLES = {
    "ttl": "text/turtle",
    "jsonld": JSON_LD,
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
}
"""Media types of what is one graph."""
QUADS = {"trig": "application/trig", "jsonld": JSON_LD, "nq": "application/n-quads"}
"""Media types of what is several graphs."""
NAMES = {
    "ttl": "Turtle",
    "jsonld": "JSON-LD",
    "nt": "N-Triples",
    "rdf": "RDF/XML",
    "trig": "TriG",
    "nq": "N-Quads",
}
"""What a person calls them."""

_WRITTEN = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "rdf": RdfFormat.RDF_XML,
    "trig": RdfFormat.TRIG,
    "nq": RdfFormat.N_QUADS,
}


def ending_of(media: str, among: dict[str, str] = TRIPLES) -> str:
    """Return the ending of a media type."""
    return next(ending for ending, known in among.items() if known == media)


def chosen(request: Request, among: dict[str, str]) -> str:
    """Return the media type in which a request wants an answer: what its address says (`?format=`), else what it accepts.

    Raises QueryError where the address names another ending than those `among` which it can choose.
    """
    wanted = request.query_params.get("format")
    if wanted is None:
        return best(request.headers, (*among.values(), HTML))
    if wanted not in among:
        raise QueryError(f"format can be {', '.join(among)}; choose one of them")
    return among[wanted]


def write(facts: Iterable[Triple] | Iterable[Quad], ending: str, iris: Iris) -> bytes:
    """Return facts in the syntax of this ending."""
    if ending == "jsonld":
        return compacted(facts, context(iris), f"{iris.base}context.jsonld")
    return serialize(facts, format=_WRITTEN[ending], prefixes=iris.prefixes()) or b""
