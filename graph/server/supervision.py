"""Keeps a managed Neo4j running for a service: what its guard cannot see or mend is seen and mended from here, and what it mends is
told.

A guard starts its server again by itself. Left to this are a guard that was killed, one that gave up, and a server that answers but
whose database has stopped on a fault, as on a full disk: Neo4j must then be started again.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from graph.connection import Connection
from graph.server.managed import ManagedServer, reach
from graph.settings import ServerSettings
from schema.errors import BrokenStoreError, ImagineError

_SECONDS_BETWEEN = 1.0
_SECONDS_BETWEEN_QUESTIONS = 5.0
_FIRST_PAUSE_SECONDS, _LONGEST_PAUSE_SECONDS = 1.0, 60.0
_RESTARTS = 2
"""How often a database that has stopped is started again before it is left to a person."""


@contextmanager
def supervised(settings: ServerSettings, connection: Connection, say: Callable[[str], None]) -> Iterator[None]:
    """Within the block, keep the managed Neo4j of `connection` running; a server that NEO4J_URI names is its keeper's."""
    if not settings.managed:
        yield
        return
    ended = threading.Event()
    watch = threading.Thread(target=_Watch(settings, connection, say, ended).run, name="supervision", daemon=True)
    watch.start()
    try:
        yield
    finally:
        ended.set()
        watch.join(_SECONDS_BETWEEN)


class _Watch:
    def __init__(
        self,
        settings: ServerSettings,
        connection: Connection,
        say: Callable[[str], None],
        ended: threading.Event,
    ) -> None:
        self._server, self._connection, self._say, self._ended = ManagedServer(settings), connection, say, ended
        self._restarts = 0
        self._process: int | None = self._server.status()["pid"]
        """Neo4j's, when it was last ready."""
        self._is_away = False

    def run(self) -> None:
        pause, asked = _FIRST_PAUSE_SECONDS, time.monotonic()
        while not self._ended.wait(_SECONDS_BETWEEN):
            try:
                if self._server.revive():
                    self._say("what watches over Neo4j was gone: both are started again")
                self._tell()
                if time.monotonic() - asked > _SECONDS_BETWEEN_QUESTIONS:
                    asked = time.monotonic()
                    self._ask()
                pause = _FIRST_PAUSE_SECONDS
            except (ImagineError, OSError) as e:  # nobody else would look after Neo4j, if this ended
                self._say(f"Neo4j could not be started again, the next attempt follows in {pause:.0f} s: {e}")
                self._ended.wait(pause)
                pause = min(2 * pause, _LONGEST_PAUSE_SECONDS)

    def _tell(self) -> None:
        """Tell that Neo4j has ended, and that it is there again: its guard has a log that nobody reads."""
        status = self._server.status()
        is_ready = status["phase"] == "ready"
        if is_ready and self._is_away:
            self._is_away, self._process = False, status["pid"]
            self._say("Neo4j is there again")
        elif not self._is_away and not (is_ready and status["pid"] == self._process):
            self._is_away = True
            why = f": {status['ended_before']}" if status["ended_before"] else ""
            self._say(f"Neo4j has ended and is started again{why}")

    def _ask(self) -> None:
        """Start the database again where it has stopped."""
        if self._server.status()["phase"] != "ready":
            return
        try:
            reach(self._connection, database=True)
            self._restarts = 0
        except BrokenStoreError as e:
            if self._restarts < _RESTARTS:
                self._say(f"the database has stopped, so that Neo4j is started again: {e}")
                self._server.restart()
            elif self._restarts == _RESTARTS:
                self._say(str(e))
            self._restarts += 1
        except ImagineError:
            return  # it does not answer just now: its guard sees to that
