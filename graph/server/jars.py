"""The jars of Neo4j: which they are, to the byte, and how they get here.

`jars.lock` beside this file lists each jar's Maven coordinates, SHA-256 and size (`python -m graph.server.relock` makes it).
Where they come from is not written down in this project: it is the default repository of the Maven resolver jgo. A jar
counts as fetched only under its final name, which it gets once its checksum has been verified; so a fetch may be interrupted at
any point, and the next one continues from the bytes that have arrived.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from graph.locks import FileLock
from graph.server.verified import Verified
from schema.errors import ServerError

if TYPE_CHECKING:
    import requests

LOCK = Path(__file__).with_name("jars.lock")
PARALLEL = 8
ATTEMPTS = 4
RETRY_SECONDS = 1.0
CONNECT_SECONDS = 20.0
READ_SECONDS = 60.0
CHUNK = 1 << 16
MEGABYTE = 1_000_000

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Jar:
    """One jar: its coordinates and the bytes it must have."""

    group: str
    artifact: str
    version: str
    classifier: str
    sha256: str
    size: int

    @property
    def name(self) -> str:
        """Its file name, unique within the lock."""
        return f"{self.artifact}-{self.version}{'-' if self.classifier else ''}{self.classifier}.jar"

    @property
    def remote_path(self) -> str:
        """Where a Maven repository keeps it, relative to the repository's root."""
        return f"{self.group.replace('.', '/')}/{self.artifact}/{self.version}/{self.name}"

    def line(self) -> str:
        """Its line in the lock file."""
        coordinates = ":".join(filter(None, (self.group, self.artifact, self.version, self.classifier)))
        return f"{coordinates} sha256:{self.sha256} {self.size}"

    @classmethod
    def parse(cls, line: str) -> Jar:
        """The reverse of `line`."""
        coordinates, digest, size = line.split()
        group, artifact, version, *classifier = coordinates.split(":")
        return cls(
            group=group,
            artifact=artifact,
            version=version,
            classifier=classifier[0] if classifier else "",
            sha256=digest.removeprefix("sha256:"),
            size=int(size),
        )


def read_lock(path: Path = LOCK) -> list[Jar]:
    """The jars of a lock file, in its order, which is the class path's order."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [Jar.parse(line) for line in lines if line and not line.startswith("#")]


def neo4j_version(jars: Iterable[Jar]) -> str:
    """The version of Neo4j that the lock names."""
    return next(jar.version for jar in jars if jar.artifact == "neo4j")


def missing(jars: Iterable[Jar], folder: Path) -> list[Jar]:
    """Those jars that `folder` does not hold, byte for byte."""
    verified = Verified(folder)
    found = [jar for jar in jars if not verified.holds(jar.name, jar.size, jar.sha256)]
    verified.remember()
    return found


def damaged(jars: Iterable[Jar], folder: Path) -> list[Jar]:
    """Return those jars that `folder` holds with other bytes than they must have."""
    return [jar for jar in jars if (path := folder / jar.name).is_file() and _sha256(path) != jar.sha256]


def default_remote() -> str:
    """The resolver's own default repository; asking it keeps host names out of this project."""
    from jgo.maven import MavenContext  # slow to import, and needed only when something is missing

    return next(iter(MavenContext().remote_repos.values()))


def fetch(
    jars: Iterable[Jar], folder: Path, *, progress: Progress | None = None, remote: str | None = None
) -> list[Path]:
    """Fetch every jar into `folder`, several at a time, and return their paths in the given order.

    Two processes that fetch into one folder wait for each other.

    Raises:
        ServerError: a jar could not be fetched completely; what has arrived is kept for the next try.
    """
    wanted = list(jars)
    absent = missing(wanted, folder)
    if absent:
        _make_folder(folder)
        with FileLock(folder / ".lock").held(
            timeout=3600, waiting=lambda: _report(progress, "waiting for another fetch of Neo4j")
        ):
            absent = missing(wanted, folder)
            if absent:
                _fetch_all(absent, folder, (remote or default_remote()).rstrip("/"), progress)
    return [folder / jar.name for jar in wanted]


def _fetch_all(jars: list[Jar], folder: Path, remote: str, progress: Progress | None) -> None:
    import requests  # a tenth of a second, and needed only when something is missing

    counter = _Counter(jars, folder, progress)
    sessions = threading.local()

    def one(jar: Jar) -> None:
        session = getattr(sessions, "session", None)
        if session is None:
            session = sessions.session = requests.Session()
        _fetch_one(session, f"{remote}/{jar.remote_path}", jar, folder, counter)

    # The largest first, so that no large one is left to the end alone.
    with ThreadPoolExecutor(max_workers=PARALLEL, thread_name_prefix="fetch") as pool:
        tasks = [pool.submit(one, jar) for jar in sorted(jars, key=lambda jar: -jar.size)]
        try:
            done, _ = wait(tasks, return_when=FIRST_EXCEPTION)
        finally:
            counter.stopped.set()
            for task in tasks:
                task.cancel()
    for task in done:
        task.result()
    counter.close()


