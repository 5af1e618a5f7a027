"""Renders the masters of the corpus as wrapped plain text, DOCX and PDF.

The renderings hold what makes these formats hard to read, and are the same bytes at each run.
"""

from __future__ import annotations

import re
import textwrap
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from masters import Block, parse, runs
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, Spacer, Table, TableStyle

HERE = Path(__file__).resolve().parent
GOLD = HERE.parent
WIDTH = 72
PAGE = 52


def hyphenated(text: str, first: str, rest: str) -> list[str]:
    """Wrap to the page's width, breaking the odd long word with a hyphen as a typist would."""
    lines = textwrap.wrap(
        text, WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False, break_long_words=False
    )
    for i in range(len(lines) - 1):
        word, _, left = lines[i + 1].strip().partition(" ")
        room = WIDTH - len(lines[i]) - 2
        if left and room >= 2 and re.fullmatch(r"[a-z]{6,}[.,;:]?", word) and len(word) - room >= 3:
            lines[i] += " " + word[:room] + "-"
            lines[i + 1] = rest + word[room:] + " " + left
    return lines


def text_pages(blocks: list[Block], header: str, footer: str) -> str:
    """Plain text in pages of a fixed length, a running header above and a footer with the page's number below."""
    lines: list[str] = []
    before = ""
    for b in blocks:
        if b.kind == "heading":
            lines += ["", *textwrap.wrap(b.text.upper(), WIDTH), *(["=" * WIDTH] if b.depth == 1 else []), ""]
        elif b.kind == "item":
            pad = "  " * b.depth
            if before != "item":
                lines.append("")
            lines += hyphenated(b.text, f"{pad}{b.mark} ", pad + " " * (len(b.mark) + 1))
        else:
            lines += ["", *hyphenated(b.text, "", "")]
        before = b.kind
    pages = [lines[i : i + PAGE] for i in range(0, len(lines), PAGE)]
    out = []
    for n, page in enumerate(pages, 1):
        out += [
            header.center(WIDTH).rstrip(),
            "",
            *page,
            "",
            f"{footer}{f'Page {n} of {len(pages)}':>{WIDTH - len(footer)}}",
            "\f",
        ]
    return re.sub(r"\n{4,}", "\n\n\n", "\n".join(out[:-1])) + "\n"


def scottish() -> None:
    """The plain-text report."""
    blocks = parse((HERE / "texts" / "scottish-care-assembly-2022.md").read_text(encoding="utf-8"))
    text = text_pages(blocks, "SCOTTISH CARE ASSEMBLY 2022", "Alliance for Shared Care Scotland")
    (GOLD / "scottish-care-assembly-2022.txt").write_text(text, encoding="utf-8")


def link(paragraph: Any, address: str, words: str) -> None:
    """A Word hyperlink at the end of a paragraph."""
    rel = paragraph.part.relate_to(address, RT.HYPERLINK, is_external=True)
    node = OxmlElement("w:hyperlink")
    node.set(qn("r:id"), rel)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = words
    run.append(text)
    node.append(run)
    paragraph._p.append(node)


def fill(paragraph: Any, text: str) -> None:
    """A block's runs as Word runs: bold lead-ins, raised note marks, hyperlinks."""
    for kind, words in runs(text):
        if kind in ("plain", "bold", "note"):
            run = paragraph.add_run(words)
            run.bold = kind == "bold" or None
            run.font.superscript = kind == "note" or None
        else:
            link(paragraph, kind, words)


def restart(doc: Any, paragraph: Any) -> int:
    """Start Word's numbering anew at this paragraph, as a writer does for each list, and return the list's number."""
    numbering = doc.part.numbering_part.numbering_definitions._numbering
    base = doc.styles["List Number"].element.pPr.numPr.numId.val
    abstract = numbering.num_having_numId(base).abstractNumId.val
    num = numbering.add_num(abstract)
    num.add_lvlOverride(ilvl=0).add_startOverride(1)
    paragraph._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = num.numId
    return int(num.numId)


def eastern() -> None:
    """The Word report: heading styles, Word's own numbering (the numbers are no text), a table three names wide."""
    doc = docx.Document()
    doc.core_properties.title = "Eastern Neighbourhoods Exchange 2025"
    doc.core_properties.created = doc.core_properties.modified = datetime(2025, 9, 2, 9, 0)
    doc.sections[0].header.paragraphs[0].text = "Eastern Neighbourhoods Exchange 2025 – report"
    doc.sections[0].footer.paragraphs[0].text = "Fenland Social Futures"
    numbered, table = 0, None
    for b in parse((HERE / "texts" / "eastern-neighbourhoods-2025.md").read_text(encoding="utf-8")):
        if b.kind != "row":
            table = None
        if b.kind == "heading":
            doc.add_heading(b.text, level=0 if b.depth == 1 else b.depth - 1)
            numbered = 0
        elif b.kind == "item" and b.mark[0].isdigit():
            p = doc.add_paragraph(style="List Number")
            if numbered:
                p._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = numbered
            else:
                numbered = restart(doc, p)
            fill(p, b.text)
        elif b.kind == "item" and b.mark == "-":
            fill(doc.add_paragraph(style="List Bullet"), b.text)
        elif b.kind == "item":
            p = doc.add_paragraph(style="List Continue 2")
            fill(p, f"{b.mark} {b.text}")
        elif b.kind == "row":
            if table is None:
                table = doc.add_table(rows=0, cols=len(b.cells))
                table.style = "Table Grid"
            for cell, text in zip(table.add_row().cells, b.cells, strict=True):
                cell.text = text
        elif b.kind == "note":
            fill(doc.add_paragraph(), f"{b.mark}. {b.text}")
        else:
            fill(doc.add_paragraph(), b.text)
    path = GOLD / "eastern-neighbourhoods-2025.docx"
    doc.save(str(path))
    with zipfile.ZipFile(path) as old:
        parts = [(n, old.read(n)) for n in old.namelist() if "thumbnail" not in n]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts:
            if name == "_rels/.rels":
                data = re.sub(rb"<Relationship [^>]*thumbnail[^>]*/>", b"", data)
            new.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)


