"""What a text must hold for a regular expression to match somewhere in it, worked out from the expression itself.

The result is made of keys as `pattern.keys_in` finds them in texts: how a word begins, or a single character. It may ask for too
little, never for too much. Python's own parser of expressions takes them apart, as hypothesis does to make examples of them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from re import _constants as signs  # type: ignore[attr-defined]  # typeshed does not describe them
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from loaders.lexicons.pattern import DIGIT, coarseness, key_of, of_any, plain

Need = frozenset[str]
"""Keys of which a text has one."""
_MOST = 3
"""How many needs of one expression are asked for: the most telling ones, since each costs time."""
_REPEATED = (signs.MAX_REPEAT, signs.MIN_REPEAT, signs.POSSESSIVE_REPEAT)
_NO_WORD = (signs.CATEGORY_SPACE, signs.CATEGORY_NOT_WORD)


def needs_of(regex: str, flags: int = 0) -> tuple[Need, ...]:
    """Return what a text has, a key of each set, in which an expression matches; nothing where that cannot be told."""
    reader = _Reader()
    reader.read(parser.parse(regex, flags))
    reader.end_word()
    found = sorted(set(reader.needs), key=lambda need: (coarseness(need), sorted(need)))
    return tuple(found[:_MOST])


@dataclass(slots=True)
class _Reader:
    """Reads an expression's parts from left to right."""

    needs: list[Need] = field(default_factory=list)
    word: str = ""
    """The letters that were read last, with nothing between them."""
    begun: bool = False
    """Whether a word begins with them, and not with others before them."""
    apart: bool = False
    """Whether a letter that comes next begins a word."""

    def end_word(self) -> None:
        """Need the word that was read last, as far as it is known."""
        if self.word and self.begun:
            self.needs.append(frozenset((key_of(self.word),)))
        self.word = ""

    def step(self, *, apart: bool) -> None:
        """Go on behind something that is no letter that is known."""
        self.end_word()
        self.apart = apart

    def then(self, items: Any) -> "_Reader":
        """Return a reader that has read the same word, and has read on."""
        other = _Reader([], self.word, self.begun, self.apart)
        other.read(items)
        return other

    def read(self, items: Any) -> None:
        """Read parts that follow each other."""
        for sign, value in items:
            if sign is signs.LITERAL:
                self.characters({_plain(value)})
            elif sign is signs.IN:
                self.one_of(value)
            elif sign is signs.BRANCH:
                self.branch(value[1])
            elif sign is signs.SUBPATTERN:
                self.read(value[3])
            elif sign is signs.ATOMIC_GROUP:
                self.read(value)
            elif sign in _REPEATED:
                self.repeated(*value)
            elif sign in (signs.ASSERT, signs.ASSERT_NOT):
                self.beside(sign is signs.ASSERT, *value)
            elif sign is signs.AT:
                self.step(apart=value not in (signs.AT_NON_BOUNDARY, signs.AT_END, signs.AT_END_STRING))
            else:
                self.step(apart=False)

    def characters(self, found: set[str]) -> None:
        """Read one of some characters."""
        if len(found) == 1 and (letter := next(iter(found))).isalnum():
            if not self.word:
                self.begun = self.apart
            self.word += letter
            self.apart = False
            return
        self.step(apart=not any(map(str.isalnum, found)))
        if self.apart and not any(map(str.isspace, found)):
            self.needs.append(frozenset(found))

    def one_of(self, listed: list[tuple[Any, Any]]) -> None:
        """Read a set of characters."""
        if all(sign is signs.LITERAL for sign, _ in listed):
            self.characters({_plain(code) for _, code in listed})
        elif listed == [(signs.CATEGORY, signs.CATEGORY_DIGIT)]:
            self.step(apart=False)
            self.needs.append(frozenset((DIGIT,)))
        else:
            self.step(
                apart=all(
                    not _plain(value).isalnum()
                    if sign is signs.LITERAL
                    else sign is signs.CATEGORY and value in _NO_WORD
                    for sign, value in listed
                )
            )

    def branch(self, alternatives: Iterable[Any]) -> None:
        """Read one of several alternatives."""
        read = [self.then(items) for items in alternatives]
        apart = all(one.apart and not one.word for one in read)
        for one in read:
            one.end_word()
        self.word, self.apart = "", apart
        self.needs += of_any([tuple(sorted(one.needs, key=coarseness)) for one in read])

    def repeated(self, least: int, _most: int, items: Any) -> None:
        """Read parts that may stand several times, or not at all."""
        if least:
            once = self.then(items)
            self.needs += once.needs
            self.word, self.begun = once.word, once.begun
            self.end_word()
            again = _Reader()
            again.read(items)
            self.apart = again.apart and not again.word
        else:
            self.step(apart=self.apart and not self.word)
            inside = self.then(items)
            self.apart = self.apart and inside.apart and not inside.word

    def beside(self, is_there: bool, direction: int, items: Any) -> None:
        """Read what stands, or does not stand, before or behind this place."""
        if is_there:
            other = _Reader()
            other.read(items)
            apart = direction < 0 and other.apart and not other.word
            other.end_word()
            self.needs += other.needs
            self.apart = self.apart or (apart and not self.word)
        elif direction < 0 and not self.word and len(items) == 1:
            sign, value = items[0]
            self.apart = self.apart or (sign is signs.IN and (signs.CATEGORY, signs.CATEGORY_WORD) in value)


def _plain(code: int) -> str:
    return plain(chr(code))
