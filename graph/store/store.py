"""Writes bundles into Neo4j and takes them out again, one transaction per document.

The stored graph is `schema.bundle.merge` of the bundles that are loaded. Each bundle is kept, compressed, in a `:Bundle` node of
its own (no link leads there), so that what a document shared with others can be worked out again when it leaves or changes. A
change is a difference between two sets of facts: what stands there now, and what should.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal, cast

import neo4j
from neo4j import GraphDatabase, ManagedTransaction

from graph.bookmarks import bookmarked
from graph.connection import Connection, translated
from graph.embedding.embedder import Embedder, embedder
from graph.store import preparation
from graph.store.changes import (
    apply_difference,
    keep_bundle,
    keep_imported,
    kept_bundle,
    lock_graph,
    read_stored,
)
from graph.store.copies import Copies
from graph.store.faults import Fault, faults
from graph.store.mending import Mended, mend
from graph.store.migrations import migrate
from graph.store.others import stated_by_others
from graph.store.query_library import query
from graph.store.reading import GraphReading
from graph.store.watched import WATCHED, Watching, watched
from schema.bundle import Bundle, PackedBundle, Statements, merge
from schema.errors import NotFoundError, StoreError
from schema.nodes import Document
from schema.program import PROGRAM

FORMAT = 2
"""Version of the way in which a graph is stored; a database of a newer one is refused."""

_RETRY_SECONDS = 10  # for what a deadlock or a moment's absence of the database has ended

Outcome = Literal["added", "replaced", "unchanged"]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did to the graph."""

    document: str
    outcome: Outcome
    nodes: int
    """Nodes that the document states, itself and its passages included."""
    links: int
    replaced_title: str | None = None


@dataclass(frozen=True, slots=True)
class Withholding:
    """What a graph notes of the suppression list; fingerprints stand for states of it."""

    entries: frozenset[str] = frozenset()
    """The ids of the entries that it is kept free of."""
    promised: str | None = None
    """The list by which whatever is written must have been read."""
    kept: str | None = None
    """The list by which everything that is loaded was looked through."""


class OutdatedListError(StoreError):
    """What is to be written was read by an earlier state of the suppression list."""


