"""Derived files are what `make generate` would write."""

from pathlib import Path

import pytest

from api.gql.derived import derived_files

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("name", sorted(derived_files()))
def test_a_derived_file_is_not_stale(name: str) -> None:
    assert (ROOT / name).read_text(encoding="utf-8") == derived_files()[name], "run 'make generate'"
