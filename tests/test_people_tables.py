"""Tables with a column of people and one of bodies: who works for whom, under whatever heading, and who gave the talks."""

from io import BytesIO

import docx
import pytest

from loaders.extract import Extraction, extract
from loaders.sources import read
from schema.links import SpokeAt, WorksFor

TITLE = "Harbour talks"
ROWS = [
    ("Fiona Browning", "Quill Trust", "Gulls and how to count them"),
    ("Tom Marsh & Priya Nair", "Osprey", "Moored for good"),
    ("Helen Ashdown", "Vale Council; Brackish Ltd.", "What the tide leaves"),
    ("Rajesh Moss", "Tidewise, University of Hull", "Salt, again"),
    ("Ngozi Kerrigan", "The Lantern Lab, part of Quill Trust", "Night boats"),
]
EMPLOYERS = {
    ("fiona-browning", "quill-trust"),
    ("tom-marsh", "osprey"),
    ("priya-nair", "osprey"),
    ("helen-ashdown", "vale-council"),
    ("helen-ashdown", "brackish"),
    ("rajesh-moss", "tidewise"),
    ("rajesh-moss", "university-of-hull"),
    ("ngozi-kerrigan", "lantern-lab"),
    ("ngozi-kerrigan", "quill-trust"),
}


def document(ending: str, head: tuple[str, ...], rows: list[tuple[str, ...]], title: str = TITLE) -> Extraction:
    """Return what a document with a title and a table under "Room 1" states, in one of three formats."""
    lines = [head, *(row[: len(head)] for row in rows)]
    if ending == "docx":
        paper = docx.Document()
        paper.add_heading(title, 1)
        paper.add_heading("Room 1", 2)
        table = paper.add_table(len(lines), len(head))
        for row, line in zip(table.rows, lines, strict=True):
            for cell, words in zip(row.cells, line, strict=True):
                cell.text = words
        paper.save(stored := BytesIO())
        return extract(read("talks.docx", stored.getvalue()))
    if ending == "html":
        printed = ["".join(f"<td>{words}</td>" for words in line) for line in lines]
        printed[0] = printed[0].replace("td>", "th>")
        cells = "".join(f"<tr>{row}</tr>" for row in printed).replace("&", "&amp;")
        text = f"<html><body><h1>{title}</h1><h2>Room 1</h2><table>{cells}</table></body></html>"
    else:
        printed = ["| " + " | ".join(line) + " |" for line in lines]
        text = "\n".join([f"# {title}", "", "## Room 1", "", printed[0], "|---" * len(head) + "|", *printed[1:], ""])
    return extract(read(f"talks.{ending}", text.encode()))


def employers(found: Extraction) -> set[tuple[str, str]]:
    links = found.bundle.facts.links.values()
    return {
        (link.source.removeprefix("person/"), link.target.removeprefix("organisation/"))
        for link in links
        if isinstance(link, WorksFor)
    }


def spoke(found: Extraction) -> set[tuple[str, str]]:
    links = found.bundle.facts.links.values()
    return {(link.source.removeprefix("person/"), link.target) for link in links if isinstance(link, SpokeAt)}


@pytest.mark.parametrize("ending", ["md", "html", "docx"])
@pytest.mark.parametrize(
    "head",
    [
        ("Name", "Organisation", "Talk"),
        ("Speaker", "Affiliation", "Title of the talk"),
        ("Presenters", "From", "Presentation"),
    ],
)
def test_a_table_of_talks_says_who_spoke_and_for_whom_they_work(ending: str, head: tuple[str, ...]) -> None:
    found = document(ending, head, ROWS)
    assert employers(found) == EMPLOYERS
    assert spoke(found) == {(person, "event/talks/harbour-talks") for person, _ in EMPLOYERS}


@pytest.mark.parametrize("ending", ["md", "html", "docx"])
@pytest.mark.parametrize("head", [("Name", "Organisation"), ("Members", "Employer")])
def test_people_beside_bodies_work_for_them_where_no_event_is_named(ending: str, head: tuple[str, ...]) -> None:
    found = document(ending, head, ROWS, "Harbour notes")
    assert employers(found) == EMPLOYERS
    assert spoke(found) == set()


@pytest.mark.parametrize(
    ("head", "rows"),
    [
        (
            ("Name", "Organisation"),
            [("Green Futures", "Vale Council"), ("Warm Homes", "Quill Trust"), ("Blue Line", "Osprey")],
        ),
        (("Name", "From", "To"), [("Fiona Browning", "Quill Trust", "May"), ("Rajesh Moss", "Vale Council", "June")]),
        (("Boat", "Organisation"), [("Fiona Browning", "Quill Trust"), ("Rajesh Moss", "Vale Council")]),
    ],
)
def test_other_tables_tie_nobody_to_a_body(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    assert employers(document("md", head, rows)) == set()


def test_a_department_before_its_council_is_one_entry_and_a_town_behind_it_none() -> None:
    rows = [("Fiona Browning", "Adult Services, Vale Council"), ("Rajesh Moss", "Quill Trust, Hull")]
    assert employers(document("md", ("Name", "Organisation"), rows)) == {
        ("fiona-browning", "vale-council"),
        ("rajesh-moss", "quill-trust"),
    }


def came(rows: list[tuple[str, str]]) -> Extraction:
    """Return what a page states on whom a table without a head lists below "Who came"."""
    cells = "".join(f"<tr><td>{name}</td><td>{body}</td></tr>" for name, body in rows)
    day = "<h1>Quay Day 2031</h1><p>Quay Day 2031 took place on 14 May 2031.</p>"
    return extract(read("day.html", f"{day}<h2>Who came</h2><table>{cells}</table>".encode()))


def test_beside_bodies_one_known_name_shows_the_others_of_a_table_without_a_head() -> None:
    bodies = ["Vale Council", "Quill Trust", "Fir Society", "Elm College"]
    people = came(list(zip(["Fiona Browning", "Osk Ferrow", "Ulm Trane", "Zed Banjo"], bodies, strict=True)))
    assert {who for who, _ in employers(people)} == {"fiona-browning", "osk-ferrow", "ulm-trane", "zed-banjo"}
    works = came(list(zip(["Fiona Browning", "Warm Homes", "Blue Line", "Old Bench"], bodies, strict=True)))
    assert {who for who, _ in employers(works)} <= {"fiona-browning"}
