"""Web pages: what the page says, without what surrounds it (navigation, banners, footers, asides, what is hidden).

lxml was taken over trafilatura (drops tables and lists that it takes for furniture) and selectolax (no stable tree for malformed
nesting): it is quick, already needed for Word files, and never touches the network or expands entities here.
"""

import contextlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from lxml import etree

from loaders.blocks import Text
from loaders.formats.building import LINE_END, Run
from loaders.formats.flow import BULLET, FROM_ABOVE, NUMBER_STYLES, Cell, Flow, number_as
from loaders.formats.front_matter import front_matter
from loaders.formats.furniture import HEADINGS, is_hidden_or_furniture, main_part, names
from loaders.formats.html_looks import is_set_below, leads_item, styled, value_of_style
from loaders.formats.html_notes import NOTE_PLACE, REFERENCE, is_back_link, is_notes, is_reference, note_place
from loaders.formats.source import Format
from loaders.formats.titles_apart import without_title
from loaders.lexicons.words import any_of
from schema.errors import ReadError

Element = etree._Element

MAX_ELEMENTS = 50_000
"""The most elements of a page; a long report has 5,000."""
MAX_ATTRIBUTES = 1_000
"""The most attributes of an element: the parser compares each with all others, so that 50,000 take minutes."""
MAX_COLUMNS = 60
_BLOCKS = names("""
    address article aside blockquote body caption center dd details dir div dl dt fieldset figcaption figure
    footer form header hgroup hr html legend li main menu nav ol p pre section summary table tbody td tfoot th
    thead tr ul
""")
_BOLD, _ITALIC = frozenset({"b", "strong"}), frozenset({"i", "em", "cite", "dfn"})
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]{0,300}>\s*)?(?:<!--.{0,5000}?-->\s*)*<(?:!doctype\s+html|"
    rf"{any_of('tag of a page')})\b",
    re.I | re.S,
)
_ENDINGS = (".html", ".htm", ".xhtml")
_LONG_TAG = re.compile(r"""<[a-z](?:[^>"']|"[^"]*"|'[^']*'|"(?![^"]*")|'(?![^']*')){2000,}""", re.I)
_QUOTED = re.compile(r"""=\s*(?:"[^"]*"|'[^']*')""")
_PART_OF_SITE = re.compile(any_of("part of a site"), re.I)
_SPACE = re.compile(r"[ \t\r\n\f]{2,}|[\t\r\n\f]")
"""What a browser shows as one space; a space alone is one already."""


def read_html(markup: str, *, name: str, sha256: str, media_type: str = "text/html") -> Text:
    """Return a web page as blocks. Raises ReadError where it holds no text or is nested beyond reason."""
    return read_pages([markup], name=name, sha256=sha256, media_type=media_type)


def read_pages(pages: Iterable[str], *, name: str, sha256: str, media_type: str, title: str | None = None) -> Text:
    """Return web pages that are one document as blocks; `title` is the first page's own where it is not given.

    Raises ReadError where they hold no text or are nested beyond reason.
    """
    page, elements = _Page(name), 0
    for markup in pages:
        root = _tree(markup, name)
        elements += sum(1 for _ in islice(root.iter(), MAX_ELEMENTS + 1))
        if elements > MAX_ELEMENTS:
            raise ReadError(f"{name} has more than {MAX_ELEMENTS:,} elements; a report has far fewer, so split it")
        head, main = main_part(root)
        own = root.find(".//title")
        if title is None and own is not None and (printed := _unprinted(root, own)):
            page.flow.heading([Run(printed)], 1)
        for element in (*head, main):
            page.visit(element, Run(""))
        page.flush()
        title = "".join(map(str, own.itertext())) if title is None and own is not None else title
    return page.flow.build(sha256=sha256, media_type=media_type, title=title)


