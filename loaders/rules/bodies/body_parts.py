"""A body that is printed with a part of it, or with what the person is: "Elm Council (Digital Team)", "Elm Trust's Care Division",
"Elm Trust (minute taker)". What is meant is the whole, and of "Wales's Elm Trust" the body that is there."""

import re

from loaders.blocks import Span
from loaders.context import Context
from loaders.lexicons.words import any_of, word_set
from loaders.names.register import register
from loaders.names.word_sets import HEADS

_ASIDE = re.compile(r"\s*\((?=[a-z])[^()]*\)$")
"""What a bracket behind a body says of the person."""
_OWNED = re.compile(r"(?P<owner>[A-Z][^'’]*)['’]s? (?P<part>[A-Z].*)")
_DESCRIBED = re.compile(rf"(?:[A-Z][a-z]+ )?(?:[a-z-]+ ){{0,2}}?(?=[a-z]){any_of('what has a name')} (?=[A-Z])")
"""What a body is called before its name ("Slovenian start-up Koru")."""
_INSIDE = re.compile(r" (?:with)?in the (?=[A-Z])")
"""What leads from a body to the one that it is a part of."""
_PART = re.compile(r"\s*\((?P<part>[A-Z][^()]*)\)$")


def without_part(context: Context, body: Span) -> Span:
    """Return the span of the whole body."""
    words = context.words(body)
    if (aside := _ASIDE.search(words)) and aside.start():
        body, words = Span(body.start, body.start + aside.start()), words[: aside.start()]
    if (part := _PART.search(words)) and _is_part(context, words, part):
        return Span(body.start, body.start + part.start())
    if owned := _OWNED.fullmatch(words):
        if context.names.is_place(owned["part"]) and not context.names.is_organisation(words):
            return Span(body.start, body.start + owned.end("owner"))  # "Elm Trust's Wales" director
        if context.names.is_place(owned["owner"]):
            return Span(body.start + owned.start("part"), body.end)
        ends = owned["part"].split()[-1].lower() in word_set("part of a body")
        owner = context.names.is_organisation(owned["owner"]) or owned["owner"].isupper()
        if ends and owner and register().get(words) is None:
            return Span(body.start, body.start + owned.end("owner"))
    if (inside := _INSIDE.search(words)) and register().get(words) is None:
        own, outer = words[: inside.start()], words[inside.end() :]
        if context.names.is_organisation(own) and context.names.is_organisation(outer):
            return Span(body.start, body.start + inside.start())
    return body


def _is_part(context: Context, printed: str, bracket: re.Match[str]) -> bool:
    """Whether a bracket behind a body names a part of it, and not the body once more by its initials or another name."""
    outer, part = printed[: bracket.start()], bracket["part"]
    several = " " in part and not part.isupper()
    return several and context.names.is_organisation(outer) and register().get(printed) is None


def without_article(context: Context, span: Span) -> Span:
    """Return a body's span without what a sentence adds: an article, what the body is, where a whole body is, a field at one
    ("Homes at Elm CIC")."""
    field, at, rest = (words := context.words(span)).rpartition(" at ")
    if at and context.names.is_organisation(rest) and not context.names.is_organisation(field):
        span, words = Span(span.start + len(field) + len(at), span.end), rest
    lead = re.match(rf"(?:{any_of('before a noun', 'all of them')}\s+)+", words) or _DESCRIBED.match(words)
    own, place, where = words.partition(" in ")
    town = context.names.is_place(where) or where.lower() in word_set("month")
    town = town or (where.isalpha() and own.split(" ")[-1].lower() in HEADS)
    bare = " " in own and not at and not context.names.is_organisation(words)
    whole = place and town and (bare or context.names.is_organisation(own))
    return Span(span.start + (lead.end() if lead else 0), span.start + len(own) if whole else span.end)
