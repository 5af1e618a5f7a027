"""What a curator should look at of what is loaded: what may be twice, what was not understood, and what was held back."""

from dataclasses import dataclass
from datetime import date

from api.work.curation import Curation
from api.work.findings import Findings, HeldBack
from graph.store.store import Store
from loaders.curation.check import Review, review_stored
from loaders.names.likeness import Pair, pairs
from schema.bundle import Statements
from schema.nodes import Document


@dataclass(frozen=True, slots=True)
class Line:
    """A block of a loaded document that was not understood."""

    passage: str
    """The passage's id."""
    text: str


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A loaded document."""

    document: str
    source: str
    title: str
    blocks: int
    is_known: bool
    """Whether loading told which blocks it did not understand; else they are those on which nothing in the graph stands."""
    lines: tuple[Line, ...]
    drift: tuple[str, ...]
    """Counts that look wrong."""


@dataclass(frozen=True, slots=True)
class Twice:
    """Two nodes that may be one."""

    pair: Pair
    judgement: str
    """The entry for the judgements file that says they are."""


@dataclass(frozen=True, slots=True)
class ToReview:
    """All there is to look at."""

    held: tuple[HeldBack, ...]
    """The latest first."""
    documents: tuple[Reviewed, ...]
    """Those of which something was not understood or looks wrong, by title."""
    twice: tuple[Twice, ...]
    """The most alike first."""


def to_review(store: Store, curation: Curation, findings: Findings) -> ToReview:
    """Return what there is to look at. Reads every document's statements, one after the other."""
    facts = Statements()
    documents = []
    for bundle in store.bundles():
        facts.update(bundle.facts)
        document = bundle.facts.nodes[bundle.document]
        assert isinstance(document, Document)
        sha256, missed = findings.missed.get(bundle.document, ("", ()))
        is_known = sha256 == document.sha256
        found = review_stored(bundle, missed if is_known else None)
        ids = {p.order: p.id for p in bundle.passages.values()}
        lines = tuple(Line(ids[line.passage], line.text) for line in found.missed)
        if lines or found.drift:
            documents.append(_reviewed(found, lines, is_known))
    twice = (Twice(p, p.judgement(date.today())) for p in pairs(facts, curation.judgements))
    held = sorted(findings.without(curation.finder).held, key=lambda h: h.on, reverse=True)
    return ToReview(tuple(held), tuple(sorted(documents, key=lambda d: (d.title, d.document))), tuple(twice))


def _reviewed(found: Review, lines: tuple[Line, ...], is_known: bool) -> Reviewed:
    return Reviewed(found.document, found.source, found.title, found.blocks, is_known, lines, tuple(found.drift))
