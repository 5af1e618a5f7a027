"""Traces for OpenTelemetry: a span for each request, and in it one for each Cypher statement that it led to.

Attributes have the names of OpenTelemetry's semantic conventions (https://opentelemetry.io/docs/specs/semconv/). A statement is
told with its parameters' names, never their values.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from opentelemetry import propagate
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import Span, SpanKind, Status, StatusCode

_FAILED = 500


class Traces:
    """Sends spans to a collector, in a thread of its own."""

    def __init__(self, endpoint: str, version: str) -> None:
        """Send to `endpoint`, the collector's address for traces (such as http://127.0.0.1:4318/v1/traces)."""
        self._provider = TracerProvider(
            resource=Resource.create({"service.name": "imagine-graph", "service.version": version})
        )
        self._provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=endpoint)))
        self._tracer = self._provider.get_tracer("imagine")

    @contextmanager
    def request(self, method: str, headers: Mapping[str, str], request_id: str) -> Iterator[Span]:
        """Yield the span of a request; it belongs to the trace that its headers name, where they name one."""
        with self._tracer.start_as_current_span(
            method,
            propagate.extract(headers),
            SpanKind.SERVER,
            {"http.request.method": method, "imagine.request.id": request_id},
        ) as span:
            yield span

    @contextmanager
    def statement(self, cypher: str, database: str) -> Iterator[None]:
        """Have a span while a Cypher statement is answered."""
        told = {"db.system.name": "neo4j", "db.namespace": database, "db.query.text": cypher}
        with self._tracer.start_as_current_span("neo4j", kind=SpanKind.CLIENT, attributes=told):
            yield

    @staticmethod
    def ended(span: Span, route: str, status: int) -> None:
        """Say how the request of a span ended."""
        span.update_name(route)
        span.set_attribute("http.route", route)
        span.set_attribute("http.response.status_code", status)
        if status >= _FAILED:
            span.set_status(Status(StatusCode.ERROR))

    def close(self) -> None:
        """Send what was not sent yet."""
        self._provider.shutdown()
