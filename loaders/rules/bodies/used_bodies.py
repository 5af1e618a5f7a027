"""Bodies that a document shows to be bodies by how it uses their names, whatever these look like.

A sentence says what a body is ("X is a charity", "X, a network of Y"), a heading is about it ("About X: X is ..."), a list of
bodies is announced ("organisations such as X, Y and Z"), a label says it ("Organisation: X"), something was done by it that only
bodies do ("hosted by X"), or its name leads to the first page of a site that is called so too.
"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from loaders.blocks import Block, Kind, Span
from loaders.context import Context
from loaders.dates import day_in
from loaders.draft import within
from loaders.lexicons.cued import Cued
from loaders.lexicons.words import any_of, word_set
from loaders.names import recognise
from loaders.names.columns import SUM
from loaders.names.printed import TITLES, fold, last_word
from loaders.names.register import first_names, is_everyday
from loaders.names.word_sets import GATHERINGS, HEADS, LEADING, PERHAPS_HEADS, THINGS
from loaders.rules.bodies.attendees import is_surely_person
from loaders.rules.bodies.lists import Name, looks_like_name, names_in_sentence
from loaders.structure import cues

RULE = "used bodies"

_WORD = r"[A-ZÀ-Þ][\w&.'’-]*"
_NAME = rf"{_WORD}(?: (?:{any_of('inside the name of a body')} ){{0,2}}(?:{_WORD}|\d{{1,2}}\b)){{0,30}}"
_IS_ONE = Cued(
    rf"(?<![^ \t])(?P<name>{_NAME})(?: \([^()]{{2,60}}\))?"
    rf"(?:,? {any_of('be')} |, )(?:one of )?{any_of('before a noun')} (?P<what>(?:[\w'’-]+,? ){{0,5}}?){any_of('kind of body')}\b"
    rf"(?! {any_of('no body behind a name')}|['’]s\b)",
)
_ABOUT = re.compile(rf"^About (?:the )?(?P<name>{_NAME})\s*(?::|$)")
_LISTED = Cued(
    rf"\b{any_of('bodies')}\b(?: [a-z][\w'’-]*){{0,8}}?(?:,? {any_of('such as')}|:| [–—-](?: such as)?) (?:the )?(?=[A-ZÀ-Þ0-9])",
)
_DONE_BY = Cued(rf"(?:\b{any_of('done by a body', capital=True)}(?: jointly)? by|{SUM} from) (?:the )?(?=[A-ZÀ-Þ])")
_LABELLED = Cued(rf"^\W*{any_of('label of a body', capital=True)}(?: [Nn]ame)?\s*:\s*(?:[Tt]he )?(?=[A-ZÀ-Þ])")
_LABEL = re.compile(rf"\W*{any_of('label of a body')}\W*", re.I)
"""The same as the first cell of a row, whose second one holds the bodies."""
_WITH = Cued(
    rf"(?<![\w-]){any_of('leads to a body', capital=True)}(?:(?<=with)|(?<=from)|(?<= by)) (?:the )?(?=[A-ZÀ-Þ])"
)
"""What leads to a list of bodies as well as to one."""
_FROM = Cued(
    rf"\b(?:(?P<firms>{any_of('asked of firms', capital=True)}|[Qq]uotes?(?= [a-z ]{{0,20}}ed from))"
    rf"|{any_of('sent by bodies', capital=True)})"
    rf"(?: {any_of('is or has been')})?(?: \w+ed| sought)? from:? (?:the )?(?=[A-ZÀ-Þ])"
)
"""What is asked of firms only, or sent by bodies and people alike."""
_SOCIAL_NETWORK = re.compile(rf"(?:[\w-]+\.)?{any_of('social network')}", re.I)
"""Hosts whose pages are other people's."""
_LONGEST = 9
"""The most words of a link that may be one name."""
_SEVERAL = 2
"""The fewest names that make a list."""
OWN_SPELLING = re.compile(r"[a-z][A-Z]")
"""A capital inside a word, as only names have it: FixMyTown."""
_MADE_BY = re.compile(rf"{any_of('done by a body', capital=True)} by (?:the )?")
"""How a line begins before the name of whoever made what it is about ("Published by Elm Homes, a ...")."""
_MEANT = re.compile(rf"{any_of('pronoun')}\b", re.I)


