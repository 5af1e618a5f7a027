"""Whoever is told to run the program is told what they have to type: in a clone it is a file, and installed it is a command."""

import ast
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.__main__ import main, service
from api.cli import commands
from api.cli.command import CALLED
from api.web.html import render
from schema.program import IN_A_CLONE, INSTALLED, PROGRAM, program

ROOT = Path(__file__).resolve().parent.parent
_NAMES = "|".join(command.name for command in commands(service))
_CALL = re.compile(rf"(?<![\w{{}}/-])(?:\./)?imagine (?:COMMAND|--\w+|(?:{_NAMES})\b)")
"""A call of the program by a name that somebody wrote down, where the name by which it was called should stand."""


def _literals(path: Path) -> Iterator[str]:
    """Yield the texts of a module, without its docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    described = {
        id(one.value) for one in ast.walk(tree) if isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant)
    }
    for one in ast.walk(tree):
        if isinstance(one, ast.Constant) and isinstance(one.value, str) and id(one) not in described:
            yield one.value


def test_no_message_names_the_program_in_a_way_of_its_own() -> None:
    modules = [p for room in ("api", "graph", "loaders", "schema") for p in (ROOT / room).rglob("*.py")]
    found = {p: [text for text in _literals(p) if _CALL.search(text)] for p in modules}
    templates = (ROOT / "api/web/templates").glob("*.html")
    found |= {p: _CALL.findall(p.read_text(encoding="utf-8")) for p in templates}
    assert len(found) > 300
    assert {path: calls for path, calls in found.items() if calls} == {}


@pytest.mark.parametrize("written", ["'imagine list' shows", "`./imagine up`", "run imagine COMMAND", "imagine --help"])
def test_a_name_that_is_written_down_is_found(written: str) -> None:
    assert _CALL.search(written)


def test_what_is_typed_is_what_the_shell_finds(tmp_path: Path) -> None:
    assert program(tmp_path, tmp_path, None) == INSTALLED
    clone = tmp_path / "a clone"
    clone.mkdir()
    (clone / "imagine").touch()
    assert program(clone, clone, None) == program(clone, clone, "/usr/bin/imagine") == IN_A_CLONE
    assert program(clone, tmp_path, None) == f"'{clone}/imagine'"
    assert program(clone, clone, str(clone / "imagine")) == INSTALLED, "as in the image of docker-compose.yml"
    (tmp_path / "linked").symlink_to(clone / "imagine")
    assert program(clone, tmp_path, str(tmp_path / "linked")) == INSTALLED


def test_help_and_messages_and_pages_say_what_is_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("IMAGINE_HOME", str(tmp_path / "home"))
    for name in ("NEO4J_URI", "NEO4J_USER", "NEO4J_PASSWORD", "NEO4J_DATABASE"):
        monkeypatch.delenv(name, raising=False)
    assert main(["list"]) == 0
    assert f"'{PROGRAM} load PATH' loads one" in capsys.readouterr().out
    for command in commands(service):
        assert f"{CALLED} {command.name}" in command.example
        with pytest.raises(SystemExit):
            main([command.name, "--help"])
        told = capsys.readouterr().out
        assert f"usage: {PROGRAM} {command.name}" in told and f"{PROGRAM} {command.name}" in told.split("example:")[1]
        assert CALLED not in told
    page = render("start.html", counts={}, events=[], topics=[], more="", curator=None).decode()
    assert f"<code>{PROGRAM} load</code>" in page


def test_whoever_stands_elsewhere_is_told_where_the_program_is(tmp_path: Path) -> None:
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("NEO4J_", "IMAGINE_", "PYTHON"))}
    environment["IMAGINE_HOME"] = str(tmp_path / "home")
    done = subprocess.run(
        [ROOT / "imagine", "list"], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    assert f"'{ROOT}/imagine load PATH' loads one" in done.stdout
