"""Lists of those who came whose lines begin with a body, and names, offices and bodies each on a line of its own."""

import pytest
from stated import employers

from loaders.extract import extract
from loaders.sources import read
from schema.nodes import Organisation

HEAD = "# Tarn Vale Housing Forum\n\nThe forum met on 4 March 2031 at the Corn Hall, Thornby.\n\n## Attendees\n\n"


@pytest.mark.parametrize("line", ["{body}: {people}", "{body} – {people}", "{body} ({people})"])
def test_a_line_can_begin_with_the_body(line: str) -> None:
    first = line.format(body="Elm Trust", people="Ada North, Ben Castle and Carla Daleson")
    second = line.format(body="Fir Homes", people="Dorota Elmsley")
    found = extract(read("notes.md", f"{HEAD}- {first}\n- {second}\n".encode()))
    assert employers(found) == {
        "Ada North -> Elm Trust",
        "Ben Castle -> Elm Trust",
        "Carla Daleson -> Elm Trust",
        "Dorota Elmsley -> Fir Homes",
    }


def test_an_office_stands_in_a_bracket_behind_its_holder() -> None:
    words = f"{HEAD}- Leeds City Council: Ada North (Head of Housing), Ben Castle\n- Fir Homes: Carla Daleson\n"
    assert "Ada North -> Leeds City Council | Head of Housing" in employers(extract(read("notes.md", words.encode())))


@pytest.mark.parametrize(
    "line", ["Chair: Emily North", "Facilitators: Emily North, Carla Castle", "Elm Trust: housing and care"]
)
def test_what_else_stands_before_a_colon_is_no_employer(line: str) -> None:
    found = extract(read("notes.md", f"{HEAD}- {line}\n- Elm Trust\n".encode()))
    assert employers(found) == set()
    nodes = found.bundle.facts.nodes.values()
    assert {node.name for node in nodes if isinstance(node, Organisation)} == {"Elm Trust"}


def test_name_office_and_body_can_have_a_line_each() -> None:
    page = "<h1>Vale Summit</h1><h2>Speakers</h2><div><h3>Ada North</h3><p>Chief Executive</p><p>Elm Trust</p></div>"
    other = "<div><h3>Ben Castle</h3><p>Professor of Data Science</p><p>University of Elmstead</p></div>"
    found = employers(extract(read("page.html", f"<html><body>{page}{other}</body></html>".encode())))
    assert found == {
        "Ada North -> Elm Trust | Chief Executive",
        "Ben Castle -> University of Elmstead | Professor of Data Science",
    }


def test_a_body_ends_before_the_time_of_what_comes_next() -> None:
    words = (
        "# Vale Data Day\n\n4 March 2031, Corn Hall, Thornby\n\n09.30 Welcome – Ada North, Chief Executive, Elm Trust\n"
    )
    found = extract(read("notes.md", f"{words}09.45 Keynote – Professor Ben Castle, Elmstead University\n".encode()))
    assert employers(found) == {"Ada North -> Elm Trust | Chief Executive", "Ben Castle -> Elmstead University"}


def test_pages_in_markdown_can_begin_with_their_head() -> None:
    names = "".join(
        f"<p><a href='https://elm.example/{n}' style='{'x' * 300}'>Emily Nor{n * 'r'}, Elm Trust</a></p>\n"
        for n in range(1, 40)
    )
    head = "---\ntitle: Committees\n---\n\n<html>\n<head><style>p { color: red }</style></head><body>\n"
    page = f"{head}<h4>Chairs</h4>\n{names}</body></html>\n"
    found = employers(extract(read("committees.md", page.encode())))
    assert len(found) == 39
    assert "Emily Norr -> Elm Trust" in found


def test_a_table_can_say_in_its_first_column_who_came() -> None:
    rows = [
        ["Present:", "Paul Cooper (PC)", "Quill Maxims, board member"],
        ["", "Emma Thoms (ET)", "Orrel"],
        ["", "David Hunt (DH)", "Fir Homes"],
        ["", "Ian Towns (IT)", "NHS England"],
        ["Apologies", "Gary Bull", "Elm Trust"],
    ]
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    page = f"<html><body><h1>Vale Board</h1><p>Minutes of the meeting of 4 March 2031</p><table>{cells}</table></body></html>"
    found = {said.split(" | ")[0] for said in employers(extract(read("page.html", page.encode())))}
    assert found >= {"Emma Thoms -> Orrel", "David Hunt -> Fir Homes", "Ian Towns -> NHS England"}


def test_people_who_run_together_are_told_by_their_initials() -> None:
    words = "Apologies: Emma Thoms (ET) - Elm Trust Gary Bull (GB) - Fir Homes Ian Towns (IT) - NHS England"
    page = f"# Vale Board\n\nMinutes of the meeting of 4 March 2031\n\n{words}\n"
    found = employers(extract(read("notes.md", page.encode())))
    assert found == {"Emma Thoms -> Elm Trust", "Gary Bull -> Fir Homes", "Ian Towns -> NHS England"}


def test_a_body_can_stand_in_square_brackets() -> None:
    head = "| Time | Speaker | Talk |\n| --- | --- | --- |\n"
    rows = f"{head}| 10:30 | Emma Thoms [Quill Forestry] | Rings |\n| 10:45 | Ian Towns [Elm Trust] | Data |\n"
    found = employers(extract(read("notes.md", f"# Vale Day, 4 March 2031\n\n{rows}".encode())))
    assert found == {"Emma Thoms -> Quill Forestry", "Ian Towns -> Elm Trust"}
