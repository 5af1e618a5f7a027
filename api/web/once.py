"""What takes long and is the same for everybody in one state of the graph: worked out once for it, behind. Nobody waits for long,
since those who wait hold a place that others need.
"""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from typing import Generic, TypeVar

T = TypeVar("T")


class OncePerState(Generic[T]):
    """One such thing, as it is in the latest state that somebody asked for."""

    def __init__(self, name: str) -> None:
        """Nothing is worked out yet; `name` is the thread's."""
        self._working = ThreadPoolExecutor(1, name)
        self._beginning = threading.Lock()
        self._state: object = None
        self._found: Future[T] = Future()

    def at(self, state: object, work: Callable[[], T], *, first: float, others: float) -> T:
        """Return what `work` gave or gives in a state, which is never None.

        Whoever is the `first` to ask in it, or after a failure, waits so many seconds, and `others` so many. Raises TimeoutError
        where that is too short, and what `work` raised.
        """
        with self._beginning:
            failed = self._found.done() and self._found.exception() is not None
            if is_first := state != self._state or failed:
                self._state, self._found = state, self._working.submit(copy_context().run, work)
            found = self._found
        return found.result(first if is_first else others)
