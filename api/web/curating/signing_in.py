"""The pages at which a curator signs in and out; they need no script."""

import functools
import logging
import secrets
from collections.abc import Awaitable, Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from api.access.sessions import BEGUN_SECONDS
from api.web.curating.door import Door
from api.web.curating.posted import form_value, one, posted
from api.web.html import page
from api.web.linked_data.replies import refusal
from api.work import audit
from api.work.outcome import outcome
from schema.errors import ForbiddenError, ImagineError, NotFoundError, UnreachableError
from schema.program import PROGRAM

LOG = logging.getLogger("imagine.access")
Handler = Callable[[Request], Awaitable[Response]]

PRIVATE = {"cache-control": "no-store"}
AFTER = "/review"
"""Where somebody is led who has signed in or out, or decided."""
_WRONG = "The name or the password is not right."
_TOO_OFTEN = "There were too many tries. Please wait {minutes} before the next one."
_NO_PROVIDER = "The provider of identities does not answer just now. Please try again soon."


def told(handler: Handler) -> Handler:
    """Return a handler whose errors are answers, none of which is kept by anybody."""

    @functools.wraps(handler)
    async def answering(request: Request) -> Response:
        try:
            return await handler(request)
        except ImagineError as e:
            status, reason = outcome(e).http_status, str(e)
            if status >= 500:
                LOG.warning("%s", e)
                reason = (
                    _NO_PROVIDER if isinstance(e, UnreachableError) else "this cannot be done just now; try again soon"
                )
            answer = refusal(request, status, reason.rstrip("."))
            answer.headers.update(PRIVATE)
            return answer

    return answering


def to(address: str) -> Response:
    """Return the answer that has the browser GET another page of ours."""
    return RedirectResponse(address, 303, PRIVATE)


class SigningIn:
    """Answers `/sign-in` and `/sign-out`."""

    def __init__(self, door: Door) -> None:
        """Let people in by `door`."""
        self._door = door

    def routes(self) -> list[Route]:
        """Return the addresses."""
        return [
            Route("/sign-in", told(self._sign_in), methods=["GET", "POST"]),
            Route("/sign-in/provider", told(self._to_provider), methods=["GET"]),
            Route("/sign-in/back", told(self._back), methods=["GET"]),
            Route("/sign-out", told(self._sign_out), methods=["POST"]),
        ]

    async def _sign_in(self, request: Request) -> Response:
        if not self._door.is_there:
            raise NotFoundError(
                f"nobody can sign in here: whoever keeps this service names curators with '{PROGRAM} curators add'"
            )
        if request.method != "POST":
            return self._asked(request)
        fields = await posted(request, request.cookies.get(self._door.way_cookie))
        name, password = one(fields, "name"), one(fields, "password", most=4000)
        address = self._door.address(request)
        if seconds := await run_in_threadpool(self._door.sessions.wait, address, name):
            LOG.warning("sign-in refused: too many tries from one place or for one name")
            minutes = f"{-(-seconds // 60)} minutes"
            headers = {"retry-after": str(seconds)}
            return self._asked(request, _TOO_OFTEN.format(minutes=minutes), 429, headers)
        known = await run_in_threadpool(self._door.curators.signing_in, name, password)
        if known is None:
            LOG.warning("sign-in refused: wrong name or password")
            return self._asked(request, _WRONG, 401)
        await run_in_threadpool(self._door.sessions.succeeded, address, name)
        return await run_in_threadpool(self._let_in, known.name, known.stamp)

    def _asked(
        self, request: Request, error: str = "", status: int = 200, more: dict[str, str] | None = None
    ) -> Response:
        token = request.cookies.get(self._door.way_cookie) or secrets.token_urlsafe(32)
        answer = page(
            request,
            "sign_in.html",
            status,
            {**PRIVATE, **(more or {})},
            form=form_value(token),
            error=error,
            by_password=bool(self._door.curators.all),
            by_provider=self._door.provider is not None,
            signed_in=self._door.signed_in(request),
        )
        self._door.set_cookie(answer, self._door.way_cookie, token, BEGUN_SECONDS)
        return answer

    def _let_in(self, who: str, stamp: str) -> Response:
        audit.told(self._door.home, "sign in", who)
        answer = to(AFTER)
        self._door.let_in(answer, who, stamp)
        answer.delete_cookie(self._door.way_cookie, path="/")
        return answer

    async def _sign_out(self, request: Request) -> Response:
        curator = await run_in_threadpool(self._door.signed_in, request)
        if curator is None:
            return to(AFTER)
        fields = await posted(request, curator.token)
        everywhere = bool(one(fields, "everywhere"))
        action = "sign out everywhere" if everywhere else "sign out"
        await run_in_threadpool(audit.told, self._door.home, action, curator.name)
        if everywhere:
            await run_in_threadpool(self._door.sessions.end_all, curator.name)
        else:
            await run_in_threadpool(self._door.sessions.end, curator.token)
        answer = to(AFTER)
        answer.delete_cookie(self._door.cookie, path="/")
        return answer

    async def _to_provider(self, request: Request) -> Response:
        if self._door.provider is None:
            raise NotFoundError("no provider of identities is set up here; sign in at /sign-in")
        address, kept = await self._door.provider.begin(request)
        answer = RedirectResponse(address, 302, PRIVATE)
        token = await run_in_threadpool(self._door.sessions.keep_begun, kept)
        self._door.set_cookie(answer, self._door.way_cookie, token, BEGUN_SECONDS)
        return answer

    async def _back(self, request: Request) -> Response:
        if self._door.provider is None:
            raise NotFoundError("no provider of identities is set up here; sign in at /sign-in")
        token = request.cookies.get(self._door.way_cookie, "")
        kept = await run_in_threadpool(self._door.sessions.take_begun, token) if token else {}
        try:
            who = await self._door.provider.who(request, kept)
        except ForbiddenError as e:
            LOG.warning("sign-in refused: %s", e)
            raise
        return await run_in_threadpool(self._let_in, who, self._door.provider.stamp)
