"""The commands that make a backup of everything, and that make an installation whole from one."""

import argparse
from dataclasses import asdict
from pathlib import Path

from api.cli.command import Command, add_json, holds_nothing, open_store, print_json, say
from api.cli.documents import path_of
from api.settings import Settings
from api.work.audit import audited
from api.work.backing_up import Restoring, back_up
from schema.errors import ImagineError, NotFoundError


def _backup_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=path_of, metavar="FILE", help="the file to write, such as imagine.backup")
    parser.add_argument("--replace", action="store_true", help="let it take the place of a file that is there")
    add_json(parser)


def _backup(options: argparse.Namespace) -> int:
    settings = Settings.from_environment()
    out: Path = options.file
    if out.is_file() and out.stat().st_size and not options.replace:
        raise ImagineError(
            f"{out} is there already; name another file, or give --replace to put this backup in its place"
        )
    if holds_nothing(settings) and not settings.server.home.exists():
        raise NotFoundError("nothing was loaded yet, so that there is nothing to back up")
    with open_store(settings) as store:
        contents = back_up(store, settings.files, settings.server.home, out)
    if options.json:
        print_json(asdict(contents))
    else:
        print(f"wrote {out} ({out.stat().st_size:,} bytes): {contents.documents:,} documents")
    return 0


def _restore_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=path_of, metavar="FILE", help="a file that '{program} backup' wrote")
    parser.add_argument(
        "--replace", action="store_true", help="put it in the place of the documents and curators' files that are there"
    )
    add_json(parser)


def _restore(options: argparse.Namespace) -> int:
    settings = Settings.from_environment()
    home = settings.server.home
    restoring = Restoring(options.file, settings.files, home, replacing=options.replace)
    with audited(home, "restore") as write:
        write.ids = restoring.put(settings.server, say, lambda: open_store(settings))
    if options.json:
        print_json({"made": restoring.backup.contents.made, "documents": write.ids})
    else:
        print(f"restored {len(write.ids):,} documents as they were at {restoring.backup.contents.made}")
    return 0


BACKUP = Command(
    name="backup",
    summary="write everything into one file: documents, curators' files, who is left out",
    description=(
        "Writes what every document states, the curators' files, and the suppression list with its key into one compressed file\n"
        "with checksums, which appears whole or not at all and which only its owner can read. It is of one state of the graph,\n"
        "and needs none of the documents' files. No password is in it."
    ),
    example="{program} backup imagine-2026-03-01.backup",
    arguments=_backup_arguments,
    run=_backup,
)
RESTORE = Command(
    name="restore",
    summary="make an installation whole from a backup",
    description=(
        "Puts what a backup holds into an empty graph, or with --replace in the place of what is there. All of it is read and\n"
        "checked before anything is touched. Whoever is left out today stays out, however old the backup is. After an\n"
        "interruption, run it again."
    ),
    example="{program} restore imagine-2026-03-01.backup --replace",
    arguments=_restore_arguments,
    run=_restore,
)
