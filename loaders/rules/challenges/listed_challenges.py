"""Challenges that a document only lists: below a line that says so, in a table, or run together in a paragraph."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile

from loaders.blocks import Block, Kind, Span, tables_of
from loaders.context import Context
from loaders.draft import within
from loaders.families.layouts import columns_of
from loaders.lexicons.cued import Cued
from loaders.lexicons.lexicon import lexicon
from loaders.lexicons.words import any_of, word_list, word_set
from loaders.rules.challenges.ideas import item_title
from loaders.rules.events.programme import is_timed
from loaders.structure import cues
from loaders.structure.cues import folded
from loaders.structure.groups import announces
from loaders.structure.runs import NUMBER, amount, below, has_bold_lead
from loaders.structure.sections import Role
from loaders.structure.title_tails import title_tail
from schema.ids import slug

RULE = "challenges"

_APART = (Role.NOISE, Role.REFERENCES, Role.INSIGHTS, Role.INITIATIVES, Role.IMPRINT)
"""Parts of a report that list other things, whatever a line in them calls them."""
TITLE_BREAK = re.compile(r"\s+[–—-]+\s+|:\s+")
_SENTENCES = re.compile(r"(?<=[.!?])\s+")
_TWO = re.compile(r"^([^:–—]{3,40}?)(?::|\s[–—])\s+([A-Za-z]+ing\b.{8,}?)\s+and\s+([A-Za-z]+ing\b.{8,})$")
_RUN_IN = re.compile(
    rf"\b{any_of('list of challenges')}(?: (?:{any_of('be')}|included|below))?\s*:\s*",
    re.I,
)
_AREA = re.compile(r"(?:^|(?<=[\w).]) ?)([A-Z][a-z]+(?:['’]s)?(?: [a-z]+){0,3}): (?=\w)")
_HOW_MANY = rf"{NUMBER}{any_of('challenge', 'taken up in groups')}"
_COUNTED = Cued(rf"{_HOW_MANY}[^:.;?!]{{0,60}}:\s*(?P<list>[^:.;?!]{{12,600}})", re.I)
"""A sentence that says how many challenges there were and lists them ("worked on two challenges: salt and fares")."""
_THEMES = Cued(rf"{_HOW_MANY}\b", re.I)
_CODE = re.compile(r"[A-Z]{0,3}\d{1,2}[.:)]? ")
"""What numbers a challenge before its title ("PS1. "), and stands for it in a table of who worked on what."""
_MIGHT_WE = re.compile(rf"how {any_of('auxiliary of a proposal')} we .*\?", re.I)
"""How a challenge is put that designers set themselves."""
_TASK = re.compile(rf"{any_of('task of a group', capital=True)}\b")
"""What an exercise tells groups to do ("As a group, discuss whom to ask")."""
_COMMA = re.compile(r",\s+(?:and\s+)?")
_ENTRY_ENDS = re.compile(r"(?:[;,]? (?:and|or))?[ .;,]*$")
"""How an entry of a list ends that goes on as a sentence."""
_LONGEST_LIST = 40
"""The most blocks of a list, with the line that announces it."""
_BEFORE = 3
"""How many blocks before a table, or what only a common word counts, may say that groups took up what it lists."""
_FEW = 3
"""The most words that may stand behind an item's bold lead without being a text of its own ("**Why is bread dear?** - Team
Elm")."""
LONGEST_TITLE = 160
"""The most characters of an item that is a title as a whole; of a longer one only the words that lead it are."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A challenge's title in a list that stands before the challenges themselves, or instead of them."""

    block: Block
    title: str
    span: Span


def listed_challenges(context: Context) -> list[Listed]:
    """Return the titles that the document lists before it takes them up: the items after a line that says so."""
    blocks = context.text.blocks
    best = _tabled(context)
    apart = context.starts_in(*_APART)
    for index, block in enumerate(blocks):
        if not best and len(block.text) > 700 and not context.is_ignored(block) and (run := _flattened(context, block)):
            return run
        if block.kind is Kind.ITEM or block.start in apart or len(block.text) > 700 or not _announces(context, block):
            continue
        first = index + 1
        if block.kind is Kind.HEADING:
            first = next(iter(below(blocks, index)), first)  # lines may lead from a heading to the list
        items = list(_items(blocks[first : index + _LONGEST_LIST]))
        if len(items) > len(best) and (len(items) > 1 or items[0].block.kind is Kind.ITEM):
            best = items
            context.claim(RULE, block)
    best = best or _counted(context, apart)
    return best or next((found for b in blocks if b.start not in apart and (found := _in_a_sentence(context, b))), [])


