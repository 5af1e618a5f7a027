"""Words with their offsets, and finding any of many thousand phrases among them in one pass."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Generic, NamedTuple, TypeVar

from loaders.blocks import Span
from loaders.names.printed import fold
from loaders.names.word_sets import ADDRESS

_WORD = re.compile(r"([^\W_⁰¹²³⁴-⁹]+(?:['’][^\W_⁰¹²³⁴-⁹]+)*|&)")
_GLUED = re.compile(r"(?<=[a-z]{3})(?=The$)")
"""Where a name begins that was copied without what stood before it: a page's list whose items run into each other."""
_GAPS = frozenset(("", "'", "’", "-", "‐", "‑", ",", ".", "–", "/"))

_new = tuple.__new__
"""Makes a `Word` of its fields in half the time; a report has thousands of them."""

T = TypeVar("T")

LONGEST = 50_000
"""The most characters of a text that are read for names; no paragraph of a report comes near it, and a longer one is no
prose."""


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """A name in a text: where it stands, and whether a register or gazetteer names it (`known`) or only its shape says so."""

    start: int
    end: int
    printed: str
    known: bool = True

    @property
    def span(self) -> Span:
        """The characters, counted from the start of the text that was read."""
        return Span(self.start, self.end)


class Word(NamedTuple):
    """One word of a text: its folded form, where it stands, and what parts it from the word before."""

    folded: str
    start: int
    end: int
    gap: str
    """The characters between the word before and this one."""
    capital: bool
    possessive: bool
    """Whether it ends in an apostrophe and s."""

    @property
    def joined(self) -> bool:
        """Whether only white space or a hyphen parts it from the word before; a tab parts cells, a hyphen between spaces names."""
        return self.gap in (" ", "", "-", "‐", "‑", "' ", "’ ") or (self.gap.isspace() and "\t" not in self.gap)


class Words(list[Word]):
    """The words of a text, in their order. Not to be changed."""

    capitals: Sequence[int] = ()
    """The places of the words that begin with a capital or a figure."""


@lru_cache(maxsize=65536)
def _looks(word: str) -> tuple[str, bool, bool]:
    """Return a word folded, whether it begins with a capital or a figure, and whether it is a possessive."""
    folded = "and" if word == "&" else fold(word)
    return folded, word[0].isupper() or word[0].isdigit(), len(word) == len(folded) + 1 and folded[-1:] == "s"


@lru_cache(maxsize=16384)
def words_of(text: str) -> Words:
    """Return the words of a text; hyphens part words, apostrophes do not, `&` is a word that folds to `and`."""
    parts = _WORD.split(text[:LONGEST])
    if "The " in text and any(map(_GLUED.search, parts[1::2])):
        apart = ((gap, *_GLUED.split(word)) for gap, word in zip(parts[::2], parts[1::2], strict=False))
        parts = [
            part for gap, first, *rest in apart for part in (gap, first, *(p for r in rest for p in ("", r)))
        ] + parts[-1:]
    ends = list(accumulate(map(len, parts)))
    each = zip(map(_looks, parts[1::2]), ends[::2], ends[1::2], parts[::2], strict=False)
    words = Words(
        [
            _new(Word, (folded, start, end, gap, capital, possessive))
            for (folded, capital, possessive), start, end, gap in each
        ]
    )
    words.capitals = [index for index, word in enumerate(words) if word.capital]
    return words


@lru_cache(maxsize=16384)
def addresses_in(text: str) -> tuple[tuple[int, int], ...]:
    """Return where a text prints addresses on the web, in which nothing is named."""
    if "." not in text or not ("/" in text or "@" in text or "www" in text):
        return ()
    return tuple(match.span() for match in ADDRESS.finditer(text))


class Phrases(Generic[T]):
    """Phrases with what they stand for, found longest first."""

    def __init__(self, phrases: Iterable[tuple[str, T]]) -> None:
        self._meanings: dict[tuple[str, ...], T] = {}
        for phrase, meaning in phrases:
            parts = tuple(fold(phrase).split())
            if parts:
                self._meanings.setdefault(parts, meaning)
        lengths: dict[str, set[int]] = {}
        for parts in self._meanings:
            lengths.setdefault(parts[0], set()).add(len(parts))
        self._lengths = {first: sorted(found, reverse=True) for first, found in lengths.items()}
        """How many words the phrases have that begin with a word, the longest first."""

    def at(self, words: list[Word], index: int) -> tuple[int, bool, T] | None:
        """Return the longest phrase that begins at a word: how many words it has, whether the last one is a possessive whose ending
        is not part of the phrase, and what it stands for."""
        first = words[index]
        best = self._longest(words, index)
        if first.possessive and (best is None or best[0] <= 1) and (first.folded[:-1],) in self._meanings:
            return 1, True, self._meanings[first.folded[:-1],]
        return best

    def _longest(self, words: list[Word], index: int) -> tuple[int, bool, T] | None:
        for length in self._lengths.get(words[index].folded, ()):
            if index + length > len(words):
                continue
            phrase = words[index : index + length]
            parts = tuple([word.folded for word in phrase])
            possessive = False
            if parts not in self._meanings and length > 1 and phrase[-1].possessive:
                parts, possessive = (*parts[:-1], parts[-1][:-1]), True
            if parts in self._meanings and all(word.gap.strip() in _GAPS for word in phrase[1:]):
                return length, possessive, self._meanings[parts]
        return None

    def find(self, words: Words) -> Iterator[tuple[int, int, bool, T]]:
        """Yield (first word, word after the last, possessive, meaning) for phrases that begin with a capital, left to right."""
        begins, after = self._lengths, 0
        for index in words.capitals:
            if index < after:
                continue
            word = words[index]
            if word.folded not in begins and not (word.possessive and word.folded[:-1] in begins):
                continue
            hit = self.at(words, index)
            if hit is not None:
                after = index + hit[0]
                yield index, after, hit[1], hit[2]
