"""Sections of those behind the event: what a heading says of the bodies below it, that they paid, held it or are partners."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from loaders.blocks import Block, Kind, Span
from loaders.context import Context
from loaders.dates import day_in
from loaders.draft import within
from loaders.lexicons.words import any_of, word_set
from loaders.names.printed import fold
from loaders.rules.bodies.attendees import is_nobody, state_body
from loaders.rules.bodies.lists import Name, lines_of, looks_like_name, names_linked
from loaders.rules.bodies.partners import PARTNERS, state_partner
from loaders.rules.bodies.sponsors import SPONSORED, THANKED, state_sponsor
from loaders.rules.bodies.used_bodies import can_be_body
from loaders.rules.events.organisers import names_behind, state_organiser
from loaders.rules.people.areas_behind import is_area
from loaders.structure import cues
from loaders.structure.sections import Role, Section

RULE = "organisations"

_LINE = 200
"""The most characters of a line that names somebody; a longer one is a paragraph."""
_PRESENTED = re.compile(
    rf"(?:The\s+)?(?!(?:{any_of('sentence without a name')}|Thank\w*)\b)"
    rf"(?P<name>[A-Z][\w&+’'.-]*(?:\s+(?:{any_of('inside a name')}\s+)*[A-Z][\w&+’'.-]*){{0,7}})"
    rf"(?:\s*\([^()]{{1,40}}\))?,?\s+{any_of('what a body does')}\b"
)
"""How a paragraph begins that presents a body."""
_SMALL = re.compile(r"\b[a-z]+\b")
_SENTENCE = 4
"""The fewest small words of a paragraph that tells of a body and is not its name alone."""
_GIFT = re.compile(
    rf"[A-Z][\w’' -]{{2,40}}? (?:\w+ly )?(?:{any_of('given for an event')} )?by (?:the )?(?P<by>[A-Z].*)"
    r"|(?P<of>[A-Z][^–—(]+?) [–—(-] ?[^A-Z].*"
)
"""How a line of a list of sponsors says what its body gave."""


def state_backing_section(context: Context, section: Section, organisers: list[str]) -> None:
    """State the bodies below a heading of sponsors, hosts or partners, and add those that held the event to the organisers."""
    title = fold(section.title)
    partners = re.search(r"\bpartners?\b", title) is not None and re.search(rf"\b{any_of('payer')}\b", title) is None
    holders = re.search(r"\b(?:co-)?(?:organi[sz]|conven|host)", title) is not None
    context.claim(RULE, section.heading)
    for block in (*_up_to_other_text(section.body), *_bold_lines(section)):
        after = context.block_after(block) if block.kind is Kind.HEADING else None
        if after is not None and after.kind is Kind.ITEM:  # "Drinks" over those who gave them
            continue
        if not partners and not holders and (name := _linked(context, block)):
            state_sponsor(context, name, block, section.title)
            continue
        told = None if partners or holders else THANKED.match(block.text)
        linked = names_behind(context, block, told.end()) if told else names_linked(context, block)
        if not linked and (
            block.start in context.peopled
            or SPONSORED.search(block.text)
            or PARTNERS.search(block.text)
            or len(block.text) > _LINE
            or (block.text.endswith(".") and _presented(context, block))
        ):
            if not partners and (name := _presented(context, block)):
                if holders:
                    organisers.append(state_organiser(context, name, block, section.title))
                else:
                    state_sponsor(context, name, block, section.title)
            continue
        for name in map(_without_gift, linked or lines_of(context, block)):
            if not looks_like_name(name.printed) or is_nobody(context, name.printed) or _is_rank(name.printed):
                continue
            if day_in(name.printed) or block.text.endswith(":") or is_area(name.printed, context.names):
                continue
            if holders:
                organisers.append(state_organiser(context, name, block, section.title))
            elif partners and organisers:
                state_partner(context, name, block, organisers[0], "core partner" if "core" in title else "partner")
            elif not partners and context.event is not None:
                state_sponsor(context, name, block, section.title)
            elif can_be_body(context, name.printed, listed=True):
                state_body(context, name)
            context.claim(RULE, block)


def _up_to_other_text(blocks: Sequence[Block]) -> Sequence[Block]:
    """Return the blocks of a section without the text that goes on below a list with which it begins."""
    if not blocks or blocks[0].kind is not Kind.ITEM:
        return blocks
    end = max(at for at, block in enumerate(blocks) if block.kind is Kind.ITEM) + 1
    return blocks[:end] if any(len(block.text) > _LINE for block in blocks[end:]) else blocks


def _bold_lines(section: Section) -> Iterator[Block]:
    """Yield the headings below a heading of sponsors that only their looks make some: names in bold, a line each."""
    parent = section.parent
    marked = section.heading is not None and section.heading.level
    beside = parent.children[parent.children.index(section) + 1 :] if parent and marked else []
    for one in (*section.children, *takewhile(lambda s: s.heading is not None and not s.heading.level, beside)):
        if one.heading is not None and one.role is Role.OTHER:
            yield one.heading


def _is_rank(printed: str) -> bool:
    """Whether a line only says how much those below it gave ("Gold sponsors")."""
    return word_set("rank of a sponsor").issuperset(fold(printed).split()) or cues.outside(printed) == "sponsors"


def _without_gift(name: Name) -> Name:
    """Return a name without what its bearer gave, before or behind it ("Pizza by Crumb & Co", "Elm Press – printing")."""
    gift = _GIFT.fullmatch(name.printed) if len(name.spans) == 1 else None
    if gift is None:
        return name
    at = gift.span("by" if gift["by"] else "of")
    first = name.spans[0].start
    return Name(name.printed[slice(*at)], (Span(first + at[0], first + at[1]),))


def _presented(context: Context, block: Block) -> Name | None:
    """Return the body that a paragraph begins with and tells about ("The Elm Centre (EC) is where ..."), None where it has none."""
    told = _PRESENTED.match(block.text) if block.kind is Kind.PARAGRAPH else None
    return Name(told["name"], (within(block, *told.span("name")),)) if told else None


def _linked(context: Context, block: Block) -> Name | None:
    """Return the body that sentences about one lead to ("The first to help us was [Elm Press]."), None where a line is its name
    alone, and of two the one whose name the other goes on from ("Elm Press Cloud")."""
    linked = [Name(words, (link.span,)) for link in block.links if looks_like_name(words := context.words(link.span))]
    linked = [one for one in linked if not is_nobody(context, one.printed) and day_in(one.printed) is None]
    if block.kind is not Kind.PARAGRAPH or not linked or len(_SMALL.findall(block.text)) < _SENTENCE:
        return None
    return next((one for one in linked[1:] if linked[0].printed.startswith(f"{one.printed} ")), linked[0])