def _items(blocks: tuple[Block, ...]) -> Iterator[Listed]:
    """Yield the titles of a list that blocks begin with: its items, questions, or paragraphs that begin in bold, with a question if
    the first of them does."""
    asked = bool(blocks) and "?" in (item_title(blocks[0]) or "")
    for block in blocks:
        led = has_bold_lead(block) and (lead := item_title(block)) is not None and ("?" in lead) == asked
        if block.kind is not Kind.ITEM and not led and not _asks(block):
            return
        if block.kind is not blocks[0].kind or _TASK.match(block.text):
            return
        if block.level > blocks[0].level:
            continue
        title = _ENTRY_ENDS.sub("", block.text)
        bolded = block.bold[0] if block.bold else Span(block.end, block.end)
        bold = bolded.start <= block.start + 1 and len(block.text[bolded.end - block.start :].split()) > _FEW
        if len(title) > LONGEST_TITLE or led or bold:
            title = item_title(block) or title
        tail = title_tail(title)
        title = title[: tail.end] if tail else title
        code = _CODE.match(title)
        start, title = (block.start + code.end(), title[code.end() :]) if code else (block.start, title)
        yield from _halves(block, title, Span(start, start + len(title)))


def _counted(context: Context, apart: set[int]) -> list[Listed]:
    """Return the challenges that items, paragraphs or rows count from the first on ("Challenge 2: Warm rooms"); those counted by a
    word that other lists have as well ("Theme 1") where words before them say that groups took them up."""
    found: dict[str, list[tuple[str, Listed]]] = {}
    blocks = context.text.blocks
    for at, block in enumerate(blocks):
        prefix = cues.prefix(block.text) if block.kind is not Kind.HEADING and block.start not in apart else None
        if (
            prefix is None
            or not (prefix.number and prefix.title)
            or not word_set("counts other things").isdisjoint(prefix.word.split())
        ):
            continue
        before = (cues.says("in groups", b.text[-600:]) for b in blocks[max(0, at - _BEFORE) : at])
        if not (prefix.sure or prefix.word in found or any(before)):
            continue
        start = block.start + prefix.start
        end = next((span.end for span in (*block.cells, *block.bold[:1]) if span.end > start), block.end)
        title = context.words(Span(start, end)).rstrip(" .")
        if len(title) <= LONGEST_TITLE:
            listed = Listed(block, title, within(block, prefix.start, prefix.start + len(title)))
            found.setdefault(prefix.word, []).append((prefix.number, listed))
    for counted in found.values():
        if len(counted) > 1 and [_place(number) for number, _ in counted] == list(range(1, len(counted) + 1)):
            return [listed for _, listed in counted]
    return []


def _place(number: str) -> int:
    """Return what number stands in figures, or which letter of the alphabet it is."""
    return int(number) if number.isdigit() else ord(number[0].upper()) - ord("A") + 1


def _in_a_sentence(context: Context, block: Block) -> list[Listed]:
    """Return the challenges that a sentence lists which says how many were set or taken on: as many as it says."""
    match = _COUNTED.search(block.text[:3000]) if block.kind is Kind.PARAGRAPH else None
    led = _SENTENCES.split(block.text[: match.start("list")])[-1].rstrip() if match else ""
    maybe = cues.is_list(led, "maybe") and cues.says("in groups", block.text[-600:])
    if match is None or not (maybe or cues.says("challenges", led)):
        return []
    number, ends = amount(match["number"]), [m.span() for m in _COMMA.finditer(match["list"])]
    last = match["list"].rfind(" and ")
    if len(ends) == number - 2 and last > (ends[-1][1] if ends else 0):
        ends.append((last, last + len(" and ")))
    if len(ends) != number - 1:
        return []
    starts, stops = [0, *(b for _, b in ends)], [*(a for a, _ in ends), len(match["list"].rstrip())]
    at = match.start("list")
    spans = [within(block, at + a, at + b) for a, b in zip(starts, stops, strict=True)]
    return [Listed(block, context.words(span), span) for span in spans]


def _announces(context: Context, block: Block) -> bool:
    """Whether the last sentence of a block says that challenges follow; one that told of the event may say so as well."""
    if is_timed(context, block):
        return False  # what happens at that hour follows
    after = context.block_after(block)
    if after is not None and after.kind is Kind.ITEM and _MIGHT_WE.match(after.text):
        return True
    at = context.index_at(block.start)
    blocks = context.text.blocks
    return announces(blocks, at) or _counts_themes(blocks, at) or _are_questions(blocks, at)


def _are_questions(blocks: tuple[Block, ...], at: int) -> bool:
    """Whether a line that leads to a list, or heads it, speaks of a talk, and all that is listed are questions ("The day had these
    points for discussion:")."""
    line = blocks[at]
    items = list(takewhile(lambda block: block.kind is Kind.ITEM, blocks[at + 1 : at + 1 + _LONGEST_LIST]))
    leads = line.kind is Kind.HEADING or line.text.endswith(":")
    if not leads or len(items) < 2 or not all(item.text.endswith("?") for item in items):
        return False
    said = f" {folded(line.text).strip(' :')} "
    return any(f" {talk} " in said for talk in word_list("talked over together"))


