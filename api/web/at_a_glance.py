"""What a request tells before it is parsed: enough to refuse it, for a fraction of what a parser takes."""

import re
from typing import NamedTuple

_KNOWN = frozenset((b"GET", b"HEAD", b"POST"))
_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*([^\r\n]*)", re.IGNORECASE)
_SOUND = re.compile(rb"[^\r\n]*(?:\r\n[\w!#$%&'*+.^`|~-]+:[^\r\n\0]*)*")
"""A line and headers as they are to be written: where they are not, those who read them differ in where a request ends."""
_UNUSUAL = re.compile(rb"\r\n(?:transfer-encoding|expect|upgrade):", re.IGNORECASE)
_CLOSES = re.compile(rb"\r\nconnection:(?![ \t]*keep-alive[ \t]*(?:\r\n|$))", re.IGNORECASE)
_NAME = re.compile(rb"\r\nx-request-id:[ \t]*([^\r\n]*)", re.IGNORECASE)


class Glance(NamedTuple):
    """What was seen of what a client sent."""

    method: bytes
    path: bytes
    name: bytes | None
    """The id that the client gave the request."""
    is_whole: bool
    """Whether this is one request as most are, from its first byte to its last. Where it is not, a parser has to tell."""
    stays: bool
    """Whether the connection can be used again, where it is whole."""


NOTHING = Glance(b"GET", b"/", None, is_whole=False, stays=False)
"""Of a client that sent nothing."""


def glance(data: bytes) -> Glance:
    """Look at what a client sent where a request begins."""
    head, blank, body = data.partition(b"\r\n\r\n")
    line = head.partition(b"\r\n")[0]
    method, _, rest = line.partition(b" ")
    target, _, version = rest.partition(b" ")
    lengths = _LENGTH.findall(head) or [b"0"]
    is_whole = (
        bool(blank)
        and method in _KNOWN
        and version in (b"HTTP/1.1", b"HTTP/1.0")
        and lengths == [b"%d" % len(body)]
        and not _UNUSUAL.search(head)
        and _SOUND.fullmatch(head) is not None
    )
    name = _NAME.search(head)
    stays = version == b"HTTP/1.1" and not _CLOSES.search(head)
    return Glance(method if method in _KNOWN else b"GET", target.partition(b"?")[0], name and name[1], is_whole, stays)
