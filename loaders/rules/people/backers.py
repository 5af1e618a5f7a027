"""Who stands behind a challenge in a line of owners or supporters: bodies, alone or before the person who came for each.

Such a line lists names only, so what is no person there is a body, whatever its name looks like ("Elm Trust (Ada North, Head of
Care); Style Acre; the Fir Forum").
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from loaders.blocks import Block, Span, up_to
from loaders.context import Context, Entry
from loaders.draft import within
from loaders.lexicons.words import any_of
from loaders.names.printed import OWNS_A_NAME, TITLES, fold
from loaders.names.register import is_everyday
from loaders.rules.bodies.lists import lines_of, names_in_sentence
from loaders.rules.people.person_lines import entries_in, is_known_first, name_at
from loaders.structure import cues

_PART = re.compile(rf"\s*;(?!\s+{any_of('at present')}\b)\s*(?:and\s+)?")
_AND = re.compile(rf",?\s+{any_of('and')}\s+(?:the\s+)?(?=[A-Z0-9])")
_BODY_FIRST = re.compile(
    r"(?P<body>[A-ZÀ-Þ0-9][^():;]{2,110}?)(?:\s*\((?P<inner>[^()]{4,160})\)|\s?[–—:-]\s+(?P<behind>[A-ZÀ-Þ][^;:]{4,160}))[.\s]*"
)
_CAPITALS = re.compile(
    rf"[A-ZÀ-Þ0-9][\w'’&.-]*(?:,? (?:{any_of('inside a long name')} ){{0,2}}[A-ZÀ-Þ0-9&][\w'’&.-]*){{0,11}}"
)
_IN_BRACKETS = re.compile(r"\([A-ZÀ-Þ][^()]{3,}\)")
_COMMA = re.compile(rf"(?:,\s+|,?\s+{any_of('and')}\s+(?=[^,]*$))(?=[A-ZÀ-Þ])(?![^()]*\))")
_TIED = re.compile(rf" {any_of('of a body')} (?=(?:the )?[A-ZÀ-Þ])")
_LEAD = re.compile(r"\s*(?:the )?")
_WITH_BODY = 2
"""The number of names in a line that may be somebody and the person's body."""
_OFFICE = re.compile(r"\s?[,–—-]\s+")


def backers(context: Context, block: Block, start: int, stop: int) -> tuple[list[Entry], list[Span]]:
    """Return the people whom a part of a line names, with office and body, and the bodies that it names alone."""
    people: list[Entry] = []
    bare: list[list[Span]] = []
    for first, end in _apart(context, block, start, stop):
        if (ahead := _body_first(context, block, first, end)) is not None:
            people += ahead
        elif names := _names(context, block, first, end):
            bare.append(names)
        else:
            people += entries_in(context, block, within(block, first, end))
    lists_bodies = any(_is_no_person(context, context.words(name)) for names in bare for name in names)
    for names in bare:
        if not lists_bodies:
            people += entries_in(context, block, Span(names[0].start, names[-1].end))
    return people, [name for names in bare for name in names] if lists_bodies else []


