"""Who made the document: those whom its imprint, its cover or its first lines name as author, editor, publisher or client."""

import re

from loaders.blocks import Block, Kind
from loaders.context import Context
from loaders.lexicons.cued import Cued
from loaders.lexicons.words import any_of
from loaders.names.common_words import is_common
from loaders.names.phrases import words_of
from loaders.rules.bodies.lists import names_in_sentence
from loaders.rules.people.person_lines import is_known_first, names_in
from loaders.structure.sections import Role
from schema.links import Wrote

RULE = "authors"

_FIRST, _LAST = 10, 25
"""How many blocks at the head and at the end of a document may name those who made it."""
_DOCUMENT = any_of("what a paper calls itself")
_MADE = tuple(
    (as_, Cued(pattern))
    for as_, pattern in (
        (
            "author",
            rf"\b(?:(?i:{_DOCUMENT}|this) )?(?:is |was )?(?i:{any_of('said of who made a text')})(?: and \w+)? by:?\s+"
            rf"|(?:^|\b(?i:{_DOCUMENT}) (?:is |was )?)(?i:{any_of('made for others')})(?: for [^.;:]{{3,80}}?)? by:?\s+"
            rf"|^(?:(?i:{_DOCUMENT}) )?(?i:authors?|words|text)\s*:\s+|^(?:(?i:a )?(?i:{_DOCUMENT}) )?[Bb]y\s+",
        ),
        ("editor", r"\b[Ee]dited by:?\s+|^[Ee]ditors?\s*:\s+"),
        ("publisher", rf"^[Pp]ublished by:?\s+|^[Pp]ublishers?\s*:\s+|\b(?i:{_DOCUMENT}) (?:is |was )?published by\s+"),
        ("commissioned by", rf"^[Cc]ommissioned by:?\s+|\b(?i:{_DOCUMENT}) (?:is |was )?commissioned by\s+"),
    )
)


def state_authors(context: Context) -> None:
    """State who wrote, edited, published or commissioned the document, and not what it tells of."""
    apart = context.starts_in(Role.IMPRINT)
    below_title = [block.start for block in context.text.blocks if block.kind is Kind.HEADING][1:]
    for block in _places(context):
        of_work = bool(below_title) and block.start > below_title[0] and block.start not in apart
        for as_, pattern in _MADE:
            if of_work and as_ == "commissioned by":
                continue  # below a heading it is some piece of work that somebody commissioned
            for match in pattern.finditer(block.text[:1000]):
                _state(context, block, match.end(), as_)


def _places(context: Context) -> list[Block]:
    blocks = context.text.blocks
    imprint = [b for s in context.section.find(Role.IMPRINT) for b in s.all_blocks()]
    near = [*blocks[:_FIRST], *imprint, *blocks[-_LAST:]]
    inside = context.starts_in(Role.CHALLENGE, Role.NOISE)
    chosen = {b.start: b for b in near if b.kind is not Kind.NOTE and b.start not in inside}
    return [block for _, block in sorted(chosen.items())]


def _state(context: Context, block: Block, start: int, as_: str) -> None:
    """State those who are named from `start` on: people, or else bodies."""
    end = re.compile(r"(?<!\b[A-Z])[.;](?=\s|$)|$").search(block.text, start)
    stop = end.start() if end else len(block.text)
    position = start
    found = []
    for name in names_in(context, block, start, stop):
        between = block.text[position : name.start - block.start]
        if not _is_called(context.words(name), as_) or not re.fullmatch(r"[\s,&]*(?:and|with)?\s*", between):
            break
        found.append(context.names.state_person(context.words(name), name))
        position = name.end - block.start
    if not found:
        named = names_in_sentence(context, block, start, stop=stop)
        found = [
            context.names.state_organisation(body.printed, *body.spans)
            for body in named
            if context.names.is_organisation(body.printed)
        ]
    for who in found:
        context.add(Wrote(source=who, target=context.document, as_=as_, evidence=context.evidence(block)))


def _is_called(printed: str, as_: str) -> bool:
    """Whether a name is a person's: by its first name, or where an author stands, by holding no common word."""
    return is_known_first(printed) or (as_ == "author" and not any(map(is_common, words_of(printed))))
