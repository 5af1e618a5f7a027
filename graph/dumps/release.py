"""A release: everything of one state of the graph in one folder, with what is new in it since the release before.

A folder of releases has one folder for each, `1`, `2`, ...: the graph in every format, compressed; what it is said in (ontology,
shapes, JSON-LD context); `void.ttl`, which describes it (VoID and DCAT 3); its statements by IRI, and which of them were added and
removed since the release before; a `README.md` with version and licence; and `SHA256SUMS`. The same graph after the same releases
gives the same bytes.

Where somebody was taken out of the graph who asked for it, removed statements that name what is gone are counted and not listed:
one of them would name that person once more.
"""

import gzip
import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import IO, cast

import orjson

from graph.dumps.compression import compressed
from graph.dumps.counting import Counted, count_nodes
from graph.dumps.export import Dump, checked, write_content
from graph.dumps.files import whole_folder
from graph.dumps.formats import FORMATS, Format
from graph.rdf.catalogue import Catalogue, Counts, File
from graph.rdf.context import context
from graph.rdf.iris import Iris, LinkName, ValueName
from graph.rdf.ontology import ontology
from graph.rdf.shapes import shapes
from graph.sorting import Sorter, difference
from graph.store.reading import GraphReading
from graph.store.store import Store
from schema.errors import ImagineError, NotFoundError

_STATEMENTS, _ADDED, _REMOVED, _SUMS = "statements.txt.gz", "added.txt.gz", "removed.txt.gz", "SHA256SUMS"
_AT_ONCE = 1000
"""For how many removed statements the nodes are looked for at once."""


@dataclass(frozen=True, slots=True)
class Released:
    """What came of a release."""

    folder: Path
    added: int
    """Statements that the release before did not hold."""
    removed: int
    """Statements that only the release before held."""


class _NothingNewError(Exception):
    """The graph is the one of the release before."""


