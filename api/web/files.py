"""Serves the pages' files. Their addresses carry a digest of the content, so that a browser may keep them for ever."""

import hashlib
from functools import cache

from starlette.requests import Request
from starlette.responses import Response

from api.web.assets import ASSETS, FOLDER

_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
"""What is served, by its ending; notes that lie beside it are not."""
_FOR_EVER = "public, max-age=31536000, immutable"


@cache
def asset(name: str) -> str:
    """Return the address of a file, which changes with its content."""
    return f"/static/{name}?v={_digest(name)}"


async def static(request: Request) -> Response:
    """Serve one of the pages' files; nothing else in the folder, or outside of it, is reachable."""
    return _file(request.path_params["name"], request.query_params.get("v"))


async def favicon(_: Request) -> Response:
    """Serve the icon at the address where browsers look for it when an answer is no page."""
    return _file("favicon.svg", None)


def _file(name: str, version: str | None) -> Response:
    if name not in _names():
        return Response("there is no such file", 404, media_type="text/plain")
    # Fetched files have their version in their name.
    is_fixed = version == _digest(name) or name in {a.name for a in ASSETS}
    headers = {"cache-control": _FOR_EVER if is_fixed else "no-cache"}
    return Response(_content(name), media_type=_TYPES[name[name.rindex(".") :]], headers=headers)


@cache
def _names() -> frozenset[str]:
    return frozenset(path.name for path in FOLDER.iterdir() if path.suffix in _TYPES)


@cache
def _content(name: str) -> bytes:
    return (FOLDER / name).read_bytes()


@cache
def _digest(name: str) -> str:
    return hashlib.sha256(_content(name)).hexdigest()[:12]
