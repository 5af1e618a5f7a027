"""The command that writes the graph as RDF."""

import argparse
from pathlib import Path

from api.cli.command import Command, open_store, say
from api.settings import Settings
from graph.rdf import dump


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--format", choices=list(dump.FORMATS), default="ttl", help="Turtle, TriG (a graph per document) or N-Triples"
    )
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="the file to write")


def _run(options: argparse.Namespace) -> int:
    with open_store(Settings.from_environment()) as store:
        say(f"writing {options.out} ...")
        dump.write(store.bundles(), options.format, options.out)
    print(f"wrote {options.out} ({options.out.stat().st_size:,} bytes)")
    return 0


EXPORT = Command(
    name="export",
    summary="write the graph as RDF",
    description="Writes the whole graph as RDF, in the terms of schema/README.md. The same documents give the same bytes.",
    example="python -m api export --format trig --out graph.trig",
    arguments=_arguments,
    run=_run,
)
