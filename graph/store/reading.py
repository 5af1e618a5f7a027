"""Reads the whole graph in one fixed order, a page at a time, so that the largest graph takes no more memory than a page of it.

Neo4j shows a long read whatever is committed meanwhile. The graph counts its changes, and who reads it whole asks for that number
before and after, so that no export mixes two states.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Protocol

import neo4j

from graph.store.elements import link_of
from graph.store.query_library import query
from schema.bundle import Bundle, PackedBundle, Statements, key_of
from schema.declaration import Link, Node
from schema.errors import StoreError
from schema.ids import kind_of
from schema.links import States
from schema.model import GRAPH_MODEL, LinkType, NodeType
from schema.program import PROGRAM

PAGE = 1000
"""How many nodes are read in one transaction, with what they are tied to."""


@dataclass(frozen=True, slots=True)
class Described:
    """A node with what states its values, and the links that lead from it; those that state a value come with what has it."""

    node: Node
    stated: tuple[States, ...]
    links: tuple[Link, ...]


class GraphSource(Protocol):
    """A graph that can be read from one end to the other, several times, always in the same order."""

    def nodes(self, node_type: NodeType) -> Iterator[Node]:
        """Yield the nodes of a label, by id."""

    def links(self, link_type: LinkType) -> Iterator[Link]:
        """Yield the links of a type, by source, target and identity."""

    def described(self) -> Iterator[Described]:
        """Yield every node, by id."""


class ChangedError(StoreError):
    """The graph was changed while it was read."""


class GraphReading:
    """The graph as it stands in the database, from the moment in which this is made. Belongs to one thread."""

    def __init__(self, session: neo4j.Session) -> None:
        """Note how often the graph has changed so far."""
        self._session = session
        self._revision = self._changes()

    @property
    def revision(self) -> int:
        """How often the graph had changed when this began."""
        return self._revision

    def check_unchanged(self) -> None:
        """Raise ChangedError where the graph is another than when this began."""
        if self._changes() != self._revision:
            raise ChangedError("the graph was changed while it was read, so that nothing whole was read; try again")

    def documents(self, since: str | None = None) -> list[str]:
        """Return the ids of the loaded documents, in order; with `since` (an ISO 8601 day), of those that state what they do
        since that day or later. Of what versions before 0.3 loaded, the day is not known: it counts as earlier."""
        return [row["id"] for row in self._rows(query("documents_since").cypher, since=since)]

    def bundles(self, documents: Collection[str]) -> Iterator[Bundle]:
        """Yield what is kept of documents, one at a time. Raises ChangedError where one is there no longer."""
        for document in documents:
            rows = self._rows(query("bundle").cypher, id=document)
            if not rows:
                self.check_unchanged()
                raise StoreError(f"{document} is not loaded; '{PROGRAM} list' shows what is")
            yield PackedBundle(document, rows[0]["payload"]).unpack()

    def there(self, node_ids: Collection[str]) -> set[str]:
        """Return those ids that nodes have."""
        found: set[str] = set()
        for node_type in GRAPH_MODEL.nodes:
            if wanted := [i for i in node_ids if kind_of(i) == node_type.kind]:
                rows = self._rows(f"MATCH (n:{node_type.label}) WHERE n.id IN $ids RETURN n.id AS id", ids=wanted)
                found |= {row["id"] for row in rows}
        return found

    def nodes(self, node_type: NodeType) -> Iterator[Node]:
        """Yield the nodes of a label, by id."""
        make = _maker(node_type)
        for row in self._pages(_NODES[node_type.label]):
            yield make(row)

    def links(self, link_type: LinkType) -> Iterator[Link]:
        """Yield the links of a type, by source, target and identity."""
        for label in _sources(link_type):
            for source, links in self._pages(_LINKS[label], types=[link_type.name]):
                yield from _ordered(source, links)

    def described(self) -> Iterator[Described]:
        """Yield every node, by id."""
        for node_type in by_kind():
            make = _maker(node_type)
            for *values, states, links in self._pages(_DESCRIBED[node_type.label], types=_OWN_LINKS):
                node_id = values[0]
                stated = [
                    States(source=p, target=node_id, property=name, value=value) for name, value, p in sorted(states)
                ]
                yield Described(make(values), tuple(stated), tuple(_ordered(node_id, links)))

    def _changes(self) -> int:
        row = self._rows(query("graph_state").cypher)
        return row[0]["revision"] if row else 0

    def _pages(self, statement: str, **parameters: Any) -> Iterator[list[Any]]:
        """Yield the rows of a statement that gives them in the order of their first column, page by page."""
        after = ""
        while True:
            rows = [row.values() for row in self._rows(statement, after=after, page=PAGE, **parameters)]
            yield from rows
            if len(rows) < PAGE:
                return
            after = rows[-1][0]
            self.check_unchanged()

    def _rows(self, statement: str, **parameters: Any) -> list[neo4j.Record]:
        return self._session.execute_read(lambda tx: list(tx.run(statement, parameters)))


class StatementsReading:
    """Statements in memory, read as a graph in the database is."""

    def __init__(self, facts: Statements) -> None:
        """Read these statements, which nobody changes meanwhile."""
        self._facts = facts

    def nodes(self, node_type: NodeType) -> Iterator[Node]:
        """Yield the nodes of a label, by id."""
        return (node for node in self._facts.sorted_nodes() if isinstance(node, node_type.python))

    def links(self, link_type: LinkType) -> Iterator[Link]:
        """Yield the links of a type, by source, target and identity."""
        return iter(sorted((k for k in self._facts.links.values() if isinstance(k, link_type.python)), key=_place))

    def described(self) -> Iterator[Described]:
        """Yield every node, by id."""
        return described(self._facts)


def described(facts: Statements) -> Iterator[Described]:
    """Yield every node that the statements hold, by id, with what they say of it."""
    stated: dict[str, list[States]] = defaultdict(list)
    links: dict[str, list[Link]] = defaultdict(list)
    for link in facts.links.values():
        if isinstance(link, States):
            stated[link.target].append(link)
        else:
            links[link.source].append(link)
    for node in sorted(facts.nodes.values(), key=lambda n: _sortable(n.id)):
        states = sorted(stated.get(node.id, ()), key=attrgetter("property", "value", "source"))
        yield Described(node, tuple(states), tuple(sorted(links.get(node.id, ()), key=_place)))


def by_kind() -> list[NodeType]:
    """Return the labels in the order in which the ids of their nodes come."""
    return sorted(GRAPH_MODEL.nodes, key=attrgetter("kind"))


def _sortable(node_id: str) -> tuple[str, str]:
    kind, _, rest = node_id.partition("/")
    return kind, rest


def _place(link: Link) -> tuple[tuple[str, str], str, str, str]:
    type_, source, target, identity = key_of(link)
    return _sortable(source), type_, target, str(identity)


def _ordered(source: str, links: list[Any]) -> list[Link]:
    return sorted((link_of(type_, source, target, values) for type_, target, values in links), key=_place)


def _sources(link_type: LinkType) -> list[str]:
    sources = {ends.source for ends in link_type.ends}
    return [node_type.label for node_type in by_kind() if node_type.label in sources]


def _maker(node_type: NodeType) -> Any:
    names = [p.attribute for p in node_type.properties]
    lists = [i for i, p in enumerate(node_type.properties, 1) if p.type == "texts"]
    python = node_type.python

    def make(row: list[Any]) -> Node:
        for i in lists:
            row[i] = tuple(row[i] or ())
        return python(id=row[0], **dict(zip(names, row[1:], strict=False)))

    return make


_OWN_LINKS = [t.name for t in GRAPH_MODEL.links if t.python is not States]


def _columns(node_type: NodeType) -> str:
    return ", ".join(f"n.{name}" for name in ("id", *(p.name for p in node_type.properties)))


def _page_of(label: str) -> str:
    return f"MATCH (n:{label}) WHERE n.id > $after WITH n ORDER BY n.id LIMIT $page "


# One statement a label, so that each is answered in the order of the label's index, without sorting.
_TIES = "COLLECT { MATCH (n)-[r:$any($types)]->(m) RETURN [type(r), m.id, properties(r)] }"
_NODES = {n.label: f"{_page_of(n.label)}RETURN {_columns(n)} ORDER BY n.id" for n in GRAPH_MODEL.nodes}
_LINKS = {n.label: f"{_page_of(n.label)}RETURN n.id, {_TIES} ORDER BY n.id" for n in GRAPH_MODEL.nodes}
_DESCRIBED = {
    n.label: (
        f"{_page_of(n.label)}RETURN {_columns(n)}, "
        f"COLLECT {{ MATCH (n)<-[s:STATES]-(p) RETURN [s.property, s.value, p.id] }}, {_TIES} ORDER BY n.id"
    )
    for n in GRAPH_MODEL.nodes
}
