"""What a text asks for: without what letters say besides, in sentences that are compared one by one, and in the reports' own words.

One vector for a whole letter would be mostly that of its greetings and of what it says of its writer, so such sentences are told
by their likeness to some that say nothing of any need, and passed over. A question is never passed over. A short text in everyday
words, or in a trade's, is compared in the words that reports use as well (`other_words.txt`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

import numpy as np

from graph.embedding.embedder import Embedder
from graph.store.analysis import tokens
from graph.store.fulltext import LONGEST_TEXT, STOP_WORDS, Sought, sought
from graph.store.terms import TERMS
from schema.errors import QueryError

FEWEST = 4
"""The fewest sentences of a text that may be a letter; a shorter text is compared as a whole."""
SHORT = 3
"""The most words of a short text, without the most common ones."""
_MOST = 24
"""The most pieces that a letter is cut into: each costs as much as a short text."""
_TOGETHER = 3
"""How many pieces that follow each other are compared as one."""
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_BESIDES = (
    "Dear all, I hope that you are well and thank you for your time.",
    "We are a local authority, and this is who we are and where we are.",
    "Our organisation has so many staff and serves so many residents.",
    "Our budget has been cut and there is no money left.",
    "The cabinet, the leader and the chief executive have agreed a new strategy.",
    "Our team met, held a workshop and discussed what to do next.",
    "We are open to new ideas.",
    "We usually buy by tender, on price and quality.",
    "Please get in touch with us by the deadline.",
    "We can arrange a meeting, a call or a visit, and send documents.",
    "The inspection report, our performance and our governance.",
    "The population and the area of our borough.",
)
"""What letters say besides what is needed."""
_KNOWN: dict[str, np.ndarray] = {}
"""Its vectors, by model."""
_TELLING = 2
"""How many words of another language a text must have to be in it: a single one may be a name."""
_ENGLISH = STOP_WORDS | set(
    "all any because between he her his more my need no not our out she some want than your about after".split()
)


@dataclass(frozen=True, slots=True)
class Need:
    """What is looked for: by words, and by the likeness of the best of some texts."""

    text: str
    words: str
    """A Lucene query for any of the words."""
    windows: tuple[str, ...] = ()
    """Texts that are compared besides the whole: the parts of a letter, or the same in other words."""
    every: str | None = None
    """Of a short text: a query for what has each of its words ..."""
    each: tuple[str, ...] = ()
    """... and for each by itself."""


def need_of(text: str, embedder: Embedder | None, besides: float) -> Need:
    """Return what a text asks for; what is as alike as `besides` to words that say nothing of a need is passed over.

    Of a text longer than `LONGEST_TEXT` the beginning is read. Raises QueryError where it has no word to look for, or seems to be
    in another language than English.
    """
    text = text[:LONGEST_TEXT]
    _refuse_other_language(text)
    windows = () if embedder is None else _windows(text, embedder, besides)
    kept = " ".join(windows) or text
    asked = sought(kept, typed=False)
    if len(asked.words) > SHORT:
        return Need(kept, asked.query(TERMS), windows)
    other = _in_other_words(text)
    return Need(
        kept,
        sought(" ".join([kept, *other]), typed=False).query(TERMS),
        other,
        asked.parameter(TERMS, all_words=True)["exact"],
        tuple(Sought((word,), ()).query(TERMS) for word in asked.words),
    )


def _windows(text: str, embedder: Embedder, besides: float) -> tuple[str, ...]:
    """Return the parts of a letter that say what is needed; none where most of it does, for it is no letter."""
    sentences = [s for s in _SENTENCE.split(text) if any(tokens(s))]
    if len(sentences) < FEWEST:
        return ()
    size = -(-len(sentences) // _MOST)
    pieces = [" ".join(sentences[i : i + size]) for i in range(0, len(sentences), size)]
    nearest = (np.array(embedder.embed(pieces)) @ _vectors_besides(embedder).T).max(axis=1)
    is_kept = [piece.endswith("?") or near < besides for piece, near in zip(pieces, nearest, strict=True)]
    if 2 * sum(is_kept) > len(pieces):
        return ()
    found: list[str] = []
    for kept, run in groupby(zip(is_kept, pieces, strict=True), key=lambda one: one[0]):
        if kept:
            parts = [piece for _, piece in run]
            found += (" ".join(parts[i : i + _TOGETHER]) for i in range(0, len(parts), _TOGETHER))
    return tuple(found)


def _vectors_besides(embedder: Embedder) -> np.ndarray:
    if embedder.name not in _KNOWN:
        _KNOWN[embedder.name] = np.array(embedder.embed(_BESIDES))
    return _KNOWN[embedder.name]


def _in_other_words(text: str) -> tuple[str, ...]:
    """Return what reports say for a short text, each once; none where a word of it would be lost, which may be what matters."""
    stems = {token.stem for token in tokens(text) if not token.joined}
    found = [(asked, other) for asked, other in _other_words() if asked <= stems]
    told = {token.stem for token in tokens(text) if not token.joined and token.word not in STOP_WORDS}
    if not told <= frozenset().union(*(asked for asked, _ in found)):
        return ()
    return tuple(dict.fromkeys(other for _, other in found))


@cache
def _other_words() -> list[tuple[frozenset[str], str]]:
    return list(_read_other_words())


def _read_other_words() -> Iterator[tuple[frozenset[str], str]]:
    """Yield the stems that stand for something, and what reports say for it."""
    lines = Path(__file__).with_name("other_words.txt").read_text(encoding="utf-8").splitlines()
    for line in lines:
        if line and not line.startswith("#"):
            asked, _, other = line.partition(":")
            for phrase in asked.split(","):
                yield frozenset(token.stem for token in tokens(phrase) if not token.joined), other.strip()


def _refuse_other_language(text: str) -> None:
    """Raise QueryError where the small words are those of another language, and hardly any is English."""
    read = [token.word for token in tokens(text) if not token.joined]
    english = sum(word in _ENGLISH for word in read)
    counts = {language: sum(word in words for word in read) for language, words in _languages().items()}
    language = max(counts, key=counts.__getitem__)
    theirs = counts[language]
    if theirs >= _TELLING and theirs > 2 * english and 6 * theirs >= len(read):
        raise QueryError(f"the text seems to be in {language}, and what is compared is in English; ask in English")


@cache
def _languages() -> dict[str, frozenset[str]]:
    """Return the words of other languages, read as those of a text are: without accents."""
    lines = Path(__file__).with_name("languages.txt").read_text(encoding="utf-8").splitlines()
    parts = [line.partition(":") for line in lines if not line.startswith("#")]
    return {name: frozenset(token.word for token in tokens(words)) - _ENGLISH for name, _, words in parts}
