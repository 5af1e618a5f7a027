"""How long lists are and how many nodes conditions look at, by what the declaration allows and the loaded graph holds."""

from dataclasses import dataclass
from typing import Any

from api.gql.surface import SURFACES, Relation, Surface, surface
from graph.store.statistics import Statistics

FAN_OUT = 10
"""How many nodes a node is taken to be related to while nobody has counted: the size of a page inside another where none is
given."""

_QUANTIFIERS = frozenset({"some", "all", "none", "single", "count", "least", "greatest"})
_SINGULAR = {s.singular: s for s in SURFACES}
_BY_PLURAL = {s.plural: s for s in SURFACES}
_BY_LABEL = {s.node.label: s for s in SURFACES}


@dataclass(frozen=True, slots=True)
class List:
    """A list of the schema: all nodes of a label, or those that a relationship leads to."""

    target: Surface | None
    """The label of its nodes; None: any."""
    relation: Relation | None = None

    @classmethod
    def of(cls, type_name: str, field: str) -> "List | None":
        """Return the list that a field of a type is; None for a field that is none, or whose length nobody counts."""
        if type_name == "Query":
            return cls(_BY_PLURAL[field]) if field in _BY_PLURAL else None
        relation = _BY_LABEL[type_name].relation.get(field) if type_name in _BY_LABEL else None
        return cls(surface(relation.target.label) if relation.target else None, relation) if relation else None


@dataclass(frozen=True, slots=True)
class Holdings:
    """What the graph holds; without statistics, every list is as long as it may be."""

    statistics: Statistics | None = None

    def entries(self, of: List, parents: int, asked: int, *, distinct: bool) -> int:
        """Return how many entries a list has for so many parents together, at least `asked` where nobody has counted.

        `distinct`: no parent stands there twice, so that there are no more entries than links.
        """
        if self.statistics is None:
            return asked
        if of.relation is None:
            assert of.target is not None
            return parents * self.statistics.nodes.get(of.target.node.label, 0)
        found = parents * self.most(of.relation)
        return min(found, self.total(of.relation)) if distinct else found

    def most(self, relation: Relation) -> int:
        """Return the most entries that one node has of a relationship."""
        if relation.single:
            return 1
        if self.statistics is None:
            return FAN_OUT
        return sum(d.most for d in self._degrees(relation))

    def total(self, relation: Relation) -> int:
        """Return how many links of a relationship all nodes have together."""
        return sum(d.total for d in self._degrees(relation))

    def _degrees(self, relation: Relation) -> Any:
        assert self.statistics is not None
        ways = ((relation.source.label, t, relation.outgoing) for t in relation.link.name.split("|"))
        return [self.statistics.degrees[way] for way in ways if way in self.statistics.degrees]

    def looked_at(self, given: Any, of: List | None, entries: int) -> int:
        """Return how many nodes a filter or ordering looks at on behalf of a list's entries, the entries left out."""
        if isinstance(given, list):
            return sum(self.looked_at(g, of, entries) for g in given)
        if not isinstance(given, dict):
            return 0
        if of is None:
            # A search: conditions stand under the label that they are about.
            return sum(self.looked_at(g, List(_SINGULAR[n]), entries) for n, g in given.items() if n in _SINGULAR)
        whole = of.relation is None and self.statistics is not None
        if of.relation is None:
            return self._by_node(given, of.target, entries, whole=whole)
        return self._by_link(given, of.target, entries)

    def _by_link(self, given: Any, target: Surface | None, entries: int) -> int:
        found = 0
        for name, inner in _items(given):
            if name in ("AND", "OR", "NOT"):
                found += self._by_link(inner, target, entries)
            elif name == "node":
                found += self._by_node(inner, target, entries)
        return found

    def _by_node(self, given: Any, target: Surface | None, entries: int, *, whole: bool = False) -> int:
        """`whole`: the entries are all nodes of the label, each once, so that the first step finds each link once."""
        found = 0
        for name, inner in _items(given):
            if name in ("AND", "OR", "NOT"):
                found += self._by_node(inner, target, entries, whole=whole)
                continue
            relation = target.relation.get(name) if target else None
            if relation is None:
                continue
            next_ = surface(relation.target.label) if relation.target else None
            reached = entries * self.most(relation)
            if whole:
                reached = min(reached, self.total(relation))
            if relation.single:
                found += reached + self._by_node(inner, next_, reached)
                continue
            for quantifier, condition in _items(inner):
                if quantifier in _QUANTIFIERS:
                    found += reached + self._by_link(condition, next_, reached)
        return found


def _items(given: Any) -> Any:
    """Return names and values of an input object, or of all those in a list."""
    if isinstance(given, list):
        return [pair for one in given for pair in _items(one)]
    return list(given.items()) if isinstance(given, dict) else []
