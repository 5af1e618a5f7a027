"""One report in every format gives the same blocks; and what each format has of its own."""

import dataclasses
import gc
import io
import string
import textwrap
from itertools import pairwise
from pathlib import Path
from weakref import ref

import damage
import documents
import documents_more
import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.blocks import Kind, Text
from loaders.extract import extract
from loaders.formats.building import Run, TextBuilder, normalise, plain
from loaders.formats.encodings import decode
from loaders.formats.html import read_html
from loaders.formats.hyphens import Hyphenation
from loaders.sources import read, read_file, sources
from schema.errors import ReadError

FORMATS = {
    "report.md": lambda: documents.markdown().encode(),
    "report.html": lambda: documents.html().encode(),
    "report.docx": documents.word,
    "report.odt": documents_more.odt,
    "report.epub": documents_more.epub,
    "report.eml": documents_more.email,
    "ruled.pdf": documents.pdf,
    "aligned.pdf": lambda: documents.pdf(ruled=False),
    "columns.pdf": lambda: documents.pdf(columns=2),
    "pages.pdf": lambda: documents.pdf(height=300),
    "report.txt": lambda: documents.text().encode(),
}


def blocks_of(text: Text) -> list[tuple[str, str, str]]:
    found = []
    for block in text.blocks:
        words = " | ".join(text.text[c.start : c.end] for c in block.cells) if block.cells else block.text
        found.append((block.kind.value, "•" if block.marker in ("-", "*") else block.marker or "", words))
    return found


@pytest.fixture(params=FORMATS, scope="module")
def report(request: pytest.FixtureRequest) -> Text:
    return read(request.param, FORMATS[request.param]())


def test_every_format_gives_the_same_blocks(report: Text) -> None:
    found, wanted = blocks_of(report), documents.expected()
    if report.name != "pages.pdf":
        assert found == wanted
    else:  # the note stands at the foot of the page where the report ends
        assert sorted(found) == sorted(wanted)
        assert [b for b in found if b[0] != "note"] == [b for b in wanted if b[0] != "note"]


def test_offsets_are_exact(report: Text) -> None:
    assert report.text == "\n".join(block.text for block in report.blocks)
    for block in report.blocks:
        assert report.text[block.start : block.end] == block.text
        for span in (*block.cells, *block.bold, *block.italic, *(link.span for link in block.links)):
            assert block.start <= span.start <= span.end <= block.end


def test_looks_and_notes_are_kept(report: Text) -> None:
    referring = next(b for b in report.blocks if "since 2019" in b.text)
    [(offset, marker)] = referring.notes
    assert (report.text[offset], marker) == ("¹", "1")
    headings = [b.level for b in report.blocks if b.kind is Kind.HEADING]
    assert headings == [1, 2, 2, 2, 2]
    assert [b.level for b in report.blocks if b.kind is Kind.ITEM] == [0, 0, 1, 1, 0, 0, 0]
    if report.name == "report.txt":
        return
    led = next(b for b in report.blocks if b.text.startswith("Led by:"))
    assert [report.text[s.start : s.end] for s in led.bold] == ["Led by:"]
    assert [b.header for b in report.blocks if b.kind is Kind.ROW] == [True, False, False, False]


def test_two_readings_are_alike() -> None:
    for name, make in FORMATS.items():
        data = make()
        assert dataclasses.asdict(read(name, data)) == dataclasses.asdict(read(name, data))


def test_the_content_decides_what_a_file_is() -> None:
    assert read("misnamed.txt", documents.html().encode()).media_type == "text/html"
    assert read("misnamed.html", documents.pdf()).media_type == "application/pdf"
    assert read("misnamed.pdf", documents.markdown().encode()).media_type == "text/markdown"
    assert read("no-ending", documents.word()).media_type.endswith("wordprocessingml.document")
    assert read("misnamed.docx", documents_more.odt()).media_type.endswith("opendocument.text")
    assert read("misnamed.zip", documents_more.epub()).media_type == "application/epub+zip"
    assert read("misnamed.txt", documents_more.email()).media_type == "message/rfc822"
    minutes = b"Date: 4 May 2023\nSubject: Winter work\n\nThe table wanted wages for twelve months.\n"
    assert read("minutes.txt", minutes).media_type == "text/plain"
    assert read("minutes.eml", minutes).media_type == "message/rfc822"


