"""What our data is said in: the ontology of our own terms, the JSON-LD context, and the shapes that the graph keeps."""

from functools import cache

import orjson
from pyoxigraph import NamedNode, RdfFormat, Triple, parse
from starlette.requests import Request
from starlette.responses import Response

from api.web.html import render
from api.web.linked_data.asked import iris_of, licence_of
from api.web.linked_data.replies import HTML, answered, signposts
from api.web.linked_data.syntaxes import JSON_LD, NAMES, TRIPLES, chosen, ending_of, write
from graph.rdf.context import context
from graph.rdf.iris import Iris
from graph.rdf.ontology import ontology
from graph.rdf.shapes import shapes


def json_ld_context(request: Request) -> Response:
    """Answer with the JSON-LD context."""
    body = orjson.dumps({"@context": context(iris_of(request))}, option=orjson.OPT_INDENT_2)
    return answered(request, body, JSON_LD)


def ontology_in_turtle(request: Request) -> Response:
    """Answer with the ontology at an address of its own."""
    return answered(request, _turtle(iris_of(request)), TRIPLES["ttl"])


def shapes_in_turtle(request: Request) -> Response:
    """Answer with the SHACL shapes."""
    return answered(request, _shapes(iris_of(request)), TRIPLES["ttl"])


def ontology_itself(request: Request) -> Response:
    """Answer at the ontology's IRI, of which our terms are fragments: as data, or as a page that has each of them as a heading."""
    iris = iris_of(request)
    media = chosen(request, TRIPLES)
    downloads = [{"href": f"/ontology?format={e}", "media": m, "name": NAMES[e]} for e, m in TRIPLES.items()]
    signs = signposts(iris.ontology, downloads, licence_of(request), ("AboutPage", "DefinedTermSet"))
    if media != HTML:
        ending = ending_of(media)
        body = _turtle(iris) if ending == "ttl" else write(_triples(iris), ending, iris)
        return answered(request, body, media, links=signs, vary=True)
    page = render("ontology.html", terms=_terms(iris), downloads=downloads)
    return answered(request, page, HTML, links=signs, vary=True)


@cache
def _turtle(iris: Iris) -> bytes:
    return ontology(iris)


@cache
def _shapes(iris: Iris) -> bytes:
    return shapes(iris)


def _triples(iris: Iris) -> list[Triple]:
    return [quad.triple for quad in parse(_turtle(iris), format=RdfFormat.TURTLE)]


@cache
def _terms(iris: Iris) -> list[dict[str, str]]:
    """Return our own terms, by name, with what they are called and mean."""
    label, meaning = (NamedNode(iris.expand(term)) for term in ("rdfs:label", "skos:definition"))
    found: dict[str, dict[str, str]] = {}
    for triple in _triples(iris):
        subject = triple.subject.value if isinstance(triple.subject, NamedNode) else ""
        name = subject.removeprefix(f"{iris.ontology}#")
        if name == subject:
            continue
        term = found.setdefault(name, {"name": name, "iri": subject, "label": name, "meaning": ""})
        for predicate, key in ((label, "label"), (meaning, "meaning")):
            if triple.predicate == predicate:
                term[key] = getattr(triple.object, "value", "")
    return [found[name] for name in sorted(found)]
