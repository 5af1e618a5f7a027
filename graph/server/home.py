"""The folder of a managed Neo4j: where each file lies, and the files that are written before a start.

IMAGINE_HOME/
  version.json          which version wrote this home
  curation/             the curators' files; this module does not touch them
  documents/            what every document states, a second time (`graph.store.copies`)
  jars/                 the fetched Neo4j, unless IMAGINE_JARS is set
  neo4j/                the server's own home: conf, data, logs
  neo4j/password        the password of the user neo4j, mode 0600
  neo4j/run/            locks, and what the running server reports about itself
  bulk/                 a home of its own in which a first load is made, while it is
  ready/                the same once it is whole: it takes the place of store and copies (`take_over`)
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from graph.machine import free_memory
from graph.private_files import write_private
from schema.errors import ServerError
from schema.program import PROGRAM

FORMAT = 1
USER = "neo4j"
PAGE_CACHE = 256 * 2**20
"""How many bytes of a store Neo4j keeps in memory at least."""
_PAGE_CACHE_SHARE = 4
"""The page cache takes at most this fraction (one in so many) of the free memory: the rest is for others and for the system's
cache."""
TRANSACTION_TIMEOUT = "600s"
_HASH_ROUNDS = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What a running server's guard reports about it, in `run/server.json`.

    `phase` is `starting`, `ready` or `failed`; `error` is the line for the user that says why it failed, else why it ended before
    it was started again, where it did.
    """

    phase: str
    guard_pid: int
    java_pid: int
    bolt_port: int
    browser_port: int
    version: str
    started: float
    aot: bool
    seconds: float | None = None
    error: str | None = None


