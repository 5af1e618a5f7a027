"""Words that name nobody by themselves, wherever a name is told from what stands around it."""

from loaders.lexicons.words import word_set
from loaders.names.phrases import Word
from loaders.names.register import is_everyday
from loaders.names.word_sets import GENERIC


def is_common(word: Word) -> bool:
    """Whether a word names nobody by itself: an everyday word, a general one, one of a field of work, or one that ends as what
    people study and do does ("wellness", "transportation")."""
    return (
        is_everyday(word.folded)
        or word.folded in GENERIC
        or word.folded in word_set("field of work")
        or word.folded.endswith(_ABSTRACT)
    )


_ABSTRACT = ("ness", "ation", "ology", "ility")
"""Endings of abstract nouns, with which no name of a person or place ends."""
