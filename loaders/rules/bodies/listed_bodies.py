"""Bodies that stand in a list in running text among others that are known: "with Elm Trust, Quillopia, Fir Council and Oak Arts".

Whatever is named in one breath with bodies is one, unless the list has people or offices, or too few that anything else tells.
"""

import re
from collections.abc import Iterator

from loaders.blocks import Block, Kind
from loaders.context import Context
from loaders.dates import YEAR, day_in
from loaders.lexicons.words import any_of, word_set
from loaders.names.printed import fold
from loaders.names.register import is_everyday
from loaders.names.word_sets import HEADS, LEADING
from loaders.rules.bodies.attendees import is_surely_person
from loaders.rules.bodies.lists import Name, names_in_sentence, names_linked
from loaders.rules.bodies.used_bodies import can_be_body
from loaders.structure import cues

RULE = "listed bodies"

_BEGINS = re.compile(r"(?:^|(?<=[a-z.!?:(–] )|(?<=[a-z] the ))(?:[Tt]he )?(?=[A-ZÀ-Þ][^,.;:]{1,70},)")
_AND_ON = re.compile(rf" {any_of('and')} (?:the )?[A-Z][^,.;:]*,")
_HALF = re.compile(rf"[^,.;:] {any_of('and')} (?:the )?$")
_LED = re.compile(
    rf"\b(?:{any_of('made or backed by bodies')}(?: in {YEAR})? by|{any_of('who belongs together')} {any_of('says who speaks')})"
    r" (?:the )?$"
)
"""What stands before a list of bodies, so that one known among them is enough ("Its other members are")."""
_LEAST = 3
"""The fewest names that make a list."""
_KNOWN = 2
"""How many of a list's names must be known bodies where they are at least half of them; of a longer list one more, and at least
a third."""


def state_listed_bodies(context: Context) -> None:
    """State the bodies that lists in sentences name among known ones."""
    apart = context.aside
    for block in context.text.blocks:
        if block.start in apart or block.kind in (Kind.NOTE, Kind.HEADING, Kind.ROW) or "," not in block.text:
            continue
        known = context.annotations.of(block, "body")
        if not known or context.is_ignored(block):
            continue
        for name in _beside_known(context, block):
            context.names.state_organisation(name.printed, *name.spans)


def _beside_known(context: Context, block: Block) -> Iterator[Name]:
    """Yield the names of a block's lists that only the bodies beside them show to be bodies'."""
    if linked := names_linked(context, block):
        yield from _shown(context, linked, led=False)
        return
    for start, end in context.sentences(block):
        position = start
        while (begins := _BEGINS.search(block.text, position, end)) is not None:
            names = names_in_sentence(context, block, begins.end(), stop=end)
            position = max(begins.end() + 1, names[-1].spans[-1].end - block.start if names else 0)
            led = _LED.search(block.text, start, begins.end()) is not None
            yield from _shown(context, [name for name in names if not _is_cut(block, name)], led=led)


def _is_cut(block: Block, name: Name) -> bool:
    """Whether "and" ties a name to another in the midst of a list: both may be halves of one ("Policy and Research, Fir Trust")."""
    first, last = name.spans[0].start - block.start, name.spans[-1].end - block.start
    if _AND_ON.match(block.text, last):
        return True
    return block.text.startswith(", ", last) and _HALF.search(block.text[max(0, first - 60) : first]) is not None


def _shown(context: Context, names: list[Name], *, led: bool) -> list[Name]:
    """Return the names of a list that those beside them show to be bodies'; none where people or offices are among them."""
    resolver, people = context.names, context.names.known_people()
    if len(names) < _LEAST or any(
        is_surely_person(context, name.printed) or fold(name.printed) in people or cues.is_role(name.printed)
        for name in names
    ):
        return []
    others = [name for name in names if not resolver.is_organisation(name.printed)]
    known = len(names) - len(others)
    if led and known:
        return [name for name in others if _can_be(context, name.printed, alone=len(others) == 1)]
    if known < _KNOWN or (2 * known < len(names) and (known == _KNOWN or 3 * known < len(names))):
        return []
    return [name for name in others if _can_be(context, name.printed, alone=len(others) == 1)]


def _can_be(context: Context, printed: str, *, alone: bool) -> bool:
    """Whether a name can be a body's: by its shape, by more than everyday words, and by initials only where it is the one name of
    its list that nothing else tells."""
    if printed.isupper() and not alone:
        return False
    words = fold(printed).split()
    if words[0] in LEADING or words[-1].isdigit() or day_in(printed):
        return False
    if len(words) > 2 and words[-1] in HEADS:
        return can_be_body(context, printed)
    return (
        not all(word in word_set("field of work") or is_everyday(word) for word in words)
        and words[-1] not in word_set("no example by itself") | word_set("end of a work or scheme")
        and can_be_body(context, printed)
    )
