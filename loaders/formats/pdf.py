"""PDF."""

from loaders.blocks import Text
from schema.errors import ReadError


def read_pdf(data: bytes, *, name: str, sha256: str) -> Text:
    """Return a PDF as blocks."""
    raise ReadError(f"{name} is a PDF")
