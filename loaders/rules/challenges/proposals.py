"""Recommendations to the whole gathering: under no challenge, in lists that a heading or a line announces, or counted as such."""

import re
from collections.abc import Iterator
from itertools import pairwise, takewhile

from loaders.blocks import Block, Kind, tables_of
from loaders.context import Context
from loaders.families.family import WORKSHOP_REPORT
from loaders.families.layouts import columns_of
from loaders.lexicons.words import any_of, word_list, word_set
from loaders.rules.challenges.ideas import (
    PRINTED_NUMBER,
    asks_to_do,
    block_span,
    is_declined,
    item_title,
    naming_words,
    row_of,
    wanted,
)
from loaders.rules.challenges.listed_challenges import TITLE_BREAK
from loaders.structure import cues
from loaders.structure.lessons import SENTENCES
from loaders.structure.runs import below, leads_to
from loaders.structure.sections import Role, Section
from loaders.structure.settling import ask
from schema.ids import make_id
from schema.links import Addresses, PartOf, ProposedAt
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
_SHORT = 60
"""The most characters of a line without a mark at its end that stands over a list as a heading does."""


def state_proposals(context: Context) -> None:
    """State what is proposed under no challenge: lists below a heading or a line that says so, and what counts itself. Needs
    `context.event`."""
    if context.event is None:
        return
    taken: set[str] = set()
    sorts = 0
    """The level of a heading that says that proposals follow: deeper ones sort them."""
    for section in context.section.find(Role.OTHER, Role.FRONT, Role.SPEAKERS, Role.INSIGHTS):
        if _in_challenge(section) or is_declined(section.title):
            continue
        items = [b for b in section.body if b.kind is Kind.ITEM]
        led = [b for b in section.body if b.kind is Kind.PARAGRAPH and b.bold and b.bold[0].start <= b.start + 1]
        says = section.role is Role.OTHER and _says(context, section.title)
        titled = section.role is Role.OTHER and _says(context, TITLE_BREAK.split(section.title)[-1])
        headed = _headed(context, section) if titled and not items else []
        deeper = section.level if says and not items and not headed else 0
        sorts = sorts if 0 < sorts < section.level else deeper
        if headed:
            _state(context, headed, section.heading, taken)
        elif says or (sorts and items):
            told = [b for b in section.body if b.kind is Kind.PARAGRAPH]
            counted = [b for b in told if cues.SECTION_NUMBER.match(b.text) or PRINTED_NUMBER.match(b.text)]
            led = led or (counted if 2 * len(counted) > len(section.body) - 1 else [])
            led = led or [b for b in section.body if b.kind is Kind.PARAGRAPH and asks_to_do(b.text)]
            _state(context, items or (led if len(led) > 1 else []), section.heading, taken)
        elif not context.is_minutes:
            for line, listed in (*_announced(context, section.blocks), *_tabled(context, section.body)):
                _state(context, listed, line, taken)
    apart = context.starts_in(Role.CHALLENGE, Role.NOISE, Role.REFERENCES, Role.IMPRINT)
    labelled = [
        b for b in context.text.blocks if b.start not in apart and context.is_free(b) and _LABELLED.match(b.text)
    ]
    if len(labelled) >= _LEAST:
        _state(context, labelled, None, taken)


def _announced(context: Context, body: list[Block]) -> Iterator[tuple[Block, list[Block]]]:
    """Yield the lines that say that proposals follow, each with what does: a list, headings, paragraphs in bold or a table."""
    for line, after in pairwise([*body, None]):
        if line is None or line.kind is not Kind.PARAGRAPH or line.text.endswith(_TALKED):
            continue
        heads = len(line.text) <= _SHORT and after is not None and after.kind is Kind.ITEM
        if not line.text.endswith((":", ".")) and not heads:
            continue
        said = SENTENCES.split(line.text[-600:])[-1]
        proposed = WORKSHOP_REPORT.says("proposed", f"{said.rstrip(' .:')}:") or cues.says("ideas", said)
        if proposed or (said == line.text and _says(context, said)):
            listed = _below(context, line)
            if len(listed) >= _LEAST and not ask(listed):
                yield line, listed


def _tabled(context: Context, body: list[Block]) -> Iterator[tuple[Block, list[Block]]]:
    """Yield the heads of tables without challenges in which a column says that it holds proposals, each with the rows."""
    for rows in tables_of(body):
        columns = columns_of(context.text, rows[0])
        cell = rows[0].cell(columns.get("ideas"))
        head = context.words(cell).strip(" :").lower() if cell else ""
        if "challenge" not in columns and (head in word_set("one proposal") or _says(context, head)):
            yield rows[0], [row for row in rows[1:] if context.is_free(row)]


