"""Every question's file says what it takes and gives, is a statement that Neo4j understands, and is used."""

import re
from pathlib import Path

import pytest

from graph.store.query_library import names, parse, query, questions
from graph.store.store import Store
from schema.errors import QueryError

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("name", names() + questions())
def test_the_header_names_every_parameter_and_column(name: str) -> None:
    q = query(name)
    assert set(re.findall(r"\$(\w+)", q.cypher)) == set(q.takes)
    text = f"\n{q.cypher}"
    returned = text.rpartition("\nRETURN ")[2].partition("\nORDER BY")[0] if "\nRETURN " in text else ""
    for column in q.gives:
        assert re.search(rf"(\bAS )?\b{column}\b", returned), column
    assert bool(returned) == bool(q.gives)


@pytest.mark.parametrize("name", names())
def test_neo4j_understands_it(name: str, store: Store) -> None:
    q = query(name)
    assert store.read(f"EXPLAIN {q.cypher}", dict.fromkeys(q.takes)) == []


@pytest.mark.parametrize("name", names())
def test_it_is_used(name: str) -> None:
    code = [p.read_text(encoding="utf-8") for folder in ("graph", "api") for p in (ROOT / folder).rglob("*.py")]
    code += [p.read_text(encoding="utf-8") for p in (ROOT / "queries").glob("*.cypher")]
    uses = rf'(query\(|_run_unless_empty\(\s*tx,\s*|asked\(context, |asked_before\(context, |Ranking\()"{name}"|^ *INCLUDE {name}$'
    assert any(re.search(uses, text, re.MULTILINE) for text in code)


def test_a_header_without_a_question_is_refused() -> None:
    with pytest.raises(QueryError, match="first line that says what it asks"):
        parse("x", "MATCH (n) RETURN n")
    with pytest.raises(QueryError, match="lacks a statement"):
        parse("x", "// What is this?")
