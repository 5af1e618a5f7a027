"""Who stands by those who held the event: the bodies that a sentence calls their partners."""

import re

from loaders.blocks import Block, Span
from loaders.context import Context
from loaders.lexicons.cued import Cued
from loaders.lexicons.words import any_of
from loaders.names import recognise
from loaders.rules.bodies.attendees import is_surely_person, state_body
from loaders.rules.bodies.lists import Name
from loaders.rules.events.organisers import names_behind
from schema.links import PartnerOf

RULE = "organisations"

PARTNERS = Cued(
    rf"\b{any_of('before partners')}?\s*(?:\w+\s+)?(?:{any_of('kind of partner')}\s+)?"
    rf"(?P<as>{any_of('kind of partners', capital=True)})"
    rf"(?:\s+{any_of('beside a body')}\s+(?:the\s+)?\w+(?:\s+\w+)?)?\s*(?:{any_of('be')}|being|remain|include|[:,–-])?\s+"
    r"(?=(?:the\s+)?[A-Z])"
)


def state_partners(context: Context, block: Block, organisers: list[str]) -> None:
    """State the bodies that a block calls partners: of the first of the organisers or, where nobody held the event, of the body
    that its sentence names before them."""
    for match in PARTNERS.finditer(block.text):
        if match["as"].casefold() == "partners" and not re.search(
            r"\b(?:its|our|with \w+|core|strategic)\b", match[0], re.I
        ):
            continue
        start = block.text.rfind(". ", 0, match.start()) + 1
        subject = recognise.organisations(block.text[start : match.start()])
        target = organisers[0] if organisers else None
        if target is None and subject and "our" not in match[0].casefold().split():
            named = Span(block.start + start + subject[0].start, block.start + start + subject[0].end)
            target = context.names.state_organisation(subject[0].printed, named)
        if target is None:
            continue
        for name in names_behind(context, block, match.end()):
            state_partner(context, name, block, target, match["as"].casefold().removesuffix("s"))


def state_partner(context: Context, name: Name, block: Block, target: str, as_: str) -> None:
    """State that a body is a partner of another, in the capacity `as_`."""
    if is_surely_person(context, name.printed):
        return
    who = state_body(context, name)
    if who != target:
        context.add(PartnerOf(source=who, target=target, as_=as_, evidence=context.evidence(block)))
        context.claim(RULE, block)
