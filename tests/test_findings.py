"""What loading found is kept for whoever looks later: without a document's words, without the names of people who are left out."""

import json
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from api.work.curation import Curation, CurationFiles
from api.work.findings import Findings, HeldBack, place
from api.work.loading import keep_findings, read_files
from loaders.curation.redaction import Finder
from loaders.curation.suppression import Suppression
from schema.errors import CurationError, QuarantineError

PROSE = "They walked on in silence until the lamps of the town came into sight, and then the elder of the two began to laugh."
NOVEL = "The road\n\n" + "\n\n".join([PROSE] * 12)
REPORT = """# Harbour Day 2023

Harbour Day 2023 was held on 4 May 2023 at the Old Customs House.

Gulls were seen over the harbour for most of the day.

## Challenge: Homes for young people

### Challenge owners

- Ada North, Chief Executive, Alder Trust
"""


def held_back(path: Path) -> HeldBack:
    held: list[HeldBack] = []
    with pytest.raises(QuarantineError):
        read_files([path], force=False, say=print, curation=Curation(), note=held.append)
    [one] = held
    return one


def test_what_is_held_back_is_kept_until_it_is_let_in(tmp_path: Path) -> None:
    file = tmp_path / "novel.txt"
    file.write_text(NOVEL)
    keep_findings(tmp_path, [held_back(file)], print)
    keep_findings(tmp_path, [held_back(file)], print)
    [kept] = Findings.load(place(tmp_path)).held
    assert (kept.source, kept.blocks) == ("novel.txt", 13)
    assert kept.reasons
    assert "lamps" not in place(tmp_path).read_text(), "no words of what nobody let in"
    read = read_files([file], force=True, say=lambda _: None, curation=Curation())
    keep_findings(tmp_path, read, print)
    found = Findings.load(place(tmp_path))
    assert found.held == []
    assert found.missed[read[0].document] == (read[0].sha256, read[0].missed)
    assert read[0].missed


def test_another_version_of_a_file_takes_the_place_of_the_first(tmp_path: Path) -> None:
    file = tmp_path / "novel.txt"
    for text in (NOVEL, f"{NOVEL}\n\n{PROSE}"):
        file.write_text(text)
        keep_findings(tmp_path, [held_back(file)], print)
    assert [h.blocks for h in Findings.load(place(tmp_path)).held] == [14]


def test_nobody_who_is_left_out_is_named(tmp_path: Path) -> None:
    file = tmp_path / "Ada-North-memoirs.txt"
    file.write_text(NOVEL)
    keep_findings(tmp_path, [held_back(file)], print)
    finder = Finder(Suppression(bytes(32)).add("Ada North", [], since="2026-02-03", note=""))
    [kept] = Findings.load(place(tmp_path)).without(finder).held
    assert "north" not in kept.source.lower()


def test_who_was_left_out_while_documents_were_read_is_not_named_either(tmp_path: Path) -> None:
    file = tmp_path / "Ada-North-memoirs.txt"
    file.write_text(NOVEL)
    files = CurationFiles.in_home(tmp_path)
    before = Curation.of(files)
    found = held_back(file)
    Suppression.load(files.suppressed).add("Ada North", [], since="2026-02-03", note="").save(files.suppressed)
    keep_findings(tmp_path, [found], print, before)
    assert "north" not in place(tmp_path).read_text().lower()


def test_what_two_processes_find_at_once_is_kept_of_both(tmp_path: Path) -> None:
    file, other = tmp_path / "novel.txt", tmp_path / "another.txt"
    file.write_text(NOVEL)
    other.write_text(f"{NOVEL}\n\n{PROSE}")
    found = held_back(file)
    with ThreadPoolExecutor(1) as pool:
        with Findings.changing(place(tmp_path)) as findings:
            later = pool.submit(keep_findings, tmp_path, [found], print)
            time.sleep(0.2)
            findings.hold([held_back(other)])
        later.result()
    assert {one.source for one in Findings.load(place(tmp_path)).held} == {"novel.txt", "another.txt"}


@pytest.mark.parametrize(
    "damaged", ["", "[]", "{}", '{"held": [{}], "missed": {}}', '{"held": [], "missed": {"a": 1}}']
)
def test_a_damaged_file_is_told_of_in_one_line(tmp_path: Path, damaged: str) -> None:
    place(tmp_path).parent.mkdir()
    place(tmp_path).write_text(damaged)
    with pytest.raises(CurationError, match="delete it"):
        Findings.load(place(tmp_path))
    told: list[str] = []
    keep_findings(tmp_path, [], told.append)
    assert len(told) == 1, "a load does not fail for it"


def test_the_file_says_which_blocks_were_missed(tmp_path: Path) -> None:
    file = tmp_path / "harbour-day.md"
    file.write_text(REPORT)
    [read] = read_files([file], force=False, say=print, curation=Curation())
    keep_findings(tmp_path, [read], print)
    written = json.loads(place(tmp_path).read_text())
    texts = {p.order: p.text for p in read.bundle.passages.values()}
    assert [texts[order] for order in written["missed"][read.document][1]] == [
        "Gulls were seen over the harbour for most of the day."
    ]
