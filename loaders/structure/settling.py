"""Settles what only a whole challenge shows, once all its parts are known."""

import re

from loaders.blocks import Block, Kind
from loaders.lexicons.words import any_of, word_set
from loaders.names.printed import fold
from loaders.structure import cues
from loaders.structure.lessons import headings_tell_lessons
from loaders.structure.sections import Role, Section

_WHO = (Role.OWNERS, Role.SUPPORTERS, Role.BOTH)
_FEW = 2
"""Words without a capital that say something."""
_LEAST = 2
"""The fewest items of a list that no heading says to be of ideas."""
_OWNS = re.compile(rf"\b{any_of('tells of an owner')}s?\b", re.I)


def settle_all(challenges: list[Section], blocks: tuple[Block, ...], *, taken_up: bool) -> None:
    """Decide it of all challenges of a document. Where several of them hold such a list, what one of them has alone is its list, if
    it says something."""
    lists = [_unheaded(challenge) for challenge in challenges]
    several = any(
        len(_items(part)) >= _LEAST and not _is_parted(one) for one, part in zip(challenges, lists, strict=True)
    )
    for challenge, part in zip(challenges, lists, strict=True):
        items = _items(part)
        lessons = headings_tell_lessons(blocks, challenge)
        role = Role.CONTEXT if taken_up else Role.INSIGHTS if lessons else Role.IDEAS
        alone = several and len(items) == 1 and _says(items[0]) and not any(map(_is_linked, items))
        _settle(challenge, role, 1 if alone else _LEAST)


def _settle(challenge: Section, list_role: Role, least: int) -> None:
    """Decide what only a whole challenge shows: which headings are ideas, which the groups that hold them, and who of two kinds
    of owners ("Problem owner", "Champion") is the supporter. A list of `least` items below no heading of its own has the role
    `list_role`; where that is context, headings that say nothing are context too."""
    for child in [child for child in challenge.children if child.role in _WHO]:
        _cut(challenge, child)
    owners = [child for child in challenge.children if child.role is Role.OWNERS]
    plain = [child for child in owners if _OWNS.search(child.title)]
    if plain and not any(child.role is Role.SUPPORTERS for child in challenge.children):
        for child in owners:
            if child not in plain:
                child.role = Role.SUPPORTERS
    if list_role is Role.CONTEXT:
        for child in challenge.children:
            child.role = Role.CONTEXT if child.role is Role.OTHER else child.role
    elif not _is_parted(challenge):
        _split_list(challenge, list_role, least)
    ideas = [child for child in challenge.children if child.role is Role.IDEAS]
    unknown = [child for child in challenge.children if child.role is Role.OTHER]
    if not ideas and unknown:
        for child in unknown:
            child.role = Role.IDEA
    for section in ideas:
        listed = [child for child in section.children if child.role is Role.IDEA and _is_list(child)]
        headed = [child for child in section.children if child.role is Role.IDEA and not _is_list(child)]
        if listed and len(listed) >= len(headed):
            for child in listed:
                child.role = Role.GROUP


def tells_of_tables(document: Section) -> bool:
    """Whether below several challenges, and most, those are named who brought it and who helped, and ideas: tables had them,
    whatever the notes of that day are called. A point of a meeting has somebody who leads it, and actions, but no helpers."""
    challenges = document.find(Role.CHALLENGE)
    backed = [one for one in challenges if one.find(Role.BOTH) or (one.find(Role.OWNERS) and one.find(Role.SUPPORTERS))]
    brought = [one for one in backed if one.find(Role.IDEAS)]
    return len(brought) > 1 and 2 * len(brought) > len(challenges)


def _says(block: Block) -> bool:
    """Whether words say something, as no name does: some of those up to the first comma have no capital, and are no small ones."""
    words = block.text.partition(",")[0].partition("(")[0].split()[1:]
    plain = [word for word in words if word[:1].islower() and word not in word_set("small word of a line")]
    return len(plain) >= _FEW


def _cut(challenge: Section, part: Section) -> None:
    """End a list of people or bodies where sentences begin that no heading is over: they and what follows are the challenge's."""
    first = 1 if part.heading is None or part.label or part.part else 2
    for at in range(first, len(part.blocks)):
        block = part.blocks[at]
        told = block.kind is Kind.PARAGRAPH and block.text.endswith((".", "?")) and _says(block)
        if told or (block.kind is Kind.ITEM and sum(_says(b) for b in part.blocks[at:]) * 2 > len(part.blocks) - at):
            rest = Section(role=Role.SUMMARY, blocks=part.blocks[at:])
            del part.blocks[at:]
            rest.parent = challenge
            challenge.children.insert(challenge.children.index(part) + 1, rest)
            return


def ask(items: list[Block]) -> bool:
    """Whether most items of a list are questions, which propose nothing."""
    return 2 * sum(item.text.rstrip().endswith("?") for item in items) > len(items)


def _is_parted(challenge: Section) -> bool:
    """Whether headings of a challenge say where its ideas stand, or may be some."""
    return any(child.role in (Role.IDEAS, Role.OTHER) for child in challenge.children)


def _unheaded(challenge: Section) -> Section:
    """Return the part of a challenge that holds the longest list below no heading of its own."""
    told = (Role.SUMMARY, Role.CONTEXT, Role.EXAMPLES)
    return max([challenge, *(c for c in challenge.children if c.role in told)], key=lambda part: len(_items(part)))


def _items(part: Section) -> list[Block]:
    return [block for block in part.body if block.kind is Kind.ITEM]


def _is_linked(item: Block) -> bool:
    """Whether an item is a link from end to end."""
    return any(link.span.start == item.start and link.span.end == item.end for link in item.links)


def _split_list(challenge: Section, list_role: Role, least: int) -> None:
    """Where no heading says "ideas": take the longest list of the challenge for them, or for its lessons; a brief that sets it has
    none."""
    if any(fold(child.title) in word_set("terms of a brief") for child in challenge.children):
        return
    best = _unheaded(challenge)
    if len(_items(best)) < least:
        return
    first = next(i for i, b in enumerate(best.blocks) if b.kind is Kind.ITEM)
    asked = cues.says("state", challenge.title) or ask([b for b in best.blocks[first:] if b.kind is Kind.ITEM])
    section = Section(role=Role.CONTEXT if asked else list_role, blocks=best.blocks[first:])
    del best.blocks[first:]
    section.parent = challenge
    challenge.children.insert(0 if best is challenge else challenge.children.index(best) + 1, section)


def _is_list(section: Section) -> bool:
    """Whether nothing but a list stands under a heading."""
    body = [block for block in section.body if block.kind is not Kind.NOTE]
    return bool(body) and body[0].kind is Kind.ITEM
