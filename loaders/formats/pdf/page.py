"""One page of a PDF as PDFium sees it: glyphs with their place and look, ruled lines, links. All further thought is elsewhere.

Places are in points from the page's upper left corner, turned so that most of the text runs from left to right.
"""

import ctypes
import math
import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

MAX_GLYPHS = 25_000
"""Of one page; a page of small print has 8,000."""
MAX_OBJECTS = 20_000
MAX_FORM_DEPTH = 8
_BOLD = re.compile(r"bold|black|heavy|semibold|demi(?!.*italic$)|-bd|,bd", re.I)
_ITALIC = re.compile(r"italic|oblique|-it\b|slanted", re.I)


@dataclass(slots=True)
class Glyph:
    """One printed character."""

    text: str
    x0: float
    x1: float
    y: float
    """Of the line that it stands on (baseline), downwards."""
    size: float
    bold: bool
    italic: bool
    spaced: bool
    """Whether PDFium sees the end of a word before it."""
    url: str | None = None


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
class Page:
    """What is printed on a page."""

    number: int
    width: float
    height: float
    glyphs: list[Glyph]
    rules: list[Rule]
    cut: bool = False
    """Whether it holds more than is read."""


@dataclass(slots=True)
class _Look:
    size: float
    bold: bool
    italic: bool
    turned: int
    """By how many quarters of a turn the text is turned against the page."""
    seen: bool


@dataclass(slots=True)
class _Frame:
    """From PDF coordinates (upwards, unturned) to ours."""

    left: float
    bottom: float
    width: float
    height: float
    turns: int = 0

    def place(self, x: float, y: float) -> tuple[float, float]:
        x, y = x - self.left, y - self.bottom
        if self.turns == 1:
            return y, x
        if self.turns == 2:
            return self.width - x, y
        if self.turns == 3:
            return self.height - y, self.width - x
        return x, self.height - y


def read_page(page: Any, number: int) -> Page:
    """Return a page of an open pypdfium2 document; `number` counts from 1."""
    text = page.get_textpage()
    try:
        left, bottom, right, top = page.get_cropbox()
        frame = _Frame(left, bottom, right - left, top - bottom)
        count = pdfium.FPDFText_CountChars(text.raw)
        marks = _marks(text.raw, min(count, MAX_GLYPHS))
        turned = Counter(mark.look.turned for mark in marks if not mark.text.isspace())
        frame.turns = turned.most_common(1)[0][0] if turned else 0
        glyphs = _glyphs(marks, frame)
        rules, dots = _drawings(page, frame)
        glyphs += _bullets(dots, glyphs)
        sides = (frame.height, frame.width) if frame.turns % 2 else (frame.width, frame.height)
        _link(page, glyphs, frame)
        glyphs = [g for g in glyphs if -5 < g.y < sides[1] + 5 and g.x1 > -5 and g.x0 < sides[0] + 5]
        return Page(number, *sides, glyphs, rules, cut=count > MAX_GLYPHS)
    finally:
        text.close()


@dataclass(slots=True)
class _Mark:
    text: str
    box: tuple[float, float, float, float]
    origin: tuple[float, float]
    look: _Look
    spaced: bool


