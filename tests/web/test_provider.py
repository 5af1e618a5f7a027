"""Curators sign in with a provider of OpenID Connect: a small real one on loopback, which can be told to lie."""

import base64
import hashlib
import secrets
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
import uvicorn
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey
from serving import running
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from api.access.options import AccessOptions
from api.gql.options import Options
from api.settings import Settings
from graph.connection import Connection
from schema.errors import SettingsError

JO = {"sub": "7", "email": "Jo@Example.org", "email_verified": True}


@dataclass
class Provider:
    """What the provider says, and how it lies."""

    issuer: str
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "1", "use": "sig"}))
    person: dict[str, Any] = field(default_factory=lambda: dict(JO))
    lies: dict[str, Any] = field(default_factory=dict)
    signs_with: Any = None
    algorithm: str = "RS256"
    given: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)

    def routes(self) -> list[Route]:
        return [
            Route("/.well-known/openid-configuration", self._about),
            Route("/keys", self._keys),
            Route("/authorize", self._authorize),
            Route("/token", self._token, methods=["POST"]),
        ]

    async def _about(self, _: Request) -> Response:
        return JSONResponse(
            {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/keys",
                "id_token_signing_alg_values_supported": ["RS256"],
                "response_types_supported": ["code"],
                "subject_types_supported": ["public"],
            }
        )

    async def _keys(self, _: Request) -> Response:
        return JSONResponse({"keys": [self.key.as_dict(private=False)]})

    async def _authorize(self, request: Request) -> Response:
        asked = dict(request.query_params)
        self.asked.append(asked)
        code = secrets.token_urlsafe(8)
        self.given[code] = asked
        return RedirectResponse(f"{asked['redirect_uri']}?code={code}&state={asked['state']}")

    async def _token(self, request: Request) -> Response:
        fields = {name: values[0] for name, values in parse_qs((await request.body()).decode()).items()}
        asked = self.given.pop(fields["code"], None)
        hashed = base64.urlsafe_b64encode(hashlib.sha256(fields.get("code_verifier", "").encode()).digest())
        if asked is None or asked["code_challenge"] != hashed.decode().rstrip("="):
            return JSONResponse({"error": "invalid_grant"}, 400)
        now = int(time.time())
        about = {"iss": self.issuer, "aud": "graph", "iat": now, "exp": now + 60, "nonce": asked["nonce"]}
        claims = {**about, **self.person, **self.lies}
        key = self.signs_with or self.key
        token = jwt.encode({"alg": self.algorithm, "kid": "1"}, claims, key, algorithms=[self.algorithm])
        return JSONResponse({"access_token": "x", "token_type": "Bearer", "id_token": token})


