"""The annotators: what a document's text is annotated with, block by block."""

import re
from collections.abc import Iterator
from functools import cache

from loaders.annotation.annotations import Annotation, Annotator, View
from loaders.blocks import Kind
from loaders.dates import dates_in
from loaders.lexicons.lexicon import Lexicon, lexicons
from loaders.names import recognise
from schema.errors import ReadError

_LONGEST = 20_000
"""The most characters of a block that are annotated; no paragraph of a report is longer."""
MOST_BODIES = 10_000
"""The most names of bodies in one document, each place counted; the longest list of participants has a few hundred."""
_SENTENCE_END = re.compile(r"[.!?](?<!(?<![A-Z])[A-Z].)(?<!\b(?:Dr|St).)(?<!\bProf.)(?=\s+[\"'“‘(]?[A-Z])")


def sentences_of(text: str) -> list[tuple[int, int]]:
    """Return where the sentences of a text begin and end; each one begins where the one before ends."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    return list(zip([0, *ends], [*ends, len(text)], strict=True))


def _sentences(view: View) -> Iterator[Annotation]:
    for block in view.text.blocks:
        for start, end in sentences_of(block.text):
            yield Annotation(block.start + start, block.start + end, "sentence")


def _dates(view: View) -> Iterator[Annotation]:
    for block in view.text.blocks:
        for iso, start, end in dates_in(block.text[:_LONGEST]):
            yield Annotation(block.start + start, block.start + end, "date", value=iso)


def _bodies(view: View) -> Iterator[Annotation]:
    number = 0
    for block in view.text.blocks:
        for found in recognise.organisations(block.text, heading=block.kind is Kind.HEADING):
            number += 1
            if number > MOST_BODIES:
                raise ReadError(
                    f"{view.text.name} names organisations in more than {MOST_BODIES:,} places; a report does so in far fewer"
                )
            entry = "register" if found.known else "shape"
            yield Annotation(block.start + found.start, block.start + found.end, "body", entry, found.printed)


@cache
def _annotated() -> tuple[Lexicon, ...]:
    return tuple(one for one in lexicons() if one.annotated)


def _cues(view: View) -> Iterator[Annotation]:
    for block in view.text.blocks:
        for one in _annotated():
            for hit in one.find(block.text[:_LONGEST]):
                yield Annotation(
                    block.start + hit.start,
                    block.start + hit.end,
                    "cue",
                    f"{hit.entry.lexicon}/{hit.entry.id}",
                    hit.entry.sense,
                )


ANNOTATORS = (
    Annotator("sentence", _sentences),
    Annotator("date", _dates),
    Annotator("body", _bodies),
    Annotator("cue", _cues),
)
"""In no order: each kind is made when it is first looked up, after those that it needs."""
