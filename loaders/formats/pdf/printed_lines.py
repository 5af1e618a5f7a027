"""Glyphs to words, and words to the pieces of lines that stand together on a page."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from loaders.formats.building import Run
from loaders.formats.lists import read_marker
from loaders.formats.pdf.page import Glyph

MARK_ALONE = re.compile(r"^(?:[^\w\s\"'“‘(&£$€@#\[]|o|[\ue000-\uf8ff]|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)])$")
"""A list marker that stands for itself, as one word."""
_LEAST = 3
"""The fewest glyphs of a text that is printed over another; fewer may be accents."""
_DRAWN = re.compile(r"^[\ue000-\uf8ff]$")


@dataclass(slots=True)
class Word:
    """Glyphs without a space between them."""

    glyphs: list[Glyph]
    raised: frozenset[int] = frozenset()
    """Which of the glyphs are raised, by their position."""

    @property
    def x0(self) -> float:
        """Where it begins."""
        return self.glyphs[0].x0

    @property
    def x1(self) -> float:
        """Where it ends."""
        return max(g.x1 for g in self.glyphs[-3:])

    @property
    def text(self) -> str:
        """Its characters."""
        return "".join(g.text for g in self.glyphs)


@dataclass(slots=True)
class Piece:
    """Words on one line without a wide gap between them; or a table, which keeps its place in the reading order like one."""

    words: list[Word]
    x0: float
    x1: float
    y: float
    """Of its baseline; a table's lower edge."""
    size: float
    top: float
    marker: bool = False
    """Whether its first word is the marker of a list, set apart."""
    table: "Table | None" = None

    @property
    def text(self) -> str:
        """Its words with single spaces."""
        return " ".join(word.text for word in self.words)

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(g.bold for word in self.words for g in word.glyphs)


@dataclass(slots=True)
class Table:
    """A table: rows of cells, each cell its printed lines from the top."""

    rows: list[list[list[Piece]]]
    x0: float
    x1: float
    top: float
    bottom: float
    starts: tuple[float, ...] = ()
    """Where its columns begin, where no lines are drawn between them."""


@dataclass(slots=True)
class Line:
    """A line of a column of text."""

    words: list[Word]
    y: float
    size: float
    page: int
    text: str = ""
    bold: bool = False
    left: float = 0
    """Where the column begins that it stands in, and where its longest line ends."""
    right: float = 0
    table: Table | None = None
    key: tuple[int, int] = field(default=(0, 0))
    """Which column of the layout it stands in: columns with the same key are equally wide."""

    @property
    def x0(self) -> float:
        """Where it begins."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Where it ends."""
        return self.words[-1].x1

    def has_room_for(self, word: Word) -> bool:
        """Whether a word would have fitted after the last one: then the line was ended on purpose."""
        return self.x1 + (word.x1 - word.x0) + self.size * 0.55 < self.right


def pieces_of(glyphs: Sequence[Glyph]) -> list[Piece]:
    """Return the pieces of a page, from the top, each line from the left."""
    if not glyphs:
        return []
    pieces: list[Piece] = []
    line: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda g: (g.y, g.x0)):
        if line and glyph.y - line[0].y > max(0.12 * min(glyph.size, line[0].size), 0.3):
            pieces += _cut(line)
            line = []
        line.append(glyph)
    pieces += _cut(line)
    return _with_markers(_with_raised(pieces))


def _cut(line: list[Glyph]) -> list[Piece]:
    """Return the glyphs of one baseline as pieces."""
    return [piece for layer in _layers(line) for piece in _pieces(layer)]


