"""A statement at its own IRI: as a nanopublication for programs, as a sentence with its quotes for people."""

from collections.abc import Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from api.web.html import address, render
from api.web.linked_data.asked import iris_of, licence_of, mapping_of, raw_path, store_of
from api.web.linked_data.replies import HTML, answered, signposts
from api.web.linked_data.replies import Link as Signpost
from api.web.linked_data.syntaxes import NAMES, QUADS, chosen, ending_of, write
from api.web.linked_data.views import Fact, Named, capacity_of, details_of, in_words, name_of_node, quote_view, spoken
from api.work.dumps import SOFTWARE
from graph.rdf.iris import LinkName, ValueName, digest
from graph.rdf.resource import nanopublication
from graph.store.surroundings import read_link, read_node, read_quotes, read_spans, read_states
from schema.declaration import Link
from schema.errors import NotFoundError
from schema.ids import kind_of
from schema.links import States
from schema.model import GRAPH_MODEL


def statement(request: Request) -> Response:
    """Answer for a statement; `?format=` says which syntax, where a browser cannot."""
    iris, store = iris_of(request), store_of(request)
    media = chosen(request, QUADS)
    name = iris.parse(raw_path(request).removeprefix("/"))
    if isinstance(name, LinkName):
        links: list[Link] = [read_link(store, name.key)]
    elif isinstance(name, ValueName):
        states = read_states(store, name.node, name.property)
        links = [link for link in states if digest(link.value) == name.digest]
    else:
        raise NotFoundError("this address names no statement; copy it whole")
    if not links:
        raise NotFoundError("nothing states this; check the address")
    passages = {p for link in links for p in (link.evidence or (link.source,)) if kind_of(p) == "passage"}
    quotes = sorted(read_quotes(store, passages).values(), key=lambda q: (q.document.id, q.passage.order))
    iri = iris.statement(links[0])
    signs = signposts(iri, _downloads(request), licence_of(request), ("AboutPage", "Claim"))
    if media != HTML:
        quads = nanopublication(links, quotes, mapping_of(request), licence_of(request), SOFTWARE)
        body = write(quads, ending_of(media, QUADS), iris)
        return answered(request, body, media, links=[Signpost(iri, "cite-as"), signs[-1]], vary=True)
    ends = {end for link in links for end in (link.source, link.target)} - passages
    spans = read_spans(store, passages, ends)
    views = [quote_view(q, spans.get(q.passage.id, ()), links[0].target) for q in quotes]
    shown = _said(request, links) | {"quotes": views, "iri": iri, "downloads": _downloads(request)}
    return answered(request, render("statement.html", **shown), HTML, links=signs, vary=True)


def _downloads(request: Request) -> list[dict[str, str]]:
    path = raw_path(request)
    return [{"href": f"{path}?format={e}", "media": media, "name": NAMES[e]} for e, media in QUADS.items()]


def _said(request: Request, links: Sequence[Link]) -> dict[str, Any]:
    """Return a statement as its page says it: a fact between two nodes, or a value of one."""
    store, link = store_of(request), links[0]
    target = Named(name_of_node(read_node(store, link.target)), address(link.target))
    if isinstance(link, States):
        meaning = GRAPH_MODEL.node(kind_of(link.target)).declared(link.property).spec.meaning
        said = f"The {in_words(link.property)} of {target.name} is {link.value}"
        value = {"property": in_words(link.property), "of": target, "value": link.value}
        return {"title": said, "fact": None, "meaning": meaning, **value}
    link_type = GRAPH_MODEL.link_type(link)
    source = Named(name_of_node(read_node(store, link.source)), address(link.source))
    said = link_type.said(capacity_of(link))
    fact = Fact(source, said, target, spoken(details_of(link)), (), 0, link)
    title = f"{source.name} {said} {target.name}"
    return {"title": title, "fact": fact, "meaning": link_type.meaning, "property": "", "of": target, "value": ""}
