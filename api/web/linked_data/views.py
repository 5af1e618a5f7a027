"""What a page about a node shows, worked out from its surroundings: sentences, values, and quotes with the words marked."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from api.web.html import address
from graph.store.surroundings import Neighbour, Quote, Surroundings, name_of
from schema.declaration import Link, Node
from schema.links import ANY, Mentions, States
from schema.model import GRAPH_MODEL, LinkType, properties_of
from schema.nodes import Passage

MOST_SHOWN = 300
"""Facts that a page shows; the data has more."""
MOST_QUOTES = 3
"""Quotes of one fact that a page shows; the data has all of them."""
_LONGEST_NAME = 120
"""Characters of what names a node: the name of an idea or a passage is its whole text."""

Segments = list[tuple[str, bool]]
"""A text in pieces, each with whether it is marked."""


@dataclass(frozen=True, slots=True)
class Named:
    """A node as a sentence names it."""

    name: str
    href: str
    """Its page; empty for the node that the page is about."""


@dataclass(frozen=True, slots=True)
class QuoteView:
    """The words that state a fact."""

    segments: Segments
    document: str
    heading: str | None
    href: str
    """The passage in the document's text, marked."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact as a sentence, with the words that state it."""

    source: Named
    phrase: str
    target: Named
    details: tuple[tuple[str, str], ...]
    quotes: tuple[QuoteView, ...]
    more_quotes: int
    link: Link


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a property, with the words that state it."""

    text: str
    href: str
    """Where the value leads, if it is a web address."""
    quotes: tuple[QuoteView, ...]
    more_quotes: int


@dataclass(frozen=True, slots=True)
class NodeView:
    """All that a page about a node shows."""

    id: str
    label: str
    kind: str
    """The label in words."""
    name: str
    meaning: str
    values: tuple[tuple[str, tuple[Value, ...]], ...]
    groups: tuple[tuple[str, tuple[Fact, ...]], ...]
    """Facts by what they say, each group with its heading."""
    mentions: tuple[QuoteView, ...]
    """Passages that mention the node and state nothing above."""
    quote: QuoteView | None
    """Of a passage: itself, where it stands."""
    left_out: int
    """Facts that the page does not show."""


def passage_address(passage: str, document: str, of: str | None = None) -> str:
    """Return where a passage stands marked in its document's text; `of`: the node whose mentions are marked in it."""
    query = urlencode({"passage": passage} | ({"of": of} if of else {}), quote_via=quote, safe="/")
    return f"{address(document)}?{query}#{anchor(passage)}"


def anchor(passage: str) -> str:
    """Return the fragment of a passage in its document's page."""
    return "p-" + passage.rpartition("/")[2]


