"""Models that running text calls by their place, where no challenge, idea or lesson cites them: "the Preston model", "learn from
Wigan's parks scheme", "the German model of works councils".
"""

import re
from collections.abc import Iterator

from loaders.blocks import Block, Kind
from loaders.context import Context
from loaders.draft import within
from loaders.lexicons.cued import Cued
from loaders.lexicons.words import any_of
from loaders.names.printed import fold
from loaders.names.register import gazetteer, is_everyday
from loaders.rules.models.model_names import model_key
from loaders.structure.cues import capitalised
from loaders.structure.sections import Role
from schema.ids import make_id
from schema.links import LocatedIn
from schema.nodes import Model

RULE = "models"

_APART = (Role.NOISE, Role.REFERENCES, Role.IMPRINT, Role.CHALLENGE, Role.ATTENDEES)
_PLACE = r"(?P<place>[A-ZÀ-Þ][\w-]+(?: [A-ZÀ-Þ][\w-]+)?)(?P<own>['’]s)?"
_BETWEEN = rf"(?:(?!(?:{any_of('end of a name')}|and|about)\b)\w[\w-]* ){{0,3}}?"
_MODEL = Cued(
    rf"\b(?P<name>(?:(?:(?P<people>(?i:{any_of('people of a place')}))|{_PLACE}) {_BETWEEN}|(?P<small>[a-z]{{5,}}) )model"
    r"(?: of (?P<quote>[\"'“‘])?(?:[a-z][\w-]*\s?){1,4}(?<!\s)(?(quote)[\"'”’])(?=\W|$))?)(?![\w-])"
)
"""A place or a people, and that it is a model, with what it is a model of where that is said."""
_SCHEME = Cued(rf"(?P<name>{_PLACE} (?:[a-z][\w-]*,? ){{1,5}}?(?:{any_of('head of a scheme')}|competition|mandate))\b")
_LEARNT = re.compile(rf"(?:{any_of('leads to a model')}) (?:the )?$", re.I)
LONGEST_LEAD = 60


def state_models_in_prose(context: Context) -> None:
    """State the models that the text calls by their place; of minutes and programmes too, since it names them so."""
    if context.challenges:
        return
    apart = context.starts_in(*_APART)
    for block in context.text.blocks:
        if block.kind not in (Kind.PARAGRAPH, Kind.ITEM) or block.start in apart or context.is_ignored(block):
            continue
        for start, end, place in _named(block):
            name = block.text[start:end]
            node = make_id("model", model_key(name))
            context.state(Model(id=node, name=capitalised(name)), block)
            context.mention(node, within(block, start, end))
            if place is not None:
                where = context.names.state_place(block.text[place[0] : place[1]], within(block, *place))
                context.add(LocatedIn(source=node, target=where, evidence=context.evidence(block)))


def _named(block: Block) -> Iterator[tuple[int, int, tuple[int, int] | None]]:
    """Yield where a block names a model, and where the place in its name stands."""
    found: list[tuple[int, int]] = []
    for form in (_MODEL, _SCHEME):
        for match in form.finditer(block.text):
            start, end = match.span("name")
            if any(a < end and start < b for a, b in found):
                continue
            named = match.groupdict()
            place = "small" if named.get("small") else "place"
            if named[place] is not None and not _is_place(named[place]):
                continue
            if form is _SCHEME and not _LEARNT.search(block.text[max(0, start - LONGEST_LEAD) : start]):
                continue
            found.append((start, end))
            yield start, end, match.span(place) if named[place] else None


def _is_place(words: str) -> bool:
    """Whether words name a known place that no everyday word is; notes may print it in small letters."""
    name = words if words[0].isupper() else words.title()
    return gazetteer().get(name) is not None and (words[0].isupper() or not is_everyday(fold(words)))
