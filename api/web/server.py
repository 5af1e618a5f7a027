"""Runs the service under uvicorn."""

import contextlib
import gc
import socket

import uvicorn

from api.gql.types import graphql_schema
from api.settings import Settings
from api.telemetry.logs import write_logs
from api.web.app import create_app
from graph.server.managed import Connection


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
        plan=True,
    )
    # What is there for good, the schema above all, stays out of garbage collection: a full round took 80 ms of a large answer.
    graphql_schema()
    gc.collect()
    gc.freeze()
    # uvicorn takes uvloop and httptools where they are installed: a third less processor time for a small answer.
    config = uvicorn.Config(app, log_config=None, access_log=False, proxy_headers=False, server_header=False, ws="none")
    with contextlib.suppress(KeyboardInterrupt):  # that is how it is meant to end
        uvicorn.Server(config).run(sockets)
