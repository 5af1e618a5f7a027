"""Settles what only a whole challenge shows, once all its parts are known."""

import re

from loaders.blocks import Block, Kind
from loaders.lexicons.words import any_of
from loaders.structure import cues
from loaders.structure.sections import Role, Section

_OWNS = re.compile(rf"\b{any_of('tells of an owner')}s?\b", re.I)


def settle(challenge: Section, list_role: Role) -> None:
    """Decide what only a whole challenge shows: which headings are ideas, which the groups that hold them, and who of two kinds
    of owners ("Problem owner", "Champion") is the supporter. A list below no heading of its own has the role `list_role`; where
    that is context, headings that say nothing are context too."""
    owners = [child for child in challenge.children if child.role is Role.OWNERS]
    plain = [child for child in owners if _OWNS.search(child.title)]
    if plain and not any(child.role is Role.SUPPORTERS for child in challenge.children):
        for child in owners:
            if child not in plain:
                child.role = Role.SUPPORTERS
    if list_role is Role.CONTEXT:
        for child in challenge.children:
            child.role = Role.CONTEXT if child.role is Role.OTHER else child.role
    elif not any(child.role in (Role.IDEAS, Role.OTHER) for child in challenge.children):
        _split_list(challenge, list_role)
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


def ask(items: list[Block]) -> bool:
    """Whether most items of a list are questions, which propose nothing."""
    return 2 * sum(item.text.rstrip().endswith("?") for item in items) > len(items)


def _split_list(challenge: Section, list_role: Role) -> None:
    """Where no heading says "ideas": take the longest list of the challenge for them, or for its lessons."""
    parts = [challenge, *(c for c in challenge.children if c.role in (Role.SUMMARY, Role.CONTEXT, Role.EXAMPLES))]
    counts = {id(part): sum(b.kind is Kind.ITEM for b in part.body) for part in parts}
    best = max(parts, key=lambda part: counts[id(part)])
    if counts[id(best)] < 2:
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
