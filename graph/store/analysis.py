"""Reads text as the full-text index reads it: the one meaning of a word for what is stored, what is typed and what is highlighted.

Neo4j Community cannot be taught an analyser without a plug-in, and Lucene's English one does not know that co-op and co-operative
are one word. So words are read here: case, accents and apostrophes make no difference, a word stands for its stem, and a compound
may be written apart, with a hyphen or as one. The index holds the result (`graph.store.terms`), split at spaces and no further.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from Stemmer import Stemmer

VERSION = 1
"""Raise it with every change of what this module returns: stored terms of another version are then worked out again."""

LONGEST = 80
"""How many characters of a word count; nobody types more, and Lucene cuts long terms at a place of its own."""

_HYPHENS = "-‐‑\u00ad"
_APOSTROPHES = "'’‘ʼ"
_LETTERS = r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*"
"""Letters and digits, with accents that are characters of their own."""
_COMPOUND = re.compile(rf"{_LETTERS}(?:[{_HYPHENS}{_APOSTROPHES}]{_LETTERS})*")
"""A word with all that hyphens and apostrophes join to it."""
_PART = re.compile(_LETTERS)
_POSSESSIVE = re.compile(rf"[{_APOSTROPHES}][sS]$")
_COOPERATIVE = re.compile(r"coops?|cooperat\w*")
"""Every spelling of co-operative and co-operation, once it is joined: in this graph one word, and not the surname Cooper."""
_AMERICAN = re.compile(r"(?<=\w{3})iz(?=(?:e|ed|er|ers|es|ing|ation|ations)$)")
_IRREGULAR = {"children": "child", "women": "woman", "men": "man"}
"""Plurals that no rule of endings undoes."""


class Token(NamedTuple):
    """One word of a text."""

    start: int
    """Offset of its first character in the text."""
    end: int
    """Offset after its last character."""
    word: str
    """The word itself: letters and digits in lower case, without accents."""
    stem: str
    """What it has in common with its other forms."""
    joined: bool = False
    """Whether it is a whole compound, which stands at the place of its parts as well: `self-directed` as `selfdirected`."""


def tokens(text: str) -> Iterator[Token]:
    """Yield the words of a text in order; after the parts of a compound comes the whole, spanning them."""
    for found in _COMPOUND.finditer(text):
        printed, start = found.group(), found.start()
        if printed.isalnum():
            if word := _folded(printed):
                yield Token(start, found.end(), word, stem(word))
            continue
        if possessive := _POSSESSIVE.search(printed):
            printed = printed[: possessive.start()]
        parts = list(_parts(printed, start))
        yield from parts
        if len(parts) > 1:
            word = "".join(part.word for part in parts)[:LONGEST]
            yield Token(parts[0].start, parts[-1].end, word, stem(word), joined=True)


def _parts(printed: str, offset: int) -> Iterator[Token]:
    """Yield what hyphens and apostrophes join, but `co` and `op...` as the one word that they are."""
    held: Token | None = None
    for found in _PART.finditer(printed):
        word = _folded(found.group())
        if not word:
            continue
        part = Token(offset + found.start(), offset + found.end(), word, stem(word))
        if held is not None:
            whole = f"co{word}"
            if _COOPERATIVE.fullmatch(whole):
                yield Token(held.start, part.end, whole, stem(whole))
                held = None
                continue
            yield held
        held = part if word == "co" else None
        if held is None:
            yield part
    if held is not None:
        yield held


@lru_cache(maxsize=65_536)
def _folded(printed: str) -> str:
    """Return letters and digits alone, in lower case, without accents or ligatures; "" where nothing is left."""
    if not printed.isascii():
        decomposed = unicodedata.normalize("NFKD", printed.casefold())
        printed = "".join(c for c in decomposed if c.isalnum())
    return printed.lower()[:LONGEST]


_ENGLISH = Stemmer("english")


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """Return what a folded word has in common with its other forms: `commissioning` and `commissioned` give `commiss`."""
    if _COOPERATIVE.fullmatch(word):
        return "coop"
    british = _AMERICAN.sub("is", _IRREGULAR.get(word, word))
    return str(_ENGLISH.stemWord(british))


_ENDINGS = (
    "s es ed ing ings er ers ies ied y ly edly ingly ate ates ated ating ation ations ational ative"
    " atively ator ators able ably ability abilities ible ibly ibility al ally ality alities ic ical"
    " ically ive ively iveness ivity ivities ise ises ised ising iser isation isations ize izes ized izing"
    " ization izations ful fully fulness ness nesses ment ments mental ement ements ent ents ence ences"
    " ency encies ant ants ance ances ancy ancies ion ions ional ionally ism isms ist ists ity ities ous"
    " ously ousness less lessly lessness"
).split()
_WHOLE = ("cooperative", *_IRREGULAR)
"""Words whose stem their beginning does not show."""


@lru_cache(maxsize=4096)
def stems_begun(beginning: str) -> tuple[str, ...]:
    """Return stems of what `beginning` may become which do not themselves begin so: `plann` may become `planning`, and give `plan`.

    With the words and stems that begin so they make an unfinished word find what the whole word finds.
    """
    endings = {
        ending[size:]
        for ending in _ENDINGS
        for size in range(min(len(ending), len(beginning) - 2) + 1)
        if beginning.endswith(ending[:size])
    }
    whole = [beginning + ending for ending in sorted(endings)]
    whole += [word for word in _WHOLE if len(beginning) > 2 and word.startswith(beginning)]
    return tuple(dict.fromkeys(s for s in map(stem, whole) if not s.startswith(beginning)))
