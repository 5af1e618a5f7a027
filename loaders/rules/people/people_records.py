"""The entries of a list of people, as its look sets them out: the name, and the parts behind or below it.

A name is set apart by its look (bold, a link), by the end of a line or by a mark; the parts behind it by a change of look, a line's
end, a dash or a bar. Commas part nothing here: what stands between them is for the whole list to say.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from loaders.blocks import Block, Kind, Span
from loaders.context import Context
from loaders.draft import within
from loaders.lexicons.words import any_of
from loaders.names import recognise
from loaders.names.printed import LETTERS_AFTER_NAME, TITLES, fold, person_name
from loaders.names.register import is_everyday, register
from loaders.rules.events.series import first_name, lines_on
from loaders.rules.people.name_ends import initials_at
from loaders.rules.people.person_details import CONTACT, offices_in, whole_offices
from loaders.rules.people.person_lines import CALLED, is_known_first, name_at, names_in
from loaders.rules.people.person_patterns import PART, TITLE
from loaders.structure import cues

LEAST = 3
"""The fewest entries that make a list."""
_NAME_WORDS = 5
MOST = 0.6
"""The share of a list's lines, or of the pieces of one line, that must be people."""
_BETWEEN = re.compile(r"\s*(?:[,;•|/&]|\band\b)\s*(?![^()]*\))")
SEMICOLON = re.compile(r";\s*(?:and\s+)?")
_OFFICE = re.compile(r"\s*\([^()]*\)\s*$")
_NO_NAME = re.compile(r"[,:;|/&()@\d]| and ")
LINE = 260
"""The most characters of an entry; a longer one tells of somebody."""
_LEAD = re.compile(r"[\s.,:;|•·…–—-]*")
LABEL = re.compile(r"([^:,.]{3,60}):\s+(?=[A-ZÀ-Þ])")
_TWO = re.compile(rf"{TITLE}{PART}(?: [A-Z]\.?)? (?:{any_of('particle of a name')} )*{PART}(?= [A-ZÀ-Þ])")
_TAIL = re.compile(rf"(?:[\s,:;|•·–—-]+(?:{any_of('beside a body')}\b)?(?: the\b)?)+$")
_MARKS = re.compile(r"\s+[–—-]\s+|\s*[|;•·…\t]\s*|\s*(?:\. ?){3,}|(?<=\))\s*(?=\()")
_CAPITALS = re.compile(r"(?<=[a-zà-þ])(?: [A-Z]{2,6})+$")
_MARK = re.compile(
    rf"(?:{LETTERS_AFTER_NAME.pattern}| [A-Z]{{2,6}}\b)*"
    r"(?P<mark>\s*[,:;|…\t(]|\s*[–—/-]\s|\s*(?:\. ?){3,})"
)
_LETTERS = re.compile(rf"(?:{LETTERS_AFTER_NAME.pattern}|(?<=[a-z]),? [A-Z]{{2,6}}\b)+$")
_ASIDE = re.compile(rf"\s*[(\[](?i:{any_of('personal pronoun')})\b[^()]*[)\]]")
_PRONOUNS = re.compile(rf"(?:{any_of('personal pronoun')})(?:\s*/\s*\w+)+", re.I)
PROSE = re.compile(rf"[a-zà-þ]{{2}}[.!?]\s+[A-ZÀ-Þ]|[a-zà-þ]{{2}} {any_of('goes on about somebody')}\b")
_SET_APART = re.compile(r"(?:[,;]|\band)\s+$")
_TITLE = 0.7
"""The share of everyday words that makes a title rather than a name."""
_OF_TITLES = ("?", "“", '"', ": ")
LETTER = re.compile(r"[^\W\d_]")
_JOINED = re.compile(r"\s*(?P<mark>(?:, )?\band\b|[,&/])\s*")


