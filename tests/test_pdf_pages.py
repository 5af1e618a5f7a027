"""What a page of a PDF is made of: characters and where they stand, on their way out of the process that reads it."""

from dataclasses import replace

import orjson
import pytest

from loaders.formats.pdf.drawings import Frame
from loaders.formats.pdf.page import Glyph
from loaders.formats.pdf.worker import plain


@pytest.mark.parametrize("turns", range(4))
def test_a_character_stands_where_its_corners_do_however_the_page_is_turned(turns: int) -> None:
    frame = Frame(7, 11, 500, 800, turns)
    found = frame.stretch((20.0, 30.0, 26.0, 42.0), (20.0, 33.0))
    assert found == (frame.place(20, 30)[0], frame.place(26, 42)[0], frame.place(20, 33)[1])


def test_glyphs_come_out_of_the_process_of_a_pdf_as_they_went_in() -> None:
    linked = Glyph("é", 1, 2, 3, 10, True, False, True, "https://elm.example/")
    half = Glyph("\ud800", 2, 3, 3, 9, False, True, False, stretch=4)
    first, second = map(Glyph, *orjson.loads(orjson.dumps(plain([linked, half]))))
    assert first == linked
    assert second == replace(half, text=" ")