def _unprinted(root: Element, title: Element) -> str | None:
    """Return a page's title without the site's name, where the page has no main heading and does not print it: a browser shows it
    above the page, and the text may tell what it is of nowhere else. Where the main heading only says what part of a site the page
    is ("Past events"), the site's name is what the text is of."""
    page, *site = re.split(r"\s+[|»·•–—-]\s+", _printed(title))
    head = next(root.iterdescendants("h1"), None)
    if head is not None:
        part = _PART_OF_SITE.fullmatch(_printed(head)) is not None and _printed(head).casefold() == page.casefold()
        page = site[-1] if part and site else ""
    elif site and _PART_OF_SITE.fullmatch(page):
        page = site[-1]
    body = root.find(".//body")
    told = len(page.split()) > 1 and (body is None or page.casefold() not in _shown(body).casefold())
    return page if told else None


def _shown(element: Element) -> str:
    """Return the text of an element without what surrounds a page's text, such as its navigation."""
    shown = [str(element.text or "")]
    for child in element:
        tag = str(child.tag).lower()
        shown += [*([] if is_hidden_or_furniture(child, tag) else [_shown(child)]), str(child.tail or "")]
    return " ".join("".join(shown).split())


def _printed(element: Element | None) -> str:
    return " ".join("".join(map(str, element.itertext())).split()) if element is not None else ""


def _tree(markup: str, name: str) -> Element:
    for tag in _LONG_TAG.finditer(markup):
        if len(_QUOTED.sub("", tag[0]).split()) > MAX_ATTRIBUTES:
            raise ReadError(
                f"{name} has an element with more than {MAX_ATTRIBUTES:,} attributes; expected a page as a browser saves it"
            )
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    root: Element | None = None
    with contextlib.suppress(etree.XMLSyntaxError, ValueError):
        root = etree.fromstring(markup.encode("utf-8", "replace"), parser)
    if any("depth" in str(entry.message) or "huge" in str(entry.message).lower() for entry in parser.error_log):
        raise ReadError(f"{name} has elements nested deeper than any web page; expected a page as a browser saves it")
    if root is None:
        raise ReadError(f"{name} cannot be read as HTML; expected a page as a browser saves it")
    head = root.find("head")
    if head is not None and root.find(".//body") is None:
        head.tag = "body"  # the parser leaves there what follows a style if it does not know the element
    return root


@dataclass(slots=True)
class _Item:
    """The item of a list that waits for its words."""

    level: int
    marker: str


