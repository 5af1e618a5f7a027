"""Examples in sentences behind one that only says that there are some: "There are examples in many towns. In Hull, ..."."""

import re

from loaders.case_studies.clauses import sentences
from loaders.case_studies.example import Example
from loaders.case_studies.reader import ExampleReader
from loaders.lexicons.cued import Cued
from loaders.lexicons.words import any_of

_SAYS_SO = Cued(
    rf"\b{any_of('there are', 'two to ten')} (?:[\w-]+,? ){{0,4}}{any_of('label of an example')}(?<=s)\b", re.I
)
_LEAD = re.compile(rf"(?:(?P<list>{any_of('begins a list of examples')})|[A-Z][a-z]+(?: [a-z]+)?,) (?:the )?(?=[A-Z])")


def says_so(text: str) -> int | None:
    """Return where the sentence ends that says that there are examples, None where none does."""
    match = _SAYS_SO.search(text)
    return next(stop for _, stop in sentences(text) if match.end() <= stop) if match else None


def behind(reader: ExampleReader, start: int) -> list[Example]:
    """Return the examples that the sentences of a text tell of from an offset on: what they begin with, and what they place."""
    told = (*reader.subjects(any_verb=True), *reader.named(), *reader.created(any_name=True))
    found = [e for e in told if e.start >= start]
    for begin, stop in sentences(reader.text):
        if begin >= start and (lead := _LEAD.match(reader.text, begin, stop)):
            listed = reader.listed(lead.end(), stop, weak=False, bodies=False)
            found += [e for e in listed if e.places or lead["list"]]
    for example in found:
        example.body = False  # a district or a building as often as a body
    return found
