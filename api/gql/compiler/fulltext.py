"""Full text in a statement: what is looked for is a parameter, and the index itself says which words are to be forgiven."""

from typing import Any

from graph.store.fulltext import sought
from graph.store.indexes import FULL_TEXT
from graph.store.terms import OWN_PROPERTIES, TERMS

_CALL = f"CALL db.index.fulltext.queryNodes('{FULL_TEXT}', "


def finding(asked: str, near: str, query: str, var: str) -> str:
    """Return the clauses that find nodes (`var`) with their score, given a parameter of `Sought.parameter`.

    `near` and `query` name two variables more: for each clause whether it is misspelt and forgiven, and the query that results.
    """
    unknown = f"NOT EXISTS {{ {_CALL}w.probe, {{limit: 1}}) YIELD node RETURN node }}"
    chosen = f"CASE WHEN {near}[i] THEN {asked}.clauses[i].near ELSE {asked}.clauses[i].exact END"
    return (
        f"WITH [w IN {asked}.clauses | w.probe IS NOT NULL AND {unknown}] AS {near} "
        f"WITH {near}, reduce(q = '', i IN range(0, size({near}) - 1) | q + ' ' + {chosen}) AS {query} "
        f"{_CALL}reduce(q = '', f IN {asked}.fields | q + f + ':(' + {query} + ') ')) YIELD node AS {var}, score"
    )


def any_word(text: str, *, knowledge: bool) -> dict[str, Any]:
    """Return the parameter of a search: any of the words, in reports and, where asked for, in registers and judgements too."""
    return sought(text).parameter(*(OWN_PROPERTIES if knowledge else (TERMS,)))


def all_words(text: str) -> dict[str, Any]:
    """Return the parameter of a condition: all of the words, wherever they are."""
    return sought(text).parameter(*OWN_PROPERTIES, all_words=True)
