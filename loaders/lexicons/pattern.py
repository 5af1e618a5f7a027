"""Patterns that people can read and write, compiled to regular expressions.

    who (worked|sat) on ...        alternatives; three dots are any words
    [key] theme[s] [and ...]       what may be absent, with the space beside it
    organi(s|z)ed by <gathering>   any word of the list `gathering` of `words/`
    _ of # priorit*                a word, a number, a word that begins so
    ^[the] overall ... such as:$   the beginning and the end of the text

Case makes no difference, straight quotes and hyphens stand for the typographic ones too, `–` for any dash, and a space for white
space or a hyphen. A backslash takes the meaning from a sign. Every pattern has words without which it cannot match (`keys`), so
that a text is only compared with the entries that share one of each with it.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from loaders.lexicons.words import one_of
from schema.errors import ImagineError
from schema.signs import exchanged

_TOKEN = re.compile(r"\\.|\.\.\.|<[a-z' ]+>|[()\[\]|_#*^$]|\s+|[^\\()\[\]|_#*^$\s<.]+|[.<]")
_GAP = r"(?:\s+|-)"
_PLAIN = {"’": "'", "‘": "'", "“": '"', "”": '"', "‐": "-", "‑": "-", "—": "–"}
_LETTERS = re.compile(r"[^\W_]+")
_APART = {"–": " ", "£": " ", "…": " ", "•": " "}
_NO_LETTERS = {code: " " for code in range(128) if not chr(code).isalnum()}
"""What parts words in ASCII, where they are found in a fifth of the time, and the other signs that most texts have."""
DIGIT = r"\d"
"""The key of a text that has any digit."""
_SLOTS = {"...": r".{1,400}?", "_": r"[\w'&-]+", "#": r"\d+", "*": r"\w*", "^": "^", "$": "$"}
_OPEN = "\0"
"""Stands in the letters of a word where others may stand."""
_KEYS = (5, 4, 3, 2, 1)
"""How many of its first characters a word is looked up by, the longest first: the more there are, the fewer texts have other
words that begin so."""

Words = Callable[[str], tuple[str, ...]]
"""The words of a list by its name."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of a pattern as a regular expression, with sets of keys of each of which a match has one."""

    regex: str
    needs: tuple[frozenset[str], ...] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern: its regular expression for `plain` text, without anchors, and its keys."""

    regex: str
    keys: frozenset[str]
    """Of these a match has one; they are the fewest and longest."""
    further: tuple[frozenset[str], ...]
    """Of each of these as well."""

    def may_match(self, keys: Set[str]) -> bool:
        """Whether the pattern may match in a text that has these keys, one of `keys` among them."""
        return not any(map(keys.isdisjoint, self.further))


def compile_pattern(pattern: str, words: Words) -> Pattern:
    """Return a readable pattern compiled. Raises ImagineError where it cannot be read, or matches without a word of its own."""
    reader = _Reader(pattern, words)
    part = reader.alternatives("")
    if not part.needs:
        raise ImagineError(f"the pattern {pattern!r} matches without a word of its own; give it one that must be there")
    return Pattern(part.regex, part.needs[0], tuple(dict.fromkeys(part.needs[1:])))


def key_of(word: str) -> str:
    """Return what a pattern is looked up by that needs a word which begins so."""
    return word[: next(length for length in _KEYS if length <= len(word))].lower()


def keys_of(words: Iterable[str]) -> frozenset[str]:
    """Return the keys of which a text has one that holds one of these words or phrases: each by its longest word."""
    return frozenset(key_of(max(_LETTERS.findall(word), key=len)) for word in words)


@lru_cache(maxsize=16384)
def plain(text: str) -> str:
    """Return a text as patterns are compared with it, character by character: in lower case, with straight quotes and hyphens."""
    lower = text.lower()
    if len(lower) != len(text):  # a capital that is two characters in lower case, such as İ
        lower = "".join(c if len(low := c.lower()) != 1 else low for c in text)
    return lower if lower.isascii() else exchanged(lower, _PLAIN)


@lru_cache(maxsize=16384)
def keys_in(text: str) -> frozenset[str]:
    """Return the keys of all patterns that may match somewhere in a text: the beginnings of its words, and its characters."""
    lower = plain(text)
    apart = lower if lower.isascii() else exchanged(lower, _APART)
    words = set(apart.translate(_NO_LETTERS).split() if apart.isascii() else _LETTERS.findall(lower))
    signs = frozenset(lower)
    digit = (DIGIT,) if any(map(str.isdecimal, signs)) else ()
    return signs.union(digit, *map(_beginnings, words))


@lru_cache(maxsize=65536)
def _beginnings(word: str) -> tuple[str, ...]:
    return tuple(word[:length] for length in _KEYS if 1 < length <= len(word))


class _Reader:
    def __init__(self, pattern: str, words: Words) -> None:
        self.pattern, self.words = pattern, words
        self.tokens = _TOKEN.findall(pattern.strip())
        self.at = 0

    def fail(self, why: str) -> ImagineError:
        return ImagineError(f"the pattern {self.pattern!r} cannot be read: {why}")

    def alternatives(self, closing: str) -> _Part:
        """Read alternatives up to a closing sign, or to the end."""
        parts = [self.sequence()]
        while self.at < len(self.tokens) and self.tokens[self.at] == "|":
            self.at += 1
            parts.append(self.sequence())
        if self.at < len(self.tokens):
            if self.tokens[self.at] != closing:
                raise self.fail(f"{self.tokens[self.at]!r} closes nothing")
            self.at += 1
        elif closing:
            raise self.fail(f"{closing!r} is missing")
        return _Part("|".join(part.regex for part in parts), of_any([part.needs for part in parts]))

    def sequence(self) -> _Part:
        """Read words one after the other; with a part that is absent goes the space before it, at the beginning the one behind."""
        inside = self.at > 0
        pieces, begun = [_GAP if inside and self._skip_space() else ""], False
        if self.tokens[self.at : self.at + 1] == ["^"]:
            self.at += 1
            pieces.append("^")
        needed: list[frozenset[str]] = []
        for part in self.items():
            if part.optional:
                pieces.append(f"(?:{_GAP}(?:{part.regex}))?" if begun else f"(?:(?:{part.regex}){_GAP})?")
            else:
                pieces.append((_GAP if begun else "") + part.regex)
                needed += part.needs
                begun = True
        return _Part(_joined(pieces), tuple(sorted(needed, key=coarseness)))

    def _skip_space(self) -> bool:
        space = self.at < len(self.tokens) and self.tokens[self.at].isspace()
        self.at += space
        return space

    def items(self) -> Iterator[_Part]:
        """Read what stands between spaces: words, with the parts that are joined to them; an empty one for a space at the end."""
        while self.at < len(self.tokens) and self.tokens[self.at] not in ")]|":
            yield self.item()
            if self._skip_space() and self.at < len(self.tokens) and self.tokens[self.at] in ")]|":
                yield _Part("")

    def item(self) -> _Part:
        """Read one word, with the parts that are joined to it."""
        pieces, literal, optional, last = list[str](), "", True, ""
        needs: tuple[frozenset[str], ...] = ()
        while self.at < len(self.tokens) and self.tokens[self.at] not in ")]|" and not self.tokens[self.at].isspace():
            last = self.tokens[self.at]
            self.at += 1
            optional = optional and last == "["
            if last in "([":
                inner = self.alternatives(")" if last == "(" else "]")
                pieces.append(f"(?:{inner.regex})" + ("" if last == "(" else "?"))
                needs = inner.needs if last == "(" and not literal.strip() else needs
                literal += " " if inner.regex.endswith("-") else _OPEN
            elif last in _SLOTS:
                pieces.append(_SLOTS[last])
                literal += " " if last in "^$" else _OPEN
            elif last.startswith("<") and len(last) > 1:
                listed = self.words(last[1:-1])
                pieces.append(one_of([_spelt(word) for word in listed]))
                needs = (keys_of(listed),) if not literal.strip() else needs
                literal += _OPEN
            else:
                plain = last[1:] if last.startswith("\\") else last
                pieces.append(_escaped(plain))
                literal += plain
        if optional and literal in (" ", _OPEN):  # one part alone: it is there or not, with the space beside it
            pieces = [pieces[0].removesuffix("?")]
        return _Part(_joined(pieces), needs or _keys_of(literal), optional)


def _joined(pieces: list[str]) -> str:
    """Return pieces as one expression. Parts alike that may be absent are counted: one after the other, every choice of those there
    would be tried."""
    found = ""
    for piece, run in groupby(pieces):
        times = len([*run])
        found += piece * times if times == 1 or not piece.endswith(")?") else f"{piece[:-1]}{{0,{times}}}"
    return found


def _escaped(words: str) -> str:
    return "".join(_spelt(words))


def _spelt(words: str) -> list[str]:
    return [_GAP if c == " " else re.escape(c) for c in plain(words)]


def coarseness(keys: frozenset[str]) -> tuple[int, int]:
    """Return how little keys tell texts apart: short ones the least, then many."""
    return -min(map(len, keys), default=0), len(keys)


def of_any(needs: list[tuple[frozenset[str], ...]]) -> tuple[frozenset[str], ...]:
    """Return what a match of any of several alternatives needs: a key of each set; each set has some of every alternative."""
    if not all(needs):
        return ()
    return tuple(
        frozenset().union(*(own[min(at, len(own) - 1)] for own in needs)) for at in range(max(map(len, needs)))
    )


def _keys_of(literal: str) -> tuple[frozenset[str], ...]:
    """Return the key of a word that is printed whole, or so far that its key is."""
    best = None
    for match in _LETTERS.finditer(literal):
        if literal[: match.start()].endswith(_OPEN):
            continue
        key = key_of(match[0])
        if best is None or len(key) > len(best):
            best = key
    return (frozenset((best,)),) if best else ()
