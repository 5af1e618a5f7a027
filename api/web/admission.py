"""Takes in as many requests as can be answered soon (`api.web.places`), refuses others at once, and stops working for clients
that have gone.

A request that waits in a long queue is answered when nobody wants the answer any more, and makes everybody else wait. A place is
held until the answer begins: what is sent after that costs little, and a slow reader must not keep others out. Where even the queue
is full, `api.web.protocol` refuses by `refusal` before anything of a request is looked at.
"""

import asyncio
from collections.abc import MutableMapping
from typing import Any

import orjson
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.web.places import Places

ALWAYS = frozenset({"/health", "/ready"})
"""What monitoring asks: answered however busy the service is, when it matters most, and without a key."""
_RETRY_AFTER = (b"retry-after", b"1")
_SOON_SECONDS = 0.05
"""An answer that comes within this time is not worth watching whether somebody still waits for it."""
_BUSY = "the service is busy; try again in a second"
_STOPS = "the service is being stopped; try again soon"
_CONTENT_TYPE, _JSON, _TEXT = b"content-type", b"application/json; charset=utf-8", b"text/plain; charset=utf-8"


class Admission:
    """Admits requests for which there is a place."""

    def __init__(self, app: ASGIApp, places: Places) -> None:
        """Admit requests to `app`."""
        self._app, self._places = app, places

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http" or scope["path"] in ALWAYS:
            return await self._app(scope, receive, _with_retry_after(send))
        held = begun = False

        async def send_and_leave(message: Message) -> None:
            nonlocal held, begun
            if message["type"] == "http.response.start":
                begun = True
                if held:
                    held = False
                    self._places.leave()
            await answering(message)

        answering = _with_retry_after(send)
        client = _Client(scope, receive)
        try:
            held = await self._places.enter()
            if held:
                await self._app(scope, client.receive, send_and_leave)
            else:
                await _refuse(scope, send)
        except asyncio.CancelledError:
            # Where it was not the client who went, the service stops and has waited for long enough. An answer that has begun is
            # cut: nobody takes a part for the whole.
            if not client.gone and not begun:
                await _refuse(scope, send, _STOPS)
        finally:
            client.leave()
            if held:
                self._places.leave()


class _Client:
    """What the client of a request sends, and whether it is still there; when it goes, the request's task is cancelled."""

    def __init__(self, scope: Scope, receive: Receive) -> None:
        self._receive = receive
        self._task = asyncio.current_task()
        self._loop = asyncio.get_running_loop()
        names = {name for name, _ in scope["headers"]}
        self._whole = b"content-length" not in names and b"transfer-encoding" not in names
        self._kept: list[Message] = []
        self._heard = asyncio.Event()
        self._hung_up = False
        self._asked = self._cancelled = False
        self._watching: asyncio.Task[None] | None = None
        self._timer = self._loop.call_later(_SOON_SECONDS, self._begin)

    @property
    def gone(self) -> bool:
        """Whether the request was given up because the client went."""
        return self._cancelled

    async def receive(self) -> Message:
        """What the application receives."""
        if self._watching is not None:
            while not (self._kept or self._hung_up):
                self._heard.clear()
                await self._heard.wait()
            return self._kept.pop(0) if self._kept else {"type": "http.disconnect"}
        self._asked = True
        try:
            message = await self._receive()
        finally:
            self._asked = False
        self._whole = self._whole or (message["type"] == "http.request" and not message.get("more_body"))
        return message

    def leave(self) -> None:
        """Stop watching: the request is answered."""
        self._timer.cancel()
        if self._watching is not None:
            self._watching.cancel()

    def _begin(self) -> None:
        """Begin to watch, unless the body is still arriving, or the application listens itself."""
        if self._whole and not self._asked:
            self._watching = self._loop.create_task(self._watch())
        else:
            self._timer = self._loop.call_later(_SOON_SECONDS, self._begin)

    async def _watch(self) -> None:
        while (message := await self._receive())["type"] != "http.disconnect":
            self._kept.append(message)
            self._heard.set()
        self._hung_up = True
        self._heard.set()
        if self._task is not None:
            self._cancelled = True
            self._task.cancel()


def _with_retry_after(send: Send) -> Send:
    async def sending(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start" and message["status"] == 503:
            headers = list(message.get("headers", ()))
            if not any(name == _RETRY_AFTER[0] for name, _ in headers):
                message["headers"] = [*headers, _RETRY_AFTER]
        await send(message)

    return sending


def refusal(path: str, said: str = _BUSY) -> tuple[bytes, list[tuple[bytes, bytes]]]:
    """Return the body and the headers of the answer, with status 503, to a request for `path` for which there is no room."""
    asks_graphql = path == "/graphql"
    told = {"errors": [{"message": said, "extensions": {"code": "BUSY"}}]}
    body = orjson.dumps(told) if asks_graphql else said.encode()
    return body, [
        (_CONTENT_TYPE, _JSON if asks_graphql else _TEXT),
        (b"content-length", b"%d" % len(body)),
        _RETRY_AFTER,
    ]


async def _refuse(scope: Scope, send: Send, said: str = _BUSY) -> None:
    body, headers = refusal(scope["path"], said)
    await send({"type": "http.response.start", "status": 503, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})
