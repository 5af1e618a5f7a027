"""The commands that serve the graph over HTTP: `up` for a person at their own machine, `serve` for a service."""

import argparse
import errno
import logging
import socket
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from functools import partial
from ipaddress import ip_address

from api.access.keys import Keys
from api.cli.command import Command, Service, say
from api.settings import Settings, address
from api.work.audit import audited
from api.work.curation import Curation
from api.work.sample import sample_files
from api.work.withholding import keep_promises
from graph.connection import Connection
from graph.server.managed import ensure_running
from graph.server.supervision import supervised
from graph.store.store import Store
from schema.errors import SettingsError
from schema.program import PROGRAM

LOG = logging.getLogger("imagine.neo4j")

_WAITING = 2048
"""How many connections may wait to be accepted."""


def _up(service: Service, _: argparse.Namespace) -> int:
    settings = _checked_settings()
    curation = Curation.of(settings.files)
    with listening(settings) as sockets, closing(ensure_running(settings.server, say)) as connection:
        with Store(connection) as store:
            store.prepare()
            if store.documents():
                say(f"the graph holds documents already; '{PROGRAM} list' shows them")
            else:
                keep_promises(store, curation.suppression)
                from api.work.loading import keep_findings, load_files, read_files  # all that reads documents

                say("the graph is empty: loading the sample documents (retellings of two E3M Imagine reports)")
                read = read_files(sample_files(), force=False, say=say, curation=curation)
                with audited(settings.server.home, "load", planned=[one.document for one in read]) as write:
                    for done in load_files(store, read, curation=curation):
                        write.ids.append(done.document)
                        say(str(done))
                keep_findings(settings.server.home, read, say, curation)
        _say_where(settings, connection)
        with supervised(settings.server, connection, LOG.warning):
            service(settings, connection, sockets)
    return 0


def _serve(service: Service, _: argparse.Namespace) -> int:
    settings = _checked_settings()
    with listening(settings) as sockets, closing(ensure_running(settings.server, say)) as connection:
        with Store(connection) as store:
            store.prepare()  # what an earlier version stored is served as this one stores it
        _say_where(settings, connection)
        with supervised(settings.server, connection, LOG.warning):
            service(settings, connection, sockets)
    return 0


def _checked_settings() -> Settings:
    """Return the settings once all that can be wrong with them was looked for, before anything is started."""
    from api.gql.persisted import PersistedDocuments  # it imports GraphQL, which the other commands do without

    settings = Settings.from_environment()
    PersistedDocuments(settings.graphql)  # reads them
    if settings.access.keys:
        Keys.load(settings.access.keys)
    return settings


@contextmanager
def listening(settings: Settings) -> Iterator[list[socket.socket]]:
    """Yield sockets that listen where the settings say, one for each address that the host stands for.

    They listen before anything is started: of two commands that start at once, the second learns at once that the port is taken,
    and whoever asks early is answered as soon as there is an answer. Raises SettingsError where that is not possible.
    """
    with ExitStack() as opened:
        sockets: list[socket.socket] = []
        try:
            found = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)
            for family, kind, protocol, _, place in dict.fromkeys(found):
                one = opened.enter_context(socket.socket(family, kind, protocol))
                one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                if family == socket.AF_INET6:
                    one.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
                try:
                    one.bind(place)
                    one.listen(_WAITING)
                except OSError as e:
                    # `localhost` stands for an address of IPv6 too, which a machine need not have.
                    if e.errno != errno.EADDRNOTAVAIL or len(found) == 1:
                        raise
                else:
                    sockets.append(one)
            if not sockets:
                raise OSError(errno.EADDRNOTAVAIL, "it is not an address of this machine")
        except OSError as e:
            raise SettingsError(
                f"port {settings.port} is in use (is Imagine Graph served there already?): set IMAGINE_PORT to a free port"
                if e.errno == errno.EADDRINUSE
                else f"{settings.host}:{settings.port} cannot be listened on ({e.strerror}): correct IMAGINE_HOST or IMAGINE_PORT"
            ) from e
        yield sockets


def _say_where(settings: Settings, connection: Connection) -> None:
    base = address(settings.host, settings.port)
    if settings.host != "localhost" and ip_address(settings.host).is_unspecified:
        say(f"listening on every address of this machine ({settings.host}), port {settings.port}; from here:")
    say(f"Explorer    {base}/   (open it in a browser: search, the years, who could help)")
    say(f"GraphQL     {base}/graphql   (open it in a browser: GraphiQL with examples)")
    if connection.browser:
        say(f"Browser     {connection.browser}   (user and password: {PROGRAM} neo4j browser)")
    say(f"RDF         {base}/export/graph.ttl")
    say(f"SPARQL      {base}/sparql   (open it in a browser: an editor with examples)")
    say("Ctrl-C stops everything that this command started")


def up(service: Service) -> Command:
    """Return the command that starts everything a person needs."""
    return Command(
        name="up",
        summary="everything at once: Neo4j, the sample documents, the service",
        description=(
            "Starts Neo4j (unless one is running or NEO4J_URI names one), loads the sample documents where the graph is empty,\n"
            "and serves GraphQL until Ctrl-C."
        ),
        example="IMAGINE_PORT=8080 {program} up",
        arguments=lambda _: None,
        run=partial(_up, service),
    )


def serve(service: Service) -> Command:
    """Return the command that only serves."""
    return Command(
        name="serve",
        summary="serve GraphQL and exports over HTTP, and load nothing",
        description=(
            "Serves GraphQL and exports over HTTP until Ctrl-C. No document is loaded; what an earlier version stored is upgraded."
        ),
        example="NEO4J_URI=bolt://db:7687 NEO4J_PASSWORD=... {program} serve",
        arguments=lambda _: None,
        run=partial(_serve, service),
    )
