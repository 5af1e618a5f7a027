"""The event that the document reports on: its name with the year, its date and its venue."""

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from loaders.blocks import Block, Kind, Span
from loaders.context import Context
from loaders.dates import YEAR, day_in, days_of
from loaders.draft import Where, within
from loaders.families.family import may_name_event
from loaders.lexicons.words import any_of, word_set
from loaders.names.printed import first_word
from loaders.rules.events.event_details import BETWEEN, NAMES_A_VENUE, beside_day, details
from loaders.rules.events.event_names import name_of
from loaders.rules.events.event_titles import named_by_talks
from loaders.rules.events.gatherings import GATHERING, VENUE, is_occasion, is_shared, told_of_others
from loaders.rules.events.programme import slots
from loaders.rules.people.participant_tables import lists_talks
from loaders.structure.cues import capitalised, is_role
from loaders.structure.sections import Role
from schema.ids import make_id, slug
from schema.links import ReportsOn
from schema.nodes import Event

RULE = "event"

_NO_DAY = rf"(?!{any_of('weekday', 'month', capital=True)}\b)"
_WORD = rf"(?:{_NO_DAY}[A-Z][\w'’&-]*|(?=\d*[A-Z])[A-Z0-9]{{2,}}|\d[A-Z]\w*)"
_POSTED = re.compile(r"(?<!event )\bdate(?:\s*:\s*|\t+)(?:\w+day,?\s+)?$", re.I)
_AT_VENUE = re.compile(r"\b(?:location|venue)\s*:", re.I)
_VENUE = re.compile(
    rf"(?:\b(?:{any_of('in a place')}|to|inside)\s+|\b{any_of('label of a place or hour', capital=True)}\s*:\s*)(?:[Tt]he\s+)?"
    rf"({_WORD}(?:\s+(?:{any_of('inside a long name')}\s+){{0,2}}{_WORD}){{0,6}})(,?"
    rf"(?:\s+in)?)\s+({_NO_DAY}[A-Z][\w'’-]+(?:(?:\s|-)(?:upon|on|under|le|{_NO_DAY}[A-Z][\w'’-]+))*)(?<! on)"
)
_ALONE = re.compile(
    rf"\b(?:{any_of('in a place')}|to)\s+(?:the\s+)?({_WORD}(?:\s+(?:{any_of('inside a name')}\s+)*{_WORD}){{1,5}})"
    rf"(?=[,.;]|\s+(?:and\s+)?[a-z]|\s+{any_of('weekday', 'month', capital=True)}\b|$)"
)
_DAY = len("2023-01-01")
_TOLD = 2.5
"""The weight of a day that the words around it show to be the event's."""
_PAST = 1.2
"""The weight of a day before the one on which a text was posted, which may print another gathering's as well."""
_BARE = 0.7
"""The weight of a day near the head of a text that no words around it show to be the event's."""
_BY = re.compile(r"(?:\w+ )?by (?=[A-Z])", re.I)
_BYLINE = 80
"""The most characters of a line that says who wrote a text and when ("By Ada North, 3 May 2031")."""
_CLOSE = 45
"""The most days between a gathering and a text that tells of it or announces it."""
_SPRING = "-03"
"""Up to which month a text may tell of a day of the year before without naming the year."""
_BEHIND_NAME = 45
"""The most characters between a gathering's name and the words that say where it was ("with 300 others")."""
_CLAUSE = re.compile(r"[.;:,]\s(?:the )?")
_NAME = 90
"""The most characters of a venue's name with its town."""
_HOUR = re.compile(r"\d\s?[ap]\.?m\.?,\s+(?=[A-Z])")
"""What stands before a venue where a line goes on from the hour."""
_NAMES = re.compile(r"[A-Z0-9][\w’'&-]*(?: (?:of |the |and )*[\w’'&-]+){0,5}")
_SHORT = 160
"""The most characters of a line that says when and where people meet."""


