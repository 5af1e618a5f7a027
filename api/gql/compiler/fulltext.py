"""Full text in a statement: what is looked for is a parameter, and the index itself says which words are to be forgiven."""

from collections.abc import Sequence
from typing import Any

from graph.store.fulltext import sought
from graph.store.indexes import FULL_TEXT
from graph.store.terms import OWN_PROPERTIES, TERMS

_CALL = f"CALL db.index.fulltext.queryNodes('{FULL_TEXT}', "


def finding(asked: str, near: str, query: str, var: str) -> str:
    """Return the clauses that find nodes (`var`) with their score, given a parameter of `Sought.parameter`.

    `near` and `query` name two variables more: for each clause whether it is misspelt and forgiven, and the query that results.
    """
    return (
        f"WITH {_forgiven(asked)} AS {near} WITH {near}, {_query(asked, near)} AS {query} "
        f"{_CALL}{query}) YIELD node AS {var}, score"
    )


def beginning(asked: str, near: str, query: str, var: str, *, rows: str, most: str, of_kinds: bool) -> str:
    """Return clauses that find what `finding` does, as far as a page of `rows` entries from the beginning of the list needs it.

    Only the `most` best are asked for, which spares Neo4j the rest, and of these only what may be on the page is handed on, since
    to put it in order costs a read each. They are not enough where the score of the page's last entry is that of the last that
    came, since more may have it, and where a word is forgiven: then everything is asked for.

    `of_kinds`: certain kinds are wanted. To demand them has Lucene look at everything that has one of the words, where it else
    looks at the best alone; so the best of all kinds are asked for first, and often there is a page among them.
    """
    top, again, entry = f"{near}_top", f"{near}_again", f"{near}_entry"
    best = f"{_CALL}{asked}.exact, {{limit: {most}}}) YIELD node, score RETURN collect([node, score])"
    found, known, enough = f"CALL () {{ {best} AS {top} }}", top, "false"
    if of_kinds:
        known, enough = f"{near}_known", f"{near}_enough"
        kept = f"[e IN {known} WHERE toLower(head(labels(e[0]))) IN {asked}.kinds]"
        found = (
            f"CALL () {{ {_CALL}{asked}.every, {{limit: {most}}}) YIELD node, score RETURN collect([node, score]) AS {known} }} "
            f"WITH {known}, {kept} AS {entry} "
            f"WITH {known}, {entry}, "
            f"size({known}) < {most} OR coalesce({entry}[{rows} - 1][1] > {known}[-1][1], false) AS {enough} "
            f"CALL ({entry}, {enough}) {{ UNWIND CASE WHEN {enough} THEN [{entry}] ELSE [] END AS {top} RETURN {top} "
            f"UNION ALL UNWIND CASE WHEN {enough} THEN [] ELSE [1] END AS i CALL () {{ {best} AS {top} }} RETURN {top} }}"
        )
    unknown = f"[{asked}.clauses[0].probe IS NOT NULL AND {known} = []]"
    last = f"{top}[{rows} - 1][1]"
    on_page = f"[e IN {top} WHERE e[1] >= coalesce({last}, 0.0)]"
    return (
        f"{found} "
        f"WITH {top}, {enough} AS {again}, "
        f"CASE WHEN size({asked}.clauses) = 1 THEN {unknown} ELSE {_forgiven(asked)} END AS {near} "
        f"WITH {top}, {near}, {_query(asked, near)} AS {query}, "
        f"true IN {near} OR (NOT {again} AND size({top}) = {most} AND {last} = {top}[-1][1]) AS {again} "
        f"CALL ({top}, {query}, {again}) {{ "
        f"UNWIND CASE WHEN {again} THEN [] ELSE {on_page} END AS {entry} RETURN {entry}[0] AS {var}, {entry}[1] AS score "
        f"UNION ALL UNWIND CASE WHEN {again} THEN [{query}] ELSE [] END AS {entry} "
        f"{_CALL}{entry}) YIELD node AS {var}, score RETURN {var}, score }}"
    )


def _forgiven(asked: str) -> str:
    """Return the expression that says of each clause whether it occurs nowhere and so is to be forgiven."""
    unknown = f"NOT EXISTS {{ {_CALL}w.probe, {{limit: 1}}) YIELD node RETURN node }}"
    return f"[w IN {asked}.clauses | w.probe IS NOT NULL AND {unknown}]"


def _query(asked: str, near: str) -> str:
    """Return the expression of the query that takes each clause as it is typed, or forgiven."""
    chosen = f"CASE WHEN {near}[i] THEN {asked}.clauses[i].near ELSE {asked}.clauses[i].exact END"
    clauses = f"reduce(q = '', i IN range(0, size({near}) - 1) | q + ' ' + {chosen})"
    return f"'+(' + reduce(q = '', f IN {asked}.fields | q + f + ':(' + {clauses} + ') ') + ')' + {asked}.only"


def any_word(text: str, *, knowledge: bool, kinds: Sequence[str] = ()) -> dict[str, Any]:
    """Return the parameter of a search: any of the words, in reports and, where asked for, in registers and judgements too.

    `kinds` are those of the nodes that are wanted; none: all.
    """
    return sought(text).parameter(*(OWN_PROPERTIES if knowledge else (TERMS,)), kinds=kinds)


def all_words(text: str) -> dict[str, Any]:
    """Return the parameter of a condition: all of the words, wherever they are."""
    return sought(text).parameter(*OWN_PROPERTIES, all_words=True)
