"""Authors whose bodies stand below their names at the head of a document: on the next line, or in the notes that raised figures
behind the names lead to."""

import re

from loaders.blocks import Block, Kind, Span
from loaders.context import Context, Entry
from loaders.lexicons.words import any_of
from loaders.names.printed import TITLES
from loaders.rules.bodies.lists import looks_like_name
from loaders.rules.people.people import state_entry
from loaders.rules.people.person_lines import is_known_first, names_in
from schema.links import Wrote

RULE = "affiliations"

_HEAD = 8
"""Up to which block the authors stand."""
_NOTES = 20
"""How near behind their names such notes stand, in blocks."""
_LINE = 130
"""The most characters of a line that is a body and nothing else."""
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_BESIDE = re.compile(rf"(?:[\W\d_{_RAISED}]|\b(?:{any_of('and')}|by|with)\b)*", re.I)
"""All that stands between the names of a list, with the figures behind them."""


def state_affiliations(context: Context) -> None:
    """State the authors that a line at the head of the document lists, with the bodies below."""
    blocks = context.text.blocks
    for index in range(1, min(_HEAD, len(blocks) - 1)):
        block = blocks[index]
        names = _names(context, block) if block.kind is Kind.PARAGRAPH and len(block.text) <= 3 * _LINE else []
        bodies = [_noted(context, index, block, name, names) for name in names]
        if len(names) > 1 and not any(bodies) and blocks[index + 1].kind is Kind.PARAGRAPH:
            below = _body(context, blocks[index + 1])
            bodies = [below for _ in names]
        if not any(bodies):
            continue
        for name, body in zip(names, bodies, strict=True):
            who, _ = state_entry(context, Entry(name, None, body, name.end - block.start), block)
            context.add(Wrote(source=who, target=context.document, as_="author", evidence=context.evidence(block)))
        context.claim(RULE, block)
        return


def _names(context: Context, block: Block) -> list[Span]:
    """Return the names of a line that lists people and holds nothing else."""
    found = ((name, context.words(name).rstrip(_RAISED)) for name in names_in(context, block))
    names = [Span(name.start, name.start + len(words)) for name, words in found]
    rest, position = "", 0
    for name in names:
        rest += block.text[position : name.start - block.start] + " "
        position = name.end - block.start
    only = _BESIDE.fullmatch(re.sub(TITLES.pattern.removeprefix("^"), " ", rest + block.text[position:]))
    return names if only and any(is_known_first(context.words(name)) for name in names) else []


def _noted(context: Context, index: int, block: Block, name: Span, names: list[Span]) -> Span | None:
    """Return the body in the note to which the first figure behind a name leads."""
    after = min((other.start for other in names if other.start > name.start), default=block.end)
    marker = next((m for at, m in block.notes if name.end <= at <= after), None)
    notes = context.text.blocks[index + 1 : index + _NOTES]
    note = next((b for b in notes if b.kind is Kind.NOTE and b.marker == marker), None)
    return _body(context, note) if note is not None else None


def _body(context: Context, line: Block) -> Span | None:
    """Return the body that a line is, or that it begins with before the one that it is a part of."""
    if not line.text[:1].isupper() or len(line.text) > _LINE:
        return None
    text = line.text.rstrip(" .;")
    first, _, whole = text.partition(", ")
    own = context.names.is_organisation(first)
    if own and (not whole or looks_like_name(whole)):
        return Span(line.start, line.start + len(first))
    part = looks_like_name(first) and context.names.is_organisation(whole.split(", ")[0]) if whole else False
    return Span(line.start, line.start + len(first)) if part else None