def state_event(context: Context) -> None:
    """State the event that the document reports on."""
    document = context.own_document
    apart = details(context) if may_name_event(document.kind) else None
    labelled = context.is_minutes or apart is not None
    when = _date(context, labelled=labelled)
    day = when[0] if when else document.published
    named = name_of(context, document, day)
    of_talks = named_by_talks(context, document) if named is None and (lists_talks(context) or slots(context)) else None
    named = named or of_talks
    if named is None:
        return
    name, spans = named.name, named.spans
    when = (apart and _day_apart(context, apart.day)) or _date(context, labelled=labelled, near=spans)
    year = re.search(YEAR, name)
    if year and (when is None or not when[0].startswith(year[0]) or len(when[0]) < _DAY):
        own = _date(context, year[0], labelled=labelled, near=spans)
        when = own if own or not when or not when[0].startswith(year[0]) else when
    if (
        when and len(when[0]) == _DAY and not labelled and _is_bare(when[1])
    ):  # the day of a post, above the one that it tells
        when = _date(context, when[0][:4], labelled=labelled, near=spans, posted=when[0], least=_TOLD) or when
    if when and len(when[0]) < _DAY and "-" in when[0]:
        when = _date(context, when[0], labelled=labelled, near=spans, least=_BARE) or when
    if document.published and (when is None or document.published <= when[0]):
        when = _before_it_was_told(context, document.published, when, labelled=labelled, near=spans) or when
    venue = (apart and apart.venue) or _venue(context, when[1] if when else None, _printed(context, name))
    day = when[0] if when else day
    if when and len(when[0]) == _DAY and (is_shared(name) or (context.is_minutes and not is_occasion(name))):
        full = f"{re.sub(YEAR, '', name)} {when[0]}"  # a body meets many times a year, and many have a "Planning Committee"
    else:
        full = name if year or not day else f"{name} {day[:4]}"
    within = context.document.split("/")[1:] if of_talks or not named.own else []  # many days have "Lightning talks"
    context.event = event = make_id("event", *within, _short(context, full))
    line = context.block_at(spans[0].start) if spans else None
    gathering = GATHERING.search(name) or (GATHERING.search(line.text) if line and len(line.text) <= _SHORT else None)
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


def _before_it_was_told(
    context: Context, posted: str, when: tuple[str, Block] | None, *, labelled: bool, near: Sequence[Span]
) -> tuple[str, Block] | None:
    """Return the day without a year that lies close to the one on which a text was posted. Where the text has a later one, which
    may be another gathering's, only one before it counts, beside the event's name or the word for what it is."""
    later = when is not None and when[0] > posted
    years = [posted[:4], *([str(int(posted[:4]) - 1)] if posted[4:] < _SPRING else [])]
    if not later:
        told = (_date(context, year, labelled=labelled, near=near, posted=posted) for year in years)
        return next((one for one in told if one), None)
    told = (_date(context, year, labelled=labelled, near=near, until=posted, least=_PAST) for year in years)
    return next((one for one in told if one), None)


def _day_apart(context: Context, block: Block) -> tuple[str, Block] | None:
    """Return the day that a line set apart prints with its year, and the line."""
    return next(((iso, block) for iso, _, _ in context.dates(block) if len(iso) == _DAY), None)


def _is_bare(block: Block) -> bool:
    """Whether a line is a day and nothing else, or says who wrote a text and when."""
    day = day_in(block.text)
    if day is not None and len(block.text) <= _BYLINE and _BY.match(block.text):
        return True
    return day is not None and len(block.text.strip()) - (day[1] - day[0]) <= len("Wednesday, ")


def _are_close(day: str, other: str) -> bool:
    """Whether two dates are days with a few weeks between them: a text posted then tells of the event or announces it."""
    if len(day) < _DAY or len(other) < _DAY:
        return False
    return abs((date.fromisoformat(day) - date.fromisoformat(other)).days) <= _CLOSE


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


