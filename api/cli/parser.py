"""The parser of the command line, and the page that documents it: both from the commands themselves."""

import argparse
from collections.abc import Iterable, Iterator

from api import __version__
from api.cli.calls import COMMAND, Parser
from api.cli.command import CALLED, Command
from api.settings import GRAPHQL, VARIABLES
from api.work.outcome import EXIT_STATUSES
from schema.program import IN_A_CLONE, INSTALLED, PROGRAM

PAGE = "docs/command-line.md"


def parser_of(commands: Iterable[Command]) -> Parser:
    """Return the parser for these commands; what it parses has the chosen command's `run` and `parser`."""
    parser = Parser(
        prog=PROGRAM,
        description="Imagine Graph: reports of gatherings as a knowledge graph, every fact tied to the words that state it.",
        epilog=f"Settings come from the environment (IMAGINE_HOME, IMAGINE_PORT, NEO4J_URI, ...): {PAGE} lists them.",
    )
    parser.add_argument("--version", action="version", version=f"imagine {__version__}")
    parser.add_argument("--debug", action="store_true", help="show the traceback of an error")
    subparsers = parser.add_subparsers(title="commands", metavar=COMMAND, required=True)
    for command in commands:
        made = subparsers.add_parser(
            command.name,
            help=command.summary,
            description=_as_called(command.description),
            epilog=f"example: {_as_called(command.example)}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        made.add_argument("--debug", action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
        command.arguments(made)
        for action in made._actions:  # whose help argparse fills in where a per cent sign stands
            action.help = action.help and action.help.replace(CALLED, PROGRAM.replace("%", "%%"))
        made.set_defaults(run=command.run, parser=made)
    return parser


def _as_called(text: str) -> str:
    return text.replace(CALLED, PROGRAM)


def page(commands: Iterable[Command]) -> str:
    """Return the documentation of commands, exit statuses and settings, as Markdown."""
    commands = list(commands)
    lines = "\n".join(
        [
            "# The command line",
            "",
            "Written by `make generate` from the commands, the errors and the settings themselves. The program is",
            f"`{IN_A_CLONE}` in a clone, as here, and `{INSTALLED}` where it is installed. Answers go to standard output,",
            "progress and errors to standard error; an error is one line (`--debug` shows its traceback).",
            "",
            "`pipx install FOLDER` or `uv tool install FOLDER`, with the folder of a clone, installs it for a user.",
            "",
            "## Commands",
            "",
            "| command | what it does |",
            "| --- | --- |",
            *(f"| [`{c.name}`](#{c.name}) | {c.summary} |" for c in commands),
            "",
            *(line for command in commands for line in _section(command)),
            "## Exit statuses",
            "",
            "| status | meaning |",
            "| --- | --- |",
            *(f"| {status} | {meaning} |" for status, meaning in EXIT_STATUSES.items()),
            "",
            "## Settings",
            "",
            "All from the environment, where an empty value counts as unset. They are read when a command starts: a wrong value,",
            "or an unknown name, is refused by name before anything else happens. The limits and switches of the service",
            f"(`{GRAPHQL}...`) are listed in [graphql.md](graphql.md#limits).",
            "",
            "| variable | default | meaning |",
            "| --- | --- | --- |",
            *(f"| `{v.name}` | {v.default} | {v.meaning} |" for v in VARIABLES if not v.name.startswith(GRAPHQL)),
            "",
        ]
    )
    return lines.replace(CALLED, IN_A_CLONE)


def _section(command: Command) -> Iterator[str]:
    parser = argparse.ArgumentParser(add_help=False)
    command.arguments(parser)
    yield from (f"### {command.name}", "")
    yield from ("```console", f"$ {command.example}", "```", "")
    if "    " in command.description:  # a table of its own, by columns
        yield from ("```text", *command.description.splitlines(), "```", "")
    else:
        yield from (*command.description.splitlines(), "")
    actions = parser._actions
    if actions:
        yield from ("| argument | meaning |", "| --- | --- |")
        yield from (
            f"| {_argument(action)} | {(action.help or '').replace('|', chr(92) + '|')} |" for action in actions
        )
        yield ""


def _argument(action: argparse.Action) -> str:
    value = action.metavar if isinstance(action.metavar, str) else ""
    if action.choices and not value:
        value = "\\|".join(str(choice) for choice in action.choices)
    elif action.nargs != 0 and not value:
        value = action.dest.upper()
    value = value.replace("DOCUMENT|PATH", "DOCUMENT\\|PATH")
    repeated = "..." if action.nargs in ("+", "*") else ""
    if action.option_strings:
        return f"`{' '.join(filter(None, (action.option_strings[-1], value)))}`"
    return f"`{value}{repeated}`"
