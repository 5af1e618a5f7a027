"""`/sparql` behaves as the SPARQL 1.1 Protocol and the W3C's tests of it say, and refuses with a reason what it does not do."""

import csv
import io
import threading
from collections.abc import Iterator
from xml.etree import ElementTree

import httpx
import pytest
from pyoxigraph import NamedNode, RdfFormat, parse
from serving import running

from api.gql.options import Options
from api.work.curation import Curation
from api.work.loading import load_files, read_files
from api.work.sample import sample_files
from graph.connection import Connection
from graph.sparql.options import SparqlOptions
from graph.store.query_library import query, sparql_examples
from graph.store.store import Store

JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
FORM, DIRECT = {"content-type": "application/x-www-form-urlencoded"}, {"content-type": "application/sparql-query"}
ASK = "ASK { ?s ?p ?o }"
SD = "http://www.w3.org/ns/sparql-service-description#"
REPORT = "id/document/imagine-2024-report"
GENEROUS = SparqlOptions(seconds=60)


@pytest.fixture(scope="module")
def sample(neo4j_server: Connection) -> Connection:
    """The session's Neo4j with the sample documents in it and nothing else."""
    with Store(neo4j_server) as store:
        store.prepare()
        store.clear()
        list(load_files(store, read_files(sample_files(), force=False, say=lambda _: None, curation=Curation())))
    return neo4j_server


@pytest.fixture(scope="module")
def service(sample: Connection) -> Iterator[httpx.Client]:
    with running(sample, Options(), GENEROUS) as client:
        yield client


@pytest.fixture(scope="module")
def graphs(service: httpx.Client) -> list[str]:
    """The IRIs of two documents' named graphs."""
    return [f"{service.base_url}/graph/document/imagine-{year}-report" for year in (2024, 2025)]


def names(answer: httpx.Response) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [row["g"]["value"] for row in answer.json()["results"]["bindings"]]


# Queries, by each of the three ways (2.1.1 to 2.1.3).


def test_a_query_by_get_by_form_and_as_the_body(service: httpx.Client) -> None:
    for answer in (
        service.get("/sparql", params={"query": ASK}),
        service.post("/sparql", data={"query": ASK}),
        service.post("/sparql", content=ASK, headers=DIRECT),
        service.post("/sparql", content=ASK, headers={"content-type": "application/sparql-query; charset=UTF-8"}),
    ):
        assert answer.status_code == 200
        assert answer.headers["content-type"] == JSON
        assert answer.headers["vary"] == "accept"
        assert answer.json() == {"head": {}, "boolean": True}
    head = service.head("/sparql", params={"query": ASK})
    assert (head.status_code, head.content, head.headers["content-type"]) == (200, b"", JSON)


@pytest.mark.parametrize("way", ["get", "form", "direct"])
def test_the_dataset_of_a_request(service: httpx.Client, graphs: list[str], way: str) -> None:
    def ask(text: str, **dataset: list[str]) -> httpx.Response:
        given = {name.replace("_", "-"): values for name, values in dataset.items()}
        if way == "get":
            return service.get("/sparql", params={"query": text, **given})
        if way == "form":
            return service.post("/sparql", data={"query": text, **given})
        return service.post("/sparql", params=given, content=text, headers=DIRECT)

    own = f"ASK {{ <{REPORT}> ?p ?o }}"
    assert ask(own, default_graph_uri=[graphs[0]]).json()["boolean"]
    assert not ask(own, default_graph_uri=[graphs[1]]).json()["boolean"]
    assert ask(own, default_graph_uri=graphs).json()["boolean"]
    every = "SELECT ?g { GRAPH ?g {} } ORDER BY ?g"
    assert names(ask(every, named_graph_uri=graphs)) == graphs
    assert names(ask(every, default_graph_uri=graphs)) == []
    both = f"ASK {{ <{REPORT}> ?p ?o GRAPH ?g {{ ?t ?q ?x }} }}"
    assert ask(both, default_graph_uri=[graphs[0]], named_graph_uri=[graphs[1]]).json()["boolean"]
    assert not ask(both, named_graph_uri=graphs).json()["boolean"]
    # 2.1.4: what the request says comes before what the query says.
    assert not ask(own.replace("ASK", f"ASK FROM <{graphs[0]}>"), default_graph_uri=[graphs[1]]).json()["boolean"]


