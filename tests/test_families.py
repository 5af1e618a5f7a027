"""Families of documents: each told by its cues, named to whoever reads, and with a folder of its own."""

from pathlib import Path

import pytest

from api.__main__ import main
from loaders.extract import extract
from loaders.families.family import FAMILIES, family_of
from loaders.formats.text import read_text
from schema.nodes import Document, Initiative

FOLDER = Path(__file__).parents[1] / "loaders" / "families"


def kind_of(source: str) -> str:
    bundle = extract(read_text(source, name="one.md", sha256="0" * 64)).bundle
    document = bundle.facts.nodes[bundle.document]
    assert isinstance(document, Document)
    return document.kind


@pytest.mark.parametrize(
    ("kind", "source"),
    [
        ("minutes", "# Harbour board: minutes of 7 May 2031\n\nThe board met in Hull.\n"),
        ("minutes", "# Harbour board\n\nDRAFT MINUTES\n\nThe board met in Hull.\n"),
        ("minutes", "# Harbour board, 7 May 2031\n\nApologies for absence: Ada North\n\nThe board met.\n"),
        ("minutes", "# 2031-05-07 Harbour steering group\n\nWe met in Hull.\n"),
        ("participants' list", "# Harbour Forum 2031: list of participants\n\n- Ada North, Alder Trust\n"),
        ("case studies", "# Five case studies of harbours\n\nThe first is in Hull.\n"),
        ("programme", "# Harbour Forum 2031 programme\n\n10.00 Welcome\n"),
        ("press release", "PRESS RELEASE\n\n# Harbours open\n\nThe Alder Trust opened a harbour.\n"),
        ("press release", "# Harbours open\n\nThe Alder Trust opened a harbour.\n\n**Notes for editors**\n"),
        ("web page", "# Harbour Forum\n\nEvent Date: 7 May 2031\n\nJoin us in Hull.\n"),
        ("blog post", "# Harbours open\n\nPosted on 7 May 2031\n\nThe forum was held in Hull.\n"),
        ("report", "# Harbour Forum 2031: a report on the programme\n\nThe forum was held in Hull.\n"),
        ("report", "# Harbours\n\nThe list of the participants' hopes was long, and minutes passed.\n"),
    ],
)
def test_a_document_is_taken_for_its_family(kind: str, source: str) -> None:
    assert kind_of(source) == kind
    assert (family_of(kind) is None) == (kind == "report")


def test_each_family_has_a_folder_and_each_folder_a_family() -> None:
    folders = [path.parent.name for path in FOLDER.glob("*/cues.tsv")]
    assert sorted(folders) == sorted(family.folder for family in FAMILIES)
    assert len({family.kind for family in FAMILIES}) == len(FAMILIES)


def test_what_only_minutes_mean_by_a_label_is_read_in_minutes_alone() -> None:
    """In a report, "board members" heads those who run it; in minutes, those who came."""
    lines = "\n\nHarbour Forum 2031 was held on 7 May 2031 in Hull.\n\n## Board members\n\nAda North (Alder Trust)\n"
    for title, came in (("# Harbour Forum 2031: minutes", True), ("# Harbour Forum 2031: a look back", False)):
        links = extract(read_text(title + lines, name="one.md", sha256="0" * 64)).bundle.facts.links.values()
        assert any(link.type == "ATTENDED" and link.source == "person/ada-north" for link in links) is came


@pytest.mark.parametrize("word", ["programme", "report"])
def test_programmes_tell_of_no_work_that_followed(word: str) -> None:
    source = (
        f"# Harbour Forum 2031 {word}\n\nHarbour Forum 2031 was held on 7 May 2031 in Hull.\n\n## What happened next\n\n"
        "- **Open doors**: Alder Trust and Birch Council began to share their quays after the forum.\n"
    )
    nodes = extract(read_text(source, name="one.md", sha256="0" * 64)).bundle.facts.nodes.values()
    assert any(isinstance(node, Initiative) for node in nodes) is (word == "report")


def test_reading_says_what_a_document_was_taken_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "one.md"
    file.write_text("# Harbour board: minutes of 7 May 2031\n\nThe board met in Hull.\n", encoding="utf-8")
    assert main(["read", str(file)]) == 0
    assert "(minutes" in capsys.readouterr().out
