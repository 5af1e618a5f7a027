"""Somebody of a list of those who came: the person, the office and body beside the name, and that both took part."""

import re
from dataclasses import replace

from loaders.blocks import Block, Span
from loaders.context import Context, Entry
from loaders.lexicons.words import word_set
from loaders.names.printed import TITLES, fold
from loaders.rules.bodies.lists import looks_like_name
from loaders.rules.people.people import state_entry
from loaders.rules.people.people_by_initials import in_full
from loaders.structure import cues
from schema.links import Attended, SpokeAt

RULE = "participants"

_CAPITAL = re.compile(r"\b[A-Z]|[A-Z]{2}")
_OFFICE_OF = re.compile(r"(?<=\w )Office of (?:the )?(?=[A-Z])")
"""What is named after an office and is a body."""


def took_part(
    context: Context,
    entry: Entry,
    block: Block,
    *surname: Span,
    came: bool = True,
    surely: bool = False,
    manner: str | None = None,
) -> None:
    """State a person of a list; what stands in the column of bodies (`surely`) needs only a capital to be one."""
    organisation = entry.organisation
    printed = context.words(organisation) if organisation is not None else ""
    shaped = surely and _CAPITAL.search(printed) and len(printed.split()) <= 12
    none = fold(printed) in word_set("no body beside a name")
    if organisation is not None and (none or not (shaped or _is_body(context, printed))):
        entry = replace(entry, organisation=None)
    if not entry.printed and (full := in_full(context, context.words(entry.person))):
        entry = replace(entry, printed=full)
    person, body = state_entry(context, entry, block)
    for span in surname:
        context.mention(person, span)
    if context.event is not None and came:
        evidence = context.evidence(block)
        context.add(*(Attended(source=who, target=context.event, evidence=evidence) for who in (person, body) if who))
    if context.event is not None and manner:
        context.add(SpokeAt(source=person, target=context.event, as_=manner, evidence=context.evidence(block)))
    context.peopled.add(block.start)
    context.claim(RULE, block)


def _is_body(context: Context, printed: str) -> bool:
    own = _OFFICE_OF.split(printed)[0]
    shaped = looks_like_name(printed) and not cues.is_role(own) and not TITLES.match(printed)
    return shaped or context.names.is_organisation(printed)
