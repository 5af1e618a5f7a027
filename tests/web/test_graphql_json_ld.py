"""A GraphQL selection as JSON-LD is a part of the graph as RDF: the same ids and triples, and no others."""

import json
from typing import Any

import httpx
import pytest
from linked_data_graph import ADA, ALDER, BEN, FAIR, HOMES, MARKUP, ONE, library
from pyld import jsonld
from pyoxigraph import RdfFormat, parse
from rdflib import Graph
from serving import Start

from api.gql.options import Options
from api.web.pages import examples
from graph.connection import Connection
from graph.rdf.iris import Iris
from graph.rdf.mapping import Mapping
from graph.store.store import Store
from schema.bundle import Statements, merge
from schema.links import States
from schema.model import GRAPH_MODEL

LD = {"accept": "application/ld+json"}
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


@pytest.fixture(scope="module")
def iris(service: httpx.Client) -> Iris:
    """The IRIs of the served graph."""
    return Iris(f"http://127.0.0.1:{service.base_url.port}/")


@pytest.fixture(scope="module")
def dumped(iris: Iris) -> set[str]:
    """The whole graph in RDF, triple by triple."""
    return {str(t) for t in Mapping(iris).statements(FACTS)}


def asked(client: httpx.Client, query: str, **more: Any) -> httpx.Response:
    return client.post("/graphql", json={"query": query, **more}, headers=LD)


def triples_of(response: httpx.Response) -> set[str]:
    """What a JSON-LD answer says, read with the context that it names."""
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "application/ld+json; charset=utf-8"
    document = response.json()
    context = httpx.get(document["@context"]).json()["@context"]
    quads = jsonld.to_rdf(document | {"@context": context}, {"format": "application/n-quads"})
    return {str(quad.triple) for quad in parse(quads, format=RdfFormat.N_QUADS)}


def said_of(iris: Iris, *things: Any, **parts: Any) -> set[str]:
    """What these nodes and links say."""
    facts = Statements()
    facts.add(*things)
    return {str(t) for t in Mapping(iris).statements(facts)}


def test_a_whole_selection_is_the_whole_truth(service: httpx.Client, iris: Iris, dumped: set[str]) -> None:
    """Everything that is stated of a person, and of what they are linked to."""
    query = """query ($id: ID!) { person(id: $id) { name statements { property value evidence { id } }
        worksFor { edges { role roles node { name kind identifiers aliases } evidence { text } } }
        owns { edges { node { title } } } spokeAt { edges { asLabel node { name date venue } } } } }"""
    found = triples_of(asked(service, query, variables={"id": ADA}))
    assert found <= dumped
    links = [v for v in FACTS.links.values() if v.source == ADA]
    states = [v for v in FACTS.links.values() if isinstance(v, States) and v.target == ADA]
    facts = Statements()
    facts.add(FACTS.nodes[ADA], FACTS.nodes[ALDER], FACTS.nodes[FAIR], FACTS.nodes[HOMES], *links, *states)
    whole = {str(t) for t in Mapping(iris).statements(facts)}
    missing = {t for t in whole - found if "/passage/" not in t}
    assert not missing


QUERIES = [
    "{ challenges { totalCount nodes { title owners { nodes { name } } ownerOrganisations { nodes { name } } } } }",
    "{ challenges { edges { cursor node { heading: title owners { edges { table node { n: name } } } } } } }",
    "{ challenges { nodes { backers { edges { capacity node { displayName ... on Person { name } } } nodes { id } } } } }",
    "{ people { nodes { ...P worksFor { edges { ...W } } } } } fragment P on Person { name spokeAt { nodes { name } } }"
    " fragment W on WorksForOrganisationEdge { role evidence { text document { title kind kindLabel } } }",
    "{ documents { nodes { title licence reportsOn { nodes { date } } passages { nodes { text start order next { id } } } } } }",
    '{ node(id: "'
    + ADA
    + '") { id ... on Person { name mentionedIn { edges { start end printed node { text } } } } } }',
    '{ nodes(ids: ["' + BEN + '", "person/nobody"]) { displayName statements { property } } }',
    '{ search(text: "ada fair") { edges { score node { displayName } highlights { snippet } } } }',
    '{ neighbourhood(of: "' + HOMES + '") { nodes { id } facts { type evidence { text } } } }',
    '{ shortestPath(from: "' + BEN + '", to: "' + ONE + '") { length facts { from { displayName } to { id } } } }',
    "{ organisations { facets { kind { value count } } nodes { kind kindLabel identifiers } } __schema { queryType { name } } }",
    "{ events { nodes { name statedIn { edges { property value node { text } } nodes { id } } } } }",
    "query ($no: Boolean = false) { people { nodes { name @skip(if: true) owns @include(if: $no) { nodes { title } } } } }",
    "{ __typename }",
]