@pytest.mark.parametrize(
    ("printed", "wanted"),
    [
        ("of\u00adfice", "office"),
        ("e\ufb03cient \ufb01ve", "efficient five"),
        ("a\u00a0b\u2009c\u3000d\r\n e", "a b c d e"),
        ("\ufeffzero\u200bwidth\u2060", "zerowidth"),
        ("Cafe\u0301 \u2018x\u2019 \u2013 y", "Café ‘x’ – y"),
    ],
)
def test_characters_that_only_print_differently(printed: str, wanted: str) -> None:
    assert normalise(printed) == wanted


@given(st.text(string.printable + "\u00a0\u00ad\ufb01é’", max_size=12))
def test_a_text_is_normalised_whole_as_its_characters_are(text: str) -> None:
    apart = "".join(plain(character) if character.strip() else character for character in text)
    assert normalise(text) == normalise(f"\u200b{text}") == normalise(apart)


def test_nothing_is_left_of_a_document_that_was_read() -> None:
    gc.disable()
    try:
        extraction = extract(read("report.txt", documents.text().encode()))
        section = ref(extraction.context.section.children[0])
        del extraction
        assert section() is None
    finally:
        gc.enable()


def test_garbage_is_collected_again_when_a_document_is_read() -> None:
    gc.enable()
    seen: list[bool] = []

    class Watched(bytes):
        def strip(self, *_: bytes) -> bytes:  # type: ignore[override]
            seen.append(gc.isenabled())
            return bytes(self).strip()

    read("report.txt", Watched(documents.text().encode()))
    assert seen == [False]
    assert gc.isenabled()
    with pytest.raises(ReadError):
        read("report.txt", b"")
    assert gc.isenabled()


def test_builder_maps_offsets_to_the_source() -> None:
    source = "An o\ufb03ce\u00a0with  a so\u00adft hyphen"
    builder = TextBuilder("x.txt")
    builder.add(Kind.PARAGRAPH, [Run(source[:10], bold=True, origin=0), Run(source[10:], origin=10)])
    text = builder.build(sha256="", media_type="text/plain")
    assert text.text == "An office with a soft hyphen"
    for (offset, origin), (end, _) in pairwise([*text.origins, (len(text.text), 0)]):
        for step, character in enumerate(text.text[offset:end]):
            assert character in plain(source[origin + step])


def test_hyphens_belong_to_the_word_where_the_document_says_so() -> None:
    words = Hyphenation("The opportunity is a joint-venture\nand co-operative in town")
    assert words.join("an oppor-", "tunity") == "an opportunity"
    assert words.join("a joint-", "venture") == "a joint-venture"
    assert words.join("a self-", "build") == "a self-build"
    assert words.join("https://a.example/some-", "page") == "https://a.example/some-page"
    assert words.join("one", "two") == "one two"
    assert words.join("the week-", "by-week plan") == "the week-by-week plan"
    assert words.join("a back-to-", "back pair") == "a back-to-back pair"
    assert words.join("a neigh-", "bour-led plot") == "a neighbour-led plot"


def page(body: str) -> list[tuple[str, str, str]]:
    return blocks_of(read_html(f"<html><body><main><h1>T</h1>{body}</main></body></html>", name="x", sha256=""))[1:]


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        ("Facilitator: Ada North, Alder Trust\nScribe: Ben South", ["Facilitator: Ada North, Alder Trust", "Scribe: Ben South"]),
        ("**Chair:** Ada North, who had come a long way\nto be here\n**Notes**: Ben South",
         ["Chair: Ada North, who had come a long way to be here", "Notes: Ben South"]),
        ("Present:\nAda North, Alder Trust\nJ. P. Moor – Elm Ltd",
         ["Present:", "Ada North, Alder Trust", "J. P. Moor – Elm Ltd"]),
        ("*Ada North*\n[Ben South](https://elm.example)\n**Cy West**, Elm Trust", ["Ada North", "Ben South", "Cy West, Elm Trust"]),
        ("Ada North and\nBen South", ["Ada North and Ben South"]),
        ("We asked Ada North.\nBen South came too", ["We asked Ada North. Ben South came too"]),
        ("The hall that we met in is a long way from the station, said\nAda North", [
         "The hall that we met in is a long way from the station, said Ada North"]),
        ("We heard much of value, and we\nthank all", ["We heard much of value, and we thank all"]),
        ("One thing was clear to us: it is late.\nNote: now", ["One thing was clear to us: it is late. Note: now"]),
    ],
)  # fmt: skip
def test_markdown_keeps_lines_with_labels_and_lists_of_one_a_line(source: str, printed: list[str]) -> None:
    text = read("notes.md", f"# Notes\n\n{source}\n\n## More\n\nWords.".encode())
    assert [block.text for block in text.blocks[1:-2]] == printed


