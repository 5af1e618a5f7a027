"""A body that is printed with a part of it, or with what the person is: "Elm Council (Digital Team)", "Elm Trust (minute
taker)". What is meant is the whole."""

import re

from loaders.blocks import Span
from loaders.context import Context
from loaders.names.register import register

_ASIDE = re.compile(r"\s*\((?=[a-z])[^()]*\)$")
"""What a bracket behind a body says of the person."""
_PART = re.compile(r"\s*\((?P<part>[A-Z][^()]*)\)$")


def without_part(context: Context, body: Span) -> Span:
    """Return the span of the whole body."""
    words = context.words(body)
    if (aside := _ASIDE.search(words)) and aside.start():
        body, words = Span(body.start, body.start + aside.start()), words[: aside.start()]
    if (part := _PART.search(words)) and _is_part(context, words, part):
        return Span(body.start, body.start + part.start())
    return body


def _is_part(context: Context, printed: str, bracket: re.Match[str]) -> bool:
    """Whether a bracket behind a body names a part of it, and not the body once more by its initials or another name."""
    outer, part = printed[: bracket.start()], bracket["part"]
    several = " " in part and not part.isupper()
    return several and context.names.is_organisation(outer) and register().get(printed) is None
