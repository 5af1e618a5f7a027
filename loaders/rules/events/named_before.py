"""Whom a block names whom another one named in full: by the whole name, or by the surname behind a form of address."""

from collections.abc import Iterator

from loaders.blocks import Block
from loaders.lexicons.cued import Cued
from loaders.lexicons.words import any_of
from loaders.names.phrases import Phrases, words_of
from loaders.names.printed import fold

_SURNAME = Cued(rf"\b{any_of('courtesy title', capital=True)}\.? (?P<name>[A-ZÀ-Þ][\w’'-]+)(?! [A-ZÀ-Þ])")

Person = tuple[int, int, str]
"""Where a block names a person, counted from its start, and who it is."""


def named_again(block: Block, named: list[Person], again: Phrases[str]) -> Iterator[Person]:
    """Yield the people of whom a block prints the whole name that another one established."""
    words = words_of(block.text)
    for first, stop, possessive, who in again.find(words):
        at, end = words[first].start, words[stop - 1].end - (2 if possessive else 0)
        if not any(a < end and at < b for a, b, _ in named):
            yield at, end, who


def addressed(block: Block, named: list[Person], surnames: dict[str, str]) -> Iterator[Person]:
    """Yield the people of whom a block prints the surname alone, behind a form of address."""
    for match in _SURNAME.finditer(block.text):
        if (who := surnames.get(fold(match["name"]))) and not any(
            a < match.end() and match.start() < b for a, b, _ in named
        ):
            yield match.start(), match.end(), who
