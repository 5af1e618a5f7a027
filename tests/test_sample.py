"""The sample is there until its user's own documents come."""

from pathlib import Path

from api.work.curation import Curation
from api.work.loading import load_files, read_files
from api.work.sample import FOLDER, make_way, sample_files
from graph.store.store import Store

REPORT = """# Harbour Gathering 2024: a report

Harbour Gathering 2024 took place at Marsden Town Hall on 3 May 2024.

## Challenge area: Homelessness – rooms for apprentices

### Challenge owners

Ada North, *Head of Housing, Marsden Council*

### Ideas

1. Rent spare rooms to apprentices.
"""


def test_the_sample_makes_way_for_the_first_document_of_ones_own(store: Store, tmp_path: Path) -> None:
    list(load_files(store, read_files(sample_files(), force=False, say=print, curation=Curation())))
    assert len(store.documents()) == len(sample_files())
    own = tmp_path / "harbour.md"
    own.write_text(REPORT, encoding="utf-8")
    read = read_files([own], force=True, say=print, curation=Curation())
    assert len(list(make_way(store, [one.document for one in read]))) == len(sample_files())
    list(load_files(store, read))
    assert [d["source"] for d in store.documents()] == ["harbour.md"]
    assert list(make_way(store, ["document/harbour"])) == []


def test_whoever_asks_for_the_sample_keeps_it(store: Store) -> None:
    read = read_files(sample_files(), force=False, say=print, curation=Curation())
    list(load_files(store, read))
    assert list(make_way(store, [one.document for one in read])) == []


def test_the_samples_folder_is_loaded_like_any_other() -> None:
    """It brings the sample back; nothing else is in the folder, for it would be held back and keep all from being loaded."""
    read = read_files([FOLDER], force=False, say=print, curation=Curation())
    assert [one.path for one in read] == sample_files()
