"""Rebuilds the managed Neo4j's store from the copies of its documents, when Neo4j can no longer open it, or it is gone.

What documents state is the truth, and the graph follows from it: so does a new store. People who are left out by now are left out
of it, whatever the copies say.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass, replace
from pathlib import Path

from api.work.curation import Curation, CurationFiles
from api.work.withholding import check_remembered
from graph.locks import FileLock, alone, is_held
from graph.server.managed import ManagedServer
from graph.settings import ServerSettings
from graph.store.copies import Copies
from graph.store.migrations import upgrade
from graph.store.store import Loaded, Store
from loaders.curation.suppression import Suppression
from loaders.curation.withholding import redact_bundle
from schema.bundle import Bundle, PackedBundle
from schema.errors import StoreError

Say = Callable[[str], None]

_LOCK_SECONDS = 60.0
"""How long setting a store aside waits for a command that is starting Neo4j."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What the rebuilt store holds."""

    documents: int
    nodes: int
    """Nodes that the documents state, counted once for each document."""


def making_anew(home: Path) -> AbstractContextManager[None]:
    """Within the block, no other command rebuilds the store of this home. Raises ServerError where one does."""
    return alone(_lock(home), timeout=0)


def is_made_anew(home: Path) -> bool:
    """Whether a command is rebuilding the store of this home just now."""
    return is_held(_lock(home))


def _lock(home: Path) -> Path:
    return home / "anew.lock"


def rebuild(settings: ServerSettings, files: CurationFiles, say: Say) -> Rebuilt:
    """Put a new store in place of the managed Neo4j's, with every document that is kept in IMAGINE_HOME/documents.

    Nothing is touched before every copy was read. The earlier store is set aside, and removed once the new one is whole; after an
    interruption, it is begun again.

    Raises:
        ServerError: Neo4j is not this program's own, is in use, or cannot be started.
        StoreError: no copy is there, or one is damaged.
        CurationError: the suppression list at hand lacks somebody whom the graph was kept free of.
    """
    copies = Copies(ManagedServer(settings).home.documents)
    with making_anew(settings.home):
        noted = copies.state()
        if noted is None:
            raise StoreError(
                f"there are no copies of documents in {copies.folder}, so nothing can be made anew from them; restore a backup"
            )
        curation = Curation.of(files)
        check_remembered(noted.withheld, curation.suppression)
        for _ in _bundles(copies):  # each is read before anything is touched
            pass
        bundles = (redact_bundle(bundle, curation.finder) for bundle in _bundles(copies))
        loaded = renew(settings, curation.suppression, bundles, say)
    return Rebuilt(len(loaded), sum(one.nodes for one in loaded))


def renew(settings: ServerSettings, suppression: Suppression, bundles: Iterable[Bundle], say: Say) -> list[Loaded]:
    """Put a new store in place of the managed Neo4j's, with what these bundles state, which are free of whom the list leaves out.

    Raises ServerError where Neo4j is not this program's own, is in use, or cannot be started.
    """
    server = ManagedServer(settings)
    # A service that is started again by itself waits: its Neo4j would lose its store while it runs.
    with FileLock(server.home.start_lock).held(timeout=_LOCK_SECONDS):
        server.refuse_if_in_use()
        server.stop(say)
        server.home.set_store_aside()
    loaded: list[Loaded] = []
    with closing(server.use(say)) as connection:
        # Without copies at first, which are another graph's until this one is whole.
        with Store(replace(connection, copies=None)) as store:
            store.prepare()
            store.promise_withheld(suppression.ids, suppression.mark)
            for bundle in bundles:
                loaded.append(store.load(bundle, list_mark=suppression.mark))
                say(f"made anew {len(loaded)} documents: {loaded[-1].document}")
            store.note_withheld(suppression.ids, suppression.mark)
        with Store(connection) as store:
            store.adopt_copies()
    server.home.remove_aside()
    return loaded


def _bundles(copies: Copies) -> Iterator[Bundle]:
    for path in copies.files():
        try:
            bundle = upgrade(PackedBundle(path.name, path.read_bytes())).unpack()
            bundle.check()
        except Exception as e:
            raise StoreError(
                f"{path} is damaged ({type(e).__name__}: {e}), so nothing was changed; restore it from a backup, or move it away "
                "and load its document again afterwards"
            ) from e
        yield bundle
