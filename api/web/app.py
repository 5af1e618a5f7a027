"""The web application: GraphQL, the pages around it, RDF dumps, and what monitoring asks (`/health`, `/ready`)."""

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path

import orjson
from starlette.applications import Starlette
from starlette.requests import Request as HttpRequest
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from api.access.options import AccessOptions
from api.gql.execute import Executor, Request, Result
from api.gql.limits import check_variables
from api.gql.linked_data import completed, facts_of
from api.gql.options import Options
from api.gql.persisted import PersistedDocuments
from api.gql.refusal import RefusedError
from api.telemetry import request_ids
from api.telemetry.options import TelemetryOptions
from api.web import files, pages
from api.web.catalogue import Catalogued
from api.web.curating.decisions import Decisions
from api.web.curating.door import Door
from api.web.curating.signing_in import SigningIn
from api.web.explorer.asking import by_hash
from api.web.explorer.planning import PATIENCE, planned
from api.web.explorer.review import Reviews
from api.web.explorer.routes import ROUTES as EXPLORER
from api.web.exports import Exports
from api.web.graphql_http import Answer, Asked, GraphQLEndpoint, refused
from api.web.linked_data.routes import routes as linked_data
from api.web.linked_data.selection import json_ld
from api.web.observed import Watched
from api.web.open_data import OpenRoute
from api.web.places import Places
from api.web.protocol import ROOM, Room
from api.web.reconciliation.endpoint import routes as reconciliation
from api.web.shared import Shared
from api.web.sparql.endpoint import SparqlService
from api.web.stack import layers, stacked
from api.work.curation import CurationFiles
from api.work.deciding import Desk
from api.work.outcome import outcome
from graph.connection import Connection
from graph.rdf.iris import Iris
from graph.rdf.mapping import Mapping
from graph.sparql.options import SparqlOptions
from graph.store.query_runner import QueryRunner, unwatched
from graph.store.store import Store
from schema.errors import StoreError

LOG = logging.getLogger("imagine.api")
DEFAULT_BASE = "http://127.0.0.1:8000/"


class Operations:
    """Executes the operations that arrive over HTTP; details of an internal error go to the log, never to the client."""

    def __init__(self, options: Options, base: str = DEFAULT_BASE) -> None:
        """Read the trusted documents; IRIs begin with `base`. Raises SettingsError where the documents cannot be read."""
        self.options, self.base = options, base
        self.documents = PersistedDocuments(options, by_hash())
        self.executor: Executor | None = None
        """Set while the application runs."""

    async def answer(self, asked: Asked) -> Answer:
        """Return the response to an operation; whatever goes wrong is an error in it."""
        assert self.executor is not None, "the application has not started"
        try:
            check_variables(asked.variables, self.options)
            query = self.documents.resolve(asked.query, asked.document_id, asked.extensions)
            request = Request(
                query=query,
                variables=asked.variables,
                operation_name=asked.operation_name,
                explain=bool(asked.wanted),
            )
            execute = self._as_json_ld if asked.linked else self.executor.execute
            result = await execute(request)
        except RefusedError as e:
            return refused(e)
        except RecursionError:
            return refused(RefusedError("DEPTH_EXCEEDED", "this request is nested too deeply: ask in several requests"))
        except Exception:
            reference = request_ids.current()
            LOG.exception("an operation failed, reference %s", reference)
            message = f"something went wrong in the service; the log has the details under the reference {reference}"
            return refused(RefusedError("INTERNAL", message, status=500, reference=reference))
        return Answer(result.body, result.outcome, result.status)

    async def _as_json_ld(self, request: Request) -> Result:
        """Return what an operation selects as JSON-LD; where there is no answer, the response that says why."""
        assert self.executor is not None
        # As it was sent first: what is wrong is told in its own places, and within its limits it cannot take long to complete.
        if refusal := await self.executor.refusal(request):
            return refusal
        schema, text = self.executor.schema, completed(self.executor.schema, request.query)
        result = await self.executor.execute(replace(request, query=text, explain=False))
        if result.outcome != "data":
            return result

        def written() -> bytes:
            data = orjson.loads(result.body)["data"]
            return json_ld(facts_of(schema, text, request.operation_name, data), Mapping(Iris(self.base)))

        return replace(result, body=await asyncio.to_thread(written))


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a service is given."""

    connection: Connection
    """The database; its driver is opened when the application starts and closed when it ends."""
    options: Options = field(default_factory=Options)
    base: str = DEFAULT_BASE
    """What IRIs begin with (`Settings.base`)."""
    licence: str = "https://creativecommons.org/licenses/by/4.0/"
    """The graph's (`Settings.licence`)."""
    sparql: SparqlOptions = field(default_factory=SparqlOptions)
    home: Path | None = None
    """The folder in which SPARQL's replicas are kept and what loading found; None: a temporary one, and nothing."""
    curation: CurationFiles | None = None
    """Where the curators' files are."""
    telemetry: TelemetryOptions = field(default_factory=TelemetryOptions)
    """What is told of requests."""
    hosts: Sequence[str] = ()
    """Names beside `base`'s that the service goes by."""
    access: AccessOptions | None = None
    """Who may ask (None: everybody) and, with a `home`, who may sign in and decide (None: nobody)."""
    plan: bool = False
    """Whether the database plans the pages' statements before somebody asks for them."""
    shared: Shared | None = None
    """What the processes of one service share."""


