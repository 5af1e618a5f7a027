"""Lines of a PDF page cut where the cells of its tables begin."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from loaders.formats.pdf.printed_lines import MARK_ALONE, Piece, Word, joined


def rows_of(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Return pieces grouped by the line that they stand on, from the top."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: (p.y, p.x0)):
        if rows and piece.y - rows[-1][0].y < 0.3 * min(piece.size, rows[-1][0].size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda p: p.x0) for row in rows]


def parted_cells(pieces: list[Piece]) -> list[Piece]:
    """Return pieces with those cut that run over the beginning of a column because a cell fills all of its width."""
    rows = rows_of(pieces)
    inner = sorted((p.x0, p.y) for row in rows for p in row[1:])
    if not inner:
        return pieces
    found: list[Piece] = []
    for piece in pieces:
        words = piece.words
        cuts = [
            i
            for i in range(2 if MARK_ALONE.match(words[0].text) else 1, len(words))
            if words[i].x0 - words[i - 1].x1 > 0.22 * piece.size
            and any(
                0.3 * piece.size < abs(y - piece.y) < 4 * piece.size
                for _, y in inner[
                    bisect_left(inner, (words[i].x0 - 0.8, 0)) : bisect_right(inner, (words[i].x0 + 0.8, 0))
                ]
            )
        ]
        for first, last in pairwise([0, *cuts, len(words)]):
            found.append(joined([replace(piece, words=words[first:last], x0=words[first].x0)]) if cuts else piece)
    return found


def cut_at(pieces: Sequence[Piece], starts: Sequence[float]) -> list[Piece]:
    """Return pieces with those cut that run over the beginning of a column with a word right there, or where a word stops short of
    it and the next begins without a space."""
    found: list[Piece] = []
    for piece in pieces:
        words = [part for word in piece.words for part in _parts(word, starts)]
        first = 2 if MARK_ALONE.match(words[0].text) else 1
        cuts = [i for i in range(first, len(words)) if any(abs(words[i].x0 - start) < 1.5 for start in starts[1:])]
        if cuts:
            for begin, end in pairwise([0, *cuts, len(words)]):
                found.append(joined([replace(piece, words=words[begin:end], x0=words[begin].x0)]))
        else:
            found.append(piece)
    return found


def _parts(word: Word, starts: Sequence[float]) -> list[Word]:
    """Return a word in two where its cell was filled to the beginning of the next, which begins with a capital right there."""
    for at, (before, glyph) in enumerate(pairwise(word.glyphs), 1):
        if before.text.islower() and glyph.text.isupper() and any(abs(glyph.x0 - start) < 1 for start in starts[1:]):
            return [Word(word.glyphs[:at]), Word(word.glyphs[at:])]
    return [word]
