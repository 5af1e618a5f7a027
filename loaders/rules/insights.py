"""Cross-cutting lessons: headings with their paragraphs, numbered points, items, or paragraphs under one heading of lessons."""

import re

from loaders.blocks import Block, Kind
from loaders.context import Context, InsightPlace
from loaders.rules.ideas import block_span, item_title
from loaders.structure import cues
from loaders.structure.cues import numbered
from loaders.structure.sections import Role, Section
from schema.ids import make_id
from schema.links import EmergedFrom
from schema.nodes import Insight

RULE = "insights"

_CAPITALS = re.compile(r"^([A-Z][A-Z'’&,-]*(?: [A-Z0-9'’&,-]+)+)(?=\s+[A-Z][a-z])")
_COUNT = re.compile(r"^\(?\d{1,2}[.)]\s+")
_SENTENCE = re.compile(r"^(.{6,90}?)[.!?:](?:\s+(?=[A-Z0-9\"'“‘])|$)")


def state_insights(context: Context) -> None:
    """State the lessons that the document draws from the event."""
    for section in context.section.find(Role.INSIGHTS):
        context.claim(RULE, section.heading)
        headed = [child for child in section.children if child.role is Role.INSIGHT]
        _loose(context, section, bool(headed))
        for child in headed:
            blocks = [*([child.heading] if child.heading else []), *child.body]
            own, notes = _own(child.body)
            title = _COUNT.sub("", child.heading.text.rstrip(" :.") if child.heading else child.title)
            _state_insight(
                context,
                title,
                "\n".join(b.text for b in own if b.kind is not Kind.NOTE),
                [b for b in blocks if b not in notes],
            )


def _own(body: list[Block]) -> tuple[list[Block], list[Block]]:
    notes = [b for b in body if b.kind is Kind.NOTE]
    return [b for b in body if b.kind is not Kind.NOTE], notes


def _loose(context: Context, section: Section, headed: bool) -> None:
    """State the lessons that have no heading of their own; where others have one, such words only lead in."""
    body = [b for b in section.body if b.kind is not Kind.NOTE]
    items = [b for b in body if b.kind is Kind.ITEM and b.level == 0]
    rows = [b for b in body if b.kind is Kind.ROW and not b.header]
    if headed or not body:
        context.claim(RULE, *body)
        return
    if rows:
        for row in rows:
            cells = [c for c in row.cells if c.end > c.start]
            if cells:
                title = context.words(cells[0]).rstrip(" :.")
                _state_insight(context, title, " ".join(context.words(c) for c in cells[1:]), [row])
        return
    bold = [b for b in body if b.bold and item_title(b)]
    chosen = items or (bold if len(bold) > 1 else [b for b in body if _title(b)])
    current: list[Block] = []
    for block in body:
        if block in chosen and not cues.says("leadin", block.text):
            if current:
                _lesson(context, current)
            current = [block]
        elif current:
            current.append(block)
        else:
            context.claim(RULE, block)
    if current:
        _lesson(context, current)


def _title(block: Block) -> str | None:
    capitals = _CAPITALS.match(block.text)
    title = capitals[1] if capitals else item_title(block)
    if title:
        return title
    sentence = _SENTENCE.match(block.text)
    return sentence[1] if sentence else None


def _lesson(context: Context, blocks: list[Block]) -> None:
    first = blocks[0]
    title = _title(first) or first.text.rstrip(" .:")
    rest = first.text[len(title) :].lstrip(" :.!?–—-") if first.text.startswith(title) else first.text
    text = "\n".join([*([rest] if rest else []), *(b.text for b in blocks[1:])])
    _state_insight(context, title, text, blocks)


def _state_insight(context: Context, title: str, text: str, blocks: list[Block]) -> None:
    counted = numbered(title)
    title = counted.title if counted else title
    if context.event is None or not title:
        return
    node = make_id("insight", context.event.split("/", 1)[1], title)
    context.state(Insight(id=node, title=title, text=text or None), *blocks)
    context.add(EmergedFrom(source=node, target=context.event, evidence=context.evidence(*blocks)))
    for block in blocks:
        context.mention(node, block_span(block))
    context.claim(RULE, *blocks)
    context.insights.append(InsightPlace(id=node, blocks=blocks))
