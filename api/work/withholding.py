"""Keeps the promise of the suppression list: takes people out of what is loaded already, and notices when the list was lost.

A graph remembers which entries it was kept free of. Where the list at hand no longer has one of them (another home, a volume that
is gone, an old backup), nothing is loaded: it would let people return without anybody noticing.
"""

from collections.abc import Iterable
from pathlib import Path

from api.work.findings import Findings, place
from graph.store.store import Store
from loaders.curation.redaction import Finder
from loaders.curation.suppression import Suppression
from loaders.curation.withholding import redact_bundle
from schema.errors import CurationError


def withhold(store: Store, suppression: Suppression) -> tuple[int, int]:
    """Rewrite every loaded document that holds a name of the list; return how many there are, and how many were rewritten.

    Raises CurationError, after all others were rewritten, where a name could not be taken out of a document.
    """
    finder = Finder(suppression)
    checked = changed = 0
    failed: list[CurationError] = []
    for bundle in store.bundles():
        checked += 1
        try:
            left = redact_bundle(bundle, finder)
        except CurationError as e:
            failed.append(e)
            continue
        if left is not bundle:
            store.load(left)
            if left.document != bundle.document:
                store.remove(bundle.document)
            changed += 1
    if changed:
        # Once more, now that it is true: what shows an earlier revision shows it no longer.
        store.note_withheld(store.withheld())
    if failed:
        raise failed[0]
    return checked, changed


def forget_names(home: Path, suppression: Suppression) -> None:
    """Take people's names out of what loading found. Raises CurationError where that cannot be written."""
    path = place(home)
    known = Findings.load(path)
    left = known.without(Finder(suppression))
    if left != known:
        left.save(path)


def keep_promises(store: Store, suppression: Suppression) -> None:
    """Note in the graph which entries it is kept free of. Raises CurationError where the list lacks one that was noted before."""
    noted, known = store.withheld(), set(suppression.ids)
    if missing := sorted(noted - known):
        raise CurationError(
            f"the suppression list is not the one that this graph was kept free by: it lacks {len(missing)} of its people (entries "
            f"{', '.join(missing)}); restore the list and its key from a backup, or set IMAGINE_SUPPRESSED to where they are "
            "('imagine suppress --help' says what to do where they are lost for good)"
        )
    if known != noted:
        store.note_withheld(known)


def remember(store: Store, suppression: Suppression, *, without: Iterable[str] = ()) -> None:
    """Note in the graph the entries that it is kept free of, beside those noted before; those of `without` no longer."""
    store.note_withheld((store.withheld() | set(suppression.ids)) - set(without))


def forget(store: Store, entry: str, suppression: Suppression) -> None:
    """Let the graph miss an entry no longer. Raises CurationError where the list still has it, or the graph never had."""
    if entry in suppression.ids:
        raise CurationError(
            f"entry {entry} is on the suppression list, so nothing is lost; take the person off it by name"
        )
    noted = store.withheld()
    if entry not in noted:
        raise CurationError(
            f"this graph misses no entry {entry}; it was kept free of: {', '.join(sorted(noted)) or 'none'}"
        )
    store.note_withheld(noted - {entry})
