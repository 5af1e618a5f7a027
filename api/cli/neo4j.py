"""The commands that look after the managed Neo4j."""

import argparse

from api.cli.command import Command, print_json, say
from api.settings import Settings
from api.work.neo4j_browser import SAVED_QUERIES, STYLE_SHEET
from graph.server.managed import ManagedServer, browser_help, status
from schema.program import PROGRAM


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=["start", "stop", "status", "browser"], help="what to do")
    parser.add_argument(
        "--json", action="store_true", help="with status and browser: as JSON, password included, for scripts"
    )


_FOR_ANALYSTS = f"""
Statements typed there can read and not write: the Browser is told so when it connects. That guards against a slip and is no lock,
since Neo4j's Community edition has one kind of user: ':config useReadTransactions: false' in the Browser ends it. Leave it on,
for what is changed by hand is lost when documents are loaded.

Drag these two files into the page, once:
colours   {STYLE_SHEET}
queries   {SAVED_QUERIES}
docs/browser.md leads through them."""


def _run_neo4j(options: argparse.Namespace) -> int:
    settings = Settings.from_environment().server
    if options.action == "start":
        connection = ManagedServer(settings).start(say)
        connection.close()
        print(f"Neo4j answers at {connection.uri} until '{PROGRAM} neo4j stop'")
    elif options.action == "stop":
        server = ManagedServer(settings)
        used = server.in_use()
        print("Neo4j was stopped" if server.stop(say) else "Neo4j was not running")
        if used:
            uses = f"'{PROGRAM} up' or '{PROGRAM} serve'"
            say(f"what uses it ({uses}) starts it again: to stop both, end that with Ctrl-C")
    elif options.action == "browser" and not options.json:
        print(browser_help(settings))
        print(_FOR_ANALYSTS)
    else:
        facts = status(settings)
        if options.json:
            print_json(facts)
        else:
            version = f" {facts['version']}" if facts["version"] else ""
            print(f"Neo4j{version} at {facts['uri']}: {'running' if facts['running'] else 'not running'}")
    return 0


NEO4J = Command(
    name="neo4j",
    summary="start, stop or find the managed Neo4j",
    description=(
        "start    start Neo4j and let it run until it is stopped\n"
        "stop     stop it\n"
        "status   tell whether it runs; --json gives uri, user, password, browser, version, running\n"
        "browser  tell how to get into the Neo4j Browser, to read; --json as with status"
    ),
    example="{program} neo4j status --json",
    arguments=_arguments,
    run=_run_neo4j,
)
