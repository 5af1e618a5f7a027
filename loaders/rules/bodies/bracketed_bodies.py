"""Bodies in a bracket behind the word for what they are: "universities (Imperial, Leeds)", "attended by councils (Leeds, Hull)".

The word in front makes even the name of a town a body's short form there.
"""

import re
from collections.abc import Iterator

from loaders.blocks import Block, Kind, Span
from loaders.context import Context
from loaders.draft import within
from loaders.lexicons.cued import Cued
from loaders.lexicons.words import any_of
from loaders.names import recognise
from loaders.names.kinds import kind_of_sector
from loaders.names.printed import TITLES
from loaders.names.register import register
from loaders.rules.bodies.attendees import is_surely_person
from loaders.rules.bodies.lists import looks_like_name
from loaders.rules.events.other_events import is_something_else, tells_of_another
from loaders.rules.people.person_details import parts_of
from loaders.structure import cues
from schema.links import Attended
from schema.nodes import Organisation

RULE = "bracketed bodies"

_BRACKET = Cued(
    rf"\b(?P<kind>{any_of('bodies', 'bodies in a bracket')})\s*\("
    rf"(?:(?:{any_of('such as')}|i\.?e\.?),?:? )?(?P<list>[^()]+)\)",
    re.I,
)
_PART = re.compile(rf"\s*[,;]\s*(?:{any_of('and')}\s+)?|\s+{any_of('and')}\s+")
_REST = re.compile(r"(?:etc|(?:\w+ )?others|more|\W)*\.?", re.I)
_NAME = re.compile(
    rf"(?:[Tt]he )?(?P<name>[A-ZÀ-Þ][\w&.'’-]*(?: (?:{any_of('inside a name')} ){{0,2}}[A-ZÀ-Þ][\w&.'’-]*){{0,6}})"
)
_SHORT = {"universities": ("University of {}", "{} University"), "councils": ("{} Council",)}
"""How the whole names of bodies are made that go by a town's name, by what they are called."""
_CAME = re.compile(
    rf"\b{any_of('participant')}\b[^.]*?\b{any_of('came from')}"
    rf"|\b{any_of('attended')} by\b"
    rf"|\brepresentatives {any_of('from bodies')}\b",
    re.I,
)


def state_bracketed(context: Context) -> None:
    """State the bodies of such brackets, and that they came where the sentence says so. Needs `context.event` for that."""
    apart = context.aside
    for block in context.text.blocks:
        if "(" not in block.text or block.start in apart or block.kind is Kind.NOTE or context.is_ignored(block):
            continue
        for match in _BRACKET.finditer(block.text):
            came = _say_who_came(context, block, match.start())
            for who in list(_bodies(context, block, match)):
                if came and context.event is not None:
                    context.add(Attended(source=who, target=context.event, evidence=context.evidence(block)))
                    context.claim(RULE, block)


def _say_who_came(context: Context, block: Block, at: int) -> bool:
    """Whether the words of a sentence before a place tell who took part in the event itself."""
    start = next(a for a, b in context.sentences(block) if a <= at <= b)
    said = block.text[start:at]
    return bool(_CAME.search(said)) and not (
        tells_of_another(context, block, start) or is_something_else(context, said)
    )


def _bodies(context: Context, block: Block, match: re.Match[str]) -> Iterator[str]:
    """State the bodies of a bracket and yield their ids; none where one of its parts is no body's name."""
    spans = list(_parts(block, match))
    kind = match["kind"].casefold()
    printed = [context.words(span) for span in spans if span is not None]
    if None in spans or len(printed) < 2:
        return
    towns = [name for name in printed if context.names.is_place(name)]
    wholes = {name: _whole(kind, name) for name in towns}
    if (towns and not sum(known for _, known in wholes.values()) * 2 >= len(towns)) or not all(
        name in wholes or _can_be_body(context, name) for name in printed
    ):
        return
    for name, span in zip(printed, filter(None, spans), strict=True):
        if name in wholes:
            yield context.names.state_short(name, wholes[name][0], span)
            continue
        who = context.names.state_organisation(name, span)
        body = context.node(Organisation, who)
        if body is not None and body.kind is None and (sector := kind_of_sector(kind)) is not None:
            context.state(Organisation(id=who, name=body.name, kind=sector), name=[], kind=[block])
        yield who


def _can_be_body(context: Context, printed: str) -> bool:
    """Whether a name can be a body's where a word in front says so: by its shape, and no person's or office."""
    return (printed.isupper() and len(printed) > 2) or (
        looks_like_name(printed)
        and not TITLES.match(printed)
        and not cues.is_role(printed)
        and not is_surely_person(context, printed)
        and not recognise.is_general(printed)
    )


def _parts(block: Block, match: re.Match[str]) -> Iterator[Span | None]:
    """Yield the span of each name between the marks of a bracket, None for what is no name."""
    text = match["list"]
    for first, end in parts_of(text, _PART):
        words = text[first:end]
        if not _REST.fullmatch(words):
            name = _NAME.fullmatch(words.strip())
            base = match.start("list") + first + len(words) - len(words.lstrip())
            yield within(block, base + name.start("name"), base + name.end("name")) if name else None


def _whole(kind: str, town: str) -> tuple[str, bool]:
    """Return the whole name of a body that goes by a town's, and whether it is one that can be told to exist."""
    forms = [form.format(town) for form in _SHORT.get(kind, ())]
    known = next((form for form in forms if register().get(form) is not None), None)
    return known or (forms[-1] if forms else town), known is not None or kind == "councils"
