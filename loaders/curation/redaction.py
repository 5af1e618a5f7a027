"""Takes the names of people on the suppression list out of texts: finds where they stand, and puts a placeholder there.

A full name is found whatever its case, accents, spacing, line breaks and the marks between its words, with middle names and
initials that the list does not know, and inside addresses and handles. Where a document names the person in full, the surname or
given name alone is withheld in it too, unless it is somebody else's ("Ben North") or a body's ("North Council").
In doubt a name is withheld: a word too many that is hidden can be lived with.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from urllib.parse import unquote

from loaders.curation.suppression import PARTICLES, Form, Suppression, Token, tokens
from loaders.lexicons.words import any_of, word_set
from loaders.names.printed import LETTERS, WITHHELD, fold
from loaders.names.register import first_names

SLUG = "name-withheld"
"""The same inside ids and file names."""

MOST_PIECES = 6
"""The most words that one name may fall into; a letter-spaced name has a piece per letter and is tried up to the next limit."""
MOST_LETTERS = 40
MOST_REMEMBERED = 200_000
"""How many look-ups a finder remembers, some 30 MB."""

_GAP = re.compile(r"[\s.,\-‐‑–—_'’*|/\\()+%⁰¹²³⁴⁵⁶⁷⁸⁹]{0,5}")
_STOP = re.compile(r"[.][\"”’)\]]*\s+")
_PARTICLES = re.compile(rf"(?:\b{any_of('particle of a name')}[ -])+$", re.I)
_NEAR = re.compile(r"[ .]{1,2}")
_RUN = re.compile(r"[^\s<>()\[\]\"“”,;]+")
_ADDRESS = re.compile(rf"[@_]|://|www\.|^#|\.{any_of('end of an address')}\b", re.I)
"""What makes a run of characters an address or a handle."""
LONGEST_ADDRESS = 2_000
"""The most characters of an address; a longer run is data, and is searched like any text."""
_BEFORE = re.compile(
    rf"(?:\b(?:rt\.? hon|the right honourable|{any_of('courtesy title', 'title of honour')})\b\.? ?)+$", re.I
)
_MORE_INITIALS = re.compile(r"\.?(?:[ .]{0,2}[A-Z]\b\.?)+(?![\w'’])")
_HONOURS = re.compile(rf"(?:,? (?:{LETTERS})\b)+")
_SENTENCE_END = re.compile(r"(?:^|[.!?:•\n\t][\"”’)\]]?\s*)$")
_WHOLE = frozenset((Form.FULL, Form.TURNED))
_IN_ADDRESSES = frozenset((Form.FULL, Form.TURNED, Form.INITIALS, Form.HANDLE))
_SAYS = word_set("what a person does")
_BODIES = word_set("rest of a name that is no person's")
_EVERYDAY = word_set("name that is a word")
"""Names that are words too, whether or not a document prints them as such; of others, the document's own small letters tell."""
_SMALL = word_set("small word of a sentence")
_ROLES = word_set("office before a surname")


@dataclass(frozen=True, slots=True, order=True)
class Cut:
    """Characters that are withheld, and what stands in their place."""

    start: int
    end: int
    instead: str = WITHHELD


@dataclass(frozen=True, slots=True)
class Found:
    """The cuts of a text, in order and apart from each other, and the people (by their place in the list) whom it names."""

    cuts: tuple[Cut, ...]
    people: frozenset[int] = frozenset()


