"""Dates as people print them, to ISO 8601: a day, a month or a year, as exact as printed."""

import re
from collections.abc import Iterator

from loaders.lexicons.words import any_of, word_list
from schema.model import is_date

MONTHS = word_list("month")
_ANY_MONTH = rf"{any_of('month', 'short month')}\.?"
_MONTH = f"(?P<month{{0}}>{_ANY_MONTH})"
YEAR = r"(?:19|20)\d\d"
"""A year, in words that print one."""
_TH = f"{any_of('ordinal ending')}?"
_TO = rf"\s*(?:-|–|—|and|to|until|&)\s*(?:{any_of('weekday')}\s+(?:the\s+)?)?"
"""Between the first day of a gathering and its last; the first is its date."""
_FIGURE = re.compile(r"\d")
_DATE = re.compile(
    r"\b(?:"
    rf"(?P<day6>\d{{1,2}}){_TH}\s+{_MONTH.format(6)}{_TO}\d{{1,2}}{_TH}\s+{_ANY_MONTH},?\s+(?P<year6>{YEAR})"
    rf"|(?P<day1>\d{{1,2}}){_TH}(?:{_TO}\d{{1,2}}{_TH})?\s+(?:of\s+)?{_MONTH.format(1)},?\s+(?P<year1>{YEAR})"
    rf"|{_MONTH.format(2)}\s+(?P<day2>\d{{1,2}}){_TH}(?:\s*(?:-|–)\s*\d{{1,2}})?,?\s+(?P<year2>{YEAR})"
    rf"|(?P<year3>{YEAR})-(?P<month3>\d\d)-(?P<day3>\d\d)"
    r"|(?P<day4>\d{1,2})[./](?P<month4>\d{1,2})[./](?P<year4>(?:20)?\d\d)"
    rf"|{_MONTH.format(5)},?\s+(?P<year5>{YEAR})"
    r")(?:\b|(?=T\d\d:))",
    re.I,
)


def without_year(name: str) -> str:
    """Return the name of a gathering without the year in which it met."""
    return re.sub(rf"\s*\b{YEAR}\b\s*", " ", name).strip()


def dates_in(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield each date with a year: ISO form, and where it begins and ends in `text`."""
    if _FIGURE.search(text) is None:
        return
    for match in _DATE.finditer(text):
        groups = {k: v for k, v in match.groupdict().items() if v}
        year = next(v for k, v in groups.items() if k.startswith("year"))
        month = next((v for k, v in groups.items() if k.startswith("month")), "")
        day = next((v for k, v in groups.items() if k.startswith("day")), None)
        iso = _iso(year, month, day)
        if iso:
            yield iso, match.start(), match.end()


_DAY = re.compile(
    rf"\b(?:(?P<day1>\d{{1,2}}){_TH}(?:{_TO}\d{{1,2}}{_TH})?\s+(?:of\s+)?(?P<month1>{_ANY_MONTH})"
    rf"|(?P<month2>{_ANY_MONTH})\s+(?P<day2>\d{{1,2}}){_TH})\b(?P<year>,?\s+{YEAR}\b)?"
    rf"|\b(?P<figures>{YEAR}-\d\d-\d\d(?=T\d\d:|\b)|\d{{1,2}}(?:/\d{{1,2}}/(?:20)?|\.\d{{1,2}}\.20)\d\d\b)",
    re.I,
)


_BETWEEN = re.compile(_TO, re.I)


def day_in(text: str) -> tuple[int, int] | None:
    """Return where a text first prints a day of a month, with a year or without, None where it prints none."""
    match = _DAY.search(text) if _FIGURE.search(text) else None
    return match.span() if match else None


def days_of(text: str, year: str) -> Iterator[tuple[str, int, int]]:
    """Yield each day that a text prints without a year, as one of `year`: ISO form, and where it begins and ends in `text`."""
    before = None
    for match in _DAY.finditer(text):
        ends = before is not None and _BETWEEN.fullmatch(text, before.end(), match.start()) is not None
        before = match
        if ends:
            continue  # the last day of a gathering
        if match["year"] is None and match["figures"] is None:
            month, day = match["month1"] or match["month2"], match["day1"] or match["day2"]
            if iso := _iso(year, month, day):
                yield iso, match.start(), match.end()


_TIME = re.compile(r"\W*(?:[01]?\d|2[0-3])(?:[:.h][0-5]\d\s*(?:[ap]\.?m\b)?|\s*[ap]\.?m\b)(?![\w.]*\d)", re.I)


def time_at(text: str, start: int = 0) -> int | None:
    """Return where a time of the day ends with which a text begins, as an item of a programme does; None where it does not."""
    match = _TIME.match(text, start)
    return match.end() if match else None


def _iso(year: str, month: str, day: str | None) -> str | None:
    number = (
        int(month) if month.isdigit() else next(i for i, m in enumerate(MONTHS, 1) if m.startswith(month.lower()[:3]))
    )
    if number > len(MONTHS) and day and int(day) <= len(MONTHS):
        number, day = int(day), month  # the month first, as in the United States
    full = int(year) if len(year) == 4 else 2000 + int(year)
    found = f"{full}-{number:02}" + (f"-{int(day):02}" if day else "")
    return found if is_date(found) else None
