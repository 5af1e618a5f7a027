"""Every IRI opens: as data in the syntax that is accepted, as a page for people, with a reason where there is nothing."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import httpx
import judges
import pytest
from linked_data_graph import ADA, ALDER, BEN, BIRCH, FAIR, HOMES, MARKUP, ONE, TWO, library
from nanopub import Nanopub, NanopubConf
from rdflib import Dataset, Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCTERMS, PROV, RDF
from serving import Start, running
from signposting import find_signposting_http, find_signposting_http_link

from api.gql.options import Options
from graph.connection import Connection
from graph.rdf.iris import Iris
from graph.store.store import Store
from schema.bundle import merge
from schema.model import GRAPH_MODEL

BROWSER = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
SYNTAXES = {"ttl": "turtle", "nt": "nt11", "rdf": "xml", "jsonld": "json-ld"}
FACTS = merge(library())


@pytest.fixture(scope="module")
def filled(neo4j_server: Connection) -> Connection:
    """The session's Neo4j, with two small documents."""
    with Store(neo4j_server) as store:
        store.prepare()
        store.clear()
        for bundle in library():
            store.load(bundle)
    return neo4j_server


@pytest.fixture
def store(filled: Connection) -> Iterator[Store]:
    """The store behind the service."""
    with Store(filled) as opened:
        yield opened


@pytest.fixture(scope="module")
def iris(service: httpx.Client) -> Iris:
    """The IRIs of the served graph."""
    return Iris(f"http://127.0.0.1:{service.base_url.port}/")


def texts_of(page: str) -> str:
    """The words of a page as a person sees them."""
    seen: list[str] = []

    class Reader(HTMLParser):
        hidden = False

        def handle_starttag(self, tag: str, _: object) -> None:
            self.hidden = tag in ("script", "style")

        def handle_endtag(self, _: str) -> None:
            self.hidden = False

        def handle_data(self, data: str) -> None:
            if not self.hidden:
                seen.append(data)

    Reader(convert_charrefs=True).feed(page)
    return " ".join(" ".join(seen).split())


def graph_of(response: httpx.Response, syntax: str) -> Graph:
    text = response.text
    if syntax == "json-ld":
        text = json.dumps(json.loads(text) | {"@context": context_of(response)})
    return Graph().parse(data=text, format=syntax)


def context_of(response: httpx.Response) -> object:
    return httpx.get(json.loads(response.text)["@context"]).json()["@context"]


@pytest.mark.parametrize(
    ("accept", "target"),
    [
        ("*/*", f"/data/{ADA}.ttl"),
        ("text/turtle", f"/data/{ADA}.ttl"),
        ("application/ld+json", f"/data/{ADA}.jsonld"),
        ("application/n-triples", f"/data/{ADA}.nt"),
        ("application/rdf+xml", f"/data/{ADA}.rdf"),
        (BROWSER["accept"], f"/{ADA}"),
        ("text/html;q=0.4, application/rdf+xml;q=0.5", f"/data/{ADA}.rdf"),
        ("text/turtle;q=0.1, text/*;q=0.2", f"/{ADA}"),
    ],
)
def test_a_node_leads_to_what_describes_it(service: httpx.Client, accept: str, target: str) -> None:
    response = service.get(f"/id/{ADA}", headers={"accept": accept})
    assert (response.status_code, response.headers["location"], response.headers["vary"]) == (303, target, "accept")
    found = service.get(target, headers={"accept": accept})
    assert found.status_code == 200


@pytest.mark.parametrize(
    ("path", "form", "target"),
    [
        (f"/id/{ADA}", "ttl", f"/data/{ADA}.ttl"),
        (f"/{ADA}", "jsonld", f"/data/{ADA}.jsonld"),
        (f"/run/{ONE}", "nt", f"/data/{ONE}.nt"),
        (f"/graph/{ONE}", "nq", f"/export/graph.nq?document={quote(ONE, safe='')}"),
    ],
)
def test_an_address_chooses_a_form_where_a_browser_cannot(
    service: httpx.Client, path: str, form: str, target: str
) -> None:
    response = service.get(path, params={"format": form}, headers=BROWSER)
    assert (response.status_code, response.headers["location"]) == (303, target)
    refused = service.get(path, params={"format": "xyz"}, headers=BROWSER)
    assert refused.status_code == 400
    assert form in refused.text