def _layers(line: list[Glyph]) -> list[list[Glyph]]:
    """Return the glyphs of one baseline in layers, of which none is printed over itself: a cell of a sheet that runs into the next
    one is drawn on its own, and so is the next."""
    drawn: dict[int, list[Glyph]] = {}
    for glyph in line:
        drawn.setdefault(glyph.stretch, []).append(glyph)
    layers: list[list[Glyph]] = []
    for glyphs in drawn.values():
        free = next((layer for layer in layers if not _is_over(glyphs, layer)), None)
        if free is None:
            layers.append(list(glyphs))
        else:
            free += glyphs
            free.sort(key=lambda g: g.x0)
    return layers


def _is_over(glyphs: list[Glyph], layer: list[Glyph]) -> bool:
    """Whether one of several glyphs is printed over another, and not over the same one to make it bold."""
    if len(glyphs) < _LEAST:
        return False
    starts = [g.x0 for g in layer]
    for glyph in glyphs:
        middle = (glyph.x0 + glyph.x1) / 2
        at = bisect_right(starts, middle) - 1
        if at >= 0 and middle < layer[at].x1 and layer[at].text != glyph.text:
            return True
    return False


def _pieces(line: list[Glyph]) -> list[Piece]:
    """Return the glyphs of a baseline, none of which is printed over another's text, as pieces."""
    line.sort(key=lambda g: g.x0)
    kept: list[Glyph] = []
    for glyph in line:
        last = kept[-1] if kept else None
        if last and last.text == glyph.text and abs(last.x0 - glyph.x0) < 0.12 * glyph.size:
            last.bold = True
            continue
        kept.append(glyph)
    gaps = [b.x0 - a.x1 for a, b in pairwise(kept)]
    tracking = max(0.0, median(gaps)) if len(gaps) > 4 else 0.0
    spaces = [gap for gap in gaps if gap > 0.17 * kept[0].size + tracking]
    loose = 2.2 * median(spaces) if len(spaces) > 3 else float("inf")
    """What no space between the words of this line is as wide as, however it was stretched to fill the line."""
    pieces: list[list[Word]] = [[Word([kept[0]])]]
    for before, glyph, gap in zip(kept, kept[1:], gaps, strict=False):
        size = max(before.size, glyph.size)
        if gap > 0.95 * size + tracking or gap > max(loose, 0.65 * size + tracking):
            pieces.append([Word([glyph])])
        elif gap > 0.17 * size + tracking or (glyph.spaced and gap > 0.04 * size + tracking):
            pieces[-1].append(Word([glyph]))
        else:
            pieces[-1][-1].glyphs.append(glyph)
    return [_piece(words) for words in pieces]


def _piece(words: list[Word]) -> Piece:
    glyphs = [g for word in words for g in word.glyphs]
    sizes: dict[float, int] = {}
    for glyph in glyphs:
        sizes[round(glyph.size, 1)] = sizes.get(round(glyph.size, 1), 0) + 1
    size = max(sizes, key=lambda s: (sizes[s], s))
    y = next(g.y for g in glyphs if round(g.size, 1) == size)
    return Piece(words, words[0].x0, max(w.x1 for w in words), y, size, y - size * 0.8)


def joined(pieces: Sequence[Piece]) -> Piece:
    """Return pieces of one line as one."""
    words = [word for piece in sorted(pieces, key=lambda p: p.x0) for word in piece.words]
    found = _piece(words)
    found.marker = min(pieces, key=lambda p: p.x0).marker
    return found


