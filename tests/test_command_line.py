"""The program as scripts and people call it: what it refuses before it starts anything, its exit statuses, its JSON."""

import argparse
import json
import os
import re
import socket
import subprocess
import sys
import time
from io import StringIO
from pathlib import Path

import pytest

from api.__main__ import main, service
from api.cli import command, commands, documents, serve
from api.cli.command import Command, one_line
from api.cli.parser import parser_of
from api.settings import Settings, address
from api.work import outcome
from api.work.outcome import CALLED_WRONGLY, INTERRUPTED, NOT_FOUND, REFUSED, UNREACHABLE
from graph.connection import Connection
from graph.dumps.formats import FORMATS
from graph.machine import free_ports
from graph.store.store import Store
from schema import errors
from schema.bundle import Bundle
from schema.nodes import Document
from schema.program import PROGRAM

_REPORT = """
## Challenge: Homes for young people

### Challenge owners

- Ada North, Chief Executive, Alder Trust

### Ideas

1. Empty offices become homes.
"""
ROOT = Path(__file__).resolve().parent.parent


def test_every_kind_of_error_has_a_status_and_every_status_a_meaning() -> None:
    kinds = {e for e in vars(errors).values() if isinstance(e, type) and issubclass(e, errors.ImagineError)}
    assert set(outcome.OUTCOMES) == kinds
    assert {o.exit_status for o in outcome.OUTCOMES.values()} <= outcome.EXIT_STATUSES.keys()
    for kind in kinds:
        assert outcome.outcome(type("Narrower", (kind,), {})()) == outcome.OUTCOMES[kind]


def test_it_tells_its_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == "imagine 0.3.0\n"


def test_it_has_one_name() -> None:
    assert parser_of(commands(service)).prog == PROGRAM
    readers = [
        *(ROOT / "docs").glob("*.md"),
        *(p for f in ("api", "graph", "loaders", "schema") for p in (ROOT / f).rglob("*.py")),
    ]
    assert [p for p in readers if "-m api " in p.read_text(encoding="utf-8")] == []


