"""The command that writes the graph as RDF."""

import argparse
import os
from pathlib import Path

from api.cli.command import Command, holds_nothing, open_store, say
from api.settings import Settings
from graph.rdf import dump
from schema.errors import ImagineError


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--format", choices=list(dump.FORMATS), default="ttl", help="Turtle, TriG (a graph per document) or N-Triples"
    )
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="the file to write")


def _check_place(out: Path) -> None:
    """Raise ImagineError where the file could not be written, before Neo4j is started for it."""
    if out.is_dir() or not out.parent.is_dir() or not os.access(out.parent, os.W_OK):
        raise ImagineError(f"{out} cannot be written; name a file in a folder that is there and that you may write to")


def _run_export(options: argparse.Namespace) -> int:
    settings = Settings.from_environment()
    _check_place(options.out)
    if holds_nothing(settings):
        dump.write((), options.format, options.out, settings.base)
    else:
        with open_store(settings) as store:
            say(f"writing {options.out} ...")
            dump.write(store.bundles(), options.format, options.out, settings.base)
    print(f"wrote {options.out} ({options.out.stat().st_size:,} bytes)")
    return 0


EXPORT = Command(
    name="export",
    summary="write the graph as RDF",
    description="Writes the whole graph as RDF, in the terms of schema/README.md. The same documents give the same bytes.",
    example="imagine export --format trig --out graph.trig",
    arguments=_arguments,
    run=_run_export,
)
