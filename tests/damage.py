"""Documents damaged in every way that a disk, a mail program or an enemy thinks of, from one seed each."""

import io
import random
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import cache

import documents
import documents_more


@cache
def whole(name: str) -> bytes:
    """Return an undamaged document."""
    make: dict[str, Callable[[], bytes]] = {
        "a.md": lambda: documents.markdown().encode(),
        "a.html": lambda: documents.html().encode(),
        "a.docx": documents.word,
        "a.pdf": lambda: documents.pdf(columns=2),
        "b.pdf": lambda: documents.pdf(height=300, ruled=False),
        "a.txt": lambda: documents.text().encode(),
        "a.odt": documents_more.odt,
        "a.epub": documents_more.epub,
        "a.eml": documents_more.email,
    }
    return make[name]()


_SIGNS = (
    *"-&—…()/@’|;:,?!“”🙂›", "***", "()", "//", "--", "of", "the", "and", "of the", "A", "Dr", "Mr", "CIC", "Ltd", "Trust",
    "Council", "[1]", "http://", "www.", "a@b.example", "## ", "- ", "1. ", "\n", "\n\n", "\t", "\N{NO-BREAK SPACE}",
)  # fmt: skip


NAMES = ("a.md", "a.html", "a.docx", "a.pdf", "b.pdf", "a.txt", "a.odt", "a.epub", "a.eml")


def damaged(seed: int) -> tuple[str, bytes]:
    """Return a name and the bytes of a damaged document; the same for the same seed."""
    rng = random.Random(seed)
    name = NAMES[seed % len(NAMES)]
    data = whole(name)
    if name.endswith((".docx", ".odt", ".epub")) and rng.random() < 0.7:
        return name, _inside_zip(data, rng)
    return name, _broken(data, rng)


def misprinted(source: str, seed: int) -> str:
    """Return a text with some of its words lost, doubled, cut, exchanged and broken by signs; the same for the same seed."""
    rng = random.Random(seed)
    words, rate = source.split(" "), rng.choice((0.01, 0.03, 0.1))
    for at, word in enumerate(words):
        if rng.random() < rate:
            sign = rng.choice(_SIGNS)
            words[at] = rng.choice(
                (sign, word + sign, sign + word, word.upper(), rng.choice(words), word[:2], f"{word} {word}")
            )
    return " ".join(words)


def _broken(data: bytes, rng: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 5))):
        at, size = rng.randrange(len(out) or 1), rng.choice((1, 3, 30, 300))
        way = rng.randrange(9)
        if way == 0:
            del out[at:]
        elif way == 1:
            for _ in range(rng.choice((1, 10, 100))):
                if out:
                    out[rng.randrange(len(out))] ^= 1 << rng.randrange(8)
        elif way == 2:
            del out[at : at + size]
        elif way == 3:
            out[at:at] = out[rng.randrange(len(out) or 1) :][:size] * rng.choice((1, 50, 500))
        elif way == 4:
            out[at:at] = rng.choice(_SCRAPS) * rng.choice((1, 20, 2000))
        elif way == 5:
            out[at:at] = bytes(rng.randrange(256) for _ in range(size))
        elif way == 6:
            for closing in (b"</", b"endobj", b"|\n", b"endstream"):
                out = (
                    bytearray(bytes(out).replace(closing, b" ", rng.choice((1, 5, -1)))) if rng.random() < 0.5 else out
                )
        elif way == 7:
            other = whole(rng.choice(NAMES))
            out[at:] = other[rng.randrange(len(other)) :]
        else:
            out = bytearray(
                bytes(out).replace(b" 0 R", b" 0 R" if rng.random() < 0.3 else b" %d 0 R" % rng.randrange(20), 3)
            )
    return bytes(out)


_SCRAPS = (
    b"<div>", b"<table><tr><td>", b"<ul><li>", b"<b><i>", b"[", b"**", b"> ", b"|", b"`", b"\t", b"1. ", b"<!--", b"&amp;", b"\0",
    b"\xff", b"\xc3", "\u202e\u200b\u00ad".encode(), b"<w:p>", b"BT (x) Tj ET ", b"q ", b"[^1]: ", b"-----\n", b"word ", b"\n\n",
)  # fmt: skip


