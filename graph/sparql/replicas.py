"""The replica that queries are answered from: made by a process of its own, and again whenever the graph has changed.

The first query has it made; a thread then watches the graph. A query that finds the graph changed waits a little for the new
replica, and is answered from the old one where that takes longer: unless somebody was taken out of the graph meanwhile, whom no
answer may name any more. Replicas live in a folder of each service's own, which goes with it; what services that were killed left
behind is removed when the next one starts.
"""

import logging
import shutil
import subprocess
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from graph.connection import Connection
from graph.locks import FileLock, is_held
from graph.private_files import private_folder
from graph.sparql.options import SparqlOptions
from graph.sparql.question import BusyError
from graph.sparql.state import State, read_state
from graph.sparql.workers import Workers, child
from graph.store.store import Store
from graph.store.watched import Deadline
from schema.errors import ImagineError, StoreError

LOG = logging.getLogger("imagine.sparql")
PATIENCE = 5.0
"""How many seconds a query waits for a new replica while the old one could answer it; and after how many a refused client may
ask again."""
LONG_PATIENCE = 20.0
"""How many seconds a query waits where no other replica can answer it."""
WATCH_SECONDS = 5.0
"""How many seconds pass between two looks at the graph; more where the last replica took longer, so that half the time is left
for others."""

_ANSWERED_SECONDS = 10.0
"""Within how many seconds Neo4j must say which state the graph is in."""


@dataclass(slots=True)
class _Replica:
    """One replica; its folder is removed when it is retired and nobody reads it any more."""

    folder: Path
    state: State
    workers: Workers
    readers: int = 0
    retired: bool = False


class Replicas:
    """The replicas of one database, of which one is current. Close it when done."""

    def __init__(
        self, connection: Connection, base: str, folder: Path, options: SparqlOptions, software: str | None = None
    ) -> None:
        """Remove what services that are gone left behind; nothing is read or written before somebody reads. See `Endpoint`."""
        if folder.is_dir():
            with _starting(folder):
                _remove_leftovers(folder)
        self._connection, self._options = connection, options
        self._said = {"base": base, "software": software}
        self._store = Store(connection, read_only=True, watcher=Deadline(_ANSWERED_SECONDS))
        self._folder = folder / uuid.uuid4().hex[:12]
        self._alive = FileLock(self._folder.with_suffix(".lock"))
        self._lock = threading.Lock()
        """Guards the fields below, and every replica's readers and whether it is retired."""
        self._current: _Replica | None = None
        self._building: Future[None] | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._took = 0.0
        self._builder = ThreadPoolExecutor(1, thread_name_prefix="replica")
        self._closing = threading.Event()
        self._watcher = threading.Thread(target=self._watch, name="replica-watch", daemon=True)

    @contextmanager
    def reading(self) -> Iterator[Workers]:
        """Yield the processes over the replica that shows the graph.

        Raises:
            BusyError: it takes longer than a query should wait, and there is no older one that may be shown.
            StoreError: the database does not answer, or the replica cannot be written.
        """
        replica = self._fitting(read_state(self._store))
        try:
            yield replica.workers
        finally:
            with self._lock:
                replica.readers -= 1
            self._remove_if_unused(replica)

    def close(self) -> None:
        """End the processes and remove the replicas."""
        with self._lock:
            self._closing.set()
            if self._process is not None:
                self._process.kill()
        self._builder.shutdown()
        if self._watcher.is_alive():
            self._watcher.join()
        self._put(None)
        self._store.close()
        shutil.rmtree(self._folder, ignore_errors=True)
        self._alive.path.unlink(missing_ok=True)
        self._alive.release()

    def _fitting(self, state: State) -> _Replica:
        """Return a replica that may be read where the graph is in `state`, with this reader counted."""
        started = time.monotonic()
        failure: ImagineError | None = None
        while (found := self._taken(lambda shown: shown == state)) is None:
            other = self._current is not None and self._current.state.may_stand_for(state)
            try:
                self._refresh().result(started + (PATIENCE if other else LONG_PATIENCE) - time.monotonic())
            except TimeoutError:
                break
            except ImagineError as e:
                failure = e
                break
        found = found or self._taken(lambda shown: shown.may_stand_for(state))
        if found is None:
            raise failure or BusyError(
                "the graph is being made ready for SPARQL; ask again in some seconds", int(PATIENCE)
            )
        return found

    def _taken(self, fits: Callable[[State], bool]) -> _Replica | None:
        with self._lock:
            found = self._current
            if found is None or not fits(found.state):
                return None
            found.readers += 1
            return found

    def _refresh(self) -> Future[None]:
        """Return the making of a new replica, which is begun where none is under way."""
        with self._lock:
            if self._building is None or self._building.done():
                self._building = self._builder.submit(self._build)
            return self._building

    def _build(self) -> None:
        if self._current is None:
            self._settle()
        elif self._current.state == read_state(self._store):
            return
        started = time.monotonic()
        folder = self._folder / uuid.uuid4().hex[:12]
        try:
            state = self._made(folder)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        self._put(_Replica(folder, state, Workers(folder, self._options)))
        self._took = time.monotonic() - started

    def _made(self, folder: Path) -> State:
        """Have a process write a replica into `folder`, and return the state of the graph that it shows."""
        of = self._connection
        asked = {"uri": of.uri, "user": of.user, "password": of.password, "database": of.database, **self._said}
        asked["bookmarks"] = str(of.bookmarks) if of.bookmarks else None
        with self._lock:
            if self._closing.is_set():
                raise StoreError("the service ends; ask again when it is back")
            self._process = child("graph.sparql.build")
        said, _ = self._process.communicate(orjson.dumps(asked | {"folder": str(folder)}))
        failed = {"refused": "the process that makes the replica for SPARQL failed, as its messages say; ask again"}
        answer: dict[str, Any] = failed if self._process.returncode else orjson.loads(said)
        if "refused" in answer:
            raise StoreError(answer["refused"])
        return State(answer["revision"], frozenset(answer["withheld"]))

    def _settle(self) -> None:
        """Make this service's folder, and begin to watch the graph."""
        if self._watcher.is_alive():
            return
        with _starting(self._folder.parent):
            self._alive.acquire()
        try:
            private_folder(self._folder)  # all of the graph
        except OSError as e:
            raise StoreError(
                f"cannot make {self._folder}: {e.strerror}; make room or choose another IMAGINE_HOME"
            ) from None
        self._watcher.start()

    def _watch(self) -> None:
        while not self._closing.wait(max(WATCH_SECONDS, self._took)):
            try:
                if self._current is not None and self._current.state != read_state(self._store):
                    self._refresh().result()
            except ImagineError as e:
                LOG.warning("the replica for SPARQL could not be made anew: %s", e)

    def _put(self, new: _Replica | None) -> None:
        with self._lock:
            old, self._current = self._current, new
            if old is not None:
                old.retired = True
        if old is not None:
            old.workers.close()
            self._remove_if_unused(old)

    def _remove_if_unused(self, replica: _Replica) -> None:
        with self._lock:
            unused = replica.retired and not replica.readers
        if unused:
            shutil.rmtree(replica.folder, ignore_errors=True)


def _starting(folder: Path) -> AbstractContextManager[None]:
    """Let one service after the other look which replicas have a service, and say which are its own."""
    return FileLock(folder / "starting").held(timeout=PATIENCE)


def _remove_leftovers(folder: Path) -> None:
    for lock in folder.glob("*.lock"):
        if not is_held(lock):
            shutil.rmtree(lock.with_suffix(""), ignore_errors=True)
            lock.unlink(missing_ok=True)
