"""Lists of people of which each stands under the name of a body: a heading, an item over others, a line over items or lines."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import groupby, pairwise

from loaders.blocks import Block, Kind, Span
from loaders.context import Context
from loaders.rules.bodies.lists import LED, looks_like_name
from loaders.rules.people.list_forms import HALF, SOME, can_be
from loaders.rules.people.people_records import Record, people_on
from loaders.rules.people.person_details import is_plain_role
from loaders.rules.people.person_lines import is_known_first
from loaders.structure import cues

_SURE = 4
"""How many known bodies at the heads of lists make the other heads bodies too, though they look like none."""
_LINE = 90
"""The most characters of a body that stands on a line over items."""


_Told = Iterator[tuple[Record, Span | None, Span]]
"""People of such lists, each with the office and the body."""


def under_heads(context: Context, blocks: list[Block]) -> _Told:
    """Yield the people below headings, items and lines over items."""
    return _under(context, _headed_blocks(blocks), several=False)


def under_lines(context: Context, blocks: list[Block]) -> _Told:
    """Yield the people of lines below others of their kind: of such as say for whom they came, and of names of bodies."""
    yield from _under(context, _headed_lines(blocks, lambda line: LED.match(line.text) is not None), several=False)
    known = context.names.is_organisation
    yield from _under(context, _headed_lines(blocks, lambda line: known(line.text.strip(" :"))), several=True)


def _under(context: Context, headed: Iterator[tuple[Block, list[Block]]], *, several: bool) -> _Told:
    """Yield the people below the heads of some lists; with `several` of those alone that have more people than heads, since in
    others each body may stand below somebody's name."""
    found: dict[tuple[Kind, int, bool], list[tuple[Span, list[Record]]]] = defaultdict(list)
    for head, below in headed:
        led = LED.match(head.text)
        body = _body(head, led.end() if led else 0)
        people: list[Record] = []
        named = looks_like_name(context.words(body)) and not cues.is_role(context.words(body))
        for block in below if named else ():
            records = people_on(context, block)
            offices = [context.words(part) for one in records for part in one.parts]
            if not records or not all(_is_office(context, office, led=led is not None) for office in offices):
                break
            people += records
        if people:
            found[head.kind, head.level, led is not None].append((body, people))
    for (_, _, led_to), series in found.items():
        known = sum(context.names.is_organisation(context.words(body)) for body, _ in series)
        names = [name for _, records in series for record in records for name in record.names]
        first = sum(is_known_first(context.words(name)) for name in names)
        grouped = len(series) > 1 and len(names) > len(series) and known >= SOME * len(series)
        if not (grouped and all(_can_be_group(context, body) for body, _ in series)) and (
            known < 2 - led_to or known < HALF * len(series)
        ):
            continue
        if first < HALF * len(names):
            continue
        if several and len(names) <= len(series):
            continue
        for body, records in series:
            sure = context.names.is_organisation(context.words(body)) or known >= _SURE
            if sure or can_be(context, body) or (led_to and not context.names.is_place(context.words(body))):
                yield from ((record, record.parts[0] if record.parts else None, body) for record in records)


def _can_be_group(context: Context, body: Span) -> bool:
    """Whether a head can be a body's name: no part of a document or of a meeting, no field and no place."""
    words = context.words(body)
    other = cues.inside(words) or cues.outside(words) or context.names.is_place(words)
    return not other and can_be(context, body)


def _is_office(context: Context, words: str, *, led: bool) -> bool:
    """Whether what is printed beside a name is an office; below a line that says for whom they came, it need be no known one."""
    return is_plain_role(words, context.names) or (led and not context.names.is_organisation(words))


def _body(head: Block, start: int) -> Span:
    return Span(head.start + start, head.start + len(head.text.rstrip(" :")))


def _headed_blocks(blocks: list[Block]) -> Iterator[tuple[Block, list[Block]]]:
    """Yield each heading, each item over others and each short line over items, with the blocks below it."""
    for index, head in enumerate(blocks):
        stop = index + 1
        while stop < len(blocks) and _is_below(blocks[stop], head):
            stop += 1
        if stop > index + 1:
            yield head, blocks[index + 1 : stop]


def _headed_lines(blocks: list[Block], is_head: Callable[[Block], bool]) -> Iterator[tuple[Block, list[Block]]]:
    """Yield each short line that is a head, with the lines of its kind up to the next one."""
    for form, run in groupby(blocks, lambda b: (b.kind, b.level) if len(b.text) <= _LINE else None):
        lines = list(run) if form is not None and form[0] in (Kind.PARAGRAPH, Kind.ITEM) else []
        heads = [at for at, line in enumerate(lines) if is_head(line)]
        for head, end in pairwise([*heads, len(lines)]):
            if end > head + 1:
                yield lines[head], lines[head + 1 : end]


def _is_below(block: Block, head: Block) -> bool:
    if head.kind is Kind.HEADING:
        return block.kind is not Kind.HEADING
    if head.kind is Kind.PARAGRAPH:
        said = LED.match(head.text) is not None or head.text.rstrip().endswith(":")
        return block.kind is Kind.ITEM and len(head.text) <= _LINE and said
    return head.kind is block.kind is Kind.ITEM and block.level > head.level
