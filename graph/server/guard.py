"""The process between a managed Neo4j and its users: it starts the JVM, watches it, and stops it.

A command that needs the server starts this guard, detached, and then uses the server like any other command. Each user
process holds a shared lock on `users.lock`, which the kernel takes back when the process ends, also by `kill -9`. When
no process holds it any more, the guard shuts the server down cleanly, unless `neo4j start` asked to keep it. A server that dies,
is killed or hangs is started again, each time after a longer pause. If the guard
itself is killed, Linux tells the JVM to stop; elsewhere the next command stops it (see `managed.py`).

    python -m graph.server.guard HOME JARS BOLT_PORT BROWSER_PORT aot|no-aot
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path
from types import FrameType

from graph.locks import FileLock
from graph.machine import MEGABYTE, free_disk
from graph.server import aot, java
from graph.server.child_process import die_with_parent
from graph.server.home import Home, State
from graph.server.jars import neo4j_version, read_lock
from graph.server.pulse import Pulse
from schema.errors import ImagineError

TICK_SECONDS = 0.1
LINGER_SECONDS = 1.0
START_SECONDS = 600.0
STOP_SECONDS = 90.0
FROZEN_SECONDS = 12.0
"""How long a running server may leave Bolt's greeting unanswered before it is taken to hang for good."""
STEADY_SECONDS = 60.0
"""A server that has run for this long may be started again as often as a new one."""
ATTEMPTS = 4
FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 30.0
START_NEEDS_DISK = 100 * MEGABYTE
"""Bytes of free disk below which a server that ended is not started again: its recovery writes."""
FROM_OUTSIDE = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
_READY = b" Started.\n"