# Answers (2.1.5, 2.1.6).


def test_select_is_answered_in_the_form_that_is_accepted(service: httpx.Client) -> None:
    text = "SELECT ?g { GRAPH ?g {} } ORDER BY ?g LIMIT 2"

    def ask(accept: str) -> httpx.Response:
        answer = service.get("/sparql", params={"query": text}, headers={"accept": accept})
        assert answer.status_code == 200
        return answer

    assert names(ask(JSON)) == names(ask("*/*")) == names(ask("application/json")) == names(ask("application/*;q=0.5"))
    found = names(ask(JSON))
    root = ElementTree.fromstring(ask(XML).text)
    assert [uri.text for uri in root.iter("{http://www.w3.org/2005/sparql-results#}uri")] == found
    as_csv = ask("text/csv")
    assert as_csv.headers["content-type"] == "text/csv; charset=utf-8"
    assert list(csv.reader(io.StringIO(as_csv.text))) == [["g"], *([g] for g in found)]
    as_tsv = ask(f"{JSON};q=0.1, text/tab-separated-values")
    assert as_tsv.headers["content-type"] == "text/tab-separated-values; charset=utf-8"
    assert as_tsv.text.split("\n") == ["?g", *(f"<{g}>" for g in found), ""]


def test_a_graph_is_answered_in_the_form_that_is_accepted(service: httpx.Client) -> None:
    for text in (f"DESCRIBE <{REPORT}>", f"CONSTRUCT WHERE {{ <{REPORT}> ?p ?o }}"):
        read = []
        for accept, syntax in (
            ("text/turtle", RdfFormat.TURTLE),
            ("application/n-triples", RdfFormat.N_TRIPLES),
            ("application/ld+json", RdfFormat.JSON_LD),
            ("application/rdf+xml", RdfFormat.RDF_XML),
        ):
            answer = service.get("/sparql", params={"query": text}, headers={"accept": f"{JSON}, {accept}"})
            assert answer.status_code == 200, answer.text
            assert answer.headers["content-type"].partition(";")[0] == accept
            read.append({(q.subject, q.predicate, q.object) for q in parse(answer.content, format=syntax)})
        assert read[0] and all(triples == read[0] for triples in read)
    turtle = service.get("/sparql", params={"query": text}).text
    assert "@prefix dcterms: <http://purl.org/dc/terms/> ." in turtle and "dcterms:title" in turtle


