"""The process that makes a replica, so that the service answers others meanwhile.

Run as a module it reads one JSON object, `{"uri", "user", "password", "database", "base", "software", "folder"}`, writes the
replica into the folder, which is new, and prints the state that it shows, `{"revision", "withheld"}`, or why there is none,
`{"refused"}`.
"""

import shutil
import sys
from pathlib import Path
from typing import IO, Any

import orjson
from pyoxigraph import RdfFormat
from pyoxigraph import Store as Replica

from graph.connection import Connection
from graph.rdf.formats import SYNTAXES
from graph.rdf.iris import Iris
from graph.rdf.stream import Stream
from graph.sparql.state import State, read_state
from graph.store.reading import ChangedError
from graph.store.store import Store
from schema.errors import ImagineError

ATTEMPTS = 3
"""How often a replica is begun that a change of the graph has made stale before it was whole."""


def build(store: Store, iris: Iris, software: str | None, folder: Path) -> State:
    """Write the graph as RDF into `folder`: the graph as it stands, and one named graph for each document.

    Returns the state of the graph that the replica shows. Raises ChangedError where the graph does not stay the same meanwhile.
    """
    for attempt in range(1, ATTEMPTS + 1):
        folder.mkdir(exist_ok=True)
        text = folder / "graph.nq"
        try:
            before = read_state(store)
            with text.open("wb") as out:
                write(store, iris, software, out)
            if read_state(store) != before:
                raise ChangedError("the graph is being changed, so that no state of it can be shown; ask again later")
            replica = Replica(str(folder / "replica"))
            # What the mapping has written needs no second look; from a file, nothing of it is kept in memory.
            replica.bulk_load(path=text, format=RdfFormat.N_QUADS, lenient=True)
            replica.flush()
        except ChangedError:
            shutil.rmtree(folder)
            if attempt == ATTEMPTS:
                raise
        else:
            text.unlink()
            return before
    raise AssertionError("the last attempt returns or raises")


def write(store: Store, iris: Iris, software: str | None, out: IO[bytes]) -> None:
    """Write the graph as it stands and then what each document states, as N-Quads, of which N-Triples are a part.

    Raises ChangedError where the graph changes meanwhile.
    """
    with store.reading() as reading:
        Stream(SYNTAXES["nt"], iris, software=software).write_merged(reading.described(), out)
        Stream(SYNTAXES["nq"], iris, software=software).write_documents(reading.bundles(reading.documents()), out)
        reading.check_unchanged()


def main() -> None:
    """Make one replica."""
    asked: dict[str, Any] = orjson.loads(sys.stdin.buffer.read())
    iris, software, folder = Iris(asked.pop("base")), asked.pop("software"), Path(asked.pop("folder"))
    said: dict[str, Any]
    try:
        with Store(Connection(**asked)) as store:
            state = build(store, iris, software, folder)
        said = {"revision": state.revision, "withheld": sorted(state.withheld)}
    except ImagineError as e:
        said = {"refused": str(e)}
    except OSError as e:
        said = {"refused": f"the replica for SPARQL cannot be written ({e.strerror or e}); make room in IMAGINE_HOME"}
    sys.stdout.buffer.write(orjson.dumps(said))


if __name__ == "__main__":
    main()
