"""Laws of linked data over HTTP: every IRI that a dump names opens, nothing that is sent breaks, who was left out is nowhere."""

import json
from collections.abc import Iterator
from urllib.parse import quote

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from linked_data_graph import ADA, ALDER, BEN, FAIR, HOMES, ONE, TWO, library
from pyoxigraph import Literal, NamedNode

from api.work.withholding import withhold
from graph.connection import Connection
from graph.rdf.iris import Iris
from graph.rdf.mapping import Mapping
from graph.store.store import Store
from loaders.curation.suppression import Suppression
from schema.bundle import Statements

BROWSER = {"accept": "text/html,*/*;q=0.8"}
CALM = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
ROOMS = ("id", "data", "statement", "graph", "run", "scheme", "person", "document", "reconcile/suggest")
PARTS = (
    ADA,
    ONE,
    HOMES,
    "OWNS",
    "SPOKE_AT",
    ";as=",
    "name",
    "..",
    "%2e%2e",
    "%00",
    "%ff",
    "'",
    '"',
    ";",
    ".ttl",
    "é",
    "\\",
    "?",
    "&q=",
)


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
    """The store behind the service; the documents are in it again afterwards."""
    with Store(filled) as opened:
        yield opened
        for bundle in library():
            opened.load(bundle)


def named_in(facts: Statements, iris: Iris) -> set[str]:
    """Every IRI of ours that the facts' RDF names, without fragments."""
    found = set()
    for triple in Mapping(iris).statements(facts):
        terms = [triple.subject, triple.predicate, triple.object]
        terms += [t.datatype for t in terms if isinstance(t, Literal)]
        found |= {
            t.value.partition("#")[0] for t in terms if isinstance(t, NamedNode) and t.value.startswith(iris.base)
        }
    return found


def test_every_iri_that_is_named_opens(service: httpx.Client) -> None:
    iris = Iris(f"http://127.0.0.1:{service.base_url.port}/")
    named: set[str] = set()
    for bundle in library():
        for document, facts in bundle.facts.by_document().items():
            named |= named_in(facts, iris) | {iris.graph(document), iris.run(document)}
    rooms = {iri.removeprefix(iris.base).partition("/")[0] for iri in named}
    assert rooms == {"id", "statement", "scheme", "graph", "run", "ontology"}
    for iri in sorted(named):
        for headers in ({}, BROWSER):
            response = service.get(iri, headers=headers, follow_redirects=True)
            assert response.status_code == 200, iri
            assert response.content


@CALM
@given(room=st.sampled_from(ROOMS), parts=st.lists(st.sampled_from(PARTS) | st.text(max_size=8), max_size=5))
def test_any_address_is_answered(service: httpx.Client, room: str, parts: list[str]) -> None:
    path = "/".join([f"/{room}", *(p if p.isascii() and p.isprintable() else quote(p) for p in parts)])
    request = httpx.Request("GET", str(service.base_url))
    request.url = request.url.copy_with(raw_path=path.replace(" ", "%20").replace("#", "%23").encode())
    response = service.send(request)
    assert response.status_code < 500, path
    assert "Traceback" not in response.text


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=6) | st.sampled_from((ADA, "kind", "Person")),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(("query", "type", "limit", "properties", "pid", "v", "id")), inner, max_size=4
        )
    ),
    max_leaves=12,
)


@CALM
@given(
    name=st.sampled_from(("queries", "extend")),
    value=st.dictionaries(st.text(max_size=3), json_values, max_size=3) | json_values,
)
def test_any_batch_is_answered(service: httpx.Client, name: str, value: object) -> None:
    response = service.post("/reconcile", data={name: json.dumps(value)})
    assert response.status_code in (200, 400, 413), value
    assert isinstance(response.json(), dict)


def test_who_asked_to_be_left_out_is_nowhere(service: httpx.Client, store: Store) -> None:
    spoke = f"/statement/{BEN}/SPOKE_AT/{FAIR};as=opening%20address"
    assert service.get(spoke).status_code == 200
    checked, changed = withhold(store, Suppression(bytes(32)).add("Ben South", since="2026-01-01"))
    assert (checked, changed) == (2, 1)
    for path in (f"/id/{BEN}", f"/data/{BEN}.ttl", f"/{BEN}", spoke, f"/reconcile/preview?id={BEN}"):
        for headers in ({}, BROWSER):
            response = service.get(path, headers=headers)
            assert response.status_code in (404, 410), path
            assert "south" not in response.text.lower(), path
    left = [f"/{node}" for node in (FAIR, TWO, ADA, ALDER)] + [
        f"/data/{FAIR}.ttl",
        f"/data/{TWO}.jsonld",
        "/scheme/role",
    ]
    queries = json.dumps(
        {"a": {"query": "Ben South"}, "b": {"query": BEN}, "c": {"properties": [{"pid": "spokeAt", "v": {"id": FAIR}}]}}
    )
    left += [
        f"/reconcile?queries={quote(queries)}",
        "/reconcile/suggest/entity?prefix=Ben",
        "/reconcile/suggest/entity?prefix=South",
    ]
    for path in left:
        response = service.get(path, headers=BROWSER)
        assert response.status_code == 200, path
        assert "south" not in response.text.lower(), path
    everything = (
        "{ people { nodes { name } } events { nodes { speakers { edges { node { name } evidence { text } } } } } }"
    )
    answer = service.post("/graphql", json={"query": everything}, headers={"accept": "application/ld+json"})
    assert "south" not in answer.text.lower()
    kept = store.read("MATCH (n) WHERE NOT n:Bundle RETURN properties(n) AS p")
    assert not any("south" in str(row).lower() for row in kept)
