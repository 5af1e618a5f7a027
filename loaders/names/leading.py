"""What stands before the name of a body without being part of it, though it has a capital too: the word that begins the sentence,
or somebody with a form of address."""

from loaders.names.phrases import Word
from loaders.names.printed import is_title
from loaders.names.register import first_names
from loaders.names.word_sets import LEADING

_NAMED = 3
"""How many words a holder has: a form of address, a first name and a surname."""


def past_leading(words: list[Word], first: int, head: int) -> int:
    """Return where the name begins whose head is at a word, of capitals that begin at `first`."""
    while first < head and words[first].folded in LEADING and not _begins_inside(words, first):
        first += 1
    holder = next((k for k in range(first, min(first + 2, head - _NAMED)) if _is_holder(words, k)), None)
    return first if holder is None else holder + _NAMED


def is_government_office(words: list[Word], i: int) -> bool:
    """Whether "Office" goes on with the word before it as those of a government do ("the Government Office for Tides"), and no
    country stands before that."""
    if not i or words[i].folded != "office" or words[i].gap != " " or words[i - 1].folded != "government":
        return False
    country = i > 1 and words[i - 2].capital and words[i - 1].joined
    return words[i - 1].capital and not country


def _is_holder(words: list[Word], at: int) -> bool:
    """Whether a form of address, a first name and a surname stand at a word ("Professor Ada North Elm Council of Schools")."""
    return is_title(words[at].folded) and words[at + 1].folded in first_names(sure=True)


def _begins_inside(words: list[Word], first: int) -> bool:
    """Whether a small word is a part of a name because its capital stands inside a sentence: "at the New Elm Theatre"."""
    if words[first].folded != "new" or not first:
        return False
    return words[first].gap == ", " or (words[first].gap == " " and not words[first - 1].capital)
