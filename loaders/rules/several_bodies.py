"""Whether what stands in the place of a body names several: "X Council and Y Network", "X Trust / Y Trust"."""

import re

from loaders.blocks import Span
from loaders.context import Context
from loaders.names.printed import fold
from loaders.names.register import register
from loaders.names.resolver import Resolver
from loaders.names.word_sets import HEADS, OPENERS
from loaders.rules.person_details import BODY, ONE_WORD
from loaders.structure import cues

_AND = re.compile(r"\s+(?:and|&)\s+(?:the\s+)?(?=[A-Z])|\s*(?:;|/)\s*(?=[A-Z])")


def several_bodies(context: Context, span: Span) -> list[Span]:
    """Return the bodies of a span that prints two ("X Council and Y Network"), the whole span where it is one.

    They are two where the first ends as only a body's name does, and the second is a name too.
    """
    text = context.words(span)
    if register().get(text) is not None:
        return [span]
    if "/" in text and (parts := _by_slash(text, context.names)):
        return [Span(span.start + a, span.start + b) for a, b in parts]
    opens = text.split()[0].casefold()
    block = context.block_at(span.start)
    ends = {one.span.end for one in block.links} | {one.span.start for one in block.links}
    for match in _AND.finditer(text):
        left, right = text[: match.start()], text[match.end() :]
        last = fold(left).split()[-1:] or [""]
        headed = context.names.is_organisation(left) and " " in left and last[0] in HEADS and opens not in OPENERS
        sure = headed or _is_clinic(left)
        alike = opens in OPENERS and right.split()[0].casefold() == opens
        apart = not ends.isdisjoint((span.start + match.start(), span.start + match.end()))
        whole = right.split()[0].casefold() in OPENERS and context.names.is_organisation(left)
        named = (
            context.names.is_organisation(right) or apart or (" " in right and BODY.fullmatch(right)) or right.isupper()
        )
        registered = register().get(left) is not None and ONE_WORD.fullmatch(right) is not None
        if ((sure or alike or apart or whole) and named) or registered:
            return [Span(span.start, span.start + match.start()), Span(span.start + match.end(), span.end)]
    return [span]


def _is_clinic(name: str) -> bool:
    """Whether a name is a house's of care, which is a body where people work in it, and elsewhere a place."""
    return " " in name and fold(name).endswith((" clinic", " hospice", " surgery"))


def _by_slash(text: str, names: Resolver) -> list[tuple[int, int]]:
    """Return the parts of a name between slashes, where they are bodies: one is by its name, and each begins as a name does."""
    parts = [match.span() for match in re.finditer(r"[^/\s][^/]*[^/\s]", text)]
    bare = [re.sub(r"\s*\([^()]*\)$", "", text[a:b]) for a, b in parts]
    if len(parts) < 2 or not all(name[:1].isupper() and not cues.is_role(name) for name in bare):
        return []
    return parts if any(names.is_organisation(name) for name in bare) else []
