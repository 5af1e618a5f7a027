"""The commands that serve the graph over HTTP: `up` for a person at their own machine, `serve` for a service."""

import argparse
import errno
import socket
from collections.abc import Callable
from functools import partial

from api.cli.command import Command, say
from api.settings import Settings
from api.work.curation import Curation
from api.work.loading import load_files, read_files
from api.work.sample import sample_files
from graph.server.managed import Connection, ensure_running
from graph.store.store import Store
from schema.errors import ImagineError

Service = Callable[[Settings, Connection], None]
"""Serves the graph over HTTP until it is told to stop. The command line does not know the web: `api/__main__.py` brings the two
together."""


def _up(service: Service, _: argparse.Namespace) -> int:
    settings = Settings.from_environment()
    curation = Curation.of(settings.files)
    _check_port(settings)
    connection = ensure_running(settings.server, say)
    with Store(connection) as store:
        store.prepare()
        if store.documents():
            say("the graph holds documents already; 'python -m api list' shows them")
        else:
            say("the graph is empty: loading the sample documents (retellings of two E3M Imagine reports)")
            for line in load_files(store, read_files(sample_files(), force=False, say=say, curation=curation)):
                say(line)
    say(f"GraphQL     http://127.0.0.1:{settings.port}/graphql   (open it in a browser: GraphiQL with examples)")
    if connection.browser:
        say(f"Browser     {connection.browser}   (user and password: python -m api neo4j browser)")
    say(f"RDF         http://127.0.0.1:{settings.port}/export/dump.ttl")
    say("Ctrl-C stops everything that this command started")
    return _serve_until_stopped(service, settings, connection)


def _serve(service: Service, _: argparse.Namespace) -> int:
    settings = Settings.from_environment()
    _check_port(settings)
    return _serve_until_stopped(service, settings, ensure_running(settings.server, say))


def _check_port(settings: Settings) -> None:
    """Raise ImagineError where the service could not listen, before anything is started for it."""
    try:
        found = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)
        family, kind, protocol, _, address = found[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as e:
        raise ImagineError(
            f"port {settings.port} is in use (is Imagine Graph served there already?): set IMAGINE_PORT to a free port"
            if e.errno == errno.EADDRINUSE
            else f"{settings.host}:{settings.port} cannot be listened on ({e.strerror}): correct IMAGINE_HOST or IMAGINE_PORT"
        ) from e


def _serve_until_stopped(service: Service, settings: Settings, connection: Connection) -> int:
    try:
        service(settings, connection)
    finally:
        connection.close()
    return 0


def up(service: Service) -> Command:
    """Return the command that starts everything a person needs."""
    return Command(
        name="up",
        summary="everything at once: Neo4j, the sample documents, the service",
        description=(
            "Starts Neo4j (unless one is running or NEO4J_URI names one), loads the sample documents where the graph is empty,\n"
            "and serves GraphQL until Ctrl-C."
        ),
        example="IMAGINE_PORT=8080 python -m api up",
        arguments=lambda _: None,
        run=partial(_up, service),
    )


def serve(service: Service) -> Command:
    """Return the command that only serves."""
    return Command(
        name="serve",
        summary="serve GraphQL and exports over HTTP, and load nothing",
        description="Serves GraphQL and exports over HTTP until Ctrl-C, on the graph as it is.",
        example="NEO4J_URI=bolt://db:7687 NEO4J_PASSWORD=... python -m api serve",
        arguments=lambda _: None,
        run=partial(_serve, service),
    )
