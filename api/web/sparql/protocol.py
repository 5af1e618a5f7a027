"""Reads a question from a request as the SPARQL 1.1 Protocol has it (https://www.w3.org/TR/sparql11-protocol/, 2.1)."""

from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

from api.web.accept import best
from graph.sparql.question import Question, is_update
from schema.errors import NotAcceptableError, QueryError

FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
_UPDATE = "application/sparql-update"
_READS_ONLY = "this is an update, and this endpoint only reads; send a query, in the parameter 'query'"
RESULTS = (
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
    "application/json",
    "application/xml",
)
"""What SELECT and ASK are answered in; the last two say the same as the first two."""
GRAPHS = ("text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml")
"""What CONSTRUCT and DESCRIBE are answered in."""

_FIELDS = 1000
"""The most parameters of a request."""


class RequestRefusedError(QueryError):
    """A request is not one of the protocol; `status` is HTTP's word for how."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


async def question_of(request: Request, most: int) -> Question | None:
    """Return the question that a request asks; None where it is a GET without any, which asks for the service's description.

    `most`: bytes that a query may have. A form may have more, since it is percent-encoded.

    Raises RequestRefusedError, or QueryError where the Accept header or the query cannot be read.
    """
    if request.method == "POST":
        kind, given = await _posted(request, most)
    else:
        kind, given = FORM, _parameters(request.scope["query_string"])
        if not given.get("query") and not given.get("update"):
            return None
    queries = given.get("query", [])
    if "update" in given or any(map(is_update, queries)):
        raise RequestRefusedError(403, _READS_ONLY)
    if len(queries) != 1:
        where = "the body" if kind == DIRECT else "the parameter 'query'"
        raise RequestRefusedError(400, f"the request has {len(queries)} queries; send one, in {where}")
    results, graph = _wanted(request, RESULTS), _wanted(request, GRAPHS)
    if results is None and graph is None:
        raise RequestRefusedError(406, f"the answer can be {', '.join(RESULTS[:4] + GRAPHS)}; accept one of them")
    return Question(
        query=queries[0],
        default_graphs=tuple(given.get("default-graph-uri", ())),
        named_graphs=tuple(given.get("named-graph-uri", ())),
        results=results,
        graph=graph,
    )


async def _posted(request: Request, most: int) -> tuple[str, dict[str, list[str]]]:
    kind, _, parameters = request.headers.get("content-type", "").partition(";")
    kind, charset = kind.strip().lower(), parameters.strip().lower().replace('"', "").replace(" ", "")
    if kind == _UPDATE:
        raise RequestRefusedError(403, _READS_ONLY)
    if kind not in (FORM, DIRECT):
        raise RequestRefusedError(415, f"send the query as {FORM} (parameter 'query') or as {DIRECT}")
    if charset.startswith("charset=") and charset not in ("charset=utf-8", "charset=utf8"):
        raise RequestRefusedError(415, f"the body says {charset[:40]}; send it in UTF-8")
    if request.headers.get("content-encoding", "identity") != "identity":
        raise RequestRefusedError(415, "send the body without compression")
    body = await _body(request, most * 4 if kind == FORM else most)
    if kind == FORM:
        return kind, _parameters(body)
    return kind, {**_parameters(request.scope["query_string"]), "query": [_decoded(body)]}


async def _body(request: Request, most: int) -> bytes:
    arrived = bytearray()
    try:
        async for part in request.stream():
            arrived += part
            if len(arrived) > most:
                raise RequestRefusedError(413, f"the body may have {most:,} bytes; ask a shorter query")
    except ClientDisconnect:
        raise RequestRefusedError(400, "the body ended early; send it whole") from None
    return bytes(arrived)


def _parameters(encoded: bytes) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    try:
        pairs = parse_qsl(_decoded(encoded), keep_blank_values=True, errors="strict", max_num_fields=_FIELDS)
    except UnicodeDecodeError:
        raise RequestRefusedError(400, "a parameter is not UTF-8; percent-encode it from UTF-8") from None
    except ValueError:
        raise RequestRefusedError(400, f"the request has over {_FIELDS:,} parameters; send fewer") from None
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found


def _decoded(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError as e:
        raise RequestRefusedError(400, f"the query is not UTF-8 at byte {e.start}; send it in UTF-8") from None


def _wanted(request: Request, offered: tuple[str, ...]) -> str | None:
    try:
        return best(request.headers, offered)
    except NotAcceptableError:
        return None