class Store:
    """The graph in one Neo4j database. Use as a context manager, or close it."""

    def __init__(self, connection: Connection, *, read_only: bool = False, watcher: Watching | None = None) -> None:
        """Open a driver to the database; nothing is read or written yet.

        `read_only`: no change is made through this object, and Neo4j refuses what its sessions would write, but for the lock by
        which `faults` looks at a graph that nobody changes meanwhile. `watcher`: who gives up reads where Neo4j hangs.
        """
        self._read_only, self._watcher = read_only, watcher
        self._driver = GraphDatabase.driver(
            connection.uri,
            auth=(connection.user, connection.password),
            notifications_min_severity="OFF",
            **(WATCHED if watcher else {"max_transaction_retry_time": _RETRY_SECONDS}),
        )
        self._uri, self._database = connection.uri, connection.database
        self._bookmarked = bookmarked(connection, writes=not read_only)
        self.embedder = embedder(connection.embedding)
        self._copies = Copies(connection.copies, connection.free_disk)

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give back the driver's connections."""
        self._driver.close()

    def prepare(self) -> None:
        """Make what constraints, indexes and terms are missing or outdated. Raises StoreError for a graph of a newer version."""
        self._refuse_if_read_only()
        with translated(self._uri), self._session() as session:
            row = session.execute_read(lambda tx: tx.run(query("graph_state").cypher).single())
            if row is not None and row["format"] > FORMAT:
                raise StoreError(
                    f"this database holds a graph of format {row['format']}, newer than this version's {FORMAT}; "
                    "use a newer Imagine Graph"
                )
            preparation.prepare(session, FORMAT, row, self.embedder)
            if row is not None and row["format"] < FORMAT:
                migrate(session, FORMAT, self.embedder)
            self._copies.match(session, FORMAT)

    def adopt_copies(self) -> None:
        """Make the copies beside the managed Neo4j those of this graph, whatever graph they were of before."""
        self._refuse_if_read_only()
        with translated(self._uri), self._session() as session, self._copies.changing():
            self._copies.adopt(session, FORMAT)

    def load(self, stated: Bundle | PackedBundle, *, list_mark: str | None = None) -> Loaded:
        """Put what a document states into the graph, in place of what it stated before. All of it or nothing.

        Raises OutdatedListError where it was read by another state of the suppression list (`list_mark`, its fingerprint) than the
        graph is to be kept free by.
        """
        packed = stated if isinstance(stated, PackedBundle) else PackedBundle.of(stated)
        bundle = stated if isinstance(stated, Bundle) else packed.unpack()
        bundle.check()
        with self._changing() as change:
            return cast(Loaded, change(_load, bundle, packed, self.embedder, list_mark))

    def keep(self, packed: Iterable[PackedBundle]) -> None:
        """Keep what documents state whose statements stand in the graph already, because they were imported."""
        with self._changing() as change:
            change(lambda tx, _: keep_imported(tx, packed, FORMAT))

    def remove(self, document: str) -> None:
        """Take away exactly what only this document stated. Raises NotFoundError where it is not loaded."""
        with self._changing() as change:
            change(_remove, document, self.embedder)

    def clear(self) -> None:
        """Take everything out of the graph; constraints and indexes stay."""
        self._refuse_if_read_only()
        with translated(self._uri), self._session() as session:
            # Its parts are transactions of their own, so it cannot be inside one.
            session.run(query("clear").cypher).consume()
            session.execute_write(_bump)
            self._copies.match(session, FORMAT)

    def documents(self) -> list[dict[str, Any]]:
        """Return id, title, kind, published, dates, loaded, source, sha256 and number of passages of every document, by id."""
        with translated(self._uri), self._session() as session:
            return session.execute_read(lambda tx: tx.run(query("documents").cypher).value("document"))

    def knowledge_sources(self) -> list[dict[str, Any]]:
        """Return every register and file of judgements by which the loaded documents were understood, by id.

        Of each: id, title, kind, published, source, licence, sha256 and the number of its rows that are used.
        """
        with translated(self._uri), self._session() as session:
            return session.execute_read(lambda tx: tx.run(query("knowledge_sources").cypher).value("source"))

    def find_document(self, wanted: str) -> str:
        """Return the id of the one document that goes by `wanted` (id, file or title), or whose id or source holds it.

        Raises NotFoundError where none fits, or where several do.
        """
        known = self.documents()
        exact = [d["id"] for d in known if wanted in _names_of(d)]
        hits = exact or [d["id"] for d in known if wanted.lower() in f"{d['id']} {d['source']}".lower()]
        if len(hits) == 1:
            return cast(str, hits[0])
        if hits:
            raise NotFoundError(
                f"{wanted!r} fits {len(hits)} documents ({', '.join(sorted(hits))}); name one of them by its id"
            )
        raise NotFoundError(f"no loaded document is called {wanted!r}; '{PROGRAM} list' shows what is loaded")

    def bundles(self) -> Iterator[Bundle]:
        """Yield the bundle of every document, by the document's id, one at a time."""
        with translated(self._uri), self._session() as session:
            for document in self.document_ids():
                kept = session.execute_read(kept_bundle, document)
                if kept is not None:
                    yield kept.unpack()

    def rewrite(self, document: str, change: Callable[[Bundle], Bundle], *, list_mark: str | None = None) -> bool:
        """Put what `change` makes of a document's statements in their place, in one transaction; return whether that is another.

        A document that goes by another id afterwards is taken out under the earlier one. `list_mark`: as `load` takes it.
        """
        with self._changing() as making:
            changed: bool = making(_rewrite, document, change, self.embedder, list_mark)
        return changed

    def document_ids(self) -> list[str]:
        """Return the ids of the documents whose statements are kept, in order."""
        with translated(self._uri), self._session() as session:
            return session.execute_read(lambda tx: tx.run(query("bundle_ids").cypher).value("id"))

    def withheld(self) -> frozenset[str]:
        """Return the ids of the suppression list's entries that this graph was noted to be kept free of."""
        return self.withholding().entries

    def withholding(self) -> Withholding:
        """Return what is noted of the suppression list."""
        with translated(self._uri), self._session() as session:
            return session.execute_read(_withholding)

    def promise_withheld(self, entries: Iterable[str], list_mark: str, *, without: Iterable[str] = ()) -> None:
        """Note of which entries this graph is to be kept free beside those noted before: from now on `load` refuses what was
        read by another state of the list."""
        with self._changing() as change:
            change(_promise, {"entries": sorted(entries), "without": sorted(without), "list": list_mark})

    def note_withheld(self, entries: Iterable[str], list_mark: str | None = None) -> None:
        """Note of which entries of the suppression list this graph is kept free, and by which state of the list."""
        asked = {"entries": sorted(entries), "list": list_mark}
        with self._changing() as change:
            change(lambda tx, _: tx.run(query("note_withheld").cypher, asked).consume())

    def mend(self) -> Mended:
        """Find where the graph or its indexes are other than what the kept documents state makes them, and put that right.

        A document at a time, each in one transaction. What nothing states is found and left: somebody put it there.
        """
        self._refuse_if_read_only()
        with translated(self._uri), self._session() as session:
            found = mend(session, FORMAT, self.embedder)
            self._copies.match(session, FORMAT)
            return found

    def facts(self) -> Statements:
        """Return the whole graph as the loaded documents state it."""
        return merge(self.bundles())

    @contextmanager
    def reading(self) -> Iterator[GraphReading]:
        """Yield the graph as it stands now, to be read from one end to the other."""
        with translated(self._uri), self._session() as session:
            yield GraphReading(session)

    def faults(self) -> list[Fault]:
        """Return what in the graph breaks a rule of the declaration, a few of each kind.

        A change that is being written meanwhile can look like a fault, because Neo4j shows a read what is committed between its
        steps. So what seems to be one is looked at again with changes kept waiting.
        """
        with translated(self._uri), self._session() as session:
            if not list(faults(session)):
                return []
            return session.execute_write(_faults_alone)

    def read(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """Return the rows of a reading statement, as dictionaries."""
        with translated(self._uri), self._session() as session:
            return session.execute_read(lambda tx: tx.run(cypher, dict(parameters or {})).data())

    @contextmanager
    def _changing(self) -> Iterator[Callable[..., Any]]:
        """Yield what makes a change in one transaction, with its copies: called with a function of the transaction, the copies
        and what else is given."""
        self._refuse_if_read_only()
        with self._copies.changing(), translated(self._uri), self._session() as session:

            def change(function: Callable[..., Any], *given: Any) -> Any:
                def attempt(tx: ManagedTransaction) -> Any:
                    self._copies.forget()  # what an attempt drafted that a deadlock has ended
                    return function(tx, self._copies, *given)

                made = session.execute_write(attempt)
                self._copies.settle_as(session)
                return made

            yield change

    def _session(self) -> neo4j.Session:
        mode = neo4j.READ_ACCESS if self._read_only else neo4j.WRITE_ACCESS
        session = self._driver.session(database=self._database, default_access_mode=mode, **self._bookmarked)
        return session if self._watcher is None else watched(session, self._watcher, self._database)

    def _refuse_if_read_only(self) -> None:
        if self._read_only:
            raise StoreError("this graph was opened to be read; nothing was changed")


def _names_of(document: dict[str, Any]) -> tuple[str, ...]:
    """Return what a document goes by: its id with and without the kind, its file with and without the ending, its title."""
    source = document["source"]
    return document["id"], document["id"].partition("/")[2], source, source.rpartition(".")[0], document["title"]


def _faults_alone(tx: ManagedTransaction) -> list[Fault]:
    lock_graph(tx, FORMAT)
    return list(faults(tx))


def _load(
    tx: ManagedTransaction,
    copies: Copies,
    bundle: Bundle,
    packed: PackedBundle,
    embedder: Embedder | None,
    list_mark: str | None = None,
) -> Loaded:
    lock_graph(tx, FORMAT)
    if list_mark is not None and _withholding(tx).promised not in (None, list_mark):
        raise OutdatedListError(
            f"{bundle.document} was read before somebody was put on the suppression list or taken off it; load it again"
        )
    kept = kept_bundle(tx, bundle.document)
    counts = len(bundle.facts.nodes), len(bundle.facts.links)
    if kept is not None and kept.says_the_same_as(packed) and _is_written(tx, bundle.document):
        return Loaded(bundle.document, "unchanged", *counts)
    before = None if kept is None else kept.unpack()
    if before is None:
        stored = read_stored(tx, _only_shared(bundle))
        after = Statements()
        after.update(stored.facts)
    else:
        affected = merge([before, bundle])
        stored = read_stored(tx, affected)
        after = stated_by_others(tx, affected, bundle, before, stored=stored)
    after.update(bundle.facts)
    apply_difference(tx, stored, after, embedder)
    keep_bundle(tx, bundle, packed)
    copies.draft(packed)
    _bump(tx)
    title = None if before is None else cast(Document, before.facts.nodes[before.document]).title
    return Loaded(bundle.document, "added" if before is None else "replaced", *counts, title)


def _rewrite(
    tx: ManagedTransaction,
    copies: Copies,
    document: str,
    change: Callable[[Bundle], Bundle],
    embedder: Embedder | None,
    list_mark: str | None,
) -> bool:
    lock_graph(tx, FORMAT)
    kept = kept_bundle(tx, document)
    before = None if kept is None else kept.unpack()
    if before is None or (after := change(before)) is before:
        return False
    _load(tx, copies, after, PackedBundle.of(after), embedder, list_mark)
    if after.document != document:
        _remove(tx, copies, document, embedder)
    return True


def _withholding(tx: ManagedTransaction) -> Withholding:
    row = tx.run(query("withheld").cypher).single()
    return Withholding() if row is None else Withholding(frozenset(row["entries"] or ()), row["promised"], row["kept"])


def _promise(tx: ManagedTransaction, _: Copies, asked: dict[str, Any]) -> None:
    lock_graph(tx, FORMAT)
    tx.run(query("promise_withheld").cypher, asked).consume()


def _remove(tx: ManagedTransaction, copies: Copies, document: str, embedder: Embedder | None) -> None:
    lock_graph(tx, FORMAT)
    kept = kept_bundle(tx, document)
    if kept is None:
        raise NotFoundError(f"{document} is not loaded, so there is nothing to remove; '{PROGRAM} list' shows what is")
    before = kept.unpack()
    stored = read_stored(tx, before.facts)
    after = stated_by_others(tx, before.facts, before, stored=stored)
    apply_difference(tx, stored, after, embedder, note_people=True)
    tx.run(query("drop_bundle").cypher, id=document).consume()
    copies.drop(document)
    _bump(tx)


def _bump(tx: ManagedTransaction) -> None:
    tx.run(query("bump_revision").cypher).consume()


def _is_written(tx: ManagedTransaction, document: str) -> bool:
    """Whether a document whose statements are kept stands in the graph; it does, unless something went wrong from outside."""
    return tx.run(query("is_written").cypher, id=document).single() is not None


def _only_shared(bundle: Bundle) -> Statements:
    """Return the part of a new document's statements that other documents may have made as well."""
    own = bundle.own_ids()
    nodes = {i: n for i, n in bundle.facts.nodes.items() if i not in own}
    links = {k: link for k, link in bundle.facts.links.items() if link.source in nodes and link.target in nodes}
    return Statements(nodes, links)
