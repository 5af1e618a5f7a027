"""Sets apart what a layout ran together: the parts of a challenge in a table of labels, a title with its owners in one paragraph.

Authors set the same parts in many ways: below headings, in a table whose first column says what each row is, behind bold words at
the head of a paragraph or an item. Whatever reads a report expects the first, so the others become it here: the blocks are cut
where the parts begin, and no character moves.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby, pairwise

from loaders.blocks import Block, Kind, Span, Text, own_lines, piece
from loaders.formats.lists import read_marker
from loaders.structure import cues
from loaders.structure.labels import INLINE_ROLES, inner_labels, label_of, labelled_title

_SEVERAL = 2
"""What stands once may stand so by chance."""
_WHO = frozenset({"owners", "supporters", "both"})
_PARTS = _WHO | {"ideas", "examples"}
_LISTS = ("ideas", "insights")
_SENTENCE = re.compile(r"[\w)]{3}[.]\s+(?=[A-Z\"“'‘])")
"""The end of a sentence that another follows."""


def apart(text: Text) -> Text:
    """Return a text whose blocks each hold one part where a layout ran several together."""
    blocks: list[Block] = []
    run_in = _run_in(text.blocks)
    nested = _nested(text.blocks)
    changed = bool(run_in or nested)
    begun = [at for at, block in enumerate(text.blocks) if block.start in run_in]
    each_alone = all(after == at + 1 for at, after in pairwise(begun))
    over: Block | None = None
    for (table, _), group in groupby(
        enumerate(text.blocks), lambda one: (one[1].table, one[1].table is None and one[0])
    ):
        rows = [block for _, block in group]
        level = over.level if over else 0
        if table is not None and _is_labelled(rows):
            changed = True
            counts = over is not None and cues.says_which(over.text)  # "Session 1": the row holds the title of that
            blocks += (part for row in rows for part in _of_row(row, level, counts=counts))
        elif rows[0].start in run_in:
            ends = _end(text.blocks, rows[0], alone=each_alone)
            blocks += _of_run_in(rows[0], run_in[rows[0].start], ends, level)
        elif rows[0].start in nested:
            blocks.append(_unnested(rows[0], nested[rows[0].start], level))
        else:
            blocks += rows
        over = next((block for block in reversed(rows) if block.kind is Kind.HEADING), over)
    return replace(text, blocks=tuple(blocks)) if changed else text


def _nested(blocks: tuple[Block, ...]) -> dict[int, int]:
    """Return the items that are challenges because the first item below names an owner, each with where it ends, and the items
    below them with 0."""
    found: dict[int, int] = {}
    heads = 0
    for at, (block, below) in enumerate(pairwise(blocks)):
        deeper = block.kind is below.kind is Kind.ITEM and below.level > block.level
        if deeper and (label := label_of(below)) and label[0] in ("owners", "both"):
            heads += 1
            found[block.start] = _end(blocks, block)
            found |= {one.start: 0 for one in blocks[at + 1 :] if one.end <= found[block.start]}
    return found if heads >= _SEVERAL else {}


def _unnested(item: Block, ends: int, level: int) -> Block:
    """Return an item as the heading of a challenge, or what stands below one: a line with a label, or an item of its own list."""
    if ends:
        return replace(item, kind=Kind.HEADING, level=level + bool(level), marker=None, bold=(), ends=ends)
    if label_of(item, INLINE_ROLES):
        return replace(item, kind=Kind.PARAGRAPH, level=0, marker=None)
    return replace(item, level=max(0, item.level - 1))


def _end(blocks: tuple[Block, ...], item: Block, *, alone: bool = False) -> int:
    """Return where an item ends with those below it, 0 for a paragraph: what goes on behind it may be told of the same, unless
    nothing does behind any other (`alone`) and the paragraph tells something itself."""
    if item.kind is not Kind.ITEM:
        return item.end if alone and _SENTENCE.search(item.text) else 0
    end = item.end
    for block in blocks:
        if block.start > item.start:
            if block.kind is not Kind.ITEM or block.level <= item.level:
                break
            end = block.end
    return end


def _words(row: Block, cell: Span) -> str:
    return row.text[cell.start - row.start : cell.end - row.start].strip(" :")


def _is_labelled(rows: list[Block]) -> bool:
    """Whether each row of a table has a label and what it stands for, and two of them are parts of a challenge, one of them people,
    or say who held and paid for an event."""
    if any(len(row.cells) < _SEVERAL or row.cell(0) is None for row in rows):
        return False
    if any(row.cell(column) for row in rows for column in range(2, len(row.cells))):
        return False
    roles = [cues.inside(_words(row, row.cells[0])) for row in rows if row.cell(1)]
    behind = sum(cues.outside(_words(row, row.cells[0])) == "sponsors" for row in rows if row.cell(1))
    return behind >= _SEVERAL or (sum(r in _PARTS for r in roles) >= _SEVERAL and any(r in _WHO for r in roles))


def _of_row(row: Block, level: int, *, counts: bool) -> Iterator[Block]:
    """Yield what one row holds: the title of a challenge, or a label with its lines below it."""
    label, value = row.cells[:2]
    if row.cell(1) is None:
        yield piece(row, label, Kind.PARAGRAPH)
        return
    counted = cues.prefix(row.text) is not None
    titled = labelled_title(replace(row, cells=row.cells[:2])) is not None and not row.text.endswith(".")
    if titled and counts:
        yield row
        return
    if counted or titled:
        yield piece(row, Span(row.start if counted else value.start, value.end), Kind.HEADING, level + bool(level))
        return
    words = _words(row, label)
    role = cues.inside(words) or cues.outside(words)
    said = role == "sponsors" and words.lower().endswith((" by", " from")) and not row.breaks
    if said or (role is None and not level):
        yield piece(row, Span(row.start, value.end), Kind.PARAGRAPH)
        return
    yield piece(row, label, Kind.HEADING if level else Kind.PARAGRAPH, level + 2 if level else 0)
    yield from _of_value(row, value, role)


def _of_value(row: Block, value: Span, role: str | None) -> Iterator[Block]:
    """Yield the lines of a cell: items where it lists ideas or lessons, else paragraphs."""
    lines = [Span(line.start, line.end) for line in own_lines(replace(row, cells=(value,)))]
    said = [row.text[line.start - row.start : line.end - row.start] for line in lines]
    marks = [read_marker(words) for words in said]
    lengths = [mark.length if mark else 0 for mark in marks]
    printed = [mark.printed if mark else None for mark in marks]
    if not any(marks) and role in _LISTS:
        heads = [words.partition(" ")[0] for words in said]  # "1 A shared van"
        printed = [head if head.isdigit() else None for head in heads]
        lengths = [len(head) + 1 if head.isdigit() else 0 for head in heads]
    if any(printed):
        starts = [index for index, mark in enumerate(printed) if mark or not index]
    elif role in _WHO or role in ("examples", *_LISTS):
        starts = [0, *(i for i in range(1, len(said)) if not (said[i][:1].islower() or said[i - 1].endswith(",")))]
    else:
        starts = [0]
    for first, end in pairwise([*starts, len(lines)]):
        span = Span(lines[first].start + lengths[first], lines[end - 1].end)
        if len(starts) == 1 and role in _LISTS and len(parts := _between(row, span)) > 1:
            yield from (piece(row, part, Kind.ITEM, marker="•") for part in parts)
        elif printed[first] or (role in _LISTS and len(starts) > 1):
            yield piece(row, span, Kind.ITEM, marker=printed[first] or "•")
        else:
            yield piece(row, span, Kind.PARAGRAPH)


def _between(row: Block, span: Span) -> list[Span]:
    """Return what stands between the semicolons of some words."""
    found, at = [], span.start
    for words in row.text[span.start - row.start : span.end - row.start].split(";"):
        found.append(Span(at, at + len(words)))
        at += len(words) + 1
    return found


def _run_in(blocks: tuple[Block, ...]) -> dict[int, int]:
    """Return the paragraphs or items that begin with a challenge's title and go on with its owners, several of one look: by where
    each begins, where the title ends in it."""
    found = [(block, end) for block in blocks if (end := _title_end(block))]
    kinds = [block.kind for block, _ in found]
    return {block.start: end for block, end in found if kinds.count(block.kind) >= _SEVERAL}


def _title_end(block: Block) -> int:
    """Return where a title ends that a paragraph or item begins with before it names owners, 0 where none does."""
    if block.kind not in (Kind.PARAGRAPH, Kind.ITEM):
        return 0
    end = 0
    if lead := next((span for span in (*block.bold, *block.italic) if span.start <= block.start + 1), None):
        end = lead.end - block.start
    elif prefix := cues.prefix(block.text):
        end = block.text.find(". ", prefix.start) + 1
    title = block.text[:end].rstrip(" .:?!")
    if not 0 < end < len(block.text) or cues.inside(title) or cues.outside(title):
        return 0
    first = next(inner_labels(block, end), None)
    behind = first is not None and not block.text[end : first[1]].strip(" .,:;–—-(")
    return end if first and behind and cues.inside(first[0]) in ("owners", "both") else 0


def _of_run_in(block: Block, end: int, ends: int, level: int) -> Iterator[Block]:
    """Yield the title of a paragraph, which ends at `end`, as a heading over all up to `ends`, each label behind it with its line,
    and the sentences after those."""
    title = block.text[:end].rstrip(" .,:;–—-")
    head = piece(block, Span(block.start, block.start + len(title)), Kind.HEADING, level + bool(level))
    yield replace(head, ends=ends, bold=(), italic=())
    labels = [one for one in inner_labels(block, end) if cues.inside(one[0]) in _PARTS]
    rest = len(block.text)
    for (words, start, after), stop in zip(labels, [*(one[1] for one in labels[1:]), rest], strict=True):
        yield piece(block, Span(block.start + start, block.start + start + len(words)), Kind.PARAGRAPH)
        if cues.inside(words) == "ideas":
            listed = _between(block, Span(block.start + after, block.start + stop))
            yield from (piece(block, part, Kind.ITEM, marker="•") for part in listed)
            continue
        closed = _SENTENCE.search(block.text, after, stop)
        last = closed.end() if closed else stop
        said = block.text[after:last].rstrip(" ,;(").removesuffix(" and").rstrip(" ,;")
        yield piece(block, Span(block.start + after, block.start + after + len(said)), Kind.PARAGRAPH)
        if closed and block.text[last:stop].strip():
            yield piece(block, Span(block.start + last, block.start + stop), Kind.PARAGRAPH)
