"""How the GraphQL service behaves: its limits and switches, as one frozen object.

Every limit is on unless it is set to 0, which takes it away. `api/settings.py` reads them from the environment (the attribute
`depth` is IMAGINE_GRAPHQL_DEPTH, and so on), and `docs/graphql.md` explains each.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """One value for each limit and switch."""

    tokens: Annotated[int, "Tokens that a document may have."] = 4000
    depth: Annotated[int, "Fields that may stand inside one another; a relationship takes two or three of them."] = 24
    aliases: Annotated[int, "Aliases in an operation, wherever its fragments are used."] = 60
    directives: Annotated[int, "Directives in a document."] = 60
    fields: Annotated[int, "Fields in an operation, once its fragments are put in their places."] = 2000
    repeats: Annotated[int, "Times that one field may be written, or come from a fragment, in one place."] = 50
    conditions: Annotated[int, "Names given in filters, orders and other input objects, literally or by variables."] = (
        400
    )
    cost: Annotated[int, "Objects that an operation may ask for, worked out from its page sizes."] = 500_000
    body: Annotated[int, "Bytes of a request's body, counted while it arrives."] = 1_048_576
    rows: Annotated[int, "Entries that one page may be asked for."] = 20_000
    seconds: Annotated[float, "Time that the database may spend on one operation, in seconds."] = 10.0
    requests: Annotated[
        int, "Requests of any kind that are worked on or wait at once; more are refused with 503 and `Retry-After`."
    ] = 16
    at_once: Annotated[
        int,
        "Those of them that are worked on at once: where the others wait for long, they are refused before the queue is full.",
    ] = 8
    connections: Annotated[
        int,
        "Connections that may be open, those without a request included; whoever connects beyond is refused with 503.",
    ] = 512
    batch: Annotated[int, "Operations that one request may hold as a list; 0: a list is refused."] = 0
    introspection: Annotated[bool, "Whether the schema may be asked about itself."] = True
    graphiql: Annotated[bool, "Whether a browser that opens the endpoint gets GraphiQL."] = True
    extensions: Annotated[
        bool, "Whether a request may ask for the statement, its plan and timings (X-Imagine-Extensions)."
    ] = True
    trusted: Annotated[
        Path | None, "Folder of .graphql files, or JSON manifest, of documents known by their SHA-256."
    ] = None
    only_trusted: Annotated[bool, "Whether nothing but trusted documents is taken."] = False
    persisted: Annotated[int, "Documents kept for clients that register them by hash at run time; 0: none."] = 1000
    origins: Annotated[tuple[str, ...], "Origins that may ask from a browser, separated by commas; * for any."] = ()
    max_age: Annotated[int, "Seconds for which a GET's answer may be kept before it is asked about again."] = 60
    compress: Annotated[int, "Bytes from which an answer is compressed; 0: never."] = 1024
    draft: Annotated[bool, "Whether the status codes of the August 2026 draft (422, 294) are used."] = False