def _parts(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Yield where the parts between semicolons begin and end."""
    for mark in (*_PART.finditer(text, start, stop), None):
        end = mark.start() if mark else stop
        if text[start:end].strip(" ."):
            yield start, end
        start = mark.end() if mark else stop


def _apart(context: Context, block: Block, start: int, stop: int) -> list[tuple[int, int]]:
    """Return the parts of a line: between semicolons or, in a list that has people with bodies in brackets, between commas."""
    parts = list(_parts(block.text, start, stop))
    if len(parts) != 1 or not (_IN_BRACKETS.search(block.text, start, stop) or _TIED.search(block.text, start, stop)):
        return parts
    marks = [*_COMMA.finditer(block.text, start, stop)]
    ends = [*(mark.start() for mark in marks), stop]
    listed = list(zip([start, *(mark.end() for mark in marks)], ends, strict=True))
    names = [block.text[a:b].strip(" .") for a, b in listed]
    led = [
        _body_first(context, block, a, a + len(name)) is not None for (a, _), name in zip(listed, names, strict=True)
    ]
    whole = all(
        first or _may_be_body(context, name) or (_is_with_body(context, name) and name_at(context.names, block, a))
        for (a, _), name, first in zip(listed, names, led, strict=True)
    )
    mixed = whole and (any(led) or not all(_is_with_body(context, name) for name in names))
    return listed if mixed else parts


def _is_with_body(context: Context, words: str) -> bool:
    """Whether words are somebody with a body behind: in brackets, or tied by a small word ("Ada North of the Elm Trust")."""
    tied = _TIED.search(words)
    who = TITLES.sub("", words[: tied.start()]) if tied else ""
    return bool(_IN_BRACKETS.search(words)) or (is_known_first(who) and context.names.is_person(who))


def told_bodies(context: Context, block: Block, cue: re.Match[str], start: int, end: int) -> list[Span]:
    """Return the bodies right behind words that tell of backing a challenge ("with the help of the Elm Trust and Fir Homes"), else
    those right before them ("The Elm Trust helped her"), in the sentence from `start` to `end`."""
    at = start + cue.end() + len(_LEAD.match(block.text[start + cue.end() : end])[0])  # type: ignore[index]
    names = names_in_sentence(context, block, at, stop=end)
    if not names:
        first = start + len(block.text[start:end]) - len(block.text[start:end].lstrip())
        names = names_in_sentence(context, block, first, stop=start + cue.start())
        if not names or names[-1].spans[-1].end != block.start + start + len(
            block.text[start : start + cue.start()].rstrip()
        ):
            return []
    words = [name.printed for name in names]
    sure = any(_is_no_person(context, name) for name in words)
    return [name.spans[0] for name in names] if sure and all(_may_be_body(context, name) for name in words) else []


def _body_first(context: Context, block: Block, first: int, end: int) -> list[Entry] | None:
    """Return the people who stand behind their body, in brackets or behind a dash or colon; None where no body stands first."""
    match = _BODY_FIRST.fullmatch(block.text, first, end)
    if match is None or not _may_be_body(context, match["body"]):
        return None
    if any(context.names.is_organisation(part) for part in match["body"].split(", ")[:-1]):
        return None  # the last of a list
    group = "inner" if match["inner"] else "behind"
    position, last = match.span(group)
    found: list[Entry] = []
    body = within(block, *match.span("body"))
    while (name := name_at(context.names, up_to(block, block.start + last), position)) is not None:
        office = _OFFICE.match(block.text, name.end - block.start, last)
        joint = _AND.match(block.text, name.end - block.start, last)
        role = within(block, office.end(), last) if office else None
        known = is_known_first(context.words(name)) or (role is not None and cues.is_role(context.words(role)))
        if not known and not context.names.is_organisation(match["body"]):
            return None
        found.append(Entry(name, role, body, end))
        if joint is None:
            break
        position = joint.end()
    return found or None


def _may_be_body(context: Context, words: str) -> bool:
    """Whether words in such a line can be a body's name: no person's by its first name, and no office."""
    if context.names.is_organisation(words) and not _is_with_body(context, words):
        return True
    if words.endswith(")") or not _CAPITALS.fullmatch(words) or _is_with_body(context, words):
        return False
    somebody = is_known_first(words) and context.names.is_person(words) and not OWNS_A_NAME.search(words)
    everyday = is_everyday(fold(words.rsplit(" ", 1)[-1]), surname=True)  # "Daisy Chain"
    return (not somebody or everyday) and not cues.is_role(words)


def _is_no_person(context: Context, words: str) -> bool:
    """Whether a name shows by itself that it is nobody's: beside it, names that may be somebody's are bodies' too."""
    ends = words.split()[0], words.split()[-1]
    apart = any(map(context.names.is_place, ends)) or OWNS_A_NAME.search(words) is not None
    return apart or context.names.is_organisation(words) or not context.names.is_person(words)


def _names(context: Context, block: Block, first: int, end: int) -> list[Span]:
    """Return the names that a part consists of, where none is somebody's by its first name, or stands before its bearer's body, and
    nothing is said of them."""
    if block.start + first in context.listed:
        return []
    part = replace(block, text=block.text[first:end], start=block.start + first, end=block.start + end)
    spans = [name.spans[0] for name in lines_of(context, part)]
    if any(words.count("(") != words.count(")") for words in map(context.words, spans)):
        return []  # a comma inside the bracket behind one name
    if len(spans) == 1 and not context.names.is_organisation(context.words(spans[0])):
        spans = list(_two(context, spans[0])) or spans
    elif _are_of_the_last(context, spans) or (
        (
            _is_office_between(context, spans)
            or len(spans) - context.names.is_place(context.words(spans[-1])) == _WITH_BODY
        )
        and not _is_no_person(context, context.words(spans[0]))
    ):
        return []
    bodies = all(_may_be_body(context, context.words(span)) for span in spans)  # "North, Ada (Alder Trust)" is somebody
    return [_without_article(context, span) for span in spans] if bodies else []


def _are_of_the_last(context: Context, spans: list[Span]) -> bool:
    """Whether people by their first names stand before the body that all of them are of ("Ada North & Ben Vale, Elm Trust")."""
    *before, body = map(context.words, spans)
    names = [name for words in before for name in _AND.split(words)]
    somebody = all(is_known_first(name) and context.names.is_person(name) for name in names)
    return bool(names) and somebody and context.names.is_organisation(body)


def _is_office_between(context: Context, spans: list[Span]) -> bool:
    """Whether one word stands between what may be somebody and a body: an office that no list has ("Ada North, Cook, Elm Inn")."""
    words = [context.words(span) for span in spans]
    between = len(words) == _WITH_BODY + 1 and " " in words[0] and words[1].istitle() and " " not in words[1]
    bodies = between and context.names.is_organisation(words[2]) and not context.names.is_organisation(words[1])
    return bodies and not any(map(context.names.is_place, words))


def _two(context: Context, span: Span) -> Iterator[Span]:
    """Yield the two names that "and" joins, where neither is one word."""
    joint = _AND.search(context.words(span))
    sides = [Span(span.start, span.start + joint.start()), Span(span.start + joint.end(), span.end)] if joint else []
    if sides and all(_may_be_body(context, words) and " " in words for words in map(context.words, sides)):
        yield from sides


def _without_article(context: Context, span: Span) -> Span:
    """Return a name without the small article of the words around it; one with a capital is the body's own."""
    return Span(span.start + len("the "), span.end) if context.words(span).startswith("the ") else span
