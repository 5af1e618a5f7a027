"""Officers whom a text quotes without their body, where its last part tells of one alone: "says founder Ada North" above a part
"About Elm Trust", as press releases end.
"""

import re
from collections.abc import Iterator

from loaders.blocks import Block, Kind, Span
from loaders.context import Context
from loaders.draft import within
from loaders.lexicons.words import any_of
from loaders.rules.bodies.used_bodies import can_be_body
from loaders.rules.people.named_people import SAID, SAID_BEHIND
from loaders.rules.people.people import state_office
from loaders.rules.people.person_lines import SAYS
from schema.links import WorksFor

_ABOUT = re.compile(r"About (?:[Tt]he )?(?P<body>[A-Z].{2,60}?)\W*")
_OFFICER = any_of("office", capital=True)
_OFFICE = rf"(?P<office>(?:[A-Za-z][\w-]+ )?{_OFFICER}(?: of [A-Za-z][\w& -]{{2,50}}?)?)"
_BEFORE = re.compile(rf"\b{SAYS} (?:the )?{_OFFICE},? $")
"""What leads to somebody whose words stand before ("says founder Ada North")."""
_BEHIND = re.compile(rf", {_OFFICE}(?![^,.])")


def state_quoted(context: Context) -> None:
    """State that those whom a text quotes with an office and without a body hold it in the one body that the text is about."""
    own = _about(context)
    if own is None or context.is_minutes:
        return
    employed = {link.source for link in context.all(WorksFor)}
    for block, who, office in _quoted(context):
        if who not in employed:
            state_office(context, who, office, own, block)
            employed.add(who)


def _about(context: Context) -> Span | None:
    """Return where the one body is named about which a part of the text is, None where there are none or several."""
    found: dict[str, Span] = {}
    for block in context.text.blocks:
        about = _ABOUT.fullmatch(block.text) if block.kind in (Kind.HEADING, Kind.PARAGRAPH) else None
        if about is not None and can_be_body(context, about["body"]):
            found[about["body"]] = within(block, *about.span("body"))
    return next(iter(found.values())) if len(found) == 1 else None


def _quoted(context: Context) -> Iterator[tuple[Block, str, Span]]:
    """Yield the people whom sentences quote with an office and no body: the block, who it is, and the office."""
    for start, named in context.people().items():
        block = context.block_at(start)
        for at, end, who in named:
            before, behind = _BEFORE.search(block.text[:at]), _BEHIND.match(block.text, end)
            if before is not None:
                yield block, who, within(block, *before.span("office"))
            elif behind and (SAID.search(block.text[:at]) or SAID_BEHIND.match(block.text, behind.end())):
                yield block, who, within(block, *behind.span("office"))
