"""What OpenDocument texts, EPUBs and e-mails have of their own."""

import documents
import documents_more
import pytest

from loaders.blocks import Text
from loaders.sources import read
from schema.errors import ReadError

STYLES = (
    '<style:style style:name="Title" style:family="paragraph"/>'
    '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>'
    '<style:style style:name="P2" style:family="paragraph" style:list-style-name="L1"/>'
    '<style:style style:name="T1" style:family="text"><style:text-properties text:display="none"/></style:style>'
    '<text:list-style style:name="L1">'
    '<text:list-level-style-number text:level="1" style:num-format="A" text:start-value="3"/></text:list-style>'
)


def shown(text: Text) -> list[tuple[str, str, str]]:
    return [
        (b.kind.value, b.marker or "", " | ".join(text.text[c.start : c.end] for c in b.cells) or b.text)
        for b in text.blocks
    ]


def odt(body: str) -> Text:
    return read("x.odt", documents_more.odt_of(body, STYLES))


def test_an_opendocument_title_stands_above_the_headings() -> None:
    text = odt('<text:p text:style-name="P1">Harbour</text:p><text:h text:outline-level="1">Work</text:h>')
    assert [(b.text, b.level) for b in text.blocks] == [("Harbour", 1), ("Work", 2)]


def test_a_document_type_that_old_office_programs_name_declares_nothing() -> None:
    kept = documents_more.odt_of("<text:p>Words.</text:p>", STYLES)
    named = b'<!DOCTYPE manifest PUBLIC "-//Elm//DTD Manifest 1.0//EN" "Manifest.dtd"><manifest/>'
    assert read("x.odt", documents.with_part(kept, "META-INF/manifest.xml", named)).text == "Words."


def test_opendocument_lists_go_on_where_they_say_so() -> None:
    item = "<text:list-item><text:p>{}</text:p></text:list-item>"
    first = f'<text:list text:style-name="L1">{item.format("x")}{item.format("y")}</text:list>'
    more = f'<text:list text:style-name="L1" text:continue-numbering="true">{item.format("z")}</text:list>'
    styled = '<text:list><text:list-item><text:p text:style-name="P2">w</text:p></text:list-item></text:list>'
    assert shown(odt(f"{first}<text:p>Between.</text:p>{more}{styled}")) == [
        ("item", "C", "x"),
        ("item", "D", "y"),
        ("paragraph", "", "Between."),
        ("item", "E", "z"),
        ("item", "C", "w"),
    ]


def test_opendocument_words_that_are_not_printed_stay_out() -> None:
    hidden = (
        '<text:span text:style-name="T1">unseen</text:span><office:annotation><text:p>why?</text:p></office:annotation>'
    )
    contents = (
        "<text:table-of-content><text:index-body><text:p>Work 3</text:p></text:index-body></text:table-of-content>"
    )
    assert shown(odt(f"{contents}<text:p>Words{hidden} by<text:s text:c='2'/>the <text:a>sea</text:a>.</text:p>")) == [
        ("paragraph", "", "Words by the sea.")
    ]


def test_opendocument_tables_and_boxes() -> None:
    cell = "<table:table-cell{}><text:p>{}</text:p></table:table-cell>"
    wide = cell.format(' table:number-columns-spanned="2"', "Ann") + "<table:covered-table-cell/>"
    rows = f"<table:table-row>{wide}{cell.format('', 'Chair')}</table:table-row>" + (
        f"<table:table-row>{cell.format('', 'Bo')}{cell.format('', 'Lee')}{cell.format('', 'Clerk')}</table:table-row>"
    )
    box = "<draw:frame><draw:text-box><text:p>In a box.</text:p></draw:text-box></draw:frame>"
    tabs = "<text:p>Cy<text:tab/>Cook</text:p><text:p>Di<text:tab/>Driver</text:p>"
    assert shown(odt(f"<text:p>Before.{box}</text:p><table:table>{rows}</table:table>{tabs}")) == [
        ("paragraph", "", "Before."),
        ("paragraph", "", "In a box."),
        ("row", "", "Ann |  | Chair"),
        ("row", "", "Bo | Lee | Clerk"),
        ("row", "", "Cy | Cook"),
        ("row", "", "Di | Driver"),
    ]


def test_opendocument_files_that_are_no_text_or_locked_are_refused() -> None:
    sheet = {"content.xml": "<x/>", "META-INF/manifest.xml": "<manifest/>"}
    with pytest.raises(ReadError, match="but no text"):
        read("sums.ods", documents_more.zipped(sheet, "application/vnd.oasis.opendocument.spreadsheet"))
    locked = sheet | {"META-INF/manifest.xml": "<manifest><encryption-data/></manifest>"}
    with pytest.raises(ReadError, match="is encrypted"):
        read("locked.odt", documents_more.zipped(locked, "application/vnd.oasis.opendocument.text"))


def test_a_footnote_of_its_own_in_an_epub() -> None:
    book = '<package><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest><spine>\
<itemref idref="a"/></spine></package>'
    page = (
        '<html xmlns:epub="http://www.idpf.org/2007/ops"><body><p>So it is.<a epub:type="noteref" href="#fn1">1</a></p>'
        '<aside epub:type="footnote" id="fn1"><p>Says Bo.</p></aside></body></html>'
    )
    container = '<container><rootfiles><rootfile full-path="book.opf"/></rootfiles></container>'
    parts = {"META-INF/container.xml": container, "book.opf": book, "a.xhtml": page}
    text = read("x.epub", documents_more.zipped(parts, "application/epub+zip"))
    assert shown(text) == [("paragraph", "", "So it is.¹"), ("note", "1", "Says Bo.")]


def test_an_email_has_a_heading_a_sender_a_date_and_words() -> None:
    sent = "Thu, 04 May 2023 10:00:00 +0100"
    data = documents_more.email_of(
        "We met.\n\n1. Rooms\n2. Boats\n", None, Subject="Harbour Day", From="Bo Lee <bo@a.example>", Date=sent
    )
    text = read("x.eml", data)
    assert text.title == "Harbour Day"
    assert shown(text) == [
        ("heading", "", "Harbour Day"),
        ("paragraph", "", "From: Bo Lee"),
        ("paragraph", "", "Date: 4 May 2023"),
        ("paragraph", "", "We met."),
        ("item", "1", "Rooms"),
        ("item", "2", "Boats"),
    ]
    with pytest.raises(ReadError, match="without words"):
        read("empty.eml", documents_more.email_of(" \n", None, Subject="Nothing"))
