"""Case-study models that have a heading of their own: "Example: Rook Land Trust, Cornwall", "Elm Street Case Study", and those of
a collection."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import chain, pairwise, takewhile

from loaders.blocks import Block, Kind, Span, tables_of, up_to
from loaders.context import Context
from loaders.families.family import CASE_STUDIES
from loaders.lexicons.cued import Cued
from loaders.lexicons.words import any_of, word_set
from loaders.names.printed import fold
from loaders.names.register import is_everyday
from loaders.rules.bodies.attendees import is_surely_person
from loaders.rules.bodies.cards import cards
from loaders.rules.bodies.used_bodies import OWN_SPELLING
from loaders.rules.models.labelled import labelled
from loaders.rules.models.stated_models import LONGEST_NAME, facts_below, state_model
from loaders.rules.models.winners import state_winners
from loaders.structure import cues
from loaders.structure.cases import accounts
from loaders.structure.cues import SECTION_NUMBER
from loaders.structure.labels import LABEL
from loaders.structure.lines import is_short
from loaders.structure.runs import NUMBER, amount, has_bold_lead, runs
from loaders.structure.sections import Role

_COUNTED = re.compile(rf"{any_of('label of an example')} {cues.NUMBER_SIGN}{cues.COUNT}\W*", re.I)
"""A heading that only counts an example; its name stands in the next one."""
_EXAMPLES = re.compile(
    rf"(?:\d{{1,2}}(?:\.\d{{1,2}})*[.)]? )?(?:\w+ )?(?:{any_of('heading of examples', 'good practice')}|examples"
    r"(?: (?:of|from) [\w ,-]{3,40})?)",
    re.I,
)
"""A heading over examples that have headings of their own."""
_BEGINS = re.compile(
    rf"(?:The )?(?P<name>(?:[\w-]+ ){{1,6}}?(?i:{any_of('head of a scheme')}|records?|portal)"
    rf"|[A-Z]\w+ [A-Z]\w+(?= is {any_of('article')} ))"
    rf"(?: \([^()]{{2,12}}\))? {any_of('what a body does')}\b"
)
"""How a text begins on the scheme that it is about."""
_SEVERAL = 2
"""The fewest examples that make a list."""
_TWO = re.compile(rf"(?P<one>[A-Z][^,;:]{{1,40}}?) {any_of('and')} (?P<other>[A-Z][^,;:]{{1,40}}?)")
_SCHEMES = Cued(rf"\b{any_of('schemes together')}(?<=s)\b", re.I)
"""What a heading calls the several that stand below it."""
_NUMBERED = Cued(
    rf"{NUMBER}{any_of('counted examples')}(?<=s)\b|\b{any_of('column of talks')}s (?:from|by) (?P<told>{any_of('two to ten')}) ",
    re.I,
)
"""How many examples, or bodies that told of their work, a line says that there are."""
_SCHEME_BEHIND = re.compile(rf"(?:[Tt]he )?[A-Z][\w'’-]+ (?:[A-Z]|(?i:{any_of('head of a scheme')})\b)")
"""What goes on behind a place with a name ("Hull: the Elm Street project ...")."""
_MARKS = (": ", " – ", " — ", " - ")
"""What stands between the label of an award and who won it."""
_ENDS = (", ", " (", " by ")
"""What stands behind the name of what won."""
_LONGEST_AWARD = 160
"""The most characters of a line with an award."""
_LAST_WORDS = 120
"""In how many characters at the end of a line it says what its examples are of."""
_BETWEEN = 2
"""How many blocks, such as a quotation, may stand between a line that leads to examples and the first of them."""


def state_headed_models(context: Context) -> None:
    """State the models that headings name, what the text below says that they are, and who and where stands in the heading; what a
    challenge holds up, its text names more fully."""
    inside = {b.start for place in context.challenges if place.section for b in place.section.all_blocks()}
    inside |= context.starts_in(Role.INITIATIVES, Role.REFERENCES)
    stated: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for index, start, end in (
        *labelled(context),
        *_counted(context),
        *_tabled(context),
        *_led(context),
        *_numbered(context),
        *_collected(context),
        *_presented(context),
        *_awarded(context),
    ):
        named = any(start < b and a < end for a, b in stated[index])
        if context.text.blocks[index].start not in inside and not named:
            state_model(context, index, start, end)
            stated[index].append((start, end))
    if not context.challenges and context.tells_of_work:
        state_winners(context)


def _heads_examples(heading: str) -> bool:
    """Whether a heading says that examples stand below it, and names none itself."""
    return _EXAMPLES.fullmatch(heading.strip(" :")) is not None or cues.heads_examples(heading)


def _counted(context: Context) -> Iterator[tuple[int, int, int]]:
    """Yield the headings right below those that only count an example ("Case study 2"), or a line that says that one follows."""
    blocks = context.text.blocks
    for index, (over, block) in enumerate(pairwise(blocks)):
        counts = over.kind is Kind.HEADING and _COUNTED.fullmatch(over.text) is not None
        says = block.kind is Kind.HEADING and CASE_STUDIES.cues.whole(over.text.strip(" :"), "title") is not None
        if (counts or says) and is_short(block) and not (cues.outside(block.text) or block.text.endswith("?")):
            yield index + 1, 0, len(block.text)


def _led(context: Context) -> Iterator[tuple[int, int, int]]:
    """Yield the words that lead the paragraphs or items right below a heading or a line that says that examples follow, or the
    title of a collection, where most of them are set apart so."""
    blocks = context.text.blocks
    for index, over in enumerate(blocks):
        if not _leads(over):
            continue
        below = list(takewhile(lambda at: blocks[at].kind is not Kind.HEADING, range(index + 1, len(blocks))))
        if over.kind is Kind.PARAGRAPH:
            below = list(takewhile(lambda at: blocks[at].kind is Kind.ITEM or has_bold_lead(blocks[at]), below))
        ends = {at: _lead_of(blocks[at]) or _label_of(context, blocks[at]) for at in below}
        led = [at for at in below if 0 < ends[at] < len(blocks[at].text)]
        least = 1 if fold(over.text) in word_set("label of an example") and led == below[:1] else _SEVERAL
        if len(led) >= max(least, len(below) / 2):
            found = [(at, 0, ends[at]) for at in led if _has_a_name(context, blocks[at], ends[at])]
            yield from found if 2 * len(found) > len(led) else ()


def _leads(over: Block) -> bool:
    """Whether a heading or a line says that examples follow it, and not of what anybody uses."""
    if not word_set("nothing to learn from").isdisjoint(fold(over.text[-_LAST_WORDS:]).split()):
        return False
    if over.kind is Kind.HEADING:
        titled = over.level == 1 and CASE_STUDIES.is_collection(over.text)
        return titled or _heads_examples(over.text) or _SCHEMES.search(over.text) is not None
    return over.kind is Kind.PARAGRAPH and cues.says("examples", over.text)


def _tabled(context: Context) -> Iterator[tuple[int, int, int]]:
    """Yield the names in the first column of a table below a heading of examples, or in a document that collects them."""
    blocks = context.text.blocks
    collects = CASE_STUDIES.is_collection(context.own_document.title or "")
    for rows in tables_of(blocks):
        first = context.index_at(rows[0].start)
        over = next((b for b in reversed(blocks[:first]) if b.kind is Kind.HEADING), None)
        named = collects or _says_whose(context, rows[0]) or (over and _heads_examples(over.text))
        if not rows[0].header or not named:
            continue
        for row in rows[1:]:
            cell = row.cell(0)
            name = context.words(cell) if cell else ""
            if cell and name[:1].isupper() and len(name.split()) <= LONGEST_NAME:
                yield _at(context.index_at(row.start), row, cell)


def _says_whose(context: Context, head: Block) -> bool:
    """Whether the head of a table names a column of schemes, and one of who is behind them or where they are."""
    first, *others = [context.words(cell).strip(" :") for cell in head.cells] or [""]
    facts = [words for words in others if CASE_STUDIES.cues.whole(words, "fact")]
    return bool(facts) and fold(first) in word_set("schemes together")


def _numbered(context: Context) -> Iterator[tuple[int, int, int]]:
    """Yield the names below a line that says how many projects follow, or how many bodies told of theirs, where there are as many:
    headings of one level, or paragraphs led by words in bold or by a link."""
    blocks = context.text.blocks
    for index, line in enumerate(blocks):
        said = _NUMBERED.search(line.text) if line.kind is Kind.PARAGRAPH else None
        if said is None:
            continue
        several = amount(said["number"] or said["told"])
        begun = [_at(index, line, link.span) for link in line.links if link.span.start > line.start + said.end()][:1]
        for found in runs(blocks, index + 1, _BETWEEN):
            named = [one for at in found if (one := _name_at(context, at))]
            if len(named) == len(found) and several in (len(found), len(begun) + len(found)):
                yield from (*begun, *named) if several > len(found) else named
                return


def _at(index: int, block: Block, span: Span) -> tuple[int, int, int]:
    return index, span.start - block.start, span.end - block.start


def _name_at(context: Context, at: int) -> tuple[int, int, int] | None:
    """Return where the name stands in a heading, or in the words or the link that lead a paragraph; None where it names nothing."""
    block = context.text.blocks[at]
    if block.kind is Kind.HEADING:
        number = SECTION_NUMBER.match(block.text)
        return (at, number.end() if number else 0, len(block.text)) if _is_named(context, block) else None
    if end := _lead_of(block):
        return (at, 0, end) if _has_a_name(context, block, end) else None
    link = block.links[0].span if block.links else None
    return _at(at, block, link) if link else None


def _has_a_name(context: Context, block: Block, end: int) -> bool:
    """Whether the words up to `end` have a capital behind their first letter, or a place: others name no example."""
    words = block.text[:end]
    capital = any(word[:1].isupper() for word in words.split()[1:]) or OWN_SPELLING.search(words) is not None
    return capital or any(span.end <= block.start + end for _, span in context.names.places_in(block))


def _lead_of(block: Block) -> int:
    """Return where the bold or slanted words or the link end that a block begins with, 0 where it begins with none."""
    links = (link.span for link in block.links)
    apart = next((span for span in (*block.bold, *block.italic, *links) if span.start == block.start), None)
    short = apart is not None and len(block.text[: apart.end - block.start].split()) <= LONGEST_NAME
    return apart.end - block.start if apart is not None and short else 0


def _label_of(context: Context, block: Block) -> int:
    """Return where a label ends before its colon, 0 where there is none, or it is a place and what follows names the scheme."""
    label = LABEL.match(block.text)
    if label is None or len(label[1].split()) > LONGEST_NAME:
        return 0
    named = context.names.is_place(label[1]) and _SCHEME_BEHIND.match(block.text, label.end())
    return 0 if named else label.end(1)


def _collected(context: Context) -> Iterator[tuple[int, int, int]]:
    """Yield the headings of a collection: those of one level below each line that says that examples follow, or else those below
    which each time the same parts tell of the work; for a place, the scheme that the text below it begins with."""
    blocks = context.text.blocks
    groups: list[list[int]] = []
    for index in range(len(blocks) - 1):
        if not groups or index > groups[-1][-1]:
            found = _names_of(context, _announced(context, index))
            groups += [found] if len(found) > 1 else []
    for at in chain(*(groups or [_names_of(context, accounts(blocks))])):
        number = SECTION_NUMBER.match(blocks[at].text)
        if two := _two_names(context, at):
            yield from two
        else:
            yield _subject(context, at) or (at, number.end() if number else 0, len(blocks[at].text))


def _names_of(context: Context, group: list[int]) -> list[int]:
    """Return which headings of a group name something: by their words or by a label below them; one that comes back is a part."""
    blocks = context.text.blocks
    words = Counter(fold(blocks[at].text) for at in group)
    own = [at for at in group if words[fold(blocks[at].text)] == 1 and _may_name(context, blocks[at])]
    return [at for at in own if _is_named(context, blocks[at]) or next(facts_below(context, at), None)]


def _presented(context: Context) -> Iterator[tuple[int, int, int]]:
    """Yield the names that head the cards of a page on nothing but the work that they tell of."""
    if context.event is None and not context.challenges:
        yield from ((card.at, *_at(card.at, context.text.blocks[card.at], card.name)[1:]) for card in cards(context))


def _awarded(context: Context) -> Iterator[tuple[int, int, int]]:
    """Yield the names behind the labels of awards for schemes, up to who stands behind them, where several were given ("Project of
    the year: Solar Terrace, Elm Homes")."""
    found = []
    for index, block in enumerate(context.text.blocks):
        text = block.text if block.kind is not Kind.ROW and len(block.text) <= _LONGEST_AWARD else ""
        start = min((at + len(mark) for mark in _MARKS if (at := text.find(mark)) > 0), default=0)
        words = set(fold(text[:start]).split())
        if words.isdisjoint(word_set("word of an award")) or words.isdisjoint(word_set("scheme that wins")):
            continue
        end = min((at for mark in (*_MARKS, *_ENDS) if (at := text.find(mark, start)) > 0), default=len(text))
        name = text[start:end].rstrip(" .")
        nobody = not (is_surely_person(context, name) or context.names.is_organisation(name))
        if nobody and name[:1].isupper() and _has_a_name(context, up_to(block, block.start + end), end):
            found.append((index, start, start + len(name)))
    yield from found if len(found) >= _SEVERAL else ()


def _announced(context: Context, index: int) -> list[int]:
    """Return the headings of one level that a line, or a heading over deeper ones, says to be examples; where such headings only
    group deeper ones, the deeper ones."""
    blocks = context.text.blocks
    block, after = blocks[index], index + 1
    if block.kind is Kind.HEADING:
        announces = bool(block.level and _heads_examples(block.text)) or (
            block.level == 1 and CASE_STUDIES.is_collection(block.text)
        )
    else:
        if block.kind is not Kind.PARAGRAPH or not cues.says("examples", block.text):
            return []
        after = next((at for at in range(index + 1, len(blocks)) if blocks[at].kind is Kind.HEADING), len(blocks))
        between = _BETWEEN if block.text.endswith(":") else 0
        announces = after <= index + 1 + between and after < len(blocks)
    if not announces:
        return []
    levels: list[int] = []
    below: list[int] = []
    for at in range(index + 1, len(blocks)):
        if blocks[at].kind is Kind.HEADING and blocks[at].level:
            if blocks[at].level <= (block.level if block.kind is Kind.HEADING else blocks[after].level - 1):
                break
            below.append(at)
            levels.append(blocks[at].level)
    for level in sorted(set(levels)):
        beside = [at for at in below if blocks[at].level == level]
        if not all(at + 1 < len(blocks) and blocks[at + 1].kind is Kind.HEADING for at in beside):
            return beside
    return []


def _subject(context: Context, at: int) -> tuple[int, int, int] | None:
    """Return where the text below a place's heading begins with the name of a scheme, None where it does not."""
    blocks = context.text.blocks
    if (
        at + 1 >= len(blocks)
        or blocks[at + 1].kind is not Kind.PARAGRAPH
        or not context.names.is_place(blocks[at].text)
    ):
        return None
    match = _BEGINS.match(blocks[at + 1].text)
    return (at + 1, *match.span("name")) if match else None


def _two_names(context: Context, at: int) -> list[tuple[int, int, int]]:
    """Return the two names that a heading joins, where the text right below links each of them; none where it does not."""
    heading, below = context.text.blocks[at], context.text.blocks[at + 1 : at + 2]
    match = _TWO.fullmatch(heading.text)
    linked = {context.words(link.span) for block in below for link in block.links}
    return [(at, *match.span(name)) for name in ("one", "other")] if match and linked >= set(match.groups()) else []


def _is_named(context: Context, heading: Block) -> bool:
    """Whether a heading names something: it has a place or a body, or words with capitals behind its first, and opens no part."""
    words = heading.text.split()
    named = any(word[:1].isupper() for word in words[1:]) or OWN_SPELLING.search(heading.text) is not None
    own = len(words) == 1 and words[0].isalpha() and not is_everyday(fold(words[0]))
    known = bool(context.names.places_in(heading)) or bool(context.names.organisations_in(heading))
    return (named or own or known) and _may_name(context, heading)


def _may_name(context: Context, heading: Block) -> bool:
    """Whether a heading can be a name: it is short, asks nothing, opens no part of a report, and is nobody's."""
    words = heading.text.split()
    part = cues.outside(heading.text) or cues.inside(heading.text)
    sentence = len(words) > LONGEST_NAME or heading.text.endswith("?") or words[0].lower() == "to"
    return not (part or sentence or is_surely_person(context, heading.text))
