"""What a Word document's styles say of a paragraph or run: headings, bold, italic, size, indent, inherited as Word does."""

import re
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from lxml import etree

Element: TypeAlias = etree._Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MOST_PARENTS = 30
_DEPTH = re.compile(r"list (?:bullet|number) ([2-9])")


def value(element: Element | None) -> str | None:
    """Return the `w:val` of an element, None where there is none."""
    found = element.get(f"{W}val") if element is not None else None
    return None if found is None else str(found)


def flag(printed: object, *, default: bool) -> bool:
    """Return what a switch says: present without a value is `default`."""
    return default if printed is None else str(printed).lower() not in ("0", "false", "off", "none")


@dataclass(frozen=True, slots=True)
class Look:
    """How characters look; None where a style does not say."""

    bold: bool = False
    italic: bool = False
    hidden: bool = False
    raised: bool = False
    size: int | None = None
    """In half points."""


@dataclass(slots=True)
class _Style:
    name: str
    parent: str | None
    run: Element | None
    paragraph: Element | None
    chain: list["_Style"] = field(default_factory=list)


class Styles:
    """The styles of one document."""

    def __init__(self, part: Element | None) -> None:
        self._styles: dict[str, _Style] = {}
        self._default: str | None = None
        self._size = 20
        for style in part.iterchildren(f"{W}style") if part is not None else ():
            key = str(style.get(f"{W}styleId"))
            self._styles[key] = _Style(
                (value(style.find(f"{W}name")) or key).lower(),
                value(style.find(f"{W}basedOn")),
                style.find(f"{W}rPr"),
                style.find(f"{W}pPr"),
            )
            if style.get(f"{W}type") == "paragraph" and flag(style.get(f"{W}default"), default=False):
                self._default = key
        for look in self._styles.values():
            look.chain = self._chain(look)
        sizes = part.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}sz") if part is not None else None
        self._size = _number(value(sizes), 20)
        if self._default:
            self._size = self._look(self._styles[self._default].chain).size or self._size

    def _chain(self, style: _Style) -> list[_Style]:
        """Return the style and those that it is based on, itself first."""
        chain = [style]
        while (
            len(chain) < _MOST_PARENTS and (parent := self._styles.get(chain[-1].parent or "")) and parent not in chain
        ):
            chain.append(parent)
        return chain

    def chain(self, paragraph: Element) -> list[_Style]:
        """Return the styles of a paragraph, the nearest first."""
        key = value(paragraph.find(f"{W}pPr/{W}pStyle")) or self._default
        style = self._styles.get(key or "")
        return style.chain if style else []

    def properties(self, paragraph: Element, tag: str) -> Element | None:
        """Return a paragraph property (`w:numPr`, ...) of the paragraph itself or of the nearest style that has it."""
        own = paragraph.find(f"{W}pPr/{W}{tag}")
        if own is not None:
            return own
        found = (s.paragraph.find(f"{W}{tag}") for s in self.chain(paragraph) if s.paragraph is not None)
        return next((e for e in found if e is not None), None)

    def heading(self, paragraph: Element) -> int | None:
        """Return the level of a heading, 0 for the document's title, None for what is no heading."""
        for style in self.chain(paragraph):
            if style.name == "title":
                return 0
            if style.name.startswith("heading") and style.name.removeprefix("heading").strip().isdigit():
                return max(1, min(int(style.name.removeprefix("heading")), 9))
        outline = value(self.properties(paragraph, "outlineLvl"))
        if outline is not None and outline.isdigit() and int(outline) < 9:
            return int(outline) + 1
        return None

    def is_contents(self, paragraph: Element) -> bool:
        """Whether a paragraph is a line of the table of contents."""
        return any(s.name.startswith("toc ") and s.name[4:].isdigit() for s in self.chain(paragraph)[:1])

    def list_kind(self, paragraph: Element) -> str | None:
        """Return "bullet" or "number" where only the name of the style makes a paragraph an item of a list."""
        for style in self.chain(paragraph)[:1]:
            if style.name.startswith(("list bullet", "list number")):
                return style.name.split()[1]
        return None

    def list_depth(self, paragraph: Element) -> int:
        """Return how deep in a list a paragraph lies by the name of its style ("List Bullet 2"), which has a list of its own."""
        named = (_DEPTH.fullmatch(style.name) for style in self.chain(paragraph)[:1])
        return next((int(match[1]) - 1 for match in named if match), 0)

    def indent(self, paragraph: Element) -> int:
        """Return how far a paragraph is set in, in characters of about 6 points."""
        element = self.properties(paragraph, "ind")
        if element is None:
            return 0
        left = element.get(f"{W}left") or element.get(f"{W}start") or "0"
        return max(0, _number(str(left), 0) - _number(str(element.get(f"{W}hanging") or "0"), 0)) // 120

    def is_large(self, paragraph: Element) -> bool:
        """Whether every word of a paragraph is set clearly larger than the document's text."""
        base = self._look(self.chain(paragraph)).size or self._size
        sizes = [
            _number(value(run.find(f"{W}rPr/{W}sz")), base)
            for run in paragraph.iter(f"{W}r")
            if any((t.text or "").strip() for t in run.iterchildren(f"{W}t"))
        ]
        return bool(sizes) and min(sizes) >= self._size * 1.25

    def paragraph_look(self, paragraph: Element) -> Look:
        """Return how a paragraph's characters look by its styles."""
        return self._look(self.chain(paragraph))

    def run_look(self, properties: Element | None, *, bold: bool, italic: bool) -> Look:
        """Return how a run looks inside a paragraph that is `bold` or `italic` by its style."""
        look = Look(bold=bold, italic=italic)
        if properties is None:
            return look
        style = self._styles.get(value(properties.find(f"{W}rStyle")) or "")
        for layer in [*(s.run for s in reversed(style.chain)), properties] if style else [properties]:
            look = _layered(look, layer)
        return look

    def _look(self, chain: list[_Style]) -> Look:
        look = Look()
        for style in reversed(chain):
            look = _layered(look, style.run)
        return look


def _layered(look: Look, properties: Element | None) -> Look:
    """Return a look with what the properties say on top."""
    if properties is None:
        return look
    for tag, name in (("b", "bold"), ("i", "italic"), ("vanish", "hidden")):
        element = properties.find(f"{W}{tag}")
        if element is not None:
            look = replace(look, **{name: flag(value(element), default=True)})
    raised = value(properties.find(f"{W}vertAlign"))
    if raised is not None:
        look = replace(look, raised=raised == "superscript")
    size = value(properties.find(f"{W}sz"))
    return replace(look, size=_number(size, look.size or 20)) if size is not None else look


def _number(printed: str | None, otherwise: int) -> int:
    try:
        return int(float(printed)) if printed is not None else otherwise
    except (ValueError, OverflowError):
        return otherwise
