"""Local bodies that are called after a national one and their place: "Age UK Elmstead", "Elmstead Women's Aid".

They are bodies of their own, with members and money of their own: what is said of them is not said of the national one. Nor is
what is said of a body whose name only ends as a known one's does ("the First Key Fund").
"""

from loaders.lexicons.words import word_set
from loaders.names.behind_heads import register_phrases
from loaders.names.common_words import is_common
from loaders.names.phrases import Word, words_of
from loaders.names.register import Body, first_names, gazetteer
from loaders.names.word_sets import BEFORE_PLACE, COMPASS, LEADING, OPENERS

_HAVE_BRANCHES = frozenset(("charity", "membership body", "network"))
"""Kinds of bodies whose local ones bear their names."""
BEFORE_ITS_PLACE = frozenset(what.partition(" ")[0] for what in word_set("local body before its place"))
"""The words with which the names begin of what each district has one of."""
_LONGEST = 4
"""The most words of a place."""
_LETTERS = 5
"""The fewest letters of a place that no gazetteer knows: shorter words are initials as often."""


def local_branch(words: list[Word], first: int, stop: int, body: Body, *, possessive: bool) -> tuple[int, int] | None:
    """Return the words of the local body that a known body's name is only a part of, None where it stands for the known one."""
    if body.kind not in _HAVE_BRANCHES:
        return None
    if not possessive and (end := _place_behind(words, stop)) > stop:
        return first, end
    start = _place_before(words, first)
    return (start, stop) if start < first else None


def national(name: str) -> str | None:
    """Return the known body after which a local one and its place are called ("Age UK Elmstead"), None for any other name."""
    words = words_of(name)
    for first, stop, possessive, body in register_phrases().find(words):
        if local_branch(words, first, stop, body, possessive=possessive) == (0, len(words)):
            return body.name
    return None


def named_before_its_place(words: list[Word], i: int) -> int | None:
    """Return where the name of a body ends that begins with what each district has one of and goes on with the district's."""
    for stop in (i + 1, i + 2):
        what = " ".join(word.folded for word in words[i:stop])
        if what in word_set("local body before its place") and (end := _place_behind(words, stop)) > stop:
            return end
    return None


def is_inside_another(words: list[Word], first: int, stop: int) -> bool:
    """Whether a name of everyday words alone is only the end of another one that begins before it ("the First Key Fund")."""
    if first < 2 or words[first].gap != " " or not all(map(is_common, words[first:stop])):
        return False
    before, opener = words[first - 1], words[first - 2]
    return (
        before.capital
        and before.gap == " "
        and opener.folded in word_set("article")
        and before.folded not in word_set("role")
        and is_common(before)
    )


def _place_behind(words: list[Word], stop: int) -> int:
    """Return the word after the last one of the place right behind a name."""
    end = stop
    while end < len(words) and end < stop + _LONGEST and words[end].capital and words[end].gap == " ":
        if end > stop and words[end - 1].possessive:
            break
        end += 1
    for last in range(end, stop, -1):
        if _is_place(words[stop:last]):
            return last
    goes_on = end > stop + 1 and not words[stop].possessive
    return stop + 1 if end > stop and not goes_on and _may_be_place(words, stop) else stop


def _place_before(words: list[Word], first: int) -> int:
    """Return the first word of the place right before a name."""
    start = first
    while start > 0 and start > first - _LONGEST and words[start - 1].capital and words[start].gap == " ":
        start -= 1
    while start < first and words[start].folded in LEADING | BEFORE_PLACE:
        start += 1
    if start == first or any(word.possessive for word in words[start:first]):
        return first
    if start and words[start - 1].folded == "in" and words[start].gap == " ":
        return first
    if _is_place(words[start:first]):
        return start
    return start if start == first - 1 and _may_be_place(words, start) else first


def _is_place(words: list[Word]) -> bool:
    """Whether some words are a place of the gazetteer or a part of one."""
    named = " ".join(word.folded[:-1] if word.possessive else word.folded for word in words)
    in_part = len(words) > 1 and words[0].folded in COMPASS
    return named in gazetteer().places or (in_part and _is_place(words[1:]))


def _may_be_place(words: list[Word], at: int) -> bool:
    """Whether a single word can be a place that no gazetteer knows: no everyday word, no first name, nothing else that is known."""
    word = words[at]
    bare = word.folded[:-1] if word.possessive else word.folded
    return not (
        is_common(word)
        or bare in word_set("role")
        or bare in OPENERS | word_set("people of a place")
        or bare in first_names()
        or len(bare) < _LETTERS
        or not bare.isalpha()
        or register_phrases().at(words, at) is not None
    )
