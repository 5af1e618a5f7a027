"""Changing what is kept in a file of a home: one process after the other, so that none brings back what another took out."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path
from typing import TypeVar

from graph.locks import alone
from graph.private_files import private_folder
from schema.errors import CurationError

T = TypeVar("T")
_LOCK_SECONDS = 30.0


@contextmanager
def changing(path: Path, what: str, load: Callable[[Path], T], save: Callable[[T, Path], None]) -> Iterator[T]:
    """Yield what `load` makes of the file, and `save` it where it was changed within the block. `what` it is, for messages.

    Raises ImagineError where it cannot be read or written, or another process changes it all the time.
    """
    try:
        private_folder(path.parent)
    except OSError as e:
        raise unwritable(path, what, e) from e
    with alone(path.with_suffix(".lock"), timeout=_LOCK_SECONDS):
        kept = load(path)
        before = deepcopy(kept)
        yield kept
        if kept != before:
            save(kept, path)


def unwritable(path: Path, what: str, error: OSError) -> CurationError:
    """Return the error that says that something cannot be kept in a file."""
    return CurationError(f"{what} cannot be kept in {path} ({error.strerror}); check the folder")
