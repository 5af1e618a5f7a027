"""One small invented report, written in every format that is read: what tests compare the readers by."""

import io
from dataclasses import dataclass, field
from html import escape
from textwrap import wrap

import docx
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

HEAD = "Harbour Towns Forum 2023"
REPORT = [
    ("heading", 1, "Harbour Towns Forum 2023: work by the water"),
    (
        "paragraph",
        "The forum met in Whitby on 4 May 2023. Eighty people from councils, co-operatives and lenders spent a wet day in the "
        "lifeboat hall and asked what a harbour is for when the fish have gone elsewhere.",
    ),
    ("heading", 2, "Challenge 1: Winter work (skills and employment)"),
    ("paragraph", "**Led by:** Ana Moss, Head of Skills, Scarborough Council"),
    (
        "paragraph",
        "Hotels close in October and the young leave with the swallows. The table wanted wages for twelve months, and drew on "
        "what the Filey Boat Company has done for its apprentices since 2019.¹ Nobody thought that it would be cheap, least of "
        "all the treasurer, who had paid for the room.",
    ),
    ("heading", 2, "Ideas"),
    (
        "numbered",
        [
            (
                "Pay apprentices all year, with the summer trade lending its surplus to a common purse that winter pays back.",
                [],
            ),
            (
                "Found a **tool library** in the old ice house:",
                ["opened by volunteers until the spring;", "insured through the parish council."],
            ),
            ("Ask the railway for an evening train.", []),
        ],
    ),
    ("heading", 2, "What we heard"),
    (
        "bullets",
        [
            "Rents rise faster than tides – everybody said so, and one landlord agreed.",
            "The college bus stops at six o’clock.",
        ],
    ),
    ("heading", 2, "Who came"),
    (
        "table",
        ["Name", "Role", "Organisation"],
        [
            ["Ana Moss", "Head of Skills", "Scarborough Council"],
            ["Idris Vane", "Chair", "Staithes and Runswick Community Land Trust Limited"],
            ["Joan Petch", "", "Filey Boat Company"],
        ],
    ),
    ("note", "1", "Filey Boat Company, Twelve Months Ashore, 2021."),
]


def expected() -> list[tuple[str, str, str]]:
    """Return the report's blocks: kind, marker (every bullet the same), words."""
    found: list[tuple[str, str, str]] = []
    for kind, *rest in REPORT:
        if kind == "heading":
            found.append(("heading", "", rest[1]))
        elif kind == "paragraph":
            found.append(("paragraph", "", rest[0].replace("**", "")))
        elif kind == "numbered":
            for number, (words, parts) in enumerate(rest[0], 1):
                found.append(("item", str(number), words.replace("**", "")))
                found += [("item", "ab"[index], part) for index, part in enumerate(parts)]
        elif kind == "bullets":
            found += [("item", "•", words) for words in rest[0]]
        elif kind == "table":
            found += [("row", "", " | ".join(row)) for row in [rest[0], *rest[1]]]
        else:
            found.append(("note", rest[0], rest[1]))
    return found


def markdown() -> str:
    out = []
    for kind, *rest in REPORT:
        if kind == "heading":
            out.append("#" * rest[0] + " " + rest[1])
        elif kind == "paragraph":
            out.append("\n".join(wrap(rest[0].replace("¹", "[^1]"), 70, break_on_hyphens=False)))
        elif kind == "numbered":
            items = []
            for number, (words, parts) in enumerate(rest[0], 1):
                items.append(f"{number}. {words}")
                items += [f"    - {'ab'[index]}. {part}" for index, part in enumerate(parts)]
            out.append("\n".join(items))
        elif kind == "bullets":
            out.append("\n".join(f"* {words}" for words in rest[0]))
        elif kind == "table":
            rows = [rest[0], ["---"] * 3, *rest[1]]
            out.append("\n".join("| " + " | ".join(row) + " |" for row in rows))
        else:
            out.append(f"[^{rest[0]}]: {rest[1]}")
    return "\n\n".join(out) + "\n"


def text() -> str:
    """Return the report as somebody types it: hard-wrapped, no marks but capitals, tabs and figures."""
    out = []
    for kind, *rest in REPORT:
        if kind == "heading":
            out.append("#" * rest[0] + " " + rest[1])
        elif kind == "paragraph":
            out.append("\n".join(wrap(rest[0], 72, break_on_hyphens=False)))
        elif kind == "numbered":
            items = []
            for number, (words, parts) in enumerate(rest[0], 1):
                items += wrap(f"{number}. {words}", 72, break_on_hyphens=False, subsequent_indent="   ")
                items += [f"   {'ab'[index]}. {part}" for index, part in enumerate(parts)]
            out.append("\n".join(items))
        elif kind == "bullets":
            items = []
            for words in rest[0]:
                items += wrap(f"• {words}", 72, break_on_hyphens=False, subsequent_indent="  ")
            out.append("\n".join(items))
        elif kind == "table":
            out.append("\n".join("\t".join(row) for row in [rest[0], *rest[1]]))
        else:
            out.append(f"¹ {rest[1]}")
    return "\n\n".join(out) + "\n"