def create_app(given: Given) -> ASGIApp:
    """Return the application over what it is given.

    Raises SettingsError where the trusted documents, or the keys, that are named there cannot be read.
    """
    connection, options, base, home = given.connection, given.options, given.base, given.home
    access, shared = given.access, given.shared
    queries = SparqlService(base, given.sparql)
    operations = Operations(options, base)
    watched = Watched(given.telemetry)
    room = Room(Places(options.requests, options.at_once), watched, options.connections)
    reviews = Reviews(home, given.curation)
    door = Door(access, home, base) if access and home else None
    curation = given.curation
    progress = shared.progress if shared else None
    decisions = Decisions(door, Desk(door.home, curation, connection), reviews, progress) if door and curation else None
    reviews.desk = decisions

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[dict[str, Room]]:
        reader = QueryRunner(connection, watch=watched.statement if watched.on else unwatched)
        app.state.reader, app.state.connection, app.state.base = reader, connection, base
        app.state.licence = given.licence
        operations.executor = asked = Executor(reader, options)
        # What limits others may ask for is none for our own pages, which ask for so much and no more.
        seconds = max(options.seconds, PATIENCE) if options.seconds else 0
        app.state.explorer = Executor(reader, Options(cost=0, seconds=seconds))
        try:
            with (
                Store(connection, read_only=True, watcher=reader.watcher(PATIENCE)) as app.state.store,
                queries.open(connection, home, shared.endpoint if shared else None),
            ):
                async with planned(reader) if given.plan else nullcontext():
                    yield {ROOM: room}
        finally:
            operations.executor = None
            asked.close()
            app.state.explorer.close()
            if decisions:
                await asyncio.to_thread(decisions.close)
            reader.close()
            watched.close()

    page = pages.graphiql() if options.graphiql else b""
    endpoint = GraphQLEndpoint(operations, options, page, pages.GRAPHIQL_HEADERS)
    routes = [
        Route("/graphql", endpoint),
        *EXPLORER,
        Route("/review", reviews.answer),
        *(SigningIn(door).routes() if door else ()),
        *(decisions.routes() if decisions else ()),
        Route("/developers", pages.developers),
        Route("/static/{name}", files.static),
        Route("/favicon.ico", files.favicon),
        *Exports().routes(),
        *Catalogued().routes(),
        OpenRoute("/sparql", queries.answer, methods=["GET", "POST"]),
        Route("/health", _health),
        Route("/ready", _ready),
        *watched.routes(),
        *linked_data(),
        *reconciliation(),
    ]
    return stacked(
        Starlette(routes=routes, lifespan=lifespan, exception_handlers={404: pages.not_found}),
        layers(
            options, routes, watched, base, given.hosts, access, door, shared.buckets if shared else None, room.places
        ),
    )


async def _health(_: HttpRequest) -> Response:
    return _json_response(200, {"status": "ok"})


async def _ready(request: HttpRequest) -> Response:
    try:
        await request.app.state.reader.ready()
    except StoreError as e:
        LOG.warning("%s", e)
        return _json_response(outcome(e).http_status, {"status": "not ready", "reason": "the database does not answer"})
    return _json_response(200, {"status": "ready"})


def _json_response(status: int, content: object) -> Response:
    return Response(orjson.dumps(content), status, media_type="application/json")
