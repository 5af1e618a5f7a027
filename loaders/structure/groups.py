"""The headings of what groups took up at a gathering, where a document's form shows them: parts of a discussion that come back
under each, a heading over all of them that says that groups met, or the document's own title."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import takewhile

from loaders.blocks import Block, Kind, Text, tables_of
from loaders.families.family import WORKSHOP_REPORT
from loaders.families.layouts import BACKERS, columns_of
from loaders.lexicons.words import any_of, word_set
from loaders.names.printed import fold
from loaders.structure import cues
from loaders.structure.cues import SECTION_NUMBER, folded
from loaders.structure.lessons import SENTENCES
from loaders.structure.runs import below, leads_to

_TAKES_ON = re.compile(
    rf"(?:the )?{any_of('label of what a project takes on')}(?: {any_of('what a challenge is told by')})?\s*:\s*[\"“‘']?(?=\S)",
    re.I,
)
_NEAR = 4
"""How near below the name of a project its label stands, in blocks."""
_TEAM = " team"
HACK = "hack"
"""What gatherings of such teams have in their names, in one word with others too ("BreadHack")."""
_LEAST = 2
"""Below how many headings the same part must stand: one may have it by chance."""


def discussed(blocks: Sequence[Block], marked: Sequence[int]) -> list[int]:
    """Return which headings of `marked` (places of those with a level) have a part of a discussion below them that others have too
    ("Prompts", "Discussion"): those of one level, the one that has most of them."""
    over: dict[str, set[int]] = defaultdict(set)
    for at, parent in _parents(blocks, marked):
        if parent is not None and cues.says("discussed", blocks[at].text):
            over[folded(blocks[at].text)].add(parent)
    found = {parent for parents in over.values() if len(parents) >= _LEAST for parent in parents}
    found = {at for at in found if not is_part(blocks[at])}
    levels = Counter(blocks[at].level for at in found)
    level = max(levels, key=lambda one: levels[one], default=0)
    return sorted(at for at in found if blocks[at].level == level) if levels[level] >= _LEAST else []


def taken_up(blocks: Sequence[Block], marked: Sequence[int], titles: Sequence[int]) -> list[int]:
    """Return the headings (of `marked`, or of lines that are `titles` where nothing marks them) of what people talked over, as what
    a sentence names, or in teams."""
    return talked_over(blocks, marked) or named_before(blocks, titles) or of_teams(blocks, marked)


def talked_over(blocks: Sequence[Block], marked: Sequence[int]) -> list[int]:
    """Return the headings below one that says "Discussion", where the words below most of them tell what those who met said."""
    for over in marked:
        found = (
            beside(blocks, marked, over) if cues.says("discussed", SECTION_NUMBER.sub("", blocks[over].text)) else []
        )
        found = [at for at in found if not is_part(blocks[at])]
        ends = [min((m for m in marked if m > at), default=len(blocks)) for at in found]
        told = [any(cues.says("voices", b.text) for b in blocks[at:end]) for at, end in zip(found, ends, strict=True)]
        if len(found) >= _LEAST and 2 * sum(told) > len(found):
            return found
    return []


def named_before(blocks: Sequence[Block], marked: Sequence[int]) -> list[int]:
    """Return the headings of one level whose words a sentence before them gives as what people worked on ("Teams took on three
    themes: water, waste and wind")."""
    titles: dict[int, str] = {}
    for index, line in enumerate(blocks):
        named = cues.says("named", line.text) if line.kind is Kind.PARAGRAPH else announces(blocks, index)
        if not named or line.kind is Kind.ITEM:
            continue
        titles = titles or {at: f" {fold(blocks[at].text)} " for at in marked if not is_part(blocks[at])}
        listed = takewhile(lambda block: block.kind is Kind.ITEM, blocks[index + 1 :])
        said = "".join(f" {fold(block.text)} " for block in (line, *listed))
        found = [at for at, title in titles.items() if at > index and title in said]
        levels = Counter(blocks[at].level for at in found)
        level = max(levels, key=lambda one: levels[one], default=0)
        if levels[level] >= _LEAST:
            return [at for at in found if blocks[at].level == level]
    return []


def named_in_table(text: Text, marked: Sequence[int]) -> list[int]:
    """Return the headings that a table of challenges, with those who stand behind each, has in its column of them."""
    for rows in tables_of(text.blocks):
        columns = columns_of(text, rows[0])
        if "challenge" not in columns or columns.keys().isdisjoint(BACKERS):
            continue
        cells = (row.cell(columns["challenge"]) for row in rows[1:])
        titles = {fold(text.text[cell.start : cell.end]) for cell in cells if cell is not None}
        found = [at for at in marked if fold(SECTION_NUMBER.sub("", text.blocks[at].text)) in titles]
        if len(found) >= _LEAST:
            return found
    return []


def of_teams(blocks: Sequence[Block], marked: Sequence[int]) -> list[int]:
    """Return the headings of one level behind a line that leads to them in a text that tells of teams, where most have words of a
    team below them ("... here are our favourites:", "Finding a dentist", "The team built ...")."""
    if not tell_of_teams(blocks):
        return []
    for over in marked:
        before = next((block for block in reversed(blocks[:over]) if block.kind is not Kind.NOTE), None)
        if (
            before is None
            or before.kind is not Kind.PARAGRAPH
            or not before.text.endswith(":")
            or is_part(blocks[over])
        ):
            continue
        found = [
            at for at in marked if at >= over and blocks[at].level == blocks[over].level and not is_part(blocks[at])
        ]
        ends = [*found[1:], len(blocks)]
        told = [at for at, end in zip(found, ends, strict=True) if any(_TEAM in b.text.lower() for b in blocks[at:end])]
        if len(told) >= _LEAST and 2 * len(told) > len(found):
            return told
    return []


def announced(blocks: Sequence[Block], marked: Sequence[int], over: int) -> list[int]:
    """Return the headings below a heading or line that says that what groups worked on follows, none where it does not: those of a
    level, or lines set as headings."""
    if not announces(blocks, over):
        return []
    found = beside(blocks, marked, over) if over in marked else []
    if found:
        return found
    alike = [at for at in below(blocks, over) if blocks[at].kind is Kind.HEADING]
    parts = [at for at in alike if is_part(blocks[at])]
    if blocks[over].kind is Kind.PARAGRAPH and (parts or not leads_to(blocks[over].text, len(alike))):
        return []  # a sentence that leads to none, and the parts of one discussion
    return [at for at in alike if at not in parts]


def is_before_heading(blocks: Sequence[Block], at: int) -> bool:
    """Whether a block is a line of text, and a heading stands right behind it."""
    return [block.kind for block in blocks[at : at + 2]] == [Kind.PARAGRAPH, Kind.HEADING]


def announces(blocks: Sequence[Block], at: int) -> bool:
    """Whether a heading, or the last sentence of a line, says that what groups worked on follows: by its words alone, or by a word
    that other papers have as well ("Topics") where words beside it say that groups took that up."""
    line = blocks[at].text
    said = SECTION_NUMBER.sub("", line) if blocks[at].kind is Kind.HEADING else SENTENCES.split(line[-600:])[-1]
    if _is_of_a_paper(said):
        return False
    if cues.is_list(said) or (said.endswith((":", ".")) and cues.says("challenges", f"{said[:-1]}:")):
        return True
    if not cues.is_list(said, "maybe") or cues.outside(said) == "insights":
        return False
    leading = takewhile(lambda block: block.kind is Kind.PARAGRAPH, blocks[at + 1 : at + 3])
    return any(cues.says("in groups", block.text[-600:]) for block in (*blocks[max(0, at - 1) : at + 1], *leading))


def _is_of_a_paper(said: str) -> bool:
    """Whether a sentence says what a paper has, and not what people worked on ("The plan had four priority themes:")."""
    words = said.lower().split()
    has = words[:1] == ["the"] and not word_set("auxiliary").isdisjoint(words[2:3])
    return has and words[1] in word_set("title of a paper")


def beside(blocks: Sequence[Block], marked: Sequence[int], over: int) -> list[int]:
    """Return the headings of one level below the one at `over`, without parts; where a level only groups deeper headings
    ("Session 1"), those of the next."""
    inner: list[int] = []
    for at in marked[marked.index(over) + 1 :]:
        if blocks[at].level <= blocks[over].level:
            break
        inner.append(at)
    for level in sorted({blocks[at].level for at in inner}):
        found = [at for at in inner if blocks[at].level == level]
        if not all(at + 1 in inner for at in found):
            named = (at for at in found if not cues.inside(blocks[at].text))
            return [at for at in named if not cues.says("session", blocks[at].text.strip(" .:"))]
    return []


def tell_of_teams(blocks: Sequence[Block]) -> bool:
    """Whether a document tells of teams that made something in the time of a gathering."""
    return any(HACK in block.text.lower() or WORKSHOP_REPORT.says("teams", block.text) for block in blocks)


def takes_on(blocks: Sequence[Block], index: int) -> tuple[Block, int] | None:
    """Return the line below the name of a project that says which challenge it takes on, and where the challenge begins in it."""
    name = blocks[index]
    for block in blocks[index + 1 : index + 1 + _NEAR]:
        if not _is_below(name, block):
            return None
        match = _TAKES_ON.match(block.text)
        if match is not None and not is_part(name):
            return block, match.end()
    return None


def _is_below(name: Block, block: Block) -> bool:
    if block.kind is Kind.HEADING:
        return name.kind is Kind.HEADING and block.level > name.level > 0
    return name.kind is Kind.HEADING or (block.kind is Kind.ITEM and block.level > name.level)


def is_part(heading: Block) -> bool:
    """Whether a heading opens a known part of a report or of a challenge, and so names nothing that was taken up."""
    return bool(cues.outside(heading.text) or cues.inside(heading.text))


def _parents(blocks: Sequence[Block], marked: Iterable[int]) -> Iterable[tuple[int, int | None]]:
    """Yield each heading with the nearest one before it that is of a higher level, None where there is none."""
    open_: list[int] = []
    for at in marked:
        while open_ and blocks[open_[-1]].level >= blocks[at].level:
            open_.pop()
        yield at, open_[-1] if open_ else None
        open_.append(at)
