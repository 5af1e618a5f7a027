"""Whether the title of a document can name the gathering that it reports on: a newsletter's own name has that of a forum or network
in it and tells of none ("The Dale Forum Newsletter, 4 May 2031")."""

from loaders.context import Context
from loaders.dates import MONTHS
from loaders.families.family import may_name_event
from loaders.lexicons.words import word_list, word_set
from loaders.names.printed import fold
from loaders.rules.events.gatherings import COLON_OR_DASH
from schema.nodes import Document

_BELOW = 3
"""Up to which block a newsletter says that it is one."""
_SORT = 2
"""The most words of a line that does, and says of it no more than how often it appears ("Monthly bulletin")."""
_LEADING = word_set("before a noun")
_WHEN = {*MONTHS, *word_list("season")}


def may_be_titled(context: Context, document: Document) -> bool:
    """Whether a gathering can be called by the title of the document that reports on it."""
    return may_name_event(document.kind) and not is_periodical(context, document)


def is_periodical(context: Context, document: Document) -> bool:
    """Whether the title of a document, or a short line below it, calls it a paper that appears again and again."""
    parts = COLON_OR_DASH.split(document.title.replace("|", ":").replace(",", ":"))
    below = (_words(block.text) for block in context.text.blocks[1:_BELOW])
    named = any(words and len(words) <= _SORT and words[-1] in word_set("periodical") for words in below)
    return named or any(map(_calls_one, parts))


def _words(line: str) -> list[str]:
    """Return the words of a line without its number and month."""
    return [word for word in fold(line.replace("-", "")).split() if not word.isdigit() and word not in _WHEN]


def _calls_one(part: str) -> bool:
    """Whether a part of a title calls a paper that appears again and again ("Bulletin of the Dale Forum", "Dale Forum News")."""
    words = _words(part)
    while words and words[0] in _LEADING:
        words = words[1:]
    named = word_set("periodical")
    return bool(words) and (
        words[0] in named or words[-1] in named or words[-1] in word_set("end of a periodical's name")
    )
