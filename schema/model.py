"""Reads the declarations once into plain values (`GRAPH_MODEL`), so that annotations are parsed here and nowhere else."""

import dataclasses
import datetime
import re
import types
import typing
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from schema.declaration import Ends, Link, Node, Qualified, Spec
from schema.errors import ImagineError
from schema.links import ANY, EITHER, LINKS
from schema.nodes import NODES
from schema.vocabulary import OWN

Value = str | int | tuple[str, ...] | None
"""What a property can hold."""

ValueType = Literal["text", "date", "integer", "texts"]

_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?)?", re.ASCII)


def is_date(text: str) -> bool:
    """Whether a text is a year, month or day that the calendar has, in ISO 8601: `2024`, `2024-09`, `2024-09-18`."""
    if not _DATE.fullmatch(text):
        return False
    try:
        datetime.date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class Property:
    """One property of a node or link."""

    name: str
    """Its name in Neo4j, GraphQL and everywhere a person meets it."""
    attribute: str
    """Its name in Python, which differs where the name is a keyword (`as_`)."""
    type: ValueType
    required: bool
    spec: Spec

    @property
    def limited(self) -> bool:
        """Whether not every value of its type may stand in it."""
        return bool(self.spec.one_of or self.spec.date)

    @property
    def has_sort_key(self) -> bool:
        """Whether a list is ordered by a key that is made of its value, in place of the value itself."""
        return self.spec.counting or self.spec.alphabetical

    def fault(self, value: Any) -> str | None:
        """Return what the property's values are, where this is not one of them; None where it is."""
        if self.spec.one_of and value not in self.spec.one_of:
            return f"one of: {', '.join(self.spec.one_of)}"
        if self.spec.date and not is_date(value):
            return "a year, month or day in ISO 8601 (2024, 2024-09, 2024-09-18)"
        return None

    def join(self, one: Any, other: Any) -> Any:
        """Return two stated values of this property as one, by the declared rule; None states nothing."""
        if one is None or other is None:
            return other if one is None else one
        if one == other and self.spec.join not in ("union", "spellings"):
            return one
        if self.spec.join == "spellings":
            return tuple(sorted({text.casefold(): text for text in sorted({*one, *other}, key=_preferred)}.values()))
        if self.spec.join == "union":
            return tuple(sorted({*one, *other}))
        if self.spec.join == "greatest":
            return max(one, other)
        return max(one, other, key=_preferred)


def _preferred(text: str) -> tuple[bool, int, str]:
    """Return what tells the better of two texts, which is the greater."""
    return (not text.isupper(), len(text), text)


class _Described:
    """What labels and relationship types have in common: properties."""

    properties: tuple[Property, ...]

    @cached_property
    def attributes(self) -> dict[str, str]:
        """The name in Python of each property, by its name."""
        return {p.name: p.attribute for p in self.properties}

    @cached_property
    def lists(self) -> tuple[str, ...]:
        """The names in Python of the properties that hold lists."""
        return tuple(p.attribute for p in self.properties if p.type == "texts")


@dataclass(frozen=True)
class NodeType(_Described):
    """One label."""

    label: str
    plural: str
    meaning: str
    terms: tuple[str, ...]
    properties: tuple[Property, ...]
    python: type[Node]
    scheme: str = ""
    """The concept scheme that its nodes are concepts of in RDF, or nothing."""

    @cached_property
    def display(self) -> Property:
        """The property that names a node of this label to a person, where it has it."""
        return self.displays[0]

    @cached_property
    def displays(self) -> tuple[Property, ...]:
        """The properties that can name a node of this label, the usual one first; it has at least one of them."""
        return tuple(p for p in self.properties if p.spec.display)

    @cached_property
    def _by_name(self) -> dict[str, Property]:
        return {p.name: p for p in self.properties}

    def declared(self, name: str) -> Property:
        """Return one of its properties. Raises ImagineError where it has none of that name."""
        try:
            return self._by_name[name]
        except KeyError:
            raise ImagineError(f"a {self.label} has no property {name!r}; it has {', '.join(self._by_name)}") from None

    @property
    def kind(self) -> str:
        """The first segment of its nodes' ids."""
        return self.label.lower()

    @property
    def in_order(self) -> bool:
        """Whether documents print its nodes in an order that a list of them keeps."""
        return self.python.in_order

    @property
    def stated(self) -> bool:
        """Whether documents state facts about it (a Document and its Passages are what they are)."""
        return self.label not in ("Document", "Passage")


@dataclass(frozen=True)
class LinkType(_Described):
    """One relationship type."""

    name: str
    meaning: str
    ends: tuple[Ends, ...]
    term: str
    """The RDF property from source to target or, where `inverse`, from target to source."""
    inverse: bool
    evidenced: bool
    properties: tuple[Property, ...]
    python: type[Link]
    broader: tuple[tuple[str, bool], ...] = ()
    """Broader RDF properties that hold as well, each with whether it leads from target to source."""
    qualified: Qualified | None = None
    """Its n-ary form in RDF, where it has one."""

    @property
    def phrase(self) -> str:
        """What a sentence says between source and target: `works for`."""
        return self.python.phrase or self.name.lower().replace("_", " ")

    def said(self, capacity: str | None) -> str:
        """Return the phrase for a link with this `as`: where the document leaves open which of two it is, so does the phrase."""
        return "owns or supports" if capacity == EITHER else self.phrase

    @property
    def statement(self) -> str:
        """The class of its statements in RDF, as a prefixed name."""
        return f"{OWN}:{self.python.__name__}Statement"

    @cached_property
    def limited(self) -> tuple[Property, ...]:
        """The properties in which not every value of their type may stand."""
        return tuple(p for p in self.properties if p.limited)

    @cached_property
    def identity(self) -> tuple[Property, ...]:
        """The properties by which two links of this type between the same nodes are two statements."""
        return tuple(p for p in self.properties if p.spec.identity)


