"""The web application: GraphQL, and what a watcher asks (`/health`, `/ready`)."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import orjson
from starlette.applications import Starlette
from starlette.requests import Request as HttpRequest
from starlette.responses import Response
from starlette.routing import Route

from api.execute import Executor, Request
from api.options import Options
from graph.connection import Connection
from graph.reader import Reader
from schema.errors import StoreError


def create_app(connection: Connection, options: Options | None = None) -> Starlette:
    """Return the application over the database at `connection`; it opens its driver when it starts and closes it when it ends."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        reader = Reader(connection)
        app.state.reader, app.state.executor = reader, Executor(reader, options)
        try:
            yield
        finally:
            reader.close()

    routes = [
        Route("/graphql", _graphql, methods=["POST"]),
        Route("/health", _health),
        Route("/ready", _ready),
    ]
    return Starlette(routes=routes, lifespan=lifespan)


async def _graphql(request: HttpRequest) -> Response:
    try:
        asked = orjson.loads(await request.body())
        wanted = Request(
            query=asked["query"],
            variables=asked.get("variables") or {},
            operation_name=asked.get("operationName"),
            explain=bool(request.headers.get("x-imagine-extensions")),
        )
    except (orjson.JSONDecodeError, KeyError, TypeError, AttributeError):
        return _json(
            400, {"errors": [{"message": "send a JSON object with 'query'", "extensions": {"code": "BAD_REQUEST"}}]}
        )
    result = await request.app.state.executor.execute(wanted)
    return Response(result.body, result.status, media_type="application/graphql-response+json")


async def _health(_: HttpRequest) -> Response:
    return _json(200, {"status": "ok"})


async def _ready(request: HttpRequest) -> Response:
    try:
        await request.app.state.reader.ready()
    except StoreError as e:
        return _json(503, {"status": "not ready", "reason": str(e)})
    return _json(200, {"status": "ready"})


def _json(status: int, content: object) -> Response:
    return Response(orjson.dumps(content), status, media_type="application/json")
