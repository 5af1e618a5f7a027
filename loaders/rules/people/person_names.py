"""Where words name people, and how sure that is: a known first name, one that is an everyday word too, or a name's shape alone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

from loaders.blocks import Block, Span
from loaders.context import Context
from loaders.draft import within
from loaders.lexicons.words import word_set
from loaders.names.people import is_called_after_nobody, is_venue
from loaders.names.phrases import Word, words_of
from loaders.names.printed import fold, is_title, last_word, without_honour
from loaders.names.register import first_names, gazetteer, is_everyday, register
from loaders.names.word_sets import EXTRA, GATHERINGS, GENERIC, HEADS, LEADING, OPENERS, STREETS, THINGS
from loaders.rules.bodies.lists import links_bodies
from loaders.rules.people.name_ends import says_when
from loaders.rules.people.person_lines import CALLED, is_known_first, name_at
from loaders.structure import cues

_PARTICLES = word_set("particle of a name")
_NO_FAMILY = THINGS | GENERIC | STREETS | GATHERINGS | HEADS | OPENERS | EXTRA | LEADING
"""Words that end the names of things and places that are called after somebody."""
_LAND = frozenset(("park", "green", "field", "common", "heath", "wood", "hill"))
"""Surnames that end the names of open land, which behind an unknown first name are that ("Elmstead Park")."""
_SURNAME = re.compile(r"(?:Ma?c|[OD][’'])?[A-ZÀ-Þ][^A-ZÀ-Þ]+")
_WHOLE = 2
"""The number of words of a whole name that is sure to end with a possessive ("Ada North's Map of Elms")."""
_NEAR = 80
"""The most characters behind a name that show whose it is."""
_BEFORE_WORK = 3
"""The most words between a possessive and the work that is somebody's, the work with them."""
_FAR = 9
"""How many words before a name are searched for the office that leads to it ("Policy Manager for Data Rights Ada North")."""


class Grade(IntEnum):
    """How much a name itself shows that it is a person's."""

    UNLIKELY = 0
    """Its first name is an everyday word, and no known first name."""
    SHAPED = 1
    """Its first name is unknown: only what stands beside it can tell."""
    DOUBTFUL = 2
    """Its first name is an everyday word, a surname or a place too."""
    SURE = 3


@dataclass(frozen=True, slots=True)
class Named:
    """A run of words that can be a person's name."""

    span: Span
    grade: Grade
    behind_office: bool = False
    """Whether capitalised words with an office among them run into it, or a name that it belongs to."""


def people_named(context: Context, block: Block) -> Iterator[Named]:
    """Yield the names in a block that can be people's, in reading order."""
    words = [] if links_bodies(context, block) else _in_lines(block, words_of(block.text))
    index = 0
    while index < len(words):
        if (shown := context.names.shown_person(block.start + words[index].start)) is not None:
            yield Named(shown, Grade.SURE)
            index = next((i for i in range(index, len(words)) if words[i].start >= shown.end - block.start), len(words))
            continue
        if not words[index].capital or says_when(block.text, words[index].start):
            index += 1
            continue
        grade = _grade(words[index], block.text)
        if grade is not None and (CALLED.match(block.text, words[index].end) or _goes_on_of_the(words, index)):
            called = name_at(context.names, block, words[index].start)
            if called is not None:
                yield Named(called, grade)
                index = next(
                    (i for i in range(index, len(words)) if words[i].start >= called.end - block.start), len(words)
                )
                continue
        stop = _end(words, index) if grade is not None else None
        named = _named(context, block, words, index, stop, grade) if stop is not None and grade is not None else None
        if named is None or stop is None:
            index += 1
            continue
        if named.grade is Grade.UNLIKELY and not _is_rare(words[index:stop]):
            index += 1
            continue
        yield named
        index = stop


def _goes_on_of_the(words: list[Word], index: int) -> bool:
    """Whether a surname with small words inside it follows that end no other's ("Mac an Ghoill")."""
    small = word_set("inside a surname of a trade")
    return any(w.folded in _PARTICLES and after.folded in small for w, after in pairwise(words[index + 1 : index + 4]))


def _said(block: Block, span: Span) -> str:
    return block.text[span.start - block.start : span.end - block.start]


