"""Who is signed in, and who tried to: a small database in the home, which every process of the service asks.

What a browser keeps is 256 random bits; this file holds only their hash, so that whoever reads it can use none of it. A session
ends when it is signed out of, after a while without a request, and after a day's work at the latest; it holds no longer than what
it was begun with (`stamp`: the password as it was, or who vouched for the person).
"""

import hashlib
import json
import os
import secrets
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from schema.errors import StoreError

_FILE = "sign-in.sqlite"
IDLE, LONGEST = 3600, 8 * 3600
"""Seconds after which a session ends: without a request, and at all."""
WINDOW = 15 * 60
"""Seconds for which a failed try counts."""
TRIES_OF_ONE, TRIES_FROM_ADDRESS, TRIES_FOR_NAME = 5, 20, 50
"""How many tries may fail within that time: for one name from one address, from one address, and for one name from anywhere."""
BEGUN_SECONDS, MOST_BEGUN = 600, 1000
"""How long, and for how many people, it is remembered that they went to a provider of identities to sign in."""
_TABLES = """
CREATE TABLE IF NOT EXISTS sessions (
    token TEXT PRIMARY KEY, who TEXT NOT NULL, stamp TEXT NOT NULL, since REAL NOT NULL, seen REAL NOT NULL);
CREATE TABLE IF NOT EXISTS tries (address TEXT NOT NULL, name TEXT NOT NULL, at REAL NOT NULL);
CREATE TABLE IF NOT EXISTS begun (token TEXT PRIMARY KEY, data TEXT NOT NULL, at REAL NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody who is signed in."""

    who: str
    stamp: str


class Sessions:
    """The sessions of one home."""

    def __init__(self, home: Path, clock: Callable[[], float] = time.time) -> None:
        """Keep them in `home`; nothing is written before somebody tries to sign in."""
        self._path, self._clock = home / _FILE, clock

    def begin(self, who: str, stamp: str) -> str:
        """Return what the browser of a person who has just signed in keeps."""
        token, now = secrets.token_urlsafe(32), self._clock()
        with self._opened() as db:
            db.execute("DELETE FROM sessions WHERE seen < ? OR since < ?", (now - IDLE, now - LONGEST))
            db.execute("INSERT INTO sessions VALUES (?, ?, ?, ?, ?)", (_hash(token), who, stamp, now, now))
        return token

    def held(self, token: str) -> Session | None:
        """Return the session that a browser's token stands for, None where it is none or has ended."""
        if not self._path.exists():
            return None
        now = self._clock()
        with self._opened() as db:
            found = db.execute(
                "SELECT who, stamp, since, seen FROM sessions WHERE token = ?", (_hash(token),)
            ).fetchone()
            if found is None or found[2] < now - LONGEST or found[3] < now - IDLE:
                return None
            if found[3] < now - 60:
                db.execute("UPDATE sessions SET seen = ? WHERE token = ?", (now, _hash(token)))
        return Session(found[0], found[1])

    def end(self, token: str) -> None:
        """End a session."""
        with self._opened() as db:
            db.execute("DELETE FROM sessions WHERE token = ?", (_hash(token),))

    def end_all(self, who: str) -> None:
        """End every session of a person."""
        if self._path.exists():
            with self._opened() as db:
                db.execute("DELETE FROM sessions WHERE who = ?", (who,))

    def wait(self, address: str, name: str) -> int:
        """Note a try to sign in. Return 0 where it may be one, else after how many seconds the next may be.

        It counts as failed until `succeeded` takes it back, so that many tries at once are no way around.
        """
        now, told = self._clock(), _hash(name.casefold())
        with self._opened() as db:
            db.execute("BEGIN IMMEDIATE")
            db.execute("DELETE FROM tries WHERE at < ?", (now - WINDOW,))
            limits = (
                ("address = ? AND name = ?", (address, told), TRIES_OF_ONE),
                ("address = ?", (address,), TRIES_FROM_ADDRESS),
                ("name = ?", (told,), TRIES_FOR_NAME),
            )
            for which, given, most in limits:
                # The conditions are those above; values are parameters.
                many, first = db.execute(f"SELECT count(*), min(at) FROM tries WHERE {which}", given).fetchone()  # noqa: S608
                if many >= most:
                    db.execute("COMMIT")
                    return max(1, round(float(first) + WINDOW - now))
            db.execute("INSERT INTO tries VALUES (?, ?, ?)", (address, told, now))
            db.execute("COMMIT")
        return 0

    def succeeded(self, address: str, name: str) -> None:
        """Forget the tries of a person from where they have signed in."""
        with self._opened() as db:
            db.execute("DELETE FROM tries WHERE address = ? AND name = ?", (address, _hash(name.casefold())))

    def keep_begun(self, data: dict[str, object]) -> str:
        """Keep in mind what a sign-in over a provider began with; return what the browser keeps meanwhile."""
        token, now = secrets.token_urlsafe(32), self._clock()
        with self._opened() as db:
            db.execute("DELETE FROM begun WHERE at < ?", (now - BEGUN_SECONDS,))
            db.execute(
                "DELETE FROM begun WHERE token IN (SELECT token FROM begun ORDER BY at DESC LIMIT -1 OFFSET ?)",
                (MOST_BEGUN - 1,),
            )
            db.execute("INSERT INTO begun VALUES (?, ?, ?)", (_hash(token), json.dumps(data), now))
        return token

    def take_begun(self, token: str) -> dict[str, object]:
        """Return what such a sign-in began with, once; nothing where it is not known, or took too long."""
        with self._opened() as db:
            found = db.execute(
                "DELETE FROM begun WHERE token = ? AND at >= ? RETURNING data",
                (_hash(token), self._clock() - BEGUN_SECONDS),
            ).fetchone()
        return dict(json.loads(found[0])) if found else {}

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600))
            with closing(sqlite3.connect(self._path, timeout=5, isolation_level=None)) as db:
                db.executescript(_TABLES)
                yield db
        except (OSError, sqlite3.Error) as e:
            raise StoreError(
                f"who is signed in cannot be looked up in {self._path} ({e}); make it writable, or remove it: all sign in anew"
            ) from e


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
