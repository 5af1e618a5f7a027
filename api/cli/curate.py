"""The command that shows a curator what was not understood, and what may be twice."""

import argparse
import dataclasses
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from api.cli.command import Command, add_json, holds_nothing, one_line, open_store, print_json
from api.cli.lexicon import as_lines, entries_read
from api.settings import Settings
from api.work.curation import Curation
from api.work.findings import Findings, place
from api.work.reading import read_document
from graph.store.store import Store
from loaders.curation.check import Review, review_stored
from loaders.curation.ties import Tie, ties
from loaders.formats.table import ENDINGS
from loaders.names.likeness import Pair, pairs
from loaders.sources import sources
from schema.bundle import Bundle, Statements, merge
from schema.errors import MissingSourceError, NotFoundError, QueryError
from schema.nodes import Document
from schema.program import PROGRAM

IMAGE_HOME = Path("/home/imagine/data")
"""`IMAGINE_HOME` in the image that docker-compose.yml runs."""
LINES_SHOWN = 30
"""How many lines that were not understood, names and pairs are printed of each document; `--all` and `--json` give them all."""


def _check_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what",
        nargs="*",
        metavar="DOCUMENT|PATH",
        help="a file or folder to read (nothing is loaded), or a loaded document; without one, all that are loaded",
    )
    parser.add_argument(
        "--all", action="store_true", help=f"every line, not only the first {LINES_SHOWN} of each document"
    )
    parser.add_argument(
        "--lexicon", action="store_true", help="what each entry of the lexicons reads in the files that are named"
    )
    add_json(parser)


def _check(options: argparse.Namespace) -> int:
    settings = Settings.from_environment()
    curation = Curation.of(settings.files)
    reviews: list[Review] = []
    facts = Statements()
    paths = [what for what in options.what if _is_path(what)]
    if options.lexicon:
        return _check_lexicon(options, paths, curation)
    if paths:
        for source in sources(paths):
            reading = read_document(source, curation)
            reviews.append(reading.review)
            facts.update(reading.bundle.facts)
    named = [what for what in options.what if what not in paths]
    only: frozenset[str] | None = None
    stale: list[str] = []
    if named or not paths:
        wanted, bundles = _stored(settings, named)
        chosen = [b for b in bundles if not named or b.document in wanted]
        findings = Findings.load(place(settings.server.home))
        reviews += [review_stored(b, findings.not_understood(b.document, _digest(b))) for b in chosen]
        facts.update(merge(bundles))
        only = frozenset(i for b in chosen for i in b.facts.nodes) if named else None
        if not named:
            loaded = [n for n in facts.nodes.values() if isinstance(n, Document)]
            stale = [f"{o} concerns no document that is loaded" for o in curation.overrides.unused(loaded)]
    alike, tied = pairs(facts, curation.judgements, only), ties(facts, only)
    if options.json:
        print_json(_as_json(reviews, alike, tied, stale) | {"judgements": str(settings.files.judgements)})
        return 0
    for line in _report(
        reviews, alike, tied, stale, None if options.all else LINES_SHOWN, where(settings.files.judgements)
    ):
        print(line)
    return 0


def _check_lexicon(options: argparse.Namespace, paths: list[str], curation: Curation) -> int:
    if not options.what:
        raise QueryError("--lexicon reads files; give the paths of reports or of folders with reports")
    if missing := [what for what in options.what if what not in paths]:
        raise MissingSourceError(
            f"{missing[0]} does not exist; --lexicon reads files: give the path of a report or of a folder"
        )
    entries = entries_read([*paths], curation)
    if options.json:
        print_json({"entries": entries})
    else:
        print("\n".join(as_lines(entries)))
    return 0


def _digest(bundle: Bundle) -> str:
    document = bundle.facts.nodes[bundle.document]
    assert isinstance(document, Document)
    return document.sha256


def _is_path(what: str) -> bool:
    """Whether `what` names a path, not a loaded document. Raises MissingSourceError where it can only be a path, and is none."""
    if not what.strip():
        raise MissingSourceError(
            "an empty argument is neither a path nor a document; leave it out to check all documents"
        )
    if os.path.lexists(what):
        return True
    inside = os.sep in what and not what.startswith("document/")
    if inside or what.startswith(("~", ".")) or Path(what).suffix.lower() in ENDINGS:
        raise MissingSourceError(
            f"{what} does not exist; give the path of a report, or the id of a loaded document ('{PROGRAM} list' shows them)"
        )
    return False


