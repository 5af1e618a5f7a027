"""Where the sentences of a text begin and end, and their clauses."""

from functools import lru_cache

from loaders.case_studies.patterns import LONGEST_SHORT_FORM, NOT_SENTENCE_END, PARAGRAPH_NUMBER, SENTENCE
from loaders.structure.inline_lists import SEMICOLON


@lru_cache(maxsize=16384)
def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Return where the sentences of a text begin and end."""
    number = PARAGRAPH_NUMBER.match(text)
    found, start = [], number.end() if number else 0
    for match in SENTENCE.finditer(text):
        if NOT_SENTENCE_END.search(text[max(0, match.start() - LONGEST_SHORT_FORM) : match.start()]):
            continue
        found.append((start, match.start()))
        start = match.end()
    found.append((start, len(text)))
    return tuple(found)


def clauses(text: str) -> list[tuple[int, int]]:
    """Return where the clauses of a text begin and end: its sentences, parted at semicolons too."""
    found = []
    for start, stop in sentences(text):
        position = start
        for mark in SEMICOLON.finditer(text[start:stop]):
            found.append((position, start + mark.start()))
            position = start + mark.end()
        found.append((position, stop))
    return found