def test_the_replica_holds_what_the_dumps_hold(service: httpx.Client) -> None:
    def ask(text: str) -> bytes:
        answer = service.get("/sparql", params={"query": text}, headers={"accept": "application/n-triples"})
        assert answer.status_code == 200, answer.text
        return answer.content

    def triples(content: bytes, syntax: RdfFormat, graph: str | None = None) -> set[tuple[object, ...]]:
        # The engine keeps integers of every kind as xsd:integer.
        quads = parse(content.replace(b"#nonNegativeInteger>", b"#integer>"), format=syntax)
        return {tuple(q.triple) for q in quads if graph is None or q.graph_name == NamedNode(graph)}

    merged = service.get("/export/graph.nt").content
    assert triples(ask("CONSTRUCT WHERE { ?s ?p ?o }"), RdfFormat.N_TRIPLES) == triples(merged, RdfFormat.N_TRIPLES)
    documents = service.get("/export/graph.nq").content
    every = names(service.get("/sparql", params={"query": "SELECT ?g { GRAPH ?g {} }"}))
    assert {q.graph_name.value for q in parse(documents, format=RdfFormat.N_QUADS)} == set(every)
    for graph in every[:2]:
        found = ask(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")
        assert triples(found, RdfFormat.N_TRIPLES) == triples(documents, RdfFormat.N_QUADS, graph)


# What is refused (2.1.5, and HTTP's own).


def refused(answer: httpx.Response, status: int) -> str:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/json"
    said = answer.json()["error"]
    assert isinstance(said, str) and said and "\n" not in said
    return said


def test_what_is_no_request_of_the_protocol_is_refused(service: httpx.Client, graphs: list[str]) -> None:
    for method in ("PUT", "DELETE", "PATCH"):
        answer = service.request(method, "/sparql", params={"query": ASK})
        assert answer.status_code == 405
        assert {"GET", "HEAD", "POST"} <= set(answer.headers["allow"].replace(" ", "").split(","))
    assert "2 queries" in refused(service.get("/sparql", params={"query": [ASK, ASK]}), 400)
    assert "2 queries" in refused(service.post("/sparql", data={"query": [ASK, ASK]}), 400)
    assert "0 queries" in refused(service.post("/sparql", data={"default-graph-uri": graphs}), 400)
    refused(service.get("/sparql", headers={"accept": JSON}), 400)
    for headers in ({"content-type": "text/plain"}, {"content-type": "application/json"}, {}):
        assert "application/sparql-query" in refused(service.post("/sparql", content=ASK, headers=headers), 415)
    utf16 = {"content-type": "application/sparql-query; charset=UTF-16"}
    assert "UTF-8" in refused(service.post("/sparql", content=ASK.encode("utf-16"), headers=utf16), 415)
    assert "UTF-8" in refused(service.post("/sparql", content=b"ASK { ?s ?p '\xff' }", headers=DIRECT), 400)
    assert "UTF-8" in refused(service.post("/sparql", content=b"query=ASK%20%FF", headers=FORM), 400)
    refused(service.post("/sparql", content=ASK, headers={**DIRECT, "content-encoding": "gzip"}), 415)
    assert "only reads" in refused(service.post("/sparql", data={"update": "DROP ALL"}), 403)
    assert "only reads" in refused(service.get("/sparql", params={"update": "DROP ALL", "query": ASK}), 403)
    refused(service.get("/sparql", params={"query": ASK, "default-graph-uri": "not an IRI"}), 400)


def test_what_cannot_be_accepted_is_refused(service: httpx.Client) -> None:
    def ask(text: str, accept: str) -> httpx.Response:
        return service.get("/sparql", params={"query": text}, headers={"accept": accept})

    refused(ask(ASK, "image/png"), 406)
    assert "JSON" in refused(ask(ASK, "text/turtle"), 406)
    assert "Turtle" in refused(ask("DESCRIBE <urn:x>", JSON), 406)
    refused(ask(ASK, f"{JSON};q=0"), 406)
    refused(ask(ASK, "text/turtle;q=many"), 400)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("SELECT * {\n ?s ?p }", "line 2, column"),
        ("ASK { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "SERVICE"),
        ("\0", "not a SPARQL 1.1 query"),
    ],
)
def test_what_is_no_query_is_a_bad_request(service: httpx.Client, text: str, why: str) -> None:
    assert why in refused(service.post("/sparql", content=text, headers=DIRECT), 400)


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
        "# of all\nPREFIX a: <urn:> base <urn:b>\ndelete WHERE { ?s ?p ?o }",
        "LOAD <file:///etc/hostname>",
        "DROP ALL",
    ],
)
def test_an_update_is_told_that_this_only_reads(service: httpx.Client, text: str) -> None:
    for sent in (
        service.get("/sparql", params={"query": text}),
        service.post("/sparql", data={"query": text}),
        service.post("/sparql", data={"update": text}),
        service.post("/sparql", content=text, headers=DIRECT),
        service.post("/sparql", content=text, headers={"content-type": "application/sparql-update"}),
    ):
        assert "only reads" in refused(sent, 403)


