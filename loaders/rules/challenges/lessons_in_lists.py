"""Lessons inside lists: the items below a point that says "Key themes", and those that a sentence named before ("we heard of four
themes: time, trust, ...").
"""

from collections.abc import Iterator

from loaders.blocks import Block, Kind
from loaders.context import Context
from loaders.names.printed import fold
from loaders.rules.challenges.ideas import item_title
from loaders.rules.challenges.insights import state_led
from loaders.structure import cues
from loaders.structure.sections import Role

_APART = (Role.NOISE, Role.REFERENCES, Role.CHALLENGE, Role.INSIGHTS, Role.INITIATIVES, Role.IMPRINT)
_LEAST = 2
"""The fewest items that make a list of lessons."""
_NAMED = 3
"""How many lessons of a list the sentence before it must name."""
_NEAR = 4
"""How near behind such a sentence the list begins, in blocks."""


def state_lessons_in_lists(context: Context) -> None:
    """State the lessons of the event that such lists hold."""
    if context.event is None:
        return
    apart = context.starts_in(*_APART)
    for index, block in enumerate(context.text.blocks):
        if block.start in apart or context.is_ignored(block):
            continue
        if block.kind is Kind.ITEM and cues.outside(block.text) == "insights":
            found = list(_below(context, index))
            if len(found) >= _LEAST:
                for lesson in found:
                    _state(context, lesson)
                context.claim("insights", block)
        elif block.kind is Kind.PARAGRAPH and cues.says("lessons", _lead(block)):
            for item in _named(context, index):
                _state(context, [item])


def _lead(block: Block) -> str:
    """Return a paragraph up to its first colon, as the cues expect a lead-in."""
    return block.text[: block.text.find(":") + 1][-600:]


def _below(context: Context, index: int) -> Iterator[list[Block]]:
    """Yield the items one level below the one at `index`, each with what lies deeper."""
    blocks = context.text.blocks
    lesson: list[Block] = []
    level = blocks[index].level
    for block in blocks[index + 1 :]:
        if block.kind is not Kind.ITEM or block.level <= level:
            break
        if lesson and block.level > lesson[0].level:
            lesson.append(block)
            continue
        if lesson:
            yield lesson
        lesson = [block]
    if lesson:
        yield lesson


def _named(context: Context, index: int) -> list[Block]:
    """Return the items of the next list whose titles the paragraph at `index` names, where these are most of it."""
    blocks = context.text.blocks
    first = next(
        (at for at in range(index + 1, index + _NEAR) if at < len(blocks) and blocks[at].kind is Kind.ITEM), None
    )
    if first is None:
        return []
    listed = []
    for block in blocks[first:]:
        if block.kind is not Kind.ITEM:
            break
        if block.level == blocks[first].level:
            listed.append(block)
    said = f" {fold(blocks[index].text)} "
    named = [block for block in listed if (title := item_title(block)) and f" {fold(title)} " in said]
    return [block for block in listed if item_title(block)] if len(named) >= max(_NAMED, len(listed) / 2) else []


def _state(context: Context, blocks: list[Block]) -> None:
    lead = item_title(blocks[0]) or blocks[0].text.rstrip(" .:")
    state_led(context, lead, lead.rstrip(" :"), blocks)
