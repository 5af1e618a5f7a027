"""Documents without the names of people who asked to be left out: a `Text` before it is read, or a stored bundle afterwards.

A name is taken out of the text that everything else is read from, so whatever is built on it is free of the name. A stored bundle
gets the same treatment without the original file: its passages are the text.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from loaders.blocks import Block, Hyperlink, Span, Text
from loaders.curation.redaction import Cut, Finder, apply, is_withheld
from loaders.names.printed import WITHHELD
from schema.bundle import Bundle
from schema.declaration import Link, Node
from schema.errors import CurationError, ReadError
from schema.ids import passage_ids, slug
from schema.links import Mentions, States
from schema.model import GRAPH_MODEL
from schema.nodes import Document, Passage, Person

MOST_LETTERS_APART = 20_000
"""The most letters of letter-spaced words in one document; a heading or two on each page come to some hundreds."""
_LETTERS_APART = re.compile(r"\b(?:[^\W\d_]\b\W{1,3}){5,}")


@dataclass(slots=True)
class Shift:
    """Where the characters of a text stand after its cuts were made."""

    cuts: tuple[Cut, ...]
    _starts: list[int] = field(init=False)
    _deltas: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self._starts = [c.start for c in self.cuts]
        self._deltas, delta = [], 0
        for cut in self.cuts:
            self._deltas.append(delta)
            delta += len(cut.instead) - (cut.end - cut.start)

    def start(self, offset: int) -> int:
        """Return where something that began at `offset` begins; inside a cut, where the placeholder begins."""
        return self._at(offset, inside_to_end=False)

    def end(self, offset: int) -> int:
        """Return where something that ended before `offset` ends; inside a cut, where the placeholder ends."""
        return self._at(offset, inside_to_end=True)

    def _at(self, offset: int, *, inside_to_end: bool) -> int:
        i = bisect_right(self._starts, offset) - 1
        if i < 0:
            return offset
        cut, delta = self.cuts[i], self._deltas[i]
        if offset >= cut.end:
            return offset + delta + len(cut.instead) - (cut.end - cut.start)
        at = cut.start + delta
        return at + len(cut.instead) if inside_to_end and offset > cut.start else at

    def is_inside(self, offset: int) -> bool:
        """Whether an offset lies inside a cut, not at its ends."""
        i = bisect_left(self._starts, offset) - 1
        return i >= 0 and offset < self.cuts[i].end

    def is_cut(self, start: int, end: int) -> bool:
        """Whether all between two offsets lies inside one cut."""
        i = bisect_right(self._starts, start) - 1
        return i >= 0 and end <= self.cuts[i].end

    def span(self, span: Span) -> Span:
        """Return where a span stands; an empty one stays empty."""
        start = self.start(span.start)
        return Span(start, max(start, self.end(span.end)) if span.end > span.start else start)


def redact(text: Text, finder: Finder) -> Text:
    """Return a document's text without the names: everything that is read out of it is then free of them.

    Offsets, spans, links, notes and the offset map stay exact; `sha256` stays that of the bytes that were read. Raises ReadError
    where more letters stand apart than in any report: among them names would be looked for in every way that they join.
    """
    if not finder:
        return text
    apart = sum(sum(map(str.isalpha, run[0])) for run in _LETTERS_APART.finditer(text.text))
    if apart > MOST_LETTERS_APART:
        raise ReadError(
            f"{text.name} has {apart:,} letters that stand apart; a report has at most {MOST_LETTERS_APART:,}, so join its words"
        )
    urls = {link.url for block in text.blocks for link in block.links}
    bad = {url for url in urls if finder.in_address(url)}
    people = finder.people((text.text, text.title or "")).union(*map(finder.in_address, {text.name, *bad}))
    found = finder.find(text.text, people)
    shift = Shift(found.cuts)
    whole = apply(text.text, found.cuts)
    return replace(
        text,
        text=whole,
        blocks=tuple(_block(block, whole, shift, bad) for block in text.blocks) if found.cuts or bad else text.blocks,
        name=finder.slug(text.name, people),
        title=None if text.title is None else finder.string(text.title, people),
        origins=_origins(text.origins, found.cuts, shift),
    )


def _block(block: Block, whole: str, shift: Shift, bad: set[str]) -> Block:
    start, end = shift.start(block.start), shift.end(block.end)
    return replace(
        block,
        text=whole[start:end],
        start=start,
        end=end,
        cells=tuple(shift.span(s) for s in block.cells),
        bold=tuple(shift.span(s) for s in block.bold),
        italic=tuple(shift.span(s) for s in block.italic),
        links=tuple(Hyperlink(shift.span(link.span), link.url) for link in block.links if link.url not in bad),
        notes=tuple((shift.start(at), marker) for at, marker in block.notes),
    )


def _origins(origins: tuple[tuple[int, int], ...], cuts: tuple[Cut, ...], shift: Shift) -> tuple[tuple[int, int], ...]:
    """Return the offset map after the cuts: after each, the map begins again."""
    if not origins or not cuts:
        return origins
    starts = [at for at, _ in origins]
    moved = {shift.start(at): origin for at, origin in origins if not shift.is_inside(at)}
    for cut in cuts:
        i = bisect_right(starts, cut.end) - 1
        if i >= 0:
            moved[shift.end(cut.end)] = origins[i][1] + cut.end - origins[i][0]
    return tuple(sorted(moved.items()))


def redact_bundle(bundle: Bundle, finder: Finder) -> Bundle:
    """Return what a document states without the names: passages as `redact` makes them, ids without the names, no node for the
    people themselves, and no link that only they had. A bundle without the names is returned as it is.

    What an organisation did stays where a passage still states it.
    """
    if not finder:
        return bundle
    return _Rewriting(bundle, finder).result()


def withheld_in(bundle: Bundle, finder: Finder) -> bool:
    """Whether anything in a bundle still holds a name of the list in full."""
    if not finder:
        return False
    text = _whole_text(sorted(bundle.passages.values(), key=lambda p: p.start))
    return bool(_named(bundle, text, finder))


def _named(bundle: Bundle, text: str, finder: Finder) -> frozenset[int]:
    """Return whom a bundle names: in its text, in what does not stand in the text as it is, in ids and addresses."""
    things: list[Node | Link] = [*bundle.facts.nodes.values(), *bundle.facts.links.values()]
    values = {v for thing in things for v in _strings(thing)}
    segments = {s for i in bundle.facts.nodes for s in i.split("/")[1:] if not s.isdigit()}
    addresses = segments | {v for v in values if "/" in v and " " not in v}
    return finder.people((text, *(v for v in values if v not in text))).union(*map(finder.in_address, addresses))


def _strings(thing: Node | Link) -> Iterator[str]:
    for value in _values(thing).values():
        if isinstance(value, str):
            yield value
        elif isinstance(value, tuple):
            yield from value


def _values(thing: Node | Link) -> dict[str, Any]:
    described = GRAPH_MODEL.node_type(thing) if isinstance(thing, Node) else GRAPH_MODEL.link_type(thing)
    return {p.attribute: getattr(thing, p.attribute) for p in described.properties}


class _Rewriting:
    """One bundle on its way to another."""

    def __init__(self, bundle: Bundle, finder: Finder) -> None:
        self._bundle, self._finder = bundle, finder
        self._passages = sorted(bundle.passages.values(), key=lambda p: p.start)
        self._text = _whole_text(self._passages)
        self._people = _named(bundle, self._text, finder)
        self._found = finder.find(self._text, self._people)
        self._shift = Shift(self._found.cuts)
        self._whole = apply(self._text, self._found.cuts)
        texts = [self._whole[self._shift.start(p.start) : self._shift.end(p.end)] for p in self._passages]
        self._segments: dict[tuple[str, bool], str] = {}
        self._changed: set[str] = set()
        self._known: dict[str, str] = {}
        self._gone: set[str] = set()
        self._moved: dict[str, str] = {}
        ids = passage_ids(self._id(bundle.document), texts)
        self._moved = {p.id: new for p, new in zip(self._passages, ids, strict=True)}

    def result(self) -> Bundle:
        """Return the bundle that is left."""
        if not self._people and not any(map(_is_nobody, self._bundle.facts.nodes.values())):
            return self._bundle
        self._gone |= self._in_cuts_alone()
        nodes = [self._node(n) for n in self._bundle.facts.nodes.values()]
        bundle = Bundle(self._id(self._bundle.document))
        bundle.add(*(replace(n, id=self._id(n.id)) for n in nodes if n.id not in self._gone))
        for link in self._bundle.facts.links.values():
            if link.source not in self._gone and link.target not in self._gone and not self._is_withheld_value(link):
                bundle.add(self._link(link))
        bundle.facts.derive_values()
        bundle.drop_idle_rows()
        bundle.check()
        if withheld_in(bundle, self._finder):
            raise CurationError(
                f"a name of the suppression list could not be taken out of {bundle.document}, which is left as it is: remove it"
            )
        return bundle

    def _in_cuts_alone(self) -> set[str]:
        """Return what is mentioned nowhere but inside the names that are cut: it was read from them ("Robert North" of "Ada Robert
        North")."""
        inside: dict[str, bool] = {}
        for link in self._bundle.facts.links.values():
            if isinstance(link, Mentions):
                inside[link.target] = inside.get(link.target, True) and self._shift.is_cut(link.start, link.end)
        return {node for node, alone in inside.items() if alone}

    def _node(self, node: Node) -> Node:
        if isinstance(node, Passage) and node.id not in self._moved:
            words = self._finder.string(node.text, self._people)
            return replace(node, text=words, end=node.start + len(words))
        if isinstance(node, Passage):
            start, end = self._shift.start(node.start), self._shift.end(node.end)
            heading = None if node.heading is None else self._string(node.heading)
            return replace(node, text=self._whole[start:end], start=start, end=end, heading=heading)
        if isinstance(node, Person):
            people = self._people if " " not in node.name.strip() else frozenset()
            if _is_nobody(node) or self._finder.find(node.name, people).cuts:
                self._gone.add(node.id)
            return node
        changed: Node = replace(node, **{name: self._value(value) for name, value in _values(node).items()})
        if changed != node:
            self._changed.add(node.id)
        if isinstance(node, Document) and isinstance(changed, Document):
            changed.source = self._finder.slug(node.source, self._people)
        if _is_nobody(changed):
            self._gone.add(node.id)
        return changed

    def _is_withheld_value(self, link: Link) -> bool:
        """Whether a passage states a value that is nothing but a withheld name, or an address that holds one."""
        if not isinstance(link, States):
            return False
        if link.property == "url":
            return bool(self._finder.in_address(link.value))
        return link.property == "aliases" and is_withheld(self._string(link.value))

    def _link(self, link: Link) -> Link:
        source, target = self._id(link.source), self._id(link.target)
        evidence = tuple(sorted(self._id(e) for e in link.evidence))
        if isinstance(link, Mentions):
            start, end = self._shift.start(link.start), self._shift.end(link.end)
            values: dict[str, Any] = {"start": start, "end": end, "printed": self._whole[start:end]}
        elif isinstance(link, States):
            values = {"value": self._string(link.value)}
        else:
            values = {name: self._value(value) for name, value in _values(link).items()}
        return replace(link, source=source, target=target, evidence=evidence, **values)

    def _value(self, value: Any) -> Any:
        if isinstance(value, tuple):
            return tuple(self._string(v) for v in value)
        return self._string(value) if isinstance(value, str) else value

    def _string(self, value: str) -> str:
        """Return a value without the names, cut as the document's text is where the value stands in it."""
        if value not in self._known:
            at = self._text.find(value)
            if at < 0:
                changed = self._finder.string(value, self._people)
            else:
                end = at + len(value)
                inside = [c for c in self._found.cuts if c.start < end and at < c.end]
                changed = apply(value, [Cut(max(c.start, at) - at, min(c.end, end) - at) for c in inside])
            self._known[value] = changed
            if changed != value:
                self._segments[slug(value), True] = slug(changed)
        return self._known[value]

    def _id(self, node_id: str) -> str:
        if node_id in self._moved:
            return self._moved[node_id]
        kind, *segments = node_id.split("/")
        named = kind in ("document", "passage") or node_id in self._changed
        people = self._people if named else frozenset()
        for segment in segments:
            if (segment, named) not in self._segments:
                self._segments[segment, named] = self._finder.slug(segment, people)
        return "/".join((kind, *(self._segments[s, named] for s in segments)))


def _is_nobody(node: Node) -> bool:
    """Whether a node stands for a withheld name: a person with the placeholder in the name, anything else that is called so."""
    if isinstance(node, Document | Passage):
        return False
    display = getattr(node, GRAPH_MODEL.node_type(node).display.attribute) or ""
    return WITHHELD in display if isinstance(node, Person) else is_withheld(display)


def _whole_text(passages: Iterable[Passage]) -> str:
    """Return the normalised text that the passages are cut from; nothing but line feeds stands between them."""
    parts, at = [], 0
    for passage in passages:
        parts += ["\n" * (passage.start - at), passage.text]
        at = passage.end
    return "".join(parts)