class _Page:
    """Walks the tree once, one frame of recursion per element."""

    def __init__(self, name: str) -> None:
        self.flow = Flow(name)
        self._runs: list[Run] = []
        self._flat = 0
        """Above 0 inside headings, cells and notes: everything there is one block."""
        self._depth = 0
        self._item: _Item | None = None

    def flush(self) -> None:
        """End the block that is being written."""
        if self._flat:
            self._runs.append(Run(LINE_END))
            return
        runs, self._runs = self._runs, []
        for part in _paragraphs(runs):
            if self._item is not None:
                self.flow.item(part, level=self._item.level, marker=self._item.marker)
                self._item = None
            else:
                self.flow.paragraph(part)

    def visit(self, element: Element, look: Run) -> None:
        """Read an element and all inside it; its words look like `look`."""
        tag = str(element.tag).lower()
        if is_hidden_or_furniture(element, tag):
            return
        if tag in HEADINGS and not self._flat:
            self._heading(element, look, HEADINGS[tag])
        elif tag in ("ul", "ol", "menu", "dir") and not self._flat:
            self._list(element, look, tag)
        elif tag == "table" and not self._flat and not _is_layout(element):
            self._table(element, look)
        elif tag == "br":
            self._runs.append(Run(LINE_END))
        elif tag == "sup":
            self._raised(element, look)
        elif is_back_link(element, tag):
            return
        elif not self._flat and (place := note_place(element)):
            self.flush()
            self.flow.note(self._flattened(element, look), place)
        elif tag in _BLOCKS or tag in HEADINGS:
            self.flush()
            look = styled(element, look)._replace(bold=True) if tag in ("dt", "th") else styled(element, look)
            self._inside(element, look, pre=tag == "pre")
            self.flush()
        else:
            self._inline(element, tag, look)

    def _inline(self, element: Element, tag: str, look: Run) -> None:
        look = styled(element, look)
        if tag in _BOLD or leads_item(element, tag):
            look = look._replace(bold=True)
        elif tag in _ITALIC:
            look = look._replace(italic=True)
        elif tag == "a":
            address = str(element.get("href") or "").strip()
            if is_reference(element, address):
                self._raised(element, look)
                return
            if address and not address.startswith(("#", "javascript:")):
                look = look._replace(url=address)
        elif tag in ("q",):
            self._runs.append(look.saying("“"))
        self._inside(element, look)
        if tag == "q":
            self._runs.append(look.saying("”"))

    def _inside(self, element: Element, look: Run, *, pre: bool = False) -> None:
        if element.text:
            self._words(str(element.text), look, pre=pre)
        for child in element:
            if isinstance(child.tag, str):
                if is_set_below(child):
                    self._runs.append(Run(LINE_END))
                self.visit(child, look)
            if child.tail:
                self._words(str(child.tail), look, pre=pre)

    def _words(self, text: str, look: Run, *, pre: bool) -> None:
        text = text if pre else _SPACE.sub(" ", text)
        self._runs.append(look.saying(text))

    def _flattened(self, element: Element, look: Run) -> list[Run]:
        """Return all words inside an element as runs, lines parted by runs of a line feed."""
        outer, self._runs = self._runs, []
        self._flat += 1
        self._inside(element, look)
        self._flat -= 1
        runs, self._runs = self._runs, outer
        return runs

    def _heading(self, element: Element, look: Run, level: int) -> None:
        self.flush()
        runs = self._flattened(element, look)
        marker, self._item = self._item.marker if self._item else None, None
        self.flow.heading(runs, level, marker=marker)

    def _raised(self, element: Element, look: Run) -> None:
        """Read raised characters: a reference to a footnote, or only raised."""
        runs = self._flattened(element, look)
        printed = "".join(run.text for run in runs).strip()
        before = next((run.text for run in reversed(self._runs) if run.text), "")
        match = REFERENCE.match(printed)
        if match and (match[1].isdigit() or not before.strip()) and not re.search(r"\b[kcm]?m$", before):
            self._runs.append(Run(match[1], note=match[1]))
        else:
            self._runs += runs

    def _list(self, element: Element, look: Run, tag: str) -> None:
        self.flush()
        notes = is_notes(element)
        style = value_of_style(element, "list-style-type") or NUMBER_STYLES.get(
            str(element.get("type") or "1"), "decimal"
        )
        items = [child for child in element if str(child.tag).lower() == "li"]
        step = -1 if element.get("reversed") is not None else 1
        value = _whole(element.get("start"), len(items) if step < 0 else 1)
        level = self._depth
        self._depth += 1
        for child in element:
            if not isinstance(child.tag, str):
                continue
            if str(child.tag).lower() != "li":
                self.visit(child, look)
                continue
            value = _whole(child.get("value"), value)
            place = NOTE_PLACE.match(str(child.get("id") or ""))
            if is_hidden_or_furniture(child, "li"):
                continue
            if notes or place:
                self.flow.note(self._flattened(child, look), place[1] if place else str(value))
            else:
                ordered = tag == "ol" and style != "none"
                self._item = _Item(level, number_as(value, style) if ordered else BULLET)
                self._inside(child, styled(child, look))
                self.flush()
                self._item = None
            value += step
        self._depth -= 1

    def _table(self, table: Element, look: Run) -> None:
        self.flush()
        for caption in table.iterchildren("caption"):
            self.visit(caption, look)
        rows: list[list[Cell]] = []
        headers = 0
        below: dict[int, int] = {}
        """For each column, in how many rows from here it is filled from above."""
        for row, in_head in _rows(table):
            cells: list[Cell] = []
            kinds = {str(cell.tag).lower() for cell in row if isinstance(cell.tag, str)}
            for cell in row:
                if str(cell.tag).lower() not in ("td", "th") or len(cells) >= MAX_COLUMNS:
                    continue
                _reach_down(cells, below)
                inside = styled(cell, look)
                lines = _split(self._flattened(cell, inside))
                across = min(_whole(cell.get("colspan"), 1), MAX_COLUMNS - len(cells))
                for extra in range(max(across, 1)):
                    below[len(cells)] = min(_whole(cell.get("rowspan"), 1), 500) - 1
                    cells.append(lines if extra == 0 else [])
            _reach_down(cells, below)
            is_header = in_head or kinds == {"th"}
            if is_header and headers == len(rows):
                headers += 1
            rows.append(cells)
        self.flow.table(rows, headers=headers)


