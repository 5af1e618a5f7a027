"""Lets in who has a key, where one is asked for, and nobody more often than may be.

A key comes as `Authorization: Bearer KEY`, as `X-API-Key: KEY`, or as the password that a browser asks a person for (Basic, with
any user's name), so that the pages can be read as well. A key changes nothing, so that a page elsewhere which makes a browser ask
gains nothing: it cannot read the answer. Curators who are signed in need no key, and the way to sign in asks for none.
"""

import base64
import binascii
import logging
from collections import Counter

import orjson
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from api.access.clients import Buckets, address_of
from api.access.keys import KeptKeys
from api.access.options import AccessOptions
from api.web.admission import ALWAYS
from api.web.curating.door import Door
from api.web.shared import Taking
from schema.errors import SettingsError

LOG = logging.getLogger("imagine.access")

_WAY_IN = ("/sign-in", "/static/")
"""Where the addresses begin that somebody needs in order to sign in."""
_CHALLENGE = (
    b"www-authenticate",
    b'Bearer realm="Imagine Graph", Basic realm="Imagine Graph (any user, your key as password)"',
)
_NO_KEY = "this service asks for a key: send it as 'Authorization: Bearer KEY' or 'X-API-Key: KEY'"
_TOO_MANY = "you have as many requests under way as one client may; try again when one is answered"
_TOO_OFTEN = "you ask more often than one client may; try again in {seconds} s"


class Guarded:
    """Refuses requests without a key with 401, and those that come too often, or too many at once, with 429."""

    def __init__(
        self, app: ASGIApp, options: AccessOptions, door: Door | None = None, buckets: Taking | None = None
    ) -> None:
        """Guard `app`; without `buckets`, what clients have left is counted here.

        Raises SettingsError where the file of keys cannot be read.
        """
        self._app, self._options, self._door = app, options, door
        self._keys = KeptKeys(options.keys) if options.keys else None
        self._buckets = (buckets or Buckets(options.rate)) if options.rate else None
        self._under_way: Counter[str] = Counter()
        """Requests of each client that are, as far as there is a limit."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        # A browser's preflight comes without a key, and tells nothing.
        if scope["type"] != "http" or scope["path"] in ALWAYS or scope["method"] == "OPTIONS":
            return await self._app(scope, receive, send)
        headers = Headers(scope=scope)
        holder = self._holder(headers)
        client = f"key {holder}" if holder else f"address {self._address(scope, headers)}"
        if self._buckets and (seconds := self._buckets.take(client)):
            told = _TOO_OFTEN.format(seconds=seconds)
            return await _refuse(scope, send, 429, "TOO_OFTEN", told, (b"retry-after", b"%d" % seconds))
        if self._keys and holder is None and not await self._is_curators(scope):
            return await _refuse(scope, send, 401, "UNAUTHENTICATED", _NO_KEY, _CHALLENGE)
        if not self._options.at_once:
            return await self._app(scope, receive, send)
        if self._under_way[client] >= self._options.at_once:
            return await _refuse(scope, send, 429, "TOO_OFTEN", _TOO_MANY, (b"retry-after", b"1"))
        self._under_way[client] += 1
        try:
            return await self._app(scope, receive, send)
        finally:
            self._under_way[client] -= 1
            if not self._under_way[client]:
                del self._under_way[client]  # strangers cannot make it grow

    def _address(self, scope: Scope, headers: Headers) -> str:
        peer = scope["client"][0] if scope.get("client") else ""
        return address_of(peer, headers.getlist("x-forwarded-for"), self._options.proxies)

    async def _is_curators(self, scope: Scope) -> bool:
        """Whether a request is that of a curator who is signed in, or of somebody on their way there."""
        if self._door is None or not self._door.is_there:
            return False
        on_the_way = scope["path"].startswith(_WAY_IN)
        return on_the_way or await run_in_threadpool(self._door.signed_in, Request(scope)) is not None

    def _holder(self, headers: Headers) -> str | None:
        given = _given(headers)
        if self._keys is None or given is None:
            return None
        try:
            return self._keys.holder(given)
        except SettingsError as e:
            LOG.error("%s", e)
            return None


def _given(headers: Headers) -> str | None:
    """Return the key that a request brings along."""
    if (plain := headers.get("x-api-key")) is not None:
        return plain
    scheme, _, value = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return value.strip()
    if scheme.lower() == "basic":
        try:
            return base64.b64decode(value, validate=True).decode().partition(":")[2]
        except (binascii.Error, ValueError):
            return None
    return None


async def _refuse(scope: Scope, send: Send, status: int, code: str, told: str, header: tuple[bytes, bytes]) -> None:
    kind, body = b"text/plain; charset=utf-8", told.encode()
    if scope["path"] == "/graphql":
        kind, body = b"application/json", orjson.dumps({"errors": [{"message": told, "extensions": {"code": code}}]})
    about = [(b"content-type", kind), (b"content-length", b"%d" % len(body)), (b"cache-control", b"no-store"), header]
    await send({"type": "http.response.start", "status": status, "headers": about})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})
