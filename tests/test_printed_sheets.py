"""Sheets printed to PDF: cells that run into the next one, over it or right up to it, are told apart."""

from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from loaders.sources import read

COLUMNS = (60, 160, 330)


def rows(lines: list[tuple[str, str, str]], starts: tuple[float, ...] = COLUMNS) -> list[list[str]]:
    """Return the cells of the rows that a page shows on which lines are printed cell by cell, each at the start of its column."""
    page = Canvas(file := BytesIO(), pageCompression=0)
    page.setFont("Helvetica", 9)
    for number, line in enumerate(lines):
        for start, words in zip(starts, line, strict=True):
            if words:
                page.drawString(start, 700 - 14 * number, words)
    page.save()
    return [block.text.split("\t") for block in read("sheet.pdf", file.getvalue()).blocks]


LINES = [
    ("Erin Walsh", "Elm Works", "Speaker"),
    ("Priya Marlow", "Tallow Roots", "Attendee"),
    ("Simon Castle", "Quill Trust", "Attendee"),
    ("Ana Ruiz", "Fenmoor Council", "Staff"),
    ("Tom Marsh", "Osprey Homes", "Attendee"),
]


def test_a_cell_printed_over_the_end_of_another_is_its_own() -> None:
    long = ("Helen Ashdown", "Confederation of Shared Gardens", "Attendee")
    wide = Canvas(BytesIO()).stringWidth(long[1], "Helvetica", 9)
    starts = (COLUMNS[0], COLUMNS[1], COLUMNS[1] + wide - 6)
    found = rows([*LINES * 2, long, *LINES], starts)
    assert list(long) in found


def test_a_cell_filled_to_the_beginning_of_the_next_ends_there() -> None:
    full = ("Helen Ashdown", "Gardens for Everyone", "Attendee")
    wide = Canvas(BytesIO()).stringWidth(full[1], "Helvetica", 9)
    starts = (COLUMNS[0], COLUMNS[1], COLUMNS[1] + wide + 0.2)
    assert list(full) in rows([*LINES * 2, full, *LINES], starts)
