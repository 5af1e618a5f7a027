"""HTTP/1.1 as uvicorn speaks it, with limits on what a client may send before anybody looks at it (bytes of headers, and time), on
how long it may leave an answer unread, and with refusals that cost next to nothing.

A request for which there is no room is refused here, before it becomes a task of the application: under ten times the load that
can be answered, what is refused would otherwise leave no time for what is not.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from uvicorn._types import ASGI3Application
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol, RequestResponseCycle

from api.telemetry import request_ids
from api.web import admission
from api.web.at_a_glance import glance
from api.web.observed import Watched
from api.web.places import Places
from api.web.stack import ON_REFUSAL

HEAD_BYTES = 65_536
"""The most bytes of a request's line and headers together."""
HEAD_SECONDS = 10.0
"""Within how many seconds they must have arrived, counted from the first byte of the connection or from the request before."""
BODY_SECONDS = 30.0
"""Within how many seconds the body must have arrived."""
READ_SECONDS = 60.0
"""Within how many seconds a client must take something of an answer, which is kept for it meanwhile."""
_TOO_LARGE = (431, f"the headers may have {HEAD_BYTES:,} bytes")
ALWAYS = frozenset(path.encode() for path in admission.ALWAYS)
"""Paths that are let in though there is no room."""
_TOO_SLOW = (408, "the request did not arrive in time")


ROOM = "imagine.room"
"""The name, in the state that an application yields while it runs, of its `Room`."""


@dataclass(frozen=True, slots=True)
class Room:
    """What is known of the application's room for requests."""

    places: Places
    watched: Watched
    connections: int = 0
    """That may be open; 0: any number."""
    unheard: dict[asyncio.Protocol, Callable[[], None]] = field(default_factory=dict)
    """Connections that came when there was no room and have not asked anything yet, the longest there first, and what ends each."""


def written_refusal(method: bytes, path: bytes, name: bytes | None, *, stays: bool) -> bytes:
    """Return the bytes of the answer to a request for which there is no room.

    `name`: the id that its client gave it; `stays`: whether the connection can be used again.
    """
    head, body = _about_refusal(path == b"/graphql", stays)
    return b"".join((head, request_ids.name_for(name).encode(), _BLANK, b"" if method == b"HEAD" else body))


@cache
def _about_refusal(asks_graphql: bool, stays: bool) -> tuple[bytes, bytes]:
    """Return what stands before the request's id, and the body."""
    body, headers = admission.refusal("/graphql" if asks_graphql else "/")
    return _written_head(503, headers, stays=stays), body


def _written_head(status: int, headers: list[tuple[bytes, bytes]], *, stays: bool) -> bytes:
    """Return the head of an answer up to the request's id, which comes last."""
    lines = [b"%s: %s\r\n" % pair for pair in (*headers, *ON_REFUSAL)]
    return b"".join(
        (STATUS_LINE[status], *lines, b"" if stays else b"connection: close\r\n", request_ids.HEADER, b": ")
    )


_BLANK = b"\r\n\r\n"