class Finder:
    """Finds the names of one list. One serves any number of texts; what it looked up once it remembers."""

    def __init__(self, suppression: Suppression) -> None:
        self._suppression = suppression
        self._known: dict[str, list[tuple[int, Form]]] = {}
        for index, entry in enumerate(suppression.entries):
            for form, hashes in entry.hashes.items():
                for hashed in hashes:
                    self._known.setdefault(hashed, []).append((index, form))
        self._seen: dict[str, list[tuple[int, Form]]] = {}
        self._last: tuple[str | None, list[tuple[Cut, set[int]]]] = (None, [])

    def __bool__(self) -> bool:
        return bool(self._known)

    def people(self, texts: Iterable[str]) -> frozenset[int]:
        """Return whom these texts name in full."""
        found: set[int] = set()
        for text in texts:
            for _, who in self._in_full(text):
                found |= who
        return frozenset(found)

    def find(self, text: str, people: frozenset[int] = frozenset()) -> Found:
        """Return what to cut from a text; `people` are those whom the document names elsewhere."""
        if not self:
            return Found(())
        cuts, named = [], set(people)
        for cut, who in self._in_full(text):
            cuts.append(cut)
            named |= who
        if named:
            cuts += self._alone(text, frozenset(named), cuts)
        return Found(tuple(_apart(text, cuts)), frozenset(named))

    def string(self, text: str, people: frozenset[int] = frozenset()) -> str:
        """Return a text without the names."""
        return apply(text, self.find(text, people).cuts)

    def slug(self, text: str, people: frozenset[int] = frozenset()) -> str:
        """Return a part of an id, or a file's name, without the names; surnames of `people` count alone."""
        if not self:
            return text
        cuts = [Cut(start, end, SLUG) for start, end, _ in self._in_address(text)]
        words = list(tokens(text))
        for word, after in zip(words, [*words, None][1:], strict=True):
            surname = any(i in people and f is Form.SURNAME for p in _stems(word.plain) for i, f in self._forms(p))
            if surname and not (after and after.plain in _BODIES):
                cuts.append(Cut(word.start, word.end, SLUG))
        return apply(text, _merged(cuts))

    def in_address(self, url: str) -> frozenset[int]:
        """Return whom an address names."""
        return frozenset(i for _, _, who in self._in_address(unquote(url), loose="@" in url) for i in who)

    def _forms(self, letters: str) -> list[tuple[int, Form]]:
        found = self._seen.get(letters)
        if found is None:
            if len(self._seen) > MOST_REMEMBERED:
                self._seen.clear()
            found = self._seen[letters] = self._known.get(self._suppression.hash(letters), [])
        return found

    def _in_full(self, text: str) -> list[tuple[Cut, set[int]]]:
        if self._last[0] != text:
            self._last = (text, list(self._search(text)) if self else [])
        return self._last[1]

    def _search(self, text: str) -> Iterator[tuple[Cut, set[int]]]:
        for match in _RUN.finditer(text):
            whole = match[0].rstrip(".:!?'’")
            if len(whole) <= LONGEST_ADDRESS and _ADDRESS.search(whole) and (named := self.in_address(whole)):
                yield Cut(match.start(), match.start() + len(whole)), set(named)
        words = list(tokens(text))
        linked = [False] + [_linked(text, one, other) for one, other in pairwise(words)]
        spaced = _letter_spaced(words)
        for i, first in enumerate(words):
            letters = first.plain
            upper = text[first.start].isupper() or letters in PARTICLES
            if len(letters) >= 6 and self._forms(letters):
                yield from self._hit(text, words, i, i, letters)
            single = i in spaced
            for j in range(i + 1, len(words)):
                single = single and len(words[j].plain) == 1
                pieces = j - i + 1
                if not linked[j] or (pieces > (MOST_PIECES if upper else 3) and not single):
                    break
                letters += words[j].plain
                if len(letters) > MOST_LETTERS:
                    break
                if len(letters) > 2 and self._forms(letters):
                    yield from self._hit(text, words, i, j, letters)
            if upper:
                yield from self._around_middle_names(text, words, linked, i)

    def _hit(self, text: str, words: list[Token], i: int, j: int, letters: str) -> Iterator[tuple[Cut, set[int]]]:
        forms = [(p, f) for p, f in self._forms(letters) if _stands(text, words, i, j, f)]
        if forms:
            initials = any(f is not Form.FULL for _, f in forms)
            yield _wide(text, words[i].start, words[j].end, initials=initials), {p for p, _ in forms}

    def _around_middle_names(
        self, text: str, words: list[Token], linked: list[bool], i: int
    ) -> Iterator[tuple[Cut, set[int]]]:
        """Find names with one or two capitalised words or initials inside that the list does not know."""
        for j in range(i + 2, min(i + 4, len(words))):
            if not (
                linked[j - 1] and linked[j] and text[words[j - 1].start].isupper() and text[words[j].start].isupper()
            ):
                return
            letters = words[i].plain
            for k in range(j, min(j + 3, len(words))):
                if not linked[k]:
                    break
                letters += words[k].plain
                short = len(words[i].plain) == 1
                people = {p for p, f in self._forms(letters) if f is Form.FULL or (f is Form.INITIALS and short)}
                if people and "," not in text[words[i].end : words[k].start]:
                    yield _wide(text, words[i].start, words[k].end), people

    def _in_address(self, address: str, *, loose: bool = False) -> Iterator[tuple[int, int, set[int]]]:
        """Find names in an address, a handle, an id: from one run of letters to another, or inside one.

        `loose`: a single run may be an initial and a surname ("anorth@"); elsewhere "james" is not Julia Ames.
        """
        if not self:
            return
        words = list(tokens(address))
        for i, first in enumerate(words):
            letters = ""
            for word in words[i : i + MOST_PIECES]:
                letters += word.plain
                if not 2 < len(letters) <= MOST_LETTERS:
                    continue
                wanted = _IN_ADDRESSES if loose or word is not first else _WHOLE
                if people := {p for stem in _stems(letters) for p, f in self._forms(stem) if f in wanted}:
                    yield first.start, word.end, people
            size = len(first.plain)
            if 6 < size <= MOST_LETTERS and size == first.end - first.start:
                for start in range(size - 5):
                    for end in range(start + 6, size + 1):
                        people = {p for p, f in self._forms(first.plain[start:end]) if f in _WHOLE}
                        if people:
                            yield first.start + start, first.start + end, people

    def _alone(self, text: str, people: frozenset[int], cuts: list[Cut]) -> Iterator[Cut]:
        """Find surnames and given names that stand alone, of people whom the document names in full."""
        words = list(tokens(text))
        covered = _merged(cuts)
        starts = [c.start for c in covered]
        hidden = {k for c in covered for k in range(c.start, c.end)}
        lower = _EVERYDAY | {w.plain for w in words if text[w.start].islower() and w.start not in hidden}
        for i, word in enumerate(words):
            if not text[word.start].isupper():
                continue
            place = bisect_right(starts, word.start) - 1
            if place >= 0 and word.start < covered[place].end:
                continue
            letters = ""
            for j in range(i, min(i + 3, len(words))):
                if j > i and not re.fullmatch(r"[\-‐‑– \n\t]{1,2}|- ", text[words[j - 1].end : words[j].start]):
                    break
                letters += words[j].plain
                kinds = {f for p, f in self._forms(letters) if p in people}
                if (Form.SURNAME in kinds and self._is_surname(text, words, i, j, letters in lower)) or (
                    Form.GIVEN in kinds and self._is_given(text, words, i, j, letters in lower)
                ):
                    particles = _PARTICLES.search(text, max(0, word.start - 24), word.start)
                    yield _wide(text, particles.start() if particles else word.start, words[j].end)

    def _is_surname(self, text: str, words: list[Token], i: int, j: int, everyday: bool) -> bool:
        before, after = _neighbours(text, words, i, j)
        if before and text[before.start].isupper() and before.plain not in _SMALL | _ROLES | _SAYS:
            opener = before.plain.endswith("ly") and before.plain not in first_names()
            if not opener and not _addressed(text, words[i].start):
                return False
        if after and after.plain in _BODIES and text[after.start].isupper():
            return False
        return not everyday or self._is_no_everyday_word(text, words, i, before, after)

    def _is_given(self, text: str, words: list[Token], i: int, j: int, everyday: bool) -> bool:
        before, after = _neighbours(text, words, i, j)
        if after and text[after.start].isupper() and after.plain not in _SMALL | _SAYS:
            return False
        if before and text[before.start].isupper() and before.plain in first_names():
            return False
        return not everyday or self._is_no_everyday_word(text, words, i, before, after)

    @staticmethod
    def _is_no_everyday_word(text: str, words: list[Token], i: int, before: Token | None, after: Token | None) -> bool:
        """Whether a name that is an everyday word too ("Young", "Will") is meant as a name here."""
        if _addressed(text, words[i].start):
            return True
        if after and after.plain in _SAYS:
            opens = _SENTENCE_END.search(text[max(0, words[i].start - 4) : words[i].start])
            return not (opens and after.plain in {"is", "was", "has", "had"})
        inside = before is not None and text[before.start].islower()
        return inside and (after is None or text[after.start].islower())


