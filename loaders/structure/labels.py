"""Labels inside a block that stand for headings: a title that is labelled as one, and several parts of a challenge in one line."""

import re

from loaders.blocks import Block, Kind
from loaders.structure import cues
from loaders.structure.headings import LABEL
from loaders.structure.sections import Role, Section

ITEM_ROLES = frozenset({"both", "owners", "supporters", "topic", "place", "table"})
"""Parts of a challenge that an item of a list can open."""
_LABELS = re.compile(r"(?:^|(?<=[\s]))([A-Z][a-z]+(?: [a-z()]+){0,3})\s*:\s+(?=\S)")
_TITLE_LABEL = re.compile(
    r"^(?:the )?(?:challenge|title|question|problem|mission|theme|issue|subject)(?: (?:title|area|statement))?\W*$",
    re.I,
)


def labelled_title(block: Block) -> int | None:
    """Return where the title begins in a line or row that is labelled as a challenge's title, None where it is none."""
    if block.kind is Kind.ROW and len(block.cells) == 2:
        label, start = block.text[: block.cells[0].end - block.start], block.cells[1].start - block.start
    elif found := LABEL.match(block.text):
        label, start = found[1], found.end()
    else:
        return None
    is_title = _TITLE_LABEL.match(label) and block.text[start:].strip() and len(block.text) - start <= 200
    return start if is_title else None


def labelled_parts(block: Block) -> list[Section]:
    """Return the parts that a block holds one after the other ("Topic: ... Owner: ... Supporter: ..."), run together by a layout;
    none where it does not begin with a label, or has only one."""
    found = [(m, role) for m in _LABELS.finditer(block.text) if (role := cues.inside(m[1])) in ITEM_ROLES]
    if len(found) < 2 or found[0][0].start() > 0:
        return []
    parts = []
    for (match, role), (following, _) in zip(found, [*found[1:], (None, None)], strict=True):
        stop = following.start() if following else len(block.text)
        part = Section(role=Role(role), title=match[1], part=(block, match.end(), stop))
        part.blocks = [block] if match is found[0][0] else []
        parts.append(part)
    return parts
