"""Lists of those who came that say what each body is, and who came for it behind a label ("Representatives: Ada North – Chair").

The label ties its people to the body whose row it stands in, or whose description stands right above it; what is behind a
person's dash is an office of that body, with whatever part of it the office names.
"""

import re
from collections.abc import Iterator

from loaders.blocks import Block, Span
from loaders.context import Context, Entry
from loaders.draft import within
from loaders.lexicons.words import any_of
from loaders.rules.bodies.lists import looks_like_name
from loaders.rules.people.person_lines import is_known_first
from loaders.structure import cues

_LABEL = re.compile(rf"(?:^|(?<=\s)){any_of('who came for a body', capital=True)}(?:s|\(s\))?:\s*")
_DASH = re.compile(r"\s+[–—-]\s+")
_CAPITALS = r"[A-Z][\w&.'’-]*"
_SUBJECT = re.compile(
    rf"(?:The )?(?P<name>{_CAPITALS}(?: (?:{any_of('inside a name')} ){{0,2}}{_CAPITALS})*)(?: \([^()]{{2,12}}\))? [a-z]+s\b"
)
"""How what a body is or does begins: "The Elm Trust promotes ..."."""


def represented_in_rows(context: Context, rows: list[Block]) -> list[tuple[Block, Entry]]:
    """Return the people whom the cells of a table give behind such a label, each with the row; the body is the first cell of the
    row, or of the last row that has one."""
    found: list[tuple[Block, Entry]] = []
    body: Span | None = None
    for row in rows:
        if row.cells and row.cells[0].end > row.cells[0].start:
            body = row.cells[0]
        for cell in row.cells[1:]:
            label = _LABEL.search(row.text, cell.start - row.start, cell.end - row.start)
            if label and body is not None and _is_name(context, context.words(body)):
                found += [(row, one) for one in _people(context, row, label.end(), cell.end - row.start, body)]
    return found


def represented_in_lines(context: Context, blocks: list[Block]) -> list[tuple[Block, Entry]]:
    """Return the people of the lines below such a label, each with the line; the body is what the block above the label is, or
    begins with."""
    found: list[tuple[Block, Entry]] = []
    body: Span | None = None
    for above, block in zip([None, *blocks], blocks, strict=False):
        if (label := _LABEL.match(block.text)) is not None:
            body = _body_of(context, above) if above is not None else None
        elif body is None:
            continue
        people = list(_people(context, block, label.end() if label else 0, len(block.text), body)) if body else []
        found += [(block, one) for one in people]
        if not people and not (label and label.end() == len(block.text)):
            body = None
    return found


def _body_of(context: Context, above: Block) -> Span | None:
    """Return the body that a block is, or whose description it begins."""
    if len(above.text) <= 90 and _is_name(context, above.text.strip(" .:")):
        return within(above, 0, len(above.text.rstrip(" .:")))
    subject = _SUBJECT.match(above.text)
    named = subject is not None and _is_name(context, subject["name"])
    if subject is None or not named or not (" " in subject["name"] or context.names.is_organisation(subject["name"])):
        return None
    return within(above, *subject.span("name"))


def _is_name(context: Context, printed: str) -> bool:
    return context.names.is_organisation(printed) or (looks_like_name(printed) and not cues.is_role(printed))


def _people(context: Context, block: Block, start: int, stop: int, body: Span) -> Iterator[Entry]:
    """Yield the people from `start` up to `stop`, each with what stands behind the dash up to the next one's name; none where the
    first of them does not begin there."""
    text = block.text
    names = [
        (at, dash) for dash in _DASH.finditer(text, start, stop) if (at := _name_before(block, start, dash)) is not None
    ]
    if not names or names[0][0] != start:
        return
    ends = [at for at, _ in names[1:]] + [stop]
    for (at, dash), end in zip(names, ends, strict=True):
        office = text[dash.end() : end].rstrip(" .,;")
        role = within(block, dash.end(), dash.end() + len(office)) if office else None
        yield Entry(within(block, at, dash.start()), role, body, len(text))


def _name_before(block: Block, start: int, dash: re.Match[str]) -> int | None:
    """Return where the name begins that stands right before a dash: in bold, or with a known first name."""
    bold = next(
        (s for s in block.bold if s.start - block.start >= start and 0 <= s.end - block.start - dash.start() <= 3), None
    )
    if bold is not None and 1 < len(block.text[bold.start - block.start : dash.start()].split()) < 5:
        return bold.start - block.start
    longest = max((dash.start() - start, 0))
    words = list(re.finditer(r"\S+", block.text[start : start + longest]))
    for word in words[-3:-1]:
        if is_known_first(block.text[start + word.start() : dash.start()]) and word[0][0].isupper():
            return start + word.start()
    return None