@pytest.mark.parametrize("query", QUERIES)
def test_no_selection_says_more_than_the_dump(service: httpx.Client, dumped: set[str], query: str) -> None:
    found = triples_of(asked(service, query))
    assert found <= dumped, found - dumped
    plain = service.post("/graphql", json={"query": query}).json()["data"]
    assert found or "__typename" in plain
    # One answer for the two ways to ask it by GET.
    by_accept = service.get("/graphql", params={"query": query}, headers=LD)
    by_argument = service.get("/graphql", params={"query": query, "extensions": '{"jsonld": true}'})
    assert by_accept.content == by_argument.content
    assert by_accept.headers["etag"] == by_argument.headers["etag"]


@pytest.mark.parametrize("example", examples(), ids=lambda e: e.name)
def test_every_worked_example_is_rdf_too(service: httpx.Client, dumped: set[str], example: Any) -> None:
    variables = json.loads(example.variables or "{}")
    assert triples_of(asked(service, example.query, variables=variables)) <= dumped


def test_every_relation_in_both_directions(service: httpx.Client, dumped: set[str], iris: Iris) -> None:
    from api.gql.surface import SURFACES

    for shown in SURFACES:
        parts = [
            f"{r.name} {{ id }}" if r.single else f"{r.name} {{ edges {{ node {{ id }} }} nodes {{ id }} }}"
            for r in shown.relations
        ]
        values = " ".join(shown.fields)
        query = f"{{ {shown.plural} {{ nodes {{ {values} {' '.join(parts)} }} }} }}"
        found = triples_of(asked(service, query))
        assert found <= dumped, (shown.node.label, found - dumped)
        for node in FACTS.nodes.values():
            if type(node) is shown.node.python:
                own = said_of(iris, node)
                assert {t for t in own if f"<{iris.node(node.id)}>" in t.split(" ")[0]} <= found


def test_ids_and_names_are_those_of_the_page(service: httpx.Client, iris: Iris) -> None:
    document = asked(service, '{ organisation(id: "' + ALDER + '") { name kind } }').json()
    assert document["@context"] == f"{iris.base}context.jsonld"
    [alder] = [n for n in document["@graph"] if n["id"] == iris.node(ALDER)]
    assert alder["name"] == MARKUP
    assert "Organisation" in alder["type"]
    context = service.get("/context.jsonld")
    assert context.headers["content-type"] == "application/ld+json"


def test_what_cannot_be_answered_says_why(service: httpx.Client, start: Start) -> None:
    for query, status in (("{ nothing }", 400), ("{ people {", 400), ("{ people { nodes { name } ", 400)):
        response = asked(service, query)
        assert response.status_code == status
        assert response.headers["content-type"].startswith("application/graphql-response+json")
        [error] = response.json()["errors"][:1]
        assert error["locations"][0]["line"] == 1
        assert "__typename" not in error["message"]
    limited = start(Options(batch=5))
    batch = limited.post("/graphql", json=[{"query": "{ __typename }"}], headers=LD)
    assert batch.status_code == 406
    assert limited.post("/graphql", json=[{"query": "{ __typename }"}]).status_code == 200


def test_json_is_still_the_answer_to_whoever_does_not_ask_for_more(service: httpx.Client) -> None:
    for accept in (
        "application/json",
        "*/*",
        "application/ld+json, application/json",
        "application/ld+json;q=0.5, */*",
    ):
        response = service.post("/graphql", json={"query": "{ __typename }"}, headers={"accept": accept})
        assert response.json() == {"data": {"__typename": "Query"}}


def test_the_vocabulary_opens(service: httpx.Client, iris: Iris) -> None:
    page = service.get("/ontology", headers={"accept": "text/html"}).text
    for node in GRAPH_MODEL.nodes:
        for term in node.terms:
            if term.startswith("ig:"):
                assert f'id="{term.removeprefix("ig:")}"' in page
    for path, syntax in (
        ("/ontology", "turtle"),
        ("/ontology.ttl", "turtle"),
        ("/shapes.ttl", "turtle"),
        ("/ontology?format=nt", "nt11"),
    ):
        response = service.get(path)
        assert response.headers["access-control-allow-origin"] == "*"
        assert len(Graph().parse(data=response.text, format=syntax)) > 100
    assert service.get("/ontology", headers={"accept": "image/png"}).status_code == 406
