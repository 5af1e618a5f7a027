"""Whether a database is known to be silent, of which no database is needed to tell."""

import asyncio

import pytest

from graph.store import reader_threads
from graph.store.reader_threads import Read, ReaderThreads
from schema.errors import SilentError, UnreachableError


async def until(threads: ReaderThreads, *, silent: bool) -> None:
    async with asyncio.timeout(10):
        while threads.silent is not silent:
            await asyncio.sleep(0.01)


def test_a_database_that_answers_once_and_is_silent_again_is_known_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader_threads, "_SECONDS_BETWEEN_PROBES", 0.2)
    answers = False

    def probe(_: Read) -> None:
        if not answers:
            raise UnreachableError("it does not answer")

    async def steps() -> None:
        nonlocal answers
        threads = ReaderThreads(1, probe)
        try:
            threads.ask()
            await until(threads, silent=True)
            with pytest.raises(SilentError):
                await threads.run(lambda _: None)
            answers = True
            await threads.ready()  # monitoring asks before it is asked again
            answers = False
            assert not threads.silent
            await until(threads, silent=True)
        finally:
            threads.shutdown()

    asyncio.run(steps())
