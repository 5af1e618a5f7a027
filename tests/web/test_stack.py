"""The layers that every request passes: security headers on whatever is answered, methods that an address takes, origins."""

import asyncio

import httpx
import pytest
from serving import Start
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from api.gql.options import Options
from api.telemetry.options import TelemetryOptions
from api.web.observed import Watched
from api.web.stack import layers, stacked

HTML = {"accept": "text/html,*/*;q=0.8"}
NAMED = Options(origins=("https://example.org",))


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("POST", "/graphql", 200),
        ("GET", "/graphql", 200),
        ("PUT", "/graphql", 405),
        ("GET", "/", 200),
        ("HEAD", "/", 200),
        ("POST", "/", 405),
        ("GET", "/health", 200),
        ("GET", "/static/page.css", 200),
        ("GET", "/favicon.ico", 200),
        ("GET", "/export/dump.pdf", 404),
        ("GET", "/nowhere", 404),
    ],
)
@pytest.mark.parametrize("options", [Options(), NAMED], ids=["one origin", "other origins"])
def test_every_answer_has_the_security_headers(
    start: Start, options: Options, method: str, address: str, status: int
) -> None:
    body = {"query": "{__typename}"} if address == "/graphql" and method == "POST" else None
    response = start(options).request(method, address, json=body, headers=HTML)
    assert response.status_code == status
    for name, value in {"x-content-type-options": "nosniff", "referrer-policy": "no-referrer"}.items():
        assert response.headers.get_list(name) == [value]
    policies = response.headers.get_list("content-security-policy")
    assert len(policies) == 1
    assert "frame-ancestors 'none'" in policies[0]


def asked_inside(app: ASGIApp, address: str) -> httpx.Response:
    """Ask an application that is not served, and let its faults become answers."""

    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://here") as client:
            return await client.get(address)

    return asyncio.run(ask())


def test_a_fault_is_answered_through_the_layers_too() -> None:
    async def fails(_: Request) -> None:
        raise RuntimeError("a fault")

    routes = [Route("/", fails)]
    response = asked_inside(
        stacked(Starlette(routes=routes), layers(Options(), routes, Watched(TelemetryOptions()))), "/"
    )
    assert response.status_code == 500
    assert response.headers["x-content-type-options"] == "nosniff"


def test_the_first_layer_is_the_outermost() -> None:
    seen = []

    class Layer:
        def __init__(self, app: ASGIApp, name: str) -> None:
            self.app, self.name = app, name

        async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
            seen.append(self.name)
            await self.app(scope, receive, send)

    app = stacked(Starlette(), [Middleware(Layer, "outer"), Middleware(Layer, name="inner")])
    assert asked_inside(app, "/").status_code == 404
    assert seen == ["outer", "inner"]


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("/graphql", "GET, HEAD, OPTIONS, POST"),
        ("/", "GET, HEAD, OPTIONS"),
        ("/health", "GET, HEAD, OPTIONS"),
        ("/static/page.css", "GET, HEAD, OPTIONS"),
        ("/export/dump.ttl", "GET, HEAD, OPTIONS"),
    ],
)
@pytest.mark.parametrize("options", [Options(), NAMED], ids=["one origin", "other origins"])
def test_options_tells_what_an_address_takes(start: Start, options: Options, address: str, allowed: str) -> None:
    response = start(options).options(address)
    assert (response.status_code, response.headers["allow"], response.content) == (204, allowed, b"")


def test_options_of_an_address_that_is_not_there(service: httpx.Client) -> None:
    assert service.options("/nowhere").status_code == 404


def test_a_preflight_without_named_origins_grants_nothing(service: httpx.Client) -> None:
    asks = {"origin": "https://example.org", "access-control-request-method": "POST"}
    response = service.options("/graphql", headers=asks)
    assert response.status_code == 204
    assert not [name for name in response.headers if name.startswith("access-control-")]
