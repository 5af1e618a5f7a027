"""Whoever calls the program wrongly is told in one line what is wrong with the call, and what says more."""

from pathlib import Path

import pytest

from api.__main__ import main
from api.work.outcome import CALLED_WRONGLY, DONE
from schema.program import PROGRAM

pytestmark = pytest.mark.usefixtures("home")


def status_of(arguments: list[str]) -> int:
    try:
        return main(arguments)
    except SystemExit as ended:
        assert isinstance(ended.code, int)
        return ended.code


@pytest.mark.parametrize(
    ("arguments", "told", "more"),
    [
        (["frob"], "there is no command 'frob'", ""),
        (["lod", "x"], "there is no command 'lod' (did you mean 'load'?)", ""),
        (["help", "frob"], "there is no command 'frob'", ""),
        (["--frob"], "no command was given", ""),
        (["load"], "PATH is missing", "load"),
        (["load", "--jobs"], "there is no value behind --jobs", "load"),
        (["load", "--jobs", "0", "x"], "--jobs is '0', expected a whole number from 1 on", "load"),
        (["load", "--frob", "x"], "load takes no '--frob'", "load"),
        (["partners"], "TEXT is missing", "partners"),
        (["partners", ""], "TEXT is empty", "partners"),
        (["partners", "a", "b"], "partners takes no 'b' (put into quotation marks what belongs together)", "partners"),
        (["partners", "a", "--year", "20"], "--year: '20' is not a year, which is written as 2024", "partners"),
        (["keys"], "add, remove or list is missing", "keys"),
        (["keys", "frob"], "'frob' is none of add, remove, list", "keys"),
        (["export"], "--out or --release is missing", "export"),
        (["export", "--out", "-", "--compress", "rar"], "--compress 'rar' is none of gzip, zstd", "export"),
        (["export", "--out", "a", "--release", "b"], "--release: not allowed with argument --out", "export"),
    ],
)
def test_a_wrong_call_is_one_line(
    arguments: list[str], told: str, more: str, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert status_of(arguments) == CALLED_WRONGLY
    answer = capsys.readouterr()
    where = f"'{PROGRAM} {more} --help' says what it takes" if more else f"'{PROGRAM} --help' lists them"
    assert (answer.out, answer.err) == ("", f"error: {told}; {where}\n")
    assert not home.exists()


def test_who_asks_nothing_is_shown_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert status_of([]) == CALLED_WRONGLY
    told = capsys.readouterr().err
    assert "find organisations that could help with a challenge" in told
    assert told.endswith(f"to begin: '{PROGRAM} up'\n")


@pytest.mark.parametrize(("asked", "same"), [(["help"], ["--help"]), (["help", "load"], ["load", "--help"])])
def test_help_is_a_word_too(asked: list[str], same: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert status_of(asked) == DONE
    told = capsys.readouterr().out
    assert status_of(same) == DONE
    assert told == capsys.readouterr().out


def test_a_file_whose_place_is_taken_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(2):
        assert main(["export", "--out", str(tmp_path / "graph.ttl")]) == DONE
        assert ("in place of the file that was there" in capsys.readouterr().out) == bool(number)


@pytest.mark.parametrize(("command", "what"), [("keys", "nobody has a key"), ("curators", "nobody is a curator")])
def test_an_empty_list_says_that_it_is(command: str, what: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "list"]) == DONE
    told = capsys.readouterr()
    assert told.out == ""
    assert what in told.err and f"'{PROGRAM} {command} add NAME'" in told.err
    assert main([command, "list", "--json"]) == DONE
    assert capsys.readouterr().err == ""