# How Neo4j and Java report known problems, and what each means to the user.
TROUBLES = {
    r"Address already in use|Failed to bind|BindException": (
        "a port that it needs is in use (bolt {bolt_port}, browser {browser_port}): free it, or set IMAGINE_BOLT_PORT"
        " and IMAGINE_BROWSER_PORT to others"
    ),
    r"No space left on device|Disk quota exceeded": (
        "the disk is full: make room, then try again; the store is not harmed"
    ),
    r"OutOfMemoryError|Could not reserve enough space|Cannot allocate memory|insufficient memory": (
        "there is too little memory: close other programs, then try again"
    ),
    r"store_lock|StoreLockException|FileLockException": (
        "another Neo4j is using this home: stop it, or choose another IMAGINE_HOME"
    ),
    r"UnableToMigrate|StoreVersion\w*Exception|not supported by this version": (
        "the store was written by another version of Neo4j: update this program, or choose another IMAGINE_HOME"
    ),
}


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a server ended by itself."""

    line: str
    """For the user."""
    from_outside: bool = False
    """Whether somebody else ended it, or it hung: neither the store's fault nor the start cache's."""
    crashed: bool = False
    """Whether it ended for a reason that is not known."""


class Guard:
    """One run of one server, from the start of the JVM to its end."""

    def __init__(self, home: Home, jars: Path, bolt_port: int, browser_port: int, *, aot_wanted: bool) -> None:
        self.home = home
        self.jars = jars
        self.bolt_port = bolt_port
        self.browser_port = browser_port
        self.stopping = False
        locked = read_lock()
        self.version = neo4j_version(locked)
        self.class_path = [jars / jar.name for jar in locked]
        self.java = java.find()
        self.aot = aot_wanted and aot.possible(self.java)
        self.cache = aot.cache_path(self.java, self.class_path)
        self.distrusts_cache = False
        self.training: subprocess.Popen[bytes] | None = None
        self.trouble: str | None = None

    def run(self) -> None:
        """Start the server and stay with it until it has ended; where it ends by itself, start it again."""
        signal.signal(signal.SIGTERM, self._on_signal)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        failures = 0
        while True:
            begun = time.monotonic()
            process = self._spawn()
            try:
                with Pulse(self.bolt_port) as pulse:
                    trouble = self._watch(process, pulse)
            finally:
                self._end_training()
                self._stop(process)
            if trouble is None or self.stopping:
                self.home.state_file.unlink(missing_ok=True)
                return
            failures = 1 if time.monotonic() - begun > STEADY_SECONDS else failures + 1
            if failures > ATTEMPTS or not self._may_pass(trouble):
                self._report(replace(self.state, phase="failed", error=trouble.line))
                return
            self.distrusts_cache = trouble.crashed and self.state.aot and self.state.seconds is None
            print(f"{time.strftime('%F %T')} started again: {trouble.line}", flush=True)  # noqa: T201 - its output is its log
            self.trouble = trouble.line
            self._report(replace(self.state, phase="starting", error=self.trouble))
            self._pause(min(FIRST_PAUSE_SECONDS * 2 ** (failures - 1), LONGEST_PAUSE_SECONDS))

    def _may_pass(self, trouble: Trouble) -> bool:
        """Whether another start may succeed: it ran before, or what ended it is not in the store or on the machine."""
        return self.state.seconds is not None or trouble.from_outside or (trouble.crashed and self.state.aot)

    def _pause(self, seconds: float) -> None:
        """Wait before a new start, and on as long as the disk is too full for one."""
        until = time.monotonic() + seconds
        while not self.stopping and (
            time.monotonic() < until or (free_disk(self.home.neo4j) < START_NEEDS_DISK and not self._unused())
        ):
            time.sleep(TICK_SECONDS)

    def _unused(self) -> bool:
        users = FileLock(self.home.users_lock)
        if self.home.keep_file.exists() or not users.acquire():
            return False
        users.release()
        return True

    def _spawn(self) -> subprocess.Popen[bytes]:
        use_cache = self.aot and not self.distrusts_cache and self.cache.exists()
        # AOTMode auto (the default): a cache that does not fit is passed over, not an error.
        extra = [f"-XX:AOTCache={self.cache}", "-Xlog:aot*=off,cds*=off"] if use_cache else []
        lock = FileLock(self.home.java_lock)
        if not lock.acquire(timeout=STOP_SECONDS):
            raise ImagineError("the Neo4j of an earlier start is still running and does not stop; end it and try again")
        if self.home.console.exists():
            self.home.console.replace(self.home.earlier_console)
        with self.home.console.open("wb") as console:
            process = subprocess.Popen(
                self.java.command(self.class_path, self.home.neo4j, *extra),
                stdin=subprocess.DEVNULL,
                stdout=console,
                stderr=subprocess.STDOUT,
                pass_fds=[lock.descriptor],
                preexec_fn=die_with_parent(signal.SIGTERM),
                cwd=self.home.neo4j,
            )
        lock.release()  # from here on only the JVM holds it
        self._report(
            State(
                phase="starting",
                guard_pid=os.getpid(),
                java_pid=process.pid,
                bolt_port=self.bolt_port,
                browser_port=self.browser_port,
                version=self.version,
                started=time.time(),
                aot=use_cache,
                error=self.trouble,
            )
        )
        return process

    def _watch(self, process: subprocess.Popen[bytes], pulse: Pulse) -> Trouble | None:
        """Return when the server should end (None), or has ended by itself, or must (why)."""
        begun = time.monotonic()
        unused_since: float | None = None
        users = FileLock(self.home.users_lock)
        while not self.stopping:
            if process.poll() is not None:
                return self._trouble(process.returncode)
            now = time.monotonic()
            if self.state.phase == "starting":
                if self._says_ready():
                    self._report(replace(self.state, phase="ready", seconds=round(now - begun, 2)))
                    pulse.begin()
                    if self.distrusts_cache:
                        # A cache that the JVM accepts and then fails on, where it starts without, is worse than none.
                        self.cache.unlink(missing_ok=True)
                        self.distrusts_cache = False
                    if self.aot:
                        self.training = aot.train_in_background(self.java, self.cache, self.jars)
                elif now - begun > START_SECONDS:
                    return Trouble(f"it was not ready after {START_SECONDS:.0f} s; see {self.home.console}")
            elif pulse.silent_seconds() > FROZEN_SECONDS:
                process.kill()  # it would not hear anything else
                return Trouble(f"it did not answer for {FROZEN_SECONDS:.0f} s", from_outside=True)
            if self.training is not None:
                self.training.poll()
            if self.home.keep_file.exists() or not users.acquire():
                unused_since = None
            else:
                unused_since = now if unused_since is None else unused_since
                if now - unused_since >= LINGER_SECONDS:
                    # The lock is kept until this process ends, so that later commands wait until the server has stopped.
                    self.users = users
                    return None
                users.release()
            time.sleep(TICK_SECONDS)
        return None

    def _says_ready(self) -> bool:
        try:
            return _READY in self.home.console.read_bytes()
        except OSError:
            return False

    def _stop(self, process: subprocess.Popen[bytes]) -> None:
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()  # the transaction log repairs the store at the next start
                process.wait()

    def _trouble(self, status: int) -> Trouble:
        """What ended the JVM, by its exit status and its last words."""
        text = self.home.console.read_text(encoding="utf-8", errors="replace")[-20_000:]
        if status == 3 and not text.strip():
            text = "OutOfMemoryError"  # -XX:+ExitOnOutOfMemoryError exits with 3
        for pattern, meaning in TROUBLES.items():
            if re.search(pattern, text, re.IGNORECASE):
                return Trouble(meaning.format(bolt_port=self.bolt_port, browser_port=self.browser_port))
        ended = f"signal {-status}" if status < 0 else f"status {status}"
        # 128 + n: the JVM ends itself in good order when it is sent one of these.
        sent = -status in FROM_OUTSIDE or status - 128 in FROM_OUTSIDE
        return Trouble(f"it ended with {ended}; {self.home.console} says why", from_outside=sent, crashed=not sent)

    def _report(self, state: State) -> None:
        self.state = state
        self.home.write_state(state)

    def _end_training(self) -> None:
        if self.training is not None and self.training.poll() is None:
            self.training.terminate()
            try:
                self.training.wait(10)
            except subprocess.TimeoutExpired:
                self.training.kill()
                self.training.wait()

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True


def main(arguments: list[str]) -> None:
    """Run a guard; its standard error goes to the guard's own log."""
    if os.fork():  # whoever started it need not wait for it, and leaves no zombie by not waiting
        os._exit(0)
    home, jars, bolt_port, browser_port, wanted = arguments
    guard = Guard(Home(Path(home)), Path(jars), int(bolt_port), int(browser_port), aot_wanted=wanted == "aot")
    guard.run()


if __name__ == "__main__":
    main(sys.argv[1:])
