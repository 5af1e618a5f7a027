"""The examples that curators are shown work as they are printed."""

import re
import shlex
from pathlib import Path

import pytest

from api.__main__ import service
from api.cli import commands
from api.cli.parser import parser_of
from loaders.curation.overrides import Overrides
from loaders.extract import extract
from loaders.names.judgements import read_judgements
from loaders.sources import read
from schema.bundle import Bundle, LinkKey

PAGE = (Path(__file__).resolve().parent.parent / "docs" / "curation.md").read_text(encoding="utf-8")
BLOCKS = dict(re.findall(r"^```\w+ ([\w.-]+)\n(.*?)^```$", PAGE, re.M | re.S))
SHOWN = [line for block in re.findall(r"^```sh\n(.*?)^```$", PAGE, re.M | re.S) for line in block.splitlines()]


@pytest.mark.parametrize("command", SHOWN)
def test_every_command_is_one(command: str) -> None:
    words = shlex.split(command)
    assert words[0] == "./imagine"
    assert callable(parser_of(commands(service)).parse_args(words[1:]).run)


def test_the_judgements_can_be_read(tmp_path: Path) -> None:
    (tmp_path / "judgements.toml").write_text(BLOCKS["judgements"])
    found = read_judgements(tmp_path / "judgements.toml")
    assert found.canonical("organisation", "Gorse Mutual") == "Gorse Mutual Society"
    assert found.are_different("person", "Ada North", "Ada Northcote")


def test_the_overrides_do_what_the_page_says(tmp_path: Path) -> None:
    (tmp_path / "overrides.toml").write_text(BLOCKS["overrides"])
    before = extract(read("harbour-day.md", BLOCKS["harbour-day.md"].encode())).bundle
    after = Overrides.load(tmp_path / "overrides.toml").apply(before)
    after.check()
    assert getattr(after.facts.nodes["organisation/fern-works"], "identifiers", ()) == ("GB-COH-12345678",)
    assert getattr(after.facts.nodes["organisation/alder-trust"], "kind", None) == "social enterprise"
    owns, lights = (
        ("OWNS", "person/ben-castle", "Homes for young people"),
        ("SPONSORED", "organisation/fern-works", "Harbour Day 2023"),
    )
    assert owns in facts(before) and owns not in facts(after)
    assert lights in facts(after) and lights not in facts(before)


def facts(bundle: Bundle) -> set[LinkKey]:
    nodes = bundle.facts.nodes
    return {
        (k[0], k[1], getattr(nodes[k[2]], "title", None) or getattr(nodes[k[2]], "name", k[2]))
        for k in bundle.facts.links
    }  # type: ignore[misc]