def state_used(context: Context) -> None:
    """State the bodies that the document's own words show to be bodies."""
    apart = context.aside
    for block in context.text.blocks:
        if block.start in apart or block.kind is Kind.NOTE or context.is_ignored(block):
            continue
        for span in dict.fromkeys(_bodies(context, block)):
            context.names.state_organisation(context.words(span), span)


def _bodies(context: Context, block: Block) -> Iterator[Span]:
    text = block.text
    for link in block.links:
        linked = _without_space(context, link.span)
        words = context.words(linked)
        if _is_whole(words):
            yield linked
        person = context.names.is_person(words) and text[linked.end - block.start :].startswith(", ")
        called = last_word(text[: linked.start - block.start]) in word_set("gathering")
        if _is_home_of(words, link.url) and not (person or called) and can_be_body(context, words, listed=True):
            yield linked
    if block.kind is not Kind.HEADING:
        for match in _IS_ONE.finditer(text):
            span = _trimmed(block, *match.span("name"))
            if span is not None and can_be_body(context, context.words(span)):
                yield span
    about = _ABOUT.match(text)
    if about is not None and not _MEANT.match(about["name"]) and _acts(context, about["name"]):
        span = within(block, *about.span("name"))
        if can_be_body(context, context.words(span)):
            yield span
    yield from _of_row(context, block)
    for pattern in (_LISTED, _DONE_BY, _LABELLED, _WITH, _FROM):
        for match in pattern.finditer(text):
            names = names_in_sentence(context, block, match.end())
            if pattern is _LABELLED:
                names = _of_two_places(context, block, names)
            if pattern is _WITH and len(names) < _SEVERAL:
                continue  # what one name shows is told with the others of its like
            if pattern is _LABELLED and any(names[-1].spans[-1].end != block.end for _ in names[:1]):
                continue
            if pattern is _FROM:
                names = [n for n in names if not _holds_another(n.printed) and not _is_cut(context, n.printed)]
            if (pattern is _LISTED and len(names) < 2) or any(_is_cut(context, name.printed) for name in names):
                continue
            for name in names:
                single = " " not in name.printed and len(names) < 3 and pattern is not _LABELLED
                single = single and not (pattern is _FROM and (match["firms"] or OWN_SPELLING.search(name.printed)))
                listed = len(names) > 2 and 2 * sum(context.names.is_organisation(n.printed) for n in names) >= len(
                    names
                )
                if (
                    len(name.spans) == 1
                    and not (pattern is _WITH and fold(name.printed) in first_names())
                    and not (single and not name.printed.isupper())
                    and can_be_body(context, name.printed, listed=listed)
                ):
                    yield name.spans[0]


def _is_whole(linked: str) -> bool:
    """Whether a link has one name of two fields, of which the first alone would be a body's ("Elm Library and Art Hub")."""
    first = next(iter(recognise.organisations(linked)), None)
    if first is None or first.start > 4 or not linked.startswith(" and ", first.end) or len(linked.split()) > _LONGEST:
        return False
    rest = linked[first.end + 5 :]
    return looks_like_name(rest) and last_word(rest) in HEADS | PERHAPS_HEADS and not recognise.organisations(rest)


def _of_row(context: Context, block: Block) -> Iterator[Span]:
    """Yield the bodies of a row of two cells whose first one says that they are bodies."""
    cells = [cell for cell in block.cells if cell.end > cell.start]
    if block.kind is not Kind.ROW or len(cells) != 2 or not _LABEL.fullmatch(context.words(cells[0])):
        return
    if block.header and ", " not in context.words(cells[1]).replace(";", ","):
        return  # a head over a column of bodies
    start, stop = cells[1].start - block.start, cells[1].end - block.start
    names = names_in_sentence(context, block, start, stop=stop)
    if names and names[-1].spans[-1].end >= cells[1].end - 1:
        yield from (span for name in names for span in name.spans if can_be_body(context, name.printed, listed=True))


