"""Where an office and its holder stand right behind the name of a body: "Elm Trust Head of Care Ada North".

The capitals of all three run into each other; what tells them apart is that the office leads to somebody's name.
"""

from itertools import takewhile

from loaders.lexicons.words import word_set
from loaders.names.common_words import is_common
from loaders.names.phrases import Word
from loaders.names.printed import is_title
from loaders.names.register import first_names, gazetteer

_FAR = 7
"""The most words of such an office."""


def leads_to_holder(words: list[Word], at: int) -> bool:
    """Whether the words from one on are an office, and those behind it somebody's name, with a comma between or none."""
    office = False
    for word in words[at : at + _FAR]:
        named = word.folded in first_names(sure=word.gap != " ") or is_title(word.folded) or _is_rare(word)
        if office and named and word.capital and word.gap in (" ", ", "):
            return word.folded not in word_set("role")
        if word.gap not in (" ", "-"):
            return False
        if word.folded in word_set("role"):
            office = True
        elif word.folded not in word_set("field of work") and (
            word.folded not in word_set("inside a name") or not office
        ):
            return False
    return False


def _is_rare(word: Word) -> bool:
    """Whether a word is in no list, as rare first names are, right behind the word before it."""
    return word.gap == " " and not is_common(word) and word.folded not in gazetteer().places


def has_uncommon_word_before(words: list[Word], head: int) -> bool:
    """Whether one of the capitals right before the head of a name is uncommon, so that they name a body and begin no office
    ("Regional Network Manager")."""
    before = takewhile(lambda k: words[k].capital and words[k + 1].joined, range(head - 1, max(-1, head - 5), -1))
    return any(not is_common(words[k]) and words[k].folded not in word_set("role") for k in before)
