"""The managed Neo4j: found by the second command, gone with the last, and never harmed by how they end."""

import json
import os
import signal
import socket
import stat
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from neo4j import GraphDatabase
from neo4j.exceptions import AuthError
from waiting import within

from graph.connection import Connection
from graph.locks import FileLock, is_held
from graph.machine import free_memory, free_ports, port_in_use
from graph.server import aot, supervision
from graph.server import jars as jars_module
from graph.server import managed as server
from graph.server.home import Home, State, configuration, initial_credential
from graph.server.managed import ManagedServer, browser_help, ensure_running
from graph.settings import ServerSettings
from schema.errors import ServerError, StoreError

ROOT = Path(__file__).parent.parent
START_SECONDS = 300
STOP_SECONDS = 60
START_SECONDS = 240.0

# A shell in the background leaves SIGINT ignored to what it starts; a person's terminal does not.
USER = """
import signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)
from pathlib import Path
from graph.server.managed import ManagedServer
from graph.settings import ServerSettings
home, jars, bolt, browser, what = sys.argv[1:]
settings = ServerSettings(home=Path(home), jars=Path(jars), bolt_port=int(bolt), browser_port=int(browser))
connection = getattr(ManagedServer(settings), what)()
print(connection.uri, flush=True)
if what == "use":
    time.sleep(600)
"""


