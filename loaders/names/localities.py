"""Places in running text: names of the gazetteer that stand on their own, not inside a person's, a body's or a street's name."""

import re
from collections.abc import Iterable
from functools import cache

from loaders.names.phrases import Found, Phrases, Word, Words, addresses_in, words_of
from loaders.names.printed import fold, is_title
from loaders.names.register import gazetteer
from loaders.names.word_sets import AREA_HEADS, BEFORE_PLACE, COMPASS, LEADING, STREETS, VALLEYS

POSTCODE = re.compile(r"[A-Z]{1,2}\d[\dA-Z]? \d[A-Z]{2}\b")
"""What stands behind a town in an address."""
_FAR = 6
"""How many words behind a name may say what it and others share."""
_LINE = 70
"""The most characters of a line that may be a name with its place after a comma."""


@cache
def _place_phrases() -> Phrases[str]:
    return Phrases(gazetteer().places.items())


def places(
    text: str,
    taken: Iterable[tuple[int, int]] = (),
    *,
    heading: bool = False,
    surnames: frozenset[str] = frozenset(),
    given: frozenset[str] = frozenset(),
) -> list[Found]:
    """Return the places that a text names on their own: outside the spans in `taken` (other names, addresses), not as a part of a
    longer capitalised name, everyday words and first names of the document's people (`given`) only where their context makes
    them places."""
    words = words_of(text)
    masks = [*taken, *addresses_in(text)]
    found: list[Found] = []
    for first, stop, possessive, name in _place_phrases().find(words):
        start, end = words[first].start, words[stop - 1].end
        if any(a < end and start < b for a, b in masks) or not _capitals_of_place(words[first:stop], name):
            continue
        if possessive:
            end -= 2
        folded = fold(name)
        if folded in surnames or not _alone(text, words, first, stop, heading, possessive=possessive):
            continue
        listed = (
            bool(found)
            and text[found[-1].end : start].strip() in (",", "and", ", and", "&")
            and text[found[-1].end : start] != ","
        )
        word = gazetteer().is_word(name) or folded in given
        if word and not listed and not _in_place_context(words, first, stop, possessive, text):
            continue
        if first and words[first - 1].folded in COMPASS and words[first - 1].capital and words[first].gap == " ":
            start = words[first - 1].start
        found.append(Found(start, end, text[start:end]))
    found.extend(_areas(text, words, masks))
    return sorted(set(found))


def _capitals_of_place(words: list[Word], name: str) -> bool:
    """Whether the words have capitals where the gazetteer's spelling has them."""
    return all(printed.capital or not known.capital for printed, known in zip(words, words_of(name), strict=False))


def _alone(text: str, words: list[Word], first: int, stop: int, heading: bool, *, possessive: bool) -> bool:
    after = words[stop] if stop < len(words) else None
    before = words[first - 1] if first else None
    if _names_a_valley(words, stop):
        return False
    if after is not None and after.gap in (" ", "-"):
        coded = POSTCODE.match(text, after.start)
        if after.folded in STREETS or (after.capital and not possessive and not coded):
            return False
        if after.gap == "-" and after.folded not in ("based", "wide", "style", "born", "led", "area"):
            return False
    if before is not None and before.capital and words[first].gap in (" ", "-"):
        if is_title(before.folded) and words[first].gap == " ":
            return False  # "Mayor Burnham" is a person
        if before.folded == "new" or (before.folded in COMPASS and _goes_before(words, first - 1)):
            return False  # "New Westminster" lies elsewhere, "Healthy North Glasgow" is no place
        return before.folded in LEADING or before.folded in COMPASS or heading
    return not (
        before is not None
        and words[first].gap.strip() == "&"
        and before.capital
        and before.folded not in gazetteer().places
    )


def _names_a_valley(words: list[Word], stop: int) -> bool:
    """Whether the words behind a name say of what it is the name, after the names that share it: "Colne and Holme valleys"."""
    for at in range(stop, min(stop + _FAR, len(words))):
        word = words[at]
        if word.folded in VALLEYS:
            return at == stop or word.folded.endswith("s")
        joins = word.folded == "and" or (word.capital and (at > stop or word.gap.strip() in (",", "&")))
        if not joins or word.gap.strip() not in ("", ",", "&"):
            return False
    return False


def _goes_before(words: list[Word], at: int) -> bool:
    """Whether a word with a capital that begins no sentence stands right before the one at a place."""
    before = words[at - 1] if at else None
    return before is not None and before.capital and words[at].gap == " " and before.folded not in LEADING


def _in_place_context(words: list[Word], first: int, stop: int, possessive: bool, text: str) -> bool:
    before = words[first - 1] if first else None
    if possessive or text[words[stop - 1].start : words[stop - 1].end].endswith(("'s", "’s")):
        return True
    if text.strip(" :") == text[words[first].start : words[stop - 1].end]:
        return False
    end = text[words[stop - 1].end :].strip(" .;")
    if not end and len(text) < _LINE and words[first].gap == ", " and before is not None and before.capital:
        return True
    if words[first].gap.endswith(" (") and text[words[stop - 1].end :].startswith((")", ",")):
        return True
    return (
        before is not None
        and words[first].gap in (" ", " (")
        and before.folded in BEFORE_PLACE - {"and", "or", "for"}
        and not before.capital
    )


def _areas(text: str, words: Words, masks: list[tuple[int, int]]) -> list[Found]:
    found = []
    for i in words.capitals:
        word = words[i]
        if word.folded in AREA_HEADS and i and words[i - 1].capital and word.gap == " ":
            first = i
            while (
                first
                and words[first - 1].capital
                and words[first].gap == " "
                and words[first - 1].folded not in LEADING
            ):
                first -= 1
            after = words[i + 1] if i + 1 < len(words) else None
            start = words[first].start
            if (
                first < i
                and not (after is not None and after.capital and after.gap == " ")
                and not any(a < word.end and start < b for a, b in masks)
            ):
                found.append(Found(start, word.end, text[start : word.end]))
    return found