def _marks(text: Any, count: int) -> list[_Mark]:
    looks: dict[int, _Look] = {}
    found: list[_Mark] = []
    spaced = False
    rectangle = pdfium.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    pending = ""
    for index in range(count):
        code = pdfium.FPDFText_GetUnicode(text, index)
        if 0xD800 <= code < 0xDC00:
            pending = chr(code)
            continue
        if pending and 0xDC00 <= code < 0xE000:
            character = (pending + chr(code)).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        else:
            character = "-" if code in (2, 0xFFFE) else chr(code)
        pending = ""
        if character.isspace() or (code < 32 and character != "-") or pdfium.FPDFText_IsGenerated(text, index) == 1:
            spaced = True
            continue
        handle = pdfium.FPDFText_GetTextObject(text, index)
        key = ctypes.addressof(handle.contents) if handle else 0
        look = looks.get(key)
        if look is None:
            look = looks[key] = _look(text, index, handle)
        if not look.seen:
            continue
        pdfium.FPDFText_GetLooseCharBox(text, index, rectangle)
        pdfium.FPDFText_GetCharOrigin(text, index, x, y)
        box = (rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
        found.append(_Mark(character, box, (x.value, y.value), look, spaced))
        spaced = False
    return found


def _look(text: Any, index: int, handle: Any) -> _Look:
    """Return how the characters of a text object look."""
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFText_GetMatrix(text, index, matrix):
        matrix.a = matrix.d = 1
    size = ctypes.c_float(0)
    name = ctypes.create_string_buffer(256)
    weight = 400
    if handle:
        pdfium.FPDFTextObj_GetFontSize(handle, size)
        font = pdfium.FPDFTextObj_GetFont(handle)
        if font:
            pdfium.FPDFFont_GetBaseFontName(font, name, 256)
            weight = pdfium.FPDFFont_GetWeight(font)
    printed = name.value.decode("utf-8", "replace")
    scale = math.hypot(matrix.c, matrix.d) or 1.0
    angle = math.degrees(math.atan2(matrix.b, matrix.a)) % 360
    quarters = round(angle / 90) % 4
    straight = min(angle % 90, 90 - angle % 90) < 3
    skewed = quarters == 0 and abs(matrix.c) > 0.1 * abs(matrix.d)
    mode = pdfium.FPDFTextObj_GetTextRenderMode(handle) if handle else 0
    return _Look(
        size=max(abs(size.value) * scale, 0.1),
        bold=bool(_BOLD.search(printed)) or weight >= 600,
        italic=bool(_ITALIC.search(printed)) or skewed,
        turned=quarters,
        seen=straight and mode != 7,
    )


def _glyphs(marks: list[_Mark], frame: _Frame) -> list[Glyph]:
    glyphs = []
    for mark in marks:
        if mark.look.turned != frame.turns:
            continue
        x0, _ = frame.place(mark.box[0], mark.box[1])
        x1, _ = frame.place(mark.box[2], mark.box[3])
        _, y = frame.place(*mark.origin)
        look = mark.look
        if math.isfinite(x0) and math.isfinite(x1) and math.isfinite(y) and abs(x0) < 1e5 and abs(y) < 1e5:
            glyphs.append(Glyph(mark.text, min(x0, x1), max(x0, x1), y, look.size, look.bold, look.italic, mark.spaced))
    return glyphs


@dataclass(slots=True)
class _Area:
    x0: float
    y0: float
    x1: float
    y1: float
    url: str = field(default="")


def _link(page: Any, glyphs: list[Glyph], frame: _Frame) -> None:
    """Give the glyphs inside the page's links their addresses."""
    areas = [area for area in _areas(page, frame) if area.url]
    if not areas:
        return
    for glyph in glyphs:
        x, y = (glyph.x0 + glyph.x1) / 2, glyph.y - glyph.size * 0.25
        for area in areas:
            if area.x0 <= x <= area.x1 and area.y0 <= y <= area.y1:
                glyph.url = area.url
                break


def _areas(page: Any, frame: _Frame) -> list[_Area]:
    areas: list[_Area] = []
    position = ctypes.c_int(0)
    link = pdfium.FPDF_LINK()
    rectangle, quad = pdfium.FS_RECTF(), pdfium.FS_QUADPOINTSF()
    buffer = ctypes.create_string_buffer(2048)
    while len(areas) < 5000 and pdfium.FPDFLink_Enumerate(page.raw, position, link):
        action = pdfium.FPDFLink_GetAction(link)
        length = pdfium.FPDFAction_GetURIPath(page.pdf.raw, action, buffer, 2048) if action else 0
        if not 1 < length <= 2048:
            continue
        url = buffer.value.decode("utf-8", "replace").strip()
        quads = pdfium.FPDFLink_CountQuadPoints(link)
        for index in range(min(quads, 50)):
            if pdfium.FPDFLink_GetQuadPoints(link, index, quad):
                xs, ys = (quad.x1, quad.x2, quad.x3, quad.x4), (quad.y1, quad.y2, quad.y3, quad.y4)
                areas.append(_area(frame, min(xs), min(ys), max(xs), max(ys), url))
        if quads == 0 and pdfium.FPDFLink_GetAnnotRect(link, rectangle):
            areas.append(_area(frame, rectangle.left, rectangle.bottom, rectangle.right, rectangle.top, url))
    return areas


def _area(frame: _Frame, x0: float, y0: float, x1: float, y1: float, url: str = "") -> _Area:
    a, b = frame.place(x0, y0), frame.place(x1, y1)
    return _Area(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]), url)


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


def _bullets(dots: list[_Area], glyphs: list[Glyph]) -> list[Glyph]:
    """Return drawn dots that stand where a list has its bullets, as characters."""
    found: list[Glyph] = []
    lines = sorted(glyphs, key=lambda g: g.y)
    heights = [g.y for g in lines]
    for dot in dots[:2000]:
        middle = (dot.y0 + dot.y1) / 2
        near = lines[bisect_left(heights, middle) : bisect_left(heights, middle + 12)]
        near = [g for g in near if 0.05 * g.size < g.y - middle < 0.7 * g.size]
        right = [g for g in near if 0 < g.x0 - dot.x1 < 3 * g.size]
        if not right or any(-2 * g.size < g.x1 - dot.x0 <= 1 for g in near):
            continue
        text = min(right, key=lambda g: g.x0)
        found.append(Glyph("•", dot.x0, dot.x1, text.y, text.size, False, False, True))
    return found


def _drawings(page: Any, frame: _Frame) -> tuple[list[Rule], list[_Area]]:
    """Return the straight lines and edges of boxes that are drawn on a page, and the dots."""
    rules: list[Rule] = []
    dots: list[_Area] = []
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


def _dot(path: Any, outer: _Matrix, frame: _Frame) -> _Area | None:
    """Return where a path is drawn that is as small and as wide as high as a bullet."""
    sides = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(path, *sides):
        return None
    left, bottom, right, top = (s.value for s in sides)
    area = _area(frame, *_apply(outer, left, bottom), *_apply(outer, right, top))
    wide, high = area.x1 - area.x0, area.y1 - area.y0
    return area if 1.5 < wide < 9 and 1.5 < high < 9 and 0.7 < wide / high < 1.4 else None


def _edges(path: Any, matrix: _Matrix, frame: _Frame) -> list[Rule]:
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