def _first(block: Block, span: Span) -> str:
    return _said(block, span).split(" ")[0]


def _in_lines(block: Block, words: list[Word]) -> list[Word]:
    """Return the words of a block parted where a line begins below one of several words, a link of several ends, or a note on
    somebody begins with the first name behind the bold one: no name goes over either."""
    edges = [block.start, *block.breaks]
    begun = {b - block.start for a, b in pairwise(edges) if " " in block.text[a - block.start : b - block.start - 1]}
    links = {link.span.end - block.start + 1 for link in block.links if " " in _said(block, link.span)}
    notes = {
        s.end - block.start + 1
        for s in block.bold
        if block.text.startswith(f" {_first(block, s)} ", s.end - block.start)
    }
    begun |= {edge for edge in links | notes if block.text.startswith(" ", edge - 1)}
    return [word._replace(gap="\n") if word.start in begun else word for word in words] if begun else words


def _grade(word: Word, text: str) -> Grade | None:
    """Return how much a word, as the first of a name, shows that the name is a person's; None where it begins none."""
    if not word.capital or is_title(word.folded):
        return None
    if word.folded in first_names():
        return Grade.SURE if word.folded in first_names(sure=True) else Grade.DOUBTFUL
    printed = text[word.start : word.end]
    if (
        not printed[1:].islower()
        or len(printed) < 3
        or cues.is_role(word.folded)
        or word.folded in LEADING
        or word.folded in word_set("people of a place")
        or word.folded in gazetteer().places
        or word.folded in register().phrases
        or word.folded in word_set("title of honour")
    ):
        return None
    return Grade.UNLIKELY if is_everyday(word.folded) else Grade.SHAPED


def _is_rare(words: list[Word]) -> bool:
    """Whether an everyday word in front of a rare one can be somebody's first name ("Wren Fialka")."""
    return len(words) == _WHOLE and not is_everyday(words[1].folded) and words[1].folded not in first_names()


def _end(words: list[Word], index: int) -> int | None:
    """Return the word after the run of capitalised words that begins at one, None where it is one word alone."""
    stop = index + 1
    while stop < len(words) and stop - index < 5:
        word, before = words[stop], words[stop - 1]
        initial = before.end - before.start == 1
        if not (word.gap in (" ", "-", "‐", "‑") or (word.gap == ". " and initial)) or before.possessive:
            break
        follows = word.folded in _PARTICLES and stop + 1 < len(words) and words[stop + 1].capital
        if not follows and (not word.capital or _ends_a_name(word) or _is_label(words, stop)):
            break
        stop += 1
    while stop - 1 > index and (words[stop - 1].end - words[stop - 1].start == 1 or not words[stop - 1].capital):
        stop -= 1
    return stop if stop - index > 1 and " " in {word.gap[-1:] for word in words[index + 1 : stop]} else None


def _named(context: Context, block: Block, words: list[Word], index: int, stop: int, grade: Grade) -> Named | None:
    """Return the name that a run of words is, None where it is no person's whole name but a part of another."""
    first, last = words[index], words[stop - 1]
    before = words[index - 1] if index else None
    after = words[stop] if stop < len(words) else None
    end = last.end - (2 if last.possessive and block.text[last.end - 2] in "'’" else 0)
    printed = block.text[first.start : end]
    behind_office = False
    if before is not None and first.gap in (" ", "-") and before.capital and not _leads_to_name(before):
        behind_office = first.gap == " " and (before.possessive or _office_before(words, index))
        if not behind_office:
            return None
    if after is not None and after.gap == " " and after.folded in word_set("venue"):
        led = before is not None and before.folded == "the" and first.gap == " "
        alone = block.text[after.end : after.end + 1] in ("", ",", ".", ";", "|", ")")
        if (last.possessive and after.capital) or (not after.capital and (led or alone)):
            return None  # "John Smith's Stadium", "the Ada North building"
    of_somebody = grade is Grade.SHAPED and _is_somebodys(block.text, end, printed)
    whole = last.possessive and (grade is Grade.SURE or of_somebody) and stop - index == _WHOLE
    several = ("' ", "’ ") if last.folded.endswith("s") else ()  # "Harbour Makers' Forum"
    runs_on = after is not None and after.gap in (" ", "-", *several) and after.capital and not whole
    if after is not None and runs_on and not (_ends_a_name(after) or _is_label(words, stop)):
        return None
    if _is_thing(context, printed, grade, stop - index):
        return None
    if of_somebody or (before is not None and first.gap in (" ", ". ") and is_title(before.folded)):
        grade = Grade.SURE
    titled = before is not None and first.gap == " " and _honours(before)
    return Named(within(block, before.start if titled and before else first.start, end), grade, behind_office)


