"""Several workers are one service: one port, one set of figures, one limit for a client, one replica. One that dies
or hangs is replaced."""

import logging
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families
from waiting import within

from api.settings import Settings
from graph.connection import Connection
from graph.machine import free_ports
from graph.sparql.question import BusyError

ROOT = Path(__file__).resolve().parent.parent.parent
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
RATE = 60


class Served:
    """A service in processes of its own."""

    def __init__(self, process: subprocess.Popen[bytes], address: str, home: Path) -> None:
        self.process, self.address, self.home = process, address, home

    def get(self, path: str, **more: str) -> httpx.Response:
        """Ask over a connection of its own, which any worker may take."""
        return httpx.get(self.address + path, params=more, timeout=30)

    def answers(self) -> bool:
        try:
            return self.get("/ready").status_code == 200
        except httpx.HTTPError:
            return False

    def workers(self) -> list[int]:
        shown = subprocess.run(
            ["ps", "-ww", "-o", "pid=,args=", "--ppid", str(self.process.pid)],
            capture_output=True,
            text=True,
            check=False,
        )
        return [int(line.split()[0]) for line in shown.stdout.splitlines() if "spawn_main" in line]

    def figure(self, name: str, **labels: str) -> float:
        families = text_string_to_metric_families(self.get("/metrics").text)
        samples = [s for family in families for s in family.samples if s.name == name]
        return sum(s.value for s in samples if labels.items() <= s.labels.items())


@contextmanager
def serving(connection: Connection, home: Path, **settings: str) -> Iterator[Served]:
    (port,) = free_ports(1)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("IMAGINE_", "NEO4J_"))}
    given = {
        "NEO4J_URI": connection.uri, "NEO4J_USER": connection.user, "NEO4J_PASSWORD": connection.password,
        "NEO4J_DATABASE": connection.database, "IMAGINE_HOME": str(home), "IMAGINE_PORT": str(port),
        "IMAGINE_WORKERS": "2", "IMAGINE_EMBEDDING": "none", **settings,
    }  # fmt: skip
    process = subprocess.Popen([sys.executable, "-m", "api", "serve"], cwd=ROOT, env=kept | given)
    served = Served(process, f"http://127.0.0.1:{port}", home)
    try:
        assert within(90, served.answers)
        assert within(60, lambda: len(served.workers()) == 2)
        yield served
    finally:
        process.terminate()
        process.wait(60)


@pytest.fixture(scope="module")
def served(filled: Connection, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(filled, tmp_path_factory.mktemp("home"), IMAGINE_TELEMETRY_METRICS="on") as served:
        assert within(60, lambda: served.figure("imagine_workers") == 2)
        yield served


def test_figures_are_those_of_all_workers(served: Served) -> None:
    before = served.figure("imagine_requests_total", route="/developers", status="200")
    for _ in range(20):
        assert served.get("/developers").status_code == 200
    assert served.figure("imagine_requests_total", route="/developers", status="200") == before + 20
    assert served.figure("imagine_requests_under_way") == 1  # the one that asks


def test_all_workers_answer_from_one_replica(served: Served) -> None:
    answers = [served.get("/sparql", query=COUNT) for _ in range(12)]
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.text for answer in answers}) == 1
    assert len([one for one in (served.home / "sparql").iterdir() if one.is_dir()]) == 1
    wrong = served.get("/sparql", query="SELECT nothing at all")
    assert wrong.status_code == 400 and "not a SPARQL" in wrong.text


def test_a_worker_that_dies_is_replaced(served: Served) -> None:
    before = set(served.workers())
    os.kill(gone := min(before), signal.SIGKILL)
    assert within(60, lambda: len(set(served.workers()) - {gone}) == 2)
    assert within(60, lambda: served.figure("imagine_workers") == 2)
    for _ in range(10):
        assert served.get("/health").status_code == 200


def test_a_worker_that_hangs_is_replaced(served: Served) -> None:
    before = set(served.workers())
    os.kill(hung := max(before), signal.SIGSTOP)
    assert within(90, lambda: hung not in served.workers() and len(served.workers()) == 2)
    assert within(60, lambda: served.figure("imagine_workers") == 2)
    for _ in range(10):
        assert served.get("/health").status_code == 200


