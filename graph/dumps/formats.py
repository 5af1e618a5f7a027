"""Every format in which the graph can be taken away, in one table: what it is called, and what writes it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import IO

from graph.rdf.formats import SYNTAXES, Syntax
from graph.store.reading import GraphSource
from graph.tables.csv_tables import write_zip
from graph.tables.graphml import write_graphml
from graph.tables.json_graph import write_json_graph
from schema.errors import NotFoundError


@dataclass(frozen=True, slots=True)
class Format:
    """One format."""

    name: str
    """What the command line calls it."""
    ending: str
    """Of its files, without the dot."""
    title: str
    media_type: str
    syntax: Syntax | None = None
    """Of RDF; None where it is none."""
    write: Callable[[GraphSource, IO[bytes]], None] | None = None
    """Writes what is no RDF."""

    def content_type(self, version: str = "1.1") -> str:
        """Return the media type with what HTTP should say of it."""
        if version == "1.2":
            return f"{self.media_type}; version=1.2"
        return f"{self.media_type}; charset=utf-8" if self.media_type.startswith("text/") else self.media_type


FORMATS = {
    f.name: f
    for f in (
        *(Format(s.name, s.ending, s.title, s.media_type, syntax=s) for s in SYNTAXES.values()),
        Format("csv", "zip", "CSV tables, in a ZIP archive", "application/zip", write=write_zip),
        Format("graphml", "graphml", "GraphML", "application/graphml+xml", write=write_graphml),
        Format("jsongraph", "json", "JSON Graph", "application/vnd.jgf+json", write=write_json_graph),
    )
}
"""Every format, by its name."""


def format_of(name: str) -> Format:
    """Return a format by its name or the ending of its files. Raises NotFoundError where there is none."""
    found = FORMATS.get(name) or next((f for f in FORMATS.values() if f.ending == name), None)
    if found is None:
        raise NotFoundError(f"there is no export format {name!r}; choose one of {', '.join(FORMATS)}")
    return found
