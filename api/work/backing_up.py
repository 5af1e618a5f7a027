"""Makes a backup of a whole installation, and makes an installation whole from one.

A backup is of one state of the graph. Restoring reads all of it before it touches anything; whoever is left out today stays out,
however old the backup is, and who was left out when it was made is left out again.
"""

import hashlib
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from api.work import set_aside
from api.work.backup_file import Backup, BackupWriter, Contents
from api.work.curation import CurationFiles
from api.work.dumps import SOFTWARE
from api.work.findings import place
from api.work.rebuilding import making_anew, renew
from api.work.sample import sample_files
from api.work.withholding import check_remembered, forget_names, keep_promises
from graph.dumps.files import whole_file
from graph.locks import FileLock
from graph.server.home import Home
from graph.server.managed import ManagedServer
from graph.settings import ServerSettings
from graph.store.copies import Copies
from graph.store.migrations import upgrade
from graph.store.store import Store
from loaders.curation.redaction import Finder
from loaders.curation.suppression import KEY_BYTES, Suppression, key_file
from loaders.curation.withholding import redact_bundle
from schema.bundle import Bundle, PackedBundle
from schema.errors import CurationError, ImagineError, ReadError, StoreError

Say = Callable[[str], None]

_LIST, _KEY, _FOUND = "suppressed.toml", "suppressed.key", "found.json"
_LOCK_SECONDS = 60.0
"""How long putting the suppression list in place waits for a change of it."""


def back_up(store: Store, files: CurationFiles, home: Path, out: Path) -> Contents:
    """Write everything to `out`, whole or not at all; return what is in it.

    Raises:
        CurationError: the suppression list is not the one that the graph was kept free by, or cannot be read.
        ChangedError: the graph was changed meanwhile.
        ImagineError: the file cannot be written.
    """
    keep_promises(store, Suppression.load(files.suppressed))
    made = datetime.now(UTC).isoformat(timespec="seconds")
    with store.reading() as reading, whole_file(out, private=True) as file:
        writer = BackupWriter(file)
        for bundle in reading.bundles(reading.documents()):
            writer.document(PackedBundle.of(bundle).payload)
        for name, path in _places(files, home).items():
            if path.exists():
                writer.curation(name, path.read_bytes())
        reading.check_unchanged()
        return writer.finish(software=SOFTWARE, made=made, withheld=store.withheld())