def _inline(words: str) -> str:
    parts = escape(words, quote=False).split("**")
    marked = "".join(f"<strong>{part}</strong>" if index % 2 else part for index, part in enumerate(parts))
    return marked.replace("¹", '<sup id="ref1"><a href="#fn1">1</a></sup>')


def html() -> str:
    out = []
    for kind, *rest in REPORT:
        if kind == "heading":
            out.append(f"<h{rest[0]}>{escape(rest[1])}</h{rest[0]}>")
        elif kind == "paragraph":
            out.append(f"<p>{_inline(rest[0])}</p>")
        elif kind == "numbered":
            items = []
            for words, parts in rest[0]:
                inner = "".join(f"<li>{part}</li>" for part in parts)
                items.append(f"<li>{_inline(words)}" + (f'<ol type="a">{inner}</ol>' if parts else "") + "</li>")
            out.append("<ol>" + "\n".join(items) + "</ol>")
        elif kind == "bullets":
            out.append("<ul>" + "".join(f"<li>{_inline(words)}</li>" for words in rest[0]) + "</ul>")
        elif kind == "table":
            head = "".join(f"<th>{cell}</th>" for cell in rest[0])
            rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rest[1])
            out.append(f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>")
        else:
            out.append(
                f'<section class="footnotes"><ol><li id="fn{rest[0]}">{rest[1]} <a href="#ref{rest[0]}">↩</a></li></ol></section>'
            )
    return (
        "<!doctype html><html><head><title>Harbour Towns</title><style>p{}</style></head><body>"
        '<div class="cookie-banner">We use cookies. <button>Fine</button></div><nav><ul><li>Home</li></ul></nav>'
        f"<main>{''.join(out)}</main><aside>Read next</aside><div style='display: none'>unseen</div>"
        "<footer><p>All rights reserved</p></footer></body></html>"
    )


def word() -> bytes:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = HEAD
    numbering = document.part.numbering_part.element
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl></w:abstractNum>'
    )
    numbering.find(qn("w:num")).addprevious(abstract)
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))

    def runs(paragraph, words):
        for index, part in enumerate(words.split("**")):
            for place, piece in enumerate(part.split("¹")):
                if place:
                    reference = OxmlElement("w:footnoteReference")
                    reference.set(qn("w:id"), "2")
                    paragraph.add_run()._r.append(reference)
                if piece:
                    paragraph.add_run(piece).bold = bool(index % 2) or None
        return paragraph

    def item(words, level):
        paragraph = runs(document.add_paragraph(), words)
        paragraph._p.get_or_add_pPr().append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>')
        )

    note = ""
    for kind, *rest in REPORT:
        if kind == "heading":
            document.add_heading(rest[1], rest[0])
        elif kind == "paragraph":
            runs(document.add_paragraph(), rest[0])
        elif kind == "numbered":
            for words, parts in rest[0]:
                item(words, 0)
                for part in parts:
                    item(part, 1)
        elif kind == "bullets":
            for words in rest[0]:
                document.add_paragraph(words, style="List Bullet")
        elif kind == "table":
            table = document.add_table(0, 3)
            for index, row in enumerate([rest[0], *rest[1]]):
                for cell, words in zip(table.add_row().cells, row, strict=True):
                    cell.paragraphs[0].add_run(words).bold = index == 0 or None
        else:
            note = rest[1]
    out = io.BytesIO()
    document.save(out)
    return with_part(
        out.getvalue(),
        "word/footnotes.xml",
        f'<w:footnotes {nsdecls("w")}><w:footnote w:id="0" w:type="separator"><w:p/></w:footnote>'
        f'<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> {note}</w:t></w:r></w:p>'
        "</w:footnote></w:footnotes>",
    )


def with_part(data: bytes, part: str, content: str | bytes) -> bytes:
    """Return a Word document with one part put in or replaced."""
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
        new.writestr(part, content)
    return out.getvalue()