@dataclass(frozen=True, slots=True)
class Record:
    """One entry: who it is about, and the parts of what it says."""

    block: Block
    names: tuple[Span, ...]
    parts: tuple[Span, ...]
    end: int
    """Where it ends in the block's text, as far as it is of that block."""
    apart: bool
    """Whether look or line set the name apart, and no mark."""
    office: Span | None = None
    """The office that stands before the name ("Chair: Ada North")."""
    runs_on: bool = False
    """Whether nothing at all parts the name from the rest."""
    body: Span | None = None
    """The body that stands before the name ("Elm Trust: Ada North")."""
    offices: tuple[tuple[Span, Span], ...] = ()
    """The offices with their bodies, where the lines below a name are more than one of each."""
    below: tuple[Block, ...] = ()
    """The further lines that it has, below its first, and that are no bodies."""


def record_at(context: Context, block: Block, span: Span) -> Record | None:
    """Return the entry that a block, or a cell of it, is; None where it begins with no name or tells more than an entry does."""
    start, stop = span.start - block.start, span.end - block.start
    text = block.text[:stop]
    if not 3 < stop - start <= LINE or not text[start].isupper():
        return None
    office = None
    if (label := LABEL.match(text, start)) and cues.is_role(label[1]):
        office, start = within(block, *label.span(1)), label.end()
    edges = [edge - block.start for edge in _edges(block, span) if edge - block.start > start + 2]
    runs_on = False
    names: tuple[Span, ...]
    first = next((edge for edge in edges if is_name(context, text[start:edge])), None)
    if first is not None:
        names, position = (own_name(block, start, first),), first
    elif (names := _named(context, block, start, stop)) and (mark := _MARK.match(text, names[-1].end - block.start)):
        position = mark.start("mark") if mark["mark"].strip() == "(" else mark.end()
    elif (name := _before_capitals(context, block, start, stop)) is not None:
        names, position, runs_on = (name,), name.end - block.start, True
    else:
        return None
    while aside := _ASIDE.match(text, position):
        position = aside.end()
    position += initials_at(context.words(names[-1]), text[position:])
    rest = text[position:]
    if PROSE.search(rest) or tells_on(rest):
        return None
    parts = tuple(
        parts_between(block, position, stop, [e for e in edges if e > position and e not in _link_ends(block)])
    )
    parts = tuple(part for part in parts if not initials_at(context.words(names[-1]), f"({context.words(part)})"))
    if any(_names_another(context, block, part) for part in parts):
        return None
    return Record(block, names, parts, stop, first is not None, office, runs_on)


def person_in(context: Context, block: Block, span: Span) -> Record | None:
    """Return the entry that a part of a line is which may be a name alone."""
    start, stop = span.start - block.start, span.end - block.start
    if is_name(context, block.text[start:stop]):
        return Record(block, (own_name(block, start, stop),), (), stop, True)
    return record_at(context, block, span)


def people_on(context: Context, block: Block) -> list[Record]:
    """Return the entries of a line that holds people and little else: one with or without an office, or several parted by marks."""
    if block.kind is Kind.ROW or PROSE.search(block.text):
        return []
    found, count, position = list[Record](), 0, 0
    for first, end in [*(match.span() for match in _BETWEEN.finditer(block.text)), (len(block.text.rstrip(" .")),) * 2]:
        words = block.text[position:first]
        count += bool(words.strip())
        bare = _OFFICE.sub("", words)
        if is_name(context, bare):
            own = own_name(block, position, position + len(bare))
            office = tuple(_trimmed(block, position + len(bare), first))
            found.append(Record(block, (own,), office, own.end - block.start, True))
        position = end
    one = person_in(context, block, Span(block.start, block.end)) if len(found) < 2 else None
    return [one] if one is not None else found if len(found) >= MOST * count else []


def _edges(block: Block, span: Span) -> list[int]:
    """Return where the look of a part of a block changes, or a line begins inside it."""
    looks = [*block.bold, *block.italic, *(link.span for link in block.links)]
    found = {place for look in looks for place in (look.start, look.end)} | set(block.breaks)
    return sorted(place for place in found if span.start + 2 < place < span.end)


def _link_ends(block: Block) -> set[int]:
    """Return where links begin and end, which part a name from what stands behind it, and no more than that."""
    return {place - block.start for link in block.links for place in (link.span.start, link.span.end)}


