"""GraphQL over HTTP: media types, methods, status codes, caching, compression, origins, documents known by hash."""

import gzip
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import httpx
import pytest
from serving import Start, running

from api.gql.options import Options
from graph.connection import Connection
from schema.errors import SettingsError

JSON, RESPONSE = "application/json", "application/graphql-response+json"
ASK = "{events{nodes{id name}}}"


def code(response: httpx.Response) -> str:
    return str(response.json()["errors"][0]["extensions"]["code"])


def post(client: httpx.Client, query: str, accept: str = RESPONSE, **more: Any) -> httpx.Response:
    return client.post("/graphql", json={"query": query, **more}, headers={"accept": accept})


@pytest.mark.parametrize("accept", [JSON, RESPONSE])
def test_data_comes_in_the_media_type_that_is_accepted(service: httpx.Client, accept: str) -> None:
    response = post(service, ASK, accept)
    assert response.status_code == 200
    assert response.headers["content-type"] == f"{accept}; charset=utf-8"
    assert response.json() == {"data": {"events": {"nodes": [{"id": "event/gathering-0", "name": "Gathering 0"}]}}}


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("*/*", JSON),
        (f"{JSON}, {RESPONSE}", RESPONSE),
        (f"{RESPONSE};q=0.1, {JSON}", JSON),
        (f"{RESPONSE};q=0, */*", JSON),
        ("text/html,application/xhtml+xml,*/*;q=0.8", JSON),
    ],
)
def test_weights_decide_between_media_types(service: httpx.Client, accept: str, chosen: str) -> None:
    assert post(service, ASK, accept).headers["content-type"].startswith(chosen)


def test_a_client_that_takes_neither_media_type_is_told_both(service: httpx.Client) -> None:
    response = post(service, ASK, "text/csv")
    assert (response.status_code, code(response)) == (406, "NOT_ACCEPTABLE")


@pytest.mark.parametrize(
    ("query", "status", "error"),
    [
        ("{", 400, "GRAPHQL_PARSE_FAILED"),
        ("{nothing}", 400, "GRAPHQL_VALIDATION_FAILED"),
        ("query($n:Int!){events(first:$n){totalCount}}", 400, "BAD_USER_INPUT"),
        ("query A{__typename} query B{__typename}", 400, "OPERATION_RESOLUTION_FAILURE"),
        ('{events(after:"nonsense"){totalCount nodes{id}}}', 400, "BAD_USER_INPUT"),
    ],
)
def test_what_is_wrong_with_a_request_has_a_code(service: httpx.Client, query: str, status: int, error: str) -> None:
    modern, older = post(service, query), post(service, query, JSON)
    assert (modern.status_code, code(modern)) == (status, error)
    assert "data" not in modern.json()
    assert (older.status_code, older.json()) == (200, modern.json())


def test_the_draft_of_august_2026_has_its_own_status(start: Start) -> None:
    client = start(Options(draft=True))
    assert post(client, "{nothing}").status_code == 422
    assert post(client, "{").status_code == 400
    assert post(client, ASK).status_code == 200


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE"])
def test_other_methods_are_refused_by_name(service: httpx.Client, method: str) -> None:
    response = service.request(method, "/graphql")
    assert response.status_code == 405
    assert "POST" in response.headers["allow"]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"content-type": "text/plain"},
        {"content-type": "application/x-www-form-urlencoded"},
        {"content-type": f"{JSON}; charset=latin-1"},
        {"content-type": JSON, "content-encoding": "gzip"},
    ],
)
def test_a_body_must_be_json_so_that_no_form_of_another_site_can_ask(
    service: httpx.Client, headers: dict[str, str]
) -> None:
    response = service.post("/graphql", content=json.dumps({"query": ASK}).encode(), headers=headers)
    assert (response.status_code, code(response)) == (415, "UNSUPPORTED_MEDIA_TYPE")


@pytest.mark.parametrize(
    "body", [b"", b"{", b"1", b'"x"', b"{}", b'{"query": 1}', b'{"query":"{a}","variables":[]}', b"\xff"]
)
def test_a_body_that_is_no_request_is_400(service: httpx.Client, body: bytes) -> None:
    response = service.post("/graphql", content=body, headers={"content-type": JSON})
    assert (response.status_code, code(response)) == (400, "BAD_REQUEST")


