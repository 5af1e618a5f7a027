"""Reading by key, no more often than may be, and nothing to be written through the service."""

import asyncio
import base64
import json
import logging
import socket
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import neo4j
import pytest
from hypothesis import given
from hypothesis import strategies as st
from serving import running
from waiting import within

from api.__main__ import main
from api.access.clients import MOST_CLIENTS, Buckets, address_of
from api.access.keys import Keys
from api.access.options import AccessOptions
from api.gql.options import Options
from api.settings import Settings
from api.work.outcome import CALLED_WRONGLY, NOT_FOUND, UNREACHABLE
from graph.connection import Connection, translated
from graph.store.query_runner import QueryRunner
from graph.store.store import Store
from schema.errors import SettingsError, StoreError

GUARDED = [
    "/",
    "/search",
    "/graphql?query={__typename}",
    "/export/graph.ttl",
    "/sparql",
    "/metrics",
    "/static/site.css",
]
GUARDED += ["/review", "/developers", "/reconcile", "/void.ttl", "/nowhere"]


@contextmanager
def guarded(connection: Connection, **options: object) -> Iterator[httpx.Client]:
    with running(connection, Options(), access=AccessOptions(**options)) as client:  # type: ignore[arg-type]
        yield client


def made(path: Path, *names: str) -> list[str]:
    """Give out keys, and return them."""
    keys, given = Keys(), []
    for name in names:
        keys, key = keys.added(name)
        given.append(key)
    keys.save(path)
    return given


def basic(key: str) -> str:
    return "Basic " + base64.b64encode(f"anybody:{key}".encode()).decode()


