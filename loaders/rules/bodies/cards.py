"""Cards: headings of one level that each have the name of a body or a project, with a text below that tells of its bearer.

Pages present grantees, winners, members and projects so. What a card has beside its name shows what the heading is: its text begins
with the name again, or goes on from it ("Is a workshop where ..."), a link leads to its own site, or a sum was given to it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from urllib.parse import urlsplit

from loaders.blocks import Block, Kind, Span
from loaders.context import Context
from loaders.lexicons.cued import Cued
from loaders.lexicons.words import any_of, word_set
from loaders.names.columns import HAS_SUM
from loaders.names.printed import fold, last_word
from loaders.names.register import gazetteer, is_everyday
from loaders.names.word_sets import HEADS, PERHAPS_HEADS, WORK_HEADS
from loaders.rules.bodies.attendees import is_surely_person
from loaders.structure import cues
from loaders.structure.cues import SECTION_NUMBER

_PRESENTS = Cued(rf"\b{any_of('tells of grants', 'what a page presents')}\b", re.I)
_GOES_ON = re.compile(rf"[A-Z][a-z]*[sd] (?!{any_of('be', 'auxiliary')}\b)[a-z]")
"""How the text of a card goes on from its heading: with a verb, though none begins a sentence so."""
_IS_BODY = re.compile(
    rf"{any_of('be')} {any_of('before a noun')} (?:[\w'’-]+,? ){{0,5}}?{any_of('kind of body')}\b", re.I
)
_TAIL = re.compile(rf"(?:\s*[(:–—]|, (?!{any_of('legal form', capital=True)}\b)| in (?=[A-Z])).*$")
"""What stands behind a name in a heading: its short form, and where it is."""
_ACTS = re.compile(rf"(?!{any_of('be', 'auxiliary')}\b)[a-z]+s ")
"""What only somebody does: a verb right behind a name, besides what anything is or has."""
_LEAST = 3
_LONGEST = 12
"""The most words of a heading that may be a name."""
_LETTERS = 3
"""The most letters of a word that is too short for a site to be called by it."""
_SUM_ALONE = 12
"""A line that is a sum and nothing else has fewer characters than these."""
_ABOVE = 3
"""How many blocks above the first card may say what the cards are."""


@dataclass(frozen=True, slots=True)
class Card:
    """A heading with the name that it has, and whether what stands below shows that it is one, and a body's."""

    at: int
    name: Span
    told: bool
    body: bool
    called: bool
    """Whether the name can be one body's: it is no work's by its last word, and not two."""


def cards(context: Context) -> list[Card]:
    """Return the cards of a document that says that it presents somebody's work, or who was given something."""
    blocks = context.text.blocks
    for run in _runs(blocks):
        above = blocks[max(0, run[0] - _ABOVE) : run[0]]
        said = [context.own_document.title or "", *(b.text for b in above if b.kind in (Kind.HEADING, Kind.PARAGRAPH))]
        if not any(_PRESENTS.search(line) for line in said):
            continue
        found = [card for at in run if (card := _card(context, at))]
        if len(found) >= _LEAST and 3 * sum(card.told for card in found) >= 2 * len(found):
            return found
    return []


def _runs(blocks: tuple[Block, ...]) -> Iterator[list[int]]:
    """Yield the headings of one level that stand below one of a higher level, or below none; and all of a level together, since
    those of the higher one may only group them."""
    marked = [at for at, block in enumerate(blocks) if block.kind is Kind.HEADING and block.level]
    for level in sorted({blocks[at].level for at in marked}):
        run: list[int] = []
        for at in marked:
            if blocks[at].level == level:
                run.append(at)
            elif blocks[at].level < level:
                yield from [run] if len(run) >= _LEAST else []
                run = []
        if len(run) >= _LEAST:
            yield run
        all_of_level = [at for at in marked if blocks[at].level == level]
        if run != all_of_level and len(all_of_level) >= _LEAST:
            yield all_of_level


def _card(context: Context, at: int) -> Card | None:
    """Return the card of a heading, None where it is no name or has no text of its own."""
    blocks = context.text.blocks
    heading = blocks[at]
    number = SECTION_NUMBER.match(heading.text)
    start = number.end() if number else 0
    name = _TAIL.sub("", heading.text[start:])
    below = list(takewhile(lambda b: b.kind is not Kind.HEADING or not 0 < b.level <= heading.level, blocks[at + 1 :]))
    text = next((b.text for b in below if b.kind is Kind.PARAGRAPH and len(b.text.split()) > 4), None)
    if (
        not name
        or text is None
        or len(name.split()) > _LONGEST
        or heading.text.endswith(("?", "!"))
        or cues.outside(heading.text)
        or cues.inside(heading.text)
        or cues.says_which(name)
        or is_surely_person(context, name)
        or gazetteer().get(name) is not None
    ):
        return None
    known = context.names.is_organisation(name)
    plain = name.count(" ") < 2 and all(is_everyday(word) for word in fold(name).split())  # "Release Notes"
    goes_on = not plain and _GOES_ON.match(text) is not None
    again = fold(name).removeprefix("the ") in fold(text[: 3 * len(name) + 80])
    own_site = any(_is_front(link.url, name if plain else "") for block in below for link in block.links)
    given = any(HAS_SUM.search(b.text) for b in below if len(b.text) < _SUM_ALONE)
    acts = text.startswith(name) and _ACTS.match(text, len(name) + 1) is not None
    called = not _is_work(name) and " and " not in name
    body = (known and name[:1].isupper()) or (
        called and (own_site or given or acts or _IS_BODY.match(text) is not None)
    )
    span = Span(heading.start + start, heading.start + start + len(name))
    titled = all(word[0].isupper() for word in name.split() if len(word) > _LETTERS)
    is_one = titled and text.split()[0].lower() in word_set("article")  # "A shelf of books that neighbours share."
    return Card(at, span, body or known or own_site or given or goes_on or again or is_one, body, called)


def _is_work(name: str) -> bool:
    """Whether a name is by its last word one of what somebody does."""
    return last_word(name) in word_set("end of a work or scheme") - HEADS - PERHAPS_HEADS - WORK_HEADS


def _is_front(url: str, name: str) -> bool:
    """Whether an address is the first page of a site, of one that is called by a word of `name` where one is given."""
    address = urlsplit(url)
    called = not name or any(len(word) > _LETTERS and word in (address.hostname or "") for word in fold(name).split())
    return called and address.scheme in ("http", "https") and not address.path.strip("/") and not address.query
