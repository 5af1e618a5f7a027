"""A managed Neo4j whose process or store is lost: nothing that was loaded is, and nobody who was left out comes back."""

import os
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from bench.world import reports
from waiting import within

from api.work.backing_up import Restoring, back_up
from api.work.curation import Curation, CurationFiles
from api.work.loading import load_files, read_files
from api.work.rebuilding import rebuild
from api.work.withholding import withhold
from graph.connection import Connection
from graph.machine import free_ports
from graph.server.home import Home
from graph.server.managed import ManagedServer
from graph.server.supervision import supervised
from graph.settings import ServerSettings
from graph.store.copies import Copies, LostStoreError
from graph.store.store import Store
from loaders.curation.suppression import Suppression
from schema.errors import CurationError, ServerError, StoreError

START_SECONDS = 240.0
INTERVIEW = """# Harbour Day 2023

Report of Harbour Day 2023, held on 4 May 2023 at the Old Customs House.

## Challenge: Homes for young people

### Challenge owners

- Ada Qvistgaard, Chief Executive, Alder Trust
- Ben Castle, Director of Housing, Birch County Council

### Ideas

1. **Open doors.** Ada Qvistgaard wants empty offices turned into homes.
"""


@pytest.fixture
def settings(tmp_path: Path, jars: Path) -> Iterator[ServerSettings]:
    bolt_port, browser_port = free_ports(2)
    made = ServerSettings(home=tmp_path / "home", jars=jars, bolt_port=bolt_port, browser_port=browser_port)
    yield made
    ManagedServer(made).stop()


def state_of(home: Home) -> tuple[str, int]:
    state = home.state()
    return ("", 0) if state is None else (state.phase, state.java_pid)


def answers(connection: Connection) -> bool:
    try:
        with Store(connection) as store:
            store.documents()
    except StoreError:
        return False
    return True


def ignore(line: str) -> None:
    assert line


def holding(folder: Path, words: bytes) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and words in path.read_bytes().lower()]


@pytest.mark.fault("the store's files are destroyed")
@pytest.mark.fault("a copy or a backup is damaged")
@pytest.mark.fault("the suppression list is lost, old, or changed meanwhile")
@pytest.mark.fault("Neo4j is killed")
def test_a_store_is_made_anew_from_what_is_kept_beside_it(settings: ServerSettings, tmp_path: Path) -> None:
    home, files = Home(settings.home), CurationFiles.in_home(settings.home)
    path = tmp_path / "interview.md"
    path.write_text(INTERVIEW, encoding="utf-8")
    with pytest.raises(StoreError, match="no copies"):
        rebuild(settings, files, ignore)
    with closing(ManagedServer(settings).use()) as connection, Store(connection) as store:
        store.prepare()
        for bundle in reports(2):
            store.load(bundle)
        curation = Curation.of(files)
        list(load_files(store, read_files([path], force=True, say=ignore, curation=curation), curation=curation))
        listed = Suppression.load(files.suppressed).add("Ada Qvistgaard", since="2026-01-01")
        listed.save(files.suppressed)
        withhold(store, listed)
        before = [bundle.to_json() for bundle in store.bundles()]
        with pytest.raises(ServerError, match="in use"):
            rebuild(settings, files, ignore)
        os.kill(state_of(home)[1], signal.SIGKILL)
    ManagedServer(settings).stop()
    for part in (home.neo4j / "data" / "databases" / "neo4j").iterdir():
        if part.is_file():
            part.write_bytes(b"\x00" * 1000)

    # The copies are read before anything is touched, and the list must be the one by which they were kept free.
    kept = Copies(home.documents).files()
    sound = kept[0].read_bytes()
    kept[0].write_bytes(sound[:-20])
    with pytest.raises(StoreError, match=f"{kept[0].name} is damaged .*nothing was changed"):
        rebuild(settings, files, ignore)
    kept[0].write_bytes(sound)
    hidden = files.suppressed.rename(tmp_path / "list")
    key = files.suppressed.with_suffix(".key").rename(tmp_path / "key")
    with pytest.raises(CurationError, match="lacks 1 of its people"):
        rebuild(settings, files, ignore)
    hidden.rename(files.suppressed)
    key.rename(files.suppressed.with_suffix(".key"))

    assert rebuild(settings, files, ignore).documents == 3
    with closing(ManagedServer(settings).use()) as connection, Store(connection) as store:
        store.prepare()
        assert [bundle.to_json() for bundle in store.bundles()] == before
        assert store.withheld() == frozenset(listed.ids)
        assert store.faults() == []
    # What Neo4j's files still held of the name went with the store that was set aside.
    assert holding(settings.home, b"qvistgaard") == []


