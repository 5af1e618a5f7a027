"""Headings that come back under most challenges: whatever words a writer chose for them, they are parts of it, no ideas."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from loaders.blocks import Block, Kind
from loaders.structure import cues
from loaders.structure.cues import folded, says_which
from loaders.structure.runs import below

_NAMED = 0.7
_LEAST = 2
"""Under how many challenges a heading must stand, at least."""


def recurring_parts(blocks: Sequence[Block], heads: Iterable[int]) -> dict[str, str]:
    """Return which part each such heading opens, by its folded words; `heads` are the places of the headings that open a challenge,
    and only the highest headings below these count. Where none says "ideas", the first with several alike below it opens them,
    one of text alone before it the summary, and another that lists names what inspired them; the rest tell more of the challenge,
    but for those that part a list of ideas."""
    starts = sorted(heads)
    under: dict[str, dict[int, int]] = defaultdict(dict)
    """Of each heading's words, below which challenge it stands where."""
    told = False
    for start, end in pairwise([*starts, len(blocks)]):
        inner = _highest(blocks, start, end)
        told = told or any(cues.inside(blocks[at].text) == "ideas" for at in inner)
        for at in inner:
            if cues.inside(blocks[at].text) is None and not _is_counted(blocks[at].text):
                under[folded(blocks[at].text)].setdefault(start, at)
    found = {words: at for words, at in under.items() if len(at) >= max(_LEAST, len(starts) / 2)}
    several = [
        words for words, at in found.items() if 2 * sum(_holds_several(blocks, one) for one in at.values()) > len(at)
    ]
    if told:
        parts = {words: "examples" if _names(blocks, found[words]) else None for words in several}
        return {words: part for words in found if (part := parts.get(words, "context"))}
    if not several:
        return {}
    first = min(several, key=lambda words: min(found[words].values()))
    if any(words != first and not _names(blocks, found[words]) for words in several):
        return {}
    ideas = found.pop(first)
    other = {words: "examples" if words in several else _part(blocks, at, ideas) for words, at in found.items()}
    return {first: "ideas", **other}


def _highest(blocks: Sequence[Block], start: int, end: int) -> list[int]:
    """Return the headings of the highest level below a challenge's, up to the end of it."""
    inner: list[int] = []
    for at in range(start + 1, end):
        if blocks[at].kind is Kind.HEADING:
            if 0 < blocks[at].level <= blocks[start].level:
                break
            inner.append(at)
    top = min(filter(None, (blocks[at].level for at in inner)), default=0)
    return [at for at in inner if blocks[at].level == top]


def _is_counted(heading: str) -> bool:
    """Whether a heading counts its like, as that of a table or an idea does."""
    return says_which(heading) or cues.numbered(heading) is not None


def _holds_several(blocks: Sequence[Block], at: int) -> bool:
    """Whether several of one kind stand below a heading: deeper headings, items, or paragraphs that begin in bold."""
    found = below(blocks, at)
    beside = any(blocks[one].kind is Kind.HEADING and blocks[one].level <= blocks[at].level for one in found)
    return len(found) > 1 and not beside


def _names(blocks: Sequence[Block], places: dict[int, int]) -> bool:
    """Whether most of what is listed below a heading ends as no sentence does with a name in it, like what was seen elsewhere."""
    listed = [blocks[one].text for at in places.values() for one in below(blocks, at)]
    named = [text for text in listed if any(word[:1].isupper() for word in text.split()[1:])]
    return sum(not text.endswith((".", "?", "!")) for text in named) >= _NAMED * len(listed)


def _part(blocks: Sequence[Block], places: dict[int, int], ideas: dict[int, int]) -> str:
    before = sum(at < ideas.get(start, 0) for start, at in places.items())
    told = all(blocks[at + 1].kind is Kind.PARAGRAPH for at in places.values() if at + 1 < len(blocks))
    return "summary" if 2 * before > len(places) and told else "context"
