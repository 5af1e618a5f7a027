"""PDF with a text layer: what is printed, in reading order, without what the layout repeats on every page.

PDFium (pypdfium2) was taken over pdfplumber/pdfminer and pypdf. Measured on a report of 13 pages, all glyphs with place and
font: PDFium 0.4 s, pdfplumber 6 s; pypdf needs 1 s and gives no places of single glyphs. PDFium is also what browsers feed
with the world's damaged files, where pdfminer recurses and loops. docling needs models of a gigabyte. Order, paragraphs and
tables are made here in any case (`pdflines`, `pdftables`, `pdflayout`, `pdfblocks`): each library's own were made for other pages.
"""

import re
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise
from statistics import median

import pypdfium2  # type: ignore[import-untyped]

from loaders.blocks import Text
from loaders.formats.building import MAX_CHARACTERS
from loaders.formats.flow import Flow
from loaders.formats.hyphens import Hyphenation
from loaders.formats.pdfblocks import Body
from loaders.formats.pdflayout import columns_of
from loaders.formats.pdflines import Line, Piece, pieces_of
from loaders.formats.pdfpage import Page, read_page
from loaders.formats.pdftables import rows_of
from schema.errors import ReadError

MAX_PAGES = 600
MAX_SECONDS = 15.0
"""For one document; 40 pages take 2."""
_MARGIN = 0.13
"""The share of a page's height, above and below, where running heads and feet stand."""
_NUMBER = re.compile(r"^[\s|–—-]*(?:(?:page|p\.)\s*)?(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:of|/)\s*\d{1,4})?[\s|–—-]*$", re.I)
_LOCK = threading.Lock()
"""PDFium must not be entered by two threads at once."""


def read_pdf(data: bytes, *, name: str, sha256: str) -> Text:
    """Return a PDF as blocks. Raises ReadError where it is damaged, encrypted, too large, or pictures of text only."""
    with _LOCK:
        pages, title = _read_pages(data, name)
    printed = [(page, pieces_of(page.glyphs)) for page in pages]
    if not any(pieces for _, pieces in printed):
        raise ReadError(f"{name} has no text in it, only pictures; have its text recognised (OCR) and save it again")
    furniture = _furniture(printed)
    columns: list[list[Line]] = []
    for page, pieces in printed:
        columns += columns_of(page, [p for p in pieces if id(p) not in furniture])
    _widen(columns)
    body = Body(_body_size(columns), _leadings(columns))
    for number, column in enumerate(columns):
        body.add(column, number)
    flow = Flow(name)
    body.write(flow, Hyphenation("\n".join(_all_lines(columns))))
    return flow.build(sha256=sha256, media_type="application/pdf", title=title)


def _read_pages(data: bytes, name: str) -> tuple[list[Page], str | None]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as e:
        if "password" in str(e).lower() or "security" in str(e).lower():
            raise ReadError(f"{name} is encrypted; save it without a password") from None
        raise ReadError(f"{name} is a damaged PDF; expected one that a reader opens") from None
    try:
        count = len(document)
        if not 0 < count <= MAX_PAGES:
            raise ReadError(f"{name} has {count:,} pages; expected a report of 1 to {MAX_PAGES}")
        started, glyphs = time.monotonic(), 0
        pages: list[Page] = []
        for index in range(count):
            try:
                page = document[index]
            except pypdfium2.PdfiumError:
                raise ReadError(
                    f"{name} is a damaged PDF (page {index + 1} is lost); expected one that a reader opens"
                ) from None
            pages.append(read_page(page, index + 1))
            page.close()
            glyphs += len(pages[-1].glyphs)
            if pages[-1].cut or glyphs > MAX_CHARACTERS:
                raise ReadError(f"{name} has more characters on page {index + 1} than a report can hold")
            if time.monotonic() - started > MAX_SECONDS:
                raise ReadError(
                    f"{name} takes more than {MAX_SECONDS:.0f} s to read (stopped on page {index + 1}); split it"
                )
        title = document.get_metadata_value("Title")
    finally:
        document.close()
    return pages, title if isinstance(title, str) else None


def _furniture(printed: list[tuple[Page, list[Piece]]]) -> set[int]:
    """Return the pieces (by identity) that are running heads, running feet and page numbers."""
    found: set[int] = set()
    seen: dict[tuple[str, int], list[tuple[int, Piece]]] = defaultdict(list)
    body = _size([p for _, pieces in printed for p in pieces])
    for page, pieces in printed:
        rows = rows_of(pieces)
        for place, edge in enumerate((rows[:3], rows[:-4:-1])):
            for row in edge:
                if not (row[0].y < page.height * _MARGIN if place == 0 else row[0].y > page.height * (1 - _MARGIN)):
                    break
                for piece in row:
                    if _NUMBER.match(piece.text) and _alone(piece, row):
                        found.add(id(piece))
                    elif piece.size <= body * 1.15:
                        seen[re.sub(r"\b\d+\b", "#", piece.text.lower()), place].append((page.number, piece))
    least = 2 if len(printed) <= 4 else 3
    for (key, _), places in seen.items():
        middle = median(piece.y for _, piece in places)
        alike = [(number, piece) for number, piece in places if abs(piece.y - middle) < 3]
        counted = "#" in key and not re.search(r"^\W*#|#\W*$|\bpage #", key)
        if len({number for number, _ in alike}) >= least and not counted:
            found.update(id(piece) for _, piece in alike)
    return found


def _alone(piece: Piece, row: list[Piece]) -> bool:
    """Whether a page number stands apart from the text, not as a cell or the number of a list."""
    return len(row) <= 3 and (len(row) == 1 or row[0] is piece or row[-1] is piece) and not piece.marker


def _size(pieces: list[Piece]) -> float:
    sizes: Counter[float] = Counter()
    for piece in pieces:
        sizes[round(piece.size, 1)] += len(piece.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def _all_lines(columns: list[list[Line]]) -> Iterator[str]:
    for column in columns:
        for line in column:
            if line.table is None:
                yield line.text
            else:
                for row in line.table.rows:
                    yield from (piece.text for cell in row for piece in cell)


def _body_size(columns: list[list[Line]]) -> float:
    sizes: Counter[float] = Counter()
    for column in columns:
        for line in column:
            if line.table is None:
                sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def _leadings(columns: list[list[Line]]) -> dict[float, float]:
    """Return, by size of type, how far apart lines that follow one another mostly are."""
    pitches: dict[float, Counter[float]] = defaultdict(Counter)
    for column in columns:
        for line, below in pairwise(column):
            pitch = below.y - line.y
            if (
                line.table is None
                and below.table is None
                and abs(line.size - below.size) < 0.3
                and 0 < pitch < line.size * 2
            ):
                pitches[round(line.size)][round(pitch * 2) / 2] += len(line.text)
    return {size: found.most_common(1)[0][0] for size, found in pitches.items()}


def _widen(columns: list[list[Line]]) -> None:
    """Give every column the width of the widest that is laid out alike, so that short lines are seen to be short."""
    edges: dict[tuple[int, int], tuple[float, float]] = {}
    for column in columns:
        for line in column:
            if line.table is None:
                left, right = edges.get(line.key, (line.left, line.right))
                edges[line.key] = (min(left, line.left), max(right, line.right))
    for column in columns:
        for line in column:
            if line.table is None:
                line.left, line.right = edges[line.key]
