"""How far decisions are carried out: known to all processes of a service, whichever of them a curator's browser meets next."""

import os
import threading
from collections import Counter, deque
from typing import Protocol

from api.telemetry.together import lives

_MOST_TOLD = 5


class Carrying(Protocol):
    """What is being carried out, here or in another process."""

    def begins(self, process: int) -> None:
        """A decision waits to be carried out by a process."""

    def ends(self, process: int, told: str) -> None:
        """It is carried out, or it says why not."""

    def now(self) -> tuple[int, tuple[str, ...]]:
        """Return how many decisions are being carried out, and what could not be, the latest first."""


class Progress:
    """Kept in the memory of one process."""

    def __init__(self) -> None:
        """Nothing is being carried out yet."""
        self._lock = threading.Lock()
        self._waiting: Counter[int] = Counter()
        self._told: deque[str] = deque(maxlen=_MOST_TOLD)

    def begins(self, process: int) -> None:
        """See `Carrying`."""
        with self._lock:
            self._waiting[process] += 1

    def ends(self, process: int, told: str) -> None:
        """See `Carrying`."""
        with self._lock:
            self._waiting[process] -= 1
            if told:
                self._told.appendleft(told)

    def now(self) -> tuple[int, tuple[str, ...]]:
        """See `Carrying`."""
        with self._lock:
            waiting = sum(n for process, n in self._waiting.items() if process == os.getpid() or lives(process))
            return waiting, tuple(self._told)
