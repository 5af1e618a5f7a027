"""Reads from Neo4j for many requests at once: one statement, one read transaction each, within a time limit that Neo4j enforces.

Where a statement needs what another finds (`Before`), both are read in one session, so that no server answers the second from an
earlier state of the graph than the first.

The driver's blocking form runs in threads: measured beside its asyncio form on the same statements it takes a sixth less
processor time for a small answer and no more for a large one, and a large row is decoded outside of the event loop.
"""

import re
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any, TypeVar

import neo4j
from neo4j import GraphDatabase, exceptions

from graph.bookmarks import bookmarked
from graph.connection import Connection, translated
from graph.embedding.embedder import embedder
from graph.store.reader_threads import Read, ReaderThreads
from graph.store.watched import Watch, Watcher
from schema.errors import StoreError

T = TypeVar("T")


def unwatched(_statement: str, _database: str) -> AbstractContextManager[None]:
    """Watch nothing."""
    return nullcontext()


_CONNECTION_SECONDS = 5
_TIMED_OUT = "Neo.ClientError.Transaction.TransactionTimedOut"
_OUT_OF_MEMORY = "Neo.TransientError.General.MemoryPoolOutOfMemoryError"
_NO_SUCH_INDEX = "Neo.ClientError.Schema."
"""What begins the code where Neo4j runs a plan that looks into an index which has been taken away, or has become another."""
_SECONDS_UNTIL_PLANNED_ANEW = (0.0, 0.1, 0.4)
"""How long to wait before each time that such a statement is planned again: an index is made in a moment, not at once."""
_LEAST_SECONDS = 0.001
"""The shortest time limit, since 0 would mean none."""
_OPTIONS = re.compile(r"(?:CYPHER (\d+ )?)?(?:replan=force )?")


class StatementTimeoutError(StoreError):
    """A statement took longer than it was given."""


class StatementTooLargeError(StoreError):
    """A statement needed more memory than one transaction may have."""


class StatementRefusedError(StoreError):
    """Neo4j does not take the statement as it is: a defect of this program, which waiting does not cure."""


@dataclass(frozen=True, slots=True)
class Profile:
    """How Neo4j ran a statement."""

    plan: dict[str, Any]
    """The operators, as Neo4j reports them: `operatorType`, `args`, `children`, `dbHits`, `rows`."""
    db_hits: int
    """Accesses to the store, all operators together."""
    available_ms: float
    """Milliseconds until the first row was there, by Neo4j's clock."""
    consumed_ms: float
    """Milliseconds until the last was consumed."""


@dataclass(frozen=True, slots=True)
class Before:
    """A statement that is asked before another, which takes what it finds."""

    name: str
    """The query of the library that it is."""
    statement: str
    """It returns one row, whose one value is called `found`."""
    parameters: Mapping[str, Any]
    into: str
    """The other's parameter: a map with `found`, since Neo4j plans a statement anew for lists of other lengths among parameters."""


