"""Keeps what was read until all of it was: in memory where it is little, else in a file that nobody else sees.

Nothing is written to the graph before every document was read; ten thousand of them should not need the memory for all.
"""

import tempfile
import threading
import weakref
from dataclasses import dataclass

from schema.bundle import PackedBundle

MOST_IN_MEMORY = 64 * 1024 * 1024
"""Bytes of compressed statements; a report has some 20,000."""


class Spool:
    """A pile of bundles. It is gone with the last that was put on it."""

    def __init__(self, most_in_memory: int = MOST_IN_MEMORY) -> None:
        """Begin an empty one; what goes beyond `most_in_memory` bytes goes to the disk, into the system's folder for such files."""
        self._file = tempfile.SpooledTemporaryFile(most_in_memory)  # noqa: SIM115 (open for as long as this object is there)
        self._lock = threading.Lock()
        weakref.finalize(self, self._file.close)

    def put(self, packed: PackedBundle) -> "Spooled":
        """Keep a bundle."""
        with self._lock:
            start = self._file.seek(0, 2)
            self._file.write(packed.payload)
        return Spooled(self, packed.document, start, len(packed.payload))

    def get(self, start: int, length: int) -> bytes:
        """Return the bytes that were put there."""
        with self._lock:
            self._file.seek(start)
            return self._file.read(length)


@dataclass(frozen=True, slots=True)
class Spooled:
    """Where a bundle is kept."""

    spool: Spool
    document: str
    start: int
    length: int

    @property
    def packed(self) -> PackedBundle:
        """The bundle."""
        return PackedBundle(self.document, self.spool.get(self.start, self.length))
