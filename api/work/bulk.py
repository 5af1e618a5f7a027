"""The first load of a large corpus: a new store made by Neo4j's own import tool, which takes the place of an empty one.

The graph is the same as that of an ordinary load. All is made in a home of its own, `bulk` in IMAGINE_HOME; nothing of
what is there is touched before the new store is whole, with its indexes and the copies of its documents.
"""

import hashlib
import shutil
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from itertools import islice

from api.work.curation import Curation, CurationFiles
from api.work.loading import LoadedFile, Read, Say
from api.work.sample import sample_files
from api.work.withholding import check_remembered
from graph.connection import Connection
from graph.locks import FileLock
from graph.machine import free_ports
from graph.private_files import write_private
from graph.server.home import Home
from graph.server.importing import import_files
from graph.server.managed import ManagedServer
from graph.settings import ServerSettings
from graph.store.copies import CopiedState, Copies
from graph.store.import_files import ARRAY_DELIMITER, write_import_files
from graph.store.store import Store
from loaders.curation.suppression import Suppression
from schema.bundle import Bundle, PackedBundle
from schema.errors import CurationError, ServerError, StoreError
from schema.program import PROGRAM

_AT_ONCE = 100
"""How many documents' statements are kept in one transaction."""
_LOCK_SECONDS = 60.0


class BulkLoad:
    """A first load: refused where the graph is not empty, then made, then put in place."""

    def __init__(self, settings: ServerSettings, files: CurationFiles, curation: Curation, say: Say) -> None:
        """Raises ServerError or StoreError where there is no empty graph of a managed Neo4j, before anything is read."""
        if not settings.managed:
            raise ServerError(
                "--bulk makes the store of the managed Neo4j, and NEO4J_URI names another: load without --bulk, or load in bulk "
                f"without NEO4J_URI and move the documents there with '{PROGRAM} backup' and '{PROGRAM} restore'"
            )
        self._settings, self._files, self._curation, self._say = settings, files, curation, say
        self._server = ManagedServer(settings)
        self.sample: list[str] = []
        """Ids of the sample's documents, which make way."""
        if self._server.home.has_store():
            self._look()
        self._before = self._copied()

    def _look(self) -> None:
        """Refuse a graph that holds more than the sample."""
        with closing(self._server.use(self._say)) as connection, Store(connection) as store:
            store.prepare()
            check_remembered(store.withheld(), self._curation.suppression)
            known = {hashlib.sha256(path.read_bytes()).hexdigest() for path in sample_files()}
            for document in store.documents():
                if document["sha256"] not in known:
                    raise StoreError(
                        f"--bulk is for a first load, and the graph holds documents ({document['id']}, ...): load without "
                        "--bulk, or set IMAGINE_HOME to a new folder"
                    )
                self.sample.append(document["id"])

    def load(self, read: Sequence[Read]) -> list[LoadedFile]:
        """Load what was read, all of it or nothing; return what became of each document.

        Raises CurationError where the suppression list was changed meanwhile, StoreError where the graph was, and ServerError where
        the store cannot be made, the managed Neo4j is in use, or another first load is under way.
        """
        home = Home(self._server.home.bulk)
        with FileLock(self._server.home.run / "bulk.lock").held():
            shutil.rmtree(home.root, ignore_errors=True)  # of an interrupted load
            try:
                loaded = self._make(read, home)
                self._put_in_place(home)
            finally:
                shutil.rmtree(home.root, ignore_errors=True)
        return loaded

    def _make(self, read: Sequence[Read], home: Home) -> list[LoadedFile]:
        bolt_port, browser_port = free_ports(2)
        settings = replace(self._settings, home=home.root, bolt_port=bolt_port, browser_port=browser_port)
        server = ManagedServer(settings)
        folder = home.root / "csv"
        home.root.mkdir(mode=0o700, parents=True)
        folder.mkdir()
        loaded: list[LoadedFile] = []
        self._say(f"writing {len(read)} documents as files for Neo4j's import tool")
        arguments = write_import_files(self._bundles(read, loaded), folder)
        if (known := self._server.home.password()) is not None:  # the graph keeps the password that is known
            home.neo4j.mkdir(mode=0o700)
            write_private(home.password_file, known + "\n")
        self._say("importing them")
        import_files(server, arguments, array_delimiter=ARRAY_DELIMITER)
        shutil.rmtree(folder)
        with closing(server.use(self._say)) as connection:
            self._complete(connection, read)
        server.stop(self._say)
        return loaded

    def _bundles(self, read: Sequence[Read], loaded: list[LoadedFile]) -> Iterator[Bundle]:
        for one in read:
            bundle = one.bundle
            counts = len(bundle.facts.nodes), len(bundle.facts.links)
            loaded.append(LoadedFile(one.document, one.source, one.kind, "added", *counts, len(one.missed)))
            yield bundle

    def _complete(self, connection: Connection, read: Sequence[Read]) -> None:
        """Make indexes and vectors, and keep what each document states, in the store and beside it."""
        suppression = self._curation.suppression
        with Store(replace(connection, copies=None)) as store:
            self._say("making indexes")
            store.prepare()
            store.promise_withheld(suppression.ids, suppression.mark)
            self._say("keeping what each document states")
            packed = (one.packed for one in read)
            while some := list[PackedBundle](islice(packed, _AT_ONCE)):
                store.keep(some)
            store.note_withheld(suppression.ids, suppression.mark)
        with Store(connection) as store:
            store.adopt_copies()

    def _put_in_place(self, made: Home) -> None:
        home, server = self._server.home, self._server
        with (
            FileLock(self._files.suppressed.with_suffix(".lock")).held(timeout=_LOCK_SECONDS),
            FileLock(home.start_lock).held(timeout=_LOCK_SECONDS),
        ):
            if Suppression.load(self._files.suppressed).mark != self._curation.suppression.mark:
                raise CurationError("the suppression list was changed meanwhile, so nothing was loaded; load once more")
            server.refuse_if_in_use(", so nothing was loaded")
            server.stop(self._say)
            if self._copied() != self._before:
                raise StoreError("the graph was changed meanwhile, so nothing was loaded; load without --bulk")
            made.root.rename(home.ready)
            home.take_over()

    def _copied(self) -> CopiedState | None:
        return Copies(self._server.home.documents).state()
