"""Families of documents: each told by its cues, named to whoever reads, and with a folder of its own."""

from pathlib import Path

import pytest

from api.__main__ import main
from loaders.extract import extract
from loaders.families.family import FAMILIES, LAYOUTS, family_of
from loaders.families.layouts import layouts_of
from loaders.formats.text import read_text
from loaders.sources import read
from loaders.structure.outline import outline
from schema.nodes import Document, Initiative

FOLDER = Path(__file__).parents[1] / "loaders" / "families"
SAMPLE = FOLDER.parent / "sample"
GOLD = Path(__file__).parent / "gold"


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
        ("minutes", "# Harbour board: record of meetings\n\nThe board met in Hull.\n"),
        ("report", "# Harbour board: record of catches\n\nThe board met in Hull.\n"),
        ("minutes", "# 2031-05-07 Harbour steering group\n\nWe met in Hull.\n"),
        ("participants' list", "# Harbour Forum 2031: list of participants\n\n- Ada North, Alder Trust\n"),
        ("case studies", "# Five case studies of harbours\n\nThe first is in Hull.\n"),
        ("programme", "# Harbour Forum 2031 programme\n\n10.00 Welcome\n"),
        ("programme", "# Harbour Forum schedule\n\n10.00 Welcome\n"),
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
    assert sorted(folders) == sorted(family.folder for family in (*FAMILIES, *LAYOUTS))
    assert len({family.kind for family in FAMILIES}) == len(FAMILIES)
    assert len({family.layout for family in LAYOUTS}) == len(LAYOUTS)
    assert all((not family.kind) == (family in LAYOUTS) for family in (*FAMILIES, *LAYOUTS))


TWO = (
    "## Challenge 1: Homes\n\nOwner: Ada North (Alder Trust)\n\n### Ideas\n\n- Buy one house.\n- Rent two flats.\n\n"
    "## Challenge 2: Work\n\nSupporters: Bo West (Cedar CIC)\n\n### Ideas\n\n- Train the wardens.\n- Pay them.\n\n"
)
GONE = "## Apologies\n\nCy East could not come.\n\n"


@pytest.mark.parametrize(
    ("kind", "source"),
    [
        ("report", f"# Harbour Forum 2031\n\n{TWO}{GONE}"),
        ("report", f"# Harbour Forum 2031\n\n{TWO}Apologies: Cy East\n"),
        ("report", f"# Harbour Forum 2031\n\n{GONE}{TWO}"),
        ("report", "# Harbour Forum 2031\n\n" + TWO.partition("## Challenge 2")[0] + GONE),
        ("minutes", f"# Harbour Forum 2031\n\n{GONE}" + TWO.partition("## Challenge 2")[0]),
        ("minutes", f"# Harbour Forum 2031\n\nThe board met in Hull.\n\nIt talked about boats.\n\n{GONE}"),
    ],
)
def test_one_part_that_minutes_have_does_not_outweigh_what_the_rest_tells(kind: str, source: str) -> None:
    assert kind_of(source) == kind


GROUPS = "## Homes\n\nThe group suggested:\n\n- Buy one house.\n- Rent two flats.\n"


@pytest.mark.parametrize(
    ("folders", "source"),
    [
        (["table_reports"], f"# Harbour Forum 2031\n\n{TWO}"),
        ([], "# Harbour Forum 2031\n\n" + TWO.partition("## Challenge 2")[0]),
        ([], "# Harbour Forum 2031\n\n" + TWO.replace("Owner: ", "We met ").replace("Supporters: ", "We met ")),
        (
            ["challenge_tables"],
            "# Harbour\n\n| No. | Challenge | Owner |\n|---|---|---|\n| 1 | Homes | Alder Trust |\n",
        ),
        (["challenge_tables"], "# Harbour\n\n| Theme | Ideas |\n|---|---|\n| Homes | Buy one house. |\n"),
        ([], "# Harbour\n\n| Time | Title | Owner |\n|---|---|---|\n| 10.00 | Homes | Alder Trust |\n"),
        ([], "# Harbour\n\n| Challenge | Year |\n|---|---|\n| Homes | 2031 |\n"),
        (["sites"], "# Harbour Forum\n\nEvent Date: 7 May 2031\n\nJoin us in Hull.\n"),
        (["sites"], "# Harbours\n\nPosted on 7 May 2031\n\nIt was held in Hull.\n"),
        (
            ["sites"],
            "# Harbours\n\nIt was held in Hull.\n\n## Related posts\n\n- Quays\n\n## Leave a reply\n\nYour name\n",
        ),
        ([], "# Harbours\n\nIt was held in Hull.\n\n## Comments\n\nAll were glad.\n"),
        (["workshop_reports"], f"# Harbour workshop\n\n{GROUPS}"),
        (
            ["workshop_reports"],
            "# Harbours\n\n## Groups\n\nHere are takeaways from each of the groups.\n\n### Homes\n\nBuy.\n",
        ),
        ([], "# Harbours\n\n" + GROUPS.replace("- ", "")),
        (["sites", "table_reports"], f"# Harbours\n\nPosted on 7 May 2031\n\n{TWO}"),
    ],
)
def test_a_layout_is_told_by_its_form(folders: list[str], source: str) -> None:
    text = read_text(source, name="one.md", sha256="0" * 64)
    assert [family.folder for family in layouts_of(text, outline(text))] == folders


MEASURED = {
    "eastern-neighbourhoods-2025.docx": ["table_reports"],
    "northern-bridges-report.pdf": ["table_reports", "challenge_tables"],
    "northern-commons-one-year-on.md": ["challenge_tables"],
    "scottish-care-assembly-2022.txt": ["table_reports"],
    "turning-tables-2025.html": ["sites"],
    "welsh-futures-2024.html": ["table_reports"],
}
"""Of the invented reports, in each format, those that have a layout with a name."""


@pytest.mark.parametrize("name", MEASURED)
def test_the_measured_reports_are_of_their_layouts(name: str) -> None:
    text = read(name, (GOLD / name).read_bytes())
    assert [family.folder for family in layouts_of(text, outline(text))] == MEASURED[name]


def test_the_programme_s_own_pages_are_of_a_site_and_its_reports_of_tables() -> None:
    texts = [read(path.name, path.read_bytes()) for path in SAMPLE.glob("*.txt")]
    folders = {text.name: [family.folder for family in layouts_of(text, outline(text))] for text in texts}
    assert folders == {
        "imagine-2024-report.txt": ["table_reports"],
        "imagine-2025-report.txt": ["table_reports"],
        "imagine-2024-event-page.txt": ["sites"],
        "review-of-2024-blog.txt": ["sites"],
    }


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


def test_reading_says_how_a_document_is_laid_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "one.md"
    file.write_text(f"# Harbour Forum 2031\n\n{TWO}", encoding="utf-8")
    main(["read", str(file)])
    assert "(report, laid out as a report of challenges with owners and ideas;" in capsys.readouterr().out


def test_reading_says_what_a_document_was_taken_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "one.md"
    file.write_text("# Harbour board: minutes of 7 May 2031\n\nThe board met in Hull.\n", encoding="utf-8")
    assert main(["read", str(file)]) == 0
    assert "(minutes" in capsys.readouterr().out
