"""The syntaxes of RDF, in one table: what they are called, and whether they can tell which document states what."""

from dataclasses import dataclass

from pyoxigraph import RdfFormat

from schema.errors import QueryError


@dataclass(frozen=True, slots=True)
class Syntax:
    """One way of writing RDF."""

    name: str
    """What the command line calls it."""
    ending: str
    """Of its files, without the dot."""
    title: str
    media_type: str
    datasets: bool
    """Whether it holds named graphs, one for each document, or the merged graph alone."""
    triple_terms: bool
    """Whether RDF 1.2 can be written in it."""
    written: RdfFormat
    """What pyoxigraph calls it."""


SYNTAXES = {
    s.name: s
    for s in (
        Syntax("nt", "nt", "N-Triples", "application/n-triples", False, True, RdfFormat.N_TRIPLES),
        Syntax("nq", "nq", "N-Quads", "application/n-quads", True, True, RdfFormat.N_QUADS),
        Syntax("ttl", "ttl", "Turtle", "text/turtle", False, True, RdfFormat.TURTLE),
        Syntax("trig", "trig", "TriG", "application/trig", True, True, RdfFormat.TRIG),
        Syntax("jsonld", "jsonld", "JSON-LD", "application/ld+json", True, False, RdfFormat.JSON_LD),
        Syntax("rdfxml", "rdf", "RDF/XML", "application/rdf+xml", False, False, RdfFormat.RDF_XML),
    )
}
"""Every syntax, by its name."""


def check_version(syntax: Syntax, version: str) -> None:
    """Raise QueryError where a version of RDF cannot be written in a syntax."""
    if version == "1.2" and not syntax.triple_terms:
        able = ", ".join(s.name for s in SYNTAXES.values() if s.triple_terms)
        raise QueryError(f"{syntax.title} has no RDF 1.2 yet; choose one of {able}, or version 1.1")
