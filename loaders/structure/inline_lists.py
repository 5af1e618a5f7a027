"""Lists that stand in one paragraph: points that count themselves ("(1) a night bus; (2) cheap tickets"), or parts between
semicolons."""

import re

_POINT = re.compile(r"\((?P<number>[\da-z]{1,2})\)\s+(?=\S)")
SEMICOLON = re.compile(r";\s+(?:and\s+)?")
_LEAST = 2


def counted_points(text: str, start: int = 0) -> list[tuple[str, int, int]]:
    """Return the numbers of the points that a text consists of from a place on, and where each begins and ends; none where it does
    not begin with the first one, they do not count up, or fewer than two say anything."""
    found = list(_POINT.finditer(text, start))
    numbers = [match["number"] for match in found]
    counts = (list(map(str, range(1, len(found) + 1))), [chr(ord("a") + n) for n in range(len(found))])
    if len(found) < _LEAST or text[start : found[0].start()].strip() or numbers not in counts:
        return []
    ends = [*(match.start() for match in found[1:]), len(text)]
    trimmed = ((match["number"], *_trimmed(text, match.end(), end)) for match, end in zip(found, ends, strict=True))
    told = [(number, at, stop) for number, at, stop in trimmed if at < stop]
    return told if len(told) >= _LEAST else []


def points(text: str, start: int = 0) -> list[tuple[str | None, int, int]]:
    """Return the points of such a list, or the parts between semicolons of one sentence; none where fewer than two say anything."""
    if counted := counted_points(text, start):
        return [*counted]
    marks = list(SEMICOLON.finditer(text, start))
    if not marks or ". " in text[start:].rstrip():
        return []
    starts, ends = [start, *(mark.end() for mark in marks)], [*(mark.start() for mark in marks), len(text)]
    trimmed = (_trimmed(text, first, end) for first, end in zip(starts, ends, strict=True))
    told = [(None, at, stop) for at, stop in trimmed if at < stop]
    return [*told] if len(told) >= _LEAST else []


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    said = text[start:end].strip().removesuffix(" and").rstrip(" ;,")
    at = text.index(said, start) if said else start
    return at, at + len(said)
