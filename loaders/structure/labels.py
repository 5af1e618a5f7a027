"""Labels inside a block that stand for headings: a title that is labelled as one, and several parts of a challenge in one line."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, takewhile

from loaders.blocks import Block, Kind
from loaders.lexicons.cued import Cued
from loaders.lexicons.words import any_of, word_set
from loaders.structure import cues
from loaders.structure.inline_lists import points
from loaders.structure.sections import Role, Section

LABEL = re.compile(r"^\s*([^:.;!?]{2,70}?)\s*(?::|\s[–—]|\.(?=\s+[A-Z\"'“‘]))\s+(?=\S)")
"""A label at the head of a line ("Led by: ...", "Owner – ..."), or a run-in heading ("Context. ...")."""
INLINE_ROLES = frozenset({"both", "owners", "supporters", "topic", "place", "table", "summary", "examples", "context"})
"""Parts of a challenge that a label at the head of a paragraph can open."""
ITEM_ROLES = frozenset({"both", "owners", "supporters", "topic", "place", "table"})
"""Parts of a challenge that an item of a list can open."""
WHO = frozenset({"both", "owners", "supporters"})
LONGEST_LABEL = 3
"""The most words of a label that announces a proposal ("Our proposed solution:")."""
_LABELS = Cued(r"(?:^|(?<=[\s(]))([A-Z][a-z]+(?: [a-z()]+){0,3})\s*(?::|[–—])\s+(?=\S)")
_BY = re.compile(r"(?:^|(?<=[\s(]))(?!and )([A-Za-z][a-z]+(?: (?!and )[a-z]+){0,5}? (?:by|from)) (?:the )?(?=[A-Z])")
"""A label that needs no mark, for what it says goes on with a name: "Brought to the table by Ada North", "and supported by Elm"."""
_GOES_ON = re.compile(r"[a-z)]\.\s+[A-Z]")
"""The end of a sentence that another follows: such words begin prose then."""
_TITLE_LABEL = re.compile(
    rf"^(?:the )?{any_of('label of a challenge')}(?: {any_of('what a challenge is told by')})?\W*$",
    re.I,
)


def label_of(block: Block, item_roles: frozenset[str] = ITEM_ROLES) -> tuple[str, int] | None:
    """Return which part of a challenge a label at the head of a block opens (of one proposal: "ideas") and where its words begin,
    None where none does; of an item's labels those of `item_roles` do."""
    if block.kind not in (Kind.PARAGRAPH, Kind.ITEM):
        return None
    roles = item_roles if block.kind is Kind.ITEM else INLINE_ROLES
    led, start, after = next(_in_bold(block), ("", 0, 0))
    if led and not start and (role := cues.inside(led)) in roles:
        return role or "", after
    by = _BY.match(block.text) if not _GOES_ON.search(block.text) else None
    asked = by is not None and cues.says("asker", block.text)  # who asked a question has not brought it to a table
    if by and not asked and (role := cues.inside(by[1])) in roles:
        return role or "", by.end()
    label = LABEL.match(block.text)
    if label is None:
        return None
    words = label[1].lower().rstrip(" #0123456789").split()
    if words and len(words) <= LONGEST_LABEL and words[-1] in word_set("one proposal"):
        return "ideas", label.end()
    role = cues.inside(label[1])
    several = role == Role.IDEAS.value and block.kind is Kind.PARAGRAPH and points(block.text, label.end())
    return (role, label.end()) if role and (role in roles or several) else None


def says_beside(words: str) -> bool:
    """Whether a label beside that of an owner is of those who work with the owner ("Partners", "Table partners")."""
    said = cues.folded(words)
    return not word_set("beside an owner").isdisjoint((said, said.partition(" ")[2]))


def label_beside(blocks: Sequence[Block], index: int) -> tuple[str, int] | None:
    """Return the part that a label of those who work with an owner opens, and where its words begin: it says so only where the
    line before it is the owner's ("Lead: Ada North" over "Partners: Elm Trust"), and nothing of a challenge elsewhere."""
    label = LABEL.match(blocks[index].text) if index and blocks[index].kind is blocks[index - 1].kind else None
    if label is None or not says_beside(label[1]):
        return None
    before = label_of(blocks[index - 1], INLINE_ROLES)
    return ("supporters", label.end()) if before and before[0] == "owners" else None


def row_label(block: Block) -> tuple[str, int] | None:
    """Return which part of a challenge the first cell of a row opens, and where in the row the second begins ("Owner | Ada North");
    None where both are labels, which stand over columns ("Owner | Supporter")."""
    label, value = (block.text[cell.start - block.start : cell.end - block.start] for cell in block.cells[:2])
    role = cues.inside(label)
    if role not in INLINE_ROLES or not value.strip() or (role in WHO and cues.inside(value) in WHO):
        return None
    return role or "", block.cells[1].start - block.start


