"""What the workers of one service share, kept by the process that watches over them: the endpoint for SPARQL, with its replica
and its processes, what each client has left of its requests, and how far curators' decisions are carried out.

A worker asks over a local socket that takes nobody but this process's children (`multiprocessing.managers`), so that one replica
stands for all of them, and a limit holds whichever worker a client meets.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.managers import BaseManager
from typing import Any, Protocol

from api.access.clients import Buckets
from api.web.curating.progress import Carrying, Progress
from graph.sparql.endpoint import Endpoint
from graph.sparql.question import Answer, Question


class Answering(Protocol):
    """An endpoint here, or one that another process keeps."""

    def answer(self, question: Question) -> Answer:
        """See `graph.sparql.endpoint.Endpoint`."""


class Taking(Protocol):
    """What clients have left, here or in another process."""

    def take(self, client: str) -> int:
        """See `api.access.clients.Buckets`."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What is shared, as a worker sees it."""

    endpoint: Answering
    buckets: Taking
    progress: Carrying


@contextmanager
def sharing(endpoint: Endpoint, buckets: Buckets) -> Iterator[Any]:
    """Yield the address at which child processes find these, within a `with` block."""

    class Keeping(BaseManager):
        pass

    Keeping.register("endpoint", lambda: endpoint, exposed=("answer",))
    Keeping.register("buckets", lambda: buckets, exposed=("take",))
    progress = Progress()
    Keeping.register("progress", lambda: progress, exposed=("begins", "ends", "now"))
    server = Keeping().get_server()

    def keep() -> None:
        with suppress(SystemExit):  # that is how it ends
            server.serve_forever()

    threading.Thread(target=keep, name="shared", daemon=True).start()
    try:
        yield server.address
    finally:
        server.stop_event.set()  # type: ignore[attr-defined]


def shared_at(address: Any) -> Shared:
    """Return what the process that started this one shares at `address`."""

    class Kept(BaseManager):
        pass

    Kept.register("endpoint")
    Kept.register("buckets")
    Kept.register("progress")
    kept = Kept(address)
    kept.connect()
    return Shared(kept.endpoint(), kept.buckets(), kept.progress())  # type: ignore[attr-defined]
