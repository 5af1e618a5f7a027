"""The notebook in docs/ runs from its first cell to its last, on the sample."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from api.work.curation import Curation
from api.work.loading import load_files, read_files
from api.work.sample import sample_files
from graph.connection import Connection
from graph.store.store import Store

NOTEBOOK = Path(__file__).resolve().parent.parent / "docs" / "notebook.ipynb"


def test_it_shows_counts_owners_partners_and_a_picture(
    store: Store, neo4j_server: Connection, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    list(load_files(store, read_files(sample_files(), force=False, say=print, curation=Curation())))
    monkeypatch.setenv("NEO4J_URI", neo4j_server.uri)
    monkeypatch.setenv("NEO4J_USER", neo4j_server.user)
    monkeypatch.setenv("NEO4J_PASSWORD", neo4j_server.password)
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    assert not [cell for cell in notebook.cells if cell.get("outputs")], "outputs are not committed"
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(NOTEBOOK.parent)}}).execute()
    shown = "\n".join(
        str(output.get("data", {})) for cell in notebook.cells for output in cell.get("outputs", []) if "data" in output
    )
    for expected in ("Organisation", "Mark Leaver", "local authority", "Fair Share", "image/png"):
        assert expected in shown, expected
