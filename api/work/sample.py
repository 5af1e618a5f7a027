"""The documents that come with the product: what a new graph holds until its user's own documents come."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from graph.store.store import Store

FOLDER = Path(__file__).resolve().parents[2] / "loaders" / "sample"


def sample_files() -> list[Path]:
    """Return the sample documents' files."""
    return sorted(FOLDER.glob("*.txt"))


def make_way(store: Store, own: list[str]) -> Iterator[str]:
    """Take the sample documents out of the graph, unless they are among the documents `own` that the user loads.

    The sample retells the published reports: beside the reports themselves it would state every fact a second time, in other
    words. Yields the id of each that is taken out.
    """
    known = {hashlib.sha256(path.read_bytes()).hexdigest() for path in sample_files()}
    for document in store.documents():
        if document["sha256"] in known and document["id"] not in own:
            store.remove(document["id"])
            yield document["id"]
