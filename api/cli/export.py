"""The command that writes the graph to a file, in any format."""

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast, get_args

from api.cli.command import Command, given_text, holds_nothing, open_store, say
from api.settings import Settings
from api.work.dumps import SOFTWARE
from graph.dumps.compression import Compression, compression_of
from graph.dumps.export import Dump, write, write_file, write_nothing
from graph.dumps.files import unwritable, whole_file
from graph.dumps.formats import FORMATS, Format, format_of
from graph.dumps.release import write_release
from graph.rdf.writer import Version
from schema.errors import ImagineError, NotFoundError, QueryError
from schema.program import PROGRAM

_STDOUT = "-"
_ARCHIVED = "csv"
"""The format that is several files in one."""


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--format",
        choices=list(FORMATS),
        help="; ".join(f"{f.name}: {f.title}" for f in FORMATS.values())
        + " (default: as the file's ending says; ttl where it has none)",
    )
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--out", type=given_text, metavar="FILE", help="the file to write; -: standard output")
    where.add_argument(
        "--release",
        type=given_text,
        metavar="FOLDER",
        help="instead, write the next release into a folder of them: all formats, a description, checksums, what is new",
    )
    parser.add_argument(
        "--document",
        type=given_text,
        action="append",
        default=[],
        metavar="ID",
        help="only what this document states (its id, or what it goes by); can be given several times",
    )
    parser.add_argument(
        "--since", metavar="DATE", help="only documents that were loaded on this day or later, such as 2026-03-01"
    )
    parser.add_argument(
        "--version",
        choices=get_args(Version),
        help="of RDF; 1.2 names a statement's triple by rdf:reifies",
    )
    parser.add_argument(
        "--compress",
        choices=get_args(Compression),
        help="as the file's ending says (.gz, .zst) where this is not given",
    )


def _format_of(name: str | None, out: str) -> Format:
    """Return the format of this name, else the one that a file's name says; Turtle where it has no ending.

    Raises QueryError where the ending is of no format, or an archive would go by another one.
    """
    ending = Path(out.rpartition(".")[0] if compression_of(out) else out).suffix
    by_ending = {f".{known}": f for f in FORMATS.values() for known in (f.ending, f.name)}
    found = by_ending.get(ending or ".ttl") if name is None else format_of(name)
    if found is None:
        raise QueryError(f"no format ends in {ending!r}; say which one to write with --format: {', '.join(FORMATS)}")
    if found.name == _ARCHIVED and ending not in ("", f".{found.ending}"):
        raise QueryError(f"{out} would hold {found.title}; end its name in .{found.ending}")
    return found


def _check_place(out: Path) -> None:
    """Raise ImagineError where the file could not be written, before Neo4j is started for it."""
    try:
        possible = not out.is_dir() and out.parent.is_dir() and os.access(out.parent, os.W_OK)
    except OSError as e:  # a name that no file can have
        raise unwritable(out, e) from e
    if not possible:
        raise ImagineError(f"{out} cannot be written; name a file in a folder that is there and that you may write to")


def _say_base(settings: Settings) -> None:
    say(f"IRIs begin with {settings.base} (IMAGINE_BASE sets another beginning)")


def _release(options: argparse.Namespace, settings: Settings) -> int:
    chosen = (options.format, options.document, options.since, options.version, options.compress)
    if chosen != (None, [], None, None, None):
        raise QueryError("a release holds everything in every format: name nothing beside --release FOLDER")
    if holds_nothing(settings):
        raise NotFoundError(
            f"nothing was loaded yet, so that there is nothing to release; '{PROGRAM} load' loads a document"
        )
    _say_base(settings)
    with open_store(settings) as store:
        released = write_release(
            store, Path(options.release), base=settings.base, licence=settings.licence, software=SOFTWARE, say=say
        )
    if released is None:
        print("nothing has changed since the last release")
    else:
        print(f"wrote {released.folder}: {released.added:,} statements added, {released.removed:,} removed")
    return 0


def _run_export(options: argparse.Namespace) -> int:
    settings = Settings.from_environment()
    if options.release is not None:
        return _release(options, settings)
    dump = Dump(
        format=_format_of(options.format, options.out),
        base=settings.base,
        version=cast(Version, options.version or "1.1"),
        software=SOFTWARE,
        compression=options.compress or compression_of(options.out),
        documents=tuple(options.document),
        since=options.since,
    )
    dump.check()
    out, to_stdout = Path(options.out), options.out == _STDOUT
    if not to_stdout:
        _check_place(out)
    replaces = not to_stdout and out.is_file() and out.stat().st_size > 0
    if dump.format.syntax:
        _say_base(settings)
    if holds_nothing(settings):
        if dump.documents:
            raise NotFoundError(f"no loaded document is called {dump.documents[0]!r}: nothing was loaded yet")
        with _standard_output() if to_stdout else whole_file(out) as file:
            write_nothing(dump, file)
    else:
        with open_store(settings) as store:
            say("checking the graph, then writing it ...")
            if to_stdout:
                with _standard_output() as file:
                    write(store, dump, file, say)
            else:
                write_file(store, dump, out, say)
    if not to_stdout:
        instead = ", in place of the file that was there" if replaces else ""
        print(f"wrote {out} ({out.stat().st_size:,} bytes){instead}")
    return 0


@contextmanager
def _standard_output() -> Iterator[IO[bytes]]:
    """Yield standard output. A pipe that its reader has closed is `main`'s to end with; a full disk is said."""
    try:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as e:
        raise unwritable(Path("standard output"), e) from e


EXPORT = Command(
    name="export",
    summary="write the graph to a file: RDF, CSV tables, GraphML or JSON Graph",
    description=(
        "Writes the graph as RDF in the terms of schema/README.md, as CSV tables, GraphML or JSON Graph. N-Quads, TriG and\n"
        "JSON-LD tell which document states what; the other formats hold the merged graph. The graph is checked first: where it\n"
        "breaks a rule of the declaration, nothing is written. The file appears whole or not at all, in place of one that is\n"
        "there, and the same documents give the same bytes."
    ),
    example="{program} export --format trig --out graph.trig.gz",
    arguments=_arguments,
    run=_run_export,
)
