"""Word documents, from their XML.

python-docx and mammoth were tried first: neither resolves list numbers or tells styles that only inherit their bold, and both
unpack every picture. What is needed of the package are six XML parts, read here with lxml: no entity is expanded, nothing is
fetched, and no part is unpacked beyond a limit, whatever size its directory claims.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import islice
from typing import TypeAlias

from lxml import etree

from loaders.blocks import Text
from loaders.formats.building import Run
from loaders.formats.docx_numbering import Numbering
from loaders.formats.docx_styles import Styles, W, flag, value
from loaders.formats.flow import BULLET, Cell, Flow, number_as
from schema.errors import ReadError

Element: TypeAlias = etree._Element

MAX_PART_BYTES = 25_000_000
"""Of one XML part, unpacked; a report of 100 pages has 2,000,000."""
MAX_PARTS = 5_000
MAX_RUNS = 150_000
"""Paragraphs and runs; Word cuts the text of 100 pages into 20,000."""
_PARSED = ("document", "styles", "numbering", "footnotes", "endnotes")
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_FIELD_LINK = re.compile(r'HYPERLINK\s+"([^"]+)"')
_NO_TEXT = frozenset(
    {f"{W}{t}" for t in ("del", "moveFrom", "pPr", "rPr", "sectPr", "tblPr", "instrText", "delText", "pict")}
)
_MARK = re.compile(r"^(\d{1,3}|[*†‡§])$")
MAX_DEPTH = 250


def read_docx(data: bytes, *, name: str, sha256: str) -> Text:
    """Return a Word document as blocks. Raises ReadError where it is damaged, encrypted, too large, or no Word document."""
    parts, links, title = _unpack(data, name)
    if "document" not in parts:
        raise ReadError(f"{name} is a ZIP archive without a Word document in it; expected DOCX, or its files unpacked")
    document = _Document(name, parts, links)
    document.read()
    return document.flow.build(
        sha256=sha256,
        media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        title=title,
    )


def _unpack(data: bytes, name: str) -> tuple[dict[str, Element], dict[str, str], str | None]:
    """Return the XML parts by name, the addresses of links by their id, and the title in the properties."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
            if len(names) > MAX_PARTS:
                raise ReadError(f"{name} holds {len(names):,} files; a Word document holds far fewer")
            parts = {part: _part(archive, f"word/{part}.xml", name) for part in _PARSED if f"word/{part}.xml" in names}
            rels = "word/_rels/document.xml.rels"
            links = _links(_part(archive, rels, name)) if rels in names else {}
            core = _part(archive, "docProps/core.xml", name) if "docProps/core.xml" in names else None
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, KeyError) as e:
        raise ReadError(
            f"{name} is a damaged Word document or archive ({_short(e)}); expected a DOCX that Word opens"
        ) from None
    except RuntimeError:
        raise ReadError(f"{name} is encrypted; save it without a password") from None
    return parts, links, core.findtext(f".//{_TITLE}") if core is not None else None


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:80] or type(error).__name__


def _part(archive: zipfile.ZipFile, part: str, name: str) -> Element:
    with archive.open(part) as file:
        xml = file.read(MAX_PART_BYTES + 1)
    if len(xml) > MAX_PART_BYTES:
        raise ReadError(f"{name} unpacks to more than {MAX_PART_BYTES // 10**6} MB of {part}; no report is that large")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as e:
        raise ReadError(f"{name} has a damaged part {part} ({_short(e)}); expected a DOCX that Word opens") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise ReadError(
            f"{name} declares entities in {part}, which no Word document does; expected a DOCX that Word opens"
        )
    return root


def _links(relations: Element) -> dict[str, str]:
    return {
        str(r.get("Id")): str(r.get("Target"))
        for r in relations.iterchildren(f"{_REL}Relationship")
        if r.get("TargetMode") == "External"
    }


@dataclass(slots=True)
class _Field:
    """A complex field that is open: only its result is printed."""

    code: str = ""
    result: bool = False


