"""Examples of a line that lists them and says nothing else: behind a label ("Inspired by: Elm Kitchen in Hull; the Fir scheme"), or
parted by semicolons below a heading that says what they are."""

import re

from loaders.case_studies.clauses import sentences
from loaders.case_studies.example import Example
from loaders.case_studies.patterns import LEAD, NAME
from loaders.case_studies.reader import ExampleReader
from loaders.lexicons.words import any_of

_PART = re.compile(r"[^;]+")
_ARTICLE = re.compile(rf"\s*(?:and )?(?:{any_of('article')} )?", re.I)
_LONGEST_LABEL = 6
"""The most words of a label with a full stop; more are a sentence, which may name an example itself."""
_LONGEST = 16
"""The most words of a part that is a name with its place, or with what it is."""


def listed_in_line(reader: ExampleReader, label: int) -> list[Example]:
    """Return the examples of a line whose list begins behind a label, or with it where that is 0; none where the line is prose."""
    text = reader.text
    led = text[:label].rstrip()
    if led.endswith(".") and len(led.split()) > _LONGEST_LABEL:
        return []
    parts = [(m.start(), m.end()) for m in _PART.finditer(text, label) if m[0].strip(" .")]
    if len(parts) == 1 and label:
        lead = LEAD.match(text[label:])
        found = reader.listed(label + (lead.end() if lead else 0), len(text), weak=False, bodies=True)
        found = found or (_part(reader, *parts[0]) if len(sentences(text[label:])) == 1 else [])
    elif len(parts) > 1 and all(len(text[a:b].split()) <= _LONGEST for a, b in parts):
        found = [example for part in parts for example in _part(reader, *part)]
    else:
        return []
    for example in found:
        example.sure = True
    return found


def _part(reader: ExampleReader, start: int, end: int) -> list[Example]:
    start = _ARTICLE.match(reader.text, start, end).end()  # type: ignore[union-attr]
    if found := reader.part(start, end):
        return found
    name = NAME.match(reader.text, start, end)
    return [reader.made(start, name.end(), reader.located(name.end(), end))] if name else []