class Restoring:
    """A backup that is to be put in place: read, checked, and joined with who is left out today."""

    def __init__(self, path: Path, files: CurationFiles, home: Path, *, replacing: bool) -> None:
        """Read the backup at `path`. `replacing`: whether it may take the place of something.

        Raises ReadError for a backup that is damaged or of a newer version, and CurationError where the two suppression lists
        cannot be joined, or there are curators' files that say something else and are not to be replaced.
        """
        self.backup = Backup(path)
        self._home, self._files, self._places = home, files, _places(files, home)
        self._replacing = replacing
        self._today = self._list_of_today()
        self.suppression = self._today.joined(self._list_of_backup())
        self._finder = Finder(self.suppression)
        if missing := set(self.backup.contents.withheld) - set(self.suppression.ids):
            raise CurationError(
                f"{path} was made of a graph that was kept free of {len(missing)} people whom no list at hand names (entries "
                f"{', '.join(sorted(missing))}); take another backup"
            )
        differing = [
            self._places[name]
            for name in ("judgements.toml", "overrides.toml")
            if self._places[name].exists() and self._places[name].read_bytes() != self.backup.files.get(name)
        ]
        if differing and not replacing:
            raise CurationError(
                f"{differing[0]} says something else than the backup; give --replace to put the backup's in its place "
                "(today's is kept beside it)"
            )
        for _ in self.bundles():  # each is read before anything is touched
            pass

    def bundles(self) -> Iterator[Bundle]:
        """Yield what each document states, in today's format and without the people who are left out today.

        Raises ReadError where a document cannot be read.
        """
        for payload in self.backup.payloads():
            try:
                bundle = redact_bundle(upgrade(payload).unpack(), self._finder)
                bundle.check()
            except CurationError:
                raise
            except (ImagineError, ValueError, KeyError, TypeError, zlib.error) as e:
                told = self._finder.string(f"{type(e).__name__}: {e}")
                raise ReadError(
                    f"{payload.document} in {self.backup.path} cannot be read ({told}); nothing was changed: take another backup"
                ) from None
            yield bundle

    def _check(self, store: Store) -> None:
        """Refuse a graph that holds something which is not to be replaced, or that was kept free of somebody whom no list at hand
        names."""
        sample = {hashlib.sha256(path.read_bytes()).hexdigest() for path in sample_files()}
        held = [d["id"] for d in store.documents() if d["sha256"] not in sample]
        if held and not self._replacing:
            raise StoreError(
                f"the graph holds {len(held)} documents ({held[0]}, ...); give --replace to put the backup in their place"
            )
        check_remembered(store.withheld(), self.suppression)

    def put(self, settings: ServerSettings, say: Say, opened: Callable[[], AbstractContextManager[Store]]) -> list[str]:
        """Put the curators' files in place, and make the graph hold the backup's documents and no others; return their ids.

        What is replaced in the managed Neo4j is replaced whole, also where it can no longer be opened: the store that is there is
        set aside, and removed once the new one is complete. In another database each document is one transaction. Doing all of it
        again changes nothing; until the end a file says that it is under way (`interrupted`), so that an interruption is noticed.

        `opened` opens the graph. Raises CurationError or StoreError where it holds what may not be replaced, and ServerError where
        what is to be replaced whole is in use, before anything is touched.
        """
        anew = settings.managed and self._replacing
        with ExitStack() as during:
            during.enter_context(making_anew(self._home))
            if anew:
                ManagedServer(settings).refuse_if_in_use()
                noted = Copies(Home(settings.home).documents).state()
                check_remembered(noted.withheld if noted else (), self.suppression)
            else:
                store = during.enter_context(opened())
                self._check(store)
            with self._under_way():
                self._put_files()
                if anew:
                    restored = [one.document for one in renew(settings, self.suppression, self.bundles(), say)]
                else:
                    restored = self._put_documents(store, say)
                forget_names(self._home, self.suppression)
        return restored

    @contextmanager
    def _under_way(self) -> Iterator[None]:
        place = _under_way(self._home)
        try:
            self._home.mkdir(parents=True, exist_ok=True)
            place.write_text(f"{self.backup.path}\n", encoding="utf-8")
            yield
            place.unlink()
        except OSError as e:
            raise StoreError(f"{e.filename} cannot be written ({e.strerror}); make room, and restore once more") from e

    def _put_files(self) -> None:
        """A file that says something else today is kept beside its place, as NAME.earlier."""
        with FileLock(self._files.suppressed.with_suffix(".lock")).held(timeout=_LOCK_SECONDS):
            if self._list_of_today().mark != self._today.mark:
                raise CurationError("the suppression list was changed meanwhile; restore once more")
            self.suppression.save(self._files.suppressed)
        for name, data in self.backup.files.items():
            path = self._places.get(name)
            if path is None or name in (_LIST, _KEY):
                continue
            if name != _FOUND and path.exists() and path.read_bytes() != data:
                path.replace(path.with_name(f"{path.name}.earlier"))
            path.parent.mkdir(parents=True, exist_ok=True)
            with whole_file(path, private=True) as file:
                file.write(data)

    def _put_documents(self, store: Store, say: Say) -> list[str]:
        ids, mark, restored = self.suppression.ids, self.suppression.mark, list[str]()
        store.promise_withheld(ids, mark)
        for bundle in self.bundles():
            restored.append(store.load(bundle, list_mark=mark).document)
            say(f"restored {len(restored)} of {self.backup.contents.documents} documents: {restored[-1]}")
        for document in set(store.document_ids()) - set(restored):
            store.remove(document)
        store.note_withheld(ids, mark)  # last: who finds it interrupted looks everything through
        return restored

    def _list_of_today(self) -> Suppression:
        try:
            return Suppression.load(self._files.suppressed)
        except CurationError:
            # Half of the list is lost, or damaged: that is what a backup is for. What the graph remembers is held against it later.
            if not self._replacing:
                raise
            return Suppression(bytes(KEY_BYTES))

    def _list_of_backup(self) -> Suppression:
        if _LIST not in self.backup.files:
            return Suppression(bytes(KEY_BYTES))
        with tempfile.TemporaryDirectory() as folder:  # that only its owner can read
            for name in (_LIST, _KEY):
                if name in self.backup.files:
                    (Path(folder) / name).write_bytes(self.backup.files[name])
            return Suppression.load(Path(folder) / _LIST)


def interrupted(home: Path) -> str | None:
    """Return the backup whose restoring was interrupted, None where there is none."""
    path = _under_way(home)
    return path.read_text(encoding="utf-8").strip() if path.exists() else None


def _under_way(home: Path) -> Path:
    return home / "restoring"


def _places(files: CurationFiles, home: Path) -> dict[str, Path]:
    """Return where each curators' file is, by its name in a backup."""
    return {
        "judgements.toml": files.judgements,
        "overrides.toml": files.overrides,
        _LIST: files.suppressed,
        _KEY: key_file(files.suppressed),
        _FOUND: place(home),
        "set-aside.json": set_aside.place(home),
    }
