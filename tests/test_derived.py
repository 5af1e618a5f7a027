"""Derived files are what `make generate` would write."""

from pathlib import Path

import pytest

from api.__main__ import COMMANDS
from api.cli.generate import generated_files

FILES = generated_files(COMMANDS)
ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_derived_file_is_not_stale(name: str) -> None:
    assert (ROOT / name).read_text(encoding="utf-8") == FILES[name], "run 'make generate'"
