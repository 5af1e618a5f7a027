"""Protection before execution: what a document may hold, and what an operation may cost.

The cost of an operation estimates the objects that it makes the database look at, worked out before anything runs, as GitHub's API
does: a page costs its size (`first` or `last`; where neither is given 100, or 10 inside another field) for each of its parents, and
so does everything inside it. On top of that, for each parent: a single object 1, the passages of a fact 3, a `totalCount` 1, a
facet 10, a neighbourhood ten to the power of its depth; and for each entry of a list that a condition or ordering looks at, the
nodes that it is related to there. Introspection costs nothing and is limited by depth.

How many entries a list has, and how many nodes one is related to, is taken from what the graph holds (`api.gql.holdings`). Where
that is not known, a page is as long as it may be, and a node is related to ten others.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    ListValueNode,
    ObjectValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    ValueNode,
    VariableNode,
    get_named_type,
    get_nullable_type,
    is_leaf_type,
    value_from_ast_untyped,
)

from api.gql.holdings import FAN_OUT, Holdings, List
from api.gql.options import Options
from api.gql.refusal import RefusedError

PAGE = 100
"""How many entries a page at the root of an operation counts as, where its size is not given."""
EVIDENCE = 3
"""How many entries a list that takes no page size counts as, such as the passages of a fact."""
FACET = 10

_SIZES = ("first", "last", "longest", "ids")
_PASSED_ON = frozenset({"edges", "nodes", "node", "facts", "from", "to", "pageInfo"})
"""Fields that show what their parent has paid for."""

_TOKEN = re.compile(
    r'"""(?:[^"\\]|\\.?|"(?!""))*+(?:""")?|"(?:[^"\\\n]|\\[^\n]?)*+"?|#[^\n]*|\w+|\.\.\.|[^\s,\w]', re.ASCII | re.DOTALL
)
"""A token or comment, near enough: what is no token counts as one, and the parser refuses it. Never looks at a character twice."""

_NESTED = 100
"""How deep objects and lists may nest in a variable's value; far below what JSON's writer takes."""
_CONDITIONS = "names in its input objects"

_Set = tuple[Any, SelectionSetNode]
"""A type (None: one that the schema does not know) and what is selected of it."""

Sizes = tuple[int | str, ...]
"""Page sizes: numbers, and names of variables."""


@dataclass(slots=True)
class Part:
    """One field of an operation that costs something, with those inside it."""

    name: str
    sizes: Sizes = ()
    """Its page sizes; the greatest counts. Empty: one object."""
    default: int = PAGE
    """Its page size where a variable gives none."""
    fixed: int = 0
    """What it costs for each parent besides its page."""
    once: bool = False
    """Whether it is asked of a page as a whole, rather than of each entry."""
    depth: int | str | None = None
    """How far a neighbourhood reaches."""
    inputs: tuple[ValueNode, ...] = ()
    """Its filters and orderings."""
    of: List | None = None
    """The list of which it is a page, where the graph can tell how long that is."""
    parts: list["Part"] = field(default_factory=list)


@dataclass(slots=True)
class Measure:
    """What was found out about an operation without its variables; `cost` takes them into account."""

    depth: int = 0
    fields: int = 0
    aliases: int = 0
    root: Part = field(default_factory=lambda: Part("operation"))

    def cost(self, variables: Mapping[str, Any], options: Options, holdings: Holdings | None = None) -> int:
        """Return what the operation costs with these variables on what the graph holds.

        Raises RefusedError where that is more than it may.
        """
        conditions = sum(map(_literal_names, _inputs(self.root)))
        _check("CONDITIONS_EXCEEDED", _CONDITIONS, conditions, options.conditions, "write a shorter filter")
        count = _Count(variables, holdings or Holdings())
        costs = [(count.part(part, 1), part) for part in self.root.parts]
        total = sum(cost for cost, _ in costs)
        if options.cost and total > options.cost:
            worst = max(costs, key=itemgetter(0))[1]
            less_deep = "give a smaller 'depth'"
            fewer = "ask for fewer at once with 'first', and follow the pages"
            raise RefusedError(
                "COST_EXCEEDED",
                f"this operation asks for up to {total:,} objects, and {options.cost:,} are allowed; most of them in "
                f"{worst.name!r}: {fewer if worst.depth is None else less_deep}",
                cost=min(total, 2**53),
                limit=options.cost,
            )
        return total


def check_variables(variables: Mapping[str, Any], options: Options) -> None:
    """Refuse variables that hold filters without end, before anything is made of them. Raises RefusedError."""
    _check("CONDITIONS_EXCEEDED", _CONDITIONS, _names(variables), options.conditions, "write a shorter filter")


def check_text(text: str, options: Options) -> None:
    """Refuse a document with too many tokens before it is parsed, since counting them is far quicker. Raises RefusedError."""
    found = 0
    for token in _TOKEN.finditer(text):
        found += token[0][0] != "#"
        if found > options.tokens > 0:
            _check("TOKENS_EXCEEDED", "tokens", found, options.tokens, "ask for less at once")


def check_document(document: DocumentNode, options: Options) -> None:
    """Refuse a document with too many directives or aliases, however they are used. Raises RefusedError."""
    aliases = directives = 0
    for node in _nodes(document):
        directives += len(node.directives or ())
        aliases += isinstance(node, FieldNode) and node.alias is not None
    _check("DIRECTIVES_EXCEEDED", "directives", directives, options.directives, "write fewer")
    _check("ALIASES_EXCEEDED", "aliases", aliases, options.aliases, "ask in several requests, or for a list")


def measure(
    schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode, options: Options
) -> Measure:
    """Walk an operation with its fragments in place, which need not be valid yet.

    Raises RefusedError as soon as it is deeper, or has more fields, aliases or repetitions, than it may. Takes time in proportion
    to those limits, whatever the document.
    """
    fragments = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
    walk = _Walk(schema, fragments, options)
    root = schema.get_root_type(operation.operation)
    walk.inside([(root, operation.selection_set)], walk.found.root, 1)
    return walk.found


class _Walk:
    def __init__(self, schema: GraphQLSchema, fragments: dict[str, FragmentDefinitionNode], options: Options) -> None:
        self.schema, self.fragments, self.options = schema, fragments, options
        self.found = Measure()

    def inside(self, sets: list[_Set], part: Part, depth: int) -> None:
        """Add the fields of one place, which may be written in several selection sets, to `part`."""
        groups: dict[tuple[str, str], list[tuple[Any, FieldNode]]] = {}
        seen: set[str] = set()
        for type_, selection_set in sets:
            self._collect(type_, selection_set, groups, seen)
        found, options = self.found, self.options
        if groups and depth > found.depth:
            found.depth = depth
            _check("DEPTH_EXCEEDED", "fields inside one another", depth, options.depth, "ask in several requests")
        for nodes in groups.values():
            type_, first = nodes[0]
            found.fields += 1
            found.aliases += first.alias is not None
            _check(
                "REPEATS_EXCEEDED",
                f"times {first.name.value!r} in one place",
                len(nodes),
                options.repeats,
                "write it once",
            )
            _check("FIELDS_EXCEEDED", "fields", found.fields, options.fields, "ask in several requests")
            _check(
                "ALIASES_EXCEEDED", "aliases", found.aliases, options.aliases, "ask in several requests, or for a list"
            )
            definition = _definition(self.schema, type_, first.name.value)
            named = get_named_type(definition.type) if definition else None
            below = [(named, n.selection_set) for _, n in nodes if n.selection_set]
            # What the schema does not know costs nothing, but counts: validation, which comes later, will refuse it.
            inner = part if definition is None else self._part(first, type_, definition, named, part)
            if below:
                self.inside(below, inner, depth + 1)

    def _part(self, node: FieldNode, type_: Any, definition: Any, named: Any, outer: Part) -> Part:
        """Return the part to which what stands inside the field belongs, in `outer` if it costs anything."""
        name = node.name.value
        made = Part(node.alias.value if node.alias else name)
        if name.startswith("__"):
            return made
        if name == "totalCount" or named.name == "FacetValue":
            made.fixed, made.once = 1 if name == "totalCount" else FACET, True
        elif is_leaf_type(named) or (name in _PASSED_ON and not definition.args) or named.name.endswith("Facets"):
            return outer
        else:
            given = {a.name.value: a.value for a in node.arguments or ()}
            takes = [s for s in _SIZES if s in definition.args]
            if takes:
                made.default = _default(definition, takes) or (PAGE if outer is self.found.root else FAN_OUT)
                sizes = (_number(given[s]) for s in takes if s in given)
                made.sizes = tuple(s for s in sizes if s is not None) or (made.default,)
            elif isinstance(get_nullable_type(definition.type), GraphQLList):
                made.sizes = (EVIDENCE,)
            made.depth = _number(given.get("depth"))
            made.inputs = tuple(given[a] for a in ("where", "orderBy") if a in given)
            made.of = List.of(type_.name, name)
        outer.parts.append(made)
        return made

    def _collect(
        self, type_: Any, selections: SelectionSetNode, groups: dict[tuple[str, str], list[Any]], seen: set[str]
    ) -> None:
        for selection in selections.selections:
            if isinstance(selection, FieldNode):
                key = selection.alias.value if selection.alias else selection.name.value
                groups.setdefault((key, getattr(type_, "name", "")), []).append((type_, selection))
            elif isinstance(selection, InlineFragmentNode):
                self._collect(self._narrowed(type_, selection.type_condition), selection.selection_set, groups, seen)
            elif isinstance(selection, FragmentSpreadNode) and selection.name.value not in seen:
                seen.add(selection.name.value)
                if fragment := self.fragments.get(selection.name.value):
                    self._collect(self._narrowed(type_, fragment.type_condition), fragment.selection_set, groups, seen)

    def _narrowed(self, type_: Any, condition: Any) -> Any:
        return self.schema.type_map.get(condition.name.value, type_) if condition else type_


def _definition(schema: GraphQLSchema, parent: Any, name: str) -> Any:
    if isinstance(parent, GraphQLObjectType | GraphQLInterfaceType):
        return schema.get_field(parent, name)
    return None


def _number(value: ValueNode | None) -> int | str | None:
    """Return the number that an argument is, or how many a list of literals holds; a variable by its name."""
    if isinstance(value, VariableNode):
        return value.name.value
    if isinstance(value, ListValueNode):
        return len(value.values)
    text = getattr(value, "value", None)
    return int(text) if isinstance(text, str) and text.isdecimal() and len(text) < 19 else None


def _default(definition: Any, takes: list[str]) -> int | None:
    for name in takes:
        if isinstance(default := definition.args[name].default_value, int):
            return default
    return None


@dataclass(frozen=True, slots=True)
class _Count:
    """Counts what parts cost, with some variables on some graph."""

    variables: Mapping[str, Any]
    holdings: Holdings

    def part(self, part: Part, parents: int, *, distinct: bool = False) -> int:
        """Return what a part costs; `distinct`: its parents are nodes none of which stands there twice."""
        size = max((self._value(s, part.default) for s in part.sizes), default=1)
        entries = whole = parents * size
        if part.of is not None:
            whole = self.holdings.entries(part.of, parents, whole, distinct=distinct)
            entries = min(entries, whole)
        own = parents * part.fixed if part.fixed else entries
        if part.depth is not None:
            own += parents * FAN_OUT ** min(self._value(part.depth, 1), 20)
        for node in part.inputs:
            given = value_from_ast_untyped(node, dict(self.variables))
            own += self.holdings.looked_at(given, part.of, whole)
        of_all = part.of is not None and part.of.relation is None
        return own + sum(self.part(p, parents if p.once else entries, distinct=of_all) for p in part.parts)

    def _value(self, size: int | str, default: int) -> int:
        if isinstance(size, str):
            found = self.variables.get(size)
            if isinstance(found, list):
                return len(found)
            return max(found, 0) if isinstance(found, int) else default
        return size


def _names(values: Mapping[str, Any]) -> int:
    """Count the names in the objects that are the values of variables. Raises RefusedError where they are nested without end."""
    found, depth, todo = 0, 0, list(values.values())
    while todo:
        depth += 1
        if depth > _NESTED:
            raise RefusedError(
                "DEPTH_EXCEEDED",
                f"the values of variables may be nested {_NESTED} deep: write a flatter filter",
                limit=_NESTED,
            )
        objects = [value for value in todo if isinstance(value, dict)]
        found += sum(map(len, objects))
        inside = [v for value in objects for v in value.values()]
        inside += [v for value in todo if isinstance(value, list) for v in value]
        todo = [v for v in inside if isinstance(v, dict | list)]
    return found


def _literal_names(value: ValueNode) -> int:
    if isinstance(value, ListValueNode):
        return sum(map(_literal_names, value.values))
    return sum(1 + _literal_names(f.value) for f in value.fields) if isinstance(value, ObjectValueNode) else 0


def _inputs(part: Part) -> Iterator[ValueNode]:
    yield from part.inputs
    for inner in part.parts:
        yield from _inputs(inner)


def _nodes(document: DocumentNode) -> Iterator[Any]:
    """Yield every definition and selection of a document, fragments once."""
    todo: list[Any] = list(document.definitions)
    while todo:
        node = todo.pop()
        yield node
        if below := getattr(node, "selection_set", None):
            todo.extend(below.selections)


def _check(code: str, what: str, found: int, limit: int, advice: str) -> None:
    if limit and found > limit:
        raise RefusedError(code, f"this document has more than {limit:,} {what}: {advice}", limit=limit)
