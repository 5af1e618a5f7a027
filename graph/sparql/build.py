"""The process that makes a replica, so that the service answers others meanwhile.

Run as a module it reads one JSON object, `{"uri", "user", "password", "database", "base", "folder"}`, writes the replica into
the folder, which is new, and prints the state that it shows, `{"revision", "withheld"}`, or why there is none, `{"refused"}`.
"""

import shutil
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import orjson
from pyoxigraph import DefaultGraph, NamedNode, Quad, Triple
from pyoxigraph import Store as Replica

from graph.connection import Connection
from graph.rdf.iris import Iris
from graph.rdf.mapping import Mapping
from graph.sparql.state import State, read_state
from graph.store.store import Store
from schema.bundle import Statements
from schema.errors import ImagineError, StoreError

ATTEMPTS = 3
"""How often a replica is begun that a change of the graph has made stale before it was whole."""


def build(store: Store, base: str, folder: Path) -> State:
    """Write the graph as RDF into `folder`: the graph as it stands, and one named graph for each document.

    Returns the state of the graph that the replica shows. Raises StoreError where the graph does not stay the same meanwhile.
    """
    for _ in range(ATTEMPTS):
        before = read_state(store)
        replica = Replica(str(folder))
        replica.bulk_extend(quads(store, base))
        replica.flush()
        del replica
        if read_state(store) == before:
            return before
        shutil.rmtree(folder)
    raise StoreError("the graph is being changed, so that it cannot be shown in one state; ask again when that is done")


def quads(store: Store, base: str) -> Iterator[Quad]:
    """Yield the graph as RDF: the graph as it stands as the default graph, and one named graph for each document."""
    iris = Iris(base)
    stated: dict[str, Statements] = defaultdict(Statements)
    for bundle in store.bundles():
        for document, statements in bundle.facts.by_document().items():
            stated[document].update(statements)
    merged = Statements()
    for document, statements in stated.items():
        merged.update(statements)
        yield from _in_graph(Mapping(iris).statements(statements), NamedNode(iris.graph(document)))
    yield from _in_graph(Mapping(iris).statements(merged), DefaultGraph())


def _in_graph(triples: Iterable[Triple], graph: NamedNode | DefaultGraph) -> Iterator[Quad]:
    return (Quad(t.subject, t.predicate, t.object, graph) for t in triples)


def main() -> None:
    """Make one replica."""
    asked: dict[str, Any] = orjson.loads(sys.stdin.buffer.read())
    base, folder = asked.pop("base"), Path(asked.pop("folder"))
    said: dict[str, Any]
    try:
        with Store(Connection(**asked)) as store:
            state = build(store, base, folder)
        said = {"revision": state.revision, "withheld": sorted(state.withheld)}
    except ImagineError as e:
        said = {"refused": str(e)}
    except OSError as e:
        said = {"refused": f"the replica for SPARQL cannot be written ({e.strerror or e}); make room in IMAGINE_HOME"}
    sys.stdout.buffer.write(orjson.dumps(said))


if __name__ == "__main__":
    main()
