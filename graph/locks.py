"""File locks that the kernel releases when a process ends, in whatever way it ends.

That is what makes `kill -9` harmless here: whoever holds a lock is alive, and no process id in a file need be trusted.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

from schema.errors import ServerError

try:
    import fcntl
except ImportError:  # pragma: no cover - Windows
    fcntl = None  # type: ignore[assignment]


class FileLock:
    """An advisory lock on a file: shared by many, or exclusive to one. Not reentrant."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._descriptor: int | None = None

    def acquire(self, *, shared: bool = False, timeout: float = 0, waiting: Callable[[], None] | None = None) -> bool:
        """Take the lock within `timeout` seconds; `waiting` is called once if that takes over a second."""
        if fcntl is None:
            raise ServerError("the managed Neo4j needs Linux or macOS; set NEO4J_URI to a server that runs elsewhere")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise ServerError(f"cannot write {self.path}: {error.strerror}; choose another IMAGINE_HOME") from None
        started = time.monotonic()
        while True:
            try:
                fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
            except BlockingIOError:
                waited = time.monotonic() - started
                if waited >= timeout:
                    os.close(descriptor)
                    return False
                if waiting is not None and waited > 1:
                    waiting()
                    waiting = None
                time.sleep(0.05)
            except BaseException:
                os.close(descriptor)
                raise
            else:
                self._descriptor = descriptor
                return True

    def release(self) -> None:
        """Release the lock; harmless when it is not held."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    @property
    def descriptor(self) -> int:
        """The open file, to hand on to a child process, which then holds the lock too."""
        if self._descriptor is None:
            raise ValueError(f"{self.path} is not locked")
        return self._descriptor

    @contextmanager
    def held(
        self, *, shared: bool = False, timeout: float = 0, waiting: Callable[[], None] | None = None
    ) -> Iterator[None]:
        """Hold the lock within a `with` block.

        Raises:
            ServerError: another process held it for the whole `timeout`.
        """
        if not self.acquire(shared=shared, timeout=timeout, waiting=waiting):
            raise ServerError(f"another command holds {self.path}; wait until it has ended and try again")
        try:
            yield
        finally:
            self.release()


def alone(path: Path, *, timeout: float) -> AbstractContextManager[None]:
    """Hold a lock within a `with` block, where the system has such locks; else nothing, for what is of use without as well."""
    return nullcontext() if fcntl is None else FileLock(path).held(timeout=timeout)


def is_held(path: Path) -> bool:
    """Whether some process holds the lock on `path` now."""
    if not path.exists():
        return False
    lock = FileLock(path)
    if lock.acquire():
        lock.release()
        return False
    return True
