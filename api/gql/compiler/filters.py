"""Filters: conditions as Cypher predicates. A condition is true or false, never unknown: `NOT` turns what has no value, too.

What is null or absent is no condition, and so is whatever holds no condition: `pruned` takes both out of a filter, at any depth,
before it is compiled. What is compiled here always has something to ask.

Cypher's logic has three values. Unknown counts as false where it is asked for and under AND and OR, so that only a negation
has to say so (`coalesce`).
"""

from api.gql.compiler.cypher import display
from api.gql.compiler.fulltext import all_words, finding
from api.gql.compiler.scope import Scope
from api.gql.compiler.values import Leaf, Tree, fields_of, leaf, list_of
from api.gql.surface import MATCHES, Relation, Surface, expression, surface
from schema.model import Property

_COMPARISONS = {"eq": "=", "gt": ">", "gte": ">=", "lt": "<", "lte": "<="}
_MANNERS = {"caseInsensitive"}
"""What says how to compare, and is no condition by itself."""
_TEXT_OPERATORS = {
    "contains": "CONTAINS",
    "startsWith": "STARTS WITH",
    "endsWith": "ENDS WITH",
    # Of dates: a year or month begins all that lie in it.
    "within": "STARTS WITH",
}

Predicate = str | None
"""A Cypher predicate; None where there is nothing to ask, which is true."""


def pruned(tree: Tree | None) -> Tree | None:
    """Return what a filter asks, without what holds no condition: an object, or list of objects, in which none is left.

    A list of values is a condition even where it is empty: nothing is one of none.
    """
    if isinstance(tree, dict):
        parts = {name: part for name, value in tree.items() if (part := pruned(value)) is not None}
        return parts if parts.keys() - _MANNERS else None
    if isinstance(tree, list):
        return [part for value in tree if (part := pruned(value)) is not None] or None
    return tree


def asks_full_text(tree: Tree | None) -> bool:
    """Return whether a filter looks for words, at any depth."""
    if isinstance(tree, dict):
        return any(name == MATCHES or asks_full_text(part) for name, part in tree.items())
    return isinstance(tree, list) and any(asks_full_text(part) for part in tree)


def picks_out(tree: Tree | None, target: Surface) -> bool:
    """Whether a label's filter names nodes by their id, or by an indexed property that is no code, so that few can fit it."""
    given = fields_of(tree)
    parts = (given, *(fields_of(part) for part in list_of(given.get("AND"))))
    return any(
        name == "id" or (name in target.fields and target.fields[name].vocabulary is None)
        for name, value in (pair for part in parts for pair in part.items())
        if _seeks(name, value, target)
    )


def all_of(predicates: list[Predicate]) -> Predicate:
    """Return the conjunction."""
    known = [p for p in predicates if p is not None]
    return " AND ".join(known) if known else None


def _any_of(predicates: list[Predicate]) -> Predicate:
    known = [p for p in predicates if p is not None]
    return known[0] if len(known) == 1 else f"({' OR '.join(f'({p})' if ' AND ' in p else p for p in known)})"


def _negated(predicate: Predicate) -> str:
    """Return what holds where the predicate does not, unknown included."""
    return f"NOT coalesce({predicate}, false)"


