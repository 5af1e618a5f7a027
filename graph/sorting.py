"""Sorts more lines than memory should hold, and compares two sorted files of them."""

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import IO

_HELD = 200_000
"""How many lines are held in memory."""


class Sorter:
    """Takes lines in any order, and gives each of them once, in order of their code points."""

    def __init__(self, folder: Path) -> None:
        """Put what is not held into temporary files in a folder, which nobody sees."""
        self._folder = folder
        self._held: list[str] = []
        self._files: list[IO[str]] = []

    def add(self, line: str) -> None:
        """Take a line, without its end."""
        self._held.append(line)
        if len(self._held) >= _HELD:
            self._put_aside()

    def __iter__(self) -> Iterator[str]:
        """Yield the lines; to be done once."""
        try:
            before: str | None = None
            for line in heapq.merge(*map(_lines, self._files), sorted(self._held)):
                if line != before:
                    yield line
                before = line
        finally:
            for file in self._files:
                file.close()

    def _put_aside(self) -> None:
        # It is closed, and with that gone, when it was read.
        file = tempfile.TemporaryFile("w+", dir=self._folder, encoding="utf-8", newline="\n")  # noqa: SIM115
        file.writelines(f"{line}\n" for line in sorted(self._held))
        file.seek(0)
        self._files.append(file)
        self._held.clear()


def difference(before: Iterable[str], now: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """Yield the lines that only one of two sorted sequences holds, and whether that is the second."""
    marked = heapq.merge(((line, False) for line in before), ((line, True) for line in now))
    held: tuple[str, bool] | None = None
    for line, is_new in chain(marked, [("", False)]):
        if held is not None and held[0] == line and line:
            held = None
            continue
        if held is not None:
            yield held
        held = (line, is_new) if line else None


def _lines(file: IO[str]) -> Iterator[str]:
    return (line.removesuffix("\n") for line in file)
