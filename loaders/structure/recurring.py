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
    """Return which part each such heading opens, by its folded words; `heads` are the places of the headings that open a challenge.
    Where none says "ideas", the first of the highest ones below these with several alike below it opens them. One of text alone
    before the ideas is the summary; the rest tell more of the challenge, lists of names and headings beside those of ideas as
    well, but for those that part a list of ideas."""
    starts = sorted(heads)
    inner = {start: _inner(blocks, start, end) for start, end in pairwise([*starts, len(blocks)])}
    highest = {start: _highest(blocks, places) for start, places in inner.items()}
    most = max(_LEAST, len(starts) / 2)
    found = {words: at for words, at in _again(blocks, highest).items() if len(at) >= most}
    several = [words for words, at in found.items() if _hold_several(blocks, at)]
    ideas = {start: at for start, places in highest.items() for at in places if cues.inside(blocks[at].text) == "ideas"}
    parts: dict[str, str] = {}
    if not ideas:
        if not several:
            return {}
        first = min(several, key=lambda words: min(found[words].values()))
        if any(words != first and not _names(blocks, found[words]) for words in several):
            return {}
        ideas, parts[first] = found[first], "ideas"
    for words, at in found.items():
        if words not in several or _names(blocks, at):
            parts.setdefault(words, _part(blocks, at, ideas))
    deeper = {words: at for words, at in _again(blocks, inner).items() if words not in found and len(at) >= most}
    return {**{words: "context" for words, at in deeper.items() if not _hold_several(blocks, at)}, **parts}


def _inner(blocks: Sequence[Block], start: int, end: int) -> list[int]:
    """Return the headings below a challenge's, up to the end of it."""
    inner: list[int] = []
    for at in range(start + 1, end):
        if blocks[at].kind is Kind.HEADING:
            if 0 < blocks[at].level <= blocks[start].level:
                break
            inner.append(at)
    return inner


def _highest(blocks: Sequence[Block], places: Sequence[int]) -> list[int]:
    """Return those of some headings that have the highest level of them."""
    top = min(filter(None, (blocks[at].level for at in places)), default=0)
    return [at for at in places if blocks[at].level == top]


def _again(blocks: Sequence[Block], inner: dict[int, list[int]]) -> dict[str, dict[int, int]]:
    """Return of the words of each heading that is no cue below which challenge it stands where."""
    under: dict[str, dict[int, int]] = defaultdict(dict)
    for start, places in inner.items():
        for at in places:
            if cues.inside(blocks[at].text) is None and not _is_counted(blocks[at].text):
                under[folded(blocks[at].text)].setdefault(start, at)
    return under


def _is_counted(heading: str) -> bool:
    """Whether a heading counts its like, as that of a table or an idea does."""
    return says_which(heading) or cues.numbered(heading) is not None


def _hold_several(blocks: Sequence[Block], places: dict[int, int]) -> bool:
    """Whether below most of some headings several of one kind stand: deeper headings, items, or paragraphs that begin in bold."""
    return 2 * sum(_holds_several(blocks, at) for at in places.values()) > len(places)


def _holds_several(blocks: Sequence[Block], at: int) -> bool:
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
