"""Runs the service under uvicorn."""

import contextlib
import gc
import socket
from typing import Any

import uvicorn
from starlette.types import ASGIApp

from api.gql.served import graphql_schema
from api.settings import Settings
from api.telemetry.logs import write_logs
from api.web.app import create_app
from api.web.protocol import LimitedProtocol
from graph.server.managed import Connection

GRACE_SECONDS = 30
"""How long what runs may take to be finished when the service is told to stop."""


def serve(settings: Settings, connection: Connection, sockets: list[socket.socket]) -> None:
    """Serve on `sockets`, which listen already, until SIGINT or SIGTERM."""
    write_logs(settings.telemetry.log)
    app = create_app(
        connection,
        settings.graphql,
        settings.base,
        settings.licence,
        settings.sparql,
        settings.server.home,
        settings.files,
        settings.telemetry,
        hosts=settings.hosts,
        access=settings.access,
        plan=True,
    )
    # What is there for good, the schema above all, stays out of garbage collection: a full round took 80 ms of a large answer.
    graphql_schema()
    gc.collect()
    gc.freeze()
    with contextlib.suppress(KeyboardInterrupt):  # that is how it is meant to end
        uvicorn.Server(config_of(app, log_config=None)).run(sockets)


def config_of(app: ASGIApp, **logs: Any) -> uvicorn.Config:
    """Return how uvicorn serves an application: with uvloop where it is installed, and httptools, which together take a third
    less processor time for a small answer than what they stand for. `logs`: uvicorn's settings of its own."""
    return uvicorn.Config(
        app,
        http=LimitedProtocol,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        ws="none",
        timeout_graceful_shutdown=GRACE_SECONDS,
        **logs,
    )