def write_release(
    store: Store, folder: Path, *, base: str, licence: str, software: str, say: Callable[[str], None]
) -> Released | None:
    """Write the next release into a folder of releases; return None where the graph is the one of the release before.

    Raises FaultyGraphError, ChangedError, or ImagineError where the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        last = max((int(p.name) for p in folder.iterdir() if p.name.isdecimal()), default=0)
    except OSError as e:
        raise ImagineError(f"{folder} cannot be a folder of releases ({e.strerror}); name another") from e
    before = folder / str(last) if last else None
    try:
        with checked(store) as reading, whole_folder(folder / str(last + 1)) as part:
            release = _Release(reading, part, Dump(format=FORMATS["nq"], base=base, software=software), say)
            files = release.write_formats()
            if before is not None and _same(part / "graph.nq.gz", before / "graph.nq.gz"):
                raise _NothingNewError
            added, removed, unnamed = release.write_changes(before, guarded=bool(store.withheld()))
            catalogue = Catalogue(
                iris=Iris(base),
                licence=licence,
                counts=release.counts,
                entities=count_nodes(reading),
                files=tuple(files),
                release=str(last + 1),
                previous=str(last) if last else None,
            )
            release.describe(catalogue, added, removed, unnamed)
            reading.check_unchanged()
    except _NothingNewError:
        return None
    return Released(folder / str(last + 1), added, removed)


class _Release:
    """One release while it is written."""

    def __init__(self, reading: GraphReading, folder: Path, dump: Dump, say: Callable[[str], None]) -> None:
        self._reading, self._folder, self._dump, self._say = reading, folder, dump, say
        self._statements = Sorter(folder)
        self.counts = Counts()

    def write_formats(self) -> list[File]:
        """Write the graph in every format, and count what it holds; return the files."""
        return [self._write(f) for f in FORMATS.values()]

    def _write(self, format_: Format) -> File:
        packed = format_.ending == "zip"
        name = f"graph.{format_.ending}" + ("" if packed else ".gz")
        self._say(f"writing {name} ...")
        dump = Dump(format=format_, base=self._dump.base, software=self._dump.software)
        bundles = self._reading.bundles(self._reading.documents())
        with (self._folder / name).open("wb") as file, compressed(file, None if packed else "gzip") as out:
            counted = cast(IO[bytes], Counted(out, self._count)) if format_.name == "nt" else out
            write_content(dump, self._reading, bundles, counted)
        return File(
            name=name,
            title=format_.title,
            media_type="text/csv" if packed else format_.media_type,
            address=f"{dump.base}export/{name}",
            compressed="" if packed else "application/gzip",
            packed=format_.media_type if packed else "",
            size=(self._folder / name).stat().st_size,
            sha256=_sum(self._folder / name),
            rdf=format_.syntax is not None,
        )

    def _count(self, lines: list[str]) -> None:
        self.counts.add(lines)
        start = f"<{self._dump.base}statement/"
        before = start
        for line in lines:
            if line.startswith(start) and (before == start or not line.startswith(before)):
                iri, before = line[len(start) : line.index(">")], line[: line.index(">") + 1]
                if "#" not in iri:  # a selector of one
                    self._statements.add(iri)

    def write_changes(self, before: Path | None, *, guarded: bool) -> tuple[int, int, int]:
        """Write all statements, and those that were added and removed since a release.

        `guarded`: of those removed only the ones whose nodes are all in the graph still. Returns how many were added, how many
        removed, and how many of these are not named.
        """
        _write_lines(self._folder / _STATEMENTS, self._statements)
        added = removed = named = 0
        with _lines_to(self._folder / _ADDED) as new, _lines_to(self._folder / _REMOVED) as gone:
            old = _read_lines(before / _STATEMENTS) if before is not None else ()
            held: list[str] = []
            for line, is_new in chain(difference(old, _read_lines(self._folder / _STATEMENTS)), [("", False)]):
                if is_new:
                    added += 1
                    new.write(f"{line}\n".encode())
                elif line:
                    removed += 1
                    held.append(line)
                if len(held) == _AT_ONCE or not line:
                    for one in self._of_what_is_there(held) if guarded else held:
                        named += 1
                        gone.write(f"{one}\n".encode())
                    held.clear()
        return added, removed, removed - named

    def _of_what_is_there(self, statements: list[str]) -> list[str]:
        """Return the statements whose nodes are all in the graph."""
        ends = {statement: self._ends(statement) for statement in statements}
        there = self._reading.there({node for nodes in ends.values() for node in nodes})
        return [statement for statement, nodes in ends.items() if nodes and there.issuperset(nodes)]

    def _ends(self, statement: str) -> tuple[str, ...]:
        """Return the nodes that a statement names; none where it is of a type that is declared no longer."""
        try:
            name = Iris(self._dump.base).parse(f"statement/{statement}")
        except NotFoundError:
            return ()
        return name.key[1:3] if isinstance(name, LinkName) else (name.node,) if isinstance(name, ValueName) else ()

    def describe(self, catalogue: Catalogue, added: int, removed: int, unnamed: int) -> None:
        """Write what the graph is said in, what the release holds, and the checksums of all files."""
        iris = catalogue.iris
        written = {
            "ontology.ttl": ontology(iris),
            "shapes.ttl": shapes(iris),
            "context.jsonld": orjson.dumps({"@context": context(iris)}, option=orjson.OPT_INDENT_2) + b"\n",
            "void.ttl": catalogue.turtle(),
            "README.md": _readme(catalogue, added, removed, unnamed).encode(),
        }
        for name, content in written.items():
            (self._folder / name).write_bytes(content)
        names = sorted(p.name for p in self._folder.iterdir())
        sums = "".join(f"{_sum(self._folder / name)}  {name}\n" for name in names)
        (self._folder / _SUMS).write_text(sums, encoding="utf-8")


def _readme(catalogue: Catalogue, added: int, removed: int, unnamed: int) -> str:
    since = f"release {catalogue.previous}" if catalogue.previous else "the beginning"
    left_out = f"Of those removed, {unnamed:,} name what is gone, and are not listed.\n\n" if unnamed else ""
    files = "".join(f"| `{f.name}` | {f.title} | {f.size:,} |\n" for f in catalogue.files)
    return (
        f"# Imagine Graph, release {catalogue.release}\n\n"
        f"{catalogue.entities:,} nodes, {catalogue.counts.triples:,} triples. Since {since}: {added:,} statements added, "
        f"{removed:,} removed (`{_ADDED}`, `{_REMOVED}`; of all, `{_STATEMENTS}`: what follows {catalogue.iris.base}statement/ "
        f"in a statement's IRI).\n\n{left_out}"
        f"Licence: <{catalogue.licence}>; the words that are quoted stay their documents' own.\n\n"
        "| file | what | bytes |\n| --- | --- | ---: |\n"
        f"{files}\n"
        "`void.ttl` describes the release for machines; `ontology.ttl`, `shapes.ttl` and `context.jsonld` are what it is said in; "
        f"`sha256sum -c {_SUMS}` checks the files. N-Quads, TriG and JSON-LD tell which document states what.\n"
    )


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _same(one: Path, other: Path) -> bool:
    return other.is_file() and _sum(one) == _sum(other)


@contextmanager
def _lines_to(path: Path) -> Iterator[IO[bytes]]:
    with path.open("wb") as file, compressed(file, "gzip") as out:
        yield out


def _write_lines(path: Path, lines: Iterable[str]) -> None:
    with _lines_to(path) as out:
        for line in lines:
            out.write(f"{line}\n".encode())


def _read_lines(path: Path) -> Iterator[str]:
    with gzip.open(path, "rt", encoding="utf-8", newline="\n") as file:
        for line in file:
            yield line.removesuffix("\n")
