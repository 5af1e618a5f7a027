"""The list of people who ask to be left out, kept without their names.

A list in plain words would itself be a place where the names stand, and be copied into backups. So each person is a set of
keyed hashes (BLAKE2b, 128 bits) of the forms that their name is printed in, and the key is a file of its own beside the list: who
holds one of the two learns nothing, and who holds both can test a name but not read one. A slow hash would protect better
against testing and cannot be afforded, since every few neighbouring words of every document are looked up here. The price: the
list cannot be read back, only counted, which is why an entry carries a date and a note of the curator's (a case number).

How names are found in a text and taken out is in `loaders/curation/redaction.py`.
"""

import hashlib
import json
import os
import re
import secrets
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from loaders.names.printed import person_name
from schema.errors import CurationError
from schema.program import PROGRAM

VERSION = 1
KEY_BYTES = 32

_MARKS = "\u0300-\u036f"
_LETTERS = f"[^\\W\\d_⁰¹²³⁴⁵⁶⁷⁸⁹][{_MARKS}]*"
_TOKEN = re.compile(f"(?:{_LETTERS})+(?:['’ʼ`´](?:{_LETTERS})+)*")
_POSSESSIVE = re.compile(r"['’ʼ`´][sS]$")
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ı": "i"})


class Form(Enum):
    """How a form of a name may be met."""

    FULL = "full"
    """Given names and surname, in this order."""
    TURNED = "turned"
    """The surname first."""
    INITIALS = "initials"
    """Initials and surname, in either order."""
    HANDLE = "handle"
    """Only in addresses and handles."""
    SURNAME = "surname"
    """Alone; looked for only where the document names the person in full as well."""
    GIVEN = "given"
    """The first given name alone; likewise."""


PARTICLES = frozenset("van von der den de di da dos del la le bin ibn al el ter ten ap ab o mac mc st".split())
"""Small words that belong to the surname after them."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: its characters, without a possessive's ending, and as they are compared."""

    start: int
    end: int
    plain: str


def tokens(text: str) -> Iterator[Token]:
    """Yield the words of a text. Case, accents, apostrophes and typographic marks make no difference to `plain`."""
    for match in _TOKEN.finditer(text):
        printed = _POSSESSIVE.sub("", match[0])
        yield Token(match.start(), match.start() + len(printed), plain(printed))


def plain(printed: str) -> str:
    """Return the letters of a word as they are compared."""
    if printed.isascii():
        return printed.lower() if printed.isalpha() else "".join(c for c in printed.lower() if c.isalpha())
    decomposed = unicodedata.normalize("NFKD", printed).casefold().translate(_PLAIN)
    return "".join(c for c in decomposed if c.isalpha())


@dataclass(frozen=True, slots=True)
class Entry:
    """One person."""

    since: str
    note: str
    hashes: dict[Form, tuple[str, ...]]

    @property
    def id(self) -> str:
        """What the entry is called when it must be told from others: the start of the full name's hash."""
        return self.hashes[Form.FULL][0][:8]


