"""How every format makes its `Text`: the one place where characters are normalised, and the builder that keeps the offsets.

A reader hands over runs (characters that look alike) block by block; it never counts characters itself. What is printed
differently by two formats but means the same becomes the same here: soft hyphens, ligatures, kinds of space, zero-width
marks, control characters, decomposed accents, two hyphens that are typed for a dash. Typographic quotes and dashes stay as printed.

A reference to a footnote stays in the text as superscript figures ("quality.⁷"), whatever the format marks it with; the
cells of a row are parted by one tab, the blocks by one line feed.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from loaders.blocks import Block, Hyperlink, Kind, Span, Text
from loaders.formats.patience import Stopwatch
from loaders.names.printed import PICTURES
from schema.errors import ReadError

MAX_CHARACTERS = 1_000_000
"""The most characters of a document, some five hundred pages; the longest known report has 60,000. A larger text is a dump or
an attack."""

MAX_BLOCKS = 10_000
"""The most blocks of a document; the longest known report has 600."""
MAX_SECONDS = 15.0
"""How long building may take, from the first block to the last; a report takes less than 1."""

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_SPACES = "\\s\\u200a\\u2028\\u2029\\u0085\\u00a0\\u202f\\u3000"
_UNSEEN = "\\u00ad\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\ufeff\\ufff9-\\ufffc\\ufe00-\\ufe0f"
_CONTROLS = "\\x00-\\x08\\x0e-\\x1b\\x7f-\\x84\\x86-\\x9f"
_SURROGATES = "\\ud800-\\udfff"
_SPECIAL = re.compile(
    f"(?P<drawn>(?<=[\\w).!?'’”\"])[{_SPACES}]*[{PICTURES}][{PICTURES}{_UNSEEN}{_SPACES}]*)(?![^,;:.()])|[{''.join(_LIGATURES)}]|[{_UNSEEN}{_CONTROLS}{_SURROGATES}]+"
    f"|(?! (?![{_SPACES}]))[{_SPACES}]+|(?<= )--(?= )"
)
"""What is printed otherwise than it is stored; pictures (emoji) behind words only adorn them where nothing goes on behind."""
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_FIGURES = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
SUPERSCRIPT = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_FIRST_PAGES = 5_000
_WORD = re.compile(r"[^\W_]{2,}")
_FILE = re.compile(r"\.\w{3,5}\s*$|^Microsoft \w+ - ")
"""A title that is the name of a file, as a printer of an office program gives it to a PDF too."""
LINE_END = "\n"
"""The text of a run that stands for the end of a printed line inside a block: a space there, and the next line one of `breaks`."""


class Run(NamedTuple):
    """Characters that look alike, as the source has them (not yet normalised)."""

    text: str
    bold: bool = False
    italic: bool = False
    url: str | None = None
    note: str | None = None
    """Set where the run is a reference to the footnote with this marker; `text` is then what is printed for it."""
    origin: int | None = None
    """Where it begins in the decoded source, for formats that are text; its characters stand there one by one."""

    def saying(self, text: str) -> "Run":
        """Return a run that looks like this one with other characters."""
        return Run(text, self.bold, self.italic, self.url, self.note, self.origin)


def _pieces(text: str) -> Iterator[tuple[str, int]]:
    """Yield the normalised text in pieces, each with the place in `text` that it comes from."""
    if _is_normal(text):
        yield text, 0
        return
    position = 0
    for match in _SPECIAL.finditer(text):
        if match.start() > position:
            yield from _composed(text[position : match.start()], position)
        position = match.end()
        found = match[0]
        if found in _LIGATURES:
            for letter in _LIGATURES[found]:
                yield letter, match.start()
        elif match["drawn"] is not None:
            if position == len(text) or text[position] == "(":
                yield " ", match.start()
        elif found[0].isspace():
            yield " ", match.start()
        elif found == "--":
            yield "–", match.start()
    if position < len(text):
        yield from _composed(text[position:], position)


def _composed(text: str, start: int) -> Iterator[tuple[str, int]]:
    """Yield `text` in NFC, split where composing changed its length."""
    if text.isascii() or unicodedata.is_normalized("NFC", text):
        yield text, start
        return
    cluster, begin = "", 0
    for index, character in enumerate(text):
        if cluster and (len(cluster) > 30 or _stands_alone(cluster, character)):
            yield unicodedata.normalize("NFC", cluster), start + begin
            cluster, begin = "", index
        cluster += character
    yield unicodedata.normalize("NFC", cluster), start + begin


def _stands_alone(before: str, character: str) -> bool:
    if character.isascii():
        return True
    joined = unicodedata.normalize("NFC", before + character)
    return not unicodedata.combining(character) and joined == unicodedata.normalize("NFC", before) + character


def _is_normal(text: str) -> bool:
    """Whether a text is plain already, as nearly all that is typed is; this costs a fraction of looking for what is not."""
    return text.isascii() and text.isprintable() and "  " not in text and " -- " not in text and text != ""


def plain(text: str) -> str:
    """Return text normalised, but with the space at its ends."""
    if _is_normal(text):
        return text
    return re.sub(" {2,}", " ", "".join(piece for piece, _ in _pieces(text)))


def normalise(text: str) -> str:
    """Return text as the builder would store it: normalised, spaces collapsed, none at the ends."""
    return plain(text).strip()


def superscript(marker: str) -> str:
    """Return a footnote's marker as it stands in the text: figures raised ("12" as "¹²"), other marks as they are."""
    return marker.translate(_SUPERSCRIPTS)


