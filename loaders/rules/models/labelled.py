"""Headings and lines that say by a label that they name an example: "Example: Rook Land Trust, Cornwall", "Elm Case Study"."""

import re
from collections.abc import Iterator

from loaders.blocks import Block, Kind
from loaders.context import Context
from loaders.families.family import CASE_STUDIES
from loaders.lexicons.words import any_of
from loaders.rules.models.stated_models import LONGEST_NAME
from loaders.structure import cues
from loaders.structure.lines import is_short

_LABELLED = re.compile(
    rf"^(?:[\w-]+ (?:\d+\W+)?)?{any_of('label of an example', 'good practice')}"
    rf"(?:\s+{cues.NUMBER_SIGN}{cues.COUNT})?\s*(?:[:.]|\s[–—-]|(?<= on))\s+(?=[A-Z0-9])",
    re.I,
)
_NAMED_AS_ONE = re.compile(
    rf"^(?!(?i:{any_of('no name of an example', 'question or article')})\s)"
    r"(?P<called>(?P<name>[A-Z0-9][^:|]{2,80}?)[\s(\[–—-]+(?i:case study))[)\]]?"
    r"(?: (?i:presentation|example|session))?(?:\s*:|\s+[–—-]\s+.*)?$",
)
"""A name that is said to be a case study behind it ("Elm Street Case Study"), in a programme with whoever presents it."""


def labelled(context: Context) -> Iterator[tuple[int, int, int]]:
    """Yield what says that it names an example, its place, and where the name begins and ends: headings, items over deeper ones,
    words in bold that lead a paragraph, and short lines over one."""
    blocks = context.text.blocks
    for index, (block, after) in enumerate(zip(blocks, [*blocks[1:], None], strict=True)):
        stop = _end_of_head(block, after)
        label = _LABELLED.match(block.text, 0, stop)
        if label and block.level == 1 and block.kind is Kind.HEADING:  # a title may say what several are about
            several = CASE_STUDIES.is_collection(block.text) or block.text[label.end()].islower()
            label = None if several else label
        named = None if label or stop < len(block.text) else _NAMED_AS_ONE.match(block.text)
        start, end = (label.end(), stop) if label else (0, 0)
        if named:
            start, end = named.span("called" if context.names.is_place(named["name"]) else "name")
        if (label or named) and len(block.text[start:end].split()) <= LONGEST_NAME:
            yield index, start, end


def _end_of_head(block: Block, after: Block | None) -> int:
    """Return up to where a block can say that it names an example, 0 where it cannot."""
    if block.kind is Kind.HEADING:
        return len(block.text)
    if block.kind is Kind.ITEM:
        return len(block.text) if after is not None and after.kind is Kind.ITEM and after.level > block.level else 0
    if block.kind is not Kind.PARAGRAPH:
        return 0
    if block.bold and block.bold[0].start == block.start:
        return block.bold[0].end - block.start
    over = after is not None and after.kind is Kind.PARAGRAPH and after.text.endswith((".", "!"))
    return len(block.text) if over and is_short(block) else 0
