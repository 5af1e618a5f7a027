"""The outermost layer: each request gets its id, and is told to the log, the metrics and the traces, as far as they are on."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api import __version__
from api.telemetry import request_ids
from api.telemetry.options import TelemetryOptions

# What they are made of takes a sixth of a second to import, which those wait for who have switched it on.
if TYPE_CHECKING:
    from api.telemetry.metrics import Metrics
    from api.telemetry.traces import Traces

LOG = logging.getLogger("imagine.requests")
_NOWHERE = "none"
"""The route of a request that fits none, so that strangers cannot make metrics grow."""
_REFUSED = "refused"
"""The route of a request that was refused before it was looked at."""
_ABORTED = 499
"""What is noted as the status of a request that was never answered, as other servers do."""


class Watched:
    """What watches one service: its metrics and its traces, where they are on."""

    def __init__(self, options: TelemetryOptions) -> None:
        """Begin as the options say."""
        self.requests = options.requests
        self.metrics = _metrics() if options.metrics else None
        self.traces = _traces(options.traces) if options.traces else None

    @property
    def on(self) -> bool:
        """Whether anything is told of requests."""
        return self.requests or self.metrics is not None or self.traces is not None

    @contextmanager
    def statement(self, cypher: str, database: str) -> Iterator[None]:
        """Watch a Cypher statement (`graph.store.query_runner.Watch`)."""
        with (
            self.metrics.statement() if self.metrics else nullcontext(),
            self.traces.statement(cypher, database) if self.traces else nullcontext(),
        ):
            yield

    def refused(self, method: str, status: int = 503) -> None:
        """Tell of a request for which there was no room, or of what was none; nobody looked at what it was for."""
        if self.metrics:
            self.metrics.request_begins()
            self.metrics.request_ends(method, _REFUSED, status, 0.0)
        if self.requests:
            facts = {"method": method, "route": _REFUSED, "status": status, "ms": 0.0}
            LOG.info("%(method)s %(route)s %(status)d %(ms)s ms", facts, extra=facts)

    def routes(self) -> list[Route]:
        """Return the address of the metrics, where they are on."""
        return [Route("/metrics", self._written)] if self.metrics else []

    def close(self) -> None:
        """Send what was not sent yet."""
        if self.traces:
            self.traces.close()

    async def _written(self, _: Request) -> Response:
        assert self.metrics is not None, "there is no such route without metrics"
        return Response(
            self.metrics.written(), headers={"content-type": self.metrics.media_type, "cache-control": "no-store"}
        )


def _metrics() -> Metrics:
    from api.telemetry.metrics import Metrics

    return Metrics()


def _traces(endpoint: str) -> Traces:
    from api.telemetry.traces import Traces

    return Traces(endpoint, __version__)


class Observed:
    """Gives each request an id, and tells of it when it ends."""

    def __init__(self, app: ASGIApp, watched: Watched, routes: Sequence[Route]) -> None:
        """Tell of the requests to `app`, whose `routes` name them."""
        self._app, self._watched = app, watched
        self._routes = routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        name = request_ids.begin(dict(scope["headers"]).get(request_ids.HEADER))
        told = (request_ids.HEADER, name.encode())
        answered = _ABORTED

        async def send_named(message: Message) -> None:
            nonlocal answered
            if message["type"] == "http.response.start":
                answered = message["status"]
                message["headers"] = [*message.get("headers", ()), told]
            await send(message)

        if not self._watched.on:
            return await self._app(scope, receive, send_named)
        began, metrics, traces = time.perf_counter(), self._watched.metrics, self._watched.traces
        with ExitStack() as during:
            span = None
            if traces:
                headers = {key.decode("latin-1"): value.decode("latin-1") for key, value in scope["headers"]}
                span = during.enter_context(traces.request(scope["method"], headers, name))
            if metrics:
                metrics.request_begins()
            try:
                await self._app(scope, receive, send_named)
            finally:
                seconds, route = time.perf_counter() - began, self._route(scope)
                if metrics:
                    metrics.request_ends(scope["method"], route, answered, seconds)
                if traces and span:
                    traces.ended(span, route, answered)
                if self._watched.requests:
                    milliseconds = round(seconds * 1000, 1)
                    facts = {"method": scope["method"], "route": route, "status": answered, "ms": milliseconds}
                    LOG.info("%(method)s %(route)s %(status)d %(ms)s ms", facts, extra=facts)

    def _route(self, scope: Scope) -> str:
        return next((r.path for r in self._routes if r.matches(scope)[0] is not Match.NONE), _NOWHERE)
