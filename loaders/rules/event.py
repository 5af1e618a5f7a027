"""The event that the document reports on: its name with the year, its date and its venue."""

import re
from collections import Counter

from loaders.blocks import Block, Kind, Span
from loaders.context import Context
from loaders.draft import Where, within
from schema.ids import make_id, slug
from schema.links import ReportsOn
from schema.nodes import Document, Event

RULE = "event"

_WORD = r"(?:[A-Z][\w'’&-]*|[A-Z0-9]{2,}|\d[A-Z]\w*)"
_NAMED = re.compile(rf"\b({_WORD}(?:\s+(?:(?:of|the|for|and|in|on)\s+){{0,2}}{_WORD}){{0,5}})\s+((?:19|20)\d\d)\b")
_NO_NAME = re.compile(
    r"^(?:January|February|March|April|May|June|July|August|September|October|November|December|Act|Report"
    r"|Spring|Summer|Autumn|Winter|"
    r"Since|In|By|Of|Census|Budget|Q[1-4]|Regulations?|Year|Review|England|Election|Page|COVID|REPORT|Strategy"
    r"|Plan|Bill)$"
)
_LEADING = re.compile(
    r"^(?:(?:(?:Report|Proceedings|Record|Minutes|Findings|Notes|Story|Outcomes|Summary|Write-up|Account) (?:of"
    r"|on|from)|The|Since|In|At|After|For|From|About|Our|This|Ahead|Before|During|What|And|But|As|Welcome|Thank"
    r"|How|Why|A|An|of|the|for|and|in|on)\s+)+"
)
_GATHERING = re.compile(
    r"\b(?:summit|gathering|assembly|forum|exchange|conference|event|festival|convention|symposium|workshop"
    r"|congress|lab|camp|"
    r"parliament|meeting|roundtable|jam|hackathon|convening|conversation|fair|week|day)\b",
    re.I,
)
_HELD = re.compile(
    r"\b(?:took place|taking place|was held|held (?:on|at|in|the)|met (?:in|at|on)|gathered|brought|convened"
    r"|came to(?:gether)?|event date|date of event"
    r"|ran (?:on|at)|hosted|assembled|welcomed|happened|spent (?:a|the|one) day|on the day)\b",
    re.I,
)
_NOT_HELD = re.compile(
    r"\b(?:published|report|due|set for|come into|coming into|effect|act|consultation|election|announced"
    r"|founded|updated|copyright|since)\b",
    re.I,
)
_POSTED = re.compile(r"(?<!event )\bdate\s*:\s*$", re.I)
_NO_DAY = r"(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
_VENUE = re.compile(
    rf"(?:\b(?:at|in|to|inside)\s+|\b(?:[Ll]ocation|[Vv]enue|[Pp]lace)\s*:\s*)(?:the\s+"
    rf"|The\s+)?({_WORD}(?:\s+(?:(?:of|the|and|de|la|for|on|&)\s+){{0,2}}{_WORD}){{1,6}}),?"
    rf"(?:\s+in)?\s+([A-Z][\w'’-]+(?:(?:\s|-)(?:upon|on|under|le|{_NO_DAY}[A-Z][\w'’-]+))*)(?<! on)"
)
_ROOM = re.compile(
    r"\b(?:hall|museum|rooms?|centre|center|house|hotel|college|university|library|theatre|institute|church"
    r"|chapel|maltings|exchange|gallery|hub|stadium|"
    r"works|mill|barn|school|club|court|building|palace|arena|castle|abbey|quay|wharf|warehouse|studios?"
    r"|academy|chambers|pavilion|guildhall)\b",
    re.I,
)
_CALLED = re.compile(rf"\b(?:called|named|known as|event,)\s+['\"“‘]?({_WORD}(?:\s+{_WORD}){{0,4}})")


def state_event(context: Context) -> None:
    """State the event that the document reports on."""
    document = context.bundle.facts.nodes[context.document]
    assert isinstance(document, Document)
    minutes = document.kind == "minutes"
    when = _date(context, minutes=minutes)
    date = when[0] if when else document.published
    name, spans = _name(context, document.title, date, minutes=minutes)
    if name is None:
        return
    year = re.search(r"(?:19|20)\d\d", name)
    if when and year and not when[0].startswith(year[0]):
        when = _date(context, year[0], minutes=minutes)
    venue = _venue(context, when[1] if when else None)
    full = name if year or not date else f"{name} {date[:4]}"
    context.event = make_id("event", _short(context, full))
    gathering = _GATHERING.search(name)
    named: list[Where] = [*spans[:1]] or [context.text.blocks[0]]
    context.state(
        Event(
            id=context.event,
            name=name,
            date=when[0] if when else (year[0] if year else None),
            venue=venue[0] if venue else None,
            kind=gathering[0].lower() if gathering else None,
        ),
        *named,
        date=[when[1]] if when else named,
        venue=[venue[1]] if venue else [],
    )
    for span in spans:
        context.mention(context.event, span)
    where: list[Where] = [*spans[:1], *([when[1]] if when else []), *([venue[1]] if venue else [])]
    evidence = context.evidence(*(where or [context.text.blocks[0]]))
    context.add(ReportsOn(source=context.document, target=context.event, evidence=evidence))
    context.claim(RULE, *([when[1]] if when else []), *([venue[1]] if venue else []))


