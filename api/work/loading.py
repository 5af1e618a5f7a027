"""Files to the graph: reads every one before anything is written, then loads them one transaction at a time.

How a file is read is told in `reading`, and who reads it in `executors`.
"""

import multiprocessing
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from api.work.curation import Curation
from api.work.executors import HERE, Readers, in_order, reading
from api.work.findings import Findings, HeldBack, Note, place
from api.work.reading import Digest, read_task, tasks
from api.work.spool import Spool, Spooled
from api.work.withholding import keep_promises
from graph.store.store import Loaded, Outcome, OutdatedListError, Store
from loaders.curation.withholding import redact_bundle
from loaders.sources import SourceFile, sources
from schema.bundle import Bundle, PackedBundle
from schema.errors import ImagineError, QuarantineError, ReadError

Say = Callable[[str], None]

SECONDS_BETWEEN_LINES = 2.0
"""How often progress is told."""
_NOBODY_LEFT_OUT = Curation()
_LISTS = 5
"""How often a document is checked against a suppression list that has changed again meanwhile."""


@dataclass(frozen=True, slots=True)
class Read:
    """A document that was read and may be loaded. What it states is on a spool, so that thousands need no memory."""

    document: str
    source: str
    kind: str
    """What sort of document it was taken for."""
    sha256: str
    """Of the file's bytes: the same bytes under another name are the same document."""
    missed: tuple[int, ...]
    """The blocks that no rule understood, by their place in the document."""
    kept: Spooled
    path: Path
    """The file."""

    @property
    def packed(self) -> PackedBundle:
        """What the document states, compressed."""
        return self.kept.packed

    @property
    def bundle(self) -> Bundle:
        """What the document states."""
        return self.packed.unpack()


class _Progress:
    """Decides when work of so many parts tells how far it is: from time to time, and at its end where it told before."""

    def __init__(self, parts: int) -> None:
        self._parts, self._since, self._tells = parts, time.monotonic(), False

    def due(self, number: int) -> bool:
        """Whether to tell that so many parts are done."""
        now = time.monotonic()
        late = now - self._since >= SECONDS_BETWEEN_LINES
        if not (self._tells if number == self._parts else late):
            return False
        self._since, self._tells = now, True
        return True


def _kept(digest: Digest, spool: Spool, source: SourceFile) -> Read:
    """Return what may be loaded, kept on a spool."""
    kept, path = spool.put(digest.packed), source.path.absolute()
    return Read(digest.packed.document, digest.source, digest.kind, digest.sha256, digest.missed, kept, path)


def read_files(
    paths: Iterable[Path | str],
    *,
    force: bool,
    say: Say,
    curation: Curation,
    note: Note = lambda _: None,
    readers: Readers = HERE,
    skipped: Callable[[ImagineError], None] | None = None,
) -> list[Read]:
    """Read files and folders and return what may be loaded, in order, whoever the `readers` are. Nothing is written; `note` is
    told what is held back. `skipped` is told of files that are refused, and the others are returned, if there are any; None: one
    that is refused keeps all from being loaded.

    Raises ReadError where a file cannot be read or two would be one document, and QuarantineError where one states too little
    (unless `force`); with several such files, each is told of before the error is raised.
    """
    finder = curation.finder
    with curation.discreet("the given path"):
        files = sources(paths)
    found: dict[str, Read] = {}
    names: dict[str, str] = {}
    refused: list[ImagineError] = []
    spool = Spool()
    progress = _Progress(len(files))
    with reading(readers, len(files)) as (executor, ahead):
        outcomes = in_order(executor, ahead, read_task, tasks(files, curation))
        for number, (source, outcome) in enumerate(zip(files, outcomes, strict=True), 1):
            one = outcome.result()
            if progress.due(number):
                say(f"read {number} of {len(files)} files")
            if isinstance(one, ReadError):
                refused.append(one)
                continue
            document = one.packed.document
            if one.sha256 in names:
                say(same_bytes(one.source, names[one.sha256]))
                continue
            if one.held_back and not force:
                note(replace(one.held, path=str(source.path.absolute())))
                refused.append(QuarantineError(one.held_back))
                continue
            if document in found:
                other = found[document].source
                refused.append(ReadError(f"{one.source} would be {document}, as {other} is; rename one of the files"))
                continue
            names[one.sha256] = one.source
            found[document] = _kept(one, spool, source)
            for reason in one.quarantine:
                say(f"{finder.slug(source.name)} is loaded all the same: {reason}")
    if refused and not (skipped and found):
        raise _refusal(refused, len(files), say, others=bool(found))
    for error in refused:
        say(f"skipped: {error}")
        if skipped:
            skipped(error)
    return list(found.values())