class TestGet:
    def test_an_answer_is_tagged_and_not_sent_again(self, service: httpx.Client) -> None:
        first = service.get("/graphql", params={"query": ASK}, headers={"accept-encoding": "identity"})
        tag = first.headers["etag"]
        assert first.status_code == 200
        assert tag.startswith('"')
        assert first.headers["cache-control"] == "public, max-age=60"
        assert "accept" in first.headers["vary"]
        again = service.get("/graphql", params={"query": ASK}, headers={"if-none-match": f'"other", W/{tag}'})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
        other = service.get("/graphql", params={"query": "{events{nodes{id}}}"}, headers={"if-none-match": tag})
        assert other.status_code == 200
        assert other.headers["etag"] != tag

    def test_errors_are_not_kept(self, service: httpx.Client) -> None:
        response = service.get("/graphql", params={"query": "{nothing}"}, headers={"accept": RESPONSE})
        assert (response.status_code, response.headers["cache-control"]) == (400, "no-store")
        assert "etag" not in response.headers

    def test_variables_come_as_json(self, service: httpx.Client) -> None:
        query = "query($i:ID!){event(id:$i){name}}"
        asked = {"query": query, "variables": json.dumps({"i": "event/gathering-0"})}
        assert service.get("/graphql", params=asked).json() == {"data": {"event": {"name": "Gathering 0"}}}
        assert code(service.get("/graphql", params={"query": query, "variables": "{"})) == "BAD_REQUEST"

    def test_head_has_the_headers_alone(self, service: httpx.Client) -> None:
        response = service.head("/graphql", params={"query": ASK})
        assert (response.status_code, response.content) == (200, b"")
        assert "etag" in response.headers

    def test_post_is_not_kept(self, service: httpx.Client) -> None:
        assert "etag" not in post(service, ASK).headers


class TestCompression:
    LARGE = "{ideas(first:100){nodes{id text}}}"

    def test_a_large_answer_is_compressed_for_who_takes_it(self, service: httpx.Client) -> None:
        asked = {"query": self.LARGE}
        plain = service.get("/graphql", params=asked, headers={"accept-encoding": "identity"})
        packed = service.get("/graphql", params=asked, headers={"accept-encoding": "br;q=1, gzip;q=0.5"})
        assert packed.headers["content-encoding"] == "gzip"
        assert packed.content == plain.content
        assert int(packed.headers["content-length"]) < len(plain.content) / 2
        # The same answer in other bytes has a weak tag, which still matches.
        assert packed.headers["etag"] == f"W/{plain.headers['etag']}"
        tag = {"if-none-match": packed.headers["etag"]}
        assert service.get("/graphql", params=asked, headers=tag).status_code == 304

    def test_nothing_is_compressed_that_is_small_or_not_wanted(self, service: httpx.Client) -> None:
        assert "content-encoding" not in post(service, ASK).headers
        refused = service.post("/graphql", json={"query": self.LARGE}, headers={"accept-encoding": "gzip;q=0"})
        assert "content-encoding" not in refused.headers


class TestBatches:
    BATCH = ({"query": "{a:__typename}"}, {"query": "{"}, {"query": ASK})

    def test_are_off(self, service: httpx.Client) -> None:
        response = service.post("/graphql", json=self.BATCH)
        assert (response.status_code, code(response)) == (400, "BATCH_REFUSED")

    def test_are_answered_in_order_where_they_are_on(self, start: Start) -> None:
        client = start(Options(batch=3))
        first, second, third = client.post("/graphql", json=self.BATCH).json()
        assert first == {"data": {"a": "Query"}}
        assert second["errors"][0]["extensions"]["code"] == "GRAPHQL_PARSE_FAILED"
        assert third["data"]["events"]["nodes"]
        assert code(client.post("/graphql", json=self.BATCH * 2)) == "BATCH_REFUSED"
        assert code(client.post("/graphql", json=[])) == "BATCH_REFUSED"


class TestOrigins:
    ASKS: ClassVar = {"origin": "https://example.org", "access-control-request-method": "POST"}

    def test_no_other_origin_may_ask_unless_it_is_named(self, service: httpx.Client, start: Start) -> None:
        assert (
            "access-control-allow-origin"
            not in service.get("/health", headers={"origin": "https://example.org"}).headers
        )
        client = start(Options(origins=("https://example.org",)))
        granted = client.options("/graphql", headers=self.ASKS | {"access-control-request-headers": "content-type"})
        assert granted.status_code == 200
        assert granted.headers["access-control-allow-origin"] == "https://example.org"
        denied = client.options("/graphql", headers=self.ASKS | {"origin": "https://elsewhere.example"})
        assert "access-control-allow-origin" not in denied.headers


