"""The graph to take away over HTTP: `/export/graph.nq`, `/export/graph.trig.gz`, ..., streamed while it is read.

What is refused is refused before the first byte. What goes wrong later breaks the transfer off: no client takes a part for the
whole, because the last chunk never comes.
"""

import asyncio
import io
import logging
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass
from typing import IO, Any, cast

import orjson
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from api.web.open_data import OpenRoute
from api.work.dumps import SOFTWARE
from api.work.outcome import outcome
from graph.dumps.compression import MEDIA_TYPES, compression_of
from graph.dumps.export import Dump, write
from graph.dumps.formats import FORMATS, format_of
from graph.rdf.writer import Version
from graph.store.store import Store
from schema.errors import FaultyGraphError, ImagineError, NotFoundError, QueryError, StoreError

LOG = logging.getLogger("imagine.api")

_AT_ONCE = 2
"""How many dumps are written at the same time; each takes a connection, a thread and a part of a processor for as long as it
lasts."""
_PIECE = 1 << 16
_RETRY_SECONDS = 10
_PATIENCE_SECONDS = 60
"""How long a dump waits for its reader to take the next piece; after that it gives its room to others."""


class Exports:
    """Answers who takes the graph away."""

    def __init__(self) -> None:
        """Nothing is being written yet."""
        self._running = 0

    def routes(self) -> list[OpenRoute]:
        """Return the addresses; `dump` was the name before `graph`."""
        return [OpenRoute(f"/export/{name}.{{ending:path}}", self._answer) for name in ("graph", "dump")]

    async def _answer(self, request: Request) -> Response:
        try:
            dump = _asked(request)
        except ImagineError as e:
            return _refusal(e)
        if request.method == "HEAD":
            response = Response(headers=_headers(dump))
            del response.headers["content-length"]  # nobody knows it before all is written
            return response
        if self._running >= _AT_ONCE:
            return _json(503, f"{_AT_ONCE} exports are being written already; try again soon", _RETRY)
        self._running += 1
        pipe = _Pipe(asyncio.get_running_loop())
        writing = asyncio.create_task(asyncio.to_thread(_write, request.app.state.store, dump, pipe))
        writing.add_done_callback(self._finished)
        try:
            first = await pipe.next_piece()
        except ImagineError as e:
            return _refusal(e)
        return _Streamed(pipe, first, dump)

    def _finished(self, _: asyncio.Task[None]) -> None:
        self._running -= 1


def _asked(request: Request) -> Dump:
    """Return what a request asks for. Raises NotFoundError or QueryError."""
    ending, asked = request.path_params["ending"], request.query_params
    compression = compression_of(ending)
    name = ending.rpartition(".")[0] if compression else ending
    try:
        format_ = format_of(name)
    except NotFoundError:
        known = ", ".join(f"/export/graph.{f.ending}" for f in FORMATS.values())
        raise NotFoundError(
            f"there is no export {ending[:40]!r}; there are {known}, each also with .gz or .zst"
        ) from None
    if unknown := set(asked) - {"version", "document", "since"}:
        raise QueryError(
            f"an export takes no {min(unknown)[:40]!r}; it takes version, document (several times) and since"
        )
    version = asked.get("version", "1.1")
    if version not in ("1.1", "1.2"):
        raise QueryError(f"there is no version {version[:40]!r} of RDF here; there are 1.1 and 1.2")
    dump = Dump(
        format=format_,
        base=request.app.state.base,
        version=cast(Version, version),
        software=SOFTWARE,
        compression=compression,
        documents=tuple(asked.getlist("document")),
        since=asked.get("since"),
    )
    dump.check()
    return dump


def _headers(dump: Dump) -> dict[str, str]:
    name = f"graph.{dump.format.ending}"
    if dump.compression is not None:
        media_type = MEDIA_TYPES[dump.compression]
        name += {"gzip": ".gz", "zstd": ".zst"}[dump.compression]
    else:
        media_type = dump.format.content_type(dump.version)
    return {"content-type": media_type, "content-disposition": f'attachment; filename="{name}"'}


def _write(store: Store, dump: Dump, pipe: "_Pipe") -> None:
    """Write a dump into a pipe, in a thread."""
    try:
        out = io.BufferedWriter(pipe, _PIECE)
        write(store, dump, cast(IO[bytes], out), lambda _: None)
        out.flush()
    except BaseException as e:  # noqa: BLE001 - it is raised where the pipe is read
        pipe.end(e)
    else:
        pipe.end(None)


class _Streamed(StreamingResponse):
    """What a thread writes, as it comes."""

    def __init__(self, pipe: "_Pipe", first: bytes, dump: Dump) -> None:
        super().__init__(self._content(first), headers=_headers(dump))
        self._pipe = pipe

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        except StoreError as e:
            LOG.warning("an export was broken off: %s", e)
            raise
        finally:
            self._pipe.close_reader()

    async def _content(self, first: bytes) -> AsyncIterator[bytes]:
        piece = first
        while piece:
            yield piece
            piece = await self._pipe.next_piece()


def _refusal(error: ImagineError) -> Response:
    told = outcome(error)
    message = str(error)
    if isinstance(error, StoreError) and not isinstance(error, NotFoundError | FaultyGraphError):
        LOG.warning("an export failed: %s", error)
        message = "the database cannot be read just now; try again soon"
    return _json(told.http_status, message, _RETRY if told.http_status == 503 else {})


_RETRY = {"retry-after": str(_RETRY_SECONDS)}


def _json(status: int, message: str, headers: dict[str, str]) -> Response:
    return Response(orjson.dumps({"error": message}), status, headers, "application/json")


class ClosedPipeError(Exception):
    """Nobody reads any more."""


@dataclass(frozen=True, slots=True)
class _End:
    error: BaseException | None


class _Pipe(io.RawIOBase):
    """What a thread writes and the event loop reads, no more of it at once than a few pieces."""

    def __init__(self, loop: asyncio.AbstractEventLoop, patience: float = _PATIENCE_SECONDS) -> None:
        self._loop, self._patience = loop, patience
        self._queue: asyncio.Queue[bytes | _End] = asyncio.Queue(4)
        self._closed_by_reader = False

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._put(bytes(data))
        return len(data)

    def end(self, error: BaseException | None) -> None:
        """Tell the reader that all was written, or why not."""
        with suppress(ClosedPipeError):
            self._put(_End(error))

    async def next_piece(self) -> bytes:
        """Return the next piece; nothing at the end. Raises what the writer met."""
        piece = await self._queue.get()
        if not isinstance(piece, _End):
            return piece
        if piece.error is not None:
            raise piece.error
        return b""

    def close_reader(self) -> None:
        """Let the writer know that nobody reads any more."""
        self._closed_by_reader = True
        while not self._queue.empty():
            self._queue.get_nowait()

    def _put(self, piece: bytes | _End) -> None:
        if self._closed_by_reader:
            raise ClosedPipeError
        taken = asyncio.run_coroutine_threadsafe(self._queue.put(piece), self._loop)
        try:
            taken.result(self._patience)
        except TimeoutError:
            taken.cancel()
            self._loop.call_soon_threadsafe(self._give_up)
            self._closed_by_reader = True
            raise ClosedPipeError from None

    def _give_up(self) -> None:
        """Break the transfer off where its reader comes back after all."""
        while not self._queue.empty():
            self._queue.get_nowait()
        self._queue.put_nowait(_End(StoreError("its reader took nothing for too long; ask again")))
