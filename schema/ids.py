"""Stable, readable ids, made only from what a source prints: the same words give the same id on every machine.

An id is a path whose first segment names the kind of node: `organisation/stone-king-llp`, `challenge/imagine-2024/elderly-care`.
"""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from schema.errors import ImagineError
from schema.signs import exchanged

LONGEST_SEGMENT = 72
"""The most characters of one segment; a longer one is cut at a word and closed by eight hexadecimal digits of its hash."""

_LEAD_WORDS = 6
_LONGEST_LEAD = 40
"""How many words, and how many characters, of a passage its id begins with at most."""

_SPELLED_OUT = {
    "&": " and ",
    "+": " plus ",
    "@": " at ",
    "%": " percent ",
    "£": " gbp ",
    "ß": "ss",
    "ø": "o",
    "æ": "ae",
    "ł": "l",
}
_APOSTROPHES = dict.fromkeys("'’‘`´", "")
_OTHER = re.compile(r"[^a-z0-9.]+")
_HYPHENS = re.compile("-{2,}")
_DOTS = re.compile(r"\.(?![0-9a-z])|(?<![0-9a-z])\.")


@lru_cache(maxsize=16384)
def slug(printed: str) -> str:
    """Return `printed` as one segment of an id: lower-case ASCII letters, digits, single hyphens and inner dots.

    Case, accents, apostrophes, ligatures and punctuation make no difference. A text without a letter or digit of the
    Latin script is named by its hash, so that the result is never empty. `slug(slug(x)) == slug(x)`.
    """
    text = exchanged(printed, _SPELLED_OUT)
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in text if not unicodedata.combining(c) and c != "\u00ad")
    text = _OTHER.sub("-", exchanged(text, _APOSTROPHES).lower())
    if "." in text:
        text = _HYPHENS.sub("-", _DOTS.sub("-", text).strip("-."))
    text = text.strip("-")
    if not text:
        return _digest(printed)
    if len(text) <= LONGEST_SEGMENT:
        return text
    head = text[: LONGEST_SEGMENT - 9]
    head = (head.rsplit("-", 1)[0] if "-" in head else head).rstrip("-.")
    return f"{head}-{_digest(text)}"


def make_id(kind: str, *segments: str) -> str:
    """Return the id of a node of `kind` ("organisation", "idea", ...) from its printed segments, outermost first."""
    if not segments:
        raise ImagineError(
            f"an id of kind {kind!r} was asked for without anything to name it by; give at least one segment"
        )
    return "/".join((kind, *(slug(s) for s in segments)))


def passage_ids(document: str, texts: Iterable[str]) -> list[str]:
    """Return the ids of a document's passages, in order: `passage/imagine-2024/mark-leaver-strategic-lead-5f0c1e2a`.

    An id is made from the passage's own words and their hash, so that it survives whatever is inserted elsewhere; of passages with
    the same words, the second ends in `-2`.
    """
    name = document.split("/", 1)[1]
    seen: Counter[str] = Counter()
    ids = []
    for text in texts:
        words = " ".join(text.split(None, _LEAD_WORDS)[:_LEAD_WORDS])
        lead = "-".join(slug(words).split("-")[:_LEAD_WORDS])[:_LONGEST_LEAD].rstrip("-.")
        digest = _digest(text)
        own = digest if lead == digest else f"{lead}-{digest}"
        seen[own] += 1
        ids.append(f"passage/{name}/{own}" + (f"-{seen[own]}" if seen[own] > 1 else ""))
    return ids


@lru_cache(maxsize=16384)
def kind_of(node_id: str) -> str:
    """Return the first segment of an id, which names the kind of node: `kind_of("idea/x/1") == "idea"`."""
    return node_id.split("/", 1)[0]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]
