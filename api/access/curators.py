"""The curators who sign in with a password: a file of their names and their passwords' hashes.

The hashes are Argon2id's (RFC 9106), which cost whoever stole the file time and memory for every guess. Whom a provider of
identities vouches for stands in no file (`api/web/curating/provider.py`).
"""

import hashlib
import json
import threading
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.profiles import RFC_9106_LOW_MEMORY

from api.access.keys import NAME
from graph.dumps.files import whole_file
from schema.errors import NotFoundError, SettingsError
from schema.program import PROGRAM

VERSION = 1
LEAST_CHARACTERS, MOST_CHARACTERS = 12, 1000
"""The fewest and the most characters of a password."""
_HASHER = PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)
_ONE_AT_A_TIME = threading.Lock()
"""A hash takes 64 MB while it is made: many people, or one who guesses, do not take them many times over."""


@dataclass(frozen=True, slots=True)
class Curator:
    """Somebody who may decide."""

    name: str
    since: str
    password: str
    """Its hash, with its parameters."""

    @property
    def stamp(self) -> str:
        """What changes with the password: whoever signed in under an earlier one is no longer signed in."""
        return hashlib.sha256(self.password.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Curators:
    """All of them."""

    all: tuple[Curator, ...] = ()

    @classmethod
    def load(cls, path: Path) -> "Curators":
        """Read the file; where there is none, nobody is a curator. Raises SettingsError where it cannot be read."""
        try:
            raw = json.loads(path.read_text(encoding="utf-8"))
            if raw["version"] != VERSION:
                raise ValueError(f"version {raw['version']}, where {VERSION} is read")
            return cls(tuple(Curator(str(c["name"]), str(c["since"]), str(c["password"])) for c in raw["curators"]))
        except FileNotFoundError:
            return cls()
        except (OSError, ValueError, KeyError, TypeError) as e:
            raise SettingsError(
                f"the file of curators {path} cannot be read ({type(e).__name__}: {e}); restore it"
            ) from None

    def save(self, path: Path) -> None:
        """Write the file, for its owner alone to read. Raises ImagineError where that fails."""
        path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps({"version": VERSION, "curators": [asdict(one) for one in self.all]}, indent=1)
        with whole_file(path, private=True) as file:
            file.write(text.encode() + b"\n")

    def named(self, name: str) -> Curator | None:
        """Return the curator of a name, None where there is none."""
        return next((one for one in self.all if one.name == name), None)

    def with_password(self, name: str, password: str) -> "Curators":
        """Return the curators with one who has this password from now on. Raises SettingsError where name or password is none."""
        if not NAME.fullmatch(name):
            raise SettingsError(f"{name!r} is no name for a curator; use up to 64 letters, digits, and . _ @ -")
        if not LEAST_CHARACTERS <= len(password) <= MOST_CHARACTERS or password.casefold() == name.casefold():
            raise SettingsError(
                f"this is no password for a curator; take {LEAST_CHARACTERS} characters or more, such as four words, not the name"
            )
        known = self.named(name)
        new = Curator(name, known.since if known else str(date.today()), _HASHER.hash(password))
        return Curators((*(one for one in self.all if one.name != name), new))

    def without(self, name: str) -> "Curators":
        """Return the curators without one. Raises NotFoundError where there is none of that name."""
        if self.named(name) is None:
            raise NotFoundError(f"there is no curator called {name!r}; '{PROGRAM} curators list' shows which there are")
        return Curators(tuple(one for one in self.all if one.name != name))

    def signing_in(self, name: str, password: str) -> Curator | None:
        """Return whose name and password these are, None where nobody's. A name that is none takes as long as one that is."""
        known = self.named(name)
        with _ONE_AT_A_TIME:
            try:
                _HASHER.verify(known.password if known else _nobodys(), password[:MOST_CHARACTERS])
            except (VerificationError, InvalidHashError):
                return None
        return known


@cache
def _nobodys() -> str:
    return _HASHER.hash("")