def named_with_year(text: str) -> list[tuple[str, str]]:
    """Return the names that a text prints with a year ("Harbour Forum 2029"), each with its year; no months and acts."""
    found = []
    for match in _NAMED.finditer(text[:20000]):
        words = _LEADING.sub("", match[1])
        if words and not _NO_NAME.match(words.split()[-1]) and words.split()[-1].lower() not in ("report", "may"):
            found.append((words, match[2]))
    return found


def _blocks(context: Context) -> list[Block]:
    return [b for b in context.text.blocks if b.kind is not Kind.NOTE and not context.is_ignored(b)]


def _name(context: Context, title: str, date: str | None, *, minutes: bool) -> tuple[str | None, list[Span]]:
    """Return the event's name, with its year where that is printed, and where it is printed. The title of `minutes` names it."""
    counts: Counter[tuple[str, str]] = Counter()
    for block in _blocks(context):
        for words, year in named_with_year(block.text):
            weight = 2 if _GATHERING.search(words) else 1
            counts[(words, year)] += weight + (3 if re.search(rf"{re.escape(words)}\s+{year}", title) else 0)
    for words, year in list(counts):
        counts[(words, year)] += min(
            3, len(re.findall(rf"(?<!\w){re.escape(words)}(?! {year})(?!\w)", context.text.text[:200000]))
        )
    folded: dict[tuple[str, str], int] = {}
    for (words, year), count in counts.items():
        folded[(words.lower(), year)] = folded.get((words.lower(), year), 0) + count
    for words, year in list(folded):
        for longer, other in folded:
            if year == other and longer != words and longer.endswith(" " + words):
                folded[(longer, year)] += folded[(words, year)]
    best = max(folded, key=lambda k: (folded[k], len(k[0]), k), default=None)
    if best is not None and date and best[1] != date[:4] and (best[0], date[:4]) in folded:
        best = (best[0], date[:4])  # a report looks back at its forerunner more often than it prints its own year
        folded[best] += 2
    if best is not None and folded[best] >= 2 and not (date and folded[best] < 4 and best[1] != date[:4]):
        prints = [w for (w, y) in counts if w.lower() == best[0] and y == best[1]]
        shown = max(prints, key=lambda w: (not w.isupper(), counts[(w, best[1])], w))
        return f"{shown} {best[1]}", _spans(context, rf"{re.escape(shown)}\s+{best[1]}")
    lead = re.split(r":|\s[–—-]\s", title)[0].strip()
    words = lead if len(lead.split()) <= 6 else ""
    printed = re.findall(re.escape(words), context.text.text, re.I) if words else []
    held = (
        bool(date)
        and ":" in title
        and len(words.split()) <= 4
        and (minutes or bool(_HELD.search(" ".join(b.text[:400] for b in context.text.blocks[:8]))))
    )
    if not words or (len(printed) < 2 and not held):
        called = _CALLED.search(context.text.text[:100000])
        words = called[1] if called else ""
    else:
        mixed = Counter(p for p in printed if not p.isupper())
        words = max(mixed, key=lambda p: (mixed[p], p)) if mixed else words
    if not words or not date:
        return None, []
    return words, _spans(context, re.escape(words))


def _spans(context: Context, pattern: str) -> list[Span]:
    wanted = re.compile(rf"(?<!\w){pattern}(?!\w)")
    return [within(b, *m.span()) for b in _blocks(context) for m in wanted.finditer(b.text)]


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
    """Return the day or month of the event and the block that prints it; `minutes` are labelled with the day of the meeting."""
    best: tuple[float, str, Block] | None = None
    for order, block in enumerate(context.text.blocks):
        if block.kind is Kind.NOTE or "20" not in block.text or context.is_ignored(block):
            continue
        held = [m.end() for m in _HELD.finditer(block.text[:20000])]
        for iso, start, end in context.dates(block):
            if year and not iso.startswith(year):
                continue
            score = 1.0 if len(iso) == 10 else 0.0
            near = [abs(start - h) for h in held if abs(start - h) < 220]
            if not near and len(block.text) > 1500:
                continue
            score += 4 - min(near) / 60 if near else 0
            score += 1 if _GATHERING.search(block.text[max(0, start - 120) : end + 80]) else 0
            before = block.text[max(0, start - 40) : start]
            labelled = bool(_POSTED.search(before))
            score -= 3 if _NOT_HELD.search(before) or (labelled and not minutes) else 0
            score += 2 if labelled and minutes else 0
            score -= min(order, 60) / 30
            if best is None or score > best[0]:
                best = (score, iso, block)
    return (best[1], best[2]) if best and best[0] > -1 else None


def _venue(context: Context, dated: Block | None) -> tuple[str, Block] | None:
    blocks = [
        b
        for b in context.text.blocks[:40]
        if _HELD.search(b.text[:3000]) or re.search(r"\b(?:location|venue)\s*:", b.text[:3000], re.I)
    ]
    for block in [*([dated] if dated else []), *blocks]:
        for match in _VENUE.finditer(block.text[:6000]):
            if _ROOM.search(match[1]):
                return f"{match[1]}, {match[2]}", block
    return None
