"""Remembers which files were found to hold the bytes that they should, so that 200 MB are not read through at every start.

A file is known by its size and its times of change as the file system keeps them: one that was written to since is read again.
"""

import hashlib
import json
from contextlib import suppress
from pathlib import Path

from graph.private_files import write_private

_NOTE = ".verified.json"


class Verified:
    """The files of one folder."""

    def __init__(self, folder: Path) -> None:
        """Read what was remembered of `folder`; a note that cannot be read counts as none."""
        self._folder = folder
        self._known: dict[str, list[object]] = {}
        self._new = False
        with suppress(OSError, ValueError):
            read = json.loads((folder / _NOTE).read_text(encoding="utf-8"))
            self._known = read if isinstance(read, dict) else {}

    def holds(self, name: str, size: int, sha256: str) -> bool:
        """Whether the file `name` is there with this size and SHA-256."""
        path = self._folder / name
        try:
            stat = path.stat()
            if stat.st_size != size:
                return False
            mark = [sha256, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino]
            if self._known.get(name) == mark:
                return True
            with path.open("rb") as file:
                if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
                    return False
        except OSError:
            return False
        self._known[name], self._new = mark, True
        return True

    def remember(self) -> None:
        """Keep what was found, where the folder can be written to."""
        if self._new:
            with suppress(OSError):
                write_private(self._folder / _NOTE, json.dumps(self._known))