def test_markdown_keeps_the_lines_of_sessions_and_reads_no_box_and_no_look() -> None:
    source = "- [x] **Warm homes**\n*9:30am, Elm Room*{: .hours }\nAda North, Alder Trust\n\n- [ ] Lunch at noon"
    text = read("notes.md", f"# Notes\n\n## Day\n\n{source}".encode())
    assert [block.text for block in text.blocks[2:]] == [
        "Warm homes",
        "9:30am, Elm Room",
        "Ada North, Alder Trust",
        "Lunch at noon",
    ]


LONG = "and tells whoever comes by of all that was built in the valley, for as long as anybody cares to hear of it"


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        (f"Alder Trust\nAda North leads it {LONG}", ["Alder Trust", f"Ada North leads it {LONG}"]),
        (f"**Ada North**\nWriting helps {LONG}", ["Ada North", f"Writing helps {LONG}"]),
        (f"Ada North left.\nElm Trust\nBen South is new {LONG}", ["Ada North left.", "Elm Trust", f"Ben South is new {LONG}"]),
        (f"Alder Trust\nand Elm {LONG}", [f"Alder Trust and Elm {LONG}"]),
        (f"This is the work of many\nAda North led it {LONG}", [f"This is the work of many Ada North led it {LONG}"]),
        (f"The Trust for\nElm Lane {LONG}", [f"The Trust for Elm Lane {LONG}"]),
    ],
)  # fmt: skip
def test_markdown_that_is_not_wrapped_keeps_a_line_that_is_a_name(source: str, printed: list[str]) -> None:
    words = (
        "Nobody wraps the lines of this account, so that each of its paragraphs is one line however long it gets. " * 3
    )
    text = read("notes.md", f"# Notes\n\n{source}\n\n## More\n\n{words}".encode())
    assert [block.text for block in text.blocks[1:-2]] == printed
    wrapped = "\n".join(textwrap.wrap(words * 3, 70)) + "\n[See it all](https://elm.example/" + "a" * 900 + ")"
    text = read("notes.md", f"# Notes\n\n{source}\n\n## More\n\n{wrapped}".encode())
    assert text.blocks[1].text == source.replace("\n", " ").replace("**", "")


def test_markdown_keeps_what_follows_a_line_of_breaks_and_the_signs_of_word_processors() -> None:
    source = "Words.<br/>\n<br/>\n![quay](https://elm.example/quay.png)\n\n<br>\n## Points\n\n•\tFirst\n•\tSecond\n"
    text = read("notes.md", f"# Notes\n\n{source}".encode())
    assert [(block.kind.value, block.text) for block in text.blocks[1:]] == [
        ("paragraph", "Words."),
        ("heading", "Points"),
        ("item", "First"),
        ("item", "Second"),
    ]


def test_markdown_with_lines_as_windows_ends_them_is_markdown_at_any_length() -> None:
    front = "---\nlayout: project\nproject-title: Warm rooms\n---\n\n"
    source = front + "## Points\n\n" + "Nobody came to see the rooms.\n\n" * 500
    text = read("notes.md", source.replace("\n", "\r\n").encode())
    assert (text.media_type, text.blocks[0].text) == ("text/markdown", "Warm rooms")


def test_html_lists_count_as_printed() -> None:
    assert page("<ol start=3><li>c<li value=7>g<li>h</ol><ol type=i><li>x</ol>") == [
        ("item", "3", "c"),
        ("item", "7", "g"),
        ("item", "8", "h"),
        ("item", "i", "x"),
    ]


