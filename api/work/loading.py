"""Files to the graph: reads every one before anything is written, then loads them one transaction at a time.

Reading is a pure function of a document's bytes and the curators' files, and so may happen in other processes (`executors`).

On its way to a bundle a document passes the curators' files: names on the suppression list leave its text before anything is read
out of it, corrections are applied to what was read, and what is left is looked over once more for those names.
"""

import multiprocessing
import pickle
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from api.work.curation import Curation
from api.work.executors import HERE, Readers, in_order, reading
from api.work.findings import Findings, HeldBack, Note, place
from api.work.spool import Spool, Spooled
from api.work.withholding import keep_promises
from graph.store.store import Loaded, Outcome, OutdatedListError, Store
from loaders.blocks import Text
from loaders.curation.check import Review, review
from loaders.curation.withholding import redact, redact_bundle
from loaders.extract import extract
from loaders.formats.patience import processor_time
from loaders.sources import SourceFile, file_bytes, read, sources
from schema.bundle import Bundle, PackedBundle
from schema.errors import CurationError, ImagineError, QuarantineError, ReadError

Say = Callable[[str], None]

SECONDS_BETWEEN_LINES = 2.0
"""How often progress is told."""
_LISTS = 5
"""How often a document is held against a suppression list that has changed again meanwhile."""


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


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file says after the curators' say."""

    text: Text
    """Without the people who are left out."""
    bundle: Bundle
    review: Review

    @property
    def held_back(self) -> str | None:
        """Why it is not loaded unless the user insists, in one line; None where it is."""
        seen = self.review
        if not seen.quarantine:
            return None
        return (
            f"{seen.source} is held back: {'; '.join(seen.quarantine)}. 'imagine check' with its path shows the lines, "
            "'imagine load --force' loads it all the same"
        )


def read_document(source: SourceFile, curation: Curation) -> Reading:
    """Return what a file states, after the curators' say, and how well it was understood. Raises ImagineError."""
    with curation.discreet(source.name):
        data = file_bytes(source)
    return read_bytes(source.name, data, curation)


def read_bytes(name: str, data: bytes, curation: Curation) -> Reading:
    """`read_document` of a file's bytes.

    The one place where the curators' files meet a document: people who are left out leave the text before anything is read out of
    it; judgements tell names apart while it is read; corrections change what was read; and what rows of registers and judgements
    brought in is looked over for those people once more.
    """
    with curation.discreet(name), processor_time(name):
        text = redact(read(name, data), curation.finder)
        extraction = extract(text, curation.judgements)
        bundle = redact_bundle(curation.overrides.apply(extraction.bundle), curation.finder)
        return Reading(text, bundle, review(extraction, bundle))


def read_each(paths: Iterable[Path | str], curation: Curation) -> Iterator[tuple[SourceFile, Reading | ReadError]]:
    """Read files and folders one after the other; yield each with what it states, or why it cannot be read.

    Raises ReadError for a path that is not there, before anything is read.
    """
    with curation.discreet("the given path"):
        files = sources(paths)
    for source in files:
        try:
            yield source, read_document(source, curation)
        except ReadError as e:
            yield source, e


@dataclass(frozen=True, slots=True)
class _Digest:
    """What is needed of a `Reading` afterwards, small enough to be sent from one process to another."""

    source: str
    kind: str
    sha256: str
    missed: tuple[int, ...]
    quarantine: tuple[str, ...]
    held_back: str | None
    held: HeldBack
    packed: PackedBundle

    @classmethod
    def of(cls, reading: Reading) -> "_Digest":
        seen, sha256 = reading.review, reading.text.sha256
        missed = tuple(line.passage for line in seen.missed)
        reasons, packed = tuple(seen.quarantine), PackedBundle.of(reading.bundle)
        return cls(
            seen.source, seen.kind, sha256, missed, reasons, reading.held_back, HeldBack.of(seen, sha256), packed
        )

    def read(self, spool: Spool, source: SourceFile) -> Read:
        """Return what may be loaded, kept on a spool."""
        kept, path = spool.put(self.packed), source.path.absolute()
        return Read(self.packed.document, self.source, self.kind, self.sha256, self.missed, kept, path)


