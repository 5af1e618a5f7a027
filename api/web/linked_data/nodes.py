"""A node at its three addresses: its IRI, which cannot be sent and leads on; its data; its page.

`/id/...` answers 303 by what is accepted, or `?format=` chooses (https://www.w3.org/TR/cooluris/); `/data/...` has one address
for each syntax.
"""

from dataclasses import replace
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from api.web.accept import best
from api.web.html import address, graphiql_address, render
from api.web.linked_data.asked import checked_id, iris_of, licence_of, mapping_of, store_of
from api.web.linked_data.questions import in_cypher, in_graphql
from api.web.linked_data.replies import HTML, Link, answered, see_other, signposts
from api.web.linked_data.schema_org import class_of, structured
from api.web.linked_data.syntaxes import NAMES, QUADS, TRIPLES, chosen, ending_of, write
from api.web.linked_data.tree import as_tree
from api.web.linked_data.views import MOST_SHOWN, NodeView, anchor, marked, node_view
from graph.rdf.resource import describe
from graph.store.surroundings import (
    Surroundings,
    read_node,
    read_printed,
    read_spans,
    read_surroundings,
    read_text,
)
from schema.errors import NotFoundError
from schema.links import Addresses
from schema.model import GRAPH_MODEL
from schema.nodes import Document

MOST_DESCRIBED = 20_000
"""How many links of one node its data holds; whoever wants more, of a topic of a million challenges, takes a dump."""


def identifier(request: Request) -> Response:
    """Answer for a node itself."""
    node_id = checked_id(request.path_params["node"])
    media = chosen(request, TRIPLES)
    read_node(store_of(request), node_id)
    return see_other(address(node_id) if media == HTML else data_address(node_id, ending_of(media)))


def data(request: Request) -> Response:
    """Answer with a node's description in the syntax that the address ends in."""
    text, _, ending = request.path_params["node"].rpartition(".")
    if ending not in TRIPLES:
        raise NotFoundError(f"the address of data ends in {', '.join('.' + e for e in TRIPLES)}; choose one of them")
    found = read_surroundings(store_of(request), checked_id(text), most=MOST_DESCRIBED, structure=True)
    body = write(describe(found, mapping_of(request)), ending, iris_of(request))
    about = found.node.id
    links = [
        Link(iris_of(request).node(about), "cite-as"),
        Link(address(about), "describes", HTML),
        Link(_licence(request, found), "license"),
    ]
    return answered(request, body, TRIPLES[ending], links=links)


def page(request: Request) -> Response:
    """Answer with a node's page: what it is, its ties in sentences, and the words that say so."""
    node_id = checked_id(request.scope["path"].removeprefix("/"))
    if "format" in request.query_params:
        return see_other(data_address(node_id, ending_of(chosen(request, TRIPLES))))
    best(request.headers, (HTML,))
    found = read_surroundings(store_of(request), node_id, most=MOST_SHOWN)
    question = in_graphql(found)
    shown: dict[str, Any] = {
        "view": _arranged(request, node_view(found)),
        "graphql": question,
        "graphiql": graphiql_address(question),
        "cypher": in_cypher(node_id, GRAPH_MODEL.node_type(found.node).label),
        "iri": iris_of(request).node(node_id),
        "downloads": downloads(node_id),
        "structured": structured(found, iris_of(request)),
    }
    if isinstance(found.node, Document):
        body = render("document.html", text=_text(request, node_id), **shown)
    else:
        body = render("node.html", **shown)
    classes = ("AboutPage", class_of(GRAPH_MODEL.node_type(found.node)))
    signs = signposts(shown["iri"], shown["downloads"], _licence(request, found), classes)
    if isinstance(found.node, Document):
        signs += [Link(dump_address(node_id, e), "item", media) for e, media in QUADS.items()]
    return answered(request, body, HTML, links=signs, vary=True)


def _arranged(request: Request, view: NodeView) -> NodeView:
    """Return what a page shows, the ideas of a challenge as they are printed: parts below what they are parts of."""
    if view.label != "Challenge":
        return view
    groups = []
    for heading, facts in view.groups:
        ideas = [fact.link.source for fact in facts if isinstance(fact.link, Addresses)]
        groups.append((heading, as_tree(facts, *read_printed(store_of(request), ideas)) if ideas else facts))
    return replace(view, groups=tuple(groups))


def data_address(node_id: str, ending: str) -> str:
    """Return the path of a node's data."""
    return f"/data{address(node_id)}.{ending}"


def dump_address(document: str, ending: str) -> str:
    """Return the path of the dump of what a document states."""
    return f"/export/graph.{ending}?document={quote(document, safe='')}"


def downloads(node_id: str) -> list[dict[str, str]]:
    """Return the forms in which a node's data is there."""
    return [{"href": data_address(node_id, e), "media": media, "name": NAMES[e]} for e, media in TRIPLES.items()]


def _licence(request: Request, found: Surroundings) -> str:
    """Return the licence of what is shown: a document's own, where it has one that is an address."""
    own = getattr(found.node, "licence", None) or ""
    return own if own.startswith(("https://", "http://")) else licence_of(request)


def _text(request: Request, document: str) -> list[dict[str, Any]]:
    """Return a document's passages, with what the address asks to be marked: a passage, or the mentions of a node in it."""
    store = store_of(request)
    wanted, of = request.query_params.get("passage", ""), request.query_params.get("of", "")
    passages = read_text(store, document)
    spans = read_spans(store, [wanted], [of]).get(wanted, []) if wanted and of else []
    headings = {p.heading for p in passages}
    return [
        {
            "anchor": anchor(p.id),
            "is_heading": p.text in headings,
            "segments": marked(p, (spans or [(p.start, p.end)]) if p.id == wanted else ()),
        }
        for p in passages
    ]
