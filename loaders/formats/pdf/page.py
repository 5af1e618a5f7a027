"""One page of a PDF as PDFium sees it: glyphs with their place and look, and links. All further thought is elsewhere.

Places are in points from the page's upper left corner, turned so that most of the text runs from left to right.
"""

import ctypes
import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from loaders.formats.pdf.drawings import Area, Frame, Rule, area_of, drawings

MAX_GLYPHS = 25_000
"""The most glyphs of a page; a page of small print has 8,000."""
_BACK = 0.25
"""By how much of its size a letter may stand before the end of the last one."""


def _by_address(function: Any, result: Any, *filled: Any) -> Any:
    """Return a function of PDFium about one character, with addresses as numbers: for each glyph these cost less than pointers."""
    kind = ctypes.CFUNCTYPE(result, ctypes.c_void_p, ctypes.c_int, *filled)
    return kind(ctypes.cast(function, ctypes.c_void_p).value or 0)


_code_at = _by_address(pdfium.FPDFText_GetUnicode, ctypes.c_uint)
_is_generated_at = _by_address(pdfium.FPDFText_IsGenerated, ctypes.c_int)
_text_object_at = _by_address(pdfium.FPDFText_GetTextObject, ctypes.c_void_p)
"""The address of the text object that a character is of, where it is of one."""
_box_at = _by_address(pdfium.FPDFText_GetLooseCharBox, ctypes.c_int, ctypes.c_void_p)
_origin_at = _by_address(pdfium.FPDFText_GetCharOrigin, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)
_BOLD = re.compile(r"bold|black|heavy|semibold|demi(?!.*italic$)|-bd|,bd", re.I)
_ITALIC = re.compile(r"italic|oblique|-it\b|slanted", re.I)
_LIGATURES = {"Ɵ": "ti", "ƫ": "tti", "Ʃ": "tt", "ƞ": "tf", "Ō": "ft"}
"""Letters that a PDF names for joined ones of Calibri, Word's own font, whose ligatures have no character of their own."""


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
    stretch: int = 0
    """Which stretch of the page's text it is of, as drawn: one that steps back begins anew, such as the next cell of a sheet."""


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


def read_page(page: Any, number: int) -> Page:
    """Return a page of an open pypdfium2 document; `number` counts from 1."""
    text = page.get_textpage()
    try:
        left, bottom, right, top = page.get_cropbox()
        frame = Frame(left, bottom, right - left, top - bottom)
        count = pdfium.FPDFText_CountChars(text.raw)
        marks = _marks(text.raw, min(count, MAX_GLYPHS))
        turned = Counter(mark.look.turned for mark in marks if not mark.text.isspace())
        frame.turns = turned.most_common(1)[0][0] if turned else 0
        glyphs = _glyphs(marks, frame)
        rules, dots = drawings(page, frame)
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
    object: int
    """Which of the page's text objects it is of."""
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
    corners, *place = map(ctypes.addressof, (rectangle, x, y))
    page = ctypes.cast(text, ctypes.c_void_p).value
    pending = ""
    for index in range(count):
        code = _code_at(page, index)
        if 0xD800 <= code < 0xDC00:
            pending = chr(code)
            continue
        if pending and 0xDC00 <= code < 0xE000:
            character = (pending + chr(code)).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        else:
            character = "-" if code in (2, 0xFFFE) else chr(code)
        pending = ""
        if character.isspace() or (code < 32 and character != "-") or _is_generated_at(page, index) == 1:
            spaced = True
            continue
        key = _text_object_at(page, index) or 0
        look = looks.get(key)
        if look is None:
            look = looks[key] = _look(text, index, pdfium.FPDFText_GetTextObject(text, index))
        if not look.seen:
            continue
        _box_at(page, index, corners)
        _origin_at(page, index, *place)
        box = (rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
        found.append(_Mark(character, key, box, (x.value, y.value), look, spaced))
        spaced = False
    return _spelled_out(found) if any(mark.text in _LIGATURES for mark in found) else found


def _spelled_out(marks: list[_Mark]) -> list[_Mark]:
    """Return the marks with the letters of each ligature in a word of small letters; of them only "ti" begins words."""
    found: list[_Mark] = []
    for index, mark in enumerate(marks):
        before = "" if mark.spaced or not index else marks[index - 1].text
        after = "" if index + 1 == len(marks) or marks[index + 1].spaced else marks[index + 1].text
        if mark.text in _LIGATURES and (before or mark.text == "Ɵ") and (before.islower() or after.islower()):
            letters = _LIGATURES[mark.text]
            found += [replace(mark, text=letter, spaced=mark.spaced and not n) for n, letter in enumerate(letters)]
        else:
            found.append(mark)
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


def _glyphs(marks: list[_Mark], frame: Frame) -> list[Glyph]:
    glyphs: list[Glyph] = []
    for letters in _printed_glyphs(marks):
        mark = letters[0]
        if mark.look.turned != frame.turns:
            continue
        left, right, y = frame.stretch(mark.box, mark.origin)
        look = mark.look
        if not (math.isfinite(left) and math.isfinite(right) and math.isfinite(y) and abs(left) < 1e5 and abs(y) < 1e5):
            continue
        x0, step = min(left, right), abs(right - left) / len(letters)
        for index, letter in enumerate(letters):
            x = x0 + index * step
            last = glyphs[-1] if glyphs else None
            goes_on = last is not None and last.y == y and x > last.x1 - _BACK * look.size
            stretch = 0 if last is None else last.stretch + (not goes_on)
            glyphs.append(
                Glyph(letter.text, x, x + step, y, look.size, look.bold, look.italic, letter.spaced, stretch=stretch)
            )
    return glyphs


def _printed_glyphs(marks: list[_Mark]) -> Iterator[list[_Mark]]:
    """Yield the letters of each printed glyph: one, or several of a ligature, which share its place."""
    letters: list[_Mark] = []
    for mark in marks:
        if letters:
            first = letters[0]
            if mark.origin == first.origin and mark.object == first.object and mark.box == first.box:
                letters.append(mark)
                continue
            yield letters
        letters = [mark]
    if letters:
        yield letters


def _link(page: Any, glyphs: list[Glyph], frame: Frame) -> None:
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


def _areas(page: Any, frame: Frame) -> list[Area]:
    areas: list[Area] = []
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
                areas.append(area_of(frame, min(xs), min(ys), max(xs), max(ys), url))
        if quads == 0 and pdfium.FPDFLink_GetAnnotRect(link, rectangle):
            areas.append(area_of(frame, rectangle.left, rectangle.bottom, rectangle.right, rectangle.top, url))
    return areas


def _bullets(dots: list[Area], glyphs: list[Glyph]) -> list[Glyph]:
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
