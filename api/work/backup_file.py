"""The file that holds a whole installation: what every document states, the curators' files, and who is left out.

A tar archive in a Zstandard frame, both of which ordinary tools open. Its members, in this order:

    documents/NUMBER.bundle   what one document states, as `PackedBundle` holds it
    curation/NAME             a curators' file, as it was
    backup.json               the version of this form, what made it and when, the entries that the graph was kept free of, and
                              size and SHA-256 of every member before it
    backup.sha256             SHA-256 of that list, as sha256sum writes it

The list comes last, so that a file that was cut short has none, and is refused. No password and no key of access is in it.
"""

import hashlib
import io
import json
import tarfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

import zstandard

from schema.bundle import PackedBundle
from schema.errors import MissingSourceError, ReadError
from schema.program import PROGRAM

FORMAT = 1
LIST, SEAL = "backup.json", "backup.sha256"
DOCUMENTS, CURATION = "documents/", "curation/"
_LEVEL = 6
_DAMAGED = (OSError, EOFError, ValueError, KeyError, TypeError, tarfile.TarError, zstandard.ZstdError)


@dataclass(frozen=True, slots=True)
class Member:
    """What the list says of a member."""

    name: str
    size: int
    sha256: str

    @classmethod
    def of(cls, name: str, data: bytes) -> "Member":
        """Describe some bytes."""
        return cls(name, len(data), hashlib.sha256(data).hexdigest())


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """The list: what a backup says of itself."""

    format: int
    software: str
    made: str
    """When, in UTC, as ISO 8601 has it."""
    withheld: tuple[str, ...]
    """The ids of the suppression list's entries that the graph was kept free of."""
    members: tuple[Member, ...]

    @property
    def documents(self) -> int:
        """How many documents it holds."""
        return sum(member.name.startswith(DOCUMENTS) for member in self.members)


class BackupWriter:
    """Writes a backup; `finish` makes it one."""

    def __init__(self, out: IO[bytes]) -> None:
        """Write to `out`, from where it stands."""
        compressor = zstandard.ZstdCompressor(level=_LEVEL, write_checksum=True)
        self._frame = compressor.stream_writer(out, closefd=False)
        self._tar = tarfile.open(fileobj=self._frame, mode="w|", format=tarfile.PAX_FORMAT)  # noqa: SIM115 (`finish` closes it)
        self._members: list[Member] = []

    def document(self, payload: bytes) -> None:
        """Add what a document states."""
        number = sum(member.name.startswith(DOCUMENTS) for member in self._members) + 1
        self._add(f"{DOCUMENTS}{number:06}.bundle", payload)

    def curation(self, name: str, data: bytes) -> None:
        """Add a curators' file."""
        self._add(CURATION + name, data)

    def finish(self, *, software: str, made: str, withheld: Iterable[str]) -> Contents:
        """Write the list and end the file."""
        contents = Contents(
            format=FORMAT, software=software, made=made, withheld=tuple(sorted(withheld)), members=tuple(self._members)
        )
        listed = json.dumps(asdict(contents), indent=1).encode() + b"\n"
        self._add(LIST, listed)
        self._add(SEAL, _seal(listed))
        self._tar.close()
        self._frame.flush(zstandard.FLUSH_FRAME)
        return contents

    def _add(self, name: str, data: bytes) -> None:
        about = tarfile.TarInfo(name)
        about.size, about.mode = len(data), 0o600
        self._tar.addfile(about, io.BytesIO(data))
        self._members.append(Member.of(name, data))


class Backup:
    """A backup that was read once from its beginning to its end, and is whole."""

    def __init__(self, path: Path) -> None:
        """Read `path`. Raises MissingSourceError or ReadError where there is none, or it is damaged or of a newer version."""
        self.path = path
        if not path.exists():
            raise MissingSourceError(f"{path} does not exist; name a file that '{PROGRAM} backup' wrote")
        seen: list[Member] = []
        listed = seal = b""
        self.files: dict[str, bytes] = {}
        """The curators' files, by name."""
        for name, data in self._members():
            if name == LIST:
                listed = data
            elif name == SEAL:
                seal = data
            else:
                seen.append(Member.of(name, data))
            if name.startswith(CURATION):
                self.files[name.removeprefix(CURATION)] = data
        if seal != _seal(listed):
            raise self._damaged("its list of contents is missing or was changed")
        self.contents = self._contents(listed)
        if self.contents.members != tuple(seen):
            raise self._damaged("it does not hold what its list of contents says")

    def payloads(self) -> Iterator[PackedBundle]:
        """Yield what each document states, one at a time, in whatever format it was kept in; their ids are not read yet."""
        for name, data in self._members():
            if name.startswith(DOCUMENTS):
                yield PackedBundle(name, data)

    def _members(self) -> Iterator[tuple[str, bytes]]:
        with (
            self._reading(),
            self.path.open("rb") as file,
            zstandard.ZstdDecompressor().stream_reader(file) as frame,
            tarfile.open(fileobj=frame, mode="r|") as tar,
        ):
            for about in tar:
                data = tar.extractfile(about)
                if data is None:
                    raise ValueError(f"{about.name} is no file")
                yield about.name, data.read()

    def _contents(self, data: bytes) -> Contents:
        with self._reading():
            raw: dict[str, Any] = json.loads(data)
            if raw["format"] > FORMAT:
                raise ReadError(
                    f"{self.path} is a backup of format {raw['format']}, newer than this version's {FORMAT}; "
                    "use a newer Imagine Graph"
                )
            return Contents(
                format=raw["format"],
                software=str(raw["software"]),
                made=str(raw["made"]),
                withheld=tuple(map(str, raw["withheld"])),
                members=tuple(Member(m["name"], m["size"], m["sha256"]) for m in raw["members"]),
            )

    @contextmanager
    def _reading(self) -> Iterator[None]:
        try:
            yield
        except _DAMAGED as e:
            raise self._damaged(f"{type(e).__name__}: {e}") from e

    def _damaged(self, why: str) -> ReadError:
        return ReadError(f"{self.path} is no backup, or is damaged ({why}); nothing was changed: take another one")


def _seal(listed: bytes) -> bytes:
    return f"{hashlib.sha256(listed).hexdigest()}  {LIST}\n".encode()
