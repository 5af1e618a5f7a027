"""Requests that no client should send are answered as what they are: never with a fault, nor with anything of what is inside.

300 here; IMAGINE_TEST_REQUESTS=10000 sends as many as it says.
"""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import httpx
import pytest
from bench.world import reports
from conftest import empty
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from serving import running

from api.access.curators import Curators
from api.access.options import AccessOptions
from api.gql.options import Options
from api.work.curation import CurationFiles
from graph.connection import Connection
from graph.store.store import Store

REQUESTS = int(os.environ.get("IMAGINE_TEST_REQUESTS", "300"))
ROOT = str(Path(__file__).resolve().parents[2])
LEAKS = re.compile(
    rf"Traceback|{re.escape(ROOT)}|site-packages|\.py\b.*line \d|CYPHER |\bMATCH \(|UNWIND \$|bolt://|Neo\.\w+Error|neo4j/password"
)
"""What is nobody's business who sends nonsense."""

PLACES = (
    "/", "/graphql", "/sparql", "/search", "/search.csv", "/years", "/graph", "/partners", "/partners.csv", "/facts.csv", "/review",
    "/developers", "/sign-in", "/sign-in/back", "/sign-out", "/review/judge", "/review/lines", "/review/undo",
    "/static/site.css", "/health", "/ready", "/reconcile", "/reconcile/suggest/entity", "/reconcile/suggest/type",
    "/reconcile/suggest/property", "/reconcile/properties", "/reconcile/preview", "/export/graph.nt", "/export/graph.", "/void.ttl",
    "/id/event/gathering-0", "/data/event/gathering-0", "/event/gathering-0", "/statement/x", "/graph/document/gathering-0",
    "/run/document/gathering-0", "/scheme/topics", "/context.jsonld", "/ontology", "/shapes.ttl", "/favicon.ico", "/nothing",
)  # fmt: skip
NAMES = (
    "q", "query", "variables", "operationName", "extensions", "documentId", "of", "kind", "topic", "year", "place", "first",
    "after", "depth", "challenge", "id", "queries", "extend", "prefix", "type", "limit", "cursor", "default-graph-uri", "update",
    "format", "document", "since", "gzip",
)  # fmt: skip
ODD_HEADERS = ("range", "if-none-match", "accept-encoding", "x-forwarded-host", "origin", "x-request-id", "cookie")
GRAPHQL = (
    "{ people { totalCount } }",
    "query($w: ChallengeFilter) { challenges(where: $w, first: 3) { nodes { title ideas { nodes { text } } } } }",
    '{ node(id: "event/gathering-0") { id __typename } search(text: "care") { nodes { __typename } } }',
    "{ __schema { types { name fields { name } } } }",
    'mutation { remove(id: "x") }',
)
SPARQL = (
    "SELECT * WHERE { ?s ?p ?o } LIMIT 3",
    "ASK { ?s a ?type FILTER(regex(str(?s), '(a+)+$')) }",
    "SELECT * WHERE { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
    "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
    "CONSTRUCT { ?s ?p ?o } FROM <file:///etc/passwd> WHERE { ?s ?p ?o }",
)
NASTY = (
    "", "0", "-1", "1e999", "9" * 400, "null", "true", "[]", "{}", '"', "'", "\\", "\x00", "\r\nx: y", "../../etc/passwd", "%00",
    "%",    "%ff", "$where", "') RETURN 1 //", "`", "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"), "\u202e",
    "🏛", "<script>",
    "{{7*7}}",
    "a" * 5000, "event/gathering-0", "person/", "document/../x", "[" * 200, '{"a":' * 90 + "1" + "}" * 90, "*", "a~",
    "a AND",    '"unclosed', "(((", "+-&|!{}^:?/", "2024-02-31", "NaN", "Infinity",
)  # fmt: skip

nasty = st.one_of(st.sampled_from(NASTY), st.text(max_size=40), st.sampled_from(GRAPHQL), st.sampled_from(SPARQL))
values: st.SearchStrategy[Any] = st.recursive(
    st.one_of(nasty, st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.one_of(st.sampled_from(NAMES), nasty), inner, max_size=4)
    ),
    max_leaves=8,
)


