"""Whatever is asked for, a page comes back that helps, under a policy that runs only the service's own files: over all routes."""

import asyncio
import re
from collections.abc import Iterator

import httpx
import pytest
from serving import running
from starlette.requests import Request
from starlette.responses import Response

from api.gql.options import Options
from api.web.app import Given, create_app
from api.web.explorer.asking import UnansweredError, answering
from graph.connection import Connection
from schema.model import GRAPH_MODEL

HTML = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
MARKUP = "<script>alert(1)</script>"
ASKED = {
    "/search": "/search?q=care",
    "/partners": "/partners?text=care+homes",
    "/graph": "/graph?of=challenge/none",
    "/facts.csv": "/facts.csv?of=person/none",
    "/statement/{statement:path}": "/statement/person/none/OWNS/challenge/none",
    "/scheme/{name:path}": "/scheme/organisation-kind",
    "/static/{name}": "/static/site.css",
}
"""An address for each route whose own path is none to ask for; the other parts are filled with words."""


def addresses(connection: Connection) -> list[str]:
    """One address of each route, and those of pages as a person may spoil them."""
    app = create_app(Given(connection=connection))
    while not hasattr(app, "routes"):
        app = app.app if hasattr(app, "app") else app._app  # type: ignore[attr-defined]
    paths = [route.path for route in app.routes if route.path not in ("/graphql",)]
    filled = [ASKED.get(path) or re.sub(r"\{\w+(:\w+)?\}", "none", path) for path in paths]
    nodes = [f"/{n.kind}/{MARKUP}" for n in GRAPH_MODEL.nodes]
    pages = ("/", "/search?q=", "/search?kind=", "/partners?text=", "/years?", "/graph?of=", "/review?document=")
    spoilt = [f"{page}{MARKUP}" for page in pages]
    return [*filled, *nodes, *spoilt, "/" + "a" * 5000, "/search?q=%00%ff", "/%e2%80%ae", "/challenge/..%2f..%2fetc"]


def judged(page: httpx.Response) -> None:
    """Fail where a page could run what is not a file of the service, or helps nobody."""
    policy = page.headers["content-security-policy"]
    assert "unsafe-inline" not in policy
    assert "unsafe-eval" not in policy
    assert re.search(r"default-src '(none|self)'", policy)
    assert page.headers["x-content-type-options"] == "nosniff"
    assert MARKUP not in page.text
    if page.headers.get("content-type", "").startswith("text/html"):
        assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]+(?:src=|type=\"application))", page.text)
        assert len(re.findall("<h1", page.text)) == 1, "a page says what it is"
        assert 'href="/"' in page.text or page.url.path.startswith("/reconcile"), "and leads on"


@pytest.fixture(scope="module")
def service(filled: Connection) -> Iterator[httpx.Client]:
    with running(filled, Options(seconds=120)) as client:
        yield client


def test_every_route_answers_under_a_strict_policy(service: httpx.Client, filled: Connection) -> None:
    asked = addresses(filled)
    assert len(asked) > 50
    for address in asked:
        if address.startswith("/export"):
            continue  # a dump is no page, and takes long
        page = service.get(address, headers=HTML)
        assert page.status_code < 500 or address == "/sparql", (address, page.status_code, page.text[:200])
        judged(page)


def test_where_the_database_is_gone_every_page_says_so() -> None:
    gone = Connection(uri="bolt://127.0.0.1:1", user="neo4j", password="none")
    pages = (
        "/",
        "/years",
        "/search?q=care",
        "/partners?text=care",
        "/graph?of=challenge/a",
        "/review",
        "/challenge/a/b",
    )
    with running(gone, Options()) as client:
        for address in (*pages, "/facts.csv?of=challenge/a/b", "/statement/person/a/OWNS/challenge/b"):
            page = client.get(address, headers=HTML)
            assert page.status_code == 503, address
            assert "cannot be read just now" in page.text, address
            judged(page)


@pytest.mark.parametrize(
    ("code", "status", "said"),
    [("TIMEOUT", 503, "took too long"), ("DATABASE_UNAVAILABLE", 503, "just now"), ("INTERNAL", 500, "went wrong")],
)
def test_a_slow_answer_and_a_fault_are_told_as_a_page(code: str, status: int, said: str) -> None:
    @answering
    async def slow(_: Request) -> Response:
        raise UnansweredError(code, f"details {MARKUP}")

    scope = {"type": "http", "path": "/", "headers": [], "query_string": b"", "method": "GET"}
    page = asyncio.run(slow(Request(scope)))
    text = bytes(page.body).decode()
    assert (page.status_code, said in text) == (status, True)
    assert MARKUP not in text
    assert "unsafe" not in page.headers["content-security-policy"]
