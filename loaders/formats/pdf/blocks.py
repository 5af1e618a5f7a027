"""Lines of columns to paragraphs, headings, items, notes and tables, across the breaks of columns and pages."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from statistics import median

from loaders.formats.building import Run
from loaders.formats.flow import Cell, Flow, words
from loaders.formats.hyphens import Hyphenation
from loaders.formats.lists import read_marker
from loaders.formats.name_heads import is_sure
from loaders.formats.pdf.drafts import MOSTLY, Draft, filled_groups, full, stacked, wrapped
from loaders.formats.pdf.printed_lines import Line, Piece, Table, begins_item, runs_of
from loaders.formats.pdf.tables import as_row
from loaders.lexicons.words import any_of

_ENDS = re.compile(r"[.!?:;…][\"'”’)\]¹²³⁴-⁹⁰]*$")
_NOTE_NUMBER = re.compile(r"^(\d{1,2})[ .]\s*(?=\S)")
_BROKEN = re.compile(r"[^\W\d_][-\u2010\u00ad]$")
"""A word that the end of a line breaks."""
_MIDDLE = re.compile(rf"\b{any_of('small word of a line')}$")
_SENTENCE = re.compile(r"[a-z]{3}[.!?] [A-Z]")
_CONTENTS = re.compile(r"(?:\.\s?){4,}\s*\d{1,4}$")
MAX_HEADING = 250
_BESIDE = 30
"""The fewest characters of a line that a box or picture beside it ends early."""


@dataclass(slots=True)
class _Grid:
    """A table on its way, with what goes on with it on the next page."""

    rows: list[list[list[Piece]]]
    x0: float
    x1: float
    page: int
    starts: tuple[float, ...] = ()


@dataclass(slots=True)
class Body:
    """Takes a document's columns in reading order."""

    body: float
    """The size that most of the document is set in."""
    leading: dict[float, float]
    """How far apart the lines of a paragraph are, by size."""
    parts: list["Draft | _Grid"] = field(default_factory=list)
    referred: set[str] = field(default_factory=set)
    """The figures that were raised in the text so far: the numbers that notes can have."""

    def add(self, column: Sequence[Line], number: int) -> None:
        """Read the next column."""
        previous: Draft | None = None
        for line in column:
            for word in line.words:
                self.referred.add("".join(word.glyphs[i].text for i in sorted(word.raised)))
        on = filled_groups(column, self.leading)
        for index, line in enumerate(column):
            if line.table is not None:
                self._add_table(line.table, line.page)
                previous = None
                continue
            if not line.text.strip() or _CONTENTS.search(line.text):
                continue
            if previous is not None and (id(line) in on or self._goes_on(previous, line)):
                previous.lines.append(line)
                continue
            if previous is None and self._continues_table(line):
                continue
            note = self._is_note(line, column[index:])
            carried = self._unfinished(line) if previous is None and not note else None
            if carried is not None:
                carried.lines.append(line)
                carried.column = number
                previous = carried
                continue
            previous = Draft([line], note=note, column=number)
            self.parts.append(previous)

    def _continues_table(self, line: Line) -> bool:
        """Take a line into the table that the column or page before ends with, where it is one more row; return whether."""
        last = self.parts[-1] if self.parts else None
        row = as_row(line.words, line.size, last.starts) if isinstance(last, _Grid) and last.starts else None
        if row is None or not isinstance(last, _Grid):
            return False
        last.rows.append(row)
        return True

    def _is_contents(self, table: Table) -> bool:
        """Whether a table is the table of contents: page numbers in its last column, under a heading that says so."""
        pages = [row[-1][0].text for row in table.rows if row[-1]]
        if len(pages) < 3 or len(pages) < len(table.rows) - 1 or not all(page.isdigit() for page in pages):
            return False
        near = [part.text for part in self.parts[-3:] if isinstance(part, Draft)]
        rising = all(int(a) <= int(b) for a, b in pairwise(pages))
        return rising and any("contents" in text.lower() and len(text) < 40 for text in near)

    def _rows_before(self, table: Table, page: int) -> None:
        """Take the lines that end the page before, and are rows of the table that the next one begins with, into it."""
        while table.starts and self.parts:
            last = self.parts[-1]
            if not isinstance(last, Draft) or len(last.lines) > 1 or last.last.page != page - 1:
                return
            row = as_row(last.last.words, last.last.size, table.starts)
            if row is None:
                return
            table.rows.insert(0, row)
            self.parts.pop()

    def _add_table(self, table: Table, page: int) -> None:
        if self._is_contents(table):
            return
        self._rows_before(table, page)
        last = next((p for p in reversed(self.parts) if not (isinstance(p, Draft) and p.note)), None)
        if (
            isinstance(last, _Grid)
            and page <= last.page + 1
            and len(last.rows[0]) == len(table.rows[0])
            and abs((last.x1 - last.x0) - (table.x1 - table.x0)) < 40
            and (page > last.page or last.x1 < table.x0)
        ):
            rows = table.rows
            if _words(rows[0]) == _words(last.rows[0]):
                rows = rows[1:]
            last.rows += rows
            last.page, last.x0, last.x1 = page, table.x0, table.x1
            return
        self.parts.append(_Grid(list(table.rows), table.x0, table.x1, page, table.starts))

    def _goes_on(self, draft: Draft, line: Line) -> bool:
        """Whether a line belongs to the block that ends with the line above it."""
        last = draft.last
        pitch = line.y - last.y
        leading = self.leading.get(round(last.size), last.size * 1.2)
        if abs(last.size - line.size) > 0.07 * max(last.size, line.size) + 0.2 or pitch <= 0:
            return False
        large = line.size > self.body * 1.12
        limit = max(leading * (1.15 if not large else 1.12), line.size * (1.12 if not large else 1.5)) + 0.3
        broken = not _ENDS.search(last.text) and not last.has_room_for(line.words[0])
        if pitch > limit and not (broken and pitch <= limit * 1.25 and line.text[:1].islower()):
            return False
        if line.words[0].raised and 0 in line.words[0].raised and line.words[0].text[:1].isdigit():
            return False
        if begins_item(line.text) and not (broken and self._hangs(draft, line)):
            return False
        if large:
            return True
        if _BROKEN.search(last.text) and line.text[:1].islower():
            return True
        if _begins_label(line) and not last.words[-1].glyphs[-1].bold:
            return False
        if draft.note:
            return True
        ends_short = line.bold and line.right - line.x1 > 2 * line.size and line.text[:1].isupper()
        if last.bold != line.bold and (not broken or (ends_short and not last.words[-1].glyphs[-1].bold)):
            return False
        if _ENDS.search(last.text) and self._is_set_apart(draft, line):
            return False
        if last.has_room_for(line.words[0]) and self._mid_sentence(draft, line):
            return True
        if last.has_room_for(line.words[0]):
            return last.text.endswith(",") and len(last.text) < 60 and len(line.text) < 60 and len(draft.lines) == 1
        return True

    def _mid_sentence(self, draft: Draft, line: Line) -> bool:
        """Whether a line that ends early does so beside a box or picture, since its sentence goes on below."""
        text = draft.text
        if _ENDS.search(text) or line.bold != draft.last.bold or (len(draft.last.text) < _BESIDE and not line.bold):
            return False
        amid = bool(_MIDDLE.search(text))
        return amid or (not line.bold and line.text[:1].islower()) or (len(text) > 60 and bool(_SENTENCE.search(text)))

    def _hangs(self, draft: Draft, line: Line) -> bool:
        """Whether a line that begins like an item stands where the draft's wrapped lines do: it only looks like one."""
        first = draft.lines[0]
        marker = read_marker(line.text)
        if marker is None or (marker.style == "number" and marker.opens):
            return False
        if len(draft.lines) > 1:
            return abs(line.x0 - draft.last.x0) < 2
        return abs(line.x0 - (first.words[1].x0 if begins_item(first.text) and len(first.words) > 1 else first.x0)) < 2

    def _is_set_apart(self, draft: Draft, line: Line) -> bool:
        """Whether a line begins further left or right than the lines of its block that were wrapped before it."""
        first = draft.lines[0]
        if len(draft.lines) > 1:
            inset = line.x0 - draft.lines[1].x0
            return inset < -0.6 * line.size or inset > 0.7 * line.size
        hangs = begins_item(first.text) and len(first.words) > 1
        return hangs and line.x0 < first.words[1].x0 - 0.6 * line.size

    def _is_note(self, line: Line, rest: Sequence[Line]) -> bool:
        first = line.words[0]
        if first.text[:1].isdigit() and 0 in first.raised:
            return True
        number = _NOTE_NUMBER.match(line.text)
        return (
            line.size < 0.93 * self.body
            and number is not None
            and number[1] in self.referred
            and all(x.table is None and x.size < 0.93 * self.body for x in rest)
        )

    def _unfinished(self, line: Line) -> Draft | None:
        """Return the block that goes on in the first line of a new column, None where that begins one of its own."""
        last = next((p for p in reversed(self.parts) if not (isinstance(p, Draft) and p.note)), None)
        if not isinstance(last, Draft) or begins_item(line.text):
            return None
        before = last.last
        if abs(before.size - line.size) > 0.5 or before.size > self.body * 1.12:
            return None
        text = before.text.rstrip()
        if text.endswith(("-", "\u2010")):
            return last
        amid = text.endswith(";") and line.text[:1].islower()
        if (_ENDS.search(text) and not amid) or (before.bold and line.bold and len(last.lines) == 1):
            return None
        if begins_item(last.lines[0].text) and not line.bold and line.x0 - line.left > 0.5 * line.size:
            return last  # the items of its own column begin further left
        if line.text[:1].islower():
            return last if len(last.text) > 30 else None
        return last if len(last.text) > 60 and not before.has_room_for(line.words[0]) and not line.bold else None

    def write(self, flow: Flow, hyphenation: Hyphenation) -> None:
        """Write the blocks to the flow."""
        levels = self._levels()
        self._wrap_narrow()
        for part in self.parts:
            if isinstance(part, _Grid):
                flow.table(
                    [[_cell(cell, hyphenation) for cell in row] for row in part.rows],
                    headers=_headers(part.rows),
                    page=part.page,
                )
                continue
            runs = _joined([runs_of(line.words) for line in part.lines], hyphenation)
            page = part.lines[0].page
            size = median(line.size for line in part.lines)
            level = levels.get(round(size * 2))
            if part.note:
                self._write_note(flow, runs, page)
            elif (
                level is not None
                and len(part.text) <= MAX_HEADING
                and not (len(part.lines) > 2 and part.text.endswith("."))
                and not _is_bulleted(part.text)
            ):
                flow.heading(runs, level, page=page)
            else:
                first = part.lines[0]
                flow.paragraph(runs, indent=max(0, round((first.x0 - first.left) / (first.size * 0.5))), page=page)

    def _wrap_narrow(self) -> None:
        """Join the lines that a column narrower than the text around it wraps."""
        parts, self.parts = self.parts, []
        for is_line, run in groupby(parts, self._is_single):
            group = list(run)
            if not is_line:
                self.parts += group
                continue
            for together in stacked([part for part in group if isinstance(part, Draft)]):
                goes_on = wrapped(together)
                for index, draft in enumerate(together):
                    if index and goes_on[index - 1] and self._is_close(together[index - 1].last, draft.last):
                        together[index - 1].lines += draft.lines
                        together[index] = together[index - 1]
                    else:
                        self.parts.append(draft)

    def _is_single(self, part: "Draft | _Grid") -> bool:
        """Whether a block is one line of the text's size that neither begins an item nor ends a sentence."""
        line = part.last if isinstance(part, Draft) and len(part.lines) == 1 and not part.note else None
        return (
            line is not None
            and abs(line.size - self.body) < 0.12 * self.body
            and not line.bold
            and not begins_item(line.text)
            and not _ENDS.search(line.text)
        )

    def _is_close(self, above: Line, line: Line) -> bool:
        return line.y - above.y <= self.leading.get(round(above.size), above.size * 1.2) * 1.15 + 0.3

    def _write_note(self, flow: Flow, runs: list[Run], page: int) -> None:
        if runs and runs[0].note is not None:
            flow.note(runs[1:], runs[0].note, page=page)
            return
        match = _NOTE_NUMBER.match(words(runs))
        if match is None:
            flow.paragraph(runs, page=page)
            return
        head = Run(runs[0].text[match.end() :], runs[0].bold, runs[0].italic, runs[0].url)
        flow.note([head, *runs[1:]], match[1], page=page)

    def _levels(self) -> dict[int, int]:
        """Return the level of heading that each size larger than the body's stands for, by half points."""
        sizes: Counter[int] = Counter()
        for part in self.parts:
            if isinstance(part, Draft) and len(part.text) <= MAX_HEADING:
                size = median(line.size for line in part.lines)
                if size >= self.body * 1.12 or (size >= self.body * 1.04 and all(x.bold for x in part.lines)):
                    sizes[round(size * 2)] += 1
        levels: dict[int, int] = {}
        level, before = 0, 10_000
        for size in sorted(sizes, reverse=True):
            level, before = (level + 1, size) if before - size > 1 else (max(level, 1), before)
            levels[size] = min(level, 6)
        return levels


