"""The shape of a name beside an office or a person that shows it to be a body's, where nothing else does."""

import re

from loaders.blocks import Block, Span
from loaders.lexicons.words import any_of, word_set
from loaders.names.printed import fold
from loaders.names.register import is_everyday
from loaders.names.resolver import Resolver
from loaders.names.word_sets import GENERIC

ONE_WORD = re.compile(r"[A-Z][\w&.-]*[A-Z][\w&-]*$")
"""A name of one word whose capitals no other word has: INNODEMS, HonestlyReal."""
ONE = re.compile(r"[A-Z][a-zà-þ]{2,}")
BODY = re.compile(rf"(?:[A-Z][\w'’&.-]*)(?: (?:{any_of('inside a name')} ){{0,2}}[A-Z0-9][\w'’&.-]*)+$")
HEADS_A_BODY = re.compile(rf"\b{any_of('head of a body by office')}$", re.I)
_LINKED = re.compile(
    rf"[A-Za-z]?[A-ZÀ-Þ][\w&.'’-]*(?: (?:{any_of('inside a name')} ){{0,2}}[a-z]?[A-ZÀ-Þ][\w&.'’-]*){{0,7}}"
)


def is_name_first(words: str) -> bool:
    """Whether words begin with one that is neither everyday nor of a field of work, so that they name something."""
    first = fold(words).split()[0]
    named = words[1:2].islower() and not is_everyday(first)
    return named and first not in word_set("field of work") | word_set("role") | GENERIC


def is_of_one_word(name: str, office: str) -> bool:
    """Whether one word before an office is a body's name: by capitals that no other word has ("TramTalk member"), or as the office
    is one that only a body has ("Voltic CEO")."""
    if ONE_WORD.fullmatch(name) and not name.isupper():
        return True
    return ONE.fullmatch(name) is not None and is_name_first(name) and HEADS_A_BODY.search(office) is not None


def is_field(name: str) -> bool:
    """Whether all words of a name are those of a field of work ("Adult Social Care"), so that it is nobody's."""
    return word_set("field of work").issuperset(fold(name).split())


def is_no_field(name: str) -> bool:
    """Whether no word of a name is one of a field of work ("Adult Services"), an office or a general word."""
    fields = word_set("field of work") | word_set("role") | GENERIC
    return fields.isdisjoint(fold(name).replace(" and ", " ").split())


def is_named(tail: str, names: Resolver) -> bool:
    """Whether what somebody is an officer with has the shape of a body's name, in a town or not."""
    own, place, town = tail.partition(" in ")
    name = own if place and names.is_place(town) else tail
    shaped = BODY.fullmatch(name) or ONE_WORD.fullmatch(name) or ONE.fullmatch(name)
    return shaped is not None and is_name_first(name) and not names.is_place(name)


def is_tied_body(names: Resolver, words: str) -> bool:
    """Whether words that a small word ties to a name are a body by themselves, so that a comma behind them ends it."""
    return names.is_organisation(words) or (BODY.fullmatch(words) is not None and is_name_first(words))


def linked_body(block: Block, at: int) -> Span | None:
    """Return the link that begins at a place of a block's text, where its words are a name by their capitals."""
    link = next((link.span for link in block.links if link.span.start == block.start + at), None)
    return link if link is not None and _LINKED.fullmatch(block.text[at : link.end - block.start]) else None