class Filters:
    """Compiles filters of one operation."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def node(self, tree: Tree | None, target: Surface | None, var: str) -> Predicate:
        """Return the predicate of a label's filter (`ChallengeFilter`); no target: of `NodeFilter`."""
        found: list[Predicate] = []
        for name, value in fields_of(tree).items():
            logic = self._logic(name, value, lambda t: self.node(t, target, var))
            if logic is not None:
                found.append(logic[0])
            elif name == "id":
                found.append(self._text(fields_of(value), f"{var}.id"))
            elif name == MATCHES:
                found.append(self._matches(value, var))
            elif target is None:
                found.append(self._any(name, value, var))
            elif name in target.fields:
                found.append(self._property(target.fields[name].property, value, var))
            else:
                found.append(self._relation(target.relation[name], fields_of(value), var))
        return all_of(found)

    def sought(self, tree: Tree | None, target: Surface, var: str) -> tuple[list[str], Predicate]:
        """Return what finds the nodes of a label's filter, as patterns and a predicate.

        Where a condition on related nodes names one by an indexed property, the patterns lead there, so that Neo4j can start
        from that node; they then find a node as often as there are ways to it. Else there is one pattern, the node alone.
        """
        start = f"({var}:{target.node.label})"
        given = dict(fields_of(tree))
        parts = [given, *(dict(part) for part in list_of(given.get("AND")))]
        if len(parts) > 1:
            given["AND"] = list(parts[1:])
        for part in parts:
            for name, value in part.items():
                relation = target.relation.get(name)
                some = fields_of(value).get("some") if relation is not None and not relation.single else None
                if relation is None or some is None or not _seekable(fields_of(some), relation):
                    continue
                assert relation.target is not None
                rest: dict[str, Tree] = {kind: w for kind, w in fields_of(value).items() if kind != "some"}
                part[name] = rest
                link, other = self._scope.name("r"), self._scope.name("n")
                inner = dict(fields_of(some))
                patterns, fits = self.sought(inner.pop("node", None), surface(relation.target.label), other)
                arrow = (
                    f"-[{link}:{relation.link.name}]->" if relation.outgoing else f"<-[{link}:{relation.link.name}]-"
                )
                # A pattern of its own for each step: within one, Neo4j would not go back the way it came.
                patterns = [f"{start}{arrow}({other}:{relation.target.label})", *patterns]
                return patterns, all_of([fits, self.edge(inner, relation, link, other), self.node(given, target, var)])
        return [start], self.node(tree, target, var)

    def edge(self, tree: Tree | None, relation: Relation, link: str, var: str) -> Predicate:
        """Return the predicate of a relationship's filter (`OwnsPersonFilter`)."""
        target = surface(relation.target.label) if relation.target else None
        found: list[Predicate] = []
        for name, value in fields_of(tree).items():
            logic = self._logic(name, value, lambda t: self.edge(t, relation, link, var))
            if logic is not None:
                found.append(logic[0])
            elif name == "node":
                found.append(self.node(value, target, var))
            else:
                found.append(self._property(relation.fields[name].property, value, link))
        return all_of(found)

    def _matches(self, value: Tree, var: str) -> Predicate:
        """Return the predicate of full text: the index is asked once, whatever the condition is nested in."""
        text = leaf(value)
        if text is None:
            return None
        asked = self._scope.parameter(lambda variables: all_words(text.read(variables)))
        near, query, node = (self._scope.name(stem) for stem in ("w", "q", "n"))
        clauses = finding(asked, near, query, node)
        return f"elementId({var}) IN {self._scope.share(f'COLLECT {{ {clauses} RETURN elementId({node}) }}')}"

    def _logic(self, name: str, value: Tree, part: "object") -> tuple[Predicate] | None:
        assert callable(part)
        if name == "AND":
            return (all_of([part(t) for t in list_of(value)]),)
        if name == "OR":
            return (_any_of([part(t) for t in list_of(value)]),)
        if name == "NOT":
            return (_negated(part(value)),)
        return None

    def _property(self, prop: Property, value: Tree, var: str) -> Predicate:
        held = expression(prop, var)
        if prop.type == "integer":
            return self.number(fields_of(value), held)
        if prop.type == "texts":
            return self._texts(fields_of(value), held)
        return self._text(fields_of(value), held)

    def _any(self, name: str, value: Tree, var: str) -> Predicate:
        if name == "kinds":
            kinds = leaf(value)
            return f"{var}:{'|'.join(kinds.value)}" if kinds and kinds.value else "false"
        return self._text(fields_of(value), display(var))

    def _text(self, tree: dict[str, Tree], expression: str) -> Predicate:
        folded = leaf(tree.get("caseInsensitive"))
        fold = bool(folded and folded.value)
        subject = f"toLower({expression})" if fold else expression
        found: list[Predicate] = []
        for name, value in tree.items():
            given = leaf(value)
            if given is None or name == "caseInsensitive":
                continue
            if name == "isNull":
                found.append(_is_null(expression, given))
                continue
            parameter = self._scope.value(given)
            if name == "in":
                listed = f"[w IN {parameter} | toLower(w)]" if fold else parameter
                found.append(f"{subject} IN {listed}")
            else:
                operator = _COMPARISONS.get(name) or _TEXT_OPERATORS[name]
                found.append(f"{subject} {operator} {f'toLower({parameter})' if fold else parameter}")
        return all_of(found)

    def number(self, tree: dict[str, Tree], expression: str) -> Predicate:
        """Return the predicate of an `IntegerFilter` on a Cypher expression."""
        found: list[Predicate] = []
        for name, value in tree.items():
            given = leaf(value)
            assert given is not None
            if name == "isNull":
                found.append(_is_null(expression, given))
            elif name == "in":
                found.append(f"{expression} IN {self._scope.value(given)}")
            else:
                found.append(f"{expression} {_COMPARISONS[name]} {self._scope.value(given)}")
        return all_of(found)

    def _texts(self, tree: dict[str, Tree], expression: str) -> Predicate:
        texts = f"coalesce({expression}, [])"
        found: list[Predicate] = []
        for name, value in tree.items():
            if name == "any":
                word = self._scope.name("w")
                fits = self._text(fields_of(value), word)
                found.append(f"any({word} IN {texts} WHERE {fits})")
                continue
            given = leaf(value)
            assert given is not None
            if name == "isEmpty":
                found.append(f"size({texts}) {'=' if given.value else '>'} 0")
            elif name == "has":
                found.append(f"{self._scope.value(given)} IN {texts}")
            else:
                quantifier = "any" if name == "hasAny" else "all"
                found.append(f"{quantifier}(w IN {self._scope.value(given)} WHERE w IN {texts})")
        return all_of(found)

    def _relation(self, relation: Relation, tree: dict[str, Tree], var: str) -> Predicate:
        if relation.single:
            link, other = self._scope.name("r"), self._scope.name("n")
            target = surface(relation.target.label) if relation.target else None
            return _exists(relation.pattern(var, link, other), self.node(tree, target, other))
        found: list[Predicate] = []
        for name, value in tree.items():
            link, other = self._scope.name("r"), self._scope.name("n")
            pattern = relation.pattern(var, link, other)
            if name == "count":
                found.append(self.number(fields_of(value), f"COUNT {{ {pattern} }}"))
                continue
            fits = self.edge(value, relation, link, other)
            if name == "some":
                found.append(_exists(pattern, fits))
            elif name == "none":
                found.append(f"NOT {_exists(pattern, fits)}")
            elif name == "single":
                found.append(f"COUNT {{ {_match(pattern, fits)} }} = 1")
            else:
                found.append(f"NOT {_exists(pattern, _negated(fits))}")
        return all_of(found)