@pytest.mark.parametrize("node", sorted(FACTS.nodes))
def test_every_syntax_says_the_same(service: httpx.Client, iris: Iris, node: str) -> None:
    graphs = []
    for ending, syntax in SYNTAXES.items():
        response = service.get(f"/data/{node}.{ending}")
        assert response.status_code == 200
        graphs.append(graph_of(response, syntax))
        assert URIRef(iris.node(node)) in set(graphs[-1].subjects())
    assert all(isomorphic(graphs[0], g) for g in graphs[1:])
    assert service.get(f"/data/{node}.ttl").content == service.get(f"/data/{node}.ttl").content


def test_the_data_has_every_fact_with_its_quote(service: httpx.Client, iris: Iris) -> None:
    graph = graph_of(service.get(f"/data/{ADA}.ttl"), "turtle")
    for link in FACTS.links.values():
        if ADA in (link.source, link.target) and GRAPH_MODEL.link_type(link).evidenced:
            statement = URIRef(iris.statement(link))
            assert {str(p) for p in graph.objects(statement, PROV.wasDerivedFrom)} == set(map(iris.node, link.evidence))
            for passage in link.evidence:
                quote_selector = URIRef(f"{iris.node(passage)}#quote")
                assert (quote_selector, None, Literal(FACTS.nodes[passage].text)) in graph  # type: ignore[attr-defined]


def test_from_a_document_all_its_passages_can_be_reached(service: httpx.Client, iris: Iris) -> None:
    graph = graph_of(service.get(f"/data/{ONE}.nt"), "nt11")
    inside = {str(p) for p in graph.subjects(DCTERMS.isPartOf, URIRef(iris.node(ONE)))}
    assert inside == {iris.node(v.source) for v in FACTS.links.values() if v.type == "IN" and v.target == ONE}
    [follows] = [v for v in FACTS.links.values() if v.type == "NEXT"]
    passage = graph_of(service.get(f"/data/{follows.target}.nt"), "nt11")
    assert (URIRef(iris.node(follows.source)), None, URIRef(iris.node(follows.target))) in passage


@pytest.mark.parametrize("node", sorted(FACTS.nodes))
def test_every_node_has_a_page_whose_links_lead_somewhere(service: httpx.Client, iris: Iris, node: str) -> None:
    page = service.get(f"/{node}", headers=BROWSER)
    assert page.status_code == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "unsafe" not in page.headers["content-security-policy"]
    assert "default-src 'none'" in page.headers["content-security-policy"]
    for href in set(re.findall(r'href="(/[^"]*)"', page.text)):
        assert service.get(href.replace("&amp;", "&"), headers=BROWSER).status_code == 200, href
    assert iris.node(node) in page.text


def test_a_page_says_what_is_so_and_which_words_say_it(service: httpx.Client) -> None:
    seen = texts_of(service.get(f"/{ADA}", headers=BROWSER).text)
    assert f"Ada North works for {MARKUP} (Chair, Care & <b>Homes</b>)" in seen
    assert "Ada North owns Homes" in seen
    assert "Ada North spoke at Fair 2024 (opening address)" in seen
    backers = texts_of(service.get(f"/{HOMES}", headers=BROWSER).text)
    assert "Owners: people" in backers, "people and bodies stand apart, and are told to"
    assert "Owners or supporters: organisations" in backers
    assert f"{MARKUP} owns or supports Homes (table 2)" in backers, "which of the two is not said where it is not known"
    assert "(report, 2024)" in backers, "of which year a source is stands beside its title"
    page = service.get(f"/{ADA}", headers=BROWSER).text
    assert "<mark>Ada North</mark> and Ben South of Birch" in page
    href = next(h for h in re.findall(r'href="([^"]*passage=[^"]*)"', page) if TWO in h).replace("&amp;", "&")
    document = service.get(href, headers=BROWSER).text
    anchor = urlsplit(href).fragment
    assert re.search(rf'id="{re.escape(anchor)}">(?:(?!</p>).)*<mark>Ada North</mark>', document)
    assert document.count("<mark>") == 1
    passage = href.split("passage=")[1].split("&")[0]
    whole = service.get(f"/{TWO}", params={"passage": passage}, headers=BROWSER).text
    assert "<mark>Ada North and Ben South of Birch opened the Fair.</mark>" in whole


OUR_SCRIPTS = re.compile(r'<script type="(?:application/ld\+json"|module" src="/static/[\w.]+\?v=\w+")>')
"""The description for machines, and the page's own script."""


@pytest.mark.parametrize("path", [f"/{ALDER}", f"/{ADA}", f"/{ONE}", f"/statement/{ADA}/WORKS_FOR/{ALDER}"])
def test_names_with_markup_stay_text(service: httpx.Client, path: str) -> None:
    page = service.get(path, headers=BROWSER).text
    assert MARKUP in texts_of(page)
    assert MARKUP not in page
    assert "<b>Homes" not in page
    scripts = re.findall(r"<script[^>]*>", page)
    assert len(scripts) == page.count("</script>")
    assert [s for s in scripts if not OUR_SCRIPTS.fullmatch(s)] == []


