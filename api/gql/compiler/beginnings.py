"""The beginning of a long list, found without looking at all of it.

Where an index holds a list's order, Neo4j reads a page from it and no more. Three things keep it from doing so, and for a page from
the beginning each has a way round that costs what a page costs, however large the graph is; where it finds too little, the whole
list is looked at as it is for any other page:

- The key may be missing (`ideas(orderBy: [{title: ASC}])`), and an index holds only what has it: what has it comes first.
- A condition holds of some nodes of a label (ideas of a topic, bodies of a kind), all of which Neo4j finds to sort them. A few are
  soon sorted. Where there are more, the first of all nodes are looked at, in order: what is frequent is found among them.
- A list is of what is related to one of few nodes that have very many (challenges of a topic): the same, by links of a type.

`LIMIT 1` stands where Neo4j would else scan first, and look only then at whether it should.
"""

from dataclasses import replace

from api.gql.compiler.cypher import matched
from api.gql.compiler.plan import Items, Key
from graph.store.indexes import IN_PRINTED_ORDER
from graph.store.printed_order import PRINTED_ORDER, VALUE_ORDER

FEW = 1000
"""The most entries that are sorted to find the first of them, whatever the page."""
LOOKED_AT = 1000
"""How many nodes from the beginning of a label's order are looked at where more than a few fit."""
LINKS_LOOKED_AT = 4000
"""The same of links, which cost less: what they lead to says whether they are of the list."""


def scanned(items: Items, key: Key) -> str | None:
    """Return the condition by which Neo4j reads the nodes of a label in the order of an index on this key; None: there is none."""
    if items.target is None or key.nullable or key.computed:
        return None
    if key.implied:
        return f"{key.expression} IS NOT NULL AND {key.implied}"
    return f"{key.expression} IS NOT NULL" if key.name == "id" or _indexed(items, key) else None


def begun(items: Items, keys: list[Key], limit: str, variable: str) -> Items:
    """Return what finds a page of `limit` (a parameter) entries from the beginning of a list.

    `variable` and names that begin with it and an underscore are free for its use.
    """
    if any(key.computed for key in keys):
        # What is worked out for each entry is not there yet.
        return items
    if items.relation is not None:
        clause = _of_very_many(items, keys, limit, variable)
    elif items.target is None or items.link is not None:
        clause = None
    else:
        clause = _where_frequent(items, keys, limit, variable) or _having_first(items, keys, limit, variable)
    return items if clause is None else replace(items, clause=clause, predicate=None)


def _having_first(items: Items, keys: list[Key], limit: str, variable: str) -> str | None:
    """Entries that have a key, in the order of an index, and only where they are too few those that lack it."""
    alone, first = f"MATCH ({items.var}:{_label(items)})", keys[0]
    whole = items.whole or items.predicate is None
    if not (whole and items.clause == alone and first.nullable and not first.descending and _indexed(items, first)):
        return None
    having = matched(items, f"{first.expression} IS NOT NULL")
    lacking = matched(items, f"{first.expression} IS NULL")
    found = f"{having} WITH {items.var} ORDER BY {_order(keys)} LIMIT {limit} RETURN collect({items.var}) AS {variable}"
    return (
        f"CALL () {{ {found} }} "
        f"CALL ({variable}) {{ UNWIND {variable} AS {items.var} RETURN {items.var} "
        f"UNION ALL WITH {variable} WHERE size({variable}) < {limit} LIMIT 1 {lacking} "
        f"WITH {items.var} ORDER BY {_order(keys[1:])} LIMIT {limit} RETURN {items.var} }}"
    )


def _where_frequent(items: Items, keys: list[Key], limit: str, variable: str) -> str | None:
    """All entries where they are few; else those among the first of the label, and where these are too few, all."""
    condition = scanned(items, keys[0])
    if items.plain is None or condition is None:
        return None
    var, few = items.var, f"{variable}_few"
    some = f"CALL () {{ {matched(items)} WITH {var} LIMIT {FEW + 1} RETURN collect({var}) AS {few} }}"
    ordered = f"WITH {var} ORDER BY {_order(keys)} LIMIT {LOOKED_AT} WITH {var} WHERE {items.plain()}"
    walked = (
        f"WITH {few} WHERE size({few}) > {FEW} LIMIT 1 MATCH ({var}:{_label(items)}) WHERE {condition} "
        f"{ordered} WITH {var} LIMIT {limit} RETURN collect({var}) AS {variable}"
    )
    return (
        f"{some} CALL ({few}) {{ {walked} }} "
        f"CALL ({few}, {variable}) {{ "
        f"WITH {few}, {variable} WHERE size({few}) <= {FEW} OR size({variable}) >= {limit} "
        f"UNWIND CASE WHEN size({few}) <= {FEW} THEN {few} ELSE {variable} END AS {var} RETURN {var} "
        f"UNION ALL WITH {few}, {variable} WHERE size({few}) > {FEW} AND size({variable}) < {limit} LIMIT 1 "
        f"{matched(items)} RETURN {var} }}"
    )


def _of_very_many(items: Items, keys: list[Key], limit: str, variable: str) -> str | None:
    """The links of one node among the first of their type; where these are too few, or the node has few, all that it has."""
    relation, start, link = items.relation, items.start, items.link
    assert relation is not None
    if relation.outgoing or relation.link.name not in IN_PRINTED_ORDER or start is None or link is None:
        return None
    if keys[0].expression != f"{link}.{PRINTED_ORDER}":
        return None
    var, end = items.var, f"{variable}_end"
    many = f"COUNT {{ ({start})<-[:{relation.link.name}]-() }} > {FEW}"
    ordered = f"WITH {start}, {end}, {link}, {var} ORDER BY {_order(keys)} LIMIT {LINKS_LOOKED_AT}"
    fits = f"{end} = {start}" + (f" AND {items.predicate}" if items.predicate else "")
    walked = (
        f"WITH {start} WHERE {many} LIMIT 1 "
        f"MATCH {relation.pattern(end, link, var)} USING INDEX {link}:{relation.link.name}({PRINTED_ORDER}) "
        f"WHERE {keys[0].expression} IS NOT NULL {ordered} "
        f"WITH {start}, {end}, {link}, {var} WHERE {fits} WITH {link}, {var} LIMIT {limit} "
        f"RETURN collect([{link}, {var}]) AS {variable}"
    )
    return (
        f"CALL ({start}) {{ {walked} }} "
        f"CALL ({start}, {variable}) {{ WITH {variable} WHERE size({variable}) >= {limit} "
        f"UNWIND {variable} AS {end} RETURN {end}[0] AS {link}, {end}[1] AS {var} "
        f"UNION ALL WITH {start}, {variable} WHERE size({variable}) < {limit} LIMIT 1 {matched(items)} "
        f"RETURN {link}, {var} }}"
    )


def _label(items: Items) -> str:
    assert items.target is not None
    return items.target.node.label


def _indexed(items: Items, key: Key) -> bool:
    """Whether a key is a property of the list's label that has an index, as it is stored."""
    assert items.target is not None
    return any(
        p.spec.index and key.expression == f"{items.var}.{VALUE_ORDER.format(p.name) if p.has_sort_key else p.name}"
        for p in items.target.node.properties
    )


def _order(keys: list[Key]) -> str:
    return ", ".join(k.expression + (" DESC" if k.descending else "") for k in keys)
