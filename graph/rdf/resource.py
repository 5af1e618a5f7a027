"""Describes one resource: a node with all that is known of it, or one statement as a nanopublication that can be cited."""

from collections.abc import Iterable, Iterator, Sequence

from pyoxigraph import Literal, NamedNode, Quad, Triple

from graph.rdf.mapping import Mapping
from graph.store.surroundings import Quote, Surroundings
from schema.declaration import Link
from schema.links import In, States
from schema.model import GRAPH_MODEL

_NP = "http://www.nanopub.org/nschema#"


def describe(found: Surroundings, mapping: Mapping) -> list[Triple]:
    """Return all that the graph says of a node, each triple once: its values, its links both ways with the passages that state
    them, and what its neighbours are called."""
    stated = [link for link in found.sources if isinstance(link, States) and link.target == found.node.id]
    others = [link for link in found.sources if not (isinstance(link, States) and link.target == found.node.id)]
    triples = [*mapping.node(found.node, stated), *mapping.links((*found.facts, *others, *found.structure))]
    label = NamedNode(mapping.iris.expand("rdfs:label"))
    kind = NamedNode(mapping.iris.expand("rdf:type"))
    for neighbour in found.neighbours.values():
        subject = NamedNode(mapping.iris.node(neighbour.id))
        triples += (
            Triple(subject, kind, NamedNode(mapping.iris.expand(term)))
            for term in GRAPH_MODEL.node(neighbour.label).terms
        )
        triples.append(Triple(subject, label, Literal(neighbour.name)))
    triples += _passages(found.quotes.values(), mapping)
    return list(dict.fromkeys([*triples, *mapping.concepts()]))


def nanopublication(
    links: Sequence[Link], quotes: Iterable[Quote], mapping: Mapping, licence: str, software: str
) -> list[Quad]:
    """Return a statement as a nanopublication (https://nanopub.net/guidelines/working_draft/): head, assertion, provenance, and
    publication information, each a named graph below the statement's own IRI.

    `links`: the link, or all `States` links of the value; `quotes`: the passages that state it; `licence`: an address;
    `software`: what made it, with its version.
    """
    iri = mapping.iris.statement(links[0])
    np = NamedNode(iri)
    head, assertion, provenance, publication = (
        NamedNode(f"{iri}#{part}") for part in ("head", "assertion", "provenance", "pubinfo")
    )
    term = mapping.iris.expand
    known = list(quotes)
    passages = sorted({q.passage.id for q in known})
    quads = [
        Quad(np, NamedNode(term("rdf:type")), NamedNode(f"{_NP}Nanopublication"), head),
        Quad(np, NamedNode(f"{_NP}hasAssertion"), assertion, head),
        Quad(np, NamedNode(f"{_NP}hasProvenance"), provenance, head),
        Quad(np, NamedNode(f"{_NP}hasPublicationInfo"), publication, head),
    ]
    quads += (_in_graph(t, assertion) for link in links for t in mapping.link(link))
    quads += (_in_graph(t, assertion) for t in mapping.concepts())
    derived = NamedNode(term("prov:wasDerivedFrom"))
    quads += (Quad(assertion, derived, NamedNode(mapping.iris.node(p)), provenance) for p in passages)
    quads += (_in_graph(t, provenance) for t in (*_passages(known, mapping), *mapping.concepts()))
    quads.append(Quad(np, NamedNode(term("dcterms:license")), NamedNode(licence), publication))
    runs = sorted({mapping.iris.run(q.document.id) for q in known})
    quads += (Quad(np, NamedNode(term("prov:wasGeneratedBy")), NamedNode(run), publication) for run in runs)
    quads.append(Quad(np, NamedNode(term("dc:creator")), Literal(software), publication))
    return list(dict.fromkeys(quads))


def _passages(quotes: Iterable[Quote], mapping: Mapping) -> Iterator[Triple]:
    """Yield what passages are, in which documents they are, and what these are."""
    known = sorted(quotes, key=lambda q: q.passage.id)
    for quote in known:
        yield from mapping.node(quote.passage)
        yield from mapping.link(In(source=quote.passage.id, target=quote.document.id))
    for document in {q.document.id: q.document for q in known}.values():
        yield from mapping.node(document)


def _in_graph(triple: Triple, graph: NamedNode) -> Quad:
    return Quad(triple.subject, triple.predicate, triple.object, graph)
