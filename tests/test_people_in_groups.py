"""People who stand in groups under, behind or beside the body of them all: lines, headings, labels, cells that reach over rows."""

import io

import pytest
from docx import Document
from stated import employers

from loaders.extract import Extraction, extract
from loaders.sources import read
from schema.links import Sponsored
from schema.nodes import Organisation, Person

HEAD = "# Harbour Forum 2031\n\nThe Harbour Forum 2031 took place on 7 May 2031 in Ipswich.\n\n"
GROUPS = {
    "Priya Marlow -> Fenmoor Council | Head of Housing",
    "Simon Castle -> Fenmoor Council",
    "Carla Denby -> Tallow Roots",
    "Imran Patel -> Tallow Roots",
    "Erin Walsh -> Kestrel Makers",
}


def markdown(text: str) -> Extraction:
    return extract(read("forum.md", f"{HEAD}{text}\n".encode()))


def page(body: str) -> Extraction:
    return extract(read("forum.html", f"<html><body><h1>Harbour Forum 2031</h1><h2>Participants</h2>{body}".encode()))


def plain(text: str) -> Extraction:
    return extract(read("forum.txt", f"HARBOUR FORUM 2031\n7 May 2031, Ipswich\n\n{text}\n".encode()))


def names(found: Extraction, kind: type[Person] | type[Organisation]) -> set[str]:
    return {node.name for node in found.bundle.facts.nodes.values() if isinstance(node, kind)}


@pytest.mark.parametrize(
    "body",
    [
        "## Participants\n\n**Fenmoor Council**\n\nPriya Marlow, Head of Housing\n\nSimon Castle\n\n**Tallow Roots**\n\n"
        "Carla Denby\n\nImran Patel\n\n**Kestrel Makers**\n\nErin Walsh",
        "Participants:\n\n- Fenmoor Council\n  - Priya Marlow, Head of Housing\n  - Simon Castle\n- Tallow Roots\n  - Carla Denby\n"
        "  - Imran Patel\n- Kestrel Makers\n  - Erin Walsh",
        "## Participants\n\nFor Fenmoor Council: Priya Marlow (Head of Housing), Simon Castle\n\n"
        "For Tallow Roots: Carla Denby, Imran Patel\n\nFor Kestrel Makers: Erin Walsh",
        "## Participants\n\n| Organisation | Names |\n|---|---|\n"
        "| Fenmoor Council | Priya Marlow (Head of Housing), Simon Castle |\n| Tallow Roots | Carla Denby, Imran Patel |\n"
        "| Kestrel Makers | Erin Walsh |",
        "## Participants\n\n| Organisation | Name | Role |\n|---|---|---|\n| Fenmoor Council | Priya Marlow | Head of Housing |\n"
        "| | Simon Castle | |\n| Tallow Roots | Carla Denby | |\n| | Imran Patel | |\n| Kestrel Makers | Erin Walsh | |",
    ],
    ids=["below headings", "below items", "behind labels", "in one cell", "body left out below itself"],
)
def test_people_in_groups_work_for_the_body_of_their_group(body: str) -> None:
    assert employers(markdown(body)) == GROUPS


@pytest.mark.parametrize("lead", ["", "From "])
def test_lines_below_a_line_that_names_a_body_are_its_people(lead: str) -> None:
    found = plain(
        f"PARTICIPANTS\n\n{lead}Fenmoor Council\nPriya Marlow, Head of Housing\nSimon Castle\n\n"
        f"{lead}Tallow Trust\nCarla Denby\nImran Patel\n\n{lead}University of Elmford\nErin Walsh"
    )
    assert employers(found) == {
        one.replace("Tallow Roots", "Tallow Trust").replace("Kestrel Makers", "University of Elmford") for one in GROUPS
    }


def test_names_above_their_bodies_are_no_groups() -> None:
    found = plain(
        "PARTICIPANTS\n\nPriya Marlow\nFenmoor Council\n\nCarla Denby\nTallow Trust\n\nErin Walsh\nElmford College"
    )
    assert "Carla Denby -> Fenmoor Council" not in employers(found)


def test_what_is_said_of_people_below_a_lead_is_their_office_whatever_it_is() -> None:
    found = plain("PARTICIPANTS\n\nFrom Fenmoor Council\nPriya Marlow, Community Ranger\nSimon Castle\n")
    assert "Priya Marlow -> Fenmoor Council | Community Ranger" in employers(found)
    assert "Community Ranger" not in names(found, Organisation)


