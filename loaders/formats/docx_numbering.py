"""List numbers as Word prints them: it stores only which list a paragraph belongs to, and counts when it draws the page."""

import re
from dataclasses import dataclass
from typing import TypeAlias

from lxml import etree

from loaders.formats.docx_styles import Styles, W, value
from loaders.formats.flow import number_as

Element: TypeAlias = etree._Element

_FORMATS = {
    "lowerLetter": "lower-alpha",
    "upperLetter": "upper-alpha",
    "lowerRoman": "lower-roman",
    "upperRoman": "upper-roman",
}
_LEVELS = 9


@dataclass(frozen=True, slots=True)
class Place:
    """An item of a list."""

    level: int
    printed: str
    """With its full stop or brackets."""
    marker: str
    """Without them."""
    ordered: bool


@dataclass(slots=True)
class _Level:
    start: int = 1
    format: str = "decimal"
    text: str = "%1."


@dataclass(slots=True)
class _List:
    """A list as paragraphs name it: its levels, which count it continues, and where it restarts that count."""

    abstract: str
    levels: dict[int, _Level]
    restarts: dict[int, int]


class Numbering:
    """Counts the items of one document; ask for every paragraph once, in order."""

    def __init__(self, part: Element | None) -> None:
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._restarted: set[tuple[str, int]] = set()
        if part is None:
            return
        abstracts = {str(a.get(f"{W}abstractNumId")): a for a in part.iterchildren(f"{W}abstractNum")}
        by_style = {
            value(a.find(f"{W}styleLink")): a for a in abstracts.values() if a.find(f"{W}styleLink") is not None
        }
        for number in part.iterchildren(f"{W}num"):
            key = value(number.find(f"{W}abstractNumId")) or ""
            abstract = abstracts.get(key)
            if abstract is not None and (link := value(abstract.find(f"{W}numStyleLink"))) in by_style:
                abstract = by_style[link]
            levels = _levels(abstract)
            restarts: dict[int, int] = {}
            for override in number.iterchildren(f"{W}lvlOverride"):
                index = _whole(override.get(f"{W}ilvl"), 0)
                levels.update(_levels(override))
                start = value(override.find(f"{W}startOverride"))
                if start is not None:
                    restarts[index] = _whole(start, 1)
            self._lists[str(number.get(f"{W}numId"))] = _List(key, levels, restarts)

    def place(self, paragraph: Element, styles: Styles) -> Place | None:
        """Count a paragraph and return its place in a list; None for what is no item."""
        properties = styles.properties(paragraph, "numPr")
        identifier = value(properties.find(f"{W}numId")) if properties is not None else None
        level = _whole(value(properties.find(f"{W}ilvl")), 0) if properties is not None else 0
        level = max(0, min(level, _LEVELS - 1))
        if identifier == "0":
            return None
        depth = level or styles.list_depth(paragraph)
        found = self._lists.get(identifier or "")
        if found is None:
            kind = styles.list_kind(paragraph)
            return Place(depth, "•", "•", False) if kind or identifier else None
        shape = found.levels.get(level, _Level())
        if shape.format in ("bullet", "none") or not shape.text.strip():
            return Place(depth, "•", "•", False) if shape.format == "bullet" else None
        counts = self._counts.setdefault(found.abstract, [None] * _LEVELS)
        if level in found.restarts and (identifier or "", level) not in self._restarted:
            self._restarted.add((identifier or "", level))
            counts[level] = found.restarts[level]
        else:
            before = counts[level]
            counts[level] = shape.start if before is None else before + 1
        counts[level + 1 :] = [None] * (_LEVELS - level - 1)
        printed = re.sub(r"%(\d)", lambda m: _printed(found, counts, int(m[1]) - 1), shape.text).strip()
        marker = re.sub(r"^[(\[\s]+|[.)\]:\s]+$", "", printed)
        return Place(depth, printed, marker, True)


def _printed(found: _List, counts: list[int | None], level: int) -> str:
    shape = found.levels.get(level, _Level())
    count = counts[level] if 0 <= level < _LEVELS else None
    count = shape.start if count is None else count
    return f"{count:02d}" if shape.format == "decimalZero" else number_as(count, _FORMATS.get(shape.format, "decimal"))


def _levels(parent: Element | None) -> dict[int, _Level]:
    if parent is None:
        return {}
    return {
        _whole(level.get(f"{W}ilvl"), 0): _Level(
            _whole(value(level.find(f"{W}start")), 1),
            value(level.find(f"{W}numFmt")) or "decimal",
            value(level.find(f"{W}lvlText")) or "",
        )
        for level in parent.iterchildren(f"{W}lvl")
    }


def _whole(printed: object, otherwise: int) -> int:
    text = str(printed).strip() if printed is not None else ""
    return int(text) if re.fullmatch(r"-?\d{1,6}", text) else otherwise
