"""Any file to a `Text`: finds out what it is from its bytes, refuses in one line what no report is, and calls its reader.

The content decides and the ending of the name is only asked where the content leaves it open, since exports are misnamed often.
"""

import codecs
import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from loaders.blocks import Text
from loaders.formats.building import MAX_CHARACTERS
from loaders.formats.docx import read_docx
from loaders.formats.html import read_html
from loaders.formats.markdown import is_markdown, may_be_markdown, read_markdown
from loaders.formats.pdf.document import read_pdf
from loaders.formats.text import read_text
from schema.errors import MissingSourceError, ReadError

EXPECTED = "expected a report as PDF, DOCX, HTML, Markdown or plain text"
SUFFIXES = frozenset({".pdf", ".docx", ".html", ".htm", ".xhtml", ".md", ".markdown", ".txt", ".text"})
"""What is read of a folder; a file that is named itself may end as it likes."""

MAX_TEXT_BYTES = 20_000_000
"""Of formats that are text; the longest known report has 60,000."""
MAX_LINES = 50_000
MAX_MARKS = 100_000
"""Of Markdown and plain text."""
MAX_FILE_BYTES = 200_000_000
"""Of PDF and DOCX, which hold pictures."""

_SIGNATURES = (
    (b"{\\rtf", "an RTF document; save it as DOCX or PDF"),
    (b"%!PS", "a PostScript file; save it as PDF"),
    (b"\x1f\x8b", "compressed (gzip); unpack it first"),
    (b"BZh", "compressed (bzip2); unpack it first"),
    (b"7z\xbc\xaf", "a 7-Zip archive; unpack it first"),
    (b"Rar!", "a RAR archive; unpack it first"),
    (b"\x89PNG", "a picture (PNG); a scan needs its text recognised first"),
    (b"\xff\xd8\xff", "a picture (JPEG); a scan needs its text recognised first"),
    (b"GIF8", "a picture (GIF); a scan needs its text recognised first"),
    (b"II*\x00", "a picture (TIFF); a scan needs its text recognised first"),
    (b"MM\x00*", "a picture (TIFF); a scan needs its text recognised first"),
)
_ENCRYPTED = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e".encode("latin-1")
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]{0,300}>\s*)?(?:<!--.{0,5000}?-->\s*)*<(?:!doctype\s+html|html|head|body|main|article|section|div|p|h[1-6]|"
    r"table|ul|ol|title|meta|style|script|nav|header)\b",
    re.I | re.S,
)
_XML = re.compile(r"\s*<\?xml|\s*<(?:svg|rss|feed|kml|gpx)\b", re.I)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


@dataclass(frozen=True, slots=True, order=True)
class SourceFile:
    """A file to load, and the name that its document gets."""

    name: str
    path: Path


def sources(paths: Iterable[Path | str]) -> list[SourceFile]:
    """Return the files to read: those named, and those of the folders named that end like a report (see `SUFFIXES`).

    A file in a folder is named by its path inside that folder, another by its last part. Hidden files and folders, and the lock
    files of office programs, are left out. Raises ReadError for a path that is not there and for a folder with nothing to read.
    """
    found: dict[Path, SourceFile] = {}
    for given in paths:
        path = Path(given)
        try:
            if path.is_dir():
                inside = _in_folder(path)
                if not inside:
                    raise ReadError(f"{path} has no file to read in it; {EXPECTED} ({', '.join(sorted(SUFFIXES))})")
            elif not path.exists():
                raise MissingSourceError(
                    f"{path} does not exist; give the path of a report or of a folder with reports"
                )
            else:
                _refuse_special(path)
                inside = [SourceFile(path.name, path)]
        except OSError as e:
            raise ReadError(f"{path} cannot be opened ({e.strerror or e}); check its name and permissions") from None
        for source in inside:
            found.setdefault(source.path.resolve(), source)
    return list(found.values())


def _refuse_special(path: Path) -> None:
    """Refuse what has no end, or waits for somebody to write into it."""
    if not path.is_file():
        kinds = {"a named pipe": path.is_fifo(), "a device": path.is_char_device(), "a socket": path.is_socket()}
        what = next((kind for kind, is_one in kinds.items() if is_one), "no file")
        raise ReadError(f"{path} is {what}; {EXPECTED}, in a file")


def _in_folder(folder: Path) -> list[SourceFile]:
    inside = []
    for path in folder.rglob("*"):
        parts = path.relative_to(folder).parts
        hidden = any(part.startswith(".") for part in parts) or path.name.startswith("~$")
        if not hidden and path.suffix.lower() in SUFFIXES and path.is_file():
            inside.append(SourceFile("/".join(parts), path))
    return sorted(inside)


def read_file(source: SourceFile | Path | str) -> Text:
    """Return a file as `Text`. Raises ReadError where it is missing, too large, or nothing that can be read."""
    if not isinstance(source, SourceFile):
        source = SourceFile(Path(source).name, Path(source))
    try:
        if source.path.is_dir():
            raise ReadError(f"{source.name} is a folder; {EXPECTED}")
        if source.path.exists():
            _refuse_special(source.path)
        size = source.path.stat().st_size
        if size > MAX_FILE_BYTES:
            raise ReadError(_too_large(source.name, size, MAX_FILE_BYTES))
        with source.path.open("rb") as file:
            if size > MAX_TEXT_BYTES and _container(file.read(1024)) is None:
                raise ReadError(_too_large(source.name, size, MAX_TEXT_BYTES))
            file.seek(0)
            data = file.read(MAX_FILE_BYTES + 1)
    except FileNotFoundError:
        raise MissingSourceError(
            f"{source.path} does not exist; give the path of a report or of a folder with reports"
        ) from None
    except OSError as e:
        raise ReadError(f"{source.path} cannot be opened ({e.strerror or e}); check its name and permissions") from None
    return read(source.name, data)


