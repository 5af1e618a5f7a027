"""Lexicons: what words say about what stands there, each one a file of entries beside this module.

A file's first line says whether its entries are compared with whole lines, looked for inside text where a rule asks, or annotated
in every text, and what the lexicon is for; then one entry a line, parted by tabs: sense, id, pattern (see `pattern`), example.
Where several match, the first one decides.
"""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path

from loaders.lexicons.pattern import Pattern, compile_pattern, keys_in, plain
from loaders.lexicons.words import word_list
from schema.errors import ImagineError

FOLDER = Path(__file__).parent
_FAMILIES = FOLDER.parent / "families"
_HEAD = re.compile(r"# (whole lines|inside text|annotated): (\S.*)")

Reads = Counter[tuple[str, str, str]]
"""How often each entry read which words: (lexicon, id, words)."""
_reads: ContextVar[Reads | None] = ContextVar("reads", default=None)


@contextmanager
def recorded() -> Iterator[Reads]:
    """Count what the entries of all lexicons read meanwhile."""
    reads: Reads = Counter()
    token = _reads.set(reads)
    try:
        yield reads
    finally:
        _reads.reset(token)


@dataclass(frozen=True)
class Entry:
    """One line of a lexicon."""

    lexicon: str
    id: str
    sense: str
    pattern: str
    example: str

    @cached_property
    def compiled(self) -> Pattern:
        """The pattern's regular expression and keys. Raises ImagineError where it cannot be read."""
        return compile_pattern(self.pattern, word_list)

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The pattern, to be compared with a whole `plain` line, or looked for in `plain` text at the bounds of words."""
        words = self.compiled.regex
        first = r"(?<!\w)" if not self.pattern.startswith(("...", "*")) else ""
        return re.compile(f"{first}(?:{words})(?!\\w)")


@dataclass(frozen=True, slots=True)
class Hit:
    """Where an entry reads something in a text."""

    start: int
    end: int
    entry: Entry


class Lexicon:
    """The entries of one file, compiled when a text first shares a word with them."""

    def __init__(self, name: str, lines: list[str]) -> None:
        """Read the lines of the file called `name`. Raises ImagineError where one is no entry."""
        head = _HEAD.fullmatch(lines[0]) if lines else None
        if head is None:
            raise ImagineError(
                f"the lexicon {name} does not begin with '# whole lines: ', '# inside text: ' or '# annotated: '"
            )
        self.name, self.purpose = name, head[2]
        self.whole_lines, self.annotated = head[1] == "whole lines", head[1] == "annotated"
        self.entries = [_entry(name, line) for line in lines[1:] if line.strip() and not line.startswith("#")]
        twice = [i for i, n in Counter(entry.id for entry in self.entries).items() if n > 1]
        if twice:
            raise ImagineError(f"the lexicon {name} has the id {twice[0]} twice; give each entry its own")
        self.prepare()

    def prepare(self) -> None:
        """Make ready to look entries up; again where `entries` have changed."""
        self._by_key: dict[str, list[int]] = {}
        for index, entry in enumerate(self.entries):
            for key in entry.compiled.keys:
                self._by_key.setdefault(key, []).append(index)
        self._keys = frozenset(self._by_key)
        self._whole = lru_cache(maxsize=16384)(self._find_whole)
        self._first = lru_cache(maxsize=16384)(self._find_first)

    @property
    def senses(self) -> list[str]:
        """The senses in the order in which they decide."""
        return list(dict.fromkeys(entry.sense for entry in self.entries))

    def _candidates(self, text: str, sense: str | None) -> list[Entry]:
        """Return the entries all of whose words a text may have, in the file's order."""
        keys = keys_in(text)
        indexes = {index for key in keys & self._keys for index in self._by_key[key]}
        found = [self.entries[index] for index in sorted(indexes)] if indexes else []
        return [one for one in found if (sense is None or one.sense == sense) and one.compiled.may_match(keys)]

    def whole(self, line: str, sense: str | None = None) -> Entry | None:
        """Return the first entry (of a sense) that reads a whole line, None where none does."""
        entry = self._whole(line, sense)
        return None if entry is None else _noted(entry, line)

    def _find_whole(self, line: str, sense: str | None) -> Entry | None:
        return next((one for one in self._candidates(line, sense) if one.regex.fullmatch(plain(line))), None)

    def first(self, text: str, sense: str | None = None) -> Hit | None:
        """Return the first entry (of a sense) that reads something in a text, and where it first does; None where none does."""
        hit = self._first(text, sense)
        if hit is not None:
            _noted(hit.entry, text[hit.start : hit.end])
        return hit

    def _find_first(self, text: str, sense: str | None) -> Hit | None:
        for entry in self._candidates(text, sense):
            if match := entry.regex.search(plain(text)):
                return Hit(match.start(), match.end(), entry)
        return None

    def find(self, text: str, sense: str | None = None) -> list[Hit]:
        """Return what entries (of a sense) read in a text, left to right; where those of one sense overlap, the first, longest."""
        hits = [
            Hit(match.start(), match.end(), entry)
            for entry in self._candidates(text, sense)
            for match in entry.regex.finditer(plain(text))
        ]
        hits.sort(key=lambda hit: (hit.start, -hit.end))
        kept, ends = [], dict[str, int]()
        for hit in hits:
            if hit.start >= ends.get(hit.entry.sense, 0):
                ends[hit.entry.sense] = hit.end
                _noted(hit.entry, text[hit.start : hit.end])
                kept.append(hit)
        return kept


@cache
def lexicon(name: str) -> Lexicon:
    """Return the lexicon of a name that the product ships with: `topics`, or a family's cues (`families/minutes`)."""
    path = FOLDER.parent / name / "cues.tsv" if name.startswith("families/") else FOLDER / f"{name}.tsv"
    return Lexicon(name, path.read_text(encoding="utf-8").splitlines())


def lexicons() -> list[Lexicon]:
    """Return all lexicons, by name, those of families last."""
    families = sorted(_FAMILIES.glob("*/cues.tsv"))
    return [
        *(lexicon(path.stem) for path in sorted(FOLDER.glob("*.tsv"))),
        *(lexicon(f"families/{path.parent.name}") for path in families),
    ]


def _entry(name: str, line: str) -> Entry:
    parts = line.split("\t")
    if len(parts) != 4 or not all(part.strip() for part in parts):
        raise ImagineError(
            f"the lexicon {name} has a line that is no entry (sense, id, pattern, example): {line[:80]!r}"
        )
    sense, own_id, pattern, example = parts
    return Entry(name, own_id, sense, pattern, example)


def _noted(entry: Entry, words: str) -> Entry:
    reads = _reads.get()
    if reads is not None:
        reads[entry.lexicon, entry.id, words[:200]] += 1
    return entry
