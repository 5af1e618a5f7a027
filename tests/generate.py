"""Bundles of any size from a seed, for tests and benchmarks: every label, every pattern of every link, ties and gaps included."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from schema.bundle import Bundle
from schema.ids import make_id
from schema.links import ANY, Mentions
from schema.model import GRAPH_MODEL, LinkType, NodeType, Property
from schema.nodes import DOCUMENT_KINDS, KNOWLEDGE_KINDS

_WORDS = (
    "care homes young people debt loans garden kitchen bus river tower library carer nurse tenant wage skill street "
    "market pilot fund clinic pledge bridge orchard harbour café Ürban 50% a.b x_y O'Neil"
).split()


@dataclass(frozen=True)
class Size:
    """How much of each one document states."""

    passages: int = 6
    nodes: int = 4
    """Nodes of each label that documents state."""
    links: float = 1.5
    """Links of each pattern for each source node, on the average."""
    words: int = 4
    """Words of a text, at the most."""


def bundles(seed: int, documents: int, size: Size | None = None) -> Iterator[Bundle]:
    """Yield one bundle per document. The same arguments give the same bundles; documents share about half of their nodes."""
    size = size or Size()
    for number in range(documents):
        yield _Document(random.Random(f"{seed}/{number}"), number, size).bundle


class _Document:
    def __init__(self, rng: random.Random, number: int, size: Size) -> None:
        self.rng, self.number, self.size = rng, number, size
        self.name = f"report-{number}"
        self.bundle = Bundle(make_id("document", self.name))
        self.evidence: list[str] = []
        self.ids: dict[str, list[str]] = {}
        self._passages()
        for node_type in GRAPH_MODEL.nodes:
            if node_type.stated:
                self.ids[node_type.label] = self._nodes(node_type)
        for link_type in GRAPH_MODEL.links:
            if link_type.name not in ("IN", "NEXT", "STATES"):
                self._links(link_type)
        self.bundle.check()

    def _text(self, most: int | None = None) -> str:
        return " ".join(self.rng.choice(_WORDS) for _ in range(self.rng.randint(1, most or self.size.words)))

    def _passages(self) -> None:
        rng, start = self.rng, 0
        known = {
            "id": self.bundle.document,
            "title": self._text(2),
            "kind": rng.choice([kind for kind in DOCUMENT_KINDS if kind not in KNOWLEDGE_KINDS]),
        }
        published = rng.choice((None, "2024", "2024-05-01", "2025-11"))
        self._add("Document", **known, published=published, source=f"{self.name}.txt", sha256=f"{self.number:064x}")
        self.ids["Document"] = [self.bundle.document]
        for order in range(self.size.passages):
            text = self._text(self.size.words * 3)
            ident = make_id("passage", self.name, str(order))
            heading = rng.choice((None, self._text(2)))
            self._add("Passage", id=ident, text=text, start=start, end=start + len(text), heading=heading, order=order)
            start += len(text) + 1
            self._link("IN", ident, self.bundle.document)
            if self.evidence:
                self._link("NEXT", self.evidence[-1], ident)
            self.evidence.append(ident)
        self.ids["Passage"] = self.evidence

    def _nodes(self, node_type: NodeType) -> list[str]:
        found = []
        for i in range(self.size.nodes):
            # Half of the ids are of the document's own, half may be stated by others as well.
            own = self.rng.random() < 0.5
            scope = self.name if own else f"shared-{self.rng.randrange(4)}"
            ident = make_id(node_type.kind, scope, str(i))
            values = {p.attribute: self._value(p) for p in node_type.properties}
            if not any(values[p.attribute] for p in node_type.displays):
                values[self.rng.choice(node_type.displays).attribute] = self._text(2)
            self.bundle.state(
                node_type.python(id=ident, **values), **{p.name: self._said() for p in node_type.properties}
            )
            found.append(ident)
        return found

    def _said(self) -> tuple[str, ...]:
        return tuple(self.rng.sample(self.evidence, self.rng.randint(1, min(3, len(self.evidence)))))

    def _value(self, p: Property) -> Any:
        rng = self.rng
        if not p.required and rng.random() < 0.3:
            return () if p.type == "texts" else None
        if p.spec.one_of:
            return rng.choice(p.spec.one_of[:4])
        if p.type == "integer":
            return rng.randrange(10)
        if p.type == "texts":
            return tuple(sorted({self._text(2) for _ in range(rng.randint(1, 3))}))
        if p.type == "date":
            return rng.choice(("2023", "2024-09-18", "2025-10-01", "2025"))
        return self._text(6 if p.name in ("text", "summary", "description") else 2)

    def _links(self, link_type: LinkType) -> None:
        for ends in link_type.ends:
            for source in self.ids[ends.source]:
                for _ in range(int(self.rng.random() * 2 * self.size.links + 0.5)):
                    label = ends.target
                    if label == ANY:
                        label = self.rng.choice([n.label for n in GRAPH_MODEL.nodes if n.stated])
                    target = self.rng.choice(self.ids[label])
                    if link_type.python is Mentions:
                        self._mention(source, target)
                    else:
                        values = {p.attribute: self._value(p) for p in link_type.properties}
                        self._link(link_type.name, source, target, **values)

    def _mention(self, source: str, target: str) -> None:
        passage = self.bundle.passages[source]
        at = self.rng.randrange(len(passage.text))
        to = self.rng.randint(at + 1, min(len(passage.text), at + 5))
        known = {"start": passage.start + at, "end": passage.start + to, "printed": passage.text[at:to]}
        self._link("MENTIONS", source, target, **known)

    def _add(self, label: str, **values: Any) -> None:
        self.bundle.add(GRAPH_MODEL.node(label).python(**values))

    def _link(self, name: str, source: str, target: str, **values: Any) -> None:
        link_type = GRAPH_MODEL.link(name)
        evidence: tuple[str, ...] = ()
        if link_type.evidenced:
            evidence = self._said()
        self.bundle.add(link_type.python(source=source, target=target, evidence=evidence, **values))
