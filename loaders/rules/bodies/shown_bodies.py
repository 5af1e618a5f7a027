"""Bodies that running text shows to be bodies by what stands beside their names, though neither register nor shape tells.

One sign that only bodies have is enough ("in collaboration with X", "staff at X", "X's trustees"); of those that people and things
have too ("X offers ...", "meetings with X", "a member of X"), two different ones in the document are needed.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from loaders.blocks import Block, Kind, Span
from loaders.context import Context
from loaders.draft import within
from loaders.lexicons.cued import Cued
from loaders.lexicons.words import any_of, word_set
from loaders.names.printed import fold
from loaders.names.register import is_everyday, register
from loaders.rules.bodies.used_bodies import OWN_SPELLING, can_be_body
from loaders.rules.people.body_shapes import is_field

RULE = "shown bodies"

_WORD = r"[A-Za-zÀ-ÿ]?[a-z]{0,3}[A-ZÀ-Þ][\w&-]*"
_NAME = rf"(?P<name>{_WORD}(?: (?:(?:of|for|by) )?[A-ZÀ-Þ][\w&-]*){{0,6}})"
_BEFORE = {
    sense: Cued(rf"(?<![\w-])(?:{any_of(sense, capital=True)}{also}) (?:the )?[\"“‘]?{_NAME}(?![\w-])")
    for sense, also in (
        ("leads to a name", f"|{any_of('leads to a name')},"),
        ("leads to a body", ""),
        ("leads to a body or more", ""),
    )
}
_BEHIND = {
    sense: Cued(rf"(?<![\w'’-]){_NAME}(?P<own>['’]s?)? {any_of(sense)}\b")
    for sense in ("follows a body", "follows a body or more")
}
_MAY_STAND_BEHIND = {sense: Cued(rf"[A-ZÀ-Þ][\w&-]*(?:['’]s?)? {any_of(sense)}\b") for sense in _BEHIND}
"""The end of a match of `_BEHIND`, by which it is found sooner whether a text has one."""
_CAPITALS = re.compile(r"[A-ZÀ-Þ]{2}")
_INITIALS = (
    Cued(
        rf"(?<![\w-]){any_of('leads to initials')} (?:{any_of('before a noun')} )?(?P<name>[A-Z]{{3}})(?![\w&/-]| [A-Z\d])"
    ),
    Cued(
        rf"(?<![\w,&-] )(?<![\w-])(?:[Tt]he )?(?P<name>[A-Z]{{3}})"
        rf"(?: {any_of('done by a body with initials')}\b|['’]s? (?=[a-z]))"
    ),
)
"""Three capitals beside words that bodies have there; only those of the register are known by them."""
_PLURAL = Cued(
    rf"(?:^|(?<=[.!?:] )|\b{any_of('leads to a clause')} )(?P<name>(?=\w*[A-Z]{{2}})[A-Z]\w{{2,9}}[A-Za-z])"
    rf" (?:(?:are|were)(?: \w+ly| also)? (?:\w+ing|{any_of('minded')})|have)\b"
)
"""A word with capitals of which a sentence speaks as of several ("HARBR are building")."""
_SURE = frozenset(("leads to a name", "leads to a body", "follows a body"))
_ENOUGH = 2
"""How many different signs show a body where people and things have each of them too."""


def state_shown(context: Context) -> None:
    """State the bodies that such signs show, where they stand beside the names."""
    apart = context.aside
    signs: dict[str, set[str]] = defaultdict(set)
    places: dict[str, list[Span]] = defaultdict(list)
    sure: set[str] = set()
    for block in context.text.blocks:
        if block.start in apart or block.kind in (Kind.NOTE, Kind.HEADING, Kind.ROW) or context.is_ignored(block):
            continue
        for initials in _by_initials(context, block) if _CAPITALS.search(block.text) else ():
            context.names.state_organisation(context.words(initials), initials)
        behind = {sense: _BEHIND[sense] for sense, end in _MAY_STAND_BEHIND.items() if end.search(block.text)}
        for sense, pattern in (*_BEFORE.items(), *behind.items()):
            for match in pattern.finditer(block.text):
                name, span = _named(block, match)
                if span is not None and _can_be(context, name, called=sense == "leads to a name"):
                    signs[name].add(match[0].replace(name, "").strip(" '’s"))
                    places[name].append(span)
                    if sense in _SURE:
                        sure.add(name)
    for name, said in signs.items():
        if name in sure or len(said) >= _ENOUGH:
            for span in places[name]:
                context.names.state_organisation(name, span)


def _by_initials(context: Context, block: Block) -> Iterator[Span]:
    """Yield the initials and other words of capitals that a block shows to be bodies' by what it says of them."""
    for pattern in _INITIALS:
        for match in pattern.finditer(block.text):
            if register().get(match["name"]) is not None and match["name"].lower() not in word_set(
                "no example by itself"
            ):
                yield within(block, *match.span("name"))
    for match in _PLURAL.finditer(block.text):
        name = match["name"]
        if name.endswith("s") or name.lower() in word_set("no example by itself") or not can_be_body(context, name):
            continue
        yield within(block, *match.span("name"))


def _named(block: Block, match: re.Match[str]) -> tuple[str, Span | None]:
    """Return the name that a sign stands beside, and where; no place where it is cut: the words run on, or it begins a sentence
    with a small word."""
    start, end = match.span("name")
    name = match["name"]
    first = name.split()[0]
    if fold(first) in word_set("beginning of a sentence") and " " in name:
        start, name = start + len(first) + 1, name[len(first) + 1 :]
    whole = block.text[:start].endswith(tuple(" (“\"'‘")) or start == 0
    runs = (
        re.match(rf" {any_of('goes on with a name')} [A-Z]| [A-Z]|[-–/.]\w", block.text[end:])
        if match.end() == end
        else None
    )
    before = re.search(rf"[A-Z][\w'’-]* (?:{any_of('goes on with a name')} )?$", block.text[:start])
    return name, within(block, start, end) if whole and not runs and not (before and start == match.start()) else None


def _can_be(context: Context, name: str, *, called: bool) -> bool:
    """Whether a name can be one that only its surroundings tell: no known one, no field of work, no common word, and no single one
    unless its letters set it apart or it is `called` a body ("the company Quillpack")."""
    words = name.split()
    single = len(words) == 1
    if single and not OWN_SPELLING.search(name) and not (name.isupper() and len(name) > 3) and not called:
        return False
    if context.names.is_person(name) and not single and not OWN_SPELLING.search(name):
        return False
    if all(is_everyday(fold(word)) or fold(word) in word_set("field of work") for word in words) and len(words) < 3:
        return False
    last = fold(words[-1])
    if last.endswith("s") and is_everyday(last) and not single:
        return False
    return (
        not context.names.is_organisation(name)
        and not is_field(name)
        and last not in word_set("no example by itself") | word_set("end of a work or scheme")
        and can_be_body(context, name)
    )