def test_search_engines_are_told_in_schema_org(service: httpx.Client, iris: Iris) -> None:
    def told(node: str) -> dict[str, Any]:
        page = service.get(f"/{node}", headers=BROWSER).text
        [block] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
        said: dict[str, Any] = json.loads(block)
        return said

    body, event = told(ALDER), told(FAIR)
    assert (body["@context"], body["@id"], body["@type"]) == ("https://schema.org", iris.node(ALDER), "Organization")
    assert body["name"] == MARKUP
    assert {p["performer"]["name"] for p in event["performer"]} == {"Ada North", "Ben South"}
    assert event["startDate"] == "2024-07"


@pytest.mark.parametrize(
    ("path", "data"),
    [
        (f"/{ADA}", f"/data/{ADA}.ttl"),
        (f"/{ONE}", f"/data/{ONE}.jsonld"),
        (f"/statement/{ADA}/OWNS/{HOMES}", f"/statement/{ADA}/OWNS/{HOMES}?format=trig"),
    ],
)
def test_signposts_are_found(service: httpx.Client, iris: Iris, path: str, data: str) -> None:
    address = f"{service.base_url}{path}"
    assert find_signposting_http(f"{service.base_url}{data}").citeAs is not None
    page = service.get(path, headers=BROWSER)
    signs = find_signposting_http_link([page.headers["link"]], address)
    assert signs.citeAs is not None
    assert signs.citeAs.target.startswith(iris.base)
    assert signs.license is not None
    assert signs.license.target == "https://creativecommons.org/licenses/by/4.0/"
    assert {str(t.target) for t in signs.types} >= {"https://schema.org/AboutPage"}
    kinds = {str(s.type) for s in signs.describedBy}
    assert "application/ld+json" in kinds
    assert all(httpx.get(str(s.target)).status_code == 200 for s in (*signs.describedBy, *signs.items))
    assert bool(signs.items) == (path == f"/{ONE}")


def test_a_representation_that_is_known_is_not_sent_again(service: httpx.Client) -> None:
    for path in (f"/data/{ADA}.ttl", f"/{ADA}", f"/statement/{ADA}/OWNS/{HOMES}"):
        first = service.get(path, headers=BROWSER)
        for tag in (first.headers["etag"], f'"x", W/{first.headers["etag"]}', "*"):
            again = service.get(path, headers=BROWSER | {"if-none-match": tag})
            assert (again.status_code, again.content) == (304, b"")
            assert again.headers["etag"] == first.headers["etag"]
        assert service.get(path, headers=BROWSER | {"if-none-match": '"x"'}).status_code == 200


OF_ITS_OWN = ("date", "x-request-id")
"""Headers that no two answers share."""
ADDRESSES = (
    f"/id/{ADA}",
    f"/data/{ADA}.ttl",
    f"/{ADA}",
    f"/statement/{ADA}/OWNS/{HOMES}",
    f"/graph/{ONE}",
    f"/run/{ONE}",
    "/scheme/role",
)


@pytest.mark.parametrize("path", ADDRESSES)
@pytest.mark.parametrize("options", [Options(), Options(origins=("https://example.org",))], ids=["one", "others"])
def test_everybody_may_read_from_everywhere(start: Start, options: Options, path: str) -> None:
    client = start(options)
    asks = {"origin": "https://elsewhere.example", "access-control-request-method": "GET"}
    preflight = client.options(path, headers=asks)
    assert (preflight.status_code, preflight.content) == (204, b"")
    assert preflight.headers["allow"] == preflight.headers["access-control-allow-methods"] == "GET, HEAD, OPTIONS"
    for response in (preflight, client.get(path, headers=asks), client.head(path), client.get("/id/person/nobody")):
        assert response.headers.get_list("access-control-allow-origin") == ["*"]
    head, got = client.head(path), client.get(path)
    assert head.status_code == got.status_code
    assert head.content == b""
    assert {k: v for k, v in head.headers.items() if k not in OF_ITS_OWN} == {
        k: v for k, v in got.headers.items() if k not in OF_ITS_OWN
    }
    assert client.post(path).status_code == 405


