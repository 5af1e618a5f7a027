"""The layers that every request passes, in one list: what applies to all requests is added here and nowhere else.

A layer is pure ASGI: it takes the application inside it, and hands on what is not HTTP untouched (the lifespan, above all). Layers
stand outside Starlette, so that its own answers to a fault pass them as well.
"""

from collections.abc import Sequence

from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.routing import Match, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.access.options import AccessOptions
from api.gql.options import Options
from api.web.admission import Admission
from api.web.curating.door import Door
from api.web.guarded import Guarded
from api.web.hosts import KnownHosts
from api.web.observed import Observed, Watched
from api.web.open_data import FOR_ALL, OpenToAll
from api.web.places import Places
from api.web.shared import Taking

_EVERYWHERE = [(b"x-content-type-options", b"nosniff"), (b"referrer-policy", b"no-referrer")]
_POLICY_NAME = b"content-security-policy"
_ALL = [*_EVERYWHERE, (_POLICY_NAME, b"default-src 'none'; frame-ancestors 'none'")]
"""For an answer that states no policy of its own: it loads nothing, and nobody frames it."""
ON_REFUSAL = [*_ALL, *FOR_ALL]
"""For an answer that passes no layer, since it refuses a request before anything of it was looked at."""


def layers(
    options: Options,
    routes: Sequence[Route],
    watched: Watched,
    base: str | None = None,
    hosts: Sequence[str] = (),
    access: AccessOptions | None = None,
    door: Door | None = None,
    buckets: Taking | None = None,
    places: Places | None = None,
) -> list[Middleware]:
    """Return the layers, the outermost first. `base`, `hosts`: the address and the other names that the service goes by; without
    `base`, it goes by any. `access`: who may ask; without it, everybody. `door`: who is signed in, and needs no key. `buckets`:
    what clients have left, where several processes count it together. `places`: for requests that are worked on; without it, as
    many as `options` say."""
    found = [
        Middleware(Observed, watched=watched, routes=routes),
        Middleware(SecurityHeaders),
        *([Middleware(KnownHosts, base=base, names=hosts)] if base else []),
        # Outside what refuses: a page elsewhere can read a refusal, and when to come back.
        Middleware(OpenToAll, routes=routes),
    ]
    if options.origins:
        found.append(
            Middleware(
                CORSMiddleware,
                allow_origins=list(options.origins),
                allow_methods=["GET", "POST"],
                allow_headers=["content-type", "x-imagine-extensions", "if-none-match", "authorization", "x-api-key"],
                expose_headers=["etag", "retry-after"],
                max_age=86400,
            )
        )
    if access and (access.keys or access.rate or access.at_once):
        found.append(Middleware(Guarded, options=access, door=door, buckets=buckets))
    found.append(Middleware(Admission, places=places or Places(options.requests, options.at_once)))
    return [*found, Middleware(AllowedMethods, routes=routes)]


def stacked(app: ASGIApp, outer: Sequence[Middleware]) -> ASGIApp:
    """Return `app` inside the layers `outer`, the outermost first."""
    for layer, positional, named in reversed(outer):
        app = layer(app, *positional, **named)
    return app


class SecurityHeaders:
    """Asks browsers not to guess media types, not to send the referrer, and not to load or frame anything that was not meant."""

    def __init__(self, app: ASGIApp) -> None:
        """Add the headers to the answers of `app`."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)

        async def send_secured(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = list(message.get("headers", ()))
                message["headers"] = headers + (_EVERYWHERE if _POLICY_NAME in dict(headers) else _ALL)
            await send(message)

        return await self._app(scope, receive, send_secured)


class AllowedMethods:
    """Answers OPTIONS with the methods that an address takes; a browser's preflight is the CORS layer's and does not get here."""

    def __init__(self, app: ASGIApp, routes: Sequence[Route]) -> None:
        """Answer for `routes`; every other request is `app`'s."""
        self._app, self._routes = app, routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http" or scope["method"] != "OPTIONS":
            return await self._app(scope, receive, send)
        for route in self._routes:
            # An application of its own has no methods here: it answers for itself.
            if route.methods and route.matches(scope)[0] is not Match.NONE:
                allowed = ", ".join(sorted(route.methods | {"OPTIONS"})).encode()
                await send({"type": "http.response.start", "status": 204, "headers": [(b"allow", allowed)]})
                return await send({"type": "http.response.body", "body": b""})
        return await self._app(scope, receive, send)