def test_html_definitions_and_typed_numbers() -> None:
    assert page("<dl><dt>Champion</dt><dd>Bo Lee</dd></dl><p>1. First</p><p>a) Part</p><ul><li>b. Part</ul>") == [
        ("heading", "", "Champion"),
        ("paragraph", "", "Bo Lee"),
        ("item", "1", "First"),
        ("item", "a", "Part"),
        ("item", "b", "Part"),
    ]


def test_html_tables_keep_their_columns() -> None:
    rows = page("<table><tr><th>A<th>B<th>C<tr><td rowspan=2>1<td colspan=2>2<tr><td>3<td>4</table>")
    assert [words for _, _, words in rows] == ["A | B | C", "1 | 2 | ", " | 3 | 4"]


def test_html_cells_that_are_lists_become_rows() -> None:
    rows = page("<table><tr><td>Ann<br>Bob<br>Cy</td><td>Di<br>Ed<br>Flo</td></tr></table>")
    assert [words for _, _, words in rows] == ["Ann | Di", "Bob | Ed", "Cy | Flo"]


def test_nothing_is_fetched_and_no_entity_expanded(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("hidden words")
    evil = f'<!DOCTYPE x [<!ENTITY a SYSTEM "{secret.as_uri()}"><!ENTITY b "boom">]><w:document xmlns:w="http://schemas.\
openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>words &a;&b;</w:t></w:r></w:p></w:body></w:document>'
    for encoding in ("utf-8", "utf-16"):
        with pytest.raises(ReadError, match="entities"):
            read("x.docx", documents.with_part(documents.word(), "word/document.xml", evil.encode(encoding)))
    markup = evil.replace("w:document", "html").replace("w:body", "body").replace("w:p>", "p>")
    assert "hidden" not in read("x.html", markup.encode()).text


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        ("Café – d’été".encode(), "Café – d’été"),
        ("Café – d’été".encode("utf-8-sig"), "Café – d’été"),
        ("Café – d’été".encode("utf-16"), "Café – d’été"),
        ("Café – d’été at the harbour".encode("utf-16-le"), "Café – d’été at the harbour"),
        ("Café – d’été at the harbour".encode("utf-16-be"), "Café – d’été at the harbour"),
        ("Café – d’été at the harbour in May".encode("cp1252"), "Café – d’été at the harbour in May"),
    ],
)
def test_encodings(data: bytes, wanted: str) -> None:
    assert decode(data, "x.txt").lstrip("\ufeff") == wanted


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.txt", b"", "is empty"),
        ("b.txt", b" \n\t\n", "is empty"),
        ("c.txt", bytes(range(256)) * 9, "is binary"),
        ("d.txt", "Café – words’".encode()[:-2] + b"x more", "is not UTF-8"),
        ("e.png", b"\x89PNG\r\n\x1a\n1234", "is a picture"),
        ("f.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old Office document"),
        ("g.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "is encrypted"),
        ("h.zip", b"PK\x05\x06" + b"\0" * 18, "ZIP archive without a document"),
        ("i.json", b'{"a": [1, 2]}', "is JSON"),
        ("j.xml", b"<?xml version='1.0'?><rss/>", "is XML"),
        ("k.pdf", b"%PDF-1.7\nnothing", "damaged PDF"),
        ("l.txt", b"words " * 9_000_000, "MB"),
        ("m.txt", b"words " * 2_000_000, "characters"),
        ("n.rtf", b"{\\rtf1 words}", "RTF"),
    ],
)
def test_what_is_no_report_is_refused_in_one_line(name: str, data: bytes, words: str) -> None:
    with pytest.raises(ReadError) as refusal:
        read(name, data)
    message = str(refusal.value)
    assert message.startswith(name)
    assert words in message
    assert "\n" not in message


def test_a_text_whose_paragraphs_are_one_line_each_is_not_wrapped_at_its_longest_item() -> None:
    """Its paragraphs are wider than anybody wraps, though short lines are most of it."""
    told = (
        "Forty people met at the wharf for two days in May. They came from councils and trusts, "
        + "and ate together, " * 4
    )
    item = "- A second letter from the council, six weeks after the first, with the name of a neighbour who calls"
    lists = "\n\n".join(
        f"Challenge {n}: Homes\n- A shared van\n{item}\nInspired by: the carers of Elm" for n in range(1, 7)
    )
    text = read("notes.txt", f"Spring sprint\n\n{told}\n\n{lists}\n".encode())
    assert sum(block.text == "Inspired by: the carers of Elm" for block in text.blocks) == 6


