"""The model that a whole document tells of: a case study that says so, or an account of a project part by part."""

import re

from loaders.blocks import Kind
from loaders.context import Context
from loaders.families.family import CASE_STUDIES
from loaders.lexicons.words import any_of
from loaders.rules.headed_models import LONGEST_NAME, state_model
from loaders.structure import cues
from loaders.structure.cases import accounts
from schema.nodes import Model

_LABEL = re.compile(
    r"^(?:(?:an? )?case study(?: (?:on|of|from|with))?\s*[:–—-]?\s+|"
    r"(?:key )?(?:learnings?|lessons?(?: learn(?:ed|t))?|insights) from\s+)",
    re.I,
)
_SUBTITLE = re.compile(r"\s+[–—-]\s+|:\s+|\s*[(|]|\s+case study\b", re.I)
_GENERAL = re.compile(rf"{any_of('question or article')}\b.*|\w+|.*[?!]", re.I)
"""Titles that name no work: questions, and single words such as "Projects"."""
_LEAST = 3
"""Parts that show a document without a gathering to be the account of a project."""
_FIRST = 12


def state_case_study(context: Context) -> None:
    """State the model that the title names, where the document is a case study on one; a collection's models have headings."""
    if context.event is not None or context.challenges or context.all(Model) or not context.tells_of_work:
        return
    if accounts(context.text.blocks):
        return  # several, whether or not their headings name them
    headings = [block.text.strip(" :") for block in context.text.blocks if block.kind is Kind.HEADING]
    senses = CASE_STUDIES.cues.senses
    parts = {entry.sense for text in headings if (entry := CASE_STUDIES.cues.whole(text)) and entry.sense in senses[1:]}
    if len(parts) < (1 if context.own_document.kind == CASE_STUDIES.kind else _LEAST):
        return
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
        return
    for index, block in enumerate(context.text.blocks[:_FIRST]):
        if (at := block.text.find(name)) >= 0 and block.kind in (Kind.HEADING, Kind.PARAGRAPH):
            state_model(context, index, at, at + len(name))
            return
