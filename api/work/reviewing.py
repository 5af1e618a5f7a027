"""What a curator should look at of what is loaded: what may be twice, what was not understood, and what was held back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from api.work.curation import Curation
from api.work.findings import Findings, HeldBack
from api.work.set_aside import SetAside, Signed
from graph.store.store import Store
from loaders.names.likeness import Pair, pairs
from schema.bundle import Statements
from schema.nodes import Document

if TYPE_CHECKING:
    from loaders.curation.check import Review

LEAST_WORDS = 6
"""The fewest words of a line that reads like a sentence."""
_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class Line:
    """A block of a loaded document that was not understood."""

    passage: str
    """The passage's id."""
    place: int
    """Its place in the document."""
    text: str
    put_aside: Signed | None = None
    """Who looked at it and found that it states nothing."""

    @property
    def says_something(self) -> bool:
        """Whether it reads like a sentence, not like an entry of a menu or a heading: those are seldom what was missed."""
        return len(_WORD.findall(self.text)) >= LEAST_WORDS


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A loaded document."""

    document: str
    source: str
    sha256: str
    title: str
    blocks: int
    is_known: bool
    """Whether loading told which blocks it did not understand; else they are those on which nothing in the graph stands."""
    lines: tuple[Line, ...]
    """Those to look at: what reads like a sentence first."""
    drift: tuple[str, ...]
    """Counts that look wrong."""
    put_aside: tuple[Line, ...] = ()
    """Those that a curator has looked at."""

    @property
    def telling(self) -> int:
        """Lines to look at that read like sentences."""
        return sum(line.says_something for line in self.lines)


@dataclass(frozen=True, slots=True)
class Twice:
    """Two nodes that may be one."""

    pair: Pair
    judgement: str
    """The entry for the judgements file that says they are."""
    is_judged: bool
    """Whether a judgement says so already: it holds once the documents are read again."""


@dataclass(frozen=True, slots=True)
class ToReview:
    """All there is to look at."""

    held: tuple[HeldBack, ...]
    """The latest first."""
    documents: tuple[Reviewed, ...]
    """Those of which something was not understood or looks wrong, those with most to say first."""
    twice: tuple[Twice, ...]
    """The most alike first."""


def to_review(store: Store, curation: Curation, findings: Findings, aside: SetAside) -> ToReview:
    """Return what there is to look at. Reads every document's statements, one after the other."""
    from loaders.curation.check import review_stored  # all that reads documents, which the service need not wait for

    facts = Statements()
    documents = []
    for bundle in store.bundles():
        facts.update(bundle.facts)
        document = bundle.facts.nodes[bundle.document]
        assert isinstance(document, Document)
        missed = findings.not_understood(bundle.document, document.sha256)
        found = review_stored(bundle, missed)
        seen = aside.of(document.id, document.sha256)
        ids = {p.order: p.id for p in bundle.passages.values()}
        lines = [Line(ids[one.passage], one.passage, one.text, seen.get(one.passage)) for one in found.missed]
        if lines or found.drift:
            documents.append(_reviewed(found, document, lines, missed is not None))
    said = curation.judgements
    twice = (
        Twice(
            p,
            p.judgement(date.today()),
            said.canonical(p.kind, p.first) == said.canonical(p.kind, p.second) is not None,
        )
        for p in pairs(facts, said)
    )
    out = {one.held.sha256 for one in aside.documents if not one.document}
    held = [one for one in findings.without(curation.finder).held if one.sha256 not in out]
    return ToReview(
        tuple(sorted(held, key=lambda h: h.on, reverse=True)),
        tuple(sorted(documents, key=lambda d: (not d.lines and not d.drift, -d.telling, d.title, d.document))),
        tuple(twice),
    )


def _reviewed(found: Review, document: Document, lines: list[Line], is_known: bool) -> Reviewed:
    left = sorted((line for line in lines if not line.put_aside), key=lambda line: not line.says_something)
    return Reviewed(
        found.document,
        found.source,
        document.sha256,
        found.title,
        found.blocks,
        is_known,
        tuple(left),
        tuple(found.drift),
        tuple(line for line in lines if line.put_aside),
    )
