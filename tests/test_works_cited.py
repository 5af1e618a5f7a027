"""Addresses that lead a reader to a work, and those that only name a site or serve the reader of a page."""

import pytest

from loaders.extract import extract
from loaders.sources import read
from schema.nodes import Reference


@pytest.mark.parametrize(
    ("line", "cited"),
    [
        ("Read the plan at alder.example.org", {"alder.example.org"}),
        ("Plan: alder.example.org", {"alder.example.org"}),
        ("Plan: https://alder.example.org/plan", {"https://alder.example.org/plan"}),
        ("Ada North, Sit-Stand.com", set()),
        ("Video: searching for homes on homes.example.org", set()),
        ("[To register](https://alder.example.org/place), write", set()),
        ("[Register here](https://alder.example.org/place)", set()),
        ("[Register of homes](https://alder.example.org/homes)", {"https://alder.example.org/homes"}),
    ],
)
def test_an_address_is_cited_where_it_leads_somewhere(line: str, cited: set[str]) -> None:
    facts = extract(read("notes.md", f"# Notes\n\n{line}\n".encode())).bundle.facts
    assert {node.url for node in facts.nodes.values() if isinstance(node, Reference)} == cited
