"""Counts and times for Prometheus (https://prometheus.io/docs/practices/naming/): requests by address, and Cypher statements."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    multiprocess,
)
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

from api.telemetry.together import lives, shared_folder

_SECONDS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0)


class Metrics:
    """The figures of one service; of all its processes together, where they put them together (`api.telemetry.together`)."""

    media_type = CONTENT_TYPE_LATEST
    """Of what is written."""

    def __init__(self) -> None:
        """Begin at nought."""
        self._registry = registry = CollectorRegistry()
        self._folder = shared_folder()
        if not self._folder:
            ProcessCollector(registry=registry)
            PlatformCollector(registry=registry)
        workers = Gauge("imagine_workers", "Processes that answer.", registry=registry, multiprocess_mode="livesum")
        workers.set(1)
        self._requests = Counter(
            "imagine_requests", "Requests answered.", ["method", "route", "status"], registry=registry
        )
        self._seconds = Histogram(
            "imagine_request_seconds", "Time to answer a request.", ["route"], buckets=_SECONDS, registry=registry
        )
        self._under_way = Gauge(
            "imagine_requests_under_way",
            "Requests being answered.",
            registry=registry,
            multiprocess_mode="livesum",
        )
        self._statements = Histogram(
            "imagine_statement_seconds",
            "Time of a Cypher statement, waiting for a connection and decoding included.",
            ["outcome"],
            buckets=_SECONDS,
            registry=registry,
        )

    def request_begins(self) -> None:
        """Count a request as being answered."""
        self._under_way.inc()

    def request_ends(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request as answered."""
        self._under_way.dec()
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    @contextmanager
    def statement(self) -> Iterator[None]:
        """Time a Cypher statement."""
        began, outcome = time.perf_counter(), "failed"
        try:
            yield
            outcome = "answered"
        finally:
            self._statements.labels(outcome).observe(time.perf_counter() - began)

    def written(self) -> bytes:
        """Return all figures in Prometheus' text format."""
        if not self._folder:
            return generate_latest(self._registry)
        for file in self._folder.glob("gauge_live*_*.db"):
            if not lives(pid := int(file.stem.rpartition("_")[2])):
                multiprocess.mark_process_dead(pid, str(self._folder))  # type: ignore[no-untyped-call]
        together = CollectorRegistry()
        multiprocess.MultiProcessCollector(together, str(self._folder))  # type: ignore[no-untyped-call]
        return generate_latest(together)
