"""The body whose own document it is: the one that met, whose annual report it is, or whose page lists its people."""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import chain

from loaders.blocks import Block, Span
from loaders.context import Context
from loaders.draft import within
from loaders.lexicons.words import any_of, word_set
from loaders.names import recognise
from loaders.names.printed import first_word, fold, last_word
from loaders.names.register import first_names
from loaders.rules.bodies.lists import looks_like_name
from loaders.rules.bodies.used_bodies import can_be_body
from loaders.rules.events.meeting_bodies import meeting_body, printed_at
from schema.nodes import Organisation

HEADING = re.compile(
    rf"(?:(?:{any_of('before the people of a body')}|\d{{4}})[ :]+)*{any_of('people of a body')}(?:[ :]+[\d/–-]+)?"
    rf"(?:(?: {any_of('of or for a body')} (?:the )?| [|–—-] )(?P<body>[A-Z].*?))?[ :?!]*",
    re.I,
)
_ABOUT = re.compile(any_of("page of a body's site"), re.I)
"""What the title of a body's page says besides the body and its people."""
_MARK = re.compile(r"\s+[|–—»·•-]\s+|:\s+")
_NAME = rf"[A-Z][\w’'&.-]*(?: (?:{any_of('inside a long name')} ){{0,2}}\(?[A-Z][\w’'&.-]*\)?)*"
_RUN_BY = re.compile(rf"(?:The )?(?P<body>{_NAME}) {any_of('be')}(?: \w+ly)? {any_of('runs a body')} by\b")
"""How a sentence above such a list says whose it is ("Elm Trust is governed by ...")."""
_THOSE = re.compile(
    rf"{any_of('before a noun')} (?:{any_of('before the people of a body')} )*{any_of('people of a body')}\b", re.I
)
"""How a sentence begins that says what the people of a page do, and for whom ("Our trustees set the course of Elm Trust")."""
LABEL = re.compile(
    rf"(?:{any_of('before the people of a body')} )*{any_of('people of a body')}(?:,? [\d/–-]+)?\s*(?![^:\t])", re.I
)
"""What leads to such people on the same line, or is a line of its own where no heading is."""
_YEARLY = any_of("yearly report")
_REPORTS = (
    re.compile(
        rf"^(?:\d{{4}}\S* )?(?i:{_YEARLY})(?: \d{{4}}\S*)?(?: {any_of('of or for a body')})?(?: the)?[\s:|–—-]+(?P<of>{_NAME})",
        re.M,
    ),
    re.compile(
        rf"^(?:The )?(?P<of>{_NAME})(?:['’]s?)?[\s,:|–—-]+(?:\d{{4}}\S* )?(?i:{_YEARLY})(?![\w’'])",
        re.M,
    ),
)
"""How the head of a body's yearly report says whose it is ("Elm Trust\nAnnual report 2021", "Annual Report of the Elm Trust")."""
_HEAD = 4
"""How many blocks at the head of a document may say whose it is."""
_LINE = 200
"""How long such a line may be, in characters."""
_CALLED = 2
"""How often minutes must call the body so whose they are."""


def of_site(context: Context) -> Span | None:
    """Return where the body is named whose site a page is of, by the end of the page's title."""
    parts = _MARK.split(context.text.title or context.own_document.title)
    last = parts[-1].strip()
    return printed_at(context.text.blocks, last) if len(parts) > 1 and context.names.is_organisation(last) else None


def of_report(context: Context) -> Span | None:
    """Return where the body is named whose annual report a document is, None where it is no such report."""
    title = context.text.title or context.own_document.title
    lines = [block.text for block in context.text.blocks[:_HEAD] if len(block.text) < _LINE]
    for text in (title, "\n".join(lines)):
        for match in chain.from_iterable(pattern.finditer(text) for pattern in _REPORTS):
            name = re.sub(r" \d{4}\S*$", "", match["of"]).removesuffix("'s").removesuffix("’s")
            able = can_be_body(context, name) or (" " in name and first_word(name) not in first_names())
            if able and (found := printed_at(context.text.blocks, name)) is not None:
                return found
    return None