def is_name(context: Context, words: str) -> bool:
    """Whether words that are set apart are a person's name."""
    words = CALLED.sub(lambda called: called[0] if called[0].isupper() else "", words)
    if not 0 < words.count(" ") <= 2 * _NAME_WORDS:
        return False
    bare = person_name(words.strip(" ,:;|–—-"))
    return (
        len(bare) <= 50
        and 1 < len(bare.split()) <= _NAME_WORDS
        and (context.names.is_person(bare) or (TITLES.match(words) is not None and not cues.is_role(bare.split()[0])))
        and bare[0].isupper()
        and not any(map(cues.is_role, [*bare.split()[2:], bare.split()[-1]]))
        and not context.names.is_organisation(bare)
        and _NO_NAME.search(bare) is None
        and bare[-1:].isalpha()
    )


def own_name(block: Block, start: int, end: int) -> Span:
    """Return the span of a name that is set apart, without the letters and marks behind it."""
    words = _TAIL.sub("", block.text[start:end].rstrip(" ("))
    while (letters := _LETTERS.search(words)) and letters.start():
        words = words[: letters.start()].rstrip(" ,")
    lead = len(words) - len(words.lstrip(" ,"))
    return within(block, start + lead, start + len(words))


def _named(context: Context, block: Block, start: int, stop: int) -> tuple[Span, ...]:
    """Return the names with which an entry begins whose mark alone parts them from the rest: one, or several that "and" joins."""
    first = name_at(context.names, block, start)
    if first is None or first.end - block.start > stop:
        return ()
    if letters := _CAPITALS.search(context.words(first)):
        first = Span(first.start, first.start + letters.start())
    names, joined = [first], 1
    while joint := _JOINED.match(block.text, names[-1].end - block.start):
        name = name_at(context.names, block, joint.end())
        sure = joint["mark"] != ","
        if name is None or name.end - block.start > stop or not (sure or is_known_first(context.words(name))):
            break
        names.append(name)
        if sure:
            joined = len(names)
    return tuple(names[:joined])


def _before_capitals(context: Context, block: Block, start: int, stop: int) -> Span | None:
    """Return the first two words of an entry, or three with an initial or a particle, where they are a name with a known first name
    and capitals follow without a mark."""
    match = _TWO.match(block.text, start, stop)
    if match is None or not is_name(context, match[0]) or not is_known_first(match[0]):
        return None
    whole = block.text[start:stop].rstrip(" .")
    return None if register().get(whole) is not None else within(block, *match.span())


def tells_on(rest: str) -> bool:
    """Whether what stands behind a name goes on as a sentence: in small letters that say no office."""
    words = rest.lstrip(" ,:;|–—-").split()
    return (
        bool(words)
        and words[0][0].islower()
        and words[0].islower()
        and "@" not in words[0]
        and not cues.is_role(words[0])
    )


def parts_between(block: Block, start: int, stop: int, edges: list[int]) -> Iterator[Span]:
    """Yield the parts of what stands behind a name, without contacts and the marks at their ends."""
    marks = [(edge, edge) for edge in edges] + [m.span() for m in _MARKS.finditer(block.text, start, stop)]
    position = start
    for first, end in [*sorted(marks), (stop, stop)]:
        if first >= position:
            yield from _trimmed(block, position, first)
            position = end


def _trimmed(block: Block, start: int, end: int) -> Iterator[Span]:
    words = _TAIL.sub("", block.text[start:end].rstrip(" ."))
    if (contact := CONTACT.search(words)) and contact.end() == len(words):
        words = _TAIL.sub("", words[: contact.start()])
    lead = _LEAD.match(words)
    first = lead.end() if lead else 0
    if words[first : first + 1] == "(" and (words.endswith(")") or ")" not in words):
        first, words = first + 1, words.removesuffix(")")
    bare = words[first:]
    if LETTER.search(bare) and CONTACT.fullmatch(bare) is None and _PRONOUNS.fullmatch(bare) is None:
        yield within(block, start + first, start + len(words))


# Entries of one list


def _heads(block: Block) -> bool:
    """Whether a line says that those who came are listed below it."""
    return block.kind is Kind.PARAGRAPH and cues.outside(block.text) == "attendees"


