"""What a command is, and what several of them share: the settings, an open store, progress on standard error."""

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

from api.settings import Settings
from graph.server.managed import ensure_running
from graph.store.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One command of the command line."""

    name: str
    summary: str
    description: str
    example: str
    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int | None]


def say(line: str) -> None:
    """Print one line of progress, on standard error so that answers can be piped."""
    print(line, file=sys.stderr, flush=True)


@contextmanager
def open_store(settings: Settings) -> Iterator[Store]:
    """Yield the graph that the settings name; a managed Neo4j that was not running runs for as long as this."""
    with closing(ensure_running(settings.server, say)) as connection, Store(connection) as store:
        store.prepare()
        yield store
