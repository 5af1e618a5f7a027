"""What curators have looked at and put aside: lines that state nothing, documents that stay out, documents let in all the same.

Kept in the home beside the curators' files, without a word of any document: a line is known by its document's bytes and its place,
so that it is asked about again once the document is another.
"""

import json
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from api.work.curation import FOLDER
from api.work.findings import HeldBack
from api.work.kept_file import changing
from graph.dumps.files import whole_file
from graph.private_files import private_folder
from loaders.curation.redaction import Finder
from schema.errors import CurationError

_FILE = "set-aside.json"


def place(home: Path) -> Path:
    """Return where it is kept in a home."""
    return home / FOLDER / _FILE


@dataclass(frozen=True, slots=True)
class Signed:
    """Who decided, and when."""

    by: str
    on: str

    @classmethod
    def now(cls, by: str) -> "Signed":
        """Return a decision of today."""
        return cls(by, str(date.today()))


@dataclass(frozen=True, slots=True)
class Kept:
    """A document that was held back, and what was decided about it."""

    held: HeldBack
    signed: Signed
    document: str = ""
    """Its id where it was let in; empty where it stays out."""


@dataclass(slots=True)
class SetAside:
    """All of it."""

    lines: dict[str, tuple[str, dict[int, Signed]]] = field(default_factory=dict)
    """By document: the bytes that were read (sha256), and the lines by their place."""
    documents: list[Kept] = field(default_factory=list)

    @classmethod
    def load(cls, path: Path) -> "SetAside":
        """Read the file, nothing where there is none. Raises CurationError where it cannot be read."""
        if not path.exists():
            return cls()
        try:
            data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            lines = {
                str(d): (str(sha256), {int(n): Signed(**signed) for n, signed in blocks.items()})
                for d, (sha256, blocks) in data["lines"].items()
            }
            documents = [
                Kept(
                    HeldBack(**{**one["held"], "reasons": tuple(one["held"]["reasons"])}),
                    Signed(**one["signed"]),
                    str(one["document"]),
                )
                for one in data["documents"]
            ]
        except (OSError, ValueError, TypeError, KeyError, AttributeError) as e:
            raise CurationError(
                f"what curators put aside, {path}, cannot be read ({type(e).__name__}); restore it, or move it away"
            ) from None
        return cls(lines, documents)

    def save(self, path: Path) -> None:
        """Write the file. Raises ImagineError where that fails."""
        written = {
            "lines": {
                d: (sha256, {str(n): asdict(signed) for n, signed in blocks.items()})
                for d, (sha256, blocks) in self.lines.items()
                if blocks
            },
            "documents": [asdict(one) for one in self.documents],
        }
        private_folder(path.parent)
        with whole_file(path, private=True) as file:
            file.write(json.dumps(written).encode() + b"\n")

    @classmethod
    def changing(cls, path: Path) -> AbstractContextManager["SetAside"]:
        """Yield what the file says, and write it again where that was changed (`api.work.kept_file`)."""
        return changing(path, "what curators put aside", cls.load, cls.save)

    def of(self, document: str, sha256: str) -> dict[int, Signed]:
        """Return the lines of a document that were put aside, by their place."""
        known, blocks = self.lines.get(document, ("", {}))
        return blocks if known == sha256 else {}

    def put(self, document: str, sha256: str, blocks: set[int], signed: Signed) -> None:
        """Put lines aside."""
        self.lines[document] = sha256, {**self.of(document, sha256), **dict.fromkeys(blocks, signed)}

    def take_back(self, document: str, sha256: str, blocks: set[int]) -> None:
        """Ask about lines again."""
        left = {n: signed for n, signed in self.of(document, sha256).items() if n not in blocks}
        self.lines[document] = sha256, left

    def without(self, finder: Finder) -> "SetAside":
        """Return the same without the names of people who are left out."""
        lines = {d: found for d, found in self.lines.items() if finder.slug(d) == d}
        documents = [
            replace(one, document=finder.slug(one.document), held=one.held.without(finder)) for one in self.documents
        ]
        return SetAside(lines, documents)

    def forget(self, finder: Finder) -> None:
        """Take these names out."""
        left = self.without(finder)
        self.lines, self.documents = left.lines, left.documents
