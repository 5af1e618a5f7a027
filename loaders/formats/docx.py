"""Word documents, from their XML.

python-docx and mammoth were tried first: neither resolves list numbers or tells styles that only inherit their bold, and both
unpack every picture. What is needed of the package are six XML parts, read here with lxml.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from loaders.blocks import Text
from loaders.formats.archive import Archive, Element
from loaders.formats.building import Run
from loaders.formats.docx_numbering import Numbering
from loaders.formats.docx_styles import Styles, W, flag, value
from loaders.formats.flow import BULLET, FROM_ABOVE, Cell, Flow, cell_of, is_headed, number_as
from loaders.formats.source import Format
from loaders.formats.tabs import TabColumns
from schema.errors import ReadError

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MAX_RUNS = 150_000
"""The most paragraphs and runs; Word cuts the text of 100 pages into 20,000."""
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


def read_docx(archive: Archive, *, name: str, sha256: str) -> Text:
    """Return a Word document as blocks. Raises ReadError where it is damaged, encrypted or too large."""
    names = archive.parts
    parts = {part: archive.xml(f"word/{part}.xml") for part in _PARSED if f"word/{part}.xml" in names}
    rels = "word/_rels/document.xml.rels"
    core = archive.xml("docProps/core.xml") if "docProps/core.xml" in names else None
    document = _Document(name, parts, _links(archive.xml(rels)) if rels in names else {})
    document.read()
    return document.flow.build(
        sha256=sha256,
        media_type=MEDIA_TYPE,
        property_title=core.findtext(f".//{_TITLE}") if core is not None else None,
    )


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
        self._numbers: Counter[str] = Counter()
        self._printed_notes: dict[str, dict[str, Element]] = {}
        self._columns = TabColumns(self.flow)

    def read(self) -> None:
        """Read the body, then the notes."""
        body = self._parts["document"].find(f"{W}body")
        if body is not None:
            self._blocks(body)
        self._columns.end()
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
        if level is None and place is None and self._columns.take(runs):
            return
        self._columns.end()
        if level is not None:
            if place is not None and place.ordered:
                runs = [runs[0]._replace(text=f"{place.printed} ", note=None, url=None), *runs]
            level = 1 if level == 0 else level + self._title_used
            self.flow.heading(runs, min(level, 6), marker=place.marker if place and place.ordered else None)
        elif place is not None:
            self.flow.item(runs, level=place.level, marker=place.marker if place.ordered else BULLET)
        elif self._styles.is_large(paragraph) and len("".join(r.text for r in runs)) <= 120:
            self.flow.heading(runs, 0)
        else:
            self.flow.paragraph(runs, indent=self._styles.indent(paragraph))

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
                self._collect(child, look._replace(url=address or look.url), runs, depth + 1)
            elif tag == f"{W}fldSimple":
                link = _FIELD_LINK.search(str(child.get(f"{W}instr") or ""))
                self._collect(child, look._replace(url=link[1] if link else look.url), runs, depth + 1)
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
        look = look._replace(bold=style.bold, italic=style.italic)
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
                runs.append(look.saying("\t"))
            elif tag in ("br", "cr"):
                runs.append(look.saying("\n"))
            elif tag == "noBreakHyphen":
                runs.append(look.saying("-"))
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
        return look._replace(text=text, url=link or look.url)

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
            self._numbers[kind] += 1
            self._notes[key] = number_as(self._numbers[kind], "decimal" if kind == "footnote" else "lower-roman")
        return self._notes[key]

    def _note(self, kind: str, identifier: str, marker: str) -> None:
        if kind not in self._printed_notes:
            part = self._parts.get(f"{kind}s")
            notes = (
                () if part is None else reversed(list(part.iterchildren(f"{W}{kind}")))
            )  # of two with one id, the first counts
            self._printed_notes[kind] = {str(note.get(f"{W}id")): note for note in notes}
        note = self._printed_notes[kind].get(identifier)
        if note is not None:
            runs: list[Run] = []
            for paragraph in note.iter(f"{W}p"):
                runs += [*self._runs(paragraph), Run(" ")]
            self.flow.note(runs, marker)

    def _table(self, table: Element, depth: int) -> None:
        self._columns.end()
        rows = list(_inside(table, f"{W}tr"))
        cells = [list(_inside(row, f"{W}tc")) for row in rows]
        only = [cell for row in cells for cell in row]
        if len(only) == 1 or any(self._styles.heading(p) is not None for cell in only for p in cell.iter(f"{W}p")):
            for cell in only:
                if depth < MAX_DEPTH:
                    self._blocks(cell, depth + 1)
            self._columns.end()
            return
        headers = 0
        filled: list[list[Cell]] = []
        for index, (row, inside) in enumerate(zip(rows, cells, strict=True)):
            printed: list[Cell] = []
            for cell in inside:
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                goes_on = merge is not None and value(merge) in (None, "continue")
                printed.append(FROM_ABOVE if goes_on else self._lines(cell))
                span = value(cell.find(f"{W}tcPr/{W}gridSpan")) or "1"
                printed += [[] for _ in range(min(int(span), 60) - 1 if span.isdigit() else 0)]
            mark = row.find(f"{W}trPr/{W}tblHeader")
            if headers == index and mark is not None and flag(value(mark), default=True):
                headers += 1
            filled.append(printed)
        if not headers and is_headed(filled):
            headers = 1
        self.flow.table(filled, headers=headers)

    def _lines(self, cell: Element) -> Cell:
        paragraphs = list(cell.iter(f"{W}p"))
        for paragraph in paragraphs:
            self._numbering.place(paragraph, self._styles)  # a number in a cell is not shown, but counts
        lines = cell_of(map(self._runs, paragraphs))
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


FORMAT = Format(
    name="DOCX",
    endings=(".docx",),
    media_type=MEDIA_TYPE,
    sniff=lambda s: "word/document.xml" in s.parts,
    read=lambda s: read_docx(s.archive, name=s.name, sha256=s.sha256),
)
