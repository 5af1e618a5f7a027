"""Neo4j's jars are fetched whole or not at all, and a fetch that was cut goes on where it stopped."""

import hashlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from graph.server import jars
from graph.server.jars import Jar, fetch, missing, read_lock
from schema.errors import ServerError


class Repository(ThreadingHTTPServer):
    """A small Maven repository on the loopback that can be told to misbehave."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.files: dict[str, bytes] = {}
        self.cut_after: int | None = None
        self.ranges = True
        self.asked: list[str | None] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def add(self, artifact: str, content: bytes) -> Jar:
        jar = Jar(
            group="org.example",
            artifact=artifact,
            version="1.0",
            classifier="",
            sha256=hashlib.sha256(content).hexdigest(),
            size=len(content),
        )
        self.files[f"/{jar.remote_path}"] = content
        return jar


class _Handler(BaseHTTPRequestHandler):
    server: Repository
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        content = self.server.files.get(self.path)
        asked = self.headers.get("Range")
        self.server.asked.append(asked)
        if content is None:
            self.send_error(404)
            return
        begin = int(asked.removeprefix("bytes=").rstrip("-")) if asked and self.server.ranges else 0
        rest = content[begin:]
        self.send_response(206 if begin else 200)
        self.send_header("Content-Length", str(len(rest)))
        self.end_headers()
        cut = self.server.cut_after
        self.wfile.write(rest if cut is None else rest[:cut])
        self.close_connection = cut is not None

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def repository() -> Iterator[Repository]:
    server = Repository()
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def one_attempt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jars, "ATTEMPTS", 1)


def test_the_lock_is_complete_and_names_no_host() -> None:
    locked = read_lock()
    text = jars.LOCK.read_text(encoding="utf-8")
    assert {("neo4j", "2026.08.1"), ("neo4j-browser", "5.24.0")} <= {(jar.artifact, jar.version) for jar in locked}
    assert len({jar.name for jar in locked}) == len(locked) > 200
    assert all(len(jar.sha256) == 64 and jar.size > 0 for jar in locked)
    assert "://" not in text
    assert [jar.line() for jar in locked] == [line for line in text.splitlines() if not line.startswith("#")]


def test_every_jar_is_fetched_once_and_in_the_locks_order(repository: Repository, tmp_path: Path) -> None:
    wanted = [repository.add(f"part-{i}", bytes([i]) * (1000 * (i + 1))) for i in range(20)]
    said: list[str] = []
    paths = fetch(wanted, tmp_path, progress=said.append, remote=repository.address)
    assert [path.name for path in paths] == [jar.name for jar in wanted]
    assert paths[3].read_bytes() == bytes([3]) * 4000
    assert said[0].startswith("fetching Neo4j, once: 20 files")
    assert said[-1].startswith("fetched 20 files")
    asked = len(repository.asked)
    assert fetch(wanted, tmp_path, remote=repository.address) == paths
    assert len(repository.asked) == asked
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.usefixtures("one_attempt")
def test_a_cut_fetch_is_one_clear_line_and_the_next_goes_on(repository: Repository, tmp_path: Path) -> None:
    content = bytes(range(256)) * 4096
    jar = repository.add("large", content)
    repository.cut_after = len(content) // 2
    with pytest.raises(ServerError, match=r"could not fetch large-1\.0\.jar .*run the same command again") as refused:
        fetch([jar], tmp_path, remote=repository.address)
    assert "\n" not in str(refused.value)
    assert "127.0.0.1" not in str(refused.value)
    assert missing([jar], tmp_path) == [jar]
    part = tmp_path / "large-1.0.jar.part"
    have = part.stat().st_size
    assert 0 < have <= len(content) // 2

    repository.cut_after = None
    (path,) = fetch([jar], tmp_path, remote=repository.address)
    assert repository.asked[-1] == f"bytes={have}-"
    assert path.read_bytes() == content


def test_a_connection_that_is_cut_is_taken_up_again_by_itself(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jars, "ATTEMPTS", 8)
    monkeypatch.setattr(jars, "RETRY_SECONDS", 0.01)
    content = b"0123456789abcdef" * 16384
    jar = repository.add("bumpy", content)
    repository.cut_after = len(content) // 3
    (path,) = fetch([jar], tmp_path, remote=repository.address)
    assert path.read_bytes() == content
    assert len(repository.asked) >= 3


@pytest.mark.usefixtures("one_attempt")
def test_a_repository_that_cannot_go_on_starts_anew(repository: Repository, tmp_path: Path) -> None:
    content = b"whole" * 1000
    jar = repository.add("anew", content)
    (tmp_path / "anew-1.0.jar.part").write_bytes(content[:100])
    repository.ranges = False
    (path,) = fetch([jar], tmp_path, remote=repository.address)
    assert path.read_bytes() == content


@pytest.mark.usefixtures("one_attempt")
def test_wrong_bytes_are_thrown_away(repository: Repository, tmp_path: Path) -> None:
    jar = repository.add("forged", b"right" * 100)
    repository.files[f"/{jar.remote_path}"] = b"wrong" * 100
    with pytest.raises(ServerError, match="checksum"):
        fetch([jar], tmp_path, remote=repository.address)
    assert [path.name for path in tmp_path.iterdir() if path.name != ".lock"] == []


@pytest.mark.usefixtures("one_attempt")
def test_a_damaged_part_of_an_earlier_fetch_does_not_get_in(repository: Repository, tmp_path: Path) -> None:
    jar = repository.add("damaged", b"right" * 100)
    (tmp_path / "damaged-1.0.jar.part").write_bytes(b"x" * 200)
    with pytest.raises(ServerError, match="checksum"):
        fetch([jar], tmp_path, remote=repository.address)
    (path,) = fetch([jar], tmp_path, remote=repository.address)
    assert path.read_bytes() == b"right" * 100


@pytest.mark.usefixtures("one_attempt")
def test_a_jar_that_is_not_there_is_named(repository: Repository, tmp_path: Path) -> None:
    jar = repository.add("gone", b"x")
    repository.files.clear()
    with pytest.raises(ServerError, match=r"gone-1\.0\.jar \(the repository answered 404\)"):
        fetch([jar], tmp_path, remote=repository.address)


@pytest.mark.usefixtures("one_attempt")
def test_a_folder_that_cannot_be_made_is_named(repository: Repository, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(ServerError, match=r"cannot make .*IMAGINE_JARS"):
        fetch([repository.add("any", b"x")], file / "jars", remote=repository.address)
