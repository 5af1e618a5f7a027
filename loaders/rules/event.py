"""The event that the document reports on: its name with the year, its date and its venue."""

import re

from loaders.blocks import Block, Kind
from loaders.context import Context
from loaders.dates import days_of
from loaders.draft import Where
from loaders.lexicons.words import any_of
from loaders.rules.event_names import GATHERING, name_of, named_by_talks
from loaders.rules.participants import lists_talks
from loaders.structure.cues import capitalised
from schema.ids import make_id, slug
from schema.links import ReportsOn
from schema.nodes import Event

RULE = "event"

_WORD = r"(?:[A-Z][\w'’&-]*|(?=\d*[A-Z])[A-Z0-9]{2,}|\d[A-Z]\w*)"
_POSTED = re.compile(r"(?<!event )\bdate(?:\s*:\s*|\t+)(?:\w+day,?\s+)?$", re.I)
_NO_DAY = rf"(?!{any_of('weekday', capital=True)})"
_VENUE = re.compile(
    rf"(?:\b(?:at|in|to|inside)\s+|\b(?:[Ll]ocation|[Vv]enue|[Pp]lace)\s*:\s*)(?:the\s+"
    rf"|The\s+)?({_WORD}(?:\s+(?:(?:of|the|and|de|la|for|on|&)\s+){{0,2}}{_WORD}){{1,6}}),?"
    rf"(?:\s+in)?\s+([A-Z][\w'’-]+(?:(?:\s|-)(?:upon|on|under|le|{_NO_DAY}[A-Z][\w'’-]+))*)(?<! on)"
)
_ROOM = re.compile(rf"\b{any_of('venue')}\b", re.I)


def state_event(context: Context) -> None:
    """State the event that the document reports on."""
    document = context.own_document
    minutes = context.is_minutes
    when = _date(context, minutes=minutes)
    date = when[0] if when else document.published
    named = name_of(context, document, date)
    of_talks = named_by_talks(context, document) if named is None and lists_talks(context) else None
    named = named or of_talks
    if named is None:
        return
    name, spans = named.name, named.spans
    year = re.search(r"(?:19|20)\d\d", name)
    if year and (when is None or not when[0].startswith(year[0]) or len(when[0]) < len("2023-01-01")):
        own = _date(context, year[0], minutes=minutes)
        when = own if own or not when or not when[0].startswith(year[0]) else when
    venue = _venue(context, when[1] if when else None)
    full = name if year or not date else f"{name} {date[:4]}"
    within = context.document.split("/")[1:] if of_talks else []  # many days have "Lightning talks"
    context.event = event = make_id("event", *within, _short(context, full))
    gathering = GATHERING.search(name)
    printed: list[Where] = [*spans[:1]]
    context.state(
        Event(
            id=event,
            name=capitalised(name),
            date=when[0] if when else (year[0] if year else None),
            venue=venue[0] if venue else None,
            kind=gathering[0].lower() if gathering else None,
        ),
        *printed,
        date=[when[1]] if when else printed,
        venue=[venue[1]] if venue else [],
    )
    for span in spans:
        context.mention(event, span)
    where: list[Where] = [*spans[:1], *([when[1]] if when else []), *([venue[1]] if venue else [])]
    evidence = context.evidence(*(where or [context.text.blocks[0]]))
    context.add(ReportsOn(source=context.document, target=event, evidence=evidence))
    context.claim(RULE, *([when[1]] if when else []), *([venue[1]] if venue else []))


def _short(context: Context, name: str) -> str:
    """Return the name without the organiser's that it begins with ("E3M Imagine 2024" is imagine-2024): an acronym that the
    document also prints alone."""
    first, _, rest = name.partition(" ")
    acronym = len(first) <= 6 and first.upper() == first and any(c.isalpha() for c in first)
    if (
        acronym
        and len(rest.split()) >= 2
        and re.search(rf"(?<!\w){re.escape(first)}(?!\s+{re.escape(rest.split()[0])})(?!\w)", context.text.text, re.I)
    ):
        return slug(rest)
    return slug(name)


def _date(context: Context, year: str | None = None, *, minutes: bool) -> tuple[str, Block] | None:
    """Return the day or month of the event and the block that prints it; `minutes` are labelled with the day of the meeting. With
    the `year` that the event's name prints, only days in it count, those without a year as well."""
    best: tuple[float, str, Block] | None = None
    for order, block in enumerate(context.text.blocks):
        if block.kind is Kind.NOTE or context.is_ignored(block):
            continue
        dates = [*context.dates(block), *(days_of(block.text[:3000], year) if year else ())]
        if not dates:
            continue
        cues = [(c.value, c.start - block.start, c.end - block.start) for c in context.annotations.of(block, "cue")]
        held = [end for value, _, end in cues if value == "held"]
        for iso, start, end in dates:
            if year and not iso.startswith(year):
                continue
            score = 1.0 if len(iso) == 10 else 0.0
            near = [abs(start - h) for h in held if abs(start - h) < 220]
            if not near and len(block.text) > 1500:
                continue
            score += 4 - min(near) / 60 if near else 0
            score += 1 if GATHERING.search(block.text[max(0, start - 120) : end + 80]) else 0
            labelled = bool(_POSTED.search(block.text[max(0, start - 40) : start]))
            told_else = any(value == "no gathering" and start - 40 <= at <= start for value, at, _ in cues)
            score -= 3 if told_else or (labelled and not minutes) else 0
            score += 6 if minutes and (labelled or (block.kind is Kind.HEADING and order < 4)) else 0
            score -= min(order, 60) / 30
            if best is None or score > best[0]:
                best = (score, iso, block)
    return (best[1], best[2]) if best and best[0] > -1 else None


def _venue(context: Context, dated: Block | None) -> tuple[str, Block] | None:
    blocks = [
        b
        for b in context.text.blocks[:40]
        if context.annotations.says(b, "cue", "held") or re.search(r"\b(?:location|venue)\s*:", b.text[:3000], re.I)
    ]
    for block in [*([dated] if dated else []), *blocks]:
        for match in _VENUE.finditer(block.text[:6000]):
            if _ROOM.search(match[1]):
                return f"{match[1]}, {match[2]}", block
    return None
