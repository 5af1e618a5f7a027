"""Where a line announces what people took away from a gathering ("Here are five takeaways:", "Four themes emerged."), and what it
announces: a list, headings, or paragraphs that each begin with words set apart.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import takewhile

from loaders.blocks import Block, Kind
from loaders.dates import time_at
from loaders.families.family import WORKSHOP_REPORT
from loaders.lexicons.words import any_of
from loaders.structure import cues
from loaders.structure.runs import NUMBER, amount, runs
from loaders.structure.sections import Section

_COUNTED = re.compile(r"\(?\d{1,2}[.):]\s")
_TALK = re.compile(rf"\b{any_of('heading of a talk')}\b", re.I)
SENTENCES = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
_NUMBER = re.compile(rf"{NUMBER}{any_of('lessons together')}\b", re.I)
"""How many lessons a line says that there are."""
_HERE = re.compile(rf"(?:here|these|below)(?: {any_of('be')}|['’]s) (?P<what>.+?)[.:]$", re.I)
"""A sentence that says what follows it."""
TURN = re.compile(rf"(?:and )?{any_of('counts a lesson')}(?:ly)?, ", re.I)
"""How a sentence begins that tells one of several lessons in turn."""
_BETWEEN = 3
"""How many blocks may stand between such a line and the first lesson."""
_LEAST = 2
_CAPTION = 80
"""The most characters of what may stand by a picture behind a line that leads to lessons."""
_SEVERAL = 3
"""How many lessons must follow a line that only says that its writer shares some."""


@dataclass(frozen=True, slots=True)
class Announced:
    """What a line announces: the headings that open a lesson each, none where it is a list or paragraphs."""

    headings: frozenset[int] = frozenset()
    end: int | None = None
    """The first block behind the last paragraph of them; None where the form itself shows the end."""


def announced_lessons(blocks: tuple[Block, ...], index: int, heading: str) -> Announced | None:
    """Return the lessons, themes or findings that a line leads into, by its last words and a colon or by their number; None where
    it leads into none. Below a `heading` that asks what to do they are proposals, and below a talk's the speaker's points."""
    line = blocks[index].text
    told = SENTENCES.split(line[-600:])
    here = None if WORKSHOP_REPORT.says("lessons of each", told[-1]) else _HERE.search(told[-1])
    asks = told[-1].endswith(("?", ":")) and cues.outside(told[-1]) == "insights"
    shares = any(WORKSHOP_REPORT.says("shares", said) for said in told)
    leads = (
        asks
        or (line.endswith(":") and cues.says("lessons", told[-1]))
        or (here and cues.outside(here["what"]) == "insights")
    )
    number = next((found for said in told if (found := _number_in(said))), None)
    if not (leads or number or shares) or cues.says("asks", heading) or _TALK.search(heading) or _TALK.search(told[-1]):
        return None
    if leads:
        if counted := counted_headings(blocks, index + 1):
            return Announced(counted)
        if index + 1 < len(blocks) and blocks[index + 1].kind is Kind.ITEM:
            return Announced()
        if (turns := _in_turn(blocks, index + 1)) >= _LEAST:
            return Announced(end=index + 1 + turns)
    several = amount(number["number"]) if number else None
    first = index + 1
    while shares and not number and first < len(blocks) and _is_caption(blocks[first]):
        first += 1
    for run in runs(blocks, first, _BETWEEN if number else 0):
        least = _LEAST if leads else _SEVERAL
        timed = not leads and any(
            time_at(blocks[at].text) is not None or cues.says_which(blocks[at].text.rstrip(" :")) for at in run
        )  # what will be shared at that time, or how people went about it ("Round One")
        if len(run) == several or (number is None and len(run) >= least and not timed):
            headed = blocks[run[0]].kind is Kind.HEADING
            return Announced(frozenset(run) if headed else frozenset(), None if headed else run[-1] + 1)
    return None


def leads_to_lessons(blocks: tuple[Block, ...], index: int) -> bool:
    """Whether a line of text, however short, announces the counted headings below it as lessons ("My three takeaways:")."""
    if [block.kind for block in blocks[index : index + 2]] != [Kind.PARAGRAPH, Kind.HEADING]:
        return False
    announced = announced_lessons(blocks, index, "") if counted_headings(blocks, index + 1) else None
    return announced is not None and bool(announced.headings)


def _is_caption(block: Block) -> bool:
    return block.kind is Kind.PARAGRAPH and len(block.text) <= _CAPTION


def _in_turn(blocks: tuple[Block, ...], start: int) -> int:
    """Return how many paragraphs from `start` on take turns ("First, ...", "Second, ...")."""
    paragraphs = takewhile(lambda block: block.kind is Kind.PARAGRAPH and TURN.match(block.text), blocks[start:])
    return sum(1 for _ in paragraphs)


def _number_in(sentence: str) -> re.Match[str] | None:
    found = _NUMBER.search(sentence)
    return found if found and cues.says("lessons", f"{sentence.rstrip('.:')}:") else None


def counted_headings(blocks: tuple[Block, ...], start: int) -> frozenset[int]:
    """Return which headings from `start` on are counted ("1) Start early"), up to the first at their level that is not; none where
    the first heading is not counted, or no other is."""
    found: list[int] = []
    for index in range(start, len(blocks)):
        block = blocks[index]
        if block.kind is not Kind.HEADING or (found and block.level > blocks[found[0]].level):
            continue
        if not _COUNTED.match(block.text):
            break
        found.append(index)
    return frozenset(found) if len(found) > 1 and found[0] == start else frozenset()


def headings_tell_lessons(blocks: tuple[Block, ...], challenge: Section) -> bool:
    """Whether the words below the heading over a challenge say that what each group took away follows."""
    if challenge.heading is None or not challenge.heading.level:
        return False
    level, end = challenge.heading.level, bisect_left(blocks, challenge.heading.start, key=lambda block: block.start)
    over = (at for at in range(end - 1, -1, -1) if blocks[at].kind is Kind.HEADING)
    parent = next((at for at in over if 0 < blocks[at].level < level), None)
    if parent is None:
        return False
    return any(
        WORKSHOP_REPORT.says("lessons of each", b.text[-600:])
        for b in blocks[parent + 1 : parent + 3]
        if b.kind is Kind.PARAGRAPH
    )
