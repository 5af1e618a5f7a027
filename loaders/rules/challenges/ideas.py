"""Ideas: numbered, lettered or bulleted items, headings with their paragraphs, rows and paragraphs, under each challenge."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from loaders.blocks import Block, Kind, Span, own_lines, tables_of
from loaders.context import ChallengePlace, Context, IdeaPlace
from loaders.families.family import TABLE_REPORT
from loaders.families.layouts import columns_of
from loaders.lexicons.words import any_of, word_set
from loaders.rules.challenges.told_ideas import told_ideas
from loaders.structure import cues
from loaders.structure.inline_lists import counted_points, points
from loaders.structure.lone_challenges import says_whose
from loaders.structure.sections import Role, Section
from schema.ids import make_id, slug
from schema.links import Addresses, PartOf
from schema.nodes import Idea

RULE = "ideas"

_LEAD = re.compile(r"^([^:.;!?]{3,80}?):\s+\S")
PRINTED_NUMBER = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){1,3})\.?\s+(?=\S)")
"""A number within a number that a line begins with ("1.2 Lend ...")."""
_COUNTED = re.compile(r"^(?!o$)(?:[0-9a-zA-Z]{1,5}|\d{1,2}(?:\.\d{1,2}){1,3})$")
_MATERIAL = re.compile(
    rf"(?:{any_of('verb of a button')} )?(?:the |our |\w+['’]s )?{any_of('material')}\b",
    re.I,
)
_SENTENCES = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"'“‘])")
_FIRST_SENTENCE = re.compile(r"^(.{3,70}?)[.!?](?=\s+[A-Z\"'“‘])")
_TELLS = (Role.CHALLENGE, Role.SUMMARY, Role.CONTEXT, Role.OTHER)
"""Parts of a challenge whose sentences tell ideas."""


@dataclass(slots=True)
class _Draft:
    """An idea on its way, with what its parts need to know of it."""

    id: str
    number: str | None
    level: int
    """Twice the depth of the list, so that there is room between two depths."""
    marker: str | None = None
    blocks: list[Block] = field(default_factory=list)


def state_ideas(context: Context) -> None:
    """State the ideas of every challenge; where nobody met and nobody owns it, nobody proposed any."""
    for challenge in context.challenges:
        section, heading = challenge.section, challenge.heading
        if section is None:
            if heading is not None and heading.kind is Kind.ROW:
                _Ideas(context, challenge).state_cell(heading)
        elif context.event is not None or says_whose(section):
            _Ideas(context, challenge).state(section)


def is_material(block: Block) -> bool:
    """Whether a block is nothing but a link to slides, a recording or minutes: what a session left behind, and no idea of it."""
    linked = sum(link.span.end - link.span.start for link in block.links)
    return bool(_MATERIAL.match(block.text)) and linked >= 0.8 * len(block.text.rstrip(" .")) and len(block.text) < 90


def is_declined(text: str) -> bool:
    """Whether the label or the last sentence of an idea says that those who met did not want it: then nobody proposed it."""
    said = _SENTENCES.split(text[-600:])[-1]
    return cues.says("declined", said) or (said != text and cues.says("declined", text[:60]))


def wanted(items: list[Block]) -> list[Block]:
    """Return items without those that were declined, with the deeper ones below these, and without those of no words ("...")."""
    kept: list[Block] = []
    below: int | None = None
    for block in items:
        if below is not None and block.kind is Kind.ITEM and block.level > below:
            continue
        below = block.level if is_declined(block.text) else None
        if below is None and any(map(str.isalpha, block.text)):
            kept.append(block)
    return kept


class _Ideas:
    def __init__(self, context: Context, challenge: ChallengePlace) -> None:
        self.context = context
        self.challenge = challenge
        self.base = challenge.id.split("/")[1:]
        self.taken: set[str] = set()
        self.group_headings: dict[str, Block] = {}

    def state(self, section: Section) -> None:
        for part in section.walk():
            self.context.claim(RULE, *filter(is_material, part.body))
        for child in section.children:
            if child.role is Role.IDEAS:
                self._list(child, child.group or child.table)
            elif child.role is Role.IDEA:
                self._headed(child, None)
        for part in section.walk():
            if part.role in _TELLS:
                for block in part.body:
                    self._told(block)
                for rows in tables_of(part.body):
                    columns = columns_of(self.context.text, rows[0])
                    for row in rows[1:] if "ideas" in columns and "challenge" not in columns else ():
                        self.state_cell(row)

    def _told(self, block: Block) -> None:
        """State the ideas that the sentences of a block tell."""
        for start, end in told_ideas(self.context, block) if block.kind in (Kind.PARAGRAPH, Kind.ITEM) else ():
            text = block.text[start:end].strip()
            self._state_idea([naming_words(text)], [block], text=text, title=None, number=None, group=None, parent=None)

    def state_cell(self, row: Block) -> None:
        """State the idea that stands in a challenge's row, below a head that says so."""
        rows = next(rows for rows in tables_of(self.context.text.blocks) if row in rows)
        cell = row.cell(columns_of(self.context.text, rows[0]).get("ideas"))
        lines = [line.text for line in own_lines(replace(row, cells=(cell,)))] if cell else []
        for words in lines if len(lines) > 1 else (part.strip() for line in lines for part in line.split(";")):
            self._state_idea([naming_words(words)], [row], text=words, title=None, number=None, group=None, parent=None)

    def _list(self, section: Section, group: str | None) -> None:
        """State the ideas under a heading that says "ideas", or names a group of them."""
        if group and group not in self.challenge.groups:
            self.challenge.groups.append(group)
        if group and section.heading is not None:
            self.group_headings.setdefault(group, section.heading)
        self.context.claim(RULE, section.heading)
        if section.label:
            self._labelled(section, group)
        else:
            self._items(section, group)
        for child in section.children:
            if child.role is Role.GROUP:
                self._list(child, child.title)
            elif child.role is Role.IDEAS:
                self._items(child, group)
            elif child.role is Role.IDEA:
                self._headed(child, group)

    def _wanted(self, section: Section) -> list[Block]:
        """Return the blocks of a section that may state ideas; what was declined is told of the challenge, and no idea of it."""
        people = {row.start for rows in tables_of(section.body) if _lists_people(rows[0]) for row in rows}
        body = [b for b in section.body if b.kind is not Kind.NOTE and not is_material(b) and b.start not in people]
        kept = wanted(body)
        declined = [b for b in body if b not in kept]
        self.challenge.other.extend(declined)
        self.context.claim(RULE, *declined)
        return kept

    def _labelled(self, section: Section, group: str | None) -> None:
        """State the idea that a label at the head of its block announces ("Solution: ..."), and its parts."""
        first, *others = section.body
        text = first.text[section.label :]
        segments = [*([group] if group else []), naming_words(text)]
        if self._points(first, points(first.text, section.label), group):
            head = None
        else:
            head = self._state_idea(segments, [first], text=text, title=None, number=None, group=group, parent=None)
        open_ideas: list[_Draft] = []
        for block in others:
            if block.kind is Kind.ITEM and (first.kind is not Kind.ITEM or block.level > first.level):
                self._item(block, open_ideas, group, head)
            else:
                self.challenge.other.append(block)
                self.context.claim(RULE, block)

    def _points(self, block: Block, found: Sequence[tuple[str | None, int, int]], group: str | None) -> bool:
        """State the ideas that a paragraph lists; return whether it lists any."""
        for number, start, stop in found:
            text = block.text[start:stop]
            segments = [*([group] if group else []), number or naming_words(text)]
            self._state_idea(segments, [block], text=text, title=None, number=number, group=group, parent=None)
        return bool(found)

    def _items(self, section: Section, group: str | None) -> None:
        body = self._wanted(section)
        headed = any(child.role in (Role.IDEA, Role.GROUP, Role.IDEAS) for child in section.children)
        if not any(b.kind in (Kind.ITEM, Kind.ROW) or PRINTED_NUMBER.match(b.text) for b in body) and not headed:
            self._paragraphs(body, group)
            return
        open_ideas: list[_Draft] = []
        led = [b for b in body if b.kind is Kind.PARAGRAPH and _bold_lead(b) and len(b.text) > 60]
        led = led or [b for b in body if b.kind is Kind.PARAGRAPH and asks_to_do(b.text)]
        head: _Draft | None = None
        for block in body:
            if block.kind is Kind.ITEM or PRINTED_NUMBER.match(block.text):
                self._item(block, open_ideas, group, head)
            elif len(led) > 1 and block in led:
                title = item_title(block)
                segments = [*([group] if group else []), naming_words(title or block.text)]
                head = self._state_idea(
                    segments, [block], text=block.text, title=title, number=None, group=group, parent=None
                )
                open_ideas = []
            elif block.kind is Kind.ROW:
                self._row(block, group)
            else:
                self.challenge.other.append(block)
                self.context.claim(RULE, block)

    def _item(self, block: Block, open_ideas: list[_Draft], group: str | None, head: _Draft | None) -> None:
        """State one item; the open ideas are those that a deeper item could be a part of."""
        counted = block.marker if block.marker and _COUNTED.match(block.marker) else None
        level = self._level(block, counted, open_ideas)
        printed = PRINTED_NUMBER.match(block.text)
        if printed:
            counted, level = printed[1], -1 + printed[1].count(".") * 2 - 2
        while open_ideas and open_ideas[-1].level >= level:
            open_ideas.pop()
        parent = open_ideas[-1] if open_ideas else head
        whole = bool(printed) or (counted is not None and "." in counted)
        number = f"{parent.number}.{counted}" if counted and parent and parent.number and not whole else counted
        title = item_title(block)
        if counted and not (parent and not parent.number):
            segments = [*([group] if group else []), number or counted]
        elif parent:
            segments = [*parent.id.split("/")[len(self.base) + 1 :], counted or naming_words(title or block.text)]
        else:
            segments = [*([group] if group else []), naming_words(title or block.text)]
        draft = self._state_idea(
            segments,
            [block],
            text=block.text[printed.end() if printed else 0 :],
            title=title,
            number=number,
            group=group,
            parent=parent,
        )
        draft.level, draft.marker = level, counted
        open_ideas.append(draft)

    @staticmethod
    def _level(block: Block, counted: str | None, open_ideas: list[_Draft]) -> int:
        """Return how deep an item lies: a letter after a number is inside it, even where the layout shows no depth."""
        beside = [d for d in open_ideas if d.level == 2 * block.level]
        if counted and counted.isalpha() and beside and beside[-1].marker and beside[-1].marker.isdigit():
            return 2 * block.level + 1
        return 2 * block.level

    def _headed(self, section: Section, group: str | None) -> None:
        """State an idea that has a heading of its own, and the points inside it."""
        body = self._wanted(section)
        if len(body) < len(section.body) and not body:
            return
        words: list[Block] = []
        items: list[Block] = []
        for block in body:
            if block.kind in (Kind.ITEM, Kind.ROW):
                items.append(block)
            elif (words or items) and TABLE_REPORT.says("remark", block.text):
                self.challenge.other.append(block)
                self.context.claim(RULE, block)
            else:
                words.append(block)
        heading = [section.heading] if section.heading else []
        text = "\n".join(b.text for b in words) or section.title
        segments = [*([group] if group else []), section.title]
        head = self._state_idea(
            segments, [*heading, *words], text=text, title=section.title, number=None, group=group, parent=None
        )
        open_ideas: list[_Draft] = []
        for block in items:
            if block.kind is Kind.ITEM:
                self._item(block, open_ideas, group, head)
            else:
                self.context.claim(RULE, block)
        for child in section.children:
            if child.role is Role.IDEA:
                self._headed(child, group)

    def _row(self, block: Block, group: str | None) -> None:
        """State a row of a table of ideas: number, title, words."""
        if block.header or not block.text.strip():
            self.context.claim(RULE, block)
            return
        number, title, text = row_of(self.context, block)
        segments = [*([group] if group else []), number or naming_words(title or text)]
        self._state_idea(segments, [block], text=text, title=title, number=number, group=group, parent=None)

    def _paragraphs(self, body: list[Block], group: str | None) -> None:
        """State ideas that stand as paragraphs: those with a lead of their own or, where none has one, all."""
        led = [b for b in body if _bold_lead(b) or _LEAD.match(b.text)]
        chosen = led if len(led) > 1 or (led and len(body) == 1) else body
        for block in body:
            self.context.claim(RULE, block)
            if block not in chosen or TABLE_REPORT.says("remark", block.text) or block.text.endswith(":"):
                self.challenge.other.append(block)
                continue
            if self._points(block, counted_points(block.text), group):
                continue
            title = item_title(block)
            segments = [*([group] if group else []), naming_words(title or block.text)]
            self._state_idea(segments, [block], text=block.text, title=title, number=None, group=group, parent=None)

    def _state_idea(
        self,
        segments: list[str],
        blocks: list[Block],
        *,
        text: str,
        title: str | None,
        number: str | None,
        group: str | None,
        parent: _Draft | None,
    ) -> _Draft:
        context = self.context
        node = self._new_id(segments)
        emphasis = tuple(
            sorted(
                {context.words(s).strip(" :.,") for b in blocks if b.kind is not Kind.HEADING for s in b.bold} - {""}
            )
        )
        body = [b for b in blocks if b.kind is not Kind.HEADING]
        context.state(
            Idea(id=node, text=text, title=title or None, number=number, group=group, emphasis=emphasis),
            *blocks,
            text=body or blocks,
            number=blocks[:1],
            emphasis=[span for block in body for span in block.bold],
            group=[self.group_headings.get(group or "") or blocks[0]],
        )
        heading = [self.challenge.heading] if self.challenge.heading else []
        context.add(Addresses(source=node, target=self.challenge.id, evidence=context.evidence(*blocks, *heading)))
        if parent is not None:
            evidence = context.evidence(*blocks, *parent.blocks)
            context.add(PartOf(source=node, target=parent.id, evidence=evidence))
        for block in blocks:
            context.mention(node, block_span(block))
        context.claim(RULE, *blocks)
        self.challenge.ideas.append(IdeaPlace(id=node, blocks=blocks))
        return _Draft(node, number, 0, blocks=blocks)

    def _new_id(self, segments: list[str]) -> str:
        wanted = make_id("idea", *self.base, *segments)
        node, count = wanted, 1
        while node in self.taken:
            count += 1
            node = f"{wanted}-{count}"
        self.taken.add(node)
        return node


