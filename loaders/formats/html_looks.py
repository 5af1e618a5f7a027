"""What the look of a web page's elements says: bold and slanted words, and what only its look sets apart from the words before."""

import re

from lxml import etree

from loaders.formats.building import Run

Element = etree._Element

_APART = frozenset({"a", "span", "strong", "b", "em", "i", "small"})
_NO_WORD = re.compile(r"[a-zà-þ)][A-ZÀ-Þ]")
"""Letters that no word has beside each other."""


def is_set_below(element: Element) -> bool:
    """Whether nothing parts an element's words from those of the one before, so that only its look can: a name, and a body."""
    before = element.getprevious()
    if before is None or before.tail or not {element.tag, before.tag} <= _APART:
        return False
    return (
        _NO_WORD.search("".join(map(str, before.itertext()))[-1:] + "".join(map(str, element.itertext()))[:1])
        is not None
    )


def leads_item(element: Element, tag: str) -> bool:
    """Whether an element sets the first words of a list's item apart from the rest, as pages do with a person's name."""
    item = element.getparent()
    first = item is not None and item.tag == "li" and element.getprevious() is None and not (item.text or "").strip()
    return tag == "span" and first and bool((element.tail or "").strip())


def value_of_style(element: Element, wanted: str) -> str:
    """Return what an element's style attribute says of a property, nothing where it does not."""
    match = re.search(rf"(?:^|;)\s*{wanted}\s*:\s*([\w-]+)", str(element.get("style") or ""), re.I)
    return match[1].lower().replace("latin", "alpha") if match else ""


def styled(element: Element, look: Run) -> Run:
    """Return the look inside an element, from its style attribute."""
    if not element.keys() or not element.get("style"):
        return look
    weight, slant = value_of_style(element, "font-weight"), value_of_style(element, "font-style")
    if weight:
        look = look._replace(bold=weight in ("bold", "bolder") or (weight.isdigit() and int(weight) >= 600))
    if slant:
        look = look._replace(italic=slant in ("italic", "oblique"))
    return look
