"""From files to the graph: all or nothing, one clear line per bad file, and bounded memory."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import api.work.loading
import api.work.reading
from api.__main__ import main
from api.work.loading import Curation, load_files, read_files
from api.work.outcome import NOT_FOUND, REFUSED
from graph.connection import Connection
from graph.store.store import Store
from loaders.curation.overrides import Overrides
from loaders.curation.redaction import Finder
from loaders.curation.suppression import Suppression
from loaders.sources import read_file
from schema.errors import CurationError, QuarantineError, ReadError

ROOT = Path(__file__).resolve().parent.parent
NOBODY = Curation()


def report(name: str, idea: str = "Empty offices become homes.") -> str:
    return f"""# {name}

{name} was held on 4 May 2023 at the Old Customs House.

## Challenge: Homes for young people

### Challenge owners

- Ada North, Chief Executive, Alder Trust

### Ideas

1. {idea}
2. Pool the deposits of tenants.
"""


NOVEL = "\n\n".join(
    f"The rain had not stopped by evening, and the {what} stood in the yard as it had stood for a hundred years. Nobody came to "
    "mend it, and nobody spoke of it, though each of them thought of little else."
    for what in ("cart", "well", "wall", "gate", "barn", "mill")
)

BAD: dict[str, tuple[str, bytes, str]] = {
    "empty": ("empty.txt", b"", "empty.txt is empty"),
    "blank": ("blank.md", b"\n \t\n", "blank.md is empty"),
    "binary": ("binary.txt", bytes(range(256)) * 20, "binary.txt is binary"),
    "picture": ("scan.pdf", b"\x89PNG\r\n\x1a\n" + b"\x00" * 99, "scan.pdf is a picture"),
    "wrong encoding": ("greek.txt", ("Καλημέρα κόσμε " * 40).encode("iso8859-7"), "greek.txt is not UTF-8"),
    "broken archive": ("broken.docx", b"PK\x03\x04" + b"x" * 200, "broken.docx"),
    "no structure": ("novel.txt", NOVEL.encode(), "novel.txt is held back: .*it tells of no event"),
    "rows of data": (
        "dump.csv",
        b"id,a,b\n" + b"".join(b"%d,%d,%d\n" % (i, i * 7, i * 11) for i in range(500)),
        "dump.csv is held back",
    ),
}


@pytest.fixture
def environment(neo4j_server: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, value in (
        ("IMAGINE_HOME", str(tmp_path / "home")),
        ("NEO4J_URI", neo4j_server.uri),
        ("NEO4J_USER", neo4j_server.user),
        ("NEO4J_PASSWORD", neo4j_server.password),
    ):
        monkeypatch.setenv(name, value)
    files = tmp_path / "files"
    files.mkdir()
    return files


def one_line(capsys: pytest.CaptureFixture[str]) -> str:
    lines = [line for line in capsys.readouterr().err.splitlines() if line.startswith("error: ")]
    assert len(lines) == 1
    return lines[0]


@pytest.mark.parametrize("case", BAD)
def test_a_bad_file_is_refused_in_one_line_and_the_graph_stays(
    case: str, store: Store, environment: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name, data, message = BAD[case]
    (environment / "good.md").write_text(report("Harbour Day 2023"))
    (environment / name).write_bytes(data)
    assert main(["load", str(environment / "good.md"), str(environment / name)]) == REFUSED
    assert re.search(message, one_line(capsys))
    assert store.facts().nodes == {}


@pytest.mark.parametrize(
    ("name", "message", "status"),
    [("missing.pdf", "does not exist", NOT_FOUND), ("", "has no file to read in it", REFUSED)],
)
def test_a_missing_file_and_an_empty_folder_are_named(
    name: str, message: str, status: int, environment: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["load", str(environment / name)]) == status
    line = one_line(capsys)
    assert message in line
    assert str(environment / name) in line


@pytest.mark.parametrize("kind", ["a named pipe", "a device"])
def test_what_is_no_file_is_refused_at_once(kind: str, tmp_path: Path) -> None:
    """Nobody ever writes into the pipe: to open it would wait for ever."""
    pipe = tmp_path / "pipe.md"
    os.mkfifo(pipe)
    path = pipe if kind == "a named pipe" else Path(os.devnull)
    with pytest.raises(ReadError, match=f"{path} is {kind}; expected a report"):
        read_files([path], force=False, say=print, curation=NOBODY)
    with pytest.raises(ReadError, match=f"{path} is {kind}"):
        read_file(path)


def test_a_file_that_was_not_understood_is_loaded_when_the_user_insists(
    store: Store, environment: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = environment / "novel.txt"
    path.write_text(NOVEL)
    with pytest.raises(QuarantineError, match="--force"):
        read_files([path], force=False, say=print, curation=NOBODY)
    assert main(["load", "--force", str(path)]) == 0
    assert "novel.txt is loaded all the same" in capsys.readouterr().err
    assert [d["id"] for d in store.documents()] == ["document/novel"]


def test_added_unchanged_replaced(store: Store, environment: Path) -> None:
    path = environment / "harbour-day.md"
    lines = []
    for text in (
        report("Harbour Day 2023"),
        report("Harbour Day 2023"),
        report("Harbour Day 2023", "Sheds become homes."),
    ):
        path.write_text(text)
        lines += map(str, load_files(store, read_files([path], force=False, say=print, curation=NOBODY)))
    assert [line.split()[0] for line in lines] == ["added", "unchanged", "replaced"]
    assert all("document/harbour-day" in line and "nodes" in line and "links" in line for line in lines)
    assert "in place of 'Harbour Day 2023'" in lines[2]


def test_two_files_that_would_be_one_document_are_refused(environment: Path) -> None:
    (environment / "a.md").write_text(report("Harbour Day 2023"))
    (environment / "a.txt").write_text(report("Harbour Day 2024"))
    with pytest.raises(ReadError, match=r"a\.txt would be document/a, as a\.md is; rename one"):
        read_files([environment], force=False, say=print, curation=NOBODY)


def test_with_several_bad_files_each_is_told_of(environment: Path) -> None:
    (environment / "a.md").write_text(report("Harbour Day 2023"))
    (environment / "b.txt").write_text("")
    (environment / "c.txt").write_text(NOVEL)
    told: list[str] = []
    with pytest.raises(ReadError, match=r"2 of 3 files are refused .*nothing was loaded.*--skip-refused"):
        read_files([environment], force=False, say=told.append, curation=NOBODY)
    assert [line.split()[1] for line in told] == ["b.txt", "c.txt"]


def test_the_others_are_loaded_where_the_user_says_so(
    store: Store, environment: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (environment / "a.md").write_text(report("Harbour Day 2023"))
    (environment / "b.txt").write_text("")
    assert main(["load", str(environment)]) == REFUSED
    assert "b.txt" in (line := one_line(capsys)) and "so nothing was loaded" in line and "--skip-refused" in line
    assert main(["load", "--skip-refused", "--json", str(environment)]) == 0
    told = capsys.readouterr()
    assert "skipped: b.txt" in told.err
    assert [why.split()[0] for why in json.loads(told.out)["skipped"]] == ["b.txt"]
    assert [d["id"] for d in store.documents()] == ["document/a"]
    (environment / "a.md").write_text("")
    capsys.readouterr()
    assert main(["load", "--skip-refused", str(environment)]) == REFUSED, "there is nothing else"
    assert "--skip-refused" not in capsys.readouterr().err, "nobody is told to do what they did"
    assert [d["id"] for d in store.documents()] == ["document/a"]


def test_long_work_tells_how_far_it_is(store: Store, environment: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api.work.loading, "SECONDS_BETWEEN_LINES", 0.0)
    for name in "abc":
        (environment / f"{name}.md").write_text(report(f"Harbour Day {name}"))
    told: list[str] = []
    read = read_files([environment], force=False, say=told.append, curation=NOBODY)
    loaded = [str(one) for one in load_files(store, read, told.append)]
    assert told == [
        f"{did} {n} of 3 {what}" for did, what in (("read", "files"), ("loaded", "documents")) for n in (1, 2, 3)
    ]
    assert len(loaded) == len(store.documents()) == 3
    told.clear()
    (environment / "d.txt").write_text("")
    with pytest.raises(ReadError):
        read_files([environment], force=False, say=told.append, curation=NOBODY)
    assert told[-1] == "read 4 of 4 files", "the last one counts, though it is refused"


def test_short_work_tells_nothing(environment: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api.work.loading, "SECONDS_BETWEEN_LINES", 3600.0)
    (environment / "a.md").write_text(report("Harbour Day"))
    told: list[str] = []
    read_files([environment], force=False, say=told.append, curation=NOBODY)
    assert told == []


def test_corrections_and_the_suppression_list_are_applied(environment: Path, tmp_path: Path) -> None:
    (environment / "a.md").write_text(report("Harbour Day 2023"))
    (tmp_path / "overrides.toml").write_text(
        '[[drop]]\ndocument = "a.md"\nquote = "Alder Trust"\nnode = "organisation/alder-trust"\n'
        'by = "Jo"\non = 2026-01-01\nwhy = "not a body"\n'
    )
    listed = Suppression(bytes(32)).add("Ada North", since="2026-01-01")
    curation = Curation(listed, Overrides.load(tmp_path / "overrides.toml"))
    [read] = read_files([environment], force=False, say=print, curation=curation)
    assert b"North" not in read.bundle.to_json()
    assert "organisation/alder-trust" not in read.bundle.facts.nodes
    assert isinstance(curation.finder, Finder)
    (environment / "a.md").write_text(report("Harbour Day 2023").replace("Alder", "Elder"))
    with pytest.raises(CurationError, match="gone stale"):
        read_files([environment], force=False, say=print, curation=curation)


@pytest.mark.parametrize("name", ["IMAGINE_SUPPRESSED", "IMAGINE_OVERRIDES", "IMAGINE_JUDGEMENTS"])
def test_a_curators_file_that_is_named_must_be_there(
    name: str, environment: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(name, str(environment / "none.toml"))
    (environment / "a.md").write_text(report("Harbour Day 2023"))
    assert main(["load", str(environment)]) == REFUSED
    assert f"{name} names" in one_line(capsys)


def test_a_rule_that_fails_names_the_file(environment: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise KeyError("no such\nthing")

    monkeypatch.setattr(api.work.reading, "extract", fail)
    (environment / "a.md").write_text(report("Harbour Day 2023"))
    with pytest.raises(ReadError, match=r"^a\.md could not be read \(KeyError: [^\n]*$"):
        read_files([environment], force=False, say=print, curation=NOBODY)


MEASURED = """
import resource, subprocess, sys
status = subprocess.run(sys.argv[1:]).returncode
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(status)
"""
"""Runs a command, prints the most memory that it had, and ends as it did. A small process does so, since a child has its parent's
memory before it begins."""


def test_a_text_of_50_mb_is_refused_within_a_gigabyte(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    with path.open("w") as file:
        for _ in range(500):
            file.write("the same words over and over \n" * 3500)
    assert path.stat().st_size > 50_000_000
    environ = {k: v for k, v in os.environ.items() if not k.startswith("NEO4J_")} | {
        "IMAGINE_HOME": str(tmp_path / "home")
    }
    loaded = subprocess.run(
        [sys.executable, "-c", MEASURED, sys.executable, "-m", "api", "load", str(path)],
        cwd=ROOT,
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )
    assert loaded.returncode == REFUSED
    assert loaded.stderr.startswith("error: long.txt has 5")
    assert loaded.stderr.count("\n") == 1
    assert int(loaded.stdout) < 1_000_000  # kilobytes
