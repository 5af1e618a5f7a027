"""How linked data is answered: entity tags, Link headers, and refusals in one line, for people as a page."""

import functools
import hashlib
import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.web.accept import best
from api.web.html import HEADERS, page
from api.work.outcome import outcome
from schema.errors import ImagineError, QueryError, StoreError

LOG = logging.getLogger("imagine.web")

HTML, PLAIN = "text/html", "text/plain"
Handler = Callable[[Request], Response]
_TITLES = {
    400: "This address cannot be read",
    404: "There is nothing here",
    406: "Not in that form",
    410: "What was here is gone",
    413: "That is too much at once",
    503: "The graph cannot be read just now",
}


@dataclass(frozen=True, slots=True)
class Link:
    """One entry of a Link header (RFC 8288)."""

    target: str
    rel: str
    type: str = ""

    def __str__(self) -> str:
        """Return the entry as the header has it."""
        return f'<{self.target}>; rel="{self.rel}"' + (f'; type="{self.type}"' if self.type else "")


def answered(request: Request, body: bytes, media: str, *, links: Iterable[Link] = (), vary: bool = False) -> Response:
    """Return a representation: with an entity tag, and without its body where the client has it already.

    `vary`: whether what is accepted decided which one.
    """
    tag = f'"{hashlib.blake2b(body, digest_size=16).hexdigest()}"'
    headers = {"etag": tag, "cache-control": "no-cache"}
    if header := ", ".join(map(str, links)):
        headers["link"] = header
    if vary:
        headers["vary"] = "accept"
    if media == HTML:
        headers |= HEADERS
    known = {t.strip().removeprefix("W/") for t in request.headers.get("if-none-match", "").split(",")}
    if tag in known or "*" in known:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=_media_type(media), headers=headers)


def signposts(iri: str, downloads: Iterable[Mapping[str, str]], licence: str, classes: Iterable[str]) -> list[Link]:
    """Return what a page says of itself to programs (https://signposting.org/FAIR/), the licence last.

    `iri`: what to cite; `downloads`: the forms in which it is there as data (`href`, `media`); `classes`: of schema.org.
    """
    data = [(d["href"], d["media"]) for d in downloads]
    links = [Link(iri, "cite-as")]
    links += [Link(href, rel, media) for rel in ("describedby", "alternate") for href, media in data]
    links += [Link(f"https://schema.org/{name}", "type") for name in classes]
    return [*links, Link(licence, "license")]


def see_other(target: str) -> Response:
    """Return a redirection to what describes the thing asked for."""
    return RedirectResponse(target, 303, {"vary": "accept"})


def told(handler: Handler) -> Handler:
    """Return a handler whose errors are answers: a status, and a reason in one line."""

    @functools.wraps(handler)
    def answering(request: Request) -> Response:
        try:
            return handler(request)
        except ImagineError as e:
            status, reason = outcome(e).http_status, str(e)
            if status >= 500 or (isinstance(e, StoreError) and status not in (404, 410)):
                LOG.warning("%s", e)
                reason = "the database cannot be read just now; try again soon"
            return refusal(request, status, reason)

    return answering


def refusal(request: Request, status: int, reason: str) -> Response:
    """Return why a request is refused: a page for a browser, else one line of text."""
    headers = {"vary": "accept", "cache-control": "no-cache"}
    try:
        media = best(request.headers, (PLAIN, HTML))
    except QueryError:
        media = PLAIN
    if media == PLAIN:
        return Response(f"{reason}\n", status, headers, media_type=PLAIN)
    heading = _TITLES.get(status, "That did not work")
    return page(request, "message.html", status, headers, heading=heading, text=f"{reason[0].upper()}{reason[1:]}.")


def _media_type(media: str) -> str:
    """Return the media type as the header says it: Starlette adds the character set to texts only."""
    return f"{media}; charset=utf-8" if media == "application/n-triples" else media
