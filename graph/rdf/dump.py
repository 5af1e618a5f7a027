"""Writes the graph as RDF, in the terms that the declaration gives.

A node's IRI is `schema.vocabulary.BASE` and its id. A link is a triple of its own and, so that what it carries and which words
state it are not lost, an `rdf:Statement` with a stable IRI, its properties, and `prov:wasDerivedFrom` its passages. In TriG every
document has a named graph, whose IRI is the document's, with exactly what that document states.
"""

import hashlib
import io
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal as OneOf
from urllib.parse import quote

from rdflib import Dataset, Graph, Literal, Namespace, URIRef
from rdflib.namespace import RDF, XSD
from rdflib.plugins.serializers.trig import TrigSerializer

from schema.bundle import Bundle, Statements, key_of, merge
from schema.declaration import Link, Node
from schema.errors import ImagineError
from schema.model import GRAPH_MODEL, Property, Value, properties_of
from schema.vocabulary import BASE, NAMESPACES, expand

Format = OneOf["ttl", "trig", "nt"]
FORMATS: dict[Format, tuple[str, str]] = {
    "ttl": ("turtle", "text/turtle"),
    "trig": ("trig", "application/trig"),
    "nt": ("nt11", "application/n-triples"),
}
"""Serialiser and media type of each syntax, by the ending of its files."""

PROV = Namespace(NAMESPACES["prov"])
Triple = tuple[URIRef, URIRef, URIRef | Literal]


class _OrderedTrig(TrigSerializer):
    """Writes the named graphs in the order of their IRIs; rdflib's order changes from one run to the next."""

    def __init__(self, store: Dataset) -> None:
        super().__init__(store)
        self.contexts.sort(key=lambda graph: str(graph.identifier))


def iri(node_id: str) -> URIRef:
    """Return the IRI of a node."""
    return URIRef(BASE + quote(node_id, safe="/"))


def statement_iri(link: Link) -> URIRef:
    """Return the IRI of a link as a statement: the same for the same fact, on every machine."""
    return URIRef(
        f"{BASE}statement/{hashlib.sha256(json.dumps(key_of(link), ensure_ascii=False).encode()).hexdigest()[:24]}"
    )


def triples(facts: Statements) -> Iterator[Triple]:
    """Yield what the facts say in RDF, in one fixed order."""
    for node in facts.sorted_nodes():
        yield from _node_triples(node)
    for link in facts.sorted_links():
        yield from _link_triples(link)


def dump(bundles: Iterable[Bundle], syntax: Format) -> str:
    """Return the graph that the bundles state, written in a syntax; the same bundles give the same characters."""
    serializer, _ = FORMATS[syntax]
    if syntax == "trig":
        dataset = Dataset()
        _bind_prefixes(dataset)
        stated: dict[str, Statements] = {}
        for bundle in bundles:
            for document, statements in bundle.facts.by_document().items():
                stated.setdefault(document, Statements()).update(statements)
        for document, statements in sorted(stated.items()):
            _add_triples(dataset.graph(iri(document)), statements)
        stream = io.BytesIO()
        _OrderedTrig(dataset).serialize(stream, encoding="utf-8")
        return stream.getvalue().decode()
    graph = Graph()
    _bind_prefixes(graph)
    _add_triples(graph, merge(bundles))
    text = graph.serialize(format=serializer)
    return "".join(sorted(text.splitlines(keepends=True))) if syntax == "nt" else text


def write(bundles: Iterable[Bundle], syntax: str, out: Path) -> None:
    """Write a dump to a file, which appears whole or not at all. Raises ImagineError where it cannot be written."""
    known = next((s for s in FORMATS if s == syntax), None)
    if known is None:
        raise ImagineError(f"there is no export format {syntax!r}; choose one of {', '.join(FORMATS)}")
    part = out.with_name(out.name + ".part")
    try:
        part.write_text(dump(bundles, known), encoding="utf-8")
        part.replace(out)
    except OSError as e:
        raise ImagineError(
            f"{out} cannot be written ({e.strerror}); name a file in a folder that you may write to"
        ) from e
    finally:
        part.unlink(missing_ok=True)


def _node_triples(node: Node) -> Iterator[Triple]:
    node_type, subject = GRAPH_MODEL.node_type(node), iri(node.id)
    for term in node_type.terms:
        yield subject, RDF.type, URIRef(expand(term))
    values = properties_of(node)
    for p in node_type.properties:
        yield from ((subject, URIRef(expand(p.spec.term)), literal) for literal in _literals(p, values.get(p.name)))


def _link_triples(link: Link) -> Iterator[Triple]:
    link_type, source, target = GRAPH_MODEL.link_type(link), iri(link.source), iri(link.target)
    predicate = URIRef(expand(link_type.term))
    subject, object_ = (target, source) if link_type.inverse else (source, target)
    yield subject, predicate, object_
    if not (link_type.evidenced or link_type.properties):
        return
    statement = statement_iri(link)
    yield statement, RDF.type, RDF.Statement
    yield statement, RDF.subject, subject
    yield statement, RDF.predicate, predicate
    yield statement, RDF.object, object_
    values = properties_of(link)
    for p in link_type.properties:
        yield from ((statement, URIRef(expand(p.spec.term)), literal) for literal in _literals(p, values.get(p.name)))
    for passage in link.evidence:
        yield statement, PROV.wasDerivedFrom, iri(passage)


_DATES = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}
"""The datatype of an ISO 8601 date, by how much of it is printed."""


def _literals(p: Property, value: Value) -> Iterator[Literal]:
    for v in value if isinstance(value, tuple) else () if value is None else (value,):
        if isinstance(v, int):
            yield Literal(v, datatype=XSD.integer)
        else:
            yield Literal(v, datatype=_DATES[len(v)] if p.type == "date" else None)


def _add_triples(graph: Graph, facts: Statements) -> None:
    for triple in triples(facts):
        graph.add(triple)


def _bind_prefixes(graph: Graph) -> None:
    for prefix, namespace in NAMESPACES.items():
        graph.bind(prefix, namespace, override=True, replace=True)
