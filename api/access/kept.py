"""A file as it is now: read again once it has changed, so that what is taken out of it holds from the next request on."""

from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

Content = TypeVar("Content")


class Kept(Generic[Content]):
    """What a file says, read by `read`, which raises ImagineError where it cannot."""

    def __init__(self, path: Path, read: Callable[[Path], Content]) -> None:
        """Read the file."""
        self._path, self._read = path, read
        self._content, self._seen = read(path), self._state()

    def now(self) -> Content:
        """Return what the file says by now."""
        if (state := self._state()) != self._seen:
            self._content, self._seen = self._read(self._path), state
        return self._content

    def _state(self) -> tuple[int, int, int] | None:
        try:
            found = self._path.stat()
        except OSError:
            return None
        return found.st_ino, found.st_mtime_ns, found.st_size
