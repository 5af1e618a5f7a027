"""What is drawn on a page of a PDF beside its words: ruled lines, edges of boxes, dots; and where things are (`Frame`, `Area`).

Places are in points from the page's upper left corner, turned so that most of the text runs from left to right.
"""

import ctypes
import math
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

MAX_OBJECTS = 20_000
MAX_FORM_DEPTH = 8


@dataclass(frozen=True, slots=True)
class Rule:
    """A drawn line, horizontal (y0 == y1) or vertical (x0 == x1)."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def horizontal(self) -> bool:
        """Whether it runs across the page."""
        return self.y0 == self.y1


@dataclass(slots=True)
class Frame:
    """From PDF coordinates (upwards, unturned) to ours."""

    left: float
    bottom: float
    width: float
    height: float
    turns: int = 0

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Return where a place is, from the upper left corner."""
        x, y = x - self.left, y - self.bottom
        if self.turns == 1:
            return y, x
        if self.turns == 2:
            return self.width - x, y
        if self.turns == 3:
            return self.height - y, self.width - x
        return x, self.height - y

    def stretch(
        self, box: tuple[float, float, float, float], origin: tuple[float, float]
    ) -> tuple[float, float, float]:
        """Return between which places a character's box reaches from left to right, and on which line it stands; pages are unturned
        mostly, and glyphs many."""
        if not self.turns:
            return box[0] - self.left, box[2] - self.left, self.height - (origin[1] - self.bottom)
        return self.place(box[0], box[1])[0], self.place(box[2], box[3])[0], self.place(*origin)[1]


@dataclass(slots=True)
class Area:
    """A rectangle of the page."""

    x0: float
    y0: float
    x1: float
    y1: float
    url: str = ""
    """Where it leads, where it is a link."""


def area_of(frame: Frame, x0: float, y0: float, x1: float, y1: float, url: str = "") -> Area:
    """Return the rectangle between two places of the PDF."""
    a, b = frame.place(x0, y0), frame.place(x1, y1)
    return Area(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]), url)


_Matrix = tuple[float, float, float, float, float, float]


def _apply(m: _Matrix, x: float, y: float) -> tuple[float, float]:
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def _times(inner: _Matrix, outer: _Matrix) -> _Matrix:
    a, b, c, d, e, f = inner
    x, y = _apply(outer, e, f)
    return (
        a * outer[0] + b * outer[2],
        a * outer[1] + b * outer[3],
        c * outer[0] + d * outer[2],
        c * outer[1] + d * outer[3],
        x,
        y,
    )


def _matrix(handle: Any) -> _Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(handle, found):
        return (1, 0, 0, 1, 0, 0)
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def drawings(page: Any, frame: Frame) -> tuple[list[Rule], list[Area]]:
    """Return the straight lines and edges of boxes that are drawn on a page, and the dots."""
    rules: list[Rule] = []
    dots: list[Area] = []
    budget = MAX_OBJECTS
    stack: list[tuple[Any, int, bool, _Matrix, int]] = [
        (page.raw, pdfium.FPDFPage_CountObjects(page.raw), False, (1, 0, 0, 1, 0, 0), 0)
    ]
    while stack:
        container, count, in_form, outer, depth = stack.pop()
        for index in range(min(count, budget)):
            budget -= 1
            get = pdfium.FPDFFormObj_GetObject if in_form else pdfium.FPDFPage_GetObject
            handle = get(container, index)
            if not handle:
                continue
            kind = pdfium.FPDFPageObj_GetType(handle)
            if kind == pdfium.FPDF_PAGEOBJ_PATH:
                matrix = _times(_matrix(handle), outer)
                if dot := _dot(handle, outer, frame):
                    dots.append(dot)
                else:
                    rules += _edges(handle, matrix, frame)
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < MAX_FORM_DEPTH:
                inside = pdfium.FPDFFormObj_CountObjects(handle)
                stack.append((handle, inside, True, _times(_matrix(handle), outer), depth + 1))
    return rules, dots


def _dot(path: Any, outer: _Matrix, frame: Frame) -> Area | None:
    """Return where a path is drawn that is as small and as wide as high as a bullet."""
    sides = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(path, *sides):
        return None
    left, bottom, right, top = (s.value for s in sides)
    area = area_of(frame, *_apply(outer, left, bottom), *_apply(outer, right, top))
    wide, high = area.x1 - area.x0, area.y1 - area.y0
    return area if 1.5 < wide < 9 and 1.5 < high < 9 and 0.7 < wide / high < 1.4 else None


def _edges(path: Any, matrix: _Matrix, frame: Frame) -> list[Rule]:
    """Return the straight edges of a path; a thin box counts as the line that it looks like."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    count = pdfium.FPDFPath_CountSegments(path)
    if not (fill.value or stroke.value) or not 2 <= count <= 2000:
        return []
    runs: list[list[tuple[float, float]]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_BEZIERTO or not pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            return []
        point = frame.place(*_apply(matrix, x.value, y.value))
        if kind == pdfium.FPDF_SEGMENT_MOVETO or not runs:
            runs.append([point])
        else:
            runs[-1].append(point)
        if pdfium.FPDFPathSegment_GetClose(segment):
            runs[-1].append(runs[-1][0])
    found: list[Rule] = []
    for run in runs:
        xs, ys = [p[0] for p in run], [p[1] for p in run]
        wide, high = max(xs) - min(xs), max(ys) - min(ys)
        if not all(map(math.isfinite, (wide, high, *xs, *ys))):
            continue
        if len(run) > 2 and min(wide, high) < 3:
            middle = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
            found += _rule(
                *(
                    (min(xs), middle[1], max(xs), middle[1])
                    if wide >= high
                    else (middle[0], min(ys), middle[0], max(ys))
                )
            )
            continue
        if fill.value and not stroke.value and len(run) > 2:
            run = [*run, run[0]]
        for (ax, ay), (bx, by) in pairwise(run):
            if abs(ay - by) < 1 or abs(ax - bx) < 1:
                found += _rule(ax, ay, bx, by)
    return found


def _rule(ax: float, ay: float, bx: float, by: float) -> list[Rule]:
    if max(abs(ax - bx), abs(ay - by)) < 4:
        return []
    if abs(ay - by) < 1:
        return [Rule(min(ax, bx), (ay + by) / 2, max(ax, bx), (ay + by) / 2)]
    return [Rule((ax + bx) / 2, min(ay, by), (ax + bx) / 2, max(ay, by))]
