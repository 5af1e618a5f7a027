"""Lists of people in narrow columns of a PDF, in rows below "Apologies", in one breath, and with brackets behind names."""

import io

from documents import Pdf
from docx import Document
from stated import employers

from loaders.blocks import Kind
from loaders.extract import Extraction, extract
from loaders.sources import read

HEAD = "# Harbour Forum 2031\n\nThe Harbour Forum 2031 took place on 7 May 2031 in Ipswich.\n\n"
LEFT = (
    "Priya Marlow, Head of",
    "Buses, Fenmoor Council",
    "Simon Castle, Manager,",
    "Quill Trust",
    "Carla Denby, Lecturer",
)
RIGHT = ("in Art, Elm University", "Imran Patel, Tallow", "Roots", "Erin Walsh, Chair,", "Fir Housing Trust")


def markdown(text: str) -> Extraction:
    return extract(read("forum.md", f"{HEAD}{text}\n".encode()))


def in_columns() -> bytes:
    out = Pdf()
    out.put(60, 60, "Harbour Forum 2031", 18, bold=True)
    out.put(60, 90, "The forum took place on 7 May 2031 in Ipswich, and these are the people who came to it.")
    out.put(60, 120, "Participants", 13, bold=True)
    for x, lines in ((60, LEFT), (300, RIGHT)):
        for at, words in enumerate(lines):
            if "," in words and words[:2] not in ("in", "Bu"):
                out.put(x, 150 + 13 * at, "•")
            out.put(x + 14, 150 + 13 * at, words)
    out.put(60, 260, "The next forum will be held in the autumn, and everybody who came to this one is welcome.")
    return out.save()


def test_bulleted_lists_in_two_columns_are_no_table_and_items_go_on_in_the_next_column() -> None:
    text = read("forum.pdf", in_columns())
    assert [block.text for block in text.blocks if block.kind is Kind.ITEM] == [
        "Priya Marlow, Head of Buses, Fenmoor Council",
        "Simon Castle, Manager, Quill Trust",
        "Carla Denby, Lecturer in Art, Elm University",
        "Imran Patel, Tallow Roots",
        "Erin Walsh, Chair, Fir Housing Trust",
    ]


def test_a_short_bold_line_below_a_full_one_is_the_next_title() -> None:
    out = Pdf()
    out.put(60, 60, "Harbour Forum 2031", 18, bold=True)
    out.put(60, 100, "Opening", bold=True)
    out.put(60, 113, "Councillor Priya Marlow, Executive Member for Adults at Fenmoor Council")
    out.put(60, 126, "Keynote: Care close to home", bold=True)
    out.put(60, 139, "Professor Simon Castle, Head of the Department of Nursing, Elm University")
    assert [block.text for block in read("forum.pdf", out.save()).blocks][2:4] == [
        "Councillor Priya Marlow, Executive Member for Adults at Fenmoor Council",
        "Keynote: Care close to home",
    ]


def minutes() -> Extraction:
    document = Document()
    document.add_heading("Tallow Catchment Partnership", 0)
    document.add_paragraph("Steering group meeting, 18 January 2031, Ipswich")
    table = document.add_table(rows=0, cols=3)
    for cells in (
        ("Attendees", "Initials", "Organisation"),
        ("Priya Marlow (Chair)", "PM", "Fenmoor Rivers Trust"),
        ("Oscar Smith", "OS", "Quill Water"),
        ("Carla Denby", "CD", "Fenmoor Council"),
        ("Apologies", "", ""),
        ("Imran Patel", "IP", "Tallow Civic Society"),
    ):
        for cell, words in zip(table.add_row().cells, cells, strict=True):
            cell.text = words
    document.add_paragraph("1. PM welcomed everybody.")
    file = io.BytesIO()
    document.save(file)
    return extract(read("minutes.docx", file.getvalue()))


def test_those_below_a_row_of_apologies_are_of_their_bodies_too() -> None:
    assert "Imran Patel -> Tallow Civic Society" in employers(minutes())


def test_two_joined_people_with_one_body_behind_them_are_both_of_it() -> None:
    found = markdown("**Officials**\n\nCraig Dunn and Mhairi Lennox, Scottish Government\n\nRoss Tait (secretariat)")
    assert employers(found) == {"Craig Dunn -> Scottish Government", "Mhairi Lennox -> Scottish Government"}


def test_rare_names_of_a_run_with_brackets_are_people_as_the_others_are() -> None:
    found = markdown(
        "In the room: Anna Weld (Fenmoor Council), Ben Croft (Quill Trust), Caz Munday (Oakwell), "
        "Dele Ojo (Elm University) and Gus Ward (Fir Housing Trust)."
    )
    assert employers(found) == {
        "Anna Weld -> Fenmoor Council",
        "Ben Croft -> Quill Trust",
        "Caz Munday -> Oakwell",
        "Dele Ojo -> Elm University",
        "Gus Ward -> Fir Housing Trust",
    }
