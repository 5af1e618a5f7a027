"""For curators: what may be twice, what was not understood, what was held back, and what to type about it or, signed in, to press.

To look through all documents takes seconds where there are many, so that it is done once for each state of the graph and of the
curators' files, and a page that cannot wait for it says so.
"""

from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYetError
from contextvars import copy_context
from functools import partial
from pathlib import Path
from typing import Protocol

from starlette.requests import Request
from starlette.responses import Response

from api.web.explorer.kinds import day
from api.web.html import page
from api.web.linked_data.replies import told
from api.web.linked_data.views import passage_address
from api.web.once import OncePerState
from api.work import set_aside
from api.work.curation import Curation, CurationFiles
from api.work.deciding import Decided
from api.work.findings import Findings, place
from api.work.reviewing import Line, Reviewed, ToReview, to_review
from api.work.set_aside import SetAside
from graph.store.store import Store
from schema.errors import NotFoundError, UnreachableError

ANSWERED = 8
"""Within how many seconds a database must say its state."""
PATIENCE, PATIENCE_OF_OTHERS = 8.0, 2.0
"""How many seconds the first to ask for the page in a state of the graph waits, and how many everybody else does: who waits
holds a place that others need."""
MOST_LINES, MOST_PAIRS = 5, 20
"""How many lines of a document, and how many pairs, are shown at once; each section leads to all of its own."""

_State = tuple[object, ...]


class CuratorsDesk(Protocol):
    """What the page asks of the room in which curators decide (`api/web/curating`)."""

    @property
    def is_open(self) -> bool:
        """Whether anybody can sign in."""

    def signed_in(self, request: Request) -> "Curator | None":
        """Return who is signed in at the browser that asks."""

    def decided(self) -> Decided:
        """Return what was decided, and how far it is carried out."""


class Curator(Protocol):
    """Who is signed in."""

    @property
    def name(self) -> str:
        """Their name."""

    @property
    def form(self) -> str:
        """What the forms of their browser carry."""


class Reviews:
    """Answers `/review`."""

    def __init__(self, home: Path | None, files: CurationFiles | None) -> None:
        """Look at what loading found in `home`, and at the curators' files; None: there are none."""
        self._home, self._files = home, files
        self._found: OncePerState[ToReview] = OncePerState("review")
        self._asking = ThreadPoolExecutor(2, "review-state")
        """Asks a database that may be silent, for which nobody is to wait for long."""
        self.desk: CuratorsDesk | None = None
        """Where curators sign in and decide; None where nobody does."""

    def answer(self, request: Request) -> Response:
        """Answer a request."""
        return told(self._page)(request)

    def present(self, store: Store) -> ToReview:
        """Return what there is to look at now. Raises TimeoutError where that takes longer than a person waits, StoreError
        where the database does not answer.
        """
        find = partial(self._find, store)
        return self._found.at(self._asked(store), find, first=PATIENCE, others=PATIENCE_OF_OTHERS)

    def _page(self, request: Request) -> Response:
        curator = self.desk.signed_in(request) if self.desk else None
        # Before what is there to look at, so that nothing is carried out between the two without being told of.
        decided = self.desk.decided() if curator and self.desk else None
        try:
            review = self.present(request.app.state.store)
        except NotYetError:
            return page(
                request,
                "message.html",
                503,
                {"retry-after": "15"},
                heading="All documents are being looked through",
                text="That takes a minute where there are many, or where the database is busy. Load this page again then.",
            )
        headers = {"cache-control": "no-store"} if curator else {}
        wanted, everything = request.query_params.get("document", ""), request.query_params.get("all", "")
        if wanted:
            document = next((d for d in review.documents if d.document == wanted), None)
            if document is None:
                raise NotFoundError(
                    "nothing of a document with this id is to be looked at; see the whole list at /review"
                )
            return page(
                request,
                "review_document.html",
                200,
                headers,
                document=document,
                lines=_lines(document),
                curator=curator,
            )
        return page(
            request,
            "review.html",
            200,
            headers,
            curator=curator,
            way_in=curator is None and self.desk is not None and self.desk.is_open,
            decided=decided,
            open_pairs=sum(not one.is_judged for one in review.twice),
            open_lines=sum(len(d.lines) for d in review.documents),
            held=[(one, day(one.on)) for one in review.held],
            documents=[(d, _lines(d)[:MOST_LINES]) for d in review.documents if d.lines or d.drift],
            twice=review.twice if everything == "twice" else review.twice[:MOST_PAIRS],
            pairs=len(review.twice),
        )

    def _asked(self, store: Store) -> _State:
        """Return the present state. Raises UnreachableError where the database does not say it soon."""
        asked = self._asking.submit(copy_context().run, self._present, store)
        try:
            return asked.result(ANSWERED)
        except NotYetError:
            raise UnreachableError(f"the database did not say its state within {ANSWERED} s; try again soon") from None
        finally:
            asked.cancel()

    def _present(self, store: Store) -> _State:
        files = [self._files.judgements, self._files.suppressed] if self._files else []
        if self._home:
            files += [place(self._home), set_aside.place(self._home)]
        with store.reading() as reading:
            return (reading.revision, *(path.stat().st_mtime_ns if path.exists() else 0 for path in files))

    def _find(self, store: Store) -> ToReview:
        curation = Curation.of(self._files) if self._files else Curation()
        findings = Findings.load(place(self._home)) if self._home else Findings()
        aside = SetAside.load(set_aside.place(self._home)) if self._home else SetAside()
        return to_review(store, curation, findings, aside)


def _lines(document: Reviewed) -> list[tuple[Line, str]]:
    """Return the lines of a document, each with where it stands in the text."""
    return [(line, passage_address(line.passage, document.document)) for line in document.lines]
