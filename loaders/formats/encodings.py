"""Bytes to characters, and no guess where they could be several things."""

import codecs
import re

from schema.errors import ReadError

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SAMPLE = 4096
"""How many bytes are looked at to tell UTF-16 without its mark."""


def decode(data: bytes, name: str, expected: str = "expected a text") -> str:
    """Return bytes as characters: UTF-8, UTF-16, what a web page declares, or Windows-1252 where that makes words.

    Raises ReadError where they are no text, or a text in an encoding that cannot be told; `expected` ends its message.
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
                    f"{name} is damaged: {encoding.upper()[:6].rstrip('-')} that ends at byte {e.start}; {expected}"
                ) from None
            return _checked(text, name, expected)
    if b"\x00" in data[: 1 << 20]:
        if (wide := _wide(data)) is None:
            raise ReadError(f"{name} is binary, not text; {expected}")
        return _checked(wide, name, expected)
    try:
        return _checked(data.decode("utf-8"), name, expected)
    except UnicodeDecodeError as e:
        position = e.start
    declared = _CHARSET.search(data[:4096])
    if declared and (found := _declared(data, declared[1].decode("ascii"))):
        return _checked(found, name, expected)
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        text = ""
    if not text or not _reads_as_windows(data, text):
        raise ReadError(f"{name} is not UTF-8 (byte {position}) nor any encoding that can be told; save it as UTF-8")
    return _checked(text, name, expected)


def _wide(data: bytes) -> str | None:
    """Return UTF-16 without its mark as characters: in a European language, every other byte of it is zero and none between."""
    sample = data[:_SAMPLE]
    high, low = sample[1::2], sample[::2]
    for encoding, zeros, letters in (("utf-16-le", high, low), ("utf-16-be", low, high)):
        if zeros.count(0) > 0.8 * len(zeros) and letters.count(0) == 0:
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                return None
    return None


def _checked(text: str, name: str, expected: str) -> str:
    """Return a text that is one; too many control characters give away something else."""
    if len(_CONTROLS.findall(text)) > max(len(text) // 500, 3):
        raise ReadError(f"{name} is binary, not text; {expected}")
    if not text.strip("\ufeff\u200b\u00ad \t\r\n\f"):
        raise ReadError(f"{name} is empty; {expected}")
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