@dataclass
class Pdf:
    """A writer of PDFs in Courier, whose letters are all 0.6 of their size wide."""

    pages: list[list[str]] = field(default_factory=lambda: [[]])

    def put(self, x: float, y: float, words: str, size: float = 10, bold: bool = False) -> None:
        """Print words, `y` from the page's top."""
        shown = words.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        self.pages[-1].append(
            f"BT /{'B' if bold else 'R'} {size} Tf {x:.2f} {842 - y:.2f} Td ({shown.decode('latin-1')}) Tj ET"
        )

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Draw a line."""
        self.pages[-1].append(f"{x0:.2f} {842 - y0:.2f} m {x1:.2f} {842 - y1:.2f} l S")

    def save(self, extra: str = "") -> bytes:
        """Return the file; `extra` goes into its trailer."""
        fonts = "/Font<</R 3 0 R/B 4 0 R>>"
        objects = [
            "<</Type/Catalog/Pages 2 0 R>>",
            f"<</Type/Pages/Count {len(self.pages)}/Kids[{' '.join(f'{5 + 2 * i} 0 R' for i in range(len(self.pages)))}]>>",
            "<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding>>",
            "<</Type/Font/Subtype/Type1/BaseFont/Courier-Bold/Encoding/WinAnsiEncoding>>",
        ]
        for index, page in enumerate(self.pages):
            content = "\n".join(page)
            objects.append(
                f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {6 + 2 * index} 0 R/Resources<<{fonts}>>>>"
            )
            objects.append(f"<</Length {len(content)}>>stream\n{content}\nendstream")
        out, places = b"%PDF-1.4\n", []
        for number, body in enumerate(objects, 1):
            places.append(len(out))
            out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
        start = len(out)
        table = "".join(f"{place:010d} 00000 n \n" for place in places)
        out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode()
        return out + f"trailer<</Size {len(objects) + 1}/Root 1 0 R{extra}>>\nstartxref\n{start}\n%%EOF\n".encode(
            "latin-1"
        )


def pdf(*, columns: int = 1, ruled: bool = True, height: int = 700) -> bytes:
    """Return the report as a PDF in one column or two, with running heads and page numbers, its table with or without lines;
    a smaller `height` breaks it over more pages."""
    out = Pdf()
    gutter = 24
    width = (475 - gutter * (columns - 1)) / columns
    place = {"column": 0, "y": 100.0}

    def left() -> float:
        return 60 + place["column"] * (width + gutter)

    def furniture() -> None:
        out.put(60, 40, HEAD, 8)
        out.put(290, 815, str(len(out.pages)), 8)

    def room(need: float) -> None:
        if place["y"] + need <= 60 + height:
            return
        place["column"] += 1
        place["y"] = 100.0
        if place["column"] == columns:
            place["column"] = 0
            out.pages.append([])
            furniture()

    def lines(words: str, indent: float = 0, marker: str = "", size: float = 10) -> None:
        shown = words.replace("**", "")
        bold_from, bold_to = words.find("**"), words.rfind("**") - 2
        position = 0
        for index, part in enumerate(wrap(shown, int((width - indent) / (size * 0.6)), break_on_hyphens=False)):
            room(size * 1.3)
            if marker and index == 0:
                out.put(left() + indent - 20, place["y"], marker, size)
            x = left() + indent
            for word in part.split(" "):
                is_bold = bold_from <= position < bold_to if bold_from >= 0 else False
                clean = word.replace("¹", "")
                out.put(x, place["y"], clean, size, is_bold)
                if "¹" in word:
                    out.put(x + len(clean) * size * 0.6, place["y"] - size * 0.35, "1", size * 0.6)
                x += (len(word) + 1) * size * 0.6
                position += len(word) + 1
            place["y"] += size * 1.3

    furniture()
    for kind, *rest in REPORT:
        if kind == "heading":
            size = {1: 18, 2: 13}[rest[0]]
            room(size * 3)
            place["y"] += size * 0.6
            for part in wrap(rest[1], int(width / (size * 0.6))):
                out.put(left(), place["y"], part, size, True)
                place["y"] += size * 1.25
            place["y"] += 4
        elif kind == "paragraph":
            lines(rest[0])
            place["y"] += 7
        elif kind == "numbered":
            for number, (words, parts) in enumerate(rest[0], 1):
                lines(words, 22, f"{number}.")
                for index, part in enumerate(parts):
                    lines(part, 44, f"{'ab'[index]})")
            place["y"] += 7
        elif kind == "bullets":
            for words in rest[0]:
                lines(words, 22, "•")
            place["y"] += 7
        elif kind == "table":
            step = width / 3
            for index, row in enumerate([rest[0], *rest[1]]):
                cells = [wrap(cell, int((step - 12) / 4.8)) for cell in row]
                tall = max(map(len, cells)) * 10 + 8
                room(tall)
                top = place["y"] - 10
                for column, cell in enumerate(cells):
                    for depth, part in enumerate(cell):
                        out.put(left() + column * step + 4, place["y"] + depth * 10, part, 8, index == 0)
                if ruled:
                    out.line(left(), top, left() + width, top)
                    out.line(left(), top + tall, left() + width, top + tall)
                    for column in range(4):
                        out.line(left() + column * step, top, left() + column * step, top + tall)
                place["y"] += tall
            place["y"] += 10
        else:
            out.line(left(), 770, left() + 100, 770)
            out.put(left(), 778, rest[0], 4.8)
            for index, part in enumerate(wrap(rest[1], int((width - 6) / 4.8))):
                out.put(left() + (5 if index == 0 else 0), 781 + index * 10, part, 8)
    return out.save()
