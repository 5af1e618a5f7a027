"""What the other documents state of what one document states, found without reading all of them.

A body, place or topic can stand in thousands of documents, and what is left of it when one of them leaves or changes is the join
of what the others state. The graph, which is the join of all, says how much that can be at most: the documents that have most
in common are read first, and no more once everything has come to its bound. Where the graph cannot be relied on, all that share
something are read.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import neo4j
from neo4j import ManagedTransaction

from graph.store.changes import Stored
from graph.store.query_library import query
from schema.bundle import Bundle, LinkKey, PackedBundle, Statements, key_of
from schema.declaration import Link, Node
from schema.links import States
from schema.model import GRAPH_MODEL, properties_of

_FIRST, _MOST = 8, 128
"""How many bundles are read at once: so many at first, twice as many each time, and at most so many."""
_IDS = 500
"""How many ids one Lucene query holds, which takes at most 1,024."""


def stated_by_others(
    tx: ManagedTransaction, affected: Statements, *own: Bundle, stored: Stored | None = None, trusted: bool = True
) -> Statements:
    """Return what the other documents state about the nodes and links of `affected`; `own` are this document's bundles.

    `stored`: how these stand in the graph; None to read everything. Where that is not what the documents state, more than there is
    is found of nothing, but less can be; `trusted`: it is what they state, so that it is relied on for what they say of one thing.
    """
    others = _Others(tx, affected, own)
    if stored is None:
        others.read_all()
    else:
        others.read_rows(stored)
        others.read_links(stored, trusted=trusted)
        others.read_nodes(stored, trusted=trusted)
    return others.found


class _Others:
    def __init__(self, tx: ManagedTransaction, affected: Statements, own: tuple[Bundle, ...]) -> None:
        self._tx, self._affected = tx, affected
        self._own = set().union(*(bundle.own_ids() for bundle in own))
        self._seen = {own[0].document}
        self.found = Statements()

    def read_all(self) -> None:
        """Read every document that shares a node."""
        ids, some = set(self._affected.nodes) - self._own, _FIRST
        while self._read_sharing(ids, some):
            some = min(2 * some, _MOST)

    def read_rows(self, stored: Stored) -> None:
        """Find which rows of registers and judgements others have as well, and what these state."""
        nodes = {i: n for i, n in self._nodes(stored).items() if not GRAPH_MODEL.node_type(n).stated}
        self._settle(nodes, {k: link for k, link in self._links(stored).items() if not _is_evidenced(link)})

    def read_links(self, stored: Stored, *, trusted: bool) -> None:
        """Find the links that others have evidence for."""
        rows, wanted = self._rows(), dict[LinkKey, Link]()
        gone = self._own | (rows - self.found.nodes.keys())
        for key, link in self._links(stored).items():
            evidence = tuple(e for e in link.evidence if e not in gone)
            if not evidence:
                continue
            rest = replace(link, evidence=evidence)
            if not trusted or properties_of(link) or not rows.isdisjoint(evidence):
                wanted[key] = rest
            else:  # it is nothing but its evidence, all of which only others bring
                self.found.add(rest)
        passages = sorted({e for link in wanted.values() for e in link.evidence})
        self._read(self._tx.run(query("bundles_with_passages").cypher, passages=passages) if passages else ())
        self._settle({}, wanted)

    def read_nodes(self, stored: Stored, *, trusted: bool) -> None:
        """Find the values that others state: first in the documents that have most in common, then in the graph."""
        wanted = {i: n for i, n in self._nodes(stored).items() if GRAPH_MODEL.node_type(n).stated}
        if not trusted:
            self._settle(wanted, {})
            return
        if wanted:
            self._read_sharing(wanted, _FIRST)
        rest = Statements({i: n for i, n in wanted.items() if not _reaches(self.found.nodes.get(i), n)})
        elements = [stored.nodes[i] for i in rest.nodes]
        rows = self._tx.run(query("values_of").cypher, elements=elements) if elements else ()
        for row in rows:
            link = States(source=row["passage"], target=row["node"], property=row["property"], value=row["value"])
            key = key_of(link)
            if link.source not in self._own and (key not in self._affected.links or key in self.found.links):
                rest.add(link)
        rest.derive_values()
        self.found.add(*(n for n in rest.nodes.values() if properties_of(n)))

    def _nodes(self, stored: Stored) -> dict[str, Node]:
        return {i: n for i, n in stored.facts.nodes.items() if i in self._affected.nodes and i not in self._own}

    def _links(self, stored: Stored) -> dict[LinkKey, Link]:
        return {
            k: link
            for k, link in stored.facts.links.items()
            if k in self._affected.links and link.source not in self._own and link.target not in self._own
        }

    def _rows(self) -> set[str]:
        """The ids of the rows that this document's bundle holds, and of what they are rows of."""
        nodes = self._affected.nodes
        return {i for i, n in nodes.items() if not GRAPH_MODEL.node_type(n).stated} - self._own

    def _settle(self, nodes: Mapping[str, Node], links: Mapping[LinkKey, Link]) -> None:
        """Read documents until others state all of these, or no more do so that share any of them."""
        some = _FIRST
        while True:
            open_nodes = {i for i, n in nodes.items() if not _reaches(self.found.nodes.get(i), n)}
            open_links = [link for k, link in links.items() if not _reaches(self.found.links.get(k), link)]
            ids = open_nodes.union(*(link.evidence or (link.source,) for link in open_links))
            if not ids or not self._read_sharing(ids, some):
                return
            some = min(2 * some, _MOST)

    def _read_sharing(self, ids: Iterable[str], some: int) -> bool:
        """Read some of the documents that share these nodes, those with the most of them first; return whether there were any."""
        quoted, known = [f'"{i}"' for i in sorted(ids)], len(self._seen)
        queries = [" ".join(quoted[start : start + _IDS]) for start in range(0, len(quoted), _IDS)]
        asked = {"queries": queries, "without": sorted(self._seen), "some": some}
        self._read(self._tx.run(query("bundles_sharing").cypher, asked))
        return len(self._seen) > known

    def _read(self, bundles: Iterable[neo4j.Record]) -> None:
        for row in bundles:
            if row["id"] not in self._seen:
                self._seen.add(row["id"])
                facts = PackedBundle(row["id"], row["payload"]).unpack().facts
                self.found.add(*(n for i, n in facts.nodes.items() if i in self._affected.nodes))
                self.found.add(*(link for k, link in facts.links.items() if k in self._affected.links))


def _is_evidenced(link: Link) -> bool:
    return GRAPH_MODEL.link_type(link).evidenced


def _reaches(found: Node | Link | None, bound: Node | Link) -> bool:
    """Whether what was found holds all that there can be."""
    if found is None:
        return False
    both = Statements()
    both.add(found, bound)
    return found in (*both.nodes.values(), *both.links.values())
