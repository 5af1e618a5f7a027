"""GraphQL over HTTP, as the specification's stable draft has it: media types, methods, status codes, caching.

This is an ASGI application of its own, without a framework's request and response, since every operation passes through it. What
an operation means is decided by the `Service`.
"""

import asyncio
import gzip
import hashlib
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass, field, replace
from typing import Any, Protocol
from urllib.parse import parse_qsl

import orjson

from api.gql.options import Options
from api.gql.refusal import RefusedError

RESPONSE = "application/graphql-response+json"
JSON = "application/json"
JSON_LD = "application/ld+json"
"""What a selection is answered in that is to be read as RDF."""

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Headers = dict[bytes, bytes]

_BATCH = "this service takes one operation in each request: send the list's operations one by one, or set IMAGINE_GRAPHQL_BATCH"
_ALLOW = (b"allow", b"GET, HEAD, OPTIONS, POST")
_PARAMETERS = 20
_LARGE = 65536
"""From how many bytes on an answer is compressed in another thread, so that other requests need not wait."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One operation as a request states it, not yet parsed."""

    query: str | None = None
    variables: dict[str, Any] = field(default_factory=dict)
    operation_name: str | None = None
    extensions: dict[str, Any] = field(default_factory=dict)
    document_id: str | None = None
    wanted: str = ""
    """What the request asks for besides the data (the header X-Imagine-Extensions)."""
    linked: bool = False
    """Whether the answer is to be JSON-LD."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The response to one operation."""

    body: bytes
    """The whole response as JSON."""
    outcome: str = "data"
    """`data`, `partial` (data with errors), or why there is none: `parse`, `invalid`, `refused`, `failed`."""
    status: int = 200
    """The status where there is no data, under the new media type."""


class Service(Protocol):
    """What executes operations."""

    async def answer(self, asked: Asked) -> Answer:
        """Return the response to an operation; whatever goes wrong is an error in it."""


def refused(error: RefusedError, outcome: str = "refused") -> Answer:
    """Return the response that says why an operation is not executed."""
    return Answer(orjson.dumps({"errors": [error.formatted]}), outcome, error.status)


