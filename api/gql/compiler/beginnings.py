"""The beginning of a long list, found without looking at all of it.

Where an index holds a list's order, Neo4j reads a page from it and no more. Two things keep it from doing so, and for a page from
the beginning each has a way round that costs what a page costs, however large the graph is; where it finds too little, the whole
list is looked at as it is for any other page:

- The key may be missing (`ideas(orderBy: [{title: ASC}])`), and an index holds only what has it: what has it comes first.
- A condition leads through other nodes (ideas of a topic), from which Neo4j begins, to sort all that it finds: the first of all
  nodes are looked at, in order, and where what is asked for is frequent there is a page among them.
"""

from dataclasses import replace

from api.gql.compiler.cypher import matched
from api.gql.compiler.plan import Items, Key

LOOKED_AT = 1000
"""Nodes from the beginning of a label's order that are looked at before Neo4j begins from what they are related to."""


def scanned(items: Items, key: Key) -> str | None:
    """Return the condition by which Neo4j reads the nodes of a label in the order of an index on this key; None: there is none."""
    if items.target is None or key.nullable or key.computed:
        return None
    if key.implied:
        return f"{key.expression} IS NOT NULL AND {key.implied}"
    return f"{key.expression} IS NOT NULL" if key.name == "id" or _indexed(items, key) else None


def begun(items: Items, keys: list[Key], limit: str, variable: str) -> Items:
    """Return what finds a page of `limit` (a parameter) entries from the beginning of a list; `variable` is free for its use."""
    if items.relation is not None or items.target is None or items.link is not None:
        return items
    if any(key.computed for key in keys):
        # What is worked out for each entry is not there yet.
        return items
    # LIMIT 1: else Neo4j would scan first, and look at how many were found only then.
    first, found = keys[0], None
    whole = items.whole or items.predicate is None
    alone = f"MATCH ({items.var}:{items.target.node.label})"
    if items.plain is not None and (condition := scanned(items, first)) is not None:
        some = f"{alone} WHERE {condition} WITH {items.var} ORDER BY {_order(keys)} LIMIT {LOOKED_AT} WITH {items.var}"
        found = f"{some} WHERE {items.plain()} WITH {items.var} LIMIT {limit}"
        rest = f"WITH {variable} WHERE size({variable}) < {limit} LIMIT 1 {matched(items)}"
        kept = f"WITH {variable} WHERE size({variable}) >= {limit} UNWIND {variable} AS {items.var}"
    elif whole and items.clause == alone and first.nullable and not first.descending and _indexed(items, first):
        found = (
            f"{matched(items, f'{first.expression} IS NOT NULL')} "
            f"WITH {items.var} ORDER BY {_order(keys)} LIMIT {limit}"
        )
        without = f"{matched(items, f'{first.expression} IS NULL')} WITH {items.var} ORDER BY {_order(keys[1:])}"
        rest = f"WITH {variable} WHERE size({variable}) < {limit} LIMIT 1 {without} LIMIT {limit}"
        kept = f"UNWIND {variable} AS {items.var}"
    if found is None:
        return items
    clause = (
        f"CALL () {{ {found} RETURN collect({items.var}) AS {variable} }} "
        f"CALL ({variable}) {{ {kept} RETURN {items.var} UNION ALL {rest} RETURN {items.var} }}"
    )
    return replace(items, clause=clause, predicate=None)


def _indexed(items: Items, key: Key) -> bool:
    """Whether a key is a property of the list's label that has an index, as it is stored."""
    assert items.target is not None
    return any(
        p.spec.index and key.name == p.name and key.expression == f"{items.var}.{p.name}"
        for p in items.target.node.properties
    )


def _order(keys: list[Key]) -> str:
    return ", ".join(k.expression + (" DESC" if k.descending else "") for k in keys)
