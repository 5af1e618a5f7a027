"""The command that writes the files which follow from the declaration; a test fails when one is stale."""

import argparse
from functools import partial
from pathlib import Path

from api.cli.command import Command, Service
from api.cli.parser import PAGE, page
from api.work.neo4j_browser import SAVED_QUERIES, STYLE_SHEET, saved_queries, style_sheet
from schema.errors import ImagineError

_ROOT = Path(__file__).resolve().parent.parent.parent


def generated_files(commands: tuple[Command, ...]) -> dict[str, str | bytes]:
    """Return the content that each derived file should have, by its path from the root of the repository."""
    from api.gql.derived import derived_files  # it imports all of GraphQL, which no other command waits for
    from graph.rdf.page import page as rdf_page

    return {
        **derived_files(),
        PAGE: page(commands),
        "docs/rdf.md": rdf_page(),
        str(STYLE_SHEET.relative_to(_ROOT)): style_sheet(),
        str(SAVED_QUERIES.relative_to(_ROOT)): saved_queries(),
    }


def _run_generate(service: Service, _: argparse.Namespace) -> int:
    from api.cli import commands

    if not (_ROOT / "pyproject.toml").is_file():
        raise ImagineError("there is nothing to generate where the program is installed; run it in a clone")
    for name, content in generated_files(commands(service)).items():
        path = _ROOT / name
        data = content if isinstance(content, bytes) else content.encode()
        if path.is_file() and path.read_bytes() == data:
            continue
        path.write_bytes(data)
        print(f"wrote {name}")
    return 0


def generate(service: Service) -> Command:
    """Return the command; it documents all of them."""
    return Command(
        name="generate",
        summary="write the files that follow from the declaration",
        description=(
            "Writes schema/README.md, api/gql/schema.graphql, queries/README.md, queries/neo4j-browser, docs/rdf.md and\n"
            "docs/command-line.md from the declaration, the query library and the commands themselves. For developers, in a clone."
        ),
        example="{program} generate",
        arguments=lambda _: None,
        run=partial(_run_generate, service),
    )
