"""Titles of talks that a programme sets apart by their look alone: "10.00 Ada North, Chair of the Elm Trust **Homes for all**"."""

import re
from collections.abc import Sequence

from loaders.dates import time_at
from loaders.formats.building import Run
from loaders.lexicons.words import any_of

_JOINED = re.compile(rf"(?:[^\w.)\]’'”\"]|\b(?:{any_of('small word of a line')}))\s*\Z", re.I)
"""How the words end that what is set apart goes on from, so that it is the body or the person of the line."""
_FEWEST, _SLANTED = 2, 4
"""The fewest words of a speaker and of a title in bold, and of a title in italics, in which bodies are set too."""


def without_title(line: Sequence[Run]) -> tuple[list[Run], list[Run]]:
    """Return a line of a programme as what stands before the talk's title and the title, which is empty where the line sets none
    apart: the bold or slanted words at the end of a line with a time, behind plain ones that do not lead into them.

    Being on a line of its own is what sets the title apart from then on, so that it has no other look and heads nothing."""
    runs, first = list(line), len(line)
    text = "".join(run.text for run in runs).lstrip()
    if time_at(text) is None:
        return runs, []
    while first and (runs[first - 1].bold or runs[first - 1].italic or not runs[first - 1].text.strip()):
        first -= 1
    before = "".join(run.text for run in runs[:first]).strip()
    title = [run._replace(bold=False, italic=False) for run in runs[first:]]
    said, words = before[time_at(before) or 0 :], sum(len(run.text.split()) for run in title)
    least = _FEWEST if any(run.bold for run in runs[first:]) else _SLANTED
    if len(said.split()) < _FEWEST or words < least or _JOINED.search(said):
        return runs, []
    return runs[:first], title
