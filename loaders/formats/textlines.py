"""The lines of a plain text: where pages end, which lines the layout repeats, how wide the text was wrapped."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from loaders.formats.lists import read_marker
from loaders.lexicons.words import any_of, word_set

WIDEST_WRAP = 130
"""The widest column in which anybody wraps lines by hand; a text with many longer lines has one line per paragraph."""
_LINE = re.compile(r"([^\n\r\f]*)(\r\n|\n|\r|\f|$)")
_PAGE_NUMBER = re.compile(r"^(?:[-–—|· ]*)(?:page[ \t]+)?\d{1,4}(?:[ \t]*(?:of|/)[ \t]*\d{1,4})?(?:[-–—|· ]*)$", re.I)
_COUNTED = re.compile(
    rf"^{any_of('counted in headings')}\b",
    re.I,
)
_FIGURES = re.compile(r"\d+")
_GAP = re.compile(r"(?<=[^\s.:]) {3,}(?=\S)")
_LABELLED = re.compile(r"([A-Z][A-Za-z]*(?: [\w']+){0,4}):?(?<!\.) {2,}(?=\S)")
_ADDRESSED = re.compile(rf"{any_of('courtesy title', capital=True)}\.? [A-Z]")
_NAMED = re.compile(r"[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+){1,2}, [A-ZÀ-Þ][\w’'-]+ [\w’',&() -]+$")
_PROSE = re.compile(rf"[a-z]{{3}}[.!?](?: |$)|\b{any_of('verb of prose')}\b")
_SENTENCE_END = re.compile(r"[^\W\d_]{3}[.!?] ")
_NARROW = 60
"""The fewest characters of a wrapped text's widest line; where none is so wide and none goes on small, nothing was wrapped."""
_RAGGED = 15
"""How many columns a wrapped line may leave free at its end, for the next word."""
_ALIKE = 3
"""The fewest lines with a second column at the same place that make columns; and of how many numbered headings one may have
nothing below it."""
_LONGEST_HEADING = 90
"""The most characters of a heading that only its number shows."""
UNFINISHED = re.compile(rf"[\w,;’'\u2019&–-]$|\b{any_of('small word of a line')}$")
"""How a line ends that a sentence goes on from."""

_LABEL_WORDS = 3
"""The most words of a label that says what a line lists ("Apologies: Ada North")."""

DANGLING = re.compile(rf"(?:\b{any_of('small word of a line')}|&)$")
"""How a line ends that is no whole one, however short it is."""


@dataclass(slots=True)
class Line:
    """One line of the source without its ends, and where it begins."""

    text: str
    at: int
    indent: int
    page: int
    wide: int
    """How many columns the whole line takes, with its indent and what was cut off at its head."""
    labelled: int = 0
    """Where it begins with a label: the column in which what several of them stand for is set."""
    hangs: int = 0
    """That column where it begins there or behind it, and so goes on with what stands there."""


def lines_of(source: str) -> Iterator[Line]:
    """Yield the lines of a text; a form feed ends a page."""
    page = 1
    for match in _LINE.finditer(source):
        raw = match[1]
        text = raw.strip()
        lead = raw[: len(raw) - len(raw.lstrip())]
        indent = len(lead.expandtabs(4))
        yield Line(text, match.start() + len(lead), indent, page, indent + len(text))
        if match[2] == "\f":
            page += 1
            yield Line("", match.end(), 0, page, 0)


def mark_columns(lines: list[Line]) -> None:
    """Set tabs where lines are set in columns by spaces, several of them alike; lengths stay."""
    gaps = [(line, list(_GAP.finditer(line.text))) for line in lines]
    columns = [(line, found, [line.indent + gap.end() for gap in found]) for line, found in gaps if found]
    often = {column for column, count in Counter(c for *_, all_ in columns for c in all_).items() if count >= _ALIKE}
    for line, found, starts in columns:
        if often.issuperset(starts):
            for gap in found:
                line.text = f"{line.text[: gap.start()]}\t{line.text[gap.start() + 1 :]}"


def mark_labels(lines: list[Line]) -> None:
    """Set tabs behind labels that stand before one column, where some of them name owners without a colon; lengths stay.

    "Owner        Ada North, Head of Care
    Supporters   Elm Trust
                 Fir Homes"
    """
    heads = [(line, match) for line in lines if (match := _LABELLED.match(line.text)) is not None]
    columns = Counter(line.indent + match.end() for line, match in heads)
    owned = {
        line.indent + match.end()
        for line, match in heads
        if match[1].lower().split()[-1] in word_set("owner") and line.text[match.end(1)] != ":"
    }
    kept = {column for column in owned if columns[column] >= _ALIKE}
    for line, match in heads:
        if line.indent + match.end() in kept:
            line.text = f"{match[1]}\t{line.text[match.end(1) + 1 :]}"
            line.labelled = line.indent + match.end()
    for line in lines if kept else ():
        line.hangs = max((column for column in kept if column <= line.indent), default=0)