def _reach_down(cells: list[Cell], below: dict[int, int]) -> None:
    """Add the cells that begin in rows above where the next one would stand."""
    while below.get(len(cells), 0) > 0 and len(cells) < MAX_COLUMNS:
        below[len(cells)] -= 1
        cells.append(FROM_ABOVE)


def _rows(table: Element) -> Iterator[tuple[Element, bool]]:
    """Yield the rows of a table, not of the tables inside it, each with whether it stands in the table's head."""
    for child in table:
        tag = str(child.tag).lower()
        if tag == "tr":
            yield child, False
        elif tag in ("thead", "tbody", "tfoot"):
            for row in child.iterchildren("tr"):
                yield row, tag == "thead"


def _is_layout(table: Element) -> bool:
    """Whether a table only places things on the page: one cell in all, or tables or headings inside its cells; headings of columns
    do not count."""
    if str(table.get("role") or "").lower() in ("presentation", "none"):
        return True
    cells = sum(1 for row, _ in _rows(table) for cell in row if cell.tag in ("td", "th"))
    inside = (
        one
        for one in table.iterdescendants("table", *HEADINGS)
        if next(one.iterancestors("th", "td", "table")).tag != "th"
    )
    return cells <= 1 or next(inside, None) is not None


def _whole(value: object, otherwise: int) -> int:
    text = str(value or "").strip()
    return int(text) if re.fullmatch(r"-?\d{1,6}", text) else otherwise


def _split(runs: list[Run]) -> Cell:
    """Return the runs of a cell line by line."""
    lines: Cell = [[]]
    for run in runs:
        if run.text == LINE_END and run.note is None:
            lines.append([])
        else:
            lines[-1].append(run)
    return [line for line in lines if any(run.text.strip() for run in line)]


def _paragraphs(runs: list[Run]) -> list[list[Run]]:
    """Return the paragraphs that line breaks make: a new one where a sentence, or a line of few words, ended before."""
    lines = [part for line in _split(runs) for part in without_title(line) if part]
    parts = lines[:1]
    for line in lines[1:]:
        before = "".join(run.text for run in parts[-1]).rstrip()
        after = "".join(run.text for run in line).lstrip()
        if after[:1].islower() and not before.endswith((".", ":", "!", "?")):
            parts[-1] = [*parts[-1], Run(LINE_END), *line]
        else:
            parts.append(line)
    return parts


_COMPONENT = re.compile(r"\s*<template>(.*)</template>", re.S)
"""A page that a site's software keeps as a template, which browsers do not show as it stands."""


def _with_front_matter(markup: str) -> str:
    """Return a page with what it shows of its front matter, where it has one, as pages have from which a site is made."""
    if component := _COMPONENT.match(markup):
        markup = f"<div>{component[1]}</div>"
    head, shown, rest = front_matter(markup)
    return f"<html><head>{head}</head><body>{shown}{rest}</body></html>" if rest != markup else markup


FORMAT = Format(
    name="HTML",
    endings=_ENDINGS,
    media_type="text/html",
    sniff=lambda s: bool(_HTML.match(s.text[:6000])) or (s.ending in _ENDINGS and "</" in s.text),
    read=lambda s: read_html(_with_front_matter(s.text), name=s.name, sha256=s.sha256),
)