def _stands(text: str, words: list[Token], i: int, j: int, form: Form) -> bool:
    """Whether the words from `i` to `j`, whose letters are those of a form, print it."""
    printed = text[words[i].start : words[j].end]
    before = words[i - 1] if i and text[words[i - 1].end : words[i].start] == " " else None
    if form is Form.FULL:
        if i == j:
            return len(printed) >= 9 or re.search(r"[a-z][A-Z]", printed) is not None
        if (
            "\n" in printed or "\t" in printed
        ):  # "Ben Ada" at the end of a line and "North ..." on the next are two names
            return "," not in printed and not (before and before.plain in first_names())
        return "," not in printed
    if form is Form.TURNED:  # in "Ben North, Ada South" it is nobody's name
        crowded = before is not None and text[before.start].isupper() and before.plain not in _SMALL
        return i < j and not crowded and "\n" not in printed
    if form is Form.INITIALS:
        short = words[i] if len(words[i].plain) <= 3 else words[j]
        return i < j and len(short.plain) <= 3 and text[short.start : short.end].isupper() and printed[:1].isupper()
    return False


def _letter_spaced(words: list[Token]) -> set[int]:
    """Return the places of words that are letters of letter-spaced words; a longer run of letters than a line's is data."""
    found: set[int] = set()
    run: list[int] = []
    for i, word in enumerate([*words, None]):
        if word is not None and len(word.plain) == 1:
            run.append(i)
            continue
        if 4 < len(run) <= MOST_LETTERS * 5:
            found.update(run)
        run = []
    return found


