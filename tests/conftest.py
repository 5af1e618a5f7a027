"""The one Neo4j that all tests of a session share, and it is a real one.

NEO4J_URI, if it is set; else a container, where Docker answers; else the managed server, in a home of its own with the
jars of the user's home, so that they are fetched once on a machine.
"""

import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import settings
from neo4j import GraphDatabase

from api.settings import Settings
from graph.connection import Connection
from graph.machine import free_ports
from graph.server.managed import ManagedServer, ensure_running
from graph.settings import ServerSettings
from graph.store.store import Store

# A busy machine is no reason to fail; and CI, which judges a change, draws the same examples every time.
settings.register_profile("default", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "default")

IMAGE = "neo4j:2026.08.1"
DOCKER_SECONDS = 1
DISPOSABLE = "IMAGINE_TEST_DISPOSABLE"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what uses the one Neo4j, so that the rest can run beside it in another process (`-m neo4j`, `-m 'not neo4j'`)."""
    for item in items:
        if isinstance(item, pytest.Function) and "neo4j_server" in item.fixturenames:
            item.add_marker(pytest.mark.neo4j)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home that nothing was ever started in, in a folder without files, which is the working directory."""
    for name in ("NEO4J_URI", "NEO4J_USER", "NEO4J_PASSWORD", "NEO4J_DATABASE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("IMAGINE_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "home"


@pytest.fixture(scope="session")
def jars() -> Path:
    """The folder of fetched jars that a managed server of a test should use."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("NEO4J_")}
    return Settings.from_environment(environ).server.jars


@pytest.fixture(scope="session")
def neo4j_server(jars: Path) -> Iterator[Connection]:
    """How to reach the session's Neo4j."""
    if os.environ.get("NEO4J_URI"):
        yield from _given()
    elif docker_answers():
        yield from _container()
    else:
        yield from _managed(jars)


@pytest.fixture
def store(neo4j_server: Connection) -> Iterator[Store]:
    """An empty graph in the session's Neo4j, with its indexes."""
    empty(neo4j_server)
    with Store(neo4j_server) as opened:
        opened.prepare()
        yield opened


def empty(connection: Connection) -> None:
    """Remove every node, and with them every link."""
    with GraphDatabase.driver(connection.uri, auth=(connection.user, connection.password)) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n", database_=connection.database)


def docker_answers() -> bool:
    """Whether a Docker daemon is there, decided within a second; its own client takes longer and leaves sockets open."""
    address = urlsplit(os.environ.get("DOCKER_HOST", "unix:///var/run/docker.sock"))
    family = socket.AF_UNIX if address.scheme == "unix" else socket.AF_INET
    target = address.path if address.scheme == "unix" else (address.hostname, address.port or 2375)
    with socket.socket(family) as probe:
        probe.settimeout(DOCKER_SECONDS)
        try:
            probe.connect(target)
            probe.sendall(b"GET /_ping HTTP/1.0\r\n\r\n")
            return probe.recv(12).startswith(b"HTTP/1.")
        except OSError:
            return False


def _given() -> Iterator[Connection]:
    # Without an embedding model, as the other ways are: tests of meaning choose one themselves.
    connection = replace(ensure_running(Settings.from_environment().server), embedding="none")
    with GraphDatabase.driver(connection.uri, auth=(connection.user, connection.password)) as driver:
        found = driver.execute_query("MATCH (n) RETURN count(n) AS n", database_=connection.database).records[0]["n"]
    if found and not os.environ.get(DISPOSABLE):
        pytest.exit(
            f"NEO4J_URI names a database with {found} nodes, which the tests would remove:"
            f" name an empty one, or set {DISPOSABLE}=1",
            returncode=2,
        )
    yield connection
    empty(connection)


def _container() -> Iterator[Connection]:
    from testcontainers.neo4j import Neo4jContainer

    with Neo4jContainer(IMAGE, password="only-for-tests") as container:
        yield Connection(uri=container.get_connection_url(), user="neo4j", password="only-for-tests")


def _managed(jars: Path) -> Iterator[Connection]:
    folder = Path(tempfile.mkdtemp(prefix="imagine-test-"))
    bolt_port, browser_port = free_ports(2)
    server = ManagedServer(ServerSettings(home=folder, jars=jars, bolt_port=bolt_port, browser_port=browser_port))
    try:
        yield replace(server.use(), copies=None)  # the tests empty it by other means than the store's own
    finally:
        server.stop()
        server.release()
        shutil.rmtree(folder, ignore_errors=True)
