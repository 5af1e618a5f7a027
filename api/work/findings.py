"""What reading found that a curator should see later: documents held back, and blocks that no rule understood.

`imagine load` prints it once; `/review` shows it for as long as it is so. Kept in the home, beside the curators' files, without a
word of any document: of one that was let in the words are in the graph, and what was not let in is not to be read in a service.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from api.work.curation import FOLDER
from api.work.kept_file import changing, unwritable
from graph.private_files import private_folder
from loaders.curation.redaction import Finder
from schema.errors import CurationError

if TYPE_CHECKING:  # all that reads documents, which few of those wait for who look at what was found
    from loaders.curation.check import Review

_FILE = "found.json"
_WHAT = "what loading found"
MOST_HELD = 500
"""How many documents that were held back are remembered, the latest."""


@dataclass(frozen=True, slots=True)
class HeldBack:
    """A document that was not loaded, since it states too little."""

    source: str
    """The file's name."""
    sha256: str
    on: str
    """The day, as ISO 8601 has it."""
    blocks: int
    missed: int
    """Blocks that no rule understood."""
    reasons: tuple[str, ...]
    path: str = ""
    """Where the file was, so that a curator can let it in; empty where that is not known."""

    @classmethod
    def of(cls, seen: Review, sha256: str) -> HeldBack:
        """Return what is kept of a document that is held back."""
        return cls(seen.source, sha256, str(date.today()), seen.blocks, len(seen.missed), tuple(seen.quarantine))

    def without(self, finder: Finder) -> HeldBack:
        """Return the same without the names of people who are left out."""
        return replace(
            self,
            source=finder.slug(self.source),
            reasons=tuple(map(finder.string, self.reasons)),
            path=self.path if _is_free(self.path, finder) else "",
        )


Note = Callable[[HeldBack], None]


def place(home: Path) -> Path:
    """Return where the findings of a home are kept."""
    return home / FOLDER / _FILE


@dataclass(slots=True)
class Findings:
    """What is known of all documents."""

    held: list[HeldBack] = field(default_factory=list)
    missed: dict[str, tuple[str, tuple[int, ...]]] = field(default_factory=dict)
    """By document: the bytes that were read (sha256), and the blocks that no rule understood."""
    paths: dict[str, str] = field(default_factory=dict)
    """By document: where its file was, so that it can be read again once a curator has decided."""

    @classmethod
    def load(cls, path: Path) -> Findings:
        """Read the file, nothing where there is none. Raises CurationError where it cannot be read."""
        if not path.exists():
            return cls()
        try:
            data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            held = [HeldBack(**{**one, "reasons": tuple(one["reasons"])}) for one in data["held"]]
            missed = {str(d): (str(sha256), tuple(map(int, blocks))) for d, (sha256, blocks) in data["missed"].items()}
            paths = {str(d): str(path) for d, path in data.get("paths", {}).items()}
        except (OSError, ValueError, TypeError, KeyError, AttributeError) as e:
            raise CurationError(
                f"what loading found, {path}, cannot be read ({type(e).__name__}); delete it: the next load writes it anew"
            ) from None
        return cls(held, missed, paths)

    def save(self, path: Path) -> None:
        """Write the file. Raises CurationError where that fails."""
        written = {"held": [asdict(one) for one in self.held[-MOST_HELD:]], "missed": self.missed, "paths": self.paths}
        part = path.with_name(path.name + ".part")
        try:
            private_folder(path.parent)
            part.write_text(json.dumps(written) + "\n", encoding="utf-8")
            part.replace(path)
        except OSError as e:
            raise unwritable(path, _WHAT, e) from e

    @classmethod
    def changing(cls, path: Path) -> AbstractContextManager[Findings]:
        """Yield what the file says, and write it again where that was changed (`api.work.kept_file`)."""
        return changing(path, _WHAT, cls.load, cls.save)

    def hold(self, found: Iterable[HeldBack]) -> None:
        """Keep in mind which documents were held back, each in place of an earlier version of its file."""
        new = list(found)
        self._let_go({one.source for one in new}, {one.sha256 for one in new})
        self.held += new

    def loaded(self, document: str, source: str, sha256: str, blocks: Collection[int], path: str) -> None:
        """Keep in mind which blocks of a document that is loaded were not understood, and where it was read from."""
        self._let_go({source}, {sha256})
        self.missed[document] = sha256, tuple(blocks)
        self.paths[document] = path

    def not_understood(self, document: str, sha256: str) -> tuple[int, ...] | None:
        """Return the blocks of a loaded document that no rule understood, None where other bytes were read than are loaded."""
        read, blocks = self.missed.get(document, ("", ()))
        return blocks if read == sha256 else None

    def without(self, finder: Finder) -> Findings:
        """Return the same without the names of people who are left out; a document so called is known by no name."""
        held = [one.without(finder) for one in self.held]
        missed = {d: found for d, found in self.missed.items() if finder.slug(d) == d}
        return Findings(held, missed, {d: p for d, p in self.paths.items() if d in missed and _is_free(p, finder)})

    def forget(self, finder: Finder) -> None:
        """Take these names out."""
        left = self.without(finder)
        self.held, self.missed, self.paths = left.held, left.missed, left.paths

    def _let_go(self, sources: set[str], digests: set[str]) -> None:
        self.held = [h for h in self.held if h.source not in sources and h.sha256 not in digests]


def _is_free(path: str, finder: Finder) -> bool:
    """Whether a path holds no name of a person who is left out."""
    return all(finder.slug(part) == part and finder.string(part) == part for part in Path(path).parts)
