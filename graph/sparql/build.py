"""The process that makes a replica, so that the service answers others meanwhile.

Run as a module it reads one JSON object, `{"uri", "user", "password", "database", "base", "software", "folder"}`, writes the
replica into the folder, which is new, and prints the state that it shows, `{"revision", "withheld"}`, or why there is none,
`{"refused"}`.
"""

import io
import shutil
import sys
from pathlib import Path
from typing import IO, Any, cast

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

AT_ONCE = 16_000_000
"""How many bytes of N-Quads are loaded at once: larger parts are loaded a little faster, in much more memory."""
ATTEMPTS = 3
"""How often a replica is begun that a change of the graph has made stale before it was complete."""


def build(store: Store, iris: Iris, software: str | None, folder: Path) -> State:
    """Write the graph as RDF into `folder`: the graph as it stands, and one named graph for each document.

    Returns the state of the graph that the replica shows. Raises ChangedError where the graph does not stay the same meanwhile.
    """
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return _built(store, iris, software, folder)
        except ChangedError:
            shutil.rmtree(folder)
            if attempt == ATTEMPTS:
                raise
    raise AssertionError("the last attempt returns or raises")


def _built(store: Store, iris: Iris, software: str | None, folder: Path) -> State:
    before = read_state(store)
    loading = _Loading(folder)
    write(store, iris, software, cast(IO[bytes], loading))
    loading.finish()
    if read_state(store) != before:
        raise ChangedError("the graph is being changed, so that no state of it can be shown; ask again later")
    return before


def write(store: Store, iris: Iris, software: str | None, out: IO[bytes]) -> None:
    """Write the graph as it stands and then what each document states, as N-Quads, of which N-Triples are a part.

    Raises ChangedError where the graph changes meanwhile.
    """
    with store.reading() as reading:
        Stream(SYNTAXES["nt"], iris, software=software).write_merged(reading.described(), out)
        Stream(SYNTAXES["nq"], iris, software=software).write_documents(reading.bundles(reading.documents()), out)
        reading.check_unchanged()


class _Loading(io.RawIOBase):
    """Loads what is written into a new replica, so much at once: the engine takes ten times as much memory for what it is given."""

    def __init__(self, folder: Path) -> None:
        self._replica = Replica(str(folder))
        self._held = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._held += data
        if len(self._held) >= AT_ONCE:
            end = self._held.rindex(b"\n") + 1
            self._load(bytes(self._held[:end]))
            del self._held[:end]
        return len(data)

    def finish(self) -> None:
        self._load(bytes(self._held))
        self._replica.flush()

    def _load(self, lines: bytes) -> None:
        # What the mapping has written needs no second look.
        self._replica.bulk_load(lines, RdfFormat.N_QUADS, lenient=True)


def main() -> None:
    """Make one replica."""
    asked: dict[str, Any] = orjson.loads(sys.stdin.buffer.read())
    iris, software, folder = Iris(asked.pop("base")), asked.pop("software"), Path(asked.pop("folder"))
    bookmarks = Path(noted) if (noted := asked.pop("bookmarks")) else None
    said: dict[str, Any]
    try:
        with Store(Connection(**asked, bookmarks=bookmarks), read_only=True) as store:
            state = build(store, iris, software, folder)
        said = {"revision": state.revision, "withheld": sorted(state.withheld)}
    except ImagineError as e:
        said = {"refused": str(e)}
    except OSError as e:
        said = {"refused": f"the replica for SPARQL cannot be written ({e.strerror or e}); make room in IMAGINE_HOME"}
    sys.stdout.buffer.write(orjson.dumps(said))


if __name__ == "__main__":
    main()
