"""The command by which people who ask for it are left out."""

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

from api.cli.command import Command, add_json, given_text, holds_nothing, open_store, print_json, say
from api.settings import Settings
from api.work.audit import audited
from api.work.withholding import forget, forget_names, remember, withhold
from graph.locks import FileLock
from graph.store.store import Store
from loaders.curation.suppression import KEY_BYTES, Suppression
from loaders.names.judgements import Judgements, identity, judgements_with
from schema.errors import CurationError

LOCK_SECONDS = 60.0
"""How long a change of the list waits for another."""

Change = Callable[[Suppression], Suppression]


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "name",
        nargs="?",
        type=given_text,
        metavar="NAME",
        help="the full name; read from standard input where it is left out",
    )
    parser.add_argument(
        "--also", action="append", default=[], metavar="FORM", help="another form in which the name is printed"
    )
    parser.add_argument("--note", default="", help="a case number or the like, kept with the entry; never the name")
    others = parser.add_mutually_exclusive_group()
    others.add_argument("--remove", action="store_true", help="take the person off the list")
    others.add_argument("--list", action="store_true", help="list the entries: they tell no names")
    others.add_argument(
        "--forget",
        type=given_text,
        metavar="ENTRY",
        help="stop missing an entry whose list is lost for good, after the person was put on the list again",
    )
    add_json(parser)


def _run_suppress(options: argparse.Namespace) -> int:
    settings = Settings.from_environment()
    if options.list:
        return _list(Suppression.load(settings.files.suppressed), as_json=options.json)
    if options.forget:
        with _store_if_any(settings) as store:
            if store is None:
                raise CurationError("nothing was loaded yet, so no entry is missed")
            with audited(settings.server.home, "suppress --forget", (options.forget,)):
                forget(store, options.forget, Suppression.load(settings.files.suppressed))
        print(f"entry {options.forget} is missed no longer")
        return 0
    if options.name is None and sys.stdin.isatty():
        say("type the person's full name, then Enter")
    name = options.name if options.name is not None else sys.stdin.readline()
    if not name.strip():
        options.parser.error("no name was given, on the command line or on standard input")
    return _remove(settings, name) if options.remove else _add(settings, name, options)


def _list(known: Suppression, *, as_json: bool) -> int:
    if as_json:
        print_json([{"id": e.id, "since": e.since, "note": e.note} for e in known.entries])
        return 0
    for entry in known.entries:
        print(f"{entry.id}\tsince {entry.since}\t{entry.note}")
    print(f"left out: {len(known.entries)}")
    return 0


def _remove(settings: Settings, name: str) -> int:
    # The graph is opened first: where it cannot be, the list stays as long as what the graph remembers of it.
    Suppression.load(settings.files.suppressed).without(name)
    with audited(settings.server.home, "suppress --remove") as write, _store_if_any(settings) as store:
        before, after = _changed(settings, lambda known: known.without(name))
        write.ids += set(before.ids) - set(after.ids)
        if store is not None:
            remember(store, after, without=set(before.ids) - set(after.ids))
    print("taken off the list; what documents state of this person returns when they are loaded again")
    return 0


def _add(settings: Settings, name: str, options: argparse.Namespace) -> int:
    same = _judged_the_same(name, judgements_with(settings.files.judgements))

    def add(known: Suppression) -> Suppression:
        if known.find(name) is not None:
            if not options.also:
                return known
            known = known.without(name)
        return known.add(name, [*options.also, *same], since=str(date.today()), note=options.note)

    add(Suppression(bytes(KEY_BYTES)))  # a name that is refused is refused before a file is made
    checked = changed = 0
    with audited(settings.server.home, "suppress") as write:
        _, known = _changed(settings, add)
        write.ids += [entry.id for entry in (known.find(name),) if entry]
        forget_names(settings.server.home, known)
        with _store_if_any(settings) as store:
            if store is not None:
                checked, changed = withhold(store, known)
    if options.json:
        print_json({"documents": checked, "rewritten": changed})
        return 0
    print(
        f"left out: {changed} of {checked} loaded documents held the name and were rewritten; every load from now on leaves it out"
    )
    return 0


def _changed(settings: Settings, change: Change) -> tuple[Suppression, Suppression]:
    """Change the list, one command after the other, and return it as it was and as it is."""
    path = settings.files.suppressed
    with FileLock(path.with_suffix(".lock")).held(timeout=LOCK_SECONDS):
        before = Suppression.load(path)
        after = change(before)
        if after is not before:
            after.save(path)
    return before, after


@contextmanager
def _store_if_any(settings: Settings) -> Iterator[Store | None]:
    if holds_nothing(settings):
        yield None
    else:
        with open_store(settings) as store:
            yield store


def _judged_the_same(name: str, judgements: Judgements) -> list[str]:
    """Return the spellings that a judgement says are this person's."""
    wanted = identity("person", name)
    same = [j.names for j in judgements.all if j.same and j.kind == "person"]
    return [
        n
        for names in same
        if wanted in {identity("person", n) for n in names}
        for n in names
        if identity("person", n) != wanted
    ]


SUPPRESS = Command(
    name="suppress",
    summary="leave out a person who asks for it, everywhere and for good",
    description=(
        "Puts a person on the suppression list, and rewrites every loaded document that holds the name, without the file it came\n"
        "from. The list keeps keyed hashes, no names. Leave NAME out to give it on standard input, which no shell's history keeps."
    ),
    example='{program} suppress "Ada North" --also "A. N. North-Hill" --note "request 14"',
    arguments=_arguments,
    run=_run_suppress,
)
