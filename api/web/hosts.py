"""Answers only to names that this service goes by, so that a page elsewhere cannot make a browser take it for its own origin.

That attack (DNS rebinding) needs a name that its author controls and points at this machine: an address in digits is none.
"""

from collections.abc import Iterable
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Receive, Scope, Send

_MISDIRECTED = 421
_TOLD = (
    b"this service does not go by the name that was asked for; whoever runs it can add the name to IMAGINE_HOSTS, or set "
    b"IMAGINE_BASE to its address"
)


class KnownHosts:
    """Refuses requests to names that are not known."""

    def __init__(self, app: ASGIApp, base: str, names: Iterable[str] = ()) -> None:
        """Answer with `app` to the host of `base`, to `localhost`, to addresses in digits and to `names` (`*`: any)."""
        self._app = app
        self._names = frozenset({urlsplit(base).hostname or "", "localhost", *(name.lower() for name in names)})
        self._any = "*" in self._names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http" or self._any or self._knows(scope):
            return await self._app(scope, receive, send)
        about = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", b"%d" % len(_TOLD))]
        await send({"type": "http.response.start", "status": _MISDIRECTED, "headers": about})
        return await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else _TOLD})

    def _knows(self, scope: Scope) -> bool:
        given = [value for name, value in scope["headers"] if name == b"host"]
        if not given:
            return True  # HTTP/1.0, or a monitor's: no browser leaves it out
        try:
            name = (urlsplit(f"//{given[0].decode('ascii')}").hostname or "").rstrip(".")
        except ValueError:
            return False
        if len(given) > 1:
            return False
        return name in self._names or _is_address(name)


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
