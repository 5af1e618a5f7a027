"""Sessions in which a service reads with other threads than those of `graph.store.reader_threads`, watched as closely: transactions
have a limit of time, each statement is told of, and where Neo4j hangs, all are given up.
"""

import asyncio
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack, nullcontext
from typing import Any, TypeVar, cast

import neo4j
from neo4j import exceptions

from graph.store.reader_threads import DOUBT_SECONDS, Read, ReaderThreads
from schema.errors import SilentError

T = TypeVar("T")

Watch = Callable[[str, str], AbstractContextManager[None]]
"""Called with a statement and its database around every read; it tells how long it took, and what it was part of."""


WATCHED: dict[str, Any] = {
    "connection_timeout": 5,
    "connection_acquisition_timeout": 5,
    "max_transaction_retry_time": 2,
}
"""How the driver of such sessions is set, in seconds: nobody waits for long for a server that does not answer."""


class Watcher:
    """What watches the sessions of a `Store`, beside the threads that know whether Neo4j answers."""

    def __init__(self, threads: ReaderThreads, watch: Watch, seconds: float) -> None:
        """Call it in the event loop of `threads`. `seconds`: after which Neo4j ends a transaction that reads;
        what looks the whole graph over with one statement (`Store.faults`) has Neo4j's own limit."""
        self._loop, self._threads = asyncio.get_running_loop(), threads
        self.watch, self.seconds = watch, seconds

    def begins(self, session: neo4j.Session) -> Read:
        """A session begins in this thread. Raises SilentError where Neo4j is known not to answer."""
        if self._threads.silent:
            raise SilentError
        read = Read()
        read.begins(session)
        self._loop.call_soon_threadsafe(self._threads.lend, read)
        return read

    def ends(self, read: Read, error: BaseException | None) -> None:
        """The session has ended, by an error or well."""
        read.ends()
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._threads.take_back, read)
            if isinstance(error, exceptions.ServiceUnavailable | exceptions.SessionExpired):
                self._loop.call_soon_threadsafe(self._threads.ask)


class Deadline:
    """What gives up each session of a `Store` after so many seconds, where no event loop knows whether Neo4j answers."""

    def __init__(self, seconds: float) -> None:
        """`seconds`: what one session may take, all of its statements together."""
        self.seconds = seconds
        self._timers: dict[Read, threading.Timer] = {}

    def watch(self, _statement: str, _database: str) -> AbstractContextManager[None]:
        """Tell nobody of a statement."""
        return nullcontext()

    def begins(self, session: neo4j.Session) -> Read:
        """A session begins in this thread."""
        read = Read()
        read.begins(session)
        timer = self._timers[read] = threading.Timer(self.seconds, read.give_up)
        timer.daemon = True
        timer.start()
        return read

    def ends(self, read: Read, _error: BaseException | None) -> None:
        """The session has ended, by an error or well."""
        self._timers.pop(read).cancel()
        read.ends()


Watching = Watcher | Deadline


def watched(session: neo4j.Session, watcher: Watching, database: str) -> neo4j.Session:
    """Return a session that is watched. Enter it; what it can do is what `graph.store` asks of one."""
    return cast(neo4j.Session, _Session(session, watcher, database))


class _Session:
    """A session that is watched."""

    def __init__(self, session: neo4j.Session, watcher: Watching, database: str) -> None:
        self._session, self._watcher, self._database = session, watcher, database
        self._statement = ExitStack()
        """What watches the statement that is being answered: until the next, or the end of its transaction."""
        self._ending = ExitStack()

    def __enter__(self) -> "_Session":
        try:
            read = self._watcher.begins(self._session)
        except BaseException:
            self._session.close()
            raise
        self._ending.push(lambda _, error, __: self._watcher.ends(read, error))
        self._ending.callback(self._session.close)
        self._ending.push(self._statement)
        return self

    def __exit__(self, *error: Any) -> None:
        self._ending.__exit__(*error)

    def run(self, statement: str, parameters: dict[str, Any] | None = None, **more: Any) -> neo4j.Result:
        """See `neo4j.Session`."""
        self._begins(statement)
        return self._session.run(cast(Any, statement), parameters, **more)

    def execute_read(self, work: Callable[..., T], *given: Any) -> T:
        """See `neo4j.Session`, but what a line that was cut has ended is tried once more and at once, and what took long is not."""
        began = time.monotonic()
        try:
            return self._read_by(work, given)
        except (exceptions.ServiceUnavailable, exceptions.SessionExpired, exceptions.TransientError):
            if time.monotonic() - began > DOUBT_SECONDS:
                raise
            return self._read_by(work, given)

    def execute_write(self, work: Callable[..., T], *given: Any) -> T:
        """See `neo4j.Session`."""
        return self._session.execute_write(lambda tx: self._done(tx, work, given))

    def _read_by(self, work: Callable[..., T], given: tuple[Any, ...]) -> T:
        with self._session.begin_transaction(timeout=self._watcher.seconds) as tx:
            return self._done(tx, work, given)

    def _done(self, tx: neo4j.Transaction | neo4j.ManagedTransaction, work: Callable[..., T], given: Any) -> T:
        with self._statement:
            return work(_Transaction(tx, self._begins), *given)

    def _begins(self, statement: str) -> None:
        self._statement.close()
        self._statement.enter_context(self._watcher.watch(statement, self._database))


class _Transaction:
    """A transaction that tells of its statements."""

    def __init__(self, tx: neo4j.Transaction | neo4j.ManagedTransaction, begins: Callable[[str], None]) -> None:
        self._tx, self._begins = tx, begins

    def run(self, statement: str, parameters: dict[str, Any] | None = None, **more: Any) -> neo4j.Result:
        """See `neo4j.ManagedTransaction`."""
        self._begins(statement)
        return self._tx.run(cast(Any, statement), parameters, **more)