def _is_somebodys(text: str, end: int, name: str) -> bool:
    """Whether what stands behind two rare words is somebody's: a talk ("Osric Thrale's short talk"), or an address that is
    named after the person and is at none that is ("Osric Thrale (osric@elm.org)")."""
    if len(name.split()) != _WHOLE:
        return False
    behind = fold(text[end : end + _NEAR]).split()[: 1 + _BEFORE_WORK]
    if text.startswith(("'s ", "’s "), end):
        return not word_set("work of one person").isdisjoint(behind)
    address = (text[end : end + _NEAR].lstrip(" ,:(<–—-").split() or [""])[0].lower()
    local, _, site = address.partition("@")
    return any(part in local and part not in site for part in fold(name).split() if len(part) > 2) and bool(site)


def _is_thing(context: Context, printed: str, grade: Grade, count: int) -> bool:
    """Whether a capitalised run of words names something else than a person."""
    words = fold(printed).split()
    family = last_word(printed)
    double = "-" in printed.rpartition(" ")[2]  # "Featherstone-Hall" is a family's
    nobodys = not double and (family in _NO_FAMILY or is_venue(words)) and not is_called_after_nobody(words)
    if printed.isupper() or any(c.isdigit() for c in printed) or nobodys:
        return True
    if not (grade is Grade.SURE and count == 2) and is_everyday(family, surname=True):
        return True
    surname = printed.split()[-1].split("-")
    stem = family.removesuffix("ers")
    if grade <= Grade.SHAPED and stem != family and (is_everyday(stem) or is_everyday(f"{stem}e")):
        return True  # "Glasshouse Traders"
    if grade <= Grade.SHAPED and (
        family in gazetteer().places or family in _LAND or count > 3 or not all(map(_SURNAME.fullmatch, surname))
    ):
        return True
    if fold(printed) in gazetteer().places or context.names.is_organisation(printed):
        return True
    return cues.is_role(printed.rpartition(" ")[2])


def _leads_to_name(word: Word) -> bool:
    """Whether a capitalised word right before a name is no part of it: a form of address, an office, a sentence's first word."""
    leads = word.folded in LEADING or word.folded in word_set("how to reach somebody")
    return leads or _is_office(word) or is_title(word.folded) or _honours(word)


def _ends_a_name(word: Word) -> bool:
    """Whether a capitalised word right behind a name is no part of it: letters, an office, a form of address of the next."""
    several = word.folded in word_set("address of several")
    return several or word.folded in word_set("letters after a name") or _is_office(word)


def _is_label(words: list[Word], index: int) -> bool:
    """Whether a word behind a name is a label of the next thing ("Ada North Phone: 01632 960123")."""
    follows = words[index + 1].gap if index + 1 < len(words) else ""
    return follows.startswith(":") and words[index].folded in word_set("how to reach somebody")


def _honours(word: Word) -> bool:
    """Whether a word is a title that stays with a name ("Lord")."""
    return word.folded in word_set("title of honour")


def _office_before(words: list[Word], index: int) -> bool:
    """Whether the capitalised words before a name, with small words among them, hold an office."""
    at = index - 1
    while at >= 0 and index - at < _FAR and words[at + 1].joined:
        if _is_office(words[at]):
            return True
        if not words[at].capital and words[at].folded not in ("of", "for", "and", "the", "by", "in"):
            return False
        at -= 1
    return False


def _is_office(word: Word) -> bool:
    return word.folded not in first_names() and word.folded in word_set("role")


def is_known_person(name: str) -> bool:
    """Whether a name begins with a known first name, and is no thing's that is called after somebody ("Grace Project")."""
    words = fold(without_honour(name)).split()
    called = words[0] in first_names(sure=True) or not is_everyday(words[-1], surname=True)
    return called and is_known_first(name)
