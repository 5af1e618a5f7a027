"""Looks an installation over: says of each part whether it is sound, mends what can be mended without losing anything, and says
what to do about the rest.

Each check stands by itself: one that fails keeps no other from being made. Those that need the database come last.
"""

import stat
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from api.access.curators import Curators
from api.access.keys import Keys
from api.access.sessions import Sessions
from api.work import audit, set_aside
from api.work.backing_up import interrupted
from api.work.curation import Curation, CurationFiles
from api.work.findings import Findings, place
from api.work.rebuilding import is_made_anew
from api.work.withholding import keep_promises
from graph.machine import MEGABYTE, free_disk, port_in_use
from graph.server import jars, java
from graph.server.home import Home
from graph.server.managed import ManagedServer
from graph.settings import ServerSettings
from graph.store.copies import Copies
from graph.store.store import Store
from loaders.curation.suppression import key_file
from schema.bundle import PackedBundle
from schema.errors import ImagineError
from schema.program import PROGRAM

State = Literal["sound", "mended", "wrong"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found of one part."""

    subject: str
    state: State
    told: str
    """In one line: how it is, what was done, or what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """What is looked over."""

    server: ServerSettings
    files: CurationFiles
    keys: Path | None = None
    """The file of keys, where reading asks for one."""
    curators: Path | None = None
    """The file of curators, where it is not the home's own."""
    opened: Callable[[], AbstractContextManager[Store]]
    """Opens the graph, and starts the managed Neo4j for it where need be."""


def examine(installation: Installation) -> Iterator[Finding]:
    """Yield what is found of each part, as it is found."""
    for subject, check in _CHECKS.items():
        try:
            yield from (Finding(subject, state, told) for state, told in check(installation))
        except ImagineError as e:
            yield Finding(subject, "wrong", str(e))
        except OSError as e:
            yield Finding(subject, "wrong", f"{e.filename} cannot be used ({e.strerror}); see to its owner and rights")


Found = Iterator[tuple[State, str]]


def _home(it: Installation) -> Found:
    home, list_ = it.server.home, it.files.suppressed
    if not home.exists():
        yield "sound", f"{home} is made by the first start"
        return
    own = Home(home)
    private = [
        own.neo4j,
        own.password_file,
        own.documents,
        audit.place(home),
        place(home).parent,
        set_aside.place(home),
        list_,
        key_file(list_),
        *(home / "sparql").glob("*"),
    ]
    open_ = [path for path in private if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077]
    for path in open_:
        path.chmod(path.stat().st_mode & ~0o077)
        yield "mended", f"others could read {path}; its owner alone can now"
    probe = home / ".doctor"
    probe.write_bytes(b"")
    probe.unlink()
    if not open_:
        yield "sound", f"{home} can be written, and what is private is its owner's alone"


def _disk(it: Installation) -> Found:
    free, wanted = free_disk(it.server.home) // MEGABYTE, it.server.free_disk
    if free < wanted:
        yield "wrong", f"{free:,} MB are free where {wanted:,} MB are kept, so that nothing is written; make room"
    else:
        yield "sound", f"{free:,} MB are free"


def _java(_: Installation) -> Found:
    found = java.find()
    yield "sound", f"version {found.version}"


def _jars(it: Installation) -> Found:
    locked, folder = jars.read_lock(), it.server.jars
    damaged = jars.damaged(locked, folder)
    for jar in damaged:
        (folder / jar.name).unlink()
    missing = len(jars.missing(locked, folder))
    if damaged:
        yield (
            "mended",
            f"{len(damaged)} files of Neo4j had other bytes and were removed; the next start fetches them again",
        )
    elif missing:
        yield "sound", f"{missing} of {len(locked)} files of Neo4j are not there yet; the next start fetches them"
    else:
        yield "sound", f"all {len(locked)} files of Neo4j have the bytes that they should have"


def _ports(it: Installation) -> Found:
    if ManagedServer(it.server).status()["phase"] != "stopped":
        yield "sound", "the managed Neo4j has its ports"
        return
    wanted = {"IMAGINE_BOLT_PORT": it.server.bolt_port, "IMAGINE_BROWSER_PORT": it.server.browser_port}
    taken = [(name, port) for name, port in wanted.items() if port_in_use(port)]
    for name, port in taken:
        yield "wrong", f"port {port} is in use by another program: set {name} to a free port"
    if not taken:
        yield "sound", "the managed Neo4j's ports are free"


def _curation(it: Installation) -> Found:
    found = Curation.of(it.files)
    Findings.load(place(it.server.home))
    yield "sound", f"the files can be read; people left out: {len(found.suppression.entries)}"


def _keys(it: Installation) -> Found:
    if it.keys:
        yield "sound", f"{len(Keys.load(it.keys).all)} keys open the service"
    else:
        yield "sound", "reading asks for no key"


def _curators(it: Installation) -> Found:
    home = it.server.home
    known = Curators.load(it.curators or home / "curators.json").all
    Sessions(home).held("")  # nobody's: whether it can be asked is what matters
    yield "sound", f"curators who can sign in with a password: {len(known)}"


def _restoring(it: Installation) -> Found:
    if is_made_anew(it.server.home):
        yield "sound", "a restoring or a making anew is under way"
    elif backup := interrupted(it.server.home):
        yield "wrong", f"restoring {backup} was interrupted: run '{PROGRAM} restore {backup} --replace' again"
    elif Home(it.server.home).aside.exists():
        yield "wrong", f"making the store anew was interrupted: run '{PROGRAM} doctor --rebuild' again"
    else:
        yield "sound", "no restoring was interrupted"


def _copies(it: Installation) -> Found:
    kept = Copies(Home(it.server.home).documents)
    kept.state()
    damaged = []
    for path in kept.files():
        try:
            PackedBundle(path.name, path.read_bytes()).unpack().check()
        except Exception:  # noqa: BLE001 (whatever its bytes make the decoders say)
            damaged.append(path)
    for path in damaged:
        yield "wrong", f"{path} is damaged; remove it, and load its document again or restore a backup"
    if not damaged:
        yield "sound", f"{len(kept.files())} documents are kept beside the database, and can be read"


def _graph(it: Installation) -> Found:
    if it.server.managed and not Home(it.server.home).has_store() and not _kept(it):
        yield "sound", "nothing was loaded yet"
        return
    with it.opened() as store:
        keep_promises(store, Curation.of(it.files).suppression)
        mended = store.mend()
        faults = store.faults()
        documents = len(store.document_ids())
    if mended.indexes:
        yield "mended", f"constraints and indexes were missing or failed, and were made: {', '.join(mended.indexes)}"
    if mended.documents:
        yield "mended", f"what {len(mended.documents)} documents state was not as they state it, and is again"
    if mended.vectors:
        yield "mended", f"{mended.vectors:,} nodes lacked their vector, and have it"
    if mended.strays:
        yield (
            "wrong",
            f"{len(mended.strays):,} nodes are there that no document states ({mended.strays[0]}, ...); take them out in the "
            f"Neo4j Browser, or make the graph anew with '{PROGRAM} doctor --rebuild'",
        )
    for fault in faults[:5]:
        yield "wrong", f"{fault.subject}: {fault.rule}"
    if mended == type(mended)() and not faults:
        yield "sound", f"it says what {documents} documents state, and has its indexes and vectors"


def _kept(it: Installation) -> bool:
    return bool(Copies(Home(it.server.home).documents).files())


def _for_managed(check: Callable[[Installation], Found]) -> Callable[[Installation], Found]:
    def checked(it: Installation) -> Found:
        if it.server.managed:
            yield from check(it)

    return checked


_CHECKS: dict[str, Callable[[Installation], Found]] = {
    "home": _home,
    "disk": _disk,
    "java": _for_managed(_java),
    "neo4j": _for_managed(_jars),
    "ports": _for_managed(_ports),
    "curation": _curation,
    "keys": _keys,
    "curators": _curators,
    "restoring": _restoring,
    "copies": _for_managed(_copies),
    "graph": _graph,
}
