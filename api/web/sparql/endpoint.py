"""Answers at `/sparql`: queries in turn, so many at once, so many waiting, and the rest refused until later."""

import asyncio
import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import orjson
from pyoxigraph import RdfFormat, serialize
from starlette.requests import Request
from starlette.responses import Response

from api.web.accept import best
from api.web.shared import Answering
from api.web.sparql.page import PAGE_HEADERS, page
from api.web.sparql.protocol import GRAPHS, RequestRefusedError, question_of
from api.work.dumps import SOFTWARE
from api.work.outcome import outcome
from graph.connection import Connection
from graph.sparql.description import PREFIXES, description
from graph.sparql.endpoint import Endpoint
from graph.sparql.options import SparqlOptions
from graph.sparql.question import Answer, BusyError, Question, SizeLimitError, TimeLimitError
from schema.errors import ImagineError, NotAcceptableError, SilentError, StoreError, UnreachableError

LOG = logging.getLogger("imagine.sparql")
_STATUSES: dict[type[ImagineError], int] = {SizeLimitError: 422, TimeLimitError: 503}
_VARY = {"vary": "accept"}


class SparqlService:
    """The endpoint of one service."""

    def __init__(self, base: str, options: SparqlOptions) -> None:
        """`base`: what IRIs begin with; the endpoint's own is `sparql` there."""
        self._base, self._options = base, options
        self._endpoint: Answering | None = None
        """Set while the application runs."""
        self._asked = 0

    @contextmanager
    def open(self, connection: Connection, home: Path | None, shared: Answering | None = None) -> Iterator[None]:
        """Take questions within a `with` block, about the graph at `connection`; replicas are kept in `home`. `shared`: what
        answers for several processes, instead of one of our own."""
        with ExitStack() as ours:
            self._endpoint = shared
            if shared is None:
                folder = ours.enter_context(replica_folder(home))
                own = Endpoint(connection, self._base, folder, self._options, SOFTWARE)
                self._endpoint = ours.enter_context(closing(own))
            with self._taking():
                yield

    @contextmanager
    def _taking(self) -> Iterator[None]:
        self._threads = ThreadPoolExecutor(self._options.workers, thread_name_prefix="sparql")
        try:
            yield
        finally:
            self._threads.shutdown(cancel_futures=True)

    async def answer(self, request: Request) -> Response:
        """Answer a request."""
        reader = request.app.state.reader
        try:
            question = await question_of(request, self._options.query)
            if question is None:
                return self._described(request)
            if reader.silent:
                raise SilentError
            answer = await self._answered(question)
        except UnreachableError as e:
            with suppress(StoreError):
                await reader.ready()  # who asks next is told at once, where it is silent
            return _refused(e)
        except ImagineError as e:
            return _refused(e)
        charset = "; charset=utf-8" if answer.media_type.startswith("text/") else ""
        return Response(answer.body, headers={"content-type": answer.media_type + charset, **_VARY})

    async def _answered(self, question: Question) -> Answer:
        assert self._endpoint is not None, "the service has not started"
        if self._asked >= self._options.workers + self._options.waiting:
            raise BusyError(f"{self._asked} queries are asked already; ask again in some seconds", 2)
        self._asked += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, self._endpoint.answer, question)
        finally:
            self._asked -= 1

    def _described(self, request: Request) -> Response:
        try:
            wanted = best(request.headers, (*GRAPHS, "text/html"))
        except NotAcceptableError:
            raise RequestRefusedError(400, "the request has no query; send one, in the parameter 'query'") from None
        if wanted == "text/html":
            return Response(page(), media_type=wanted, headers={**PAGE_HEADERS, **_VARY})
        syntax = RdfFormat.from_media_type(wanted)
        assert syntax is not None
        body = serialize(description(f"{self._base}sparql"), format=syntax, prefixes=PREFIXES)
        return Response(body, media_type=wanted, headers=_VARY)


@contextmanager
def replica_folder(home: Path | None) -> Iterator[Path]:
    """Yield the folder for replicas in a home, or a temporary one."""
    if home is not None:
        yield home / "sparql"
    else:
        with TemporaryDirectory(prefix="imagine-sparql-") as folder:
            yield Path(folder)


def _refused(error: ImagineError) -> Response:
    status = error.status if isinstance(error, RequestRefusedError) else _status(error)
    headers = dict(_VARY)
    said = str(error)
    if isinstance(error, BusyError):
        headers["retry-after"] = str(error.seconds)
    elif isinstance(error, StoreError):
        LOG.warning("a query failed: %s", error)
        said = "the database cannot be read just now; try again soon"
    if status == 413:
        headers["connection"] = "close"
    return Response(orjson.dumps({"error": said}), status, media_type="application/json", headers=headers)


def _status(error: ImagineError) -> int:
    return _STATUSES.get(type(error)) or outcome(error).http_status
