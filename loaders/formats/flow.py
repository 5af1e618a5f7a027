"""Blocks as they come from formats with structure (HTML, Markdown, Word, PDF): the builder, and the habits of people who type.

People type "1." before a plain paragraph, make a bold paragraph where a heading belongs, and set a list of names as
the lines of one table cell. Here those become what they are on the page, the same way in every format.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from loaders.blocks import Kind, Text
from loaders.formats.building import LINE_END, SUPERSCRIPT, Run, TextBuilder, figures, plain
from loaders.formats.lists import Lists, read_marker
from loaders.formats.name_heads import headed_by_names
from loaders.names.printed import PICTURES

_FEW_LINES = 4
"""The most lines of a cell that is about one thing: a name, an office, a body, an address."""
BULLET = "•"
"""The marker of every item that has no number, where the format leaves the drawing of it to the screen."""

Cell = list[list[Run]]
"""A cell as its printed lines."""
FROM_ABOVE: Cell = [[]]
"""What stands for a cell that begins in a row above; told by identity, since it is as empty as others."""


NUMBER_STYLES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
"""The styles that `number_as` takes, by the sign that HTML and OpenDocument have for each."""


def cell_of(paragraphs: Iterable[Iterable[Run]]) -> Cell:
    """Return a cell by its paragraphs, each of which is cut into lines where one of its runs is a line feed."""
    lines: Cell = []
    for runs in paragraphs:
        lines.append([])
        for run in runs:
            if run.text == "\n":
                lines.append([])
            else:
                lines[-1].append(run)
    return lines


def number_as(value: int, style: str) -> str:
    """Return a list number as printed: "decimal", "lower-alpha", "upper-alpha", "lower-roman" or "upper-roman"."""
    if style.endswith("alpha") and value > 0:
        letters = ""
        while value:
            value, rest = divmod(value - 1, 26)
            letters = chr(ord("a") + rest) + letters
        return letters.upper() if style.startswith("upper") else letters
    if style.endswith("roman") and 0 < value < 4000:
        printed = ""
        for number, letters in zip(
            (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
            ["m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"],
            strict=True,
        ):
            printed += letters * (value // number)
            value %= number
        return printed.upper() if style.startswith("upper") else printed
    return str(value)


def without(runs: Sequence[Run], count: int) -> list[Run]:
    """Return the runs without their first `count` characters."""
    left = []
    for run in runs:
        cut = min(count, len(run.text))
        count -= cut
        if cut < len(run.text):
            left.append(run.saying(run.text[cut:]))
    return left


def words(runs: Sequence[Run]) -> str:
    """Return the characters of the runs."""
    return "".join(run.text for run in runs)


def looks_like_heading(runs: Sequence[Run]) -> bool:
    """Whether a paragraph of its own is shown as a heading: short, all in bold or all in capitals, no end of a sentence."""
    text = words(runs).strip()
    if not 3 < len(text) <= 160 or text.endswith((".", ",", ";")):
        return False
    if all(run.bold for run in runs if run.text.strip()):
        return True
    letters = [c for c in text if c.isalpha()]
    return (
        len(letters) > 4
        and all(c.isupper() for c in letters)
        and not any(part[:1].isalnum() for part in text.split(".")[1:])
    )


_UNIT = re.compile(r"(?:^|[\s\d(])(?:[kcm]?m|CO)$")
"""What a raised figure is part of: "m²"."""

_DRAWN = re.compile(rf"[{PICTURES}]+\s+(?=\w)")
"""A picture before the words of a heading or an item, which only adorns them."""


class Flow:
    """Takes the parts of a document in reading order."""

    def __init__(self, name: str) -> None:
        self._builder = TextBuilder(name)
        self._lists = Lists()

    def __len__(self) -> int:
        """Return how many blocks there are."""
        return len(self._builder)

    def build(
        self, *, sha256: str, media_type: str, title: str | None = None, property_title: str | None = None
    ) -> Text:
        """Return the document. Raises ReadError where it holds no text."""
        return self._builder.build(sha256=sha256, media_type=media_type, title=title, property_title=property_title)

    def heading(self, runs: Sequence[Run], level: int, *, marker: str | None = None, page: int | None = None) -> None:
        """Add a heading; `marker` where it is also an item of a list. That it is bold says nothing where it has a level."""
        runs = _tidy(runs)
        if level:
            runs = [run._replace(bold=False) if run.bold else run for run in _without_pictures(runs)]
        if self._builder.add(Kind.HEADING, runs, level=level, marker=marker, page=page):
            self._lists.clear()

    def paragraph(self, runs: Sequence[Run], *, indent: int = 0, page: int | None = None) -> None:
        """Add a paragraph, or the item, note or heading that it only is by its looks; `indent` in characters."""
        runs = _tidy(runs)
        if not runs:
            return
        if runs[0].note is not None and len(runs) > 1:
            self.note(runs[1:], runs[0].note, page=page)
            return
        marker = read_marker(words(runs))
        if marker and (marker.style != "upper" or marker.printed == "A" or self._lists.continues(marker)):
            level = self._lists.place(marker, indent)
            self._builder.add(Kind.ITEM, without(runs, marker.length), level=level, marker=marker.printed, page=page)
        elif looks_like_heading(runs):
            self.heading(runs, 0, page=page)
        else:
            self._lists.suspend()
            self._builder.add(Kind.PARAGRAPH, runs, page=page)

    def item(self, runs: Sequence[Run], *, level: int, marker: str, page: int | None = None) -> None:
        """Add an item of a list; a number typed after a bullet is the item's marker."""
        runs = _undrawn(_tidy(runs))
        if marker == BULLET and (typed := read_marker(words(runs))) and typed.style != "upper":
            runs, marker = without(runs, typed.length), typed.printed
        counted = read_marker(f"{marker}. x") if marker != BULLET else None
        if counted:
            self._lists.place(counted, 4 * level)
        else:
            self._lists.suspend()
        self._builder.add(Kind.ITEM, runs, level=level, marker=marker, page=page)

    def note(self, runs: Sequence[Run], marker: str, *, page: int | None = None) -> None:
        """Add a footnote."""
        self._builder.add(Kind.NOTE, runs, marker=figures(marker), page=page)

    def table(self, rows: Sequence[Sequence[Cell]], *, headers: int = 0, page: int | None = None) -> None:
        """Add a table; the first `headers` rows are its head.

        A row whose cells are lists of lines (columns of names, set as one row) becomes a row for each line.
        """
        if not any(run.text.strip() for row in rows for cell in row for line in cell for run in line):
            return
        table = self._builder.new_table()
        cards = _are_cards(rows[headers:])
        for index, row in enumerate(rows):
            above = tuple(at for at, cell in enumerate(row) if cell is FROM_ABOVE)
            for cells in _lines_as_rows(row) if index >= headers and not cards else [_lines_joined(row)]:
                self._builder.add_row(cells, table=table, header=index < headers, page=page, above=above)
        self._lists.suspend()


