"""The keys that were given out: a file of their hashes, each with a name. Whoever reads the file cannot ask with what it holds.

A key is 256 random bits, so that its plain SHA-256 cannot be turned back: slow hashes are for what people think up.
"""

import hashlib
import hmac
import json
import re
import secrets
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from api.access.kept import Kept
from graph.dumps.files import whole_file
from schema.errors import NotFoundError, SettingsError
from schema.program import PROGRAM

VERSION = 1
_PREFIX = "ig_"
"""So that a key is known as one where it should not be: in a log, in a repository."""
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{0,63}")
"""What the name of a key, or of a curator, is made of."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key that was given out."""

    name: str
    since: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Keys:
    """All of them."""

    all: tuple[Key, ...] = ()

    @classmethod
    def load(cls, path: Path) -> "Keys":
        """Read the file. Raises SettingsError where it cannot be read: it must not be taken for one that lets anybody in."""
        try:
            raw = json.loads(path.read_text(encoding="utf-8"))
            if raw["version"] != VERSION:
                raise ValueError(f"version {raw['version']}, where {VERSION} is read")
            return cls(tuple(Key(str(k["name"]), str(k["since"]), str(k["sha256"])) for k in raw["keys"]))
        except FileNotFoundError:
            raise SettingsError(
                f"there is no file of keys {path}; make one with '{PROGRAM} keys add NAME', or correct IMAGINE_ACCESS_KEYS"
            ) from None
        except (OSError, ValueError, KeyError, TypeError) as e:
            raise SettingsError(
                f"the file of keys {path} cannot be read ({type(e).__name__}: {e}); restore it"
            ) from None

    def save(self, path: Path) -> None:
        """Write the file, for its owner alone to read. Raises ImagineError where that fails."""
        path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps({"version": VERSION, "keys": [asdict(key) for key in self.all]}, indent=1)
        with whole_file(path, private=True) as file:
            file.write(text.encode() + b"\n")

    def added(self, name: str) -> tuple["Keys", str]:
        """Return the keys with one more, and what its holder is given: it stands nowhere else. Raises SettingsError for a name."""
        if not NAME.fullmatch(name):
            raise SettingsError(f"{name!r} is no name for a key; use up to 64 letters, digits, and . _ @ -")
        if any(key.name == name for key in self.all):
            raise SettingsError(f"there is a key called {name} already; give another name, or remove that key first")
        given = _PREFIX + secrets.token_urlsafe(32)
        return Keys((*self.all, Key(name, str(date.today()), _hash(given)))), given

    def without(self, name: str) -> "Keys":
        """Return the keys without one. Raises NotFoundError where there is none of that name."""
        left = tuple(key for key in self.all if key.name != name)
        if len(left) == len(self.all):
            raise NotFoundError(f"there is no key called {name!r}; '{PROGRAM} keys list' shows which there are")
        return Keys(left)

    def holder(self, given: str) -> str | None:
        """Return the name of the key that was given, None where there is none. Every key is compared, in constant time."""
        hashed, found = _hash(given), None
        for key in self.all:
            if hmac.compare_digest(key.sha256.encode(), hashed.encode()):
                found = key.name
        return found


class KeptKeys:
    """The keys of a file as it is now: one that is taken out of it opens nothing from the next request on."""

    def __init__(self, path: Path) -> None:
        """Read the file. Raises SettingsError as `Keys.load` does."""
        self._keys = Kept(path, Keys.load)

    def holder(self, given: str) -> str | None:
        """Return the name of the key that was given, None where there is none. Raises SettingsError where the file is gone."""
        return self._keys.now().holder(given)


def _hash(given: str) -> str:
    return hashlib.sha256(given.encode()).hexdigest()
