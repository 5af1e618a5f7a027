"""Names in running text: bodies and places, with exact spans.

A body is found by the register, by a head word that only a body's name has (Council, CIC, Trust, University of ...), or because
the document names it elsewhere. A place is found by the gazetteer where no other name surrounds it. Anything else is no fact.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from loaders.lexicons.words import any_of, word_set
from loaders.names.behind_heads import register_phrases
from loaders.names.branches import is_inside_another, local_branch
from loaders.names.localities import places
from loaders.names.phrases import Found, Phrases, Word, addresses_in, words_of
from loaders.names.printed import fold
from loaders.names.register import Body, first_names, gazetteer, register
from loaders.names.shaped import shaped_bodies
from loaders.names.word_sets import (
    BEFORE_NAME,
    EXTRA,
    GENERIC,
    HEADS,
    LEADING,
    TAILS,
)

__all__ = ["Found", "is_general", "names_none", "organisations", "places"]

_NONE = re.compile(
    rf"(?:{any_of('before who has no body')} )*{any_of('name of no body')}(?:s|\(s\))?|n ?/ ?a|(?:phd )?student"
    r"|(?:members? of (?:the )?)?public",
    re.I,
)


_CODE = re.compile(r"[A-Z]{1,2}\d{1,2}")


def organisations(text: str, *, heading: bool = False, named: Phrases[str] | None = None) -> Sequence[Found]:
    """Return the bodies that a text names, left to right, none inside another.

    `named` holds the names that the document has been found to use. In a heading only these and the register count: its
    capitals say nothing.
    """
    return _general(text, heading) if named is None else _organisations(text, heading, named)


@lru_cache(maxsize=16384)
def _general(text: str, heading: bool) -> tuple[Found, ...]:
    return tuple(_organisations(text, heading, None))


@lru_cache(maxsize=16384)
def _registered(text: str) -> tuple[tuple[int, int, bool], ...]:
    """Return the bodies of the register that a text names, wherever it has no other name: first word, word after the last, and
    whether the last one is a possessive."""
    words = words_of(text)
    found = []
    for first, stop, possessive, body in register_phrases().find(words):
        if not _has_capitals(words[first:stop]):
            continue
        local = local_branch(words, first, stop, body, possessive=possessive)
        if local is not None and _is_sure(words, first, stop):
            found.append((*local, words[local[1] - 1].possessive))
        elif (
            not is_inside_another(words, first, stop)
            and _stands_alone(words, first, stop, possessive)
            and _register_counts(text, words, first, stop, body, possessive=possessive)
        ):
            found.append((first, stop, possessive))
    return tuple(found)


def _is_sure(words: list[Word], first: int, stop: int) -> bool:
    """Whether a known name is one although a place stands beside it: no everyday word at the beginning of a sentence ("Mind
    Elmstead"), and no first name."""
    if stop - first == 1 and words[first].folded in first_names(sure=True):
        return False
    return stop - first > 1 or words[first].folded not in register().words or (first > 0 and words[first].joined)


def _organisations(text: str, heading: bool, named: Phrases[str] | None) -> Sequence[Found]:
    words = words_of(text)
    found: list[Found] = []
    taken = [False] * len(words)
    if addresses := addresses_in(text):
        taken = [any(a <= word.start < b for a, b in addresses) for word in words]
    if named is not None:
        known = _registered(text)
        for first, stop, possessive, _ in named.find(words):
            if (
                not any(taken[first:stop])
                and not any(a <= first and stop <= b and b - a > stop - first for a, b, _ in known)
                and _has_capitals(words[first:stop])
                and _stands_alone(words, first, stop, possessive)
            ):
                _take(text, words, first, stop, possessive, found, taken, known=True)
        if not found:
            return _general(text, heading)
    patterns = [] if heading else shaped_bodies(words, taken)
    for first, stop, possessive in _registered(text):
        inside_longer = any(
            a <= first and stop <= b and (b - a) > (stop - first) and not (a == first and _is_office(words[b - 1]))
            for a, b in patterns
        )
        if not inside_longer and not any(taken[first:stop]):
            _take(text, words, first, stop, possessive, found, taken, known=True)
    for first, stop in patterns:
        if not any(taken[first:stop]):
            possessive = words[stop - 1].possessive and text[words[stop - 1].end - 2] in "'’"
            _take(text, words, first, stop, possessive, found, taken, known=False)
    return sorted(found)


def _is_office(word: Word) -> bool:
    """Whether the last of some capitalised words is an office, so that a known body with which they begin is one by itself."""
    return word.folded in word_set("role")


def _take(
    text: str,
    words: list[Word],
    first: int,
    stop: int,
    possessive: bool,
    found: list[Found],
    taken: list[bool],
    *,
    known: bool,
) -> None:
    end = words[stop - 1].end - (2 if possessive else 0)
    found.append(Found(words[first].start, end, text[words[first].start : end], known))
    taken[first:stop] = [True] * (stop - first)


def _has_capitals(words: list[Word]) -> bool:
    """Whether words have the capitals of a name: all but the small ones inside it."""
    return words[0].capital and all(w.capital or w.folded in _SMALL or w.gap in ("-", "‐", "‑") for w in words)


_INITIALS = 3
"""The most characters of initials that other bodies and things may have too."""
_SMALL = frozenset(
    "council authority healthcare of for and the in on with by at to upon under en le a y into about".split()
)


def _stands_alone(words: list[Word], first: int, stop: int, possessive: bool) -> bool:
    """Whether a single word is no part of a longer capitalised name."""
    if stop - first > 1:
        return True
    before = words[first - 1] if first else None
    after = words[stop] if stop < len(words) else None
    if before is not None and before.capital and words[first].gap == " " and before.folded not in LEADING:
        return False
    return not (
        after is not None
        and after.capital
        and after.gap == " "
        and not possessive
        and after.folded not in TAILS
        and after.folded not in word_set("role")
    )


def _register_counts(text: str, words: list[Word], first: int, stop: int, body: Body, *, possessive: bool) -> bool:
    phrase = " ".join(w.folded for w in words[first:stop])
    if possessive:
        phrase = phrase[:-1]
    printed = text[words[first].start : words[stop - 1].end]
    if stop - first == 1 and printed.isupper() and len(printed) <= _INITIALS:
        if printed == body.name and body.kind:
            return True  # no other body has that name
        if body.kind not in ("government department", "insurer"):
            return False
    single = stop - first == 1 and " " not in phrase
    if phrase in register().words or (single and fold(phrase) in gazetteer().places):
        before = words[first - 1] if first else None
        after = words[stop] if stop < len(words) else None
        listed = (
            words[first].gap in (", ", "; ") and after is not None and (after.folded == "and" or after.gap[:1] in ",;")
        )
        if before is not None and listed and phrase not in GENERIC:
            return True
        if before is None or words[first].gap != " " or before.capital or phrase in GENERIC:
            return False
        return before.folded in BEFORE_NAME
    return True


def is_general(name: str) -> bool:
    """Whether the words of a capitalised phrase are all general ones, so that they name nothing by themselves."""
    return all(word in GENERIC or word in LEADING or word in HEADS or word in EXTRA for word in fold(name).split())


def names_none(printed: str) -> bool:
    """Whether what stands where a body does says that there is none: "Independent", "Local resident", "Member of the public", or a
    code such as a school class's ("P6")."""
    said = re.split(r"\s[–—-]\s", printed.strip(" .()*"))[0]
    return _NONE.fullmatch(said) is not None or (_CODE.fullmatch(said) is not None and not _registered(said))