def _date(
    context: Context,
    year: str | None = None,
    *,
    labelled: bool,
    near: Sequence[Span] = (),
    posted: str | None = None,
    until: str | None = None,
    least: float | None = None,
) -> tuple[str, Block] | None:
    """Return the day or month of the event and the block that prints it; `labelled` says that a label gives it, and not the day
    on which the document was posted. With a `year` (the event's name prints it, or the text was posted in it) or a month only days
    in it count, those without a year as well; with `least`, only days that count for more. A day in a sentence with the event's
    name (`near`) is likelier than another; where the text was `posted`, only days close to that one count, and `until` a day
    only those that are no later."""
    best: tuple[float, str, Block] | None = None
    others = told_of_others(context)
    since = context.starts_in(Role.INITIATIVES)
    for order, block in enumerate(context.text.blocks):
        if block.kind is Kind.NOTE or block.start in others or context.is_ignored(block):
            continue
        printed = context.dates(block)
        dates = [*printed, *(days_of(block.text[:3000], year[:4]) if year else ())]
        if not dates:
            continue
        cues = [(c.value, c.start - block.start, c.end - block.start) for c in context.annotations.of(block, "cue")]
        named = [s.start - block.start for s in near if block.start <= s.start < block.end]
        beside = [(a, b) for a, b in context.sentences(block) if any(a <= at < b for at in named)] if named else []
        held = [end for value, _, end in cues if value == "held"]
        for iso, start, end in dates:
            if (
                (year and not iso.startswith(year))
                or (posted and not _are_close(iso, posted))
                or (until and iso > until)
            ):
                continue
            if least is not None and len(iso) < _DAY:
                continue
            score = 1.0 if len(iso) == 10 else 0.0
            met = GATHERING.search(block.text[max(0, start - 120) : end + 80]) is not None
            if block.start in since and not (met or _is_bare(block) or any(a <= start < b for a, b in beside)):
                continue  # when work began that came of it
            told = [abs(start - h) for h in held if abs(start - h) < 220]
            if not told and not met and len(block.text) > 1500:
                continue
            in_passing = not told and not met and not any(a <= start < b for a, b in beside)
            if in_passing and block.text.endswith(".") and (iso, start, end) not in printed:
                continue  # a day without a year in a sentence that tells of something else
            score += 4 - min(told) / 60 if told else 0
            score += 3 if any(a <= start < b for a, b in beside) else 0
            score += 1 if met else 0
            label = bool(_POSTED.search(block.text[max(0, start - 40) : start]))
            head = context.is_minutes and block.kind is Kind.HEADING and order < 4
            told_else = any(value == "no gathering" and start - 40 <= at <= start for value, at, _ in cues)
            labels = block.text[:start].rstrip().endswith(":")  # a line of labels, which a question may follow
            asked = not labels and context.sentence_at(block, start).rstrip().endswith("?")
            if asked or (told_else and least is not None):
                continue
            score -= 3 if told_else or (label and not labelled) else 0
            score += 6 if head or (label and labelled) else 0
            score -= min(order, 60) / 30
            if best is None or score > best[0]:
                best = (score, iso, block)
    return (best[1], best[2]) if best and best[0] > (-1 if least is None else least) else None


