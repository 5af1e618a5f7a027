"""EPUB books: the web pages that their spine lists, one after the other."""

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote

from loaders.blocks import Text
from loaders.formats.archive import Archive
from loaders.formats.encodings import decode
from loaders.formats.html import read_pages
from loaders.formats.source import MAX_TEXT_BYTES, Format
from schema.errors import ReadError

MEDIA_TYPE = "application/epub+zip"
_CONTAINER = "META-INF/container.xml"
_PAGES = frozenset({"application/xhtml+xml", "text/html"})


def read_epub(archive: Archive, *, name: str, sha256: str) -> Text:
    """Return a book as blocks. Raises ReadError where it is damaged, locked, or has no page to read."""
    package = next((str(f.get("full-path")) for f in archive.xml(_CONTAINER).iter("{*}rootfile")), "")
    if package not in archive.parts:
        raise ReadError(f"{name} is an EPUB without its list of pages; expected one that a reader opens")
    book = archive.xml(package)
    title = next((str(t.text) for t in book.iter("{*}title") if t.text), None)
    folder = posixpath.dirname(package)
    items = {str(i.get("id")): i for i in book.iter("{*}item") if i.get("media-type") in _PAGES}
    chosen = [
        posixpath.normpath(posixpath.join(folder, unquote(str(item.get("href")))))
        for ref in book.iter("{*}itemref")
        if (item := items.get(str(ref.get("idref")))) is not None
        and "nav" not in str(item.get("properties") or "").split()
    ]

    def pages() -> Iterator[str]:
        size = 0
        for part in dict.fromkeys(p for p in chosen if p in archive.parts):
            data = archive.read(part)
            size += len(data)
            if size > MAX_TEXT_BYTES:
                raise ReadError(
                    f"{name} unpacks to more than {MAX_TEXT_BYTES // 10**6} MB of pages; no report is that large"
                )
            if data.strip():
                yield decode(data, name, "expected an EPUB that is not locked")

    return read_pages(pages(), name=name, sha256=sha256, media_type=MEDIA_TYPE, title=title)


FORMAT = Format(
    name="EPUB",
    endings=(".epub",),
    media_type=MEDIA_TYPE,
    sniff=lambda s: _CONTAINER in s.parts,
    read=lambda s: read_epub(s.archive, name=s.name, sha256=s.sha256),
)
