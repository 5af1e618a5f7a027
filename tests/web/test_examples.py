"""GraphiQL's worked examples find something, as they are: in the sample, and in the published reports."""

import asyncio
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from api.gql.execute import Executor, Request
from api.web.pages import Example, examples
from api.work.curation import Curation
from api.work.loading import load_files, read_files
from api.work.sample import sample_files
from graph.connection import Connection
from graph.store.query_runner import QueryRunner
from graph.store.store import Store

ORIGINALS = Path(__file__).resolve().parents[3] / "shared" / "sources"


def test_every_example_finds_something_in_the_sample(store: Store, neo4j_server: Connection) -> None:
    load(store, sample_files())
    check_all(neo4j_server)


@pytest.mark.originals
@pytest.mark.skipif(not ORIGINALS.is_dir(), reason="the published reports are not there")
def test_every_example_finds_something_in_the_published_reports(store: Store, neo4j_server: Connection) -> None:
    load(store, sorted(path for path in ORIGINALS.iterdir() if path.suffix in {".txt", ".html", ".pdf"}))
    check_all(neo4j_server)


def load(store: Store, paths: Iterable[Path]) -> None:
    list(load_files(store, read_files(list(paths), force=False, say=print, curation=Curation())))
    store.read("CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()")


def check_all(connection: Connection) -> None:
    """Run every example; each is named that fails, or has a list in which nothing is ever found."""
    reader = QueryRunner(connection)
    try:
        executor = Executor(reader)
        wrong = {e.name: found for e in examples() if (found := asyncio.run(shortcomings(executor, e)))}
    finally:
        reader.close()
    assert not wrong


async def shortcomings(executor: Executor, example: Example) -> list[Any]:
    variables = json.loads(example.variables or "{}")
    answer = json.loads((await executor.execute(Request(query=example.query, variables=variables))).body)
    if "errors" in answer:
        return list(answer["errors"])
    found: dict[str, bool] = {}
    look(answer["data"], "", found)
    return [path for path, anything in found.items() if not anything]


def look(value: Any, path: str, found: dict[str, bool]) -> None:
    """Note for each list's place in the answer whether any list there holds anything."""
    if isinstance(value, list):
        found[path] = found.get(path, False) or bool(value)
        for entry in value:
            look(entry, path, found)
    elif isinstance(value, dict):
        for name, inside in value.items():
            look(inside, f"{path}.{name}", found)
    elif value is None and path.count(".") == 1:
        found[path] = False