def _stored(settings: Settings, named: list[str]) -> tuple[set[str], list[Bundle]]:
    """Return the ids of the documents that are named, and the bundles of all."""
    if holds_nothing(settings):
        if named:
            raise NotFoundError(f"there is no file {named[0]!r}, and no document of that name: nothing was loaded yet")
        return set(), []
    with open_store(settings) as store:
        return {_found(store, what) for what in named}, list(store.bundles())


def _found(store: Store, what: str) -> str:
    try:
        return store.find_document(what)
    except NotFoundError as e:
        raise NotFoundError(f"there is no file {what!r} here, and {e}") from e


def _as_json(reviews: list[Review], alike: list[Pair], tied: list[Tie], stale: list[str]) -> dict[str, Any]:
    return {
        "documents": [dataclasses.asdict(r) for r in reviews],
        "duplicates": [dataclasses.asdict(p) | {"judgement": p.judgement(date.today())} for p in alike],
        "ties": [dataclasses.asdict(t) for t in tied],
        "overrides": stale,
    }


def where(path: Path) -> str:
    """Return where a curator's file is, and in the service's container how a person outside gets at it."""
    if not path.is_relative_to(IMAGE_HOME):  # any other container is whoever's own, and knows no service `imagine`
        return str(path)
    return (
        f"{path} (in the container: 'docker compose cp imagine:{path} .' takes it out, "
        f"'docker compose cp {path.name} imagine:{path}' puts it back)"
    )


def _report(
    reviews: list[Review], alike: list[Pair], tied: list[Tie], stale: list[str], most: int | None, judgements: str
) -> Iterator[str]:
    if not reviews:
        yield f"no document is loaded; '{PROGRAM} check PATH' reads a file without loading it"
    for r in reviews:
        yield one_line(f"{r.document}: {r.title} ({r.source}), {r.kind}")
        ignored = " or ignored" if r.ignored is None else f", {r.ignored / max(r.blocks, 1):.0%} ignored"
        ignored = "" if r.only_facts else f"{ignored} on purpose"
        missed = len(r.missed)
        yield (
            f"  {r.blocks} blocks: {r.claimed / max(r.blocks, 1):.0%} understood{ignored}, "
            f"{missed / max(r.blocks, 1):.0%} not understood ({missed})"
        )
        if r.only_facts:
            yield "  (from the stored facts: blocks on which none stands; give the file's path for the rules' own account)"
        yield from (f"  held back: {reason}" for reason in r.quarantine)
        yield from (f"  drift: {drift}" for drift in r.drift)
        lines = [
            f"  {'' if m.page is None else f'page {m.page}, '}passage {m.passage}: {_short(m.text)}" for m in r.missed
        ]
        yield from _some("not understood", lines, most)
        yield from _some("names without a node", [f"  {name} (first in passage {at})" for name, at in r.names], most)
    duplicates = [
        f"{p.judgement(date.today())}\n# {p.why}, {p.score:.0f} of 100: {p.ids[0]} and {p.ids[1]}\n" for p in alike
    ]
    yield from _some(f"possible duplicates, each with the judgement to paste into {judgements}", duplicates, most)
    suggested = ["  " + one_line(f"{t.first} {t.type} {t.second}? {t.why} ({t.ids[0]} and {t.ids[1]})") for t in tied]
    yield from _some("ties that may hold, which no document states", suggested, most)
    yield from (f"unused: {line}" for line in stale)


def _some(title: str, lines: list[str], most: int | None) -> Iterator[str]:
    if lines:
        yield f"  {title}:"
        yield from lines[:most]
        if most is not None and len(lines) > most:
            yield f"  ... and {len(lines) - most} more (--all)"


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 140 else flat[:138].rsplit(" ", 1)[0] + " …"


CHECK = Command(
    name="check",
    summary="say what of documents was not understood, and what may be twice",
    description=(
        "Prints for each document the shares of blocks that a rule understood, that are left out on purpose and that were not\n"
        "understood, with the lines of these; names without a node; counts that look wrong; and why it would be held back. Then\n"
        "come nodes that may be the same, and work or challenges that may follow from earlier ones. With a path, the file is read\n"
        "and nothing is loaded."
    ),
    example="{program} check reports/imagine-2025.pdf",
    arguments=_check_arguments,
    run=_check,
)