def of_newsletter(context: Context) -> Span | None:
    """Return where a line at the head of a document names the body whose newsletter it says that it is."""
    for block in context.text.blocks[:_HEAD]:
        for found in recognise.organisations(block.text) if len(block.text) < _LINE else ():
            before, behind = block.text[: found.start], block.text[found.end :].lower()
            whose = before.removesuffix("THE ").removesuffix("the ").endswith(("Newsletter of ", "NEWSLETTER OF "))
            if whose or (before in ("", "The ") and behind.startswith(" newsletter")):
                return within(block, found.start, found.end)
    return None


def of_meeting(context: Context) -> Span | None:
    """Return where the body is named after which the meeting is called that a document reports on."""
    name = meeting_body(context)
    return None if name is None else printed_at(context.text.blocks, name)


def of_minutes(context: Context) -> Span | None:
    """Return where the body is named whose meeting minutes are of."""
    if (named := of_meeting(context)) is not None:
        return named
    heads = (block for block in context.text.blocks[:_HEAD] if len(block.text) < _LINE)
    head = next((block for block in heads if context.names.is_organisation(block.text)), None)
    return within(head, 0, len(head.text)) if head is not None else _called_by_its_kind(context)


def _called_by_its_kind(context: Context) -> Span | None:
    """Return where the one body is named that minutes go on to call by the last words of its name ("the Community Council")."""
    ends = defaultdict[str, set[str]](set)
    for body in context.all(Organisation):
        ends[" ".join(body.name.split()[-2:])].add(body.name)
    counted = {
        name: len(re.findall(rf"\bthe {re.escape(end)}\b", context.text.text))
        for end, (name, *others) in ends.items()
        if not others and last_word(end) in word_set("body called by its kind")
    }
    most = max(counted.values(), default=0)
    called = [name for name, count in counted.items() if count == most]
    return printed_at(context.text.blocks, called[0]) if most >= _CALLED and len(called) == 1 else None


def _served(context: Context, block: Block) -> Iterator[str]:
    """Yield the body that is the only one in a sentence about the people of a page."""
    for start, end in context.sentences(block) if _THOSE.match(block.text) else ():
        sentence = block.text[start:end] if _THOSE.match(block.text, start) else ""
        bodies = [body.name for body in context.all(Organisation) if body.name in sentence]
        yield from bodies if len(bodies) == 1 else ()


def of_page(context: Context, below: list[Block], named: str | None) -> Span | None:
    """Return where the body is named whose people a list has: by its heading, a sentence above it, or the page's title."""
    event = context.own_event
    candidates = [named] if named else []
    above = (*below, *context.text.blocks[:_HEAD])
    candidates += [says["body"] for block in above if (says := _RUN_BY.search(block.text))]
    candidates += [body for block in above for body in _served(context, block)]
    title = context.text.title or context.own_document.title
    parts = [part.strip() for part in _MARK.split(title)]
    of_people = [bool(HEADING.fullmatch(part) or _ABOUT.fullmatch(part)) for part in parts]
    if any(of_people) and len(parts) == 2:
        candidates += [part for part, about in zip(parts, of_people, strict=True) if not about]
    candidates += [part for part in parts if context.names.is_organisation(part)]
    edges = (*context.text.blocks[:_HEAD], *context.text.blocks[-_HEAD:])
    for block in edges if any(of_people) else ():
        known = recognise.organisations(block.text, named=context.names.named())
        candidates += [found.printed for found in known if block.text[: found.start] in ("", "The ")]
    for name in candidates:
        gathering = event is not None and fold(name) in fold(event.name)
        if looks_like_name(name) and not gathering and (found := printed_at(context.text.blocks, name)) is not None:
            return found
    return None