def test_what_is_too_large_is_refused(service: httpx.Client) -> None:
    assert "bytes" in refused(service.post("/sparql", content=ASK + " " * 1_000_000, headers=DIRECT), 413)
    assert "bytes" in refused(service.post("/sparql", data={"query": ASK + " " * 1_000_000}), 413)
    assert "bytes" in refused(service.post("/sparql", data={"query": ASK + " " * 66_000}), 422)
    assert "nested" in refused(
        service.post("/sparql", content="ASK {" + "{" * 30_000 + "}" * 30_000 + "}", headers=DIRECT), 422
    )


def test_what_takes_too_long_or_is_asked_too_often_is_refused_and_the_next_is_answered(sample: Connection) -> None:
    limits = SparqlOptions(seconds=2.5, answer=100_000, workers=1, waiting=1)
    product = "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    with running(sample, Options(), limits) as client:
        assert client.get("/sparql", params={"query": ASK}, timeout=60).json()["boolean"]
        assert "100,000 bytes" in refused(client.get("/sparql", params={"query": f"SELECT * {product}"}), 422)
        answers: list[httpx.Response] = []

        def ask() -> None:
            answers.append(client.get("/sparql", params={"query": f"SELECT (COUNT(*) AS ?n) {product}"}))

        threads = [threading.Thread(target=ask) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        said = sorted(refused(answer, 503) for answer in answers)
        assert [text.split(";")[0] for text in said] == ["2 queries are asked already"] * 2 + [
            "the query takes more than 2.5 s"
        ] * 2
        assert all("retry-after" in answer.headers for answer in answers)
        assert client.get("/sparql", params={"query": ASK}).json()["boolean"]


# Other origins, the description, the page.


def test_every_origin_may_ask(service: httpx.Client) -> None:
    origin = {"origin": "https://example.org"}
    answer = service.get("/sparql", params={"query": ASK}, headers=origin)
    assert answer.headers["access-control-allow-origin"] == "*"
    preflight = service.options("/sparql", headers={**origin, "access-control-request-method": "POST"})
    assert preflight.status_code == 204
    assert {"GET", "POST"} <= set(preflight.headers["access-control-allow-methods"].replace(" ", "").split(","))
    assert "content-type" in preflight.headers["access-control-allow-headers"]


def test_without_a_query_the_service_describes_itself(service: httpx.Client) -> None:
    for accept, syntax in (("*/*", RdfFormat.TURTLE), ("application/rdf+xml", RdfFormat.RDF_XML)):
        answer = service.get("/sparql", headers={"accept": accept})
        assert answer.status_code == 200
        said = {
            (q.predicate.value, q.object.value)
            for q in parse(answer.content, format=syntax)
            if isinstance(q.object, NamedNode)
        }
        assert {
            (f"{SD}endpoint", f"{service.base_url}/sparql"),
            (f"{SD}supportedLanguage", f"{SD}SPARQL11Query"),
        } <= said
    assert service.get("/sparql", headers={"accept": "image/png"}).status_code == 400


def test_a_browser_gets_a_page_with_the_examples_that_loads_nothing_from_elsewhere(service: httpx.Client) -> None:
    browser = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
    answer = service.get("/sparql", headers=browser)
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.headers["content-security-policy"].startswith("default-src 'self'")
    for name in sparql_examples():
        assert query(name).doc in answer.text
    for address in [
        part.split('"')[0] for tag in ('src="', 'rel="stylesheet" href="') for part in answer.text.split(tag)[1:]
    ]:
        assert address.startswith("/static/")
        assert service.get(address).status_code == 200


@pytest.mark.parametrize("name", sparql_examples())
def test_every_worked_example_finds_something_in_the_sample(service: httpx.Client, name: str) -> None:
    example = query(name)
    answer = service.post("/sparql", content=example.source, headers=DIRECT)
    assert answer.status_code == 200, answer.text
    if example.gives:
        assert answer.json()["head"]["vars"] == list(example.gives)
        assert answer.json()["results"]["bindings"]
    else:
        assert list(parse(answer.content, format=RdfFormat.TURTLE))
