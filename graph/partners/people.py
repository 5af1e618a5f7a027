"""Finds people whom reports tie to what is about a challenge, in their own right (`queries/people_to_ask.cypher`)."""

from typing import Any

from graph.embedding.embedder import Embedder
from graph.partners.matching import Reader, Statement, Wanted, parameters
from graph.store.query_library import query

_STATEMENT = f"""CALL () {{ {query("people_to_ask").cypher} }}
RETURN person.id AS id, person.name AS name, score,
  COLLECT {{
    MATCH (person)-[r:WORKS_FOR]->(o:Organisation) WHERE r.former IS NULL
    WITH o, r ORDER BY o.id LIMIT 3
    RETURN {{id: o.id, name: o.name, role: r.role}}
  }} AS posts,
  [reason IN reasons | {{
    score: reason.score,
    path: [step IN reason.path | {{
      relationship: step.relationship, as: step.as, id: step.node.id,
      name: coalesce(step.node.title, step.node.name, step.node.text)
    }}],
    quote: reason.passage.text, document: reason.document.id, start: reason.passage.start, end: reason.passage.end
  }}] AS reasons
ORDER BY place"""
_ANY = Wanted()


def people_statement(text: str, embedder: Embedder | None, wanted: Wanted = _ANY) -> Statement:
    """Return the statement that `find_people` asks, with its parameters."""
    return _STATEMENT, parameters(text, wanted, embedder)


def find_people(
    store: Reader,
    embedder: Embedder | None,
    text: str,
    wanted: Wanted = _ANY,
) -> list[dict[str, Any]]:
    """Return the people who fit `text` best, best first; none where nothing that the graph holds is about it.

    Each has `id`, `name`, `score`, `reasons` as those of `find_partners`, and `posts`: up to three organisations that they
    work for, each with `id`, `name` and `role` as printed. Of what is `wanted`, `kinds` are those of such an organisation.

    Raises QueryError where the text has no word to look for, or nothing can be as wanted.
    """
    return store.read(*people_statement(text, embedder, wanted))
