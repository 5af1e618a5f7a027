"""Finds organisations that could help with a challenge, each with the paths and quotes that say why (`queries/partners.cypher`)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol

from graph.embedding.embedder import Embedder
from graph.partners.kinds import kinds_of
from graph.partners.names import named, refuse_unknown, unknown
from graph.partners.need import Need, need_of
from graph.partners.weights import TIES, Weights, weights_of
from graph.store.query_library import query
from schema.errors import QueryError

_KEPT = 8
"""Of how many texts the vectors are kept for a moment: one page or command asks several questions about the same."""
MOST = 100
"""The most organisations that can be asked for at once."""
_FIRST = 3
"""Among how many of the first bodies one has to be close, or the whole answer is only near."""
BY_WORDS_ALONE = (
    "found by words alone, for want of an embedding model: these have some of the words, and may not be about it"
)
"""What every surface says of such an answer, which cannot be silent where nobody fits."""
_STATEMENT = f"""CALL () {{ {query("partners").cypher} }}
RETURN organisation.id AS id, organisation.name AS name, organisation.kind AS kind, tier, close, score,
  [reason IN reasons | {{
    score: reason.score,
    path: [step IN reason.path | {{
      relationship: step.relationship, as: step.as, id: step.node.id,
      name: coalesce(step.node.title, step.node.name, step.node.text),
      quote: CASE WHEN step.node:Passage THEN step.node.text ELSE head(COLLECT {{
        WITH step.node AS node MATCH (node)<-[:STATES]-(p:Passage) RETURN p.text ORDER BY p = reason.passage DESC, p.id LIMIT 1
      }}) END
    }}],
    quote: reason.passage.text, document: reason.document.id, start: reason.passage.start, end: reason.passage.end
  }}] AS reasons,
  [one IN people | {{id: one.person.id, name: one.person.name, role: one.role}}] AS people
