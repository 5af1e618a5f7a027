"""Whether what stands in the place of a body names several: "X Council and Y Network", "X Trust / Y Trust".

A cell of a table parts them by marks that no sentence has, and prints a part before its whole.
"""

import re
from collections.abc import Iterator

from loaders.blocks import Span
from loaders.context import Context
from loaders.dates import dates_in, day_in
from loaders.lexicons.words import any_of
from loaders.names import recognise
from loaders.names.printed import fold
from loaders.names.register import register
from loaders.names.resolver import Resolver
from loaders.names.word_sets import HEADS, OPENERS, PERHAPS_HEADS
from loaders.rules.bodies.lists import looks_like_name
from loaders.rules.people.body_shapes import BODY, ONE_WORD, is_name_first, is_no_field
from loaders.rules.people.person_details import is_plain_role, parts_of
from loaders.structure import cues

_AND = re.compile(rf"\s+{any_of('and')}\s+(?:the\s+)?(?=[A-Z])|\s*[;/]\s*(?=[A-Z])|\s+,(?=[A-Z])")
_BESIDE = re.compile(r"(\S+ \S.*?) with (?=[A-Z]\S+ [A-Z])")
"""A body and whom it works with ("Elm Practice with Health Connections Dale")."""
_OWN_SPELLING = re.compile(r"\w*[a-z][A-Z]\w*(?:\.\w+)?")
"""A word that nobody writes so but whom it names ("QuillSpace")."""
_DAY_ALONE = len("Wednesday, ")
"""Characters beside a day where nothing else stands than which of the week it is."""
_BRACKET = re.compile(r"(?<=\w) \((?P<said>[A-Z][^()]*)\)$")
_PARTS = re.compile(r"\s*(?:[;\n]|\s[|/]\s)\s*")
_DOMAIN = re.compile(r"[\w-]+\.[a-z]{2,3}(?:\.[a-z]{2})?")
_PART_OF = re.compile(r",?\s+\(?(?:which is )?part of\s+(?:the\s+)?(?=[A-Z])")


def bodies_in_office(context: Context, span: Span) -> list[Span]:
    """Return the bodies in which somebody has an office, by the span in their place; none where it is a day."""
    span = _without_bracket(context, span)
    text = context.words(span)
    day = day_in(text) or next(((start, end) for _, start, end in dates_in(text)), None)
    return [] if day and len(text) - (day[1] - day[0]) < _DAY_ALONE else several_bodies(context, span)


def _without_bracket(context: Context, span: Span) -> Span:
    """Return a body's span without a bracket behind it that says where it is or what somebody is there ("Elm Cinema (Italy)")."""
    text = context.words(span)
    bracket = _BRACKET.search(text)
    if bracket is None or register().get(text) is not None:
        return span
    said = bracket["said"]
    aside = context.names.is_place(said) or is_plain_role(said, context.names)
    return Span(span.start, span.start + bracket.start()) if aside else span


def several_bodies(context: Context, span: Span, *, cell: bool = False) -> list[Span]:
    """Return the bodies of a span that prints two ("X Council and Y Network"), the whole span where it is one.

    They are two where the first ends as only a body's name does, and the second is a name too. In a `cell` they may stand behind
    marks ("A; B"), or one is a part of the other ("A, part of B", "A, B").
    """
    text = context.words(span)
    if register().get(text) is not None:
        return [span]
    if cell and (found := _in_cell(context, span, text)):
        return found
    if "/" in text and (parts := _by_slash(text, context.names)):
        return [Span(span.start + a, span.start + b) for a, b in parts]
    if beside := _BESIDE.match(text):  # whom it works with is stated where lists of bodies are
        return [Span(span.start, span.start + beside.end(1))]
    opens = text.split()[0].casefold()
    block = context.block_at(span.start)
    ends = {one.span.end for one in block.links} | {one.span.start for one in block.links}
    for match in _AND.finditer(text):
        left, right = text[: match.start()], text[match.end() :]
        last = fold(left).split()[-1:] or [""]
        headed = (
            context.names.is_organisation(left)
            and " " in left
            and last[0] in HEADS | PERHAPS_HEADS
            and opens not in OPENERS
        )
        sure = headed or _is_clinic(left)
        alike = opens in OPENERS and right.split()[0].casefold() == opens
        apart = not ends.isdisjoint((span.start + match.start(), span.start + match.end()))
        whole = right.split()[0].casefold() in OPENERS and context.names.is_organisation(left)
        named = (
            context.names.is_organisation(right)
            or apart
            or (" " in right and BODY.fullmatch(right))
            or right.isupper()
            or _OWN_SPELLING.fullmatch(right) is not None
        )
        registered = register().get(left) is not None and ONE_WORD.fullmatch(right) is not None
        if ((sure or alike or apart or whole) and named) or registered or _DOMAIN.fullmatch(right):
            return [Span(span.start, span.start + match.start()), Span(span.start + match.end(), span.end)]
    return [span]


def _is_clinic(name: str) -> bool:
    """Whether a name is a house's of care, which is a body where people work in it, and elsewhere a place."""
    return " " in name and fold(name).endswith((" clinic", " hospice", " surgery"))


def _by_slash(text: str, names: Resolver) -> list[tuple[int, int]]:
    """Return the parts of a name between slashes, where they are bodies: one is by its name, and each begins as a name does."""
    parts = [match.span() for match in re.finditer(r"[^/\s][^/]*[^/\s]", text)]
    bare = [re.sub(r"\s*\([^()]*\)$", "", text[a:b]) for a, b in parts]
    if any(found.start == 0 and found.end == len(text) for found in recognise.organisations(text)):
        return []  # "International City/County Association"
    if len(parts) < 2 or not all(name[:1].isupper() and not cues.is_role(name) for name in bare):
        return []
    return parts if any(map(names.is_organisation, bare)) or all(map(is_name_first, bare)) else []


def _in_cell(context: Context, span: Span, text: str) -> list[Span]:
    """Return the bodies of a cell that prints several by its marks; none where it prints one, or what is no body's name."""
    found = [
        Span(span.start + start, span.start + end)
        for a, b in parts_of(text, _PARTS)
        for start, end in _part_and_whole(context, text, a, b)
    ]
    names = [context.words(one).rstrip(".") for one in found]
    return found if len(found) > 1 and all(looks_like_name(n) and not cues.is_role(n) for n in names) else []


def _part_and_whole(context: Context, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    words = text[start:end]
    if inside := _PART_OF.search(words):
        yield start, start + inside.start()
        yield start + inside.end(), start + len(words.rstrip(")"))
        return
    parts = parts_of(words)
    whole = words[slice(*parts[-1])] if len(parts) == 2 else ""
    part = words[slice(*parts[0])] if whole else ""
    if (
        whole
        and context.names.is_organisation(whole)
        and not context.names.is_place(part)
        and looks_like_name(part)
        and (is_no_field(part) or context.names.is_organisation(part))
        and register().get(words) is None
    ):
        yield from ((start + a, start + b) for a, b in parts)
    else:
        yield start, end
