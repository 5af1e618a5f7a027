"""Pages that list speakers and tell of nothing else: the talks of a series, each on a line with who spoke and on what ("Ada North,
Elm Trust, on homes for all"), and the speakers of a day, each below the name."""

import re

from loaders.blocks import Block, Kind, Span
from loaders.context import Context
from loaders.lexicons.words import any_of, word_set
from loaders.names.printed import TITLES, fold
from loaders.rules.events.gatherings import Named, spans_of
from loaders.rules.events.programme import LINE
from loaders.rules.events.speaker_names import can_be_person
from loaders.rules.people.person_lines import is_known_first, name_at
from loaders.structure import cues
from schema.nodes import Document

_ON = re.compile(r"(?:[,)]|[A-Z][\w’'.&-]*)(?P<on>\s+on\s+)(?=[\w\"“‘'])")
_TITLE = re.compile(r"[\w’')](?P<on>:\s+)(?=[A-Z\"“‘']\S*\s+\S)")
"""What leads from the speakers to what they spoke on: behind a mark, or a name."""
_BEGINNING = 3000
"""Up to which character a page says what it is."""
_FEWEST = 3
"""The fewest lines of this form that make a list of talks."""
_HEAD = 3
"""Up to which block a heading says what a page is."""
_PART = re.compile(r"\s*[:|·•]\s+|\s+[–—-]\s+")
_SERIES = re.compile(rf"(?P<first>[\w'’&.-]+) (?:[\w'’&.-]+ ){{0,4}}?{any_of('series of talks')}", re.I)
_OF_SPEAKERS = re.compile(r"\bspeakers?\W*$|^\W*speakers?\b", re.I)
"""What the title of a page says that presents speakers ("Dale Summit: our speakers", "Speakers at the Dale Summit")."""


def of_a_series(context: Context, document: Document, date: str | None) -> Named | None:
    """Return what a page that lists talks calls the series of them, in its title or its headings."""
    heads = [document.title, *(b.text for b in context.text.blocks[:_HEAD] if b.kind is Kind.HEADING)]
    for words in (part.strip() for head in heads for part in _PART.split(head)):
        match = _SERIES.fullmatch(words)
        named = match is not None and fold(match["first"]) not in word_set("no name of a series")
        named = named or _is_called_one(context, words)
        if named and (spans := spans_of(context, words)) and lines_on(context):
            return Named(words, spans)
    return None


def of_presented(context: Context, document: Document, date: str | None) -> Named | None:
    """Return what stands beside the word for speakers in the title of a page that presents some ("Dale Exchange: speakers")."""
    parts = [part.strip() for part in _PART.split(document.title)]
    others = [part for part in parts if not _OF_SPEAKERS.search(part)]
    if len(parts) != 2 or len(others) != 1 or len(others[0].split()) < 2:
        return None
    names, words = context.names, others[0]
    presents = [
        b for b in context.text.blocks if (name := name_at(names, b, 0)) and is_known_first(context.words(name))
    ]
    if len(presents) < _FEWEST or names.is_organisation(words) or names.is_place(words) or names.is_person(words):
        return None
    return Named(words, spans_of(context, words))


def _is_called_one(context: Context, words: str) -> bool:
    """Whether a text says that what bears a name is a series ("Maps for Hull is a monthly meetup")."""
    said = rf"{re.escape(words)} is an? [\w ,-]{{0,60}}\b{any_of('series of talks')}\b"
    return len(words.split()) > 1 and re.search(said, context.text.text[:_BEGINNING]) is not None


def lines_on(context: Context) -> dict[int, int]:
    """Return the lines of such a list by their starts, each with where it goes on to what was spoken on: its end, where it does not
    say so as the others do. None where fewer than a few lines do."""
    marked = [block for block in context.text.blocks if " on " in block.text or ": " in block.text]
    if len(marked) < _FEWEST:
        return {}
    named = [(block, name) for block in marked if (name := first_name(context, block)) is not None]
    read = [(block, name, at) for block, name in named if (at := _on(block, name))]
    sure = [(block, at) for block, name, at in read if is_known_first(context.words(name))]
    if len(sure) < _FEWEST:
        return {}
    looks = {(block.kind, block.level) for block, _ in sure}
    told = {block.start: at for block, at in sure}
    told |= {
        block.start: at
        for block, name, at in read
        if (block.kind, block.level) in looks and can_be_person(context, context.words(name))
    }
    between = [b for b in context.text.blocks if min(told) < b.start < max(told) and (b.kind, b.level) in looks]
    like = {
        block.start: len(block.text)
        for block in between
        if (name := first_name(context, block)) is not None and is_known_first(context.words(name))
    }
    return {**like, **told}


def first_name(context: Context, block: Block) -> Span | None:
    """Return the name that a short line begins with and goes on behind."""
    if block.kind not in (Kind.ITEM, Kind.PARAGRAPH) or len(block.text) > LINE:
        return None
    name = name_at(context.names, block, len(block.text) - len(block.text.lstrip("\u200b ")))
    return name if name is not None and name.end < block.end else None


def _on(block: Block, name: Span) -> int | None:
    if match := _ON.search(block.text, name.start - block.start):
        return match.start("on")
    match = _TITLE.search(block.text, name.end - block.start)
    office = match is not None and cues.is_role(" ".join(block.text[match.end() :].split()[:2]))
    return match.start("on") if match and not office else None


def presented(context: Context, people: dict[int, list[tuple[int, int, str]]]) -> dict[int, str]:
    """Return the lines by which a page about speakers presents each of them, by their starts, with who it is: the name alone, or
    with office and body."""
    heads = [context.own_document.title, *(b.text for b in context.text.blocks[:_HEAD] if b.kind is Kind.HEADING)]
    if not any(_OF_SPEAKERS.search(part) for head in heads for part in _PART.split(head)):
        return {}
    found = {}
    for block in context.text.blocks:
        first = next(iter(people.get(block.start, ())), None)
        bold = [span for span in block.bold if first and span.start <= block.start + first[0] < span.end]
        if first is None or TITLES.sub("", block.text[: first[0]].lstrip()) or block.kind is Kind.NOTE:
            continue
        alone = not any(map(str.isalnum, block.text[first[1] :]))
        if alone or bold or block.start + first[0] in context.listed:
            found[block.start] = first[2]
    return found if len(found) >= _FEWEST else {}
