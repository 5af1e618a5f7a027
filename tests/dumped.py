"""Dumps of bundles that no database holds: what an export writes of the graph that they state."""

import io
from collections.abc import Iterable

from graph.dumps.export import Dump, write_content
from graph.dumps.formats import format_of
from graph.rdf.writer import Version
from graph.store.reading import StatementsReading
from schema.bundle import Bundle, merge

BASE = "http://127.0.0.1:8000/"


def dumped(
    bundles: Iterable[Bundle], name: str, version: Version = "1.1", base: str = BASE, software: str | None = None
) -> str:
    """Return the dump of bundles in a format, by its name."""
    library, out = sorted(bundles, key=lambda b: b.document), io.BytesIO()
    dump = Dump(format=format_of(name), base=base, version=version, software=software)
    write_content(dump, StatementsReading(merge(library)), library, out)
    return out.getvalue().decode()
