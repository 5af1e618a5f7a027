"""Recommendations to the whole gathering: the items of a list under no challenge whose heading says what they are."""

import re

from loaders.blocks import Block, Kind
from loaders.context import Context
from loaders.rules.ideas import block_span, item_title, naming_words
from loaders.structure.sections import Role, Section
from schema.ids import make_id
from schema.links import PartOf, ProposedAt
from schema.nodes import Idea

RULE = "proposals"

_HEADING = re.compile(
    r"(?:(?:a )?(?:summary|list) of )?(?:the |our |all )?(?:\w+ )?(?:recommendations?|proposals|asks|demands|calls to action)"
    r"(?: (?:from|of|to|for|by|made) .*)?",
    re.I,
)


_COUNTED = re.compile(r"^(\d{1,2})[.)]\s+")


def state_proposals(context: Context) -> None:
    """State what is proposed under no challenge. Needs `context.event`."""
    if context.event is None:
        return
    for section in context.section.find(Role.OTHER):
        if _HEADING.fullmatch(section.title.strip(" :")) and not _in_challenge(section):
            _state(context, section)


def _in_challenge(section: Section | None) -> bool:
    while section is not None:
        if section.role is Role.CHALLENGE:
            return True
        section = section.parent
    return False


def _state(context: Context, section: Section) -> None:
    event = context.event or ""
    heading = [section.heading] if section.heading else []
    parents: list[tuple[int, str, Block]] = []
    """The items that a deeper one is a part of: depth, id and block."""
    taken: set[str] = set()
    items = [b for b in section.body if b.kind is Kind.ITEM]
    led = [b for b in section.body if b.kind is Kind.PARAGRAPH and b.bold and b.bold[0].start <= b.start + 1]
    for block in items or (led if len(led) > 1 else []):
        while parents and parents[-1][0] >= block.level:
            parents.pop()
        counted = _COUNTED.match(block.text) if block.kind is Kind.PARAGRAPH else None
        number = counted[1] if counted else block.marker if block.marker and block.marker.isalnum() else None
        title = item_title(block)
        title = _COUNTED.sub("", title) if title else None
        outer = parents[-1][1].split("/")[1:] if parents else event.split("/")[1:]
        wanted = node = make_id("idea", *outer, number or naming_words(title or block.text))
        while node in taken:
            node = f"{wanted}-{sum(i.startswith(wanted) for i in taken) + 1}"
        taken.add(node)
        emphasis = tuple(sorted({context.words(s).strip(" :.,") for s in block.bold} - {""}))
        context.state(
            Idea(id=node, text=block.text, title=title, number=number, emphasis=emphasis), block, emphasis=block.bold
        )
        context.add(ProposedAt(source=node, target=event, evidence=context.evidence(block, *heading)))
        if parents:
            context.add(PartOf(source=node, target=parents[-1][1], evidence=context.evidence(block, parents[-1][2])))
        context.mention(node, block_span(block))
        context.claim(RULE, block, *heading)
        parents.append((block.level, node, block))
