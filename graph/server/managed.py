"""Gives every command a Neo4j to talk to: the one that NEO4J_URI names, or one that this program runs itself.

`ensure_running` is all that most callers need. The managed server is shared by every process that uses it: the first
starts it, later ones find it, and it stops after the last has ended, unless it was started by `ManagedServer.start`
(the command `neo4j start`), which keeps it until `stop`.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

from graph.connection import Connection, translated
from graph.locks import FileLock, is_held
from graph.machine import MEGABYTE, free_disk, free_memory, port_in_use
from graph.server import jars, java
from graph.server.child_process import ROOT, environment
from graph.server.home import USER, Home, State
from graph.settings import ServerSettings
from schema.errors import ServerError, StoreError
from schema.program import PROGRAM

__all__ = ["Connection", "ManagedServer", "browser_help", "ensure_running", "reach", "status"]

Progress = Callable[[str], None]

NEEDS_MEMORY = 700 * MEGABYTE
NEEDS_DISK = 500 * MEGABYTE
PATIENCE_SECONDS = 900.0
STOP_SECONDS = 120.0
_CHECK_GIVEN = "check NEO4J_USER and NEO4J_PASSWORD"
_CHECK_MANAGED = (
    f"the file neo4j/password in IMAGINE_HOME does not open this store: restore it, or let '{PROGRAM} doctor --rebuild' make a "
    "store that it opens"
)


def ensure_running(settings: ServerSettings, progress: Progress | None = None) -> Connection:
    """Find or start the Neo4j that `settings` name, and return how to reach it once it answers.

    Args:
        settings: which server, and where a managed one lives.
        progress: called with one line at a time for whatever takes over a second.

    Raises:
        ServerError: the managed server cannot be started; one line says why and what to do.
        StoreError: the server that NEO4J_URI names does not answer.
    """
    if settings.uri is not None:
        connection = Connection(
            uri=settings.uri,
            user=settings.user,
            password=settings.password or "",
            database=settings.database,
            embedding=settings.embedding,
            bookmarks=settings.bookmarks,
        )
        reach(connection)
        return connection
    return ManagedServer(settings).use(progress)


class ManagedServer:
    """The Neo4j that this program runs for itself, in one home folder."""

    def __init__(self, settings: ServerSettings) -> None:
        if not settings.managed:
            raise ServerError(
                "NEO4J_URI is set, so there is no managed Neo4j to start or stop: unset it, or manage that server by its own means"
            )
        self.settings = settings
        self.home = Home(settings.home)
        self._lease: FileLock | None = None

    def use(self, progress: Progress | None = None) -> Connection:
        """Find or start the server, and hold it until `release` or the end of this process, whichever comes first."""
        say = progress or _say_nothing
        self.release()
        lease = FileLock(self.home.users_lock)
        # Held only while a guard is stopping an unused server, which takes a second or two.
        if not lease.acquire(shared=True, timeout=STOP_SECONDS, waiting=lambda: say("waiting for Neo4j to stop")):
            raise ServerError(
                f"the Neo4j of an earlier command does not stop; run '{PROGRAM} neo4j stop' and try again"
            )
        try:
            with FileLock(self.home.start_lock).held(
                timeout=PATIENCE_SECONDS, waiting=lambda: say("waiting for another command that is starting Neo4j")
            ):
                if not self._guarded():
                    self._launch(say)
            connection = self._connection(self._wait_ready(say))
            self._lease = lease
            return connection
        except BaseException:
            lease.release()
            raise

    def revive(self) -> bool:
        """Start the server again for those who hold it, where its guard is gone; return whether that was so."""
        with FileLock(self.home.start_lock).held(timeout=PATIENCE_SECONDS):
            if self._guarded():
                return False
            self._launch(_say_nothing)
            return True

    def restart(self) -> None:
        """Let the server end in good order; its guard starts it again."""
        if (state := self.home.state()) is not None and self._guarded():
            _terminate(state.java_pid)

    def release(self) -> None:
        """Give the server up: it stops unless others use it, or `start` asked to keep it."""
        if self._lease is not None:
            self._lease.release()
            self._lease = None

    def start(self, progress: Progress | None = None) -> Connection:
        """Find or start the server and let it run on until `stop`, whatever becomes of this process."""
        connection = self.use(progress)
        self.home.keep_file.touch(mode=0o600)
        return connection

    def stop(self, progress: Progress | None = None) -> bool:
        """Shut the server down cleanly; return whether there was one.

        Raises:
            ServerError: it does not stop.
        """
        say = progress or _say_nothing
        self.home.keep_file.unlink(missing_ok=True)
        if not self._guarded():
            return self._end_stray(say)
        state = self.home.state()
        deadline = time.monotonic() + STOP_SECONDS
        while state is None and self._guarded() and time.monotonic() < deadline:
            time.sleep(0.1)  # a guard that has only just begun
            state = self.home.state()
        if state is not None and self._guarded():
            _terminate(state.guard_pid)
        if not _wait_until(lambda: not self._guarded(), deadline):
            raise ServerError(f"Neo4j does not stop; {self.home.console} may say why")
        self.home.keep_file.unlink(missing_ok=True)
        return True

    def in_use(self) -> bool:
        """Whether a process holds the server; that it was kept by `start` does not count."""
        users = FileLock(self.home.users_lock)
        # The guard holds it alone while it stops a server that nobody uses any more: that is waited for.
        if users.acquire(shared=True, timeout=STOP_SECONDS):
            users.release()
        if not users.acquire(timeout=1):  # the guard takes it for a moment, again and again
            return True
        users.release()
        return False

    def refuse_if_in_use(self, so: str = "") -> None:
        """Raise ServerError where a process holds the server, whose store can then not be replaced. `so`: what follows."""
        if self.in_use():
            raise ServerError(
                f"the managed Neo4j is in use{so}; stop what uses it ('{PROGRAM} up', '{PROGRAM} serve') and try again"
            )

    def status(self) -> dict[str, Any]:
        """How the server is: uri, user, password, database, browser, version, running, and details."""
        state = self.home.state() if self._guarded() else None
        running = state is not None and state.phase == "ready"
        bolt = state.bolt_port if state else self.settings.bolt_port
        http = state.browser_port if state else self.settings.browser_port
        return {
            "uri": _bolt_address(bolt),
            "user": USER,
            "password": self.home.password(),
            "database": self.settings.database,
            "browser": _browser_address(http, bolt),
            "version": state.version if state else jars.neo4j_version(jars.read_lock()),
            "running": running,
            "phase": state.phase if state else "stopped",
            "kept": self.home.keep_file.exists(),
            "home": str(self.settings.home),
            "pid": state.java_pid if state else None,
            "seconds_to_ready": state.seconds if state else None,
            "aot": state.aot if state else None,
            "ended_before": state.error if state else None,
        }

    def _guarded(self) -> bool:
        return is_held(self.home.guard_lock)

    def _launch(self, say: Progress) -> None:
        """Find a running server or start a guard for a new one; the caller holds the start lock."""
        locked = jars.read_lock()
        version = jars.neo4j_version(locked)
        self.home.check_version(version)
        self._end_stray(say)
        if not self.home.version_file.exists():
            say(f"a new home is made: {self.home.root}; set IMAGINE_HOME if yours is elsewhere")
        self.home.take_over()  # a first load that was interrupted after it was made
        self._check_machine(locked)
        java.find()
        jars.fetch(locked, self.settings.jars, progress=say)
        bolt, http = self.settings.bolt_port, self.settings.browser_port
        self.home.prepare(version=version, bolt_port=bolt, browser_port=http)
        self.home.state_file.unlink(missing_ok=True)
        self.home.keep_file.unlink(missing_ok=True)
        guard = FileLock(self.home.guard_lock)
        if not guard.acquire(timeout=5):
            raise ServerError("another command has just started Neo4j; try again")
        try:
            with (self.home.logs / "guard.log").open("wb") as log:
                subprocess.run(
                    [
                        sys.executable, "-m", "graph.server.guard", str(self.settings.home), str(self.settings.jars),
                        str(bolt), str(http), "aot" if self.settings.aot else "no-aot",
                    ],
                    cwd=ROOT,
                    env=environment(),
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,  # Ctrl-C is for the command, not for the server
                    pass_fds=[guard.descriptor],
                    check=False,  # what goes wrong is in its log, and in the lock that it does not hold
                )  # fmt: skip
        finally:
            guard.release()  # the guard has it now

    def _check_machine(self, locked: list[jars.Jar]) -> None:
        for name, port in (
            ("IMAGINE_BOLT_PORT", self.settings.bolt_port),
            ("IMAGINE_BROWSER_PORT", self.settings.browser_port),
        ):
            if port_in_use(port):
                raise ServerError(f"port {port} is in use by another program: set {name} to a free port")
        memory = free_memory()
        if memory < NEEDS_MEMORY:
            raise ServerError(
                f"Neo4j needs {NEEDS_MEMORY // MEGABYTE} MB of free memory and there are {memory // MEGABYTE} MB:"
                " close other programs, or set NEO4J_URI to a server elsewhere"
            )
        to_fetch = sum(jar.size for jar in jars.missing(locked, self.settings.jars))
        for name, folder, needed in (
            ("IMAGINE_JARS", self.settings.jars, to_fetch),
            ("IMAGINE_HOME", self.settings.home, NEEDS_DISK),
        ):
            disk = free_disk(folder)
            if disk < needed:
                raise ServerError(
                    f"{folder} needs {needed // MEGABYTE} MB of free disk and has {disk // MEGABYTE} MB:"
                    f" make room or set {name} to a folder elsewhere"
                )

    def _end_stray(self, say: Progress) -> bool:
        """Stop a JVM whose guard was killed; its lock proves that the process id in the state file is still its own."""
        if not is_held(self.home.java_lock):
            return False
        say("stopping a Neo4j that an earlier command left behind")
        state = self.home.state()
        if state is not None:
            _terminate(state.java_pid)
        if not _wait_until(lambda: not is_held(self.home.java_lock), time.monotonic() + STOP_SECONDS):
            raise ServerError(
                f"a Neo4j that an earlier command left behind in {self.home.root} does not stop; end it and try again"
            )
        return True

    def _wait_ready(self, say: Progress) -> State:
        begun = said = time.monotonic()
        while True:
            state = self.home.state()
            if state is not None and state.phase == "failed":
                raise ServerError(f"Neo4j could not be started: {state.error}")
            if state is not None and state.phase == "ready":
                return state
            now = time.monotonic()
            if not self._guarded():
                again = self.home.state()
                if again is not None and again.phase == "failed":
                    continue
                raise ServerError(f"Neo4j could not be started: {self._last_words()}")
            if now - begun > PATIENCE_SECONDS:
                raise ServerError(f"Neo4j was not ready after {PATIENCE_SECONDS:.0f} s; see {self.home.console}")
            if now - said >= (1 if said == begun else 5):
                said = now
                first = "" if state is None or state.aot else " (later starts are quicker)"
                say(f"starting Neo4j: {now - begun:.0f} s{first}")
            time.sleep(0.05)

    def _last_words(self) -> str:
        """The last line that the guard left, which names the error when it could not even begin."""
        try:
            lines = (self.home.logs / "guard.log").read_text(encoding="utf-8", errors="replace").split("\n")
        except OSError:
            lines = []
        last = next((line for line in reversed(lines) if line.strip()), "")
        return last or "it was stopped by another command"

    def _connection(self, state: State) -> Connection:
        connection = Connection(
            uri=_bolt_address(state.bolt_port),
            user=USER,
            password=self.home.password() or "",
            database=self.settings.database,
            browser=_browser_address(state.browser_port, state.bolt_port),
            embedding=self.settings.embedding,
            copies=self.home.documents,
            free_disk=self.settings.free_disk,
            release=self.release,
        )
        reach(connection)
        return connection


def status(settings: ServerSettings) -> dict[str, Any]:
    """`ManagedServer.status`, or the same of the server that NEO4J_URI names."""
    if settings.uri is None:
        return ManagedServer(settings).status()
    connection = Connection(
        uri=settings.uri, user=settings.user, password=settings.password or "", database=settings.database
    )
    try:
        version: str | None = reach(connection)
    except StoreError:
        version = None
    return {
        "uri": settings.uri,
        "user": settings.user,
        "password": settings.password,
        "database": settings.database,
        "browser": None,
        "version": version,
        "running": version is not None,
    }


def browser_help(settings: ServerSettings) -> str:
    """How a person gets into the Neo4j Browser: where, with which user and password."""
    if not settings.managed:
        raise ServerError("NEO4J_URI is set: open that server's own Browser, with the user and password set for it")
    facts = ManagedServer(settings).status()
    lines = [f"open      {facts['browser']}", f"user      {facts['user']}", f"password  {facts['password']}"]
    if not facts["running"]:
        lines = [f"Neo4j is not running: start it first, with '{PROGRAM} neo4j start'"]
    return "\n".join(lines)


def reach(connection: Connection, *, database: bool = False) -> str:
    """Ask a server who it is; return its version, such as `2026.08.1`. `database`: ask its database in any case.

    Raises:
        StoreError: it cannot be reached, refuses the password, or has no such database.
    """
    from neo4j import GraphDatabase  # slow to import, and `status` of a managed server does without

    with (
        translated(connection.uri, _CHECK_MANAGED if connection.browser is not None else _CHECK_GIVEN),
        GraphDatabase.driver(
            connection.uri,
            auth=(connection.user, connection.password),
            connection_timeout=10,
            max_transaction_retry_time=1,
        ) as driver,
    ):
        if connection.browser is not None and not database:
            # The managed server is known to have its one database, and planning its first statement takes seconds.
            return driver.get_server_info().agent.removeprefix("Neo4j/")
        rows = driver.execute_query(
            "CALL dbms.components() YIELD versions RETURN versions[0] AS version", database_=connection.database
        ).records
        return str(rows[0]["version"])


def _bolt_address(port: int) -> str:
    return f"bolt://127.0.0.1:{port}"


def _browser_address(http_port: int, bolt_port: int) -> str:
    return f"http://127.0.0.1:{http_port}/browser/?dbms=bolt://{USER}@127.0.0.1:{bolt_port}"


def _terminate(process: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(process, signal.SIGTERM)


def _wait_until(condition: Callable[[], bool], deadline: float) -> bool:
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def _say_nothing(line: str) -> None:
    """Where progress goes that nobody asked for."""