ORDER BY place"""
"""The ranking, of which no more is returned than is shown: nodes as they are would bring their vectors along."""
_PRECEDENTS = f"""CALL () {{ {query("precedents").cypher} }}
RETURN {
    ", ".join(
        f"[one IN {kind} | {{id: one.node.id, name: coalesce(one.node.title, one.node.name), score: one.score,"
        " event: head(COLLECT { WITH one.node AS node MATCH (node)-[:RAISED_AT]->(e) RETURN e.name ORDER BY e.id })}]"
        f" AS {kind}"
        for kind in ("challenges", "models", "initiatives")
    )
}"""


Statement = tuple[str, dict[str, Any]]
"""A statement in Cypher, with its parameters."""


class Reader(Protocol):
    """What can read from the graph: a `Store`, for one."""

    def read(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """Return the rows of a reading statement, as dictionaries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which partners are wanted; what is None restricts nothing."""

    limit: int = 10
    kinds: tuple[str, ...] | None = None
    """Kinds of organisation, or groups of kinds (`graph.partners.kinds`)."""
    topics: tuple[str, ...] | None = None
    """What matches must be about one of these, in small letters or great."""
    places: tuple[str, ...] | None = None
    """What matches, or the model that it holds up, must be about or in one of these, in small letters or great."""
    years: tuple[int, ...] | None = None
    """The words that state the tie must come from a report on an event of one of these."""
    roles: tuple[str, ...] | None = None
    """Ties that count (`graph.partners.weights.TIES`)."""
    exclude: tuple[str, ...] = ()
    """Ids of organisations that are known already."""
    balanced: bool = False
    """Whether kinds take turns, the best of each first, in place of one ranking."""


def partners_statement(
    text: str, embedder: Embedder | None, wanted: Wanted = Wanted(), weights: Weights | None = None
) -> Statement:
    """Return the statement that `find_partners` asks, with its parameters; raises as it does."""
    return _STATEMENT, parameters(text, wanted, embedder, weights)


def precedents_statement(
    text: str,
    embedder: Embedder | None,
    limit: int = 5,
    wanted: Wanted = Wanted(),
    weights: Weights | None = None,
) -> Statement:
    """Return the statement that `find_precedents` asks, with its parameters; raises as it does."""
    return _PRECEDENTS, precedent_parameters(text, limit, embedder, wanted, weights)


def find_partners(
    store: Reader,
    embedder: Embedder | None,
    text: str,
    wanted: Wanted | int = Wanted(),
    *,
    weights: Weights | None = None,
) -> list[dict[str, Any]]:
    """Return the organisations that fit `text` best, best first; none where nothing that the graph holds is about it.

    Each has `id`, `name`, `kind`, `tier` (`evidence`, or `attended` where it was merely there), `close` (whether one of its
    reasons rests on what is about the text, and not only near it; None without an embedder), `score` and `reasons`, whose
    scores add up to it. A reason has `score`, `path` (from what matches to the organisation, each step with `relationship`,
    null for the match itself, `as` (what the document names an owner or supporter), `id`, `name` and a `quote` that states what
    stands there), and the `quote` that states the tie, from `start` to `end` in the text of `document`; no two quote the same
    passage.
    `people` are some who work there, each with `id`, `name` and `role` as printed.

    Raises QueryError where the text has no word to look for or seems not to be in English, or nothing can be as wanted: no topic or
    place has such a name.
    """
    asked = Wanted(limit=wanted) if isinstance(wanted, int) else wanted
    statement = partners_statement(text, embedder, asked, weights)
    refuse_unknown_names(store, asked)
    return store.read(*statement)


def refuse_unknown_names(store: Reader, wanted: Wanted) -> None:
    """Raise QueryError for a topic or place that the graph has not, with those that may be meant."""
    if wanted.topics or wanted.places:
        rows = store.read(query("unknown_names").cypher, named(wanted))
        refuse_unknown((row["kind"], row["name"], row["known"]) for row in rows)


def strangers(store: Reader, ids: Sequence[str]) -> list[str]:
    """Return those ids that no organisation of the graph has."""
    missing = "UNWIND $ids AS id WITH id WHERE NOT EXISTS { (:Organisation {id: id}) } RETURN id"
    return [row["id"] for row in store.read(missing, {"ids": list(ids)})] if ids else []


def is_only_near(close: Sequence[bool | None]) -> bool:
    """Return whether an answer that is not empty is a weak one: none of its first bodies is `close`, as each says in order.

    None: words alone were compared, and cannot tell.
    """
    return bool(close) and all(one is False for one in close[:_FIRST])


def find_precedents(
    store: Reader,
    embedder: Embedder | None,
    text: str,
    limit: int = 5,
    wanted: Wanted = Wanted(),
    *,
    weights: Weights | None = None,
) -> dict[str, list[dict[str, Any]]]:
    """Return what is worth learning from: `challenges` like this one, `models` held up there and `initiatives` that followed.

    Of each up to `limit`, the best first, with `id`, `name`, `score` and, of a challenge, the `event` where it was raised;
    of what is `wanted`, topics, places and years count. Raises QueryError where the text has no word to look for.
    """
    [row] = store.read(*precedents_statement(text, embedder, limit, wanted, weights))
    return row


def precedent_parameters(
    text: str, limit: int, embedder: Embedder | None, wanted: Wanted = Wanted(), weights: Weights | None = None
) -> dict[str, Any]:
    """Return the parameters of `queries/precedents.cypher`. Raises QueryError as `find_precedents` does."""
    if not 1 <= limit <= MOST:
        raise QueryError(f"{limit} of each cannot be listed; ask for 1 to {MOST}")
    return _parameters(text, embedder, weights, **_scope(wanted), limit=limit)


def _parameters(text: str, embedder: Embedder | None, weights: Weights | None, **wanted: Any) -> dict[str, Any]:
    """Return the parameters of `queries/matches.cypher`, with the model's weights unless others are given.

    What changes from question to question is one map, for Neo4j plans a statement again for each combination of types and lengths
    of its parameters. Raises QueryError where the text has no word, is in another language, or is no text: half a surrogate pair.
    """
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise QueryError(f"{text[:80]!r} has a character that is only half of one; give text in UTF-8")
    weights = weights or weights_of(None if embedder is None else embedder.name)
    need, vector, windows = _compared(text, embedder, weights.besides)
    return {
        "wanted": {
            "words": need.words,
            "windows": list(windows),
            "every": need.every,
            "each": list(need.each),
            **wanted,
        },
        "vector": vector,
        "weights": weights.parameter(),
    }


@lru_cache(maxsize=_KEPT)
def _compared(
    text: str, embedder: Embedder | None, besides: float
) -> tuple[Need, list[float] | None, tuple[list[float], ...]]:
    """Return what a text asks for, and the vectors of it and of its windows."""
    need = need_of(text, embedder, besides)
    if embedder is None:
        return need, None, ()
    vector, *windows = embedder.embed([need.text, *need.windows])
    return need, vector, tuple(windows)


def parameters(text: str, wanted: Wanted, embedder: Embedder | None, weights: Weights | None = None) -> dict[str, Any]:
    """Return the parameters of `queries/partners.cypher` for what a person typed. Raises QueryError as `find_partners` does."""
    if not 1 <= wanted.limit <= MOST:
        raise QueryError(f"{wanted.limit} organisations cannot be listed; ask for 1 to {MOST}")
    for role in wanted.roles or ():
        if role not in TIES:
            raise unknown("tie", role, TIES)
    return _parameters(
        text,
        embedder,
        weights,
        **_scope(wanted),
        kinds=None if wanted.kinds is None else kinds_of(wanted.kinds),
        roles=_list(wanted.roles),
        exclude=list(wanted.exclude),
        balanced=wanted.balanced,
        limit=wanted.limit,
    )


def _scope(wanted: Wanted) -> dict[str, list[str] | None]:
    """Return what restricts the matches, as both statements take it."""
    return {
        "topics": _lower(wanted.topics),
        "places": _lower(wanted.places),
        "years": None if wanted.years is None else [str(year) for year in wanted.years],
    }


def _list(values: tuple[str, ...] | None) -> list[str] | None:
    return None if values is None else list(values)


def _lower(names: tuple[str, ...] | None) -> list[str] | None:
    return None if names is None else [name.lower() for name in names]
