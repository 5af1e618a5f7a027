"""What of a web page is not its text: navigation, banners, footers, forms, what is hidden; and where its text stands."""

import re

from lxml import etree

Element = etree._Element


def names(listed: str) -> frozenset[str]:
    """Return the names that a text lists."""
    return frozenset(listed.split())


_NEVER = names("""
    script style noscript template svg math iframe object embed canvas audio video map head title meta link
    button input select option textarea dialog nav aside footer
""")
_ROLES = names("""
    navigation banner contentinfo complementary search dialog alertdialog menu menubar toolbar alert tooltip
""")
_FOR_TEXT = names("p li em strong b i ul ol dl dt dd h1 h2 h3 h4 h5 h6 td th tr table tbody br span div sup a")
"""Elements that are for text as long as nothing else is said of them."""
_NAMES = names("""
    cookie cookies cookiebar consent gdpr ccpa nav navbar navigation menu submenu breadcrumb breadcrumbs
    sidebar share sharing sharedaddy social skip skiplink pagination pager popup modal subscribe newsletter
    signup comments related advert ads hidden visuallyhidden noprint sitefooter siteheader topbar offcanvas
""")
_HIDDEN_NAMES = (
    {"sr", "only"},
    {"visually", "hidden"},
    {"screen", "reader", "text"},
    {"no", "print"},
    {"site", "footer"},
)
_NOTES = frozenset({"footnotes", "footnote", "endnotes", "doc-endnotes", "doc-footnote"})
_WORD = re.compile(r"[a-z]+(?:-(?:endnotes|footnote|noteref|backlink))?|[A-Z][a-z]+")
_MUCH = 400
"""Characters that no list of pages has beside its links."""
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)


def tokens(element: Element) -> set[str]:
    """Return the words in an element's class, id, role and, in an EPUB, type."""
    if not element.keys():
        return set()
    named = " ".join(str(element.get(name) or "") for name in ("class", "id", "role", "epub:type"))
    return {word.lower() for word in _WORD.findall(named)}


def is_hidden_or_furniture(element: Element, tag: str) -> bool:
    """Whether nothing inside the element belongs to the text."""
    if tag in _FOR_TEXT and not element.keys():
        return False
    if element.get("hidden") is not None or str(element.get("aria-hidden") or "").lower() == "true":
        return True
    if _UNSEEN.search(str(element.get("style") or "")):
        return True
    if tag in ("html", "body", "main", "article", "table", "tr", "td", "th", "tbody", "h1"):
        return False
    named = tokens(element)
    if tag == "nav":
        return not _is_told(element)
    if tag in _NEVER:
        return tag not in ("footer", "aside") or not (named & _NOTES or _holds_notes(element))
    if tag == "header":
        return next(element.iterdescendants("h1"), None) is None and element.find(".//nav") is not None
    if str(element.get("role") or "").lower() in _ROLES:
        return not _holds_text(element)
    if named & _NAMES or any(wanted <= named for wanted in _HIDDEN_NAMES):
        return tag not in ("p", "em", "strong", "b", "i") and not _holds_text(element)
    return False


def _holds_notes(element: Element) -> bool:
    return any(tokens(inner) & _NOTES for inner in element.iterdescendants("section", "div", "ol", "aside"))


def _holds_text(element: Element) -> bool:
    """Whether the page's text stands inside, whatever the element is called."""
    return next(element.iterdescendants("main", "article", "h1"), None) is not None


def _is_told(element: Element) -> bool:
    """Whether most words of what a page calls its navigation lead nowhere, as where nothing ends it before the text."""
    leading = sum(_length(link) for link in element.iterdescendants("a"))
    others = _length(element) - leading
    return others > leading and (others > _MUCH or next(element.iterdescendants("table"), None) is not None)


def _length(element: Element | None) -> int:
    return sum(len(str(text).strip()) for text in element.itertext()) if element is not None else 0


def main_part(root: Element) -> tuple[Element | None, Element]:
    """Return the element that holds the page's text, and the page's heading where that stands outside of it."""
    body = root if root.tag == "body" else root.find(".//body")
    if body is None:
        return None, root
    whole = _length(body)
    found = [e for e in body.iter("main", "div", "section") if e.tag == "main" or e.get("role") == "main"]
    main = max(found, key=_length, default=None)
    if main is None or _length(main) < whole / 5:
        articles = list(body.iter("article"))
        main = articles[0] if len(articles) == 1 and _length(articles[0]) > whole / 2 else body
    if main is body or main.find(".//h1") is not None:
        return None, main
    return next(
        (h for h in body.iter("h1") if not any(is_hidden_or_furniture(a, str(a.tag)) for a in h.iterancestors())), None
    ), main
