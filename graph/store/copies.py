"""Keeps what every document states a second time, as files beside a managed Neo4j, so that a store that is lost can be rebuilt.

IMAGINE_HOME/documents/
  NAME-DIGEST.bundle   the statements of one document, as `PackedBundle` holds them
  graph.json           which graph they are of, after how many changes, and free of which entries of the suppression list

The database decides while it answers: a file takes its place once the change is committed, and what an interruption left behind
is put right when the graph is next prepared (`Store.prepare`).
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import neo4j

from graph.locks import FileLock
from graph.machine import MEGABYTE, free_disk
from graph.private_files import write_private
from graph.store.changes import kept_bundle, lock_graph
from graph.store.query_library import query
from schema.bundle import PackedBundle
from schema.errors import StoreError
from schema.program import PROGRAM

ENDING = ".bundle"
_STATE = "graph.json"
_LOCK_SECONDS = 600.0


@dataclass(frozen=True, slots=True)
class CopiedState:
    """The state of a graph that the copies show."""

    graph: str
    """The graph's own id, a random one."""
    revision: int
    """How often the graph had changed."""
    format: int
    """The version of the way in which it was stored."""
    withheld: tuple[str, ...] = ()
    """The ids of the suppression list's entries that it is kept free of."""


class LostStoreError(StoreError):
    """The database is another than the one whose documents are kept beside it."""


