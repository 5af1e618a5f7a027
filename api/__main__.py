"""The command line: `python -m api COMMAND`. One line per error, and a traceback only for who asks for it with `--debug`."""

import argparse
import sys

try:
    from api.cli import commands
except ModuleNotFoundError as missing:
    sys.exit(
        f"error: this Python has no {missing.name}; run 'make up' once, then ./imagine COMMAND (or .venv/bin/python -m api)"
    )
from api.settings import Settings
from graph.connection import Connection
from schema.errors import ImagineError


def _service(settings: Settings, connection: Connection) -> None:
    from api.web.server import serve  # a second of imports, which only those who serve should wait for

    serve(settings, connection)


COMMANDS = commands(_service)


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit status: 0 done, 1 it failed and said why, 2 it was called wrongly, 130 interrupted."""
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        status: int = options.run(options) or 0
        return status
    except ImagineError as e:
        if options.debug:
            raise
        sys.stderr.write(f"error: {e}\n")
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    except Exception as e:
        if options.debug:
            raise
        sys.stderr.write(f"error: {type(e).__name__}: {e}; this is a defect: run again with --debug and report it\n")
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m api",
        description="Imagine Graph: reports of gatherings as a knowledge graph, every fact tied to the words that state it.",
        epilog="Settings come from the environment (IMAGINE_HOME, IMAGINE_PORT, NEO4J_URI, ...): README.md lists them.",
    )
    parser.add_argument("--debug", action="store_true", help="show the traceback of an error")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in COMMANDS:
        made = commands.add_parser(
            command.name,
            help=command.summary,
            description=command.description,
            epilog=f"example: {command.example}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        made.add_argument("--debug", action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
        command.arguments(made)
        made.set_defaults(run=command.run)
    return parser


if __name__ == "__main__":
    sys.exit(main())
