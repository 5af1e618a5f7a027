"""OpenDocument texts (LibreOffice, and many a council), from their XML: like Word documents, blocks in the order of the page."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from loaders.blocks import Text
from loaders.formats.archive import Archive, Element
from loaders.formats.building import Run
from loaders.formats.flow import BULLET, FROM_ABOVE, Cell, Flow, cell_of, is_headed, number_as
from loaders.formats.odt_styles import TEXT, Look, OdtStyles, whole
from loaders.formats.source import Format
from loaders.formats.tabs import TabColumns
from schema.errors import ReadError

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
MAX_ELEMENTS = 200_000
"""The most elements of a document; 100 pages have 20,000."""
MAX_COLUMNS = 60
MAX_DEPTH = 60
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_XLINK = "{http://www.w3.org/1999/xlink}"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_NOT_READ = frozenset(
    {
        f"{TEXT}tracked-changes",
        f"{TEXT}table-of-content",
        f"{TEXT}alphabetical-index",
        f"{TEXT}user-index",
        f"{TEXT}sequence-decls",
        f"{_OFFICE}annotation",
        f"{_OFFICE}forms",
    }
)
_MARK = re.compile(r"\d{1,3}|[*†‡§]")


def read_odt(archive: Archive, *, name: str, sha256: str) -> Text:
    """Return an OpenDocument text as blocks. Raises ReadError where it is damaged, encrypted or too large."""
    manifest = "META-INF/manifest.xml"
    if manifest in archive.parts and next(archive.xml(manifest).iter("{*}encryption-data"), None) is not None:
        raise ReadError(f"{name} is encrypted; save it without a password")
    content = archive.xml("content.xml")
    if sum(1 for _ in islice(content.iter(), MAX_ELEMENTS + 1)) > MAX_ELEMENTS:
        raise ReadError(f"{name} holds more than {MAX_ELEMENTS:,} elements; a report has far fewer, so split it")
    body = content.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise ReadError(f"{name} is an OpenDocument file, but no text; save it as ODT or PDF")
    styles = [archive.xml("styles.xml")] if "styles.xml" in archive.parts else []
    meta = archive.xml("meta.xml") if "meta.xml" in archive.parts else None
    document = _Document(name, OdtStyles(*styles, content))
    document.read(body)
    return document.flow.build(
        sha256=sha256,
        media_type=MEDIA_TYPE,
        property_title=meta.findtext(f".//{_TITLE}") if meta is not None else None,
    )


@dataclass(slots=True)
class _List:
    """An open list: its style, how deep it lies, and the item that waits for its words."""

    style: str | None
    level: int
    marker: str | None = None


class _Document:
    """Reads the body once, in order."""

    def __init__(self, name: str, styles: OdtStyles) -> None:
        self.flow = Flow(name)
        self._styles = styles
        self._columns = TabColumns(self.flow)
        self._counts: defaultdict[tuple[str | None, int], int] = defaultdict(int)
        """The last number of every list style and level, for lists that go on."""
        self._boxes: list[Element] = []
        self._notes: list[tuple[str, list[Run]]] = []
        self._below_title = 0
        """1 where the document's title is a heading above all others."""

    def read(self, body: Element) -> None:
        """Read the body, then the notes."""
        titles = (p.get(f"{TEXT}style-name") for p in body.iter(f"{TEXT}p"))
        self._below_title = int(any(self._styles.is_title(name) for name in titles))
        self._blocks(body, 0)
        self._columns.end()
        for marker, runs in self._notes:
            self.flow.note(runs, marker)

    def _blocks(self, parent: Element, depth: int, inside: _List | None = None) -> None:
        if depth > MAX_DEPTH:
            return
        for child in parent:
            if child.tag in (f"{TEXT}p", f"{TEXT}h"):
                self._paragraph(child, depth, inside)
            elif child.tag == f"{TEXT}list":
                self._list(child, depth, inside)
            elif child.tag == f"{_TABLE}table":
                self._table(child, depth)
            elif child.tag in (f"{_DRAW}frame", f"{_DRAW}text-box", f"{TEXT}section", f"{TEXT}index-body"):
                self._blocks(child, depth + 1, inside)

    def _paragraph(self, paragraph: Element, depth: int, inside: _List | None) -> None:
        runs = self._runs(paragraph)
        boxes, self._boxes = self._boxes, []
        if any(run.text.strip() for run in runs):
            self._place(paragraph, runs, inside)
        for box in boxes:
            self._blocks(box, depth + 1)

    def _place(self, paragraph: Element, runs: list[Run], inside: _List | None) -> None:
        is_heading = paragraph.tag == f"{TEXT}h"
        title = self._styles.is_title(paragraph.get(f"{TEXT}style-name"))
        marker = None
        if inside is not None:
            marker, inside.marker = inside.marker, None
        if not (is_heading or title or marker) and self._columns.take(runs):
            return
        self._columns.end()
        if is_heading or title:
            level = 1 if title else whole(paragraph.get(f"{TEXT}outline-level"), 1) + self._below_title
            self.flow.heading(runs, min(level, 6), marker=marker if marker != BULLET else None)
        elif marker is not None and inside is not None:
            self.flow.item(runs, level=inside.level, marker=marker)
        else:
            self.flow.paragraph(runs)

    def _list(self, element: Element, depth: int, outer: _List | None) -> None:
        style = element.get(f"{TEXT}style-name") or (outer.style if outer else None)
        if style is None:
            first = next(element.iter(f"{TEXT}p"), None)
            style = self._styles.list_of(first.get(f"{TEXT}style-name")) if first is not None else None
        own = _List(style, outer.level + 1 if outer else 0)
        numbering = self._styles.numbering(style, own.level)
        goes_on = element.get(f"{TEXT}continue-numbering") == "true" or element.get(f"{TEXT}continue-list")
        key = (style, own.level)
        if numbering is not None and not goes_on:
            self._counts[key] = numbering.start - 1
        for item in element:
            if item.tag not in (f"{TEXT}list-item", f"{TEXT}list-header"):
                continue
            holds_words = any(child.tag in (f"{TEXT}p", f"{TEXT}h") for child in item)
            if item.tag == f"{TEXT}list-header" or not holds_words:
                own.marker = None
            elif numbering is None:
                own.marker = BULLET
            else:
                self._counts[key] = whole(item.get(f"{TEXT}start-value"), self._counts[key] + 1)
                own.marker = number_as(self._counts[key], numbering.order)
            self._blocks(item, depth + 1, own)

    def _runs(self, paragraph: Element) -> list[Run]:
        runs: list[Run] = []
        look = self._styles.look("paragraph", paragraph.get(f"{TEXT}style-name"), Look())
        self._collect(paragraph, look, None, runs, 0)
        return runs

    def _collect(self, parent: Element, look: Look, url: str | None, runs: list[Run], depth: int) -> None:
        def add(text: str | None) -> None:
            if text and not look.hidden:
                runs.append(_run(re.sub(r"[ \t\r\n]+", " ", text), look, url))

        add(parent.text)
        for child in parent:
            tag = child.tag
            if tag == f"{TEXT}s":
                runs.append(Run(" " * min(whole(child.get(f"{TEXT}c"), 1), 100)))
            elif tag == f"{TEXT}tab":
                runs.append(Run("\t"))
            elif tag == f"{TEXT}line-break":
                runs.append(Run("\n"))
            elif tag == f"{TEXT}note":
                self._note(child, runs)
            elif tag == f"{_DRAW}frame":
                self._boxes += child.iterchildren(f"{_DRAW}text-box")
            elif tag == f"{TEXT}span" and depth < MAX_DEPTH:
                inner = self._styles.look("text", child.get(f"{TEXT}style-name"), look)
                self._collect(child, inner, url, runs, depth + 1)
            elif tag == f"{TEXT}a" and depth < MAX_DEPTH:
                address = str(child.get(f"{_XLINK}href") or "")
                to = url if not address or address.startswith("#") else address
                self._collect(child, look, to, runs, depth + 1)
            elif tag not in _NOT_READ and depth < MAX_DEPTH:
                self._collect(child, look, url, runs, depth + 1)
            add(child.tail)

    def _note(self, note: Element, runs: list[Run]) -> None:
        marker = " ".join("".join(map(str, c.itertext())) for c in note.iterchildren(f"{TEXT}note-citation")).strip()
        words: list[Run] = []
        for paragraph in note.iter(f"{TEXT}p"):
            words += [*self._runs(paragraph), Run(" ")]
        if marker:
            runs.append(Run(marker, note=marker))
            self._notes.append((marker, words))

    def _table(self, table: Element, depth: int) -> None:
        self._columns.end()
        rows = list(_rows(table))
        cells = [[c for c in row if c.tag == f"{_TABLE}table-cell"] for row, _ in rows]
        only = [cell for row in cells for cell in row]
        if len(only) == 1 or any(cell.find(f".//{TEXT}h") is not None for cell in only):
            for cell in only:
                self._blocks(cell, depth + 1)
            self._columns.end()
            return
        filled = [self._cells(row) for row, _ in rows]
        headers = sum(1 for _, in_head in rows if in_head)
        if not headers and is_headed(filled):
            headers = 1
        self.flow.table(filled, headers=headers)

    def _cells(self, row: Element) -> list[Cell]:
        cells: list[Cell] = []
        across = 0
        """How many of the next columns a cell of this row covers."""
        for cell in row:
            times = min(whole(cell.get(f"{_TABLE}number-columns-repeated"), 1), MAX_COLUMNS - len(cells))
            if cell.tag == f"{_TABLE}table-cell":
                cells += [self._lines(cell)] * times
                across = whole(cell.get(f"{_TABLE}number-columns-spanned"), 1) - 1
            elif cell.tag == f"{_TABLE}covered-table-cell":
                cells += [[] if at < across else FROM_ABOVE for at in range(times)]
                across -= times
        return cells

    def _lines(self, cell: Element) -> Cell:
        lines = cell_of(map(self._runs, cell.iter(f"{TEXT}p")))
        self._boxes = []
        return lines


def _run(text: str, look: Look, url: str | None) -> Run:
    if look.raised and _MARK.fullmatch(text.strip()):
        return Run(text.strip(), note=text.strip())
    return Run(text, bold=look.bold, italic=look.italic, url=url)


def _rows(table: Element) -> Iterator[tuple[Element, bool]]:
    """Yield the rows of a table, not of the tables inside it, each with whether it stands in the table's head."""
    for child in table:
        if child.tag == f"{_TABLE}table-row":
            yield child, False
        elif child.tag in (f"{_TABLE}table-header-rows", f"{_TABLE}table-rows", f"{_TABLE}table-row-group"):
            head = child.tag == f"{_TABLE}table-header-rows"
            yield from ((row, head or inner) for row, inner in _rows(child))


FORMAT = Format(
    name="ODT",
    endings=(".odt",),
    media_type=MEDIA_TYPE,
    sniff=lambda s: {"content.xml", "META-INF/manifest.xml"} <= s.parts,
    read=lambda s: read_odt(s.archive, name=s.name, sha256=s.sha256),
)
