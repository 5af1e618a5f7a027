"""Counts what the graph holds, for its description."""

import io
from collections.abc import Callable
from typing import IO, Any, cast

from graph.dumps.export import Dump, write_content
from graph.dumps.formats import FORMATS
from graph.rdf.catalogue import Catalogue, Counts, File
from graph.rdf.iris import Iris
from graph.store.reading import GraphReading, by_kind


class Counted(io.RawIOBase):
    """Passes on N-Triples, and hands its lines to who counts them."""

    def __init__(self, out: IO[bytes] | None, count: Callable[[list[str]], None]) -> None:
        """Pass on to `out`, if there is one. What is written at once must be whole lines."""
        self._out, self._count = out, count

    def writable(self) -> bool:
        """Say that it can be written to."""
        return True

    def write(self, data: Any) -> int:
        """Take whole lines."""
        self._count(bytes(data).decode().split("\n")[:-1])
        if self._out is not None:
            self._out.write(data)
        return len(data)


def count_nodes(reading: GraphReading) -> int:
    """Return how many nodes the graph has."""
    return sum(1 for node_type in by_kind() for _ in reading.nodes(node_type))


def described(reading: GraphReading, base: str, licence: str, software: str) -> bytes:
    """Return the description (VoID and DCAT) of the graph as a service at `base` offers it, in Turtle.

    Raises ChangedError where the graph changes while it is counted.
    """
    counts = Counts()
    dump = Dump(format=FORMATS["nt"], base=base, software=software)
    write_content(dump, reading, (), cast(IO[bytes], Counted(None, counts.add)))
    entities = count_nodes(reading)
    reading.check_unchanged()
    files = tuple(
        File(
            name=f"graph.{f.ending}",
            title=f.title,
            media_type="text/csv" if f.ending == "zip" else f.media_type,
            address=f"{base}export/graph.{f.ending}",
            packed=f.media_type if f.ending == "zip" else "",
            rdf=f.syntax is not None,
        )
        for f in FORMATS.values()
    )
    return Catalogue(iris=Iris(base), licence=licence, counts=counts, entities=entities, files=files).turtle()