class _Document:
    """Reads the body once, in order."""

    def __init__(self, name: str, parts: dict[str, Element], links: dict[str, str]) -> None:
        self.flow = Flow(name)
        self._parts = parts
        self._links = links
        self._styles = Styles(parts.get("styles"))
        self._numbering = Numbering(parts.get("numbering"))
        if sum(1 for _ in islice(parts["document"].iter(f"{W}p", f"{W}r"), MAX_RUNS + 1)) > MAX_RUNS:
            raise ReadError(
                f"{name} holds more than {MAX_RUNS:,} pieces of text; a report holds far fewer, so split it"
            )
        self._title_used = any(self._styles.heading(p) == 0 for p in parts["document"].iter(f"{W}p"))
        self._fields: list[_Field] = []
        self._boxes: list[Element] = []
        self._notes: dict[tuple[str, str], str] = {}
        """Footnotes and endnotes by kind and id, each with its printed marker, in the order of their references."""
        self._columns: list[list[list[Run]]] = []
        """Paragraphs in a row that are set in columns with tabs."""

    def read(self) -> None:
        """Read the body, then the notes."""
        body = self._parts["document"].find(f"{W}body")
        if body is not None:
            self._blocks(body)
        self._end_columns()
        for (kind, identifier), marker in self._notes.items():
            self._note(kind, identifier, marker)

    def _blocks(self, parent: Element, depth: int = 0) -> None:
        for child in parent:
            if child.tag == f"{W}p":
                self._paragraph(child, depth)
            elif child.tag == f"{W}tbl":
                self._table(child, depth)
            elif child.tag == f"{W}sdt":
                content = child.find(f"{W}sdtContent")
                gallery = child.find(f".//{W}docPartGallery")
                if content is not None and "contents" not in str(value(gallery) or "").lower() and depth < MAX_DEPTH:
                    self._blocks(content, depth + 1)
            elif child.tag in (f"{W}ins", f"{W}customXml", f"{W}moveTo", f"{W}smartTag") and depth < MAX_DEPTH:
                self._blocks(child, depth + 1)

    def _paragraph(self, paragraph: Element, depth: int) -> None:
        runs = self._runs(paragraph)
        boxes, self._boxes = self._boxes, []
        if not self._styles.is_contents(paragraph):
            self._place(paragraph, runs)
        if depth < MAX_DEPTH:
            for box in boxes:
                self._blocks(box, depth + 1)

    def _place(self, paragraph: Element, runs: list[Run]) -> None:
        place = self._numbering.place(paragraph, self._styles)
        if not any(run.text.strip() for run in runs):
            return
        level = self._styles.heading(paragraph)
        columns = _by_tabs(runs)
        if len(columns) > 1 and level is None and place is None and not _is_typed_marker(columns[0]):
            self._columns.append(columns)
            return
        self._end_columns()
        if level is not None:
            if place is not None and place.ordered:
                runs = [replace(runs[0], text=f"{place.printed} ", note=None, url=None), *runs]
            level = 1 if level == 0 else level + self._title_used
            self.flow.heading(runs, min(level, 6), marker=place.marker if place and place.ordered else None)
        elif place is not None:
            self.flow.item(runs, level=place.level, marker=place.marker if place.ordered else BULLET)
        elif self._styles.is_large(paragraph) and len("".join(r.text for r in runs)) <= 120:
            self.flow.heading(runs, 0)
        else:
            self.flow.paragraph(runs, indent=self._styles.indent(paragraph))

    def _end_columns(self) -> None:
        """Write the paragraphs set with tabs: a table where there are several or many columns, else paragraphs."""
        rows, self._columns = self._columns, []
        if len(rows) >= 2 or any(len(row) >= 3 for row in rows):
            self.flow.table([[[cell] for cell in row] for row in rows])
        else:
            for row in rows:
                self.flow.paragraph([run for cell in row for run in (*cell, Run(" "))])

    def _runs(self, parent: Element) -> list[Run]:
        style = self._styles.paragraph_look(parent)
        runs: list[Run] = []
        self._fields = []
        self._collect(parent, Run("", bold=style.bold, italic=style.italic), runs, 0)
        return runs

    def _collect(self, parent: Element, look: Run, runs: list[Run], depth: int) -> None:
        if depth > MAX_DEPTH:
            return
        for child in parent:
            tag = child.tag
            if tag in _NO_TEXT:
                continue
            if tag == f"{W}r":
                self._run(child, look, runs, depth)
            elif tag == f"{W}hyperlink":
                address = self._links.get(str(child.get(f"{_R}id")))
                self._collect(child, replace(look, url=address or look.url), runs, depth + 1)
            elif tag == f"{W}fldSimple":
                link = _FIELD_LINK.search(str(child.get(f"{W}instr") or ""))
                self._collect(child, replace(look, url=link[1] if link else look.url), runs, depth + 1)
            elif tag == f"{_MC}AlternateContent":
                choice = child.find(f"{_MC}Choice")
                self._collect(choice if choice is not None else child, look, runs, depth + 1)
            elif isinstance(tag, str):
                self._collect(child, look, runs, depth + 1)

    def _run(self, run: Element, look: Run, runs: list[Run], depth: int) -> None:
        properties = run.find(f"{W}rPr")
        style = self._styles.run_look(properties, bold=look.bold, italic=look.italic)
        if style.hidden:
            return
        look = replace(look, bold=style.bold, italic=style.italic)
        for child in run:
            tag = str(child.tag).removeprefix(W)
            if tag == "fldChar":
                self._field(str(child.get(f"{W}fldCharType")))
            elif tag == "instrText" and self._fields:
                self._fields[-1].code += child.text or ""
            elif any(not f.result for f in self._fields):
                continue
            elif tag == "t" and child.text:
                runs.append(self._words(child.text, look, raised=style.raised))
            elif tag == "tab":
                runs.append(replace(look, text="\t"))
            elif tag in ("br", "cr"):
                runs.append(replace(look, text="\n"))
            elif tag == "noBreakHyphen":
                runs.append(replace(look, text="-"))
            elif tag in ("footnoteReference", "endnoteReference"):
                marker = self._reference(tag.removesuffix("Reference"), child)
                if marker:
                    runs.append(Run(marker, note=marker))
            elif child.tag == f"{_MC}AlternateContent" or tag in ("drawing", "pict", "object"):
                self._find_boxes(child)
            elif depth < MAX_DEPTH and tag in ("ruby", "sdt"):
                self._collect(child, look, runs, depth + 1)

    def _words(self, text: str, look: Run, *, raised: bool) -> Run:
        link = next((m[1] for f in self._fields if (m := _FIELD_LINK.search(f.code))), None)
        mark = _MARK.match(text.strip()) if raised else None
        if mark:
            return Run(mark[1], note=mark[1])
        return replace(look, text=text, url=link or look.url)

    def _field(self, what: str) -> None:
        if what == "begin":
            self._fields.append(_Field())
        elif what == "separate" and self._fields:
            self._fields[-1].result = True
        elif what == "end" and self._fields:
            self._fields.pop()

    def _find_boxes(self, drawing: Element) -> None:
        """Keep the text boxes of a drawing for after the paragraph; the fallback for old programs says the same again."""
        choice = drawing.find(f"{_MC}Choice") if drawing.tag == f"{_MC}AlternateContent" else None
        found = list((choice if choice is not None else drawing).iter(f"{W}txbxContent"))
        self._boxes += [box for box in found if not any(a in found for a in box.iterancestors())]

    def _reference(self, kind: str, reference: Element) -> str:
        if flag(reference.get(f"{W}customMarkFollows"), default=False):
            return ""
        key = (kind, str(reference.get(f"{W}id")))
        if key not in self._notes:
            number = sum(1 for other, _ in self._notes if other == kind) + 1
            self._notes[key] = number_as(number, "decimal" if kind == "footnote" else "lower-roman")
        return self._notes[key]

    def _note(self, kind: str, identifier: str, marker: str) -> None:
        part = self._parts.get(f"{kind}s")
        if part is None:
            return
        for note in part.iterchildren(f"{W}{kind}"):
            if note.get(f"{W}id") == identifier:
                runs: list[Run] = []
                for paragraph in note.iter(f"{W}p"):
                    runs += [*self._runs(paragraph), Run(" ")]
                self.flow.note(runs, marker)
                return

    def _table(self, table: Element, depth: int) -> None:
        self._end_columns()
        rows = list(_inside(table, f"{W}tr"))
        cells = [list(_inside(row, f"{W}tc")) for row in rows]
        only = [cell for row in cells for cell in row]
        if len(only) == 1 or any(self._styles.heading(p) is not None for cell in only for p in cell.iter(f"{W}p")):
            for cell in only:
                if depth < MAX_DEPTH:
                    self._blocks(cell, depth + 1)
            self._end_columns()
            return
        headers = 0
        filled: list[list[Cell]] = []
        for index, (row, inside) in enumerate(zip(rows, cells, strict=True)):
            printed: list[Cell] = []
            for cell in inside:
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                goes_on = merge is not None and value(merge) in (None, "continue")
                printed.append([] if goes_on else self._lines(cell))
                span = value(cell.find(f"{W}tcPr/{W}gridSpan")) or "1"
                printed += [[] for _ in range(min(int(span), 60) - 1 if span.isdigit() else 0)]
            mark = row.find(f"{W}trPr/{W}tblHeader")
            if headers == index and mark is not None and flag(value(mark), default=True):
                headers += 1
            filled.append(printed)
        if not headers and len(filled) > 2 and _all_bold(filled[0]) and not _all_bold(filled[1]):
            headers = 1
        self.flow.table(filled, headers=headers)

    def _lines(self, cell: Element) -> Cell:
        lines: Cell = []
        for paragraph in cell.iter(f"{W}p"):
            self._numbering.place(paragraph, self._styles)
            lines.append([])
            for run in self._runs(paragraph):
                if run.text == "\n":
                    lines.append([])
                else:
                    lines[-1].append(run)
        self._boxes = []
        return lines


