"""The scripts that are committed are what their sources make: `make up` needs no Node.js, and nobody edits what is built."""

from pathlib import Path

from npm import installed, run

from api.web.assets import FOLDER
from api.web.explorer.asking import DOCUMENTS

SOURCES = DOCUMENTS.parent
SMALL = 150_000
"""Bytes that a page may load of scripts at first."""


def test_the_scripts_are_not_stale(tmp_path: Path) -> None:
    folder = installed(SOURCES)
    run(folder, "npx", "--no-install", "tsc")
    run(folder, "npm", "run", "--silent", "build", "--", f"--outdir={tmp_path}")
    built = list(tmp_path.iterdir())
    assert built
    for path in built:
        assert path.read_bytes() == (FOLDER / path.name).read_bytes(), (
            "run 'npm ci' and 'npm run build' in api/explorer"
        )
        assert path.stat().st_size < SMALL


def test_no_lock_names_a_host() -> None:
    for lock in (SOURCES, Path(__file__).parent / "browser", Path(__file__).parents[1] / "bench" / "pages"):
        assert '"resolved"' not in (lock / "package-lock.json").read_text()
