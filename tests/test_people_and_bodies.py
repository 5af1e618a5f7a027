"""Whom people work for, in the forms in which lists and sentences print it, and near misses that print something else."""

import pytest

from loaders.extract import Extraction, extract
from loaders.sources import read
from schema.links import WorksFor
from schema.nodes import Organisation, Person

OWNERS = """# Quay Day 2031

Quay Day 2031 took place on 14 May 2031.

## Challenge: Homes

### Challenge owners

{}

### Ideas

1. Build.
"""


def reading(words: str) -> Extraction:
    return extract(read("notes.md", words.encode()))


def employers(found: Extraction) -> set[str]:
    """Return who works for whom as `Name -> Body | role`."""
    nodes = found.bundle.facts.nodes
    said = set()
    for link in found.bundle.facts.links.values():
        if isinstance(link, WorksFor):
            who, body = nodes[link.source], nodes[link.target]
            assert isinstance(who, Person)
            assert isinstance(body, Organisation)
            said.add(f"{who.name} -> {body.name}" + (f" | {link.role}" if link.role else ""))
    return said


@pytest.mark.parametrize(
    ("line", "stated"),
    [
        (
            "- Kit Lane / Jo Fern (job share), Head of Care, Alder Trust",
            {"Kit Lane -> Alder Trust | Head of Care", "Jo Fern -> Alder Trust | Head of Care"},
        ),
        (
            "- Ivo Nash, Liz Orr and Max Day, Alder Trust",
            {"Ivo Nash -> Alder Trust", "Liz Orr -> Alder Trust", "Max Day -> Alder Trust"},
        ),
        ("- Anna Hall, Alder Trust (Deputy Chair)", {"Anna Hall -> Alder Trust | Deputy Chair"}),
        ("- Sean Moss, Director of Scaled Lanterns", {"Sean Moss -> Scaled Lanterns | Director"}),
        ("- Sean Moss, Director of Adult Services", set()),
        ("- Sean Moss, manager at LanternWorks", {"Sean Moss -> LanternWorks | manager"}),
        (
            "- Sean Moss, CEO of the Confederation of Shared Homes (CSH)",
            {"Sean Moss -> Confederation of Shared Homes (CSH) | CEO"},
        ),
        ("- Sean Moss, Director, Arthur P. Quill Foundation", {"Sean Moss -> Arthur P. Quill Foundation | Director"}),
    ],
)
def test_a_line_ties_people_to_their_body(line: str, stated: set[str]) -> None:
    assert employers(reading(OWNERS.format(line))) == stated


@pytest.mark.parametrize("venue", ["Albert Hall", "Victoria House", "Rose Lane"])
def test_a_hall_or_street_is_nobody(venue: str) -> None:
    found = reading(f"# Quay Day 2031\n\nQuay Day 2031 took place on 14 May 2031 at {venue}, Leeds. {venue} was full.")
    assert not [node for node in found.bundle.facts.nodes.values() if isinstance(node, Person)]
