"""What a page about a node shows, worked out from its surroundings: sentences, values, and quotes with the words marked."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote, urlencode

from api.web.explorer.kinds import KINDS, source
from api.web.html import address, opening
from graph.rdf.iris import Iris
from graph.store.surroundings import Neighbour, Quote, Surroundings, name_of
from loaders.structure.cues import inside
from loaders.structure.labels import WHO
from schema.declaration import Link, Node
from schema.links import ANY, EITHER, Mentions, States
from schema.model import GRAPH_MODEL, LinkType, properties_of
from schema.nodes import KNOWLEDGE_KINDS, Passage

MOST_SHOWN = 300
"""How many facts a page shows; the data has more."""
MOST_QUOTES = 3
"""How many quotes of one fact a page shows; the data has all of them."""
_LONGEST_NAME, _LONGEST_HEADING = 120, 240
"""How many characters are shown of what names a node, and of a heading: the name of an idea or a passage is its whole text."""
_LONGEST_SUBJECT = 40
"""The most characters of a name that sentences on its own page repeat; instead of a longer one they say "this challenge"."""
_AROUND = 240
"""How many characters of a long quote are shown on each side of the words that are marked."""
_FIRST = (
    "WORKS_FOR", "OWNS", "SUPPORTS", "ADDRESSES", "PART_OF", "CITES", "INVOLVES", "FOLLOWS_FROM", "TAKES_PART_IN", "CONTINUES",
    "RAISED_AT", "ABOUT", "CONCERNS", "LOCATED_IN", "EMERGED_FROM",
)  # fmt: skip
_LAST = ("ATTENDED", "REFERS_TO", "MENTIONS", "STATES")
"""What a person looks for first, and what is long and can wait."""

_CALLED = {
    "aliases": "also called", "identifiers": "numbers in registers", "sha256": "fingerprint (SHA-256)", "source": "read from",
    "url": "web address",
}  # fmt: skip
"""Properties that a person would not know by their names."""
_SAID = {("OWNS", "owner"), ("OWNS", EITHER), ("SUPPORTS", "supporter"), ("SUPPORTS", EITHER)}
"""What a link's own words say already."""

_BACKERS = {"Person", "Organisation"}
"""Whoever can stand at one end of a fact."""

_HERE = Iris("/")
"""IRIs as paths of this service."""

Segments = list[tuple[str, bool]]
"""A text in pieces, each with whether it is marked."""


@dataclass(frozen=True, slots=True)
class Named:
    """A node as a sentence names it."""

    name: str
    href: str
    """Its page; empty for the node that the page is about."""
    label: str = ""
    """Its label, where it has a page."""


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
    details: tuple[str, ...]
    """What the link carries, in words."""
    quotes: tuple[QuoteView, ...]
    more_quotes: int
    link: Link
    depth: int = 0
    """In a list of ideas: how many ideas it is a part of, one inside the other."""
    number: str = ""
    """In a list of ideas: what is printed before it."""

    @property
    def statement(self) -> str:
        """Where the fact can be opened, and cited, by itself."""
        return _HERE.statement(self.link)


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a property, with the words that state it."""

    text: str
    href: str
    """Where the value leads, if it is a web address."""
    quotes: tuple[QuoteView, ...]
    more_quotes: int
    statement: str
    """Where it can be opened, and cited, by itself."""


@dataclass(frozen=True, slots=True)
class NodeView:
    """All that a page about a node shows."""

    id: str
    label: str
    kind: str
    """The label in words."""
    name: str
    heading: str
    """The name, longer."""
    named_by: tuple[QuoteView, ...]
    """The words that state what the heading says, where it says all of it."""
    more_named_by: int
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


def shortened(text: str, most: int = _LONGEST_NAME) -> str:
    """Return a text as a name: in one line, cut at a word."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    return line[:most].rsplit(" ", 1)[0].rstrip(",;:.") + " …"


def told_under(heading: str | None) -> str:
    """Return the heading that words stand under, shortened; none where it only says what they say themselves ("Owner")."""
    return "" if heading is None or inside(heading) in WHO else shortened(heading)


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


def node_view(found: Surroundings, most_quotes: int = MOST_QUOTES) -> NodeView:
    """Return what a page about a node shows, with up to so many quotes of each fact."""
    return _Viewer(found, most_quotes).view()


