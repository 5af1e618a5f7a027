"""How a model is stated that a heading, the words that lead an item, or a cell names: what the text below says that it is, and
who is behind it and where it is, by its name and by the labelled lines below ("Where: Hull", "Provider: Elm Carers")."""

import re
from collections.abc import Iterator

from loaders.blocks import Block, Kind, Span
from loaders.case_studies.clauses import sentences
from loaders.case_studies.descriptions import description_of
from loaders.context import Context
from loaders.draft import within
from loaders.families.family import CASE_STUDIES
from loaders.lexicons.words import word_set
from loaders.names.kinds import kind_of_name
from loaders.names.printed import fold
from loaders.names.register import gazetteer, is_everyday
from loaders.rules.bodies.lists import names_in_sentence
from loaders.rules.bodies.used_bodies import can_be_body
from loaders.rules.models.model_names import model_key
from loaders.structure.labels import LABEL
from schema.ids import make_id
from schema.links import Involves, LocatedIn
from schema.nodes import Model

RULE = "models"

LONGEST_NAME = 12
"""The most words of a heading that may name a model; more make a sentence."""
_PLACE_LAST = re.compile(r",\s+([A-Z][\w'’ -]+?)\W*$")
"""What stands behind a name as its place, though it may be an everyday word elsewhere ("Quay Kitchen, Settle")."""
_OWN_KINDS = frozenset({"charity", "co-operative", "housing association", "social enterprise"})
"""Kinds of bodies that are an example themselves where a heading calls it by their name."""
_NEAR = 40
"""How near below a heading a labelled line is about it, in blocks."""
_VALUE = 200
"""The most characters of a line that stands below its label and is no item."""
_LONGEST_PLACE = 4
"""The most words of a place that no gazetteer knows."""
_LEAST = 5
"""The fewest words of a sentence that tells what something is."""


def state_model(context: Context, index: int, start: int, end: int, over: int | None = None) -> None:
    """State the model that a part of the block at `index` names, what the text below says that it is, and who and where stands in
    the name, in that sentence, and in what is labelled so below it (or below the heading at `over`) or stands in its row."""
    heading = context.text.blocks[index]
    name = heading.text[start:end].strip(" .:")
    span = Span(heading.start + start, heading.start + start + len(name))
    if not name or not context.tells_of_work:
        return
    node = make_id("model", model_key(name))
    told = description_below(context, index, name, end)
    description = context.words(told[1]) if told else None
    context.state(Model(id=node, name=name, description=description), heading, description=[told[1]] if told else [])
    context.mention(node, span)
    evidence = context.evidence(heading)
    whole = heading.kind is Kind.HEADING
    placed = [found for found in context.names.places_in(heading) if whole or _is_in(span, found[1])]
    cells = ((context.words(cell), cell) for cell in heading.cells)
    placed += [(words, cell) for words, cell in cells if context.names.is_place(words) and not _is_in(cell, span)]
    for printed, at in placed:
        context.add(LocatedIn(source=node, target=context.names.state_place(printed, at), evidence=evidence))
    last = _PLACE_LAST.search(heading.text, start)
    if last and gazetteer().get(last[1]) is not None and not any(context.names.places_in(heading)):
        where_at = within(heading, *last.span(1))
        context.add(LocatedIn(source=node, target=context.names.state_place(last[1], where_at), evidence=evidence))
    bodies = [found for found in context.names.organisations_in(heading) if whole or _is_in(span, found[1])]
    if not bodies and kind_of_name(itself := name.split(",")[0]) in _OWN_KINDS:
        bodies = [(itself, Span(span.start, span.start + len(itself)))]
    for printed, at in bodies:
        body = context.names.state_organisation(printed, at)
        context.add(Involves(source=node, target=body, evidence=evidence))
    if told:
        _state_told(context, node, *told)
    for what, label, line, value in facts_below(context, index if over is None else over):
        _state_fact(context, node, what, [heading, label, line], value)
    context.claim(RULE, heading, *([told[0]] if told else []))


def _is_in(span: Span, other: Span) -> bool:
    return span.start <= other.start and other.end <= span.end


def description_below(context: Context, index: int, name: str, end: int) -> tuple[Block, Span] | None:
    """Return the sentence that says what a model is, and its block: one that begins with its name or what follows the name in its
    own line, one below that says so, or else the first one of the text below."""
    over = context.text.blocks[index]
    below = list(below_a_head(context, index))
    for block in below if over.kind is Kind.HEADING else [over, *below]:
        if found := description_of(block.text, name, headed=True):
            return block, within(block, *found)
    led = len(over.text) - len(over.text[end:].lstrip(" .:–—-()"))
    apart = over.kind in (Kind.PARAGRAPH, Kind.ITEM) and not over.text[:led].rstrip()[-1:].isalnum()
    if apart and len(over.text[led:].split()) >= _LEAST:
        first, last = next((a, b) for a, b in sentences(over.text) if b > led)
        return over, within(over, max(first, led), last)
    for block in below:
        first, last = sentences(block.text)[0]
        words = block.text[first:last].strip()
        label = LABEL.match(block.text)
        labelled = label is not None and block.text[label.end(1) :].lstrip().startswith(":")
        if not labelled and len(words.split()) >= _LEAST and words[0].isupper() and words.endswith("."):
            return block, within(block, first, first + len(words))
    return None


