"""Lessons that running text tells one by one: themes that a sentence says came back, the biggest lesson, and takeaways that are
counted from paragraph to paragraph or from sentence to sentence ("My first takeaway ...", "There were three. First, ...").
"""

import re
from collections.abc import Iterator

from loaders.blocks import Block, Kind
from loaders.context import Context
from loaders.lexicons.cued import Cued
from loaders.lexicons.words import any_of
from loaders.rules.challenges.insights import state_insight
from loaders.rules.events.other_events import is_elsewhere
from loaders.structure.cues import capitalised
from loaders.structure.lessons import TURN
from loaders.structure.runs import amount
from loaders.structure.sections import Role

_APART = (Role.NOISE, Role.REFERENCES, Role.CHALLENGE, Role.INITIATIVES)
_WHOSE = rf"(?:one of )?{any_of('whose lesson')}"
_LESSON = any_of("lesson")
_BEHIND = rf"(?: {any_of('throughout', 'behind lessons')}(?: [^,.]{{2,60}}?)?)?"
_ASIDE = r"(?:,? [^,.]{2,40},)?"
_TITLE = r"(?P<title>[^.;:]{8,160})(?!\w)"
_TOLD = Cued(
    rf"\b(?:{_WHOSE} (?:\w+ )?(?:{any_of('recurring')} {any_of('message')}|{any_of('weight of a lesson')} {_LESSON})s?"
    rf"|{any_of('what was learned')}){_BEHIND}{_ASIDE} {any_of('be')} "
    rf"(?=that |how |to |{any_of('article')} |\w+ing |[\"“‘])(?:that |the need (?:to|for) |(?:how )?(?:to (?:make )?)?)?"
    rf"(?:{any_of('article')} )?{_TITLE}",
    re.I,
)
_COUNTED = Cued(
    rf"(?:\w+, )?(?:{_WHOSE} )?{any_of('counts a lesson')} (?:\w+ ){{0,2}}{_LESSON}{_BEHIND}(?: {any_of('be')}|[:,])? {_TITLE}",
    re.I,
)
"""How a paragraph begins that tells one of several lessons."""
_ANNOUNCED = Cued(rf"\b{any_of('two to ten')} (?:\w+ ){{0,2}}(?:{_LESSON}|{any_of('counted lesson')})s?\b", re.I)
_FIRST = re.compile(rf"{TURN.pattern}(?P<title>[^.!?]{{8,160}})", re.I)
_SEVERAL = 3
"""How many paragraphs that begin so show that each tells a lesson."""
_IN_TURN = re.compile(rf"{TURN.pattern}(?:and )?(?P<title>.{{8,}}?)[.!]?$", re.I)
_QUOTED = re.compile(r"[\"“‘']([^\"“”]{6,}?)[\"”’']$")
_RUN_IN = Cued(
    rf"\b(?P<number>{any_of('two to ten')}) (?:[\w-]+ ){{0,3}}{any_of('lesson', 'counted lesson', 'challenge')}\b"
    rf"[^.:;]{{0,80}}:\s+(?P<told>[^.:]{{20,900}}?;[^.:]{{8,600}})(?=[.]|$)",
    re.I,
)
"""How a sentence tells as many lessons as it says ("three points: that rents rise; that wages do not; and that nobody builds")."""
_PARTS = re.compile(r";\s+(?:and\s+)?")
_THAT = re.compile(r"(?:first|second|third|last)?(?:ly)?,?\s*(?:that|how)\s+", re.I)
_LEAST = 2
"""The fewest lessons that are told one after the other, and that a document without a gathering must tell."""


def state_told_lessons(context: Context) -> None:
    """State the lessons that sentences and paragraphs tell; minutes note what somebody's message was, and no lesson."""
    if context.is_minutes:
        return
    apart = context.starts_in(*_APART) | {block.start for place in context.insights for block in place.blocks}
    blocks = [
        block
        for block in context.text.blocks
        if block.kind is Kind.PARAGRAPH and block.start not in apart and not context.is_ignored(block)
    ]
    counted = [(block, match) for block in blocks if (match := _COUNTED.match(block.text))]
    found = [(block, match["title"]) for block, match in counted] if len(counted) >= _LEAST else _by_paragraph(blocks)
    taken = {block.start for block, _ in found}
    for block in blocks:
        if block.start not in taken:
            found += [
                (block, title)
                for title in [*_told(context, block), *_in_turn(context, block), *_run_in(context, block)]
            ]
    if context.event is None and len(found) < _LEAST:
        return
    for block, title in found:
        quoted = _QUOTED.match(title)
        state_insight(context, capitalised(quoted[1] if quoted else title.strip(" ,")), block.text, [block])


def _by_paragraph(blocks: list[Block]) -> list[tuple[Block, str]]:
    """Return the lessons that a block announces by their number, where paragraphs right behind it tell one each ("First, ...")."""
    for at, block in enumerate(blocks):
        if _ANNOUNCED.search(block.text[-300:]) and at + 1 < len(blocks):
            told = [(one, match["title"]) for one in blocks[at + 1 : at + 10] if (match := _FIRST.match(one.text))]
            if len(told) >= _SEVERAL:
                return told
    return []


def _told(context: Context, block: Block) -> Iterator[str]:
    """Yield the titles of the themes and lessons of which sentences of a block say what they were."""
    for match in _TOLD.finditer(block.text):
        if not is_elsewhere(context, context.sentence_at(block, match.start())):
            yield match["title"].strip(" ,")


def _run_in(context: Context, block: Block) -> Iterator[str]:
    """Yield the lessons that a sentence tells between semicolons, where there are as many as it says."""
    for match in _RUN_IN.finditer(block.text):
        parts = [_THAT.sub("", part, 1).strip(" ,") for part in _PARTS.split(match["told"])]
        if len(parts) == amount(match["number"]) and not is_elsewhere(
            context, context.sentence_at(block, match.start())
        ):
            yield from parts


def _in_turn(context: Context, block: Block) -> list[str]:
    """Return the lessons that a block announces by their number and tells one a sentence."""
    if not _ANNOUNCED.search(block.text):
        return []
    told = [_IN_TURN.match(block.text[start:end].strip()) for start, end in context.sentences(block)]
    titles = [match["title"] for match in told if match]
    return titles if len(titles) >= _LEAST else []
