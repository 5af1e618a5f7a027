"""Who is signed in: the cookies of browsers, and what they stand for."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response

from api.access.clients import address_of
from api.access.curators import Curators
from api.access.kept import Kept
from api.access.options import AccessOptions
from api.access.sessions import LONGEST, Session, Sessions
from api.web.curating.posted import form_value
from schema.errors import ForbiddenError, SettingsError, StoreError

if TYPE_CHECKING:  # a fifth of a second, which those wait for who have one
    from api.web.curating.provider import Provider

LOG = logging.getLogger("imagine.access")


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A curator, at one browser."""

    name: str
    token: str

    @property
    def form(self) -> str:
        """What this browser's forms carry."""
        return form_value(self.token)


class Door:
    """Knows who may sign in, and who is signed in."""

    def __init__(self, options: AccessOptions, home: Path, base: str) -> None:
        """Keep sessions in `home`; the service is reached at `base`. Raises SettingsError where the curators cannot be read."""
        self.options, self.home = options, home
        self.sessions = Sessions(home)
        self._curators = Kept(options.curators or home / "curators.json", Curators.load)
        self.provider = _provider(options, base) if options.has_provider else None
        self._is_secure = base.startswith("https://")
        # No page of a neighbouring host can set a cookie that is called so.
        prefix = "__Host-" if self._is_secure else ""
        self.cookie, self.way_cookie = f"{prefix}imagine-curator", f"{prefix}imagine-sign-in"

    @property
    def is_there(self) -> bool:
        """Whether anybody can sign in."""
        return self.provider is not None or bool(self.curators.all)

    @property
    def curators(self) -> Curators:
        """Those who have a password, as of now; none where they cannot be read."""
        try:
            return self._curators.now()
        except SettingsError as e:
            LOG.error("%s", e)
            return Curators()

    def signed_in(self, request: Request) -> SignedIn | None:
        """Return the curator whose browser asks, None where it is nobody's."""
        token = request.cookies.get(self.cookie, "")
        if not token or not self.is_there:
            return None
        try:
            session = self.sessions.held(token)
        except StoreError as e:
            LOG.error("%s", e)
            return None
        if session is None or not self._holds(session):
            return None
        return SignedIn(session.who, token)

    def curator(self, request: Request) -> SignedIn:
        """Return the curator whose browser asks. Raises ForbiddenError where it is nobody's."""
        if found := self.signed_in(request):
            return found
        raise ForbiddenError("only a curator decides, and nobody is signed in here; sign in at /sign-in")

    def address(self, request: Request) -> str:
        """Return the address that a request comes from."""
        peer = request.client.host if request.client else ""
        return address_of(peer, request.headers.getlist("x-forwarded-for"), self.options.proxies)

    def let_in(self, response: Response, who: str, stamp: str) -> None:
        """Begin a session at the browser that gets this answer."""
        self.set_cookie(response, self.cookie, self.sessions.begin(who, stamp), LONGEST)

    def set_cookie(self, response: Response, name: str, value: str, seconds: int) -> None:
        """Have a browser keep a value that no script reads, and that it sends to this service alone."""
        response.set_cookie(
            name, value, max_age=seconds, httponly=True, samesite="lax", secure=self._is_secure, path="/"
        )

    def _holds(self, session: Session) -> bool:
        if self.provider is not None and session.stamp == self.provider.stamp:
            return True
        known = self.curators.named(session.who)
        return known is not None and known.stamp == session.stamp


def _provider(options: AccessOptions, base: str) -> Provider:
    from api.web.curating.provider import Provider

    return Provider(options, base)