def _seekable(tree: dict[str, Tree], relation: Relation) -> bool:
    """Whether a relationship's filter names what it leads to by its id or an indexed property, or that by another such."""
    if relation.target is None:
        return False
    target = surface(relation.target.label)
    node = fields_of(tree.get("node"))
    for name, value in (pair for part in (node, *list_of(node.get("AND"))) for pair in part.items()):
        if name == MATCHES:
            return leaf(value) is not None
        if name in target.relation:
            further = target.relation[name]
            some = None if further.single else fields_of(value).get("some")
            if some is not None and _seekable(fields_of(some), further):
                return True
        elif _seeks(name, value, target):
            return True
    return False


def _seeks(name: str, value: Tree, target: Surface) -> bool:
    """Whether a condition on a field says that it is one of some values, and the field is the id or has an index."""
    if name != "id" and not (name in target.fields and target.fields[name].property.spec.index):
        return False
    given = fields_of(value)
    return ("eq" in given or "in" in given) and "caseInsensitive" not in given


def _is_null(expression: str, given: Leaf) -> str:
    return f"{expression} IS {'' if given.value else 'NOT '}NULL"


def _match(pattern: str, predicate: Predicate) -> str:
    return f"MATCH {pattern}" + (f" WHERE {predicate}" if predicate else "")


def _exists(pattern: str, predicate: Predicate) -> str:
    return f"EXISTS {{ {_match(pattern, predicate)} }}"
