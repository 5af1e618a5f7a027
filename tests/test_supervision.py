"""A managed Neo4j is kept running and its store is replaced whole, whatever happens meanwhile: what can be told without one."""

import subprocess
import sys
from pathlib import Path

import pytest
from waiting import within

from api.__main__ import main
from api.work.bulk import BulkLoad
from api.work.curation import Curation, CurationFiles
from api.work.rebuilding import renew
from graph.connection import Connection
from graph.locks import FileLock, is_held
from graph.server import supervision
from graph.server.home import Home
from graph.server.managed import ManagedServer
from graph.settings import ServerSettings
from loaders.curation.suppression import KEY_BYTES, Suppression
from schema.errors import ServerError

ROOT = Path(__file__).parent.parent
FILES = """
import resource, sys
from graph.machine import allow_files
hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
resource.setrlimit(resource.RLIMIT_NOFILE, (100, hard))
for wanted in (200, 150, None):
    allow_files(wanted)
    print(resource.getrlimit(resource.RLIMIT_NOFILE)[0] - (0 if wanted else hard))
"""


def test_who_keeps_it_running_goes_on_when_the_machine_has_nothing_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervision, "_SECONDS_BETWEEN", 0.01)
    monkeypatch.setattr(supervision, "_FIRST_PAUSE_SECONDS", 0.01)
    attempts = list[int]()

    def revive(_: ManagedServer) -> bool:
        attempts.append(1)
        if len(attempts) == 1:
            raise OSError("no process can be started")
        return False

    monkeypatch.setattr(ManagedServer, "revive", revive)
    told = list[str]()
    nowhere = Connection(uri="bolt://127.0.0.1:9", user="neo4j", password="x")
    with supervision.supervised(ServerSettings(home=tmp_path, jars=tmp_path), nowhere, told.append):
        assert within(5, lambda: len(attempts) > 2)
    assert "no process can be started" in told[0]


def test_nobody_begins_to_use_a_store_while_it_is_set_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = list[bool]()

    def use(*_: object) -> None:
        held.append(is_held(Home(tmp_path).start_lock))
        raise ServerError("it is not to be started here")

    monkeypatch.setattr(Home, "set_store_aside", lambda home: held.append(is_held(home.start_lock)))
    monkeypatch.setattr(ManagedServer, "use", use)
    with pytest.raises(ServerError, match="not to be started"):
        renew(ServerSettings(home=tmp_path, jars=tmp_path), Suppression(bytes(KEY_BYTES)), [], print)
    assert held == [True, False], "who waits for it may begin once it is set aside"


def test_one_first_load_at_a_time(tmp_path: Path) -> None:
    home = Home(tmp_path)
    files = CurationFiles.in_home(tmp_path)
    load = BulkLoad(ServerSettings(home=tmp_path, jars=tmp_path), files, Curation.of(files), print)
    made = home.bulk / "what another makes"
    made.mkdir(parents=True)
    with FileLock(home.run / "bulk.lock").held(), pytest.raises(ServerError, match="another command"):
        load.load([])
    assert made.exists()


def test_a_process_has_as_many_files_as_it_asks_for() -> None:
    done = subprocess.run([sys.executable, "-c", FILES], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["200", "200", "0"]


def test_who_stops_a_database_that_a_service_uses_is_told_that_it_starts_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("IMAGINE_HOME", str(tmp_path))
    monkeypatch.setattr(ManagedServer, "stop", lambda *_: True)
    for used in (True, False):
        monkeypatch.setattr(ManagedServer, "in_use", lambda _, used=used: used)
        assert main(["neo4j", "stop"]) == 0
        told = capsys.readouterr()
        assert told.out == "Neo4j was stopped\n"
        assert ("starts it again" in told.err) == used