def _counts_themes(blocks: tuple[Block, ...], at: int) -> bool:
    """Whether a line counts the themes among which it groups what people proposed ("five proposals within three themes:"): as many
    items of a list follow it, each with others below it."""
    items = list(takewhile(lambda block: block.kind is Kind.ITEM, blocks[at + 1 : at + 1 + _LONGEST_LIST]))
    outer = [n for n, item in enumerate(items) if item.level == items[0].level]
    if len(outer) < 2 or not all(items[n + 1 : n + 2] and items[n + 1].level > items[n].level for n in outer):
        return False
    return any(amount(match["number"]) == len(outer) for match in _THEMES.finditer(blocks[at].text))


def _asks(block: Block) -> bool:
    """Whether a paragraph is nothing but a question, as a challenge that was set may be put."""
    return block.kind is Kind.PARAGRAPH and block.text.endswith("?") and len(_SENTENCES.split(block.text)) == 1


def _halves(block: Block, title: str, span: Span) -> list[Listed]:
    """Return a listed title, or the two that one line holds: "Children's services: doing this and doing that"."""
    match = _TWO.match(title)
    if match is None or not topic_in(match[1]):
        return [Listed(block, title, span)]
    first, second = match.span(2), match.span(3)
    return [
        Listed(block, title[first[0] : first[1]], Span(span.start + first[0], span.start + first[1])),
        Listed(block, title[second[0] : second[1]], Span(span.start + second[0], span.start + second[1])),
    ]


def _flattened(context: Context, block: Block) -> list[Listed]:
    """Return the titles of a list that was run together with the words around it: "... these challenges: Topic: one Topic: two"."""
    for lead in _RUN_IN.finditer(block.text[:30000]):
        rest = block.text[lead.end() :][:3000]
        starts = [m for m in _AREA.finditer(rest) if topic_in(m[1])]
        if len(starts) < 3 or starts[0].start() > 3:
            continue
        found: list[Listed] = []
        for match, following in zip(starts, [*starts[1:], None], strict=True):
            end = following.start() if following else _last_end(context, rest, match.end())
            span = within(block, lead.end() + match.start(1), lead.end() + end)
            words = context.words(span)
            span = Span(span.start, span.start + len(words.rstrip(" .;,")))
            found.extend(_halves(block, context.words(span), span))
        return found
    return []


def _last_end(context: Context, rest: str, start: int) -> int:
    """Return where the last title of a run-in list ends: before the next word with a capital that is no place."""
    for match in re.finditer(r"(?<=[a-z)]) (?=[A-Z])", rest[start + 1 :]):
        at = start + 1 + match.start()
        word = re.match(r"[\w'’-]+", rest[at + 1 :])
        if word and not context.names.is_place(word[0]):
            return at
    return len(rest)


def _tabled(context: Context) -> list[Listed]:
    """Return the titles in the first table with a column of challenges, or of topics where a heading or line before it announces
    them, then of one without heads in its first column."""
    for rows in tables_of(context.text.blocks):
        columns = columns_of(context.text, rows[0])
        column = columns.get("challenge")
        headed = sum(cell.end > cell.start for cell in rows[0].cells)
        if column is None and (not headed or "topic" in columns) and _is_announced(context, rows):
            column = columns.get("topic", 0)
        if column is not None and headed != 1:  # lines that a layout set in columns have one head at most
            cells = ((row, row.cell(column)) for row in rows[1:])
            listed = [Listed(row, context.words(cell), cell) for row, cell in cells if cell is not None]
            if not all(_CODE.fullmatch(f"{entry.title.strip()}. ") for entry in listed):
                return listed
    return []


def _is_announced(context: Context, rows: list[Block]) -> bool:
    """Whether a heading or line that a table stands below says that challenges follow."""
    blocks, last = context.text.blocks, context.index_at(rows[-1].start)
    near = range(max(0, context.index_at(rows[0].start) - _BEFORE), context.index_at(rows[0].start))
    return any(announces(blocks, at) and last in below(blocks, at) for at in near)


def listing(title: str, listed: list[Listed]) -> Listed | None:
    """Return the listed item that stands for a challenge, by the words that both have."""
    words = set(re.findall(r"\w{4,}", title.lower()))
    lead = slug(lead_of(title))
    same = [entry for entry in listed if slug(lead_of(entry.title)) == lead]
    if len(same) == 1:
        return same[0]
    best, most = None, 0.0
    for entry in listed:
        other = set(re.findall(r"\w{4,}", entry.title.lower()))
        shared = len(words & other) / max(1, min(len(words), len(other)))
        alike = SequenceMatcher(None, title.lower()[:80], entry.title.lower()[:80])
        score = shared + alike.ratio() if shared + alike.quick_ratio() > most else 0
        if score > most:
            best, most = entry, score
    return best if most > 0.8 else None


def lead_of(title: str) -> str:
    """Return the words of a title before its dash or colon, which name the challenge."""
    return TITLE_BREAK.split(title, maxsplit=1)[0]


def topic_in(words: str) -> str | None:
    """Return the area that words name: exactly, else the first that is named."""
    topics = lexicon("topics")
    plain = folded(words).strip(" .:")
    if plain in topics.senses:
        return plain
    hit = topics.first(words)
    return hit.entry.sense if hit else None