def _with_raised(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces with raised figures put into the lines that they stand on."""
    small = [p for p in pieces if len(p.text) <= 6]
    if not small:
        return pieces
    gone: set[int] = set()
    for raised in small:
        best: tuple[float, Piece] | None = None
        for piece in pieces:
            up = piece.y - raised.y
            if (
                piece is raised
                or id(piece) in gone
                or not 0.15 * piece.size < up < 0.75 * piece.size
                or raised.size > 0.9 * piece.size
            ):
                continue
            if raised.x0 > piece.x1 + 0.8 * piece.size or raised.x1 < piece.x0 - 1.2 * piece.size:
                continue
            distance = min(abs(raised.x0 - w.x1) for w in piece.words)
            distance = min(distance, abs(piece.x0 - raised.x1))
            if distance < 0.8 * piece.size and (best is None or distance < best[0]):
                best = (distance, piece)
        if best is not None:
            _raise_into(best[1], raised)
            gone.add(id(raised))
    return [p for p in pieces if id(p) not in gone]


def _raise_into(piece: Piece, raised: Piece) -> None:
    glyphs = [g for word in raised.words for g in word.glyphs]
    index = next((i for i, w in reversed(list(enumerate(piece.words))) if w.x0 < raised.x0), None)
    if index is None:
        piece.words.insert(0, Word(glyphs, frozenset(range(len(glyphs)))))
    else:
        word = piece.words[index]
        if raised.x0 - word.x1 < 0.3 * piece.size:
            at = len(word.glyphs)
            if raised.x0 < word.x1 - 0.2 * piece.size:
                at = sum(g.x0 < raised.x0 for g in word.glyphs)
            word.raised = frozenset(
                {i if i < at else i + len(glyphs) for i in word.raised} | set(range(at, at + len(glyphs)))
            )
            word.glyphs[at:at] = glyphs
        else:
            piece.words.insert(index + 1, Word(glyphs, frozenset(range(len(glyphs)))))
    piece.x0, piece.x1 = min(piece.x0, raised.x0), max(piece.x1, raised.x1)


def _with_markers(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces with list markers joined to the words after them."""
    ordered = sorted(pieces, key=lambda p: (round(p.y / 2), p.x0))
    taken: set[int] = set()
    found: list[Piece] = []
    for index, piece in enumerate(ordered):
        if id(piece) in taken:
            continue
        first = piece.words[0]
        if MARK_ALONE.match(piece.text):
            near = [
                p for p in ordered[index + 1 : index + 12] if id(p) not in taken and 0 < p.x0 - piece.x1 < 4.5 * p.size
            ]
            near = [p for p in near if abs(p.y - piece.y) < 0.35 * p.size]
            if near and (piece.text != "o" or near[0].x0 - piece.x1 > 0.6 * piece.size):
                following = min(near, key=lambda p: p.x0)
                taken.add(id(following))
                if _DRAWN.match(piece.text) or piece.text == "o":
                    first.glyphs[0].text = "•" if piece.text != "o" else "◦"
                whole = joined([piece, following])
                whole.size, whole.y, whole.top, whole.marker = following.size, following.y, following.top, True
                found.append(whole)
                continue
        elif len(piece.words) > 1 and len(first.text) == 1 and _DRAWN.match(first.text):
            first.glyphs[0].text = "•"
            piece.marker = True
        found.append(piece)
    return [p for p in found if id(p) not in taken]


def runs_of(words: Iterable[Word]) -> list[Run]:
    """Return words as runs of one look, with single spaces."""
    runs: list[Run] = []
    for number, word in enumerate(words):
        for index, glyph in enumerate(word.glyphs):
            raised = index in word.raised and glyph.text.isdigit()
            text = " " + glyph.text if number and not index else glyph.text
            last = runs[-1] if runs else None
            if raised:
                if number and not index:
                    runs.append(Run(" "))
                if last is not None and last.note is not None and index:
                    runs[-1] = Run(last.text + glyph.text, note=last.text + glyph.text)
                else:
                    runs.append(Run(glyph.text, note=glyph.text))
            elif (
                last is not None
                and last.note is None
                and (last.bold, last.italic, last.url) == (glyph.bold, glyph.italic, glyph.url)
            ):
                runs[-1] = last.saying(last.text + text)
            else:
                runs.append(Run(text, glyph.bold, glyph.italic, glyph.url))
    return runs


def begins_item(text: str) -> bool:
    """Whether a line begins with the marker of a list."""
    marker = read_marker(text)
    return marker is not None and (marker.style != "upper" or marker.printed == "A")