def test_a_limit_holds_over_all_workers_which_end_together(filled: Connection, tmp_path: Path) -> None:
    with serving(filled, tmp_path, IMAGINE_ACCESS_RATE=str(RATE)) as served:
        workers, began, taken = served.workers(), time.monotonic(), 0
        while served.get("/developers").status_code == 200:
            taken += 1
            # Each worker alone would let as many through as the service may.
            assert taken <= RATE * (1 + (time.monotonic() - began) / 60) + 1
        served.process.terminate()
        assert served.process.wait(60) == 0
        assert not any(lives(pid) for pid in workers)


def test_workers_end_with_what_watches_over_them(filled: Connection, tmp_path: Path) -> None:
    with serving(filled, tmp_path) as served:
        workers = served.workers()
        served.process.kill()
        served.process.wait(60)
        assert within(60, lambda: not any(lives(pid) for pid in workers))
        with pytest.raises(OSError, match="refused"):
            socket.create_connection(("127.0.0.1", int(served.address.rpartition(":")[2])))


def test_who_connects_to_a_service_that_stops_is_refused_while_it_finishes(filled: Connection, tmp_path: Path) -> None:
    asked = b'{"query": "{ __typename }"}'
    head = b"POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n"
    with serving(filled, tmp_path) as served:
        place = "127.0.0.1", int(served.address.rpartition(":")[2])

        def refuses() -> bool:
            try:
                socket.create_connection(place).close()
            except ConnectionRefusedError:
                return True
            return False

        with socket.create_connection(place, timeout=30) as under_way:
            under_way.sendall(head % len(asked) + asked[:5])
            time.sleep(1)  # until a worker has begun with it
            served.process.terminate()
            assert within(10, refuses)
            assert served.process.poll() is None
            under_way.sendall(asked[5:])
            assert under_way.recv(65536).startswith(b"HTTP/1.1 200")
        assert served.process.wait(60) == 0


@pytest.mark.parametrize("level", [logging.CRITICAL, logging.NOTSET])
def test_a_worker_tells_of_the_driver_what_the_command_would(monkeypatch: pytest.MonkeyPatch, level: int) -> None:
    from api.web import workers

    driver = logging.getLogger("neo4j")
    monkeypatch.setattr(driver, "level", logging.ERROR)
    for name in ("write_logs", "shared_at", "app_of", "_end_with_parent"):
        monkeypatch.setattr(workers, name, lambda *_: None)
    settings = Settings.from_environment({"HOME": os.environ["HOME"]})
    workers.Worker(settings, Connection(uri="bolt://127.0.0.1:1", user="neo4j", password=""), None, level)()
    assert driver.level == level


def lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return (
        Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z" if Path("/proc").exists() else True
    )


def test_a_machine_says_how_many_there_are_unless_a_setting_does(monkeypatch: pytest.MonkeyPatch) -> None:
    from api.web import workers

    here, elsewhere = (
        Connection(uri=f"bolt://{host}:7687", user="neo4j", password="") for host in ("127.0.0.1", "db.example")
    )
    monkeypatch.setattr(workers, "free_memory", lambda: 64_000_000_000)
    for processors, beside, apart in ((1, 1, 1), (2, 1, 2), (4, 2, 4), (64, 8, 8)):
        monkeypatch.setattr(workers, "processors", lambda n=processors: n)
        assert (workers.sensible_workers(here), workers.sensible_workers(elsewhere)) == (beside, apart)
    monkeypatch.setattr(workers, "free_memory", lambda: 900_000_000)
    assert workers.sensible_workers(elsewhere) == 2
    assert Settings.from_environment({"IMAGINE_WORKERS": "3", "HOME": os.environ["HOME"]}).workers == 3


def test_a_refusal_reaches_a_worker_as_it_is() -> None:
    import pickle

    copy = pickle.loads(pickle.dumps(BusyError("ask again", 5)))
    assert (str(copy), copy.seconds) == ("ask again", 5)
