"""Finds the nodes that a batch of queries may mean, with one statement for all of them, and judges each."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from graph.reconcile.properties import KINDS, Asked, all_properties, properties_of_kind
from graph.reconcile.reading import bearing, lucene, read_values
from graph.reconcile.scoring import has_number, numbers, similarity
from graph.store.query_library import query
from graph.store.store import Store
from graph.store.surroundings import name_of

RETRIEVED = 50
"""How many nodes are judged for each query."""
LEAST_SCORE = 30.0
"""The lowest score of a candidate."""
_PROPERTIES_WEIGH = 0.3
"""The share of a score that properties decide, where a query has any."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One query."""

    text: str = ""
    kinds: tuple[str, ...] = tuple(t.label for t in KINDS)
    limit: int = 10
    properties: tuple[tuple[str, tuple[Any, ...]], ...] = ()
    """Property ids with values: texts, numbers, or `{"id": ..., "name": ...}`."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A node that a query may mean."""

    id: str
    label: str
    name: str
    description: str
    score: float
    features: dict[str, float | bool]
    match: bool = False


@dataclass(slots=True)
class _Found:
    id: str
    label: str
    properties: dict[str, Any]
    description: str
    values: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return name_of(self.label, self.properties)


def find_candidates(store: Store, batch: Sequence[Wanted]) -> list[list[Candidate]]:
    """Return the candidates of each query, best first."""
    parameters = [_parameters(w, bearing(store, w.kinds, w.properties, RETRIEVED) if not w.text else []) for w in batch]
    rows = store.read(query("candidates").cypher, {"queries": parameters, "most": RETRIEVED})
    found: list[list[_Found]] = [[] for _ in batch]
    for row in rows:
        found[row["place"]] = [
            _Found(f["id"], f["label"], f["properties"], f["description"] or "") for f in row["found"]
        ]
    return [_judged(store, wanted, known) for wanted, known in zip(batch, found, strict=True)]


def _parameters(wanted: Wanted, related: list[str]) -> dict[str, Any]:
    given = {n for w in (wanted.text, *_numbers_asked(wanted)) for n in numbers(w)}
    return {
        "lucene": lucene(wanted.text, wanted.kinds),
        "ids": [wanted.text.strip(), *related],
        "numbers": sorted(given | {f"-{n}" for n in given}),
        "kinds": list(wanted.kinds),
    }


def _numbers_asked(wanted: Wanted) -> list[str]:
    return [str(v) for name, values in wanted.properties if name == "identifiers" for v in values]


def _judged(store: Store, wanted: Wanted, found: list[_Found]) -> list[Candidate]:
    asked = [(all_properties()[name], values) for name, values in wanted.properties if name in all_properties()]
    if asked:
        _read_values(store, found, [a for a, _ in asked])
    judged = [c for f in found if (c := _candidate(wanted, f, asked)).score >= LEAST_SCORE]
    judged.sort(key=lambda c: (-c.score, c.id))
    certain = [c for c in judged if c.match]
    if len(certain) > 1:
        # Two namesakes: nobody but a person can tell which one is meant, unless one has the number.
        numbered = [c for c in certain if c.features.get("identifier")]
        certain = numbered if len(numbered) == 1 else []
    sure = {c.id for c in certain}
    return [
        Candidate(c.id, c.label, c.name, c.description, c.score, c.features, c.id in sure)
        for c in judged[: wanted.limit]
    ]


def _candidate(wanted: Wanted, found: _Found, asked: list[tuple[Asked, tuple[Any, ...]]]) -> Candidate:
    names = [found.name, *(found.properties["aliases"] or ())]
    alike = similarity(wanted.text, names)
    given = [n for text in (wanted.text, *_numbers_asked(wanted)) for n in numbers(text)]
    numbered = has_number(found.properties["identifiers"] or (), given)
    features: dict[str, float | bool] = {"name_similarity": alike, "identifier": numbered}
    score = alike
    if asked:
        fits = [_fits(found.values.get(a.id, []), values) for a, values in asked]
        features["properties"] = round(sum(fits) / len(fits), 3)
        weight = _PROPERTIES_WEIGH if wanted.text else 1.0
        score = score * (1 - weight) + 100 * weight * features["properties"]
    named = alike == 100 and features.get("properties", 1.0) >= 0.5
    if numbered or wanted.text.strip() == found.id:
        score = 100.0
    match = numbered or named or wanted.text.strip() == found.id
    return Candidate(found.id, found.label, found.name, found.description, round(score, 2), features, match)


def _fits(known: list[dict[str, Any]], wanted: tuple[Any, ...]) -> float:
    """Return how well a node's values fit what is wanted of one property, 0 to 1: as well as the best of them."""
    best = 0.0
    for value in wanted:
        for one in known:
            if isinstance(value, dict):
                best = max(best, float(one.get("id") == value["id"]))
                continue
            names = [one["value"]] if "value" in one else [one["id"], one["name"]]
            text = str(value)
            same = any(str(name).casefold() == text.casefold() for name in names) or has_number(
                [str(n) for n in names], numbers(text)
            )
            best = max(best, 1.0 if same else similarity(text, map(str, names)) / 100)
    return best


def _read_values(store: Store, found: list[_Found], asked: list[Asked]) -> None:
    """Give what was found the values of what is asked; a label that has no such property has no values of it."""
    for label in {f.label for f in found}:
        own = [a for a in asked if a.id in properties_of_kind(label)]
        known = read_values(store, label, [f.id for f in found if f.label == label], own) if own else {}
        for f in found:
            if f.label == label:
                f.values = {a.id: [] for a in asked} | known.get(f.id, {})
