"""What a person types, as a query that Lucene cannot misread, and as what it matches in a text.

    homes for care leav         any of the words, in any English form; the last one may be unfinished
    "temporary accommodation"   these words in this order, and nothing without them
    homelesness                 no such word anywhere: the words that differ by one letter

Lucene and Python read one `Sought`, so that what was found and what is highlighted cannot differ.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any

from rapidfuzz.distance import OSA

from graph.store.analysis import Token, stem, stems_begun, tokens
from graph.store.terms import LABEL, NAMING, TERMS
from schema.errors import QueryError

MOST_WORDS = 60
"""How many words of a text are looked for; a longer text is cut, since every word costs."""
LONGEST_TEXT = 10_000
"""How many characters of a text are read for these words."""
SHORTEST_BEGINNING = 2
"""The fewest letters of an unfinished word; one letter begins nearly everything."""
SHORTEST_FORGIVEN = 6
"""The fewest letters of a word for which another may pass as a misspelling: "county" with one letter less is nearly "count"."""
SHORTEST_STEM_FORGIVEN = 5
"""The fewest letters of its stem for that to be forgiven as well."""

STOP_WORDS = frozenset(
    "a an and are as at be been but by can do for from had has have how i if in into is it its of on or so such that the their"
    " them then there these they this to us was we were what when where which who why will with would you your".split()
)
"""Words that are looked for only where nothing else is asked for."""

_QUOTED = re.compile(r'["“”„]([^"“”„]*)["“”„]')
_OPEN_END = re.compile(r"[\w\u0300-\u036f][-‐‑'’]?$")
"""How a text ends whose last word may be unfinished."""
_NAMED = "0.5"
"""What a word of a name counts besides being a word: with more, part of a name would come before the whole of what is typed."""
_BEGUN_NAME, _BEGUN, _MAY_BE_MEANT = "0.02", "0.01", "0.0005"
"""What counts that only begins as asked, in a name and anywhere, and what it may become: each less than the one before, and all of
it less than a whole word."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word that is looked for."""

    word: str
    parts: tuple[str, ...] = ()
    """The words that a compound consists of; empty for a plain word."""
    unfinished: bool = False

    @property
    def stem(self) -> str:
        """What its forms have in common."""
        return stem(self.word)

    @property
    def phrase(self) -> tuple[str, ...]:
        """Stems of a compound's parts, in order."""
        return tuple(map(stem, self.parts))

    @property
    def forgiving(self) -> bool:
        """Whether words that differ by one letter are looked for where it occurs nowhere."""
        return len(self.word) >= SHORTEST_FORGIVEN and self.word.isalpha()

    def exact(self) -> str:
        """Return the Lucene query for the word as it is typed."""
        alternatives = [f'"{" ".join(self.phrase)}"'] if self.parts else []
        alternatives += [self.stem, f"{NAMING}{self.stem}^{_NAMED}"]
        if self.unfinished:
            alternatives += [f"{NAMING}{self.word}*^{_BEGUN_NAME}", f"{self.word}*^{_BEGUN}"]
            alternatives += [f"{begun}^{_MAY_BE_MEANT}" for begun in stems_begun(self.word) if begun != self.stem]
            if self.parts:
                # Written apart: Lucene has no phrase whose last word is unfinished.
                apart = " ".join(f"+{s}" for s in self.phrase[:-1])
                alternatives.append(f"({apart} +{self.parts[-1]}*)^{_MAY_BE_MEANT}")
        return " ".join(alternatives)

    @property
    def misspelt(self) -> tuple[str, ...]:
        """What may be one letter away from what is meant: the word, and a stem that is not too short, for other forms."""
        return (self.word, self.stem) if len(self.stem) >= SHORTEST_STEM_FORGIVEN else (self.word,)

    def near(self) -> str:
        """Return the Lucene query for words that differ by one letter: more, less, another, or two that changed places."""
        return " ".join(f"{form}~1" for form in dict.fromkeys(self.misspelt))

    def matches(self, token: Token, *, near: bool) -> bool:
        """Return whether a word of a text is one that `near` finds or, of an unfinished word, `exact`."""
        forms = (token.word, token.stem)
        if near:
            return any(OSA.distance(typed, form, score_cutoff=1) <= 1 for typed in self.misspelt for form in forms)
        return any(form.startswith(self.word) or form in stems_begun(self.word) for form in forms)

    def matches_apart(self, token: Token) -> bool:
        """Return whether a word of a text is a part of an unfinished compound that is written apart."""
        if not self.unfinished or not self.parts:
            return False
        return token.stem in self.phrase[:-1] or token.word.startswith(self.parts[-1])


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for: at least one of the words and, where phrases are quoted, each of these."""

    words: tuple[Word, ...]
    phrases: tuple[tuple[str, ...], ...]
    """Stems in order."""

    def parameter(self, *fields: str, all_words: bool = False, kinds: Sequence[str] = ()) -> dict[str, Any]:
        """Return what a statement chooses its Lucene query from: `fields`, and `clauses` (phrases, then words).

        Each clause has a query for what is typed (`exact`); a word that may be misspelt has one for words that differ by one letter
        (`near`) as well, to be taken where a third (`probe`) finds nothing. `all_words`: each word is needed, not any one. `kinds`:
        only nodes of these; `only` says so to Lucene. `exact` is the whole query that forgives nothing, `every` the same of all
        kinds.
        """
        plus = "+" if all_words else ""
        clauses: list[dict[str, str | None]] = [
            {"exact": f'+"{" ".join(phrase)}"', "near": None, "probe": None} for phrase in self.phrases
        ]
        for word in self.words:
            exact, near, probe = word.exact(), None, None
            if word.forgiving:
                near, probe = f"{plus}({word.near()})", " ".join(f"{field}:({exact})" for field in fields)
            clauses.append({"exact": f"{plus}({exact})", "near": near, "probe": probe})
        marks = " ".join(LABEL + kind for kind in kinds)
        only = f" +({' '.join(f'{field}:({marks})' for field in fields)})^0" if marks else ""
        words = " ".join(str(clause["exact"]) for clause in clauses)
        every = f"+({' '.join(f'{field}:({words})' for field in fields)})"
        return {
            "fields": list(fields),
            "clauses": clauses,
            "only": only,
            "exact": every + only,
            "every": every,
            "kinds": list(kinds),
        }

    def query(self, field: str, *, kinds: Sequence[str] = ()) -> str:
        """Return the Lucene query that forgives nothing."""
        found: str = self.parameter(field, kinds=kinds)["exact"]
        return found

    def spans(self, text: str, near: Sequence[bool]) -> list[tuple[int, int]]:
        """Return offsets of what matches in a text, in order, without overlaps.

        `near`: for each clause of `parameter`, whether `near` was looked for in place of `exact`.
        """
        read = list(tokens(text))
        pairs = list(zip(self.words, near[len(self.phrases) :], strict=True))
        whole = {w.stem for w, other in pairs if not other}
        rest = [(w, other) for w, other in pairs if other or w.unfinished]
        found = {
            (t.start, t.end)
            for t in read
            if t.stem in whole or t.word in whole or any(w.matches(t, near=other) for w, other in rest)
        }
        plain = [token for token in read if not token.joined]
        for run in (*self.phrases, *(w.phrase for w, other in pairs if w.parts and not other)):
            found |= _runs(run, plain)
        if not found:
            found = {(t.start, t.end) for t in plain if any(w.matches_apart(t) for w in self.words)}
        return _without_overlaps(found)


def _runs(stems: tuple[str, ...], read: list[Token]) -> set[tuple[int, int]]:
    """Return offsets of every place where words with these stems follow each other."""
    known = [token.stem for token in read]
    return {
        (read[i].start, read[i + len(stems) - 1].end)
        for i in range(len(known) - len(stems) + 1)
        if tuple(known[i : i + len(stems)]) == stems
    }


def _without_overlaps(spans: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return spans in order; of those that overlap, the one that begins first and is longest."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda s: (s[0], -s[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


def sought(text: str, *, typed: bool = True) -> Sought:
    """Return what a text looks for. Raises QueryError where it has no word.

    `typed` into a search box: quoted words are a phrase, and where the text ends within a word, that word may be unfinished (a
    space after it says that it is whole). Else it is told, and quotation marks say nothing.
    """
    return _sought(text[:LONGEST_TEXT], typed)


@lru_cache(maxsize=256)
def _sought(text: str, typed: bool) -> Sought:
    phrases: tuple[tuple[str, ...], ...] = ()
    if typed:
        phrases = tuple(dict.fromkeys(p for m in _QUOTED.finditer(text) if (p := _phrase(m[1]))))
        text = _QUOTED.sub(" ", text)
    words = dict.fromkeys(islice(_words(text, typed=typed), MOST_WORDS))
    telling = tuple(w for w in words if w.word not in STOP_WORDS)
    if not words and not phrases:
        raise QueryError(f"{text[:80]!r} has no word to look for; give at least one, such as 'homes'")
    return Sought(telling or (() if phrases else tuple(words)), phrases[:MOST_WORDS])


def _phrase(text: str) -> tuple[str, ...]:
    return tuple(t.stem for t in islice(tokens(text), MOST_WORDS) if not t.joined)


def _words(text: str, *, typed: bool) -> Iterator[Word]:
    """Yield the words of a text; a compound is one of them, its parts are not."""
    read = list(tokens(text))
    open_end = typed and _OPEN_END.search(text) is not None
    # The whole of a compound comes after its parts: until then, each word may be one.
    waiting: list[Token] = []

    def word(token: Token, parts: tuple[str, ...] = ()) -> Word:
        unfinished = open_end and token.end == read[-1].end and len(token.word) >= SHORTEST_BEGINNING
        return Word(token.word, parts, unfinished)

    for token in read:
        if token.joined:
            yield from (word(t) for t in waiting if t.start < token.start)
            yield word(token, tuple(t.word for t in waiting if t.start >= token.start)[:MOST_WORDS])
            waiting = []
        else:
            waiting.append(token)
    yield from map(word, waiting)


def any_of(text: str) -> str:
    """Return the Lucene query for any of the words of what is told: none is unfinished or misspelt.

    Raises QueryError where the text has no word.
    """
    return sought(text, typed=False).query(TERMS)
