"""The archive that DOCX, ODT and EPUB files are: its parts, none unpacked beyond a limit, whatever size its directory claims.

No entity is expanded and nothing is fetched.
"""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any, TypeAlias

from lxml import etree

from schema.errors import ReadError

Element: TypeAlias = etree._Element

MAX_PART_BYTES = 25_000_000
"""The most bytes of one part, unpacked; the text of a report of 100 pages has 2,000,000."""
MAX_PARTS = 5_000
MAGIC = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")


class Archive:
    """The parts of a ZIP file by their names."""

    def __init__(self, data: bytes, name: str) -> None:
        """Read the directory alone. Raises ReadError where it is damaged, or holds more than a document does."""
        self._name = name
        with self._told():
            self._zip = zipfile.ZipFile(BytesIO(data))
            self.parts = frozenset(self._zip.namelist())
        if len(self.parts) > MAX_PARTS:
            raise ReadError(f"{name} holds {len(self.parts):,} files; a document holds far fewer")

    def read(self, part: str) -> bytes:
        """Return the bytes of a part. Raises ReadError where it is missing, damaged, encrypted or too large."""
        with self._told(), self._zip.open(part) as file:
            data = file.read(MAX_PART_BYTES + 1)
        if len(data) > MAX_PART_BYTES:
            raise ReadError(
                f"{self._name} unpacks to more than {MAX_PART_BYTES // 10**6} MB of {part}; no report is that large"
            )
        return data

    def xml(self, part: str) -> Element:
        """Return a part as XML. Raises ReadError where it is none, or declares entities."""
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
        )
        try:
            root = etree.fromstring(self.read(part), parser)
        except etree.XMLSyntaxError as e:
            raise ReadError(
                f"{self._name} has a damaged part {part} ({_short(e)}); expected a document that its program opens"
            ) from None
        # old office programs name a document type, and declare nothing themselves
        declared: Any = root.getroottree().docinfo.internalDTD
        if declared is not None and next(declared.iterentities(), None) is not None:
            raise ReadError(
                f"{self._name} declares entities in {part}, which no program that writes such documents does"
            )
        return root

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, KeyError) as e:
            raise ReadError(
                f"{self._name} is a damaged document or archive ({_short(e)}); expected one that its program opens"
            ) from None
        except RuntimeError:
            raise ReadError(f"{self._name} is encrypted; save it without a password") from None


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:80] or type(error).__name__
