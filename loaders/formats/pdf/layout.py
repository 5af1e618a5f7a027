"""The reading order of a PDF page: columns of text and tables, found by the white strips between them.

A page is cut again and again: into what stands above, in, and below the longest strip that parts two columns, until nothing
can be cut any more. What is left is a column, read from the top.
"""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from loaders.formats.pdf.cells import parted_cells, rows_of
from loaders.formats.pdf.page import Page
from loaders.formats.pdf.printed_lines import Line, Piece, Word, joined
from loaders.formats.pdf.tables import aligned_table, as_piece, column_starts, ruled_tables

_DEEPEST = 12
_MOST_STARTS = 12
_NARROW = 9
"""How many times the size of its letters a column of text is wide at least; white inside a narrower one comes from justifying
it."""


def columns_of(page: Page, pieces: Sequence[Piece]) -> list[list[Line]]:
    """Return the columns of a page in reading order, each as its lines; a table stands in a column as one line."""
    placed = ruled_tables(parted_cells(list(pieces)), page.rules)
    return [column for column in _cut(placed, page, page.width, 0) if column]


def _cut(pieces: list[Piece], page: Page, limit: float, depth: int) -> list[list[Line]]:
    if not pieces:
        return []
    found = _widest_cut(pieces) if depth < _DEEPEST and len(pieces) > 3 else None
    if found is None:
        aside = _aside(pieces)
        main = [p for p in pieces if id(p) not in set(map(id, aside))]
        return [_column(part, page, limit) for part in (main, aside) if part]
    above, band, below, start = found
    head, core, tail = _core(band)
    table = aligned_table(core, column_starts(core, _gutter(core)), page.rules)
    if table is not None:
        above, below = [*above, *head], [*tail, *below]
        return _cut([*above, as_piece(table), *below], page, limit, depth + 1)
    left = [p for p in band if p.x0 < start]
    right = [p for p in band if p.x0 >= start]
    parts = []
    for part, end in ((above, limit), (left, start), (right, limit), (below, limit)):
        parts += _cut(part, page, end, depth + 1)
    return parts


def _core(band: list[Piece]) -> tuple[list[Piece], list[Piece], list[Piece]]:
    """Return a band in three: lone lines that come before its first full row, its rows, and lone lines set apart after them."""
    rows = rows_of(band)
    first = next((i for i, row in enumerate(rows) if len(row) > 1), 0)
    last = len(rows) - next((i for i, row in enumerate(reversed(rows)) if len(row) > 1), 0)
    pitches = [below[0].y - row[0].y for row, below in pairwise(rows[first:last])]
    widest = 1.15 * max(pitches, default=0.0)
    while last < len(rows) and rows[last][0].y - rows[last - 1][0].y < max(widest, 1.4 * rows[last][0].size):
        last += 1
    edge = min(p.x0 for p in band)
    while first > 0 and rows[first - 1][0].x0 > edge + 20 and rows[first][0].y - rows[first - 1][0].y < widest:
        first -= 1
    parts = rows[:first], rows[first:last], rows[last:]
    head, core, tail = ([piece for row in part for piece in row] for part in parts)
    return head, core, tail


def _gutter(pieces: Sequence[Piece]) -> float:
    sizes = [p.size for p in pieces if not p.table]
    return max(4.0, 0.5 * median(sizes)) if sizes else 5.0


def _widest_cut(pieces: list[Piece]) -> tuple[list[Piece], list[Piece], list[Piece], float] | None:
    """Return the band of the page with the most text in two columns: what is above it, in it, below, and where its right
    column begins."""
    ordered = sorted(pieces, key=lambda p: (p.top, p.x0))
    gutter = _gutter(pieces)
    edge = min(p.x0 for p in pieces)
    starts: dict[int, list[Piece]] = {}
    for piece in ordered:
        if piece.x0 > edge + 2 * gutter:
            starts.setdefault(round(piece.x0 / 3), []).append(piece)
    candidates = sorted(starts.values(), key=lambda s: -len(s))[:_MOST_STARTS]
    best: tuple[float, int, int, float] | None = None
    for same in candidates:
        start = min(p.x0 for p in same) - 0.5
        for first, last in _bands(ordered, start, gutter):
            weight = _weight(ordered[first:last], start)
            if weight and (best is None or weight > best[0]):
                best = (weight, first, last, start)
    if best is None:
        return None
    _, first, last, start = best
    band = ordered[first:last]
    return ordered[:first], band, ordered[last:], start


