"""`imagine read`: what a document would state, told without a database, to people and to scripts."""

import json
from pathlib import Path
from typing import Any

import pytest

from api.__main__ import main
from api.work.curation import Curation
from api.work.loading import load_files, not_loaded_yet, read_files
from api.work.outcome import DONE, NOT_FOUND, REFUSED
from graph.store.store import Store

REPORT = """# Harbour Day 2023

Harbour Day 2023 was held on 4 May 2023 at the Old Customs House.

## Challenge: Homes for young people

### Challenge owners

- Ada North, Chief Executive, Alder Trust

### Ideas

1. Empty offices become homes.
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one report, and settings by which no database answers."""
    monkeypatch.setenv("IMAGINE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("NEO4J_URI", "bolt://127.0.0.1:1")
    monkeypatch.setenv("NEO4J_USER", "neo4j")
    monkeypatch.setenv("NEO4J_PASSWORD", "unused")
    files = tmp_path / "files"
    files.mkdir()
    (files / "harbour.md").write_text(REPORT, encoding="utf-8")
    return files


def read_json(capsys: pytest.CaptureFixture[str], *paths: Path) -> tuple[int, list[dict[str, Any]], str]:
    status = main(["read", "--json", *map(str, paths)])
    out, err = capsys.readouterr()
    return status, [json.loads(line) for line in out.splitlines()], err


def test_scripts_get_one_object_a_line_with_text_nodes_and_links(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, [read], _ = read_json(capsys, folder / "harbour.md")
    assert status == DONE
    assert read["file"] == str(folder / "harbour.md")
    assert read["refused"] is None
    nodes = {n["id"]: n for n in read["nodes"]}
    assert nodes["person/ada-north"] == {"id": "person/ada-north", "label": "Person", "name": "Ada North"}
    [works] = [k for k in read["links"] if k["type"] == "WORKS_FOR"]
    assert (works["source"], works["role"]) == ("person/ada-north", "Chief Executive")
    assert nodes[works["evidence"][0]]["text"] == "Ada North, Chief Executive, Alder Trust"
    mentions = [k for k in read["links"] if k["type"] == "MENTIONS"]
    assert mentions
    assert all(read["text"][k["start"] : k["end"]] == k["printed"] for k in mentions)


def test_a_person_sees_each_fact_with_its_words(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(folder)]) == DONE
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert lines[0] == "Harbour Day 2023 (report; harbour.md)"
    assert "people (1)" in lines
    assert "works for Alder Trust (Chief Executive)   “Ada North, Chief Executive, Alder Trust”" in lines
    assert "date: 2023-05-04   “Harbour Day 2023 was held on 4 May 2023 at the Old Customs House.”" in lines


def test_a_person_sees_every_passage_that_states_a_fact(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The second may be the one that proves it: where a scheme is says the line below its name."""
    place = "\n## Case studies\n\n### Quay House\n\nWhere: Leeds\n\nAn inn that became ten homes.\n"
    (folder / "harbour.md").write_text(REPORT + place, encoding="utf-8")
    _, [read], _ = read_json(capsys, folder / "harbour.md")
    more = sum(len(link["evidence"]) - 1 for link in read["links"] if link.get("evidence"))
    assert main(["read", str(folder)]) == DONE
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert sum(line.startswith("and   “") for line in lines) == more > 0


def test_what_is_refused_is_named_and_the_others_are_read(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "empty.txt").write_bytes(b"")
    (folder / "recipe.txt").write_text("Boil the water.\n\nAdd the barley, and wait for an hour.\n", encoding="utf-8")
    status, reads, _ = read_json(capsys, folder)
    assert status == REFUSED
    by_name = {Path(r["file"]).name: r for r in reads}
    assert by_name["empty.txt"]["refused"].startswith("empty.txt is empty")
    assert by_name["empty.txt"]["nodes"] == []
    assert by_name["recipe.txt"]["refused"].startswith("recipe.txt is held back: ")
    assert by_name["recipe.txt"]["text"] == "Boil the water.\nAdd the barley, and wait for an hour."
    assert by_name["harbour.md"]["refused"] is None
    assert main(["read", str(folder)]) == REFUSED
    assert "refused: empty.txt is empty" in capsys.readouterr().out
    assert main(["read", str(folder / "nowhere.pdf")]) == NOT_FOUND


def test_a_path_that_is_not_there_is_told_and_the_others_are_read(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    away, there = folder / "nowhere.pdf", folder / "harbour.md"
    assert main(["read", str(away), str(there), str(folder)]) == NOT_FOUND
    out, err = capsys.readouterr()
    assert err.startswith(f"error: {away} does not exist; give the path")
    assert out.count("  challenges (1)") == 1, "a file that is given twice is read once"
    status, [first, second], _ = read_json(capsys, away, there)
    assert (status, first["file"], second["refused"]) == (NOT_FOUND, str(away), None)
    assert first["refused"].startswith(f"{away} does not exist")


def test_the_same_bytes_under_another_name_are_one_document(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "copy.md").write_text(REPORT, encoding="utf-8")
    status, [first, second], err = read_json(capsys, folder / "harbour.md", folder / "copy.md")
    assert status == DONE
    assert second | {"file": first["file"]} == first
    assert second["file"] == str(folder / "copy.md")
    assert err.strip() == "copy.md holds the same bytes as harbour.md: they are one document, under the first name"


def test_the_same_bytes_are_loaded_once(store: Store, tmp_path: Path) -> None:
    first, copy = tmp_path / "harbour.md", tmp_path / "copy.md"
    for path in (first, copy):
        path.write_text(REPORT, encoding="utf-8")
    told: list[str] = []
    [read] = read_files([first, copy], force=False, say=told.append, curation=Curation())
    assert read.source == "harbour.md"
    assert [line.split(":")[0] for line in told] == ["copy.md holds the same bytes as harbour.md"]
    assert len(list(load_files(store, not_loaded_yet(store, [read], told.append)))) == 1
    again = read_files([first], force=False, say=told.append, curation=Curation())
    assert not_loaded_yet(store, again, told.append) == again
    renamed = read_files([copy], force=False, say=told.append, curation=Curation())
    assert not_loaded_yet(store, renamed, told.append) == []
    assert told[-1].startswith("copy.md holds the same bytes as harbour.md, which is loaded: ")
    first.write_text(REPORT.replace("4 May", "5 May"), encoding="utf-8")
    both = read_files([first, copy], force=False, say=told.append, curation=Curation())
    assert not_loaded_yet(store, both, told.append) == both, "the loaded document makes way for its new words"
