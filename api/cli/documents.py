"""The commands that bring documents into the graph, take them out, and list them."""

import argparse
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from api.cli.command import Command, add_json, given_text, holds_nothing, one_line, open_store, print_json, say
from api.settings import Settings
from api.work.audit import Write, audited
from api.work.bulk import BulkLoad
from api.work.curation import Curation
from api.work.executors import Readers
from api.work.findings import HeldBack
from api.work.loading import LoadedFile, keep_findings, load_files, not_loaded_yet, read_files
from api.work.sample import make_way
from api.work.withholding import keep_promises
from loaders.formats.table import listed
from schema.errors import ImagineError, NotFoundError
from schema.program import PROGRAM


def path_of(text: str) -> Path:
    """For an argument that names a file or folder."""
    if not text:  # an unset variable of a shell script, which Path would take for the folder that it runs in
        raise argparse.ArgumentTypeError("is empty; expected the path of a report or of a folder with reports")
    return Path(text)


def _load_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths", nargs="+", type=path_of, metavar="PATH", help="a file, or a folder whose files are all read"
    )
    parser.add_argument("--force", action="store_true", help="load even a document that states too little")
    parser.add_argument(
        "--skip-refused",
        action="store_true",
        help="where files cannot be read or are held back, load the others; without it, one such file stops the whole load",
    )
    parser.add_argument(
        "--jobs",
        type=_positive,
        metavar="N",
        help="processes that read; by default as many as there are processors, where there are enough documents",
    )
    parser.add_argument(
        "--scheduler",
        metavar="ADDRESS",
        help="read on the workers of this Dask scheduler instead, such as tcp://10.0.0.1:8786 (needs the extra 'cluster')",
    )
    parser.add_argument(
        "--bulk",
        action="store_true",
        help="a first load by Neo4j's own import tool, into an empty graph: for thousands of documents, all of them or none",
    )
    add_json(parser)


def _positive(text: str) -> int:
    """For an argument that counts something there must be one of."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"is {text!r}, expected a whole number from 1 on")
    return int(text)


def _load(options: argparse.Namespace) -> int:
    settings = Settings.from_environment()
    curation = Curation.of(settings.files)
    held: list[HeldBack] = []
    skipped: list[ImagineError] = []
    readers = Readers(options.jobs, options.scheduler)
    bulk = BulkLoad(settings.server, settings.files, curation, say) if options.bulk else None
    try:
        read = read_files(
            options.paths,
            force=options.force,
            say=say,
            curation=curation,
            note=held.append,
            readers=readers,
            skipped=skipped.append if options.skip_refused else None,
        )
    finally:
        if held:
            keep_findings(settings.server.home, held, say, curation)
    removed: list[str] = []
    loaded: list[dict[str, Any]] = []

    def tell(files: Iterable[LoadedFile], write: Write) -> None:
        for done in files:
            loaded.append(asdict(done))
            write.ids.append(done.document)
            if not options.json:
                print(one_line(str(done)))
        keep_findings(settings.server.home, read, say, curation)

    planned = [one.document for one in read]
    if bulk is not None:
        removed = bulk.sample
        with audited(settings.server.home, "load", planned=planned) as write:
            tell(bulk.load(read), write)
    else:
        with audited(settings.server.home, "load", planned=planned) as write, open_store(settings) as store:
            keep_promises(store, curation.suppression)
            for document in make_way(store, planned):
                removed.append(document)
                write.ids.append(document)
                if not options.json:
                    print(one_line(f"removed {document}: the sample makes way for your own documents"))
            if removed and not options.json:
                print(f"to have the sample beside them: '{PROGRAM} load loaders/sample'")
            tell(load_files(store, not_loaded_yet(store, read, say), say, curation=curation), write)
    if options.json:
        print_json({"removed": removed, "loaded": loaded, "skipped": [str(error) for error in skipped]})
    return 0


def _remove_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "document",
        type=given_text,
        metavar="DOCUMENT",
        help="its id, its file's name, or a part of either that matches only one",
    )


def _remove(options: argparse.Namespace) -> int:
    settings = Settings.from_environment()
    if holds_nothing(settings):
        raise NotFoundError(f"no loaded document is called {options.document!r}: nothing was loaded yet")
    with open_store(settings) as store:
        document = store.find_document(options.document)
        with audited(settings.server.home, "remove", (document,)):
            store.remove(document)
    print(f"removed {document} and what only it stated")
    return 0


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _list(options: argparse.Namespace) -> int:
    settings = Settings.from_environment()
    found: list[dict[str, Any]] = []
    if not holds_nothing(settings):
        with open_store(settings) as store:
            found = store.knowledge_sources() if options.sources else store.documents()
    if options.json:
        print_json(found)
        return 0
    if not found:
        print(f"no document is loaded; '{PROGRAM} load PATH' loads one")
    for d in found:
        title, source = one_line(d["title"]), one_line(d["source"])
        size = _counted(d["rows"], "row") if options.sources else _counted(d["passages"], "passage")
        print(f"{d['id']}\t{d['kind']}\t{date_of(d)}\t{size}\t{title} ({source})")
    return 0


def date_of(found: dict[str, Any]) -> str:
    """Return when what a document tells of was, else when it was published, else when it was loaded, with the word for it."""
    if dates := found.get("dates"):
        return " to ".join(dict.fromkeys((dates[0], dates[-1])))
    if published := found["published"]:
        return f"published {published}"
    return f"loaded {found['loaded'][:10]}" if found.get("loaded") else "-"


def _list_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--sources",
        action="store_true",
        help="instead, the registers and judgements that the documents were read with",
    )
    add_json(parser)


LOAD = Command(
    name="load",
    summary="read reports and put what they state into the graph",
    description=(
        f"Reads reports ({listed('and')}) and puts what they state into the graph, one transaction per\n"
        "document. Every file is read before anything is written; loading a document again changes nothing, and a changed\n"
        "document takes the place of the one that was loaded from a file of the same name. The same bytes under another name are\n"
        "one document, and are loaded once. The sample documents, where they are still there, make way;\n"
        "'{program} load loaders/sample' brings them back.\n"
        "Many documents are read by several processes at once; the result is the same. docs/scale.md says what to do with\n"
        "thousands, and on several machines; --bulk is for the first load of so many."
    ),
    example="{program} load reports/ imagine-2025.pdf",
    arguments=_load_arguments,
    run=_load,
)
REMOVE = Command(
    name="remove",
    summary="take a document and what only it stated out of the graph",
    description="Takes a document out of the graph, with everything that no other document states.",
    example="{program} remove imagine-2025",
    arguments=_remove_arguments,
    run=_remove,
)
LIST = Command(
    name="list",
    summary="list the loaded documents",
    description=(
        "Lists the loaded documents: id, kind, date, number of passages, title. The date is that of the gathering that a document\n"
        "reports on, else when it was published, else when it was loaded. Registers of bodies and curators' judgements are\n"
        "sources of their own, not documents in this sense: --sources lists them."
    ),
    example="{program} list --json",
    arguments=_list_arguments,
    run=_list,
)