class GraphQLEndpoint:
    """The ASGI application at /graphql."""

    def __init__(
        self, service: Service, options: Options, page: bytes = b"", page_headers: Mapping[str, str] | None = None
    ) -> None:
        """Serve `service`; `page` is what a browser gets that opens the endpoint, with its headers (empty: nothing)."""
        self.service, self.options, self.page = service, options, page
        self._page_headers = [(k.encode(), v.encode()) for k, v in (page_headers or {}).items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one HTTP request."""
        headers = dict(scope["headers"])
        method = scope["method"]
        if method == "OPTIONS":
            return await _send(send, 204, [_ALLOW], b"")
        media = _negotiated_media_type(headers.get(b"accept"))
        if method in ("GET", "HEAD") and self.page and not scope["query_string"] and _wants_page(headers):
            about = [(b"content-type", b"text/html; charset=utf-8"), (b"vary", b"accept"), *self._page_headers]
            return await _send(send, 200, about, self.page, head=method == "HEAD")
        try:
            if media is None:
                raise RefusedError(
                    "NOT_ACCEPTABLE",
                    f"the answer can be {RESPONSE}, {JSON} or {JSON_LD}; accept one of them",
                    status=406,
                )
            if method == "POST":
                asked = await self._from_body(headers, receive)
                if media == JSON_LD and isinstance(asked, list):
                    raise RefusedError(
                        "NOT_ACCEPTABLE", f"{JSON_LD} answers one operation: send them one by one", status=406
                    )
            elif method in ("GET", "HEAD"):
                asked = _operation_of_query(scope["query_string"], _requested_extensions(headers))
            else:
                raise RefusedError("METHOD_NOT_ALLOWED", f"{method} is not allowed here; use GET or POST", status=405)
        except RefusedError as e:
            closing = [(b"connection", b"close")] if e.status == 413 else []
            allow = [_ALLOW] if e.status == 405 else []
            answer = refused(e)
            return await _send(
                send,
                e.status,
                [*_plain_headers(RESPONSE if media == JSON_LD else media or JSON), *closing, *allow],
                answer.body,
            )
        batched = isinstance(asked, list)
        if isinstance(asked, list):
            answers = list(await asyncio.gather(*(self.service.answer(a) for a in asked)))
            body = b"[" + b",".join(a.body for a in answers) + b"]"
        else:
            if media == JSON_LD or asked.linked:
                asked = replace(asked, linked=True)
            answers = [await self.service.answer(asked)]
            body = answers[0].body
            if asked.linked:
                media = JSON_LD if answers[0].outcome == "data" else RESPONSE
        status = 200 if batched else self._status(answers[0], media)
        cacheable = None if method == "POST" else answers[0].outcome == "data"
        return await self._reply(send, headers, media, status, body, cacheable=cacheable, head=method == "HEAD")

    def _status(self, answer: Answer, media: str) -> int:
        if answer.outcome == "data":
            return 200
        if answer.outcome == "partial" or (answer.outcome == "failed" and answer.status == 200):
            return 294 if self.options.draft and media == RESPONSE else 200
        if media == JSON:
            # Under the older media type errors are in the body; only what no client can put right is an HTTP error.
            return answer.status if answer.status >= 500 or answer.status == 405 else 200
        return 422 if self.options.draft and answer.outcome == "invalid" else answer.status

    async def _reply(
        self, send: Send, asked: Headers, media: str, status: int, body: bytes, *, cacheable: bool | None, head: bool
    ) -> None:
        """Send an answer; `cacheable` is None where the request was no GET, so that the question does not arise."""
        headers = _plain_headers(media)
        packed = bool(self.options.compress) and len(body) >= self.options.compress and _takes_gzip(asked)
        if cacheable:
            # A compressed body is another sequence of bytes for the same answer, so its tag is weak.
            tag = (b'W/"%s"' if packed else b'"%s"') % hashlib.blake2b(body, digest_size=16).hexdigest().encode()
            headers.append((b"etag", tag))
            headers.append((b"cache-control", b"public, max-age=%d" % self.options.max_age))
            if _matches(asked.get(b"if-none-match"), tag):
                return await _send(send, 304, headers[1:], b"")
        elif cacheable is False:
            headers.append((b"cache-control", b"no-store"))
        if packed:
            body = await asyncio.to_thread(_gzip, body) if len(body) >= _LARGE else _gzip(body)
            headers.append((b"content-encoding", b"gzip"))
        return await _send(send, status, headers, body, head=head)

    async def _from_body(self, headers: Headers, receive: Receive) -> Asked | list[Asked]:
        kind, _, parameters = headers.get(b"content-type", b"").decode("latin-1").partition(";")
        charset = parameters.lower().replace(" ", "").replace('"', "")
        if kind.strip().lower() != JSON or (charset.startswith("charset=") and charset != "charset=utf-8"):
            raise RefusedError("UNSUPPORTED_MEDIA_TYPE", f"send the body as {JSON} in UTF-8", status=415)
        if headers.get(b"content-encoding", b"identity") != b"identity":
            raise RefusedError("UNSUPPORTED_MEDIA_TYPE", "send the body without compression", status=415)
        body = await self._read(headers, receive)
        try:
            content = orjson.loads(body)
        except orjson.JSONDecodeError as e:
            raise RefusedError("BAD_REQUEST", f"the body is not JSON: {e}") from None
        wanted = _requested_extensions(headers)
        if isinstance(content, list):
            if not 1 <= len(content) <= self.options.batch:
                most = self.options.batch
                raise RefusedError("BATCH_REFUSED", f"a list may hold 1 to {most} operations" if most else _BATCH)
            return [replace(_operation(one, wanted), linked=False) for one in content]
        return _operation(content, wanted)

    async def _read(self, headers: Headers, receive: Receive) -> bytes:
        most = self.options.body
        announced = headers.get(b"content-length", b"0")
        size, parts = int(announced) if announced.isdigit() else 0, []
        arrived, more = 0, True
        while more:
            if most and max(size, arrived) > most:
                raise RefusedError("BODY_TOO_LARGE", f"the body may have {most:,} bytes", status=413, limit=most)
            message = await receive()
            if message["type"] == "http.disconnect":
                raise RefusedError("BAD_REQUEST", "the body ended early")
            part = message.get("body", b"")
            arrived += len(part)
            parts.append(part)
            more = message.get("more_body", False)
        if most and arrived > most:
            raise RefusedError("BODY_TOO_LARGE", f"the body may have {most:,} bytes", status=413, limit=most)
        return parts[0] if len(parts) == 1 else b"".join(parts)


def _operation(content: Any, wanted: str) -> Asked:
    """Return the operation that a request states. Raises RefusedError where a parameter is not what it must be."""
    if not isinstance(content, dict):
        raise RefusedError(
            "BAD_REQUEST", "the body must be a JSON object with 'query', 'variables', 'operationName', 'extensions'"
        )
    query = _optional_text(content, "query")
    name, document_id = _optional_text(content, "operationName"), _optional_text(content, "documentId")
    variables, extensions = _optional_object(content, "variables"), _optional_object(content, "extensions")
    if query is None and document_id is None and "persistedQuery" not in extensions:
        raise RefusedError("BAD_REQUEST", "the request has no 'query': send a GraphQL document")
    wanted = wanted or str(extensions.get("imagine") or "")
    return Asked(query, variables, name, extensions, document_id, wanted, extensions.get("jsonld") is True)


def _operation_of_query(query_string: bytes, wanted: str) -> Asked:
    content: dict[str, Any] = {}
    if query_string.count(b"&") >= _PARAMETERS:
        raise RefusedError("BAD_REQUEST", f"a query string may have {_PARAMETERS} parameters")
    for name, value in parse_qsl(query_string.decode("latin-1"), keep_blank_values=True):
        if name in ("variables", "extensions") and value:
            try:
                content[name] = orjson.loads(value)
            except orjson.JSONDecodeError as e:
                raise RefusedError("BAD_REQUEST", f"'{name}' is not JSON: {e}") from None
        elif value:
            content[name] = value
    return _operation(content, wanted)


def _optional_text(content: dict[str, Any], name: str) -> str | None:
    value = content.get(name)
    if value is None or isinstance(value, str):
        return value
    raise RefusedError("BAD_REQUEST", f"'{name}' must be a text")


def _optional_object(content: dict[str, Any], name: str) -> dict[str, Any]:
    value = content.get(name)
    if value is None:
        return {}
    if isinstance(value, dict):
        return value
    raise RefusedError("BAD_REQUEST", f"'{name}' must be an object")


def _requested_extensions(headers: Headers) -> str:
    return headers.get(b"x-imagine-extensions", b"").decode("latin-1").strip()


def _weights(header: bytes) -> dict[str, float]:
    """Return the media types or codings of a header with their weights."""
    found: dict[str, float] = {}
    for part in header.decode("latin-1").lower().split(","):
        kind, *parameters = (p.strip() for p in part.split(";"))
        weight = next((p[2:] for p in parameters if p.startswith("q=")), "1")
        try:
            found[kind] = float(weight)
        except ValueError:
            found[kind] = 0.0
    return found


def _negotiated_media_type(accept: bytes | None) -> str | None:
    """Return the media type of the answer; None where the client takes neither."""
    if not accept or accept == b"*/*":
        return JSON
    if accept == RESPONSE.encode():
        return RESPONSE
    kinds = _weights(accept)
    anything = max(kinds.get("*/*", 0.0), kinds.get("application/*", 0.0))
    plain = kinds.get(JSON, anything)
    modern = kinds.get(RESPONSE, 0.0)
    if kinds.get(JSON_LD, 0.0) > max(plain, modern):
        return JSON_LD
    if modern > 0 and modern >= plain:
        return RESPONSE
    return JSON if plain > 0 else None


def _wants_page(headers: Headers) -> bool:
    return "text/html" in _weights(headers.get(b"accept", b""))


def _takes_gzip(headers: Headers) -> bool:
    codings = _weights(headers.get(b"accept-encoding", b""))
    return codings.get("gzip", codings.get("*", 0.0)) > 0


def _matches(if_none_match: bytes | None, tag: bytes) -> bool:
    if if_none_match is None:
        return False
    bare = tag.removeprefix(b"W/")
    return any(t.strip().removeprefix(b"W/") in (bare, b"*") for t in if_none_match.split(b","))


def _gzip(body: bytes) -> bytes:
    return gzip.compress(body, compresslevel=4, mtime=0)


def _plain_headers(media: str) -> list[tuple[bytes, bytes]]:
    return [
        (b"content-type", media.encode() + b"; charset=utf-8"),
        (b"vary", b"accept, accept-encoding, x-imagine-extensions"),
    ]


async def _send(
    send: Send, status: int, headers: list[tuple[bytes, bytes]], body: bytes, *, head: bool = False
) -> None:
    if status not in (204, 304):
        headers = [*headers, (b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if head else body})
