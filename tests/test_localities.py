"""Places in running text that are a part of something else: of another place's name, of somebody's name, of a body's."""

import pytest

from loaders.extract import extract
from loaders.sources import read
from schema.nodes import Place

DAY = "# Quay Day 2031\n\nQuay Day 2031 took place on 14 May 2031 in Hull.\n\n"


@pytest.mark.parametrize(
    ("sentence", "places"),
    [
        ("They work in Leeds and in North Yorkshire.", {"Leeds", "North Yorkshire"}),
        ("They work with Healthy North Glasgow on it.", set()),
        ("The quay of New Westminster was built then.", set()),
        ("The beds of St Mary's Hospital are full.", set()),
        ("Kerry Marsh of Alder Trust spoke. Kerry is a baker.", set()),
        ("Kerry Marsh of Alder Trust spoke. She bakes in Kerry.", {"Kerry"}),
        ("Mayor Burnham spoke of Leeds.", {"Leeds"}),
    ],
)
def test_a_part_of_another_name_is_no_place(sentence: str, places: set[str]) -> None:
    nodes = extract(read("notes.md", (DAY + sentence + "\n").encode())).bundle.facts.nodes.values()
    assert {node.name for node in nodes if isinstance(node, Place)} - {"Hull"} == places
