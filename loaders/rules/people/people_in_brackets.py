"""People whom a bracket lists behind their body: "Elm Trust (Ada North, Dr Bo Lee), Fir Council (Cllr Cy Dale)"; and those of a
list in a sentence whose bodies stand in brackets behind them, however rare their names are."""

import re
from collections.abc import Iterator

from loaders.blocks import Block, Kind, Span
from loaders.context import Context
from loaders.draft import within
from loaders.lexicons.cued import Cued
from loaders.lexicons.words import any_of
from loaders.rules.bodies.used_bodies import can_be_body
from loaders.rules.people.list_forms import can_be
from loaders.rules.people.people import state_office
from loaders.rules.people.person_lines import is_known_first, name_at
from loaders.rules.people.person_patterns import PART
from loaders.structure import cues

RULE = "people in brackets"

_CAP = r"[A-ZÀ-Þ][\w&.'’-]*"
_SMALL = rf"(?:{any_of('particle of a name')} ){{0,2}}"
_LISTED = Cued(
    rf"(?P<body>{_CAP}(?: (?:{any_of('inside the name of a body')} ){{0,2}}{_CAP})*) \((?P<people>[A-Z][^():]{{4,300}})\)"
)
_JOINT = re.compile(rf"\s*(?:[,;]\s*)?(?:{any_of('and')}\s+)?")
_WITH_BODY = Cued(rf"(?P<name>{PART}(?: [A-Z]\.)? {_SMALL}{PART}(?: {PART})?) \((?P<body>[^()]{{2,80}})\)")
_PARTED = re.compile(rf"[,;]? (?:{any_of('and')} )?")
_RUN, _MOST = 4, 0.6
"""The fewest names of a list with a bracket behind each, and the share of them that must be known as people's, or of a body."""
_SEVERAL = 2
"""How many such brackets in one text show that names are bodies which nothing else shows to be."""


def state_in_brackets(context: Context) -> None:
    """State the people of such brackets, and the bodies before them."""
    apart = context.aside
    for block in context.text.blocks:
        if block.start in apart or block.kind in (Kind.NOTE, Kind.HEADING):
            continue
        _with_bodies(context, block)
        found = [(match, names) for match in _LISTED.finditer(block.text) if (names := _names(context, block, match))]
        several = len(found) >= _SEVERAL and sum(len(names) for _, names in found) > _SEVERAL
        for match, names in found:
            known = context.names.is_organisation(match["body"])
            if known or (several and can_be_body(context, match["body"], listed=True)):
                _state(context, block, match, names)


def _with_bodies(context: Context, block: Block) -> None:
    """State the people of a list of names with brackets behind them, most of which show that it is one of people and bodies."""
    run: list[re.Match[str]] = []
    for match in (*_WITH_BODY.finditer(block.text), None):
        if match is not None and (not run or _PARTED.fullmatch(block.text, run[-1].end(), match.start())):
            run.append(match)
            continue
        if len(run) >= _RUN:
            _state_run(context, block, run)
        run = [match] if match is not None else []


def _state_run(context: Context, block: Block, run: list[re.Match[str]]) -> None:
    names = context.names
    people = sum(is_known_first(one["name"]) for one in run)
    bodies = sum(names.is_organisation(one["body"]) for one in run)
    if (
        people < _MOST * len(run)
        or bodies < _MOST / 2 * len(run)
        or any(names.is_organisation(one["name"]) for one in run)
    ):
        return
    for one in run:
        who = names.state_person(one["name"], within(block, *one.span("name")))
        body = one["body"]
        if names.is_organisation(body) or (
            can_be(context, within(block, *one.span("body"))) and not cues.is_role(body)
        ):
            state_office(context, who, None, within(block, *one.span("body")), block)


def _state(context: Context, block: Block, match: re.Match[str], names: list[Span]) -> None:
    for name in names:
        who = context.names.state_person(context.words(name), name)
        state_office(context, who, None, within(block, *match.span("body")), block)


def _names(context: Context, block: Block, match: re.Match[str]) -> list[Span]:
    """Return the people that a bracket lists, none where it holds anything else."""
    found = list(_listed(context, block, *match.span("people")))
    whole = bool(found) and found[-1].end - block.start == match.end("people")
    return found if whole and any(is_known_first(context.words(name)) for name in found) else []


def _listed(context: Context, block: Block, at: int, end: int) -> Iterator[Span]:
    """Yield the names that follow each other from a place of a block's text."""
    while at < end and (name := name_at(context.names, block, at)) is not None:
        yield name
        at = name.end - block.start
        joint = _JOINT.match(block.text, at)
        at = joint.end() if joint and at < end else end