def markup(text: str) -> str:
    """A block's text in the PDF library's markup; a note's mark reports the page that it falls on."""
    out = ""
    for kind, words in runs(text):
        safe = words.replace("&", "&amp;").replace("<", "&lt;")
        if kind == "note":
            out += f'<super size="6">{words}</super><onDraw name="note" label="{words}"/>'
        else:
            out += f"<b>{safe}</b>" if kind == "bold" else safe
    return out


class _Forum(BaseDocTemplate):
    """Two columns, a running header and footer, and each page's footnotes under its columns."""

    def __init__(
        self, path: str, title: str, notes: dict[str, str], known: dict[str, int], seen: dict[str, int]
    ) -> None:
        super().__init__(path, pagesize=A4, title=title, author="Northwest Civic Institute", invariant=1)
        width, height = A4
        column = (width - 130) / 2
        frames = [Frame(50 + i * (column + 30), 95, column, height - 165, 0, 0, 0, 0) for i in range(2)]
        self.addPageTemplates(PageTemplate("two", frames, onPage=self.furniture))
        self.notes, self.known, self.seen, self.running = notes, known, seen, title

    def furniture(self, canvas: Any, _doc: Any) -> None:
        """The running lines and the notes whose marks the last pass saw on this page."""
        page = canvas.getPageNumber()
        canvas.setNamedCB("note", lambda _canvas, _kind, label: self.seen.setdefault(label, page))
        canvas.setFont("Helvetica", 8)
        canvas.drawString(50, A4[1] - 40, self.running)
        canvas.drawRightString(A4[0] - 50, A4[1] - 40, "Northwest Civic Institute")
        canvas.drawCentredString(A4[0] / 2, 30, f"{page}")
        here = sorted(n for n, p in self.known.items() if p == page)
        canvas.setFont("Helvetica", 7)
        if here:
            canvas.line(50, 85, 200, 85)
        for i, n in enumerate(here):
            canvas.drawString(50, 74 - 10 * i, f"{n} {self.notes[n]}")


def forum() -> None:
    """The PDF report: it is laid out twice, since a footnote's page is known only after the first time."""
    blocks = parse((HERE / "texts" / "public-value-forum-2024.md").read_text(encoding="utf-8"))
    body = ParagraphStyle("body", fontName="Helvetica", fontSize=9.5, leading=12.5, spaceAfter=6)
    heads = [
        ParagraphStyle(
            f"h{n}",
            parent=body,
            fontName="Helvetica-Bold",
            fontSize=size,
            leading=size + 3,
            spaceBefore=6,
            keepWithNext=1,
        )
        for n, size in enumerate((20, 13, 10.5))
    ]
    items = [ParagraphStyle(f"i{n}", parent=body, leftIndent=18 + 16 * n, bulletIndent=16 * n) for n in range(2)]
    cell = ParagraphStyle("cell", parent=body, fontSize=7.5, leading=9, spaceAfter=0)
    notes = {b.mark: b.text for b in blocks if b.kind == "note"}
    pages: dict[str, int] = {}

    def story() -> list[Any]:
        out: list[Any] = []
        rows = [[Paragraph(markup(c), cell) for c in b.cells] for b in blocks if b.kind == "row"]
        for b in blocks:
            if b.kind == "heading":
                out.append(Paragraph(markup(b.text), heads[b.depth - 1]))
            elif b.kind == "item":
                out.append(Paragraph(markup(b.text), items[b.depth], bulletText=b.mark))
            elif b.kind == "row" and rows:
                table = Table(rows, colWidths=[68, 80, 84], repeatRows=1)
                table.setStyle(
                    TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.grey), ("VALIGN", (0, 0), (-1, -1), "TOP")])
                )
                out += [table, Spacer(0, 8)]
                rows = []
            elif b.kind == "text":
                out.append(Paragraph(markup(b.text), body))
        return out

    for _ in range(2):
        seen: dict[str, int] = {}
        _Forum(str(GOLD / "public-value-forum-2024.pdf"), blocks[0].text, notes, pages, seen).build(story())
        pages = seen


if __name__ == "__main__":
    scottish()
    eastern()
    forum()