@pytest.mark.parametrize("path", [f"/id/{ADA}", f"/{ADA}", f"/statement/{ADA}/OWNS/{HOMES}", f"/run/{ONE}"])
def test_a_form_that_there_is_not(service: httpx.Client, path: str) -> None:
    refused = service.get(path, headers={"accept": "image/png"})
    assert refused.status_code == 406
    assert "text/html" in refused.text
    malformed = service.get(path, headers={"accept": "text/html;q=lots"})
    assert (malformed.status_code, malformed.text.count("\n")) == (400, 1)
    assert "Accept" in malformed.text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/id/person/nobody", 404),
        ("/id/nothing/x", 404),
        ("/id/person", 400),
        ("/id/", 400),
        ("/id/person/a%20b", 400),
        ("/id/person/%22%27%3B", 400),
        ("/id/person/..%2f..%2fetc%2fpasswd", 400),
        ("/id/person/%2e%2e/x", 400),
        ("/id/person//x", 400),
        ("/id/person/x/", 400),
        ("/id/person/a%00b", 400),
        ("/id/person/" + "a" * 2000, 400),
        ("/id/person/%3Cscript%3E", 400),
        ("/id/person/%ff", 400),
        ("/id/person/a%60b", 400),
        (f"/data/{ADA}", 404),
        (f"/data/{ADA}.pdf", 404),
        ("/data/.ttl", 400),
        ("/data/person/nobody.ttl", 404),
        ("/person/nobody", 404),
        ("/person/a%20b", 400),
        (f"/statement/{ADA}", 404),
        (f"/statement/{ADA}/OWNS", 404),
        (f"/statement/{ADA}/OWNS/{FAIR}", 404),
        (f"/statement/{ADA}/OWNS/{HOMES};as=x", 404),
        (f"/statement/{ADA}/STATES/{HOMES}", 404),
        (f"/statement/{ADA}/name/000000000000", 404),
        (f"/statement/{ADA}/nothing/000000000000", 404),
        (f"/statement/{ADA}/OWNS/{HOMES}%00", 400),
        ("/statement/" + "a/" * 5000, 400),
        (f"/statement/{ADA}/OWNS/{HOMES}?format=pdf", 400),
        (f"/graph/{ADA}", 404),
        ("/graph/document/nothing", 404),
        ("/run/document/nothing", 404),
        ("/scheme/nothing", 404),
        ("/scheme/role/Nobody", 404),
        ("/scheme/role/%ff", 404),
    ],
)
def test_an_address_that_leads_nowhere_says_why(service: httpx.Client, path: str, status: int) -> None:
    for headers in ({}, BROWSER):
        raw = httpx.Request("GET", str(service.base_url), headers=headers)
        raw.url = raw.url.copy_with(raw_path=path.encode())
        response = service.send(raw)
        assert response.status_code == status
        if not headers:
            assert response.headers["content-type"] == "text/plain; charset=utf-8"
            assert response.text.count("\n") == 1 and len(response.text) < 300
        seen = response.text.lower()
        assert not any(word in seen for word in ("cypher", "neo4j", "traceback", "match (", "<script>", "/work", ".py"))


def test_every_statement_opens_as_a_nanopublication(service: httpx.Client, iris: Iris) -> None:
    for link in FACTS.links.values():
        if link.type in ("IN", "NEXT"):
            continue
        iri = iris.statement(link)
        path = iri.removeprefix(iris.base)
        page = service.get(f"/{path}", headers=BROWSER)
        assert page.status_code == 200, path
        if link.evidence:
            quoted = texts_of(page.text)
            assert all(" ".join(FACTS.nodes[p].text.split()) in quoted for p in link.evidence)  # type: ignore[attr-defined]
        dataset = Dataset().parse(data=service.get(f"/{path}").text, format="trig")
        np = URIRef(iri)
        parts = {str(g.identifier): g for g in dataset.graphs() if len(g)}
        assert set(parts) == {f"{iri}#{part}" for part in ("head", "assertion", "provenance", "pubinfo")}
        assert (np, RDF.type, URIRef("http://www.nanopub.org/nschema#Nanopublication")) in parts[f"{iri}#head"]
        assert (URIRef(f"{iri}#assertion"), PROV.wasDerivedFrom, None) in parts[f"{iri}#provenance"]
        assert (np, None, None) in parts[f"{iri}#pubinfo"]
        assert len(parts[f"{iri}#assertion"])
        assert Nanopub(rdf=dataset, conf=NanopubConf()).is_valid


