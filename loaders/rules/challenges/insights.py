"""Cross-cutting lessons: headings with their paragraphs, numbered points, items, or paragraphs under one heading of lessons; boxes
and paragraphs that are labelled as one.

A document that reports on no event has lessons too (a case study): there only lists, several headings and boxes show them.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from loaders.blocks import Block, Kind
from loaders.context import Context, InsightPlace
from loaders.dates import dates_in
from loaders.families.layouts import is_of_challenges
from loaders.rules.challenges.ideas import block_span, item_title
from loaders.rules.people.person_lines import name_at
from loaders.structure import cues
from loaders.structure.cues import capitalised, numbered
from loaders.structure.labels import LABEL
from loaders.structure.lessons import SENTENCES, TURN
from loaders.structure.runs import has_bold_lead
from loaders.structure.sections import Role, Section
from schema.ids import make_id
from schema.links import EmergedFrom
from schema.nodes import Insight

RULE = "insights"

_CAPITALS = re.compile(r"^([A-Z][A-Z'’&,-]*(?: [A-Z0-9'’&,-]+)+)(?=\s+[A-Z][a-z])")
_COUNT = re.compile(r"^\(?\d{1,2}[.)]\s+")
_SENTENCE = re.compile(r"^(.{6,90}?)[.!?:](?:\s+(?=[A-Z0-9\"'“‘])|$)")


_BOX = re.compile(
    r"(?:\{[%{<]+\s*[\w-]+\s+[\"“'])?(?:key )?(?P<label>learning|lesson|insight|take-?away|finding)"
    r"(?: (?:\d{1,2}|[a-z]))?\s*[:–—]\s*"
    r"(?P<title>[^\n\"“”%}]{6,}?)[\"”']?\s*(?:[%}>]+\})?$",
    re.I,
)
"""A line that labels a box, in a page's own marks or without any: its title stands behind the label."""
_BOX_ENDS = re.compile(r"\{[%{<]+\s*/?end|related \w+:", re.I)
_SCHOOL = "lesson"
"""The label that schools use as well."""
_LEAST = 2
"""How many boxes with such a label show lessons; in a document that reports on no event, a list of no more than these has
none."""


def state_insights(context: Context) -> None:
    """State the lessons that the document draws from the event, or from the work that it tells of."""
    _state_boxes(context)
    for section in context.section.find(Role.INSIGHTS):
        context.claim(RULE, section.heading)
        headed = [child for child in section.children if child.role is Role.INSIGHT]
        headed = [child for child in headed if not _parts(context, child)]
        if len(headed) == 1 and (context.event is None or section.heading is context.text.blocks[0]):
            # one line that stands like a heading below a title says who wrote the text
            if sum(has_bold_lead(block) for block in headed[0].body) > 1:
                _loose(context, headed[0], headed=False)
            continue
        _loose(context, section, bool(headed))
        for child in headed:
            blocks = [*([child.heading] if child.heading else []), *child.body]
            own, notes = _own(child.body)
            title = _COUNT.sub("", child.heading.text.rstrip(" :.") if child.heading else child.title)
            state_insight(
                context,
                title,
                "\n".join(b.text for b in own if b.kind is not Kind.NOTE),
                [b for b in blocks if b not in notes],
            )


def _state_boxes(context: Context) -> None:
    """State the lessons that are labelled as such, one box each, where there are several."""
    labelled = [
        (at, match)
        for at, block in enumerate(context.text.blocks)
        if block.kind in (Kind.PARAGRAPH, Kind.HEADING)
        and not context.is_ignored(block)
        and (match := _BOX.match(block.text))
    ]
    if context.event is None:
        labelled = [(at, match) for at, match in labelled if match["label"].lower() != _SCHOOL]
    if len(labelled) < _LEAST:
        return
    for at, match in labelled:
        blocks = [context.text.blocks[at]]
        for block in context.text.blocks[at + 1 :]:
            if block.kind is Kind.HEADING or _BOX.match(block.text) or _BOX_ENDS.match(block.text):
                break
            blocks.append(block)
        if len(blocks) > 1:
            state_insight(context, match["title"].strip(" ."), "\n".join(b.text for b in blocks[1:]), blocks)


def _parts(context: Context, section: Section) -> bool:
    """Whether a heading only parts the lessons below headings of their own, or asks what they answer."""
    heading = section.heading
    if heading is None or section.body:
        return False
    context.claim(RULE, heading)
    after = context.block_after(heading)
    below = after is not None and after.kind is Kind.HEADING and after.level > heading.level
    return heading.text.endswith("?") or below