def _venue(context: Context, dated: Block | None, named: Sequence[Span]) -> tuple[str, Block] | None:
    """Return where the gathering met that is `named` so, and the block that prints it."""
    blocks = [
        b
        for b in context.text.blocks[:40]
        if context.annotations.says(b, "cue", "held") or _AT_VENUE.search(b.text[:3000])
    ]
    if dated is not None and (below := _below_day(context, dated)) is not None:
        return below
    for block in context.text.blocks[:40]:
        if (match := VENUE.match(block.text)) and not context.names.is_place(match["venue"]):
            return match["venue"], block
    for label, block in pairwise(context.text.blocks[:40]):
        if (
            label.kind is Kind.HEADING
            and (match := VENUE.match(f"{label.text}: {block.text}"))
            and label.text.istitle()
        ):
            return match["venue"], block
    for block in [*([dated] if dated else []), *blocks]:
        for match in _VENUE.finditer(block.text[:6000]):
            town = match[3] if match[2] or context.names.is_place(match[3]) else None
            whole = (" " in match[1] or match[0].startswith(("at the ", "in the "))) and NAMES_A_VENUE.search(match[1])
            if town and whole and not is_role(match[1]):
                return f"{match[1]}, {town}", block
        for match in _ALONE.finditer(block.text[:6000]):
            office = _CLAUSE.split(block.text[: match.start()])[
                -1
            ].strip()  # "Ada North, the Training Lead at the Elm Centre"
            if match[1].split()[-1].lower() in word_set("venue") and not is_role(match[1]) and not is_role(office):
                return match[1], block
    for span in named:
        block, at = context.block_at(span.start), span.end - context.block_at(span.start).start
        match = _VENUE.search(block.text[: at + _BEHIND_NAME + _NAME], at)
        if match is None or not match[0].startswith("at ") or _CLAUSE.search(block.text, at, match.start()):
            continue
        if context.names.is_place(match[3]) and not context.names.is_place(match[1]):
            return f"{match[1]}, {match[3]}", block
    return _town(context, dated) if dated is not None else None


def _town(context: Context, dated: Block) -> tuple[str, Block] | None:
    """Return the town that stands right beside the day on which people are said to have met ("held on 3 May 2031 in Leeds", "took
    place in Leeds on 3 May"), and the block: where no venue is named, it is all that is known of one."""
    day = day_in(dated.text)
    if day is None:
        return None
    start, end = next((a, b) for a, b in context.sentences(dated) if a <= day[0] <= b)
    cues = context.annotations.of(dated, "cue")
    if not any(cue.value == "held" and start <= cue.start - dated.start < end for cue in cues):
        return None
    for printed, span in context.names.places_in(dated):
        at, stop = span.start - dated.start, span.end - dated.start
        led = dated.text[:at].split()[-1:]
        between = dated.text[day[1] : at] if at > day[1] else dated.text[stop : day[0]]
        if led and led[0].lower() in word_set("in a place") and BETWEEN.fullmatch(between):
            return printed, dated
    return None


def _printed(context: Context, name: str) -> list[Span]:
    """Return where the beginning of a text prints a name, whatever the case."""
    wanted = re.compile(re.escape(name), re.I)
    return [within(b, *m.span()) for b in context.text.blocks[:40] for m in wanted.finditer(b.text[:3000])]


def _below_day(context: Context, dated: Block) -> tuple[str, Block] | None:
    """Return the venue that stands before a line's day, behind its day or hour, or is all that the line below the day says ("2.00
    pm, Room 2, Town Hall")."""
    at = context.text.blocks.index(dated)
    before = context.text.blocks[at - 1] if at else None
    after = context.text.blocks[at + 1] if at + 1 < len(context.text.blocks) else None
    head, beside = dated.text[:_SHORT], beside_day(dated.text[:3000])
    told = [(dated, dated.text[m.end() :]) for m in _HOUR.finditer(head)]
    told += [(dated, words) for words in beside]
    told += [(line, line.text) for line in (after, None if beside else before) if line and _is_line(line, dated)]
    for block, words in told:
        parts = [part.strip() for part in words.strip(" .").removeprefix("The ").split(",")]
        other = is_role(words) or first_word(words) in word_set("account of an event")
        if not all(_NAMES.fullmatch(part) for part in parts) or other or context.names.is_person(parts[0]):
            continue
        ends = parts[0].split()[-1].lower() in word_set("venue")
        if len(parts) == 1 and block is dated and ends:
            return parts[0], block
        if any(NAMES_A_VENUE.search(part) for part in parts[:-1]) and (ends or block is not before):
            return f"{parts[0]}, {parts[-1]}", block
    return None


def _is_line(line: Block, dated: Block) -> bool:
    """Whether a block beside the one with the day can say where people meet."""
    return line.kind is dated.kind and line is not dated and len(line.text) <= _SHORT
