"""A backup makes an installation whole again after everything was destroyed, and nobody returns with it."""

import json
import shutil
import stat
from pathlib import Path
from typing import Any

import pytest
from conftest import empty
from dumped import dumped
from hypothesis import given
from hypothesis import strategies as st

from api.__main__ import main
from api.cli.command import open_store
from api.settings import Settings
from api.work.backing_up import Restoring, interrupted
from api.work.outcome import FAILED, NOT_FOUND, REFUSED, UNREACHABLE
from api.work.rebuilding import making_anew
from graph.connection import Connection
from graph.locks import FileLock
from graph.server.home import Home
from graph.store.store import Loaded, Store
from loaders.curation.suppression import KEY_BYTES, Suppression
from schema.bundle import PackedBundle
from schema.errors import CurationError, ServerError, StoreError

REPORT = """# Harbour Day {year}

Report of Harbour Day {year}, held on 4 May {year} at the Old Customs House.

## Challenge: Homes for young people

### Challenge owners

- Ada North, Chief Executive, Alder Trust
- Ben Castle, Director of Housing, Birch County Council

### Supporters

- Dee Marsh, Partner, Cedar LLP
"""


@pytest.fixture
def home(tmp_path: Path, neo4j_server: Connection, store: Store, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation in which two reports are loaded, one person is left out, and a judgement was made."""
    monkeypatch.setenv("NEO4J_URI", neo4j_server.uri)
    monkeypatch.setenv("NEO4J_PASSWORD", neo4j_server.password)
    monkeypatch.setenv("IMAGINE_EMBEDDING", "none")
    home = tmp_path / "home"
    monkeypatch.setenv("IMAGINE_HOME", str(home))
    for year in (2022, 2023):
        (tmp_path / f"harbour-{year}.md").write_text(REPORT.format(year=year))
    assert main(["suppress", "Dee Marsh"]) == 0
    (home / "curation" / "judgements.toml").write_text("# none yet\n")
    assert main(["load", *map(str, sorted(tmp_path.glob("*.md")))]) == 0
    return home


def destroy(home: Path, connection: Connection) -> None:
    """Lose everything: the graph and the home."""
    empty(connection)
    shutil.rmtree(home)


def test_everything_is_as_it_was_after_everything_was_destroyed(
    home: Path, store: Store, neo4j_server: Connection, tmp_path: Path
) -> None:
    before, listed = dumped(store.bundles(), "nq"), (home / "curation" / "suppressed.toml").read_bytes()
    backup = tmp_path / "everything.backup"
    assert main(["backup", str(backup)]) == 0
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    destroy(home, neo4j_server)
    assert main(["restore", str(backup)]) == 0
    assert dumped(store.bundles(), "nq") == before
    assert (home / "curation" / "suppressed.toml").read_bytes() == listed
    assert (home / "curation" / "judgements.toml").read_text() == "# none yet\n"
    assert main(["load", str(tmp_path / "harbour-2022.md")]) == 0, "the list is the one that the graph was kept free by"
    assert dumped(store.bundles(), "nq") == before


@pytest.mark.fault("the suppression list is lost, old, or changed meanwhile")
def test_who_is_left_out_today_stays_out_of_an_old_backup(home: Path, store: Store, tmp_path: Path) -> None:
    backup = tmp_path / "old.backup"
    assert main(["backup", str(backup)]) == 0
    assert "Ada North" in dumped(store.bundles(), "nq")
    assert main(["suppress", "Ada North"]) == 0
    assert main(["restore", str(backup), "--replace"]) == 0
    assert "Ada North" not in dumped(store.bundles(), "nq") and "Dee Marsh" not in dumped(store.bundles(), "nq")
    assert len(Suppression.load(home / "curation" / "suppressed.toml").entries) == 2


def test_what_is_there_is_replaced_only_with_a_word_of_consent(
    home: Path, store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    backup = tmp_path / "one.backup"
    before = dumped(store.bundles(), "nq")
    assert main(["backup", str(backup)]) == 0
    later = tmp_path / "harbour-2024.md"
    later.write_text(REPORT.format(year=2024))
    assert main(["load", str(later)]) == 0
    after = dumped(store.bundles(), "nq")
    assert main(["restore", str(backup)]) == FAILED
    assert "--replace" in capsys.readouterr().err
    (home / "curation" / "judgements.toml").write_text("# another\n")
    assert main(["restore", str(backup)]) == REFUSED
    assert dumped(store.bundles(), "nq") == after
    assert main(["restore", str(backup), "--replace"]) == 0
    assert dumped(store.bundles(), "nq") == before
    assert (home / "curation" / "judgements.toml.earlier").read_text() == "# another\n"


@pytest.mark.fault("a copy or a backup is damaged")
def test_a_damaged_backup_changes_nothing(
    home: Path, store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    backup = tmp_path / "one.backup"
    assert main(["backup", str(backup)]) == 0
    whole, before = backup.read_bytes(), dumped(store.bundles(), "nq")
    step = max(1, len(whole) // 40)
    damaged = [whole[:at] for at in range(0, len(whole), step)]
    damaged += [whole[:at] + bytes([whole[at] ^ 0x40]) + whole[at + 1 :] for at in range(0, len(whole), step)]
    for data in [*damaged, b"not one", b""]:
        backup.write_bytes(data)
        assert main(["restore", str(backup), "--replace"]) == REFUSED
        [line] = capsys.readouterr().err.splitlines()
        assert "is no backup, or is damaged" in line
    assert dumped(store.bundles(), "nq") == before
    assert main(["restore", str(tmp_path / "nowhere")]) == NOT_FOUND


def test_an_interrupted_restoring_is_noticed_and_done_again(
    home: Path, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    backup, before = tmp_path / "one.backup", dumped(store.bundles(), "nq")
    assert main(["backup", str(backup)]) == 0
    empty_of_documents(store)
    load, loads = Store.load, iter(range(9))

    def fails(self: Store, *given: Any, **named: Any) -> Any:
        if next(loads) == 1:
            raise StoreError("the database does not answer")
        return load(self, *given, **named)

    with monkeypatch.context() as during:
        during.setattr(Store, "load", fails)
        assert main(["restore", str(backup)]) == FAILED
    listed = Suppression.load(home / "curation" / "suppressed.toml")
    assert store.withholding().promised == listed.mark
    capsys.readouterr()
    assert main(["doctor"]) == FAILED
    assert f"imagine restore {backup} --replace" in capsys.readouterr().out
    assert main(["restore", str(backup), "--replace"]) == 0
    assert dumped(store.bundles(), "nq") == before
    assert main(["doctor"]) == 0


def test_a_second_restoring_waits_for_its_turn_and_doctor_tells_of_the_first(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    backup = tmp_path / "one.backup"
    assert main(["backup", str(backup)]) == 0
    with making_anew(home):
        assert main(["restore", str(backup), "--replace"]) == UNREACHABLE
        assert "another command holds" in capsys.readouterr().err
        (home / "restoring").write_text(f"{backup}\n", encoding="utf-8")
        assert main(["doctor"]) == 0
        assert "a making anew is under way" in capsys.readouterr().out
    assert main(["doctor"]) == FAILED
    assert main(["restore", str(backup), "--replace"]) == 0


def empty_of_documents(store: Store) -> None:
    for document in store.document_ids():
        store.remove(document)


def test_who_is_put_on_the_list_while_a_backup_is_read_stays_on_it(home: Path, tmp_path: Path) -> None:
    backup, settings = tmp_path / "one.backup", Settings.from_environment()
    assert main(["backup", str(backup)]) == 0
    restoring = Restoring(backup, settings.files, home, replacing=True)
    assert main(["suppress", "Ben Castle"]) == 0
    with pytest.raises(CurationError, match="changed meanwhile"):
        restoring._put_files()
    with pytest.raises(CurationError, match="not the one that this graph was kept free by"):
        restoring.put(settings.server, print, lambda: open_store(settings))
    assert Suppression.load(settings.files.suppressed).find("Ben Castle")


def test_a_restoring_beside_a_service_is_refused_before_anything_is_touched(home: Path, tmp_path: Path) -> None:
    backup, elsewhere = tmp_path / "one.backup", tmp_path / "elsewhere"
    assert main(["backup", str(backup)]) == 0
    settings = Settings.from_environment({"IMAGINE_HOME": str(elsewhere)})
    restoring = Restoring(backup, settings.files, elsewhere, replacing=True)
    with FileLock(Home(elsewhere).users_lock).held(shared=True), pytest.raises(ServerError, match="in use"):
        restoring.put(settings.server, print, lambda: open_store(settings))
    assert interrupted(elsewhere) is None
    assert not settings.files.suppressed.exists() and not settings.files.judgements.exists()


@pytest.mark.fault("the disk is full")
def test_a_backup_that_cannot_be_written_leaves_nothing(home: Path, tmp_path: Path) -> None:
    before = set(tmp_path.rglob("*"))
    assert main(["backup", str(tmp_path / "no" / "folder" / "one.backup")]) == FAILED
    assert set(tmp_path.rglob("*")) - before == set()


def test_writes_are_in_the_audit_log_and_no_person_is(home: Path, tmp_path: Path) -> None:
    named = tmp_path / "ada-north-2025.md"
    named.write_text(REPORT.format(year=2025))
    assert main(["load", str(named)]) == 0
    assert main(["remove", "harbour-2022"]) == 0
    log = home / "audit.jsonl"
    assert "ada-north" in log.read_text()
    assert main(["suppress", "Ada North"]) == 0
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    assert "north" not in log.read_text().lower() and "marsh" not in log.read_text().lower()
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    told = [(line["action"], line["outcome"]) for line in lines]
    writes = ["suppress", "load", "load", "remove", "suppress"]
    assert told == [(action, outcome) for action in writes for outcome in ("begun", "done")]
    assert lines[2]["ids"] == lines[3]["ids"] == ["document/harbour-2022", "document/harbour-2023"]
    assert lines[6]["ids"] == ["document/harbour-2022"]


def test_a_write_that_fails_is_in_the_audit_log(home: Path, tmp_path: Path) -> None:
    backup = tmp_path / "one.backup"
    assert main(["backup", str(backup)]) == 0
    assert main(["restore", str(backup)]) == FAILED
    [begun, failed] = [json.loads(line) for line in (home / "audit.jsonl").read_text().splitlines()][-2:]
    assert (begun["write"], begun["outcome"], failed["outcome"]) == (failed["write"], "begun", "StoreError")


def test_a_load_that_stops_on_its_way_says_in_the_audit_log_what_it_meant_to_load_and_did(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [tmp_path / f"harbour-{year}.md" for year in (2024, 2025)]
    for path in paths:
        path.write_text(REPORT.format(year=path.stem[-4:]))
    loaded = Store.load

    def load(store: Store, packed: PackedBundle, **more: Any) -> Loaded:
        if packed.document.endswith("2025"):
            raise StoreError("the database does not answer")
        return loaded(store, packed, **more)

    monkeypatch.setattr(Store, "load", load)
    assert main(["load", *map(str, paths)]) == FAILED
    [begun, failed] = [json.loads(line) for line in (home / "audit.jsonl").read_text().splitlines()][-2:]
    assert begun["ids"] == ["document/harbour-2024", "document/harbour-2025"]
    assert failed["ids"] == ["document/harbour-2024"]


def test_a_backup_takes_no_other_files_place_without_a_word_of_consent(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "one.backup"
    out.touch()  # as mktemp makes a name
    assert main(["backup", str(out)]) == 0
    whole = out.read_bytes()
    capsys.readouterr()
    assert main(["backup", str(out)]) == FAILED
    [line] = capsys.readouterr().err.splitlines()
    assert str(out) in line and "--replace" in line
    assert out.read_bytes() == whole
    out.write_bytes(b"an older one")
    assert main(["backup", str(out), "--replace"]) == 0
    assert out.read_bytes() != b"an older one"


def test_who_is_left_out_leaves_the_store_that_an_interruption_set_aside(home: Path) -> None:
    store = home / "neo4j" / "data.aside" / "databases" / "neostore"
    store.parent.mkdir(parents=True)
    store.write_bytes(b"Ada North")
    assert main(["doctor"]) != 0, "that a rebuilding was interrupted"
    assert main(["suppress", "Ada North"]) == 0
    assert not store.exists()


names = st.lists(st.sampled_from(["Ada North", "Ben Castle", "Dee Marsh", "Eve Stone"]), unique=True)


@given(names, names)
def test_joined_lists_leave_out_whoever_one_of_them_leaves_out(one: list[str], other: list[str]) -> None:
    def of(people: list[str]) -> Suppression:
        known = Suppression(bytes(KEY_BYTES))
        for name in people:
            known = known.add(name, since="2026-03-01")
        return known

    joined = of(one).joined(of(other))
    assert all(joined.find(name) for name in (*one, *other))
    assert len(joined.entries) == len({*one, *other})


def test_lists_of_different_keys_are_not_joined() -> None:
    one, other = (Suppression(bytes([k]) * KEY_BYTES).add("Ada North", since="2026-03-01") for k in (1, 2))
    assert one.joined(Suppression(bytes([3]) * KEY_BYTES)) == one == Suppression(bytes(KEY_BYTES)).joined(one)
    with pytest.raises(CurationError, match="different keys"):
        one.joined(other)
