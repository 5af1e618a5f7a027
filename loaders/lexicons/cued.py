"""Regular expressions that match only where one of some words stands: a text without any of these is passed over at a glance.

A text's keys are worked out once, whoever asks (`pattern.keys_in`); looking for such an expression takes many times as long.
"""

import re
from collections.abc import Iterator

from loaders.lexicons.pattern import keys_in, keys_of
from loaders.lexicons.words import word_list


class Cued:
    """A regular expression each of whose matches holds a word or phrase of one of some lists."""

    def __init__(self, regex: str, *lists: str, words: tuple[str, ...] = (), flags: int = 0) -> None:
        """`lists` are named as in `word_list`, `words` are further ones; each begins where no letter or figure stands before it."""
        self._regex = re.compile(regex, flags)
        self._keys = keys_of((*(word for name in lists for word in word_list(name)), *words))

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Return the matches in a text, left to right."""
        return iter(()) if self._keys.isdisjoint(keys_in(text)) else self._regex.finditer(text)

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first match in a text, None where it has none."""
        return None if self._keys.isdisjoint(keys_in(text)) else self._regex.search(text)
