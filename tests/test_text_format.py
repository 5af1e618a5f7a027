"""Plain text: lines to blocks, whatever the layout did to them."""

import textwrap

from hypothesis import given
from hypothesis import strategies as st

from loaders.blocks import Kind, Text
from loaders.formats.text import read_text
from schema.errors import ReadError


def read(text: str) -> Text:
    return read_text(text, name="sample.txt", sha256="0" * 64)


def shown(text: str) -> list[tuple[str, str]]:
    return [(b.kind.value, b.text) for b in read(text).blocks]


def test_bold_italic_and_links_leave_their_words() -> None:
    block = read("The **big idea** is *small*, see [our page](https://a.example/x) and <https://b.example>.").blocks[0]
    text = read("The **big idea** is *small*, see [our page](https://a.example/x) and <https://b.example>.")
    assert block.text == "The big idea is small, see our page and https://b.example."
    assert [text.text[s.start : s.end] for s in block.bold] == ["big idea"]
    assert [text.text[s.start : s.end] for s in block.italic] == ["small"]
    assert [link.url for link in block.links] == ["https://a.example/x", "https://b.example"]


def test_letters_behind_a_number_lie_deeper() -> None:
    items = read("1. First\n - a. inner\n - b. inner too\n2. Second\n").blocks
    assert [(i.marker, i.level) for i in items] == [("1", 0), ("a", 1), ("b", 1), ("2", 0)]


def test_a_count_goes_on_behind_a_paragraph() -> None:
    blocks = read("1. First\n\nA word between the two, with a full stop.\n\n2. Second\n").blocks
    assert [(b.kind, b.marker) for b in blocks] == [(Kind.ITEM, "1"), (Kind.PARAGRAPH, None), (Kind.ITEM, "2")]


def test_wrapped_lines_are_one_block_and_keep_printed_hyphens() -> None:
    words = "A co-operative of carers and families would lend its rooms to every neighbour who asks for one. " * 4
    wrapped = "\n".join(textwrap.wrap(words + "Ask the co-operative.", 60))
    assert shown(f"{wrapped}\n\nNext.")[0] == ("paragraph", words + "Ask the co-operative.")


def test_a_number_at_the_head_of_a_wrapped_line_is_no_item() -> None:
    text = (
        "1. Understand and address 1) how to keep people in their homes and also\n"
        "2) how to find them new ones in time for the cold of winter.\n2. Another\n"
    )
    filler = "\n".join(["These words fill the lines of the page as far as its width allows it,"] * 6)
    assert [b.marker for b in read(f"{filler}\n\n{text}").blocks if b.kind is Kind.ITEM] == ["1", "2"]


def test_a_sentence_cut_by_a_page_is_joined() -> None:
    assert shown("The council has pressure on its budgets and a growing list of\n\npeople who wait for a home.") == [
        ("paragraph", "The council has pressure on its budgets and a growing list of people who wait for a home.")
    ]


def test_running_heads_and_page_numbers_are_left_out() -> None:
    page = "Report of the day {n}\n\nSome words stand on this page, which ends here.\n\n{n}\n"
    blocks = read("\f".join(page.format(n=n) for n in range(1, 5))).blocks
    assert {b.text for b in blocks} == {"Some words stand on this page, which ends here."}


def test_tables_by_tabs_keep_empty_cells() -> None:
    text = read("Alder Trust\tBirch Council\tCedar CIC\nDale Bank\t\tElm Ltd\n")
    cells = [[text.text[c.start : c.end] for c in b.cells] for b in text.blocks]
    assert cells == [["Alder Trust", "Birch Council", "Cedar CIC"], ["Dale Bank", "", "Elm Ltd"]]


def test_tables_by_bars_know_their_head() -> None:
    rows = read("| Name | Role |\n|---|---|\n| Ada | Chair |\n").blocks
    assert [(r.kind, r.header) for r in rows] == [(Kind.ROW, True), (Kind.ROW, False)]


def test_footnotes_and_their_marks() -> None:
    blocks = read("It works.¹ So they say.\n\n¹ The report, 2020.\n").blocks
    assert blocks[0].text == "It works.¹ So they say."
    assert [m for _, m in blocks[0].notes] == ["1"]
    assert (blocks[1].kind, blocks[1].marker, blocks[1].text) == (Kind.NOTE, "1", "The report, 2020.")


def test_headings_by_marks_and_by_looks() -> None:
    blocks = read("Title\n=====\n\n## Part\n\nWHO CAME\n\n**Bold and alone**\n\nWords.").blocks
    assert [(b.kind, b.level) for b in blocks[:4]] == [(Kind.HEADING, n) for n in (1, 2, 0, 0)]


@given(st.text(alphabet=st.sampled_from(list("aB1.)(*-–|#>[]¹ \t\n\r\f\u00a0\u00adéﬁ\"'")), max_size=300))
def test_blocks_stand_where_they_say(source: str) -> None:
    try:
        text = read(source)
    except ReadError:
        return
    assert text.text == "\n".join(b.text for b in text.blocks)
    for block in text.blocks:
        assert text.text[block.start : block.end] == block.text
        assert block.cells or block.text == block.text.strip()  # a row begins with a tab where its first cell is empty
        for span in (*block.bold, *block.italic, *block.cells, *(link.span for link in block.links)):
            assert block.start <= span.start <= span.end <= block.end


@given(st.lists(st.text(alphabet="abc ", min_size=1, max_size=30).filter(str.strip), min_size=1, max_size=6))
def test_origins_lead_back_to_the_source(words: list[str]) -> None:
    source = "\n\n".join(words)
    text = read(source)
    assert text.origins
    for offset, origin in text.origins:
        assert text.text[offset] == source[origin]