def _linked(text: str, one: Token, other: Token) -> bool:
    """Whether what stands between two words may stand inside a name; not the end of a sentence."""
    gap = text[one.end : other.start]
    return gap == " " or (_GAP.fullmatch(gap) is not None and not (len(one.plain) > 1 and _STOP.fullmatch(gap)))


def _neighbours(text: str, words: list[Token], i: int, j: int) -> tuple[Token | None, Token | None]:
    """Return the words next to some words, where only spaces (or an initial's full stop) part them."""
    before = words[i - 1] if i and _NEAR.fullmatch(text[words[i - 1].end : words[i].start]) else None
    if before and "." in text[before.end : words[i].start] and len(before.plain) > 1:
        before = None
    after = words[j + 1] if j + 1 < len(words) and text[words[j].end : words[j + 1].start] == " " else None
    return before, after


def _stems(letters: str) -> tuple[str, ...]:
    """Return the letters, and those without the s of a possessive that lost its apostrophe."""
    return (letters, letters[:-1]) if letters.endswith("s") and len(letters) > 4 else (letters,)


def _wide(text: str, start: int, end: int, *, initials: bool = False) -> Cut:
    """Return a cut with what belongs to the name: the form of address before it, honours (and more initials) after it."""
    if before := _addressed(text, start):
        start = before.start()
    if initials and (more := _MORE_INITIALS.match(text, end)):
        end = more.end()
    if after := _HONOURS.match(text, end):
        end = after.end()
    return Cut(start, end)


def _addressed(text: str, start: int) -> re.Match[str] | None:
    """Return the form of address ("Dr", "Ms") right before a place in a text."""
    return _BEFORE.search(text, max(0, start - 60), start)


def _merged(cuts: Iterable[Cut]) -> list[Cut]:
    merged: list[Cut] = []
    for cut in sorted(cuts):
        if merged and cut.start < merged[-1].end:
            merged[-1] = replace(merged[-1], end=max(merged[-1].end, cut.end))
        else:
            merged.append(cut)
    return merged


def _apart(text: str, cuts: Iterable[Cut]) -> Iterator[Cut]:
    """Yield the cuts in order, parted at the ends of blocks and cells, without white space at their ends."""
    for cut in _merged(cuts):
        for piece in re.finditer(r"[^\n\t]+", text[cut.start : cut.end]):
            words = piece[0].strip()
            if words:
                start = cut.start + piece.start() + piece[0].index(words)
                yield Cut(start, start + len(words), cut.instead)


def apply(text: str, cuts: Iterable[Cut]) -> str:
    """Return a text with the cuts made."""
    out, at = [], 0
    for cut in cuts:
        out += [text[at : cut.start], cut.instead]
        at = cut.end
    return "".join((*out, text[at:]))


def is_withheld(printed: str) -> bool:
    """Whether nothing is left of a printed name but the placeholder, or "the placeholder's"."""
    withheld = WITHHELD in printed or SLUG in printed
    return withheld and fold(printed.replace(WITHHELD, "").replace(SLUG, "")) in ("", "s")