def _refusal(refused: Sequence[ImagineError], files: int, say: Say, *, others: bool) -> ImagineError:
    """Return why none of so many files is loaded; where several are refused, each is told of. `others`: whether some are not."""
    if files == 1:
        return refused[0]
    way_round = ", or load the others with --skip-refused" if others else ""
    if len(refused) == 1:
        return type(refused[0])(f"{refused[0]}; so nothing was loaded: mend this file or move it away{way_round}")
    for error in refused:
        say(f"refused: {error}")
    kind = QuarantineError if all(isinstance(e, QuarantineError) for e in refused) else ReadError
    return kind(
        f"{len(refused)} of {files} files are refused (they are named above), so nothing was loaded: mend them or move them away"
        f"{way_round}"
    )


def read_apart(files: Sequence[SourceFile], curation: Curation) -> Iterator[Read | ReadError]:
    """Yield what files state, held back or not, or why one cannot be read; in a process of their own, so that a service answers on
    meanwhile and each document's time is limited."""
    spool = Spool()
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as executor:
        outcomes = in_order(executor, 1, read_task, tasks(files, curation))
        for source, outcome in zip(files, outcomes, strict=True):
            one = outcome.result()
            yield one if isinstance(one, ReadError) else _kept(one, spool, source)


def keep_findings(
    home: Path, found: Sequence[Read | HeldBack], say: Say, curation: Curation = _NOBODY_LEFT_OUT
) -> None:
    """Keep what reading with `curation` found for whoever looks later, without whoever is on the suppression list by now; where
    that is not possible, loading is none the worse for it."""
    try:
        with Findings.changing(place(home)) as findings:
            findings.hold([one for one in found if isinstance(one, HeldBack)])
            for one in found:
                if isinstance(one, Read):
                    findings.loaded(one.document, one.source, one.sha256, one.missed, str(one.path))
            findings.forget(curation.with_present_list().finder)
    except ImagineError as e:
        say(str(e))


def same_bytes(name: str, known: str) -> str:
    """Return the word about a file whose bytes were read under another name."""
    return f"{name} holds the same bytes as {known}: they are one document, under the first name"


def not_loaded_yet(store: Store, read: Iterable[Read], say: Say) -> list[Read]:
    """Return what was read, without what is loaded under another name already."""
    documents = list(read)
    renewed = {one.document for one in documents}
    loaded = {d["sha256"]: d["source"] for d in store.documents() if d["id"] not in renewed}
    for one in documents:
        if one.sha256 in loaded:
            say(same_bytes(one.source, f"{loaded[one.sha256]}, which is loaded"))
    return [one for one in documents if one.sha256 not in loaded]


@dataclass(frozen=True, slots=True)
class LoadedFile:
    """What became of a file that was loaded; as text, the line that says so."""

    document: str
    source: str
    kind: str
    """What sort of document it was taken for."""
    outcome: Outcome
    nodes: int
    """Nodes that the document states, itself and its passages included."""
    links: int
    not_understood: int
    """Blocks that no rule understood."""
    replaced_title: str | None = None

    def __str__(self) -> str:
        took = f" in place of {self.replaced_title!r}" if self.outcome == "replaced" and self.replaced_title else ""
        what = f"{self.document} ({self.source}), {self.kind}"
        line = f"{self.outcome} {what}{took}: {self.nodes:,} nodes, {self.links:,} links"
        return f"{line}; {self.not_understood:,} blocks not understood" if self.not_understood else line


def load_files(
    store: Store, read: Iterable[Read], say: Say | None = None, *, curation: Curation | None = None
) -> Iterator[LoadedFile]:
    """Load what was read with `curation`, one transaction per document, and yield what became of each.

    Who is put on the suppression list meanwhile is left out of what is loaded from then on; without `curation`, nobody asks.
    """
    documents = list(read)
    progress = _Progress(len(documents))
    for number, one in enumerate(documents, 1):
        done, curation = _load(store, one.packed, curation)
        yield LoadedFile(
            done.document,
            one.source,
            one.kind,
            done.outcome,
            done.nodes,
            done.links,
            len(one.missed),
            done.replaced_title,
        )
        if progress.due(number) and say is not None:
            say(f"loaded {number} of {len(documents)} documents")


def _load(store: Store, packed: PackedBundle, curation: Curation | None) -> tuple[Loaded, Curation | None]:
    """Load a document without whoever is on the list by now; return what became of it, and what the curators' files say now."""
    if curation is None:
        return store.load(packed), None
    for _ in range(_LISTS):
        try:
            return store.load(packed, list_mark=curation.suppression.mark), curation
        except OutdatedListError:
            curation = curation.with_present_list()
            keep_promises(store, curation.suppression)
            packed = PackedBundle.of(redact_bundle(packed.unpack(), curation.finder))
    return store.load(packed, list_mark=curation.suppression.mark), curation