def next_person(before: list[Line], line: Line) -> bool:
    """Whether a line is the next of a list of people by their forms of address ("Mr. A North, Elm"), and no sentence's rest."""
    forms = (_ADDRESSED, _NAMED) if len(before) == 1 else (_ADDRESSED,)
    listed = any(form.match(before[0].text) and form.match(line.text) for form in forms)
    ends = DANGLING.search(before[-1].text) is None
    return listed and ends and not any(_PROSE.search(one.text) or one.text.endswith(",") for one in before)


def next_label(before: list[Line], line: Line) -> bool:
    """Whether a line is the next of some with a label each, however full the one before is."""
    labels = [f"{one.text} ".partition(": ") for one in (before[0], line)]
    return all(
        listed and words[:1].isupper() and words.replace(" ", "").isalpha() and len(words.split()) <= _LABEL_WORDS
        for words, listed, _ in labels
    )


def running_heads(lines: list[Line]) -> set[int]:
    """Return where the lines begin that the layout repeats on its pages: numbers alone, and heads with a rising number."""
    found = {line.at for i, line in enumerate(lines) if _PAGE_NUMBER.match(line.text) and _is_alone(lines, i)}
    repeated: dict[str, list[tuple[int, Line]]] = {}
    keys = [_FIGURES.sub("#", line.text) for line in lines]
    counts = Counter(key for line, key in zip(lines, keys, strict=True) if 3 < len(line.text) < 90)
    for index, (line, key) in enumerate(zip(lines, keys, strict=True)):
        if counts.get(key, 0) >= 3 and not read_marker(line.text) and not _COUNTED.match(key):
            repeated.setdefault(key, []).append((index, line))
    paged = lines[-1].page > 2 if lines else False
    for key, places in repeated.items():
        numbers = [int(n[-1]) for _, line in places if (n := re.findall(r"\d{1,6}", line.text))]
        rising = len(numbers) == len(places) and all(a < b for a, b in pairwise(numbers))
        at_edge = paged and all(_at_page_edge(lines, index) for index, _ in places)
        numbered = rising and "\t" not in key and re.search(r"^#|#$|\bpage #", key, re.I)
        if at_edge or numbered or sum(_interrupts(lines, index) for index, _ in places) >= 2:
            found.update(line.at for _, line in places)
    return found


def behind_heads(lines: list[Line], noise: set[int]) -> set[int]:
    """Return where the lines begin that follow on a running head: the page before may have cut their sentence."""
    found: set[int] = set()
    fresh = False
    for line in lines:
        if line.at in noise and line.text:
            fresh = True
        elif line.text and fresh:
            found.add(line.at)
            fresh = False
    return found


def _is_alone(lines: list[Line], index: int) -> bool:
    before = lines[index - 1].text if index else ""
    after = lines[index + 1].text if index + 1 < len(lines) else ""
    return not before and not after


def _at_page_edge(lines: list[Line], index: int) -> bool:
    page = lines[index].page
    before = next((x for x in reversed(lines[max(0, index - 4) : index]) if x.text), None)
    after = next((x for x in lines[index + 1 : index + 5] if x.text), None)
    return before is None or after is None or before.page != page or after.page != page


def _interrupts(lines: list[Line], index: int) -> bool:
    """Whether the line stands in the middle of a sentence."""
    before = next((x.text for x in reversed(lines[max(0, index - 4) : index]) if x.text), "")
    after = next((x.text for x in lines[index + 1 : index + 5] if x.text), "")
    return len(before) > 40 and bool(UNFINISHED.search(before)) and after[:1].islower()


def numbered_headings(numbers: Sequence[str | None], words: Sequence[str]) -> list[int]:
    """Return which blocks are headings by the number before their words: short ones that count on from 1 through a text, nearly
    each with other blocks below it; what counts a part of it alone is its list."""
    found: list[int] = []
    for index, (number, line) in enumerate(zip(numbers, words, strict=True)):
        short = line[:1].isupper() and len(line) <= _LONGEST_HEADING and line[-1] not in ".;,:"
        if short and number == str(len(found) + 1):
            found.append(index)
    parts = [after - before for before, after in pairwise([*found, len(words)])]
    bare = parts[:-1].count(1)
    through = len(found) > _ALIKE and parts[-1] <= sum(parts[:-1])
    return found if through and bare <= len(found) // _ALIKE else []


def wrap_width(lines: list[Line]) -> int:
    """Return the width at which the lines were wrapped, 0 where each paragraph is one line."""
    lengths = [line.wide for line in lines if line.text and "\t" not in line.text]
    total = sum(lengths)
    if not total or sum(n for n in lengths if n > WIDEST_WRAP) > total / 5:
        return 0
    ordered = sorted(n for n in lengths if n <= WIDEST_WRAP)
    width = ordered[min(len(ordered) - 1, len(ordered) * 99 // 100)] if ordered else 0
    whole = sum(line.wide > WIDEST_WRAP and bool(_SENTENCE_END.search(line.text)) for line in lines)
    cut = sum(0 <= width - line.wide < _RAGGED and after.text[:1].islower() for line, after in pairwise(lines))
    return width if cut >= whole and (cut or width >= _NARROW) else 0