def _inside(parent: Element, tag: str) -> Iterator[Element]:
    """Yield the children with a tag, content controls and tracked insertions opened."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in (f"{W}sdt", f"{W}ins", f"{W}customXml"):
            content = child.find(f"{W}sdtContent") if child.tag == f"{W}sdt" else child
            if content is not None:
                yield from (inner for inner in content if inner.tag == tag)


def _by_tabs(runs: list[Run]) -> list[list[Run]]:
    """Return the runs of a paragraph cut at its tabs; those at its ends and several in a row count for nothing."""
    columns: list[list[Run]] = [[]]
    for run in runs:
        if run.text == "\t":
            columns.append([])
        else:
            columns[-1].append(run)
    return [column for column in columns if any(run.text.strip() for run in column)]


def _is_typed_marker(column: list[Run]) -> bool:
    """Whether a column only holds a list marker that somebody typed ("1.<tab>")."""
    return bool(
        re.fullmatch(r"\(?(?:\d{1,3}|[a-zA-Z]|[ivx]+)[.)]|[^\w\s]", "".join(run.text for run in column).strip())
    )


def _all_bold(cells: list[Cell]) -> bool:
    runs = [run for cell in cells for line in cell for run in line if run.text.strip()]
    return bool(runs) and all(run.bold for run in runs)
