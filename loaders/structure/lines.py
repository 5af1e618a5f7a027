"""What a single line looks like, and the lines right beside it: a heading that nothing marks as one, a title, the end of a list."""

import re
from collections.abc import Collection, Sequence

from loaders.blocks import Block, Kind
from loaders.lexicons.words import word_set
from loaders.structure import cues
from loaders.structure.cues import SECTION_NUMBER
from loaders.structure.labels import label_of
from loaders.structure.sections import Role, Section

_SEVERAL = 2
_HEADLIKE = re.compile(r"^[\"'“‘(]?[A-Z0-9]")
_LEADS_ON = re.compile(r"[a-z]{3}[.!?] .*:$", re.S)
"""How a line ends that leads into what follows with more than one sentence."""


def looks_like_heading(blocks: tuple[Block, ...], index: int) -> bool:
    """Whether a paragraph that nothing marks as a heading stands there like one: short, without a full stop, before its text."""
    block = blocks[index]
    if block.kind is not Kind.PARAGRAPH or not 2 < len(block.text) <= 110 or len(block.text.split()) > 16:
        return False
    if block.text.endswith((".", ";", ",", "!", "”", '"')) or not _HEADLIKE.match(block.text) or "http" in block.text:
        return False
    if _LEADS_ON.search(block.text) or cues.says("caption", block.text) or index + 1 >= len(blocks):
        return False
    after = blocks[index + 1]
    if after.kind in (Kind.ITEM, Kind.ROW):
        return True
    if after.kind is not Kind.PARAGRAPH:
        return False
    if len(after.text) > 110 or (len(after.text) > 40 and after.text.endswith((".", "?"))):
        return True
    leads = after.text.endswith(":") and index + 2 < len(blocks) and blocks[index + 2].kind is Kind.ITEM
    return leads and not block.text.endswith(":") and cues.says("leadin", after.text)


def is_short(block: Block) -> bool:
    """Whether a block is a heading, or a paragraph as short as one."""
    short = block.kind is Kind.PARAGRAPH and len(block.text) <= 90 and not block.text.endswith((".", ",", ";"))
    return short or block.kind is Kind.HEADING


def may_be_title(block: Block, area: Block | None = None) -> bool:
    """Whether a block can be the title of what the heading before it only counts: no sentence, and no label of who hosts it. Below
    the name of an `area` it is set as a heading, as that is, or a line where nothing is."""
    short = block.kind in (Kind.HEADING, Kind.PARAGRAPH) and len(block.text) <= 320
    if area is not None and (block.kind is not area.kind or (block.level and block.level <= area.level)):
        return False
    return short and not block.text.endswith(".") and label_of(block) is None


def numbered_title(blocks: tuple[Block, ...], index: int) -> bool:
    """Whether an item is a title ("1. Collaboration is crucial:") and the paragraph after it its text."""
    block = blocks[index]
    after = blocks[index + 1] if index + 1 < len(blocks) else None
    return bool(
        block.kind is Kind.ITEM
        and len(block.text) <= 110
        and not block.text.endswith(".")
        and after
        and after.kind is Kind.PARAGRAPH
        and len(after.text) > 60
    )


def sorts_a_list(blocks: tuple[Block, ...], index: int) -> bool:
    """Whether a line is one of several that only sort the entries below a heading ("food", "participants"), each over a list of
    its own: one of them, before or behind, opens no part of a report."""

    def sorts(at: int) -> bool:
        return is_short(blocks[at]) and at + 1 < len(blocks) and blocks[at + 1].kind is Kind.ITEM

    for step in (-1, 1) if sorts(index) else ():
        at = index + step
        while 0 <= at < len(blocks) and (
            blocks[at].kind is Kind.ITEM or (blocks[at].kind is Kind.PARAGRAPH and sorts(at))
        ):
            if blocks[at].kind is Kind.PARAGRAPH and not cues.outside(blocks[at].text):
                return True
            at += step
    return False


def ends_attendance(block: Block, section: Section) -> bool:
    """Whether a line ends a list of those who came to a meeting: the first item of its agenda does, by what it is called, or by a
    number that the list's own heading lacks; entries of a list may be counted, but no further than 1, 2, 3."""
    if section.role is not Role.ATTENDEES or section.heading is None or not is_short(block):
        return False
    number = SECTION_NUMBER.match(block.text)
    counts = number is not None and (block.kind is Kind.HEADING or number[0].rstrip(" .)").count(".") > 0)
    if counts and not SECTION_NUMBER.match(section.heading.text):
        return True
    return cues.folded(SECTION_NUMBER.sub("", block.text)).strip(" :") in word_set("item of an agenda")


def counts_on(block: Block, section: Section) -> bool:
    """Whether a heading has the number behind that of a section's heading, and so opens a part beside it ("3. Lessons" before
    "4. Tables")."""
    before = SECTION_NUMBER.match(section.heading.text) if section.heading else None
    number = SECTION_NUMBER.match(block.text)
    counts = [found[0].rstrip(" .)") for found in (before, number) if found]
    return len(counts) > 1 and all(map(str.isdigit, counts)) and int(counts[1]) == int(counts[0]) + 1


def ends_list(blocks: tuple[Block, ...], index: int) -> bool:
    """Whether words after a list of names no longer belong to it: a long sentence, or the lead of another list."""
    before, block = blocks[index - 1], blocks[index]
    after = blocks[index + 1] if index + 1 < len(blocks) else None
    long = len(block.text) > 120 and block.text.endswith((".", ":")) and block.text.count(",") < len(block.text) / 40
    leads = after is not None and after.kind is Kind.ITEM and block.text.endswith(":")
    return before.kind in (Kind.ITEM, Kind.ROW) and (long or leads)


def level_of(section: Section | None, blocks: Sequence[Block], marked: Sequence[int]) -> int:
    """Return the level of a section's heading, 0 where it has none; a title that stands over all the `marked` headings, none of
    which is at the first level, is at the first."""
    if section is None or section.level or section.heading is None or not marked:
        return section.level if section else 0
    return int(section.heading.start < blocks[marked[0]].start and all(blocks[i].level > 1 for i in marked))


def is_of_all(blocks: tuple[Block, ...], index: int, heads: Collection[int]) -> bool:
    """Whether a line without a level behind the last of several challenges opens lessons of them all ("What we learned"): what
    each of them may be followed by stands once then."""
    words = cues.folded(blocks[index].text)
    if blocks[index].level or len(heads) < _SEVERAL or index < max(heads) or cues.outside(words) != "insights":
        return False
    return cues.inside(words) == "context" and sum(cues.folded(block.text) == words for block in blocks) == 1
