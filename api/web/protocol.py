"""HTTP/1.1 as uvicorn speaks it, with limits on what a client may send before anybody looks at it: bytes of headers, and time."""

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_BYTES = 65_536
"""Bytes that a request's line and headers may have together."""
HEAD_SECONDS = 10.0
"""Seconds within which they must have arrived, from the first byte of the connection or after the request before."""
BODY_SECONDS = 30.0
"""Seconds within which the body must have arrived."""
_TOO_LARGE = (431, b"Request Header Fields Too Large", f"the headers may have {HEAD_BYTES:,} bytes".encode())
_TOO_SLOW = (408, b"Request Timeout", b"the request did not arrive in time")


class LimitedProtocol(HttpToolsProtocol):
    """One connection."""

    _timer: asyncio.TimerHandle | None = None
    _head: int | None = 0
    """Bytes of the headers so far; None while a body arrives or is awaited."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A client has connected."""
        super().connection_made(transport)
        self._await(HEAD_SECONDS)

    def connection_lost(self, exc: Exception | None) -> None:
        """The client has gone."""
        self._await(None)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Bytes have arrived."""
        if self.transport.is_closing():
            return
        if self._head is not None:
            self._head += len(data)
        super().data_received(data)
        if self._head is not None and self._head > HEAD_BYTES:
            self._refuse(*_TOO_LARGE)

    def on_message_begin(self) -> None:
        """A request begins."""
        super().on_message_begin()
        self._await(HEAD_SECONDS)

    def on_headers_complete(self) -> None:
        """A request's headers are there."""
        self._head = None
        self._await(BODY_SECONDS)
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """A request is there as a whole."""
        self._await(None)
        super().on_message_complete()
        self._head = 0

    def _await(self, seconds: float | None) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = None if seconds is None else self.loop.call_later(seconds, self._refuse, *_TOO_SLOW)

    def _refuse(self, status: int, reason: bytes, told: bytes) -> None:
        self._await(None)
        answering: Any = self.cycle
        if answering is None or answering.response_complete or not answering.response_started:
            head = b"HTTP/1.1 %d %s\r\ncontent-type: text/plain; charset=utf-8\r\ncontent-length: %d\r\nconnection: close\r\n\r\n"
            self.transport.write(head % (status, reason, len(told)) + told)
        self.transport.close()
