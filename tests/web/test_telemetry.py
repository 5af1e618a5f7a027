"""Requests can be watched in the log, the metrics and the traces, down to the statement; nobody's name is in any of them."""

import json
import logging
import os
import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import httpx
import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span
from prometheus_client.parser import text_string_to_metric_families
from serving import running
from waiting import within

from api.gql.options import Options
from api.telemetry.logs import write_logs
from api.telemetry.options import TelemetryOptions
from api.telemetry.request_ids import current
from graph.connection import Connection
from schema.errors import SilentError

ASK = {
    "query": "query($n: String) { organisations(where: {name: {eq: $n}}) { totalCount } }",
    "variables": {"n": "Zebedee"},
}


class Collector(HTTPServer):
    """Takes traces over HTTP, as an OpenTelemetry collector does."""

    def __init__(self) -> None:
        self.spans: list[Span] = []
        super().__init__(("127.0.0.1", 0), _Taking)


class _Taking(BaseHTTPRequestHandler):
    server: Collector

    def do_POST(self) -> None:
        sent = ExportTraceServiceRequest.FromString(self.rfile.read(int(self.headers["content-length"])))
        self.server.spans += [s for r in sent.resource_spans for scope in r.scope_spans for s in scope.spans]
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def collecting() -> Iterator[tuple[Collector, str]]:
    with Collector() as collector:
        thread = threading.Thread(target=collector.serve_forever, daemon=True)
        thread.start()
        yield collector, f"http://127.0.0.1:{collector.server_port}/v1/traces"
        collector.shutdown()


def test_every_answer_names_its_request(service: httpx.Client) -> None:
    given = service.get("/health", headers={"x-request-id": "from-the-proxy-1"})
    assert given.headers["x-request-id"] == "from-the-proxy-1"
    first, second = service.get("/nowhere"), service.get("/health")
    assert first.status_code == 404
    assert len({first.headers["x-request-id"], second.headers["x-request-id"]}) == 2


@pytest.mark.parametrize("odd", ["short", "a" * 65, "two words here", "semi;colon;here", "caf\u00e9-caf\u00e9"])
def test_an_id_that_could_disturb_a_log_is_replaced(service: httpx.Client, odd: str) -> None:
    answer = service.get("/health", headers={"x-request-id": odd.encode("latin-1")})
    assert answer.headers["x-request-id"] != odd


@contextmanager
def told_of_requests() -> Iterator[list[tuple[str, str]]]:
    """Yield what uvicorn logs from now on, each with the id of the request that it is told to belong to."""
    told: list[tuple[str, str]] = []

    class Noting(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            told.append((record.getMessage(), current()))

    logger, handler = logging.getLogger("uvicorn.error"), Noting()
    level = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.WARNING)
    yield told
    logger.removeHandler(handler)
    logger.setLevel(level)


@pytest.mark.parametrize("status", [200, 503])
def test_what_is_no_request_is_not_told_as_the_one_before(filled: Connection, status: int) -> None:
    """On the connection of a request that was answered, or refused for want of room."""
    asked = b"%b HTTP/1.1\r\nhost: localhost\r\nx-request-id: the-one-before\r\n%b\r\n"
    with running(filled, Options(requests=1)) as client, told_of_requests() as told:
        place = (client.base_url.host, client.base_url.port or 80)
        with (
            socket.create_connection(place, timeout=15) as one,
            socket.create_connection(place, timeout=15) as other,
        ):
            if status == 503:
                other.sendall(asked % (b"POST /graphql", b"content-type: application/json\r\ncontent-length: 9\r\n"))
                assert within(5, lambda: client.get("/static/site.css").status_code == 503)
            one.sendall(asked % (b"GET /static/site.css", b""))
            assert one.recv(65536).startswith(b"HTTP/1.1 %d " % status)
            time.sleep(0.2)  # the rest of the page comes apart from its head
            one.sendall(b"what is no request\r\n\r\n")
            while one.recv(65536):
                pass
    assert told == [("Invalid HTTP request received.", "-")]


def test_an_offer_to_speak_another_protocol_is_passed_over_in_silence(service: httpx.Client) -> None:
    offer = {
        "connection": "upgrade",
        "upgrade": "websocket",
        "sec-websocket-version": "13",
        "sec-websocket-key": "AA==",
    }
    with told_of_requests() as told:
        answers = [service.get("/health", headers=headers) for headers in (offer, {})]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert told == []


def test_metrics_are_off_unless_asked_for(service: httpx.Client) -> None:
    assert service.get("/metrics").status_code == 404