@pytest.mark.fault("the store's files are destroyed")
@pytest.mark.long
def test_a_store_that_was_destroyed_is_whole_again_from_a_backup(settings: ServerSettings, tmp_path: Path) -> None:
    home, files, backup = Home(settings.home), CurationFiles.in_home(settings.home), tmp_path / "one.backup"

    @contextmanager
    def opened() -> Iterator[Store]:
        with closing(ManagedServer(settings).use()) as connection, Store(connection) as store:
            store.prepare()
            yield store

    with opened() as store:
        for bundle in reports(2):
            store.load(bundle)
        Suppression.load(files.suppressed).add("Ada Qvistgaard", since="2026-01-01").save(files.suppressed)
        back_up(store, files, settings.home, backup)
        before = [bundle.to_json() for bundle in store.bundles()]
    for part in (home.neo4j / "data" / "databases" / "neo4j").iterdir():
        if part.is_file():
            part.write_bytes(b"\x00" * 1000)
    shutil.rmtree(home.documents)
    shutil.rmtree(files.suppressed.parent)
    restoring = Restoring(backup, files, settings.home, replacing=True)
    assert len(restoring.put(settings, ignore, opened)) == 2
    with opened() as store:
        assert [bundle.to_json() for bundle in store.bundles()] == before
        assert store.withheld() == frozenset(Suppression.load(files.suppressed).ids) != frozenset()
        assert len(Copies(home.documents).files()) == 2


@pytest.mark.fault("Neo4j is killed", 2)
@pytest.mark.fault("Neo4j hangs", 1)
@pytest.mark.fault("the guard of Neo4j is killed", 2)
@pytest.mark.long
def test_whatever_ends_it_a_server_is_started_again_for_who_uses_it(
    settings: ServerSettings, record_property: Callable[[str, object], None]
) -> None:
    home = Home(settings.home)
    with closing(ManagedServer(settings).use()) as connection, Store(connection) as store:
        store.prepare()
        for bundle in reports(2):
            store.load(bundle)
        before = [bundle.to_json() for bundle in store.bundles()]
        told: list[str] = []
        with supervised(settings, connection, told.append):
            for whom, number in (
                ("java", signal.SIGKILL),
                ("java", signal.SIGSTOP),
                ("java", signal.SIGTERM),
                ("guard", signal.SIGKILL),
                ("guard", signal.SIGTERM),
            ):
                state = home.state()
                assert state is not None
                os.kill(state.java_pid if whom == "java" else state.guard_pid, number)
                java = state.java_pid
                assert within(
                    START_SECONDS,
                    lambda java=java: state_of(home)[0] == "ready" and state_of(home)[1] != java,  # type: ignore[misc]
                ), (whom, number)
                ready = time.monotonic()
                assert within(15, lambda: answers(connection)), (whom, number)
                record_property("recovery", time.monotonic() - ready)
                assert within(5, lambda: told[-1:] == ["Neo4j is there again"]), (whom, number, told)
                told.clear()
                assert [bundle.to_json() for bundle in store.bundles()] == before


@pytest.mark.fault("the graph is emptied or its store taken away")
@pytest.mark.long
def test_a_store_that_was_taken_away_is_not_begun_afresh_in_silence(settings: ServerSettings) -> None:
    home = Home(settings.home)
    with closing(ManagedServer(settings).use()) as connection, Store(connection) as store:
        store.prepare()
        for bundle in reports(2):
            store.load(bundle)
    ManagedServer(settings).stop()
    home.set_store_aside()
    with (
        closing(ManagedServer(settings).use()) as connection,
        Store(connection) as store,
        pytest.raises(LostStoreError),
    ):
        store.prepare()
    assert rebuild(settings, CurationFiles.in_home(settings.home), ignore).documents == 2
