"""What the gathering is called of a page whose title only says what it shows of it: its speakers, its agenda."""

import re

from loaders.blocks import Block, Kind
from loaders.context import Context
from loaders.dates import YEAR, day_in
from loaders.draft import within
from loaders.lexicons.cued import Cued
from loaders.lexicons.words import any_of
from loaders.names.printed import fold
from loaders.rules.bodies.lists import looks_like_name
from loaders.rules.events.gatherings import GATHERING, TITLED, Named, is_general, readable
from loaders.structure import cues
from loaders.structure.sections import Role
from schema.nodes import Document

_PLAN = re.compile(rf"(?:\w+ )?{any_of('plan of a day')}\W*", re.I)
_SAYS_WHERE = Cued(
    rf"(?:\b{any_of('before a noun', 'behind a name', capital=True)} (?P<at>{TITLED}(?: {TITLED}){{0,4}}) "
    rf"(?:event|{any_of('surely a gathering', capital=True)})"
    rf"|\b{any_of('role of a speaker', 'speaking', capital=True)} (?:at|for) (?:the )?(?P<for>{TITLED}(?: {TITLED}){{0,4}}))(?!\w)"
)
"""How a page that presents speakers says where they speak ("sings at the DaleSpeaks event", "our speakers for Dale26")."""
_BEHIND = re.compile(r"\s*[|:(,–—-]\s.*$")
"""What stands behind a name: which day of it, or where and when it is."""
_HEAD = 4


def of_speakers(context: Context, document: Document, date: str | None) -> str | Named | None:
    """Read at which one gathering a page says that the speakers whom it presents will be, or what the line below its title calls it
    beside a year or a day."""
    if (beside := _beside(document.title)) is not None:
        return beside
    head = readable(context)[:_HEAD]
    if any(map(_shows_speakers, (document.title, *(block.text for block in head[:1])))):
        said = (match for block in readable(context) for match in _SAYS_WHERE.finditer(block.text))
        printed = {match["at"] or match["for"] for match in said}
        names = {
            name for name in printed if not context.names.is_place(name) and not context.names.is_organisation(name)
        }
        if len(names) == 1:
            return names.pop()
    if head and (_shows_speakers(head[0].text) or _PLAN.fullmatch(head[0].text)):
        return next((named for line in head[1:] if (named := _below(context, line)) is not None), None)
    return None


def _beside(title: str) -> str | None:
    """Return the name that a title prints beside what the page shows of it ("Dale Retreat 2029: invited talks")."""
    first, mark, last = re.sub(r"\s[|–—-]\s", ": ", title).partition(": ")
    for name, shown in ((first, last), (last, first)):
        if mark and (_shows_speakers(shown) or _PLAN.fullmatch(shown)) and re.fullmatch(YEAR, name[-4:]):
            return name if not is_general(name) and looks_like_name(name) and ":" not in name else None
    return None


def _shows_speakers(title: str) -> bool:
    return cues.outside(title) == Role.SPEAKERS.value


def _below(context: Context, line: Block) -> Named | None:
    """Return what a line is that names a gathering and says no more than which day of it, or where and when it is."""
    name = _BEHIND.sub("", line.text).strip()
    behind = line.text[len(name) :]
    dated = (
        day_in(behind) is not None or re.fullmatch(YEAR, name[-4:]) is not None or GATHERING.search(name) is not None
    )
    if line.kind not in (Kind.HEADING, Kind.PARAGRAPH) or not dated or day_in(name) is not None or is_general(name):
        return None
    names = context.names
    shaped = looks_like_name(name) and not line.text.endswith(".") and not cues.outside(name)
    if not shaped or names.is_place(name) or names.is_person(name) or cues.is_role(fold(name)):
        return None
    return Named(name, [within(line, 0, len(name))])
