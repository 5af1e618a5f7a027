"""A curator's corrections as data: facts that are changed, dropped or added, each tied to a document and to words that it prints.

They are applied to what was read out of a document, at every load, so a correction outlives the next one. A correction never says
what the source does not show: its quote must stand in the document, becomes its evidence, and prints the value that is given; only
what is a curator's to decide (a kind, a topic) may go without, and is marked so. One whose quote or fact is gone stops the load:
nothing is applied to a text that it was not written for. `docs/curation.md` shows the format.
"""

import hashlib
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from loaders.curation.corrections import correct
from loaders.curation.override import ACTIONS, Override, parse
from loaders.knowledge import source
from schema.bundle import Bundle
from schema.errors import CurationError, ImagineError
from schema.nodes import Document


@dataclass(frozen=True, slots=True)
class Overrides:
    """All corrections of a file."""

    all: tuple[Override, ...] = ()

    @classmethod
    def load(cls, path: Path) -> "Overrides":
        """Read a file, none where there is none. Raises CurationError where it is malformed."""
        if not path.exists():
            return cls()
        try:
            written = path.read_text(encoding="utf-8")
            data = tomllib.loads(written)
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as e:
            raise CurationError(f"the overrides {path} cannot be read: {e}") from None
        if unknown := set(data) - set(ACTIONS):
            raise CurationError(
                f"the overrides {path} have a section [[{min(unknown)}]]; use [[change]], [[drop]] or [[add]]"
            )
        found = []
        for action in ACTIONS:
            entries = data.get(action, [])
            if not isinstance(entries, list):
                raise CurationError(
                    f"the overrides {path} have {action} as one table; write [[{action}]] over each entry"
                )
            found += [parse(action, e, f"[[{action}]] number {n} of {path.name}") for n, e in enumerate(entries, 1)]
        sha256 = hashlib.sha256(written.encode()).hexdigest()
        kept = source(
            "judgements",
            name=path.stem,
            version=sha256[:8],
            title="Curators' corrections",
            file=path.name,
            sha256=sha256,
        )
        rows = kept.rows((f"{o.action} {n}", o.words) for n, o in enumerate(found, 1))
        return cls(tuple(replace(o, row=row) for o, row in zip(found, rows, strict=True)))

    def apply(self, bundle: Bundle) -> Bundle:
        """Return what a document states with its corrections. Applying them again changes nothing more.

        Raises CurationError, naming the entry and what to do, where one has gone stale or says what its quote does not print.
        """
        document = bundle.facts.nodes[bundle.document]
        mine = [o for o in self.all if isinstance(document, Document) and o.concerns(document)]
        if not mine:
            return bundle
        corrected = Bundle(bundle.document)
        corrected.facts.update(bundle.facts)
        for override in sorted(mine, key=lambda o: ACTIONS.index(o.action)):
            try:
                correct(corrected, override)
                corrected.drop_idle_rows()
                corrected.check()
            except CurationError:
                raise
            except (ImagineError, TypeError) as e:
                raise CurationError(f"{override} cannot be applied: {e}") from None
        return corrected

    def unused(self, documents: Iterable[Document]) -> list[Override]:
        """Return the corrections that concern none of these documents."""
        known = list(documents)
        return [o for o in self.all if not any(o.concerns(d) for d in known)]
