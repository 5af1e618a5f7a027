"""Documents that are made to outrun the limits end early, by what they cost and not by what else the machine does."""

import io
import os
import signal
import time
import zipfile
from functools import partial
from pathlib import Path

import pytest

from api.work.curation import Curation
from api.work.loading import read_files
from api.work.reading import read_document
from loaders.formats.patience import processor_time
from loaders.sources import SourceFile, read, sources
from schema.errors import ReadError

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(body: str, footnotes: str) -> bytes:
    kinds = (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override '
        'PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main'
        '+xml"/></Types>'
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", kinds)
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        archive.writestr("word/footnotes.xml", f"<w:footnotes {W}>{footnotes}</w:footnotes>")
    return packed.getvalue()


@pytest.mark.fault("documents are made to exhaust their reader")
@pytest.mark.parametrize(
    "attributes",
    ["".join(f" a{i}=1" for i in range(100_000)), " a" * 100_000, "".join(f" a{i}='>'" for i in range(5000))],
    ids=["values", "bare", "quoted"],
)
def test_an_element_has_so_many_attributes_and_no_more(attributes: str) -> None:
    with pytest.raises(ReadError, match="more than 1,000 attributes"):
        read("page.html", f"<html><body><p{attributes}>Words.</p></body></html>".encode())


def test_long_values_are_not_many_attributes() -> None:
    picture = f"<img alt='A picture' src=\"data:image/png;base64,{'QUJD' * 50_000}==\">"
    style = f"<p style='{'color: red; ' * 5000}'>Words of a paragraph.</p>"
    assert "Words of a paragraph" in read("page.html", f"<html><body>{picture}{style}</body></html>".encode()).text


def test_of_two_notes_with_one_id_the_first_counts() -> None:
    body = '<w:p><w:r><w:t>A word</w:t><w:footnoteReference w:id="2"/></w:r></w:p>'
    note = '<w:footnote w:id="2"><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:footnote>'
    text = read("notes.docx", docx(body, note.format("First.") + note.format("Second."))).text
    assert "First." in text and "Second." not in text


@pytest.mark.fault("documents are made to exhaust their reader")
def test_a_document_ends_when_its_processor_time_is_used_up() -> None:
    before = signal.getsignal(signal.SIGVTALRM)
    with (
        pytest.raises(ReadError, match=r"slow.md takes more than 0 s of the processor"),
        processor_time("slow.md", 0.05),
    ):
        while True:
            pass
    with processor_time("idle.md", 0.05):
        time.sleep(0.2)  # waiting costs nothing
    assert signal.getsignal(signal.SIGVTALRM) == before
    sum(range(3_000_000))


@pytest.mark.fault("documents are made to exhaust their reader")
def test_reading_is_within_that_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.work.reading.processor_time", partial(processor_time, seconds=0.05))
    path = tmp_path / "long.md"
    path.write_text("# A day\n\n" + "The Alder Trust met Birch County Council. " * 20_000)
    with pytest.raises(ReadError, match="processor's time"):
        read_document(SourceFile("long.md", path), Curation())


@pytest.mark.fault("names of files are no text")
@pytest.mark.parametrize("name", [b"a\x1b[2Jb.md", b"a\rb.md", b"a\nb.md", b"a\xffb.md", "a\u202eb.md".encode()])
def test_a_name_that_is_no_text_is_one_all_the_same(tmp_path: Path, name: bytes) -> None:
    path = tmp_path / os.fsdecode(name)
    path.write_bytes(b"# Harbour Day 2023\n\nReport of Harbour Day 2023, held on 4 May 2023.\n")
    (tmp_path / "other.md").write_text("# Another day\n\nReport of the other day, held on 5 May 2023.\n")
    [first, second] = sources([tmp_path])
    assert second.name == "other.md"
    assert first.name.isprintable() and first.name.encode().endswith(b"b.md")
    told: list[str] = []
    found = read_files([tmp_path], force=True, say=told.append, curation=Curation())
    assert len(found) == 2
    for line in (*told, *(one.source for one in found), *(one.document for one in found)):
        assert line.isprintable()


@pytest.mark.fault("a folder leads elsewhere", 2)
def test_links_that_lead_out_of_a_folder_are_not_followed(tmp_path: Path) -> None:
    folder, outside = tmp_path / "reports", tmp_path / "private"
    for place in (folder, outside):
        place.mkdir()
        (place / "own.md").write_text("# A day\n\nReport of a day.\n")
    (folder / "out.md").symlink_to(outside / "own.md")
    (folder / "inside.md").symlink_to(folder / "own.md")
    (folder / "all").symlink_to(outside)
    assert [source.name for source in sources([folder])] == ["inside.md"]
    assert [source.name for source in sources([folder / "out.md"])] == ["out.md"]  # named by the person who asks
