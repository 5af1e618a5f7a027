"""Several processes that answer on the same sockets, and what watches over them: one that dies, or hangs, is replaced by a new one.

Workers keep nothing between requests that another would miss: what must be known to all of them is shared (`api.web.shared`), or
stands in the home. uvicorn's supervisor starts them and ends them in good order.
"""

import logging
import math
import multiprocessing
import os
import signal
import socket
import threading
import time
from contextlib import closing, nullcontext
from dataclasses import dataclass, replace
from multiprocessing.connection import wait
from typing import Any
from urllib.parse import urlsplit

from starlette.types import ASGIApp
from uvicorn.config import STARTUP_FAILURE, Config
from uvicorn.supervisors.multiprocess import Multiprocess, Process

from api.access.clients import Buckets
from api.settings import Settings
from api.telemetry.logs import write_logs
from api.telemetry.together import together
from api.web.server import app_of, config_of, serve_alone
from api.web.shared import shared_at, sharing
from api.web.sparql.endpoint import replica_folder
from api.work.dumps import SOFTWARE
from graph.connection import Connection
from graph.machine import free_memory, processors
from graph.sparql.endpoint import Endpoint
from schema.errors import ServerError

LOG = logging.getLogger("imagine.web")

HANGS_SECONDS = 15.0
"""How long a worker that has answered before may leave unanswered whether it is alive."""
_WORKER_BYTES, _MOST_WORKERS = 400_000_000, 8


@dataclass(frozen=True, slots=True)
class Worker:
    """Makes the application in a process of its own."""

    settings: Settings
    connection: Connection
    shared: Any
    """The address of what all workers share."""
    driver_log: int = logging.CRITICAL
    """From which level on the log tells what Neo4j's driver says by itself."""

    def __call__(self) -> ASGIApp:
        """Return the application; from now on the process ends when the one that started it does."""
        write_logs(self.settings.telemetry.log)
        logging.getLogger("neo4j").setLevel(self.driver_log)
        threading.Thread(target=_end_with_parent, name="parent", daemon=True).start()
        LOG.info("a worker begins")
        return app_of(self.settings, self.connection, shared_at(self.shared))


def serve(settings: Settings, connection: Connection, sockets: list[socket.socket]) -> None:
    """Serve on `sockets`, which listen already, until SIGINT or SIGTERM. Raises ServerError where no worker can start."""
    write_logs(settings.telemetry.log)
    workers = settings.workers or sensible_workers(connection)
    if workers == 1:
        serve_alone(settings, connection, sockets)
    else:
        serve_by_many(settings, connection, sockets, workers)


def sensible_workers(connection: Connection) -> int:
    """Return how many processes should answer on this machine: as many as it has processors, of which a Neo4j that runs here too
    takes half; no more than there is memory for."""
    here = (urlsplit(connection.uri).hostname or "") in ("localhost", "127.0.0.1", "::1")
    most = min(processors() // (2 if here else 1), free_memory() // _WORKER_BYTES, _MOST_WORKERS)
    return max(1, most)


def serve_by_many(settings: Settings, connection: Connection, sockets: list[socket.socket], workers: int) -> None:
    """Serve on `sockets`, by so many workers, until SIGINT or SIGTERM. Raises ServerError where none can start."""
    # What the whole service takes in at once is divided among its workers.
    whole = {name: getattr(settings.graphql, name) for name in ("requests", "at_once", "connections")}
    graphql = replace(settings.graphql, **{name: math.ceil(most / workers) for name, most in whole.items()})
    with (
        replica_folder(settings.server.home) as folder,
        closing(Endpoint(connection, settings.base, folder, settings.sparql, SOFTWARE)) as endpoint,
        sharing(endpoint, Buckets(settings.access.rate)) as address,
        together() if settings.telemetry.metrics else nullcontext(),
    ):
        driver_log = logging.getLogger("neo4j").level
        worker = Worker(replace(settings, graphql=graphql), connection.lent(), address, driver_log)
        supervisor = _Supervisor(config_of(worker, factory=True, workers=workers, log_config=None), sockets)
        supervisor.run()
    if any(process.exitcode == STARTUP_FAILURE for process in supervisor.processes):
        raise ServerError(
            "the processes of the service cannot start, as their messages say; mend that and start it again"
        )


class _Supervisor(Multiprocess):
    """uvicorn's, which would wait for each worker's answer: meanwhile it hears no signal, and a worker that is still being imported
    on a busy machine cannot answer. Here each is asked, and its answer looked for when the others are."""

    def __init__(self, config: Config, sockets: list[socket.socket]) -> None:
        super().__init__(config, sockets)
        self._asked: dict[int | None, float] = {}
        """When the question was put that a worker has not answered yet, by its process id."""
        self._begun: set[int | None] = set()
        """Workers that have answered before: the others are still being imported."""

    def keep_subprocess_alive(self) -> None:
        """Put new workers in the place of those that have ended, or that hang."""
        for worker in self.processes:
            if self._hangs(worker):
                LOG.warning("a worker does not answer, so that another takes its place: %s", worker.pid)
                worker.process.kill()
                worker.process.join()
        if not all(worker.process.is_alive() for worker in self.processes):
            super().keep_subprocess_alive()

    def terminate_all(self) -> None:
        """Tell all workers to finish what runs. Who connects now is refused, as it is where there is one process: while this one
        kept the sockets open, clients waited for workers that take nobody any more."""
        for one in self.sockets:
            one.close()
        super().terminate_all()

    def _hangs(self, worker: Process) -> bool:
        """Whether a worker has left a question unanswered for too long; it is asked the next where it has not."""
        now = time.monotonic()
        try:
            while worker.parent_conn.poll():
                worker.parent_conn.recv()
                self._begun.add(worker.pid)
                self._asked.pop(worker.pid, None)
            if worker.pid not in self._asked:
                worker.parent_conn.send(b"ping")
                self._asked[worker.pid] = now
        except (OSError, EOFError):
            return False  # it has ended
        return worker.pid in self._begun and now - self._asked[worker.pid] > HANGS_SECONDS


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None, "a worker is a child"
    wait([parent.sentinel])
    os.kill(os.getpid(), signal.SIGTERM)
