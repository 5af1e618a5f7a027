"""Documents read elsewhere: whoever reads them, the same comes of it, and what goes wrong is told in one line."""

import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.__main__ import main
from api.work.curation import Curation
from api.work.executors import Readers, in_order, reading
from api.work.loading import Read, load_files, read_files
from api.work.outcome import CALLED_WRONGLY, FAILED
from api.work.spool import Spool
from graph.store.store import Store
from loaders.curation.suppression import Suppression
from schema.bundle import PackedBundle
from schema.errors import ImagineError, ReadError

CURATION = Curation(Suppression(bytes(32)).add("Bo South", since="2026-01-01"))


def report(number: int) -> str:
    return f"""# Harbour Day {number}

Harbour Day {number} was held on 4 May {2001 + number} at the Old Customs House.

## Challenge: Homes for young people

### Challenge owners

- Ada North, Chief Executive, Alder Trust
- Bo South, Director, Body {number} Council

### Ideas

1. Empty offices become homes.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inside = tmp_path / "reports"
    inside.mkdir()
    for number in range(5):
        (inside / f"{number}.md").write_text(report(number))
    return inside


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    """A Dask scheduler with one worker, whose tasks run in this process."""
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=2, processes=False, dashboard_address=None, protocol="tcp", host="127.0.0.1"
    ) as cluster:
        yield cluster.scheduler_address


def bundles(read: list[Read]) -> list[tuple[str, tuple[int, ...], bytes]]:
    return [(one.source, one.missed, one.packed.payload) for one in read]


@pytest.mark.parametrize("where", ["two processes", "Dask"])
def test_the_same_is_read_by_others(where: str, folder: Path, request: pytest.FixtureRequest) -> None:
    readers = Readers(2) if where == "two processes" else Readers(scheduler=request.getfixturevalue("scheduler"))
    alone = read_files([folder], force=False, say=print, curation=CURATION)
    others = read_files([folder], force=False, say=print, curation=CURATION, readers=readers)
    assert bundles(others) == bundles(alone)
    assert len(alone) == 5
    assert not any(b"Bo South" in one.bundle.to_json() for one in others)


@pytest.mark.parametrize("where", ["two processes", "Dask"])
def test_each_file_that_others_refuse_is_told_of(where: str, folder: Path, request: pytest.FixtureRequest) -> None:
    readers = Readers(2) if where == "two processes" else Readers(scheduler=request.getfixturevalue("scheduler"))
    (folder / "empty.md").write_text("")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 20)
    told: list[str] = []
    with pytest.raises(ReadError, match="2 of 7 files are refused"):
        read_files([folder], force=False, say=told.append, curation=CURATION, readers=readers)
    refused = [line.split()[1] for line in told if line.startswith("refused")]
    assert refused == ["binary.txt", "empty.md"]


def test_the_graph_is_the_same_by_any_number_of_processes(store: Store, folder: Path) -> None:
    graphs = []
    for jobs in (1, 3):
        store.clear()
        list(load_files(store, read_files([folder], force=False, say=print, curation=CURATION, readers=Readers(jobs))))
        graphs.append(store.facts())
    assert graphs[0] == graphs[1]
    assert graphs[0].nodes


def is_ready(_: int) -> bool:
    return "api.work.ready" in sys.modules


@pytest.mark.skipif("forkserver" not in multiprocessing.get_all_start_methods(), reason="each process begins anew here")
def test_a_process_that_reads_is_ready_when_it_begins() -> None:
    with reading(Readers(2), 2) as (executor, ahead):
        assert all(outcome.result() for outcome in in_order(executor, ahead, is_ready, [1, 2]))


def test_what_a_process_that_reads_imports_knows_no_database() -> None:
    told = subprocess.run(
        [sys.executable, "-c", "import sys, api.work.ready; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert {"neo4j", "graph.store"}.isdisjoint(told.stdout.split())


def end_itself(_: int) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_process_that_is_ended_from_outside_is_told_of() -> None:
    with (
        pytest.raises(ImagineError, match=r"ended from outside.*--jobs 1$"),
        reading(Readers(2), 2) as (executor, ahead),
    ):
        [outcome.result() for outcome in in_order(executor, ahead, end_itself, [1, 2])]


def test_only_so_much_is_given_out_at_a_time() -> None:
    begun: list[int] = []
    with reading(Readers(1), 9) as (executor, _):
        outcomes = in_order(executor, 3, begun.append, range(9))
        next(outcomes)
    assert begun == [0, 1, 2]


def test_a_scheduler_that_does_not_answer_and_a_wrong_number_are_told_of(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setenv("IMAGINE_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("api.work.executors.CONNECT_SECONDS", 1)
    assert main(["load", "--scheduler", "tcp://127.0.0.1:9", str(folder)]) == FAILED
    assert "no Dask scheduler answers at tcp://127.0.0.1:9" in capsys.readouterr().err
    with pytest.raises(SystemExit) as ended:
        main(["load", "--jobs", "0", str(folder)])
    assert ended.value.code == CALLED_WRONGLY


def test_bundles_are_the_same_from_the_disk_as_from_memory() -> None:
    for most_in_memory in (1 << 20, 10):
        spool = Spool(most_in_memory)
        kept = [spool.put(PackedBundle(f"document/{n}", bytes([n]) * 7)) for n in range(5)]
        assert [one.packed for one in reversed(kept)] == [
            PackedBundle(f"document/{n}", bytes([n]) * 7) for n in (4, 3, 2, 1, 0)
        ]
