"""When and where a page says that people meet, set apart from its sentences: behind labels, in rows of two cells, below headings,
behind marks, or as a line that is a day with its hours or its place."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from loaders.blocks import Block, Kind, own_lines
from loaders.context import Context
from loaders.dates import YEAR, dates_in, day_in, days_of, time_at
from loaders.lexicons.words import any_of, word_set
from loaders.rules.events.gatherings import NOUNS, readable

_LABEL = re.compile(
    rf"\W*(?:(?P<day>{any_of('label of a day')})|(?P<place>{any_of('label of a place or hour')}))(?![\w’'-])"
    rf"(?P<mark>\s*[:?|]+|\s+[–—-](?=\s)|\W*$)?[\s*]*",
    re.I,
)
_MARK = re.compile(rf"\s*(?:(?P<day>{any_of('mark of a day')})|(?P<place>{any_of('mark of a place')}))\W*(?=\w)")
_MINUTES = r"[:.h][0-5]\d(?![:\d])"
_HOUR = r"(?<![\d:])(?:[01]?\d|2[0-3])"
_TIME = rf"{_HOUR}(?:{_MINUTES})?\s*[ap]\.?m\b\.?"
_HOURS = re.compile(
    rf"(?:from\s+)?(?:{_TIME}|{_HOUR}(?:{_MINUTES})?)\s*(?:-|–|—|to\b|until\b)\s*"
    rf"(?:{_TIME}|{_HOUR}{_MINUTES}|{any_of('middle of a day')})|from\s+{_TIME}",
    re.I,
)
"""From when until when, or from when, as a gathering's hours are given and the moment of a post is not."""
_AT = re.compile(_TIME, re.I)
_ON_WEEKDAY = re.compile(rf"\W*{any_of('weekday')}\b", re.I)
"""How a line begins whose single hour is a gathering's."""
BETWEEN = re.compile(
    rf"(?:\b{any_of('weekday')}\b|\b{any_of('in a place', 'before a noun')}\b|\b{YEAR}\b|[\W_])+", re.I
)
"""What may stand between a day and the place beside it."""
NAMES_A_VENUE = re.compile(rf"\b{any_of('venue')}\b", re.I)
"""What the name of a venue has in it: a hall, a room, a library."""
_OCCASION = re.compile(rf"\b{NOUNS}\b(?!\s+{any_of('venue')})", re.I)
_CAPITALS = re.compile(rf"(?:(?:{any_of('inside a long name')}|[A-Z0-9][\w’'&-]*)(?:\s+|$))+")
"""Words that have a capital or a figure each but for small ones inside, as names and addresses do."""
_SEVERAL = re.compile(r"\s*[|;]\s*|\s+[–—-]\s+")
_SENTENCE_END = re.compile(r"(?<=\w{3})\.\s")
_HEAD = 8
"""Up to which block a day with its hours may stand below a title without a label."""
_SHORT = 160
_WEEKDAY = re.compile(rf"[\s,]+{any_of('weekday')}$", re.I)
_NAME = 90
"""The most characters of a venue's name."""
_YEAR = len("2031-")
_NEAR = 4
"""The most blocks between the day and the place of one gathering."""


@dataclass(frozen=True, slots=True)
class Detail:
    """A day, a place or hours, as `value` prints them in a block."""

    what: str
    value: str
    block: Block
    sure: bool = False
    """Whether only what people come to has it: hours, a room, or a label such as "When"."""


@dataclass(frozen=True, slots=True)
class Details:
    """The block with the day on which people meet, and where they meet if the page sets that apart too."""

    day: Block
    venue: tuple[str, Block] | None
    sure: bool
    """Whether it gives hours or a room: papers of many kinds have a date and a place."""


def details(context: Context) -> Details | None:
    """Return when and where a page says that people meet, None where it does not say both, or says it of several gatherings."""
    lines = [line for block in readable(context) for line in ([block] if block.kind is Kind.ROW else own_lines(block))]
    found = [*_told(lines, context)]
    days = [one for one in found if one.what == "day"]
    if not days or len({_day(one) for one in days}) > 1:
        return None
    at = {line.start: order for order, line in enumerate(lines)}
    beside = [one for one in found if one.what != "day" and abs(at[one.block.start] - at[days[0].block.start]) <= _NEAR]
    if not beside:
        return None
    places = ((_name(one.value), context.block_at(one.block.start)) for one in beside if one.what == "place")
    venue = next(((name, block) for name, block in places if name), None)
    return Details(
        context.block_at(days[0].block.start),
        venue,
        any(one.sure or NAMES_A_VENUE.search(one.value) for one in (*days, *beside)),
    )