@dataclass(frozen=True, slots=True)
class Suppression:
    """The list: what every text is held against before anything is read out of it."""

    key: bytes
    entries: tuple[Entry, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.entries)

    @property
    def ids(self) -> list[str]:
        """The ids of the entries."""
        return [entry.id for entry in self.entries]

    @property
    def mark(self) -> str:
        """A fingerprint of whom the list leaves out, and in which forms: what was read by another list has another."""
        told = json.dumps(sorted(sorted(h) for e in self.entries for h in e.hashes.values()))
        return self.hash(told) if self.entries else "nobody"

    def hash(self, letters: str) -> str:
        """Return the keyed hash of some letters."""
        return hashlib.blake2b(letters.encode(), key=self.key, digest_size=16).hexdigest()

    def find(self, name: str) -> Entry | None:
        """Return the entry of a person by the full name, None where there is none."""
        wanted = self.hash("".join(_words(name)))
        return next((e for e in self.entries if wanted in e.hashes[Form.FULL]), None)

    def add(self, name: str, also: Iterable[str] = (), *, since: str, note: str = "") -> "Suppression":
        """Return the list with a person more: their full name, and other forms in which it is printed.

        A form of one word (a handle, a nickname in an address) is looked for in addresses only. Raises CurationError for a full
        name of one word, and for a person who is on the list.
        """
        words = _words(name)
        if len(words) < 2:
            raise CurationError(
                "a person is left out by their full name, given name and surname: one word alone would also withhold others"
            )
        if self.find(name):
            raise CurationError("this person is on the suppression list already")
        found: dict[Form, list[str]] = {form: [] for form in Form}
        for printed in (name, *also):
            for form, letters in forms(printed):
                if (hashed := self.hash(letters)) not in found[form]:
                    found[form].append(hashed)
        entry = Entry(since, note, {form: tuple(hashes) for form, hashes in found.items() if hashes})
        return Suppression(self.key, (*self.entries, entry))

    def without(self, name: str) -> "Suppression":
        """Return the list without a person. Raises CurationError where they are not on it."""
        entry = self.find(name)
        if entry is None:
            raise CurationError(
                "this person is not on the suppression list; give the full name as it was entered (the list cannot be read back)"
            )
        return Suppression(self.key, tuple(e for e in self.entries if e is not entry))

    def joined(self, other: "Suppression") -> "Suppression":
        """Return the list of everybody who is on this one or on `other`; an entry of both is as it is here.

        Raises CurationError where both have people and another key: their hashes cannot stand in one list.
        """
        if not other.entries:
            return self
        if not self.entries:
            return other
        if self.key != other.key:
            raise CurationError(
                f"two suppression lists with different keys cannot be joined; keep the one with {len(self.entries)} people, and "
                f"put the {len(other.entries)} people of the other on it again by name"
            )
        known = set(self.ids)
        return Suppression(self.key, (*self.entries, *(e for e in other.entries if e.id not in known)))

    @classmethod
    def load(cls, path: Path) -> "Suppression":
        """Read the list, an empty one with a new key where there is none yet.

        Raises CurationError where it cannot be read or its key is gone: an unreadable list must not be taken for an empty one.
        """
        if not os.path.lexists(path):
            if os.path.lexists(key_file(path)):
                raise CurationError(
                    f"the suppression list {path} is gone, but its key is there; restore the list from a backup: without it nobody "
                    "on it would be left out (where nobody was on it, remove the key too)"
                )
            return cls(secrets.token_bytes(KEY_BYTES))
        try:
            raw = tomllib.loads(path.read_text(encoding="utf-8"))
            entries = tuple(_entry(person) for person in raw.get("person", ()))
        except (
            OSError,
            UnicodeDecodeError,
            tomllib.TOMLDecodeError,
            KeyError,
            TypeError,
            ValueError,
            AttributeError,
        ) as e:
            raise CurationError(f"the suppression list {path} cannot be read ({e}); restore it from a backup") from None
        if raw.get("version") != VERSION:
            raise CurationError(
                f"the suppression list {path} has version {raw.get('version')!r}; this program reads {VERSION}"
            )
        try:
            key = bytes.fromhex(key_file(path).read_text(encoding="ascii").strip())
        except (OSError, ValueError) as e:
            raise CurationError(
                f"{key_file(path)}, the key of the suppression list, cannot be read ({e}); restore it from a backup: without it "
                "nobody on the list would be left out"
            ) from None
        if len(key) != KEY_BYTES:
            raise CurationError(f"{key_file(path)} is not a key of {KEY_BYTES} bytes; restore it from a backup")
        return cls(key, entries)

    def save(self, path: Path) -> None:
        """Write the list and its key, readable by their owner alone. Raises CurationError where that fails."""
        lines = [
            "# People who asked to be left out, as keyed hashes of their names (the key is in the file beside this one).",
            f"# Change it with '{PROGRAM} suppress'; keep both files in backups that are kept apart.",
            f"version = {VERSION}",
        ]
        for entry in self.entries:
            lines += ["", "[[person]]", f'since = "{entry.since}"', f"note = {json.dumps(entry.note)}"]
            lines += [f"{form.value} = {json.dumps(list(hashes))}" for form, hashes in entry.hashes.items()]
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            _write_private(key_file(path), self.key.hex() + "\n")
            _write_private(path, "\n".join(lines) + "\n")
        except OSError as e:
            raise CurationError(
                f"the suppression list {path} cannot be written ({e.strerror}); check the folder"
            ) from e


def key_file(path: Path) -> Path:
    """Return where the key of a list is kept: beside it."""
    return path.with_suffix(".key")


def forms(name: str) -> Iterator[tuple[Form, str]]:
    """Yield the forms in which a name is looked for, as letters without anything between them.

    Letters alone, so that "Ada North", "ADA NORTH", "ada.north@", "AdaNorth", a name broken over a line and one letter-spaced
    are one form.
    """
    words = _words(name)
    if len(words) == 1:
        yield Form.HANDLE, words[0]
        return
    first, *middle, last = words
    surname = last
    while middle and middle[-1] in PARTICLES:
        surname = middle.pop() + surname
    if surname != last:
        yield Form.FULL, first + "".join(middle) + surname
        yield Form.SURNAME, surname
        yield Form.TURNED, surname + first
        yield Form.INITIALS, first[0] + surname
        yield Form.INITIALS, surname + first[0]
    initials = first[0] + "".join(m[0] for m in middle)
    for given in dict.fromkeys(("".join((first, *middle)), first, first + "".join(m[0] for m in middle))):
        yield Form.FULL, given + last
        yield Form.TURNED, last + given
    for short in dict.fromkeys((initials, first[0])):
        yield Form.INITIALS, short + last
        yield Form.INITIALS, last + short
    yield Form.HANDLE, first + last[0]
    yield Form.SURNAME, last
    yield Form.GIVEN, first


def _words(name: str) -> list[str]:
    """Return the words of a name as they are compared; the parts of a double-barrelled one are one word."""
    stripped = person_name(name)
    if len(stripped.split()) < 2:  # what looks like a form of address was a name
        stripped = name
    turned = re.fullmatch(r"\s*([^,]+),\s*([^,]+?)\s*", stripped)
    if turned:
        stripped = f"{turned[2]} {turned[1]}"
    words = ["".join(t.plain for t in tokens(word)) for word in stripped.split()]
    return [word for word in words if word]


def _entry(raw: dict[str, object]) -> Entry:
    hashes: dict[Form, tuple[str, ...]] = {}
    for form in Form:
        values = raw.get(form.value, [])
        if not isinstance(values, list) or not all(
            isinstance(v, str) and re.fullmatch("[0-9a-f]{32}", v) for v in values
        ):
            raise ValueError(f"{form.value} is not a list of hashes")
        hashes[form] = tuple(values)
    if not hashes[Form.FULL]:
        raise ValueError("an entry has no full name")
    return Entry(str(raw["since"]), str(raw.get("note", "")), hashes)


def _write_private(path: Path, text: str) -> None:
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