def test_who_keeps_it_running_tells_that_it_ended_and_why_and_that_it_is_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By what its guard reports; tests/faults has real ones that end."""
    monkeypatch.setattr(supervision, "_SECONDS_BETWEEN", 0.01)
    settings, home, told = ServerSettings(home=tmp_path, jars=tmp_path), Home(tmp_path), list[str]()
    home.prepare(version="2026.08.1", bolt_port=1, browser_port=2)
    ready = State(
        phase="ready", guard_pid=1, java_pid=2, bolt_port=1, browser_port=2, version="1", started=0.0, aot=False
    )
    ended = replace(ready, phase="starting", error="it ended with signal 9")
    nowhere = Connection(uri="bolt://127.0.0.1:9", user="neo4j", password="x")
    guard = FileLock(home.guard_lock)
    assert guard.acquire()
    home.write_state(ready)
    with supervision.supervised(settings, nowhere, told.append):
        time.sleep(0.3)
        assert told == []
        for state, lines in (
            (ended, 1),
            (replace(ended, java_pid=3), 1),
            (replace(ended, java_pid=3, phase="ready"), 2),
        ):
            home.write_state(state)
            assert within(5, lambda lines=lines: len(told) >= lines)  # type: ignore[misc]
        time.sleep(0.1)
    guard.release()
    assert told == ["Neo4j has ended and is started again: it ended with signal 9", "Neo4j is there again"]


class Commands:
    """Starts processes that use one home, as several commands of a person would."""

    def __init__(self, settings: ServerSettings) -> None:
        self.settings = settings
        self.home = Home(settings.home)
        self.processes: list[subprocess.Popen[str]] = []

    def begin(self, what: str = "use") -> subprocess.Popen[str]:
        settings = self.settings
        ports = [str(settings.bolt_port), str(settings.browser_port)]
        process = subprocess.Popen(
            [sys.executable, "-c", USER, str(settings.home), str(settings.jars), *ports, what],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        self.processes.append(process)
        return process

    def ready(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("bolt://127.0.0.1:")

    def end(self, process: subprocess.Popen[str], number: int) -> None:
        process.send_signal(number)
        process.wait(STOP_SECONDS)
        assert process.stdout is not None
        process.stdout.close()

    def ask(self, cypher: str) -> list[list[object]]:
        uri, password = f"bolt://127.0.0.1:{self.settings.bolt_port}", self.home.password() or ""
        with GraphDatabase.driver(uri, auth=("neo4j", password)) as driver:
            return [list(row.values()) for row in driver.execute_query(cypher, database_="neo4j").records]

    def phase(self) -> str:
        state = self.home.state()
        return "" if state is None else state.phase

    def java(self) -> int:
        state = self.home.state()
        assert state is not None
        return state.java_pid

    def gone(self) -> bool:
        held = is_held(self.home.guard_lock) or is_held(self.home.java_lock)
        return not held and not port_in_use(self.settings.bolt_port) and not port_in_use(self.settings.browser_port)

    def close(self) -> None:
        for process in self.processes:
            if process.poll() is None:
                self.end(process, signal.SIGKILL)
            elif process.stdout is not None:
                process.stdout.close()
        ManagedServer(self.settings).stop()


@pytest.fixture
def settings(tmp_path: Path, jars: Path) -> ServerSettings:
    bolt_port, browser_port = free_ports(2)
    return ServerSettings(home=tmp_path / "home", jars=jars, bolt_port=bolt_port, browser_port=browser_port)


@pytest.fixture
def commands(settings: ServerSettings) -> Iterator[Commands]:
    made = Commands(settings)
    yield made
    made.close()


def test_two_commands_at_once_share_one_server_and_no_kill_harms_it(commands: Commands) -> None:
    first, second = commands.begin(), commands.begin()
    commands.ready(first)
    commands.ready(second)
    java = commands.java()
    commands.ask("UNWIND range(1, 1000) AS i CREATE (:Kept {i: i})")

    commands.end(first, signal.SIGKILL)
    time.sleep(2)
    assert commands.java() == java, "the server must stay for the second command"
    assert commands.ask("MATCH (k:Kept) RETURN count(k)") == [[1000]]

    # The last user is killed while a transaction is open: that is undone, and nothing is left running.
    uri, password = f"bolt://127.0.0.1:{commands.settings.bolt_port}", commands.home.password() or ""
    driver = GraphDatabase.driver(uri, auth=("neo4j", password))
    session = driver.session(database="neo4j")
    transaction = session.begin_transaction()
    transaction.run("CREATE (:Kept {i: -1})").consume()
    commands.end(second, signal.SIGKILL)
    assert within(STOP_SECONDS, commands.gone)
    for opened in (transaction, session, driver):
        try:
            opened.close()
        except Exception as error:  # noqa: BLE001 - its server is gone, which is the point
            assert error is not None

    third = commands.begin()
    commands.ready(third)
    assert commands.ask("MATCH (k:Kept) RETURN count(k), min(k.i)") == [[1000, 1]]

    # The JVM itself is killed: another is started for whoever uses it, and repairs the store from its transaction log.
    commands.ask("CREATE (:Kept {i: 1001})")
    killed = commands.java()
    os.kill(killed, signal.SIGKILL)
    assert within(START_SECONDS, lambda: commands.phase() == "ready" and commands.java() != killed)
    assert commands.ask("MATCH (k:Kept) RETURN count(k)") == [[1001]]

    # It hangs: likewise.
    killed = commands.java()
    os.kill(killed, signal.SIGSTOP)
    assert within(START_SECONDS, lambda: commands.phase() == "ready" and commands.java() != killed)
    fourth = commands.begin()
    commands.ready(fourth)
    assert commands.ask("MATCH (k:Kept) RETURN count(k)") == [[1001]]

    # The guard is killed: its server does not outlive it, at the latest when the next command comes.
    state = commands.home.state()
    assert state is not None
    os.kill(state.guard_pid, signal.SIGKILL)
    if sys.platform.startswith("linux"):
        assert within(STOP_SECONDS, lambda: not is_held(commands.home.java_lock))
    fifth = commands.begin()
    commands.ready(fifth)
    assert commands.java() != state.java_pid
    assert commands.ask("MATCH (k:Kept) RETURN count(k)") == [[1001]]

    # Ctrl-C: the commands end, and the server in good order after them.
    for process in (third, fourth, fifth):
        commands.end(process, signal.SIGINT)
    assert within(STOP_SECONDS, commands.gone)


def test_start_keeps_the_server_until_stop(commands: Commands) -> None:
    settings = commands.settings
    assert (
        subprocess.run([sys.executable, "-m", "graph.server.aot", str(settings.jars)], cwd=ROOT, check=False).returncode
        == 0
    )
    starter = commands.begin("start")
    commands.ready(starter)
    starter.wait(STOP_SECONDS)
    time.sleep(3)

    managed = ManagedServer(settings)
    status = managed.status()
    assert status["running"] and status["kept"] and status["aot"]
    assert status["uri"] == f"bolt://127.0.0.1:{settings.bolt_port}"
    assert (status["user"], status["version"]) == ("neo4j", "2026.08.1")
    json.dumps(status)

    # The password opens it, and nothing else does.
    password = status["password"]
    assert len(password) >= 24
    assert stat.S_IMODE(commands.home.password_file.stat().st_mode) == 0o600
    assert commands.ask("RETURN 1") == [[1]]
    with pytest.raises(AuthError), GraphDatabase.driver(status["uri"], auth=("neo4j", "neo4j")) as driver:
        driver.verify_connectivity()

    # Only the loopback address itself answers.
    if sys.platform.startswith("linux"):
        for port in (settings.bolt_port, settings.browser_port):
            with socket.socket() as other:
                assert other.connect_ex(("127.0.0.2", port)) != 0

    # The Browser is served from here, and the server tells it where Bolt is.
    with urllib.request.urlopen(f"http://127.0.0.1:{settings.browser_port}/browser/", timeout=10) as page:
        assert b"Neo4j Browser" in page.read()
    with urllib.request.urlopen(f"http://127.0.0.1:{settings.browser_port}/", timeout=10) as answer:
        assert json.load(answer)["bolt_direct"] == f"bolt://127.0.0.1:{settings.bolt_port}"
    help_text = browser_help(settings)
    assert status["browser"] in help_text and password in help_text

    # Another command finds it even where its own ports differ, and its end does not stop it.
    elsewhere = ServerSettings(home=settings.home, jars=settings.jars, bolt_port=1, browser_port=2)
    other = ManagedServer(elsewhere)
    assert other.use().uri == status["uri"]
    other.release()
    time.sleep(3)
    assert managed.status()["running"]

    assert managed.stop()
    assert commands.gone()
    assert not managed.status()["running"]
    assert not managed.stop()
    assert "not running" in browser_help(settings)


def refused(settings: ServerSettings) -> str:
    with pytest.raises(ServerError) as error:
        ManagedServer(settings).use()
    line = str(error.value)
    assert "\n" not in line
    home = Home(settings.home)
    assert not is_held(home.guard_lock) and not is_held(home.start_lock) and not is_held(home.users_lock)
    return line


@pytest.mark.parametrize("name", ["IMAGINE_BOLT_PORT", "IMAGINE_BROWSER_PORT"])
def test_a_port_in_use_is_named(settings: ServerSettings, name: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", settings.bolt_port if name == "IMAGINE_BOLT_PORT" else settings.browser_port))
        taken.listen()
        line = refused(settings)
    assert f"port {taken}" not in line
    assert f"is in use by another program: set {name}" in line


def test_too_little_memory_is_said(settings: ServerSettings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "free_memory", lambda: 100_000_000)
    assert "needs 700 MB of free memory and there are 100 MB" in refused(settings)


def test_too_little_disk_is_said(settings: ServerSettings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "free_disk", lambda folder: 10_000_000)
    assert "needs 500 MB of free disk and has 10 MB" in refused(settings)


def test_a_home_of_a_newer_version_is_left_alone(settings: ServerSettings) -> None:
    settings.home.mkdir()
    version = settings.home / "version.json"
    for written in ({"format": 1, "neo4j": "2031.1.0"}, {"format": 2, "neo4j": "2026.08.1"}):
        version.write_text(json.dumps(written))
        assert "was written by a newer version" in refused(settings)
        assert json.loads(version.read_text()) == written
    version.write_text("{")
    assert "cannot be read" in refused(settings)
    version.write_text(json.dumps({"format": 1, "neo4j": "2026.07.9"}))
    Home(settings.home).check_version("2026.08.1")


def test_a_lost_password_is_not_made_up_anew(settings: ServerSettings) -> None:
    (settings.home / "neo4j" / "data" / "databases" / "system").mkdir(parents=True)
    with pytest.raises(ServerError, match=r"password is gone"):
        Home(settings.home).prepare(version="2026.08.1", bolt_port=1, browser_port=2)


def test_a_fetch_that_fails_leaves_nothing_behind(settings: ServerSettings, monkeypatch: pytest.MonkeyPatch) -> None:
    (closed,) = free_ports(1)
    monkeypatch.setattr(jars_module, "default_remote", lambda: f"http://127.0.0.1:{closed}")
    monkeypatch.setattr(jars_module, "ATTEMPTS", 1)
    without = ServerSettings(
        home=settings.home,
        jars=settings.home / "jars",
        bolt_port=settings.bolt_port,
        browser_port=settings.browser_port,
    )
    assert "could not fetch" in refused(without)


def test_a_jvm_that_cannot_start_is_one_line(settings: ServerSettings, monkeypatch: pytest.MonkeyPatch) -> None:
    home = Home(settings.home)
    prepare = Home.prepare

    def spoil(self: Home, *, version: str, bolt_port: int, browser_port: int) -> None:
        prepare(self, version=version, bolt_port=bolt_port, browser_port=browser_port)
        with (self.neo4j / "conf" / "neo4j.conf").open("a") as file:
            file.write("no.such.setting=1\n")

    monkeypatch.setattr(Home, "prepare", spoil)
    with pytest.raises(ServerError, match=r"Neo4j could not be started: it ended with status 1; .*console.log"):
        ManagedServer(settings).use()
    assert within(STOP_SECONDS, lambda: not is_held(home.guard_lock))


def test_a_given_server_is_used_and_never_managed(neo4j_server: Connection, tmp_path: Path) -> None:
    given = ServerSettings(
        home=tmp_path,
        jars=tmp_path,
        uri=neo4j_server.uri,
        user=neo4j_server.user,
        password=neo4j_server.password,
        database=neo4j_server.database,
    )
    assert ensure_running(given).uri == neo4j_server.uri
    assert server.status(given)["running"]
    assert not list(tmp_path.iterdir())
    with pytest.raises(ServerError, match="NEO4J_URI is set"):
        ManagedServer(given)


def test_a_given_server_that_does_not_answer_is_named(tmp_path: Path) -> None:
    (closed,) = free_ports(1)
    given = ServerSettings(home=tmp_path, jars=tmp_path, uri=f"bolt://127.0.0.1:{closed}", password="x" * 8)
    with pytest.raises(StoreError, match=f"bolt://127.0.0.1:{closed}"):
        ensure_running(given)
    assert server.status(given)["running"] is False


@pytest.mark.parametrize("statement", aot.LESSON)
def test_every_statement_of_the_lesson_is_understood(neo4j_server: Connection, statement: str) -> None:
    with GraphDatabase.driver(neo4j_server.uri, auth=(neo4j_server.user, neo4j_server.password)) as driver:
        driver.execute_query(f"EXPLAIN {statement}", ids=["1"], database_=neo4j_server.database)


def test_the_configuration_stays_on_this_machine_and_sends_nothing() -> None:
    lines = set(configuration(11, 12).splitlines())
    assert {
        "dbms.security.auth_enabled=true",
        "server.default_listen_address=127.0.0.1",
        "server.bolt.listen_address=127.0.0.1:11",
        "server.http.listen_address=127.0.0.1:12",
        "dbms.usage_report.enabled=false",
        "client.allow_telemetry=false",
        "db.logs.query.enabled=OFF",
        "dbms.security.http_access_control_allow_origin=http://127.0.0.1:12",
        "browser.post_connect_cmd=config useReadTransactions: true",
    } <= lines
    assert not [line for line in lines if "0.0.0.0" in line.replace("127.0.0.1", "")]


def test_neo4j_keeps_as_much_of_a_store_in_memory_as_others_leave_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, gigabyte = Home(tmp_path), 2**30
    (home.neo4j / "data" / "databases" / "neo4j").mkdir(parents=True)
    with (home.neo4j / "data" / "databases" / "neo4j" / "store").open("wb") as file:
        file.truncate(3 * gigabyte)
    for free, expected in ((64 * gigabyte, "3072m"), (8 * gigabyte, "2048m"), (gigabyte // 2, "256m")):
        monkeypatch.setattr("graph.server.home.free_memory", lambda free=free: free)
        home.prepare(version="1", bolt_port=11, browser_port=12)
        written = (home.neo4j / "conf" / "neo4j.conf").read_text(encoding="utf-8").splitlines()
        assert f"server.memory.pagecache.size={expected}" in written


def test_a_credential_never_holds_the_password() -> None:
    assert "secret-word" not in initial_credential("secret-word")
    assert initial_credential("secret-word") != initial_credential("secret-word")


def test_a_lock_is_shared_by_readers_and_alone_to_a_writer(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    one, two, alone = FileLock(path), FileLock(path), FileLock(path)
    assert not is_held(path)
    assert one.acquire(shared=True) and two.acquire(shared=True)
    assert not alone.acquire()
    one.release()
    assert is_held(path)
    two.release()
    with alone.held(), pytest.raises(ServerError, match="another command holds"), one.held():
        pass
    assert not is_held(path)


def test_the_machine_is_measured(tmp_path: Path) -> None:
    assert free_memory() > 10_000_000
    assert server.free_disk(tmp_path / "not" / "yet") > 0
