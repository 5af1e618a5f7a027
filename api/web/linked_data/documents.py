"""What is no node and has an IRI all the same: the graph of what a document states, its reading, schemes and their concepts."""

from urllib.parse import quote

from pyoxigraph import Triple
from starlette.requests import Request
from starlette.responses import Response

from api.web.html import address, render
from api.web.linked_data.asked import checked_id, iris_of, mapping_of, raw_path, store_of
from api.web.linked_data.nodes import data_address, dump_address
from api.web.linked_data.replies import HTML, Link, answered, see_other
from api.web.linked_data.syntaxes import NAMES, QUADS, TRIPLES, chosen, ending_of, write
from graph.rdf.iris import ConceptName
from graph.store.concepts import bearers, labels, members, places
from graph.store.surroundings import read_node
from schema.errors import NotFoundError
from schema.nodes import Document
from schema.vocabulary import SCHEMES


def named_graph(request: Request) -> Response:
    """Answer for the graph of what a document states: 303 to its dump, or to the document's page."""
    document = _document(request)
    media = chosen(request, QUADS)
    if media == HTML:
        return see_other(address(document))
    return see_other(dump_address(document, ending_of(media, QUADS)))


def run(request: Request) -> Response:
    """Answer for the reading of a document: 303 to what describes the document, which tells of it."""
    document = _document(request)
    media = chosen(request, TRIPLES)
    return see_other(address(document) if media == HTML else data_address(document, ending_of(media)))


def concept(request: Request) -> Response:
    """Answer for a scheme and its concepts, or for a concept that is known by its label and what bears it."""
    iris = iris_of(request)
    media = chosen(request, TRIPLES)
    path = raw_path(request)
    name = iris.parse(path.removeprefix("/"))
    if not isinstance(name, ConceptName) or name.scheme not in SCHEMES:
        raise NotFoundError(f"there is no such scheme; there are {', '.join(SCHEMES)}")
    if name.label is None:
        iri, title, kind = iris.scheme(name.scheme), SCHEMES[name.scheme][0], "scheme"
        nodes = members(store_of(request), name.scheme)
        known = labels(store_of(request), name.scheme)
        entries = [{"href": f"{path}/{quote(label, safe='')}", "name": label} for label in known]
    else:
        iri, title, kind = iris.concept(name.scheme, name.label), name.label, SCHEMES[name.scheme][0]
        nodes, known, entries = bearers(store_of(request), name.scheme, name.label), [name.label], []
        if not nodes:
            raise NotFoundError("nothing in the graph bears this; check the address")
    if media != HTML:
        body = write(
            _described(request, name.scheme, known, [n.id for n in nodes] if kind == "scheme" else []),
            ending_of(media),
            iris,
        )
        return answered(request, body, media, links=[Link(iri, "cite-as")], vary=True)
    entries += [{"href": address(n.id), "name": n.name or n.id} for n in nodes]
    downloads = [{"href": f"{path}?format={e}", "media": m, "name": NAMES[e]} for e, m in TRIPLES.items()]
    page = render("concept.html", title=title, kind=kind, iri=iri, entries=entries, downloads=downloads)
    return answered(request, page, HTML, vary=True)


def _described(request: Request, scheme: str, known: list[str], nodes: list[str]) -> list[Triple]:
    mapping = mapping_of(request)
    triples = [t for i in nodes for t in mapping.node(read_node(store_of(request), i))]
    for place in places(scheme)[:1]:
        for label in known:
            mapping.term(place.property, label)
    return [*triples, *mapping.concepts(scheme)]


def _document(request: Request) -> str:
    node = read_node(store_of(request), checked_id(request.path_params["node"]))
    if not isinstance(node, Document):
        raise NotFoundError("only documents have this; check the address")
    return node.id