def _bands(ordered: list[Piece], start: float, gutter: float) -> list[tuple[int, int]]:
    """Return the runs of pieces, from the top, that leave a strip free left of `start`, with what only happens to be cut off."""
    bands: list[tuple[int, int]] = []
    begin = 0
    for index in range(len(ordered) + 1):
        crosses = index == len(ordered) or (ordered[index].x0 < start and ordered[index].x1 > start - gutter)
        if not crosses:
            continue
        if index - begin >= 3:
            bands.append(_trimmed(ordered, begin, index, start))
        begin = index + 1
    return [band for band in bands if band[1] - band[0] >= 3]


def _trimmed(ordered: list[Piece], first: int, last: int, start: float) -> tuple[int, int]:
    """Return a band without the short lines above and below both columns: headings and ends that stand over all of the page."""
    while last - first >= 3:
        top, rest = ordered[first], ordered[first + 1 : last]
        side = top.x0 < start
        others = [p.top for p in rest if (p.x0 < start) != side]
        own = [p.top for p in rest if (p.x0 < start) == side]
        if not side or not others or min(others) < top.y:
            break
        typical = median(p.size for p in rest)
        distance = min(others + own) - top.y
        if (
            own
            and min(own) < min(others) - typical
            and top.size <= typical * 1.1
            and not (top.bold and distance > typical)
        ):
            break
        first += 1
    while last - first >= 3:
        bottom, rest = ordered[last - 1], ordered[first : last - 1]
        side = bottom.x0 < start
        others = [p.y for p in rest if (p.x0 < start) != side]
        if not others or max(others) > bottom.top or not side:
            break
        distance = bottom.top - max(p.y for p in rest)
        typical = median(p.size for p in rest)
        heads_below = last < len(ordered) and (bottom.bold or bottom.size > 1.1 * typical)
        if not heads_below and distance < 2.2 * typical:
            break
        last -= 1
    return first, last


def _weight(band: list[Piece], start: float) -> float:
    """Return how much a band speaks for two columns, 0 where it does not."""
    left, right = [p for p in band if p.x0 < start], [p for p in band if p.x0 >= start]
    if len(rows_of(left)) < 2 or len(rows_of(right)) < 2:
        return 0
    low = max(min(p.top for p in left), min(p.top for p in right))
    high = min(max(p.y for p in left), max(p.y for p in right))
    shared = sum(low <= p.y <= high + 1 for p in band)
    if high <= low or shared < max(4, 0.3 * len(band)):
        return 0
    size = median(p.size for p in band if not p.table) if any(not p.table for p in band) else 10.0
    edge = max(p.x1 for p in left)
    white = start - edge
    narrow = min(edge - min(p.x0 for p in left), max(p.x1 for p in right) - start) < _NARROW * size
    if narrow or len(rows_of(left)) < 3 or len(rows_of(right)) < 3:
        gaps = [b.x0 - a.x1 for row in rows_of(band) for a, b in pairwise(row) if a.x0 < start <= b.x0]
        if not gaps or median(gaps) < 1.5 * size:
            return 0
    return len(band) * (1 + 0.1 * min(white / size, 4))


def _aside(pieces: list[Piece]) -> list[Piece]:
    """Return what stands beside the lines of a column in another size, as a saying in large type does: two lines or more below
    each other, one of which is level with a line of the column and far from its end."""
    rows = rows_of([p for p in pieces if not p.table])
    seeds = [
        piece
        for row in rows
        for before, piece in pairwise(row)
        if piece.x0 - before.x1 > 3 * piece.size and piece.size > 1.15 * before.size
    ]
    found = [p for p in pieces if any(abs(p.x0 - s.x0) < s.size and abs(p.size - s.size) < 0.3 for s in seeds)]
    return found if len(found) > 1 else []


def _column(pieces: list[Piece], page: Page, limit: float) -> list[Line]:
    """Return pieces that stand in one column as its lines."""
    lines: list[Line] = []
    tables = [p for p in pieces if p.table]
    for row in rows_of([p for p in pieces if not p.table]):
        whole = joined(row) if len(row) > 1 else row[0]
        lines.append(Line(whole.words, whole.y, whole.size, page.number, whole.text, whole.bold))
    if lines:
        left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
        for line in lines:
            line.left, line.right = left, right
            line.key = (round(left / 8), round(limit / 8))
    for piece in tables:
        line = Line([Word([])], piece.top, 0, page.number, table=piece.table)
        line.left, line.right = piece.x0, piece.x1
        lines.insert(bisect_right([x.y for x in lines], piece.top + 1), line)
    return lines
