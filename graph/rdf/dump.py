"""Writes the graph as RDF: the merged graph, or one named graph for each document with exactly what that document states."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal as OneOf

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, serialize

from graph.rdf.iris import Iris
from graph.rdf.mapping import Mapping
from schema.bundle import Bundle, Statements, merge
from schema.errors import ImagineError

Format = OneOf["ttl", "trig", "nt"]
FORMATS: dict[Format, tuple[str, str]] = {
    "ttl": ("turtle", "text/turtle"),
    "trig": ("trig", "application/trig"),
    "nt": ("nt11", "application/n-triples"),
}
"""rdflib's name and media type of each syntax, by the ending of its files."""

_WRITTEN = {"ttl": RdfFormat.TURTLE, "trig": RdfFormat.TRIG, "nt": RdfFormat.N_TRIPLES}
_BASE = "http://127.0.0.1:8000/"


def dump(bundles: Iterable[Bundle], syntax: Format, base: str = _BASE) -> str:
    """Return the graph that the bundles state, written in a syntax; the same bundles give the same characters."""
    iris = Iris(base)
    facts: Iterator[Triple] | Iterator[Quad]
    facts = _quads(bundles, iris) if syntax == "trig" else Mapping(iris).statements(merge(bundles))
    return (serialize(facts, format=_WRITTEN[syntax], prefixes=iris.prefixes()) or b"").decode()


def write(bundles: Iterable[Bundle], syntax: str, out: Path, base: str = _BASE) -> None:
    """Write a dump to a file, which appears whole or not at all. Raises ImagineError where it cannot be written."""
    known = next((s for s in FORMATS if s == syntax), None)
    if known is None:
        raise ImagineError(f"there is no export format {syntax!r}; choose one of {', '.join(FORMATS)}")
    part = out.with_name(out.name + ".part")
    try:
        part.write_text(dump(bundles, known, base), encoding="utf-8")
        part.replace(out)
    except OSError as e:
        raise ImagineError(
            f"{out} cannot be written ({e.strerror}); name a file in a folder that you may write to"
        ) from e
    finally:
        part.unlink(missing_ok=True)


def _quads(bundles: Iterable[Bundle], iris: Iris) -> Iterator[Quad]:
    stated: dict[str, Statements] = {}
    for bundle in bundles:
        for document, statements in bundle.facts.by_document().items():
            stated.setdefault(document, Statements()).update(statements)
    for document, statements in sorted(stated.items()):
        graph = NamedNode(iris.graph(document))
        for triple in Mapping(iris).statements(statements):
            yield Quad(triple.subject, triple.predicate, triple.object, graph)
