"""The numbers under which bodies are registered, where a document prints them."""

import re

from loaders.blocks import Span
from loaders.context import Context
from loaders.lexicons.cued import Cued
from loaders.lexicons.words import any_of
from loaders.names import recognise
from loaders.rules.bodies.lists import names_in_sentence
from schema.nodes import Organisation

RULE = "organisations"

_LED = re.compile(rf"\b{any_of('run by')} by (?=[A-Z])")
_NUMBER = Cued(
    r"\b(?P<what>compan\w+(?: house)?(?: registration)?|(?:registered )?charity|community interest company"
    rf"|registered in {any_of('country behind a body')}[^.;,()]{{0,30}}?)\s*(?:registration\s+)?(?:numbers?|n[or]s?\.?|#"
    rf"|reg\.?(?:istration)?(?: no\.?)?)?\s*:?\s*(?P<number>{any_of('prefix of a number')}?\s?\d{{5,8}})\b",
    re.I,
)


def state_numbers(context: Context) -> None:
    """State the company and charity numbers that stand after a body's name, or after the body that an imprint says leads."""
    before: str | None = None
    for block in context.text.blocks:
        found = recognise.organisations(block.text)
        for match in _NUMBER.finditer(block.text):
            sentence = block.text.rfind(". ", 0, match.start()) + 1
            owners = [f for f in found if sentence <= f.start and f.end <= match.start()]
            who = before
            if owners:
                named = Span(block.start + owners[-1].start, block.start + owners[-1].end)
                who = context.names.state_organisation(owners[-1].printed, named)
            if who is None:
                continue
            name = context.node(Organisation, who)
            if name is not None:
                numbered = (_identifier(match["what"], match["number"]),)
                context.state(Organisation(id=who, name=name.name, identifiers=numbered), block, name=[])
                context.claim(RULE, block)
        led = _LED.search(block.text) if " by " in block.text else None
        if led and (leaders := names_in_sentence(context, block, led.end())):
            leader = leaders[0]
            known = context.names.is_organisation(leader.printed)
            before = context.names.state_organisation(leader.printed, *leader.spans) if known else None
        elif found:
            before = None


def _identifier(what: str, number: str) -> str:
    """Return a printed number in org-id style: `GB-COH-07007166`, `GB-CHC-1187734`, `GB-SC-SC012345`."""
    bare = number.replace(" ", "").upper()
    if "charity" in what.casefold():
        return f"GB-SC-{bare}" if bare.startswith("SC") else f"GB-CHC-{bare}"
    letters = re.match(r"[A-Z]*", bare)
    prefix = letters[0] if letters else ""
    return f"GB-COH-{prefix}{bare[len(prefix) :].zfill(8 - len(prefix))}"
