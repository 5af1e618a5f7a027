"""The command that gives out keys to the service, and takes them back."""

import argparse

from api.access.keys import Keys
from api.cli.command import Command, add_json, print_json, say
from api.settings import Settings
from api.work.audit import audited
from graph.locks import FileLock
from schema.errors import SettingsError
from schema.program import PROGRAM

_LOCK_SECONDS = 60.0


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=["add", "remove", "list"], help="what to do")
    parser.add_argument("name", nargs="?", metavar="NAME", help="whom the key is for")
    add_json(parser)


def _run(options: argparse.Namespace) -> int:
    settings = Settings.from_environment()
    path = settings.access.keys or settings.server.home / "access-keys.json"
    if options.action == "list":
        known = Keys.load(path) if path.exists() else Keys()
        if options.json:
            print_json([{"name": key.name, "since": key.since} for key in known.all])
        for key in () if options.json else known.all:
            print(f"{key.name}\tsince {key.since}")
        if not known.all and not options.json:
            say(f"nobody has a key; '{PROGRAM} keys add NAME' makes one")
        return 0
    if options.name is None:
        raise SettingsError(
            f"no name was given; give the name of the key, as in '{PROGRAM} keys {options.action} council'"
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(path.with_suffix(".lock")).held(timeout=_LOCK_SECONDS):
        known = Keys.load(path) if path.exists() else Keys()
        if options.action == "remove":
            changed, given = known.without(options.name), None
        else:
            changed, given = known.added(options.name)
        with audited(settings.server.home, f"keys {options.action}", (options.name,)):
            changed.save(path)
    if given is None:
        print(f"the key of {options.name} opens nothing any more")
    elif options.json:
        print_json({"name": options.name, "key": given})
    else:
        say(f"give this key to {options.name}; it is kept nowhere, and shown only now:")
        print(given)
    if given and not settings.access.keys:
        say(f"the service asks for keys once IMAGINE_ACCESS_KEYS is set to {path}")
    return 0


KEYS = Command(
    name="keys",
    summary="give out keys to the service, and take them back",
    description=(
        "add     make a key for NAME, print it once, and keep its hash\n"
        "remove  take the key of NAME back; a running service knows at once\n"
        "list    tell who has a key"
    ),
    example="{program} keys add council",
    arguments=_arguments,
    run=_run,
)