def test_a_nanopublication_says_the_same_in_every_syntax(service: httpx.Client) -> None:
    path = f"/statement/{ADA}/SPOKE_AT/{FAIR};as=opening%20address"
    found = []
    for accept, syntax in (
        ("application/trig", "trig"),
        ("application/n-quads", "nquads"),
        ("application/ld+json", ""),
    ):
        response = service.get(path, headers={"accept": accept})
        assert response.headers["content-type"].startswith(accept)
        text = response.text
        if not syntax:
            text = json.dumps(json.loads(text) | {"@context": context_of(response)})
        dataset = Dataset().parse(data=text, format=syntax or "json-ld")
        found.append({(s, p, o, str(g)) for s, p, o, g in dataset.quads()})
    assert found[0] == found[1] == found[2]


def test_foreign_judges_find_nothing(service: httpx.Client, iris: Iris, tmp_path: Path) -> None:
    files = []
    addresses = [(f"/data/{node}.{ending}", ending) for node in FACTS.nodes for ending in SYNTAXES]
    addresses += [("/ontology.ttl", "ttl"), ("/shapes.ttl", "ttl"), ("/scheme/role?format=rdf", "rdf")]
    for link in FACTS.links.values():
        if link.type not in ("IN", "NEXT"):
            path = "/" + iris.statement(link).removeprefix(iris.base)
            addresses += [(f"{path}?format={ending}", ending) for ending in ("trig", "nq", "jsonld")]
    for number, (address, ending) in enumerate(addresses):
        files.append(tmp_path / f"{number}.{ending}")
        files[-1].write_bytes(service.get(address).content)
    judges.riot(*files)
    judges.serdi(*(f for f in files if f.suffix in (".ttl", ".nt", ".trig", ".nq")))
    judges.rapper(*(f for f in files if f.suffix in (".ttl", ".nt", ".rdf", ".trig", ".nq")))


def test_graphs_readings_and_concepts_open(service: httpx.Client, iris: Iris) -> None:
    assert service.get(f"/run/{ONE}").headers["location"] == f"/data/{ONE}.ttl"
    assert service.get(f"/run/{ONE}", headers=BROWSER).headers["location"] == f"/{ONE}"
    assert service.get(f"/graph/{ONE}", headers=BROWSER).headers["location"] == f"/{ONE}"
    target = service.get(f"/graph/{ONE}", headers={"accept": "application/n-quads"}).headers["location"]
    assert target == f"/export/graph.nq?document={quote(ONE, safe='')}"
    role = iris.concept("role", "Chair, Care & <b>Homes</b>")
    path = "/" + role.removeprefix(iris.base)
    data = graph_of(service.get(path), "turtle")
    assert (URIRef(role), None, Literal("Chair, Care & <b>Homes</b>")) in data
    page = service.get(path, headers=BROWSER).text
    assert f'href="/{ADA}"' in page
    assert "<b>Homes" not in page
    whole = graph_of(service.get("/scheme/role"), "turtle")
    assert URIRef(role) in set(whole.subjects())
    assert URIRef(iris.concept("organisation-kind", "charity")) in set(
        graph_of(service.get("/scheme/organisation-kind"), "turtle").subjects()
    )


def test_what_was_taken_out_is_gone_and_says_so(service: httpx.Client, iris: Iris, store: Store) -> None:
    gone = [BEN, BIRCH, TWO]
    spoke = next(v for v in FACTS.links.values() if v.source == BEN and v.type == "SPOKE_AT")
    statement = "/" + iris.statement(spoke).removeprefix(iris.base)
    tag = service.get(f"/data/{ADA}.ttl").headers["etag"]
    store.remove(TWO)
    try:
        addresses = [f for i in gone for f in (f"/id/{i}", f"/data/{i}.ttl", f"/{i}")]
        for path in (*addresses, statement, f"/graph/{TWO}", f"/run/{TWO}"):
            for headers in ({}, BROWSER):
                response = service.get(path, headers=headers)
                assert response.status_code == 410, path
                assert "Ben" not in response.text and "ben-south" not in response.text
        assert service.get(f"/data/{ADA}.ttl", headers={"if-none-match": tag}).status_code == 200
        assert "Ben South" not in service.get(f"/{FAIR}", headers=BROWSER).text
    finally:
        for bundle in library():
            store.load(bundle)
    assert service.get(f"/{BEN}").status_code == 200
    assert service.get(f"/data/{ADA}.ttl", headers={"if-none-match": tag}).status_code == 304


def test_a_database_that_is_away_is_no_fault_of_the_reader() -> None:
    nowhere = Connection(uri="bolt://127.0.0.1:1", user="neo4j", password="x")
    with running(nowhere, Options()) as client:
        response = client.get(f"/{ADA}", headers=BROWSER)
        assert response.status_code == 503
        assert "bolt" not in response.text
