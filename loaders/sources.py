"""Any file to a `Text`: finds the files that are named, and the reader of each in the table of formats."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from loaders.blocks import Text
from loaders.formats.source import MAX_FILE_BYTES, Source, too_large
from loaders.formats.table import ENDINGS, FORMATS, listed
from loaders.uncollected import uncollected
from schema.errors import MissingSourceError, ReadError

EXPECTED = f"expected a report as {listed()}"


@dataclass(frozen=True, slots=True, order=True)
class SourceFile:
    """A file to load, and the name that its document gets."""

    name: str
    path: Path


def sources(paths: Iterable[Path | str]) -> list[SourceFile]:
    """Return the files to read: those named, and those of the folders named that end like a report (see `ENDINGS`).

    A file in a folder is named by its path inside that folder, another by its last part. Hidden files and folders, the lock files
    of office programs, and links that lead out of the folder are left out. Raises ReadError for a path that is not there and
    for a folder with nothing to read.
    """
    found: dict[Path, SourceFile] = {}
    for given in paths:
        path = Path(given)
        try:
            if path.is_dir():
                inside = _in_folder(path)
                if not inside:
                    raise ReadError(f"{path} has no file to read in it; {EXPECTED} ({', '.join(sorted(ENDINGS))})")
            elif not path.exists():
                raise MissingSourceError(
                    f"{path} does not exist; give the path of a report or of a folder with reports"
                )
            else:
                _refuse_special(path)
                inside = [SourceFile(_shown(path.name), path)]
        except OSError as e:
            raise ReadError(f"{path} cannot be opened ({e.strerror or e}); check its name and permissions") from None
        for source in inside:
            found.setdefault(source.path.resolve(), source)
    return list(found.values())


def _refuse_special(path: Path) -> None:
    """Refuse what has no end, or waits for somebody to write into it."""
    if not path.is_file():
        kinds = {"a named pipe": path.is_fifo(), "a device": path.is_char_device(), "a socket": path.is_socket()}
        what = next((kind for kind, is_one in kinds.items() if is_one), "no file")
        raise ReadError(f"{path} is {what}; {EXPECTED}, in a file")


def _shown(name: str) -> str:
    """Return a file's name as text that can be shown: what is not UTF-8 in it, or moves a terminal's cursor, is marked."""
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)


def _in_folder(folder: Path) -> list[SourceFile]:
    inside = []
    root = folder.resolve()
    for path in folder.rglob("*"):
        parts = path.relative_to(folder).parts
        hidden = any(part.startswith(".") for part in parts) or path.name.startswith("~$")
        if not hidden and path.suffix.lower() in ENDINGS and path.is_file() and path.resolve().is_relative_to(root):
            inside.append(SourceFile(_shown("/".join(parts)), path))
    return sorted(inside)


def read_file(source: SourceFile | Path | str) -> Text:
    """Return a file as `Text`. Raises ReadError where it is missing, too large, or nothing that can be read."""
    if not isinstance(source, SourceFile):
        source = SourceFile(_shown(Path(source).name), Path(source))
    return read(source.name, file_bytes(source))


def file_bytes(source: SourceFile) -> bytes:
    """Return what is in a file. Raises ReadError where it is missing, too large, or no file that ends."""
    try:
        if source.path.is_dir():
            raise ReadError(f"{source.name} is a folder; {EXPECTED}")
        if source.path.exists():
            _refuse_special(source.path)
        size = source.path.stat().st_size
        if size > MAX_FILE_BYTES:
            raise ReadError(too_large(source.name, size, MAX_FILE_BYTES, EXPECTED))
        with source.path.open("rb") as file:
            return file.read(MAX_FILE_BYTES + 1)
    except FileNotFoundError:
        raise MissingSourceError(
            f"{source.path} does not exist; give the path of a report or of a folder with reports"
        ) from None
    except OSError as e:
        raise ReadError(f"{source.path} cannot be opened ({e.strerror or e}); check its name and permissions") from None


@uncollected()
def read(path_or_name: Path | str, data: bytes) -> Text:
    """Return a document's bytes as `Text`; `path_or_name` names it in the graph and in messages.

    Raises ReadError, in one line that names the document and what was expected, where the bytes are no report that can be read.
    """
    name = str(path_or_name)
    if not data.strip():
        raise ReadError(f"{name} is empty; {EXPECTED}")
    if len(data) > MAX_FILE_BYTES:
        raise ReadError(too_large(name, len(data), MAX_FILE_BYTES, EXPECTED))
    source = Source(name, data, EXPECTED)
    try:
        return next(one for one in FORMATS if one.sniff(source)).read(source)
    except (RecursionError, MemoryError):
        raise ReadError(f"{name} is nested or large beyond reason; {EXPECTED}") from None