class Home:
    """Paths and small files below one IMAGINE_HOME."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.documents = root / "documents"
        self.neo4j = root / "neo4j"
        self.run = self.neo4j / "run"
        self.logs = self.neo4j / "logs"
        self.console = self.logs / "console.log"
        self.earlier_console = self.logs / "console.earlier.log"  # of the start before
        self.password_file = self.neo4j / "password"
        self.version_file = root / "version.json"
        self.state_file = self.run / "server.json"
        # Held for a moment by whoever is starting or stopping the server.
        self.start_lock = self.run / "start.lock"
        # Shared by every process that uses the server; its guard takes it alone before it stops an unused server.
        self.users_lock = self.run / "users.lock"
        # Held by the guard as long as it lives, and by the JVM as long as that lives.
        self.guard_lock = self.run / "guard.lock"
        self.java_lock = self.run / "java.lock"
        # There while the server should run on without users (`neo4j start`).
        self.keep_file = self.run / "keep"
        self.bulk, self.ready = root / "bulk", root / "ready"

    def prepare(self, *, version: str, bolt_port: int, browser_port: int) -> None:
        """Make the folders, the password and the configuration for a start.

        Raises:
            ServerError: the home is of a newer version, is damaged, or cannot be written.
        """
        self.check_version(version)
        try:
            for folder in (self.neo4j / "conf", self.neo4j / "data" / "dbms", self.logs, self.run):
                folder.mkdir(parents=True, exist_ok=True)
            self.neo4j.chmod(0o700)
            self._make_password()
            (self.neo4j / "conf" / "neo4j.conf").write_text(
                configuration(bolt_port, browser_port, self._page_cache()), encoding="utf-8"
            )
            text = json.dumps({"format": FORMAT, "neo4j": version}) + "\n"
            write_private(self.version_file, text)
        except OSError as error:
            raise ServerError(
                f"cannot write {error.filename or self.root}: {error.strerror};"
                " make room or choose another IMAGINE_HOME"
            ) from None

    def _page_cache(self) -> int:
        """Bytes of the store that Neo4j is to keep in memory: all of it, where that leaves enough to others."""
        databases = self.neo4j / "data" / "databases"
        stored = sum(path.stat().st_size for path in databases.rglob("*") if path.is_file())
        return max(PAGE_CACHE, min(stored, free_memory() // _PAGE_CACHE_SHARE))

    def check_version(self, version: str) -> None:
        """Refuse a home that a newer version wrote: an older Neo4j would refuse its store, or harm it.

        Raises:
            ServerError: it is newer, or its version file cannot be read.
        """
        try:
            written = json.loads(self.version_file.read_text(encoding="utf-8"))
            found, form = str(written["neo4j"]), int(written["format"])
        except FileNotFoundError:
            return
        except (OSError, ValueError, KeyError, TypeError):
            raise ServerError(
                f"{self.version_file} cannot be read; restore it, or choose another IMAGINE_HOME"
            ) from None
        if form > FORMAT or _version_numbers(found) > _version_numbers(version):
            raise ServerError(
                f"{self.root} was written by a newer version of this program (Neo4j {found}, home format {form};"
                f" this one has {version}, {FORMAT}): update this program or choose another IMAGINE_HOME"
            )

    def has_store(self) -> bool:
        """Whether Neo4j has ever run here, so that something may be stored."""
        return self.ready.exists() or (self.neo4j / "data" / "databases").exists()

    def set_store_aside(self) -> None:
        """Move a stopped server's store, if there is one, out of the way."""
        data, aside = self.neo4j / "data", self.aside
        try:
            if data.exists() and not aside.exists():  # after an interruption, the first one is what was there before
                data.rename(aside)
            elif data.exists():
                shutil.rmtree(data)
        except OSError as error:
            raise ServerError(
                f"{data} cannot be set aside or removed ({error.strerror}); move it away and try again"
            ) from None

    @property
    def aside(self) -> Path:
        """Where a store is while another takes its place; after an interruption, it is still there."""
        return self.neo4j / "data.aside"

    def remove_aside(self) -> None:
        """Remove a store that was set aside, if there is one: it may hold what was taken out since. Raises ServerError."""
        try:
            shutil.rmtree(self.aside)
        except FileNotFoundError:
            return
        except OSError as error:
            raise ServerError(f"{self.aside} cannot be removed ({error.strerror}); remove it") from None

    def take_over(self) -> None:
        """Put the store, copies and password of `ready`, if it is there, in the place of a stopped server's.

        Renaming a whole home to `ready` is what decides; after an interruption the next call goes on.
        """
        new = Home(self.ready)
        try:
            for made, place in (
                (new.neo4j / "data", self.neo4j / "data"),
                (new.documents, self.documents),
                (new.password_file, self.password_file),
            ):
                if made.exists():
                    place.parent.mkdir(parents=True, exist_ok=True)
                    if place.is_dir():
                        shutil.rmtree(place)
                    made.rename(place)
            shutil.rmtree(self.ready, ignore_errors=True)
        except OSError as error:
            raise ServerError(
                f"{self.ready} cannot take the place of the store ({error.strerror}); make {self.root} writable and try again"
            ) from None

    def password(self) -> str | None:
        """The password of the user neo4j, or None before the first start."""
        try:
            return self.password_file.read_text(encoding="utf-8").strip() or None
        except UnicodeDecodeError:
            raise ServerError(
                f"{self.password_file} holds no password but other bytes: restore it, or remove it and {self.neo4j / 'data'}, and "
                f"run '{PROGRAM} doctor --rebuild', which makes both anew from the documents that are kept"
            ) from None
        except OSError:
            return None

    def state(self) -> State | None:
        """What the server last reported about itself, or None; only the locks tell whether it is still so."""
        try:
            return State(**json.loads(self.state_file.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return None

    def write_state(self, state: State) -> None:
        """Put a new state in place of the old one, whole or not at all."""
        write_private(self.state_file, json.dumps(asdict(state)) + "\n")

    def _make_password(self) -> None:
        store = self.neo4j / "data" / "databases" / "system"
        credential = self.neo4j / "data" / "dbms" / "auth.ini"
        if (known := self.password()) is not None:
            self.password_file.chmod(0o600)
            if not store.exists():  # a new store keeps the password
                write_private(credential, initial_credential(known))
            return
        if store.exists():
            raise ServerError(
                f"{self.password_file} is gone, but the database that it opens is there: restore it,"
                f" or remove {self.neo4j} to start afresh (documents must be loaded again)"
            )
        password = secrets.token_urlsafe(24)
        # First what Neo4j reads, then the password itself: after an interruption between the two, the next start makes both again.
        write_private(credential, initial_credential(password))
        write_private(self.password_file, password + "\n")


def initial_credential(password: str) -> str:
    """The line that `neo4j-admin dbms set-initial-password` writes, without the password on a command line.

    Salted SHA-256, 1024 rounds; Neo4j takes it over into its system database at the first start.
    """
    salt = secrets.token_bytes(32)
    digest = salt + password.encode()
    for _ in range(_HASH_ROUNDS):
        digest = hashlib.sha256(digest).digest()
    return f"{USER}:SHA-256,{digest.hex()},{salt.hex()},{_HASH_ROUNDS}:\n"


BROWSER_POLICY = (
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
    "connect-src 'self' ws://127.0.0.1:* ws://localhost:* http://127.0.0.1:* http://localhost:*; "
    "base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
)
"""What the Neo4j Browser's page may load and ask for: itself, and databases of this machine. A scheme alone would not
do: to a browser, `http:` stands for every https address as well."""

READ_ONLY = "config useReadTransactions: true"
"""The Browser's own command, which it runs once it is connected: it sends every statement in a transaction that cannot write."""


def configuration(bolt_port: int, browser_port: int, page_cache: int = PAGE_CACHE) -> str:
    """The text of neo4j.conf: loopback only, authentication on, no telemetry, no more memory than a store needs."""
    settings: dict[str, Any] = {
        "server.default_listen_address": "127.0.0.1",
        "server.default_advertised_address": "127.0.0.1",
        "server.bolt.listen_address": f"127.0.0.1:{bolt_port}",
        "server.bolt.advertised_address": f"127.0.0.1:{bolt_port}",
        "server.http.listen_address": f"127.0.0.1:{browser_port}",
        "server.http.advertised_address": f"127.0.0.1:{browser_port}",
        "server.http.x_forward.enabled": "false",
        "server.https.enabled": "false",
        "dbms.security.auth_enabled": "true",
        # A person who mistypes the password in the Browser must not lock the loaders out.
        "dbms.security.auth_max_failed_attempts": "0",
        # The Browser's page asks for nothing outside this machine, and no other page reads what this port answers.
        "dbms.security.http_static_content_security_policy_header": BROWSER_POLICY,
        "dbms.security.http_access_control_allow_origin": f"http://127.0.0.1:{browser_port}",
        # Statements typed there read, until the person there says otherwise: what is changed by hand is lost at the next load.
        "browser.post_connect_cmd": READ_ONLY,
        "dbms.usage_report.enabled": "false",
        "client.allow_telemetry": "false",
        "server.bolt.telemetry.enabled": "false",
        "server.fleet_discovery.enabled": "false",
        "dbms.logs.http.enabled": "false",
        "db.logs.query.enabled": "OFF",
        "server.memory.pagecache.size": f"{page_cache >> 20}m",
        "db.transaction.timeout": TRANSACTION_TIMEOUT,
        # Enough of the transaction log for recovery; the default keeps up to 2 GB. Each file's room is taken when it is begun: on a
        # full disk, an entry that was written in part made the log unreadable, and the store with it.
        "db.tx_log.rotation.size": "16m",
        "db.tx_log.rotation.retention_policy": "64M size",
        "db.tx_log.preallocate": "true",
        # A transaction that was left open gets 2 s to end, then 3 s to be rolled back; the defaults are 10 and 60.
        "db.shutdown_transaction_end_timeout": "2s",
        "internal.db.transaction.shutdown_terminated_transaction_wait_timeout": "3s",
        # A stop waits for this pool twice, and it is idle: with the default of 5 s, every stop lasts 10 s.
        "internal.server.bolt.thread_pool_shutdown_wait_time": "500ms",
    }
    return "# Written at every start; changes here are lost.\n" + "".join(f"{k}={v}\n" for k, v in settings.items())


def _version_numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", version))
