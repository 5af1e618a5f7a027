"""What each entry of the lexicons reads in documents, for `imagine check --lexicon`: which words earn their place."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from api.cli.command import one_line
from api.work.curation import Curation
from api.work.reading import read_document
from loaders.lexicons.lexicon import lexicons, recorded
from loaders.sources import sources

WORDS_SHOWN = 3
"""How many different words are shown of what an entry read, the most frequent first."""


def entries_read(paths: list[Path | str], curation: Curation) -> list[dict[str, Any]]:
    """Read files and folders, and return each entry of the lexicons with what it read there, by lexicon and in its order.

    Raises ReadError where a file cannot be read.
    """
    with recorded() as reads:
        for source in sources(paths):
            read_document(source, curation)
    words: dict[tuple[str, str], Counter[str]] = {}
    for (lexicon, entry, read), times in reads.items():
        words.setdefault((lexicon, entry), Counter())[read] += times
    return [
        {
            "lexicon": one.name,
            "entry": entry.id,
            "sense": entry.sense,
            "pattern": entry.pattern,
            "read": dict(sorted(words.get((one.name, entry.id), Counter()).items(), key=lambda w: (-w[1], w[0]))),
        }
        for one in lexicons()
        for entry in one.entries
    ]


def as_lines(entries: list[dict[str, Any]]) -> Iterator[str]:
    """Yield what each entry read, for a person, by lexicon; at the end, how many of each lexicon read nothing."""
    idle: list[str] = []
    for name in dict.fromkeys(entry["lexicon"] for entry in entries):
        own = [entry for entry in entries if entry["lexicon"] == name]
        reading = [entry for entry in own if entry["read"]]
        idle.append(f"  {name}: {len(own) - len(reading)} of {len(own)}")
        if reading:
            yield f"{name}:"
        for entry in reading:
            shown = "; ".join(f'"{words}" ({times})' for words, times in [*entry["read"].items()][:WORDS_SHOWN])
            more = f"; {len(entry['read']) - WORDS_SHOWN} more" if len(entry["read"]) > WORDS_SHOWN else ""
            yield one_line(f"  {entry['sense']}, {entry['entry']}: {shown}{more}")
    yield from ("entries that read nothing (--json lists them):", *idle)
