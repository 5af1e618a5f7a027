"""The command that writes the files which follow from the declaration; a test fails when one is stale."""

import argparse
from pathlib import Path

from api.cli.command import Command
from api.gql.derived import derived_files


def _run(_: argparse.Namespace) -> int:
    root = Path(__file__).resolve().parent.parent.parent
    for name, content in derived_files().items():
        path = root / name
        if path.is_file() and path.read_text(encoding="utf-8") == content:
            continue
        path.write_text(content, encoding="utf-8")
        print(f"wrote {name}")
    return 0


GENERATE = Command(
    name="generate",
    summary="write the files that follow from the declaration",
    description="Writes schema/README.md, queries/README.md and api/gql/schema.graphql from the declaration and the query library.",
    example="python -m api generate",
    arguments=lambda _: None,
    run=_run,
)
