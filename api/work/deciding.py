"""What a curator decides about what is loaded: written where the command line reads it, then done, logged, and undone the same way.

A judgement holds once the documents that it concerns are read again. That is done here where a document's file is where and as
it was; of others it is told. The one part of the service that writes to the graph: it opens a connection of its own for as long as
that takes, and reads in a process of its own, in which a document's time is limited.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from api.work import findings, set_aside
from api.work.audit import audited
from api.work.curation import FOLDER, Curation, CurationFiles
from api.work.findings import Findings, HeldBack
from api.work.sample import make_way
from api.work.set_aside import Kept, SetAside, Signed
from api.work.withholding import keep_promises
from graph.connection import Connection
from graph.dumps.files import whole_file
from graph.locks import FileLock
from graph.private_files import private_folder
from graph.store.store import Store
from loaders.curation.corrections import names_of
from loaders.names.judgement_file import entry, with_entry, without_entry
from loaders.names.judgements import Judgement, identity, parse_judgements, read_judgements, with_own
from loaders.names.likeness import Pair
from schema.errors import CurationError, NotFoundError, ReadError
from schema.ids import kind_of
from schema.nodes import Document, Passage
from schema.program import PROGRAM

Say = Callable[[str], None]
_LOCK_SECONDS, _LONGEST_SECONDS = 30.0, 3600.0
"""How long somebody who decides waits for another, and how long what is carried out in the background waits for what was
decided before."""
_WHY = "Decided on the page for curators."
MOST_CHARACTERS = 500
"""The most characters of a reason."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided: judgements of the curators' own file, and documents that were held back."""

    judgements: tuple[Judgement, ...]
    """The latest first."""
    documents: tuple[Kept, ...]
    waiting: int = 0
    """Decisions that are being carried out."""
    told: tuple[str, ...] = ()
    """What could not be carried out, the latest first."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What a curator decides with: whose decisions these are, the home and its curators' files, and the graph."""

    home: Path
    files: CurationFiles
    connection: Connection

    def judge(self, pair: Pair, first: int | None, by: str, why: str = "") -> Judgement:
        """Write down that two nodes are one, called as the `first` of the pair (0 or 1) is, or that they are different (None).

        Raises CurationError, and writes nothing, where that cannot hold beside what was decided before.
        """
        shown = [pair.shown[first], pair.shown[1 - first]] if first is not None else list(pair.shown)
        names = list(
            dict.fromkeys([*shown, pair.first, pair.second]) if first is not None else (pair.first, pair.second)
        )
        same, on = first is not None, date.today()
        reason = " ".join(why.split())[:MOST_CHARACTERS] or _WHY
        new = entry(same=same, kind=pair.kind, names=names, by=by, on=on, why=reason)
        with self._changing(self.files.judgements, "judge same" if same else "judge different", pair.ids, by) as (
            text,
            write,
        ):
            write(self._checked(with_entry(text, new)))
        return Judgement(same, pair.kind, tuple(names), by, on, reason)

    def unjudge(self, same: bool, names: Sequence[str], by: str) -> Judgement:
        """Take a judgement out of the file. Raises CurationError where it is not there, or not to be taken out alone."""
        with self._changing(self.files.judgements, "undo judgement", (), by) as (text, write):
            known = [j for j in parse_judgements(self.files.judgements, text).all if j.same == same]
            judgement = next((j for j in known if j.names == tuple(names)), None)
            write(self._checked(without_entry(text, same=same, names=names)))
        assert judgement is not None, "it was there to be taken out"
        return judgement

    def decided(self, told: Iterable[str] = ()) -> Decided:
        """Return what was decided, and `told` of it, without the people who are left out."""
        finder = Curation.of(self.files).finder
        own = read_judgements(self.files.judgements).all if self.files.judgements.exists() else ()
        free = (j for j in own if all(finder.string(text) == text for text in (*j.names, j.why)))
        judgements = sorted(free, key=lambda j: j.on, reverse=True)
        documents = tuple(reversed(self._load_aside().without(finder).documents))
        return Decided(tuple(judgements), documents, told=tuple(one for one in told if finder.string(one) == one))

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Carry something out while no other process of the service does: it would read documents by what was decided before."""
        path = self.home / FOLDER / "deciding.lock"
        private_folder(path.parent)
        with FileLock(path).held(timeout=_LONGEST_SECONDS):
            yield

    def put_lines_aside(self, document: str, sha256: str, blocks: set[int], by: str, *, back: bool = False) -> None:
        """Put lines aside that state nothing, or (`back`) ask about them again."""
        with self._aside("ask again about lines" if back else "set lines aside", (document,), by) as aside:
            if back:
                aside.take_back(document, sha256, blocks)
            else:
                aside.put(document, sha256, blocks, Signed.now(by))

    def leave_out(self, held: HeldBack, by: str) -> None:
        """Let a document that was held back stay out, and ask no more about it."""
        with self._aside("leave out", (), by) as aside:
            aside.documents.append(Kept(held, Signed.now(by)))

    def reconsider(self, kept: Kept, by: str) -> None:
        """Undo what was decided about a document that was held back: it is asked about again, and taken out where it was let in."""
        ids = (kept.document,) if kept.document else ()
        with self._aside("undo let in" if kept.document else "undo leave out", ids, by) as aside:
            if kept.document:
                with Store(self.connection) as store:
                    if kept.document in store.document_ids():
                        store.remove(kept.document)
                self._note(lambda found: found.hold([kept.held]))
            aside.documents = [one for one in aside.documents if one != kept]

    def let_in(self, held: HeldBack, by: str) -> str:
        """Load a document that was held back all the same; return its id. Raises ImagineError where its file is not as it was."""
        if not held.path or not Path(held.path).is_file():
            raise NotFoundError(
                f"the file of {held.source} is not where it was read from; '{PROGRAM} load --force' with its path loads it"
            )
        from api.work.loading import keep_findings, load_files, not_loaded_yet, read_apart  # all that reads documents
        from loaders.sources import SourceFile

        with audited(self.home, "let in", (), by) as write, Store(self.connection) as store:
            curation = Curation.of(self.files)
            keep_promises(store, curation.suppression)
            [read] = read_apart([SourceFile(held.source, Path(held.path))], curation)
            if isinstance(read, ReadError):
                raise read
            if read.sha256 != held.sha256:
                raise CurationError(
                    f"{held.source} has changed since it was held back; load it anew, and look at it again"
                )
            write.ids += [*make_way(store, [read.document]), read.document]
            for _ in load_files(store, not_loaded_yet(store, [read], _silent), curation=curation):
                pass
            with SetAside.changing(set_aside.place(self.home)) as aside:
                aside.documents.append(Kept(held, Signed.now(by), read.document))
            keep_findings(self.home, [read], _silent, curation)
        return read.document

    def carry_out(self, judgement: Judgement, by: str) -> list[str]:
        """Read the documents that print a name of the judgement again; return the files that somebody else must load."""
        from api.work.loading import keep_findings, load_files, read_apart
        from loaders.sources import SourceFile

        wanted = {identity(judgement.kind, name) for name in judgement.names}
        left: list[str] = []
        with Store(self.connection) as store:
            concerned = [b.document for b in store.bundles() if _prints(b.facts.nodes.values(), judgement.kind, wanted)]
            sources = {d["id"]: d for d in store.documents() if d["id"] in concerned}
            paths = Findings.load(findings.place(self.home)).paths
            files = {d: Path(paths[d]) for d in sources if d in paths and Path(paths[d]).is_file()}
            left += [str(known["source"]) for d, known in sources.items() if d not in files]
            with audited(self.home, "read again", (), by) as write:
                curation = Curation.of(self.files)
                keep_promises(store, curation.suppression)
                for read in read_apart([SourceFile(str(sources[d]["source"]), p) for d, p in files.items()], curation):
                    if isinstance(read, ReadError):
                        left.append(str(read))
                    elif read.document not in files or read.sha256 != sources[read.document]["sha256"]:
                        left.append(read.source)
                    else:
                        for done in load_files(store, [read], curation=curation):
                            write.ids.append(done.document)
                        keep_findings(self.home, [read], _silent, curation)
        return left

    def _load_aside(self) -> SetAside:
        return SetAside.load(set_aside.place(self.home))

    def _note(self, change: Callable[[Findings], None]) -> None:
        with Findings.changing(findings.place(self.home)) as found:
            change(found)

    def _checked(self, text: str) -> str:
        with_own(parse_judgements(self.files.judgements, text))
        return text

    @contextmanager
    def _changing(
        self, path: Path, action: str, ids: tuple[str, ...], by: str
    ) -> Iterator[tuple[str, Callable[[str], None]]]:
        """Yield a file's text and how it is replaced; one curator at a time."""

        def write(text: str) -> None:
            with whole_file(path) as file:
                file.write(text.encode())

        private_folder(path.parent)
        with FileLock(path.with_suffix(".lock")).held(timeout=_LOCK_SECONDS), audited(self.home, action, ids, by):
            yield path.read_text(encoding="utf-8") if path.exists() else "", write

    @contextmanager
    def _aside(self, action: str, ids: tuple[str, ...], by: str) -> Iterator[SetAside]:
        with audited(self.home, action, ids, by), SetAside.changing(set_aside.place(self.home)) as aside:
            yield aside


def _silent(_: str) -> None:
    """Tell nobody."""


def _prints(nodes: Iterable[object], kind: str, wanted: set[str]) -> bool:
    for node in nodes:
        if isinstance(node, Passage | Document) or kind_of(node.id) != kind:  # type: ignore[attr-defined]
            continue
        if wanted & {identity(kind, name) for name in names_of(node)}:  # type: ignore[arg-type]
            return True
    return False
