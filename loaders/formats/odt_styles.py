"""How an OpenDocument text looks: what its styles, and those that they are based on, say of words, paragraphs and lists."""

from collections.abc import Iterator
from dataclasses import dataclass

from loaders.formats.archive import Element
from loaders.formats.flow import NUMBER_STYLES

STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_DEEPEST = 20
"""The longest chain of styles, each based on the next; office programs stop at ten."""


@dataclass(frozen=True, slots=True)
class Look:
    """How words look."""

    bold: bool = False
    italic: bool = False
    raised: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Numbering:
    """How one level of a list is counted."""

    order: str
    """As `flow.number_as` calls it."""
    start: int


class OdtStyles:
    """The styles of a document: those that it was written with, and those that its program made for single places."""

    def __init__(self, *roots: Element) -> None:
        """Read the parts that hold styles."""
        self._styles: dict[tuple[str, str], Element] = {}
        self._levels: dict[tuple[str, int], Numbering] = {}
        for root in roots:
            for style in root.iter(f"{STYLE}style"):
                self._styles[str(style.get(f"{STYLE}family")), str(style.get(f"{STYLE}name"))] = style
            for style in root.iter(f"{TEXT}list-style"):
                for level in style.iterchildren(f"{TEXT}list-level-style-number"):
                    order = NUMBER_STYLES.get(str(level.get(f"{STYLE}num-format")))
                    if order:
                        key = str(style.get(f"{STYLE}name")), whole(level.get(f"{TEXT}level"), 1)
                        self._levels[key] = Numbering(order, whole(level.get(f"{TEXT}start-value"), 1))

    def look(self, family: str, name: str | None, before: Look) -> Look:
        """Return how words of a style look where those around them look like `before`."""
        found: dict[str, str] = {}
        for style in self._chain(family, name):
            for properties in style.iterchildren(f"{STYLE}text-properties"):
                for key, value in properties.attrib.items():
                    found.setdefault(str(key), str(value))
        weight, slant = found.get(f"{_FO}font-weight"), found.get(f"{_FO}font-style")
        return Look(
            bold=before.bold if weight is None else weight == "bold" or (weight.isdigit() and int(weight) >= 600),
            italic=before.italic if slant is None else slant in ("italic", "oblique"),
            raised=before.raised or _is_raised(found.get(f"{STYLE}text-position", "")),
            hidden=before.hidden or found.get(f"{TEXT}display") == "none",
        )

    def is_title(self, name: str | None) -> bool:
        """Whether a paragraph's style is the document's title, or based on it."""
        return any(str(style.get(f"{STYLE}name")) == "Title" for style in self._chain("paragraph", name))

    def list_of(self, name: str | None) -> str | None:
        """Return the list style that a paragraph's style names."""
        names = (style.get(f"{STYLE}list-style-name") for style in self._chain("paragraph", name))
        return next((str(found) for found in names if found), None)

    def numbering(self, list_style: str | None, level: int) -> Numbering | None:
        """Return how a level of a list (from 0) is counted, None where it has bullets."""
        return self._levels.get((list_style or "", level + 1))

    def _chain(self, family: str, name: str | None) -> Iterator[Element]:
        for _ in range(_DEEPEST):
            style = self._styles.get((family, name or ""))
            if style is None:
                return
            yield style
            name = style.get(f"{STYLE}parent-style-name")


def whole(value: object, otherwise: int) -> int:
    """Return what an attribute counts."""
    text = str(value or "")
    return int(text) if text.isdigit() and len(text) < 7 else otherwise


def _is_raised(position: str) -> bool:
    first = position.split(" ", 1)[0]
    return first == "super" or (first.endswith("%") and not first.startswith("-") and first.strip("0%") != "")
