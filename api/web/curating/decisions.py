"""The forms of `/review`: each writes one decision down, in the name of the curator who is signed in, and leads back to the page.

What takes long (documents that are read again, Neo4j) is done behind, one after the other, and the page says how far it is.
"""

import logging
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.web.curating.door import Door, SignedIn
from api.web.curating.posted import one, posted
from api.web.curating.progress import Carrying, Progress
from api.web.curating.signing_in import Handler, to, told
from api.web.explorer.review import Reviews
from api.work.deciding import MOST_CHARACTERS, Decided, Desk
from api.work.reviewing import ToReview
from loaders.names.judgements import Judgement
from schema.errors import ImagineError, NotFoundError, QueryError, StoreError

LOG = logging.getLogger("imagine.curating")
_Fields = dict[str, list[str]]
_GONE = "this is decided already, or the graph is another by now; load the page again"


class Decisions:
    """Answers the forms of `/review`."""

    def __init__(self, door: Door, desk: Desk, reviews: Reviews, progress: Carrying | None = None) -> None:
        """Let those decide whom `door` let in; `desk` writes, `reviews` knows what there is to decide. `progress`: what all
        processes of a service know of it; without it, there is this one."""
        self._door, self._desk, self._reviews = door, desk, reviews
        self._behind = ThreadPoolExecutor(1, "deciding")
        self._progress = progress or Progress()

    def routes(self) -> list[Route]:
        """Return the addresses."""
        return [
            Route("/review/judge", self._decision(self._judge), methods=["POST"]),
            Route("/review/held", self._decision(self._held), methods=["POST"]),
            Route("/review/lines", self._decision(self._lines), methods=["POST"]),
            Route("/review/undo", self._decision(self._undo), methods=["POST"]),
        ]

    @property
    def is_open(self) -> bool:
        """Whether anybody can sign in."""
        return self._door.is_there

    def signed_in(self, request: Request) -> SignedIn | None:
        """Return who is signed in at the browser that asks."""
        return self._door.signed_in(request)

    def decided(self) -> Decided:
        """Return what was decided, and how far it is carried out."""
        waiting, told = self._progress.now()
        return replace(self._desk.decided(told), waiting=waiting)

    def close(self) -> None:
        """Finish what is being done; what waits is left to the next reading of the documents."""
        self._behind.shutdown(cancel_futures=True)

    def _decision(self, decide: Callable[[Request, SignedIn, _Fields], str]) -> Handler:
        async def handler(request: Request) -> Response:
            curator = await run_in_threadpool(self._door.curator, request)
            fields = await posted(request, curator.token)
            return to(await run_in_threadpool(decide, request, curator, fields))

        return told(handler)

    def _judge(self, request: Request, curator: SignedIn, fields: _Fields) -> str:
        ids, verdict = (one(fields, "first"), one(fields, "second")), one(fields, "verdict")
        if verdict not in ("first", "second", "different"):
            raise QueryError("a verdict is 'first', 'second' or 'different'")
        twice = next((t for t in self._present(request).twice if t.pair.ids == ids and not t.is_judged), None)
        if twice is None:
            raise NotFoundError(_GONE)
        called = {"first": 0, "second": 1}.get(verdict)
        judgement = self._desk.judge(twice.pair, called, curator.name, one(fields, "why", MOST_CHARACTERS))
        if judgement.same:
            self._carry_out(judgement, curator)
        return "/review#twice"

    def _held(self, request: Request, curator: SignedIn, fields: _Fields) -> str:
        sha256, verdict = one(fields, "sha256"), one(fields, "verdict")
        held = next((h for h in self._present(request).held if h.sha256 == sha256), None)
        if held is None:
            raise NotFoundError(_GONE)
        if verdict == "out":
            self._desk.leave_out(held, curator.name)
        elif verdict == "in":

            def let_in() -> None:
                self._desk.let_in(held, curator.name)

            self._do(let_in)
        else:
            raise QueryError("a verdict is 'in' or 'out'")
        return "/review#held"

    def _lines(self, request: Request, curator: SignedIn, fields: _Fields) -> str:
        wanted, back = one(fields, "document"), one(fields, "verdict") == "back"
        document = next((d for d in self._present(request).documents if d.document == wanted), None)
        if document is None:
            raise NotFoundError(_GONE)
        known = {line.place for line in (document.put_aside if back else document.lines)}
        chosen = {int(n) for n in fields.get("line", []) if n.isascii() and n.isdigit() and len(n) < 9}
        if not chosen <= known:
            raise NotFoundError(_GONE)
        if chosen:
            self._desk.put_lines_aside(document.document, document.sha256, chosen, curator.name, back=back)
        return "/review#lines"

    def _undo(self, _: Request, curator: SignedIn, fields: _Fields) -> str:
        desk, what = self._desk, one(fields, "what")
        if what in ("same", "different"):
            judgement = desk.unjudge(what == "same", fields.get("name", []), curator.name)
            if judgement.same:
                self._carry_out(judgement, curator)
        elif what == "document":
            sha256 = one(fields, "sha256")
            kept = next((k for k in desk.decided().documents if k.held.sha256 == sha256), None)
            if kept is None:
                raise NotFoundError(_GONE)
            if kept.document:
                self._do(lambda: desk.reconsider(kept, curator.name))
            else:
                desk.reconsider(kept, curator.name)
        else:
            raise QueryError("what is undone is 'same', 'different' or 'document'")
        return "/review#decided"

    def _present(self, request: Request) -> ToReview:
        try:
            return self._reviews.present(request.app.state.store)
        except TimeoutError:
            raise StoreError("what there is to decide is being looked through; send this again in a minute") from None

    def _carry_out(self, judgement: Judgement, curator: SignedIn) -> None:
        def read_again() -> str:
            left = self._desk.carry_out(judgement, curator.name)
            if not left:
                return ""
            names = "; ".join(left)
            return f"{judgement} holds once these are loaded again, since their files are not as they were: {names}"

        self._do(read_again)

    def _do(self, work: Callable[[], str | None]) -> None:
        """Have something done behind, after what was asked for before, here and in other processes; it may say what is left."""
        process = os.getpid()

        def done() -> None:
            told = ""
            try:
                with self._desk.alone():
                    told = work() or ""
            except ImagineError as e:
                LOG.warning("a decision could not be carried out: %s", e)
                told = str(e)
            except Exception:
                LOG.exception("a decision could not be carried out")
                told = "a decision could not be carried out; the log says why"
            finally:
                self._progress.ends(process, told)

        self._progress.begins(process)
        self._behind.submit(done)
