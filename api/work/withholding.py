"""Keeps the promise of the suppression list: takes people out of what is loaded already, and notices when the list was lost.

A graph remembers which entries it was kept free of. Where the list at hand no longer has one of them (another home, a volume that
is gone, an old backup), nothing is loaded: it would let people return without anybody noticing.
"""

from collections.abc import Iterable
from pathlib import Path

from api.work import audit, set_aside
from api.work.findings import Findings, place
from graph.server.home import Home
from graph.store.store import Store
from loaders.curation.redaction import Finder
from loaders.curation.suppression import Suppression
from loaders.curation.withholding import redact_bundle
from schema.errors import CurationError
from schema.program import PROGRAM


def withhold(store: Store, suppression: Suppression) -> tuple[int, int]:
    """Rewrite every loaded document that holds a name of the list; return how many there are, and how many were rewritten.

    The list is noted in the graph first, so that a load which began before is refused what it read without it; that everything was
    looked through is noted last, so that whoever finds it interrupted does it again.

    Raises CurationError, after all others were rewritten, where a name could not be taken out of a document.
    """
    finder, mark = Finder(suppression), suppression.mark
    store.promise_withheld(suppression.ids, mark)
    checked = changed = 0
    failed: list[CurationError] = []
    for document in store.document_ids() if finder else ():
        checked += 1
        try:
            changed += store.rewrite(document, lambda bundle: redact_bundle(bundle, finder))
        except CurationError as e:
            failed.append(e)
    if failed:
        raise failed[0]
    # What shows an earlier revision shows it no longer.
    store.note_withheld(store.withheld(), mark)
    return checked, changed


def forget_names(home: Path, suppression: Suppression) -> None:
    """Take people's names out of what loading found, of what curators put aside, and of the audit log. A store that was set aside
    when another was to take its place, which did not come to its end, goes as a whole: what it held is kept beside it.

    Raises ImagineError where that cannot be written.
    """
    Home(home).remove_aside()
    audit.forget_names(home, suppression)
    with Findings.changing(place(home)) as findings:
        findings.forget(Finder(suppression))
    with set_aside.SetAside.changing(set_aside.place(home)) as decided:
        decided.forget(Finder(suppression))


def keep_promises(store: Store, suppression: Suppression) -> None:
    """See to it that the graph is kept free of everybody on the list, also where `suppress` was interrupted or the list was put
    in place by hand. Raises CurationError where the list lacks an entry that was noted before."""
    noted = store.withholding()
    check_remembered(noted.entries, suppression)
    if not noted.promised == noted.kept == suppression.mark:
        withhold(store, suppression)


def check_remembered(noted: Iterable[str], suppression: Suppression) -> None:
    """Raise CurationError where the list lacks an entry that a graph was noted to be kept free of."""
    if missing := sorted(set(noted) - set(suppression.ids)):
        raise CurationError(
            f"the suppression list is not the one that this graph was kept free by: it lacks {len(missing)} of its people (entries "
            f"{', '.join(missing)}); restore the list and its key from a backup, or set IMAGINE_SUPPRESSED to where they are "
            f"('{PROGRAM} suppress --help' says what to do where they are lost for good)"
        )


def remember(store: Store, suppression: Suppression, *, without: Iterable[str] = ()) -> None:
    """Note in the graph the entries that it is kept free of, beside those noted before; those of `without` no longer."""
    store.promise_withheld(suppression.ids, suppression.mark, without=without)
    store.note_withheld(store.withheld(), suppression.mark)


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
