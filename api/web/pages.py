"""GraphiQL with worked examples, for browsers that open `/graphql`; and the page for those who build on the service."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from api.web.accept import best
from api.web.assets import ASSETS
from api.web.html import graphiql_address, opening, page
from schema.errors import QueryError

EXAMPLES = Path(__file__).resolve().parents[1] / "gql" / "examples"

_COMMON_POLICY = "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
GRAPHIQL_HEADERS = {
    "content-security-policy": (
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
        f"{_COMMON_POLICY}"
    ),
}
"""GraphiQL's editor sets styles inside the page, so that its policy is a wider one."""


@dataclass(frozen=True, slots=True)
class Example:
    """A worked example: a question that a person may ask, as GraphiQL shows it and a test runs it."""

    name: str
    query: str
    variables: str
    """JSON, or empty."""

    @property
    def title(self) -> str:
        """The question in words: the first comment."""
        return self.query.splitlines()[0].removeprefix("#").strip()

    @property
    def address(self) -> str:
        """GraphiQL with this question in it."""
        return graphiql_address(self.query, self.variables)


@cache
def examples() -> tuple[Example, ...]:
    """Return the worked examples, in the order of their files."""
    found = []
    for path in sorted(EXAMPLES.glob("*.graphql")):
        variables = path.with_suffix(".json")
        text = variables.read_text(encoding="utf-8").strip() if variables.is_file() else ""
        found.append(Example(path.stem, path.read_text(encoding="utf-8"), text))
    return tuple(found)


@cache
def graphiql() -> bytes:
    """Return GraphiQL's page, with the examples as its tabs."""
    tabs = [{"query": e.query, "variables": e.variables or None, "headers": None} for e in examples()]
    # Inside a script element only `<` needs care.
    data = json.dumps(tabs).replace("<", "\\u003c")
    own = [a for a in ASSETS if a.name.startswith(("react", "graphiql"))]
    styles = "".join(f'<link rel="stylesheet" href="/static/{a.name}">' for a in own if a.media_type == "text/css")
    scripts = "".join(f'<script src="/static/{a.name}"></script>' for a in own if a.media_type == "text/javascript")
    return (
        f"{_page_head('Imagine Graph: GraphiQL', styles)}"
        '<body class="tool"><div id="graphiql">Loading GraphiQL ...</div>'
        f'<script type="application/json" id="examples">{data}</script>{scripts}'
        '<script src="/static/graphiql-page.js"></script></body></html>'
    ).encode()


def _page_head(title: str, styles: str = "") -> str:
    return (
        f'<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta name="viewport" content="width=device-width"><link rel="icon" href="/static/favicon.svg" type="image/svg+xml">'
        f'{styles}<link rel="stylesheet" href="/static/page.css"></head>'
    )


async def developers(request: Request) -> Response:
    """Answer with the ways in for analysts and programmers."""
    return page(request, "developers.html", examples=examples(), browser=request.app.state.connection.browser)


async def not_found(request: Request, _: Exception) -> Response:
    """Answer for an address that was never there: with a page, to whoever takes one."""
    told = "there is nothing at this address"
    try:
        is_page = best(request.headers, ("text/plain", "text/html")) == "text/html"
    except QueryError:
        is_page = False
    if not is_page:
        return Response(told, 404, media_type="text/plain")
    return page(
        request, "message.html", 404, heading=opening(told), text="Check it, or look for what you need by its name."
    )