def test_one_client_has_so_many_requests_under_way_and_others_have_theirs(filled: Connection, tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    one, other = made(path, "one", "other")
    head = b"POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 9\r\n"
    unfinished = head + b"x-api-key: %b\r\n\r\n"
    asked = "/graphql?query={__typename}"

    def status(key: str) -> int:
        return client.get(asked, headers={"x-api-key": key}).status_code

    with guarded(filled, keys=path, at_once=2) as client:
        place = (client.base_url.host, client.base_url.port or 80)
        with socket.create_connection(place) as first, socket.create_connection(place) as second:
            for connection in (first, second):
                connection.sendall(unfinished % one.encode())
            assert within(5, lambda: status(one) == 429)
            refused = client.get(asked, headers={"x-api-key": one})
            assert (refused.headers["retry-after"], refused.json()["errors"][0]["extensions"]["code"]) == (
                "1",
                "TOO_OFTEN",
            )
            assert status(other) == 200
        assert within(5, lambda: status(one) == 200), "what is given up makes room"
        assert [status(one) for _ in range(5)] == [200] * 5, "what is answered is not under way"


def test_a_page_of_another_origin_reads_why_it_was_refused_and_when_to_come_back(
    filled: Connection, tmp_path: Path
) -> None:
    path = tmp_path / "keys.json"
    made(path, "council")
    page = "https://council.example"
    access = AccessOptions(keys=path, rate=2)
    with running(filled, Options(origins=(page,)), access=access) as client:
        asked = [client.get("/graphql?query={__typename}", headers={"origin": page}) for _ in range(3)]
        assert [a.status_code for a in asked] == [401, 401, 429]
        assert {a.headers["access-control-allow-origin"] for a in asked} == {page}
        assert "retry-after" in asked[-1].headers["access-control-expose-headers"].lower()
        dump = client.get("/export/graph.ttl", headers={"origin": page})
        assert (dump.status_code, dump.headers["access-control-allow-origin"]) == (429, "*")
        preflight = client.options(
            "/export/graph.ttl", headers={"origin": page, "access-control-request-method": "GET"}
        )
        assert preflight.status_code == 204
        assert {"authorization", "x-api-key"} <= {
            h.strip() for h in preflight.headers["access-control-allow-headers"].split(",")
        }


def test_with_keys_every_address_asks_for_one_but_those_of_monitoring(filled: Connection, tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    [key, other] = made(path, "council", "charity")
    with guarded(filled, keys=path) as client:
        for address in GUARDED:
            refused = client.get(address)
            assert (address, refused.status_code) == (address, 401)
            assert refused.headers["www-authenticate"].startswith("Bearer")
            assert "nosniff" in refused.headers["x-content-type-options"]
        assert client.post("/graphql", json={"query": "{__typename}"}).json()["errors"][0]["extensions"] == {
            "code": "UNAUTHENTICATED"
        }
        for address in ("/health", "/ready"):
            assert client.get(address).status_code == 200
        ways = [{"authorization": f"Bearer {key}"}, {"x-api-key": key}, {"authorization": basic(other)}]
        for way in ways:
            assert client.get("/developers", headers=way).status_code == 200
            assert client.post("/graphql", json={"query": "{__typename}"}, headers=way).status_code == 200
        for wrong in ("x", key[:-1], key + "x", "ig_" + "A" * 43, "council"):
            for way in ({"authorization": f"Bearer {wrong}"}, {"x-api-key": wrong}, {"authorization": basic(wrong)}):
                assert client.get("/developers", headers=way).status_code == 401
        assert client.get("/developers", headers={"authorization": "Basic ???"}).status_code == 401


def test_a_key_that_is_taken_back_opens_nothing_any_more(
    filled: Connection, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "keys.json"
    [key] = made(path, "council")
    with guarded(filled, keys=path) as client:
        way = {"x-api-key": key}
        assert client.get("/developers", headers=way).status_code == 200
        Keys.load(path).without("council").save(path)
        assert client.get("/developers", headers=way).status_code == 401
        [key] = made(path, "council")
        assert client.get("/developers", headers={"x-api-key": key}).status_code == 200
        path.unlink()
        with caplog.at_level(logging.ERROR):
            assert client.get("/developers", headers={"x-api-key": key}).status_code == 401
        assert "no file of keys" in caplog.text and key not in caplog.text


def test_who_asks_too_often_is_told_when_to_come_back(filled: Connection, tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    [one, other] = made(path, "one", "other")
    with guarded(filled, keys=path, rate=3) as client:
        asked = [client.get("/static/site.css", headers={"x-api-key": one}) for _ in range(4)]
        assert [r.status_code for r in asked] == [200, 200, 200, 429]
        assert 1 <= int(asked[3].headers["retry-after"]) <= 20
        assert client.get("/static/site.css", headers={"x-api-key": other}).status_code == 200
        assert client.get("/health").status_code == 200
        # Without a key, an address is the client: guesses are limited too.
        assert [client.get("/static/site.css").status_code for _ in range(4)] == [401, 401, 401, 429]


def test_a_proxy_is_believed_where_a_setting_names_it(filled: Connection) -> None:
    def asked(client: httpx.Client, address: str) -> int:
        return client.get("/static/site.css", headers={"x-forwarded-for": address}).status_code

    with guarded(filled, rate=1) as client:
        assert [asked(client, f"198.51.100.{n}") for n in (1, 2)] == [200, 429]
    proxies = Settings.from_environment({"IMAGINE_ACCESS_PROXIES": "127.0.0.1, 10.0.0.0/8"}).access.proxies
    with guarded(filled, rate=1, proxies=proxies) as client:
        assert [asked(client, f"198.51.100.{n}") for n in (1, 2, 1)] == [200, 200, 429]
        assert asked(client, "198.51.100.9, 198.51.100.1, 10.2.3.4") == 429, (
            "what the client itself claims counts for nothing"
        )


@given(st.lists(st.sampled_from(["198.51.100.7", "203.0.113.9", "rubbish", ""]), max_size=4))
def test_a_stranger_cannot_choose_the_address_that_is_counted(claimed: list[str]) -> None:
    proxies = Settings.from_environment({"IMAGINE_ACCESS_PROXIES": "10.0.0.0/8"}).access.proxies
    assert address_of("192.0.2.1", claimed, proxies) == "192.0.2.1"
    assert address_of("10.0.0.1", [*claimed, "192.0.2.1, 10.1.1.1"], proxies) == "192.0.2.1"
    assert address_of("2001:db8::1", claimed, proxies) == address_of("2001:db8::2", claimed, proxies) == "2001:db8::/64"


@given(st.lists(st.floats(0, 30), min_size=1, max_size=60), st.integers(1, 20))
def test_nobody_gets_more_than_twice_a_minutes_requests_within_a_minute(waits: list[float], rate: int) -> None:
    clock, let_in = [0.0], []
    buckets = Buckets(rate, lambda: clock[0])
    for wait in waits:
        clock[0] += wait
        if seconds := buckets.take("one"):
            assert seconds <= 60
        else:
            let_in.append(clock[0])
        assert sum(at > clock[0] - 60 for at in let_in) <= 2 * rate


@given(st.integers(1, 500))
def test_who_waits_as_long_as_was_said_is_let_in(rate: int) -> None:
    clock = [0.0]
    buckets = Buckets(rate, lambda: clock[0])
    while not (seconds := buckets.take("one")):
        pass
    clock[0] += seconds
    assert buckets.take("one") == 0


def test_strangers_do_not_fill_the_memory() -> None:
    buckets = Buckets(1)
    for n in range(MOST_CLIENTS + 10):
        buckets.take(str(n))
    assert len(buckets._left) == MOST_CLIENTS


WRITES = ["CREATE (:Planted)", "MATCH (n) DETACH DELETE n", "CREATE INDEX planted FOR (n:X) ON (n.y)"]


@pytest.mark.parametrize("write", WRITES)
def test_neo4j_refuses_writes_through_the_sessions_of_the_service(filled: Connection, write: str) -> None:
    async def through_the_reader() -> None:
        await reader.rows(write, {})

    reader = QueryRunner(filled)
    try:
        with Store(filled) as store:
            before = store.read("MATCH (n) RETURN count(n) AS n")
            with pytest.raises(StoreError):
                asyncio.run(through_the_reader())
            with Store(filled, read_only=True) as reading:
                with pytest.raises(StoreError), reading._session() as session:
                    run(session, write)
                for change in (reading.clear, reading.prepare, lambda: reading.remove("document/report-0")):
                    with pytest.raises(StoreError, match="opened to be read"):
                        change()
            assert store.read("MATCH (n) RETURN count(n) AS n") == before
    finally:
        reader.close()


def run(session: neo4j.Session, write: str) -> None:
    with translated("the session's Neo4j"):
        session.run(write).consume()


def test_keys_are_given_out_and_taken_back_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("IMAGINE_HOME", str(tmp_path / "home"))
    path = tmp_path / "home" / "access-keys.json"
    assert main(["keys", "add", "council"]) == 0
    key = capsys.readouterr().out.strip()
    assert key.startswith("ig_") and key not in path.read_text()
    assert path.stat().st_mode & 0o077 == 0
    assert Keys.load(path).holder(key) == "council"
    assert main(["keys", "add", "council"]) == CALLED_WRONGLY
    assert main(["keys", "list", "--json"]) == 0
    assert [k["name"] for k in json.loads(capsys.readouterr().out)] == ["council"]
    assert main(["keys", "remove", "council"]) == 0
    assert Keys.load(path).holder(key) is None
    assert main(["keys", "remove", "council"]) == NOT_FOUND
    assert key not in (tmp_path / "home" / "audit.jsonl").read_text()


@pytest.mark.parametrize("text", [None, "", "{}", '{"version": 2, "keys": []}', '{"version": 1, "keys": [{}]}', "\xff"])
def test_a_file_of_keys_that_cannot_be_read_lets_nobody_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "keys.json"
    if text is not None:
        path.write_text(text, encoding="latin-1")
    with pytest.raises(SettingsError):
        Keys.load(path)
    monkeypatch.setenv("IMAGINE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("IMAGINE_ACCESS_KEYS", str(path))
    assert main(["serve"]) == CALLED_WRONGLY
    assert "file of keys" in capsys.readouterr().err
    assert not (tmp_path / "home").exists()


def test_no_secret_is_printed_with_what_holds_it() -> None:
    settings = Settings.from_environment({"NEO4J_URI": "bolt://db.example", "NEO4J_PASSWORD": "secret-word"})
    connection = Connection(uri="bolt://db.example", user="neo4j", password="secret-word")
    assert "secret-word" not in f"{settings!r} {settings} {connection!r} {connection}"


def test_a_password_that_is_refused_is_in_no_message_and_no_traceback(
    neo4j_server: Connection, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("IMAGINE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("NEO4J_URI", neo4j_server.uri)
    monkeypatch.setenv("NEO4J_PASSWORD", "secret-word")
    assert main(["list"]) == UNREACHABLE
    with pytest.raises(StoreError) as refused:
        main(["list", "--debug"])
    told = capfd.readouterr()
    assert "secret-word" not in told.out + told.err + "".join(traceback.format_exception(refused.value))
    assert "refused the user or password" in told.err