def runs(blocks: list[Block]) -> Iterator[list[Block]]:
    """Yield the runs of lines of one kind, up to one that says who are listed below it."""
    for kind, run in groupby(blocks, lambda b: b.kind if len(b.text) <= LINE and not _heads(b) else None):
        lines = [b for b in run if len(b.text.strip()) > 2]
        if kind in (Kind.ITEM, Kind.PARAGRAPH) and len(lines) >= LEAST:
            yield lines


def headings(blocks: list[Block]) -> Iterator[list[Block]]:
    """Yield the headings of one level that follow one another, whatever stands below each; questions are no entries."""
    heads = [b for b in blocks if b.kind is Kind.HEADING and len(b.text) <= LINE and not b.text.endswith("?")]
    for _, run in groupby(heads, lambda b: b.level):
        lines = list(run)
        if len(lines) >= LEAST:
            yield lines


def in_lines(context: Context, lines: list[Block]) -> list[Record]:
    """Return the entries of some lines, one of each that is one; none where too many lines are none for a list."""
    found: list[Record] = []
    for index, line in enumerate(lines, 1):
        if (record := record_at(context, line, Span(line.start, line.end))) is not None:
            found.append(record)
        elif len(found) + len(lines) - index < MOST * len(lines):
            return []
    return found


def in_paragraphs(context: Context, blocks: list[Block]) -> Iterator[tuple[list[Record], int]]:
    """Yield the entries of paragraphs that semicolons part, each with how many parts it has."""
    for block in blocks:
        if block.kind is not Kind.ROW and block.text.count(";") >= LEAST - 1:
            pieces = list(pieces_of(block))
            yield [r for span in pieces if (r := record_at(context, block, span))], len(pieces)


def pieces_of(block: Block, start: int = 0) -> Iterator[Span]:
    """Yield the pieces between a paragraph's semicolons, from `start` of its text on, behind a label there, without an "and" before
    the last."""
    label = LABEL.match(block.text, start)
    position, text = label.end() if label else start, block.text.rstrip(" .")
    for first, end in [*(match.span() for match in SEMICOLON.finditer(text, position)), (len(text),) * 2]:
        if first > position:
            yield within(block, position, first)
        position = end


def of_talks(context: Context, blocks: list[Block]) -> tuple[list[Record], int]:
    """Return the entries of lines that go on to what the person spoke on, as far as they say one thing of the person, which is no
    office: what most of these are, the others are too."""
    on = lines_on(context)
    lines = [(block, first) for block in blocks if block.start in on and (first := first_name(context, block))]
    spans = [Span(first.start, block.start + on[block.start]) for block, first in lines]
    read = [record_at(context, block, span) for (block, _), span in zip(lines, spans, strict=True)]
    found = [record for record in read if record is not None and len(record.parts) == 1]
    found = [r for r in found if "," not in (words := context.words(r.parts[0])) and not cues.is_role(words)]
    return found, len(found)


def _names_another(context: Context, block: Block, part: Span) -> bool:
    """Whether a part of an entry names a further person, whom a mark sets apart ("Head of Homes, Elm Trust, and Bo West")."""
    names = names_in(context, block, part.start - block.start, part.end - block.start)
    return any(
        is_known_first(context.words(name)) and _SET_APART.search(block.text[: name.start - block.start])
        for name in names
    )


def several_offices(context: Context, record: Record) -> list[tuple[Span, Span]]:
    """Return the offices that an entry prints on one line, or on many, each with its body."""
    if record.offices:
        return list(record.offices)
    if not record.parts or context.block_at(record.parts[0].start) is not context.block_at(record.parts[-1].end - 1):
        return []
    return whole_offices(offices_in(context, Span(record.parts[0].start, record.parts[-1].end)))


def is_title(context: Context, words: str) -> bool:
    """Whether words read as the title of a talk: a question, a quotation, a colon, or everyday words for the most part."""
    if any(mark in words for mark in _OF_TITLES):
        return True
    if context.names.is_organisation(words) or cues.is_role(words) or recognise.organisations(words):
        return False
    each = fold(words).split()
    return len(each) > 2 and sum(map(is_everyday, each)) >= _TITLE * len(each)
