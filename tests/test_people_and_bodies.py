"""Whom people work for, in the forms in which lists and sentences print it, and near misses that print something else."""

import pytest
from stated import employers

from loaders.extract import Extraction, extract
from loaders.sources import read
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
        ("- Anna Hall, CEO Alder Trust", {"Anna Hall -> Alder Trust | CEO"}),
        ("- Anna Hall https://example.org/anna, President of Alder Trust", {"Anna Hall -> Alder Trust | President"}),
        ("- Sean Moss | sean@alder.example | Chair | Alder Trust", {"Sean Moss -> Alder Trust | Chair"}),
        ("- Sean Moss, sean@alder.example, Chair, Alder Trust, @seanmoss", {"Sean Moss -> Alder Trust | Chair"}),
        ("- Sean Moss, Chair, Alder Trust (until 2029 Clerk at Elm College)", {"Sean Moss -> Alder Trust | Chair"}),
        ("- Sean Moss, Director of Scaled Lanterns", {"Sean Moss -> Scaled Lanterns | Director"}),
        ("- Sean Moss, Director of Adult Services", set()),
        ("- Sean Moss, Dean, Elm College, Dunmore, GA", {"Sean Moss -> Elm College | Dean"}),
        ("- Sean Moss, Superintendent of the mills, Fen County, AL", set()),
        ("- Sean Moss, Chair, Elm Foundation, Inc.", {"Sean Moss -> Elm Foundation, Inc | Chair"}),
        ("- Sean Moss, Commissioner, District 4", set()),
        ("- Sean Moss, manager at LanternWorks", {"Sean Moss -> LanternWorks | manager"}),
        (
            "- Sean Moss, CEO of the Confederation of Shared Homes (CSH)",
            {"Sean Moss -> Confederation of Shared Homes | CEO"},
        ),
        ("- Sean Moss, Director, Arthur P. Quill Foundation", {"Sean Moss -> Arthur P. Quill Foundation | Director"}),
    ],
)
def test_a_line_ties_people_to_their_body(line: str, stated: set[str]) -> None:
    assert employers(reading(OWNERS.format(line))) == stated


@pytest.mark.parametrize(
    ("words", "stated"),
    [
        (
            "Lantern Makers’ Fiona Moss said so. Lantern Makers’s Fiona Moss was right.",
            {"Fiona Moss -> Lantern Makers"},
        ),
        ("Leeds’s Fiona Moss said so.", set()),
        (
            "Senior Policy Officer for Bright Candles Fiona Moss said so.",
            {"Fiona Moss -> Bright Candles | Senior Policy Officer"},
        ),
        (
            "Fiona Moss from the Quill Institute (QI)/Alder Trust gave an overview.",
            {"Fiona Moss -> Quill Institute", "Fiona Moss -> Alder Trust"},
        ),
    ],
)
def test_a_sentence_ties_a_person_to_the_body_before_or_behind_the_name(words: str, stated: set[str]) -> None:
    assert employers(reading(f"# Notes from the Vale\n\nIt rained.\n\n{words}\n\nIt rained again.\n")) == stated


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Alder Trust (formerly Elm Homes)", "Elm Homes"),
        ("Vale Arts Council (previously known as Vale Makers)", "Vale Makers"),
        ("Elmshire County Council", "ECC"),
    ],
)
def test_a_body_is_one_under_its_former_name_and_its_initials(first: str, second: str) -> None:
    found = reading(OWNERS.format(f"- Ada North, Chair, {first}\n- Ben Castle, Director, {second}"))
    assert len([node for node in found.bundle.facts.nodes.values() if isinstance(node, Organisation)]) == 1


def test_initials_that_two_names_have_are_neither() -> None:
    lines = "- Ada North, Chair, Elm Care Council\n- Ben Castle, Director, Exe County Council\n- Jo Day, Director, ECC"
    found = reading(OWNERS.format(lines))
    assert len([node for node in found.bundle.facts.nodes.values() if isinstance(node, Organisation)]) == 3


def test_initials_of_initials_are_too_few() -> None:
    found = reading(OWNERS.format("- Ada North, Chair, Elmton CVS\n- Ben Castle, Director, ECVS"))
    assert len([node for node in found.bundle.facts.nodes.values() if isinstance(node, Organisation)]) == 2


def test_the_line_below_a_name_says_who_somebody_is() -> None:
    lines = "<dl><dt>Ada North</dt><dd>Chair, Alder Trust</dd><dt>Ben Castle</dt><dd>Elm Trust came later.</dd></dl>"
    head = "<h1>Quay Day 2031</h1><p>Quay Day 2031 took place on 14 May 2031.</p><h2>Challenge: Homes</h2>"
    page = f"{head}<h3>Challenge owners</h3>{lines}"
    found = extract(
        read("notes.html", f"<html><body>{page}<h3>Ideas</h3><ol><li>Build.</li></ol></body></html>".encode())
    )
    assert employers(found) == {"Ada North -> Alder Trust | Chair"}


@pytest.mark.parametrize("venue", ["Albert Hall", "Victoria House", "Rose Lane"])
def test_a_hall_or_street_is_nobody(venue: str) -> None:
    found = reading(f"# Quay Day 2031\n\nQuay Day 2031 took place on 14 May 2031 at {venue}, Leeds. {venue} was full.")
    assert not [node for node in found.bundle.facts.nodes.values() if isinstance(node, Person)]


def test_lines_one_below_the_other_are_people_of_their_own() -> None:
    owners = "Challenge owner: Ada North, Chair, Alder Trust\nScribe: Ben Castle\nFacilitator: Jo Day, Elm Trust"
    assert employers(reading(OWNERS.format(owners))) == {"Ada North -> Alder Trust | Chair", "Jo Day -> Elm Trust"}
    assert employers(reading(OWNERS.format("Ada North, Chair, Alder Trust\nBen Castle\nJo Day, Elm Trust"))) == {
        "Ada North -> Alder Trust | Chair",
        "Jo Day -> Elm Trust",
    }


@pytest.mark.parametrize(
    "line", ["- Ada North, Chair, {}", "- Ada North, Alder Trust, {}", "- Ada North ({})", "| Ada North | Chair | {} |"]
)
@pytest.mark.parametrize("number", ["020 7946 0999", "+44 20 7946 0999", "(0113) 496 0123", "Tel 0113 496 0123"])
def test_a_telephone_number_is_no_body(line: str, number: str) -> None:
    words = line.format(number)
    found = reading(OWNERS.format(f"| Name | Role | Contact |\n|---|---|---|\n{words}" if "|" in line else words))
    bodies = [node.name for node in found.bundle.facts.nodes.values() if isinstance(node, Organisation)]
    assert bodies == (["Alder Trust"] if "Alder" in line else [])


def test_a_day_is_no_body() -> None:
    found = extract(
        read("notes.md", b"# Lectures\n\nThe second lecture on Thursday 9 February is by Ada North, a poet.\n")
    )
    assert not [i for i in found.bundle.facts.nodes if i.startswith("organisation/")]
