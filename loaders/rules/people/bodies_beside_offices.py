"""Bodies that stand right beside an office, with no mark or small word between: "Elm Trust trustee", "Workforce Lead Elm Trust"."""

import re

from loaders.lexicons.words import word_set
from loaders.names import recognise
from loaders.names.printed import fold
from loaders.names.register import register
from loaders.names.resolver import Resolver
from loaders.rules.people.body_shapes import HEADS_A_BODY, ONE_WORD
from loaders.structure import cues

_TOKEN = re.compile(r"\S+")
_SHORT = 2
"""Initials of so few letters may be a field ("President HR")."""


def body_first(text: str, names: Resolver) -> int | None:
    """Return where a body ends that stands right before an office ("Elm Trust trustee", "ET trustee", "TramTalk
    trustee"), None where none does."""
    first = next((body.end for body in recognise.organisations(text) if body.start == 0), 0)
    initials = text.split(" ")[0]
    if not first and initials.isupper() and len(initials) > 1 and not cues.is_role(initials):
        first = len(initials) if names.is_short(initials) else 0
    elif not first and ONE_WORD.fullmatch(initials):
        first = len(initials)
    words = text[first + 1 :].split()
    if not first or text[first : first + 1] != " " or not words or not cues.is_role(words[-1]):
        return None
    return first if all(map(cues.is_role, words)) or all(word[0].isupper() for word in words) else None


def body_last(text: str, names: Resolver) -> int | None:
    """Return where a body begins that stands right behind an office ("Workforce Lead Elm Trust", "Deputy President FGA"),
    None where none does."""
    words = list(_TOKEN.finditer(text))
    for before, office, body in zip((*words[:1], *words), words, words[1:], strict=False):
        tail = text[body.start() :]
        field = (
            office[0].islower()
            and office[0] not in word_set("inside a long name")
            and cues.is_role(text[: office.start()])
        )
        led = field or (cues.is_role(office[0]) and before[0][0].isupper())
        if led and office[0][-1].isalnum() and body[0][0].isupper():
            if cues.is_role(body[0]):
                continue
            inside = any(one.start < body.start() < one.end for one in recognise.organisations(text))
            whole = names.is_organisation(tail) and " " in tail and register().get(text) is None and not inside
            short = (
                len(tail) > _SHORT and tail.isalpha() and tail.isupper() and fold(tail) not in word_set("field of work")
            )
            initials = short and HEADS_A_BODY.search(office[0]) is not None
            return body.start() if (whole or initials) and not cues.is_role(tail) else None
    return None
