"""A front-end developer's first hour: types from the committed schema by the two generators that most of them use, and a page
in React that is built with them."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from npm import installed, run

HERE = Path(__file__).parent
GENERATED = (HERE / "src" / "generated", HERE / "src" / "relay" / "__generated__")


@pytest.fixture(scope="module")
def project() -> Iterator[Path]:
    folder = installed(HERE)
    for made in GENERATED:
        shutil.rmtree(made, ignore_errors=True)
    yield folder
    for made in GENERATED:
        shutil.rmtree(made, ignore_errors=True)


def test_both_generators_make_types_that_compile(project: Path) -> None:
    run(project, "npm", "run", "--silent", "codegen")
    run(project, "npm", "run", "--silent", "relay")
    types = (GENERATED[0] / "graphql.ts").read_text()
    assert "export type ChallengesQuery" in types and "export type ChallengesPageQuery" in types
    assert (GENERATED[1] / "ideasPageQuery.graphql.ts").is_file(), "Relay made no query for further pages"
    # The sources hold lines that must not compile (@ts-expect-error), so a type that is `any` fails here.
    run(project, "npm", "run", "--silent", "types")


def test_the_explorers_types_are_not_stale(project: Path) -> None:
    """Our own scripts are clients as well: what they ask by hash has its types from the schema."""
    run(project, "npm", "run", "--silent", "explorer", "--", "--check")
