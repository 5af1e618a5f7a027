"""Plain text, with the marks that people put into it: blocks out of lines, whatever the layout broke them at.

Understood: `**bold**`, `*italic*`, `[words](address)`, `<address>`, `# headings` and underlined ones, lists by number, letter or
bullet, tables by tabs or bars, footnotes by raised figures or brackets, hard-wrapped lines with hyphenation, sentences cut by a
page break, running heads and page numbers.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from loaders.blocks import Kind, Text
from loaders.dates import time_at
from loaders.formats.building import LINE_END, SUPERSCRIPT, Run, TextBuilder, figures
from loaders.formats.flow import looks_like_heading
from loaders.formats.hyphens import Hyphenation
from loaders.formats.lists import Lists, Marker, read_marker
from loaders.formats.source import Format
from loaders.formats.textlines import (
    DANGLING,
    UNFINISHED,
    Line,
    behind_heads,
    lines_of,
    mark_columns,
    mark_labels,
    next_label,
    next_person,
    numbered_headings,
    running_heads,
    wrap_width,
)
from schema.signs import exchanged

_NUMBERED_LEVEL = 2
"""The level of headings that numbers show: below a title."""
_HOURS = 3
"""How many lines that begin with a time of the day make a programme, so that each is an item and not the rest of a sentence."""
_SPACES = dict.fromkeys(
    "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "
)
"""Kinds of space, one character each, so that offsets stay."""
_RULE = re.compile(r"^([-*_=~])(?:[ \t]*\1){2,}$")
_UNDERLINE = re.compile(r"^(?:=+|-+)$")
_MARKED_HEADING = re.compile(r"^(#{1,6})[ \t]+(.*?)[ \t]*#*$")
_NOTE = re.compile(rf"^(?:({SUPERSCRIPT.pattern})[ \t]?|\[\^?(\w{{1,8}})\]:?[ \t]+)(?=\S)")
_BARS = re.compile(r"^\|.*\|$")
_BARS_RULE = re.compile(r"^\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)*\|?$")
_INLINE = re.compile(
    r"(?P<stars>\*{2,3})"
    r"|(?<![\w*])\*(?=[^\s*])(?P<italic>[^*]{1,400})(?<=[^\s*])\*(?![\w*])"
    r"|\[(?P<label>[^\[\]]{1,300})\]\((?P<address>[^()\s]{0,600})\)"
    r"|<(?P<auto>(?:https?://|www\.|mailto:)[^<>\s]{1,600})>"
    r"|\[\^?(?P<reference>\w{1,8})\]"
    rf"|(?P<raised>{SUPERSCRIPT.pattern})"
)


@dataclass(slots=True)
class Draft:
    """A block on its way: the lines that belong to it."""

    kind: Kind
    lines: list[Line]
    level: int = 0
    marker: str | None = None
    table: int | None = None
    header: bool = False
    alone: bool = False
    """Whether blank lines stand before and after it."""
    stars: int = 0
    """How many marks of bold its lines have."""
    size: int = 0
    """How many characters they have."""

    def __post_init__(self) -> None:
        self.stars = sum(line.text.count("**") for line in self.lines)
        self.size = sum(len(line.text) for line in self.lines)

    def take(self, line: Line) -> None:
        """Take one more line in."""
        self.lines.append(line)
        self.stars += line.text.count("**")
        self.size += len(line.text)


def read_text(source: str, *, name: str, sha256: str) -> Text:
    """Return a plain text as blocks. Raises ReadError where it holds no words."""
    source = exchanged(source, _SPACES)
    lines = list(lines_of(source))
    mark_labels(lines)
    mark_columns(lines)
    noise = running_heads(lines)
    reader = _Reader([line for line in lines if line.at not in noise], Hyphenation(source), behind_heads(lines, noise))
    return reader.build(name=name, sha256=sha256, media_type="text/plain")


@dataclass(slots=True)
class _Reader:
    lines: list[Line]
    hyphenation: Hyphenation
    after_heads: set[int]
    drafts: list[Draft] = field(default_factory=list)
    lists: Lists = field(default_factory=Lists)
    width: int = 0
    hours: set[int] = field(default_factory=set)
    """Where the lines of a programme begin with a time."""
    tables: int = 0
    notes: set[str] = field(default_factory=set)

    def build(self, *, name: str, sha256: str, media_type: str) -> Text:
        self.width = wrap_width(self.lines)
        hours = {line.at for line in self.lines if time_at(line.text) is not None}
        self.hours = hours if len(hours) >= _HOURS else set()
        self._draft()
        self.notes = {d.marker for d in self.drafts if d.kind is Kind.NOTE and d.marker}
        builder = TextBuilder(name)
        for draft in self.drafts:
            if draft.kind is Kind.ROW:
                cells = [self._runs(cell) for cell in _cells(draft.lines[0])]
                for line in draft.lines[1:]:
                    cells[-1] += [Run(LINE_END if line.indent == line.hangs else " "), *self._runs([line])]
                builder.add_row(cells, table=draft.table or 0, header=draft.header, page=draft.lines[0].page)
                continue
            runs = self._runs(draft.lines)
            if draft.kind is Kind.PARAGRAPH and draft.alone and looks_like_heading(runs):
                draft.kind = Kind.HEADING
            builder.add(
                draft.kind,
                runs,
                level=draft.level,
                marker=draft.marker,
                page=draft.lines[0].page if self._paged else None,
            )
        return builder.build(sha256=sha256, media_type=media_type)

    @property
    def _paged(self) -> bool:
        return self.lines[-1].page > 1

    def _draft(self) -> None:
        blank = True
        for index, line in enumerate(self.lines):
            if not line.text:
                blank = True
                continue
            if line.labelled or (line.hangs and self.drafts and self.drafts[-1].lines[0].labelled):
                self._take_labelled(line)
            elif not self._take_structure(index, line, blank):
                self._take_words(line, blank)
            blank = False
        for index, draft in enumerate(self.drafts):
            last = draft.lines[-1].at + len(draft.lines[-1].text)
            following = self.drafts[index + 1].lines[0].at if index + 1 < len(self.drafts) else last + 9
            draft.alone = draft.alone and following - last > 1
        alone = [d.marker if d.kind is Kind.ITEM and d.alone and len(d.lines) == 1 else None for d in self.drafts]
        for index in numbered_headings(alone, [draft.lines[0].text for draft in self.drafts]):
            self.drafts[index].kind, self.drafts[index].level = Kind.HEADING, _NUMBERED_LEVEL

    def _take_structure(self, index: int, line: Line, blank: bool) -> bool:
        """Read a line that shows by its form what it is; return whether it was one."""
        text = line.text
        previous = self.drafts[-1] if self.drafts else None
        if (
            _UNDERLINE.match(text)
            and not blank
            and previous
            and previous.kind is Kind.PARAGRAPH
            and len(previous.lines) == 1
        ):
            previous.kind, previous.level = Kind.HEADING, 1 if text[0] == "=" else 2
            return True
        if _RULE.match(text) and len(text) < 400:
            return True
        if heading := _MARKED_HEADING.match(text):
            shown = Line(heading[2], line.at + heading.start(2), line.indent, line.page, line.wide)
            if shown.text:
                self.drafts.append(Draft(Kind.HEADING, [shown], level=len(heading[1])))
            self.lists.clear()
            return True
        if _BARS.match(text) or (_BARS_RULE.match(text) and "|" in text):
            self._take_bars(line, previous, blank)
            return True
        if "\t" in text and self._in_table(index):
            if not (previous and previous.kind is Kind.ROW and not blank):
                self.tables += 1
            self.drafts.append(Draft(Kind.ROW, [line], table=self.tables - 1))
            return True
        if note := _NOTE.match(text):
            shown = Line(text[note.end() :], line.at + note.end(), line.indent, line.page, line.wide)
            self.drafts.append(Draft(Kind.NOTE, [shown], marker=figures(note[1] or note[2])))
            return True
        marker = read_marker(text)
        if marker and blank and marker.printed.isdigit() and self._is_in_capitals(index, marker):
            return False
        if marker and self._starts_item(marker, line, blank):
            shown = Line(text[marker.length :], line.at + marker.length, line.indent, line.page, line.wide)
            level = self.lists.place(marker, line.indent)
            self.drafts.append(Draft(Kind.ITEM, [shown], level=level, marker=marker.printed, alone=blank))
            return True
        return False

    def _is_in_capitals(self, index: int, marker: Marker) -> bool:
        """Whether a counted line has nothing but capitals and stands alone: it heads a part, and is no entry of a list."""
        after = self.lines[index + 1].text if index + 1 < len(self.lines) else ""
        words = self.lines[index].text[marker.length :]
        return not after and words.isupper() and not words.endswith((".", ",", ";"))

    def _starts_item(self, marker: Marker, line: Line, blank: bool) -> bool:
        """Whether a line that begins like an item is one, and no wrapped line that only happens to."""
        if blank or not self.drafts:
            return marker.style != "upper" or marker.printed == "A" or self.lists.continues(marker)
        if self.lists.continues(marker):
            return True
        before = self.drafts[-1].lines[-1]
        if self._goes_on(before, line):
            return marker.opens and (before.text.endswith(":") or not line.text[marker.length :][:1].islower())
        return marker.style != "upper" or marker.printed == "A"

    def _take_labelled(self, line: Line) -> None:
        """Read a label with what stands behind it as a row, and what stands below that as more lines of its cell."""
        if not line.labelled:
            self.drafts[-1].take(line)
            return
        self.tables += not (self.drafts and self.drafts[-1].lines[0].labelled)
        self.drafts.append(Draft(Kind.ROW, [line], table=self.tables - 1))

    def _in_table(self, index: int) -> bool:
        if self.lines[index].text.count("\t") >= 2:
            return True
        near = self.lines[max(0, index - 1) : index] + self.lines[index + 1 : index + 2]
        return any("\t" in line.text for line in near)

    def _take_bars(self, line: Line, previous: Draft | None, blank: bool) -> None:
        if _BARS_RULE.match(line.text):
            if previous and previous.kind is Kind.ROW and not blank:
                previous.header = True
            return
        if not (previous and previous.kind is Kind.ROW and not blank):
            self.tables += 1
        self.drafts.append(Draft(Kind.ROW, [line], table=self.tables - 1))

    def _take_words(self, line: Line, blank: bool) -> None:
        """Read a line of words: the rest of what stands before it, or a block of its own."""
        previous = self.drafts[-1] if self.drafts else None
        if (
            previous
            and previous.kind is not Kind.ROW
            and line.at not in self.hours
            and not next_person(previous.lines, line)
            and not next_label(previous.lines, line)
        ):
            last = previous.lines[-1]
            if not blank and previous.kind is not Kind.HEADING:
                open_bold = previous.stars % 2 == 1
                hanging = (
                    previous.kind in (Kind.ITEM, Kind.NOTE) and line.indent > last.indent and len(previous.lines) == 1
                )
                hanging = hanging or (len(previous.lines) > 1 and line.indent == last.indent > 0)
                unfinished = (last.text.endswith(",") and len(line.text) < 60) or DANGLING.search(last.text)
                if open_bold or hanging or unfinished or self._goes_on(last, line) or _cut(previous, line, 40):
                    previous.take(line)
                    return
            elif (
                blank
                and previous.kind in (Kind.PARAGRAPH, Kind.ITEM)
                and (_cut(previous, line, 60) or self._cut_by_page(previous, line))
            ):
                previous.take(line)
                return
        self.lists.suspend()
        self.drafts.append(Draft(Kind.PARAGRAPH, [line], alone=blank))

    def _cut_by_page(self, previous: Draft, line: Line) -> bool:
        """Whether a page ended in the middle of the draft's sentence, which goes on with a capital."""
        last = previous.lines[-1]
        if last.text.endswith(",") and len(last.text) > 30:
            return True
        return line.at in self.after_heads and bool(UNFINISHED.search(last.text)) and self._goes_on(last, line)

    def _goes_on(self, last: Line, line: Line) -> bool:
        """Whether `last` is full: the next line's first word would not have fitted on it."""
        if not self.width:
            return False
        word = line.text.split(maxsplit=1)[0]
        return last.wide + 1 + len(word) > self.width

    def _runs(self, lines: list[Line]) -> list[Run]:
        joined, places = self._join(lines)
        return list(_inline(joined, places, self.notes))

    def _join(self, lines: list[Line]) -> tuple[str, list[tuple[int, int]]]:
        """Return the lines as one, and for each the pair (where it begins in that, where in the source)."""
        if len(lines) == 1:
            return lines[0].text, [(0, lines[0].at)]
        parts: list[str] = []
        places: list[tuple[int, int]] = []
        length = 0
        for line, following in zip(lines, [*lines[1:], None], strict=True):
            text = line.text
            if following is not None:
                tail = text[-80:]
                together = self.hyphenation.join(tail, following.text)
                text = text[: len(text) - len(tail)] + together[: len(together) - len(following.text)]
            parts.append(text)
            places.append((length, line.at))
            length += len(text)
        return "".join(parts), places


