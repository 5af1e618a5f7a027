"""Regular expressions that match only where some words or signs stand: a text without them is passed over at a glance.

A text's keys are worked out once, whoever asks (`pattern.keys_in`), and so is what an expression needs (`required`); looking for
the expression takes many times as long.
"""

import re
from collections.abc import Iterator
from functools import cached_property

from loaders.lexicons.pattern import keys_in
from loaders.lexicons.required import Need, needs_of


class Cued:
    """A regular expression for texts that many look through, such as blocks; compiled when a text is looked through."""

    def __init__(self, regex: str, flags: int = 0) -> None:
        """It matches what `regex` does with the flags of `re`."""
        self.pattern, self.flags = regex, flags

    @cached_property
    def _needs(self) -> tuple[Need, ...]:
        """What each match needs."""
        return needs_of(self.pattern, self.flags)

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        """The expression, compiled when a text first has what it needs."""
        return re.compile(self.pattern, self.flags)

    def may_match(self, text: str) -> bool:
        """Whether a text has what each match needs."""
        keys = keys_in(text)
        return not any(map(keys.isdisjoint, self._needs))

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Return the matches in a text, left to right."""
        return self._compiled.finditer(text) if self.may_match(text) else iter(())

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first match in a text, None where it has none."""
        return self._compiled.search(text) if self.may_match(text) else None

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """Return the match that begins at a place of a text, None where none does."""
        return self._compiled.match(text, start) if self.may_match(text) else None
