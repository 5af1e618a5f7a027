"""The service, running as a person would reach it: uvicorn on loopback, over a Neo4j."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import uvicorn

from api.gql.options import Options
from api.web.app import Given, create_app
from api.web.server import config_of
from graph.connection import Connection
from graph.sparql.options import SparqlOptions

Start = Callable[[Options], httpx.Client]


@contextmanager
def running(
    connection: Connection, options: Options, sparql: SparqlOptions | None = None, **more: Any
) -> Iterator[httpx.Client]:
    """Run the service in a thread, on a port of its own; yields a client for it. `more`: what else the service is given."""
    more |= {"sparql": sparql} if sparql else {}
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        app = create_app(Given(connection=connection, options=options, base=f"{address}/", **more))
        server = uvicorn.Server(config_of(app, log_level="critical"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            while not server.started:
                assert thread.is_alive(), "the service did not start"
                time.sleep(0.02)
            with httpx.Client(base_url=address, timeout=30) as client:
                yield client
        finally:
            server.should_exit = True
            thread.join(20)
