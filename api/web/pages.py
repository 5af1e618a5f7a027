"""The pages that a browser gets: where things are (`/`), and GraphiQL with worked examples (`/graphql`). Both work offline."""

import json
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import Response

from api.web.assets import ASSETS, FOLDER

EXAMPLES = Path(__file__).resolve().parents[1] / "gql" / "examples"

_COMMON_POLICY = "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
PAGE_HEADERS = {
    "content-security-policy": f"default-src 'none'; style-src 'self'; img-src 'self'; {_COMMON_POLICY}",
}
GRAPHIQL_HEADERS = {
    "content-security-policy": (
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
        f"{_COMMON_POLICY}"
    ),
}
"""GraphiQL's editor sets styles inside the page, so that its policy is a wider one."""
_OWN = {"graphiql-page.js": "text/javascript", "page.css": "text/css", "favicon.svg": "image/svg+xml"}
"""Files of our own beside the fetched ones."""


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
        """GraphiQL with this question in it. The fragment stays in the browser: GET with a query is a program's question."""
        given = {"query": self.query} | ({"variables": self.variables} if self.variables else {})
        return f"/graphql#{urlencode(given, quote_via=quote)}"


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
    styles = "".join(f'<link rel="stylesheet" href="/static/{a.name}">' for a in ASSETS if a.media_type == "text/css")
    scripts = "".join(f'<script src="/static/{a.name}"></script>' for a in ASSETS if a.media_type == "text/javascript")
    return (
        f"{_page_head('Imagine Graph: GraphiQL', styles)}"
        '<body class="tool"><div id="graphiql">Loading GraphiQL ...</div>'
        f'<script type="application/json" id="examples">{data}</script>{scripts}'
        '<script src="/static/graphiql-page.js"></script></body></html>'
    ).encode()


def landing(browser: str | None) -> bytes:
    """Return the page at `/`; `browser` is where the Neo4j Browser answers, where that is known."""
    questions = "".join(f'<li><a href="{escape(e.address)}">{escape(e.title)}</a></li>' for e in examples())
    neo4j = (
        f'<li><a href="{escape(browser)}">Neo4j Browser</a>: the graph itself, in Cypher '
        "(<code>imagine neo4j browser</code> prints user and password)</li>"
        if browser
        else ""
    )
    return (
        f"{_page_head('Imagine Graph')}<body><main><h1>Imagine Graph</h1>"
        "<p>Reports of E3M Imagine gatherings as a graph: who owns which challenge, which ideas answer it, which models they "
        "cite, and the words that say so.</p>"
        f"<h2>Questions to start with</h2><ol>{questions}</ol><p>Each opens in GraphiQL, where you can change it and run it.</p>"
        '<h2>Other ways in</h2><ul><li><a href="/graphql">GraphQL</a>: a browser gets GraphiQL here, and programs ask the same '
        f"address</li>{neo4j}"
        '<li>RDF: <a href="/export/dump.ttl">Turtle</a>, <a href="/export/dump.trig">TriG</a> (one named graph for each '
        'document), <a href="/export/dump.nt">N-Triples</a></li>'
        '<li>Monitoring: <a href="/health">/health</a> (the process) and <a href="/ready">/ready</a> (the database)</li></ul>'
        "</main></body></html>"
    ).encode()


def _page_head(title: str, styles: str = "") -> str:
    return (
        f'<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta name="viewport" content="width=device-width"><link rel="icon" href="/static/favicon.svg" type="image/svg+xml">'
        f'{styles}<link rel="stylesheet" href="/static/page.css"></head>'
    )


async def static(request: Request) -> Response:
    """Serve one of the pages' files; nothing else in the folder, or outside of it, is reachable."""
    return _file_response(request.path_params["name"])


async def favicon(_: Request) -> Response:
    """Serve the icon at the address where browsers look for it when an answer is no page."""
    return _file_response("favicon.svg")


def _file_response(name: str) -> Response:
    fetched = {a.name: a.media_type for a in ASSETS}
    kind = fetched.get(name) or _OWN.get(name)
    if kind is None:
        return Response("there is no such file", 404, media_type="text/plain")
    age = "public, max-age=31536000, immutable" if name in fetched else "no-cache"
    return Response(_file_content(name), media_type=kind, headers={"cache-control": age})


@cache
def _file_content(name: str) -> bytes:
    return (FOLDER / name).read_bytes()