def _is_bulleted(text: str) -> bool:
    """Whether a line is an item by the bullet before it, however large it is printed."""
    marker = read_marker(text)
    return marker is not None and marker.value is None


def _begins_label(line: Line) -> bool:
    """Whether a line begins with bold words that end in a colon, as "Led by:" does."""
    for word in line.words:
        if not word.glyphs[0].bold:
            return False
        if word.text.endswith(":"):
            return not line.bold
    return False


def _words(row: list[list[Piece]]) -> str:
    return "|".join(" ".join(line.text for line in cell) for cell in row)


def _headers(rows: list[list[list[Piece]]]) -> int:
    """Return whether the first row is a head (1) or not (0): in bold where the second is not."""
    if len(rows) < 2:
        return 0

    def bold(row: list[list[Piece]]) -> bool:
        return all(line.bold for cell in row for line in cell)

    return int(bold(rows[0]) and not bold(rows[1]) and sum(bool(cell) for cell in rows[0]) > 1)


def _cell(cell: list[Piece], hyphenation: Hyphenation) -> Cell:
    lines = [runs_of(line.words) for line in cell]
    if len(cell) > 1 and is_sure(cell[0].text):
        return [lines[0], *_wrapped_apart(cell[1:], hyphenation)]
    return [_joined(lines, hyphenation)] if _is_one(cell) else lines


def _wrapped_apart(lines: Sequence[Piece], hyphenation: Hyphenation) -> Cell:
    """Return the lines below a name, those joined of which one ends amid a phrase and the next goes on."""
    found = [[lines[0]]]
    for above, line in pairwise(lines):
        if above.text.endswith(",") or _MIDDLE.search(above.text):
            found[-1].append(line)
        else:
            found.append([line])
    return [_joined([runs_of(line.words) for line in group], hyphenation) for group in found]


def _is_one(cell: list[Piece]) -> bool:
    """Whether the lines of a cell are one name or sentence that was wrapped, not a list of them."""
    return len(cell) < 2 or sum(full(cell)) >= MOSTLY * (len(cell) - 1)


def _joined(lines: Sequence[list[Run]], hyphenation: Hyphenation) -> list[Run]:
    """Return the runs of several lines as those of one."""
    whole: list[Run] = []
    for runs in lines:
        if whole and runs:
            last = whole[-1]
            cut, space = hyphenation.between(words(whole)[-80:], words(runs)[:80]) if last.note is None else (0, True)
            if cut:
                whole[-1] = Run(last.text[:-cut], last.bold, last.italic, last.url, last.note)
            if space:
                whole.append(Run(" "))
        whole += runs
    return whole