def quote_view(found: Quote, spans: Iterable[tuple[int, int]], of: str | None) -> QuoteView:
    """Return a quote as a page shows it, with `spans` marked; it leads to where the passage marks the mentions of `of`."""
    passage, document = found.passage, found.document
    return QuoteView(
        segments=marked(passage, spans),
        document=source(document.title, document.kind, found.dates or (document.published,)),
        heading=told_under(passage.heading),
        href=passage_address(passage.id, document.id, of),
    )


def excerpt(segments: Segments) -> Segments:
    """Return the part of a text around what is marked in it; all of it, where it is short or nothing is marked."""
    if sum(len(text) for text, _ in segments) <= 3 * _AROUND or not any(is_marked for _, is_marked in segments):
        return segments
    found: Segments = []
    for at, (text, is_marked) in enumerate(segments):
        before = _AROUND if at > 0 else 0  # what follows a mark
        after = _AROUND if at < len(segments) - 1 else 0  # what leads to one
        if is_marked or len(text) <= before + after:
            found.append((text, is_marked))
            continue
        head = text[:before].rpartition(" ")[0]
        tail = text[-after:].partition(" ")[2] if after else ""
        found.append((f"{head} … {tail}", False))
    return found


def spoken(details: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Return what a link carries as a sentence has it: `Chair`, `keynote`, `table 9`."""
    found = []
    known: set[str] = set()
    for name, value in details:
        if value.lower() in known:
            continue  # `roles`, where there is one
        known.add(value.lower())
        is_plain = name in ("role", "roles", "as") or value.lower().startswith(name)
        found.append(value if is_plain else f"{name} {value}")
    return tuple(found)


def details_of(link: Link) -> tuple[tuple[str, str], ...]:
    """Return what a link carries, in words."""
    return tuple(
        (in_words(name), str(one))
        for name, value in properties_of(link).items()
        for one in (value if isinstance(value, tuple) else (value,))
        if (GRAPH_MODEL.link_type(link).name, one) not in _SAID
    )


def capacity_of(link: Link) -> str | None:
    """Return in what capacity it is, where a link of its kind has one."""
    return getattr(link, "as_", None)


class _Viewer:
    def __init__(self, found: Surroundings, most_quotes: int) -> None:
        self.found, self.node, self.most_quotes = found, found.node, most_quotes
        self.node_type = GRAPH_MODEL.node_type(found.node)
        self.spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self.stating: dict[tuple[str, str], list[str]] = defaultdict(list)
        self.at_ends: dict[str, set[str]] = defaultdict(set)
        """Labels of what is at the other ends, by the relationship's type."""
        for link in found.facts:
            other = link.target if link.source == self.node.id else link.source
            self.at_ends[GRAPH_MODEL.link_type(link).name].add(found.neighbours[other].label)
        for link in found.sources:
            if isinstance(link, Mentions) and link.target == self.node.id:
                self.spans[link.source].append((link.start, link.end))
            elif isinstance(link, States) and link.target == self.node.id:
                self.stating[link.property, link.value].append(link.source)

    def view(self) -> NodeView:
        groups: dict[str, list[Fact]] = defaultdict(list)
        links = (*self.found.facts, *(link for link in self.found.sources if link.source == self.node.id))
        for link in sorted(links, key=self._place):
            groups[self._heading(link)].append(self._fact(link))
        name = name_of(self.node_type.label, dict(properties_of(self.node)))
        heading = shortened(name, _LONGEST_HEADING) or self.node.id
        naming = self._naming(heading)
        named_by, more = self._quotes(naming)
        shown = (
            {*naming}
            | {p for link in self.found.facts for p in link.evidence}
            | {p for passages in self.stating.values() for p in passages}
        )
        return NodeView(
            id=self.node.id,
            label=self.node_type.label,
            kind=KINDS[self.node_type.label].one,
            name=name_of_node(self.node),
            heading=heading,
            named_by=named_by,
            more_named_by=more,
            meaning=KINDS[self.node_type.label].meaning,
            values=tuple((name, values) for name, values in self._values() if [v.text for v in values] != [heading]),
            groups=tuple((heading, tuple(facts)) for heading, facts in groups.items()),
            mentions=self._quotes(sorted(p for p in self.spans if p not in shown))[0],
            quote=self._whole(self.found.quotes[self.node.id]) if isinstance(self.node, Passage) else None,
            left_out=self.found.left_out,
        )

    def _values(self) -> Iterable[tuple[str, tuple[Value, ...]]]:
        for name, value in properties_of(self.node).items():
            texts = [str(v) for v in value] if isinstance(value, tuple) else [str(value)]
            yield _CALLED.get(name) or in_words(name), tuple(self._value(name, text) for text in texts)

    def _value(self, name: str, text: str) -> Value:
        quotes, more = self._quotes(self.stating[name, text])
        href = text if text.startswith(("https://", "http://")) else ""
        return Value(text, href, quotes, more, _HERE.value(self.node.id, name, text))

    def _naming(self, value: str) -> list[str]:
        """Return the passages that state a value under whatever name; where registers alone do, those that mention the node too."""
        stating = list(dict.fromkeys(p for (_, v), passages in self.stating.items() if v == value for p in passages))
        known = [self.found.quotes[p] for p in stating if p in self.found.quotes]
        if all(quote.document.kind in KNOWLEDGE_KINDS for quote in known):
            stating += sorted(set(self.spans) - set(stating))
        return stating

    def _place(self, link: Link) -> tuple[object, ...]:
        """Return where a fact stands on the page: by what it says, then by what it leads to, numbers as numbers."""
        name, outgoing = GRAPH_MODEL.link_type(link).name, link.source == self.node.id
        rank = _FIRST.index(name) - len(_FIRST) if name in _FIRST else 1 + _LAST.index(name) if name in _LAST else 0
        other = link.target if outgoing else link.source
        kinds = [n.label for n in GRAPH_MODEL.nodes]
        natural = [(int(p), "") if p.isdigit() else (0, p) for p in re.split(r"(\d+)", other)]
        return rank, name, not outgoing, -kinds.index(self.found.neighbours[other].label), natural

    def _heading(self, link: Link) -> str:
        link_type, outgoing = GRAPH_MODEL.link_type(link), link.source == self.node.id
        other = self.found.neighbours[link.target if outgoing else link.source].label
        here, same = self.node_type.label, []
        is_either = capacity_of(link) == EITHER
        for ends in link_type.ends:
            if outgoing and ends.source == here and ends.target in (other, ANY):
                return opening(link_type.said(EITHER) if is_either else in_words(ends.forward))
            if not outgoing and ends.target in (here, ANY):
                same.append(ends)
        for ends in same:
            if ends.source == other:
                # People and bodies stand apart: under one name, each with what they are.
                if {one.source for one in same} <= _BACKERS and len(self.at_ends[link_type.name]) > 1:
                    name = "owners or supporters" if is_either else in_words(same[0].backward)
                    return opening(f"{name}: {KINDS[other].many}")
                return "Owners or supporters" if is_either else opening(in_words(ends.backward))
        return link_type.phrase

    def _fact(self, link: Link) -> Fact:
        link_type: LinkType = GRAPH_MODEL.link_type(link)
        quotes, more = self._quotes(link.evidence)
        source, target = self._named(link.source), self._named(link.target)
        return Fact(source, link_type.said(capacity_of(link)), target, spoken(details_of(link)), quotes, more, link)

    def _named(self, node_id: str) -> Named:
        if node_id == self.node.id:
            name = name_of_node(self.node)
            return Named(name if len(name) <= _LONGEST_SUBJECT else f"this {KINDS[self.node_type.label].one}", "")
        neighbour: Neighbour = self.found.neighbours[node_id]
        return Named(shortened(neighbour.name) or node_id, address(node_id), neighbour.label)

    def _quotes(self, passages: Sequence[str]) -> tuple[tuple[QuoteView, ...], int]:
        known = [self.found.quotes[p] for p in passages if p in self.found.quotes]
        known.sort(key=lambda q: (q.document.kind in KNOWLEDGE_KINDS, q.document.id, q.passage.order))
        return tuple(self._quote(q) for q in known[: self.most_quotes]), max(0, len(known) - self.most_quotes)

    def _quote(self, found: Quote) -> QuoteView:
        whole = self._whole(found)
        return replace(whole, segments=excerpt(whole.segments))

    def _whole(self, found: Quote) -> QuoteView:
        return quote_view(found, self.spans[found.passage.id], self.node.id)
