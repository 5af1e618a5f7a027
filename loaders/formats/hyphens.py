"""Hyphens at the ends of lines: which belong to the word ("co-operative") and which only the layout put there.

No dictionary is packaged: a report is its own dictionary, since most words that are broken once stand whole elsewhere.
"""

import re
from collections import Counter
from functools import cached_property

from loaders.lexicons.words import any_of, word_set

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BROKEN = re.compile(r"(?<![\w'’-])[\w'’-]{1,80}[-\u2010\u00ad][ \t]*\r?\n\s*[\w'’-]{1,80}")
_ADDRESS = re.compile(r"(?:https?://|www\.|\w\.\w+/)\S*$")
_REST = re.compile(r"(?!https?:|www\.|\w+/\w+\b(?![-./]))[\w.%-]*/")
_KEEPS_HYPHEN = re.compile(rf"{any_of('beginning before a hyphen')}")


class Hyphenation:
    """Joins lines, with the document's own words to decide about a hyphen at the end of one."""

    def __init__(self, text: str) -> None:
        """`text` is the document as it is printed, line by line."""
        self._text, self._broken = text, [*_BROKEN.finditer(text)]

    @cached_property
    def _words(self) -> Counter[str]:
        """The words that no line's end breaks."""
        begins = [0, *(match.end() for match in self._broken)]
        ends = [*(match.start() for match in self._broken), len(self._text)]
        whole = " ".join(self._text[begin:end] for begin, end in zip(begins, ends, strict=True))
        return Counter(map(str.lower, _WORD.findall(whole)))

    @cached_property
    def _kept(self) -> bool:
        """Whether the layout breaks lines at printed hyphens only: of the words broken so that stand whole elsewhere, two or
        more have a hyphen there and none is without."""
        with_hyphen = 0
        for match in self._broken:
            first, _, second = re.sub(r"\s+", "", match[0].lower().replace("\u2010", "-")).partition("-")
            if match[0].count("-") == 1 and second:
                if first + second in self._words:
                    return False
                with_hyphen += f"{first}-{second}" in self._words
        return with_hyphen > 1

    def join(self, line: str, following: str) -> str:
        """Return two lines (without space at the ends) as one."""
        cut, space = self.between(line, following)
        return f"{line[: len(line) - cut]}{' ' if space else ''}{following}"

    def between(self, line: str, following: str) -> tuple[int, bool]:
        """Return how many characters to cut from the end of `line`, and whether a space stands between it and `following`."""
        if line.endswith("\u00ad"):
            return 1, False
        if _ADDRESS.search(line[-300:]) and (
            line[-1] in "/-_=&?%#" or following[:1] in tuple("/_=&?%#") or _REST.match(following)
        ):
            return 0, False
        if not line.endswith(("-", "\u2010", "/")) or not line[-2:-1].isalnum() or not following[:1].isalnum():
            return 0, True
        return (0 if line[-1] == "/" or self.keeps(line, following) else 1), False

    def keeps(self, line: str, following: str) -> bool:
        """Whether the hyphen that ends `line` is part of the word that goes on in `following`."""
        left = re.search(r"[\w'’]+(?:-[\w'’]+)*$", line[:-1][-80:])
        right = re.match(r"[\w'’]+(?:-[\w'’]+)*", following[:80])
        if left is None or right is None or not following[0].islower() or not line[-2].isalpha():
            return True
        first, second = left[0].lower(), right[0].lower()
        if f"{first}{second}" in self._words:
            return False
        *_, inner = first.split("-")[1:] or [""]  # "door-to-" and "door"
        outer, *more = second.split("-")  # "door-" and "to-door"
        small = word_set("between two hyphens")
        if inner in small or (more and outer in small):
            return True
        if self._kept or f"{first}-{second}" in self._words or _KEEPS_HYPHEN.fullmatch(first.rsplit("-", 1)[-1]):
            return True
        return min(len(first), len(second)) > 3 and first in self._words and second in self._words