class TestDocumentsByHash:
    HASH = hashlib.sha256(ASK.encode()).hexdigest()

    def by_hash(self, client: httpx.Client, **more: Any) -> httpx.Response:
        asked = {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": self.HASH}}, **more}
        return client.post("/graphql", json=asked, headers={"accept": RESPONSE})

    def test_a_client_registers_a_document_and_then_names_it(self, start: Start) -> None:
        client = start(Options(persisted=1))
        unknown = self.by_hash(client)
        assert code(unknown) == "PERSISTED_QUERY_NOT_FOUND"
        assert unknown.json()["errors"][0]["message"] == "PersistedQueryNotFound"
        assert self.by_hash(client, query=ASK).status_code == 200
        assert self.by_hash(client).json()["data"]["events"]["nodes"]
        asked = {"extensions": json.dumps({"persistedQuery": {"version": 1, "sha256Hash": self.HASH}})}
        assert client.get("/graphql", params=asked).json()["data"]
        assert code(self.by_hash(client, query="{__typename}")) == "PERSISTED_QUERY_MISMATCH"
        other = hashlib.sha256(b"{__typename}").hexdigest()
        more = {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": other}}, "query": "{__typename}"}
        assert client.post("/graphql", json=more).status_code == 200
        assert code(self.by_hash(client)) == "PERSISTED_QUERY_NOT_FOUND", "only one is kept"

    @pytest.fixture(params=["folder", "manifest", "operations"])
    def trusted(self, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
        if request.param == "folder":
            (tmp_path / "deeper").mkdir()
            (tmp_path / "deeper" / "events.graphql").write_text(ASK)
            yield tmp_path
        else:
            path = tmp_path / "manifest.json"
            listed = {"events": ASK} if request.param == "manifest" else {"operations": [{"id": "events", "body": ASK}]}
            path.write_text(json.dumps(listed))
            yield path

    def test_where_only_trusted_documents_are_taken_nothing_else_is(self, start: Start, trusted: Path) -> None:
        client = start(Options(trusted=trusted, only_trusted=True))
        assert self.by_hash(client).json()["data"]["events"]["nodes"]
        assert client.post("/graphql", json={"documentId": f"sha256:{self.HASH}"}).json()["data"]
        assert post(client, ASK).status_code == 200
        refused = post(client, "{__typename}")
        assert (refused.status_code, code(refused)) == (400, "DOCUMENT_NOT_TRUSTED")
        assert code(post(client, "{", extensions={})) == "DOCUMENT_NOT_TRUSTED", "it is not even parsed"
        text = "{__typename}"
        registering = {"persistedQuery": {"version": 1, "sha256Hash": hashlib.sha256(text.encode()).hexdigest()}}
        assert code(post(client, text, extensions=registering)) == "DOCUMENT_NOT_TRUSTED"
        if trusted.is_file():
            assert client.post("/graphql", json={"documentId": "events"}).json()["data"]

    def test_a_manifest_that_cannot_be_read_is_named_at_the_start(self, tmp_path: Path, filled: Connection) -> None:
        path = tmp_path / "manifest.json"
        path.write_text('{"a": 1}')
        with (
            pytest.raises(SettingsError, match=r"manifest\.json does not hold trusted documents"),
            running(filled, Options(trusted=path)),
        ):
            pass


class TestInside:
    def test_what_goes_wrong_inside_is_told_to_the_log_alone(
        self, service: httpx.Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        async def broken(*_: object) -> None:
            raise RuntimeError("bolt://secret:password@host")

        monkeypatch.setattr("api.gql.execute.Executor.execute", broken)
        response = post(service, ASK)
        assert (response.status_code, code(response)) == (500, "INTERNAL")
        assert "secret" not in response.text
        reference = response.json()["errors"][0]["extensions"]["reference"]
        assert reference in caplog.text
        assert "secret" in caplog.text
        monkeypatch.undo()
        assert post(service, ASK).status_code == 200

    def test_without_a_database_it_is_alive_but_not_ready(self, filled: Connection) -> None:
        nowhere = Connection(uri="bolt://127.0.0.1:9", user="neo4j", password="x")
        with running(nowhere, Options()) as client:
            assert client.get("/health").status_code == 200
            assert client.get("/ready").status_code == 503
            response = post(client, ASK)
            assert (response.status_code, code(response)) == (503, "DATABASE_UNAVAILABLE")
            assert post(client, ASK, JSON).status_code == 503
            assert "127.0.0.1" not in response.text
            assert post(client, "{__typename}").json() == {"data": {"__typename": "Query"}}
            assert client.get("/export/dump.ttl").status_code == 503

    def test_a_statement_that_takes_too_long_is_ended(self, start: Start) -> None:
        client = start(Options(seconds=0.2, cost=0))
        round_and_round = "attendees{nodes{attended{nodes{" * 4 + "id" + "}}}}" * 4
        slow = post(client, f"{{events{{nodes{{{round_and_round}}}}}}}")
        assert (slow.status_code, code(slow)) == (200, "TIMEOUT")
        got = client.get("/graphql", params={"query": f"{{events{{nodes{{{round_and_round}}}}}}}"})
        assert (code(got), got.headers["cache-control"]) == ("TIMEOUT", "no-store"), "what failed must not be kept"
        assert post(client, "{__typename}").status_code == 200


def test_gzip_bodies_decode_to_the_same_json(service: httpx.Client) -> None:
    with service.stream("GET", "/graphql", params={"query": TestCompression.LARGE}) as response:
        raw = b"".join(response.iter_raw())
    assert json.loads(gzip.decompress(raw))["data"]["ideas"]["nodes"]