def _below(context: Context, over: Block) -> list[Block]:
    """Return what stands alike below a heading or line, with the deeper items of a list."""
    blocks = context.text.blocks
    found = [blocks[at] for at in below(blocks, context.index_at(over.start))]
    kind = found[0].kind if found else None
    if kind is Kind.ITEM:
        return list(takewhile(lambda block: block.kind is Kind.ITEM, blocks[context.index_at(found[0].start) :]))
    if kind is Kind.ROW:
        return found if _column(context, found[0]) is not None else []
    if over.kind is Kind.PARAGRAPH and not leads_to(over.text, len(found)):
        return []  # headings behind a sentence, and paragraphs that begin in bold, tell of many things
    return [block for block in found if not (cues.outside(block.text) or cues.inside(block.text))]


def _column(context: Context, row: Block) -> int | None:
    """Return the column of a row's table that holds proposals by its head: the first one where no head says anything."""
    rows = next(rows for rows in tables_of(context.text.blocks) if row in rows)
    plain = rows[0] is row or not rows[0].text.strip()
    return 0 if plain else columns_of(context.text, rows[0]).get("ideas")


def _headed(context: Context, section: Section) -> list[Block]:
    """Return the headings or rows below a heading that says that proposals follow, where each is one; where lists stand below most
    of the headings, these only sort them."""
    if section.heading is None or context.is_minutes:
        return []
    found = _below(context, section.heading)
    if not found or found[0].kind not in (Kind.HEADING, Kind.ROW):
        return []
    if section.heading.start == 0 and not all(_COUNTED.match(block.text) for block in found):
        return []  # below a document's own title anything may stand
    told = [block for block in found if (after := context.block_after(block)) and after.kind is Kind.PARAGRAPH]
    return found if found[0].kind is Kind.ROW or 2 * len(told) > len(found) else []


def _says(context: Context, title: str) -> bool:
    """Whether a heading says that proposals follow ("What people suggested"); of what firms call their goods, where groups met."""
    said = title.strip(" :")
    if cues.says("goods", said):
        told = (block.text for block in context.text.blocks if block.kind is Kind.PARAGRAPH)
        return bool(context.section.find(Role.CHALLENGE)) or any(cues.says("in groups", words) for words in told)
    return cues.says("proposals", said) or (said[:5].lower() == "what " and cues.inside(said) == Role.IDEAS.value)


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
    themes = {place.heading.start: place.id for place in context.challenges if place.section is None and place.heading}
    theme: tuple[str, Block] | None = None
    """The challenge of the list itself that deeper items are about."""
    for block in wanted(items):
        if block.start in themes:
            parents, theme = [], (themes[block.start], block)
            continue
        theme = theme if theme and block.level > theme[1].level else None
        while parents and parents[-1][0] >= block.level:
            parents.pop()
        labelled = _LABELLED.match(block.text)
        printed = PRINTED_NUMBER.match(block.text) if block.kind is Kind.PARAGRAPH else None
        counted = printed or (_COUNTED.match(block.text) if block.kind is Kind.PARAGRAPH else None)
        number = counted[1] if counted else block.marker if block.marker and block.marker.isalnum() else None
        title = item_title(block)
        title = _COUNTED.sub("", PRINTED_NUMBER.sub("", title)) if title else None
        text, said = block.text[labelled.end() if labelled else printed.end() if printed else 0 :], [block]
        if labelled:
            number, title = labelled["number"], None
        if block.kind is Kind.HEADING:
            after = context.text.blocks[context.index_at(block.start) + 1 :]
            told = list(takewhile(lambda b: b.kind is Kind.PARAGRAPH, after))
            title, text = _COUNTED.sub("", text), "\n".join(b.text for b in told) or text
            said = [block, *told]
        if block.kind is Kind.ROW:
            number, title, text = row_of(context, block, _column(context, block))
        above = parents[-1][1] if parents else theme[0] if theme else event
        outer = above.split("/")[1:]
        first = node = make_id("idea", *outer, number or naming_words(title or block.text))
        while node in taken:
            node = f"{first}-{sum(i.startswith(first) for i in taken) + 1}"
        taken.add(node)
        emphasis = tuple(sorted({context.words(s).strip(" :.,") for s in block.bold} - {""}))
        idea = Idea(id=node, text=text, title=title, number=number, emphasis=emphasis)
        context.state(idea, *said, emphasis=block.bold)
        if theme:
            context.add(Addresses(source=node, target=theme[0], evidence=context.evidence(*said, theme[1])))
        else:
            context.add(ProposedAt(source=node, target=event, evidence=context.evidence(*said, *heading)))
        if parents:
            context.add(PartOf(source=node, target=parents[-1][1], evidence=context.evidence(block, parents[-1][2])))
        for one in said:
            context.mention(node, block_span(one))
        context.claim(RULE, *said, *heading)
        parents.append((block.level, node, block))
