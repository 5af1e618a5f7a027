"""Derived files are what `make generate` would write."""

from pathlib import Path

import pytest

from api.__main__ import service
from api.cli import commands
from api.cli.generate import generated_files

FILES = generated_files(commands(service))
ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_derived_file_is_not_stale(name: str) -> None:
    wanted = FILES[name]
    data = wanted if isinstance(wanted, bytes) else wanted.encode()
    assert (ROOT / name).read_bytes() == data, "run 'make generate'"