def below_a_head(context: Context, index: int) -> Iterator[Block]:
    """Yield the paragraphs below a heading, up to the next one, or the deeper items below an item."""
    over = context.text.blocks[index]
    for block in context.text.blocks[index + 1 : index + 8]:
        inside = over.kind is Kind.ITEM and block.kind is Kind.ITEM and block.level > over.level
        if block.kind is Kind.HEADING or (over.kind is Kind.ITEM and not inside):
            return
        if inside or block.kind is Kind.PARAGRAPH:
            yield block


def facts_below(context: Context, index: int) -> Iterator[tuple[str, Block, Block, Span]]:
    """Yield what is labelled below a heading, or by the head of its column, as where the work is or who is behind it: what it is,
    the label, the block with the value and where the value stands."""
    blocks, over = context.text.blocks, context.text.blocks[index]
    if over.kind is Kind.ROW:
        head = next(row for row in blocks if row.table == over.table)
        for said, cell in zip(head.cells, over.cells, strict=False):
            if what := _fact(context.words(said)):
                yield what, head, over, cell
        return
    label: tuple[str, Block] | None = None
    for at, block in enumerate(blocks[index + 1 : index + _NEAR], index + 1):
        if over.kind is not Kind.HEADING or (block.kind is Kind.HEADING and not over.level < block.level):
            return
        if block.kind is Kind.NOTE:
            continue
        if what := _fact(block.text):
            label = (what, block)
            continue
        begins = LABEL.match(block.text.replace("\t", ": ", 1)) if block.kind is not Kind.HEADING else None
        if begins and (what := _fact(begins[1])):
            label = None
            start = begins.end() - block.text.count("\t", 0, begins.end())
            yield what, block, block, within(block, start, len(block.text))
        elif label and (block.kind is Kind.ITEM or (blocks[at - 1] is label[1] and len(block.text) <= _VALUE)):
            yield *label, block, Span(block.start, block.end)
        else:
            label = None


def _fact(words: str) -> str | None:
    """Return what a label says that its line tells of a piece of work, None where it says nothing of the kind."""
    entry = CASE_STUDIES.cues.whole(words.strip(" :*"), "fact") if len(words) < _VALUE else None
    return entry.id if entry else None


def _state_fact(context: Context, node: str, what: str, blocks: list[Block], value: Span) -> None:
    """State the places or the bodies of a labelled value; its label says of any name there which of both it is."""
    line = blocks[-1]
    evidence = context.evidence(*dict.fromkeys(blocks))
    start, stop = value.start - line.start, value.end - line.start
    places = [context.names.state_place(*one) for one in context.names.places_in(line) if _is_in(value, one[1])]
    bodies = [who for at, _, who in context.names.marked.bodies_in(line) if start <= at < stop]
    bodies += [
        context.names.state_organisation(*one) for one in context.names.organisations_in(line) if _is_in(value, one[1])
    ]
    if what == "behind-it":
        named = names_in_sentence(context, line, start, stop=stop)
        ends = not named or line.text[named[-1].spans[-1].end - line.start : stop].strip(" .")[:1] in ("", ";", "(")
        for name in named if ends else ():
            if can_be_body(context, name.printed, listed=True):
                bodies.append(context.names.state_organisation(name.printed, *name.spans))
    elif not places:
        places = [context.names.state_place(context.words(span), span) for span in _named_places(context, value)]
    for where in dict.fromkeys(places):
        context.add(LocatedIn(source=node, target=where, evidence=evidence))
    for body in dict.fromkeys(bodies):
        context.add(Involves(source=node, target=body, evidence=evidence))


def _state_told(context: Context, node: str, block: Block, told: Span) -> None:
    """State where a model is and who is behind it, by the words before their names in the sentence that says what it is."""
    names = context.names
    for printed, at in _behind(block, told, names.places_in(block), "before where it is"):
        place = names.state_place(printed, at)
        context.add(LocatedIn(source=node, target=place, evidence=context.evidence(block)))
    for printed, at in _behind(block, told, names.organisations_in(block), "before who runs it"):
        body = names.state_organisation(printed, at)
        context.add(Involves(source=node, target=body, evidence=context.evidence(block)))


def _behind(block: Block, told: Span, found: list[tuple[str, Span]], words: str) -> list[tuple[str, Span]]:
    """Return the names in a sentence that one of some small words stands before."""

    def leads_to(at: Span) -> bool:
        before = block.text[told.start - block.start : at.start - block.start].removesuffix("the ").lower().split()
        return bool(before) and before[-1] in word_set(words)

    return [(printed, at) for printed, at in found if _is_in(told, at) and leads_to(at)]


def _named_places(context: Context, value: Span) -> Iterator[Span]:
    """Yield the names behind a label that says where something is, known or not."""
    text, position = context.words(value), 0
    for part in text.replace(" and ", ",").replace(";", ",").rstrip(" .").split(","):
        words = part.split()
        part = " ".join(words)
        at = text.find(part, position)
        position = at + len(part)
        named = (
            at >= 0 and 0 < len(words) <= _LONGEST_PLACE and all(word[0].isupper() and word.isalpha() for word in words)
        )
        if named and not all(is_everyday(word) for word in fold(part).split()):
            yield Span(value.start + at, value.start + position)