class LimitedProtocol(HttpToolsProtocol):
    """One connection."""

    _refused = False
    """Whether the request that arrives is refused once it is there as a whole."""

    _begun = False
    """Whether a part of a request is there, of which the parser knows."""

    _timer: asyncio.TimerHandle | None = None
    _reading: asyncio.TimerHandle | None = None
    _unread = 0
    """Bytes of answers that the client had not taken when that was looked at."""
    _answered: RequestResponseCycle | None = None
    """The request that is being answered, or was last; uvicorn's `cycle` is the last that came, which may wait for it."""
    _head: int | None = 0
    """Bytes of the headers so far; None while a body arrives or is awaited."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A client has connected."""
        super().connection_made(transport)
        self._await(HEAD_SECONDS)

    def connection_lost(self, exc: Exception | None) -> None:
        """The client has gone."""
        self._await(None)
        if self._reading is not None:
            self._reading.cancel()
        super().connection_lost(exc)
        if self._answered is not None and not self._answered.response_complete:
            self._answered.disconnected = True
            self._answered.message_event.set()

    def data_received(self, data: bytes) -> None:
        """Bytes have arrived."""
        if self.transport.is_closing():
            return
        request_ids.none_yet()  # a connection is read in the context of the request before
        if not self._begun and self._is_full():
            seen = glance(data)
            if seen.is_whole and seen.path not in ALWAYS:
                self._await(None)
                self._refuse_for_want_of_room(seen.method, seen.path, seen.name, stays=seen.stays)
                return
        if self._head is not None:
            self._head += len(data)
        super().data_received(data)
        if self._head is not None and self._head > HEAD_BYTES:
            self._refuse(*_TOO_LARGE)

    def pause_writing(self) -> None:
        """The client takes an answer more slowly than it is written."""
        super().pause_writing()
        self._expect_reading()

    def on_response_complete(self) -> None:
        """An answer is written as a whole, but need not have been taken."""
        super().on_response_complete()
        self._expect_reading()

    def on_message_begin(self) -> None:
        """A request begins."""
        self._begun = True
        super().on_message_begin()
        self._await(HEAD_SECONDS)

    def on_headers_complete(self) -> None:
        """A request's headers are there."""
        self._head = None
        self._await(BODY_SECONDS)
        if len(self.url) + sum(len(name) + len(value) for name, value in self.headers) > HEAD_BYTES:
            self._refuse(*_TOO_LARGE)  # they came at once, so that nobody counted them while they came
        self._refused = self.transport.is_closing() or self._has_no_room()
        if not self._refused:
            if room := self.app_state.get(ROOM):
                room.places.expect()
            super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """A part of a request's body is there."""
        if not self._refused:
            super().on_body(body)

    def on_message_complete(self) -> None:
        """A request is there as a whole."""
        self._begun = False
        self._await(None)
        self._head = 0
        if self._refused:
            self._refused = False
            if not self.transport.is_closing():
                method, stays = self.parser.get_method(), self.parser.should_keep_alive()
                name = dict(self.headers).get(request_ids.HEADER)
                self._refuse_for_want_of_room(method, self.url.partition(b"?")[0], name, stays=stays)
        else:
            super().on_message_complete()

    def _refuse_for_want_of_room(self, method: bytes, path: bytes, name: bytes | None, *, stays: bool) -> None:
        self.transport.write(written_refusal(method, path, name, stays=stays))
        room: Room = self.app_state[ROOM]
        room.places.refused()
        room.watched.refused(method.decode("ascii", "replace"))
        if not stays:
            self.transport.close()
        self.on_response_complete()

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: ASGI3Application) -> None:
        self._answered = cycle
        super()._start_asgi_task(cycle, app)

    def _has_no_room(self) -> bool:
        """Whether the request whose headers are there can be refused without more; what is not sure is the application's to say."""
        return (
            self._is_full()
            and not self.expect_100_continue
            and not self.parser.should_upgrade()
            and self.parser.get_method() != b"OPTIONS"
            and self.url.partition(b"?")[0] not in ALWAYS
        )

    def _is_full(self) -> bool:
        """Whether there is no room for a request that begins now, and nothing before it is being answered."""
        room: Room | None = self.app_state.get(ROOM)
        return room is not None and room.places.full and (self.cycle is None or self.cycle.response_complete)

    def _expect_reading(self) -> None:
        if self._reading is None and (unread := self.transport.get_write_buffer_size()):
            self._unread = unread
            self._reading = self.loop.call_later(READ_SECONDS, self._look_at_reading)

    def _look_at_reading(self) -> None:
        self._reading = None
        if 0 < self._unread <= self.transport.get_write_buffer_size():
            self.transport.abort()  # to close would wait for the client
        else:
            self._expect_reading()

    def _await(self, seconds: float | None) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = None if seconds is None else self.loop.call_later(seconds, self._refuse, *_TOO_SLOW)

    def _unsupported_upgrade_warning(self) -> None:
        """Say nothing of a client that offers another protocol: the offer need not be taken (RFC 9110, 7.8), and is not."""

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no request."""
        self._refuse(400, msg)

    def _refuse(self, status: int, told: str) -> None:
        self._await(None)
        answering = self._answered
        if answering is None or answering.response_complete or not answering.response_started:
            body = told.encode()
            about = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", b"%d" % len(body))]
            name = request_ids.name_for(None).encode()
            self.transport.write(_written_head(status, about, stays=False) + name + _BLANK + body)
            if room := self.app_state.get(ROOM):
                room.watched.refused("none", status)
        self.transport.close()
