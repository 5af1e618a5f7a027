"""Decisions about names that no rule can make: the same, or not the same. A record beside the sources, never a deletion.

The file is the only place where a merge lives. Taking an entry out undoes it at the next load.
"""

import hashlib
import os
import tomllib
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from loaders.knowledge import Row, source
from loaders.names.printed import fold, key, person_name
from schema.errors import CurationError

KINDS = ("organisation", "person", "place", "model", "challenge")
_FIELDS = {"kind", "names", "by", "on", "why", "documents", "event"}
DEFAULT = Path(__file__).with_name("judgements.toml")


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision."""

    same: bool
    kind: str
    names: tuple[str, ...]
    by: str
    on: date
    why: str
    documents: tuple[str, ...] = ()
    event: str | None = None
    row: Row | None = field(default=None, compare=False)
    """The judgement as a row of its file, which is a source of the graph."""

    def __str__(self) -> str:
        verdict = "same" if self.same else "different"
        return f"the judgement of {self.on} by {self.by} ({verdict}: {', '.join(repr(n) for n in self.names)})"

    @property
    def words(self) -> str:
        """The judgement as a sentence, which the graph keeps as a passage."""
        verdict = "are names of one" if self.same else "are different: each is a"
        return f"{', '.join(self.names)} {verdict} {self.kind}. {self.why} Decided by {self.by} on {self.on}."


def identity(kind: str, name: str) -> str:
    """Return by what a printed name is compared with another of its kind."""
    if kind == "organisation":
        return key(name)
    return fold(person_name(name) if kind == "person" else name)


@dataclass(slots=True)
class Judgements:
    """All decisions, by kind and identity."""

    all: tuple[Judgement, ...] = ()
    _canonical: dict[tuple[str, str], str] = field(default_factory=dict)
    _said: dict[tuple[str, str], Judgement] = field(default_factory=dict)
    """The judgement that speaks of a name, by kind and identity."""
    _apart: set[tuple[str, frozenset[str]]] = field(default_factory=set)

    def canonical(self, kind: str, name: str) -> str | None:
        """Return the name of the node that a judgement says this name stands for, None where none speaks of it."""
        return self._canonical.get((kind, identity(kind, name)))

    def row(self, kind: str, name: str) -> Row | None:
        """Return the judgement that says what this name stands for, as a row of its source; None where none speaks of it."""
        said = self._said.get((kind, identity(kind, name)))
        return None if said is None else said.row

    def challenge(self, event: str, title: str) -> str | None:
        """Return the title of the challenge at `event` (an id) that this title stands for, None where no judgement says."""
        return self._canonical.get((f"challenge {event.rsplit('/', 1)[-1]}", fold(title)))

    def are_different(self, kind: str, first: str, second: str) -> bool:
        """Whether a judgement keeps two names apart."""
        return (kind, frozenset((identity(kind, first), identity(kind, second)))) in self._apart

    def check(self, document: str, text: str) -> None:
        """Raise CurationError where a judgement names this document and one of its spellings is no longer printed there."""
        folded: str | None = None
        for judgement in self.all:
            if any(part in document for part in judgement.documents):
                folded = folded if folded is not None else f" {fold(text)} "
                for name in judgement.names:
                    if f" {fold(name)} " not in folded:
                        raise CurationError(
                            f"{judgement} has gone stale: {document} does not print {name!r}; correct or remove the judgement"
                        )


def read_judgements(path: Path) -> Judgements:
    """Return the judgements of a file. Raises CurationError where it is malformed, repeats or contradicts itself."""
    try:
        written = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as e:
        raise CurationError(f"the judgements {path.name} cannot be read: {e}") from None
    return parse_judgements(path, written)


def parse_judgements(path: Path, written: str) -> Judgements:
    """Return the judgements that are written, or are to be, in the file `path`. Raises CurationError as `read_judgements` does."""
    try:
        data = tomllib.loads(written)
    except tomllib.TOMLDecodeError as e:
        raise CurationError(f"the judgements {path.name} cannot be read: {e}") from None
    unknown = set(data) - {"same", "different"}
    if unknown:
        raise CurationError(
            f"the judgements {path.name} have a section [[{sorted(unknown)[0]}]]; there are [[same]] and [[different]]"
        )
    entries = [(verdict == "same", entry) for verdict in ("same", "different") for entry in data.get(verdict, [])]
    sha256 = hashlib.sha256(written.encode()).hexdigest()
    kept = source(
        "judgements", name=path.stem, version=sha256[:8], title="Curators' judgements", file=path.name, sha256=sha256
    )
    found = [_judgement(path.name, same, entry) for same, entry in entries]
    rows = kept.rows((f"{j.names[0]} {j.names[-1]} {j.on}", j.words) for j in found)
    return build(tuple(replace(j, row=row) for j, row in zip(found, rows, strict=True)))


def _judgement(file: str, same: bool, entry: Any) -> Judgement:
    names = entry.get("names") if isinstance(entry, dict) else None
    where = f"a [[{'same' if same else 'different'}]] of {file}" + (f" about {names}" if names else "")
    if not isinstance(names, list) or len(names) < 2 or not all(isinstance(n, str) and n.strip() for n in names):
        raise CurationError(f"{where} needs names: a list of two or more")
    kind = entry.get("kind", "organisation")
    if kind not in KINDS:
        raise CurationError(f"{where} has the kind {kind!r}; it is one of: {', '.join(KINDS)}")
    for needed in ("by", "why"):
        if not isinstance(entry.get(needed), str) or not entry[needed].strip():
            raise CurationError(f"{where} does not say {needed}; a judgement names who decided, when (on) and why")
    if not isinstance(entry.get("on"), date):
        raise CurationError(f"{where} does not say on which date (on = 2026-01-31) it was decided")
    if set(entry) - _FIELDS:
        raise CurationError(
            f"{where} has {sorted(set(entry) - _FIELDS)[0]!r}; its fields are: {', '.join(sorted(_FIELDS))}"
        )
    if kind == "challenge" and not isinstance(entry.get("event"), str):
        raise CurationError(f"{where} needs the event whose challenge it is")
    return Judgement(
        same,
        kind,
        tuple(names),
        entry["by"],
        entry["on"],
        entry["why"],
        tuple(entry.get("documents", ())),
        entry.get("event"),
    )


def build(judgements: tuple[Judgement, ...]) -> Judgements:
    """Return judgements ready for use. Raises CurationError where they contradict each other."""
    built = Judgements(judgements)
    said = built._said
    for judgement in judgements:
        if not judgement.same:
            continue
        kind = f"challenge {judgement.event}" if judgement.kind == "challenge" else judgement.kind
        for name in judgement.names:
            at = (kind, identity(judgement.kind, name))
            if at in built._canonical and built._canonical[at] != judgement.names[0]:
                raise CurationError(
                    f"{judgement} and {said[at]} both say what {name!r} stands for; join the two into one"
                )
            built._canonical[at] = judgement.names[0]
            said[at] = judgement
    for judgement in judgements:
        if judgement.same:
            continue
        identities = [identity(judgement.kind, name) for name in judgement.names]
        for i, first in enumerate(identities):
            for j in range(i):
                second = identities[j]
                one, other = said.get((judgement.kind, first)), said.get((judgement.kind, second))
                if one is not None and one is other:
                    raise CurationError(f"{judgement} contradicts {one}; remove one of them")
                if first == second:
                    raise CurationError(
                        f"{judgement} keeps apart what the rule for names cannot tell apart; give the full names"
                    )
                built._apart.add((judgement.kind, frozenset((first, second))))
    return built


def judgements_with(own: Path | None = None) -> Judgements:
    """Return the judgements that ship with the program and those of a curator's own file, which need not exist.

    Where the two cannot both hold, the curator's does. Raises CurationError where the file is malformed or contradicts itself.
    """
    if own is None or not os.path.lexists(own):
        return judgements()
    return with_own(read_judgements(own))


def with_own(own: Judgements) -> Judgements:
    """Return the judgements that ship with the program and a curator's own. Raises CurationError where they cannot hold."""
    mine = own.all
    return build((*(j for j in judgements().all if not any(_contradict(j, m) for m in mine)), *mine))


def _contradict(first: Judgement, second: Judgement) -> bool:
    if (first.kind, first.event) != (second.kind, second.event):
        return False
    shared = {identity(first.kind, n) for n in first.names} & {identity(second.kind, n) for n in second.names}
    if first.same and second.same:
        return bool(shared) and first.names[0] != second.names[0]
    return first.same != second.same and len(shared) > 1


@cache
def judgements() -> Judgements:
    """Return the judgements beside this module, read at the first call."""
    return read_judgements(DEFAULT)