def figures(marker: str) -> str:
    """Return raised figures as plain ones ("¹²" as "12")."""
    return marker.translate(_FIGURES)


class TextBuilder:
    """Accumulates the normalised text, the offset map and the blocks of one document."""

    def __init__(self, name: str) -> None:
        """`name` is the document's, for its `Text` and for messages."""
        self._name = name
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._origins: list[tuple[int, int]] = []
        self._tables = 0
        self._used = Stopwatch()

    def __len__(self) -> int:
        """Return how many blocks there are."""
        return len(self._blocks)

    def new_table(self) -> int:
        """Return the number of the next table."""
        self._tables += 1
        return self._tables - 1

    def add(
        self,
        kind: Kind,
        runs: str | Iterable[Run],
        *,
        level: int = 0,
        marker: str | None = None,
        page: int | None = None,
        origin: int | None = None,
    ) -> bool:
        """Add a block of the given runs; `origin` is for a plain string. Return whether there was anything but space in it."""
        given = [Run(runs, origin=origin)] if isinstance(runs, str) else list(runs)
        return self._append(kind, [given], page=page, level=level, marker=marker)

    def add_row(
        self,
        cells: Sequence[Iterable[Run]],
        *,
        table: int,
        header: bool = False,
        page: int | None = None,
        above: tuple[int, ...] = (),
    ) -> bool:
        """Add one row of a table, cell by cell from left to right; the cells of the columns `above` begin in a row above. Return
        whether any cell holds more than space."""
        return self._append(
            Kind.ROW, [list(cell) for cell in cells], page=page, table=table, header=header, above=above
        )

    def build(
        self, *, sha256: str, media_type: str, title: str | None = None, property_title: str | None = None
    ) -> Text:
        """Return the document; a document without any text is refused with a `ReadError`.

        `title` is what the document says of itself; `property_title`, from the properties of an office file or a PDF, is often
        a file's or a template's name and counts only where the first pages print most of its words."""
        if not self._blocks:
            raise ReadError(
                f"{self._name} holds no text to read; expected a report with headings, paragraphs or tables"
            )
        text = "".join(self._parts)
        if title is None and property_title and _is_printed(property_title, text[:_FIRST_PAGES]):
            title = property_title
        return Text(
            text=text,
            blocks=tuple(self._blocks),
            name=self._name,
            sha256=sha256,
            media_type=media_type,
            title=normalise(title or "") or None,
            origins=tuple(self._origins),
        )

    def _append(
        self,
        kind: Kind,
        cells: list[list[Run]],
        *,
        page: int | None,
        level: int = 0,
        marker: str | None = None,
        table: int | None = None,
        header: bool = False,
        above: tuple[int, ...] = (),
    ) -> bool:
        start = self._length + (1 if self._parts else 0)
        writer = _Writer(start)
        spans = []
        for index, cell in enumerate(cells):
            if index:
                writer.tab()
            spans.append(writer.write(cell))
        text = writer.text()
        if not text.strip():
            return False
        if start + len(text) > MAX_CHARACTERS:
            raise ReadError(
                f"{self._name} holds more than {MAX_CHARACTERS:,} characters; a report holds far fewer, so split it"
            )
        if len(self._blocks) >= MAX_BLOCKS:
            raise ReadError(
                f"{self._name} holds more than {MAX_BLOCKS:,} paragraphs and rows; a report holds far fewer, so split it"
            )
        if self._used.seconds() > MAX_SECONDS:
            raise ReadError(
                f"{self._name} takes more than {MAX_SECONDS:.0f} s of the processor's time to read; split it"
            )
        if self._parts:
            self._parts.append("\n")
        self._parts.append(text)
        self._length = start + len(text)
        self._origins.extend(writer.origins)
        self._blocks.append(
            Block(
                kind=kind,
                text=text,
                start=start,
                end=self._length,
                level=level,
                marker=marker,
                table=table,
                header=header,
                cells=tuple(spans) if kind is Kind.ROW else (),
                above=above,
                bold=writer.spans(text, lambda run: run.bold),
                italic=writer.spans(text, lambda run: run.italic),
                links=writer.links(text),
                notes=tuple(writer.notes),
                breaks=tuple(writer.breaks),
                page=page,
            )
        )
        return True


