"""E-mails as mail programs save them: the subject as heading, who wrote when, and the words, from HTML where there are both.

Addresses stay out of the text, and so do attached files but for their names: a report that is attached is a document of its own.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html import escape

from loaders.blocks import Text
from loaders.formats.html import read_pages
from loaders.formats.source import MAX_TEXT_BYTES, Format, Source, too_large
from loaders.formats.text import read_text
from schema.errors import ReadError

MEDIA_TYPE = "message/rfc822"
ENDING = ".eml"
_FIELDS = re.compile(rb"(?:[!-9;-~]{1,70}:.*\r?\n(?:[ \t].*\r?\n)*)+\r?\n")
"""The head of a message, from its first line to the empty one."""
_ON_THE_WAY = re.compile(rb"^(?:Received|Message-ID|MIME-Version|Return-Path|Delivered-To):", re.I | re.M)
"""Fields that only programs write; people begin minutes with Date: and Subject: too."""
_LONGEST_HEAD = 65_536


def read_email(data: bytes, *, name: str, sha256: str) -> Text:
    """Return a message as blocks. Raises ReadError where it has no words of its own."""
    message = message_from_bytes(data, policy=default)
    try:
        body = message.get_body(("html", "plain"))
        words = str(body.get_content()) if body is not None else ""
    except (LookupError, ValueError, AttributeError, TypeError) as e:
        raise ReadError(
            f"{name} is a damaged e-mail ({type(e).__name__}); save it again from the mail program"
        ) from None
    if body is None or not words.strip():
        raise ReadError(f"{name} is an e-mail without words; give what is attached to it as a file of its own")
    subject = _said(message, "Subject")
    lines = list(_lines(message))
    if body.get_content_subtype() == "html":
        head = f"<h1>{escape(subject)}</h1>{''.join(f'<p>{escape(line)}</p>' for line in lines)}"
        return read_pages([head, words], name=name, sha256=sha256, media_type=MEDIA_TYPE, title=subject)
    head = "\n\n".join([f"# {subject}", *lines] if subject else lines)
    text = read_text(f"{head}\n\n{words}", name=name, sha256=sha256)
    return replace(text, media_type=MEDIA_TYPE, title=subject or None)


def _lines(message: EmailMessage) -> Iterator[str]:
    """Yield what a mail program shows above the words."""
    if senders := [a.display_name for a in getattr(message["From"], "addresses", ()) if a.display_name]:
        yield f"From: {', '.join(senders)}"
    if (sent := getattr(message["Date"], "datetime", None)) is not None:
        yield f"Date: {sent.day} {sent:%B %Y}"
    if attached := [one for part in message.iter_attachments() if (one := part.get_filename())]:
        yield f"Attached: {', '.join(attached)}"


def _said(message: EmailMessage, field: str) -> str:
    return " ".join(str(message[field] or "").split())


def is_email(source: Source) -> bool:
    """Whether the bytes begin with the head of a message that a mail program wrote, or are called one and have a head."""
    head = _FIELDS.match(source.data[:_LONGEST_HEAD])
    return head is not None and (source.ending == ENDING or bool(_ON_THE_WAY.search(head[0])))


def _read(source: Source) -> Text:
    if len(source.data) > MAX_TEXT_BYTES:
        raise ReadError(too_large(source.name, len(source.data), MAX_TEXT_BYTES, source.expected))
    return read_email(source.data, name=source.name, sha256=source.sha256)


FORMAT = Format(name="e-mail", endings=(ENDING,), media_type=MEDIA_TYPE, sniff=is_email, read=_read)
