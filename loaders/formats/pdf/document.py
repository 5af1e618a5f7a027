"""PDF with a text layer: what is printed, in reading order, without what the layout repeats on every page.

PDFium (pypdfium2) was taken over pdfplumber/pdfminer and pypdf. Measured on a report of 13 pages, all glyphs with place and
font: PDFium 0.5 s, pdfplumber 6 s; pypdf needs 1 s and gives no places of single glyphs. PDFium is also hardened by what
browsers meet, where pdfminer recurses and loops; a process of its own (`worker`) holds what still goes wrong. docling needs
models of a gigabyte. Order, paragraphs and tables are made here in any case (`printed_lines`, `tables`, `layout`, `blocks`).
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise
from statistics import median

from loaders.blocks import Text
from loaders.dates import YEAR
from loaders.formats.flow import Flow
from loaders.formats.hyphens import Hyphenation
from loaders.formats.patience import Stopwatch
from loaders.formats.pdf.blocks import Body
from loaders.formats.pdf.cells import rows_of
from loaders.formats.pdf.layout import columns_of
from loaders.formats.pdf.page import Page
from loaders.formats.pdf.printed_lines import Line, Piece, pieces_of
from loaders.formats.pdf.worker import pages_of
from loaders.formats.source import Format
from schema.errors import ReadError

MAX_SECONDS = 6.0
"""How long finding the order and the tables of one document may take; 40 pages take 1."""
_MARGIN = 0.13
"""The share of a page's height, above and below, where running heads and feet stand."""
_NUMBER = re.compile(r"^[\s|–—-]*(?:(?:page|p\.)\s*)?(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:of|/)\s*\d{1,4})?[\s|–—-]*$", re.I)


def read_pdf(data: bytes, *, name: str, sha256: str) -> Text:
    """Return a PDF as blocks. Raises ReadError where it is damaged, encrypted, too large, or pictures of text only."""
    pages, title = pages_of(data, name)
    used = Stopwatch()
    printed = [(page, pieces_of(page.glyphs)) for page in pages]
    if not any(pieces for _, pieces in printed):
        raise ReadError(f"{name} has no text in it, only pictures; have its text recognised (OCR) and save it again")
    furniture = _furniture(printed)
    columns: list[list[Line]] = []
    for page, pieces in printed:
        columns += columns_of(page, [p for p in pieces if id(p) not in furniture])
        if used.seconds() > MAX_SECONDS:
            raise ReadError(
                f"{name} takes more than {MAX_SECONDS:.0f} s to lay out (stopped on page {page.number}); split it"
            )
    _widen(columns)
    body = Body(_body_size(columns), _leadings(columns))
    for number, column in enumerate(columns):
        body.add(column, number)
    flow = Flow(name)
    body.write(flow, Hyphenation("\n".join(_all_lines(columns))))
    return flow.build(sha256=sha256, media_type="application/pdf", property_title=title)


def _furniture(printed: list[tuple[Page, list[Piece]]]) -> set[int]:
    """Return the pieces (by identity) that are running heads, running feet and page numbers."""
    found: set[int] = set()
    seen: dict[tuple[str, int], list[tuple[int, Piece]]] = defaultdict(list)
    body = _size([p for _, pieces in printed for p in pieces])
    title = " ".join(p.text for p in printed[0][1] if p.size >= 1.3 * body).lower()
    for page, pieces in printed:
        rows = rows_of(pieces)
        for place, edge in enumerate((rows[:3], rows[:-4:-1])):
            for row in edge:
                if not (row[0].y < page.height * _MARGIN if place == 0 else row[0].y > page.height * (1 - _MARGIN)):
                    break
                for piece in row:
                    again = piece.size < 0.95 * body and piece.text.lower() in title
                    titled = piece.size >= 1.3 * body and re.fullmatch(YEAR, piece.text)  # the end of a wrapped title
                    if again or (_NUMBER.match(piece.text) and _alone(piece, row) and not titled):
                        found.add(id(piece))
                    elif piece.size <= body * 1.15:
                        seen[re.sub(r"\b\d+\b", "#", piece.text.lower()), place].append((page.number, piece))
    least = 2 if len(printed) <= 4 else 3
    for (key, _), places in seen.items():
        middle = median(piece.y for _, piece in places)
        alike = [(number, piece) for number, piece in places if abs(piece.y - middle) < 3]
        counted = len({piece.text for _, piece in alike}) > 1 and not re.search(r"^\W*#|#\W*$|\bpage #", key)
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


FORMAT = Format(
    name="PDF",
    endings=(".pdf",),
    media_type="application/pdf",
    sniff=lambda s: b"%PDF-" in s.data[:1024],
    read=lambda s: read_pdf(s.data, name=s.name, sha256=s.sha256),
)
