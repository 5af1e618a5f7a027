"""Whether what stands where a speaker does is a person's name: of words that nothing else has, and outside of a talk's title."""

import re

from loaders.blocks import Block, Kind, Span
from loaders.context import Context
from loaders.dates import day_in
from loaders.lexicons.words import word_list, word_set
from loaders.names.printed import first_word, fold, person_name
from loaders.names.register import first_names, gazetteer, is_everyday
from loaders.names.word_sets import GATHERINGS, STREETS, THINGS
from loaders.structure import cues

HANDLE = re.compile(r"\s+[\[(]?@\w+[\])]?")
"""How to reach somebody, behind the name."""
_ACRONYM = re.compile(r"\b[A-Z]{3,} \w+[a-z]|[a-z] [A-Z]{3,}\b")
"""Capitals beside a word that has others, as a body's name has them."""
_NO_FAMILY = word_set("venue") | STREETS | GATHERINGS | THINGS
"""Words that behind an unknown first name end what is called after somebody, or where people meet ("Alumni Hall")."""


def is_apart(block: Block) -> bool:
    """Whether a block is a note, or says below words posted elsewhere by which account they are and when they were posted."""
    handle = HANDLE.search(block.text) if block.marker == "—" else None
    return block.kind is Kind.NOTE or (handle is not None and day_in(block.text[handle.end() :]) is not None)


def can_be_person(context: Context, printed: str) -> bool:
    """Whether what stands where a speaker does can be a person's name: nothing else is called so, and none of its words is a common
    one."""
    words = [word for word in fold(person_name(printed)).split() if word not in word_set("title of honour")]
    if not words:
        return False
    known = words[0] in first_names()
    if not known and (is_everyday(words[0]) or words[-1] in _NO_FAMILY):
        return False
    return not (
        _ACRONYM.search(printed)
        or context.names.is_organisation(printed)
        or context.names.is_place(printed)
        or cues.is_role(" ".join(words))
        or any(is_everyday(word, surname=True) for word in words[known:])
        or " ".join(words) in gazetteer().places
    )


def can_be_title(context: Context, span: Span) -> bool:
    """Whether words that are set apart can be a talk's title: several, and nobody's name, office or body."""
    words = context.words(span).strip(" :–—-")
    names = context.names
    named = names.is_organisation(words) or names.is_person(words) or names.is_place(words)
    return len(words.split()) > 1 and not named and first_word(words) not in first_names(sure=True)


def is_in_title(sentence: str, at: int) -> bool:
    """Whether a place of a sentence stands in quotation marks, as the title of a talk does."""
    before = sentence[:at]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def tells_of_judges(sentence: str) -> bool:
    """Whether a sentence tells who sat on a panel to judge what others showed, who spoke no more than the rest."""
    said = sentence.lower()
    return any(panel in said for panel in word_list("panel that judges"))
