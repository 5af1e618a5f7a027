"""Orderings: what comes first, as keys that always end in what is unique, so that every page has one place to begin.

Where nothing is asked for, what documents print in an order comes in that order, and all else by its id. The store keeps the
printed order as a text that is unique in every list (`graph.store.printed_order`), so that it is the only key.
"""

from dataclasses import replace

from api.gql.compiler.cypher import display_order
from api.gql.compiler.plan import Key, KeyType
from api.gql.compiler.scope import Scope
from api.gql.compiler.values import Tree, fields_of, leaf, list_of
from api.gql.surface import Relation, Surface, expression, surface
from graph.store.printed_order import PRINTED_ORDER, VALUE_ORDER
from schema.errors import QueryError
from schema.model import Property


class Orders:
    """Compiles the orderings of one operation."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def nodes(self, tree: Tree | None, target: Surface, var: str) -> list[Key]:
        """Return the keys of a list of one label (`[ChallengeOrder!]`)."""
        keys = [self._node(item, target, var) for item in list_of(tree)]
        if not keys and target.node.in_order:
            return [_printed_node(var)]
        return _closed(keys, [_id(var)])

    def edges(self, tree: Tree | None, relation: Relation, link: str, var: str) -> list[Key]:
        """Return the keys of a list of relationships (`[OwnsPersonOrder!]`)."""
        target = surface(relation.target.label) if relation.target else None
        keys = []
        for item in list_of(tree):
            name, value = _only(item)
            if name == "node":
                keys.append(self._node(fields_of(value), target, var) if target else _any(fields_of(value), var))
            else:
                prop = next(p for p in relation.link.properties if p.name == name)
                keys.append(replace(_link_key(prop, link, relation), descending=_descending(value)))
        if not keys and relation.link.evidenced:
            return [_printed(link)]
        # Two links of one type between the same nodes differ in their identity properties.
        last = [_link_key(p, link, relation) for p in relation.link.identity]
        if not keys and target and target.node.in_order:
            return [_printed(var), *last]
        if not keys and last and all(key.type == "integer" for key in last):
            # Where in the passage a name is printed.
            return [*last, _id(var)]
        return _closed(keys, [_id(var), *last])

    def _node(self, tree: dict[str, Tree], target: Surface, var: str) -> Key:
        name, value = _only(tree)
        if name in target.relation:
            return self._related(target.relation[name], fields_of(value), var)
        return _field(name, value, target, var)

    def _related(self, relation: Relation, tree: dict[str, Tree], var: str) -> Key:
        link, other = self._scope.name("r"), self._scope.name("n")
        pattern = relation.pattern(var, link, other)
        name, value = _only(tree)
        target = surface(relation.target.label) if relation.target else None
        if relation.single:
            key = _field(name, value, target, other)
            found = f"head(COLLECT {{ MATCH {pattern} RETURN {key.expression} ORDER BY {other}.id LIMIT 1 }})"
            return Key(found, f"{relation.name}.{key.name}", key.descending, True, key.type, True)
        if name == "count":
            return Key(f"COUNT {{ {pattern} }}", f"{relation.name}.count", _descending(value), False, "integer", True)
        inner, way = _only(fields_of(value))
        key = _field(inner, way, target, other)
        aggregate = "min" if name == "least" else "max"
        found = f"head(COLLECT {{ MATCH {pattern} RETURN {aggregate}({key.expression}) }})"
        return Key(found, f"{relation.name}.{name}.{key.name}", key.descending, True, key.type, True)


def _closed(keys: list[Key], last: list[Key]) -> list[Key]:
    """Return the keys followed by those that decide between equals; what follows a unique key, or repeats one, says nothing."""
    found: list[Key] = []
    for key in [*keys, *last]:
        if key.name not in [k.name for k in found]:
            found.append(key)
    ids = [i for i, k in enumerate(found) if k.name == "id"]
    if len(last) == 1 and ids:
        return found[: ids[0] + 1]
    return found


def _printed(var: str) -> Key:
    return Key(f"{var}.{PRINTED_ORDER}", "printed order")


def _printed_node(var: str) -> Key:
    # The index of the printed order holds the id as well, so that a page need not look it up.
    return replace(_printed(var), implied=f"{var}.id IS NOT NULL")


def _id(var: str) -> Key:
    return Key(f"{var}.id", "id", kind="id")


def _property(prop: Property, var: str, label: str) -> Key:
    type_: KeyType = "integer" if prop.type == "integer" else "text"
    if prop.has_sort_key:
        name = f"{prop.name} alphabetically" if prop.spec.alphabetical else prop.name
        return Key(f"{var}.{VALUE_ORDER.format(prop.name)}", name, nullable=not prop.required)
    return Key(expression(prop, var), prop.name, False, not prop.required, type_, False, "property", label)


def _link_key(prop: Property, link: str, relation: Relation) -> Key:
    key = _property(prop, link, relation.link.name)
    return replace(key, name=f"link.{prop.name}", kind="link property")


def _any(tree: dict[str, Tree], var: str) -> Key:
    name, value = _only(tree)
    return _field(name, value, None, var)


def _field(name: str, value: Tree, target: Surface | None, var: str) -> Key:
    if name == "id":
        return replace(_id(var), descending=_descending(value))
    if target is None:
        return Key(display_order(var), "displayName alphabetically", _descending(value), False, "text", True)
    return replace(_property(target.fields[name].property, var, target.node.label), descending=_descending(value))


def _only(tree: dict[str, Tree]) -> tuple[str, Tree]:
    if len(tree) != 1:
        raise QueryError(
            "an entry of orderBy names more or less than one thing; give a list of entries with one thing each"
        )
    return next(iter(tree.items()))


def _descending(value: Tree) -> bool:
    way = leaf(value)
    return way is not None and way.value == "DESC"
