"""The shared report of `documents` as OpenDocument text, as EPUB and as e-mail."""

import io
import zipfile
from email.message import EmailMessage
from html import escape

import documents

_NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
)
_STYLES = (
    '<style:style style:name="Strong" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="T1" style:family="text" style:parent-style-name="Strong"/>'
    '<text:list-style style:name="L1">'
    '<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>'
    '<text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")"/></text:list-style>'
    '<text:list-style style:name="L2"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/></text:list-style>'
)


def zipped(parts: dict[str, str], media_type: str) -> bytes:
    """Return an archive as ODT and EPUB want it: what it is stands first, uncompressed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), media_type)
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def odt_of(body: str, styles: str = _STYLES) -> bytes:
    """Return an OpenDocument text with a body of one's own."""
    content = (
        f"<office:document-content {_NAMES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    parts = {"content.xml": content, "META-INF/manifest.xml": "<manifest/>"}
    return zipped(parts, "application/vnd.oasis.opendocument.text")


def odt() -> bytes:
    note = next(rest[1] for kind, *rest in documents.REPORT if kind == "note")
    cited = (
        '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>'
        f"{note}</text:p></text:note-body></text:note>"
    )

    def inline(words: str) -> str:
        parts = escape(words, quote=False).split("**")
        marked = "".join(
            f'<text:span text:style-name="T1">{part}</text:span>' if index % 2 else part
            for index, part in enumerate(parts)
        )
        return marked.replace("¹", cited)

    def item(words: str, inner: str = "") -> str:
        return f"<text:list-item><text:p>{inline(words)}</text:p>{inner}</text:list-item>"

    out = ["<text:tracked-changes><text:p>taken out</text:p></text:tracked-changes>"]
    for kind, *rest in documents.REPORT:
        if kind == "heading":
            out.append(f'<text:h text:outline-level="{rest[0]}">{escape(rest[1])}</text:h>')
        elif kind == "paragraph":
            out.append(f"<text:p>{inline(rest[0])}</text:p>")
        elif kind == "numbered":
            items = ""
            for words, parts in rest[0]:
                inner = f"<text:list>{''.join(item(part) for part in parts)}</text:list>" if parts else ""
                items += item(words, inner)
            out.append(f'<text:list text:style-name="L1">{items}</text:list>')
        elif kind == "bullets":
            out.append(f'<text:list text:style-name="L2">{"".join(item(words) for words in rest[0])}</text:list>')
        elif kind == "table":
            rows = [
                "<table:table-row>"
                + "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in row)
                + "</table:table-row>"
                for row in [rest[0], *rest[1]]
            ]
            head, *others = rows
            out.append(
                '<table:table><table:table-column table:number-columns-repeated="3"/>'
                f"<table:table-header-rows>{head}</table:table-header-rows>{''.join(others)}</table:table>"
            )
    return odt_of("".join(out))


def epub() -> bytes:
    """Return the report as a book of two chapters; the second holds the note."""
    page = documents.html()
    start, end = page.index("<main>") + len("<main>"), page.index("</main>")
    body = page[start:end]
    cut = body.index("<h2>Ideas</h2>")

    def chapter(words: str) -> str:
        return (
            '<?xml version="1.0" encoding="utf-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml" '
            f'xmlns:epub="http://www.idpf.org/2007/ops"><head><title>x</title></head><body>{words}</body></html>'
        )

    book = (
        '<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<dc:title>Harbour Towns</dc:title></metadata><manifest>"
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
        '<item id="b" href="text/two%20b.xhtml" media-type="application/xhtml+xml"/>'
        '<item id="a" href="text/one.xhtml" media-type="application/xhtml+xml"/></manifest>'
        '<spine><itemref idref="nav"/><itemref idref="a"/><itemref idref="b"/></spine></package>'
    )
    container = '<container><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
    parts = {
        "META-INF/container.xml": container,
        "OEBPS/book.opf": book,
        "OEBPS/nav.xhtml": chapter("<p>Where to find what</p>"),
        "OEBPS/text/one.xhtml": chapter(body[:cut]),
        "OEBPS/text/two b.xhtml": chapter(body[cut:]),
    }
    return zipped(parts, "application/epub+zip")


def email_of(plain: str | None, markup: str | None, **fields: str) -> bytes:
    """Return a message with a plain text, a web page or both."""
    message = EmailMessage()
    for field, value in fields.items():
        message[field] = value
    message["Message-ID"] = "<1@harbour.example>"
    if plain is not None:
        message.set_content(plain)
    if markup is not None and plain is None:
        message.set_content(markup, subtype="html")
    elif markup is not None:
        message.add_alternative(markup, subtype="html")
    return message.as_bytes()


def email() -> bytes:
    """Return the report as an e-mail whose subject is its title."""
    _, _, title = documents.REPORT[0]
    page = documents.html().replace(f"<h1>{title}</h1>", "")
    return email_of("See the web page in this message.", page, Subject=title)
