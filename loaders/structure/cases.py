"""Sections that each tell of one piece of work, part by part: what the need was, what was done, what came of it. Where the same
parts come back, the headings over them name the work."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loaders.blocks import Block, Kind
from loaders.families.family import CASE_STUDIES
from loaders.structure.cues import folded
from loaders.structure.labels import LABEL

_LONGEST_LINE = 60
"""The most characters of a line that opens a part."""
_LONGEST_NAME = 110
_BEFORE = 3
"""How many blocks before the first part may hold the line that names the work, where no heading is marked."""
_LEAST = 2
"""How many senses of parts make an account, and how many accounts a collection."""
_TOLD = ("need", "work", "outcome", "lesson", "fact")
_WORK = frozenset(("work", "outcome"))
_LEARNT = frozenset(("fact", "lesson"))
"""What makes an account besides what was done or came of it: where it was or who is behind it, and what it teaches."""


@dataclass(frozen=True, slots=True)
class _Part:
    at: int
    sense: str
    words: str


def accounts(blocks: Sequence[Block]) -> list[int]:
    """Return the places of the headings, or lines that stand like them, below each of which such parts come, in a document that
    tells of several pieces of work so; none where it tells of one."""
    parts = list(_parts(blocks))
    if len(parts) < _LEAST * _LEAST:
        return []
    opening: dict[int, set[str]] = {}
    at_part = {part.at for part in parts}
    marked = [at for at, b in enumerate(blocks) if b.kind is Kind.HEADING and b.level and at not in at_part]
    for part in parts:
        over = _over(blocks, marked, part.at) if len(marked) > 1 else _line_over(blocks, parts, part, at_part)
        if over is not None:
            opening.setdefault(over, set()).add(part.sense)
    told = [
        at
        for at in sorted(opening)
        if len(opening[at]) >= _LEAST and (not opening[at].isdisjoint(_WORK) or opening[at] >= _LEARNT)
    ]
    levels = [blocks[at].level for at in told]
    level = max(levels, key=levels.count, default=0)
    told = [at for at in told if blocks[at].level == level]
    return told if len(told) >= _LEAST else []


def _parts(blocks: Sequence[Block]) -> Iterator[_Part]:
    for at, block in enumerate(blocks):
        if block.kind is Kind.PARAGRAPH and (label := LABEL.match(block.text)):
            words = label[1].strip(" *")
        elif block.kind is Kind.HEADING or (block.kind is Kind.PARAGRAPH and len(block.text) <= _LONGEST_LINE):
            words = block.text.strip(" :*")
        else:
            continue
        entry = CASE_STUDIES.cues.whole(words) if len(words) <= _LONGEST_LINE and not words.endswith(".") else None
        if entry is not None and entry.sense in _TOLD:
            yield _Part(at, entry.sense, folded(words))


def _over(blocks: Sequence[Block], marked: list[int], part: int) -> int | None:
    """Return the nearest heading before a part that is no part itself, and of a higher level where the part has one."""
    before = [at for at in marked if at < part]
    level = blocks[part].level if blocks[part].kind is Kind.HEADING else 0
    higher = [at for at in before if blocks[at].level < level] if level else before
    nearest = higher or before
    return nearest[-1] if nearest else None


def _line_over(blocks: Sequence[Block], parts: list[_Part], part: _Part, at_part: set[int]) -> int | None:
    """Return the line right before the first part, or before the last place where this first part came back."""
    first = max((one.at for one in parts if one.words == parts[0].words and one.at <= part.at), default=None)
    if first is None:
        return None
    for at in range(first - 1, max(-1, first - 1 - _BEFORE), -1):
        block = blocks[at]
        if at in at_part or block.kind not in (Kind.PARAGRAPH, Kind.HEADING):
            return None
        if (
            len(block.text) <= _LONGEST_NAME
            and block.text[:1].isupper()
            and not block.text.endswith((".", ":", "?", ";"))
        ):
            return at
    return None
