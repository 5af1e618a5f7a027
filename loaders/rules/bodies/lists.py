"""Lists of names: in a sentence ("A, B and the C, whose ..."), and in the cells and lines of a list of bodies."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from loaders.blocks import Block, Kind, Span
from loaders.context import Context
from loaders.dates import day_in
from loaders.draft import within
from loaders.lexicons.words import any_of
from loaders.names import recognise
from loaders.names.printed import OF_SEVERAL, Known, fold, in_brackets, split_compound
from loaders.names.register import register
from loaders.names.resolver import Resolver
from loaders.names.word_sets import HEADS
from loaders.structure import cues

_ALSO = rf"(?:{any_of('and also')}|{any_of('together with')} with|with(?!\s+{any_of('not with a body')}\b))"
_SEPARATOR = re.compile(
    rf"\s*[,;•]\s*(?:(?:&|and|by|{_ALSO})\s+)?"
    rf"|\s+(?:and(?: also)?(?: by| with)?|{_ALSO})\s+|\s+&\s+(?=[A-Z])",
)
_SAID = re.compile(
    rf"[A-Z][^;:]{{5,120}}?\b{any_of('came from')}(?:\s*:)"
    r"?\s+(?:the\s+)?(?=[A-Z0-9])"
)
LED = re.compile(rf"{any_of('leads to whose people follow')} (?:the )?(?=[A-ZÀ-Þ])")
"""How a line begins that says for whom the people below it came ("From Elm Trust")."""
_LINKS, _BESIDE = 3, 6
"""The fewest links of a list that has nothing else, and the most characters that stand beside each."""
_PARTED = re.compile(r"[\s/]+")
_START = re.compile(rf"^(?:{any_of('before a list of names')}\s+)+", re.I)
_RUN = re.compile(
    rf"[\[“\"'‘]?(?:[A-Z0-9À-Ý][\w’'&.:+-]*|&)(?:\s+(?:{any_of('inside a long name')}\s+){{0,2}}(?:[A-Z0-9À-Ý][\w’'&.:+-]*"
    r"|&|\([A-Z][^()]*\)))*"
)


_SHOWN = 2
"""How many cells show that a column lists several bodies in each."""
_INITIALS = re.compile(r"(?:[A-Z]\.)+\s*")
"""What a name may begin with that is known without it ("U.S. Tech Network")."""
_GOES_ON = re.compile(
    rf" (?!{any_of('lists on')}\b)[a-z]",
)
"""A small word after capitals that no list goes on with: what stood before is part of a phrase, no name."""


_AT_VENUE = re.compile(rf" {any_of('in a place')} (?:the )?(?:[A-Z][\w'’&-]* )+((?i:{any_of('venue')}))\b")
"""What says behind somebody's name where people met ("hosted by Elm Ways at Dale Hall")."""
LONGEST_LIST = 5_000
"""The most characters of running text that are read as one list; no sentence comes near it."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name that a list prints, in one or more pieces."""

    printed: str
    spans: tuple[Span, ...]


class KnownBody(Known):
    """The resolver's test, for taking compound cells apart."""

    def __init__(self, names: Resolver) -> None:
        self._names = names

    def __call__(self, name: str) -> bool:
        """Whether `name` can only be an organisation's."""
        return self._names.is_organisation(name)


def names_linked(context: Context, block: Block) -> list[Name]:
    """Return the names of a list of links with hardly anything between them, none where a block is no such list."""
    links = [link.span for link in block.links]
    end = links[-1].end - block.start if links else 0
    remark = block.text[end:].lstrip(" .").startswith(("(", "["))  # behind the last of them
    end = end if remark else len(block.text)
    if len(links) < _LINKS or end - sum(span.end - span.start for span in links) > _BESIDE * len(links):
        return []
    return [Name(context.words(span), (span,)) for span in links]