def listed_label(blocks: Sequence[Block], index: int, *, in_ideas: bool) -> tuple[str, int] | None:
    """Return which part an item opens that is a label in a list of labels, and where its words begin: 0 where the items below it
    are meant ("Ideas:"). Among ideas (`in_ideas`) only what a table leaves behind the last of them is none ("Offers: ...")."""
    block = blocks[index]
    below = blocks[index + 1] if index + 1 < len(blocks) and blocks[index + 1].kind is Kind.ITEM else None
    label = LABEL.match(block.text)
    if in_ideas:
        left = label is not None and label[1].lower() in word_set("what a table leaves")
        return ("context", label.end()) if label and left and _ends_items(blocks, index) else None
    if below is not None and label is None:
        bare = block.text.rstrip(" :")
        leads = below.level > block.level if block.text == bare else below.level >= block.level
        role = cues.inside(bare) if leads else None
        return (role, 0) if role else None
    if label and (beside := label_beside(blocks, index)):
        return beside
    role = cues.inside(label[1]) if label else None
    return (role, label.end()) if label and role in INLINE_ROLES and _is_among_labels(blocks, index) else None


def _ends_items(blocks: Sequence[Block], index: int) -> bool:
    """Whether no item without a label stands behind one."""
    behind = takewhile(lambda block: block.kind is Kind.ITEM, blocks[index + 1 :])
    return all(LABEL.match(block.text) for block in behind if block.level <= blocks[index].level)


def _is_among_labels(blocks: Sequence[Block], index: int) -> bool:
    """Whether an item of the same list says who stands behind the challenge."""
    before = takewhile(lambda block: block.kind is Kind.ITEM, reversed(blocks[:index]))
    behind = takewhile(lambda block: block.kind is Kind.ITEM, blocks[index + 1 :])
    beside = (block for block in chain(before, behind) if block.level == blocks[index].level)
    labels = filter(None, (LABEL.match(block.text) for block in beside))
    return any(cues.inside(label[1]) in WHO for label in labels)


def _in_bold(block: Block) -> Iterator[tuple[str, int, int]]:
    """Yield the words in bold that more stands behind, where they begin and where it does: a label may need no colon."""
    for span in block.bold:
        behind = re.match(r"\s*:?\s+(?=\S)", block.text[span.end - block.start :])
        if behind:
            start = span.start - block.start
            yield block.text[start : span.end - block.start], start, span.end - block.start + behind.end()


def labelled_title(block: Block) -> int | None:
    """Return where the title begins in a line or row that is labelled as a challenge's title, None where it is none."""
    if block.kind is Kind.ROW and len(block.cells) == 2:
        label, start = block.text[: block.cells[0].end - block.start], block.cells[1].start - block.start
    elif found := LABEL.match(block.text):
        label, start = found[1], found.end()
    else:
        return None
    asked = label.strip().lower() == "topic" and len(block.text[start:].split()) > LONGEST_LABEL  # no mere area
    is_title = (asked or _TITLE_LABEL.match(label)) and block.text[start:].strip() and len(block.text) - start <= 200
    return start if is_title else None


def inner_labels(block: Block, start: int = 0) -> Iterator[tuple[str, int, int]]:
    """Yield what may be labels in a block from a place on: their words, where they begin and where what they lead does."""
    found: dict[int, tuple[str, int, int]] = {}
    for form in (_LABELS, _BY):
        found |= {m.start(1): (m[1], m.start(1), m.end()) for m in form.finditer(block.text)}
    found |= {at: (words, at, after) for words, at, after in _in_bold(block)}
    yield from (found[at] for at in sorted(found) if at >= start)


def labelled_parts(block: Block) -> list[Section]:
    """Return the parts that a block holds one after the other ("Topic: ... Owner: ... Supporter: ..."), run together by a layout;
    none where it does not begin with a label, or has only one."""
    found = [(*label, role) for label in inner_labels(block) if (role := cues.inside(label[0])) in ITEM_ROLES]
    if len(found) < 2 or found[0][1] > 0:
        return []
    parts = []
    ends = [start for _, start, _, _ in found[1:]] + [len(block.text)]
    for (words, start, after, role), stop in zip(found, ends, strict=True):
        part = Section(role=Role(role), title=words.rstrip(" :"), part=(block, after, stop))
        part.blocks = [block] if start == 0 else []
        parts.append(part)
    return parts
