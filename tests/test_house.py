"""The house stays one that a person can keep in mind: short files, and no modules that need each other."""

from graphlib import TopologicalSorter
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("schema", "loaders", "graph", "api")
MOST_LINES = 400


@pytest.mark.parametrize("room", [*ROOMS, "queries"])
def test_no_file_is_long(room: str) -> None:
    paths = [
        p for p in (ROOT / room).rglob("*") if p.suffix in {".py", ".cypher", ".graphql"} and p.name != "schema.graphql"
    ]
    lengths = {str(p.relative_to(ROOT)): len(p.read_text(encoding="utf-8").splitlines()) for p in paths}
    assert lengths
    assert not {name: length for name, length in lengths.items() if length > MOST_LINES}


def test_no_modules_import_each_other_in_a_circle() -> None:
    """Imports for type checkers alone count too: two modules that know each other are one."""
    graph = grimp.build_graph(*ROOMS, cache_dir=None)
    imports = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    assert len(imports) > 100
    TopologicalSorter(imports).prepare()