def test_the_letters_of_a_ligature_in_a_pdf_are_all_kept() -> None:
    """One glyph that its font says stands for "ff", another for "ffi"."""
    page = documents.Pdf()
    page.put(60, 100, "Je€ Du€ield took o•ce in Cardi€ with a book on fire.")
    text = _read_as(page, {"€": "ff", "•": "ffi"})
    assert text == "Jeff Duffield took office in Cardiff with a book on fire."


def test_the_name_that_an_office_program_gives_to_what_it_prints_is_no_title() -> None:
    page = documents.Pdf()
    page.put(60, 100, "Annual report of the chair", 18)
    page.put(60, 140, "The council met ten times.")

    def title(printed: str) -> str | None:
        properties = f"50 0 obj\n<</Title({printed})>>\nendobj\nxref\n".encode()
        return read("x.pdf", page.save("/Info 50 0 R").replace(b"xref\n", properties, 1)).title

    assert title("Annual report of the chair") == "Annual report of the chair"
    assert title("Microsoft Word - Annual report of the chair") is None


def test_ligatures_that_a_pdf_names_for_letters_of_no_english_word_are_spelled_out() -> None:
    """As Word's own font comes out of some writers of PDF; the same letters stand where they are meant."""
    page = documents.Pdf()
    page.put(60, 100, "A€er some •me Sco‡ A‡lee is ge†ng the pla…orm of par•cipa•on in ¥saka.")
    text = _read_as(page, {"€": "Ō", "•": "Ɵ", "‡": "Ʃ", "†": "ƫ", "…": "ƞ", "¥": "Ō"})
    assert text == "After some time Scott Attlee is getting the platform of participation in Ōsaka."


def _read_as(page: documents.Pdf, letters: dict[str, str]) -> str:
    """Return the text of a page whose font says that signs stand for other letters."""
    ranges = b"1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfrange <20> <7e> <0020> endbfrange"
    named = "".join(
        f" <{sign.encode('cp1252').hex()}> <{text.encode('utf-16-be').hex()}>" for sign, text in letters.items()
    )
    mapped = f"{len(letters)} beginbfchar{named} endbfchar".encode()
    cmap = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap " + ranges + b" " + mapped + b" endcmap end end"
    )
    stream = b"50 0 obj\n<</Length %d>>stream\n%s\nendstream\nendobj\n" % (len(cmap), cmap)
    fonts = page.save().replace(b"/WinAnsiEncoding>>", b"/WinAnsiEncoding/ToUnicode 50 0 R>>")
    return read("x.pdf", fonts.replace(b"xref\n", stream + b"xref\n", 1)).text


def test_a_word_broken_at_the_end_of_a_short_line_of_a_pdf_goes_on() -> None:
    page = documents.Pdf()
    for index, line in enumerate(
        ["A board for well-", "being and a self-", "help group met, where the self-help begins."]
    ):
        page.put(60, 100 + 13 * index, line)
    [block] = read("x.pdf", page.save()).blocks
    assert block.text == "A board for well-being and a self-help group met, where the self-help begins."


def test_a_page_that_pdfium_does_not_finish_is_ended_and_told() -> None:
    """A form that draws itself three times over, which no limit inside this process could end."""
    data = damage.pdf_of(b"/F Do " * 3, b"/XObject<</F 4 0 R>>", b"/Type/XObject/Subtype/Form/BBox[0 0 500 500]")
    with pytest.raises(ReadError, match=r"^loop.pdf has a page that takes more than 2 s to read; print it"):
        read("loop.pdf", data)


def test_scans_and_locked_pdfs_are_refused() -> None:
    with pytest.raises(ReadError, match="only pictures"):
        read("scan.pdf", documents.Pdf().save())
    lock = f"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<{'41' * 32}>/U<{'42' * 32}>>>/ID[<{'43' * 16}><{'43' * 16}>]"
    with pytest.raises(ReadError, match="encrypted"):
        read("locked.pdf", documents.Pdf().save(lock))


