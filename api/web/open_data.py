"""Routes that anybody may read from anywhere: pages of other origins as well (CORS), whatever origins GraphQL is opened to.

What they answer is public and asks for no cookie, so that there is nothing to protect a reader from.
"""

from collections.abc import Sequence

from starlette.routing import Match, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_EXPOSED = b"content-location, etag, link, location, retry-after"
FOR_ALL = [(b"access-control-allow-origin", b"*"), (b"access-control-expose-headers", _EXPOSED)]
"""What lets every origin read an answer."""
_ASKED_WITH = b"accept, accept-language, authorization, content-type, if-none-match, x-api-key"


class OpenRoute(Route):
    """A route that every origin may read."""


class OpenToAll:
    """Says on every answer of an `OpenRoute` that all origins may read it, and answers their OPTIONS and preflights."""

    def __init__(self, app: ASGIApp, routes: Sequence[Route]) -> None:
        """Answer for the open ones of `routes`; every other request is `app`'s."""
        self._app, self._routes = app, [r for r in routes if isinstance(r, OpenRoute)]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        route = self._route(scope) if scope["type"] == "http" else None
        if route is None:
            return await self._app(scope, receive, send)
        if scope["method"] == "OPTIONS":
            methods = ", ".join(sorted({*(route.methods or ()), "OPTIONS"})).encode()
            asked = [(b"access-control-allow-methods", methods), (b"access-control-allow-headers", _ASKED_WITH)]
            headers = [(b"allow", methods), *FOR_ALL, *asked, (b"access-control-max-age", b"86400")]
            await send({"type": "http.response.start", "status": 204, "headers": headers})
            return await send({"type": "http.response.body", "body": b""})

        async def send_open(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *FOR_ALL]
            await send(message)

        # Without the origin the layer for GraphQL's origins has nothing to add.
        bare = [(name, value) for name, value in scope["headers"] if name != b"origin"]
        return await self._app({**scope, "headers": bare}, receive, send_open)

    def _route(self, scope: Scope) -> OpenRoute | None:
        return next((r for r in self._routes if r.matches(scope)[0] is not Match.NONE), None)
