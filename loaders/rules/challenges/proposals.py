"""Recommendations to the whole gathering: under no challenge, in lists that a heading or a line announces, or counted as such."""

import re
from collections.abc import Iterator
from itertools import takewhile

from loaders.blocks import Block, Kind
from loaders.context import Context
from loaders.families.family import WORKSHOP_REPORT
from loaders.lexicons.words import any_of, word_list
from loaders.rules.challenges.ideas import asks_to_do, block_span, is_declined, item_title, naming_words, wanted
from loaders.structure import cues
from loaders.structure.sections import Role, Section
from loaders.structure.settling import ask
from schema.ids import make_id
from schema.links import PartOf, ProposedAt
from schema.nodes import Idea

RULE = "proposals"

_COUNTED = re.compile(r"^(\d{1,2})[.)]\s+")
_LABELLED = re.compile(
    rf"^(?:key |our )?(?:{any_of('one proposal')}) ?{cues.NUMBER_SIGN}(?P<number>\d{{1,2}})\s*[:.–—-]\s+(?=\S)", re.I
)
"""A proposal that counts itself ("Recommendation 3: ...")."""
_TALKED = tuple(f" {said}:" for said in word_list("hearing"))
"""How a line ends below which people say what they want to talk about."""
_LEAST = 2


def state_proposals(context: Context) -> None:
    """State what is proposed under no challenge: lists below a heading or a line that says so, and what counts itself. Needs
    `context.event`."""
    if context.event is None:
        return
    taken: set[str] = set()
    below = 0
    """The level of a heading that says that proposals follow: deeper ones sort them."""
    for section in context.section.find(Role.OTHER):
        if _in_challenge(section) or is_declined(section.title):
            continue
        items = [b for b in section.body if b.kind is Kind.ITEM]
        led = [b for b in section.body if b.kind is Kind.PARAGRAPH and b.bold and b.bold[0].start <= b.start + 1]
        says = cues.says("proposals", section.title.strip(" :")) or _asked_for(section.title)
        below = below if 0 < below < section.level else section.level if says and not items else 0
        if says or (below and items):
            counted = [b for b in section.body if b.kind is Kind.PARAGRAPH and cues.SECTION_NUMBER.match(b.text)]
            led = led or (counted if 2 * len(counted) > len(section.body) - 1 else [])
            led = led or [b for b in section.body if b.kind is Kind.PARAGRAPH and asks_to_do(b.text)]
            _state(context, items or (led if len(led) > 1 else []), section.heading, taken)
        elif not context.is_minutes:
            for line, listed in _announced(context, section.body):
                _state(context, listed, line, taken)
    apart = context.starts_in(Role.CHALLENGE, Role.NOISE, Role.REFERENCES, Role.IMPRINT)
    labelled = [
        b for b in context.text.blocks if b.start not in apart and context.is_free(b) and _LABELLED.match(b.text)
    ]
    if len(labelled) >= _LEAST:
        _state(context, labelled, None, taken)


def _announced(context: Context, body: list[Block]) -> Iterator[tuple[Block, list[Block]]]:
    """Yield the lines that say that proposals follow, each with the list that does."""
    for index, line in enumerate(body):
        if (
            line.kind is Kind.PARAGRAPH
            and line.text.endswith(":")
            and context.is_free(line)
            and not line.text.endswith(_TALKED)
            and WORKSHOP_REPORT.says("proposed", line.text[-600:])
        ):
            listed = list(takewhile(lambda block: block.kind is Kind.ITEM, body[index + 1 :]))
            if len(listed) >= _LEAST and not ask(listed):
                yield line, listed


def _asked_for(title: str) -> bool:
    """Whether a heading says that what people proposed follows ("What people suggested")."""
    return title[:5].lower() == "what " and cues.inside(title) == Role.IDEAS.value


def _in_challenge(section: Section | None) -> bool:
    while section is not None:
        if section.role is Role.CHALLENGE:
            return True
        section = section.parent
    return False


def _state(context: Context, items: list[Block], over: Block | None, taken: set[str]) -> None:
    event = context.event or ""
    heading = [over] if over else []
    parents: list[tuple[int, str, Block]] = []
    """The items that a deeper one is a part of: depth, id and block."""
    for block in wanted(items):
        while parents and parents[-1][0] >= block.level:
            parents.pop()
        labelled = _LABELLED.match(block.text)
        counted = _COUNTED.match(block.text) if block.kind is Kind.PARAGRAPH else None
        number = counted[1] if counted else block.marker if block.marker and block.marker.isalnum() else None
        title = item_title(block)
        title = _COUNTED.sub("", title) if title else None
        text, said = block.text[labelled.end() if labelled else 0 :], [block]
        if labelled:
            number, title = labelled["number"], None
        if block.kind is Kind.HEADING:
            below = list(
                takewhile(lambda b: b.kind is Kind.PARAGRAPH, context.text.blocks[context.index_at(block.start) + 1 :])
            )
            title, text, said = text, "\n".join(b.text for b in below) or text, [block, *below]
        outer = parents[-1][1].split("/")[1:] if parents else event.split("/")[1:]
        first = node = make_id("idea", *outer, number or naming_words(title or block.text))
        while node in taken:
            node = f"{first}-{sum(i.startswith(first) for i in taken) + 1}"
        taken.add(node)
        emphasis = tuple(sorted({context.words(s).strip(" :.,") for s in block.bold} - {""}))
        idea = Idea(id=node, text=text, title=title, number=number, emphasis=emphasis)
        context.state(idea, *said, emphasis=block.bold)
        context.add(ProposedAt(source=node, target=event, evidence=context.evidence(*said, *heading)))
        if parents:
            context.add(PartOf(source=node, target=parents[-1][1], evidence=context.evidence(block, parents[-1][2])))
        for one in said:
            context.mention(node, block_span(one))
        context.claim(RULE, *said, *heading)
        parents.append((block.level, node, block))
