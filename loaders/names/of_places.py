"""Bodies that are told by the place in their names: what ends in a country, a city that acts, a group called after its town."""

from loaders.lexicons.words import word_set
from loaders.names.common_words import is_common
from loaders.names.phrases import Word
from loaders.names.register import gazetteer
from loaders.names.word_sets import BEFORE_PLACE, COMPASS, GATHERINGS, HEADS, LEADING, THINGS

_NO_BODY_OF_A_COUNTRY = (
    word_set("role") | word_set("people of a place") | word_set("no body of a country") | GATHERINGS | THINGS
)
"""Words that make a place, an office or an event of what ends in a country."""


def of_a_country(words: list[Word], i: int) -> int | None:
    """Return where the name of a body begins that ends in the country it is of ("Harbour Rescue Scotland"), None where the words
    before it name a place, an event, an office or nothing."""
    after = words[i + 1] if i + 1 < len(words) else None
    if after is not None and after.capital and after.gap == " ":
        return None
    first = i
    while first > 0 and words[first].joined and not words[first - 1].possessive:
        before = words[first - 1]
        if before.capital or before.gap in ("-", "‐", "‑"):
            first -= 1
        elif (
            before.folded == "and" and before.joined and first == i - 1 and _are_fields(words[first - 2], words[first])
        ):
            first -= 2
        else:
            break
    while first < i and words[first].folded in LEADING:
        first += 1
    named = words[first:i]
    if not named or named[-1].folded in COMPASS or named[-1].folded in gazetteer().places:
        return None
    if all(map(is_common, named)) and (len(named) == 1 or words[first - 1 if first else i].folded == "and"):
        return None
    folded = [word.folded for word in named]
    if (
        not _NO_BODY_OF_A_COUNTRY.isdisjoint(folded)
        or any(map(str.isdigit, folded))
        or " ".join(folded) in gazetteer().places
    ):
        return None
    return first


def _are_fields(one: Word, other: Word) -> bool:
    """Whether two words with capitals are common ones, which together are what a body does ("Forestry and Land Scotland"); a word
    that ends the name of a body is none ("Elm Council and Age UK")."""
    return one.capital and is_common(one) and one.folded not in HEADS and is_common(other)


def of_a_town(words: list[Word], i: int) -> int | None:
    """Return where the name of a body ends that begins with what a town is or does and goes on with which ("City of Elmstead",
    "Code for Dale"), None where none begins there: the words before say that something is in it, or that it is one of a kind."""
    opener = words[i]
    between = OF_TOWNS.get(opener.folded)
    small = words[i + 1] if between is not None and i + 1 < len(words) else None
    if small is None or small.folded != between or not small.joined:
        return None
    stop = i + 2
    while stop < len(words) and words[stop].capital and words[stop].gap == " " and stop < i + 5:
        if stop > i + 2 and is_common(words[stop]):
            break
        stop += 1
        if words[stop - 1].possessive:
            break
    town = words[i + 2 : stop]
    if not town or all(map(is_common, town)):
        return None
    before = [word for word in words[max(0, i - 2) : i] if word.folded != "the"]
    if before and opener.gap == " " and (before[-1].capital or before[-1].folded in _INSIDE):
        return None
    return stop


_INSIDE = frozenset(BEFORE_PLACE) - {"for", "between", "including"}
"""Words before a town in which something is, or from which it comes."""
OF_TOWNS = {"city": "of", "town": "of", "code": "for"}
"""First words of the names of bodies of a town, each with the word between."""
