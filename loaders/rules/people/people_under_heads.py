"""Lists of people of which each stands under the name of a body: a heading, an item over others, a line over items."""

from collections import defaultdict
from collections.abc import Iterator

from loaders.blocks import Block, Kind, Span
from loaders.context import Context
from loaders.rules.bodies.lists import LED, looks_like_name
from loaders.rules.people.list_forms import HALF, can_be
from loaders.rules.people.people_records import Record, people_on
from loaders.rules.people.person_details import is_plain_role
from loaders.rules.people.person_lines import is_known_first
from loaders.structure import cues

_SURE = 4
"""How many known bodies at the heads of lists make the other heads bodies too, though they look like none."""
_LINE = 90
"""The most characters of a body that stands on a line over items."""


def under_heads(context: Context, blocks: list[Block]) -> Iterator[tuple[Record, Span | None, Span]]:
    """Yield the people of such lists, each with the office and the body."""
    found: dict[tuple[Kind, int, bool], list[tuple[Span, list[Record]]]] = defaultdict(list)
    for head, below in _headed_blocks(blocks):
        led = LED.match(head.text)
        body = _body(head, led.end() if led else 0)
        people: list[Record] = []
        named = looks_like_name(context.words(body)) and not cues.is_role(context.words(body))
        for block in below if named else ():
            records = people_on(context, block)
            offices = [context.words(part) for one in records for part in one.parts]
            if not records or not all(is_plain_role(office, context.names) for office in offices):
                break
            people += records
        if people:
            found[head.kind, head.level, led is not None].append((body, people))
    for (_, _, led_to), series in found.items():
        known = sum(context.names.is_organisation(context.words(body)) for body, _ in series)
        names = [name for _, records in series for record in records for name in record.names]
        first = sum(is_known_first(context.words(name)) for name in names)
        if known < 2 - led_to or known < HALF * len(series) or first < HALF * len(names):
            continue
        for body, records in series:
            sure = context.names.is_organisation(context.words(body)) or known >= _SURE
            if sure or can_be(context, body) or (led_to and not context.names.is_place(context.words(body))):
                yield from ((record, record.parts[0] if record.parts else None, body) for record in records)


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


def _is_below(block: Block, head: Block) -> bool:
    if head.kind is Kind.HEADING:
        return block.kind is not Kind.HEADING
    if head.kind is Kind.PARAGRAPH:
        said = LED.match(head.text) is not None or head.text.rstrip().endswith(":")
        return block.kind is Kind.ITEM and len(head.text) <= _LINE and said
    return head.kind is block.kind is Kind.ITEM and block.level > head.level