def links_bodies(context: Context, block: Block) -> bool:
    """Whether a block is a list of links of which several are known bodies', so that none is a person's."""
    linked = names_linked(context, block)
    return sum(context.names.is_organisation(name.printed) for name in linked) >= max(2, len(linked) // 3)


def names_in_sentence(context: Context, block: Block, start: int, *, stop: int | None = None) -> list[Name]:
    """Return the bodies of a list in running text, from `start` of the block's text to the end of the list or sentence."""
    text = block.text
    limit = min(len(text) if stop is None else stop, start + LONGEST_LIST)
    if text.count(";", start, limit) > 1 and "," in text[start:limit]:
        return list(_between_semicolons(context, block, start, limit))
    known = [f for f in recognise.organisations(text[start:limit]) if f.end > f.start]
    found: list[Name] = []
    position = 0
    rest = text[start:limit]
    while position < len(rest):
        lead = _START.match(rest[position:])
        if lead:
            position += lead.end()
        here = next((f for f in known if f.start <= position + 1 < f.end), None)
        if here is not None:
            first, end = here.start, _whole(rest, here, known)
        else:
            run = _RUN.match(rest, position)
            if run is None:
                break
            first, end = position, _cut(rest, position, run.end(), known)
            ends_link = any(link.span.end == block.start + start + end for link in block.links)
            if _GOES_ON.match(rest, end) and not (found and ends_link):
                break
        printed = _before_its_day(rest[first:end]).rstrip(" .,;:")
        end = first + len(printed)
        if rest[end : end + 2] in ("'s", "’s"):
            break
        behind = found[-1].spans[-1].end - block.start - start if found else first
        if ";" in rest[behind:first] and _GOES_ON.match(rest, end):
            break  # another clause, about this one
        found.append(Name(printed, (Span(block.start + start + first, block.start + start + end),)))
        bracket = re.match(r"\s*\([^()]*\)", rest[end:])
        if bracket:
            end += bracket.end()
        separator = _SEPARATOR.match(rest, end)
        if separator is None or not rest[separator.end() :].strip():
            break
        position = separator.end()
    return [name for name in found if name.printed]


def _before_its_day(printed: str) -> str:
    """Return a name without the day on which its bearer did something ("held by the Elm Institute on 3 May")."""
    day = day_in(printed)
    return printed[: day[0]].removesuffix(" on ") if day and printed[: day[0]].endswith(" on ") else printed


def _between_semicolons(context: Context, block: Block, start: int, limit: int) -> Iterator[Name]:
    """Yield the names of a list that semicolons part, whose commas then belong to the names, up to the end of its sentence."""
    for piece in re.finditer(r"[^;]+", block.text[start:limit]):
        lead = _START.match(piece[0].lstrip())
        words = piece[0].lstrip()[lead.end() if lead else 0 :]
        end = re.search(r"(?<=[a-z\d)])\.\s+[A-Z]", words)
        printed = words[: end.start() if end else len(words)].rstrip(" .")
        at = start + piece.end() - len(words)
        if re.search(r"['’]s [A-Z]", printed) and not context.names.is_organisation(printed):
            return  # what somebody has is no name
        if looks_like_name(printed):
            yield Name(printed, (within(block, at, at + len(printed)),))
        if end:
            return


def _whole(rest: str, here: recognise.Found, known: list[recognise.Found]) -> int:
    """Return where a known name ends: behind the capitals that go on with it ("Elm University Library Services"), where these are
    no office and no other name."""
    run = _RUN.match(rest, here.end + 1) if re.match(r" (?!&)", rest[here.end :]) else None
    end = _cut(rest, here.end + 1, run.end(), known) if run else here.end
    return here.end if cues.is_role(rest[here.end : end]) or _GOES_ON.match(rest, end) else max(end, here.end)


def _cut(rest: str, first: int, end: int, known: list[recognise.Found]) -> int:
    """Return where a name of no known shape ends: before the next known name, and before "and" between two names."""
    for found in known:
        if first < found.start < end and not _INITIALS.fullmatch(rest, first, found.start):
            end = min(end, found.start)
            words = re.sub(rf"\s+{any_of('and', 'in a place')}?\s*(?:the\s+)?$", "", rest[first:end])
            end = first + len(words)
    if (met := _AT_VENUE.search(rest, first, end)) and met[1].lower() not in HEADS:
        end = met.start()
    joint = re.search(r"\s+(?:and\s+(?:the\s+)?|&\s+[Tt]he\s+)", rest[first:end])
    if joint and in_brackets(rest[first:end])[1]:
        return end
    if joint and not re.search(rf"\b{any_of('part of a state')}\b", rest[first : first + joint.start()]):
        end = first + joint.start()
    stop = re.search(r"(?<=[a-z\d)])\.\s+[A-Z]", rest[first:end])
    return first + stop.start() if stop else end


_HOW_MANY = re.compile(r"\s*\((?:x ?)?\d{1,3}(?: ?x)?\)$", re.I)
_NUMBERED = re.compile(r"\d{1,2}\.\d")
"""How the heading of a part of a part begins: "2.1 Minutes"."""


def looks_like_name(text: str) -> bool:
    """Whether a line or cell has the shape of a name: short, capitals at its words, no sentence."""
    words: list[str] = [w for w in _PARTED.split(text) if any(map(str.isalnum, w))]
    if (
        not words
        or len(words) > 12
        or text.endswith((".", ":", "?", "!"))
        or not (text[0].isupper() or text[0].isdigit() or _has_own_capitals(words[0]))
        or _NUMBERED.match(text)
    ):
        return False
    small = {"of", "for", "and", "the", "in", "on", "at", "to", "by", "a", "with", "y", "de"}
    big = [w for w in words if w.casefold() not in small]
    named = [w for w in big if w[:1].isupper() or w[:1].isdigit() or w[:1] in "(‘'“" or _has_own_capitals(w)]
    return len(named) >= max(1, int(len(big) * 0.75 + 0.5))


def _has_own_capitals(word: str) -> bool:
    """Whether a word begins small and goes on with a capital, as only names do ("eHarbour")."""
    return word.isalpha() and word[0].islower() and any(map(str.isupper, word[1:4]))


def cells_of(context: Context, rows: list[Block], column: int | None = None) -> list[Name]:
    """Return the names in a table without heads, column by column, a name that runs over cells put together again; with `column`,
    only of that one."""
    width = max((len(row.cells) for row in rows), default=0)
    columns = range(width) if column is None else (column,)
    cells: list[Name] = []
    heads: set[int] = set()
    for at in columns:
        heads.add(len(cells))
        column_cells = [row.cells[at] for row in rows if at < len(row.cells)]
        cells.extend(Name(words, (cell,)) for cell in column_cells if (words := context.words(cell).strip()))
    return _rejoined(context, cells, heads)


def apart_at_commas(context: Context, cells: list[Name]) -> list[Name]:
    """Return the names of a column each of whose cells lists several bodies, as two cells or more show by commas between names that
    can only be bodies'; other columns as they are."""
    listed = [[part.strip() for part in cell.printed.split(",")] for cell in cells]
    shown = [parts for parts in listed if len(parts) > 1 and all(map(context.names.is_organisation, parts))]
    if len(shown) < _SHOWN:
        return cells
    return [part for cell in cells for part in _at_commas(context, cell)]


def _at_commas(context: Context, cell: Name) -> Iterator[Name]:
    whole = cell.spans[0]
    if len(cell.spans) > 1 or register().get(cell.printed) is not None or OF_SEVERAL.match(cell.printed):
        yield cell
        return
    for part in re.finditer(r"[^,\s][^,]*", context.words(whole)):
        printed = part[0].rstrip()
        yield Name(printed, (Span(whole.start + part.start(), whole.start + part.start() + len(printed)),))


def _rejoined(context: Context, cells: list[Name], heads: set[int]) -> list[Name]:
    order = [re.sub(r"^the ", "", fold(cell.printed)) for cell in cells]
    in_order = sum(a <= b for a, b in pairwise(order))
    alphabetical = len(order) >= 8 and in_order >= 0.8 * (len(order) - 1)
    joined: list[Name] = []
    last = ""
    for index, cell in enumerate(cells):
        follows = joined[-1] if joined else None
        if follows is not None and _continues(follows, cell):
            joined[-1] = Name(f"{follows.printed} {cell.printed}", follows.spans + cell.spans)
            continue
        following = order[index + 1] if index + 1 < len(order) else None
        astray = follows is not None and order[index] < last and (following is None or following >= last)
        if follows is not None and alphabetical and astray and _is_piece(context, follows, cell, index in heads):
            joined[-1] = Name(f"{follows.printed} {cell.printed}", follows.spans + cell.spans)
            continue
        joined.append(cell)
        last = order[index]
    return joined


def _continues(before: Name, cell: Name) -> bool:
    """Whether the marks at the seam say that a cell goes on with the name before it."""
    if re.search(rf"(?:\b{any_of('inside a name')}|&|,|-|/)$", before.printed) or re.match(
        r"(?:and|of|for)\b|&|\(", cell.printed
    ):
        return True
    return before.printed.count("(") > before.printed.count(")")


def _is_piece(context: Context, before: Name, cell: Name, head: bool) -> bool:
    """Whether a cell that breaks the alphabet is the rest of the name before it: no body by itself, and a column's first cell or a
    body only together."""
    names = context.names
    if names.is_organisation(cell.printed):
        return False
    return head or (
        names.is_organisation(f"{before.printed} {cell.printed}") and not names.is_organisation(before.printed)
    )


def split(context: Context, name: Name) -> list[Name]:
    """Return the names of a compound cell, each with its own characters."""
    name = _without_count(name)
    parts = split_compound(name.printed, KnownBody(context.names))
    if len(parts) < 2 or len(name.spans) > 1:
        return [name]
    base, position, found = name.spans[0], 0, []
    words = context.words(base)
    for part in parts:
        at = words.find(part, position)
        if at < 0:
            return [name]
        found.append(Name(part, (Span(base.start + at, base.start + at + len(part)),)))
        position = at + len(part)
    return found


def _without_count(name: Name) -> Name:
    """Return a name without how many came for it ("Elm Trust (x3)")."""
    count = _HOW_MANY.search(name.printed)
    if count is None or len(name.spans) > 1:
        return name
    return Name(name.printed[: count.start()], (Span(name.spans[0].start, name.spans[0].start + count.start()),))


def lines_of(context: Context, block: Block) -> Iterator[Name]:
    """Yield the names of a list that is one paragraph or item: separated by commas, semicolons or bullets, or a single one."""
    text = block.text
    start = 0
    if label := re.match(r"[^,;:]{2,70}:\s+(?=\S)", text):
        if not context.names.is_organisation(text.rstrip(". ")):
            start = label.end()
            own = label[0].rstrip(" :")
            if context.names.is_organisation(own):
                yield Name(own, (Span(block.start, block.start + len(own)),))
    elif (said := _SAID.match(text)) and not context.names.is_organisation(re.split(r"[,;]", text)[0]):
        start = said.end()
    elif (led := LED.match(text)) is not None:
        start = led.end()
    pieces = _pieces(context, text, start)
    for first, end in pieces:
        words = text[first:end]
        trimmed = words.strip(" .,;•\t")
        if trimmed:
            first += words.index(trimmed[0])
            yield Name(trimmed, (Span(block.start + first, block.start + first + len(trimmed)),))


def _pieces(context: Context, text: str, start: int) -> list[tuple[int, int]]:
    body = text[start:]
    if "," not in body and (joint := _joint(body)) is not None:
        return [(start, start + joint[0]), (start + joint[1], len(text))]
    if context.names.is_organisation(body.rstrip(". ")) and set(body).isdisjoint(";•|"):
        whole = [
            f for f in recognise.organisations(body.rstrip(". ")) if f.start == 0 and f.end >= len(body.rstrip(". "))
        ]
        if whole or body.count(",") < 2:
            return [(start, len(text))]
    mark = next((m for m in (r"[;•|·]|\t", r",") if re.search(m, body)), None)
    if mark is None:
        return [(start, len(text))]
    shelter = [(f.start, f.end) for f in recognise.organisations(body)]
    found, position = [], 0
    pattern = re.compile(rf"\s*(?:{mark})\s*(?:and\s+)?" + (r"|\s+and\s+(?=(?:the\s+)?[A-Z])" if mark == "," else ""))
    for match in pattern.finditer(body):
        joined = match[0].strip() == "and" and _joins(context, body[position : match.start()], body[match.end() :])
        if any(a < match.start() < b for a, b in shelter) and not joined:
            continue
        if match[0].strip() == "and" and not _last_and(body, match.end()):
            continue
        found.append((start + position, start + match.start()))
        position = match.end()
    found.append((start + position, len(text)))
    return found


def _joins(context: Context, before: str, behind: str) -> bool:
    """Whether an "and" stands between two bodies though it could stand inside one: "Faith at Work Dale and Elm Police"."""
    names, ends = context.names, before.strip().rsplit(" ", 1)
    sure = names.is_organisation(before.strip()) or (len(ends) > 1 and names.is_place(ends[1]))
    return sure and "," not in behind and names.is_organisation(behind.strip(" ."))


_TWO = re.compile(r"\s+(?:and|(?P<sure>(?:together |along )?with))\s+(?:the )?(?=[A-Z])")


def _joint(body: str) -> tuple[int, int] | None:
    """Return where two names are joined that a line consists of: "Elm Trust and the Fir Bank", "Elm Street with the Fir Bank"."""
    bodies = recognise.organisations(body)
    for joint in _TWO.finditer(body) if bodies else ():
        before = any(f.end == joint.start() for f in bodies)
        first = joint.end() + len("The ") * body.startswith("The ", joint.end())
        behind = any(f.start in (first, joint.end()) for f in bodies)
        inside = any(f.start < joint.start() and joint.end() < f.end for f in bodies)
        if not inside and ((before and behind) or (joint["sure"] and (before or behind))):
            return joint.span()
    return None


def _last_and(body: str, end: int) -> bool:
    return "," not in body[end:]


def is_list(kind: Kind) -> bool:
    """Whether blocks of this kind stand for one entry each."""
    return kind in (Kind.ITEM, Kind.ROW)
