"""The reconciliation service as its clients ask it, checked with the schemas that its specification publishes."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from jsonschema import Draft7Validator
from linked_data_graph import ADA, ALDER, BEN, BIRCH, HOMES, MARKUP, TWO, library
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7
from serving import Start

from api.gql.options import Options
from api.web.reconciliation.endpoint import LARGEST
from api.web.reconciliation.manifest import BATCH
from graph.connection import Connection
from graph.store.store import Store

SCHEMAS = Path(__file__).resolve().parent / "reconciliation"
REGISTRY: Registry[Any] = Registry().with_resources(
    (schema["$id"], Resource.from_contents(schema, default_specification=DRAFT7))
    for schema in (json.loads(path.read_text()) for path in SCHEMAS.glob("*.json"))
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


def valid(content: Any, schema: str) -> Any:
    """The content, if it is what a schema of the specification describes."""
    described = json.loads((SCHEMAS / f"{schema}.json").read_text())
    Draft7Validator(described, registry=REGISTRY).validate(content)
    return content


def asked(client: httpx.Client, queries: Any, method: str = "POST") -> httpx.Response:
    valid(queries, "reconciliation-query-batch")
    text = json.dumps(queries)
    if method == "GET":
        return client.get("/reconcile", params={"queries": text})
    return client.post("/reconcile", data={"queries": text})


def test_the_manifest_says_what_there_is(service: httpx.Client) -> None:
    said = valid(service.get("/reconcile").json(), "manifest")
    assert [t["id"] for t in said["defaultTypes"]] == ["Organisation", "Person", "Place", "Model"]
    view = said["view"]["url"].replace("{{id}}", quote(ADA, safe=""))
    assert httpx.get(view, follow_redirects=True).status_code == 200
    preview = httpx.get(said["preview"]["url"].replace("{{id}}", quote(ALDER, safe="")))
    assert (preview.status_code, preview.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert "frame-ancestors *" in preview.headers["content-security-policy"]
    assert MARKUP not in preview.text and "&lt;script&gt;" in preview.text
    for what, suggest in said["suggest"].items():
        found = httpx.get(suggest["service_url"] + suggest["service_path"], params={"prefix": ""})
        assert found.status_code == 200, what
    proposal = said["extend"]["propose_properties"]
    assert httpx.get(proposal["service_url"] + proposal["service_path"], params={"type": "Person"}).status_code == 200
    assert said["batchSize"] == BATCH


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_names_are_matched(service: httpx.Client, method: str) -> None:
    queries = {
        "q0": {"query": "ada north", "type": "Person", "limit": 3},
        "q1": {"query": "Birch", "type": ["Organisation"], "type_strict": "should"},
        "q2": {"query": "GB-COH-01234567"},
        "q3": {"query": "01234567"},
        "q4": {"query": "1234568"},
        "q5": {"query": BEN},
        "q6": {
            "query": "Chair",
            "properties": [{"pid": "worksFor", "v": {"id": ALDER, "name": "x"}}],
            "type": "Person",
        },
        "q7": {"properties": [{"pid": "worksFor", "v": [{"id": BIRCH}, "nothing", 5, True]}]},
        "q8": {"query": "Xyzzy"},
    }
    response = asked(service, queries, method)
    assert response.headers["content-type"] == "application/json"
    found = valid(response.json(), "reconciliation-result-batch")
    best = {key: [(c["id"], c["match"]) for c in value["result"][:1]] for key, value in found.items()}
    assert best == {
        "q0": [(ADA, True)],
        "q1": [(BIRCH, True)],
        "q2": [(ALDER, True)],
        "q3": [(ALDER, True)],
        "q4": [],
        "q5": [(BEN, True)],
        "q6": [],
        "q7": [(BEN, False)],
        "q8": [],
    }
    [ada] = [c for c in found["q0"]["result"] if c["id"] == ADA]
    assert (ada["name"], ada["score"], ada["type"]) == ("Ada North", 100, [{"id": "Person", "name": "Person"}])
    assert {f["id"] for f in ada["features"]} >= {"name_similarity", "identifier"}
    scores = [c["score"] for c in found["q0"]["result"]]
    assert scores == sorted(scores, reverse=True)


def test_properties_are_fetched(service: httpx.Client) -> None:
    wanted = {
        "ids": [ALDER, BEN, "organisation/nobody", "nonsense"],
        "properties": [
            {"id": "name"},
            {"id": "identifiers"},
            {"id": "owns", "settings": {"limit": 1}},
            {"id": "worksFor"},
        ],
    }
    valid(wanted, "data-extension-query")
    for response in (
        service.post("/reconcile", data={"extend": json.dumps(wanted)}),
        service.get("/reconcile", params={"extend": json.dumps(wanted)}),
    ):
        found = valid(response.json(), "data-extension-response")
        assert [m["id"] for m in found["meta"]] == ["name", "identifiers", "owns", "worksFor"]
        rows = found["rows"]
        assert rows[ALDER] == {
            "name": [{"str": MARKUP}],
            "identifiers": [{"str": "GB-COH-01234567"}],
            "owns": [{"id": HOMES, "name": "Homes"}],
            "worksFor": [],
        }
        assert rows[BEN]["worksFor"] == [{"id": BIRCH, "name": "Birch"}]
        assert set(rows) == set(wanted["ids"])
        assert not any(rows["organisation/nobody"].values())


def test_properties_of_a_type_are_proposed(service: httpx.Client) -> None:
    found = valid(
        service.get("/reconcile/properties", params={"type": "Organisation", "limit": 2}).json(),
        "data-extension-property-proposal",
    )
    assert (found["type"], found["limit"], len(found["properties"])) == ("Organisation", 2, 2)
    every = service.get("/reconcile/properties", params={"type": "Person"}).json()
    assert {p["id"] for p in every["properties"]} >= {"name", "worksFor", "spokeAt", "owns"}
    for what in ({}, {"type": "Idea"}, {"type": "Person", "limit": "x"}):
        assert service.get("/reconcile/properties", params=what).status_code == 400


@pytest.mark.parametrize(
    ("what", "prefix", "first"),
    [
        ("entity", "Ada N", ADA),
        ("entity", "birc", BIRCH),
        ("entity", BEN, BEN),
        ("type", "org", "Organisation"),
        ("property", "works", "worksFor"),
        ("property", "ident", "identifiers"),
    ],
)
def test_what_is_begun_is_suggested(service: httpx.Client, what: str, prefix: str, first: str) -> None:
    schema = {"entity": "entities", "type": "types", "property": "properties"}[what]
    found = service.get(f"/reconcile/suggest/{what}", params={"prefix": prefix})
    result = valid(found.json(), f"suggest-{schema}-response")["result"]
    assert result[0]["id"] == first
    skipped = service.get(f"/reconcile/suggest/{what}", params={"prefix": prefix, "cursor": 1}).json()["result"]
    assert [r["id"] for r in skipped] == [r["id"] for r in result[1:]]
    assert service.get(f"/reconcile/suggest/{what}", params={"prefix": "xyzzy"}).json() == {"result": []}


def test_scripts_of_old_are_answered(service: httpx.Client) -> None:
    response = service.get("/reconcile", params={"callback": "jQuery.cb_1"})
    assert response.headers["content-type"].startswith("text/javascript")
    assert response.text.startswith("/**/jQuery.cb_1({") and response.text.endswith("});")
    for name in ("alert(1)//", "", "<script>", "a" * 200):
        refused = service.get("/reconcile", params={"callback": name})
        assert (refused.status_code, refused.headers["content-type"]) == (400, "application/json")


@pytest.mark.parametrize("options", [Options(), Options(origins=("https://example.org",))], ids=["one", "others"])
def test_every_address_is_open_to_other_pages(start: Start, options: Options) -> None:
    client = start(options)
    origin = {"origin": "https://elsewhere.example"}
    for path in (
        "/reconcile",
        "/reconcile/suggest/type",
        "/reconcile/properties?type=Person",
        f"/reconcile/preview?id={ADA}",
    ):
        got = client.get(path, headers=origin)
        assert (got.status_code, got.headers["access-control-allow-origin"]) == (200, "*")
        asks = origin | {"access-control-request-method": "POST", "access-control-request-headers": "content-type"}
        assert client.options(path, headers=asks).headers["access-control-allow-origin"] == "*"
        assert client.head(path).status_code == 200
    posted = client.post("/reconcile", data={"queries": '{"q":{"query":"Ada"}}'}, headers=origin)
    assert posted.headers["access-control-allow-origin"] == "*"
    refused = client.post("/reconcile", data={"queries": "["}, headers=origin)
    assert (refused.status_code, refused.headers["access-control-allow-origin"]) == (400, "*")


@pytest.mark.parametrize(
    "queries",
    [
        "",
        "[",
        "[]",
        '"x"',
        "5",
        "null",
        '{"q": 5}',
        '{"q": {}}',
        '{"q": {"query": ""}}',
        '{"q": {"query": 5}}',
        '{"q": {"query": "a", "limit": 0}}',
        '{"q": {"query": "a", "limit": "5"}}',
        '{"q": {"query": "a", "limit": true}}',
        '{"q": {"query": "a", "type": 5}}',
        '{"q": {"query": "a", "type": "Idea"}}',
        '{"q": {"query": "a", "type_strict": "perhaps"}}',
        '{"q": {"query": "a", "other": 1}}',
        '{"q": {"query": "a", "properties": {}}}',
        '{"q": {"query": "a", "properties": [{"pid": "kind"}]}}',
        '{"q": {"query": "a", "properties": [{"pid": "kind", "v": null}]}}',
        '{"q": {"query": "a", "properties": [{"pid": "kind", "v": {"name": "x"}}]}}',
        '{"q": {"query": "%s"}}' % ("a" * 2000),
    ],
)
def test_what_is_no_batch_is_refused_in_one_line(service: httpx.Client, queries: str) -> None:
    for response in (
        service.post("/reconcile", data={"queries": queries}),
        service.get("/reconcile", params={"queries": queries}),
    ):
        assert response.status_code == 400
        assert "\n" not in response.json()["error"]


@pytest.mark.parametrize(
    "query",
    ["'); MATCH (n) DETACH DELETE n //", '"unclosed', "a AND", "terms:*", "+-&|!(){}[]^~*?:\\/", "\x00", "é́", "*"],
)
def test_strange_names_are_names(service: httpx.Client, query: str) -> None:
    response = asked(service, {"q": {"query": query}})
    assert response.status_code == 200
    assert not any(c["match"] for c in response.json()["q"]["result"])
    assert service.get("/reconcile/suggest/entity", params={"prefix": query}).status_code == 200


def test_too_much_at_once_is_refused(service: httpx.Client) -> None:
    def batch(size: int) -> str:
        return json.dumps({f"q{i}": {"query": "Ada"} for i in range(size)})

    assert service.post("/reconcile", data={"queries": batch(BATCH)}).status_code == 200
    assert service.post("/reconcile", data={"queries": batch(BATCH + 1)}).status_code == 413
    assert service.post("/reconcile", data={"queries": "x" * LARGEST}).status_code == 413
    extend = json.dumps({"ids": ["a"] * 1000, "properties": [{"id": "name"}]})
    assert service.post("/reconcile", data={"extend": extend}).status_code == 413


def test_other_requests_are_refused(service: httpx.Client) -> None:
    assert service.post("/reconcile", json={"queries": {}}).status_code == 415
    assert service.post("/reconcile", data={"other": "x"}).status_code == 400
    assert service.put("/reconcile").status_code == 405
    assert service.get("/reconcile/suggest/nothing").status_code == 400
    assert service.get("/reconcile/suggest/entity", params={"prefix": "a", "cursor": "x"}).status_code == 400
    unknown = {"ids": [ADA], "properties": [{"id": "nothing"}]}
    assert service.post("/reconcile", data={"extend": json.dumps(unknown)}).status_code == 400
    for node, status in {"": 400, "person/nobody": 404, HOMES: 400, "a b": 400}.items():
        assert service.get("/reconcile/preview", params={"id": node}).status_code == status
    body = b"queries=%ff"
    form = {"content-type": "application/x-www-form-urlencoded"}
    assert service.post("/reconcile", content=body, headers=form).status_code == 400


def test_who_was_taken_out_is_no_candidate(service: httpx.Client, filled: Connection) -> None:
    with Store(filled) as store:
        store.remove(TWO)
        try:
            found = asked(service, {"q": {"query": "Ben South"}, "r": {"query": BEN}}).json()
            assert "Ben" not in json.dumps(found)
            assert "Ben" not in service.get("/reconcile/suggest/entity", params={"prefix": "Ben"}).text
        finally:
            for bundle in library():
                store.load(bundle)
