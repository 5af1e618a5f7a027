"""Threads that read from Neo4j, none of which anybody waits for longer than for an answer that may still come.

Neo4j ends a statement that takes too long; that helps nobody where Neo4j itself hangs, or where whoever asked has gone away. So a
read can be given up: its connection is closed under it, which ends the statement in Neo4j and frees the thread. A server that does
not even answer the shortest question is silent: whoever asks then is told so at once, until it answers again.
"""

import asyncio
import contextlib
import logging
import socket
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import partial
from typing import TypeVar

import neo4j

from schema.errors import SilentError, StoreError, UnreachableError

T = TypeVar("T")

LOG = logging.getLogger("imagine.store")

PROBE_SECONDS = 1.5
"""How long the database may take to answer the shortest question."""
DOUBT_SECONDS = 2.5
"""After how long a read that has not ended makes one ask whether the database answers at all."""
_SILENT_AFTER = 2
"""How many questions in a row must be left unanswered for a database to count as silent and not only as busy."""
_SECONDS_BETWEEN_PROBES = 0.5
GRACE_SECONDS = 4.0
"""How much later than Neo4j should have ended a statement it is given up: Neo4j itself looks every two seconds."""


class Read:
    """One read under way, which another thread can give up."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._session: neo4j.Session | None = None
        self.given_up = False

    def begins(self, session: neo4j.Session) -> None:
        """The read begins in this session. Raises UnreachableError where it was given up before."""
        with self._lock:
            if self.given_up:
                raise UnreachableError("nobody waits for this answer any more")
            self._session = session

    def ends(self) -> None:
        """The read has ended: its session is another's from now on."""
        with self._lock:
            self._session = None

    def give_up(self) -> None:
        """Close the connection under the read, in whatever it is."""
        with self._lock:
            self.given_up = True
            connection = getattr(self._session, "_connection", None)
            # The driver has no way to end what waits for a server; a socket can be shut from any thread.
            raw = getattr(getattr(connection, "socket", None), "_socket", None)
            if raw is not None:
                with contextlib.suppress(OSError):
                    raw.shutdown(socket.SHUT_RDWR)


class ReaderThreads:
    """Runs reads in threads of its own. Belongs to one event loop."""

    def __init__(self, workers: int, probe: Callable[[Read], object]) -> None:
        """`workers`: reads at once. `probe`: asks the database the shortest question."""
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="reader")
        self._probing = ThreadPoolExecutor(1, thread_name_prefix="probe")
        self._probe = probe
        self._running: set[Read] = set()
        self._lent: set[Read] = set()
        """Those of `_running` that go on in threads of others."""
        self._looking: asyncio.TimerHandle | None = None
        self._asking: asyncio.Task[None] | None = None
        self._silent = self._ended = False
        self._unanswered = 0
        """Questions that were left unanswered since one was answered."""

    @property
    def silent(self) -> bool:
        """Whether the database left the last question unanswered."""
        return self._silent

    def lend(self, read: Read) -> None:
        """Give up a read of another thread too where the database is silent, until `take_back`. Call both in the event loop."""
        self._lent.add(read)
        self._running.add(read)
        self._watch_lent()

    def take_back(self, read: Read) -> None:
        """The read of another thread has ended."""
        self._lent.discard(read)
        self._running.discard(read)

    def shutdown(self) -> None:
        """End the threads, once what they read has ended."""
        self._ended = True
        for waiting in (self._asking, self._looking):
            if waiting is not None:
                waiting.cancel()
        self._threads.shutdown()
        self._probing.shutdown()

    async def run(self, call: Callable[[Read], T], seconds: float | None = None) -> T:
        """Return what `call` returns in a thread. `seconds`: when Neo4j ends it; None: when it likes.

        Raises SilentError where the database is silent, and whatever `call` raises. Cancelled, it gives the read up.
        """
        if self._silent:
            self.ask()
            raise SilentError
        loop = asyncio.get_running_loop()
        read = Read()
        self._running.add(read)
        doubt = loop.call_later(DOUBT_SECONDS, self.ask)
        try:
            async with asyncio.timeout(None if not seconds else seconds + GRACE_SECONDS):
                return await loop.run_in_executor(self._threads, copy_context().run, call, read)
        except TimeoutError:
            raise UnreachableError("Neo4j did not answer in time, nor end the statement") from None
        except UnreachableError:
            self.ask()  # so that the next need not find out by themselves
            raise
        finally:
            doubt.cancel()
            self._running.discard(read)
            read.give_up()

    async def ready(self) -> None:
        """Return when the database answers. Raises StoreError where it does not within `PROBE_SECONDS`."""
        read = Read()
        try:
            async with asyncio.timeout(PROBE_SECONDS):
                await asyncio.get_running_loop().run_in_executor(self._probing, self._probe, read)
        except (TimeoutError, StoreError) as e:
            self.ask()
            raise (SilentError() if self._silent else UnreachableError("Neo4j does not answer")) from e
        finally:
            read.give_up()
        if self._silent:
            LOG.warning("the database answers again")
        self._silent, self._unanswered = False, 0

    def ask(self) -> None:
        """Ask whether the database answers, unless that is being asked. Call it in the event loop."""
        if not self._ended and (self._asking is None or self._asking.done()):
            self._asking = asyncio.get_running_loop().create_task(self._doubt())

    def _watch_lent(self, *, again: bool = False) -> None:
        """Ask from time to time whether the database answers, for as long as there are reads in threads of others."""
        if again and self._lent:
            self.ask()
        if again or self._looking is None:
            later = asyncio.get_running_loop().call_later
            self._looking = later(DOUBT_SECONDS, partial(self._watch_lent, again=True)) if self._lent else None

    async def _doubt(self) -> None:
        """Give up every read where the database is silent twice, and go on asking until it is not."""
        self._unanswered = 0
        while True:
            try:
                await self.ready()
                return
            except StoreError as e:
                self._unanswered += 1
                if self._unanswered == _SILENT_AFTER:
                    why = e.__cause__ if isinstance(e.__cause__, StoreError) else e
                    LOG.warning("the database is silent, so that reads are refused until it answers: %s", why)
                    self._silent = True
            if self._silent:
                for read in list(self._running):
                    read.give_up()
            await asyncio.sleep(_SECONDS_BETWEEN_PROBES)
