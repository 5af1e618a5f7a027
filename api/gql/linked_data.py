"""Reads the answer to any GraphQL operation back as facts, so that it can be said in RDF with the same ids as everywhere else.

An answer alone does not tell which node an object is, or what a link carries. So a document is completed before it is executed
(`completed`), and its answer is read along the selection (`facts_of`). What is no fact (counts, cursors, snippets) is left out.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    NamedTypeNode,
    NameNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    get_named_type,
    is_abstract_type,
    parse,
    print_ast,
    visit,
)

from api.gql.surface import RELATIONS, Relation, surface
from api.gql.vocabulary import Shown
from schema.bundle import Statements
from schema.declaration import Link
from schema.links import States
from schema.model import GRAPH_MODEL, LinkType

_LABELS = frozenset(n.label for n in GRAPH_MODEL.nodes)
_RELATION_OF_EDGE = {f"{r.stem}Edge": r for r in RELATIONS if not r.single}
_ALWAYS = {"Document": ("sha256",)}
"""What is asked of a label besides its id: the reading of a document is known by its checksum."""
_EVIDENCE, _FACT = "evidence", "Fact"
_KEPT = 128

Selected = dict[str, tuple[str, list[SelectionSetNode]]]
"""Field names with what is selected of them, by response key."""


@dataclass(slots=True)
class Facts:
    """What an answer says of the graph."""

    statements: Statements = field(default_factory=Statements)
    """Nodes with the values that were asked for, and links with all that they carry."""
    ties: list[Link] = field(default_factory=list)
    """Links of which the answer tells no more than that they are there: of edges that were passed over."""


@lru_cache(maxsize=_KEPT)
def completed(schema: GraphQLSchema, text: str) -> str:
    """Return a valid document so that it also asks for the ids of all nodes, and for all that its edges carry."""
    info = TypeInfo(schema)
    return print_ast(visit(parse(text), TypeInfoVisitor(info, _Completion(info))))


class _Completion(Visitor):
    def __init__(self, info: TypeInfo) -> None:
        super().__init__()
        self._info = info

    def leave_selection_set(self, node: SelectionSetNode, *_: Any) -> SelectionSetNode | None:
        of = self._info.get_parent_type()
        if of is None:
            return None
        there = {s.name.value for s in node.selections if isinstance(s, FieldNode) and s.alias is None}
        any_key = {s.name.value for s in node.selections if isinstance(s, FieldNode)}
        missing = [n for n in _needed(of.name) if n not in there]
        added: list[SelectionNode] = [_field(name) for name in missing]
        added += [_field(name, "id", "__typename") for name in _needed_nodes(of.name) if name not in any_key]
        if of.name == "Node":
            added += [_on(label, names) for label, names in _ALWAYS.items()]
        return SelectionSetNode(selections=(*node.selections, *added)) if added else None


def _on(label: str, names: Iterable[str]) -> InlineFragmentNode:
    condition = NamedTypeNode(name=NameNode(value=label))
    inside = SelectionSetNode(selections=tuple(map(_field, names)))
    return InlineFragmentNode(type_condition=condition, selection_set=inside, directives=())


def _field(name: str, *inside: str) -> FieldNode:
    selected = SelectionSetNode(selections=tuple(map(_field, inside))) if inside else None
    return FieldNode(name=NameNode(value=name), selection_set=selected, arguments=(), directives=())


def _needed(type_name: str) -> Iterator[str]:
    """Yield the plain fields without which an object of a type cannot be read back."""
    if type_name in _LABELS or type_name == "Node":
        yield from ("id", "__typename", *_ALWAYS.get(type_name, ()))
    elif type_name in _RELATION_OF_EDGE:
        yield from (s.name for s in _RELATION_OF_EDGE[type_name].fields.values() if not s.is_label)
    elif type_name == "Statement":
        yield from ("property", "value")
    elif type_name == _FACT:
        yield from ("type", *dict.fromkeys(p.name for t in GRAPH_MODEL.links for p in t.properties))


def _needed_nodes(type_name: str) -> Iterator[str]:
    """Yield the fields that lead to nodes without which an object of a type cannot be read back."""
    relation = _RELATION_OF_EDGE.get(type_name)
    if relation is not None:
        yield "node"
    if type_name == _FACT:
        yield from ("from", "to")
    if type_name in (_FACT, "Statement") or (relation is not None and relation.link.evidenced):
        yield _EVIDENCE


def facts_of(schema: GraphQLSchema, text: str, operation: str | None, data: dict[str, Any]) -> Facts:
    """Return the facts in the answer (`data`) to a completed document that was executed without errors."""
    return _Reading(schema, parse(text), operation).read(data)


class _Reading:
    def __init__(self, schema: GraphQLSchema, document: DocumentNode, operation: str | None) -> None:
        self.schema, self.found = schema, Facts()
        self.fragments = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
        operations = [d for d in document.definitions if isinstance(d, OperationDefinitionNode)]
        self.operation = next(o for o in operations if not operation or (o.name and o.name.value == operation))

    def read(self, data: dict[str, Any]) -> Facts:
        self._object("Query", data, [self.operation.selection_set])
        return self.found

    def _object(self, type_name: str, data: dict[str, Any], sets: list[SelectionSetNode]) -> str:
        """Read an object; return its id where it is a node, else ""."""
        if is_abstract_type(self.schema.type_map[type_name]):
            type_name = data.get("__typename", type_name)
        selected = self._collected(type_name, sets)
        if type_name in _LABELS:
            return self._node(type_name, data, selected)
        if type_name == _FACT:
            self._fact(data, selected)
            return ""
        for key, (name, inside) in selected.items():
            for child in () if name.startswith("__") else _objects(data.get(key)):
                self._object(self._type_of(type_name, name), child, inside)
        return ""

    def _node(self, label: str, data: dict[str, Any], selected: Selected) -> str:
        shown, node_id = surface(label), str(data["id"])
        values: dict[str, Any] = {p.attribute: () if p.type == "texts" else None for p in shown.node.properties}
        statements: list[tuple[dict[str, Any], list[SelectionSetNode]]] = []
        ways: list[tuple[Relation, Any, list[SelectionSetNode]]] = []
        for key, (name, inside) in selected.items():
            value = data.get(key)
            if name in shown.fields:
                if value not in (None, "", []):
                    values[shown.fields[name].property.attribute] = _stored(shown.fields[name], value)
            elif name in shown.relation:
                ways.append((shown.relation[name], value, inside))
            elif name == "statements":
                statements += [(one, inside) for one in _objects(value)]
        self.found.statements.add(shown.node.python(id=node_id, **values))
        for one, inside in statements:
            for passage in self._evidence(self._collected("Statement", inside), one):
                link = States(source=passage, target=node_id, property=one["property"], value=one["value"])
                self.found.statements.add(link)
        for relation, value, inside in ways:
            self._relation(relation, node_id, value, inside)
        return node_id

    def _relation(self, relation: Relation, node_id: str, value: Any, sets: list[SelectionSetNode]) -> None:
        if relation.single:
            for child in _objects(value):
                self._tie(relation, node_id, self._object(relation.target_name, child, sets))
            return
        for page in _objects(value):
            for key, (name, inside) in self._collected(f"{relation.stem}Connection", sets).items():
                for child in _objects(page.get(key)):
                    if name == "nodes":
                        self._tie(relation, node_id, self._object(relation.target_name, child, inside))
                    elif name == "edges":
                        self._edge(relation, node_id, child, self._collected(f"{relation.stem}Edge", inside))

    def _edge(self, relation: Relation, node_id: str, data: dict[str, Any], selected: Selected) -> None:
        others = [
            self._object(relation.target_name, child, inside)
            for key, (name, inside) in selected.items()
            if name == "node"
            for child in _objects(data.get(key))
        ]
        link_type, values = relation.link, {}
        for name, shown in relation.fields.items():
            if shown.is_label or data.get(name) in (None, []):
                continue
            value = _stored(shown, data[name])
            if shown.property.attribute == "type":  # owners and supporters in one list: what a link is stands on it
                link_type = GRAPH_MODEL.link(value)
            else:
                values[shown.property.attribute] = value
        evidence = tuple(sorted(self._evidence(selected, data)))
        source, target = (node_id, others[0]) if relation.outgoing else (others[0], node_id)
        self.found.statements.add(link_type.python(source=source, target=target, evidence=evidence, **values))

    def _fact(self, data: dict[str, Any], selected: Selected) -> None:
        ends = {
            name: self._object("Node", child, inside)
            for key, (name, inside) in selected.items()
            if name in ("from", "to")
            for child in _objects(data.get(key))
        }
        link_type: LinkType = GRAPH_MODEL.link(data["type"])
        values = {
            p.attribute: tuple(v) if isinstance(v, list) else v
            for p in link_type.properties
            if (v := data.get(p.name)) not in (None, [])
        }
        evidence = tuple(sorted(self._evidence(selected, data)))
        link = link_type.python(source=ends["from"], target=ends["to"], evidence=evidence, **values)
        self.found.statements.add(link)

    def _evidence(self, selected: Selected, data: dict[str, Any]) -> Iterator[str]:
        for key, (name, inside) in selected.items():
            if name == _EVIDENCE:
                yield from dict.fromkeys(self._object("Passage", child, inside) for child in _objects(data.get(key)))

    def _tie(self, relation: Relation, node_id: str, other: str) -> None:
        if "|" in relation.link.name:  # owners and supporters in one list: without its edge nothing tells which
            return
        source, target = (node_id, other) if relation.outgoing else (other, node_id)
        # Its identity does not matter: of a tie no more is said than that it is there.
        blank: dict[str, Any] = {p.attribute: None for p in relation.link.properties if p.required}
        self.found.ties.append(relation.link.python(source=source, target=target, **blank))

    def _type_of(self, type_name: str, name: str) -> str:
        of = self.schema.type_map[type_name]
        assert isinstance(of, GraphQLObjectType)
        name_of_type: str = get_named_type(of.fields[name].type).name
        return name_of_type

    def _collected(self, type_name: str, sets: Iterable[SelectionSetNode]) -> Selected:
        """Return the fields that are selected of an object of a type, those of fragments in their places."""
        found: Selected = {}
        for selection_set in sets:
            self._collect(type_name, selection_set, found)
        return found

    def _collect(self, type_name: str, selection_set: SelectionSetNode, found: Selected) -> None:
        for selection in selection_set.selections:
            if isinstance(selection, FieldNode):
                key = (selection.alias or selection.name).value
                _, inside = found.setdefault(key, (selection.name.value, []))
                if selection.selection_set is not None:
                    inside.append(selection.selection_set)
                continue
            if isinstance(selection, FragmentSpreadNode):
                fragment: Any = self.fragments[selection.name.value]
            else:
                assert isinstance(selection, InlineFragmentNode)
                fragment = selection
            condition = fragment.type_condition.name.value if fragment.type_condition else type_name
            if condition == type_name or self._is_a(type_name, condition):
                self._collect(type_name, fragment.selection_set, found)

    def _is_a(self, type_name: str, condition: str) -> bool:
        abstract, of = self.schema.type_map[condition], self.schema.type_map[type_name]
        return is_abstract_type(abstract) and self.schema.is_sub_type(abstract, of)


def _objects(value: Any) -> list[dict[str, Any]]:
    """Return the objects in a response's value: itself, or those of a list."""
    return [v for v in (value if isinstance(value, list) else [value]) if isinstance(v, dict)]


def _stored(shown: Shown, value: Any) -> Any:
    """Return what is stored where a field shows this."""
    if isinstance(value, list):
        return tuple(value)
    return shown.vocabulary.texts[value] if shown.vocabulary and not shown.is_label else value