class _Writer:
    """Writes the runs of one block."""

    def __init__(self, start: int) -> None:
        self._start = start
        self._at = start
        self._out: list[str] = []
        self._looks: list[tuple[int, int, Run]] = []
        self.notes: list[tuple[int, str]] = []
        self.breaks: list[int] = []
        self.origins: list[tuple[int, int]] = []

    def text(self) -> str:
        return "".join(self._out)

    def tab(self) -> None:
        self._put("\t")

    def _put(self, text: str) -> None:
        self._out.append(text)
        self._at += len(text)

    def write(self, runs: list[Run]) -> Span:
        """Write one cell (or all of a block) and return where it stands: nothing but space is the empty span."""
        first, space, begun, ended = self._at, False, False, False
        for run in _whole_characters(runs):
            at = self._at
            ended = ended or (begun and run.text == LINE_END)
            text = run.text if run.note is None or run.text.startswith("[") else superscript(figures(run.text.strip()))
            for piece, place in _pieces(text):
                body = piece.lstrip(" ")
                if len(body) < len(piece):
                    space = True
                if not body:
                    continue
                if space and begun:
                    at += at == self._at
                    self._put(" ")
                if ended:
                    self.breaks.append(self._at)
                space, begun, ended = False, True, False
                trimmed = body.rstrip(" ")
                if run.origin is not None:
                    self._place(run.origin + place + len(piece) - len(body))
                self._put(trimmed)
                space = len(trimmed) < len(body)
            if self._at > at:
                self._looks.append((at, self._at, run))
                if run.note is not None:
                    self.notes.append((at, run.note))
        return Span(first, self._at)

    def _place(self, origin: int) -> None:
        if not self.origins or origin - self._at != self.origins[-1][1] - self.origins[-1][0]:
            self.origins.append((self._at, origin))

    def spans(self, text: str, has: Callable[[Run], bool]) -> tuple[Span, ...]:
        """Return where the runs with a look stand in what was written, neighbours joined over the space between them."""
        found: list[Span] = []
        for start, end, run in self._looks:
            if has(run):
                if found and text[found[-1].end - self._start : start - self._start] in ("", " "):
                    found[-1] = Span(found[-1].start, end)
                else:
                    found.append(Span(start, end))
        return tuple(found)

    def links(self, text: str) -> tuple[Hyperlink, ...]:
        """Return the links in what was written, neighbouring runs with one address joined."""
        found: list[Hyperlink] = []
        for start, end, run in self._looks:
            if not run.url:
                continue
            last = found[-1] if found else None
            if last and last.url == run.url and text[last.span.end - self._start : start - self._start] in ("", " "):
                found[-1] = Hyperlink(Span(last.span.start, end), run.url)
            else:
                found.append(Hyperlink(Span(start, end), run.url))
        return tuple(found)


def _whole_characters(runs: list[Run]) -> list[Run]:
    """Return the runs, combining marks at the head of one moved to the run whose last letter they belong to."""
    whole: list[Run] = []
    for run in runs:
        if whole and run.text and not run.text[0].isascii() and unicodedata.combining(run.text[0]):
            count = next((i for i, c in enumerate(run.text) if not unicodedata.combining(c)), len(run.text))
            whole[-1] = whole[-1].saying(whole[-1].text + run.text[:count])
            run = run._replace(text=run.text[count:], origin=None if run.origin is None else run.origin + count)
        whole.append(run)
    return whole


def _is_printed(title: str, text: str) -> bool:
    """Whether a text prints most words of a title, which is not the name of a file nor a word for what the text is ("Report")."""
    words = set(_WORD.findall(title.lower()))
    return (
        len(words) > 1
        and len(words.intersection(_WORD.findall(text.lower()))) * 2 > len(words)
        and not _FILE.search(title)
    )