class QueryRunner:
    """Read access to one database. Close it when done."""

    def __init__(self, connection: Connection, *, workers: int = 16, watch: Watch = unwatched) -> None:
        """Open a driver and `workers` threads; nothing is read yet. `watch` is told of each statement."""
        self._watch = watch
        self._uri, self._database = connection.uri, connection.database
        self._bookmarked = bookmarked(connection, writes=False)
        self.embedder = embedder(connection.embedding)
        """The model whose vectors the graph holds; None where it holds none."""
        self._driver = GraphDatabase.driver(
            connection.uri,
            auth=(connection.user, connection.password),
            max_connection_pool_size=workers
            + 2,  # one asks whether the database answers, and one may be on its way out
            connection_timeout=_CONNECTION_SECONDS,
            connection_acquisition_timeout=_CONNECTION_SECONDS,
            notifications_min_severity="OFF",
        )
        self._threads = ReaderThreads(workers, self._probe)
        self._of_thread = threading.local()
        self._sessions: set[neo4j.Session] = set()

    def close(self) -> None:
        """Give back connections and threads; reads that are under way are finished first."""
        self._threads.shutdown()
        for session in self._sessions:
            session.close()
        self._driver.close()

    def watcher(self, seconds: float) -> Watcher:
        """Return what watches a `Store` as this watches its own reads; `seconds`: after which Neo4j ends a transaction there."""
        return Watcher(self._threads, self._watch, seconds)

    async def row(
        self,
        statement: str,
        parameters: Mapping[str, Any],
        shape: Callable[[list[Any]], T],
        *,
        before: Sequence[Before] = (),
        timeout: float | None = None,
    ) -> T:
        """Return what `shape` makes of the one row that a statement returns; both happen in a thread.

        Args:
            statement: Cypher that only reads and returns one row.
            parameters: its parameters.
            shape: called with the row's values, in the order of its columns.
            before: what is asked first.
            timeout: seconds after which Neo4j ends the transaction, all statements together; None: the server's own limit.

        Raises:
            StatementTimeoutError: it took longer.
            StoreError: Neo4j does not answer, or refused the statement.
        """

        def answer(read: Read) -> T:
            clock = _Clock(timeout)
            given = dict(parameters)
            for one in before:
                [found] = self._read_row(one.statement, one.parameters, clock.left(), read)[0]
                given[one.into] = {"found": found}
            return shape(self._read_row(statement, given, clock.left(), read)[0])

        return await self._threads.run(answer, timeout)

    async def rows(
        self, statement: str, parameters: Mapping[str, Any], *, timeout: float | None = None
    ) -> list[list[Any]]:
        """Return all rows of a statement, each as the values of its columns. Raises as `row` does."""
        return await self._threads.run(lambda read: self._read_rows(statement, parameters, timeout, read)[0], timeout)

    async def profile(
        self, statement: str, parameters: Mapping[str, Any], *, timeout: float | None = None
    ) -> tuple[list[Any], Profile]:
        """Return the row of a statement that begins with PROFILE, and how Neo4j ran it. Raises as `row` does."""
        values, summary = await self._threads.run(
            lambda read: self._read_row(statement, parameters, timeout, read), timeout
        )
        plan = dict(summary.profile or {})
        first, last = summary.result_available_after or 0, summary.result_consumed_after or 0
        return values, Profile(plan, _db_hits(plan), float(first), float(last))

    async def ready(self) -> None:
        """Return when the database answers. Raises StoreError where it does not within two seconds."""
        await self._threads.ready()

    @property
    def silent(self) -> bool:
        """Whether the database is known not to answer."""
        return self._threads.silent

    def _probe(self, read: Read) -> None:
        # Whether a server answers is not whether it has got as far as another, so this waits for no bookmark.
        self._of_thread.bookmarked = {}
        self._read_rows("RETURN 1", {}, None, read)

    def _read_row(
        self, statement: str, parameters: Mapping[str, Any], timeout: float | None, read: Read
    ) -> tuple[list[Any], neo4j.ResultSummary]:
        (row,), summary = self._read_rows(statement, parameters, timeout, read)
        return row, summary

    def _read_rows(
        self, statement: str, parameters: Mapping[str, Any], timeout: float | None, read: Read
    ) -> tuple[list[list[Any]], neo4j.ResultSummary]:
        with self._watch(statement, self._database), translated(self._uri), _TypedErrors():
            clock, left = _Clock(timeout), timeout
            for seconds in _SECONDS_UNTIL_PLANNED_ANEW:
                try:
                    return self._rows_once(statement, parameters, left, read)
                except exceptions.ClientError as e:
                    if not (e.code or "").startswith(_NO_SUCH_INDEX):
                        raise
                time.sleep(seconds)
                left = clock.left()
                statement = _OPTIONS.sub(r"CYPHER \g<1>replan=force ", statement, 1)
            return self._rows_once(statement, parameters, left, read)

    def _rows_once(
        self, statement: str, parameters: Mapping[str, Any], timeout: float | None, read: Read
    ) -> tuple[list[list[Any]], neo4j.ResultSummary]:
        # A statement of its own is a transaction of its own, which takes one round trip where BEGIN and COMMIT take three.
        asked = neo4j.Query(statement, timeout=timeout)
        session = self._session()
        try:
            read.begins(session)
            result = session.run(asked, dict(parameters))
            return [record.values() for record in result], result.consume()
        except BaseException:
            del self._of_thread.session
            self._sessions.discard(session)
            session.close()
            raise
        finally:
            read.ends()

    def _session(self) -> neo4j.Session:
        """Return this thread's session: to open one takes a sixth of the processor time of a small answer."""
        session: neo4j.Session | None = getattr(self._of_thread, "session", None)
        if session is None:
            bookmarked = getattr(self._of_thread, "bookmarked", self._bookmarked)
            session = self._driver.session(
                database=self._database, default_access_mode=neo4j.READ_ACCESS, fetch_size=-1, **bookmarked
            )
            self._of_thread.session = session
            self._sessions.add(session)
        return session


class _Clock:
    """How much is left of a time limit."""

    def __init__(self, seconds: float | None) -> None:
        """Begin to count; no seconds, or None: no limit."""
        self._began, self._seconds = time.monotonic(), seconds

    def left(self) -> float | None:
        """Return the seconds that are left, at least the shortest limit there is; None where there is no limit."""
        if not self._seconds:
            return self._seconds
        return max(self._seconds - (time.monotonic() - self._began), _LEAST_SECONDS)


class _TypedErrors:
    """Turns those refusals of the database that a caller can act on into errors of their own."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        if not isinstance(error, exceptions.Neo4jError):
            return
        code = error.code or ""
        if code.startswith(_TIMED_OUT):
            raise StatementTimeoutError(
                "the answer took longer than is allowed; ask again where the service has only just begun, else ask for less, "
                "or in smaller pages"
            ) from error
        if code == _OUT_OF_MEMORY:
            raise StatementTooLargeError(
                "the answer needs more memory than is allowed; ask for less, or in smaller pages"
            ) from error
        if code.startswith(("Neo.ClientError.Statement.", "Neo.ClientError.Procedure.")):
            raise StatementRefusedError(
                f"Neo4j refused a statement ({code}); this is a defect, please report it"
            ) from error


def _db_hits(plan: Mapping[str, Any]) -> int:
    own = int(plan.get("dbHits", 0) or 0)
    return own + sum(_db_hits(child) for child in plan.get("children", ()))
