"""Schemes that won or were put up for awards."""

import pytest

from loaders.extract import extract
from loaders.sources import read
from schema.links import Involves
from schema.nodes import Model

TWO = (
    "The Steady Steps Project, run by Hull City Council and Elm Care Trust, took home the prize for teams.\n\n"
    "We also met the Warm Hands Service based in Hull, which was nominated for an award.\n"
)


@pytest.mark.parametrize(
    ("told", "schemes"),
    [
        (TWO, {"Steady Steps Project", "Warm Hands Service"}),
        ("The Steady Steps Project took home the prize for teams. All were glad.", set[str]()),
        ("This Project was nominated for an award.\n\nBest Service, highly commended in 2030, went to us.", set[str]()),
    ],
)
def test_several_schemes_that_competed_are_models(told: str, schemes: set[str]) -> None:
    head = "# Care Awards 2031\n\nThe Care Awards 2031 were held on 4 May 2031 at Hull Town Hall.\n\n"
    facts = extract(read("awards.md", (head + told).encode())).bundle.facts
    assert {node.name for node in facts.nodes.values() if isinstance(node, Model)} == schemes
    behind = {link.target for link in facts.links.values() if isinstance(link, Involves)}
    assert behind == ({"organisation/hull-city-council", "organisation/elm-care-trust"} if schemes else set())
