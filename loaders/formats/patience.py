"""How much of the processor's time one document may take: a busy machine is no reason to refuse what is cheap to read.

A limit by the clock would depend on what else runs. Whatever is read in Python ends when its time is used up, wherever it is; what
calls a library that could take long refuses its input before (`loaders/formats/html.py`) or runs in a process of its own
(`loaders/formats/pdf/worker.py`).
"""

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from schema.errors import ReadError

SECONDS = 30.0
"""How much of the processor's time everything that is done with one document may take; a long report takes 1."""


@contextmanager
def processor_time(name: str, seconds: float = SECONDS) -> Iterator[None]:
    """Within the block, end what takes longer. Raises ReadError, in one line about the document `name`.

    Where the system has no such timer, or the block is not in the main thread, nothing is ended.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def ended(_number: int, _frame: FrameType | None) -> None:
        raise ReadError(f"{name} takes more than {seconds:.0f} s of the processor's time to read; split it")

    before = signal.signal(signal.SIGVTALRM, ended)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


class Stopwatch:
    """Counts the processor's time of the thread that made it."""

    def __init__(self) -> None:
        """Begin to count."""
        self._started = time.thread_time()

    def seconds(self) -> float:
        """Return what was used since."""
        return time.thread_time() - self._started