def _own(body: list[Block]) -> tuple[list[Block], list[Block]]:
    notes = [b for b in body if b.kind is Kind.NOTE]
    return [b for b in body if b.kind is not Kind.NOTE], notes


def _loose(context: Context, section: Section, headed: bool) -> None:
    """State the lessons that have no heading of their own; where others have one, such words only lead in."""
    body = [b for b in section.body if b.kind is not Kind.NOTE]
    body = list(_without_other_lists(context, body))
    items = [b for b in body if b.kind is Kind.ITEM and b.level == 0]
    rows = [b for b in body if b.kind is Kind.ROW and not b.header]
    head = next((b for b in body if b.kind is Kind.ROW), None)
    if head and is_of_challenges(context.text, head):
        return  # who stood behind what was worked on, which "Themes" can call lessons too
    if rows and items and items[0].start < rows[0].start:
        rows = []  # a table behind the list
    bold = [b for b in body if b.bold and item_title(b)]
    told = [b for b in body if TURN.match(b.text)]
    few = context.event is None and len(rows or items or bold or told) <= _LEAST
    if headed or not body or few:
        context.claim(RULE, *body)
        return
    if rows:
        for row in rows:
            cells = [c for c in row.cells if c.end > c.start]
            if cells:
                title = context.words(cells[0]).rstrip(" :.")
                state_insight(context, title, " ".join(context.words(c) for c in cells[1:]), [row])
        return
    chosen = items or next(
        (several for several in (bold, told) if len(several) > 1),
        [b for b in body if _title(b) and not context.is_minutes],
    )
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


def _without_other_lists(context: Context, body: list[Block]) -> Iterator[Block]:
    """Yield the blocks of a part that tells lessons without the lists in it of which the line before them says that they hold what
    was worked on or proposed ("We came up with two things:"), and without what a label says of somebody or of a day."""
    other = False
    for before, block in pairwise([None, *body]):
        said = SENTENCES.split(before.text[-600:])[-1] if before and before.kind is Kind.PARAGRAPH else ""
        if block is None or block.kind is not Kind.ITEM:
            other = False
        elif said.endswith(":"):
            told = cues.says("ideas", said) or cues.says("challenges", said)
            other = told and not cues.says("lessons", said)
        if block is not None and not other and not is_particular(context, block):
            yield block


def is_particular(context: Context, block: Block) -> bool:
    """Whether all that a label leads in a line is a day or somebody ("Date of next meeting: 6 May", "Contact: Ada North")."""
    label = LABEL.match(block.text)
    if label is None or ":" not in label[0]:
        return False
    dated = any(start == label.end() for _, start, _ in dates_in(block.text))
    somebody = not block.text.endswith(".") and name_at(context.names, block, label.end()) is not None
    return dated or somebody or cues.outside(label[1]) == "imprint"


def _title(block: Block) -> str | None:
    capitals = _CAPITALS.match(block.text)
    title = capitals[1] if capitals else item_title(block)
    if title:
        return title
    sentence = _SENTENCE.match(block.text)
    return sentence[1] if sentence else None


def _lesson(context: Context, blocks: list[Block]) -> None:
    lead = _title(blocks[0]) or blocks[0].text.rstrip(" .:")
    in_turn = TURN.match(lead)
    state_led(context, lead, capitalised(lead[in_turn.end() :]) if in_turn else lead, blocks)


def state_led(context: Context, lead: str, title: str, blocks: list[Block]) -> None:
    """State one lesson by the words that lead its first block, which are or hold its title; what follows them is said of it."""
    first = blocks[0].text
    rest = first[len(lead) :].lstrip(" :.!?–—-") if first.startswith(lead) else first
    text = "\n".join([*([rest] if rest else []), *(b.text for b in blocks[1:])])
    state_insight(context, title, text, blocks)


def state_insight(context: Context, title: str, text: str, blocks: list[Block]) -> None:
    """State one lesson by its title, what is said of it, and the blocks that say it."""
    counted = numbered(title)
    title = counted.title if counted else title
    if not title:
        return
    node = make_id("insight", (context.event or context.document).split("/", 1)[1], title)
    context.state(Insight(id=node, title=title, text=text or None), *blocks)
    if context.event is not None:
        context.add(EmergedFrom(source=node, target=context.event, evidence=context.evidence(*blocks)))
    for block in blocks:
        context.mention(node, block_span(block))
    context.claim(RULE, *blocks)
    context.insights.append(InsightPlace(id=node, blocks=blocks))
