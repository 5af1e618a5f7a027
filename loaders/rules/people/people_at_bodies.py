"""People whom notes list with their bodies by an at sign, one a line: "Ada @ Alder Trust", "Bea North @ Dock Co-op / Elm Ring".

The sign says what each part is, so that a first name alone is a person there, and any name behind it a body.
"""

import re
from collections.abc import Iterator
from itertools import groupby

from loaders.blocks import Block, Kind, Span
from loaders.context import Context, Entry
from loaders.draft import within
from loaders.lexicons.words import any_of
from loaders.rules.people.people import state_entry
from loaders.rules.people.person_details import parts_of

RULE = "people at bodies"

_LINE = re.compile(r"(?P<who>[^@]{1,60}?)\s+@(?:\s+(?P<bodies>\w[^@]{1,100}))?\s*")
_NAME = re.compile(r"[^\W\d_a-z][\w'’.-]*(?: [^\W\d_a-z][\w'’.-]*){0,3}")
_BODY = re.compile(rf"(?:[^\W_]*[^\W_a-z][\w&.'’-]*)(?: (?:{any_of('inside a name')} ){{0,2}}[^\W_a-z][\w&.'’-]*)*")
_PARTS = re.compile(r"\s+/\s+|\s*;\s+")
_LEAST = 3
"""The fewest lines that make a list."""


def state_people_at_bodies(context: Context) -> None:
    """State the people and bodies of such lists, and that the ones work for the others."""
    apart = context.aside
    free = [block for block in context.text.blocks if block.start not in apart]
    for listed, run in groupby(free, _is_line):
        lines = list(run) if listed else []
        if len(lines) >= _LEAST:
            for line in lines:
                _state(context, line)


def _is_line(block: Block) -> bool:
    return block.kind in (Kind.ITEM, Kind.PARAGRAPH) and _LINE.fullmatch(block.text) is not None


def _state(context: Context, line: Block) -> None:
    match = _LINE.fullmatch(line.text)
    if match is None:
        return
    bodies = list(_bodies(line, match))
    if _NAME.fullmatch(match["who"]) is None:
        for body in bodies:  # somebody whose name the writer did not catch
            context.names.state_organisation(context.words(body), body)
    else:
        name = within(line, *match.span("who"))
        for body in bodies:
            state_entry(context, Entry(name, organisation=body), line)
        if not bodies:
            context.names.state_person(context.words(name), name)
    context.peopled.add(line.start)
    context.claim(RULE, line)


def _bodies(line: Block, match: re.Match[str]) -> Iterator[Span]:
    printed = match["bodies"] or ""
    for first, end in parts_of(printed, _PARTS):
        if _BODY.fullmatch(printed[first:end]):
            yield within(line, match.start("bodies") + first, match.start("bodies") + end)