@dataclass(frozen=True)
class GraphModel:
    """All labels and relationship types, in the order of their declaration."""

    nodes: tuple[NodeType, ...]
    links: tuple[LinkType, ...]

    @cached_property
    def _nodes(self) -> dict[str, NodeType]:
        return {n.label: n for n in self.nodes} | {n.kind: n for n in self.nodes}

    @cached_property
    def _links(self) -> dict[str, LinkType]:
        return {link.name: link for link in self.links}

    @cached_property
    def _nodes_of_class(self) -> dict[type, NodeType]:
        return {n.python: n for n in self.nodes}

    @cached_property
    def _links_of_class(self) -> dict[type, LinkType]:
        return {link.python: link for link in self.links}

    def node(self, label_or_kind: str) -> NodeType:
        """Return a label's type by the label (`Idea`) or the first segment of an id (`idea`)."""
        try:
            return self._nodes[label_or_kind]
        except KeyError:
            raise ImagineError(
                f"the graph has no label {label_or_kind!r}; it has {', '.join(n.label for n in self.nodes)}"
            ) from None

    def link(self, name: str) -> LinkType:
        """Return a relationship type by its name (`OWNS`)."""
        try:
            return self._links[name]
        except KeyError:
            raise ImagineError(
                f"the graph has no relationship {name!r}; it has {', '.join(t.name for t in self.links)}"
            ) from None

    def node_type(self, node: Node) -> NodeType:
        """Return the label of a node."""
        return self._nodes_of_class[type(node)]

    def link_type(self, link: Link) -> LinkType:
        """Return the relationship type of a link."""
        return self._links_of_class[type(link)]

    @cached_property
    def _joined(self) -> frozenset[tuple[str, str, str]]:
        kind = {node.label: node.kind for node in self.nodes}
        return frozenset((link.name, kind[ends.source], kind[ends.target]) for link, ends in self.patterns())

    def joins(self, link_type: LinkType, source: str, target: str) -> bool:
        """Whether a relationship type can join nodes of two kinds, told by the first segments of their ids."""
        return (link_type.name, source, target) in self._joined

    def patterns(self) -> Iterator[tuple[LinkType, Ends]]:
        """Yield each relationship type with each of its ends; a target of any label is spelled out, label by label."""
        for link in self.links:
            for ends in link.ends:
                if ends.target != ANY:
                    yield link, ends
                    continue
                for node in self.nodes:
                    if node.stated:
                        yield link, dataclasses.replace(ends, target=node.label)


def _properties(cls: type) -> tuple[Property, ...]:
    hints = typing.get_type_hints(cls, include_extras=True)
    found = []
    for field in dataclasses.fields(cls):
        hint = hints[field.name]
        if typing.get_origin(hint) is not typing.Annotated:
            continue
        kind, spec = typing.get_args(hint)[:2]
        optional = False
        if isinstance(kind, types.UnionType):
            optional = True
            kind = next(a for a in typing.get_args(kind) if a is not type(None))
        text: ValueType = "date" if spec.date else "text"
        value_type: ValueType = text if kind is str else "integer" if kind is int else "texts"
        required = not optional and value_type != "texts"
        found.append(Property(field.name.rstrip("_"), field.name, value_type, required, spec))
    return tuple(found)


def _meaning(cls: type) -> str:
    return " ".join((cls.__doc__ or "").split())


def _read() -> GraphModel:
    nodes = tuple(
        NodeType(c.__name__, c.plural, _meaning(c), tuple(c.term.split()), _properties(c), c, c.scheme) for c in NODES
    )
    return GraphModel(nodes, tuple(_link_type(c) for c in LINKS))


def _link_type(cls: type[Link]) -> LinkType:
    (term, inverse), *broader = ((t.removeprefix("^"), t.startswith("^")) for t in cls.term.split())
    return LinkType(
        cls.type,
        _meaning(cls),
        cls.ends,
        term,
        inverse,
        cls.evidenced,
        _properties(cls),
        cls,
        tuple(broader),
        cls.qualified,
    )


GRAPH_MODEL = _read()
"""The declaration, read."""


def properties_of(node_or_link: Node | Link) -> dict[str, Value]:
    """Return the values of a node or link by property name; what has none (None, empty) is left out."""
    described = (
        GRAPH_MODEL.node_type(node_or_link) if isinstance(node_or_link, Node) else GRAPH_MODEL.link_type(node_or_link)
    )
    values = ((p.name, getattr(node_or_link, p.attribute)) for p in described.properties)
    return {name: value for name, value in values if value is not None and value != ()}
