"""The command that says who may sign in and decide: curators with a password of their own."""

import argparse
import getpass
import sys

from api.access.curators import Curators
from api.access.sessions import Sessions
from api.cli.command import Command, add_json, print_json, say
from api.settings import Settings
from api.work.audit import audited
from graph.locks import FileLock
from schema.errors import SettingsError
from schema.program import PROGRAM

_LOCK_SECONDS = 60.0


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=["add", "remove", "list"], help="what to do")
    parser.add_argument("name", nargs="?", metavar="NAME", help="the curator's name, which stands beside each decision")
    add_json(parser)


def _run(options: argparse.Namespace) -> int:
    settings = Settings.from_environment()
    path = settings.access.curators or settings.server.home / "curators.json"
    if options.action == "list":
        known = Curators.load(path)
        if options.json:
            print_json([{"name": one.name, "since": one.since} for one in known.all])
        for one in () if options.json else known.all:
            print(f"{one.name}\tsince {one.since}")
        if not known.all and not options.json:
            say(f"nobody is a curator with a password here; '{PROGRAM} curators add NAME' lets one sign in")
        return 0
    if options.name is None:
        raise SettingsError(f"no name was given; give the curator's, as in '{PROGRAM} curators {options.action} jo'")
    password = _asked(options.name) if options.action == "add" else ""
    path.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(path.with_suffix(".lock")).held(timeout=_LOCK_SECONDS):
        known = Curators.load(path)
        adding = options.action == "add"
        changed = known.with_password(options.name, password) if adding else known.without(options.name)
        with audited(settings.server.home, f"curators {options.action}", (options.name,)):
            changed.save(path)
            Sessions(settings.server.home).end_all(options.name)
    if options.action == "remove":
        told = f"{options.name} can sign in no more, and is signed out everywhere"
    elif known.named(options.name):
        told = f"{options.name} has another password, and is signed out everywhere"
    else:
        told = f"{options.name} can sign in at /sign-in of the service"
    if options.json:
        print_json({"name": options.name})
    else:
        say(told)
    return 0


def _asked(name: str) -> str:
    """Return the password that is typed, twice where somebody sits there; it enters no shell's history and no list of processes."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass(f"a password for {name}: ")
    if first != getpass.getpass("the same again: "):
        raise SettingsError("the two passwords are not the same; try again")
    return first


CURATORS = Command(
    name="curators",
    summary="say who may sign in to the service and decide",
    description=(
        "add     let NAME sign in with a password, which is asked for (or read from standard input); again: another one\n"
        "remove  stop NAME from signing in\n"
        "list    tell who may\n"
        "A running service knows at once, and whoever gets another password, or is removed, is signed out everywhere."
    ),
    example="{program} curators add jo",
    arguments=_arguments,
    run=_run,
)
