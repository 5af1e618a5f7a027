"""Files to statements, in this process or in one that begins for it: bytes, the curators' say, and what loading needs of both.

Reading is a pure function of a document's bytes and the curators' files, and so may happen in other processes (`executors`). Such a
process imports this module, and nothing that knows Neo4j.

On its way to a bundle a document passes the curators' files: names on the suppression list leave its text before anything is read
out of it, corrections are applied to what was read, and what is left is looked over once more for those names.
"""

import pickle
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from api.work.curation import Curation
from api.work.findings import HeldBack
from loaders.blocks import Text
from loaders.curation.check import Review, review
from loaders.curation.withholding import redact, redact_bundle
from loaders.extract import extract
from loaders.formats.patience import processor_time
from loaders.sources import SourceFile, file_bytes, read, sources
from schema.bundle import Bundle, PackedBundle
from schema.errors import ReadError
from schema.program import PROGRAM


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
            f"{seen.source} is held back: {'; '.join(seen.quarantine)}. '{PROGRAM} check' with its path shows the lines, "
            f"'{PROGRAM} load --force' loads it all the same"
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
    """Read files and folders one after the other; yield each once, with what it states or why it cannot be read."""
    read_before: set[Path] = set()
    for path in map(Path, paths):
        try:
            with curation.discreet("the given path"):
                files = sources([path])
        except ReadError as e:
            yield SourceFile(path.name, path), e
            continue
        for source in files:
            if (place := source.path.resolve()) in read_before:
                continue
            read_before.add(place)
            try:
                yield source, read_document(source, curation)
            except ReadError as e:
                yield source, e


@dataclass(frozen=True, slots=True)
class Digest:
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
    def of(cls, reading: Reading) -> "Digest":
        """Return what is needed of a reading."""
        seen, sha256 = reading.review, reading.text.sha256
        missed = tuple(line.passage for line in seen.missed)
        reasons, packed = tuple(seen.quarantine), PackedBundle.of(reading.bundle)
        return cls(
            seen.source, seen.kind, sha256, missed, reasons, reading.held_back, HeldBack.of(seen, sha256), packed
        )


@dataclass(frozen=True, slots=True)
class Task:
    """A document to be read, wherever that is."""

    name: str
    data: bytes | ReadError
    """What is in the file, or why that is not known."""
    curation: bytes
    """The curators' files, pickled."""


def read_task(task: Task) -> Digest | ReadError:
    """Read a document; what is wrong with it is told like what is in it, so that those after it are read as well."""
    if isinstance(task.data, ReadError):
        return task.data
    try:
        return Digest.of(read_bytes(task.name, task.data, _curation(task.curation)))
    except ReadError as e:
        return e


@lru_cache(maxsize=1)
def _curation(pickled: bytes) -> Curation:
    """Return the curators' files that a task came with: each is found in many, and remembers what it looked up."""
    curation: Curation = pickle.loads(pickled)  # noqa: S301 (from the process that gives out the task)
    return curation


def tasks(files: Iterable[SourceFile], curation: Curation) -> Iterator[Task]:
    """Yield the files as what is to be read by anybody, each opened when it is asked for."""
    pickled = pickle.dumps(curation)
    for source in files:
        try:
            with curation.discreet(source.name):
                yield Task(source.name, file_bytes(source), pickled)
        except ReadError as e:
            yield Task(source.name, e, pickled)
