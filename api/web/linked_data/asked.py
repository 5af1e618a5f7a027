"""What a request for linked data asks for, read once: the application's state, ids and paths as they stand in an address."""

import re
from typing import cast
from urllib.parse import quote

from starlette.requests import Request

from api.work.dumps import SOFTWARE
from graph.rdf.iris import Iris
from graph.rdf.mapping import Mapping
from graph.store.store import Store
from schema.errors import QueryError, SilentError

LONGEST_ID = 1000
"""The most characters of an id in an address."""
_ID = re.compile(r"[a-z]+(?:/[\w~.-]+)+")


def store_of(request: Request) -> Store:
    """Return the store that the application reads. Raises SilentError where it is known not to answer."""
    if request.app.state.reader.silent:
        raise SilentError
    return cast(Store, request.app.state.store)


def iris_of(request: Request) -> Iris:
    """Return the graph's IRIs."""
    return Iris(request.app.state.base)


def mapping_of(request: Request) -> Mapping:
    """Return a mapping for one answer: it remembers what it has named."""
    return Mapping(iris_of(request), software=SOFTWARE)


def licence_of(request: Request) -> str:
    """Return the licence of the graph."""
    return cast(str, request.app.state.licence)


def checked_id(text: str) -> str:
    """Return an id as it stands in an address. Raises QueryError where it cannot be one; the text is not repeated."""
    if len(text) > LONGEST_ID:
        raise QueryError(f"an id has at most {LONGEST_ID:,} characters")
    if not _ID.fullmatch(text) or {".", ".."} & set(text.split("/")):
        raise QueryError(
            "this is no id: an id is a path of letters, digits, hyphens and dots, such as organisation/stone-king-llp"
        )
    return text


def raw_path(request: Request) -> str:
    """Return the path as it was sent, still percent-encoded: what is encoded in a statement's IRI does not separate."""
    raw: bytes = request.scope.get("raw_path") or quote(request.scope["path"]).encode()
    path = raw.decode("latin-1").partition("?")[0]
    if len(path) > 4 * LONGEST_ID:
        raise QueryError(f"an address has at most {4 * LONGEST_ID:,} characters")
    if "%00" in path:
        raise QueryError("an address holds no NUL character")
    return path