def _fetch_one(session: requests.Session, url: str, jar: Jar, folder: Path, counter: _Counter) -> None:
    import requests

    part = folder / f"{jar.name}.part"
    reason = ""
    for attempt in range(ATTEMPTS):
        # 1, 2, 4 seconds: long enough for a brief network failure, short enough for a person who is waiting.
        if attempt and counter.stopped.wait(RETRY_SECONDS * 2 ** (attempt - 1)):
            return
        try:
            _resume(session, url, jar, part, counter)
        except requests.RequestException as error:
            reason = _failure_reason(error)
        except OSError as error:
            raise ServerError(
                f"cannot write {part}: {error.strerror}; make room or choose another IMAGINE_JARS"
            ) from None
        size = _size_on_disk(part)
        if size == jar.size:
            if _sha256(part) == jar.sha256:
                part.replace(folder / jar.name)
                counter.finished()
                return
            reason = "its checksum is not the one in graph/server/jars.lock"
        elif size < jar.size:
            reason = reason or f"it ended after {size:,} of {jar.size:,} bytes"
            continue
        else:
            reason = f"it is longer than the {jar.size:,} bytes in graph/server/jars.lock"
        # Complete but wrong: none of it can be trusted.
        counter.add(-size)
        part.unlink(missing_ok=True)
        if counter.stopped.is_set():
            return
    raise ServerError(
        f"could not fetch {jar.name} ({reason}); check the network and run the same command again:"
        " it goes on from what is already there"
    )


def _resume(session: requests.Session, url: str, jar: Jar, part: Path, counter: _Counter) -> None:
    """Append what is missing of one jar to its part file."""
    have = _size_on_disk(part)
    if have >= jar.size:
        return
    headers = {"Range": f"bytes={have}-"} if have else {}
    with session.get(url, headers=headers, stream=True, timeout=(CONNECT_SECONDS, READ_SECONDS)) as answer:
        answer.raise_for_status()
        if have and answer.status_code != 206:  # the repository does not resume: begin again
            counter.add(-have)
            have = 0
        with part.open("ab" if have else "wb") as file:
            for chunk in answer.iter_content(CHUNK):
                if counter.stopped.is_set():
                    return
                file.write(chunk)
                counter.add(len(chunk))
                if file.tell() > jar.size:
                    return


class _Counter:
    """Counts bytes from every thread and reports the progress of all, about once a second."""

    def __init__(self, jars: list[Jar], folder: Path, progress: Progress | None) -> None:
        self.total = sum(jar.size for jar in jars)
        self.files = len(jars)
        self.bytes = sum(min(_size_on_disk(folder / f"{jar.name}.part"), jar.size) for jar in jars)
        self.ready = 0
        self.progress = progress
        self.stopped = threading.Event()
        self.lock = threading.Lock()
        self.started = self.said = time.monotonic()
        going_on = f", {self.bytes / MEGABYTE:.0f} MB of it already here" if self.bytes else ""
        _report(progress, f"fetching Neo4j, once: {self.files} files, {self.total / MEGABYTE:.0f} MB{going_on}")

    def add(self, count: int) -> None:
        with self.lock:
            self.bytes += count
            now = time.monotonic()
            if now - self.said < 1 or self.stopped.is_set():
                return
            self.said = now
            size = f"{self.bytes / MEGABYTE:.0f} of {self.total / MEGABYTE:.0f} MB"
            files = f"{self.ready} of {self.files} files"
        _report(self.progress, f"fetching Neo4j: {size}, {files}")

    def finished(self) -> None:
        with self.lock:
            self.ready += 1

    def close(self) -> None:
        _report(self.progress, f"fetched {self.files} files in {time.monotonic() - self.started:.0f} s")


def _failure_reason(error: requests.RequestException) -> str:
    """Why a request failed, in a few words and without the address."""
    import requests

    if isinstance(error, requests.HTTPError) and error.response is not None:
        return f"the repository answered {error.response.status_code}"
    if isinstance(error, requests.exceptions.SSLError):
        return "the repository's certificate was not accepted"
    if isinstance(error, requests.exceptions.ProxyError):
        return "the proxy refused the connection"
    if isinstance(error, requests.Timeout):
        return "the repository did not answer in time"
    return "the connection failed or was cut"


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ServerError(
            f"cannot make {folder}: {error.strerror}; choose another IMAGINE_HOME or IMAGINE_JARS"
        ) from None


def _size_on_disk(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _report(progress: Progress | None, line: str) -> None:
    if progress is not None:
        progress(line)