@st.composite
def cut(draw: st.DrawFn, texts: tuple[str, ...]) -> str:
    """A text with a piece taken out, put in twice, or changed."""
    text = draw(st.sampled_from(texts))
    start = draw(st.integers(0, len(text)))
    end = draw(st.integers(start, min(len(text), start + 12)))
    return text[:start] + draw(st.one_of(st.just(""), st.just(text[start:end] * 2), nasty)) + text[end:]


@st.composite
def requests(draw: st.DrawFn) -> dict[str, Any]:
    place = draw(st.sampled_from(PLACES))
    if draw(st.integers(0, 3)) == 0:
        place += "/" + quote(draw(nasty).encode("utf-8", "replace"), safe=draw(st.sampled_from(("", "/%"))))
    given: dict[str, str] = {}
    for name in draw(st.lists(st.sampled_from(NAMES), max_size=4)):
        given[name] = draw(st.one_of(nasty, cut(GRAPHQL), cut(SPARQL), values.map(json.dumps)))
    method = draw(
        st.sampled_from(("GET", "GET", "POST", "POST", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"))
    )
    kind = draw(st.sampled_from((
        "application/json", "application/json; charset=utf-16", "application/x-www-form-urlencoded", "application/sparql-query",
        "application/graphql-response+json", "multipart/form-data; boundary=x", "text/plain", "", "a" * 3000,
    )))  # fmt: skip
    accept = draw(st.sampled_from((
        "*/*", "text/html", "application/json", "application/graphql-response+json", "application/ld+json", "text/turtle",
        "application/sparql-results+json", "text/csv;q=x", ";;;", "application/n-quads, */*;q=0.1", "",
    )))  # fmt: skip
    body = draw(st.one_of(
        st.binary(max_size=200),
        st.builds(lambda v: json.dumps(v).encode(), values),
        st.builds(lambda q, v: json.dumps({"query": q, "variables": v}).encode(), cut(GRAPHQL), values),
        st.builds(lambda v: json.dumps({"query": GRAPHQL[1], "variables": {"w": v}}).encode(), values),
        st.builds(lambda v: urlencode({"queries": json.dumps({"q0": v})}).encode(), values),
        st.builds(lambda q: urlencode({"query": q}, errors="replace").encode(), cut(SPARQL)),
        cut(SPARQL).map(lambda q: q.encode("utf-8", "replace")),
    ))  # fmt: skip
    headers = {"content-type": kind, "accept": accept}
    if draw(st.integers(0, 4)) == 0:
        name = draw(
            st.sampled_from(
                ("range", "if-none-match", "accept-encoding", "x-forwarded-host", "origin", "x-request-id", "cookie")
            )
        )
        headers[name] = draw(
            st.sampled_from(("", "bytes=0-", '"x"', "gzip;q=2", "http://a\tb", "\xff" * 10, "a" * 2000))
        )
    query = urlencode(given, errors="replace")
    return {"method": method, "url": f"{place}?{query}" if query else place, "headers": headers, "content": body}


@pytest.fixture(scope="module")
def service(neo4j_server: Connection, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    empty(neo4j_server)
    home = tmp_path_factory.mktemp("home")
    Curators().with_password("jo", "harbour gulls over slate").save(home / "curators.json")
    with Store(neo4j_server) as store:
        store.prepare()
        store.load(next(reports(1)))
    files = CurationFiles.in_home(home)
    with running(neo4j_server, Options(), home=home, curation=files, access=AccessOptions()) as client:
        yield client


@settings(max_examples=REQUESTS, deadline=None, suppress_health_check=list(HealthCheck))
@given(requests())
def test_nonsense_is_told_what_it_is(service: httpx.Client, request: dict[str, Any]) -> None:
    headers = [(name.encode(), value.encode("latin-1")) for name, value in request["headers"].items()]
    answer = service.request(request["method"], request["url"], headers=headers, content=request["content"])
    busy = answer.status_code == 503 and "retry-after" in answer.headers
    assert busy or answer.status_code < 500, (answer.status_code, answer.text[:300])
    if answer.status_code >= 400 or (
        "json" in answer.headers.get("content-type", "") and '"errors"' in answer.text[:20]
    ):
        assert not LEAKS.search(answer.text), answer.text[:500]


def test_the_service_answers_on(service: httpx.Client) -> None:
    assert service.get("/ready").status_code == 200
    assert service.post("/graphql", json={"query": GRAPHQL[0]}).json()["data"]["people"]["totalCount"] > 0