def _of_two_places(context: Context, block: Block, names: list[Name]) -> list[Name]:
    """Return the names of a label's list, with those put together that "and" parts in the midst of one: "Alder and Fir Trust"."""
    whole: list[Name] = []
    for name in names:
        before = whole[-1].spans[-1] if whole else None
        between = block.text[before.end - block.start : name.spans[0].start - block.start] if before else ""
        single = (
            before is not None and " " not in whole[-1].printed and not context.names.is_organisation(whole[-1].printed)
        )
        if before is not None and between == " and " and single and context.names.is_organisation(name.printed):
            span = Span(before.start, name.spans[-1].end)
            whole[-1] = Name(context.words(span), (span,))
        else:
            whole.append(name)
    return whole


def _without_space(context: Context, span: Span) -> Span:
    words = context.words(span)
    return Span(span.start + len(words) - len(words.lstrip()), span.start + len(words.rstrip()))


def _is_home_of(name: str, url: str) -> bool:
    """Whether an address is the first page of a site whose domain is called as a name is, by its words or their initials."""
    address = urlsplit(url)
    if address.scheme not in ("http", "https") or not name[:1].isupper() or ".service." in (address.hostname or ""):
        return False
    if _SOCIAL_NETWORK.fullmatch(address.hostname or ""):
        return False
    host = (address.hostname or "").removeprefix("www.")
    domain = _letters_of(host)
    first, *others = host.split(".")
    if name.lower() == first and name[1:].islower() and not word_set("end of an address").issuperset(others):
        return False  # a part of somebody's site ("Docs")
    if address.path.strip("/") or address.query:
        return len(name) > _LEAST and _letters_of(fold(name)) == _letters_of(host.partition(".")[0])
    words = re.findall(r"\w+", re.sub(r"\([^()]*\)", "", fold(name)))
    initials = "".join(word[0] for word in words)
    known = [word for word in words if len(word) > 2 and word in domain]
    return len("".join(known)) >= 0.5 * len("".join(words)) or (len(initials) > 2 and domain.startswith(initials))


_LEAST = 5
"""The most characters of a name that a domain may have by chance; a longer one is the domain's."""


def _is_cut(context: Context, printed: str) -> bool:
    """Whether a name may be only a part of one that runs on: initials ("the U.S."), a department's fields of work."""
    return not context.names.is_organisation(printed) and ("." in printed or " of " in printed)


def _holds_another(printed: str) -> bool:
    """Whether a name is a known one with more words beside it: "Dale Council Officers"."""
    return any(len(found.printed) < len(printed) for found in recognise.organisations(printed))


def _trimmed(block: Block, start: int, end: int) -> Span | None:
    """Return the span of a name without the words that only begin the sentence, None where nothing is left."""
    if (made := _MADE_BY.match(block.text, start, end)) is not None:
        start = made.end()
    words = block.text[start:end].split(" ")
    while words and (words[0].casefold() in LEADING):
        start += len(words[0]) + 1
        words.pop(0)
    return within(block, start, end) if words and words[0][:1].isupper() else None


def _acts(context: Context, name: str) -> bool:
    """Whether the document says somewhere what the bearer of a name is or does."""
    acts = rf"(?<!\w){re.escape(name)}(?: \([^()]+\))? {any_of('what a body does')}\b"
    return re.search(acts, context.text.text) is not None


def can_be_body(context: Context, printed: str, *, listed: bool = False) -> bool:
    """Whether a name can be a body's: a name by its shape, and no person, place, office, gathering or, unless it is `listed` among
    bodies, everyday word."""
    names = context.names
    folded = fold(printed).split()
    if not folded or TITLES.match(printed) or folded[0] in word_set("title before a surname"):
        return False
    if names.is_organisation(printed):
        return True
    if (names.is_person(printed) and folded[0] in first_names()) or is_surely_person(context, printed):
        return False
    event = context.own_event
    if event is not None and fold(printed) in fold(event.name):
        return False
    if not listed and len(folded) == 1 and is_everyday(folded[0]) and not printed.isupper():
        return False
    return (
        looks_like_name(printed)
        and "." not in printed
        and len(printed) <= 80
        and not names.is_place(printed)
        and not recognise.is_general(printed)
        and not cues.is_role(printed)
        and folded[-1] not in GATHERINGS | THINGS
        and not re.search(r"\d{3}", printed)
        and day_in(printed) is None
    )


def _letters_of(words: str) -> str:
    """Return the letters and figures of a name or an address."""
    return "".join(filter(str.isalnum, words))