def _without_pictures(runs: list[Run]) -> list[Run]:
    """Return the runs of a heading without pictures before and behind its words."""
    runs = _undrawn(runs)
    bare = runs[-1].text.rstrip(f" {PICTURES}") if runs and runs[-1].note is None else ""
    return [*runs[:-1], runs[-1].saying(bare)] if bare and bare != runs[-1].text.rstrip() else runs


def _tidy(runs: Sequence[Run]) -> list[Run]:
    """Return the runs with plain spaces, none before the first word, and no empty ones."""
    tidy: list[Run] = []
    for run in _raised(runs):
        text = plain(run.text) if run.note is None and run.text != LINE_END else run.text
        if not tidy:
            text = text.lstrip()
        if text:
            tidy.append(run if text == run.text else run.saying(text))
    return tidy


def _undrawn(runs: list[Run]) -> list[Run]:
    """Return the runs without a picture before their words."""
    return without(runs, drawn.end()) if (drawn := _DRAWN.match(words(runs))) else runs


def _raised(runs: Sequence[Run]) -> Iterator[Run]:
    """Yield the runs with raised figures, which are references to footnotes, as runs of their own."""
    before = ""
    for run in runs:
        position = 0
        for match in SUPERSCRIPT.finditer(run.text) if run.note is None and not run.text.isascii() else ():
            if not _UNIT.search(before + run.text[position : match.start()]):
                yield run.saying(run.text[position : match.start()])
                yield run._replace(text=match[0], note=figures(match[0]))
                position = match.end()
        yield run.saying(run.text[position:]) if position else run
        before = run.text[-3:]


def _lines_joined(row: Sequence[Cell]) -> list[list[Run]]:
    joined = []
    for cell in row:
        runs: list[Run] = []
        for line in cell:
            runs += [Run(LINE_END), *line] if runs else line
        joined.append(runs)
    return joined


def _are_cards(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether each cell of a table is about one thing, with what belongs to it on the lines below: several rows whose cells have
    few lines, or the first line of each cell alone is bold or a name."""
    cells = [[line for line in cell if words(line).strip()] for row in rows for cell in row]
    filled = [cell for cell in cells if cell]
    if len(filled) < 2 or any(len(cell) < 2 for cell in filled):
        return False
    led = all(_all_bold([cell[:1]]) and not _all_bold([cell[1:]]) for cell in filled)
    led = led or headed_by_names([[words(line) for line in cell] for cell in filled])
    return led or (len(rows) > 1 and max(map(len, filled)) <= _FEW_LINES)


def _lines_as_rows(row: Sequence[Cell]) -> list[list[list[Run]]]:
    cells = [[line for line in cell if words(line).strip()] for cell in row]
    filled = [len(cell) for cell in cells if cell]
    most = max(filled, default=0)
    many = most >= 3 and min(filled) >= 2 and max(len(words(x)) for cell in cells for x in cell) <= 80
    if len(filled) < 2 or not many:
        return [_lines_joined(cells)]
    return [[cell[i] if i < len(cell) else [] for cell in cells] for i in range(most)]


def is_headed(rows: list[list[Cell]]) -> bool:
    """Whether the first of a table's rows is its head, though nothing says so: it alone of the first two is bold throughout."""
    return len(rows) > 2 and _all_bold(rows[0]) and not _all_bold(rows[1])


def _all_bold(cells: list[Cell]) -> bool:
    runs = [run for cell in cells for line in cell for run in line if run.text.strip()]
    return bool(runs) and all(run.bold for run in runs)
