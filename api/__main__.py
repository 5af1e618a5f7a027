"""The program `imagine`, put together: one line per error, and a traceback only for those who ask for it with `--debug`."""

import gc
import logging
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from schema.program import IN_A_CLONE

try:
    gc.disable()  # nothing that is imported is garbage, and to look through it again and again takes a fifth of the time
    from api.cli import asked_for, commands
except ModuleNotFoundError as missing:
    sys.exit(f"error: this Python has no {missing.name}; run 'make up' once, then '{IN_A_CLONE} COMMAND'")
from api.cli.calls import as_asked, end_with_help
from api.cli.command import one_line
from api.cli.parser import parser_of
from api.settings import Settings
from api.work.outcome import FAILED, INTERRUPTED, outcome
from graph.connection import Connection
from schema.errors import ImagineError

gc.freeze()
gc.enable()


@contextmanager
def _importing() -> Iterator[None]:
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def service(settings: Settings, connection: Connection, sockets: list[socket.socket]) -> None:
    """Serve the graph over HTTP (`api.cli.command.Service`)."""
    with _importing():
        from api.web.workers import serve  # a second of imports, which only those who serve should wait for

    serve(settings, connection, sockets)


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit status (`api/work/outcome.py` says what each means)."""
    given = as_asked(sys.argv[1:] if arguments is None else arguments)
    with _importing():
        chosen = commands(service, asked_for(given))
    parser = parser_of(chosen)
    if not given:
        end_with_help(parser)
    options, unknown = parser.parse_known_args(given)
    if unknown:
        options.parser.refuse(unknown)
    # The driver tells of every try that it repeats; what comes of it in the end is an error of ours, in one line.
    logging.getLogger("neo4j").setLevel(logging.NOTSET if options.debug else logging.CRITICAL)
    try:
        status: int = options.run(options) or 0
        return status
    except ImagineError as e:
        if options.debug:
            raise
        sys.stderr.write(f"error: {one_line(str(e))}\n")
        return outcome(e).exit_status
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return FAILED
    except Exception as e:
        if options.debug:
            raise
        line = one_line(f"{type(e).__name__}: {e}")
        sys.stderr.write(f"error: {line}; this is a defect: run again with --debug and report it\n")
        return FAILED


if __name__ == "__main__":
    sys.exit(main())
