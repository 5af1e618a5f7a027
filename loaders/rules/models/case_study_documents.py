"""The model that a whole document tells of: a case study that says so, or an account of a project part by part."""

import re
from itertools import pairwise

from loaders.blocks import Kind
from loaders.case_studies.patterns import TOKEN
from loaders.context import Context
from loaders.families.family import CASE_STUDIES
from loaders.lexicons.words import any_of
from loaders.names.printed import fold
from loaders.names.word_sets import LEADING
from loaders.rules.models.stated_models import LONGEST_NAME, state_model
from loaders.structure import cues
from loaders.structure.cases import accounts
from schema.nodes import Model

_LABEL = re.compile(
    rf"^(?:(?:an? )?case study(?: (?:{any_of('of what')}|with))?\s*[:–—-]?\s+|"
    rf"(?:key )?{any_of('lesson')}(?: learn(?:ed|t))? from\s+)",
    re.I,
)
_SUBTITLE = re.compile(r"\s+[–—-]\s+|:\s+|\s*[(|]|\s+case study\b", re.I)
_GENERAL = re.compile(rf"{any_of('question or article')}\b.*|\w+|.*[?!]", re.I)
"""Titles that name no work: questions, and single words such as "Projects"."""
_DOES = re.compile(
    rf"(?:The )?({TOKEN}(?: (?:{any_of('inside a long name')} )?{TOKEN}){{0,5}})(?P<short> \([^()]{{1,60}}\))? "
    rf"(?:{any_of('auxiliary')}|aims?|[a-z]+s)\b"
)
"""How the description of a piece of work begins with its name."""
_PARTS = ("overview", "need", "work", "outcome", "lesson")
_LEAST = 3
"""How many parts show a document without a gathering to be the account of a project."""
_FIRST = 12


def state_case_study(context: Context) -> None:
    """State the model that the title names, where the document is a case study on one; a collection's models have headings."""
    if context.event is not None or context.challenges or context.all(Model) or not context.tells_of_work:
        return
    if accounts(context.text.blocks):
        return  # several, whether or not their headings name them
    headings = [block.text.strip(" :") for block in context.text.blocks if block.kind is Kind.HEADING]
    parts = {entry.sense for text in headings if (entry := CASE_STUDIES.cues.whole(text)) and entry.sense in _PARTS}
    if len(parts) < (1 if context.own_document.kind == CASE_STUDIES.kind else _LEAST):
        return
    described = _described(context)
    if found := (described if described and _is_apart(context, *described) else None) or _titled(context) or described:
        first = next(at for at, block in enumerate(context.text.blocks) if block.kind is Kind.HEADING)
        state_model(context, *found, over=first)


def _is_apart(context: Context, index: int, start: int, end: int) -> bool:
    """Whether a name is set in bold, as what a text is about is where it first stands; its title may say it in other words."""
    block = context.text.blocks[index]
    return any(span.start <= block.start + start and block.start + end <= span.end for span in block.bold)


def _titled(context: Context) -> tuple[int, int, int] | None:
    """Return where the document's title names the work, None where it names none."""
    title = context.own_document.title or ""
    name = _LABEL.sub("", title).strip()
    if len(name.split()) > LONGEST_NAME or _SUBTITLE.search(name):
        name = _SUBTITLE.split(name, maxsplit=1)[0]
    name = name.strip(" .:–—-")
    if (
        not name
        or len(name.split()) > LONGEST_NAME
        or _GENERAL.fullmatch(name)
        or cues.outside(name)
        or cues.inside(name)
    ):
        return None
    for index, block in enumerate(context.text.blocks[:_FIRST]):
        if (at := block.text.find(name)) >= 0 and block.kind in (Kind.HEADING, Kind.PARAGRAPH):
            return index, at, at + len(name)
    return None


def _described(context: Context) -> tuple[int, int, int] | None:
    """Return where the part that describes the work begins with its name ("Warm Rooms will open ..."), None where it does not."""
    for index, (heading, block) in enumerate(pairwise(context.text.blocks)):
        entry = CASE_STUDIES.cues.whole(heading.text.strip(" :")) if heading.kind is Kind.HEADING else None
        match = _DOES.match(block.text) if entry and entry.sense == "overview" else None
        if match and fold(match[1].split()[0]) not in LEADING and not context.names.is_place(match[1]):
            return index + 1, *match.span(1)
    return None
