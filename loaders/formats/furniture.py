"""What of a web page is not its text: navigation, banners, footers, forms, what is hidden; and where its text stands."""

import re

from lxml import etree

Element = etree._Element


def names(listed: str) -> frozenset[str]:
    """Return the names that a text lists."""
    return frozenset(listed.split())


HEADINGS = {f"h{n}": n for n in range(1, 7)}
"""Elements of headings, each with its level."""
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
_CALLED_SO = names("nav navigation menu search share related sidebar siteheader social")
"""Those of them that are also said of parts with text, as "with-sidebar" of a whole page."""
_OPENED = names("tabpanel accordion collapse collapsible panel tab")
"""Parts that a page hides until somebody asks for them, such as the second day of a programme."""
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
"""More characters than a list of pages has beside its links."""
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
    if _is_hidden(element) and not tokens(element) & _OPENED:
        return True
    if tag in ("html", "body", "main", "article", "table", "tr", "td", "th", "tbody", "h1"):
        return False
    named = tokens(element)
    if tag == "nav":
        return not _is_told(element)
    if tag in _NEVER:
        if tag == "button" and next(element.iterancestors(*HEADINGS), None) is not None:
            return False
        if tag == "aside" and not named & _NAMES and _is_box(element):
            return False
        if tag == "footer" and next(element.iterancestors("blockquote", "figure"), None) is not None:
            return False  # it says whom a quotation is by
        return tag not in ("footer", "aside") or not (named & _NOTES or _holds_notes(element))
    if tag == "header":
        return next(element.iterdescendants("h1"), None) is None and element.find(".//nav") is not None
    if str(element.get("role") or "").lower() in _ROLES:
        return not _holds_text(element)
    if named & _NAMES or any(wanted <= named for wanted in _HIDDEN_NAMES):
        if tag in ("p", "em", "strong", "b", "i") or _holds_text(element):
            return False
        return not (named & _NAMES <= _CALLED_SO and _is_told(element))
    return False


def _is_hidden(element: Element) -> bool:
    hidden = element.get("hidden") is not None or str(element.get("aria-hidden") or "").lower() == "true"
    return hidden or _UNSEEN.search(str(element.get("style") or "")) is not None


def _holds_notes(element: Element) -> bool:
    return any(tokens(inner) & _NOTES for inner in element.iterdescendants("section", "div", "ol", "aside"))


def _holds_text(element: Element) -> bool:
    """Whether the page's text stands inside, whatever the element is called."""
    return next(element.iterdescendants("main", "article", "h1"), None) is not None


def _is_box(element: Element) -> bool:
    """Whether what stands beside the text is a box of it, with words of its own: inside the text, and more told than linked."""
    return next(element.iterancestors("main", "article", "section"), None) is not None and _tells(element)


def _tells(element: Element) -> bool:
    """Whether more of an element's words are text than lead elsewhere or ask for something."""
    return _told(element) > 0 and element.find(".//form") is None


def _is_told(element: Element) -> bool:
    """Whether most words of what a page calls its navigation lead nowhere, as where nothing ends it before the text."""
    told = _told(element)
    return told > _MUCH or (told > 0 and next(element.iterdescendants("table"), None) is not None)


def _told(element: Element) -> int:
    """Return the characters of an element's words that lead nowhere, 0 where they are not most of them."""
    leading = sum(_length(link) for link in element.iterdescendants("a"))
    others = _length(element) - leading
    return others if others > leading else 0


def _length(element: Element | None) -> int:
    return sum(len(str(text).strip()) for text in element.itertext()) if element is not None else 0


def main_part(root: Element) -> tuple[list[Element], Element]:
    """Return the element that holds the page's text, and the page's heading where that stands outside of it, with the lines that
    stand below it there, such as when and where people meet."""
    body = root if root.tag == "body" else root.find(".//body")
    if body is None:
        return [], root
    whole = _length(body)
    found = [e for e in body.iter("main", "div", "section") if e.tag == "main" or e.get("role") == "main"]
    main = max(found, key=_length, default=None)
    if main is None or _length(main) < whole / 5:
        articles = list(body.iter("article"))
        main = articles[0] if len(articles) == 1 and _length(articles[0]) > whole / 2 else body
    if main is body or main.find(".//h1") is not None:
        return [], main
    for heading in body.iter("h1"):
        if not any(is_hidden_or_furniture(a, str(a.tag)) for a in heading.iterancestors()):
            return [heading, *_below(heading, main)], main
    return [], main


def _below(heading: Element, main: Element) -> list[Element]:
    """Return what follows a heading in the parts of the page that hold it and not the text, as far as it tells something."""
    found: list[Element] = []
    at, parts = heading, set(main.iterancestors())
    while (parent := at.getparent()) is not None and parent not in parts:
        found += [
            e
            for e in at.itersiblings()
            if isinstance(e.tag, str) and e.tag != "h1" and not is_hidden_or_furniture(e, e.tag) and _tells(e)
        ]
        at = parent
    return found