def _inside_zip(data: bytes, rng: random.Random) -> bytes:
    """Return a document with a damaged part in a sound archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        chosen = rng.choice([name for name in old.namelist() if not name.endswith((".png", ".jpeg", "mimetype"))])
        for name in old.namelist():
            content = old.read(name)
            if name == chosen:
                way = rng.randrange(3)
                if way == 0:
                    content = _broken(content, rng)
                elif way == 1:
                    content = b""
                else:  # well-formed, but the values are wild
                    wild = rng.choice((b"-1", b"99999999999", b"", b"x", b"0", b"nan"))
                    for value in (b'w:val="1"', b'w:id="2"', b'level="1"', b'repeated="3"', b'idref="a"'):
                        content = content.replace(value, value.split(b"=")[0] + b'="%s"' % wild)
            new.writestr(name, content)
    return out.getvalue()


def hostile() -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Yield documents made to hang, to fill the memory or to crash, by name: each is to be read or refused in seconds."""
    yield "50mb.txt", lambda: b"Words of a report that goes on and on. " * 1_300_000
    yield "line.txt", lambda: b"word " * 2_000_000
    yield "word.txt", lambda: b"x" * 900_000
    yield "stars.txt", lambda: b"** " * 300_000
    yield "brackets.txt", lambda: b"[a](" * 200_000
    yield "items.txt", lambda: b"1. a\n" * 49_000
    yield "tabs.txt", lambda: b"a\tb\tc\n" * 49_000
    yield "divs.html", lambda: b"<html><body>" + b"<div>" * 100_000 + b"x"
    yield "inline.html", lambda: b"<html><body>" + b"<b>" * 200 + b"x" + b"<i>" * 100_000
    yield "table.html", lambda: b"<html><body><table>" + b"<tr><td>a<td>b" * 100_000
    yield (
        "spans.html",
        lambda: b"<html><body>" + b"<table><tr><td rowspan=9999 colspan=9999>a" * 60 + b"<tr><td>b" * 2000,
    )
    yield "lists.html", lambda: b"<html><body>" + b"<ul><li>x" * 120
    yield "attribute.html", lambda: b"<html><body><p " + b"a" * 3_000_000 + b"='1'>x</p>"
    yield "entities.html", lambda: b"<!DOCTYPE html [<!ENTITY a 'aaaa'>]><html><body><p>" + b"&a;" * 100_000
    yield "brackets.md", lambda: b"# a\n\n# b\n\n" + b"[" * 200_000
    yield "paragraphs.md", lambda: b"# a\n\n# b\n\n" + (b"[" * 9_000 + b"\n\n") * 80
    yield "emphasis.md", lambda: b"# a\n\n# b\n\n" + (b"*a **b " * 1_200 + b"\n\n") * 100
    yield "quotes.md", lambda: b"# a\n\n# b\n\n" + b">" * 100_000 + b" x"
    yield "nested.md", lambda: b"# a\n\n# b\n\n" + b"".join(b" " * (2 * i) + b"- x\n" for i in range(900))
    yield "pipes.md", lambda: b"# a\n\n# b\n\n|a|b|\n|---|---|\n" + b"|x|y|\n" * 14_000
    yield "notes.md", lambda: b"# a\n\n# b\n\n" + b"[^1]: x\n" * 40_000
    word = documents.word()
    body = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>%s</w:body></w:document>'
    yield "bomb.docx", lambda: _bomb(word, 400)
    yield (
        "empty-paragraphs.docx",
        lambda: documents.with_part(word, "word/document.xml", body % (b"<w:p/>" * 3_000_000)),
    )
    yield (
        "paragraphs.docx",
        lambda: documents.with_part(
            word, "word/document.xml", body % (b"<w:p><w:r><w:t>words</w:t></w:r></w:p>" * 100_000)
        ),
    )
    deep = b"<w:tbl><w:tr><w:tc>" * 70 + b"<w:p><w:r><w:t>x</w:t></w:r></w:p>" + b"</w:tc></w:tr></w:tbl>" * 70
    yield "tables.docx", lambda: documents.with_part(word, "word/document.xml", body % deep)
    yield (
        "entities.docx",
        lambda: documents.with_part(
            word,
            "word/document.xml",
            b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
            + b"".join(
                b'<!ENTITY a%d "%s">' % (i, b"&a%s;" % (str(i - 1).encode() if i else b"") * 10) for i in range(9)
            )
            + b"]>"
            + body % b"<w:p><w:r><w:t>&a8;</w:t></w:r></w:p>",
        ),
    )
    yield (
        "loop.pdf",
        lambda: pdf_of(b"/F Do /F Do", b"/XObject<</F 4 0 R>>", b"/Type/XObject/Subtype/Form/BBox[0 0 500 500]"),
    )
    yield (
        "kids.pdf",
        lambda: (
            b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2/Parent 2 0 R>>"
            b"endobj\ntrailer<</Root 1 0 R>>\n"
        ),
    )
    yield "letters.pdf", lambda: pdf_of(b"BT /F 10 Tf " + b"(aaaaaaaaaa) Tj " * 1_000_000 + b"ET")
    yield "strokes.pdf", lambda: pdf_of(b"0 0 m 100 100 l S " * 2_000_000)
    boxes = b"".join(b"%d %d 30 30 re S " % (i % 500, i * 7 % 500) for i in range(30_000))
    yield "boxes.pdf", lambda: pdf_of(boxes + b"BT /F 10 Tf 50 50 Td (words) Tj ET")
    scatter = b"".join(b"1 0 0 1 %d %d Tm (a b) Tj " % (i * 37 % 500, i * 91 % 500) for i in range(9_000))
    yield "scattered.pdf", lambda: pdf_of(b"BT /F 10 Tf " + scatter + b"ET")
    yield "states.pdf", lambda: pdf_of(b"q " * 5_000_000)


def _bomb(word: bytes, megabytes: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w") as part:
        for _ in range(megabytes):
            part.write(b" " * 1_000_000)
    return out.getvalue()


def pdf_of(content: bytes, resources: bytes = b"", extra: bytes = b"") -> bytes:
    packed = zlib.compress(content)
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 500 500]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>" + resources + b">>>>"
        b"endobj\n5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
        b"4 0 obj<<" + extra + b"/Resources<<" + resources + b">>/Filter/FlateDecode"
        b"/Length %d>>stream\n" % len(packed)
        + packed
        + b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n"
    )  # fmt: skip
