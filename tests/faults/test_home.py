"""A home whose files are other than they should be says so, and what to do."""

from dataclasses import replace
from pathlib import Path

import pytest

from graph.connection import Connection
from graph.server.home import Home
from graph.server.jars import Jar, missing
from graph.server.managed import reach
from schema.errors import ServerError, UnreachableError


@pytest.mark.fault("files of the home have other bytes", 3)
def test_a_jar_of_the_same_size_with_other_bytes_is_not_there(tmp_path: Path) -> None:
    jar = Jar(
        group="org.example",
        artifact="words",
        version="1",
        classifier="",
        sha256="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        size=4,
    )
    path = tmp_path / jar.name
    assert missing([jar], tmp_path) == [jar]
    for _ in range(2):  # the second time from what is remembered
        path.write_bytes(b"test")
        assert missing([jar], tmp_path) == []
        assert missing([jar], tmp_path) == []
        path.write_bytes(b"tesT")
        assert missing([jar], tmp_path) == [jar]
    path.write_bytes(b"test")
    (tmp_path / ".verified.json").write_bytes(b"\xff[")
    assert missing([jar], tmp_path) == []


@pytest.mark.fault("files of the home have other bytes")
def test_a_password_file_of_other_bytes_is_named(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.neo4j.mkdir()
    home.password_file.write_bytes(b"\xff\x00\x80")
    with pytest.raises(ServerError, match="neo4j/password holds no password but other bytes: restore it"):
        home.password()


@pytest.mark.fault("files of the home have other bytes", 2)
def test_the_managed_servers_password_is_not_a_setting(neo4j_server: Connection) -> None:
    for browser, told in (
        ("http://localhost", "neo4j/password in IMAGINE_HOME does not open"),
        (None, "NEO4J_PASSWORD"),
    ):
        with pytest.raises(UnreachableError, match=told):
            reach(replace(neo4j_server, password="another", browser=browser))


def test_a_store_that_is_made_anew_keeps_the_password(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.prepare(version="2026.08.1", bolt_port=1, browser_port=2)
    password = home.password()
    (home.neo4j / "data" / "databases").mkdir()
    home.set_store_aside()
    assert home.aside.exists() and not home.has_store()
    home.prepare(version="2026.08.1", bolt_port=1, browser_port=2)
    assert home.password() == password
    assert (home.neo4j / "data" / "dbms" / "auth.ini").exists()
    home.remove_aside()
    assert not home.aside.exists()