@dataclass(frozen=True, slots=True)
class _Task:
    """A document to be read, wherever that is."""

    name: str
    data: bytes | ReadError
    """What is in the file, or why that is not known."""
    curation: bytes
    """The curators' files, pickled."""


def _read_task(task: _Task) -> _Digest | ReadError:
    """Read a document; what is wrong with it is told like what is in it, so that those after it are read as well."""
    if isinstance(task.data, ReadError):
        return task.data
    try:
        return _Digest.of(read_bytes(task.name, task.data, _curation(task.curation)))
    except ReadError as e:
        return e


@lru_cache(maxsize=1)
def _curation(pickled: bytes) -> Curation:
    """Return the curators' files that a task came with: each is found in many, and remembers what it looked up."""
    curation: Curation = pickle.loads(pickled)  # noqa: S301 (from the process that gives out the task)
    return curation


def _tasks(files: Iterable[SourceFile], curation: Curation) -> Iterator[_Task]:
    pickled = pickle.dumps(curation)
    for source in files:
        try:
            with curation.discreet(source.name):
                yield _Task(source.name, file_bytes(source), pickled)
        except ReadError as e:
            yield _Task(source.name, e, pickled)


def read_files(
    paths: Iterable[Path | str],
    *,
    force: bool,
    say: Say,
    curation: Curation,
    note: Note = lambda _: None,
    readers: Readers = HERE,
) -> list[Read]:
    """Read files and folders and return what may be loaded, in order, whoever the `readers` are. Nothing is written; `note` is
    told what is held back.

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
    told = time.monotonic()
    with reading(readers, len(files)) as (executor, ahead):
        outcomes = in_order(executor, ahead, _read_task, _tasks(files, curation))
        for number, (source, outcome) in enumerate(zip(files, outcomes, strict=True), 1):
            if isinstance(one := outcome.result(), ReadError):
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
                both = f"{one.source} and {found[document].source}"
                refused.append(ReadError(f"{both} would both be {document}; rename one of the files"))
                continue
            names[one.sha256] = one.source
            found[document] = one.read(spool, source)
            for reason in one.quarantine:
                say(f"{finder.slug(source.name)} is loaded all the same: {reason}")
            if time.monotonic() - told >= SECONDS_BETWEEN_LINES and number < len(files):
                say(f"read {number} of {len(files)} files")
                told = time.monotonic()
    if len(refused) == 1:
        raise refused[0]
    if refused:
        for error in refused:
            say(f"refused: {error}")
        kind = QuarantineError if all(isinstance(e, QuarantineError) for e in refused) else ReadError
        raise kind(
            f"{len(refused)} of {len(files)} files are refused, so nothing was loaded: leave them out (they are named above)"
        )
    return list(found.values())


def read_apart(files: Sequence[SourceFile], curation: Curation) -> Iterator[Read | ReadError]:
    """Yield what files state, held back or not, or why one cannot be read; in a process of their own, so that a service answers on
    meanwhile and each document's time is limited."""
    spool = Spool()
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as executor:
        outcomes = in_order(executor, 1, _read_task, _tasks(files, curation))
        for source, outcome in zip(files, outcomes, strict=True):
            one = outcome.result()
            yield one if isinstance(one, ReadError) else one.read(spool, source)


def keep_findings(home: Path, found: Sequence[Read | HeldBack], say: Say) -> None:
    """Keep what reading found for whoever looks later; where that is not possible, loading is none the worse for it."""
    path = place(home)
    try:
        findings = Findings.load(path)
        findings.hold([one for one in found if isinstance(one, HeldBack)])
        for one in found:
            if isinstance(one, Read):
                findings.loaded(one.document, one.source, one.sha256, one.missed, str(one.path))
        findings.save(path)
    except CurationError as e:
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
    told = time.monotonic()
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
        if say is not None and time.monotonic() - told >= SECONDS_BETWEEN_LINES and number < len(documents):
            say(f"loaded {number} of {len(documents)} documents")
            told = time.monotonic()


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
