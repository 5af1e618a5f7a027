"""Takes the people of the suppression list out of what is loaded already, from what is stored: without the files it came from."""

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
    if failed:
        raise failed[0]
    return checked, changed
