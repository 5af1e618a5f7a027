"""What partner finding is asked, and who should come: written questions, and the challenges of the loaded reports themselves."""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, Protocol

QUESTIONS = Path(__file__).with_name("questions.jsonl")
GROUPS = Path(__file__).with_name("groups.jsonl")


class Reader(Protocol):
    """What reads the graph: the store, or one transaction of it."""

    def read(self, cypher: str, parameters: Any = None) -> list[dict[str, Any]]: ...


@dataclass(frozen=True, slots=True)
class Case:
    """One question."""

    id: str
    text: str
    grades: dict[str, int]
    """Organisations by id. 2: the reports show it doing this; 1: tied to the subject. Empty: nobody in the reports can answer."""
    half: Literal["training", "reported", "short", "long"] = "reported"
    own: dict[str, Any] = field(default_factory=dict)
    """Of a challenge: what has to be forgotten before it is asked."""


def questions() -> list[Case]:
    """Return the written questions. Every second one, of those with an answer and of those without, is for training."""
    rows = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    kinds = [r for r in rows if r["grades"]], [r for r in rows if not r["grades"]]
    return [
        Case(r["id"], r["text"], r["grades"], "reported" if n % 2 else "training")
        for rows in kinds
        for n, r in enumerate(rows)
    ]


def groups() -> list[Case]:
    """Return the short questions, of one to four words, and the long ones: questions of the training half inside letters.

    Those that ask the same as a written question have its grades.
    """
    grades = {case.id: case.grades for case in questions()}
    rows = [json.loads(line) for line in GROUPS.read_text(encoding="utf-8").splitlines()]
    return [Case(r["id"], r["text"], grades[r["of"]] if "of" in r else r["grades"], r["group"]) for r in rows]


_CHALLENGES = """
MATCH (c:Challenge)-[:RAISED_AT]->(e:Event)
WITH c, e, COLLECT { MATCH (i:Idea)-[:ADDRESSES]->(c) RETURN i } + [c] AS units
WITH c, e, units,
  COLLECT { UNWIND units AS u MATCH (u)-[:CITES]->(m:Model) RETURN DISTINCT m } AS models,
  COLLECT { UNWIND units AS u MATCH (u)-[r:OWNS|SUPPORTS|ADDRESSES|CITES|ABOUT|CONCERNS]-() UNWIND r.evidence AS p RETURN DISTINCT p
    UNION UNWIND units AS u MATCH (p:Passage)-[:STATES]->(u) RETURN DISTINCT p.id AS p } AS passages
RETURN c.id AS id, e.id AS event, c.title AS title, coalesce(c.summary, '') AS summary, passages,
  [u IN units | u.id] + [m IN models WHERE NOT EXISTS { MATCH (m)<-[:CITES]-(x) WHERE NOT x IN units } | m.id] AS units,
  COLLECT { MATCH (o:Organisation)-[:OWNS|SUPPORTS]->(c) RETURN DISTINCT o.id
    UNION UNWIND models AS m MATCH (m)-[:INVOLVES]->(o:Organisation) RETURN DISTINCT o.id } AS gold,
  COLLECT { MATCH (p:Passage)-[:IN]->(:Document)-[:REPORTS_ON]->(e), (p)-[m:MENTIONS]->(x:Organisation|Person)
    RETURN DISTINCT m.printed } AS printed
ORDER BY id"""

_PLACES = """
MATCH (p:Place) WHERE EXISTS { MATCH (o:Organisation) WHERE o.name CONTAINS p.name } RETURN p.name AS name"""


def challenges(reader: Reader, event: str | None = None) -> list[Case]:
    """Return every challenge (of one event) as a question, with the names of bodies and people masked.

    Its gold are the bodies tied to it: owners, supporters, and those of the models that it or its ideas cite.
    """
    places = [row["name"] for row in reader.read(_PLACES)]
    found = []
    for row in reader.read(_CHALLENGES):
        if event is None or row["event"] == event:
            text = _masked(f"{row['title']}. {row['summary']}", [*row["printed"], *places])
            own = {"units": row["units"], "passages": row["passages"]}
            found.append(Case(row["id"], text, dict.fromkeys(row["gold"], 1), own=own))
    return found


def _masked(text: str, names: list[str]) -> str:
    longest_first = sorted(filter(None, names), key=len, reverse=True)
    return re.sub("|".join(rf"\b{re.escape(name)}\b" for name in longest_first), " ", text)


_FORGET = """
MATCH (n) WHERE (n:Idea OR n:Challenge OR n:Model) AND n.id IN $units OR n:Passage AND n.id IN $passages DETACH DELETE n"""


def forget(transaction: Any, case: Case) -> None:
    """Take a challenge, its ideas, the models that nothing else cites and the passages that say so out of an open transaction."""
    transaction.run(_FORGET, case.own).consume()


_HUBS = """
MATCH (c:Challenge) WITH count(c) AS all
MATCH (o:Organisation)
WHERE EXISTS { (o)-[:ORGANISED|SPONSORED]->(:Event) } OR EXISTS { (o)-[:PARTNER_OF]-() }
  OR COUNT { (o)-[:OWNS|SUPPORTS]->(:Challenge) } * 5 > all
RETURN o.id AS id"""


def hubs(reader: Reader) -> set[str]:
    """Return the bodies at nearly every table: organisers, sponsors, partners, and those tied to over a fifth of the challenges."""
    return {row["id"] for row in reader.read(_HUBS)}
