"""Starting at the same time as others, and a database that goes away: neither is an error that a person should have to read."""

import logging
import socket
import subprocess
import sys
from argparse import Namespace
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from neo4j import Session
from serving import running

from api.cli import serve
from api.gql.options import Options
from api.settings import Settings
from graph.connection import Connection
from graph.machine import free_ports
from graph.store.store import Store

ROOT = Path(__file__).resolve().parent.parent


def without_indexes(session: Session) -> None:
    for kind, sort in (
        ("CONSTRAINT", "CONSTRAINTS YIELD name"),
        ("INDEX", "INDEXES YIELD name, type WHERE type <> 'LOOKUP'"),
    ):
        for name in session.run(f"SHOW {sort} RETURN name").value("name"):
            session.run(f"DROP {kind} `{name}`").consume()
    session.run("MATCH (g:ImagineGraph) DELETE g").consume()


def made_anew(store: Store, server: Connection) -> list[dict[str, str]]:
    """Return the indexes that preparing makes where there is none, and nothing that another test left."""
    with store._driver.session(database=server.database) as session:
        without_indexes(session)
    store.prepare()
    return store.read("SHOW INDEXES YIELD name RETURN name ORDER BY name")


def test_many_may_prepare_one_database_at_once(store: Store, neo4j_server: Connection) -> None:
    """Neo4j ends some of them by a deadlock, and refuses others what has just been made."""

    def prepare(_: int) -> None:
        with Store(neo4j_server) as opened:
            opened.prepare()

    wanted = made_anew(store, neo4j_server)
    for _ in range(2):
        with store._driver.session(database=neo4j_server.database) as session:
            without_indexes(session)
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(prepare, range(8)))
        assert store.read("SHOW INDEXES YIELD name RETURN name ORDER BY name") == wanted
        assert store.read("MATCH (g:ImagineGraph) RETURN count(g) AS n") == [{"n": 1}]


def test_a_service_tells_of_a_database_that_went_away_in_one_line(caplog: pytest.LogCaptureFixture) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        closed = taken.getsockname()[1]
    gone = Connection(uri=f"bolt://127.0.0.1:{closed}", user="neo4j", password="secret-word")
    with caplog.at_level(logging.WARNING), running(gone, Options()) as client:
        assert client.post("/graphql", json={"query": "{events{nodes{name}}}"}).status_code == 503
        assert client.get("/ready").status_code == 503
        assert client.get("/export/dump.ttl").status_code == 503
    told = [record for record in caplog.records if record.name.startswith("imagine")]
    assert len([record for record in told if "does not answer" in record.getMessage()]) >= 3
    for record in told:
        assert record.exc_info is None
        assert "\n" not in record.getMessage()


def test_serve_makes_ready_what_it_serves(
    store: Store, neo4j_server: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = made_anew(store, neo4j_server)
    with store._driver.session(database=neo4j_server.database) as session:
        without_indexes(session)
    for name, value in (
        ("IMAGINE_HOME", str(tmp_path)),
        ("IMAGINE_PORT", str(free_ports(1)[0])),
        ("IMAGINE_EMBEDDING", neo4j_server.embedding),
        ("NEO4J_URI", neo4j_server.uri),
        ("NEO4J_USER", neo4j_server.user),
        ("NEO4J_PASSWORD", neo4j_server.password),
    ):
        monkeypatch.setenv(name, value)
    found = []

    def service(_: Settings, connection: Connection, sockets: list[socket.socket]) -> None:
        assert sockets
        with Store(connection) as served:
            found.extend(served.read("SHOW INDEXES YIELD name RETURN name ORDER BY name"))

    assert serve.serve(service).run(Namespace()) == 0
    assert found == wanted


@pytest.mark.parametrize(
    ("module", "unwanted"),
    [
        ("api.__main__", "api.work.loading loaders.sources loaders.extract requests graphql starlette"),
        ("api.web.workers", "loaders.sources loaders.extract strawberry prometheus_client opentelemetry authlib requests"),
    ],
)  # fmt: skip
def test_the_service_waits_for_no_import_that_it_can_answer_without(module: str, unwanted: str) -> None:
    told = f"import sys, {module}; from api.cli import commands; commands(print, ['up', 'serve']); print(*sys.modules)"
    known = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True, cwd=ROOT).stdout
    assert set(known.split()) & set(unwanted.split()) == set()
