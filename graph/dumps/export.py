"""Writes a dump: the graph in one format, from one state of the database that breaks no rule of the declaration."""

import io
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import copy_context
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

from graph.dumps.compression import Compression, compressed
from graph.dumps.files import whole_file
from graph.dumps.formats import Format
from graph.rdf.formats import check_version
from graph.rdf.iris import Iris
from graph.rdf.stream import Stream
from graph.rdf.writer import Version
from graph.store.reading import ChangedError, GraphReading, GraphSource, StatementsReading
from graph.store.store import Store
from schema.bundle import Bundle, Statements, merge
from schema.errors import FaultyGraphError, QueryError
from schema.model import is_date

_ATTEMPTS = 3
"""How often a file is begun again where the graph changes meanwhile."""
_SECONDS = 3
"""How many seconds pass between two words on how far it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dump:
    """What is to be written, and how."""

    format: Format
    base: str
    """What IRIs begin with."""
    version: Version = "1.1"
    """Of RDF."""
    software: str | None = None
    """What read the documents, with its version."""
    compression: Compression | None = None
    documents: tuple[str, ...] = ()
    """The documents whose statements are written; empty: all."""
    since: str | None = None
    """Of these, only those that were loaded on this day (ISO 8601) or later."""

    @property
    def datasets(self) -> bool:
        """Whether it tells which document states what."""
        return self.format.syntax is not None and self.format.syntax.datasets

    def check(self) -> None:
        """Raise QueryError where this cannot be written."""
        if self.since is not None and not (len(self.since) == len("2026-03-01") and is_date(self.since)):
            raise QueryError(f"{self.since!r} is no day, write it as in 2026-03-01")
        if self.format.syntax is not None:
            check_version(self.format.syntax, self.version)
        elif self.version != "1.1":
            raise QueryError(f"{self.format.title} says nothing in RDF; leave the version out")


def write_file(store: Store, dump: Dump, path: Path, say: Callable[[str], None]) -> None:
    """Write a dump to a file, which appears whole or not at all; begin again where the graph changes meanwhile.

    Raises:
        FaultyGraphError: something in the graph breaks a rule.
        ChangedError: the graph changed during every attempt.
        ImagineError: the file cannot be written.
    """
    for attempt in range(1, _ATTEMPTS + 1):
        try:
            with whole_file(path) as out, _checked_meanwhile(store):
                _write(store, dump, out, say)
        except ChangedError:
            if attempt == _ATTEMPTS:
                raise
            say("the graph was changed while it was read: beginning anew")
        else:
            return


def write(store: Store, dump: Dump, out: IO[bytes], say: Callable[[str], None]) -> None:
    """Write a dump. What was written when an error is raised is no dump, and its compression has no end.

    Raises:
        FaultyGraphError: something in the graph breaks a rule; nothing was written.
        NotFoundError: a document is not loaded; nothing was written.
        ChangedError: the graph changed while it was read.
    """
    _check(store)
    _write(store, dump, out, say)


def _write(store: Store, dump: Dump, out: IO[bytes], say: Callable[[str], None]) -> None:
    """Write a dump of a graph that is checked elsewhere."""
    dump.check()
    with store.reading() as reading, compressed(out, dump.compression) as inner:
        documents = _selected(store, reading, dump)
        bundles = reading.bundles(reading.documents() if documents is None else documents)
        graph: GraphSource = reading
        if documents is not None and not dump.datasets:
            graph = StatementsReading(merge(bundles))
        write_content(dump, graph, bundles, cast(IO[bytes], _Told(inner, say)))
        reading.check_unchanged()


def write_nothing(dump: Dump, out: IO[bytes]) -> None:
    """Write the dump of a graph that holds nothing."""
    dump.check()
    with compressed(out, dump.compression) as inner:
        write_content(dump, StatementsReading(Statements()), (), inner)


def write_content(dump: Dump, graph: GraphSource, bundles: Iterable[Bundle], out: IO[bytes]) -> None:
    """Write a graph, or what bundles state where the format tells documents apart."""
    syntax = dump.format.syntax
    if syntax is None:
        assert dump.format.write is not None, "a format is RDF or has something that writes it"
        dump.format.write(graph, out)
        return
    stream = Stream(syntax, Iris(dump.base), dump.version, dump.software)
    if syntax.datasets:
        stream.write_documents(bundles, out)
    else:
        stream.write_merged(graph.described(), out)


@contextmanager
def checked(store: Store) -> Iterator[GraphReading]:
    """Yield a graph that breaks no rule. Raises FaultyGraphError."""
    _check(store)
    with store.reading() as reading:
        yield reading


def _check(store: Store) -> None:
    found = store.faults()
    if found:
        more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
        raise FaultyGraphError(
            f"the graph breaks its rules: {found[0]}{more}; remove and load again the documents that it comes from"
        )


@contextmanager
def _checked_meanwhile(store: Store) -> Iterator[None]:
    """Check the graph in Neo4j while something else is done, whose errors may come of a fault. Raises FaultyGraphError."""
    with ThreadPoolExecutor(1, thread_name_prefix="check") as thread:
        checking = thread.submit(copy_context().run, _check, store)  # what is traced of it belongs to who asked
        try:
            yield
        except Exception:
            checking.result()
            raise
        checking.result()


def _selected(store: Store, reading: GraphReading, dump: Dump) -> list[str] | None:
    """Return the ids of the documents that are wanted, None for all."""
    if not dump.documents and dump.since is None:
        return None
    wanted = [store.find_document(d) for d in dump.documents]
    loaded = reading.documents(dump.since)
    return [d for d in loaded if not wanted or d in wanted]


class _Told(io.RawIOBase):
    """Passes on what is written, and says now and then how much it was."""

    def __init__(self, out: IO[bytes], say: Callable[[str], None]) -> None:
        self._out, self._say = out, say
        self._written, self._next = 0, time.monotonic() + _SECONDS

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._out.write(data)
        self._written += len(data)
        if time.monotonic() > self._next:
            self._next = time.monotonic() + _SECONDS
            self._say(f"{self._written / 1e6:,.0f} MB so far ...")
        return len(data)
