"""What is compared: our ranking, and four that a person could have without it."""

import random
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Any

import numpy as np
from bench.partners.cases import Reader

from graph.embedding.embedder import Embedder
from graph.partners.matching import find_partners
from graph.partners.weights import Weights
from graph.store.fulltext import any_of

OURS = "ours"
WITH_EVIDENCE = "ours, with evidence"
EVIDENCE = "evidence"
"""The tier of those who stand in the answer because of a reason, not because they were there."""
LISTED = 50
UNITS = 40
"""How many of the best units a baseline follows, which are as many as ours follows."""

Ranking = list[str]
"""Organisations by id, best first."""
Ranker = Callable[[Reader, "Ties", str], Ranking]

_TIES = """
MATCH (u:Idea|Challenge|Model|Initiative|Passage)
RETURN u.id AS unit, coalesce(u.title, u.name, '') AS title,
  CASE WHEN u:Challenge THEN u.summary WHEN u:Idea OR u:Passage THEN u.text ELSE u.description END AS text,
  COLLECT { MATCH (u)<-[:OWNS|SUPPORTS|TAKES_PART_IN]-(o:Organisation) RETURN o.id
    UNION MATCH (u)-[:INVOLVES|MENTIONS]->(o:Organisation) RETURN o.id
    UNION MATCH (u)-[:CITES]->(:Model)-[:INVOLVES]->(o:Organisation) RETURN o.id
    UNION MATCH (u)-[:ADDRESSES]->(:Challenge)<-[:OWNS|SUPPORTS]-(o:Organisation) RETURN o.id } AS bodies
ORDER BY unit"""
_WORDS = """
CALL db.index.fulltext.queryNodes('search', $text) YIELD node, score
WHERE node:Idea OR node:Challenge OR node:Model OR node:Initiative OR node:Passage
RETURN node.id AS unit, score ORDER BY score DESC, unit LIMIT $units"""

_VECTORS: dict[tuple[str, str], list[float]] = {}


@dataclass(frozen=True, slots=True)
class Ties:
    """What there is to match, and who is tied to it: what the baselines carry scores along."""

    bodies: dict[str, list[str]]
    """Organisations by unit: idea, challenge, model, initiative or passage."""
    texts: dict[str, str]

    @classmethod
    def of(cls, reader: Reader) -> "Ties":
        rows = reader.read(_TIES)
        return cls({r["unit"]: r["bodies"] for r in rows}, {r["unit"]: f"{r['title']} {r['text'] or ''}" for r in rows})

    def vectors(self, embedder: Embedder) -> Any:
        """Return a row for each unit, in the order of `texts`; every text is read once in a run."""
        new = [text for text in dict.fromkeys(self.texts.values()) if (embedder.name, text) not in _VECTORS]
        _VECTORS.update(((embedder.name, t), v) for t, v in zip(new, embedder.embed(new) if new else [], strict=True))
        return np.array([_VECTORS[embedder.name, text] for text in self.texts.values()])

    def carried(self, scored: Iterable[tuple[str, float]]) -> Ranking:
        """Return the bodies by the sum of the scores of the units that they are tied to."""
        total: dict[str, float] = defaultdict(float)
        for unit, score in scored:
            for body in self.bodies[unit]:
                total[body] += score
        return sorted(total, key=lambda body: (-total[body], body))


def by_chance(reader: Reader, ties: Ties, text: str) -> Ranking:
    """Bodies in random order, another for each question."""
    bodies = sorted(set(chain.from_iterable(ties.bodies.values())))
    random.Random(text).shuffle(bodies)
    return bodies


def by_popularity(reader: Reader, ties: Ties, text: str) -> Ranking:
    """Bodies by the number of units that they are tied to, whatever is asked."""
    return ties.carried((unit, 1.0) for unit in ties.bodies)


def by_words(reader: Reader, ties: Ties, text: str) -> Ranking:
    """Full text alone: the best units' scores, summed over the bodies tied to each."""
    rows = reader.read(_WORDS, {"text": any_of(text), "units": UNITS})
    return ties.carried((row["unit"], row["score"]) for row in rows)


def by_meaning(reader: Reader, ties: Ties, text: str, embedder: Embedder) -> Ranking:
    """Embedding alone: the likeness of the units that are most alike, summed over the bodies tied to each."""
    likeness = ties.vectors(embedder) @ np.array(embedder.embed([text])[0])
    units = list(ties.texts)
    best = np.argsort(-likeness, kind="stable")[:UNITS]
    return ties.carried((units[i], float(likeness[i])) for i in best)


def ours(
    reader: Reader,
    ties: Ties,
    text: str,
    embedder: Embedder | None,
    weights: Weights | None = None,
    tiers: tuple[str, ...] = (EVIDENCE, "attended"),
) -> Ranking:
    """What the product answers, in its order."""
    return [row["id"] for row in find_partners(reader, embedder, text, LISTED, weights=weights) if row["tier"] in tiers]


def rankers(embedder: Embedder | None, weights: Weights | None = None) -> dict[str, Ranker]:
    """Return what is compared, by name; without a model, nothing ranks by embedding alone."""
    found: dict[str, Ranker] = {"random": by_chance, "popularity": by_popularity, "full text": by_words}
    if embedder is not None:
        found["embedding"] = partial(by_meaning, embedder=embedder)
    found[OURS] = partial(ours, embedder=embedder, weights=weights)
    found[WITH_EVIDENCE] = partial(found[OURS], tiers=(EVIDENCE,))
    return found
