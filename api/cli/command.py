"""What a command is, and what several of them share: an open store, progress on standard error, answers on one line or as JSON."""

import argparse
import json
import re
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any

from api.settings import Settings
from graph.connection import Connection
from graph.server.home import Home
from graph.server.managed import ensure_running
from graph.store.store import Store

_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")
"""What would break a line, move a terminal's cursor, or turn the direction of what follows."""

LONG_SECONDS = 0.7
"""After how many seconds somebody who waits is told for what; by then the program has taken half a second to start."""

CALLED = "{program}"
"""What is typed to run the program, in what a command says of itself: its help says it as the person who asks for it called it, and
its documentation as in a clone."""

Service = Callable[[Settings, Connection, list[socket.socket]], None]
"""Serves the graph over HTTP, on sockets that listen already, until it is told to stop. The command line does not know the web:
`api/__main__.py` brings the two together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One command of the command line. In what it says of itself, `CALLED` stands for what is typed to run the program."""

    name: str
    summary: str
    description: str
    example: str
    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int | None]


def one_line(text: str) -> str:
    """Return a text from a document, a path or an error as one line that a terminal shows as it is."""
    return _CONTROLS.sub(" ", text).strip()


def say(line: str) -> None:
    """Print one line of progress, on standard error so that answers can be piped."""
    print(one_line(line), file=sys.stderr, flush=True)


@contextmanager
def telling(what: str) -> Iterator[None]:
    """While this takes long, say what is done, to a person who sits there and waits."""
    timer = threading.Timer(LONG_SECONDS, say, (what,))
    timer.daemon = True
    if sys.stderr.isatty():
        timer.start()
    try:
        yield
    finally:
        timer.cancel()


def add_json(parser: argparse.ArgumentParser) -> None:
    """Give a command that lists something the option `--json`."""
    parser.add_argument("--json", action="store_true", help="as JSON, for scripts")


def print_json(value: Any) -> None:
    """Print an answer as JSON."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


def given_text(text: str) -> str:
    """For an argument that must say something: an unset variable of a shell script gives an empty one.

    Bytes that are no text in the terminal's encoding come as lone surrogates, which nothing beyond can take.
    """
    if not text.strip():
        raise argparse.ArgumentTypeError("is empty")
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise argparse.ArgumentTypeError(f"{text[:80]!r} is not text in the terminal's encoding, such as UTF-8")
    return text


def holds_nothing(settings: Settings) -> bool:
    """Whether it is known without a database that no document is loaded: the managed Neo4j has never run in this home.

    Who only asks what is loaded need not wait until Neo4j was fetched and started to hear that. A home that is not there at all
    is told of, since its name may be mistyped.
    """
    home = settings.server.home
    if settings.server.managed and not home.exists():
        say(f"the home {home} is not there yet; set IMAGINE_HOME if yours is elsewhere")
    return settings.server.managed and not Home(home).has_store()


@contextmanager
def open_store(settings: Settings) -> Iterator[Store]:
    """Yield the graph that the settings name; a managed Neo4j that was not running runs for as long as this."""
    with closing(ensure_running(settings.server, say)) as connection, Store(connection) as store:
        store.prepare()
        yield store
