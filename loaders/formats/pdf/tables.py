"""Tables on a PDF page: those with drawn lines, and those whose cells only stand in line.

A PDF has no tables, only words and strokes. Where strokes make a grid, the grid decides. Where words stand in columns, rows are
told from wrapped cells by how far apart the lines are, and where all lines are equally far, by whether a word would have fitted.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from loaders.formats.pdf.cells import cut_at, rows_of
from loaders.formats.pdf.drafts import cards_side_by_side
from loaders.formats.pdf.drawings import Rule
from loaders.formats.pdf.printed_lines import MARK_ALONE, Piece, Table, Word, joined

_NEAR = 2.5
"""By how many points lines may miss each other and still meet."""
_LABEL = 25
"""The most characters of a label in the first column of a table."""
_ITEMS = 2
"""The fewest items of a column that is a list."""


def as_piece(table: Table) -> Piece:
    """Return a table as a piece that takes its place on the page."""
    return Piece([], table.x0, table.x1, table.bottom, table.bottom - table.top, table.top, table=table)


def ruled_tables(pieces: list[Piece], rules: Sequence[Rule]) -> list[Piece]:
    """Return the pieces of a page, those inside grids of drawn lines replaced by their tables."""
    for xs, ys, verticals in _grids(rules):
        box = xs[0] - _NEAR, ys[0] - _NEAR, xs[-1] + _NEAR, ys[-1] + _NEAR
        inside = [
            p
            for p in pieces
            if not p.table and box[0] <= (p.x0 + p.x1) / 2 <= box[2] and box[1] <= p.y - p.size * 0.3 <= box[3]
        ]
        table = _filled(inside, xs, ys, verticals)
        if table is not None:
            gone = set(map(id, inside))
            pieces = [p for p in pieces if id(p) not in gone]
            pieces.append(as_piece(table))
    return pieces


def _grids(rules: Sequence[Rule]) -> list[tuple[list[float], list[float], list[Rule]]]:
    """Return the grids that lines make: where their columns and rows are parted, and the vertical lines."""
    across = _merged([r for r in rules if r.horizontal], horizontal=True)
    down = _merged([r for r in rules if not r.horizontal], horizontal=False)
    if len(across) < 2 or len(down) < 2 or len(across) * len(down) > 400_000:
        return []
    lines = [*across, *down]
    parent = list(range(len(lines)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, h in enumerate(across):
        for j, v in enumerate(down, len(across)):
            if h.x0 - _NEAR <= v.x0 <= h.x1 + _NEAR and v.y0 - _NEAR <= h.y0 <= v.y1 + _NEAR:
                parent[root(i)] = root(j)
    groups: dict[int, list[Rule]] = {}
    for i, line in enumerate(lines):
        groups.setdefault(root(i), []).append(line)
    found = []
    for group in groups.values():
        ys = _distinct([r.y0 for r in group if r.horizontal])
        verticals = [r for r in group if not r.horizontal]
        xs = _distinct([r.x0 for r in verticals])
        if len(xs) >= 2 and len(ys) >= 2 and (len(xs) > 2 or len(ys) > 2):
            found.append((xs, ys, verticals))
    return found


def _merged(rules: list[Rule], *, horizontal: bool) -> list[Rule]:
    """Return lines with those joined that overlap or continue one another."""

    def at(rule: Rule) -> float:
        return rule.y0 if horizontal else rule.x0

    def begin(rule: Rule) -> float:
        return rule.x0 if horizontal else rule.y0

    def end(rule: Rule) -> float:
        return rule.x1 if horizontal else rule.y1

    found: list[Rule] = []
    for rule in sorted(rules, key=lambda r: (round(at(r)), begin(r))):
        last = found[-1] if found else None
        if last and abs(at(last) - at(rule)) <= _NEAR and begin(rule) <= end(last) + _NEAR:
            low, high = min(begin(last), begin(rule)), max(end(last), end(rule))
            found[-1] = Rule(low, at(last), high, at(last)) if horizontal else Rule(at(last), low, at(last), high)
        else:
            found.append(rule)
    return found


def _distinct(values: list[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _NEAR + 1:
            found.append(value)
    return found


def _filled(pieces: list[Piece], xs: list[float], ys: list[float], verticals: list[Rule]) -> Table | None:
    """Return the table that the pieces fill a grid to; None for a frame around text, or a grid with next to nothing in it."""
    rows: list[list[list[Word]]] = [[[] for _ in xs[1:]] for _ in ys[1:]]
    for piece in pieces:
        row = min(max(bisect_right(ys, piece.y - piece.size * 0.3) - 1, 0), len(ys) - 2)
        middle = (ys[row] + ys[row + 1]) / 2
        walls = sorted(v.x0 for v in verticals if v.y0 - _NEAR <= middle <= v.y1 + _NEAR)
        for word in piece.words:
            center = (word.x0 + word.x1) / 2
            left = max((w for w in walls if w <= center), default=xs[0])
            column = min(max(bisect_right(xs, left + _NEAR) - 1, 0), len(xs) - 2)
            rows[row][column].append(word)
    filled = sum(bool(cell) for row in rows for cell in row)
    long = sum(sum(len(w.glyphs) for w in cell) > 700 for row in rows for cell in row)
    letters = sum(len(w.glyphs) for row in rows for cell in row for w in cell)
    boxes = sum(any(row) for row in rows) <= 2 and letters > 120 * filled
    """Boxes around text that only touch."""
    if filled < 2 or long * 2 >= filled or boxes:
        return None
    cells = [[_lines(cell) for cell in row] for row in rows if any(row)]
    keep = [c for c in range(len(xs) - 1) if xs[c + 1] - xs[c] > 9 or any(row[c] for row in cells)]
    cells = [[row[c] for c in keep] for row in cells]
    if len(keep) < 2:
        return None
    return Table(cells, xs[0], xs[-1], ys[0], ys[-1])


def _lines(words: list[Word]) -> list[Piece]:
    """Return the words of a cell as its lines."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda w: (w.glyphs[-1].y, w.x0)):
        if lines and abs(lines[-1][-1].glyphs[-1].y - word.glyphs[-1].y) < 0.4 * word.glyphs[-1].size:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [joined([Piece([w], w.x0, w.x1, 0, 0, 0) for w in line]) for line in lines]