def row_of(context: Context, block: Block, column: int | None = None) -> tuple[str | None, str | None, str]:
    """Return the number, title and words of an idea: a row of a table, or its cell in a column that is not the first."""
    if column and (cell := block.cell(column)):
        return None, None, context.words(cell)
    cells = [context.words(c) for c in block.cells if c.end > c.start]
    number = cells.pop(0).rstrip(".)") if len(cells) > 1 and re.fullmatch(r"[0-9a-z]{1,3}[.)]?", cells[0]) else None
    title = cells[0].rstrip(":") if len(cells) > 1 and len(cells[0]) <= 90 else None
    return number, title, " ".join(cells)


def block_span(block: Block) -> Span:
    """Return all of a block as a span."""
    return Span(block.start, block.end)


def item_title(block: Block) -> str | None:
    """Return the words that lead an item: in bold at its head, or before a colon."""
    bold = _bold_lead(block)
    if bold:
        return bold
    lead = _LEAD.match(block.text)
    return lead[1].strip() if lead and len(lead[1].split()) <= 9 else None


def asks_to_do(text: str) -> bool:
    """Whether words begin as a proposal that is put as a request."""
    return text.partition(" ")[0].lower() in word_set("to do what is proposed")


def _bold_lead(block: Block) -> str | None:
    if block.bold and block.bold[0].start <= block.start + 1:
        words = block.text[: block.bold[0].end - block.start].strip(" :.–—-\"'“”‘’")
        return words if 2 < len(words) <= 160 else None
    return None


def naming_words(words: str) -> str:
    """Return the first words of a text, for an id: as many as name it."""
    first = _FIRST_SENTENCE.match(words)
    text = first[1] if first else words
    return "-".join(slug(text).split("-")[:8])


def _lists_people(head: Block) -> bool:
    """Whether the head of a table below ideas says that it lists people and their bodies or offices: it says who was there."""
    cells = {cues.folded(cell).strip(" :") for cell in head.text.split("\t")}
    who = word_set("column of names") | word_set("column of people")
    return not cells.isdisjoint(who) and not cells.isdisjoint(
        word_set("column of bodies") | word_set("column of offices")
    )
