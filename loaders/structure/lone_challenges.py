"""Tells what is a challenge though nothing beside it bears that out: the only heading with an owner's line below it, and one of a
document that tells of no gathering. Such a heading may be a page about somebody, a project or an item of business as well, so that
its other parts, and the label's own words, must say what it is."""

import re
from collections.abc import Mapping, Sequence

from loaders.blocks import Block, Kind
from loaders.dates import YEAR
from loaders.lexicons.words import word_set
from loaders.structure import cues
from loaders.structure.cues import folded
from loaders.structure.labels import INLINE_ROLES, label_of
from loaders.structure.sections import Role, Section

_YEAR = re.compile(YEAR)
_OWNED = frozenset({"owners", "both"})


def is_challenge(blocks: Sequence[Block], head: int, roles: Mapping[int, tuple[str, int]]) -> bool:
    """Whether below the heading at `head` stand an owner and ideas, of which one is labelled as a challenge's alone is: the owner
    ("Challenge owner"), or the ideas ("What the table proposed") below an owner ("Owner") and a part that says what it is about.
    `roles` are the parts that blocks open, each with its level."""
    below = {at: roles[at][0] for at in range(head + 1, _end(blocks, head)) if at in roles}
    owners = [_label(blocks[at]) for at, role in below.items() if role in _OWNED]
    ideas = [_label(blocks[at]) for at, role in below.items() if role == "ideas"]
    if not ideas or _calls_a_gathering(blocks, head):
        return False
    if any(map(_names_challenge, owners)):
        return True
    plain = any(_has(label, "brings what is asked") and not _has(label, "thing owned") for label in owners)
    return plain and "summary" in below.values() and not all(_has(label, "proposed in any paper") for label in ideas)


def says_whose(challenge: Section) -> bool:
    """Whether a challenge has ideas, and an owner whose label says that it is a challenge: no gathering need be told of then."""
    owners = challenge.find(Role.OWNERS, Role.BOTH)
    return bool(challenge.find(Role.IDEAS)) and any(_names_challenge(part.title) for part in owners)


def _calls_a_gathering(blocks: Sequence[Block], head: int) -> bool:
    """Whether a heading that no other stands before has a year in it, or a word for an occasion on which people meet."""
    words = folded(blocks[head].text).split()
    named = any(word in word_set("gathering") or _YEAR.fullmatch(word) for word in words)
    return named and not any(block.kind is Kind.HEADING for block in blocks[:head])


def _end(blocks: Sequence[Block], head: int) -> int:
    """Return where what stands below a heading ends: at the next one as high, or at one over a part of the report."""
    level = blocks[head].level
    for at in range(head + 1, len(blocks)):
        block = blocks[at]
        opens = block.kind is Kind.HEADING and cues.inside(block.text) is None
        if opens and (0 < block.level <= level or cues.outside(block.text)):
            return at
    return len(blocks)


def _label(block: Block) -> str:
    """Return the label or heading that opens a part."""
    label = label_of(block, INLINE_ROLES)
    return block.text[: label[1]] if label else block.text


def _names_challenge(label: str) -> bool:
    """Whether an owner's label says that it is a challenge that is owned ("Challenge owner"), or by whom a table was led."""
    return _has(label, "taken up at a table")


def _has(label: str, words: str) -> bool:
    return not word_set(words).isdisjoint(folded(label).replace("/", " ").strip(" :–-").split())