def column_starts(pieces: Sequence[Piece], least: float) -> list[float]:
    """Return where columns begin: where many pieces do and next to none runs over, else right of the strips that none crosses."""
    rows = rows_of(pieces)
    ordered = sorted(pieces, key=lambda p: p.x0)
    clusters: list[list[Piece]] = []
    for piece in ordered:
        if clusters and piece.x0 - clusters[-1][0].x0 < 2.5:
            clusters[-1].append(piece)
        else:
            clusters.append([piece])
    voted: list[float] = []
    for cluster in clusters:
        start = cluster[0].x0
        over = sum(p.x0 < start - least / 2 and p.x1 > start for p in pieces)
        if len(cluster) >= max(2, 0.2 * len(rows)) and over <= 0.1 * len(rows):
            voted.append(start)
    strips: list[float] = []
    end = float("-inf")
    for piece in ordered:
        if piece.x0 - end >= least:
            strips.append(piece.x0)
        end = max(end, piece.x1)
    return voted if len(voted) >= len(strips) else strips


def aligned_table(pieces: Sequence[Piece], starts: Sequence[float], rules: Sequence[Rule]) -> Table | None:
    """Return the table that pieces in two or more columns are; None where the columns are columns of running text."""
    if len(starts) < 2 or any(p.table for p in pieces):
        return None
    pieces = cut_at(pieces, starts)
    rows = rows_of(pieces)
    usual = median(p.size for p in pieces)
    if len(rows) < 2 or sum(abs(p.size - usual) > 0.15 * usual for p in pieces) > 0.03 * len(pieces):
        return None
    grouped = cards_side_by_side(rows) or _grouped(rows, starts, rules)
    cells = [_cells(group, starts) for group in grouped]
    both = [row for row in cells if sum(bool(cell) for cell in row) >= 2]
    if len(both) < 2 or len(both) < 0.5 * len(cells):
        return None
    running = [_running(pieces, starts, column) for column in range(len(starts))]
    lengths = sorted(len(p.text) for p in pieces)
    short = lengths[len(lengths) // 2] <= 45 and lengths[len(lengths) * 9 // 10] <= 75 and max(running) <= 0.34
    strips = 2 <= len(grouped) < len(rows) * 0.8 and min(running) <= 0.34
    labelled = max(running) <= 0.34 and all(_is_labelled(row) for row in cells)
    even = sum(_level(row) for row in both) >= 0.8 * len(both)
    if not even or not (short or strips or labelled) or _are_lists(rows, starts):
        return None
    gaps = [b.x0 - a.x1 for row in rows for a, b in pairwise(row)]
    if not gaps or median(gaps) < 1.5 * usual:
        return None
    top, bottom = min(p.top for p in pieces), max(p.y for p in pieces)
    return Table(cells, min(p.x0 for p in pieces), max(p.x1 for p in pieces), top, bottom, tuple(starts))


def _is_labelled(row: list[list[Piece]]) -> bool:
    """Whether a row is a short label of one line, and what stands beside it."""
    return all(row) and len(row[0]) == 1 and len(row[0][0].text) <= _LABEL


def _are_lists(rows: list[list[Piece]], starts: Sequence[float]) -> bool:
    """Whether columns are lists whose items run over their lines, so that a mark in one stands beside the midst of an item in the
    other."""
    marked = [[(_column(p, starts), _begins_item(p)) for p in row] for row in rows]
    counts = Counter(column for row in marked for column, begins in row if begins)
    beside = [{begins for _, begins in row} for row in marked if len(row) > 1]
    return min(counts[column] for column in range(len(starts))) >= _ITEMS and 3 * beside.count({True, False}) > len(
        beside
    )


def _begins_item(piece: Piece) -> bool:
    """Whether a line begins with the mark of an item."""
    return len(piece.words) > 1 and MARK_ALONE.match(piece.words[0].text) is not None


def as_row(words: list[Word], size: float, starts: Sequence[float]) -> list[list[Piece]] | None:
    """Return a line as a row of a table whose columns begin at `starts`; None where it does not fill two of them."""
    piece = Piece(words, words[0].x0, words[-1].x1, words[0].glyphs[0].y, size, 0)
    cut = cut_at([piece], starts)
    if len(cut) < 2 or not all(any(abs(p.x0 - start) < 2 for start in starts) for p in cut):
        return None
    return _cells([cut], starts)


def _running(pieces: Sequence[Piece], starts: Sequence[float], column: int) -> float:
    """Return the share of a column's lines that go on in the next line, as those of running text do; none where each begins
    with a capital, as names below each other do."""
    own = sorted((p for p in pieces if _column(p, starts) == column), key=lambda p: p.y)
    if not any(piece.text[:1].islower() for piece in own):
        return 0.0
    end = max((p.x1 for p in own), default=0.0)
    on = 0
    for line, below in pairwise(own):
        first = below.words[0]
        full = line.x1 + (first.x1 - first.x0) + line.size * 0.5 >= end
        on += (
            full
            and len(line.text) > 25
            and below.y - line.y < 1.7 * line.size
            and not line.text.endswith((".", ":", ";"))
        )
    return on / len(own) if len(own) > 3 else 0.0


def _level(row: list[list[Piece]]) -> bool:
    """Whether the cells of a row begin on one line, or are centred on one."""
    heads = [cell[0].y for cell in row if cell]
    middles = [(cell[0].y + cell[-1].y) / 2 for cell in row if cell]
    slack = 0.4 * max(cell[0].size for cell in row if cell)
    return max(heads) - min(heads) <= slack or max(middles) - min(middles) <= slack


def _column(piece: Piece, starts: Sequence[float]) -> int:
    return max(0, bisect_right(starts, piece.x0 + 2) - 1)


def _cells(group: list[list[Piece]], starts: Sequence[float]) -> list[list[Piece]]:
    cells: list[list[Piece]] = [[] for _ in starts]
    for row in group:
        filled: dict[int, list[Piece]] = {}
        for piece in row:
            filled.setdefault(_column(piece, starts), []).append(piece)
        for column, found in filled.items():
            cells[column].append(joined(found) if len(found) > 1 else found[0])
    return cells


def _grouped(rows: list[list[Piece]], starts: Sequence[float], rules: Sequence[Rule]) -> list[list[list[Piece]]]:
    """Return the lines of a table grouped to its rows."""
    x0, x1 = min(p.x0 for r in rows for p in r), max(p.x1 for r in rows for p in r)
    lines = [r.y0 for r in rules if r.horizontal and min(r.x1, x1) - max(r.x0, x0) > 0.4 * (x1 - x0)]
    between = [any(a[0].y < y < b[0].y - 0.3 * b[0].size for y in lines) for a, b in pairwise(rows)]
    if sum(between) >= 2:
        return _parted(rows, between)
    strips = _parted(rows, _white(rows, starts))
    if 2 <= len(strips) < len(rows) and _wrapped_inside(strips, starts):
        return strips
    groups = [[rows[0]]]
    for row in rows[1:]:
        if _wraps(groups[-1], row, starts):
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def _parted(rows: list[list[Piece]], breaks: Sequence[bool]) -> list[list[list[Piece]]]:
    groups = [[rows[0]]]
    for row, new in zip(rows[1:], breaks, strict=True):
        if new:
            groups.append([row])
        else:
            groups[-1].append(row)
    return groups


def _white(rows: list[list[Piece]], starts: Sequence[float]) -> list[bool]:
    """Return after which lines there is more white, over all columns, than between the lines of one cell."""
    least, last = float("inf"), dict.fromkeys(range(len(starts)), float("-inf"))
    for row in rows:
        for piece in row:
            column = _column(piece, starts)
            if piece.y - last[column] > 0.8 * piece.size:
                least = min(least, piece.y - last[column])
            last[column] = piece.y
    size = median(p.size for r in rows for p in r)
    slack = least - size + 0.13 * size
    breaks, lower = [], max(p.y for p in rows[0])
    for above, row in pairwise(rows):
        apart = min(p.y for p in row) - size - lower > slack
        breaks.append(apart or _is_label(row, starts) or _is_label(above, starts))
        lower = max(lower, *(p.y for p in row))
    return breaks


def _is_label(row: list[Piece], starts: Sequence[float]) -> bool:
    """Whether a line is a label in the first column over the rows below it, such as "Apologies:"."""
    return len(row) == 1 and not _column(row[0], starts) and row[0].text.endswith(":") and row[0].text[:1].isupper()


def _wrapped_inside(groups: list[list[list[Piece]]], starts: Sequence[float]) -> bool:
    """Whether the lines inside the cells were wrapped: most could not have taken the next line's first word."""
    ends = [start - 2 * groups[0][0][0].size for start in starts[1:]] + [0.0]
    for piece in (p for group in groups for row in group for p in row):
        ends[_column(piece, starts)] = max(ends[_column(piece, starts)], piece.x1)
    full = total = 0
    for group in groups:
        for cell in _cells(group, starts):
            for line, below in pairwise(cell):
                first = below.words[0]
                total += 1
                full += line.x1 + (first.x1 - first.x0) + line.size * 0.5 > ends[_column(line, starts)]
    return full >= 0.7 * total


def _wraps(group: list[list[Piece]], row: list[Piece], starts: Sequence[float]) -> bool:
    """Whether a line only goes on with cells that had no room left."""
    above = {_column(p, starts): p for p in group[-1]}
    columns = [_column(p, starts) for p in row]
    if _is_label(row, starts):
        return False
    if len(columns) >= max(len(above), 2) or not all(c in above for c in columns):
        return False
    for piece, column in zip(row, columns, strict=True):
        edge = starts[column + 1] - 2 if column + 1 < len(starts) else float("inf")
        first = piece.words[0]
        if above[column].x1 + (first.x1 - first.x0) + piece.size * 0.5 < edge:
            return False
    return True
