"""The service when Neo4j hangs or dies, when too many ask, and when clients misbehave."""

import asyncio
import logging
import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import replace
from urllib.parse import urlsplit

import httpx
import pytest
from bench.world import reports
from neo4j import GraphDatabase
from serving import running
from waiting import within

from api.gql.options import Options
from api.telemetry.logs import write_logs
from faults.proxy import Line
from graph.connection import Connection
from graph.store.query_runner import QueryRunner
from graph.store.store import Store
from schema.errors import UnreachableError

QUESTION = {"query": "{ people { totalCount } }"}
MOST_SECONDS = 120.0
"""What a machine with much to do may take, far less than anything that nobody gives up."""
SLOW = "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b WITH a * b AS c WHERE c = -1 RETURN count(c)"


@pytest.fixture
def line(neo4j_server: Connection) -> Iterator[Line]:
    with Line(neo4j_server.uri) as line:
        yield line


@pytest.fixture
def serve(line: Line, neo4j_server: Connection) -> Iterator[Callable[[Options], httpx.Client]]:
    with ExitStack() as stack:
        yield lambda options: stack.enter_context(running(replace(neo4j_server, uri=line.uri), options))


def taken(call: Callable[[], httpx.Response]) -> tuple[httpx.Response, float]:
    begun = time.monotonic()
    return call(), time.monotonic() - begun


def slow_statements(connection: Connection) -> int:
    with GraphDatabase.driver(connection.uri, auth=(connection.user, connection.password)) as driver:
        rows = driver.execute_query(
            "SHOW TRANSACTIONS YIELD currentQuery WHERE currentQuery STARTS WITH 'UNWIND range' RETURN 1"
        )
        return len(rows.records)


@pytest.mark.fault("Neo4j hangs")
def test_a_neo4j_that_hangs_is_noticed_and_refused_until_it_answers(
    line: Line, serve: Callable[[Options], httpx.Client], record_property: Callable[[str, object], None]
) -> None:
    client = serve(Options())
    assert client.post("/graphql", json=QUESTION).status_code == 200
    line.passes.clear()
    ready, seconds = taken(lambda: client.get("/ready"))
    assert ready.status_code == 503 and seconds < 2.5
    assert ready.headers["retry-after"] == "1"
    asked, seconds = taken(lambda: client.post("/graphql", json=QUESTION))
    assert asked.status_code == 503 and seconds < 8
    assert asked.json()["errors"][0]["extensions"]["code"] == "DATABASE_UNAVAILABLE"
    asked, seconds = taken(lambda: client.post("/graphql", json=QUESTION))
    assert asked.status_code == 503 and seconds < 1
    assert asked.headers["retry-after"] == "1"
    page, seconds = taken(lambda: client.get("/data/event/nothing.ttl"))
    assert page.status_code == 503 and seconds < 1
    assert client.get("/health").status_code == 200
    line.passes.set()
    begun = time.monotonic()
    assert within(15, lambda: client.get("/ready").status_code == 200)
    record_property("recovery", time.monotonic() - begun)
    assert within(5, lambda: client.post("/graphql", json=QUESTION).status_code == 200)