def read(path_or_name: Path | str, data: bytes) -> Text:
    """Return a document's bytes as `Text`; `path_or_name` names it in the graph and in messages.

    Raises ReadError, in one line that names the document and what was expected, where the bytes are no report that can be read.
    """
    name = str(path_or_name)
    if not data.strip():
        raise ReadError(f"{name} is empty; {EXPECTED}")
    container = _container(data[:1024])
    limit = MAX_FILE_BYTES if container else MAX_TEXT_BYTES
    if len(data) > limit:
        raise ReadError(_too_large(name, len(data), limit))
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        if container == "pdf":
            return read_pdf(data, name=name, sha256=sha256)
        if container == "zip":
            return read_docx(data, name=name, sha256=sha256)
        if container == "ole":
            locked = _ENCRYPTED in data[: 1 << 20] or _ENCRYPTED in data[-(1 << 20) :]
            what = (
                "encrypted; save it without a password" if locked else "an old Office document; save it as DOCX or PDF"
            )
            raise ReadError(f"{name} is {what}; {EXPECTED}")
        return _read_text(data, name, sha256)
    except (RecursionError, MemoryError):
        raise ReadError(f"{name} is nested or large beyond reason; {EXPECTED}") from None


def _read_text(data: bytes, name: str, sha256: str) -> Text:
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise ReadError(f"{name} is {what}; {EXPECTED}")
    text = decode(data, name)
    suffix = Path(name).suffix.lower()
    head = text[:6000]
    markup = bool(_HTML.match(head)) or (suffix in (".html", ".htm", ".xhtml") and "</" in text)
    if markup:
        return read_html(text, name=name, sha256=sha256)
    if len(text) > MAX_CHARACTERS:
        raise ReadError(f"{name} holds more than {MAX_CHARACTERS:,} characters; a report holds far fewer, so split it")
    if text.count("\n") > MAX_LINES:
        raise ReadError(f"{name} holds more than {MAX_LINES:,} lines; a report holds far fewer, so split it")
    if sum(map(text.count, "*[<_`")) > MAX_MARKS:
        raise ReadError(
            f"{name} holds more than {MAX_MARKS:,} marks like * and [; a report holds far fewer, so split it"
        )
    if _XML.match(head):
        raise ReadError(f"{name} is XML, but not a web page; {EXPECTED}")
    if text.lstrip()[:1] in ("{", "[") and _is_json(text):
        raise ReadError(f"{name} is JSON data, not a text; {EXPECTED}")
    if is_markdown(text) or (suffix in (".md", ".markdown") and may_be_markdown(text)):
        return read_markdown(text, name=name, sha256=sha256)
    return replace(read_text(text.encode("utf-8"), name), sha256=sha256)


def _container(head: bytes) -> str | None:
    if b"%PDF-" in head:
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return "zip"
    return "ole" if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") else None


def _too_large(name: str, size: int, limit: int) -> str:
    return f"{name} has {size / 1e6:,.0f} MB, more than the {limit / 1e6:,.0f} MB that are read; {EXPECTED}"


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def decode(data: bytes, name: str) -> str:
    """Return bytes as characters: UTF-8, UTF-16 with its mark, what a web page declares, or Windows-1252 where that makes words.

    Raises ReadError where they are no text, or a text in an encoding that cannot be told.
    """
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError as e:
                raise ReadError(
                    f"{name} is damaged: {encoding.upper()[:6].rstrip('-')} that ends at byte {e.start}; {EXPECTED}"
                ) from None
            return _checked(text, name)
    if b"\x00" in data[: 1 << 20]:
        raise ReadError(f"{name} is binary, not text; {EXPECTED}")
    try:
        return _checked(data.decode("utf-8"), name)
    except UnicodeDecodeError as e:
        position = e.start
    declared = _CHARSET.search(data[:4096])
    if declared and (found := _declared(data, declared[1].decode("ascii"))):
        return _checked(found, name)
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        text = ""
    if not text or not _reads_as_windows(data, text):
        raise ReadError(f"{name} is not UTF-8 (byte {position}) nor any encoding that can be told; save it as UTF-8")
    return _checked(text, name)


def _checked(text: str, name: str) -> str:
    """Return a text that is one; too many control characters give away something else."""
    if len(_CONTROLS.findall(text)) > max(len(text) // 500, 3):
        raise ReadError(f"{name} is binary, not text; {EXPECTED}")
    if not text.strip("\ufeff\u200b\u00ad \t\r\n\f"):
        raise ReadError(f"{name} is empty; {EXPECTED}")
    return text


def _declared(data: bytes, charset: str) -> str | None:
    try:
        codec = codecs.lookup(charset)
        if codec.name in ("utf-8", "utf-16", "utf-7", "idna", "punycode") or not getattr(
            codec, "_is_text_encoding", True
        ):
            return None
        return data.decode(codec.name)
    except (LookupError, UnicodeError):
        return None


def _reads_as_windows(data: bytes, text: str) -> bool:
    """Whether bytes beyond ASCII stand where Windows-1252 has letters and quotes in words, and are no damaged UTF-8."""
    salvaged = data.decode("utf-8", "ignore")
    if any(ord(c) > 127 for c in salvaged):
        return False
    strange = [c for c in text if ord(c) > 127]
    usual = sum(c.isalpha() or c in "‘’“”–—…•£€©®°·\u00a0½¼¾™«»§²³¹" for c in strange)
    return len(strange) <= len(text) * 0.15 and usual >= len(strange) * 0.9