def in_words(name: str) -> str:
    """Return a name of the declaration as a person writes it: `ownerOrganisations` is `owner organisations`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).replace("_", " ").lower()


def shortened(text: str) -> str:
    """Return a text as a name: in one line, cut at a word."""
    line = " ".join(text.split())
    if len(line) <= _LONGEST_NAME:
        return line
    return line[:_LONGEST_NAME].rsplit(" ", 1)[0].rstrip(",;:.") + " …"


def name_of_node(node: Node) -> str:
    """Return what names a node to a person."""
    return shortened(name_of(type(node).__name__, dict(properties_of(node)))) or node.id


def marked(passage: Passage, spans: Iterable[tuple[int, int]]) -> Segments:
    """Return a passage's text in pieces; `spans`, in the document's offsets, are marked."""
    segments, at = [], 0
    for start, end in sorted(spans):
        first, last = max(at, start - passage.start), min(len(passage.text), end - passage.start)
        if first < last:
            segments += [(passage.text[at:first], False), (passage.text[first:last], True)]
            at = last
    return [s for s in (*segments, (passage.text[at:], False)) if s[0]]


def node_view(found: Surroundings) -> NodeView:
    """Return what a page about a node shows."""
    return _Viewer(found).view()


def quote_view(found: Quote, spans: Iterable[tuple[int, int]], of: str | None) -> QuoteView:
    """Return a quote as a page shows it, with `spans` marked; it leads to where the passage marks the mentions of `of`."""
    passage, document = found.passage, found.document
    return QuoteView(
        segments=marked(passage, spans),
        document=document.title,
        heading=passage.heading,
        href=passage_address(passage.id, document.id, of),
    )


def details_of(link: Link) -> tuple[tuple[str, str], ...]:
    """Return what a link carries, in words."""
    return tuple(
        (in_words(name), ", ".join(map(str, value)) if isinstance(value, tuple) else str(value))
        for name, value in properties_of(link).items()
    )


class _Viewer:
    def __init__(self, found: Surroundings) -> None:
        self.found, self.node = found, found.node
        self.node_type = GRAPH_MODEL.node_type(found.node)
        self.spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self.stating: dict[tuple[str, str], list[str]] = defaultdict(list)
        for link in found.sources:
            if isinstance(link, Mentions) and link.target == self.node.id:
                self.spans[link.source].append((link.start, link.end))
            elif isinstance(link, States) and link.target == self.node.id:
                self.stating[link.property, link.value].append(link.source)

    def view(self) -> NodeView:
        groups: dict[str, list[Fact]] = defaultdict(list)
        links = (*self.found.facts, *(link for link in self.found.sources if link.source == self.node.id))
        for link in links:
            groups[self._heading(link)].append(self._fact(link))
        shown = {p for link in self.found.facts for p in link.evidence} | {
            p for passages in self.stating.values() for p in passages
        }
        return NodeView(
            id=self.node.id,
            label=self.node_type.label,
            kind=in_words(self.node_type.label),
            name=name_of_node(self.node),
            meaning=self.node_type.meaning,
            values=tuple(self._values()),
            groups=tuple((heading, tuple(facts)) for heading, facts in groups.items()),
            mentions=self._quotes(sorted(p for p in self.spans if p not in shown))[0],
            quote=self._quote(self.found.quotes[self.node.id]) if isinstance(self.node, Passage) else None,
            left_out=self.found.left_out,
        )

    def _values(self) -> Iterable[tuple[str, tuple[Value, ...]]]:
        for name, value in properties_of(self.node).items():
            texts = [str(v) for v in value] if isinstance(value, tuple) else [str(value)]
            yield in_words(name), tuple(self._value(name, text) for text in texts)

    def _value(self, name: str, text: str) -> Value:
        quotes, more = self._quotes(self.stating[name, text])
        return Value(text, text if text.startswith(("https://", "http://")) else "", quotes, more)

    def _heading(self, link: Link) -> str:
        link_type, outgoing = GRAPH_MODEL.link_type(link), link.source == self.node.id
        other = self.found.neighbours[link.target if outgoing else link.source].label
        for ends in link_type.ends:
            source, target = (self.node_type.label, other) if outgoing else (other, self.node_type.label)
            if ends.source == source and ends.target in (target, ANY):
                words = in_words(ends.forward if outgoing else ends.backward)
                return words[0].upper() + words[1:]
        return link_type.phrase

    def _fact(self, link: Link) -> Fact:
        link_type: LinkType = GRAPH_MODEL.link_type(link)
        quotes, more = self._quotes(link.evidence)
        source, target = self._named(link.source), self._named(link.target)
        return Fact(source, link_type.phrase, target, details_of(link), quotes, more, link)

    def _named(self, node_id: str) -> Named:
        if node_id == self.node.id:
            return Named(name_of_node(self.node), "")
        neighbour: Neighbour = self.found.neighbours[node_id]
        return Named(shortened(neighbour.name) or node_id, address(node_id))

    def _quotes(self, passages: Sequence[str]) -> tuple[tuple[QuoteView, ...], int]:
        known = [self.found.quotes[p] for p in passages if p in self.found.quotes]
        known.sort(key=lambda q: (q.document.id, q.passage.order))
        return tuple(self._quote(q) for q in known[:MOST_QUOTES]), max(0, len(known) - MOST_QUOTES)

    def _quote(self, found: Quote) -> QuoteView:
        return quote_view(found, self.spans[found.passage.id], self.node.id)
