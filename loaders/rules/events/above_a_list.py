"""What the gathering is called whose participants a document lists: beside the words for such a list, or on a line below."""

import re

from loaders.blocks import Kind
from loaders.context import Context
from loaders.dates import day_in
from loaders.draft import within
from loaders.families.family import PARTICIPANTS_LIST
from loaders.lexicons.words import any_of
from loaders.rules.events.gatherings import GATHERING, Named, is_general, readable
from schema.nodes import Document

_HEAD = 5
"""Up to which block such a list says whose participants it has."""
_PARTS = re.compile(r"\s+[|–—-]\s+|:\s+")
_LEAD = re.compile(
    rf"^(?:[Ll]ist of )?{any_of('those who are at an event')}(?: list)? (?:at|in|of|to|for) (?:the )?", re.I
)
_PLACE = re.compile(r"(?:,\s+(?:[A-ZÀ-Þ][\w'’-]*(?: [A-ZÀ-Þ][\w'’-]*){0,2})?)+\W*$")
"""What stands between the name of a gathering and its day: where it was."""
_BEHIND = re.compile(rf"\s+{any_of('column of people')}s?(?:\s+list)?\W*$", re.I)
"""What is said behind the name: that a list of people follows."""
_LONGEST = 120


def above_a_list(context: Context, document: Document, date: str | None) -> Named | None:
    """Read the name of the gathering near the beginning of a list of participants, beside its day and place."""
    if document.kind != PARTICIPANTS_LIST.kind:
        return None
    for block in readable(context)[:_HEAD]:
        if block.kind in (Kind.ROW, Kind.ITEM):
            return None
        day = day_in(block.text)
        head = block.text[: day[0]] if day else block.text
        position = 0
        for part in [*_PARTS.split(head)]:
            at = head.find(part, position)
            position = at + len(part)
            name = _BEHIND.sub("", _LEAD.sub("", _PLACE.sub("", part).strip(" ,.:(–—-")))
            if (
                PARTICIPANTS_LIST.is_titled(name)
                or len(name) > _LONGEST
                or is_general(name)
                or not GATHERING.search(name)
            ):
                continue
            if name[0].isupper() or name[0].isdigit():
                start = block.text.find(name, at)
                return Named(name.title() if name.isupper() else name, [within(block, start, start + len(name))])
    return None