class Copies:
    """The files of one folder; of none, nothing is kept and nothing is checked."""

    def __init__(self, folder: Path | None, free_megabytes: int = 0) -> None:
        """Keep copies in `folder`, and refuse changes while the disk has less than `free_megabytes` free."""
        self.folder, self._free = folder, free_megabytes
        self._drafts: dict[Path, Path] = {}
        self._gone: list[Path] = []

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Let one change come after another. Raises StoreError where the disk has too little room for one."""
        if self.folder is None:
            yield
            return
        if not self._has_room():
            free = free_disk(self.folder) // MEGABYTE
            raise StoreError(
                f"nothing was changed: the disk of {self.folder} has {free} MB free, and {self._free} MB are kept so that the "
                "database is not harmed; make room and try again (IMAGINE_FREE_DISK says how much)"
            )
        with self._locked():
            try:
                yield
            finally:
                self.forget()

    @contextmanager
    def _locked(self) -> Iterator[None]:
        assert self.folder is not None
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with FileLock(self.folder / ".lock").held(timeout=_LOCK_SECONDS):
            yield

    def _has_room(self) -> bool:
        return self.folder is None or not self._free or free_disk(self.folder) >= self._free * MEGABYTE

    def forget(self) -> None:
        """Drop what was drafted: the change that it belongs to did not come about, or begins again."""
        for draft in self._drafts:
            draft.unlink(missing_ok=True)
        self._drafts.clear()
        self._gone.clear()

    def draft(self, packed: PackedBundle) -> None:
        """Write a document's copy next to its place, so that there is room for it before anything is committed."""
        if self.folder is None:
            return
        place = self._place(packed.document)
        part = place.with_name(f".{place.name}.part")
        try:
            with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                file.write(packed.payload)
                file.flush()
                os.fsync(file.fileno())
        except OSError as e:
            part.unlink(missing_ok=True)
            raise StoreError(f"nothing was changed: {part} cannot be written ({e.strerror}); make room") from e
        self._drafts[part] = place

    def drop(self, document: str) -> None:
        """Let a document's copy go with the change that is being made."""
        if self.folder is not None:
            self._gone.append(self._place(document))

    def settle(self, state: CopiedState) -> None:
        """Put in place what was drafted: the graph is in `state` now."""
        if self.folder is None:
            return
        for draft, place in self._drafts.items():
            draft.replace(place)
        kept = set(self._drafts.values())
        for place in self._gone:
            if place not in kept:
                place.unlink(missing_ok=True)
        self._drafts.clear()
        self._gone.clear()
        self.note(state)

    def settle_as(self, session: neo4j.Session) -> None:
        """`settle`, in the state that the database is in now."""
        if self.folder is None:
            return
        if (state := _state_of(session)) is not None:
            self.settle(state)

    def match(self, session: neo4j.Session, version: int) -> None:
        """Make the copies show what the database holds, where a change was interrupted before they did.

        Raises LostStoreError where they are those of another graph, which was there before: then they are all that is left of it.
        """
        if self.folder is None or not self._has_room():
            return
        if (noted := self.state()) is not None and noted == _state_of(session):
            return
        with self._locked():
            noted, now = self.state(), _state_of(session)
            if (now is None and (noted is not None or self.files())) or (noted and now and noted.graph != now.graph):
                raise LostStoreError(
                    f"the database is not the one whose documents are kept in {self.folder}: it was lost, or replaced. "
                    f"'{PROGRAM} doctor --rebuild' makes it anew from them; to begin afresh, move that folder away"
                )
            self.adopt(session, version)

    def adopt(self, session: neo4j.Session, version: int) -> None:
        """Make the copies those of this database, whatever they were before; the caller lets nobody else change them."""
        if _state_of(session) is None:
            session.execute_write(_name, version, secrets.token_hex(8))
        state = _state_of(session)
        assert state is not None
        ids = session.execute_read(lambda tx: tx.run(query("bundle_ids").cypher).value("id"))
        kept = (session.execute_read(kept_bundle, i) for i in ids)
        self.replace_all((packed for packed in kept if packed is not None), state)

    def note(self, state: CopiedState) -> None:
        """Note the state that the copies show."""
        if self.folder is not None and self.state() != state:
            write_private(self.folder / _STATE, json.dumps(asdict(state)) + "\n")

    def state(self) -> CopiedState | None:
        """Return what was noted last, None before there is anything. Raises StoreError where it cannot be read."""
        if self.folder is None:
            return None
        path = self.folder / _STATE
        try:
            raw = json.loads(path.read_text(encoding="utf-8"))
            return CopiedState(raw["graph"], int(raw["revision"]), int(raw["format"]), tuple(raw["withheld"]))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError) as e:
            raise StoreError(f"{path} cannot be read ({e}); restore it from a backup, or remove it") from None

    def files(self) -> list[Path]:
        """Return the copies' files, in the order of their names."""
        return [] if self.folder is None else sorted(self.folder.glob(f"*{ENDING}"))

    def read(self) -> Iterator[bytes]:
        """Yield what each copy holds: compressed JSON."""
        for path in self.files():
            yield path.read_bytes()

    def replace_all(self, packed: Iterable[PackedBundle], state: CopiedState) -> None:
        """Make the folder hold these copies and no others."""
        if self.folder is None:
            return
        wanted = set()
        for one in packed:
            place = self._place(one.document)
            wanted.add(place)
            if not place.exists() or place.read_bytes() != one.payload:
                self.draft(one)
                place.with_name(f".{place.name}.part").replace(place)
                self._drafts.clear()
        for path in [*self.files(), *self.folder.glob(".*.part")]:
            if path not in wanted:
                path.unlink(missing_ok=True)
        self.note(state)

    def _place(self, document: str) -> Path:
        assert self.folder is not None
        digest = hashlib.sha256(document.encode()).hexdigest()[:16]
        name = re.sub(r"[^a-z0-9]+", "-", document.partition("/")[2].lower()).strip("-")[:60]
        return self.folder / f"{name}-{digest}{ENDING}"


def _state_of(session: neo4j.Session) -> CopiedState | None:
    """Return the state of the database's graph, None where no copies were made of it yet."""
    row = session.execute_read(lambda tx: tx.run(query("copied_state").cypher).single())
    if row is None or row["graph"] is None:
        return None
    return CopiedState(row["graph"], row["revision"] or 0, row["format"], tuple(row["withheld"] or ()))


def _name(tx: neo4j.ManagedTransaction, version: int, name: str) -> None:
    lock_graph(tx, version)
    tx.run(query("note_copies").cypher, graph=name).consume()
