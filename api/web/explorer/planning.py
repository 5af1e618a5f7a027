"""Has the database plan the explorer's statements, and those of the command line that take long to plan, as soon as the service
runs: whoever asks first need not wait for seconds."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from typing import Any

from starlette.datastructures import QueryParams

from api.gql.execute import Executor, Request
from api.gql.options import Options
from api.web.explorer import drawing, partners, search
from api.web.explorer.asking import document
from graph.embedding.embedder import Embedder
from graph.partners.matching import Statement, partners_statement, precedents_statement
from graph.partners.people import people_statement
from graph.store.query_runner import QueryRunner
from schema.errors import StoreError

LOG = logging.getLogger("imagine.web")

PATIENCE = 60.0
"""How many seconds a page's question may take at least, whatever others are allowed: after a start, and when the graph has
grown, Neo4j has to plan it again, which takes longer than to answer it."""
_WORDS = "care"
"""What is found does not matter."""


@contextlib.asynccontextmanager
async def planned(reader: QueryRunner) -> AsyncIterator[None]:
    """Plan in the background, one statement after the other, until all are planned or the service ends."""
    task = asyncio.create_task(_plan(reader))
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def _plan(reader: QueryRunner) -> None:
    with contextlib.closing(Executor(reader, Options(cost=0, seconds=0))) as executor:
        for name, variables in questions():
            result = await executor.execute(Request(query=document(name), variables=variables))
            if result.code:
                LOG.warning("the statement of %s.graphql could not be planned: %s", name, result.code)
                return
    try:
        for statement, parameters in await asyncio.to_thread(typed, reader.embedder):
            await reader.rows(statement, parameters)
    except StoreError as e:
        LOG.warning("what the command line asks about partners could not be planned: %s", e)


def questions() -> list[tuple[str, dict[str, Any]]]:
    """Return what people ask first."""
    words = search.Asked.of(QueryParams(q=_WORDS))
    kinds = search.Asked.of(QueryParams(kind="Challenge"))
    described = partners.Asked.of(QueryParams(text=_WORDS))
    return [
        ("start", {}),
        ("partner_choices", {}),
        # Of all of them, the first of these takes longest to plan.
        *(("partners", described.only(part)) for part in partners.PARTS),
        (words.document, words.variables),
        ("years", {}),
        ("neighbourhood", {"of": "", "depth": 1, "first": drawing.MOST}),
        (kinds.document, kinds.variables),
    ]


def typed(embedder: Embedder | None) -> list[Statement]:
    """Return what the command `partners` asks."""
    return [part(_WORDS, embedder) for part in (partners_statement, people_statement, precedents_statement)]
