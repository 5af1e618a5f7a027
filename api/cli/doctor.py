"""The command that looks an installation over, and mends what it can."""

import argparse
from dataclasses import asdict
from itertools import chain

from api.cli.command import Command, add_json, one_line, open_store, print_json, say
from api.settings import Settings
from api.work.audit import audited
from api.work.checkup import Finding, Installation, examine
from api.work.outcome import DONE, FAILED
from api.work.rebuilding import rebuild


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--rebuild",
        action="store_true",
        help="first rebuild the managed Neo4j's store from what is kept beside it, if it was lost or cannot be opened",
    )
    add_json(parser)


def _run(options: argparse.Namespace) -> int:
    settings = Settings.from_environment()
    told: list[Finding] = []
    if options.rebuild:
        with audited(settings.server.home, "doctor --rebuild"):
            made = rebuild(settings.server, settings.files, say)
        told.append(Finding("store", "mended", f"it was made anew from {made.documents} documents"))
    it = Installation(
        server=settings.server,
        files=settings.files,
        keys=settings.access.keys,
        curators=settings.access.curators,
        opened=lambda: open_store(settings),
    )
    found = []
    for finding in chain(told, examine(it)):
        found.append(finding)
        if not options.json:
            print(one_line(f"{finding.state:<7} {finding.subject:<10} {finding.told}"), flush=True)
    if mended := tuple(finding.subject for finding in found if finding.state == "mended"):
        with audited(settings.server.home, "doctor", mended):
            pass  # it is done
    if options.json:
        print_json([asdict(finding) for finding in found])
    return FAILED if any(finding.state == "wrong" for finding in found) else DONE


DOCTOR = Command(
    name="doctor",
    summary="say what is wrong with an installation, and mend what can be mended",
    description=(
        "Looks over the home and its rights, disk, Java, Neo4j's files, ports, the curators' files, what is kept beside the\n"
        "database, and the graph with its indexes and vectors against what the loaded documents state. A line each: sound, mended\n"
        "or wrong, with what to do. The exit status is 0 where nothing is wrong (any more), else 1."
    ),
    example="{program} doctor",
    arguments=_arguments,
    run=_run,
)