def _cut(previous: Draft, line: Line, least: int) -> bool:
    """Whether the line goes on in the middle of the sentence that the draft ends with."""
    last = previous.lines[-1].text
    if previous.size < least or not line.text[:1].islower() or re.match(r"\S+\.\w{2,}/|www\.|https?:", line.text):
        return False
    return bool(UNFINISHED.search(last.rstrip("*"))) or last.endswith(")")


def _cells(line: Line) -> list[list[Line]]:
    """Return the cells of a row, each as lines."""
    text, at = line.text, line.at
    if text.startswith("|"):
        text, at = text[1:].removesuffix("|"), at + 1
        parts = text.split("|")
    else:
        parts = text.split("\t")
    cells = []
    for part in parts:
        lead = len(part) - len(part.lstrip())
        cells.append([Line(part.strip(), at + lead, 0, line.page, 0)])
        at += len(part) + 1
    return cells


def _inline(text: str, places: list[tuple[int, int]], notes: set[str]) -> Iterator[Run]:
    """Yield the runs of a block: its words without the marks that say how they look."""
    bold, position = False, 0
    stars = [m for m in _INLINE.finditer(text) if m["stars"]] if "**" in text else []
    unpaired = stars[-1].start() if len(stars) % 2 else -1

    def run(start: int, end: int, **look: object) -> Iterator[Run]:
        """Yield the characters from start to end, cut where the source's lines were."""
        index = bisect_right(places, (start, 1 << 60)) - 1
        while start < end:
            following = places[index + 1][0] if index + 1 < len(places) else len(text)
            stop = min(end, following)
            yield Run(text[start:stop], bold=bold, origin=places[index][1] + start - places[index][0], **look)  # type: ignore[arg-type]
            start, index = stop, index + 1

    for match in _INLINE.finditer(text):
        marker = figures(match["raised"]) if match["raised"] else match["reference"]
        if marker is not None and marker not in notes:
            continue
        yield from run(position, match.start())
        position = match.end()
        if match["stars"]:
            bold = not bold if match.start() != unpaired else False
        elif match["italic"]:
            yield from run(*match.span("italic"), italic=True)
        elif match["label"]:
            yield from run(
                *match.span("label"), url=None if match["address"].startswith("#") else match["address"] or None
            )
        elif match["auto"]:
            yield from run(*match.span("auto"), url=match["auto"])
        elif marker is not None:
            shown = "raised" if match["raised"] else "reference" if match[0].startswith("[^") else 0
            yield from run(*match.span(shown), note=marker)
    yield from run(position, len(text))


FORMAT = Format(
    name="plain text",
    endings=(".txt", ".text"),
    media_type="text/plain",
    sniff=lambda s: bool(s.prose),
    read=lambda s: read_text(s.prose, name=s.name, sha256=s.sha256),
)
