"""What a format is (`Format`), and the bytes that it is asked about (`Source`), which refuse in one line what no report is.

The content decides what a file is, and the ending of its name is only asked where the content leaves it open, since exports are
misnamed often.
"""

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from loaders.blocks import Text
from loaders.formats.archive import MAGIC, Archive
from loaders.formats.building import MAX_CHARACTERS
from loaders.formats.encodings import decode
from schema.errors import ReadError

MAX_TEXT_BYTES = 20_000_000
"""The most bytes of a file in a format that is text; the longest known report has 60,000."""
MAX_LINES = 50_000
MAX_MARKS = 100_000
"""The most marks of markup in Markdown and plain text."""
MAX_FILE_BYTES = 200_000_000
"""The most bytes of a file in a format that holds pictures."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
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
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_XML = re.compile(r"\s*<\?xml|\s*<(?:svg|rss|feed|kml|gpx)\b", re.I)


class Source:
    """A document's bytes, and what formats are told by."""

    def __init__(self, name: str, data: bytes, expected: str) -> None:
        """`name` names the document in messages, and `expected` ends those that say that it is something else."""
        self.name, self.data, self.expected = name, data, expected
        self.ending = Path(name).suffix.lower()

    @cached_property
    def sha256(self) -> str:
        """The SHA-256 of the bytes, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()

    @cached_property
    def archive(self) -> Archive:
        """The bytes as an archive. Raises ReadError where they are none, or a damaged one."""
        return Archive(self.data, self.name)

    @property
    def parts(self) -> frozenset[str]:
        """The names of its parts where it is an archive. Raises ReadError where it is a damaged one."""
        return self.archive.parts if self._is_archive else frozenset()

    @property
    def _is_archive(self) -> bool:
        return self.data.startswith(MAGIC)

    @cached_property
    def text(self) -> str:
        """The bytes as characters. Raises ReadError where they are no text."""
        if self.data.startswith(_OLE):
            locked = _ENCRYPTED in self.data[: 1 << 20] or _ENCRYPTED in self.data[-(1 << 20) :]
            raise self._is_not(
                "encrypted; save it without a password" if locked else "an old Office document; save it as DOCX or PDF"
            )
        if self._is_archive:
            raise self._is_not("a ZIP archive without a document in it; unpack it first")
        for signature, what in _SIGNATURES:
            if self.data.startswith(signature):
                raise self._is_not(what)
        if len(self.data) > MAX_TEXT_BYTES:
            raise ReadError(too_large(self.name, len(self.data), MAX_TEXT_BYTES, self.expected))
        return decode(self.data, self.name, self.expected)

    @cached_property
    def prose(self) -> str:
        """The characters of what is no markup. Raises ReadError where they are data, or more than a report has."""
        text, name = self.text, self.name
        if len(text) > MAX_CHARACTERS:
            raise ReadError(
                f"{name} holds more than {MAX_CHARACTERS:,} characters; a report holds far fewer, so split it"
            )
        if text.count("\n") > MAX_LINES:
            raise ReadError(f"{name} holds more than {MAX_LINES:,} lines; a report holds far fewer, so split it")
        if sum(map(text.count, "*[<_`|")) > MAX_MARKS:
            raise ReadError(
                f"{name} holds more than {MAX_MARKS:,} marks like * and [; a report holds far fewer, so split it"
            )
        if _XML.match(text[:6000]):
            raise self._is_not("XML, but not a web page")
        if text.lstrip()[:1] in ("{", "[") and _is_json(text):
            raise self._is_not("JSON data, not a text")
        return text

    def _is_not(self, what: str) -> ReadError:
        return ReadError(f"{self.name} is {what}; {self.expected}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One kind of document that is read."""

    name: str
    """What people call it."""
    endings: tuple[str, ...]
    """How its files' names end, with the dot, in lower case."""
    media_type: str
    sniff: Callable[[Source], bool]
    """Whether the bytes are of this format; asked in the table's order, so that the formats before it have said no."""
    read: Callable[[Source], Text]
    """Raises ReadError where they are damaged, encrypted, or hold no text."""


def too_large(name: str, size: int, limit: int, expected: str) -> str:
    """Return the message about a file of `size` bytes."""
    return f"{name} has {size / 1e6:,.0f} MB, more than the {limit / 1e6:,.0f} MB that are read; {expected}"


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
