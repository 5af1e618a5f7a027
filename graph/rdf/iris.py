"""Where everything that RDF speaks of lives: the IRIs that follow from the base of a graph, and what an IRI names.

    {base}id/organisation/stone-king-llp                                        a node
    {base}graph/document/imagine-2024                                           the named graph of what a document states
    {base}run/document/imagine-2024                                             the reading of a document
    {base}statement/person/mark-leaver/SPOKE_AT/event/imagine-2024;as=panel     a link, with its identity properties
    {base}statement/person/mark-leaver/name/9c1f06a2b7de                        a value of a node, by a digest of its words
    {base}scheme/role/Strategic%20Lead                                          a concept that is known by its label alone
    {base}ontology#Model                                                        a term of our own

All but the digests can be read back without an index. What an IRI cannot hold, `;` and (in values) `/` are percent-encoded.
"""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import quote, unquote

from schema.bundle import LinkKey, key_of
from schema.declaration import Link
from schema.errors import ImagineError, NotFoundError
from schema.ids import kind_of
from schema.links import States
from schema.model import GRAPH_MODEL, Property
from schema.vocabulary import NAMESPACES, OWN

_DIGITS = 12
"""How many hexadecimal digits tell the values of one property of one node apart."""

_TYPES = {t.name: t for t in GRAPH_MODEL.links if t.python is not States}


@dataclass(frozen=True, slots=True)
class NodeName:
    """Names a node."""

    id: str


@dataclass(frozen=True, slots=True)
class GraphName:
    """Names the graph of what a document states."""

    document: str


@dataclass(frozen=True, slots=True)
class RunName:
    """Names the reading of a document."""

    document: str


@dataclass(frozen=True, slots=True)
class LinkName:
    """Names a link, as a statement."""

    key: LinkKey


@dataclass(frozen=True, slots=True)
class ValueName:
    """Names a value of a node, as a statement."""

    node: str
    property: str
    digest: str


@dataclass(frozen=True, slots=True)
class ConceptName:
    """Names a concept of a scheme, or the scheme itself (None)."""

    scheme: str
    label: str | None


Name = NodeName | GraphName | RunName | LinkName | ValueName | ConceptName


def digest(value: str) -> str:
    """Return what tells a value apart from the others of its node and property."""
    return hashlib.sha256(value.encode()).hexdigest()[:_DIGITS]


@lru_cache(maxsize=65536)
def _path(node_id: str) -> str:
    return quote(node_id, safe="/")


@dataclass(frozen=True, slots=True)
class Iris:
    """The IRIs of one graph. `base` is an absolute http(s) address that ends in a slash."""

    base: str

    @property
    def ontology(self) -> str:
        """The IRI of the ontology; its terms are fragments of it."""
        return f"{self.base}ontology"

    def node(self, node_id: str) -> str:
        """Return the IRI of a node."""
        return f"{self.base}id/{_path(node_id)}"

    def graph(self, document: str) -> str:
        """Return the IRI of the named graph that holds what a document states."""
        return f"{self.base}graph/{_path(document)}"

    def run(self, document: str) -> str:
        """Return the IRI of the activity that read a document."""
        return f"{self.base}run/{_path(document)}"

    def statement(self, link: Link) -> str:
        """Return the IRI of a link as a statement: one for one fact, whichever documents state it."""
        if isinstance(link, States):
            return self.value(link.target, link.property, link.value)
        return self.of_key(key_of(link))

    def of_key(self, key: LinkKey) -> str:
        """Return the IRI of the link with this key."""
        name, source, target, values = key
        iri = f"{self.base}statement/{_path(source)}/{name}/{_path(target)}"
        for p, value in zip(_TYPES[name].identity, values, strict=True) if values else ():
            if value is not None:
                iri += f";{p.name}={value if isinstance(value, int) else quote(value, safe='')}"
        return iri

    def value(self, node_id: str, name: str, value: str) -> str:
        """Return the IRI of one value of a node (of a list, one of its values; a number as it is written) as a statement."""
        return f"{self.base}statement/{_path(node_id)}/{name}/{digest(value)}"

    def scheme(self, name: str) -> str:
        """Return the IRI of a concept scheme."""
        return f"{self.base}scheme/{name}"

    def concept(self, scheme: str, label: str) -> str:
        """Return the IRI of the concept that is known by this label."""
        return f"{self.base}scheme/{scheme}/{quote(label, safe='')}"

    def expand(self, term: str) -> str:
        """Return the IRI of a prefixed name: `expand("foaf:name")`. Raises KeyError for a prefix that is not declared."""
        prefix, _, local = term.partition(":")
        return (f"{self.ontology}#" if prefix == OWN else NAMESPACES[prefix]) + local

    def prefixes(self) -> dict[str, str]:
        """Return the namespaces of every prefix that the declaration's terms use, our own first."""
        return {OWN: f"{self.ontology}#", **NAMESPACES}

    def parse(self, iri: str) -> Name:
        """Return what an IRI of this base, or its path after the base (percent-encoded), names, whether or not the graph has it.

        Raises NotFoundError for an IRI of another form.
        """
        room, _, path = iri.removeprefix(self.base).lstrip("/").partition("/")
        try:
            if room == "id":
                return NodeName(_node(path))
            if room == "graph":
                return GraphName(_node(path))
            if room == "run":
                return RunName(_node(path))
            if room == "statement":
                return _statement(path)
            if room == "scheme" and path:
                scheme, _, label = path.partition("/")
                return ConceptName(unquote(scheme), unquote(label, errors="strict") if label else None)
        except (ImagineError, ValueError):
            pass
        raise NotFoundError(
            f"{iri:.200} names nothing of this graph; its IRIs begin with {self.base}id/ or {self.base}statement/"
        )


def _node(path: str) -> str:
    node_id = unquote(path, errors="strict")
    kind = kind_of(node_id)
    if kind == node_id or kind != GRAPH_MODEL.node(kind).kind:
        raise ValueError(node_id)
    return node_id


def _statement(path: str) -> LinkName | ValueName:
    segments = path.split("/")
    at = next((i for i, segment in enumerate(segments) if segment in _TYPES), None)
    if at is None:
        node_id, name, digits = _node("/".join(segments[:-2])), *segments[-2:]
        if len(digits) != _DIGITS or not set(digits) <= set("0123456789abcdef"):
            raise ValueError(digits)
        return ValueName(node_id, GRAPH_MODEL.node(kind_of(node_id)).declared(name).name, digits)
    link_type = _TYPES[segments[at]]
    target, *pairs = "/".join(segments[at + 1 :]).split(";")
    said = dict(pair.split("=", 1) for pair in pairs)
    values = tuple(_read(p, said.pop(p.name, None)) for p in link_type.identity)
    if said:
        raise ValueError(path)
    return LinkName((link_type.name, _node("/".join(segments[:at])), _node(target), values))


def _read(p: Property, text: str | None) -> Any:
    if text is None:
        return None
    return int(text) if p.type == "integer" else unquote(text, errors="strict")
