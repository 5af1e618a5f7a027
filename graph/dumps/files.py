"""Files that appear whole or not at all, whatever happens meanwhile: a full disk, a killed process, an error in the middle."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from schema.errors import ImagineError


@contextmanager
def whole_file(path: Path, *, private: bool = False) -> Iterator[IO[bytes]]:
    """Yield what is written beside `path` and takes its place at the end. Raises ImagineError where it cannot be written.

    `private`: for its owner alone to read.

    A link is followed, so that it stays one. A device or pipe cannot be half there, and is written as it is.
    """
    path = path.resolve()
    part: Path | None = None
    try:
        if path.exists() and not path.is_file():
            with path.open("wb") as out:
                yield out
            return
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", suffix=".part", delete=False) as out:
            part = Path(out.name)
            yield out
            out.flush()
            os.fsync(out.fileno())
        part.chmod(0o600 if private else 0o666 & ~_umask())
        part.replace(path)
        part = None
        _settle(path.parent)
    except OSError as e:
        raise unwritable(path, e) from e
    finally:
        if part is not None:
            part.unlink(missing_ok=True)


@contextmanager
def whole_folder(path: Path) -> Iterator[Path]:
    """Yield a folder beside `path` that takes its name at the end; `path` must not be there, or be empty."""
    part: Path | None = None
    try:
        part = Path(tempfile.mkdtemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part"))
        yield part
        part.chmod(0o777 & ~_umask())
        part.replace(path)
        _settle(path.parent)
    except OSError as e:
        raise unwritable(path, e) from e
    finally:
        if part is not None:
            shutil.rmtree(part, ignore_errors=True)


def unwritable(path: Path, error: OSError) -> ImagineError:
    """Return what tells that a file could not be written."""
    return ImagineError(
        f"{path} cannot be written ({error.strerror or error}); nothing was left there: make room, "
        "or name a file in a folder that you may write to"
    )


def _settle(folder: Path) -> None:
    """Have the disk note the new name. Not every file system can for a folder."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _umask() -> int:
    now = os.umask(0)
    os.umask(now)
    return now