@pytest.mark.parametrize(
    ("arguments", "words", "status"),
    [
        (["check", "reports/nowhere.pdf"], "reports/nowhere.pdf does not exist", NOT_FOUND),
        (["check", "nowhere.md"], "nowhere.md does not exist", NOT_FOUND),
        (["check", "nowhere"], "no file 'nowhere', and no document of that name", NOT_FOUND),
        (["check", ""], "an empty argument", NOT_FOUND),
        (["load", "nowhere.pdf"], "nowhere.pdf does not exist", NOT_FOUND),
        (["remove", "nothing"], "no loaded document is called 'nothing'", NOT_FOUND),
        (["export", "--out", "no/folder/graph.ttl"], "cannot be written", outcome.FAILED),
        (["export", "--out", "a" * 300], "cannot be written", outcome.FAILED),
        (["suppress", "North"], "full name", REFUSED),
    ],
)
def test_what_cannot_be_done_is_said_before_anything_is_started(
    arguments: list[str], words: str, status: int, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == status
    *more, line = capsys.readouterr().err.splitlines()
    assert all(f"the home {home} is not there yet" in one for one in more)
    assert line.startswith("error: ") and words in line
    assert not home.exists()


@pytest.mark.parametrize(
    ("name", "said"), [([], "no name was given"), ([""], "NAME is empty"), (["  "], "NAME is empty")]
)
def test_whom_to_leave_out_must_be_said(
    name: list[str], said: str, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", StringIO("\n"))
    with pytest.raises(SystemExit) as ended:
        main(["suppress", *name])
    assert ended.value.code == CALLED_WRONGLY
    assert said in capsys.readouterr().err
    assert not home.exists()


def test_an_archive_goes_by_no_other_name(tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for given in (["tables.csv"], ["tables.csv", "--format", "csv"], ["tables.ttl", "--format", "csv"]):
        assert main(["export", "--out", str(tmp_path / given[0]), *given[1:]]) == CALLED_WRONGLY
        assert "would hold CSV tables, in a ZIP archive; end its name in .zip" in capsys.readouterr().err
    assert [path for path in tmp_path.iterdir() if path != home] == []


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_is_known_by_its_name_or_ending(name: str, home: Path, tmp_path: Path) -> None:
    said = tmp_path / "said"
    assert main(["export", "--format", name, "--out", str(said)]) == 0
    for ending in {name, FORMATS[name].ending} - {"csv"}:
        file = tmp_path / f"graph.{ending}"
        assert main(["export", "--out", str(file)]) == 0
        assert file.read_bytes() == said.read_bytes()
    assert not home.exists()


def test_an_ending_that_is_of_no_format_is_refused_before_anything_is_written(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("graph.docx", "graph.docx.gz"):
        assert main(["export", "--out", str(tmp_path / name)]) == CALLED_WRONGLY
        assert "no format ends in '.docx'; say which one to write with --format: nt, nq" in capsys.readouterr().err
    assert main(["export", "--out", str(tmp_path / "graph")]) == 0
    assert sorted(path.name for path in tmp_path.iterdir() if path != home) == ["graph"]


@pytest.mark.parametrize(
    ("name", "value"),
    [("IMAGINE_GRAPHQL_DEPTH", "deep"), ("IMAGINE_PROT", "9"), ("IMAGINE_GRAPHQL_TRUSTED", "{folder}/broken.json")],
)
@pytest.mark.parametrize("command", ["up", "serve"])
def test_a_service_that_cannot_run_starts_no_database(
    command: str, name: str, value: str, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (home.parent / "broken.json").write_text("{")
    monkeypatch.setenv(name, value.format(folder=home.parent))
    assert main([command]) == CALLED_WRONGLY
    assert not home.exists()
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_port_that_is_taken_is_said_before_anything_is_started(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        monkeypatch.setenv("IMAGINE_PORT", str(taken.getsockname()[1]))
        assert main(["serve"]) == CALLED_WRONGLY
    assert "is in use" in capsys.readouterr().err
    assert not home.exists()


@pytest.mark.parametrize(
    ("arguments", "answer"),
    [
        (["list"], []),
        (["partners", "homes"], []),
        (["suppress", "--list"], []),
        (
            ["check"],
            {
                "documents": [],
                "duplicates": [],
                "ties": [],
                "overrides": [],
                "judgements": "{home}/curation/judgements.toml",
            },
        ),
    ],
)
def test_an_empty_graph_is_told_without_a_database(
    arguments: list[str], answer: object, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*arguments, "--json"]) == 0
    told = capsys.readouterr()
    assert json.loads(told.out.replace(str(home), "{home}")) == answer
    assert not home.exists()
    if arguments[0] in ("list", "partners"):
        assert f"the home {home} is not there yet" in told.err, "its name may be mistyped"


def test_what_is_not_there_is_not_backed_up(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "one.backup"
    assert main(["backup", str(out)]) == NOT_FOUND
    assert str(home) in capsys.readouterr().err
    assert not out.exists() and not home.exists()


@pytest.mark.parametrize("path", sorted((ROOT / "docs").glob("*.md")), ids=lambda path: path.name)
def test_what_documents_say_to_type_is_there_to_be_typed(path: Path) -> None:
    """In a clone the program is `./imagine`, in prose as in blocks."""
    text = path.read_text(encoding="utf-8")
    blocks = re.findall(r"^```(?:sh|console)\n(.*?)^```", text, re.M | re.S)
    typed = [line.removeprefix("$ ") for block in blocks for line in block.splitlines()]
    assert [line for line in typed if re.match(r"(?:[A-Z0-9_]+=\S+ )*imagine ", line)] == []
    assert re.findall(r"`imagine [^`]*", text) == []


def test_a_database_that_is_not_there_is_one_line(
    home: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        closed = taken.getsockname()[1]
    monkeypatch.setenv("NEO4J_URI", f"bolt://127.0.0.1:{closed}")
    monkeypatch.setenv("NEO4J_PASSWORD", "secret-word")
    assert main(["list"]) == UNREACHABLE
    [line] = capfd.readouterr().err.splitlines()
    assert f"Neo4j at bolt://127.0.0.1:{closed} does not answer (Connection refused)" in line
    assert main(["neo4j", "status"]) == 0
    assert capfd.readouterr().out == f"Neo4j at bolt://127.0.0.1:{closed}: not running\n"


def test_a_database_of_another_name_is_one_line(
    neo4j_server: Connection, home: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NEO4J_URI", neo4j_server.uri)
    monkeypatch.setenv("NEO4J_PASSWORD", neo4j_server.password)
    monkeypatch.setenv("NEO4J_DATABASE", "elsewhere")
    assert main(["list"]) == UNREACHABLE
    [line] = capfd.readouterr().err.splitlines()
    assert "has no such database" in line and "elsewhere" in line and "check NEO4J_DATABASE" in line


def test_a_title_with_line_breaks_stays_on_its_line(
    store: Store,
    neo4j_server: Connection,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    bundle = Bundle("document/broken")
    bundle.facts.add(
        Document(
            id="document/broken", title="One\nTwo\r\n\x1b[31mThree", kind="report", source="broken.md", sha256="0" * 64
        )
    )
    store.load(bundle)
    monkeypatch.setenv("NEO4J_URI", neo4j_server.uri)
    monkeypatch.setenv("NEO4J_PASSWORD", neo4j_server.password)
    assert main(["list"]) == 0
    [line] = capsys.readouterr().out.splitlines()
    assert line.endswith("One Two [31mThree (broken.md)")
    assert main(["list", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["title"] == "One\nTwo\r\n\x1b[31mThree"


def test_a_list_says_of_what_day_a_document_is(
    store: Store,
    neo4j_server: Connection,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    days = {"4 May 2023": "2023-05-04", "4 to 5 May 2023": "2023-05-04", "a day in spring": "loaded "}
    for number, day in enumerate(days):
        held = f"# Harbour Day {number}\n\nHarbour Day {number} was held on {day} at the Old Customs House.\n"
        (home.parent / f"harbour-{number}.md").write_text(held + _REPORT)
    monkeypatch.setenv("NEO4J_URI", neo4j_server.uri)
    monkeypatch.setenv("NEO4J_PASSWORD", neo4j_server.password)
    assert main(["load", *(str(home.parent / f"harbour-{number}.md") for number in range(len(days)))]) == 0
    capsys.readouterr()
    assert main(["list"]) == 0
    told = [line.split("\t")[2] for line in capsys.readouterr().out.splitlines()]
    assert [shown.startswith(day) for shown, day in zip(told, days.values(), strict=True)] == [True] * len(days), told
    assert re.fullmatch(r"loaded \d{4}-\d\d-\d\d", told[-1])
    assert main(["list", "--json"]) == 0
    first = json.loads(capsys.readouterr().out)[0]
    assert first["dates"] == ["2023-05-04"] and first["loaded"] and first["published"] is None


@pytest.mark.parametrize(
    ("found", "shown"),
    [
        ({"dates": ["2023-05-04", "2024-05-01", "2025-05"]}, "2023-05-04 to 2025-05"),
        ({"dates": [], "published": "2024", "loaded": "2026-11-28T16:36:02.524Z"}, "published 2024"),
        ({"published": None}, "-"),
    ],
)
def test_a_day_in_a_list_says_which_it_is(found: dict[str, object], shown: str) -> None:
    assert documents.date_of(found) == shown


def test_who_waits_at_a_terminal_is_told_for_what(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "LONG_SECONDS", 0.01)
    for there, told in ((True, "asking ...\n"), (False, "")):
        monkeypatch.setattr(sys.stderr, "isatty", lambda there=there: there)
        with command.telling("asking ..."):
            time.sleep(0.1)
        assert capsys.readouterr().err == told
    monkeypatch.setattr(command, "LONG_SECONDS", 60)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with command.telling("asking ..."):
        pass
    assert capsys.readouterr().err == "", "what is done at once is not told of"


def test_one_line_is_one_line() -> None:
    every = "".join(chr(c) for c in range(sys.maxunicode) if not 0xD800 <= c < 0xE000)
    assert len(one_line(f"a{every}b").splitlines()) == 1


@pytest.mark.parametrize(
    ("host", "shown"),
    [
        ("127.0.0.1", "http://127.0.0.1:9000"),
        ("localhost", "http://localhost:9000"),
        ("192.0.2.7", "http://192.0.2.7:9000"),
        ("0.0.0.0", "http://127.0.0.1:9000"),
        ("::", "http://[::1]:9000"),
        ("2001:db8::7", "http://[2001:db8::7]:9000"),
    ],
)
def test_it_says_where_it_serves(host: str, shown: str) -> None:
    settings = Settings.from_environment({"IMAGINE_HOST": host, "IMAGINE_PORT": "9000"})
    assert address(settings.host, settings.port) == shown
    assert settings.base == f"{shown}/"


@pytest.mark.parametrize(
    ("raised", "status", "told"),
    [
        (KeyboardInterrupt(), INTERRUPTED, ""),
        (errors.StoreError("it refused\nthis"), outcome.FAILED, "error: it refused this\n"),
        (
            KeyError("x\ny"),
            outcome.FAILED,
            "error: KeyError: 'x\\ny'; this is a defect: run again with --debug and report it\n",
        ),
    ],
)
def test_how_a_command_ends(
    raised: BaseException, status: int, told: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(_: argparse.Namespace) -> int:
        raise raised

    ending = Command(name="end", summary="", description="", example="", arguments=lambda _: None, run=run)
    monkeypatch.setattr("api.__main__.commands", lambda *_: (ending,))
    assert main(["end"]) == status
    assert capsys.readouterr().err == told
    if status != INTERRUPTED:
        with pytest.raises(type(raised)):
            main(["end", "--debug"])


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["frob"],
        ["load"],
        ["partners", "homes", "--limit", "0"],
        ["partners", "homes \udcff"],
        ["partners", "homes", "--topic", "\udcff"],
        ["remove", ""],
    ],
)
def test_a_wrong_call_is_told_by_its_status(arguments: list[str], home: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == CALLED_WRONGLY


def test_the_script_runs_from_anywhere(tmp_path: Path) -> None:
    """Through a link as well, and where others have packages of the same names."""
    for name in ("api", "schema", "graph"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("raise RuntimeError('not this one')\n")
    (tmp_path / "linked").symlink_to(ROOT / "imagine")
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    done = subprocess.run(
        ["./linked", "--version"], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == ("imagine 0.3.0\n", "")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0.0.0.0"])
def test_the_second_of_two_starts_learns_at_once_that_the_port_is_taken(host: str) -> None:
    [port] = free_ports(1)
    settings = Settings.from_environment({"IMAGINE_HOST": host, "IMAGINE_PORT": str(port)})
    with serve.listening(settings) as sockets:
        assert {s.getsockname()[1] for s in sockets} == {port}
        with pytest.raises(errors.SettingsError, match=f"port {port} is in use"), serve.listening(settings):
            pass
    with serve.listening(settings):
        """It is free again, at once."""
