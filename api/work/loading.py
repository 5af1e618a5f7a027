"""Files to the graph: reads every one before anything is written, then loads them one transaction at a time.

On its way to a bundle a document passes the curators' files: names on the suppression list leave its text before anything is read
out of it, corrections are applied to what was read, and what is left is looked over once more for those names.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from api.work.curation import Curation
from graph.store.store import Outcome, Store
from loaders.curation.check import Review, review
from loaders.curation.withholding import redact, redact_bundle
from loaders.extract import extract
from loaders.sources import SourceFile, read_file, sources
from schema.bundle import Bundle, PackedBundle
from schema.errors import ImagineError, QuarantineError, ReadError

Say = Callable[[str], None]

SECONDS_BETWEEN_LINES = 2.0
"""How often progress is told."""


@dataclass(frozen=True, slots=True)
class Read:
    """A document that was read and may be loaded. Packed, so that thousands fit into memory."""

    document: str
    source: str
    missed: int
    """Blocks that no rule understood."""
    packed: PackedBundle

    @property
    def bundle(self) -> Bundle:
        """What the document states."""
        return self.packed.unpack()


def read_document(source: SourceFile, curation: Curation) -> tuple[Bundle, Review]:
    """Return what a file states, after the curators' say, and how well it was understood. Raises ImagineError.

    The one place where the curators' files meet a document: people who are left out leave the text before anything is read out of
    it; judgements tell names apart while it is read; corrections change what was read; and what rows of registers and judgements
    brought in is looked over for those people once more.
    """
    with curation.discreet(source.name):
        text = redact(read_file(source), curation.finder)
        extraction = extract(text, curation.judgements)
        bundle = redact_bundle(curation.overrides.apply(extraction.bundle), curation.finder)
        return bundle, review(extraction, bundle)


def read_files(paths: Iterable[Path | str], *, force: bool, say: Say, curation: Curation) -> list[Read]:
    """Read files and folders and return what may be loaded, in order. Nothing is written.

    Raises ReadError where a file cannot be read or two would be one document, and QuarantineError where too little of one was
    understood (unless `force`); with several such files, each is told of before the error is raised.
    """
    finder = curation.finder
    with curation.discreet("the given path"):
        files = sources(paths)
    found: dict[str, Read] = {}
    refused: list[ImagineError] = []
    told = time.monotonic()
    for number, source in enumerate(files, 1):
        try:
            bundle, seen = read_document(source, curation)
            if seen.quarantine and not force:
                raise QuarantineError(_quarantined(seen))
            if bundle.document in found:
                raise ReadError(
                    f"{seen.source} and {found[bundle.document].source} would both be {bundle.document}; rename one of the files"
                )
        except ReadError as e:
            refused.append(e)
            continue
        found[bundle.document] = Read(bundle.document, seen.source, len(seen.missed), PackedBundle.of(bundle))
        for reason in seen.quarantine:
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


def _quarantined(seen: Review) -> str:
    return (
        f"{seen.source} is held back: {'; '.join(seen.quarantine)}. 'imagine check' with its path shows the lines, "
        "'imagine load --force' loads it all the same"
    )


@dataclass(frozen=True, slots=True)
class LoadedFile:
    """What became of a file that was loaded; as text, the line that says so."""

    document: str
    source: str
    outcome: Outcome
    nodes: int
    """Nodes that the document states, itself and its passages included."""
    links: int
    not_understood: int
    """Blocks that no rule understood."""
    replaced_title: str | None = None

    def __str__(self) -> str:
        took = f" in place of {self.replaced_title!r}" if self.outcome == "replaced" and self.replaced_title else ""
        line = f"{self.outcome} {self.document} ({self.source}){took}: {self.nodes:,} nodes, {self.links:,} links"
        return f"{line}; {self.not_understood:,} blocks not understood" if self.not_understood else line


def load_files(store: Store, read: Iterable[Read], say: Say | None = None) -> Iterator[LoadedFile]:
    """Load what was read, one transaction per document, and yield what became of each."""
    documents = list(read)
    told = time.monotonic()
    for number, one in enumerate(documents, 1):
        done = store.load(one.packed)
        yield LoadedFile(
            done.document, one.source, done.outcome, done.nodes, done.links, one.missed, done.replaced_title
        )
        if say is not None and time.monotonic() - told >= SECONDS_BETWEEN_LINES and number < len(documents):
            say(f"loaded {number} of {len(documents)} documents")
            told = time.monotonic()
