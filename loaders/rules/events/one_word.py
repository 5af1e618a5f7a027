"""Gatherings whose name shows what it is by its form: one word, with a place or a year behind it ("BreadCamp Ely"), in the title
or, on a page that has who sponsors, attends or speaks there, in its text; or a title's first words with a number behind them."""

import re

from loaders.context import Context
from loaders.lexicons.words import any_of, word_set
from loaders.rules.events.gatherings import CALLED, named_with_year, own_name, readable, say_that_people_met
from loaders.rules.events.periodicals import may_be_titled
from loaders.structure import cues
from loaders.structure.sections import Role
from schema.nodes import Document

_EDITION = re.compile(rf"^({CALLED}\s+(?:\d{{1,2}}|[IVX]+))(?=\s*$|\s*[:,.|–—]|\s-\s)")
"""A name at the head of a title that counts how often there was one ("Open Bread Camp 3 - rising")."""
_ONE_WORD = re.compile(
    rf"\b(?P<name>[A-Z]\w*[a-z\d]{any_of('end of a gathering in one word')})\b(?: (?P<place>[A-ZÀ-Þ][\w-]+(?: [A-ZÀ-Þ][\w-]+)?)\b)?"
)
_HEAD = 5
"""Up to which block such a page names what it is of."""


def of_one_word(context: Context, document: Document, date: str | None) -> str | None:
    """Read a name in the title whose one word says by its end what it names, with the place behind it ("BreadCamp Ely")."""
    if not may_be_titled(context, document):
        return None
    match = _ONE_WORD.search(document.title)
    if match is None and cues.outside(document.title) in ("sponsors", "attendees", "speakers"):
        found = [one for block in readable(context) for one in _ONE_WORD.finditer(block.text)]
        named = [" ".join(one) for block in readable(context)[:_HEAD] for one in named_with_year(block.text)]
        if named and not found:
            return named[0]
        match = max(found, key=lambda one: bool(one["place"] and context.names.is_place(one["place"])), default=None)
    told = say_that_people_met(context.annotations.all("cue"))
    if match is None or not (told or any(map(context.section.find, (Role.CHALLENGE, Role.IDEAS, Role.SPONSORS)))):
        return None
    place = match["place"] or ""
    return match[0] if context.names.is_place(place) or place in word_set("state or province") else match["name"]


def edition(context: Context, document: Document, date: str | None) -> str | None:
    """Read a name at the head of the title that says which of its like the gathering was."""
    match = _EDITION.match(document.title) if may_be_titled(context, document) else None
    return own_name(match[1]) if match else None