def test_metrics_count_requests_by_route_and_time_statements(filled: Connection) -> None:
    with running(filled, Options(), telemetry=TelemetryOptions(metrics=True)) as client:
        client.post("/graphql", json=ASK).raise_for_status()
        client.get("/person/nobody-of-this-name")
        client.get("/a/b/c/d")
        with socket.create_connection((client.base_url.host, client.base_url.port or 80), timeout=15) as one:
            one.sendall(b"what is no request\r\n\r\n")
            answer = one.recv(65536)
        written = client.get("/metrics")
    assert answer.startswith(b"HTTP/1.1 400 ") and b"x-request-id: " in answer and b"nosniff" in answer
    assert "Zebedee" not in written.text
    assert "nobody-of-this-name" not in written.text
    samples = {
        (
            sample.name,
            sample.labels.get("route"),
            sample.labels.get("status"),
            sample.labels.get("outcome"),
        ): sample.value
        for family in text_string_to_metric_families(written.text)
        for sample in family.samples
    }
    assert samples["imagine_requests_total", "/graphql", "200", None] == 1
    assert samples["imagine_requests_total", "none", "404", None] == 1
    assert samples["imagine_requests_total", "refused", "400", None] == 1
    assert samples["imagine_requests_total", "/person/{rest:path}", "404", None] == 1
    assert samples["imagine_request_seconds_count", "/graphql", None, None] == 1
    assert samples["imagine_statement_seconds_count", None, None, "answered"] >= 1
    assert samples["imagine_requests_under_way", None, None, None] == 1  # the one that asks


def test_a_trace_leads_from_the_request_to_its_statement(filled: Connection) -> None:
    above, of_request = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"
    with collecting() as (collector, address):
        with running(filled, Options(), telemetry=TelemetryOptions(traces=address)) as client:
            client.post("/graphql", json=ASK, headers={"traceparent": f"00-{above}-{of_request}-01"}).raise_for_status()
        spans = {span.name: span for span in collector.spans}
    request, statement = spans["/graphql"], spans["neo4j"]
    assert (request.trace_id.hex(), request.parent_span_id.hex()) == (above, of_request)
    assert (statement.trace_id, statement.parent_span_id) == (request.trace_id, request.span_id)
    told = {a.key: a.value.string_value or a.value.int_value for a in [*request.attributes, *statement.attributes]}
    assert told["http.response.status_code"] == 200
    assert "MATCH" in str(told["db.query.text"])
    assert "Zebedee" not in str(told)


@pytest.mark.parametrize(
    "path",
    [
        "/data/event/of-nobody.ttl",
        "/reconcile/suggest/entity?prefix=Zeb",
        "/export/graph.nt",
        "/void.ttl",
        "/review",
        "/",
    ],
)
def test_every_request_that_asks_neo4j_leads_to_its_statements(filled: Connection, path: str) -> None:
    """Whichever way it reads: the statements are in its trace and in the figures, and no name is."""
    with collecting() as (collector, address):
        watch = TelemetryOptions(traces=address, metrics=True)
        with running(filled, Options(), telemetry=watch) as client:
            assert client.get(path).status_code in (200, 404)
            written = client.get("/metrics").text
        spans = collector.spans
    [request] = [span for span in spans if span.name != "neo4j" and "metrics" not in span.name]
    statements = [span for span in spans if (span.name, span.trace_id) == ("neo4j", request.trace_id)]
    assert statements and all("Zeb" not in str(span) for span in statements)
    counted = re.search(r'^imagine_statement_seconds_count\{outcome="answered"\} (\S+)', written, re.M)
    assert counted and float(counted[1]) >= len(statements)


def test_a_failure_is_one_in_the_trace_and_the_metrics(filled: Connection) -> None:
    nowhere = Connection(uri="bolt://127.0.0.1:9", user="neo4j", password="x")
    with collecting() as (collector, address):
        watch = TelemetryOptions(traces=address, metrics=True)
        with running(nowhere, Options(), telemetry=watch) as client:
            assert client.get("/ready").status_code == 503
            written = client.get("/metrics").text
    assert [span.name for span in collector.spans if span.status.code == 2].count("/ready") == 1
    assert re.search(r'^imagine_statement_seconds_count\{outcome="failed"\} [1-9]', written, re.M)


def test_the_log_has_a_line_for_each_request(filled: Connection, caplog: pytest.LogCaptureFixture) -> None:
    with (
        caplog.at_level(logging.INFO, "imagine.requests"),
        running(filled, Options(), telemetry=TelemetryOptions(requests=True)) as client,
    ):
        client.get("/developers", params={"q": "Zebedee"})
    (line,) = [r for r in caplog.records if r.name == "imagine.requests"]
    assert line.getMessage().startswith("GET /developers 200 ")
    assert "Zebedee" not in caplog.text


@pytest.fixture
def logging_as_before() -> Iterator[None]:
    root, ours = logging.getLogger(), logging.getLogger("imagine")
    handlers, levels = root.handlers[:], (root.level, ours.level)
    yield
    root.handlers[:] = handlers
    root.setLevel(levels[0])
    ours.setLevel(levels[1])


@pytest.mark.usefixtures("logging_as_before")
def test_the_log_is_lines_of_text_or_json(capsys: pytest.CaptureFixture[str]) -> None:
    write_logs("text")
    logging.getLogger("imagine.api").warning("one\n2026-01-01 forged \x1b[31mline")
    (text,) = capsys.readouterr().err.splitlines()
    assert f"WARNING {os.getpid()} imagine.api [-] one\\n2026" in text
    assert "\x1b" not in text
    silent = SilentError()
    logging.getLogger("imagine.api").warning("%s", silent)
    assert capsys.readouterr().err == "", "what each request would repeat, and the log has said"
    write_logs("json")
    logging.getLogger("imagine.api").warning("two\nlines", extra={"status": 503})
    told = json.loads(capsys.readouterr().err)
    assert told["message"] == "two\nlines"
    assert (told["levelname"], told["name"], told["request"], told["status"]) == ("WARNING", "imagine.api", "-", 503)
