"""Footnotes of web pages: which lists hold them, which words refer to one, and which links only lead back."""

import re

from loaders.formats.furniture import Element, tokens

REFERENCE = re.compile(r"^[\[(]?(\d{1,3}|[*†‡§])[\])]?$")
_BACK_LINK = re.compile(r"^#(?:fn-?ref|ref|cite_ref|footnote-ref|_ftnref|_ednref|r\d|a\d)", re.I)
NOTE_PLACE = re.compile(r"^(?:fn|footnote|endnote|note|cite_note|_ftn|_edn)[-_:]?(\d{1,3})$", re.I)


def is_notes(element: Element) -> bool:
    """Whether a list holds footnotes: it, or what it stands in, says so."""
    for place in (element, *list(element.iterancestors())[:2]):
        if place.tag not in ("body", "main", "article") and (
            tokens(place) & {"footnotes", "footnote", "endnotes", "doc-endnotes", "doc-footnote", "fn"}
        ):
            return True
    return False


def note_place(element: Element) -> str | None:
    """Return the marker of the footnote that an element is by itself, as in an EPUB; None where it is none."""
    if not element.keys():
        return None
    place = NOTE_PLACE.match(str(element.get("id") or ""))
    return place[1] if place and tokens(element) & {"footnote", "doc-footnote", "endnote"} else None


def is_reference(element: Element, address: str) -> bool:
    """Whether an element is a reference to a footnote, which leads to an address."""
    role, named = str(element.get("role") or ""), tokens(element)
    printed = "".join(map(str, element.itertext())).strip()
    in_sup = any(str(child.tag) == "sup" for child in element)
    return bool(REFERENCE.match(printed)) and (
        role == "doc-noteref"
        or in_sup
        or bool({"noteref", "fnref"} & named)
        or {"footnote", "ref"} <= named
        or bool(NOTE_PLACE.match(address.removeprefix("#")) and address.startswith("#"))
    )


def is_back_link(element: Element, tag: str) -> bool:
    """Whether an element only leads from a footnote back to the text."""
    if tag != "a":
        return False
    printed = "".join(map(str, element.itertext())).strip()
    return (
        element.get("role") == "doc-backlink"
        or printed in ("↩", "↩︎", "↑", "^", "↵")
        or (bool(_BACK_LINK.match(str(element.get("href") or ""))) and len(printed) <= 3 and not printed.isalnum())
    )