def test_sources_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "in" / ".hidden").mkdir(parents=True)
    for name in ("b.md", "in/a.PDF", "in/.hidden/c.md", ".d.txt", "e.json", "~$f.docx"):
        (tmp_path / name).write_text("# A\n\n# B\n")
    assert [s.name for s in sources([tmp_path])] == ["b.md", "in/a.PDF"]
    assert [s.name for s in sources([tmp_path / "e.json", tmp_path / "b.md", tmp_path])] == [
        "e.json",
        "b.md",
        "in/a.PDF",
    ]
    assert read_file(sources([tmp_path])[0]).name == "b.md"


def test_missing_and_empty_sources(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(ReadError, match="has no file to read"):
        sources([tmp_path / "empty"])
    with pytest.raises(ReadError, match="does not exist"):
        sources([tmp_path / "nowhere"])
    with pytest.raises(ReadError, match="does not exist"):
        read_file(tmp_path / "nowhere.md")
    with pytest.raises(ReadError, match="is a folder"):
        read_file(tmp_path / "empty")


@pytest.mark.parametrize("called", ["Notes of June final.docx", "PowerPoint Presentation", "Report template"])
def test_properties_that_name_a_file_or_a_template_are_no_title(called: str) -> None:
    assert _with_properties(called).title is None
    assert _with_properties("Warm rooms in the Dale").title == "Warm rooms in the Dale"


def _with_properties(title: str) -> Text:
    paper = docx.Document()
    paper.core_properties.title = title
    paper.add_paragraph("Warm rooms in the Dale: notes of June")
    paper.save(made := io.BytesIO())
    return read("paper.docx", made.getvalue())


def test_lines_of_words_that_are_indented_as_code_are_lines_and_code_is_not() -> None:
    text = read(
        "page.md",
        b"### Panel\n\n    Ada North, Alder Trust\n    Ben Moss, Elm Mill\n\nIt is so:\n\n    x = 1;\n    y = 2;\n",
    )
    assert [b.text for b in text.blocks][1:3] == ["Ada North, Alder Trust", "Ben Moss, Elm Mill"]
    assert [b.text for b in text.blocks][-1] == "x = 1; y = 2;"


def test_html_below_a_template_s_tag_is_html_however_deep_it_stands() -> None:
    page = b"<div>\n\n    {% include map.html %}\n\n    <div>\n        <p>Ada North<br>Alder Trust</p>\n    </div>\n</div>\n"
    assert [b.text for b in read("page.md", b"# Day\n\n" + page).blocks] == ["Day", "Ada North", "Alder Trust"]


def test_a_template_of_a_page_without_head_and_body_is_read() -> None:
    page = "<?php include('head.php'); ?><style>p { color: red }</style><main><h2>Mills</h2><p>They turn.</p></main>"
    assert [b.text for b in read("page.html", page.encode()).blocks] == ["Mills", "They turn."]


def test_what_pandoc_is_told_of_a_heading_is_no_word_of_it() -> None:
    text = read("page.md", b"# Mills {.unnumbered}\n\n## Findings {-}\n\nThey turn {so}.\n")
    assert [b.text for b in text.blocks] == ["Mills", "Findings", "They turn {so}."]


def test_a_page_whose_words_are_all_in_its_front_matter_has_them_below_their_names() -> None:
    fields = (
        "title: Carers' circle\nagenda: |-\n  What we will talk of\n\n  * Rotas\nminutes: >-\n  ### Attendance\n\n\n"
        "  *Ada North, Bo West*\n\n\n  The circle agreed a rota.\n"
    )
    text = read("circle.md", f"---\n{fields}---\n".encode())
    assert [block.text for block in text.blocks if block.kind is Kind.HEADING] == [
        "Carers' circle",
        "Agenda",
        "Minutes",
        "Attendance",
    ]
    assert "Ada North, Bo West\nThe circle agreed a rota." in text.text
    shown = "The circle met in the hall and agreed a rota for the spring. " * 4
    assert "Agenda" not in read("circle.md", f"---\n{fields}---\n\n{shown}".encode()).text


def test_a_page_that_is_the_template_of_a_site_has_its_text() -> None:
    page = "<h1>Making reuse count</h1><p>Elm Council paid for twenty swap days.</p>"
    page = f"<template>\n<b-row>{page}</b-row>\n</template>\n<script>x</script>"
    assert read("page.html", page.encode()).text == "Making reuse count\nElm Council paid for twenty swap days."