@pytest.mark.fault("Neo4j is killed")
def test_that_nobody_answers_any_more_is_in_the_log_once(
    line: Line, serve: Callable[[Options], httpx.Client], capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever is asked meanwhile, and however: of GraphQL, of pages, of data."""
    client = serve(Options())
    assert client.post("/graphql", json=QUESTION).status_code == 200
    logger = logging.getLogger()
    handlers, level = logger.handlers[:], logger.level
    try:
        write_logs("text")
        line.refuses = True
        line.cut()
        assert client.post("/graphql", json=QUESTION).status_code == 503
        assert within(10, lambda: "the database is silent" in capsys.readouterr().err)
        assert client.post("/graphql", json=QUESTION).status_code == 503
        assert {client.get(page).status_code for page in (*PAGES, "/ready")} == {503}
        assert capsys.readouterr().err == ""
        line.refuses = False
        assert within(15, lambda: client.get("/ready").status_code == 200)
        assert "the database answers again" in capsys.readouterr().err
    finally:
        logger.handlers[:] = handlers
        logger.setLevel(level)


PAGES = (
    "/data/event/nothing.ttl",
    "/event/nothing",
    "/void.ttl",
    "/review",
    "/export/graph.nt",
    "/reconcile/suggest/entity?prefix=a",
    "/sparql?query=ASK%20%7B%7D",
)


@pytest.mark.fault("Neo4j hangs", len(PAGES))
@pytest.mark.usefixtures("store")
def test_pages_that_are_asked_for_first_when_it_hangs_keep_nobody_else_out(
    line: Line, serve: Callable[[Options], httpx.Client]
) -> None:
    """Nothing but what reads in threads of its own, as many as are worked on at once, while nobody knows yet that it hangs.

    It hangs until all were answered, so that none of them was answered by it: how long that takes is the machine's to say.
    """
    client = serve(Options(at_once=len(PAGES), requests=20))
    client.timeout = httpx.Timeout(MOST_SECONDS)

    def answered() -> bool:
        return {client.get(page).status_code for page in PAGES} <= {200, 404}

    assert within(MOST_SECONDS, answered), "a machine with much to do plans them late"
    line.passes.clear()
    with ThreadPoolExecutor(len(PAGES)) as pool:
        for page, answer in zip(PAGES, pool.map(client.get, PAGES), strict=True):
            assert (answer.status_code, answer.headers["retry-after"] != "") == (503, True), page
    assert client.get("/static/site.css").status_code == 200
    assert client.get(PAGES[0]).status_code == 503
    line.passes.set()
    assert within(MOST_SECONDS, lambda: client.get("/ready").status_code == 200)
    assert within(MOST_SECONDS, answered)


@pytest.mark.fault("Neo4j hangs")
def test_an_export_that_has_begun_is_broken_off_when_it_hangs(
    line: Line, serve: Callable[[Options], httpx.Client], store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody else asks meanwhile, so that it must be noticed by itself."""
    for bundle in reports(1):
        store.load(bundle)
    monkeypatch.setattr("graph.store.reading.PAGE", 1)
    client = serve(Options())
    with client.stream("GET", "/export/graph.nt") as answer:
        pieces = answer.iter_raw(1)
        next(pieces)
        line.passes.clear()
        begun = time.monotonic()
        with pytest.raises(httpx.HTTPError):
            for _ in pieces:
                pass
        assert time.monotonic() - begun < 15


@pytest.mark.fault("the line to Neo4j is cut")
def test_a_neo4j_that_dies_and_comes_back_needs_no_new_service(
    line: Line, serve: Callable[[Options], httpx.Client]
) -> None:
    client = serve(Options())
    assert client.post("/graphql", json=QUESTION).status_code == 200
    line.cut()
    assert within(5, lambda: client.post("/graphql", json=QUESTION).status_code == 200)
    assert client.get("/ready").status_code == 200


@pytest.mark.fault("clients go away", 2)
def test_who_goes_away_ends_their_statement_in_neo4j(neo4j_server: Connection) -> None:
    async def ask() -> None:
        runner = QueryRunner(neo4j_server, workers=2)
        try:
            asked = asyncio.create_task(runner.row(SLOW, {}, lambda row: row, timeout=60))
            assert await asyncio.to_thread(within, 10, lambda: slow_statements(neo4j_server) == 1)
            asked.cancel()
            with pytest.raises(asyncio.CancelledError):
                await asked
            assert await asyncio.to_thread(within, 5, lambda: slow_statements(neo4j_server) == 0)
            assert await runner.row("RETURN 1", {}, lambda row: row) == [1]
            with pytest.raises(UnreachableError, match="in time"):
                await runner._threads.run(lambda read: runner._read_row(SLOW, {}, None, read), 0.5)
            assert await asyncio.to_thread(within, 5, lambda: slow_statements(neo4j_server) == 0)
        finally:
            runner.close()

    asyncio.run(ask())


@pytest.mark.fault("more is asked than can be answered", 4)
def test_more_than_can_be_answered_soon_are_refused_at_once(
    line: Line, serve: Callable[[Options], httpx.Client]
) -> None:
    client = serve(Options(requests=4))
    assert client.post("/graphql", json=QUESTION).status_code == 200
    kept, *others = (socket.create_connection(place(client), timeout=15) for _ in range(4))
    assert all(one.send(b"GET /health HTTP/1.1\r\nhost: localhost\r\n\r\n") and one.recv(65536) for one in others)
    line.passes.clear()
    with ThreadPoolExecutor(4) as pool:
        waiting = [pool.submit(client.post, "/graphql", json=QUESTION) for _ in range(4)]
        time.sleep(0.5)
        for address in ("/graphql", "/browse/people", "/sparql"):
            refused, seconds = taken(lambda address=address: client.get(address))  # type: ignore[misc]
            assert refused.status_code == 503 and refused.headers["retry-after"] == "1" and seconds < 1
            assert "busy" in refused.text
            assert refused.headers["x-content-type-options"] == "nosniff"
        assert client.get("/health").status_code == 200
        asked = b"POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-length: 2\r\nx-request-id: %b\r\n%b\r\n{}"
        answers = told(kept, asked % (b"one-of-two", b""), asked % (b"two-of-two", b"connection: close\r\n"))
        assert answers.count(b"HTTP/1.1 503 ") == answers.count(b'"code":"BUSY"') == 2, "a connection stays usable"
        assert b"x-request-id: one-of-two" in answers and b"x-request-id: two-of-two" in answers
        answer = told(client, asked % (b"at-the-door", b""))  # who connects only now is not let in
        assert answer.startswith(b"HTTP/1.1 503 ") and b'"code":"BUSY"' in answer and answer.count(b"HTTP/1.1 ") == 1
        for name in (b"x-request-id: at-the-door", b"connection: close", b"retry-after: 1", b"nosniff"):
            assert name in answer
        assert told(client, b"GET /health HTTP/1.0\r\n\r\n").startswith(b"HTTP/1.1 200 ")
        in_parts = told(client, asked[:-2] % (b"in-two-parts", b"connection: close\r\n"), b"{}")
        assert in_parts.startswith(b"HTTP/1.1 503 ") and b"x-request-id: in-two-parts" in in_parts
        head = client.head("/")
        assert head.status_code == 503 and not head.content
        for unusual, status in ((b"", b"503"), (b"Content-Length: 2\r\n", b"400"), (b"Upgrade: h2c\r\n", b"503")):
            odd = told(others.pop(), asked % (b"not-sure-at-a-glance", b"connection: close\r\n" + unusual))
            assert odd.startswith(b"HTTP/1.1 %b " % status)
        line.passes.set()
        assert {one.result().status_code for one in waiting} <= {200, 503}
    assert within(5, lambda: client.post("/graphql", json=QUESTION).status_code == 200)


@pytest.mark.fault("more is asked than can be answered", 3)
def test_connections_that_ask_nothing_do_not_keep_monitoring_out(
    serve: Callable[[Options], httpx.Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.web.doorway.ASKS_SECONDS", 0.3)
    monkeypatch.setattr("api.web.doorway.MOST_UNHEARD", 1)
    monkeypatch.setattr("api.web.doorway.FOR_MONITORING", 2)
    client = serve(Options(connections=4))
    asked, health = (
        b"GET %b HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n" % path
        for path in (b"/favicon.ico", b"/health")
    )
    assert client.get("/health").status_code == 200
    with ExitStack() as idle:
        for _ in range(4):
            idle.enter_context(socket.create_connection(place(client)))
        assert within(5, lambda: told(client, asked).startswith(b"HTTP/1.1 503 "))
        assert told(client, health).startswith(b"HTTP/1.1 200 ")
        unheard = socket.create_connection(place(client), timeout=15)
        assert told(client, health).startswith(b"HTTP/1.1 200 "), "who has said nothing makes way"
        assert told(unheard).startswith(b"HTTP/1.1 503 ")
        assert told(client).startswith(b"HTTP/1.1 503 "), "nobody is waited for for long"
        monkeypatch.setattr("api.web.doorway.MOST_UNHEARD", 100)
        begun = [idle.enter_context(socket.create_connection(place(client))) for _ in range(2)]
        for one in begun:
            one.sendall(b"GET /health HTTP/1.1\r\n")
        assert within(5, lambda: told(client, health).startswith(b"HTTP/1.1 503 ")), (
            "monitoring has only so many either"
        )
    assert within(5, lambda: told(client, asked).startswith(b"HTTP/1.1 200 "))


@pytest.mark.fault("clients go away", 2)
def test_who_hangs_up_makes_room_for_others(line: Line, serve: Callable[[Options], httpx.Client]) -> None:
    client = serve(Options(requests=2))
    assert client.post("/graphql", json=QUESTION).status_code == 200
    line.passes.clear()
    body = b'{"query":"{ people { totalCount } }"}'
    head = b"POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n"
    for _ in range(2):
        with socket.create_connection(place(client)) as one:
            one.sendall(head % len(body) + body)
            time.sleep(0.3)
    assert within(5, lambda: client.get("/static/site.css").status_code == 200)
    line.passes.set()
    assert within(10, lambda: client.post("/graphql", json=QUESTION).status_code == 200)


def place(client: httpx.Client) -> tuple[str, int]:
    parts = urlsplit(str(client.base_url))
    return parts.hostname or "", parts.port or 80


def told(client: httpx.Client | socket.socket, *sent: bytes, seconds: float = 15) -> bytes:
    """What is answered to these bytes, over a connection of its own or that one, until the service closes it."""
    kept = client if isinstance(client, socket.socket) else socket.create_connection(place(client), timeout=seconds)
    with kept as one:
        answer = b""
        try:
            for part in sent:
                one.sendall(part)
            while data := one.recv(65536):
                answer += data
        except ConnectionError:
            pass
        return answer


@pytest.fixture(scope="module")
def client(neo4j_server: Connection) -> Iterator[httpx.Client]:
    with running(neo4j_server, Options()) as client:
        yield client


@pytest.mark.fault("requests are too large, too deep or too many-headed")
@pytest.mark.parametrize(
    "sent",
    [
        b"GET /health HTTP/1.1\r\nhost: localhost\r\nx: " + b"a" * 1_000_000,
        b"GET /health HTTP/1.1\r\n" + b"".join(b"x-%d: a\r\n" % i for i in range(100_000)),
        b"GET /" + b"a" * 1_000_000,
    ],
    ids=["one header", "many headers", "an address"],
)
def test_headers_have_a_limit(client: httpx.Client, sent: bytes) -> None:
    answer = told(client, *(sent[i : i + 50_000] for i in range(0, len(sent), 50_000)))
    assert answer == b"" or answer.startswith((b"HTTP/1.1 431", b"HTTP/1.1 400"))
    assert answer == b"" or (b"x-request-id: " in answer and b"nosniff" in answer)
    assert client.get("/health").status_code == 200


@pytest.mark.fault("requests are too large, too deep or too many-headed")
def test_headers_that_come_at_once_have_a_limit(client: httpx.Client) -> None:
    head = b"GET /health HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\nx: %s\r\n\r\n"
    assert told(client, head % (b"a" * 60_000)).startswith(b"HTTP/1.1 200")
    answer = told(client, head % (b"a" * 70_000))
    assert answer.startswith(b"HTTP/1.1 431") and answer.count(b"HTTP/1.1") == 1


@pytest.mark.fault("requests come too slowly")
@pytest.mark.parametrize("sent", [b"", b"GET /health HTTP/1.1\r\nhost: localhost\r\n"], ids=["nothing", "half"])
def test_headers_have_a_time_limit(client: httpx.Client, monkeypatch: pytest.MonkeyPatch, sent: bytes) -> None:
    monkeypatch.setattr("api.web.protocol.HEAD_SECONDS", 0.5)
    answer, begun = told(client, sent), time.monotonic()
    assert answer.startswith(b"HTTP/1.1 408") and b"x-request-id: " in answer and b"nosniff" in answer
    assert time.monotonic() - begun < 10


@pytest.mark.fault("requests come too slowly")
def test_a_body_has_a_time_limit(client: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.web.protocol.BODY_SECONDS", 0.5)
    head = b"POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{"
    assert told(client, head).startswith(b"HTTP/1.1 408")


@pytest.mark.fault("answers are not read", 2)
@pytest.mark.parametrize("closing", [b"", b"connection: close\r\n"], ids=["kept", "closing"])
def test_an_answer_that_nobody_reads_is_not_kept(
    client: httpx.Client, monkeypatch: pytest.MonkeyPatch, closing: bytes
) -> None:
    monkeypatch.setattr("api.web.protocol.READ_SECONDS", 0.5)
    asked = b"GET /static/graphiql-4.1.2.js HTTP/1.1\r\nhost: localhost\r\n%b\r\n"
    with socket.socket() as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        one.settimeout(15)
        one.connect(place(client))
        one.sendall(asked % b"" * 12 + asked % closing)
        time.sleep(3)
        read = 0
        with suppress(ConnectionResetError):
            while data := one.recv(1 << 20):
                read += len(data)
    assert read < 12_000_000, "what was left is there no more"
    whole = client.get("/static/graphiql-4.1.2.js")
    assert whole.status_code == 200 and len(whole.content) == int(whole.headers["content-length"])


@pytest.mark.fault("requests come under another name", 5)
@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:1", 200), ("localhost", 200), ("[::1]:8000", 200), ("attacker.example", 421),
        ("localhost.attacker.example", 421), ("", 421), ("[", 421), ("127.0.0.1.nip.example", 421),
    ],
)  # fmt: skip
def test_the_service_answers_to_its_own_names_alone(client: httpx.Client, host: str, status: int) -> None:
    answer = client.get("/health", headers={"host": host})
    assert answer.status_code == status
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.fault("requests are too large, too deep or too many-headed", 13)
def test_many_parameters_and_deep_variables_are_refused(client: httpx.Client) -> None:
    many = "&".join(f"a{i}=1" for i in range(500))
    assert client.get(f"/graphql?query=%7B__typename%7D&{many}").status_code == 400
    for depth in (255, 500, 1023):
        for opening, closing in (("[", "]"), ('{"a":', "}")):
            deep = opening * depth + "1" + closing * depth
            for query in ("query($a: PersonFilter) { people(where: $a) { totalCount } }", "{ people { totalCount } }"):
                body = f'{{"query": "{query}", "variables": {{"a": {deep}}}}}'
                answer = client.post("/graphql", content=body, headers={"content-type": "application/json"})
                assert answer.status_code < 500, answer.text
