"""Where documents are read: in this process, in several of this machine, or on a Dask cluster.

Reading is a pure function of a document's bytes and the curators' files, so that it makes no difference which process does it,
and in which order. All three are a `concurrent.futures.Executor`, and what was read comes back in the order in which it was asked
for.
"""

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import Any, ParamSpec, TypeVar

from schema.errors import ImagineError

P = ParamSpec("P")
Given = TypeVar("Given")
Made = TypeVar("Made")

WORTH_A_PROCESS = 8
"""How many documents a process must have to read to be worth its start, which takes a second."""
CONNECT_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Readers:
    """How many processes read, and where."""

    jobs: int | None = None
    """Processes of this machine; None: as many as the processor and the number of documents make worthwhile."""
    scheduler: str | None = None
    """The address of a Dask scheduler, whose workers read instead."""


HERE = Readers(1)
"""One document after the other, in this process."""


class InThisProcess(Executor):
    """Does what it is given at once."""

    def submit(self, function: Callable[P, Made], /, *args: P.args, **kwargs: P.kwargs) -> Future[Made]:
        """Call the function, and return its outcome."""
        future: Future[Made] = Future()
        try:
            future.set_result(function(*args, **kwargs))
        except Exception as e:  # noqa: BLE001 (raised again by who asks for the result)
            future.set_exception(e)
        return future


@contextmanager
def reading(readers: Readers, documents: int) -> Iterator[tuple[Executor, int]]:
    """Yield where so many documents are read, and how many are to be given out before the first is back.

    Raises ImagineError where there is no such scheduler, and where a process of this machine was ended from outside.
    """
    if readers.scheduler is not None:
        with _cluster(readers.scheduler) as found:
            yield found
        return
    jobs = readers.jobs or min(_processors(), documents // WORTH_A_PROCESS)
    if min(jobs, documents) <= 1:
        yield InThisProcess(), 1
        return
    # A copy of this process, threads and all, may stand still: each is one of a process with a single thread that is ready to read.
    kind = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(kind)
    context.set_forkserver_preload(["api.work.ready"])
    executor = ProcessPoolExecutor(min(jobs, documents), context, initializer=_leave_interrupts_to_the_parent)
    try:
        yield executor, 2 * jobs
    except BrokenExecutor as e:
        raise ImagineError(
            "a process that reads was ended from outside, perhaps for want of memory; nothing was loaded. Try again with --jobs 1"
        ) from e
    finally:
        executor.shutdown(cancel_futures=True)


def in_order(
    executor: Executor, ahead: int, function: Callable[[Given], Made], given: Iterable[Given]
) -> Iterator[Future[Made]]:
    """Yield the outcome of the function for each that is given, in order; `ahead` are under way at a time."""
    under_way: deque[Future[Made]] = deque()
    for one in given:
        under_way.append(executor.submit(function, one))
        if len(under_way) >= ahead:
            yield under_way.popleft()
    yield from under_way


@contextmanager
def _cluster(address: str) -> Iterator[tuple[Executor, int]]:
    try:
        client_of: Any = import_module("distributed").Client
    except ModuleNotFoundError as e:
        raise ImagineError(
            f"--scheduler needs {e.name}, which is not installed: install Imagine Graph with its extra 'cluster'"
        ) from None
    try:
        client = client_of(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError, TypeError) as e:
        said = " ".join(str(e).split())[:200]
        raise ImagineError(f"no Dask scheduler answers at {address} ({said}); check its address") from None
    with client:
        threads = sum(client.ncores().values())
        if not threads:
            raise ImagineError(
                f"the Dask scheduler at {address} has no worker; start one, such as 'dask worker {address}'"
            )
        yield client.get_executor(pure=False, retries=2), 2 * threads


def _processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _leave_interrupts_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
