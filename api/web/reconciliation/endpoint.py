"""The reconciliation service over HTTP: its addresses, how requests are sent to it, and answers for scripts of old (JSONP)."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl

import orjson
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from api.web.html import HEADERS, render
from api.web.linked_data.asked import checked_id, iris_of, store_of
from api.web.linked_data.replies import HTML, LOG, answered, told
from api.web.linked_data.views import node_view
from api.web.open_data import OpenRoute
from api.web.reconciliation.manifest import manifest
from api.web.reconciliation.service import extended, proposed, reconciled, suggestions
from api.work.outcome import outcome
from graph.reconcile.properties import kind
from graph.store.surroundings import read_surroundings
from schema.errors import ImagineError, QueryError, TooLargeError, UnsupportedTypeError
from schema.ids import kind_of

LARGEST = 1_000_000
"""The most bytes of a request's body."""
FORM = "application/x-www-form-urlencoded"
_MOST_PREVIEWED = 20
_CALLBACK = re.compile(r"[A-Za-z_$][\w$.]{0,99}", re.ASCII)
_FRAMED = HEADERS["content-security-policy"].replace("frame-ancestors 'none'", "frame-ancestors *")
"""A preview is made to stand in another page's frame; it has nothing that a click could do harm with."""


def routes() -> list[Route]:
    """Return the service's routes."""
    return [
        OpenRoute("/reconcile", endpoint, methods=["GET", "POST"]),
        OpenRoute("/reconcile/suggest/{what:str}", suggest),
        OpenRoute("/reconcile/properties", propose),
        OpenRoute("/reconcile/preview", told(preview)),
    ]


async def endpoint(request: Request) -> Response:
    """Answer a batch of queries, a data extension or, where nothing is asked, with the manifest."""

    def answer(given: dict[str, str]) -> Any:
        if "queries" in given:
            return reconciled(store_of(request), given["queries"])
        if "extend" in given:
            return extended(store_of(request), given["extend"])
        if request.method == "POST":
            raise QueryError("the form has neither 'queries' nor 'extend'; send one of them")
        return manifest(iris_of(request))

    return await _answered(request, answer)


async def suggest(request: Request) -> Response:
    """Answer with entities, properties or types that begin as is typed."""
    what = request.path_params["what"]

    def answer(given: dict[str, str]) -> Any:
        if what not in ("entity", "property", "type"):
            raise QueryError("suggestions are of an entity, property or type")
        return suggestions(store_of(request), what, given.get("prefix"), given.get("cursor"))

    return await _answered(request, answer)


async def propose(request: Request) -> Response:
    """Answer with the properties that can be fetched of a type."""
    return await _answered(request, lambda given: proposed(given.get("type"), given.get("limit")))


def preview(request: Request) -> Response:
    """Answer with a small page about a node, to be shown in a frame."""
    node_id = checked_id(request.query_params.get("id", ""))
    kind(kind_of(node_id))
    found = read_surroundings(store_of(request), node_id, most=_MOST_PREVIEWED)
    response = answered(request, render("preview.html", view=node_view(found)), HTML)
    response.headers["content-security-policy"] = _FRAMED
    return response


async def _answered(request: Request, answer: Callable[[dict[str, str]], Any]) -> Response:
    """Return what `answer` makes of the parameters, as JSON or, where a callback is named, as a script that calls it."""
    callback = request.query_params.get("callback")
    try:
        if callback is not None and not _CALLBACK.fullmatch(callback):
            callback = None
            raise QueryError("the callback is not the name of a function")
        given = await _parameters(request)
        body, status = orjson.dumps(await run_in_threadpool(answer, given)), 200
    except ImagineError as e:
        status, reason = outcome(e).http_status, str(e)
        if status >= 500:
            LOG.warning("%s", e)
            reason = "the database cannot be read just now; try again soon"
        body = orjson.dumps({"error": reason})
    if callback is not None and status == 200:
        # The comment keeps the answer from being read as anything but a script.
        return Response(b"/**/" + callback.encode() + b"(" + body + b");", media_type="text/javascript")
    return Response(body, status, media_type="application/json")


async def _parameters(request: Request) -> dict[str, str]:
    if request.method != "POST":
        return dict(request.query_params)
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
        raise UnsupportedTypeError(f"send the body as {FORM}")
    arrived = bytearray()
    try:
        async for part in request.stream():
            arrived += part
            if len(arrived) > LARGEST:
                raise TooLargeError(f"the body may have {LARGEST:,} bytes; send smaller batches")
    except ClientDisconnect:
        raise QueryError("the body ended early") from None
    try:
        pairs = parse_qsl(arrived.decode(), keep_blank_values=True, max_num_fields=20, errors="strict")
    except ValueError:
        raise QueryError(f"the body cannot be read as {FORM} in UTF-8") from None
    return dict(pairs)
