"""The shape of a name beside an office or a person that shows it to be a body's, where nothing else does."""

import re

from loaders.blocks import Block, Span
from loaders.context import Context
from loaders.lexicons.words import any_of, word_set
from loaders.names import recognise
from loaders.names.printed import first_word, fold, last_word
from loaders.names.register import first_names, is_everyday, register
from loaders.names.resolver import Resolver
from loaders.names.word_sets import GENERIC, HEADS, LEADING
from loaders.structure import cues

ONE_WORD = re.compile(r"[A-Z][\w&.-]*[A-Z][\w&-]*$")
"""A name of one word whose capitals no other word has: INNODEMS, HonestlyReal."""
ONE = re.compile(r"[A-Z][a-zà-þ]{2,}")
BODY = re.compile(rf"(?:[A-Z][\w'’&.-]*)(?: (?:{any_of('inside a name')} ){{0,2}}[A-Z0-9][\w'’&.-]*)+$")
HEADS_A_BODY = re.compile(rf"\b{any_of('head of a body by office')}$", re.I)
_FEW = 3
"""The most words of a name whose first ones could be those of a title."""
_LINKED = re.compile(
    rf"[A-Za-z]?[A-ZÀ-Þ][\w&.'’-]*(?: (?:{any_of('inside a name')} ){{0,2}}[a-z]?[A-ZÀ-Þ][\w&.'’-]*){{0,7}}"
)


def is_name_first(words: str) -> bool:
    """Whether words begin with one that is neither everyday nor of a field of work, so that they name something."""
    first = first_word(words)
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


def looks_like_body(words: str) -> bool:
    """Whether several words have the shape of a body's name, and are no office or field of work."""
    return " " in words and BODY.fullmatch(words) is not None and not (cues.is_role(words) or is_field(words))


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


def is_no_body(context: Context, words: str) -> bool:
    """Whether words where a body stands name none: a first name, two people by theirs ("Phil & Gill North"), a people, what
    bodies are called, or the title of a talk."""
    first, _, rest = words.partition(" ")
    last = last_word(words)
    joint = rest.partition(" ")
    pair = joint[0] in ("&", "and") and first_names() >= {fold(first), fold(joint[2].partition(" ")[0])}
    general = not rest and fold(words) in word_set("people of a place") | word_set("body that meets")
    person = fold(first) in first_names(sure=True) and " " not in rest and context.names.is_person(words)
    people = (pair or person) and last not in HEADS and not is_everyday(last, surname=True)
    wrong = (people or _is_title(words)) and not context.names.is_organisation(words)
    return wrong or _begins_with_somebody(words) or general or context.names.is_first_name(words)


def _begins_with_somebody(words: str) -> bool:
    """Whether somebody's name runs on into that of a body, which has words enough without it ("Ada North Elm Council of Heads")."""
    first, _, rest = words.partition(" ")
    body = rest.partition(" ")[2]
    if fold(first) not in first_names(sure=True) or len(body.split()) < _FEW or register().get(words) is not None:
        return False
    return any(found.start == 0 and found.end == len(body) for found in recognise.organisations(body))


def stands_beside(words: str) -> bool:
    """Whether words stand beside a name or body and are none: a part in a meeting, or the first of an address ("PO Box 4")."""
    return fold(words) in word_set("no body beside a name") or first_word(words) in word_set("opens an address")


def _is_title(words: str) -> bool:
    """Whether words are more than a name has, with a second one in small letters ("Lessons learned Keeping Old Papers") or
    what sentences begin with first ("Building Trust in Shared Records")."""
    first, second, *rest = [*words.split(), ""]
    small = second.islower() and second.isalpha() and second not in word_set("inside a long name") | HEADS
    return (
        len(words.split()) > _FEW
        and not cues.is_role(rest[-2])
        and (small or (first.endswith("ing") and fold(first) in LEADING))
    )
