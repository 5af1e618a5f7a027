"""Whoever reads from a cluster sees what was written to it, by whichever process: over `neo4j://`, with readers sent elsewhere than
writers, as a cluster does."""

import asyncio
import base64
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from bench.world import reports
from conftest import empty
from faults.proxy import Line
from neo4j import GraphDatabase
from serving import running
from waiting import within

from api.gql.options import Options
from graph.bookmarks import KeptBookmarks, bookmarked
from graph.connection import Connection
from graph.store.query_runner import QueryRunner
from graph.store.store import Store
from schema.errors import SettingsError

COUNT = {"query": "{ ideas { totalCount } }"}


class Follower(Line):
    """The way to the same server, by which readers come; it remembers what they send."""

    def __init__(self, uri: str) -> None:
        self.sent = b""
        super().__init__(uri)

    def passed(self, data: bytes, *, to_server: bool) -> bytes:
        """What becomes of bytes on their way."""
        if to_server:
            self.sent += data
        return data


class Leader(Line):
    """The way by which everybody comes first: readers are told to go to the follower."""

    def __init__(self, uri: str, follower: Line) -> None:
        self.sent = b""
        self._follower = follower
        super().__init__(uri)

    def passed(self, data: bytes, *, to_server: bool) -> bytes:
        """What becomes of bytes on their way: in a table of routes, the readers' address."""
        if to_server:
            self.sent += data
            return data
        here, there = self.place.encode(), self._follower.place.encode()
        before, role, after = data.partition(b"READ")
        # The addresses of a role stand before it or after it, as the server likes; ports here all have five digits.
        if not role or here not in data:
            return data
        if before.endswith(b"\x84role\x84"):
            return there.join(before.rpartition(here)[::2]) + role + after
        return before + role + after.replace(here, there, 1)


@pytest.fixture
def cluster(neo4j_server: Connection, tmp_path: Path) -> Iterator[tuple[Connection, Leader, Follower]]:
    """A connection to a cluster as a client sees it, and the ways to the one that writes and the one that reads."""
    empty(neo4j_server)
    with Follower(neo4j_server.uri) as follower, Leader(neo4j_server.uri, follower) as leader:
        uri = f"neo4j://{leader.place}"
        yield replace(neo4j_server, uri=uri, copies=None, bookmarks=tmp_path / "bookmarks.json"), leader, follower


def noted(connection: Connection) -> list[str]:
    assert connection.bookmarks is not None
    found: list[str] = json.loads(connection.bookmarks.read_bytes())
    return found


def test_the_service_reads_from_followers_what_was_loaded_by_others(
    cluster: tuple[Connection, Leader, Follower],
) -> None:
    connection, leader, follower = cluster
    with Store(connection) as store:
        store.prepare()
    with running(connection, Options()) as client:
        assert client.post("/graphql", json=COUNT).json()["data"]["ideas"]["totalCount"] == 0
        before = noted(connection)
        with Store(connection) as store:  # as another process does
            store.load(next(reports(1)))
        (mark,) = noted(connection)
        assert [mark] != before
        assert client.post("/graphql", json=COUNT).json()["data"]["ideas"]["totalCount"] > 0
        # It was asked by way of the follower, with what stood in the file, and nothing was written there.
        assert mark.encode() in follower.sent
        assert b"CREATE CONSTRAINT" in leader.sent and b"CREATE CONSTRAINT" not in follower.sent
        assert client.get("/ready").status_code == 200


def test_a_member_that_lags_answers_once_it_has_got_there(
    cluster: tuple[Connection, Leader, Follower], neo4j_server: Connection
) -> None:
    connection, _, _ = cluster
    assert connection.bookmarks is not None
    with Store(connection) as store:
        store.prepare()
    (mark,) = noted(connection)
    with writing(neo4j_server) as write, running(connection, Options()) as client:
        # What this server has not got to yet is what another has written, as far as it knows.
        connection.bookmarks.write_text(json.dumps([later(mark, 3)]), encoding="utf-8")
        answers: list[httpx.Response] = []
        asking = threading.Thread(target=lambda: answers.append(client.post("/graphql", json=COUNT)))
        asking.start()
        asking.join(1)
        assert not answers
        assert within(8, lambda: write() and bool(answers)), "no answer"
        asking.join()
        assert answers[0].status_code == 200 and "errors" not in answers[0].json()


@contextmanager
def writing(connection: Connection) -> Iterator[Callable[[], bool]]:
    """What makes a small change, whenever it is called."""
    with GraphDatabase.driver(connection.uri, auth=(connection.user, connection.password)) as driver:
        changed = "MERGE (n:Passing) SET n.time = randomUUID() RETURN n"
        yield lambda: bool(driver.execute_query(changed, database_=connection.database).records)


def later(mark: str, by: int) -> str:
    """The bookmark of so many transactions later: a map from a database's id to a number, in PackStream."""
    head, body = mark.split(":")
    raw = base64.b64decode(body)
    number, width = raw[19:], {0xC8: 1, 0xC9: 2, 0xCA: 4, 0xCB: 8}.get(raw[19], 0)
    now = int.from_bytes(number[1 : 1 + width]) if width else number[0]
    rest = number[1 + width :]
    return f"{head}:{base64.b64encode(raw[:19] + bytes([0xCA]) + (now + by).to_bytes(4) + rest).decode()}"


def test_what_each_of_two_writers_came_to_stays(tmp_path: Path) -> None:
    path = tmp_path / "bookmarks.json"
    one, other, reader = (KeptBookmarks(path, writes=writes) for writes in (True, True, False))
    assert list(reader.get_bookmarks()) == []
    one.update_bookmarks([], ["a"])
    seen = one.get_bookmarks(), other.get_bookmarks()
    one.update_bookmarks(seen[0], ["b"])
    other.update_bookmarks(seen[1], ["c"])
    assert sorted(reader.get_bookmarks()) == ["b", "c"]
    reader.update_bookmarks(["b", "c"], ["d"])
    one.update_bookmarks(one.get_bookmarks(), ["e"])
    assert list(reader.get_bookmarks()) == ["e"]
    assert path.stat().st_mode & 0o077 == 0


def test_a_file_that_is_none_of_bookmarks_is_told(tmp_path: Path) -> None:
    path = tmp_path / "bookmarks.json"
    path.write_text('{"a": 1}', encoding="utf-8")
    with pytest.raises(SettingsError, match="bookmarks"):
        KeptBookmarks(path, writes=False).get_bookmarks()


def test_one_server_knows_what_it_wrote(neo4j_server: Connection, tmp_path: Path) -> None:
    alone = replace(neo4j_server, bookmarks=tmp_path / "bookmarks.json")
    assert bookmarked(alone, writes=True) == {}
    runner = QueryRunner(alone)
    try:
        assert asyncio.run(runner.row("RETURN 1", {}, lambda row: row)) == [1]
    finally:
        runner.close()
