"""Runs the service under uvicorn."""

import contextlib
import gc
import socket
import sys
from collections.abc import Callable
from typing import Any

import uvicorn
from starlette.types import ASGIApp

from api.gql.served import graphql_schema
from api.settings import Settings
from api.web.app import Given, create_app
from api.web.doorway import MOST_UNHEARD
from api.web.doorway import connection as at_the_door
from api.web.shared import Shared
from graph.connection import Connection
from graph.machine import allow_files

GRACE_SECONDS = 30
"""How long what runs may take to be finished when the service is told to stop."""

OTHER_FILES = 500
"""How many files and connections a process may have open besides those of its clients: Neo4j's, and what is read and
written."""

SWITCH_SECONDS = 0.0005
"""After how long a thread gives way to another that waits. The event loop waits for those that decode rows whenever something has
arrived; at Python's own 5 ms, that was most of what a request took under load."""


def serve_alone(settings: Settings, connection: Connection, sockets: list[socket.socket]) -> None:
    """Serve on `sockets`, which listen already, in this process until SIGINT or SIGTERM."""
    app = app_of(settings, connection)
    with contextlib.suppress(KeyboardInterrupt):  # that is how it is meant to end
        uvicorn.Server(config_of(app, log_config=None)).run(sockets)


def app_of(settings: Settings, connection: Connection, shared: Shared | None = None) -> ASGIApp:
    """Return the application that the settings ask for. `shared`: what the processes of one service share."""
    app = create_app(
        Given(
            connection=connection,
            options=settings.graphql,
            base=settings.base,
            licence=settings.licence,
            sparql=settings.sparql,
            home=settings.server.home,
            curation=settings.files,
            telemetry=settings.telemetry,
            hosts=settings.hosts,
            access=settings.access,
            plan=True,
            shared=shared,
        )
    )
    sys.setswitchinterval(SWITCH_SECONDS)
    connections = settings.graphql.connections
    allow_files(connections + MOST_UNHEARD + OTHER_FILES if connections else None)
    # What is there for good, the schema above all, stays out of garbage collection: a full round took 80 ms of a large answer.
    graphql_schema()
    gc.collect()
    gc.freeze()
    return app


def config_of(app: Callable[..., Any], **more: Any) -> uvicorn.Config:
    """Return how uvicorn serves an application: with uvloop where it is installed, and httptools, which together take a third
    less processor time for a small answer than what they stand for. `more`: settings of uvicorn's."""
    return uvicorn.Config(
        app,
        http=at_the_door,  # type: ignore[arg-type]
        access_log=False,
        proxy_headers=False,
        server_header=False,
        ws="none",
        timeout_graceful_shutdown=GRACE_SECONDS,
        **more,
    )
