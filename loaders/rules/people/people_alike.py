"""Names that stand where people's names stand: in a column, list or row of cards most of whose names begin with a known one.

What such a place holds, its other entries are too, however rare their names: the speakers' column of a programme, the ends of
headings ("Panel on nets - Ada North"), the names that stand alone on the cards of a page, people whom a sentence links one after
the other. A link to somebody's own page shows a name too.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from loaders.blocks import Block, Kind, Span
from loaders.context import Context
from loaders.draft import within
from loaders.lexicons.words import any_of, word_set
from loaders.names.common_words import is_common
from loaders.names.phrases import words_of
from loaders.names.printed import fold
from loaders.names.register import first_names, gazetteer
from loaders.rules.people.person_names import is_known_person
from loaders.rules.people.shared_offices import SHARED
from loaders.structure import cues

_LEAST, _SHARE = 3, 0.6
"""How many known names make a place one of people's names, and their least share of all that stands there."""
_WORDS = 2
"""The fewest words of a whole name."""
_LONG = 3
"""The fewest letters of a surname that cannot be taken for letters after a name ("Thomas Ma")."""
_LINE = 120
"""The most characters of a line or heading that is searched."""
_NAME = re.compile(r"(?:[A-ZÀ-Þ][\w’'.-]*|[a-z]{2,3})(?: (?:[A-ZÀ-Þ][\w’'.-]*|[a-z]{2,3})){1,3}")
_OWN_PAGE = re.compile(
    rf"(?:\b{any_of('social network', 'host of pages of people')}/(?:in/)?|/{any_of('page of a person')}/)@?(?P<handle>[\w.-]+)/?$",
    re.I,
)
_DASH = re.compile(r".*\s[–—|-]\s+(?P<name>\S.*)")


def show_people_alike(context: Context, blocks: list[Block]) -> None:
    """Keep such names, for the rules that read what stands beside them, and state who bears them."""
    for block in blocks:
        for link in block.links:
            if _is_own_page(context.words(link.span), link.url) and _can_be(context, context.words(link.span)):
                context.names.show_person(link.span, 0)
                context.names.state_person(context.words(link.span), link.span)
    for place in _places(blocks):
        names = [name for block, span in place for name in _names(block, span)]
        printed = {context.words(name) for name in names}
        known = {words for words in printed if _NAME.fullmatch(words) and is_known_person(words)}
        if len(known) < _LEAST or len(known) < _SHARE * len(printed):
            continue
        for name in names:
            words = context.words(name)
            if (words not in known or len(words.rpartition(" ")[2]) < _LONG) and _can_be(context, words):
                context.names.show_person(name, 0)
                context.names.state_person(words, name)


def _places(blocks: list[Block]) -> Iterator[list[tuple[Block, Span]]]:
    """Yield what stands in one place of all blocks alike."""
    found: dict[tuple[object, ...], list[tuple[Block, Span]]] = defaultdict(list)
    for block in blocks:
        if block.kind is Kind.ROW:
            for column, cell in enumerate(block.cells):
                if cell.end > cell.start and not block.header:
                    found[block.table, column].append((block, cell))
        elif len(block.text) <= _LINE:
            if block.text[:1].isupper() and _NAME.fullmatch(block.text):
                found[block.kind, block.level].append((block, Span(block.start, block.end)))
            elif end := _DASH.fullmatch(block.text):
                found[block.kind, block.level, "end"].append((block, within(block, *end.span("name"))))
        yield from _linked(block)
    yield from found.values()


def _is_own_page(printed: str, url: str) -> bool:
    """Whether a link leads to somebody's own page, whose address has the surname, and more than the name of a body would be."""
    page = _OWN_PAGE.search(url)
    words = fold(printed).split()
    if page is None or len(words) < _WORDS:
        return False
    called, family = words[0], words[-1]
    handle = "".join(c for c in fold(page["handle"]) if c.isalpha())
    return len(family) > 2 and family in handle and (called in first_names() or called not in handle)


def _linked(block: Block) -> Iterator[list[tuple[Block, Span]]]:
    """Yield the links of a block that stand in one list of links."""
    run: list[Span] = []
    for link in block.links:
        if run and not SHARED.fullmatch(block.text[run[-1].end - block.start : link.span.start - block.start]):
            yield [(block, span) for span in run]
            run = []
        run.append(link.span)
    yield [(block, span) for span in run]


def _names(block: Block, span: Span) -> Iterable[Span]:
    """Return the names that a span joins with "and" or a sign; the whole span where commas part it, as offices from names."""
    text = block.text[span.start - block.start : span.end - block.start]
    if "," in text:
        return [span]
    start, names = span.start, []
    for joint in SHARED.finditer(text):
        names.append(Span(start, span.start + joint.start()))
        start = span.start + joint.end()
    return [*names, Span(start, span.end)]


def _can_be(context: Context, printed: str) -> bool:
    """Whether a name of this shape can be somebody's: no body's, place's or office's, nor common words."""
    words = words_of(printed)
    if not _NAME.fullmatch(printed) or not words or printed.isupper():
        return False
    small = (word.folded for word in words if not word.capital)
    if not word_set("particle of a name").issuperset(small) or context.names.is_organisation(printed):
        return False
    if words[0].folded in gazetteer().places or any(cues.is_role(word.folded) for word in words):
        return False
    return words[0].folded in first_names() or not any(map(is_common, words))