MERGED = (
    "<tr><td>Priya Marlow</td><td rowspan=2>Fenmoor Council</td></tr><tr><td>Simon Castle</td></tr>"
    "<tr><td>Carla Denby</td><td>Tallow Roots</td></tr>"
)


def test_a_body_whose_cell_reaches_over_several_rows_is_that_of_each_in_them() -> None:
    found = page(f"<table><tr><th>Name</th><th>Organisation</th></tr>{MERGED}</table>")
    assert employers(found) == {
        "Priya Marlow -> Fenmoor Council",
        "Simon Castle -> Fenmoor Council",
        "Carla Denby -> Tallow Roots",
    }
    rows = [block for block in read("forum.html", f"<table>{MERGED}</table>".encode()).blocks if block.cells]
    assert [row.above for row in rows] == [(), (1,), ()]
    assert len(rows[2].cells) == len(rows[0].cells)


def test_merged_cells_of_an_office_file_reach_down_as_well() -> None:
    document = Document()
    document.add_heading("Harbour Forum 2031", 0)
    document.add_heading("Participants", 1)
    table = document.add_table(rows=4, cols=2)
    for row, cells in zip(
        table.rows,
        [
            ("Name", "Organisation"),
            ("Priya Marlow", "Fenmoor Council"),
            ("Simon Castle", ""),
            ("Carla Denby", "Tallow Roots"),
        ],
        strict=True,
    ):
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words
    table.cell(1, 1).merge(table.cell(2, 1))
    file = io.BytesIO()
    document.save(file)
    assert "Simon Castle -> Fenmoor Council" in employers(extract(read("forum.docx", file.getvalue())))


def test_an_empty_cell_behind_a_name_says_that_there_is_no_body() -> None:
    found = page(
        "<table><tr><th>Name</th><th>Organisation</th></tr><tr><td>Priya Marlow</td><td>Fenmoor Council</td></tr>"
        "<tr><td>Simon Castle</td><td></td></tr><tr><td>Carla Denby</td><td>Tallow Roots</td></tr></table>"
    )
    assert {one for one in employers(found) if one.startswith("Simon")} == set()


@pytest.mark.parametrize("dots", ["............", "…", ". . . ."])
def test_dots_lead_from_a_name_to_the_body(dots: str) -> None:
    found = plain(
        f"Attendance\n\nPriya Marlow {dots} Fenmoor Council (Chair)\nSimon Castle {dots} Tallow Roots\n"
        f"Carla Denby {dots} University of Elmford\nImran Patel {dots} Quill Trust"
    )
    assert {one.split(" |")[0] for one in employers(found)} == {
        "Priya Marlow -> Fenmoor Council",
        "Simon Castle -> Tallow Roots",
        "Carla Denby -> University of Elmford",
        "Imran Patel -> Quill Trust",
    }


def test_people_of_a_panel_stand_in_one_cell_between_semicolons() -> None:
    found = markdown(
        "## Programme\n\n| Time | Session | Who |\n|---|---|---|\n| 10:00 | Welcome | Priya Marlow, Fenmoor Council |\n"
        "| 11:00 | Who pays? | Simon Castle, Quill Trust; Carla Denby, Northern Tallow; chaired by Erin Walsh of Elm College |\n"
        "| 12:00 | Who eats? | Chair: Imran Patel (Fir Housing Association). Panellists: Rosa Lund (Tallow Roots) |"
    )
    assert {one.split(" |")[0] for one in employers(found)} >= {
        "Simon Castle -> Quill Trust",
        "Carla Denby -> Northern Tallow",
        "Erin Walsh -> Elm College",
        "Imran Patel -> Fir Housing Association",
    }


def test_a_list_of_links_is_one_of_bodies_though_two_stand_side_by_side() -> None:
    links = ", ".join(
        f"[{name}](https://example.org/{at})"
        for at, name in enumerate(
            [
                "Fenmoor Council",
                "Tallow Roots",
                "Oakwell",
                "Quill Trust",
                "Grace Lund Design",
                "Elmford College",
                "Pennine Power",
            ]
            * 2
        )
    )
    found = markdown(f"## Sponsors and partners\n\n{links.replace('), [Oakwell', ') [Oakwell', 1)}")
    nodes = found.bundle.facts.nodes
    paid = {nodes[k.source].name for k in found.bundle.facts.links.values() if isinstance(k, Sponsored)}
    assert paid >= {"Tallow Roots", "Oakwell", "Grace Lund Design", "Pennine Power"}
    assert names(found, Person) == set()