@pytest.fixture
def provider() -> Iterator[Provider]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        told = Provider(f"http://127.0.0.1:{listener.getsockname()[1]}")
        server = uvicorn.Server(uvicorn.Config(Starlette(routes=told.routes()), log_level="critical", ws="none"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        yield told
        server.should_exit = True
        thread.join(20)


@contextmanager
def service(filled: Connection, provider: Provider, home: Path, **options: Any) -> Iterator[httpx.Client]:
    given = {"oidc_curators": ("jo@example.org",)} | options
    access = AccessOptions(oidc_issuer=provider.issuer, oidc_client="graph", **given)
    with running(filled, Options(), home=home, access=access) as client:
        yield client


def come_back(client: httpx.Client) -> httpx.Response:
    """Sign in as far as the provider's answer leads; return what the service says to it."""
    to = client.get("/sign-in/provider")
    assert to.status_code == 302
    back = httpx.get(to.headers["location"])
    return client.get(back.headers["location"], headers={"accept": "text/plain"})


def is_signed_in(client: httpx.Client) -> bool:
    return "signed in as" in client.get("/sign-in").text


def test_a_curator_signs_in_and_nothing_of_the_providers_is_kept(
    filled: Connection, provider: Provider, tmp_path: Path
) -> None:
    with service(filled, provider, tmp_path) as client:
        assert "/sign-in/provider" in client.get("/sign-in").text
        answer = come_back(client)
        assert (answer.status_code, answer.headers["location"]) == (303, "/review")
        assert "signed in as jo@example.org" in client.get("/sign-in").text
    [asked] = provider.asked
    assert (asked["response_type"], asked["code_challenge_method"]) == ("code", "S256")
    assert len(asked["state"]) >= 20 and len(asked["nonce"]) >= 20
    assert asked["redirect_uri"].endswith("/sign-in/back")
    assert '"curator jo@example.org"' in (tmp_path / "audit.jsonl").read_text()


def test_a_claim_makes_a_curator_too(filled: Connection, provider: Provider, tmp_path: Path) -> None:
    provider.person = {"sub": "8", "groups": ["staff", "graph-curators"]}
    with service(filled, provider, tmp_path, oidc_curators=(), oidc_claim="groups=graph-curators") as client:
        assert come_back(client).status_code == 303
        assert "signed in as 8" in client.get("/sign-in").text
        provider.person["groups"] = ["staff"]
        client.cookies.clear()
        assert come_back(client).status_code == 403


@pytest.mark.parametrize(
    "person",
    [
        JO | {"email": "ida@example.org"},
        JO | {"email_verified": False},
        {"sub": "jo@example.org"},
        {"sub": "7", "email": "jo@example.org"},
    ],
)
def test_who_is_no_curator_is_not_let_in(
    filled: Connection, provider: Provider, tmp_path: Path, person: dict[str, Any]
) -> None:
    provider.person = person
    with service(filled, provider, tmp_path) as client:
        answer = come_back(client)
        assert answer.status_code == 403 and "not as a curator" in answer.text
        assert not is_signed_in(client)


LIES: list[dict[str, Any]] = [
    {"nonce": "another"},
    {"aud": "another"},
    {"iss": "https://elsewhere.example"},
    {"exp": 1_000_000_000},
    {"iat": 4_000_000_000},
]


def test_a_token_that_does_not_hold_lets_nobody_in(filled: Connection, provider: Provider, tmp_path: Path) -> None:
    with service(filled, provider, tmp_path) as client:
        for lie in LIES:
            provider.lies = lie
            answer = come_back(client)
            assert (lie, answer.status_code) == (lie, 403)
            assert "did not vouch" in answer.text
        provider.lies = {}
        for key, algorithm in ((RSAKey.generate_key(2048), "RS256"), (OctKey.import_key("0" * 64), "HS256")):
            provider.signs_with, provider.algorithm = key, algorithm
            assert come_back(client).status_code == 403
        assert not is_signed_in(client)
        provider.signs_with, provider.algorithm = None, "RS256"
        assert come_back(client).status_code == 303, "the same way, without a lie"


def test_a_way_that_somebody_else_began_leads_nowhere(filled: Connection, provider: Provider, tmp_path: Path) -> None:
    with service(filled, provider, tmp_path) as client, httpx.Client(base_url=client.base_url) as other:
        to = other.get("/sign-in/provider")
        back = httpx.get(to.headers["location"]).headers["location"]
        assert client.get(back).status_code == 403, "a link that is sent to somebody signs nobody in"
        client.get("/sign-in/provider")
        assert client.get(back).status_code == 403
        query = parse_qs(urlsplit(back).query)
        for state in ("", "x", query["state"][0][:-1]):
            other.get("/sign-in/provider")
            assert other.get("/sign-in/back", params={"code": "x", "state": state}).status_code == 403
        assert not is_signed_in(client) and not is_signed_in(other)
        to = other.get("/sign-in/provider")
        back = httpx.get(to.headers["location"]).headers["location"]
        assert other.get(back).status_code == 303
        assert other.get(back).status_code == 403, "an answer counts once"


def test_who_says_no_at_the_provider_is_told(filled: Connection, provider: Provider, tmp_path: Path) -> None:
    with service(filled, provider, tmp_path) as client:
        state = parse_qs(urlsplit(client.get("/sign-in/provider").headers["location"]).query)["state"][0]
        answer = client.get("/sign-in/back", params={"error": "access_denied", "state": state})
        assert answer.status_code == 403


def test_other_settings_end_sessions(filled: Connection, provider: Provider, tmp_path: Path) -> None:
    with service(filled, provider, tmp_path) as client:
        assert come_back(client).status_code == 303
        cookies = dict(client.cookies)
    with service(filled, provider, tmp_path, oidc_curators=("ida@example.org",)) as client:
        client.cookies.update(cookies)
        assert not is_signed_in(client)


def test_a_provider_that_does_not_answer_is_told_of(filled: Connection, provider: Provider, tmp_path: Path) -> None:
    provider.issuer = "http://127.0.0.1:9"
    with service(filled, provider, tmp_path) as client:
        answer = client.get("/sign-in/provider")
        assert answer.status_code == 503 and "does not answer" in answer.text


@pytest.mark.parametrize(
    "given",
    [
        {"OIDC_ISSUER": "https://id.example.org"},
        {"OIDC_ISSUER": "https://id.example.org", "OIDC_CLIENT": "graph"},
        {"OIDC_ISSUER": "no address", "OIDC_CLIENT": "graph", "OIDC_CURATORS": "jo@example.org"},
        {"OIDC_CURATORS": "jo"},
        {"OIDC_CLAIM": "groups"},
    ],
)
def test_half_a_setting_is_refused(given: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match="IMAGINE_ACCESS_OIDC_"):
        Settings.from_environment({f"IMAGINE_ACCESS_{name}": value for name, value in given.items()})
