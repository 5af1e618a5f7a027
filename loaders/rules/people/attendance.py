"""Who came, where a label or heading says so of the people behind it, and which bodies did, where a sentence lists them.

People are those whom other rules have named by then; with them came the bodies that the same words tie them to.
"""

import re
from collections import defaultdict
from collections.abc import Container

from loaders.blocks import Block, Kind, Span
from loaders.context import Context
from loaders.families.family import MINUTES
from loaders.lexicons.lexicon import lexicon
from loaders.rules.bodies.attendees import ABSENT, LABELLED, who_came
from loaders.rules.bodies.attending_bodies import announces, said_to_have_come, state_attending_bodies
from loaders.structure.sections import Role
from schema.links import Attended, WorksFor

RULE = "attendance"

_BRACKET = re.compile(r"([^()]{2,40}?)\s*\(([^()]{2,40})\)")
_LINE = 600
"""The most characters of a block that lists people behind a label on a line of its own."""


def state_attendance(context: Context) -> None:
    """State who came, by labels, headings and sentences. Needs `context.event`."""
    if context.event is None:
        return
    minutes = context.is_minutes
    apart = context.aside
    people, bodies = context.people(), _bodies(context)
    said: str | None = None
    columns: dict[tuple[int, int], str | None] = {}
    read: list[Block] = []
    for block in context.text.blocks:
        if block.start in apart or context.is_ignored(block):
            continue
        if block.kind is Kind.ROW:
            spans = _cells_who_came(context, block, columns, minutes=minutes)
        else:
            said, spans = _lines_who_came(context, block, said, people, minutes=minutes)
            if not spans and block.start in people:
                _state_told(context, block, said_to_have_come(context, block), people[block.start])
            read.append(block)
        for at, _, who in people.get(block.start, []):
            if any(span.start <= block.start + at < span.end for span in spans):
                came = [who, *bodies.get((who, context.passages[context.index_at(block.start)].id), [])]
                evidence = context.evidence(block)
                context.add(*(Attended(source=one, target=context.event, evidence=evidence) for one in came))
                context.claim(RULE, block)
    if not minutes:
        _state_listed_on_cards(context)
    state_attending_bodies(context, read)


def _state_told(context: Context, block: Block, spans: list[Span], named: list[tuple[int, int, str]]) -> None:
    """State that the people came whom a sentence lists behind words that say so; whose bodies came, another rule reads."""
    for at, _, who in named:
        if context.event is not None and any(span.start <= block.start + at < span.end for span in spans):
            context.add(Attended(source=who, target=context.event, evidence=context.evidence(block)))
            context.claim(RULE, block)


def _state_listed_on_cards(context: Context) -> None:
    """State that the people of a list of those who came did, and their bodies, where the list sets name, office and body on lines
    of their own."""
    listed = {
        context.passages[context.index_at(block.start)].id
        for section in context.section.find(Role.ATTENDEES)
        for block in who_came(section.body)
    }
    for link in context.all(WorksFor):
        if (
            context.event is not None
            and not link.former
            and listed.issuperset(link.evidence)
            and len(link.evidence) > 1
        ):
            came = (link.source, link.target)
            context.add(*(Attended(source=one, target=context.event, evidence=link.evidence) for one in came))


def _sense(label: str, *, minutes: bool) -> str | None:
    """Return whether people behind a label `came` or `stayed away`, None where it says neither."""
    words = label.strip(" *_:\t")
    sense = _whole(words, minutes=minutes)
    if sense is None and (
        bracket := _BRACKET.fullmatch(words)
    ):  # "Officials (regular attendees)", "Members (apologies)"
        away = _whole(bracket[2], minutes=False) == "stayed away"
        sense = "stayed away" if away else _whole(bracket[1], minutes=minutes)
    return sense


def _whole(words: str, *, minutes: bool) -> str | None:
    entry = lexicon("attendance").whole(words) or (MINUTES.cues.whole(words, "came") if minutes else None)
    return None if entry is None else entry.sense


def _lines_who_came(
    context: Context, block: Block, said: str | None, people: Container[int], *, minutes: bool
) -> tuple[str | None, list[Span]]:
    """Return what holds for the blocks behind this one, and the characters of it that name who came."""
    if (whole := _sense(block.text, minutes=minutes)) is not None:
        return whole, []
    if ABSENT.match(block.text):
        return None, []
    if announces(context, block):
        return "came", []
    if block.kind is Kind.HEADING:
        return None, []
    label = LABELLED.match(block.text)
    if label and (sense := _sense(label[1], minutes=minutes)):
        return None, [Span(block.start + label.end(), block.end)] if sense == "came" else []
    if said is None or block.start not in people or len(block.text) > _LINE:
        return None, []
    told = context.sentences(block) if said == "came" else ()
    return said, [Span(block.start + a, block.start + b) for a, b in told if not ABSENT.match(block.text[a:b].lstrip())]


def _cells_who_came(
    context: Context, row: Block, columns: dict[tuple[int, int], str | None], *, minutes: bool
) -> list[Span]:
    """Return the cells of a row that name who came: those beside a label in the row, and those below one in their column."""
    table = row.table or 0
    filled = [(i, cell) for i, cell in enumerate(row.cells) if cell.end > cell.start]
    senses = {i: _sense(context.words(cell), minutes=minutes) for i, cell in filled}
    labels = [i for i, sense in senses.items() if sense is not None]
    beside = len(filled) > 1 and labels == [filled[0][0]]
    if not beside:
        columns.update({(table, i): senses[i] for i in labels})
    found = []
    for i, cell in filled:
        sense = senses[labels[0]] if beside else columns.get((table, i))
        if i not in labels and sense == "came":
            found.append(Span(cell.start, cell.end))
    return found


def _bodies(context: Context) -> dict[tuple[str, str], list[str]]:
    """Return for whom a passage says that a person works, by person and passage."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for link in context.all(WorksFor):
        if not link.former:
            for passage in link.evidence:
                found[(link.source, passage)].append(link.target)
    return found
