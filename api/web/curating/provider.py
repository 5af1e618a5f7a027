"""Signing in with a provider of identities: OpenID Connect's authorization code flow with PKCE, state and nonce, by Authlib.

Nothing of the provider's is kept but the person's address: no token, and no claim.
"""

import hashlib
from typing import Any

from authlib.integrations.starlette_client import OAuth, OAuthError
from httpx2 import HTTPError
from joserfc.errors import JoseError
from starlette.requests import Request

from api.access.options import AccessOptions
from schema.errors import ForbiddenError, SettingsError, UnreachableError

BACK = "sign-in/back"
"""Where the provider sends a browser back to, below the service's address."""
_SECONDS = 10
"""How long each answer of the provider may take."""


class Provider:
    """The provider that the settings name."""

    def __init__(self, options: AccessOptions, base: str) -> None:
        """Prepare to ask it; nothing is asked before somebody signs in. Raises SettingsError where the secret cannot be read."""
        self._options, self._back = options, f"{base}{BACK}"
        secret = _secret(options)
        # Who was let in under other settings is let in no more.
        self.stamp = hashlib.sha256(
            repr((options.oidc_issuer, options.oidc_client, options.oidc_curators, options.oidc_claim)).encode()
        ).hexdigest()
        self._client: Any = OAuth().register(
            "provider",
            client_id=options.oidc_client,
            client_secret=secret,
            server_metadata_url=f"{options.oidc_issuer.rstrip('/')}/.well-known/openid-configuration",
            client_kwargs={
                "scope": "openid email",
                "code_challenge_method": "S256",
                "timeout": _SECONDS,
                **({} if secret else {"token_endpoint_auth_method": "none"}),
            },
        )

    async def begin(self, request: Request) -> tuple[str, dict[str, Any]]:
        """Return the address at the provider that the browser is sent to, and what has to be kept until it comes back.

        Raises UnreachableError where the provider does not answer.
        """
        request.scope["session"] = kept = dict[str, Any]()
        try:
            redirect = await self._client.authorize_redirect(request, self._back)
        except (HTTPError, OAuthError, JoseError, ValueError, KeyError, RuntimeError) as e:
            raise self._silent(e) from e
        return redirect.headers["location"], kept

    async def who(self, request: Request, kept: dict[str, Any]) -> str:
        """Return the e-mail address of the curator who comes back. Raises ForbiddenError where it is none, or nothing that the
        browser brings along holds; UnreachableError where the provider does not answer."""
        request.scope["session"] = kept
        if not any(key.endswith(f"_{request.query_params.get('state', '')}") for key in kept):
            raise ForbiddenError("this way of signing in was begun elsewhere or too long ago; begin again at /sign-in")
        try:
            token = await self._client.authorize_access_token(
                request, claims_options={"iss": {"essential": True, "value": await self._issuer()}}, leeway=60
            )
        except HTTPError as e:
            raise self._silent(e) from e
        except (OAuthError, JoseError, ValueError, KeyError, RuntimeError) as e:
            raise ForbiddenError(
                f"the provider of identities did not vouch for you ({type(e).__name__}); begin again at /sign-in"
            ) from e
        claims = token.get("userinfo")
        if not claims:
            raise ForbiddenError("the provider of identities did not say who you are; tell whoever keeps this service")
        return self._curator(dict(claims))

    async def _issuer(self) -> str:
        metadata = await self._client.load_server_metadata()
        return str(metadata["issuer"])

    def _curator(self, claims: dict[str, Any]) -> str:
        email = str(claims.get("email") or "").lower()
        is_verified = claims.get("email_verified") in (True, "true")
        name, _, wanted = self._options.oidc_claim.partition("=")
        value = claims.get(name) if name else None
        has_claim = value is not None and wanted in (value if isinstance(value, list) else [str(value)])
        if not has_claim and not (is_verified and email in self._options.oidc_curators):
            raise ForbiddenError("you are known, but not as a curator of this service; ask whoever keeps it")
        return email if email and is_verified else str(claims["sub"])

    def _silent(self, error: Exception) -> UnreachableError:
        return UnreachableError(
            f"the provider of identities {self._options.oidc_issuer} does not answer as one ({type(error).__name__})"
        )


def _secret(options: AccessOptions) -> str | None:
    if options.oidc_secret is None:
        return None
    try:
        return options.oidc_secret.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as e:
        raise SettingsError(
            f"IMAGINE_ACCESS_OIDC_SECRET names {options.oidc_secret}, which cannot be read ({type(e).__name__}); correct it"
        ) from None
