"""The papers beside the code agree with it: one version everywhere, and a credit for whatever others have made."""

import re
from pathlib import Path

from api import __version__

ROOT = Path(__file__).resolve().parent.parent


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_version_is_the_same_everywhere() -> None:
    assert re.findall(r"^version: (.+)$", read("CITATION.cff"), re.MULTILINE) == [__version__]
    assert re.findall(r"^## (\S+)", read("CHANGELOG.md"), re.MULTILINE)[0] == __version__


def test_the_citation_has_what_its_format_requires() -> None:
    """Of Citation File Format 1.2.0; `cffconvert --validate` checks the rest."""
    keys = re.findall(r"^([a-z-]+):", read("CITATION.cff"), re.MULTILINE)
    assert {"cff-version", "message", "title", "authors"} <= set(keys)
    assert len(keys) == len(set(keys))


def test_what_others_have_made_is_credited() -> None:
    notice = read("NOTICE")
    assert "GeoNames" in notice
    assert "https://creativecommons.org/licenses/by/4.0/" in notice
    named = re.findall(r"(?<![\w./])(?:loaders|api)/[\w./]+", notice)
    assert named
    for name in named:
        assert (ROOT / name.rstrip(".")).exists(), name