def _told(blocks: list[Block], context: Context) -> Iterator[Detail]:
    """Yield what blocks set apart, in their order."""
    last = None
    for order, (block, after) in enumerate(pairwise([*blocks, None])):
        if block is None or len(block.text) > _SHORT:
            last = None
            continue
        found = _labelled(context, block, after, last)
        last = found.what if found else None
        if found is None and order < _HEAD:
            yield from _unlabelled(block, blocks[order + 1 : order + 3])
        elif found and (found.what != "day" or day_in(found.value)):
            yield found
            yield from (Detail("hour", hours[0], found.block, True) for hours in _HOURS.finditer(found.value))


def _labelled(context: Context, block: Block, after: Block | None, last: str | None) -> Detail | None:
    """Return what stands behind a label, or behind a mark that stands for one; `last` is what the block before has."""
    cells = [context.words(cell).strip() for cell in block.cells if cell.end > cell.start]
    match = _LABEL.fullmatch(cells[0]) if len(cells) == 2 else _MARK.match(block.text) or _LABEL.match(block.text)
    if match is None:
        return None
    value, held = (cells[1] if len(cells) == 2 else block.text[match.end() :].strip()), block
    marked = len(cells) == 2 or match.re is _MARK or bool(match["mark"])
    if not value:
        if after is None or len(after.text) > _SHORT or after.kind is Kind.HEADING or _LABEL.match(after.text):
            return None
        value, held, marked = after.text.strip(), after, True
    begins = day_in(value) if match["day"] else None
    bold = any(
        span.start <= block.start + match.start(match.lastgroup or 0) and span.end < block.end for span in block.bold
    )
    follows = last == "day" and not match["day"] and value[0].isupper()
    if not (marked or bold or follows or (begins and not BETWEEN.sub("", value[: begins[0]]))):
        return None
    other = "hour" if _HOURS.match(value) or time_at(value) else "place"
    what = "day" if match["day"] else other
    label = (match["day"] or match["place"]).lower()
    return Detail(
        what, value, held, match.re is _MARK or what == "hour" or label in word_set("label of a gathering alone")
    )


def _unlabelled(block: Block, below: Sequence[Block]) -> Iterator[Detail]:
    """Read a line that is a day, with its hours and its place on the line or on the two below ("Monday 3 May 2027, 10am - 4pm")."""
    day = day_in(block.text)
    if day is None:
        return
    parts = [*_parts(block, 0, day[0]), *_parts(block, day[1])]
    if [detail.what for detail in parts] not in ([], ["hour"], ["place"], ["hour", "place"], ["place", "hour"]):
        return
    for line in below:
        more = _parts(line) if len(line.text) <= _SHORT and day_in(line.text) is None else []
        if not more or any(detail.what == "" or detail.what in {one.what for one in parts} for detail in more):
            break
        parts += more
    if parts:
        yield Detail("day", block.text, block)
        yield from parts


def _parts(block: Block, start: int = 0, stop: int | None = None) -> list[Detail]:
    """Return the hours and the place that a piece of a line is made of, with "" for what is neither."""
    text = block.text[start:stop]
    hours = _HOURS.search(text) or (_ON_WEEKDAY.match(block.text) and _AT.search(text))
    pieces = (text[: hours.start()], text[hours.end() :]) if hours else (text,)
    left = [part for piece in pieces for part in map(_stripped, _SEVERAL.split(piece)) if part]
    found = [Detail("place" if _is_venue(part) else "", part, block) for part in left]
    return [*([Detail("hour", hours[0], block, True)] if hours else ()), *found]


def beside_day(line: str) -> list[str]:
    """Return what the sentence of a line's day has before and behind it, part by part, empty where the day stands alone."""
    day = day_in(line)
    pieces = (_SENTENCE_END.split(line[: day[0]])[-1], _SENTENCE_END.split(line[day[1] :])[0]) if day else ()
    return [part for piece in pieces for part in map(_stripped, _SEVERAL.split(piece)) if part]


def _stripped(part: str) -> str:
    """Return what is left of a part without weekdays, years and small words around it."""
    start = match.end() if (match := BETWEEN.match(part)) else 0
    return _WEEKDAY.sub("", part[start:].strip(" ,.;()"))


def _is_venue(words: str) -> bool:
    """Whether words are the name of a room or a house with where it is, and no sentence, label or title."""
    if len(words) > _NAME or NAMES_A_VENUE.search(words) is None:
        return False
    parts = [part.strip() for part in words.split(",")]
    return all(_CAPITALS.fullmatch(part) and not _OCCASION.search(part) for part in parts)


def _day(detail: Detail) -> str:
    """Return the month and the day, which a page may print with the year here and without it there."""
    days = (iso[_YEAR:] for iso, _, _ in (*dates_in(detail.value), *days_of(detail.value, "2000")))
    return next(days, detail.value)


def _name(value: str) -> str | None:
    """Return a venue as a page gives it, without what follows it in the line; None where it is no name."""
    name = _SENTENCE_END.split(_SEVERAL.split(value)[0])[0].strip(" .,*")
    return name if name[:1].isupper() and 2 < len(name) <= _NAME else None
